"""JSON Lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from claimkit.batch.corpus.items import BadItem, Item, RowReader
from claimkit.batch.corpus.opening import Readable, check_start, lines_of, most_bytes
from claimkit.errors import InputError

_ONE_A_LINE = 'Write one whole JSON object a line, such as {"id": "1", "text": "..."}.'
_BOM = "\ufeff"


def read_jsonl(file: Readable, name: str, reader: RowReader, *, from_pipe: bool = False) -> Iterator[Item | BadItem]:
    """Yield the articles of JSON Lines; one line at a time is held.

    Args:
        file: Where the lines come from.
        name: What to call the input.
        reader: Makes items of the objects.
        from_pipe: Whether nothing but the input itself says that it is JSON Lines; then its first character has to
            start an object.

    Raises:
        InputError: The input as a whole is something else.
    """
    begun = False
    limit = most_bytes(reader.max_chars)
    for number, line, whole in lines_of(file, limit):
        if not begun:
            check_start(line, name)
        bare = line.removeprefix(_BOM.encode()).strip()
        if not bare:
            continue
        if not begun:
            _check_first(bare, name, from_pipe=from_pipe)
            begun = True
        place = f"{name}, line {number}"
        if whole:
            yield _read_line(line, place, reader)
        else:
            message = f"the line has more than {limit:,} bytes"
            yield BadItem(place, place, message, "Split it, or raise the limit with --max-chars.")


def _check_first(line: bytes, name: str, *, from_pipe: bool) -> None:
    if line.startswith(b"["):
        hint = f"Write one object a line, such as with: jq -c '.[]' FILE.json > FILE.jsonl. {_ONE_A_LINE}"
        raise InputError(f"{name} is one JSON list, not one object a line", hint=hint)
    if from_pipe and not line.startswith(b"{"):
        start = line[:20].decode("utf-8", errors="replace")
        hint = f"{_ONE_A_LINE} For something else say what it is: --kind csv, or --kind text for a single article."
        raise InputError(f"{name} is not JSON Lines: it starts with {start!r}", hint=hint)


def _read_line(line: bytes, place: str, reader: RowReader) -> Item | BadItem:
    broken: UnicodeDecodeError | None = None
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error
        text = line.decode("utf-8", errors="surrogateescape")  # to find the id, which may be whole
    try:
        row = json.loads(text.removeprefix(_BOM))
    except json.JSONDecodeError as error:
        row, fault = {}, f"it is not JSON: {error.msg}, column {error.colno}"
    except (RecursionError, ValueError):
        row, fault = {}, "it is nested too deeply, or a number in it is too long"
    else:
        fault = "" if isinstance(row, dict) else "it is not a JSON object"
    if broken:
        hint = "Save it as UTF-8; the other lines were read."
        return reader.bad(row if not fault else {}, place, f"it is not UTF-8 at byte {broken.start}", hint)
    return BadItem(place, place, fault, _ONE_A_LINE) if fault else reader.read(row, place)
