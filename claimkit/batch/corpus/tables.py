"""CSV and TSV: a header, then one article a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from claimkit.batch.corpus.items import BadItem, Item, RowReader, check_columns
from claimkit.batch.corpus.opening import Readable, check_start, most_bytes
from claimkit.errors import InputError

_STEP = 1_000_000
_BOM = b"\xef\xbb\xbf"
_NAMES = {",": "a comma", ";": "a semicolon", "\t": "a tab"}
_QUOTING = "Put fields with commas, line ends or quotation marks in quotation marks, and double the marks inside."
_UTF8 = "Save it as UTF-8; the other rows were read."


class _TooLong(Exception):
    """A row is longer than what may be held."""


class _RowLines:
    """The lines of a table, as the csv module wants them, with an eye on the row they make up.

    Lines end at \\n only. Bytes that are not UTF-8 become half surrogates, so that they spoil one row and not its
    borders.

    Attributes:
        number: The last line that was read, counted from 1.
        fault: Why the row of the last lines cannot be used, and what to do; None when it can.
    """

    def __init__(self, file: Readable, limit: int, number: int) -> None:
        self._file = file
        self._limit = limit
        self._held = 0
        self._marks = 0
        self.number = number
        self.fault: tuple[str, str] | None = None

    def begin(self) -> int:
        """Start a row, and return the number of its first line."""
        self._held = self._marks = 0
        self.fault = None
        return self.number + 1

    def __iter__(self) -> _RowLines:
        return self

    def __next__(self) -> str:
        room = self._limit - self._held
        if room <= 0:
            self._skip(ended=True)
            raise _TooLong
        line = self._file.readline(room)
        if not line:
            raise StopIteration
        self.number += 1
        self._held += len(line)
        self._marks += line.count(b'"')
        if len(line) == room and not line.endswith(b"\n"):
            self._skip(ended=False)
            raise _TooLong
        if b"\x00" in line:
            self.fault = (f"line {self.number} holds a NUL byte: it is binary, not text", "Give plain text or HTML.")
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError as error:
            self.fault = (f"line {self.number} is not UTF-8 at byte {error.start}", _UTF8)
            return line.decode("utf-8", errors="surrogateescape")

    def _skip(self, *, ended: bool) -> None:
        """Pass over the rest of the row: it ends with the first line that leaves no quotation mark open."""
        while not (ended and self._marks % 2 == 0):
            rest = self._file.readline(_STEP)
            if not rest:
                return
            if ended:
                self.number += 1
            self._marks += rest.count(b'"')
            ended = rest.endswith(b"\n")


def read_table(file: Readable, name: str, reader: RowReader, *, tabs: bool = False) -> Iterator[Item | BadItem]:
    """Yield the articles of a table; one row at a time is held.

    The fields are parted by the first of comma, semicolon and tab under which the header has the column of the text;
    by tab first when `tabs` is set.

    Args:
        file: Where the lines come from.
        name: What to call the input.
        reader: Makes items of the rows.
        tabs: Whether tabs are more likely than commas.

    Raises:
        InputError: The header is missing, unreadable, or lacks a column that is needed.
    """
    limit = most_bytes(reader.max_chars)
    number, first = _first_line(file, name, limit)
    if not first:
        return
    header, delimiter = _header(first, name, reader, "\t,;" if tabs else ",;\t")
    # The module's own limit, 131,072 characters and one for the whole process, is less than some articles have.
    csv.field_size_limit(max(csv.field_size_limit(), limit))
    lines = _RowLines(file, limit, number)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)  # lenient, it would swallow marks and merge rows
    while True:
        line = lines.begin()
        place = f"{name}, line {line}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadItem(place, place, f"the row cannot be read{_up_to(line, lines.number)}: {error}", _QUOTING)
            continue
        except _TooLong:
            message = f"the row has more than {limit:,} bytes{_up_to(line, lines.number)}"
            hint = "Is a quotation mark left open? Else split the row, or raise the limit with --max-chars."
            yield BadItem(place, place, message, hint)
            continue
        if row:  # an empty line is no row
            yield _item(row, header, place, reader, lines.fault, _NAMES[delimiter])


def _item(
    row: list[str],
    header: list[str],
    place: str,
    reader: RowReader,
    fault: tuple[str, str] | None,
    delimiter: str,
) -> Item | BadItem:
    named: dict[str, object] = dict(zip(header, row, strict=False))
    if fault:
        return reader.bad(named, place, *fault)
    count = f"the header has {len(header)} fields and the row {len(row)}"
    if len(row) > len(header):
        return reader.bad(named, place, count, f"A field with {delimiter} in it has to stand in quotation marks.")
    if reader.columns.text not in named:
        return reader.bad(named, place, f"{count}; the text is missing", _QUOTING)
    return reader.read(named, place, () if len(row) == len(header) else (count,))


def _first_line(file: Readable, name: str, limit: int) -> tuple[int, bytes]:
    """Return the number and the bytes of the first line that is not blank; no bytes when there is none."""
    number = 0
    while line := file.readline(limit):
        if number == 0:
            check_start(line, name)
            line = line.removeprefix(_BOM)
        number += 1
        if line.strip():
            return number, line
    return number, b""


def _header(first: bytes, name: str, reader: RowReader, delimiters: str) -> tuple[list[str], str]:
    """Return the names of the columns, and what parts them."""
    try:
        line = first.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"the header of {name} is not UTF-8 at byte {error.start}", hint="Save the file as UTF-8."
        ) from None
    found: dict[str, list[str]] = {}
    for delimiter in delimiters:
        try:
            rows = list(csv.reader([line], delimiter=delimiter, strict=True))
        except csv.Error:
            continue
        found[delimiter] = [column.strip() for column in rows[0]]
    if not found:
        hint = "The first line has to name the columns, and lines have to end in \\n or \\r\\n."
        raise InputError(f"the header of {name} cannot be read", hint=hint)
    likely = [delimiter for delimiter in found if reader.columns.text in found[delimiter]]
    # Where none has the text, the error names the columns of the one that parts the most.
    delimiter = likely[0] if likely else max(found, key=lambda mark: len(found[mark]))
    check_columns(found[delimiter], reader.columns, f"the header of {name}")
    return found[delimiter], delimiter


def _up_to(first: int, last: int) -> str:
    return f" (lines {first} to {last})" if last > first else ""
