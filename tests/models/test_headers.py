"""What headers say about when to ask again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace

import pytest

from claimkit.models.headers import retry_after


def waits(**headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return retry_after(SimpleNamespace(response=SimpleNamespace(headers=named)))


def soon(seconds):
    return datetime.now(UTC) + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "7"}, 7.0),
        ({"retry_after": "0.5"}, 0.5),
        ({"retry_after": "-3"}, 0.0),
        ({"retry_after": "soon"}, None),
        ({}, None),
        ({"x_ratelimit_remaining_requests": "0", "x_ratelimit_reset_requests": "6m0s"}, 360.0),
        ({"x_ratelimit_remaining_tokens": "0", "x_ratelimit_reset_tokens": "20ms"}, 0.02),
        ({"x_ratelimit_remaining_tokens": "0", "x_ratelimit_reset_tokens": "1h2m3.5s"}, 3723.5),
        ({"x_ratelimit_remaining_tokens": "12", "x_ratelimit_reset_tokens": "9s"}, None),  # this one is not used up
        ({"x_ratelimit_remaining_tokens": "0", "x_ratelimit_reset_tokens": "tomorrow"}, None),
        ({"retry_after": "7", "x_ratelimit_remaining_tokens": "0", "x_ratelimit_reset_tokens": "9s"}, 7.0),
        (
            {
                "x_ratelimit_remaining_requests": "0",
                "x_ratelimit_reset_requests": "2s",
                "x_ratelimit_remaining_tokens": "0",
                "x_ratelimit_reset_tokens": "9s",
            },
            9.0,
        ),
    ],
)
def test_spans_of_time(headers, seconds):
    assert waits(**headers) == seconds


def test_points_in_time():
    assert 28 < waits(retry_after=format_datetime(soon(30), usegmt=True)) <= 30
    stamp = soon(30).isoformat().replace("+00:00", "Z")
    left = waits(anthropic_ratelimit_tokens_remaining="0", anthropic_ratelimit_tokens_reset=stamp)
    assert 28 < left <= 30
    assert waits(retry_after=format_datetime(soon(-30), usegmt=True)) == 0.0


def test_no_response_at_all():
    assert retry_after(None) is None
    assert retry_after(ValueError()) is None
    assert retry_after(SimpleNamespace(response=None)) is None
