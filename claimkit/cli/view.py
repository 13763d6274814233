"""`claimkit view`: a corpus of results as one page to read and search."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimkit.cli.output import reported, say
from claimkit.errors import CallerError, InputError

if TYPE_CHECKING:
    from claimkit.schemas import Extraction


@reported
def view(
    results: Annotated[Path, typer.Argument(metavar="OUT.jsonl", help="Results, one a line, as `batch` writes them.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="PAGE.html", help="Write the page to this file.")],
    title: Annotated[str, typer.Option("--title", help="The page's heading.")] = "",
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Take only the first so many articles.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over the page if it is there.")] = False,
) -> None:
    """Make one page of a file of results: a list of articles, a search, and each article's view.

    The page needs nothing from anywhere; it can be sent by mail and opened without a connection.

    \b
    Examples:
      claimkit view quotes.jsonl -o quotes.html
      claimkit view quotes.jsonl -o first.html --limit 100 --title "The first hundred"
    """
    _check(results, output, force=force)
    from claimkit.views.corpus import MOST, corpus_page

    # One more than a page may hold is enough to say that there are too many.
    page = corpus_page(_read(results, min(limit or MOST + 1, MOST + 1)), title)
    try:
        output.write_text(page, encoding="utf-8", newline="")
    except OSError as fault:
        raise CallerError(
            f"{output} cannot be written: {fault.strerror or fault}", hint="Name another file with --output."
        ) from fault
    say(f"claimkit: {output}: {len(page.encode()) / 1e6:.1f} MB")


def _check(results: Path, output: Path, *, force: bool) -> None:
    if not results.is_file():
        raise InputError(f"there is no file {results}", hint="Name the results of `claimkit batch` or of `extract`.")
    if output.is_dir():
        raise CallerError(f"{output} is a folder", hint="Name a file to write to.")
    if not output.absolute().parent.is_dir():
        raise CallerError(f"the folder of {output} does not exist", hint="Make it first.")
    if output.exists() and (output.samefile(results) or not force):
        hint = "Name another file." if output.samefile(results) else "Name another file, or give --force to replace it."
        raise CallerError(f"{output} is there already", hint=hint)


def _read(path: Path, most: int) -> list[Extraction]:
    """Return the first results of a file.

    Raises:
        InputError: A line is no result, or there is none.
    """
    from claimkit.schemas import Extraction

    found: list[Extraction] = []
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if len(found) == most:
                break
            if not line.strip():
                continue
            try:
                found.append(Extraction.model_validate_json(line))
            except ValueError as fault:
                raise InputError(
                    f"{path}, line {number} is no result of claimkit: {_why(fault)}",
                    hint="Results are JSON Lines, as `claimkit batch` and `extract --format jsonl` write them.",
                ) from None
    if not found:
        raise InputError(f"{path} holds no results", hint="Make some: claimkit batch IN -o OUT.jsonl.")
    return found


def _why(fault: ValueError) -> str:
    from pydantic import ValidationError

    if not isinstance(fault, ValidationError):
        return str(fault)
    first = fault.errors(include_url=False, include_input=False)[0]
    where = ".".join(map(str, first["loc"]))
    return f"{where}: {first['msg']}" if where else first["msg"]
