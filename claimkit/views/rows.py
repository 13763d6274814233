"""Quotes, claims, actors and mentions as flat rows with stable columns, and the quotes as CSV.

The columns of each table are the keys of `QUOTES`, `CLAIMS`, `ACTORS` and `MENTIONS`, in that
order, each with its meaning. Rows hold the text as it came; only `csv` changes cells.
"""

from __future__ import annotations

import csv as csv_writer
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TextIO

from claimkit.links import cut
from claimkit.schemas import Actor, Article, Claim, Extraction, Quote, Span
from claimkit.views.common import visible

Cell = str | int | bool | None
Row = dict[str, Cell]

_ARTICLE = {
    "article_title": "Headline, when it is known apart from the text.",
    "url": "Where the article was found.",
    "published": "Date as the source gives it.",
}
_PLACE = {
    "start": "Index of the first code point of the leftmost span.",
    "end": "Index after the last code point of the rightmost span.",
    "spans": 'All spans, written "12-40;55-80".',
    "pieces": "How many spans there are.",
}
QUOTES = {
    "article_id": "Id of the article.",
    "quote_id": "Id of the quote in its article.",
    "kind": "direct, indirect or mixed.",
    "text": 'The words, pieces joined with " … ".',
    "speaker_id": "Id of the speaker; empty when not settled.",
    "speaker": "Name of the speaker.",
    "speaker_role": "Role of the speaker.",
    "speaker_affiliation": "Affiliation of the speaker.",
    "speaker_kind": "What sort of actor the speaker is.",
    "cue": "The words that report the speech.",
    **_PLACE,
    "grounding": "exact, typographic, pieces or near.",
    "repeats": "How often the same words stand elsewhere in the article.",
    "inside": "Id of the quote that this one stands in.",
    "addressee": "To whom it was said.",
    "setting": "Where or when it was said.",
    **_ARTICLE,
}
CLAIMS = {
    "article_id": "Id of the article.",
    "claim_id": "Id of the claim in its article.",
    "kind": "What sort of statement it is.",
    "commitment": "asserted, hedged, denied or questioned.",
    "check_worthy": "Whether checking it would matter to the public.",
    "text": "The statement.",
    "claimant_id": "Id of the claimant; empty for the article's own voice.",
    "claimant": "Name of the claimant.",
    "claimant_role": "Role of the claimant.",
    "claimant_affiliation": "Affiliation of the claimant.",
    "claimant_kind": "What sort of actor the claimant is.",
    "evidence": 'The words of the article, pieces joined with " … ".',
    **_PLACE,
    "quotes": 'Ids of the quotes that carry it, written "q1;q4".',
    "same_as": 'Ids of claims that say the same, written "c2;c7".',
    "reason": "Why it is, or is not, worth checking.",
    **_ARTICLE,
}
ACTORS = {
    "article_id": "Id of the article.",
    "actor_id": "Id of the actor in its article.",
    "name": "The fullest form of the name.",
    "kind": "What sort of actor it is.",
    "role": "Office or role.",
    "affiliation": "Country, body or company.",
    "aliases": 'Other names, joined with " | ".',
    "anonymity": "The article's stated reason for not naming the actor.",
    "mention_count": "How often the article names the actor.",
    "quote_count": "How many quotes the actor has.",
    "claim_count": "How many claims the actor has.",
    **_ARTICLE,
}
MENTIONS = {
    "article_id": "Id of the article.",
    "actor_id": "Id of the actor in its article.",
    "name": "The fullest form of the name.",
    "text": "The name as it stands here.",
    "start": "Index of the first code point.",
    "end": "Index after the last code point.",
    **_ARTICLE,
}
NUMBERS = frozenset({"start", "end", "pieces", "repeats", "mention_count", "quote_count", "claim_count"})
TRUTHS = frozenset({"check_worthy"})


def quote_rows(extraction: Extraction) -> Iterator[Row]:
    """Give one row for each quote, with the columns of `QUOTES`."""
    return (_quote_row(extraction, quote) for quote in extraction.quotes)


def claim_rows(extraction: Extraction) -> Iterator[Row]:
    """Give one row for each claim, with the columns of `CLAIMS`."""
    return (_claim_row(extraction, claim) for claim in extraction.claims)


def actor_rows(extraction: Extraction) -> Iterator[Row]:
    """Give one row for each actor, with the columns of `ACTORS`."""
    return (_actor_row(extraction, actor) for actor in extraction.actors)


