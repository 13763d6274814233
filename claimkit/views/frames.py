"""Extractions as pandas data frames, with the columns of `claimkit.views.rows`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimkit.errors import CallerError
from claimkit.views import rows
from claimkit.views.results import Results, each_result

if TYPE_CHECKING:
    import pandas


def to_frames(results: Results) -> dict[str, pandas.DataFrame]:
    """Return the frames "quotes", "claims", "actors" and "mentions", one row for each of them.

    Columns, their order and their types are the same for all results, also when nothing was found: "string" for text
    (a missing value is `pandas.NA`), "int64" for numbers, "bool" for `check_worthy`. Offsets count code points of the
    article's text. `claimkit.views.rows` has a sentence about each column.

    | frame | columns |
    |---|---|
    | all | `article_id`, and at the end `article_title`, `url`, `published` |
    | quotes | `quote_id`, `kind`, `text`, `speaker_id`, `speaker`, `speaker_role`, `speaker_affiliation`, |
    | | `speaker_kind`, `cue`, `start`, `end`, `spans`, `pieces`, `grounding`, `repeats`, `inside`, `addressee`, |
    | | `setting` |
    | claims | `claim_id`, `kind`, `commitment`, `check_worthy`, `text`, `claimant_id`, `claimant`, `claimant_role`, |
    | | `claimant_affiliation`, `claimant_kind`, `evidence`, `start`, `end`, `spans`, `pieces`, `quotes`, `same_as`, |
    | | `reason` |
    | actors | `actor_id`, `name`, `kind`, `role`, `affiliation`, `aliases`, `anonymity`, `mention_count`, |
    | | `quote_count`, `claim_count` |
    | mentions | `actor_id`, `name`, `text`, `start`, `end` |

    `article_id` with `quote_id`, `claim_id` or `actor_id` names one thing; `speaker_id`, `claimant_id` and `inside`
    point to them.

    Args:
        results: An extraction, any iterable of them, or the path of a JSONL file of results, which is read line by
            line: memory holds the rows and one article. The rows of many stand below each other.

    Raises:
        CallerError: pandas is not installed, or something among the results is no extraction.
        InputError: The file cannot be read, or one of its lines is no result.
    """
    try:
        import pandas
    except ImportError as missing:
        raise CallerError(
            "Data frames need pandas, which is not installed.", hint='pip install "claimkit[notebook]"'
        ) from missing
    found: dict[str, list[rows.Row]] = {name: [] for name in rows.TABLES}
    for result in each_result(results):
        for name, (_, rows_of) in rows.TABLES.items():
            found[name].extend(rows_of(result))
    frames = {}
    for name, (columns, _) in rows.TABLES.items():
        frame = pandas.DataFrame(found.pop(name), columns=list(columns))
        frames[name] = frame.astype({column: _type_of(column) for column in columns})
    return frames


def _type_of(column: str) -> str:
    if column in rows.NUMBERS:
        return "int64"
    return "bool" if column in rows.TRUTHS else "string"
