"""What a provider's headers say about when to ask again."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

# The limits that OpenAI's protocol and Anthropic's state: how much is left, and when it is full again.
_LIMITS = (
    ("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
    ("x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
    ("anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"),
    ("anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"),
)
_SPANS = re.compile(r"(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?")


def retry_after(fault: BaseException | None) -> float | None:
    """Return the seconds that a refusal asks to wait, or None.

    `Retry-After` counts first, as seconds or as a date; then the time at which a limit that is used up is full again,
    in OpenAI's way ("6m0s", "20ms") or Anthropic's (a time stamp).
    """
    response: Any = getattr(fault, "response", None)
    headers = getattr(response, "headers", None)
    if headers is None:
        return None
    told = _seconds_or_date(headers.get("retry-after"))
    if told is not None:
        return told
    resets = [_span_or_stamp(headers.get(reset)) for left, reset in _LIMITS if headers.get(left) == "0"]
    return max((reset for reset in resets if reset is not None), default=None)


def _seconds_or_date(value: str | None) -> float | None:
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
    return _seconds_until(when)


def _span_or_stamp(value: str | None) -> float | None:
    if not value:
        return None
    spans = _SPANS.fullmatch(value)
    if spans is not None:
        hours, minutes, seconds, thousandths = (float(part or 0) for part in spans.groups())
        return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
    try:
        return _seconds_until(datetime.fromisoformat(value))
    except ValueError:
        return None


def _seconds_until(when: datetime) -> float:
    if when.tzinfo is None:  # "-0000" says that the zone is not known; the clock is still UTC's
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
