"""One article's way through the stages."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from claimkit.actors import Cast
from claimkit.article import Loaded, Reading, read
from claimkit.asking import Chunk, FoundQuote, Ledger, Mention
from claimkit.asking.choosing import asker_for
from claimkit.asking.chunk import mentions_of
from claimkit.claims import FoundClaims, find_claims, link_same
from claimkit.drafts import ActorsDraft, ClaimsDraft, QuotesDraft
from claimkit.errors import ModelAnswerError
from claimkit.links import cut
from claimkit.models.base import Model
from claimkit.passages import mark, marks_are_lost
from claimkit.pipeline.chunks import chunks_of
from claimkit.prompts import PromptSet
from claimkit.quotes import Findings, find_quotes, nesting
from claimkit.schemas import Actor, Claim, Extraction, Provenance, Quote, Rejected, Report, Uncovered
from claimkit.version import __version__


class Work:
    """The way of one article through the stages: read, mark, ask, ground, link, report.

    Args:
        model: Who is asked.
        prompts: The prompts to fill.
        loaded: The article.
        progress: Called with a few words whenever the next step starts.
    """

    def __init__(self, model: Model, prompts: PromptSet, loaded: Loaded, progress: Callable[[str], None]) -> None:
        self.progress = progress
        self.model = model
        self.prompts = prompts
        self.loaded = loaded
        self.ledger = Ledger()
        self.asker = asker_for(model, prompts, self.ledger)
        self.cast = Cast()
        self.found: list[FoundQuote] = []
        self.claims: list[Claim] = []
        self.mentions = 0
        self.rejected: list[Rejected] = []
        self.uncovered: list[Uncovered] = []
        self.warnings: list[str] = list(loaded.notices)

    async def done(self) -> Extraction:
        """Go the whole way."""
        reading = read(self.loaded.article)
        if marks_are_lost(reading):
            self.warnings.append("the article reads as if its quotation marks were lost; its speech was not marked")
        for chunk in chunks_of(reading, mark(reading), self.model.profile.chunk_chars):
            await self._one(chunk)
        return self._result(reading)

    async def _one(self, chunk: Chunk) -> None:
        known = self.cast.so_far()
        where = f"{chunk.reading.article.id}, part {chunk.part} of {chunk.parts}: " if chunk.parts > 1 else ""
        self.progress(f"{where}asking {self.model.name} who said what")
        findings = await self._quotes(chunk, known)
        self.found += findings.quotes
        self.rejected += findings.rejected
        self.uncovered += findings.uncovered
        unasked = sum(1 for passage in findings.uncovered if passage.reason == "unasked")
        if unasked:
            self.warnings.append(f"{self.model.name} decided nothing about {unasked} marked passages, asked twice")
        self.warnings += findings.warnings
        mentions = mentions_of(chunk.reading, findings.quotes, self.mentions + 1)
        self.mentions += len(mentions)
        self.progress(f"{where}asking {self.model.name} about {len(mentions)} speakers and the claims")
        answers = await asyncio.gather(
            self.asker.actors(chunk, findings.quotes, mentions, known),
            self.asker.claims(chunk, findings.quotes, mentions),
            return_exceptions=True,
        )
        actors, claims = self._survived(answers)
        self.cast.enter(chunk, mentions, actors)
        await self._link_claims(chunk, claims, findings.quotes, mentions)

    async def _quotes(self, chunk: Chunk, known: Sequence[Actor]) -> Findings:
        """Find the quotes; statements whose words were not found are asked for once more."""
        draft = await self.asker.quotes(chunk, known)
        first = find_quotes(chunk, draft, taken=len(self.found))
        if not first.unfound:
            return first
        try:
            copies = await self.asker.copy_again(chunk, first.unfound)
        except ModelAnswerError as error:
            self.ledger.fail(error)
            return first
        again = [copy for copy in copies if copy is not None]
        if not again:
            return first
        lost = [unfound.draft for unfound in first.unfound]
        reported = [item for item in draft.reported if item not in lost] + again
        second = find_quotes(chunk, QuotesDraft(passages=draft.passages, reported=reported), taken=len(self.found))
        second.rejected += [
            unfound.rejection for unfound, copy in zip(first.unfound, copies, strict=True) if copy is None
        ]
        return second

    def _survived(self, answers: Iterable[object]) -> tuple[ActorsDraft, ClaimsDraft]:
        """Keep the quotes when only a later question failed; the loss is stated, and the result is incomplete."""
        drafts: list[Any] = [ActorsDraft(), ClaimsDraft()]
        for index, answer in enumerate(answers):
            if isinstance(answer, ModelAnswerError):
                self.ledger.fail(answer)
            elif isinstance(answer, BaseException):
                raise answer
            else:
                drafts[index] = answer
        return drafts[0], drafts[1]

    async def _link_claims(
        self, chunk: Chunk, draft: ClaimsDraft, quotes: list[FoundQuote], mentions: tuple[Mention, ...]
    ) -> None:
        """Tie the claims to the article; those that break a guard are asked for once more."""
        taken = len(self.claims)
        found = find_claims(chunk, draft, quotes, mentions, self.cast, taken=taken)
        if found.doubtful:
            found = await self._claims_again(chunk, draft, found, quotes, mentions)
        self.claims += found.claims
        self.rejected += found.rejected
        self.warnings += found.warnings

    async def _claims_again(
        self,
        chunk: Chunk,
        draft: ClaimsDraft,
        first: FoundClaims,
        quotes: list[FoundQuote],
        mentions: tuple[Mention, ...],
    ) -> FoundClaims:
        try:
            redone = await self.asker.claims_again(chunk, first.doubtful)
        except ModelAnswerError as error:
            self.ledger.fail(error)
            return first
        if not any(redone):
            return first
        # A claim keeps its place in the list; one that was given up keeps its first rejection.
        replaced = {id(item.draft): new for item, new in zip(first.doubtful, redone, strict=True)}
        drafts = [replaced.get(id(item), item) for item in draft.claims]
        second = find_claims(
            chunk,
            ClaimsDraft(claims=[item for item in drafts if item is not None]),
            quotes,
            mentions,
            self.cast,
            taken=len(self.claims),
        )
        second.rejected += [item.rejection for item, new in zip(first.doubtful, redone, strict=True) if new is None]
        return second

    def _result(self, reading: Reading) -> Extraction:
        text = reading.text
        inside = nesting(self.found)
        unasked = any(passage.reason == "unasked" for passage in self.uncovered)
        self.warnings += self.ledger.failed
        for task in self.ledger.cut_off:
            self.warnings.append(f"the answer to the {task} question was cut off; only its complete items are here")
        report = Report(
            calls=self.ledger.calls,
            cached=self.ledger.cached,
            retries=self.ledger.retries,
            rejected=(*self.rejected, *self.cast.rejected, *self.ledger.rejected),
            uncovered=tuple(self.uncovered),
            warnings=tuple(dict.fromkeys((*self.warnings, *self.cast.warnings))),
            incomplete=bool(self.ledger.failed or self.ledger.cut_off or unasked),
        )
        return Extraction(
            article=reading.article,
            actors=self.cast.actors(text),
            quotes=tuple(self._as_quote(text, quote, inside.get(quote.id)) for quote in self.found),
            claims=link_same(self.claims),
            report=report,
            usage=self.ledger.usage,
            provenance=Provenance(
                claimkit=__version__,
                model=", ".join(self.ledger.models) or self.model.name,
                prompts=self.prompts.versions(),
                schema_hash=schema_hash(),
                settings={"questions": self.model.profile.questions, **self.model.settings},
            ),
        )

    def _as_quote(self, text: str, quote: FoundQuote, inside: str | None) -> Quote:
        return Quote(
            id=quote.id,
            kind=quote.kind,
            text=cut(text, quote.spans),
            spans=quote.spans,
            speaker=self.cast.actor_at(quote.speaker_span),
            speaker_span=quote.speaker_span,
            cue_span=quote.cue_span,
            addressee=quote.addressee,
            setting=quote.setting,
            grounding=quote.grounding,
            repeats=quote.repeats,
            inside=inside,
        )


@cache
def schema_hash() -> str:
    """Return the first 12 hex digits of the SHA-256 of the JSON Schema of `Extraction`."""
    schema = json.dumps(Extraction.model_json_schema(), sort_keys=True)
    return hashlib.sha256(schema.encode()).hexdigest()[:12]
