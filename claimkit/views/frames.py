"""Extractions as pandas data frames, with the columns of `claimkit.views.rows`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from claimkit.errors import CallerError
from claimkit.schemas import Extraction
from claimkit.views import rows

if TYPE_CHECKING:
    import pandas

_TABLES: dict[str, tuple[Mapping[str, str], Callable[[Extraction], Iterator[rows.Row]]]] = {
    "quotes": (rows.QUOTES, rows.quote_rows),
    "claims": (rows.CLAIMS, rows.claim_rows),
    "actors": (rows.ACTORS, rows.actor_rows),
    "mentions": (rows.MENTIONS, rows.mention_rows),
}


def to_frames(extractions: Extraction | Iterable[Extraction]) -> dict[str, pandas.DataFrame]:
    """Return the frames "quotes", "claims", "actors" and "mentions".

    Columns and their types are the same for every extraction, also for an empty one: "string" for
    text (a missing value is `pandas.NA`), "int64" for numbers, "bool" for `check_worthy`.

    Args:
        extractions: One extraction or many; the rows of many stand below each other.

    Raises:
        CallerError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError as missing:
        raise CallerError(
            "Data frames need pandas, which is not installed.", hint='pip install "claimkit[notebook]"'
        ) from missing
    many = [extractions] if isinstance(extractions, Extraction) else list(extractions)
    frames = {}
    for name, (columns, builder) in _TABLES.items():
        found = [row for extraction in many for row in builder(extraction)]
        frame = pandas.DataFrame(found, columns=list(columns))
        frames[name] = frame.astype({column: _type_of(column) for column in columns})
    return frames


def _type_of(column: str) -> str:
    if column in rows.NUMBERS:
        return "int64"
    return "bool" if column in rows.TRUTHS else "string"
