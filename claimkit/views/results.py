"""The results that a view is made of: one, many, or a file with one a line, read as it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from claimkit.batch.corpus.opening import check_start, opened
from claimkit.errors import CallerError, InputError
from claimkit.schemas import Extraction

Results = Extraction | Iterable[Extraction] | str | Path


def each_result(results: Results) -> Iterator[Extraction]:
    """Give the results one by one; of a file only one line at a time is held.

    Args:
        results: An extraction, any iterable of them, or the path of a JSONL file such as `claimkit batch` writes
            (packed when its name ends in .gz). Empty lines are passed over.

    Raises:
        InputError: The file cannot be read, or a line of it is no result; the message names the line.
        CallerError: Something in the iterable is no extraction.
    """
    if isinstance(results, Extraction):
        yield results
    elif isinstance(results, str | Path):
        yield from _of_file(Path(results))
    else:
        for number, result in enumerate(results, 1):
            if not isinstance(result, Extraction):
                raise CallerError(
                    f"number {number} of the results is no Extraction but {type(result).__name__}",
                    hint='Of what extractor.map(..., errors="yield") gives, take outcome.result where it is not None.',
                )
            yield result


def _of_file(path: Path) -> Iterator[Extraction]:
    if path.is_dir():
        raise InputError(f"{path} is a folder", hint="Name a JSONL file of results.")
    with opened(path) as file:
        number = 0
        while line := file.readline():
            number += 1
            if number == 1:
                check_start(line, str(path))
                line = line.removeprefix(b"\xef\xbb\xbf")
            if line.strip():
                yield _of_line(line, f"{path}, line {number}")


def _of_line(line: bytes, where: str) -> Extraction:
    try:
        return Extraction.model_validate_json(line)
    except ValidationError as error:
        if not line.endswith(b"\n"):
            hint = (
                "The file ends in half a line. Run its batch again, which does that article anew; or remove the line."
            )
        else:
            hint = "Give a file with one result a line, such as `claimkit batch IN -o OUT.jsonl` writes."
        first = error.errors(include_url=False, include_input=False)[0]
        at = ".".join(map(str, first["loc"]))
        raise InputError(
            f"{where} is no result of claimkit ({f'{at}: ' if at else ''}{first['msg']})", hint=hint
        ) from None
