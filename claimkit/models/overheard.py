"""Overhearing: what a model was asked about an article and what it answered, for whoever keeps a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import JsonValue

from claimkit.errors import ClaimkitError
from claimkit.models.base import Answer, Model, Request, T
from claimkit.schemas import Frozen


class Exchange(Frozen):
    """One question about an article with its answer.

    Attributes:
        article: Id of the article.
        task: Name of the prompt it comes from, such as "quotes".
        messages: Role and text of each message.
        answer: The filled draft; None when there was none.
        error: Why there was none.
        tries: How many requests it took; 0 when the answer came from a store.
    """

    article: str
    task: str
    messages: tuple[tuple[str, str], ...]
    answer: JsonValue = None
    error: str = ""
    tries: int = 0


Listener = Callable[[Exchange], None]


class Overheard:
    """A model that tells a listener of everything it is asked about one article.

    Args:
        model: Who answers.
        article: Id of the article.
        listener: Is told of each exchange, failed ones too.
    """

    def __init__(self, model: Model, article: str, listener: Listener) -> None:
        self._model = model
        self._article = article
        self._listener = listener
        self.name = model.name
        self.profile = model.profile

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of the model that answers."""
        return self._model.settings

    async def ask(self, request: Request[T]) -> Answer[T]:
        """Ask, tell, pass on."""
        try:
            answer = await self._model.ask(request)
        except ClaimkitError as error:
            self._tell(request, error=error.message)
            raise
        self._tell(request, answer=answer.draft.model_dump(mode="json"), tries=answer.tries)
        return answer

    async def aclose(self) -> None:
        """Let the model go."""
        await self._model.aclose()

    def _tell(self, request: Request[T], answer: JsonValue = None, error: str = "", tries: int = 0) -> None:
        exchange = Exchange(
            article=self._article,
            task=request.task,
            messages=request.messages,
            answer=answer,
            error=error,
            tries=tries,
        )
        self._listener(exchange)
