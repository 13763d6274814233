"""Drafts of claims, tied to their evidence, claimant and quotes, and held against the guards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimkit.actors import Cast
from claimkit.asking.chunk import Chunk, DoubtfulClaim, FoundQuote, Mention
from claimkit.claims.guards import Grounds, broken_guards
from claimkit.claims.merging import merged
from claimkit.drafts import ClaimDraft, ClaimsDraft
from claimkit.schemas import Claim, Rejected, Span

# A claim that still opens with one of these cannot be read alone.
_OPEN_PRONOUN = re.compile(
    r"(?:he|she|they|his|her|their|we|our|i|my|this|these|that|those|it|its|er|sie|wir|ihr|ihre|sein|seine|dies|diese|"
    r"il|elle|ils|elles|nous|cela|ce|él|ella|ellos|ellas|nosotros|esto|lui|lei|loro|noi|questo)\b(?!['’]s\b)",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(
    r"(?:it|that|this|es|il|dies|das)\s+(?:is|was|will be|would be|ist|war|est|y a)\b", re.IGNORECASE
)
_MONTHS = "January February March April May June July August September October November December".split()


@dataclass(slots=True)
class FoundClaims:
    """What the drafts of one part of an article came to.

    Attributes:
        claims: The claims, in reading order of their evidence.
        doubtful: Drafts that break a guard; they may be asked for once more.
        rejected: Drafts that were turned down, the doubtful ones among them.
        warnings: What a careful reader should know.
    """

    claims: list[Claim] = field(default_factory=list)
    doubtful: list[DoubtfulClaim] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


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
    names = cast.names()
    found: list[Claim] = []
    for item in draft.claims:
        text = " ".join(item.text.split())
        carriers = [by_id[name] for name in dict.fromkeys(item.quotes) if name in by_id]
        spans = _evidence(chunk, item, carriers)
        faults = _faults(chunk, item, text, spans, names)
        if faults:
            rejection = Rejected(what="claim", words=text or item.text, reason="; ".join(faults))
            result.rejected.append(rejection)
            if text:
                result.doubtful.append(DoubtfulClaim(item, rejection))
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
    kept = merged(found)
    kept.sort(key=lambda claim: claim.spans[0].start)
    result.claims = [claim.model_copy(update={"id": f"c{number}"}) for number, claim in enumerate(kept, taken + 1)]
    for claim in result.claims:
        pronoun = _OPEN_PRONOUN.match(claim.text)
        if pronoun and not _EXPLETIVE.match(claim.text):
            result.warnings.append(f"{claim.id} cannot be read alone: nobody could tell who or what “{pronoun[0]}” is")
    return result


def _evidence(chunk: Chunk, item: ClaimDraft, carriers: Sequence[FoundQuote]) -> tuple[Span, ...]:
    """Return the sentences that are named, and the quotes' own words where no named sentence holds them."""
    spans = [sentence.span for number in sorted(set(item.sentences)) if (sentence := chunk.sentence(number))]
    for quote in carriers:
        spans += [span for span in quote.spans if not any(span.overlaps(other) for other in spans)]
    return tuple(sorted(spans, key=lambda span: span.start))


def _faults(chunk: Chunk, item: ClaimDraft, text: str, spans: tuple[Span, ...], names: tuple[str, ...]) -> list[str]:
    if not text:
        return ["it is empty"]
    if not spans:
        return ["it names no sentence of the article as its evidence"]
    reading = chunk.reading
    further = [sentence.span.of(reading.text) for number in item.context if (sentence := chunk.sentence(number))]
    about = [reading.article.title or "", reading.headline.of(reading.text) if reading.headline else ""]
    grounds = Grounds(
        evidence="\n".join(span.of(reading.text) for span in spans),
        context="\n".join([*further, *about, _date_of(reading.article.published)]),
        names=names,
        article=reading.text,
        language=reading.language,
    )
    return list(broken_guards(text, item.commitment, grounds))


def _date_of(published: str | None) -> str:
    """Return the words of a date: 2031-10-02 is also the 2nd of October."""
    numbers = re.findall(r"\d+", published or "")
    month = _MONTHS[int(numbers[1]) - 1] if len(numbers) > 1 and 1 <= int(numbers[1]) <= len(_MONTHS) else ""
    return " ; ".join([*numbers, *(number.lstrip("0") for number in numbers), month, published or ""])


def _claimant(item: ClaimDraft, carriers: Sequence[FoundQuote], by_label: dict[str, Mention], cast: Cast) -> str | None:
    mention = by_label.get(item.claimant)
    if mention is not None:
        return cast.actor_at(mention.span)
    speakers = {cast.actor_at(quote.speaker_span) for quote in carriers}
    # A claim that a single speaker's quote carries is the speaker's, even if the draft says otherwise.
    return speakers.pop() if len(speakers) == 1 else None
