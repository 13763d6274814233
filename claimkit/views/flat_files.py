"""Results as folders of flat files, one file for each table of `claimkit.views.rows`, written row by row."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from claimkit.errors import CallerError
from claimkit.schemas import Extraction
from claimkit.views import rows
from claimkit.views.replacing import beside, make_folder

if TYPE_CHECKING:
    import pyarrow
    import pyarrow.parquet

_ROWS_AT_ONCE = 10_000


class Sink(Protocol):
    """Where results go, one by one."""

    def add(self, result: Extraction) -> None:
        """Take one result."""
        ...

    def finish(self) -> None:
        """Write what is left."""
        ...


class CsvFolder:
    """quotes.csv, claims.csv, actors.csv and mentions.csv: UTF-8 with a header line, guarded as `rows.csv` says.

    Args:
        folder: Where they belong; it is made when it is missing.
        whole: Moves the files to their places when everything is done.
        force: Whether they may replace files.
    """

    def __init__(self, folder: Path, whole: ExitStack, *, force: bool) -> None:
        make_folder(folder)
        self._write = {}
        for name, (columns, _) in rows.TABLES.items():
            path = whole.enter_context(beside(folder / f"{name}.csv", force=force))
            file = whole.enter_context(path.open("w", encoding="utf-8", newline=""))
            self._write[name] = rows.csv_into(file, columns)

    def add(self, result: Extraction) -> None:
        """Write the rows of one result."""
        for name, (_, rows_of) in rows.TABLES.items():
            self._write[name](rows_of(result))

    def finish(self) -> None:
        """Do nothing: the rows are written."""


class ParquetFolder:
    """quotes.parquet, claims.parquet and so on: the columns of `claimkit.to_frames`, in groups of 10,000 rows.

    Args:
        folder: Where they belong; it is made when it is missing.
        whole: Moves the files to their places when everything is done.
        force: Whether they may replace files.

    Raises:
        CallerError: pyarrow is not installed.
    """

    def __init__(self, folder: Path, whole: ExitStack, *, force: bool) -> None:
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError:
            raise CallerError(
                "Parquet files need pyarrow, which is not installed.", hint='pip install "claimkit[parquet]"'
            ) from None
        make_folder(folder)
        self._table = pyarrow.Table.from_pylist
        self._waiting: dict[str, list[rows.Row]] = {name: [] for name in rows.TABLES}
        self._schemas: dict[str, pyarrow.Schema] = {}
        self._files: dict[str, pyarrow.parquet.ParquetWriter] = {}
        for name, (columns, _) in rows.TABLES.items():
            path = whole.enter_context(beside(folder / f"{name}.parquet", force=force))
            self._schemas[name] = pyarrow.schema([(column, _type_of(column)) for column in columns])
            self._files[name] = whole.enter_context(pyarrow.parquet.ParquetWriter(path, self._schemas[name]))

    def add(self, result: Extraction) -> None:
        """Take the rows of one result."""
        for name, (_, rows_of) in rows.TABLES.items():
            self._waiting[name].extend(rows_of(result))
            if len(self._waiting[name]) >= _ROWS_AT_ONCE:
                self._flush(name)

    def finish(self) -> None:
        """Write the rows that are left."""
        for name in rows.TABLES:
            self._flush(name)

    def _flush(self, name: str) -> None:
        if self._waiting[name]:
            self._files[name].write_table(self._table(self._waiting[name], schema=self._schemas[name]))
            self._waiting[name].clear()


def _type_of(column: str) -> str:
    if column in rows.NUMBERS:
        return "int64"
    return "bool" if column in rows.TRUTHS else "string"
