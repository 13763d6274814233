"""Claims: statements that can be checked and read alone, tied to their evidence, claimant and quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimkit.actors import Cast
from claimkit.asking.chunk import Chunk, FoundQuote, Mention
from claimkit.drafts import ClaimDraft, ClaimsDraft
from claimkit.schemas import Claim, Rejected, Span

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(slots=True)
class FoundClaims:
    """The claims of one part of an article, and the drafts that were turned down."""

    claims: list[Claim] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def find_claims(
    chunk: Chunk,
    draft: ClaimsDraft,
    quotes: Sequence[FoundQuote],
    mentions: Sequence[Mention],
    cast: Cast,
    *,
    taken: int = 0,
) -> FoundClaims:
    """Tie drafts of claims to the article.

    Args:
        chunk: The part of the article that was asked about.
        draft: What the model answered.
        quotes: The quotes found in this part.
        mentions: The places that name their speakers.
        cast: The actors behind the mentions.
        taken: Number of claims already found in earlier parts; ids go on from there.
    """
    result = FoundClaims()
    by_id = {quote.id: quote for quote in quotes}
    by_label = {mention.label: mention for mention in mentions}
    found: list[Claim] = []
    for item in draft.claims:
        text = " ".join(item.text.split())
        carriers = [by_id[name] for name in dict.fromkeys(item.quotes) if name in by_id]
        spans = _evidence(chunk, item, carriers)
        reason = _fault(chunk, text, spans)
        if reason is not None:
            result.rejected.append(Rejected(what="claim", words=text or item.text, reason=reason))
            continue
        found.append(
            Claim(
                id="c0",
                text=text,
                spans=spans,
                claimant=_claimant(item, carriers, by_label, cast),
                quotes=tuple(quote.id for quote in carriers),
                kind=item.kind,
                commitment=item.commitment,
                check_worthy=item.check_worthy,
                reason=item.reason.strip() or None,
            )
        )
    merged = _merged(found)
    merged.sort(key=lambda claim: claim.spans[0].start)
    result.claims = [claim.model_copy(update={"id": f"c{number}"}) for number, claim in enumerate(merged, taken + 1)]
    return result


def link_same(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Link claims that say the same by different claimants; merge what several parts found twice."""
    merged = _merged(list(claims))
    alike: dict[tuple[str, str], list[Claim]] = {}
    for claim in merged:
        alike.setdefault(_key(claim), []).append(claim)
    return tuple(
        claim.model_copy(update={"same_as": tuple(other.id for other in alike[_key(claim)] if other.id != claim.id)})
        for claim in merged
    )


def _evidence(chunk: Chunk, item: ClaimDraft, carriers: Sequence[FoundQuote]) -> tuple[Span, ...]:
    """Return the sentences that are named, and the quotes' own words where no named sentence holds them."""
    spans = [sentence.span for number in sorted(set(item.sentences)) if (sentence := chunk.sentence(number))]
    for quote in carriers:
        spans += [span for span in quote.spans if not any(span.overlaps(other) for other in spans)]
    return tuple(sorted(spans, key=lambda span: span.start))


def _fault(chunk: Chunk, text: str, spans: tuple[Span, ...]) -> str | None:
    if not text:
        return "it is empty"
    if not spans:
        return "it names no sentence of the article as its evidence"
    there = set(_NUMBER.findall(chunk.reading.text))
    dated = _NUMBER.findall((chunk.reading.article.published or "").replace("T", " "))
    there.update(form for number in dated for form in (number, number.lstrip("0")))
    strange = [number for number in _NUMBER.findall(text) if number not in there]
    return f"the number {strange[0]} does not stand in the article" if strange else None


def _claimant(item: ClaimDraft, carriers: Sequence[FoundQuote], by_label: dict[str, Mention], cast: Cast) -> str | None:
    mention = by_label.get(item.claimant)
    if mention is not None:
        return cast.actor_at(mention.span)
    speakers = {cast.actor_at(quote.speaker_span) for quote in carriers}
    # A claim that a single speaker's quote carries is the speaker's, even if the draft says otherwise.
    return speakers.pop() if len(speakers) == 1 else None


def _merged(claims: list[Claim]) -> list[Claim]:
    """Merge the same statement by the same claimant; all evidence is kept."""
    kept: dict[tuple[tuple[str, str], str | None], Claim] = {}
    for claim in claims:
        key = (_key(claim), claim.claimant)
        before = kept.get(key)
        if before is None:
            kept[key] = claim
            continue
        spans = {(span.start, span.end): span for span in (*before.spans, *claim.spans)}
        kept[key] = before.model_copy(
            update={
                "spans": tuple(spans[place] for place in sorted(spans)),
                "quotes": tuple(dict.fromkeys((*before.quotes, *claim.quotes))),
            }
        )
    return list(kept.values())


def _key(claim: Claim) -> tuple[str, str]:
    """Return what claims have in common that say the same: who denies a statement does not say what it says."""
    stance = claim.commitment if claim.commitment in ("denied", "questioned") else ""
    return " ".join(re.findall(r"\w+", claim.text.casefold())), stance
