"""The tables, indexes and views of the SQLite database; `claimkit.views.database` says what they hold."""

from __future__ import annotations

from typing import Any

RUIZ_ON_THE_HARBOUR = """\
select day, article_title, text from quotes_by_actor
where actor like '%Ruiz%' and id in (select rowid from quotes_fts where quotes_fts match 'harbour')
order by day;"""
SEARCHED = ("quotes", "claims")  # the tables whose `text` can be searched
_ARTICLE = ("article_id", "articles", "id")

COLUMNS: dict[str, dict[str, Any]] = {
    "articles": {
        "id": str,
        "title": str,
        "url": str,
        "published": str,
        "day": str,
        "language": str,
        "text": str,
        "model": str,
        "incomplete": int,
    },
    "actors": {
        "id": int,
        "article_id": str,
        "actor_id": str,
        "name": str,
        "kind": str,
        "role": str,
        "affiliation": str,
        "aliases": str,
        "anonymity": str,
    },
    "quotes": {
        "id": int,
        "article_id": str,
        "quote_id": str,
        "kind": str,
        "text": str,
        "speaker": int,
        "cue": str,
        "start_char": int,
        "end_char": int,
        "spans": str,
        "grounding": str,
        "repeats": int,
        "inside": int,
        "addressee": str,
        "setting": str,
    },
    "claims": {
        "id": int,
        "article_id": str,
        "claim_id": str,
        "kind": str,
        "commitment": str,
        "check_worthy": int,
        "text": str,
        "claimant": int,
        "evidence": str,
        "start_char": int,
        "end_char": int,
        "spans": str,
        "same_as": str,
        "reason": str,
    },
    "claim_quotes": {"claim": int, "quote": int},
    "mentions": {"id": int, "article_id": str, "actor": int, "text": str, "start_char": int, "end_char": int},
}
POINTERS = {
    "actors": [_ARTICLE],
    "quotes": [_ARTICLE, ("speaker", "actors", "id"), ("inside", "quotes", "id")],
    "claims": [_ARTICLE, ("claimant", "actors", "id")],
    "claim_quotes": [("claim", "claims", "id"), ("quote", "quotes", "id")],
    "mentions": [_ARTICLE, ("actor", "actors", "id")],
}
MAY_BE_NULL = frozenset(
    "title url published day language role affiliation anonymity speaker cue inside addressee setting claimant "
    "reason".split()
)
UNIQUE = {
    "actors": ["article_id", "actor_id"],
    "quotes": ["article_id", "quote_id"],
    "claims": ["article_id", "claim_id"],
}
INDEXES = {
    "articles": [["day"]],
    "actors": [["name"]],
    "quotes": [["speaker"], ["inside"]],
    "claims": [["claimant"]],
    "claim_quotes": [["quote"]],
    "mentions": [["article_id"], ["actor"]],
}
_ABOUT = "articles.id as article_id, articles.title as article_title, articles.url, articles.published, articles.day"
_WHO = "actors.name as actor, actors.role, actors.affiliation, actors.kind as actor_kind"
VIEWS = {
    "quotes_by_actor": f"""select quotes.id, {_WHO}, quotes.text, quotes.kind, quotes.grounding, quotes.cue,
        quotes.quote_id, {_ABOUT}
        from quotes join articles on articles.id = quotes.article_id
        left join actors on actors.id = quotes.speaker""",  # noqa: S608 - no input in it
    "claims_by_actor": f"""select claims.id, {_WHO}, claims.text, claims.kind, claims.commitment, claims.check_worthy,
        claims.evidence, claims.claim_id, {_ABOUT}
        from claims join articles on articles.id = claims.article_id
        left join actors on actors.id = claims.claimant""",  # noqa: S608
}
