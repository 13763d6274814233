"""How fast a provider is asked: requests in flight, requests and tokens a minute, and slower when it says so."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimkit.errors import CallerError

if TYPE_CHECKING:
    from aiolimiter import AsyncLimiter

IN_FLIGHT = 64
_SLOWER = 0.5  # of the requests in flight, after a refusal for being too fast
_IN_A_ROW = 3  # refusals without an answer between them: the limit holds for everybody, not for one request
_SETTLING = 1.0  # seconds in which several such refusals count as one: they come from the same burst


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a provider may be asked.

    Attributes:
        in_flight: Requests at once.
        requests_per_minute: Requests started in a minute; no limit when None.
        tokens_per_minute: Tokens of those requests and of their longest answers; no limit when None.
    """

    in_flight: int = IN_FLIGHT
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None

    def __post_init__(self) -> None:
        for name in ("in_flight", "requests_per_minute", "tokens_per_minute"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise CallerError(f"{name} is {value}", hint="Give a number of 1 or more.")


class Throttle:
    """Lets requests through at a pace, and finds a slower one when the provider refuses for being asked too fast.

    As TCP does it (additive increase, multiplicative decrease; Chiu and Jain 1989): a refusal halves the requests
    in flight, each answer afterwards adds a little, until the limit is reached again.

    Args:
        pace: The limits.
    """

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.window = float(pace.in_flight)
        self._in_flight = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._not_before = 0.0
        self._slowed_at = float("-inf")
        self._refusals = 0  # since the last answer
        self._requests = _limiter(pace.requests_per_minute)
        self._tokens = _limiter(pace.tokens_per_minute)

    async def enter(self, tokens: int) -> None:
        """Wait for a place.

        Args:
            tokens: How many tokens the request and its longest answer may take.
        """
        while self._in_flight >= max(1, int(self.window)):
            place = asyncio.get_running_loop().create_future()
            self._waiting.append(place)
            try:
                await place
            finally:
                if place in self._waiting:
                    self._waiting.remove(place)
        self._in_flight += 1
        try:
            await self._wait_for_pause()
            if self._requests is not None:
                await self._requests.acquire()
            if self._tokens is not None:
                await self._tokens.acquire(min(tokens, self._tokens.max_rate))
        except BaseException:
            self._leave()
            raise

    def answered(self) -> None:
        """Give the place back after an answer, or a fault that has nothing to do with the pace."""
        self._refusals = 0
        self.window = min(float(self.pace.in_flight), self.window + 1 / max(1.0, self.window))
        self._leave()

    def refused(self, wait: float | None) -> None:
        """Give the place back after a refusal for being asked too fast.

        Args:
            wait: Seconds that the provider asks to wait. After several refusals in a row nobody is let through before.
        """
        now = asyncio.get_running_loop().time()
        if now - self._slowed_at > _SETTLING:
            self.window = max(1.0, self.window * _SLOWER)
            self._slowed_at = now
        self._refusals += 1
        if wait is not None and self._refusals >= _IN_A_ROW:
            self._not_before = max(self._not_before, now + wait)
        self._leave()

    def _leave(self) -> None:
        self._in_flight -= 1
        free = max(1, int(self.window)) - self._in_flight
        while self._waiting and free > 0:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                free -= 1

    async def _wait_for_pause(self) -> None:
        while (left := self._not_before - asyncio.get_running_loop().time()) > 0:
            await asyncio.sleep(left)


def _limiter(per_minute: int | None) -> AsyncLimiter | None:
    if per_minute is None:
        return None
    from aiolimiter import AsyncLimiter

    return AsyncLimiter(per_minute, 60)
