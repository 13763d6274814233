"""Results as a SQLite database: tables with keys, full-text search, and views for the usual questions.

Everything Ruiz said about the harbour, by date:

    select day, article_title, text from quotes_by_actor
    where actor like '%Ruiz%' and id in (select rowid from quotes_fts where quotes_fts match 'harbour')
    order by day;

| table | primary key | columns that point elsewhere |
|---|---|---|
| articles | `id`, as in the results | |
| actors | `id`, a number | `article_id` |
| quotes | `id`, a number | `article_id`; `speaker`, an actor; `inside`, a quote |
| claims | `id`, a number | `article_id`; `claimant`, an actor |
| claim_quotes | `claim`, `quote` | both: which quotes carry which claim |
| mentions | `id`, a number | `article_id`; `actor` |

`quote_id`, `claim_id` and `actor_id` are the ids in the results, such as "q1", and name one thing in one article.
`start_char` and `end_char` count code points of `articles.text`, from 0 and half-open; in SQL
`substr(text, start_char + 1, end_char - start_char)`. `day` is `published` as YYYY-MM-DD where it could be read.
`quotes_fts` and `claims_fts` (FTS5; case and accents do not matter) search the texts; their rowid is the `id`.
The views `quotes_by_actor` and `claims_by_actor` have one row for each quote or claim with its actor and article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from claimkit.errors import CallerError, InputError
from claimkit.links import cut
from claimkit.schemas import Actor, Claim, Extraction, Quote, Span
from claimkit.views.database_tables import COLUMNS, INDEXES, MAY_BE_NULL, POINTERS, SEARCHED, UNIQUE, VIEWS
from claimkit.views.dates import day_of

if TYPE_CHECKING:
    import sqlite_utils

_ROWS_AT_ONCE = 2000
_MAGIC = b"SQLite format 3\x00"
_Row = dict[str, str | int | None]
_Numbers = dict[str, int]


def check_replaceable(path: Path) -> None:
    """Refuse to replace what is no database, and a database that is in use.

    Raises:
        CallerError: The file at `path` is something else, or has a journal beside it.
    """
    if not path.is_file():
        return
    with path.open("rb") as file:
        start = file.read(len(_MAGIC))
    if start not in (b"", _MAGIC):
        raise CallerError(f"{path} is no SQLite database, so it is not replaced", hint="Name another file.")
    for journal in ("-wal", "-journal"):
        if Path(f"{path}{journal}").exists():
            raise CallerError(
                f"{path} is in use: {path.name}{journal} is beside it",
                hint="Close the programs that have it open, or name another file.",
            )


class Database:
    """A SQLite file that results are added to; `finish` makes it ready to be asked.

    Args:
        path: A file that does not exist yet.

    Raises:
        CallerError: sqlite-utils is not installed.
    """

    def __init__(self, path: Path) -> None:
        try:
            import sqlite_utils
        except ImportError:
            raise CallerError(
                "A SQLite database needs sqlite-utils, which is not installed.", hint='pip install "claimkit[sqlite]"'
            ) from None
        self._db: sqlite_utils.Database = sqlite_utils.Database(path)
        self._waiting: dict[str, list[_Row]] = {name: [] for name in COLUMNS}
        self._counters = {name: count(1) for name in COLUMNS}
        self._seen: set[str] = set()
        for name, columns in COLUMNS.items():
            self._db.table(name).create(
                columns,
                pk=("claim", "quote") if name == "claim_quotes" else "id",
                not_null=[column for column in columns if column not in MAY_BE_NULL and column != "id"],
                foreign_keys=POINTERS.get(name, []),
            )

    def add(self, result: Extraction) -> None:
        """Add one result.

        Raises:
            InputError: There was a result of an article of this id before.
        """
        if result.article.id in self._seen:
            raise InputError(f"two results are of the article {result.article.id!r}", hint="Keep one of them.")
        self._seen.add(result.article.id)
        actors = self._numbers("actors", result.actors)
        quotes = self._numbers("quotes", result.quotes)
        claims = self._numbers("claims", result.claims)
        waiting = self._waiting
        waiting["articles"].append(_article_row(result))
        waiting["actors"].extend(_actor_row(result, actor, actors) for actor in result.actors)
        waiting["quotes"].extend(_quote_row(result, quote, quotes, actors) for quote in result.quotes)
        waiting["claims"].extend(_claim_row(result, claim, claims, actors) for claim in result.claims)
        waiting["claim_quotes"].extend(_carriers(result.claims, claims, quotes))
        waiting["mentions"].extend(
            {"id": next(self._counters["mentions"]), **row} for row in _mention_rows(result, actors)
        )
        if sum(map(len, waiting.values())) >= _ROWS_AT_ONCE:
            self._write()

    def finish(self) -> None:
        """Write what is left, make indexes, full-text search and views, and close the file."""
        self._write()
        for name, columns in UNIQUE.items():
            self._db.table(name).create_index(columns, unique=True)
        for name, indexes in INDEXES.items():
            for columns in indexes:
                self._db.table(name).create_index(columns)
        for name in SEARCHED:
            self._db.table(name).enable_fts(
                ["text"], fts_version="FTS5", create_triggers=True, tokenize="unicode61 remove_diacritics 2"
            )
        for name, query in VIEWS.items():
            self._db.create_view(name, query)
        self._db.conn.commit()
        self.close()

    def close(self) -> None:
        """Close the file as it is; a second time does nothing."""
        self._db.conn.close()

    def _numbers(self, table: str, things: Iterable[Actor | Quote | Claim]) -> _Numbers:
        """Give each thing of one result its number in the whole database."""
        return {thing.id: next(self._counters[table]) for thing in things}

    def _write(self) -> None:
        for name, rows in self._waiting.items():
            if rows:
                self._db.table(name).insert_all(rows)
                rows.clear()
        self._db.conn.commit()


def _article_row(result: Extraction) -> _Row:
    article = result.article
    day = day_of(article.published)
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "published": article.published,
        "day": day.isoformat() if day else None,
        "language": article.language,
        "text": article.text,
        "model": result.provenance.model,
        "incomplete": int(result.report.incomplete),
    }


def _actor_row(result: Extraction, actor: Actor, actors: _Numbers) -> _Row:
    return {
        "id": actors[actor.id],
        "article_id": result.article.id,
        "actor_id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "role": actor.role,
        "affiliation": actor.affiliation,
        "aliases": " | ".join(actor.aliases),
        "anonymity": actor.anonymity_span.of(result.article.text) if actor.anonymity_span else None,
    }


def _quote_row(result: Extraction, quote: Quote, quotes: _Numbers, actors: _Numbers) -> _Row:
    return {
        "id": quotes[quote.id],
        "article_id": result.article.id,
        "quote_id": quote.id,
        "kind": quote.kind,
        "text": quote.text,
        "speaker": None if quote.speaker is None else actors[quote.speaker],
        "cue": quote.cue_span.of(result.article.text) if quote.cue_span else None,
        **_place(quote.spans),
        "grounding": quote.grounding,
        "repeats": len(quote.repeats),
        "inside": None if quote.inside is None else quotes[quote.inside],
        "addressee": quote.addressee,
        "setting": quote.setting,
    }


def _claim_row(result: Extraction, claim: Claim, claims: _Numbers, actors: _Numbers) -> _Row:
    return {
        "id": claims[claim.id],
        "article_id": result.article.id,
        "claim_id": claim.id,
        "kind": claim.kind,
        "commitment": claim.commitment,
        "check_worthy": int(claim.check_worthy),
        "text": claim.text,
        "claimant": None if claim.claimant is None else actors[claim.claimant],
        "evidence": cut(result.article.text, claim.spans),
        **_place(claim.spans),
        "same_as": ";".join(claim.same_as),
        "reason": claim.reason,
    }


def _carriers(found: Iterable[Claim], claims: _Numbers, quotes: _Numbers) -> Iterator[_Row]:
    for claim in found:
        for name in dict.fromkeys(claim.quotes):
            yield {"claim": claims[claim.id], "quote": quotes[name]}


def _mention_rows(result: Extraction, actors: _Numbers) -> Iterator[_Row]:
    for actor in result.actors:
        for span in actor.mentions:
            yield {
                "article_id": result.article.id,
                "actor": actors[actor.id],
                "text": span.of(result.article.text),
                "start_char": span.start,
                "end_char": span.end,
            }


def _place(spans: Sequence[Span]) -> _Row:
    return {
        "start_char": min(span.start for span in spans),
        "end_char": max(span.end for span in spans),
        "spans": ";".join(f"{span.start}-{span.end}" for span in spans),
    }
