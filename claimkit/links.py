"""What ties an extraction together: its spans, and the ids that name one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimkit.schemas import Extraction, Span

PIECE_JOINER = " … "


def all_spans(extraction: Extraction) -> Iterator[tuple[str, Span]]:
    """Give every span of an extraction with the name of the field it stands in."""
    for actor in extraction.actors:
        yield from ((f"{actor.id}.mentions", span) for span in actor.mentions)
        if actor.anonymity_span:
            yield f"{actor.id}.anonymity_span", actor.anonymity_span
    for quote in extraction.quotes:
        yield from ((f"{quote.id}.spans", span) for span in quote.spans)
        yield from ((f"{quote.id}.repeats", span) for again in quote.repeats for span in again)
        for name, span in (("speaker_span", quote.speaker_span), ("cue_span", quote.cue_span)):
            if span:
                yield f"{quote.id}.{name}", span
    for claim in extraction.claims:
        yield from ((f"{claim.id}.spans", span) for span in claim.spans)
    yield from (("report.uncovered", span) for span in extraction.report.uncovered)
    yield from (("report.rejected", item.nearest) for item in extraction.report.rejected if item.nearest)


def cut(text: str, spans: Iterable[Span]) -> str:
    """Return the pieces of `text` at `spans`, joined with " … "."""
    return PIECE_JOINER.join(span.of(text) for span in spans)


def broken_links(extraction: Extraction) -> Iterator[str]:
    """Give whatever does not hold together: spans beyond the text, ids that name nothing, words that are no slices."""
    text = extraction.article.text
    actors = [actor.id for actor in extraction.actors]
    quotes = [quote.id for quote in extraction.quotes]
    claims = [claim.id for claim in extraction.claims]
    for sort, ids in (("actor", actors), ("quote", quotes), ("claim", claims)):
        yield from (f"two {sort}s share the id {name!r}" for name, count in Counter(ids).items() if count > 1)
    for name, span in all_spans(extraction):
        if span.end > len(text):
            yield f"{name} ends at {span.end}, the text at {len(text)}"
    yield from _broken_quotes(extraction, frozenset(actors))
    yield from _broken_claims(extraction, frozenset(actors))


def _broken_quotes(extraction: Extraction, actors: frozenset[str]) -> Iterator[str]:
    text = extraction.article.text
    around = {quote.id: quote.inside for quote in extraction.quotes}
    for quote in extraction.quotes:
        if quote.text != cut(text, quote.spans):
            yield f"the text of {quote.id} is not what its spans cut from the article"
        if quote.speaker is not None and quote.speaker not in actors:
            yield f"{quote.id} names a speaker {quote.speaker!r} that is not among the actors"
        if quote.inside is not None and (quote.inside not in around or quote.inside == quote.id):
            yield f"{quote.id} stands inside {quote.inside!r}, which is no other quote"
        elif _in_a_circle(quote.id, around):
            yield f"{quote.id} stands inside {quote.inside!r}, which stands inside {quote.id}"


def _broken_claims(extraction: Extraction, actors: frozenset[str]) -> Iterator[str]:
    quotes = {quote.id for quote in extraction.quotes}
    claims = {claim.id for claim in extraction.claims}
    for claim in extraction.claims:
        if claim.claimant is not None and claim.claimant not in actors:
            yield f"{claim.id} names a claimant {claim.claimant!r} that is not among the actors"
        for named in claim.quotes:
            if named not in quotes:
                yield f"{claim.id} names a quote {named!r} that does not exist"
        for named in claim.same_as:
            if named not in claims or named == claim.id:
                yield f"{claim.id} says it is the same as {named!r}, which is no other claim"


def _in_a_circle(quote_id: str, around: dict[str, str | None]) -> bool:
    at, steps = around[quote_id], 0
    while at is not None and at != quote_id and steps <= len(around):
        at, steps = around.get(at), steps + 1
    return at == quote_id
