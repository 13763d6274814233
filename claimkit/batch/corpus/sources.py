"""`read_corpus`: whatever a caller has of many articles, as one stream."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal

from claimkit.article.loading import MAX_CHARS
from claimkit.batch.corpus import folders
from claimkit.batch.corpus.items import BadItem, Columns, Item, RowReader
from claimkit.batch.corpus.jsonl import read_jsonl
from claimkit.batch.corpus.opening import opened
from claimkit.batch.corpus.parquet import read_parquet
from claimkit.batch.corpus.tables import read_table
from claimkit.errors import CallerError, InputError

Kind = Literal["jsonl", "csv", "parquet", "folder", "text"]

_KINDS: dict[str, Kind] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    **dict.fromkeys(folders.SUFFIXES, "text"),
}
_PACKED = frozenset({"jsonl", "csv"})
_STDIN = "standard input"


def read_corpus(
    source: Path | None,
    *,
    columns: Columns = Columns(),  # noqa: B008 - it is immutable
    kind: Kind | None = None,
    stdin: BinaryIO | None = None,
    encoding: str | None = None,
    max_chars: int = MAX_CHARS,
) -> Iterator[Item | BadItem]:
    """Read articles one after the other; what is held at a time does not grow with their number.

    What the call itself shows to be wrong is raised at once; faults of the content come while it is read.

    Args:
        source: A JSONL, CSV, TSV, Parquet, text or HTML file, by its ending (JSONL and CSV may be packed: .gz); a
            folder, for all text and HTML files in and below it; None or "-" for standard input.
        columns: What the fields of an article are called in JSONL, CSV and Parquet.
        kind: What the source is, when its name does not say so. Standard input is JSONL unless it is said to be CSV
            or a single text.
        stdin: What to read instead of the process's standard input.
        encoding: Encoding of text and HTML files, when it is known; JSONL, CSV and Parquet are UTF-8.
        max_chars: The longest article to accept, in code points.

    Yields:
        An `Item` for each article, in the order of the source, and a `BadItem` for each that cannot be used.
        A source without articles yields nothing.

    Raises:
        InputError: The source is missing or unreadable as a whole, or a table lacks a column that is needed.
        CallerError: The arguments do not fit together, or a library that is needed is not installed.
    """
    if source is not None and str(source) == "-":
        source = None
    chosen: Kind
    if source is None:
        chosen = kind or "jsonl"
        if chosen in ("parquet", "folder"):
            hint = "Give the path, or pipe in JSON Lines, --kind csv, or --kind text."
            raise CallerError(f"{chosen} cannot be read from standard input", hint=hint)
    else:
        chosen = _kind_of(source, kind)
    if encoding is not None:
        if chosen not in ("folder", "text"):
            hint = f"Convert it, such as with: iconv -f {encoding} -t utf-8. --encoding is for text and HTML files."
            raise CallerError(f"{chosen} is always read as UTF-8, not as {encoding}", hint=hint)
        _check_encoding(encoding)
    reader = RowReader(columns, max_chars)
    if source is None:
        return _from_pipe(stdin or sys.stdin.buffer, chosen, reader, encoding)
    return _from_path(source, chosen, reader, encoding)


def _from_pipe(file: BinaryIO, kind: Kind, reader: RowReader, encoding: str | None) -> Iterator[Item | BadItem]:
    try:
        if kind == "text":
            yield folders.read_stream(file, _STDIN, encoding=encoding, max_chars=reader.max_chars)
        elif kind == "csv":
            yield from read_table(file, _STDIN, reader)
        else:
            yield from read_jsonl(file, _STDIN, reader, from_pipe=True)
    except OSError as error:
        raise InputError(f"{_STDIN} cannot be read: {error.strerror}", hint="Give a file instead.") from error


def _from_path(path: Path, kind: Kind, reader: RowReader, encoding: str | None) -> Iterator[Item | BadItem]:
    if kind == "folder":
        yield from folders.read_folder(path, encoding=encoding, max_chars=reader.max_chars)
    elif kind == "text":
        yield folders.read_file(path, path.name, encoding=encoding, max_chars=reader.max_chars)
    elif kind == "parquet":
        yield from read_parquet(path, reader)
    else:
        with opened(path) as file:
            if kind == "csv":
                yield from read_table(file, str(path), reader, tabs=_suffix(path)[0] == ".tsv")
            else:
                yield from read_jsonl(file, str(path), reader)


def _kind_of(path: Path, kind: Kind | None) -> Kind:
    """Return what a path holds, and check that it is there."""
    try:
        is_folder = path.is_dir()
        is_there = is_folder or path.exists()
    except (OSError, ValueError) as fault:
        raise InputError(f"{str(path)!r} cannot be read: {fault}", hint="Check the path.") from None
    if not is_there:
        raise InputError(f"there is no file or folder {path}", hint="Check the path, or use - for standard input.")
    if is_folder:
        if kind not in (None, "folder"):
            hint = f"Name a file in it, or leave out --kind {kind} to read its text and HTML files."
            raise InputError(f"{path} is a folder, not a {kind} file", hint=hint)
        return "folder"
    if kind == "folder":
        raise InputError(f"{path} is a file, not a folder", hint="Leave out --kind folder.")
    if kind is not None:
        return kind
    suffix, packed = _suffix(path)
    found = _KINDS.get(suffix)
    if found is None or (packed and found not in _PACKED):
        known = ", ".join(sorted(_KINDS))
        hint = f"Known are {known}, and .gz after JSONL and CSV. Or say what it is: --kind jsonl, csv, parquet or text."
        raise InputError(f"the ending of {path} does not say what it is", hint=hint)
    return found


def _check_encoding(encoding: str) -> None:
    """Refuse a wrong name once, before each article is refused for it."""
    try:
        codecs.lookup(encoding)
    except LookupError:
        hint = "Use a name such as utf-8, cp1252, iso-8859-15 or gb18030."
        raise InputError(f"there is no encoding called {encoding!r}", hint=hint) from None


def _suffix(path: Path) -> tuple[str, bool]:
    """Return the ending of a path without .gz, in small letters, and whether .gz followed it."""
    packed = path.suffix.lower() == ".gz"
    return Path(path.stem if packed else path.name).suffix.lower(), packed
