"""claimkit itself: asked for its quotes alone, as the others are, or for everything; or by rules, without a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attributions import Attribution, Place

import claimkit
from claimkit.errors import ClaimkitError
from claimkit.models.base import Answer, Model, Request, T
from claimkit.models.door import DoorModel
from claimkit.schemas import Article, Extraction, Span
from systems.system import Found, Options

_QUOTES = ("quotes", "again")  # the prompts that quotes come from


class QuotesAlone:
    """A model that is asked for quotes alone: the other questions get an empty answer, and nobody is asked.

    Args:
        model: Who answers.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self.name = model.name
        self.profile = model.profile

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of the model that answers."""
        return self._model.settings

    async def ask(self, request: Request[T]) -> Answer[T]:
        """Pass a question for quotes on."""
        if request.task in _QUOTES:
            return await self._model.ask(request)
        nothing: dict[str, list[Any]] = {name: [] for name in request.draft.model_fields}
        return Answer(request.draft.model_validate(nothing), tries=0, model=self.name)

    async def aclose(self) -> None:
        """Let the model go."""
        await self._model.aclose()


class Claimkit:
    """claimkit with a model behind the endpoint.

    Args:
        options: How it is run.
        whole: Ask for actors and claims, too.
    """

    def __init__(self, options: Options, *, whole: bool = False) -> None:
        self._extractor = claimkit.Extractor(
            f"openai/{options.model}", base_url=options.base_url, cache=False, concurrency=options.at_once
        )
        door = DoorModel(
            f"openai/{options.model}",
            base_url=options.base_url,
            timeout=options.timeout,
            deadline=3 * options.timeout,
        )
        self._extractor.model = door if whole else QuotesAlone(door)

    def find(self, articles: Sequence[Article]) -> list[Found]:
        """Return what is found in each article."""
        with self._extractor as extractor:
            return [_found(result) for result in extractor.map(articles, errors="yield")]


class Rules:
    """claimkit without a model."""

    def find(self, articles: Sequence[Article]) -> list[Found]:
        """Return what is found in each article."""
        with claimkit.Extractor("rules") as extractor:
            return [_found(result) for result in extractor.map(articles, errors="yield")]


def _found(result: Extraction | ClaimkitError) -> Found:
    if isinstance(result, ClaimkitError):
        return f"{type(result).__name__}: {result.message}"
    return [
        Attribution(
            [_place(span) for span in quote.spans],
            _place(quote.cue_span) if quote.cue_span else None,
            [_place(quote.speaker_span)] if quote.speaker_span else [],
        )
        for quote in result.quotes
    ]


def _place(span: Span) -> Place:
    return span.start, span.end
