"""When to ask again: the one retry loop, in tenacity's terms."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from tenacity import AsyncRetrying, RetryCallState, wait_random_exponential

from claimkit.models.headers import retry_after
from claimkit.models.responses import is_empty, refusal_in

if TYPE_CHECKING:
    from claimkit.models.turnstile import Turnstile

_BUSY = frozenset({408, 409, 429, 500, 502, 503, 504, 529})
_CONNECTION = frozenset({"APIConnectionError", "APITimeoutError", "ConnectError", "ConnectTimeout", "ReadTimeout"})
_TOO_FAST = frozenset({429, 529})
_DEADLINE = 900.0
_backoff = wait_random_exponential(multiplier=0.5, max=20)


class RetryLoop(AsyncRetrying):
    """A tenacity loop that counts invalid answers apart from a provider that is busy or out of reach.

    Attributes:
        attempts: Requests made so far.
        refusal: Why the model declined to answer the last request; asking again would not help.
        empty: Whether the last response held no answer at all.
    """

    def __init__(
        self, *, retries: int, reasks: int, deadline: float = _DEADLINE, turnstile: Turnstile | None = None
    ) -> None:
        self._left = {"provider": retries, "answer": reasks}
        self._deadline = deadline
        self._turnstile = turnstile
        self._started: float | None = None
        self.attempts = 0
        self.refusal = ""
        self.empty = False
        super().__init__(
            retry=self._again, wait=self._wait, stop=self._never, before=self._begin, after=self._end, reraise=True
        )

    def note(self, response: Any) -> None:
        """Look at a response before it is parsed, for what its fault will not tell."""
        self.refusal, self.empty = refusal_in(response), is_empty(response)

    async def _begin(self, state: RetryCallState) -> None:
        if self._turnstile is not None and state.attempt_number > 1:
            await self._turnstile.enter()
        self._started = self._started or time.monotonic()
        self.attempts = state.attempt_number
        self.refusal, self.empty = "", False

    def _end(self, state: RetryCallState) -> None:
        self.leave(state.outcome.exception() if state.outcome is not None else None)

    def leave(self, fault: BaseException | None) -> None:
        """Give the place of the last try back; called again, it does nothing."""
        if self._turnstile is not None:
            cause = fault.__cause__ if fault is not None and fault.__cause__ is not None else fault
            too_fast = getattr(cause, "status_code", None) in _TOO_FAST
            self._turnstile.leave(too_fast=too_fast, wait=retry_after(cause) if too_fast else None)

    def _again(self, state: RetryCallState) -> bool:
        fault = state.outcome.exception() if state.outcome is not None else None
        sort = self._sort_of(fault)
        if sort is None or self.refusal or self._left[sort] <= 0:
            return False
        spent = time.monotonic() - self._started if self._started is not None else 0.0
        if spent + (retry_after(fault) or 0.0) > self._deadline:
            return False
        self._left[sort] -= 1
        return True

    def _wait(self, state: RetryCallState) -> float:
        fault = state.outcome.exception() if state.outcome is not None else None
        if self._sort_of(fault) == "answer":
            return 0.0
        asked = retry_after(fault)
        return asked if asked is not None else _backoff(state)

    def _sort_of(self, fault: BaseException | None) -> str | None:
        # instructor stumbles over a response without choices in ways of its own.
        return "answer" if self.empty and isinstance(fault, Exception) else _sort_of(fault)

    @staticmethod
    def _never(state: RetryCallState) -> bool:
        return False


def retry_loop(
    *, retries: int, reasks: int, deadline: float = _DEADLINE, turnstile: Turnstile | None = None
) -> RetryLoop:
    """Return the loop for one request.

    Args:
        retries: Further tries on a provider that is busy or out of reach.
        reasks: Further tries after an answer that does not fit the draft.
        deadline: Seconds after which no further try is started.
        turnstile: What each further try has to pass; nothing when None. Before the first one the caller enters it.
    """
    return RetryLoop(retries=retries, reasks=reasks, deadline=deadline, turnstile=turnstile)


def is_connection_fault(fault: BaseException) -> bool:
    """Say whether there was no connection, or no reply in time."""
    return type(fault).__name__ in _CONNECTION


def _sort_of(fault: BaseException | None) -> str | None:
    if fault is None:
        return None
    status = getattr(fault, "status_code", None)
    if isinstance(status, int):
        return "provider" if status in _BUSY or status >= 500 else None
    if is_connection_fault(fault):
        return "provider"
    answer_faults = (ValidationError, json.JSONDecodeError)
    if isinstance(fault, answer_faults) or type(fault).__name__ in (
        "ResponseParsingError",
        "AsyncValidationError",
    ):
        return "answer"
    return None
