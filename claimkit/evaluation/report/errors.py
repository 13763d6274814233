"""What a run got right and wrong in one article, item by item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from claimkit.evaluation.pairing import Pair
from claimkit.links import cut
from claimkit.schemas import Extraction, Quote, Span

Verdict = Literal[
    "agreed", "missed", "extra", "border off", "wrong speaker", "wrong kind", "claim missed", "claim extra"
]
VERDICTS: tuple[Verdict, ...] = (
    "agreed",
    "missed",
    "extra",
    "border off",
    "wrong speaker",
    "wrong kind",
    "claim missed",
    "claim extra",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One quote or claim, held against gold.

    Attributes:
        verdict: What is right or wrong with it; of several faults the gravest.
        spans: Where it stands.
        words: What it is.
        said: What gold and prediction say of it, where they differ.
    """

    verdict: Verdict
    spans: tuple[Span, ...]
    words: str
    said: str = ""


def items_of(pair: Pair) -> list[Item]:
    """Return the items of one article in reading order."""
    items = [*_quotes(pair), *_claims(pair)]
    return sorted(items, key=lambda item: (item.spans[0].start, item.verdict))


def _quotes(pair: Pair) -> Iterator[Item]:
    text = pair.gold.article.text
    gold, found = pair.gold.extraction(), pair.found
    for one, other in pair.matched:
        yield _matched(pair, one, other)
    matched_gold = {one.id for one, _ in pair.matched}
    matched_found = {other.id for _, other in pair.matched}
    for quote in gold.quotes:
        if quote.id not in matched_gold:
            yield Item("missed", quote.spans, cut(text, quote.spans), f"{quote.kind}, {_who(gold, quote)}")
    for quote in found.quotes:
        if quote.id not in matched_found:
            yield Item("extra", quote.spans, cut(text, quote.spans), f"{quote.kind}, {_who(found, quote)}")


def _matched(pair: Pair, one: Quote, other: Quote) -> Item:
    text = pair.gold.article.text
    gold, found = pair.gold.extraction(), pair.found
    spans = tuple(sorted({(span.start, span.end): span for span in (*one.spans, *other.spans)}.values(), key=_start))
    words = cut(text, one.spans)
    if not pair.same_actor(one.speaker, other.speaker):
        return Item("wrong speaker", spans, words, f"gold: {_who(gold, one)}; found: {_who(found, other)}")
    if pair.words(one) != pair.words(other):
        return Item("border off", spans, words, f"found: {cut(text, other.spans)}")
    if one.kind != other.kind:
        return Item("wrong kind", spans, words, f"gold: {one.kind}; found: {other.kind}")
    return Item("agreed", one.spans, words, f"{one.kind}, {_who(gold, one)}")


def _claims(pair: Pair) -> Iterator[Item]:
    matched_gold = {one.id for one, _ in pair.matched_claims}
    matched_found = {other.id for _, other in pair.matched_claims}
    for claim in pair.gold.claims:
        if claim.id not in matched_gold:
            yield Item("claim missed", claim.spans, claim.text, f"{claim.kind}, {claim.commitment}")
    for claim in pair.found.claims:
        if claim.id not in matched_found:
            yield Item("claim extra", claim.spans, claim.text, f"{claim.kind}, {claim.commitment}")


def _who(extraction: Extraction, quote: Quote) -> str:
    actor = extraction.actor(quote.speaker)
    return actor.name if actor is not None else "nobody"


def _start(span: Span) -> tuple[int, int]:
    return span.start, span.end
