"""What the commands of `claimkit eval` share: the app, its options, finding gold, writing files."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimkit.cli.output import say
from claimkit.errors import CallerError

if TYPE_CHECKING:
    from claimkit.evaluation.gold import Gold
    from claimkit.evaluation.runs import Run
    from claimkit.evaluation.scoring import Counted

app = typer.Typer(help="Score models against hand-labelled articles.", no_args_is_help=True)
_GOLD = Path("evals/gold")
_GOLD_HELP = "Gold files, folders of them, or neutral JSONL files; left out: "
GoldOption = Annotated[list[Path] | None, typer.Option("--gold", help=f"{_GOLD_HELP}evals/gold.")]
JsonlOption = Annotated[list[Path] | None, typer.Option("--jsonl", help="Neutral JSONL files with labels.")]
RunGoldOption = Annotated[list[Path] | None, typer.Option("--gold", help=f"{_GOLD_HELP}what the run was made on.")]
RunArgument = Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a run.")]
Force = Annotated[bool, typer.Option("--force", help="Replace what is there.")]


class Shape(StrEnum):
    """How scores are written."""

    table = "table"
    json = "json"
    markdown = "markdown"


def gold_paths(paths: Sequence[Path] | None) -> Sequence[Path]:
    """Return where to read gold: what was given, else evals/gold.

    Raises:
        CallerError: Nothing was given, and there is no evals/gold.
    """
    if not paths and not _GOLD.is_dir():
        raise CallerError(
            "there is no evals/gold here", hint="Give --gold FOLDER, or run this in the project's folder."
        )
    return paths or [_GOLD]


def read_gold(paths: Sequence[Path]) -> list[Gold]:
    """Read gold files, folders and neutral JSONL files."""
    from claimkit.evaluation.gold import load_gold

    files = [path for path in paths if path.suffix != ".jsonl"]
    articles = load_gold(*files) if files else []
    articles += [item for path in paths if path.suffix == ".jsonl" for item in _imported(path)]
    seen: set[str] = set()
    for item in articles:
        if item.article.id in seen:
            raise CallerError(
                f"two articles have the id {item.article.id!r}", hint="Give each article an id of its own."
            )
        seen.add(item.article.id)
    return articles


def _imported(path: Path) -> Iterator[Gold]:
    from claimkit.evaluation.formats import import_gold

    return import_gold(path, "jsonl", lambda message: say(f"claimkit: {message}"))


def gold_of_run(run: Run, paths: Sequence[Path] | None) -> list[Gold]:
    """Return the labels to hold a run against: those given, else those it was made on, as they are now."""
    from claimkit.evaluation.runs import kept_gold

    if paths:
        return read_gold(paths)
    sources = [Path(source) for source in run.about.sources]
    if sources and all(source.exists() for source in sources):
        return read_gold(sources)
    if not run.about.sources and _GOLD.is_dir():
        return read_gold([_GOLD])
    missing = next((source for source in sources if not source.exists()), _GOLD)
    say(f"claimkit: there is no {missing}; the run is held against the labels it keeps")
    return kept_gold(run.folder)


def counted(folder: Path, paths: Sequence[Path] | None) -> tuple[Run, list[Gold], Counted]:
    """Read a run and its gold, say what is stale or missing, and count every metric."""
    from claimkit.evaluation.runs import load_run, stale_ids
    from claimkit.evaluation.scoring import count

    run = load_run(folder)
    articles = gold_of_run(run, paths)
    changed = stale_ids(run, articles)
    if changed:
        say(f"claimkit: the labels of {len(changed)} articles have changed since this run: {', '.join(changed[:5])}")
    missing = [
        item.article.id for item in articles if item.article.id in run.about.gold and item.article.id not in run.results
    ]
    if missing:
        say(f"claimkit: {len(missing)} articles of this run are missing or failed: {', '.join(missing[:5])}")
    return run, articles, count(articles, run.results)


def write(path: Path, text: str, *, force: bool) -> None:
    """Write a file and say so; one that is there is replaced with `force` only.

    Raises:
        CallerError: The file is there already.
    """
    if path.exists() and not force:
        raise CallerError(f"{path} exists already", hint="Name another file, or give --force to replace it.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    say(f"claimkit: wrote {path}")


def show(table: object) -> None:
    """Print a table to stdout, 120 columns wide where that is no terminal."""
    from rich.console import Console

    Console(highlight=False, width=None if sys.stdout.isatty() else 120).print(table)
