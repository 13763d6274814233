"""Parquet files, by pyarrow (an extra), a few hundred rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from typing import Any

from claimkit.batch.corpus.items import BadItem, Item, RowReader, check_columns
from claimkit.errors import CallerError, InputError

_ROWS = 256
_BUFFER_BYTES = 1_000_000
_INSTALL = 'Install it with: pip install "claimkit[parquet]"'


def read_parquet(path: Path, reader: RowReader) -> Iterator[Item | BadItem]:
    """Yield the articles of a Parquet file; only the columns of `reader` are read, 256 rows at a time.

    Raises:
        CallerError: pyarrow is not installed.
        InputError: The file is no Parquet file, is damaged, or lacks a column that is needed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ModuleNotFoundError:
        raise CallerError(f"{path} is Parquet, and reading Parquet needs pyarrow", hint=_INSTALL) from None
    number = 0
    try:
        # Without a buffer of its own size, pyarrow takes in a whole row group, which may be the whole file.
        with pyarrow.parquet.ParquetFile(path, buffer_size=_BUFFER_BYTES, pre_buffer=False) as file:
            names = file.schema_arrow.names
            check_columns(names, reader.columns, str(path))
            wanted = [name for name in dict.fromkeys(astuple(reader.columns)) if name in names]
            for batch in file.iter_batches(batch_size=_ROWS, columns=wanted):
                columns = [(name, _whole_microseconds(batch.column(name))) for name in wanted]
                for at in range(batch.num_rows):
                    number += 1
                    yield _item(columns, at, f"{path}, row {number}", reader)
    except pyarrow.ArrowException as error:
        raise _unreadable(path, number, error) from error
    except OSError as error:
        raise _unreadable(path, number, error.strerror or error) from error


def _item(columns: list[tuple[str, Any]], at: int, place: str, reader: RowReader) -> Item | BadItem:
    row: dict[str, object] = {}
    notices: list[str] = []
    fault = ""
    for name, column in columns:
        try:
            row[name] = column[at].as_py()
        except (ValueError, OverflowError, LookupError, NotImplementedError) as error:
            # Such as bytes that are not UTF-8, a date after the year 9999, or a time zone this machine does not know.
            what = f"its {name!r} cannot be read: {error}"
            if name in (reader.columns.id, reader.columns.text):
                fault = what
            else:
                notices.append(f"{what}; it was left out")
    if fault:
        return reader.bad(row, place, fault, "Write the column again, as strings in UTF-8.")
    return reader.read(row, place, notices)


def _whole_microseconds(column: Any) -> Any:
    """Return a column without nanoseconds, which Python's datetime does not have."""
    import pyarrow

    kind = column.type
    if pyarrow.types.is_timestamp(kind) and kind.unit == "ns":
        return column.cast(pyarrow.timestamp("us", tz=kind.tz), safe=False)
    return column


def _unreadable(path: Path, number: int, error: object) -> InputError:
    where = f" after row {number}" if number else ""
    return InputError(f"{path} cannot be read as Parquet{where}: {error}", hint="Write it again, or check the path.")
