"""Who said what, by claimkit and by others: the same articles, the same answering model, one run.

    python evals/benchmarks/peers.py FILE.jsonl [--model NAME --base-url URL] [--half held] [--articles 8]

FILE is neutral JSONL with labels (`id`, `text`, `quotes`), or a folder of gold files. Beside claimkit, which is asked
for its quotes alone, stand langextract, a plain instructor schema, textacy's direct quotations and a pattern; what is
not installed, or cannot run, is left out with a message. For the others, make an environment of its own:

    python -m venv peers && peers/bin/pip install -e ".[eval]" langextract instructor textacy

Scores are those of attributions.py, in percent, with the 95 % interval over articles; an article that came to nothing
counts as one in which nothing was found. Requests, tokens and characters are counted between the systems and the
endpoint, the same way for all. CPU is the processor time of this process: the endpoint and the counting are others.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial, reduce
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from attributions import Counts, count
from counting_proxy import Traffic, counting, counts
from rich.console import Console
from rich.table import Table
from split import halves
from systems.claimkit_system import Claimkit, Rules
from systems.langextract_system import LangExtract
from systems.pattern import Pattern
from systems.plain_schema import PlainSchema
from systems.system import Found, NotHere, Options, System
from systems.textacy_system import Textacy

from claimkit.evaluation.bootstrap import interval
from claimkit.evaluation.formats.neutral import row_of
from claimkit.evaluation.gold import load_gold
from claimkit.evaluation.metrics.tally import Tally, f1, share
from claimkit.schemas import Article

ASKING: dict[str, Callable[[Options], System]] = {
    "claimkit": Claimkit,
    "claimkit-whole": partial(Claimkit, whole=True),
    "langextract": LangExtract,
    "plain": PlainSchema,
}
OTHERS: dict[str, Callable[[Options], System]] = {
    "rules": lambda _: Rules(),
    "textacy": Textacy,
    "pattern": lambda _: Pattern(),
}
USUAL = "claimkit,langextract,plain,rules,textacy,pattern"
Row = dict[str, Any]


class Took(NamedTuple):
    """What one system found, and what that took.

    Attributes:
        found: What it found in each article.
        seconds: On the clock, for all articles.
        cpu: Seconds of processor time of this process.
    """

    found: list[Found]
    seconds: float
    cpu: float


def rows_of(path: Path) -> list[Row]:
    """Read labelled articles."""
    if path.is_dir():
        return [row_of(gold) for gold in load_gold(path)]
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def chosen_rows(rows: list[Row], half: str, articles: int | None) -> list[Row]:
    """Return the articles of a half, in the order of the split, or of the file when all are wanted."""
    by_id = {str(row["id"]): row for row in rows}
    tuned, held = halves(list(by_id))
    wanted = {"all": list(by_id), "tuned": tuned, "held": held}[half]
    return [by_id[name] for name in wanted[:articles]]


def run(system: System, rows: Sequence[Row]) -> Took:
    """Run one system over all articles."""
    articles = [Article(id=str(row["id"]), text=row["text"]) for row in rows]
    began, cpu = time.perf_counter(), time.process_time()
    found = system.find(articles)
    return Took(found, time.perf_counter() - began, time.process_time() - cpu)


def scores(rows: Sequence[Row], found: Sequence[Found], *, speech_only: bool) -> list[str]:
    """Return the cells of one view."""
    flat = not any(_nests(row["quotes"]) for row in rows)
    each = [
        count(row["text"], [] if isinstance(one, str) else one, row["quotes"], speech_only=speech_only, flat=flat)
        for row, one in zip(rows, found, strict=True)
    ]
    total = reduce(Counts.plus, each, Counts())
    return [
        "speech only" if speech_only else "all",
        _with_interval([one.relaxed for one in each]),
        f"{f1(total.exact):.1f}",
        _with_interval([one.joint for one in each]),
        _share(total.source),
        _share(total.cue),
        _share(total.direct),
        _share(total.mixed),
    ]


def _nests(quotes: Sequence[Row]) -> bool:
    """Say whether words are labelled twice, as those of an attribution in another one are."""
    pieces = sorted(tuple(piece) for quote in quotes for piece in quote["content_spans"])
    return any(two[0] < one[1] for one, two in pairwise(pieces))


def costs(took: Took, traffic: Traffic | None) -> list[str]:
    """Return the cells of what an article took."""
    articles = len(took.found)
    own = [f"{took.seconds / articles:.2f}", f"{took.cpu / articles:.3f}"]
    if traffic is None:
        return ["–", "–", "–", "–", *own]
    amounts = (traffic.input_tokens, traffic.output_tokens, traffic.written_chars)
    return [f"{traffic.requests / articles:.1f}", *(f"{amount / articles:,.0f}" for amount in amounts), *own]


def _with_interval(tallies: list[Tally]) -> str:
    told = interval(tallies, f1)
    return f"{told.value:.1f}" + ("" if told.low is None else f" ({told.low:.0f}–{told.high:.0f})")


def _share(tally: Tally) -> str:
    value = share(tally)
    return "–" if value is None else f"{value:.1f}"


def table_of(title: str) -> Table:
    """Return the table without rows."""
    table = Table(title=title)
    for name in ("system", "view"):
        table.add_column(name)
    measured = ("relaxed F1", "exact F1", "joint F1", "source", "cue", "direct recall", "mixed recall")
    spent = ("requests", "tokens in", "tokens out", "chars written", "seconds", "CPU s")
    for name in (*measured, *spent):
        table.add_column(name, justify="right")
    return table


def compare(rows: Sequence[Row], wanted: Sequence[str], options: Options, proxy: str, output: Path | None) -> Table:
    """Run the systems and fill the table; what is left out, or went wrong, is printed."""
    systems: dict[str, System] = {}
    for name in wanted:
        if name in ASKING and not proxy:
            print(f"{name} is left out: it needs --model and --base-url")
            continue
        try:
            systems[name] = (ASKING | OTHERS)[name](replace(options, base_url=f"{proxy}/{name}/v1"))
        except NotHere as fault:
            print(f"{name} is left out: {fault}")
    table = table_of(f"{len(rows)} articles, {sum(len(row['quotes']) for row in rows)} labels; costs an article")
    for name, system in systems.items():
        print(f"running {name}", flush=True)
        took = run(system, rows)
        traffic = counts(proxy).get(name) if name in ASKING else None
        table.add_row(name, *scores(rows, took.found, speech_only=False), *costs(took, traffic))
        table.add_row("", *scores(rows, took.found, speech_only=True))
        faults = [f"{row['id']}: {one}" for row, one in zip(rows, took.found, strict=True) if isinstance(one, str)]
        if faults:
            print(f"{name}: nothing from {len(faults)} of {len(rows)} articles; the first is {faults[0]}")
        if output is not None:
            keep(output, name, rows, took.found)
    return table


def keep(output: Path, system: str, rows: Sequence[Row], found: Sequence[Found]) -> None:
    """Add what a system found to a JSONL file, in the words of neutral JSONL."""
    with output.open("a", encoding="utf-8") as file:
        for row, one in zip(rows, found, strict=True):
            quotes = [
                {
                    "content_spans": [list(place) for place in item.content],
                    "cue_spans": [] if item.cue is None else [list(item.cue)],
                    "source_spans": [list(place) for place in item.source],
                }
                for item in ([] if isinstance(one, str) else one)
            ]
            line = {"system": system, "id": row["id"], "quotes": quotes, "fault": one if isinstance(one, str) else None}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--model", help="the name that the endpoint knows the model by")
    parser.add_argument("--base-url", help="the endpoint's address, with its /v1; any OpenAI-compatible server")
    parser.add_argument("--systems", default=USUAL, help=f"with commas between, of {', '.join(ASKING | OTHERS)}")
    parser.add_argument("--half", choices=("all", "tuned", "held"), default="all", help="a half of split.py")
    parser.add_argument("--articles", type=int, help="only the first so many")
    parser.add_argument("--at-once", type=int, default=4, help="articles to work on at a time")
    parser.add_argument("--timeout", type=float, default=300.0, help="seconds to wait for one answer")
    parser.add_argument("--chunk-chars", type=int, help="langextract's max_char_buffer; its own default if left out")
    parser.add_argument("--spacy-model", default="en_core_web_sm", help="name or folder of textacy's pipeline")
    parser.add_argument("--output", type=Path, help="a JSONL file to add what was found to")
    args = parser.parse_args()
    if not args.file.exists():
        print(f"skipped: there is no {args.file}")
        return
    wanted = [name.strip() for name in args.systems.split(",")]
    if unknown := [name for name in wanted if name not in ASKING | OTHERS]:
        parser.error(f"there is no system {', '.join(unknown)}; there are {', '.join(ASKING | OTHERS)}")
    rows = chosen_rows(rows_of(args.file), args.half, args.articles)
    if not rows:
        print(f"skipped: {args.file} holds no articles")
        return
    options = Options(
        model=args.model or "",
        api_key=os.environ.get("OPENAI_API_KEY") or "none",
        timeout=args.timeout,
        at_once=args.at_once,
        chunk_chars=args.chunk_chars,
        spacy_model=args.spacy_model,
    )
    console = Console(width=190)
    if not (args.model and args.base_url):
        console.print(compare(rows, wanted, options, "", args.output))
        return
    with counting(args.base_url, args.timeout) as proxy:
        console.print(compare(rows, wanted, options, proxy, args.output))


if __name__ == "__main__":
    main()
