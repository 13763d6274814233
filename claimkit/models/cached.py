"""A model that remembers its answers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ValidationError

from claimkit.cache import AnswerCache
from claimkit.models.base import Answer, Model, Profile, Request, T, fingerprint
from claimkit.schemas import Usage

KEY_FORMAT = 2


@lru_cache(maxsize=4096)  # articles with as many passages share a draft, and writing its schema takes longest of all
def _schema_key(draft: type[BaseModel]) -> str:
    return fingerprint(draft.model_json_schema())


class CachedModel:
    """Looks into the cache before asking; a model that is not asked is not loaded either.

    Args:
        model: Who is asked when the cache has no answer.
        cache: Where answers are kept.
    """

    def __init__(self, model: Model, cache: AnswerCache) -> None:
        self._model = model
        self._cache = cache
        self.name = model.name
        self.profile: Profile = model.profile

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of the model behind."""
        return self._model.settings

    def key(self, request: Request[T]) -> str:
        """Return the key of a request: a hash over all that shapes its answer."""
        return fingerprint(
            {
                "format": KEY_FORMAT,
                "messages": request.messages,
                "schema": _schema_key(request.draft),
                "settings": self._model.settings,
                "max_tokens": request.max_tokens,
                "prompts": dict(request.prompts),
            }
        )

    async def ask(self, request: Request[T]) -> Answer[T]:
        """Return the kept answer, or ask and keep it; an answer that was cut off is not kept."""
        key = self.key(request)
        kept = self._cache.get(key)
        if kept is not None:
            try:
                draft = request.draft.model_validate(kept["answer"])
            except (ValidationError, KeyError):
                kept = None
            else:
                return Answer(draft, usage=Usage(), tries=0, model=str(kept.get("model", self.name)))
        answer = await self._model.ask(request)
        if not answer.cut_off:
            self._cache.set(key, {"answer": answer.draft.model_dump(mode="json"), "model": answer.model})
        return answer

    async def aclose(self) -> None:
        """Let the model behind go; the cache stays open for others."""
        await self._model.aclose()
