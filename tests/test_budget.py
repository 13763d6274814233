"""No request is sent that could pass a limit."""

from __future__ import annotations

import asyncio

import pytest

from claimkit.budget import Budget
from claimkit.errors import BudgetError, CallerError
from claimkit.schemas import Usage


def price(usage):
    """A dollar for a thousand tokens."""
    return (usage.input_tokens + usage.output_tokens) / 1000


def tokens(number):
    return Usage(input_tokens=number)


def spend(budget, *costs):
    """Reserve and settle one after the other; each cost is the dearest and what it took."""

    async def run():
        for dearest, taken in costs:
            reservation = await budget.reserve(tokens(dearest))
            reservation.settle(tokens(taken))

    asyncio.run(run())
    return budget.spent


def test_what_was_taken_counts_not_what_was_set_aside():
    spent = spend(Budget(tokens=1000, price=price), (900, 100), (900, 100), (800, 100))
    assert spent.input_tokens == 300
    assert spent.cost_usd == pytest.approx(0.3)


@pytest.mark.parametrize("limit", [{"tokens": 1000}, {"usd": 1.0}])
def test_the_request_before_the_limit_is_the_last(limit):
    budget = Budget(**limit, price=price)
    spend(budget, (600, 500))
    with pytest.raises(BudgetError) as caught:
        spend(budget, (501, 1))
    assert budget.spent.input_tokens == 500
    assert "500 tokens, $0.5000" in caught.value.message
    assert "run the same command again" in caught.value.hint
    spend(budget, (500, 500))  # what fits to the token still goes
    assert budget.spent.input_tokens == 1000


def test_near_the_limit_requests_wait_for_one_another():
    """Ten requests of up to 400 tokens that take 50: all fit in 1,000, but never three at once."""

    async def run():
        budget = Budget(tokens=1000, price=price)
        now = most = 0

        async def one():
            nonlocal now, most
            reservation = await budget.reserve(tokens(400))
            now += 1
            most = max(most, now)
            await asyncio.sleep(0.001)
            now -= 1
            reservation.settle(tokens(50))

        await asyncio.gather(*(one() for _ in range(10)))
        return most, budget.spent.input_tokens

    assert asyncio.run(run()) == (2, 500)


def test_who_came_last_goes_first():
    """Three wait while a fourth is on its way: the first to come is the last to go."""

    async def run():
        budget, order = Budget(tokens=1000, price=price), []

        async def one(name):
            reservation = await budget.reserve(tokens(600))
            order.append(name)
            await asyncio.sleep(0)
            reservation.settle(tokens(10))

        await asyncio.gather(*(one(name) for name in "abcd"))
        return "".join(order)

    assert asyncio.run(run()) == "adcb"


def test_a_reservation_is_settled_once():
    budget = Budget(tokens=1000, price=price)

    async def run():
        reservation = await budget.reserve(tokens(400))
        reservation.settle(tokens(10))
        reservation.settle(tokens(10))

    asyncio.run(run())
    assert budget.spent.input_tokens == 10


def test_limits_that_make_no_sense():
    for limit in ({"usd": 0.0}, {"tokens": -1}, {"usd": float("nan")}):
        with pytest.raises(CallerError, match="Give a number above 0"):
            Budget(**limit, price=price)
    with pytest.raises(CallerError, match="whose price is known") as caught:
        Budget(usd=1.0, price=lambda usage: None)
    assert "--max-tokens-total" in caught.value.hint
    Budget(tokens=5, price=lambda usage: None)
