"""Short articles, each with one difficulty and what a careful reader expects: what passes with which model?

    python evals/cases/run.py --model rules
    python evals/cases/run.py --model local
    python evals/cases/run.py --model replay:evals/recordings/cases
    python evals/cases/run.py --model openai/gpt-5-mini --record FOLDER --record-as NAME

Prints a line a case and what failed; several models stand side by side when `--model` is given several times.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from expectations import Check, checks_of
from rich.console import Console
from rich.table import Table

import claimkit
from claimkit.errors import ClaimkitError
from claimkit.schemas import Article

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Case:
    """One short article and what is expected of it.

    Attributes:
        name: Its name, from the file.
        difficulty: What makes it hard, in a few words.
        article: The article.
        expect: The expectations, as the file has them.
    """

    name: str
    difficulty: str
    article: Article
    expect: dict[str, Any] = field(default_factory=dict)


def load_cases(folder: Path = HERE) -> list[Case]:
    """Read the cases in the order of their names."""
    return [_case(path) for path in sorted(folder.glob("*.json"))]


def _case(path: Path) -> Case:
    data = json.loads(path.read_text(encoding="utf-8"))
    about = {name: data.get(name) for name in ("title", "published", "language")}
    article = Article(id=path.stem, text="\n\n".join(data["text"]), **about)
    return Case(path.stem, data["difficulty"], article, data["expect"])


def run(cases: Sequence[Case], extractor: claimkit.Extractor) -> Iterator[tuple[Case, list[Check]]]:
    """Yield each case with its checks."""
    for case, result in zip(cases, extractor.map(case.article for case in cases), strict=True):
        yield case, list(checks_of(case.expect, result))


def failed_names(checks: Sequence[Check]) -> list[str]:
    """Return what a case expects and did not get."""
    return [check.expected for check in checks if not check.passed]


def table_of(results: dict[str, dict[str, list[Check]]], cases: Sequence[Case]) -> Table:
    """Lay the results of several models side by side."""
    table = Table("case", "difficulty", title=f"{len(cases)} cases")
    for model in results:
        table.add_column(model, justify="right")
    for case in cases:
        row = [results[model].get(case.name, []) for model in results]
        table.add_row(case.name, case.difficulty, *(_cell(checks) for checks in row))
    table.add_section()
    table.add_row("cases passed", "", *(_passed(list(own.values())) for own in results.values()))
    every = [[check for checks in own.values() for check in checks] for own in results.values()]
    table.add_row("checks passed", "", *(_share(checks) for checks in every))
    return table


def _cell(checks: Sequence[Check]) -> str:
    good = sum(check.passed for check in checks)
    return "[green]pass[/]" if good == len(checks) else f"[red]{good} of {len(checks)}[/]"


def _passed(cases: Sequence[Sequence[Check]]) -> str:
    return f"{sum(all(check.passed for check in checks) for checks in cases)} of {len(cases)}"


def _share(checks: Sequence[Check]) -> str:
    return f"{sum(check.passed for check in checks)} of {len(checks)}"


def main() -> int:
    """Run the cases with each model; return 1 when a case fails with the last one."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--model", action="append", required=True)
    options.add_argument("--base-url")
    options.add_argument("--record", type=Path)
    options.add_argument("--record-as")
    options.add_argument("--case", action="append", help="only these cases")
    options.add_argument("--concurrency", type=int, default=8)
    chosen = options.parse_args()
    cases = [case for case in load_cases() if not chosen.case or case.name in chosen.case]
    console = Console(width=140)
    results: dict[str, dict[str, list[Check]]] = {}
    for model in chosen.model:
        more = {"record": chosen.record, "record_as": chosen.record_as, "concurrency": chosen.concurrency}
        try:
            with claimkit.Extractor(model, base_url=chosen.base_url, cache=False, **more) as extractor:
                results[model] = {case.name: checks for case, checks in run(cases, extractor)}
        except ClaimkitError as error:
            console.print(f"{model}: {error}", markup=False)
            return 2
        for case in cases:
            for expected in failed_names(results[model][case.name]):
                console.print(f"{model} · {case.name}: {expected}", markup=False)
    console.print(table_of(results, cases))
    return int(any(failed_names(checks) for checks in results[chosen.model[-1]].values()))


if __name__ == "__main__":
    sys.exit(main())
