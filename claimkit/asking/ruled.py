"""The answers of code alone, in the same drafts that a model fills."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimkit.asking.chunk import Chunk, DoubtfulClaim, FoundQuote, Mention, Unfound
from claimkit.asking.ledger import Ledger
from claimkit.attribution import Spoken, group_mentions
from claimkit.drafts import (
    ActorDraft,
    ActorsDraft,
    ClaimDraft,
    ClaimsDraft,
    PassageDraft,
    QuotesDraft,
    ReportedDraft,
)
from claimkit.links import cut
from claimkit.schemas import Actor, Commitment, Span

_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject\w*|refut\w*|dement\w*|bestr[ei]+t\w*|négat\w*|niega|negó)\b", re.I
)
_QUESTIONED = re.compile(
    r"\b(?:doubt\w*|question\w*|wonder\w*|ask\w*|whether|divided|bezweif\w*|doute\w*|duda\w*)\b", re.I
)
_HEDGED = re.compile(
    r"\b(?:may|might|could|likely|possibly|probably|reportedly|allegedly|apparently|suggest\w*|seem\w*|appear\w*"
    r"|wohl|vermutlich|möglicherweise|könnte\w*|peut-être|probablement|quizás|probablemente)\b",
    re.I,
)


class RuledAsker:
    """Answers without a model."""

    def __init__(self, ledger: Ledger) -> None:
        ledger.models["rules"] = None

    async def quotes(self, chunk: Chunk, known: Sequence[Actor]) -> QuotesDraft:
        """Classify and attribute the passages, and find reported statements."""
        return ruled_quotes(chunk)

    async def copy_again(self, chunk: Chunk, unfound: Sequence[Unfound]) -> list[ReportedDraft | None]:
        """Nothing was copied: the words of reported statements are cut by code."""
        return [None] * len(unfound)

    async def actors(
        self, chunk: Chunk, quotes: Sequence[FoundQuote], mentions: Sequence[Mention], known: Sequence[Actor]
    ) -> ActorsDraft:
        """Put mentions together by names, pronouns and descriptions."""
        return ruled_actors(chunk, quotes, mentions)

    async def claims(self, chunk: Chunk, quotes: Sequence[FoundQuote], mentions: Sequence[Mention]) -> ClaimsDraft:
        """Take the reported contents as claims."""
        return ClaimsDraft(claims=[ruled_claim(chunk, quote, mentions) for quote in quotes if quote.kind != "direct"])

    async def claims_again(self, chunk: Chunk, doubtful: Sequence[DoubtfulClaim]) -> list[ClaimDraft | None]:
        """Rules give the same answer twice."""
        return [None] * len(doubtful)


def ruled_quotes(chunk: Chunk) -> QuotesDraft:
    """Return what the rules say about the passages and sentences of a part."""
    text = chunk.reading.text
    spoken = Spoken(chunk.reading, chunk.passages)
    speech, attributions = spoken.classified(), spoken.attributed()
    passages = []
    for passage in chunk.passages:
        if passage.speaker is not None:
            continue  # a turn of an interview: its label says who speaks
        by = attributions.get(passage.label)
        source, cue = (by.source, by.cue) if by is not None else (None, None)
        passages.append(
            PassageDraft(
                passage=passage.label,
                speech=speech[passage.label],
                speaker=source.of(text) if source else "",
                sentence=_number(chunk, source),
                cue=cue.of(text) if cue else "",
            )
        )
    numbers = {sentence.number for sentence in chunk.sentences}
    reported = [
        ReportedDraft(
            sentence=item.sentence,
            words=cut(text, item.content),
            speaker=item.source.of(text) if item.source else "",
            cue=item.cue.of(text),
        )
        for item in spoken.reported
        if item.sentence in numbers
    ]
    return QuotesDraft(passages=passages, reported=reported)


def ruled_actors(chunk: Chunk, quotes: Sequence[FoundQuote], mentions: Sequence[Mention]) -> ActorsDraft:
    """Return the actors that the rules see behind the mentions."""
    text = chunk.reading.text
    by_id = {quote.id: quote for quote in quotes}
    statements = [(mention.span, by_id[name].spans) for mention in mentions for name in mention.quotes if name in by_id]
    labels = {(mention.span.start, mention.span.end): mention.label for mention in mentions}
    groups = group_mentions(chunk.reading, [mention.span for mention in mentions], statements)
    return ActorsDraft(
        actors=[
            ActorDraft(
                mentions=[labels[span.start, span.end] for span in group.mentions if (span.start, span.end) in labels],
                name=group.name.of(text),
                kind=group.kind,
                role=group.role.of(text) if group.role else "",
                affiliation=group.affiliation.of(text) if group.affiliation else "",
                anonymity=group.anonymity.of(text) if group.anonymity else "",
            )
            for group in groups
        ]
    )


def ruled_claim(chunk: Chunk, quote: FoundQuote, mentions: Sequence[Mention]) -> ClaimDraft:
    """Return the content of one quote as a claim."""
    text = chunk.reading.text
    words = cut(text, quote.spans)
    cue = quote.cue_span.of(text) if quote.cue_span else ""
    mention = next((mention for mention in mentions if quote.id in mention.quotes), None)
    return ClaimDraft(
        text=words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else "."),
        sentences=sorted({chunk.reading.sentence_at(span.start).number for span in quote.spans}),
        claimant=mention.label if mention else "article",
        quotes=[quote.id],
        kind="number" if re.search(r"\d", words) else "fact",
        commitment=commitment_of(cue, words),
        check_worthy=bool(re.search(r"\d", words)),
        reason="states a number" if re.search(r"\d", words) else "",
    )


def commitment_of(cue: str, words: str) -> Commitment:
    """Say how firmly a reported statement is meant, by its cue and its hedges."""
    if _DENIED.search(cue):
        return "denied"
    if _QUESTIONED.search(cue):
        return "questioned"
    return "hedged" if _HEDGED.search(words) or _HEDGED.search(cue) else "asserted"


def _number(chunk: Chunk, span: Span | None) -> int:
    return chunk.reading.sentence_at(span.start).number if span is not None else 0
