"""Questions for models that can write a free list: one call for quotes, one for actors, one for claims."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal, Protocol

from pydantic import Field, create_model

from claimkit.asking.chunk import Chunk, DoubtfulClaim, FoundQuote, Mention, Unfound
from claimkit.asking.halving import halved
from claimkit.asking.ledger import Ledger
from claimkit.drafts import (
    ActorDraft,
    ActorsDraft,
    ClaimDraft,
    ClaimsDraft,
    CopiesDraft,
    PassageDraft,
    QuotesDraft,
    RedoneClaimsDraft,
    ReportedDraft,
)
from claimkit.errors import ModelAnswerError
from claimkit.links import cut
from claimkit.models.base import Answer, Model, Request, T, messages_of
from claimkit.passages.view import fence_of, marked_view
from claimkit.prompts import PromptSet
from claimkit.schemas import Actor

_QUOTE_WORDS_SHOWN = 60


class Asker(Protocol):
    """Whoever can say who said what in a part of an article: a model with its prompts, or rules."""

    async def quotes(self, chunk: Chunk, known: Sequence[Actor]) -> QuotesDraft:
        """Decide on the marked passages and list the reported statements."""
        ...

    async def copy_again(self, chunk: Chunk, unfound: Sequence[Unfound]) -> list[ReportedDraft | None]:
        """Copy the words of statements once more; one draft for each, None where there are no other words."""
        ...

    async def actors(
        self, chunk: Chunk, quotes: Sequence[FoundQuote], mentions: Sequence[Mention], known: Sequence[Actor]
    ) -> ActorsDraft:
        """Put mentions together and describe the actors behind them."""
        ...

    async def claims(self, chunk: Chunk, quotes: Sequence[FoundQuote], mentions: Sequence[Mention]) -> ClaimsDraft:
        """List the claims, those of the quotes and those of the article itself."""
        ...

    async def claims_again(self, chunk: Chunk, doubtful: Sequence[DoubtfulClaim]) -> list[ClaimDraft | None]:
        """Write claims once more that break a guard, one for each or None."""
        ...


class ListedAsker:
    """Asks a model for lists.

    Args:
        model: Who is asked.
        prompts: The prompts to fill.
        ledger: Where the cost is counted.
    """

    def __init__(self, model: Model, prompts: PromptSet, ledger: Ledger) -> None:
        self._model = model
        self._prompts = prompts
        self._ledger = ledger
        self._shown: tuple[Chunk, str] | None = None

    async def quotes(self, chunk: Chunk, known: Sequence[Actor]) -> QuotesDraft:
        """Decide on the passages and list the reported statements; what is left out is asked for once more."""
        return await self._quotes(chunk, known, frozenset())

    async def _quotes(self, chunk: Chunk, known: Sequence[Actor], decided: frozenset[str]) -> QuotesDraft:
        labels = [passage.label for passage in chunk.passages if passage.speaker is None]
        labels = [label for label in labels if label not in decided]
        answer = await self._ask_quotes(chunk, labels, known)
        draft = answer.draft
        missing = _undecided(draft, labels)
        if answer.cut_off:
            return await self._quotes_in_halves(chunk, draft, known, decided)
        if not missing:
            return draft
        try:
            again = await self._ask_quotes(chunk, missing, known)
        except ModelAnswerError as error:
            self._ledger.fail(error)
            return draft
        if again.cut_off:
            self._ledger.cut_off.append("quotes")
        wanted = [item for item in again.draft.passages if item.passage in missing]
        return QuotesDraft(passages=[*draft.passages, *wanted], reported=draft.reported)

    async def _quotes_in_halves(
        self, chunk: Chunk, draft: QuotesDraft, known: Sequence[Actor], decided: frozenset[str]
    ) -> QuotesDraft:
        """Ask about both halves; passages that a cut-off answer decided on stay decided."""
        halves = halved(chunk)
        if halves is None:
            self._ledger.cut_off.append("quotes")
            return draft
        done = decided | {item.passage for item in draft.passages}
        passages, reported = [*draft.passages], []
        for half in halves:
            try:
                part = await self._quotes(half, known, done)
            except ModelAnswerError as error:
                self._ledger.fail(error)
                reported += [item for item in draft.reported if half.sentence(item.sentence) is not None]
            else:
                passages += part.passages
                reported += part.reported
        return QuotesDraft(passages=passages, reported=reported)

    async def _ask_quotes(self, chunk: Chunk, labels: Sequence[str], known: Sequence[Actor]) -> Answer[QuotesDraft]:
        turns = [passage.label for passage in chunk.passages if passage.form == "turn"]
        posts = [passage.label for passage in chunk.passages if passage.form == "post" and passage.speaker is not None]
        return await self._answer(
            "quotes", chunk, _quotes_draft(tuple(labels)), labels=labels, turns=turns, posts=posts, known=_names(known)
        )

    async def copy_again(self, chunk: Chunk, unfound: Sequence[Unfound]) -> list[ReportedDraft | None]:
        """Ask once more for the words that were not found, with the nearest words of the article shown."""
        shown = [
            {
                "label": f"R{number}",
                "sentence": item.draft.sentence,
                "words": one_line(item.draft.words),
                "nearest": one_line(near.of(chunk.reading.text)) if (near := item.rejection.nearest) else "",
            }
            for number, item in enumerate(unfound, 1)
        ]
        answer = await self._ask("again", chunk, CopiesDraft, items=shown)
        words = {copy.label: copy.words.strip() for copy in answer.statements}
        return [
            item.draft.model_copy(update={"words": words[label]}) if words.get(label := f"R{number}") else None
            for number, item in enumerate(unfound, 1)
        ]

    async def actors(
        self, chunk: Chunk, quotes: Sequence[FoundQuote], mentions: Sequence[Mention], known: Sequence[Actor]
    ) -> ActorsDraft:
        """Put mentions together and describe the actors behind them."""
        if not mentions:
            return ActorsDraft()
        before = [
            {
                "id": actor.id,
                "name": one_line(actor.name),
                "role": one_line(actor.role),
                "affiliation": one_line(actor.affiliation),
            }
            for actor in known
        ]
        draft, left = ActorsDraft(), list(mentions)
        while left:
            shown = [
                {"label": mention.label, "words": one_line(mention.words), "sentence": mention.sentence}
                for mention in left
            ]
            schema = _actors_draft(tuple(mention.label for mention in left))
            answer = await self._answer("actors", chunk, schema, mentions=shown, known=before)
            draft = ActorsDraft(actors=[*draft.actors, *answer.draft.actors])
            named = {label for actor in draft.actors for label in actor.mentions}
            rest = [mention for mention in left if mention.label not in named]
            if not answer.cut_off:
                break
            if len(rest) == len(left):
                self._ledger.cut_off.append("actors")
                break
            left = rest  # a cut-off answer: whoever it did not come to is asked for in a smaller request
        return draft

    async def claims(self, chunk: Chunk, quotes: Sequence[FoundQuote], mentions: Sequence[Mention]) -> ClaimsDraft:
        """List the claims, those of the quotes and those of the article itself."""
        inside = [quote for quote in quotes if quote.spans[0].start in chunk.span]
        shown = [_shown(chunk, quote, mentions) for quote in inside]
        schema = _claims_draft(tuple(mention.label for mention in mentions), tuple(quote.id for quote in inside))
        answer = await self._answer("claims", chunk, schema, quotes=shown)
        if not answer.cut_off:
            return answer.draft
        halves = halved(chunk)
        if halves is None:
            self._ledger.cut_off.append("claims")
            return answer.draft
        claims: list[ClaimDraft] = []
        for half in halves:  # both are asked anew: in which order a model lists claims is not known
            try:
                claims += (await self.claims(half, quotes, mentions)).claims
            except ModelAnswerError as error:
                self._ledger.fail(error)
                claims += [item for item in answer.draft.claims if half.sentence(min(item.sentences, default=0))]
        return ClaimsDraft(claims=claims)

    async def claims_again(self, chunk: Chunk, doubtful: Sequence[DoubtfulClaim]) -> list[ClaimDraft | None]:
        """Ask once more for the claims that break a guard, with the fault shown; None where there is no claim."""
        labels = [f"X{number}" for number in range(1, len(doubtful) + 1)]
        shown = [
            {
                "label": label,
                "text": one_line(item.draft.text),
                "sentences": item.draft.sentences,
                "fault": one_line(item.rejection.reason),
            }
            for label, item in zip(labels, doubtful, strict=True)
        ]
        answer = await self._ask("claims_again", chunk, RedoneClaimsDraft, claims=shown)
        redone = {item.label: item for item in answer.claims if item.text.strip()}
        return [
            item.draft.model_copy(update=redone[label].model_dump(exclude={"label"})) if label in redone else None
            for label, item in zip(labels, doubtful, strict=True)
        ]

    async def _ask(self, task: str, chunk: Chunk, draft: type[T], **values: object) -> T:
        request = request_for(self._model, self._prompts, task, self._article(chunk), draft, **values)
        return self._ledger.enter(task, await self._model.ask(request))

    def _article(self, chunk: Chunk) -> str:
        if self._shown is None or self._shown[0] is not chunk:  # all questions about a part show the same
            self._shown = chunk, shown_article(self._prompts, chunk)
        return self._shown[1]

    async def _answer(self, task: str, chunk: Chunk, draft: type[T], **values: object) -> Answer[T]:
        """Ask; the caller asks on when the answer is cut off."""
        request = request_for(self._model, self._prompts, task, self._article(chunk), draft, **values)
        answer = await self._model.ask(request)
        self._ledger.enter(task, answer, asked_on=True)
        return answer


def request_for(
    model: Model, prompts: PromptSet, task: str, article: str, draft: type[T], **values: object
) -> Request[T]:
    """Fill the prompts of one question: the system text, the article as it is shown, and the task, in this order."""
    messages = messages_of(prompts.render("system"), article, [prompts.render(task, **values)])
    used = tuple((name, version) for name, version in prompts.versions().items() if name in ("system", "article", task))
    return Request(task, messages, draft, used, model.profile.max_output_tokens)


def shown_article(prompts: PromptSet, chunk: Chunk) -> str:
    """Return a part of an article as a model sees it."""
    reading = chunk.reading
    return prompts.render(
        "article",
        part=chunk.part,
        parts=chunk.parts,
        fence=fence_of(reading.text, reading.article.title, reading.article.published),
        title=one_line(reading.article.title),
        published=one_line(reading.article.published),
        shown=any(passage.form not in ("marks", "turn") for passage in chunk.passages),
        marked=marked_view(reading, chunk.sentences, chunk.passages),
    )


def one_line(words: str | None) -> str:
    """Return words as one line without label brackets, so that they cannot forge a line or a label."""
    return " ".join((words or "").split()).replace("⟦", "[[").replace("⟧", "]]")


def _undecided(draft: QuotesDraft, labels: Sequence[str]) -> list[str]:
    decided = {item.passage for item in draft.passages}
    return [label for label in labels if label not in decided]


def _names(known: Sequence[Actor]) -> str:
    return "; ".join(one_line(f"{actor.name}, {actor.role}" if actor.role else actor.name) for actor in known)


def _shown(chunk: Chunk, quote: FoundQuote, mentions: Sequence[Mention]) -> dict[str, object]:
    mention = next((mention for mention in mentions if quote.id in mention.quotes), None)
    words = cut(chunk.reading.text, quote.spans).split()
    short = " ".join(words[:_QUOTE_WORDS_SHOWN]) + (" [goes on]" if len(words) > _QUOTE_WORDS_SHOWN else "")
    return {
        "id": quote.id,
        "sentence": chunk.reading.sentence_at(quote.spans[0].start).number,
        "mention": mention.label if mention else "",
        "speaker": one_line(mention.words) if mention else "",
        "text": one_line(short),
    }


# The labels of an article go into the schema, so that a model that is bound by it cannot name others. Articles with as
# many labels share a schema, and making one takes longer than everything else about a question.


@lru_cache(maxsize=512)
def _quotes_draft(labels: tuple[str, ...]) -> type[QuotesDraft]:
    if not labels:
        return QuotesDraft
    fields: dict[str, Any] = {"passage": (Literal[labels], ...)}
    passage = create_model("Passage", __base__=PassageDraft, **fields)
    fields = {"passages": (list[passage], ...)}
    return create_model("Quotes", __base__=QuotesDraft, **fields)


@lru_cache(maxsize=512)
def _actors_draft(labels: tuple[str, ...]) -> type[ActorsDraft]:
    fields: dict[str, Any] = {"mentions": (list[Literal[tuple(labels)]], ...)}  # type: ignore[misc]
    actor = create_model("Actor", __base__=ActorDraft, **fields)
    fields = {"actors": (list[actor], ...)}
    return create_model("Actors", __base__=ActorsDraft, **fields)


@lru_cache(maxsize=2048)
def _claims_draft(mentions: tuple[str, ...], quotes: tuple[str, ...]) -> type[ClaimsDraft]:
    fields: dict[str, Any] = {"claimant": (Literal[("article", *mentions)], ...)}
    if quotes:
        fields["quotes"] = (list[Literal[tuple(quotes)]], Field(default_factory=list))  # type: ignore[misc]
    claim = create_model("Claim", __base__=ClaimDraft, **fields)
    fields = {"claims": (list[claim], ...)}
    return create_model("Claims", __base__=ClaimsDraft, **fields)
