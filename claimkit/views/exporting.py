"""A corpus of results as a SQLite database, as CSV files or as Parquet files, in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from claimkit.errors import CallerError
from claimkit.views.database import Database, check_replaceable
from claimkit.views.flat_files import CsvFolder, ParquetFolder, Sink
from claimkit.views.replacing import beside
from claimkit.views.results import Results, each_result


@dataclass(slots=True)
class Exported:
    """How much was written.

    Attributes:
        articles: Results.
        quotes: Of all of them.
        claims: Of all of them.
    """

    articles: int = 0
    quotes: int = 0
    claims: int = 0


def export(
    results: Results,
    *,
    sqlite: Path | str | None = None,
    csv: Path | str | None = None,
    parquet: Path | str | None = None,
    force: bool = False,
) -> Exported:
    """Write results for other programs; only one article and some rows are held in memory.

    After an error no new file is left behind, and files that were there are as they were.

    Args:
        results: An extraction, any iterable of them, or the path of a JSONL file of results.
        sqlite: A database file to write; `claimkit.views.database` describes it. Needs `claimkit[sqlite]`.
        csv: A folder for one CSV file a table; the columns are those of `claimkit.to_frames`.
        parquet: A folder for one Parquet file a table, with the same columns. Needs `claimkit[parquet]`.
        force: Whether files may be replaced.

    Raises:
        CallerError: A file is there already, nothing to write was named, or a package is not installed.
        InputError: The results cannot be read, or one is none, or (for a database) two are of one article.
    """
    if sqlite is None and csv is None and parquet is None:
        raise CallerError("nothing to write was named", hint="Name a database, or a folder for CSV or Parquet files.")
    done = Exported()
    with ExitStack() as whole:
        sinks: list[Sink] = []
        if sqlite is not None:
            sinks.append(whole.enter_context(_database(Path(sqlite), force=force)))
        if csv is not None:
            sinks.append(CsvFolder(Path(csv), whole, force=force))
        if parquet is not None:
            sinks.append(ParquetFolder(Path(parquet), whole, force=force))
        for result in each_result(results):
            for sink in sinks:
                sink.add(result)
            done.articles += 1
            done.quotes += len(result.quotes)
            done.claims += len(result.claims)
        for sink in sinks:
            sink.finish()
    return done


@contextmanager
def _database(path: Path, *, force: bool) -> Iterator[Database]:
    with beside(path, force=force) as unfinished:
        if force:
            check_replaceable(path)
        database = Database(unfinished)
        try:
            yield database
        finally:
            database.close()
