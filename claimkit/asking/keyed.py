"""Questions for small models: fixed keys to fill instead of lists to write.

Code says where quotations and reported statements stand; the model says only who speaks, who is who, and
what a statement claims. Every string has a length limit, so that no answer can ramble.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ConfigDict, Field, create_model

from claimkit.asking.chunk import Chunk, FoundQuote, Mention
from claimkit.asking.ledger import Ledger
from claimkit.asking.listed import request_for
from claimkit.asking.ruled import commitment_of, ruled_actors, ruled_quotes
from claimkit.drafts import ActorDraft, ActorsDraft, ClaimDraft, ClaimsDraft, Draft, PassageDraft, QuotesDraft
from claimkit.models.base import Model
from claimkit.prompts import PromptSet
from claimkit.schemas import Actor, ClaimKind, cut

_START_WORDS = 7
_SPEAKER_CHARS = 70
_CLAIM_CHARS = 220
_CLAIM_WORDS_SHOWN = 60


class _Who(Draft):
    model_config = ConfigDict(extra="forbid", frozen=True)
    speaker: str = Field(max_length=_SPEAKER_CHARS)


class _Stated(Draft):
    model_config = ConfigDict(extra="forbid", frozen=True)
    claim: str = Field(max_length=_CLAIM_CHARS)
    kind: ClaimKind
    check_worthy: bool


class KeyedAsker:
    """Asks a small model.

    Args:
        model: Who is asked.
        prompts: The prompts to fill.
        ledger: Where the cost is counted.
    """

    def __init__(self, model: Model, prompts: PromptSet, ledger: Ledger) -> None:
        self._model = model
        self._prompts = prompts
        self._ledger = ledger

    async def quotes(self, chunk: Chunk, known: Sequence[Actor]) -> QuotesDraft:
        """Ask who says each marked passage; the words of reported statements are cut by code."""
        ruled = ruled_quotes(chunk)
        text = chunk.reading.text
        spoken = [draft for draft in ruled.passages if draft.speech == "quotation"]
        if not spoken:
            return ruled
        by_label = {passage.label: passage for passage in chunk.passages}
        shown = [
            {"key": draft.passage, "start": _start(by_label[draft.passage].words(text))} for draft in spoken
        ]
        answer = await self._fill("keyed/quotes", chunk, _keys([str(item["key"]) for item in shown], _Who), passages=shown)
        passages = [
            _with_speaker(draft, getattr(answer, draft.passage).speaker) if draft in spoken else draft
            for draft in ruled.passages
        ]
        return QuotesDraft(passages=passages, reported=ruled.reported)

    async def actors(
        self, chunk: Chunk, quotes: Sequence[FoundQuote], mentions: Sequence[Mention], known: Sequence[Actor]
    ) -> ActorsDraft:
        """Put mentions together by rules; a mention that matches a known actor's name is that actor."""
        ruled = ruled_actors(chunk, quotes, mentions)
        return ActorsDraft(actors=[_as_known(draft, known) for draft in ruled.actors])

    async def claims(
        self, chunk: Chunk, quotes: Sequence[FoundQuote], mentions: Sequence[Mention]
    ) -> ClaimsDraft:
        """Ask for each quote what it claims."""
        if not quotes:
            return ClaimsDraft()
        text = chunk.reading.text
        speakers = {name: mention for mention in mentions for name in mention.quotes}
        shown = []
        for quote in quotes:
            words = cut(text, quote.spans).split()
            mention = speakers.get(quote.id)
            shown.append(
                {
                    "id": quote.id,
                    "speaker": mention.words if mention else "",
                    "text": " ".join(words[:_CLAIM_WORDS_SHOWN]),
                }
            )
        answer = await self._fill(
            "keyed/claims", chunk, _keys([quote.id for quote in quotes], _Stated), quotes=shown
        )
        return ClaimsDraft(
            claims=[
                draft
                for quote in quotes
                if (draft := _claim(chunk, quote, speakers.get(quote.id), getattr(answer, quote.id))) is not None
            ]
        )

    async def _fill(self, task: str, chunk: Chunk, draft: type[Draft], **values: object) -> Any:
        request = request_for(self._model, self._prompts, task, chunk, draft, **values)
        return self._ledger.enter(task, await self._model.ask(request))


def _keys(keys: Sequence[str], value: type[Draft]) -> type[Draft]:
    fields: dict[str, Any] = {key: (value, ...) for key in keys}
    return create_model("Answers", __base__=Draft, **fields)


def _start(words: str) -> str:
    return " ".join(words.split()[:_START_WORDS])


def _with_speaker(draft: PassageDraft, speaker: str) -> PassageDraft:
    """Take the model's speaker; the sentence and cue of the rules stay only if they are about the same words."""
    speaker = speaker.strip()
    if not speaker or speaker == draft.speaker:
        return draft
    return draft.model_copy(update={"speaker": speaker, "sentence": 0})


def _as_known(draft: ActorDraft, known: Sequence[Actor]) -> ActorDraft:
    for actor in known:
        names = {actor.name, *actor.aliases}
        if draft.name in names or draft.name == actor.name.split()[-1]:
            return draft.model_copy(update={"known": actor.id})
    return draft


def _claim(chunk: Chunk, quote: FoundQuote, mention: Mention | None, stated: _Stated) -> ClaimDraft | None:
    if not stated.claim.strip():
        return None
    text = chunk.reading.text
    return ClaimDraft(
        text=stated.claim,
        sentences=sorted({chunk.reading.sentence_at(span.start).number for span in quote.spans}),
        claimant=mention.label if mention else "article",
        quotes=[quote.id],
        kind=stated.kind,
        commitment=commitment_of(quote.cue_span.of(text) if quote.cue_span else "", cut(text, quote.spans)),
        check_worthy=stated.check_worthy,
    )
