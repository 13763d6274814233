"""The pace: how many requests are in flight, what a minute allows, and how refusals slow it down."""

from __future__ import annotations

import asyncio

import pytest

from claimkit.errors import CallerError
from claimkit.models.throttle import Pace, Throttle


class Traffic:
    """Requests that take a moment each; counts how many are in flight at once."""

    def __init__(self, throttle):
        self.throttle, self.now, self.most, self.done = throttle, 0, 0, 0

    async def request(self, tokens=0):
        await self.throttle.enter(tokens)
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.001)
        self.now -= 1
        self.done += 1
        self.throttle.answered()

    async def many(self, number):
        await asyncio.gather(*(self.request() for _ in range(number)))


def test_no_more_in_flight_than_allowed():
    async def run():
        traffic = Traffic(Throttle(Pace(in_flight=5)))
        await traffic.many(40)
        return traffic.most, traffic.done

    assert asyncio.run(run()) == (5, 40)


def test_refusals_halve_the_pace_and_answers_bring_it_back():
    async def run():
        throttle = Throttle(Pace(in_flight=16))
        for _ in range(3):  # a burst of refusals counts once
            await throttle.enter(0)
        for _ in range(3):
            throttle.refused(None)
        slow = throttle.window
        traffic = Traffic(throttle)
        await traffic.many(8)
        assert traffic.most == 8
        await traffic.many(300)
        return slow, throttle.window

    assert asyncio.run(run()) == (8.0, 16.0)


def test_the_pace_never_falls_below_one():
    async def run():
        throttle = Throttle(Pace(in_flight=2))
        throttle._slowed_at = float("-inf")
        for _ in range(5):
            await throttle.enter(0)
            throttle._slowed_at = float("-inf")
            throttle.refused(None)
        await Traffic(throttle).many(3)
        return throttle.window

    assert asyncio.run(run()) >= 1.0


def test_one_refusal_holds_nobody_else_up():
    async def run():
        throttle = Throttle(Pace(in_flight=4))
        for _ in range(5):
            await throttle.enter(0)
            throttle.refused(30.0)
            await asyncio.wait_for(throttle.enter(0), 0.1)
            throttle.answered()

    asyncio.run(run())


def test_everybody_waits_as_long_as_the_provider_asks(monkeypatch):
    waited = []

    async def run():
        throttle = Throttle(Pace(in_flight=4))
        for _ in range(3):  # the third one in a row is no accident of one request
            await asyncio.wait_for(throttle.enter(0), 0.01)
            throttle.refused(0.05)
        loop = asyncio.get_running_loop()
        started = loop.time()
        await throttle.enter(0)
        waited.append(loop.time() - started)
        throttle.answered()

    asyncio.run(run())
    assert waited[0] >= 0.045


def test_who_gives_up_waiting_takes_no_place():
    async def run():
        throttle = Throttle(Pace(in_flight=1))
        await throttle.enter(0)
        waiting = asyncio.ensure_future(throttle.enter(0))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        throttle.answered()
        await asyncio.wait_for(throttle.enter(0), 1)
        paused = asyncio.ensure_future(throttle.enter(0))
        throttle._refusals = 9
        throttle.refused(30.0)
        await asyncio.sleep(0.01)
        paused.cancel()  # in the pause it has a place already, and gives it back
        await asyncio.gather(paused, return_exceptions=True)
        return throttle._in_flight

    assert asyncio.run(run()) == 0


@pytest.mark.parametrize(
    ("pace", "tokens", "passed"),
    [(Pace(requests_per_minute=3), 1, 3), (Pace(tokens_per_minute=100), 40, 2), (Pace(tokens_per_minute=10), 40, 1)],
)
def test_what_a_minute_allows(pace, tokens, passed):
    """A request that is larger than a minute's tokens goes through alone."""

    async def run():
        throttle = Throttle(pace)
        through = 0

        async def one():
            nonlocal through
            await throttle.enter(tokens)
            through += 1
            throttle.answered()

        asked = [asyncio.ensure_future(one()) for _ in range(6)]
        await asyncio.sleep(0.05)
        for task in asked:
            task.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
        return through

    assert asyncio.run(run()) == passed


@pytest.mark.parametrize("name", ["in_flight", "requests_per_minute", "tokens_per_minute"])
def test_limits_that_let_nothing_through(name):
    with pytest.raises(CallerError, match=name):
        Pace(**{name: 0})
