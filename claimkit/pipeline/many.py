"""Many articles at once: a bounded window of them in flight, results in order or as they come, errors kept apart."""

from __future__ import annotations

import asyncio
import queue
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from claimkit.errors import ClaimkitError
from claimkit.pipeline import loop
from claimkit.schemas import Extraction

T = TypeVar("T")
Start = Callable[[T], Coroutine[Any, Any, Extraction]]


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What became of one article.

    Attributes:
        source: The article as it was given.
        result: What was found in it, or None.
        error: Why nothing was, or None.
    """

    source: T
    result: Extraction | None = None
    error: ClaimkitError | None = None

    def unwrap(self) -> Extraction:
        """Return the result, or raise the error."""
        if self.error is not None:
            raise self.error
        assert self.result is not None  # noqa: S101 - one of the two is there
        return self.result


def outcomes(sources: Iterable[T], start: Start[T], window: int, *, ordered: bool = True) -> Iterator[Outcome[T]]:
    """Work through articles, `window` of them at once, and yield what became of each.

    Sources are taken one by one as places come free, so that memory does not grow with their number. When the caller
    stops early, what is in flight is cancelled.

    Args:
        sources: The articles.
        start: Makes the work on one of them.
        window: How many are worked on, or wait for their turn, at once.
        ordered: Whether outcomes come in the order of the sources; else as they are finished.
    """
    finished: queue.SimpleQueue[Future[Extraction]] = queue.SimpleQueue()
    waiting: dict[Future[Extraction], T] = {}  # in the order of the sources

    def next_done() -> Future[Extraction]:
        return next(iter(waiting)) if ordered else finished.get()

    def outcome() -> Outcome[T]:
        future = next_done()
        try:
            result = future.result()
        except ClaimkitError as error:
            return Outcome(waiting.pop(future), error=error)
        return Outcome(waiting.pop(future), result)

    try:
        for source in sources:
            future = loop.submit(start(source))
            waiting[future] = source
            if not ordered:
                future.add_done_callback(finished.put)
            if len(waiting) >= window:
                yield outcome()
        while waiting:
            yield outcome()
    finally:
        for future in waiting:
            future.cancel()


async def aoutcomes(sources: Iterable[T], start: Start[T], window: int) -> AsyncIterator[Outcome[T]]:
    """Do what `outcomes` does, in order, without blocking the caller's event loop."""
    waiting: deque[tuple[T, asyncio.Future[Extraction]]] = deque()

    async def outcome() -> Outcome[T]:
        source, future = waiting.popleft()
        try:
            return Outcome(source, await future)
        except ClaimkitError as error:
            return Outcome(source, error=error)

    try:
        for source in sources:
            waiting.append((source, asyncio.ensure_future(loop.wait(start(source)))))
            if len(waiting) >= window:
                yield await outcome()
        while waiting:
            yield await outcome()
    finally:
        for _, future in waiting:
            future.cancel()
        await asyncio.gather(*(future for _, future in waiting), return_exceptions=True)
