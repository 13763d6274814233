"""What one request passes on its way out, try by try: the budget first, then the pace."""

from __future__ import annotations

from claimkit.budget import Budget, Reservation
from claimkit.models.throttle import Throttle
from claimkit.schemas import Usage


class Turnstile:
    """Counts one request in before each try and out after it.

    Args:
        throttle: The pace; shared by all requests to the provider.
        budget: What may be spent, or None.
        dearest: What one try may take at its dearest.
    """

    def __init__(self, throttle: Throttle, budget: Budget | None, dearest: Usage) -> None:
        self._throttle = throttle
        self._budget = budget
        self._dearest = dearest
        self._reservation: Reservation | None = None
        self._taken = Usage()
        self._inside = False

    async def enter(self) -> None:
        """Wait until the try may be made.

        Raises:
            BudgetError: It could pass a limit.
        """
        if self._budget is not None:
            self._reservation = await self._budget.reserve(self._dearest)
        self._taken = Usage()
        try:
            await self._throttle.enter(self._dearest.input_tokens + self._dearest.output_tokens)
        except BaseException:
            self._settle()
            raise
        self._inside = True

    def count(self, usage: Usage) -> None:
        """Note what the try took."""
        self._taken = self._taken + usage

    def leave(self, *, too_fast: bool = False, wait: float | None = None) -> None:
        """Count the try out; nothing happens when it is out already.

        Args:
            too_fast: Whether the provider refused for being asked too fast.
            wait: Seconds that it asks to wait.
        """
        if not self._inside:
            return
        self._inside = False
        self._settle()
        if too_fast:
            self._throttle.refused(wait)
        else:
            self._throttle.answered()

    def _settle(self) -> None:
        if self._reservation is not None:
            self._reservation.settle(self._taken)
            self._reservation = None
