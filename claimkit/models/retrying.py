"""When to ask again: the one retry loop, in tenacity's terms."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from pydantic import ValidationError
from tenacity import AsyncRetrying, RetryCallState, wait_random_exponential

from claimkit.models.responses import is_empty, refusal_in

_BUSY = frozenset({408, 409, 429, 500, 502, 503, 504, 529})
_CONNECTION = frozenset({"APIConnectionError", "APITimeoutError", "ConnectError", "ConnectTimeout", "ReadTimeout"})
_MAX_WAIT = 60.0
_backoff = wait_random_exponential(multiplier=0.5, max=20)


class RetryLoop(AsyncRetrying):
    """A tenacity loop that counts invalid answers apart from a provider that is busy or out of reach.

    Attributes:
        attempts: Requests made so far.
        refusal: Why the model declined to answer the last request; asking again would not help.
        empty: Whether the last response held no answer at all.
    """

    def __init__(self, *, retries: int, reasks: int) -> None:
        self._left = {"provider": retries, "answer": reasks}
        self.attempts = 0
        self.refusal = ""
        self.empty = False
        super().__init__(retry=self._again, wait=self._wait, stop=self._never, before=self._count, reraise=True)

    def note(self, response: Any) -> None:
        """Look at a response before it is parsed, for what its fault will not tell."""
        self.refusal, self.empty = refusal_in(response), is_empty(response)

    def _count(self, state: RetryCallState) -> None:
        self.attempts = state.attempt_number
        self.refusal, self.empty = "", False

    def _again(self, state: RetryCallState) -> bool:
        fault = state.outcome.exception() if state.outcome is not None else None
        sort = self._sort_of(fault)
        if sort is None or self.refusal or self._left[sort] <= 0:
            return False
        self._left[sort] -= 1
        return True

    def _wait(self, state: RetryCallState) -> float:
        fault = state.outcome.exception() if state.outcome is not None else None
        if self._sort_of(fault) == "answer":
            return 0.0
        asked = retry_after(fault)
        return min(_MAX_WAIT, asked) if asked is not None else _backoff(state)

    def _sort_of(self, fault: BaseException | None) -> str | None:
        # instructor stumbles over a response without choices in ways of its own.
        return "answer" if self.empty and isinstance(fault, Exception) else _sort_of(fault)

    @staticmethod
    def _never(state: RetryCallState) -> bool:
        return False


def retry_loop(*, retries: int, reasks: int) -> RetryLoop:
    """Return the loop for one request.

    Args:
        retries: Further tries on a provider that is busy or out of reach.
        reasks: Further tries after an answer that does not fit the draft.
    """
    return RetryLoop(retries=retries, reasks=reasks)


def retry_after(fault: BaseException | None) -> float | None:
    """Return the seconds that a refusal's Retry-After header asks to wait, given as seconds or as a date."""
    response: Any = getattr(fault, "response", None)
    value = response.headers.get("retry-after") if response is not None else None
    if value is None:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    if when.tzinfo is None:  # "-0000" says that the zone is not known; the clock is still UTC's
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


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
