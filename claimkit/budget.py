"""Limits on what a run may cost: no request is sent that could pass them.

A request is let through when it fits even at its dearest: all of its input anew, and the longest answer it may have.
What it took in truth is settled afterwards. Near the limit requests therefore go one after the other, each waiting for
what the others leave over; who came last goes first, so that articles that are begun are finished before others.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from claimkit.errors import BudgetError, CallerError
from claimkit.schemas import Usage

Price = Callable[[Usage], float | None]


@dataclass(frozen=True, slots=True, eq=False)
class _Cost:
    tokens: int
    usd: float


class Budget:
    """What may be spent, and what has been.

    Args:
        usd: US dollars; no limit when None.
        tokens: Input and output tokens together; no limit when None.
        price: What tokens cost in US dollars; needed for a limit in dollars.

    Raises:
        CallerError: A limit is not positive, or one in dollars is set for a model whose price is not known.
    """

    def __init__(self, *, usd: float | None = None, tokens: int | None = None, price: Price) -> None:
        for name, limit in (("dollars", usd), ("tokens", tokens)):
            if limit is not None and not limit > 0:
                raise CallerError(f"the limit of {name} is {limit}", hint="Give a number above 0.")
        if usd is not None and price(Usage(input_tokens=1)) is None:
            raise CallerError(
                "a budget in dollars needs a model whose price is known",
                hint="Set a limit of tokens instead: --max-tokens-total N.",
            )
        self._usd = usd
        self._tokens = tokens
        self._price = price
        self.spent = Usage()
        self._reserved: list[_Cost] = []
        self._arrivals = 0
        self._waiting: dict[int, asyncio.Future[None]] = {}  # by arrival

    async def reserve(self, dearest: Usage) -> Reservation:
        """Set aside what a request may take at its dearest; wait for others when it does not fit right now.

        Raises:
            BudgetError: It would not fit even if nobody else were asking.
        """
        cost = self._cost(dearest)
        self._arrivals += 1
        arrival = self._arrivals
        while (over := self._over(cost)) is not None:
            if not self._reserved:
                raise BudgetError(
                    f"the next request could pass the limit of {over}; spent so far: {self._shown()}",
                    hint="What is done is kept. Raise the limit and run the same command again to go on.",
                )
            turn = asyncio.get_running_loop().create_future()
            self._waiting[arrival] = turn
            await turn
        self._reserved.append(cost)
        return Reservation(self, cost)

    def _settle(self, cost: _Cost, taken: Usage) -> None:
        self._reserved.remove(cost)
        self.spent = self.spent + taken.model_copy(update={"cost_usd": self._price(taken)})
        waiting, self._waiting = self._waiting, {}
        for arrival in sorted(waiting, reverse=True):
            if not waiting[arrival].done():
                waiting[arrival].set_result(None)

    def _cost(self, usage: Usage) -> _Cost:
        # Priced one by one: some providers ask more for a long request, and a sum of requests is none.
        return _Cost(usage.input_tokens + usage.output_tokens, self._price(usage) or 0.0)

    def _over(self, more: _Cost) -> str | None:
        tokens = self.spent.input_tokens + self.spent.output_tokens
        tokens += more.tokens + sum(cost.tokens for cost in self._reserved)
        if self._tokens is not None and tokens > self._tokens:
            return f"{self._tokens:,} tokens"
        usd = (self.spent.cost_usd or 0.0) + more.usd + sum(cost.usd for cost in self._reserved)
        if self._usd is not None and usd > self._usd:
            return f"${self._usd:g}"
        return None

    def _shown(self) -> str:
        tokens = f"{self.spent.input_tokens + self.spent.output_tokens:,} tokens"
        return tokens if self.spent.cost_usd is None else f"{tokens}, ${self.spent.cost_usd:.4f}"


class Reservation:
    """What is set aside for one request, until it is known what the request took."""

    def __init__(self, budget: Budget, cost: _Cost) -> None:
        self._budget = budget
        self._cost = cost
        self._open = True

    def settle(self, taken: Usage) -> None:
        """Count what the request took, and free what was set aside for it; only the first call counts."""
        if self._open:
            self._open = False
            self._budget._settle(self._cost, taken)
