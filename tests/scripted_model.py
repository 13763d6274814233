"""A model in this process that answers from a script."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from claimkit.article import read
from claimkit.asking.chunk import Chunk
from claimkit.drafts import Draft
from claimkit.models.base import LARGE, Answer, Profile, Request, T
from claimkit.passages import mark
from claimkit.pipeline.chunks import chunks_of
from claimkit.schemas import Article, Span, Usage

Scripted = Callable[[Request[Any]], Any]


class ScriptedModel:
    """Answers each task with the next item of its list; the last item stays.

    An item is a draft, its data, an error to raise, an `Answer`, or a function of the request that gives one.
    """

    def __init__(self, answers: Mapping[str, Any] | None = None, *, profile: Profile = LARGE) -> None:
        self.name = "scripted/one"
        self.profile = profile
        self.settings: dict[str, Any] = {"model": self.name, "base_url": "", "temperature": None}
        self.asked: list[Request[Any]] = []
        self.closed = 0
        self.most_at_once = 0
        self._at_once = 0
        self._answers = {
            task: list(items) if isinstance(items, list) else [items] for task, items in (answers or {}).items()
        }

    def tasks(self) -> list[str]:
        """Return the tasks asked for, in order."""
        return [request.task for request in self.asked]

    def last(self, task: str) -> Request[Any]:
        """Return the last request for a task."""
        return next(request for request in reversed(self.asked) if request.task == task)

    async def ask(self, request: Request[T]) -> Answer[T]:
        self.asked.append(request)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        await asyncio.sleep(0)
        self._at_once -= 1
        items = self._answers.get(request.task, [{}])
        item = items.pop(0) if len(items) > 1 else items[0]
        if callable(item):
            item = item(request)
        if isinstance(item, Exception):
            raise item
        if isinstance(item, Answer):
            return item
        # A draft that is handed over ready-made stands for a server that does not keep to the schema.
        draft = item if isinstance(item, Draft) else request.draft.model_validate(_filled(request, item))
        return Answer(draft, usage=Usage(input_tokens=10, output_tokens=2), tries=1, model=self.name)  # type: ignore[arg-type]

    async def aclose(self) -> None:
        self.closed += 1


def _filled(request: Request[Any], item: Any) -> Any:
    """Fill in the lists that a schema wants and a short script leaves out."""
    data = dict(item)
    for name in request.draft.model_json_schema().get("required", ()):
        data.setdefault(name, [])
    return data


def labels_of(request: Request[Any]) -> list[str]:
    """Return the passage labels that a request for quotes allows."""
    return re.findall(r'"(Q\d+)"', json.dumps(request.draft.model_json_schema()))


def chunk_of(text: str, *, limit: int = 100_000, **about: Any) -> Chunk:
    """Return a text as one chunk, read and marked."""
    (chunk,) = chunks_for(text, limit=limit, **about)
    return chunk


def chunks_for(text: str, *, limit: int, **about: Any) -> tuple[Chunk, ...]:
    """Return a text in chunks, read and marked."""
    reading = read(Article(**{"id": "test", "language": "en", "text": text, **about}))
    return chunks_of(reading, mark(reading), limit)


def place(text: str, words: str, nth: int = 1) -> Span:
    """Return where words stand for the nth time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start=start, end=start + len(words))
