"""Questions for models that can write a free list: one call for quotes, one for actors, one for claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from pydantic import Field, create_model

from claimkit.asking.chunk import Chunk, FoundQuote, Mention
from claimkit.asking.ledger import Ledger
from claimkit.drafts import (
    ActorDraft,
    ActorsDraft,
    ClaimDraft,
    ClaimsDraft,
    PassageDraft,
    QuotesDraft,
)
from claimkit.models.base import Model, Request, T, messages_of
from claimkit.passages.view import fence_of, marked_view
from claimkit.prompts import PromptSet
from claimkit.schemas import Actor, cut

_QUOTE_WORDS_SHOWN = 60


class Asker(Protocol):
    """Whoever can say who said what in a part of an article: a model with its prompts, or rules."""

    async def quotes(self, chunk: Chunk, known: Sequence[Actor]) -> QuotesDraft:
        """Decide on the marked passages and list the reported statements."""
        ...

    async def actors(
        self, chunk: Chunk, quotes: Sequence[FoundQuote], mentions: Sequence[Mention], known: Sequence[Actor]
    ) -> ActorsDraft:
        """Put mentions together and describe the actors behind them."""
        ...

    async def claims(
        self, chunk: Chunk, quotes: Sequence[FoundQuote], mentions: Sequence[Mention]
    ) -> ClaimsDraft:
        """List the claims, those of the quotes and those of the article itself."""
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

    async def quotes(self, chunk: Chunk, known: Sequence[Actor]) -> QuotesDraft:
        """Decide on the passages and list the reported statements; passages left out are asked for once more."""
        labels = [passage.label for passage in chunk.passages]
        first = await self._ask("quotes", chunk, _quotes_draft(labels), labels=labels, known=_names(known))
        decided = {draft.passage for draft in first.passages}
        missing = [label for label in labels if label not in decided]
        if not missing:
            return first
        again = await self._ask("quotes", chunk, _quotes_draft(missing), labels=missing, known=_names(known))
        wanted = [draft for draft in again.passages if draft.passage in missing]
        return QuotesDraft(passages=[*first.passages, *wanted], reported=first.reported)

    async def actors(
        self, chunk: Chunk, quotes: Sequence[FoundQuote], mentions: Sequence[Mention], known: Sequence[Actor]
    ) -> ActorsDraft:
        """Put mentions together and describe the actors behind them."""
        if not mentions:
            return ActorsDraft()
        labels = [mention.label for mention in mentions]
        return await self._ask("actors", chunk, _actors_draft(labels), mentions=mentions, known=known)

    async def claims(
        self, chunk: Chunk, quotes: Sequence[FoundQuote], mentions: Sequence[Mention]
    ) -> ClaimsDraft:
        """List the claims, those of the quotes and those of the article itself."""
        shown = [_shown(chunk, quote, mentions) for quote in quotes]
        draft = _claims_draft([mention.label for mention in mentions], [quote.id for quote in quotes])
        return await self._ask("claims", chunk, draft, quotes=shown)

    async def _ask(self, task: str, chunk: Chunk, draft: type[T], **values: object) -> T:
        request = request_for(self._model, self._prompts, task, chunk, draft, **values)
        return self._ledger.enter(task, await self._model.ask(request))


def request_for(
    model: Model, prompts: PromptSet, task: str, chunk: Chunk, draft: type[T], **values: object
) -> Request[T]:
    """Fill the prompts of one question: the system text, the article, and the task, in this order."""
    reading = chunk.reading
    article = prompts.render(
        "article",
        part=chunk.part,
        parts=chunk.parts,
        fence=fence_of(reading.text),
        title=_one_line(reading.article.title),
        published=_one_line(reading.article.published),
        marked=marked_view(reading, chunk.sentences, chunk.passages),
    )
    messages = messages_of(prompts.render("system"), article, [prompts.render(task, **values)])
    used = tuple((name, version) for name, version in prompts.versions().items() if name in ("system", "article", task))
    return Request(task, messages, draft, used, model.profile.max_output_tokens)


def _one_line(words: str | None) -> str:
    return " ".join((words or "").split()).replace("⟦", "[[").replace("⟧", "]]")


def _names(known: Sequence[Actor]) -> str:
    return "; ".join(_one_line(f"{actor.name}, {actor.role}" if actor.role else actor.name) for actor in known)


def _shown(chunk: Chunk, quote: FoundQuote, mentions: Sequence[Mention]) -> dict[str, object]:
    mention = next((mention for mention in mentions if quote.id in mention.quotes), None)
    words = cut(chunk.reading.text, quote.spans).split()
    short = " ".join(words[:_QUOTE_WORDS_SHOWN]) + (" …" if len(words) > _QUOTE_WORDS_SHOWN else "")
    return {
        "id": quote.id,
        "sentence": chunk.reading.sentence_at(quote.spans[0].start).number,
        "mention": mention.label if mention else "",
        "speaker": _one_line(mention.words) if mention else "",
        "text": _one_line(short),
    }


# The labels of an article go into the schema, so that a model that is bound by it cannot name others.


def _quotes_draft(labels: Sequence[str]) -> type[QuotesDraft]:
    if not labels:
        return QuotesDraft
    passage = create_model("Passage", __base__=PassageDraft, passage=(Literal[tuple(labels)], ...))
    return create_model("Quotes", __base__=QuotesDraft, passages=(list[passage], ...))  # type: ignore[valid-type]


def _actors_draft(labels: Sequence[str]) -> type[ActorsDraft]:
    actor = create_model("Actor", __base__=ActorDraft, mentions=(list[Literal[tuple(labels)]], ...))  # type: ignore[misc]
    return create_model("Actors", __base__=ActorsDraft, actors=(list[actor], ...))  # type: ignore[valid-type]


def _claims_draft(mentions: Sequence[str], quotes: Sequence[str]) -> type[ClaimsDraft]:
    fields: dict[str, object] = {"claimant": (Literal[("article", *mentions)], ...)}
    if quotes:
        fields["quotes"] = (list[Literal[tuple(quotes)]], Field(default_factory=list))  # type: ignore[misc]
    claim = create_model("Claim", __base__=ClaimDraft, **fields)  # type: ignore[call-overload]
    return create_model("Claims", __base__=ClaimsDraft, claims=(list[claim], ...))