def mention_rows(extraction: Extraction) -> Iterator[Row]:
    """Give one row for each mention of an actor, with the columns of `MENTIONS`."""
    article = extraction.article
    for actor in extraction.actors:
        for span in actor.mentions:
            yield {
                "article_id": article.id,
                "actor_id": actor.id,
                "name": actor.name,
                "text": span.of(article.text),
                "start": span.start,
                "end": span.end,
                **_about(article),
            }


# Every table: its columns, and what gives its rows.
TABLES: dict[str, tuple[Mapping[str, str], Callable[[Extraction], Iterator[Row]]]] = {
    "quotes": (QUOTES, quote_rows),
    "claims": (CLAIMS, claim_rows),
    "actors": (ACTORS, actor_rows),
    "mentions": (MENTIONS, mention_rows),
}


def csv(extractions: Iterable[Extraction]) -> str:
    r"""Return the quotes as CSV, with a header line and "\n" at the end of each line.

    Two things are changed for the sake of whoever opens the file in a spreadsheet or a terminal:
    a cell that starts with =, +, -, @ (or their full-width forms), a tab or a line break gets a single
    quote in front, so that no program runs it as a formula; and control characters are shown as signs.
    JSON and the data frames keep the text as it came.
    """
    out = io.StringIO(newline="")
    write = csv_into(out, QUOTES)
    for extraction in extractions:
        write(quote_rows(extraction))
    return out.getvalue()


def csv_into(out: TextIO, columns: Iterable[str]) -> Callable[[Iterable[Row]], None]:
    """Write the header line of a CSV file and return what writes rows below it, guarded as in `csv`."""
    writer = csv_writer.writer(out, quoting=csv_writer.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(columns)
    return lambda rows: writer.writerows([guarded(cell) for cell in row.values()] for row in rows)


def guarded(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula; see `csv`."""
    if not isinstance(cell, str):
        return cell
    text = visible(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")) else text


def _quote_row(extraction: Extraction, quote: Quote) -> Row:
    article, speaker = extraction.article, extraction.actor(quote.speaker)
    return {
        "article_id": article.id,
        "quote_id": quote.id,
        "kind": quote.kind,
        "text": quote.text,
        "speaker_id": quote.speaker,
        "speaker": speaker.name if speaker else None,
        "speaker_role": speaker.role if speaker else None,
        "speaker_affiliation": speaker.affiliation if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "cue": quote.cue_span.of(article.text) if quote.cue_span else None,
        **_place(quote.spans),
        "grounding": quote.grounding,
        "repeats": len(quote.repeats),
        "inside": quote.inside,
        "addressee": quote.addressee,
        "setting": quote.setting,
        **_about(article),
    }


def _claim_row(extraction: Extraction, claim: Claim) -> Row:
    article, claimant = extraction.article, extraction.actor(claim.claimant)
    return {
        "article_id": article.id,
        "claim_id": claim.id,
        "kind": claim.kind,
        "commitment": claim.commitment,
        "check_worthy": claim.check_worthy,
        "text": claim.text,
        "claimant_id": claim.claimant,
        "claimant": claimant.name if claimant else None,
        "claimant_role": claimant.role if claimant else None,
        "claimant_affiliation": claimant.affiliation if claimant else None,
        "claimant_kind": claimant.kind if claimant else None,
        "evidence": cut(article.text, claim.spans),
        **_place(claim.spans),
        "quotes": ";".join(claim.quotes),
        "same_as": ";".join(claim.same_as),
        "reason": claim.reason,
        **_about(article),
    }


def _actor_row(extraction: Extraction, actor: Actor) -> Row:
    article, reason = extraction.article, actor.anonymity_span
    return {
        "article_id": article.id,
        "actor_id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "role": actor.role,
        "affiliation": actor.affiliation,
        "aliases": " | ".join(actor.aliases),
        "anonymity": reason.of(article.text) if reason else None,
        "mention_count": len(actor.mentions),
        "quote_count": len(extraction.quotes_of(actor)),
        "claim_count": len(extraction.claims_of(actor)),
        **_about(article),
    }


def _place(spans: Sequence[Span]) -> Row:
    return {
        "start": min(span.start for span in spans),
        "end": max(span.end for span in spans),
        "spans": ";".join(f"{span.start}-{span.end}" for span in spans),
        "pieces": len(spans),
    }


def _about(article: Article) -> Row:
    return {"article_title": article.title, "url": article.url, "published": article.published}
