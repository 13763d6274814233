"""Which faults are asked again, how often, and after which wait."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace

import pytest
from pydantic import BaseModel, ValidationError

from claimkit.models.headers import retry_after
from claimkit.models.retrying import retry_loop


class Refused(Exception):
    """Has the shape of an SDK's status error."""

    def __init__(self, status: int, **headers: str) -> None:
        super().__init__(f"status {status}")
        self.status_code = status
        self.response = SimpleNamespace(headers={name.replace("_", "-"): value for name, value in headers.items()})


class APIConnectionError(Exception):
    """Has the name of an SDK's error."""


class APITimeoutError(Exception):
    """Has the name of an SDK's error."""


class ResponseParsingError(Exception):
    """Has the name of instructor's error."""


def invalid() -> ValidationError:
    class Shape(BaseModel):
        number: int

    with pytest.raises(ValidationError) as caught:
        Shape.model_validate({"number": "none"})
    return caught.value


def unreadable() -> json.JSONDecodeError:
    return json.JSONDecodeError("no JSON", "", 0)


def tried(faults, *, retries: int = 3, reasks: int = 2):
    """Raise the faults one after the other; return how often was tried and what came out."""
    waits = []
    loop = retry_loop(retries=retries, reasks=reasks)

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    loop.sleep = sleep

    async def run():
        left = list(faults)
        async for attempt in loop:
            with attempt:
                if left:
                    raise left.pop(0)
        return "done"

    try:
        outcome = asyncio.run(run())
    except Exception as fault:  # noqa: BLE001 - what came out is what the tests ask for
        outcome = fault
    return loop.attempts, outcome, waits


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504, 529, 599])
def test_busy_providers_are_tried_again(status):
    attempts, outcome, waits = tried([Refused(status)])
    assert (attempts, outcome, len(waits)) == (2, "done", 1)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 413, 422])
def test_a_no_is_final(status):
    fault = Refused(status)
    assert tried([fault]) == (1, fault, [])


@pytest.mark.parametrize("fault", [APIConnectionError(), APITimeoutError()])
def test_lost_connections_are_tried_again(fault):
    assert tried([fault])[:2] == (2, "done")


@pytest.mark.parametrize("fault", [invalid(), unreadable(), ResponseParsingError()])
def test_invalid_answers_are_asked_again_at_once(fault):
    assert tried([fault]) == (2, "done", [0.0])


@pytest.mark.parametrize("fault", [ValueError("other"), KeyError("x"), RuntimeError()])
def test_anything_else_is_final(fault):
    assert tried([fault]) == (1, fault, [])


def test_each_sort_has_its_own_account():
    faults = [Refused(500), invalid(), Refused(429), invalid(), Refused(500)]
    assert tried(faults)[:2] == (6, "done")
    last = Refused(503)
    assert tried([*faults, last])[:2] == (6, last)
    last_answer = invalid()
    assert tried([*faults, last_answer])[:2] == (6, last_answer)


def test_no_retries():
    fault = Refused(500)
    assert tried([fault], retries=0) == (1, fault, [])
    wrong = invalid()
    assert tried([wrong], reasks=0) == (1, wrong, [])


def test_waits_grow_but_stay_bounded():
    waits = tried([Refused(500) for _ in range(30)], retries=30)[2]
    assert len(waits) == 30
    assert all(0 <= wait <= 20 for wait in waits)
    assert max(waits[:2]) <= 1.0


def test_a_provider_may_ask_for_a_wait():
    assert tried([Refused(429, retry_after="2.5")])[2] == [2.5]
    assert tried([Refused(429, retry_after="200")])[2] == [200.0]


def test_a_wait_beyond_the_deadline_is_not_waited():
    fault = Refused(429, retry_after="86400")
    assert tried([fault]) == (1, fault, [])


def test_no_try_starts_after_the_deadline(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("claimkit.models.retrying.time.monotonic", lambda: now[0])
    loop = retry_loop(retries=9, reasks=0, deadline=30.0)

    async def sleep(seconds):
        now[0] += 20.0

    loop.sleep = sleep

    async def run():
        async for attempt in loop:
            with attempt:
                raise Refused(503)

    with pytest.raises(Refused):
        asyncio.run(run())
    assert loop.attempts == 3  # at 0, 20 and 40 seconds; after that the time is over


def test_an_empty_response_is_asked_again_whatever_it_breaks():
    loop = retry_loop(retries=0, reasks=2)
    tries = []

    async def run():
        async for attempt in loop:
            with attempt:
                tries.append(loop.attempts)
                loop.note(SimpleNamespace(choices=[]))
                raise IndexError("no choices")

    with pytest.raises(IndexError):
        asyncio.run(run())
    assert tries == [1, 2, 3]
    assert loop.empty


def test_a_refusal_is_final():
    loop = retry_loop(retries=2, reasks=2)
    message = SimpleNamespace(refusal="I would rather not.", content=None)

    async def run():
        async for attempt in loop:
            with attempt:
                loop.note(SimpleNamespace(choices=[SimpleNamespace(message=message, finish_reason="stop")]))
                raise invalid()

    with pytest.raises(ValidationError):
        asyncio.run(run())
    assert (loop.attempts, loop.refusal) == (1, "I would rather not.")


def test_a_cancelled_try_is_not_tried_again():
    loop = retry_loop(retries=3, reasks=3)

    async def run():
        async for attempt in loop:
            with attempt:
                raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(run())
    assert loop.attempts == 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("3", 3.0),
        (" 1.5 ", 1.5),
        ("-4", 0.0),
        ("nan", 0.0),
        ("soon", None),
        ("", None),
        ("12:30", None),
    ],
)
def test_retry_after_as_a_number(value, seconds):
    assert retry_after(Refused(429, retry_after=value)) == seconds


@pytest.mark.parametrize("usegmt", [True, False])
def test_retry_after_as_a_date(usegmt):
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=usegmt)
    assert 15 < retry_after(Refused(429, retry_after=soon)) <= 20


def test_retry_after_as_a_date_without_a_zone():
    soon = (datetime.now(UTC) + timedelta(seconds=20)).strftime("%a, %d %b %Y %H:%M:%S -0000")
    assert 15 < retry_after(Refused(429, retry_after=soon)) <= 20


def test_retry_after_in_the_past():
    assert retry_after(Refused(429, retry_after="Wed, 21 Oct 2015 07:28:00 GMT")) == 0.0


def test_faults_without_a_response():
    assert retry_after(None) is None
    assert retry_after(ValueError()) is None
