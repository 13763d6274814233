"""Intervals and comparisons by the bootstrap over articles (Efron 1979; paired as in Berg-Kirkpatrick et al. 2012).

Articles are drawn with replacement, and each figure is computed anew from their summed counts. The seed is fixed, so
the same run gives the same interval.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType

from claimkit.errors import CallerError
from claimkit.evaluation.metrics.tally import Tally

DRAWS = 2_000
_SEED = 20_311
_INSTALL = 'Install it with: pip install "claimkit[eval]"'
Figure = Callable[[Tally], float | None]


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its 95 % interval.

    Attributes:
        value: The figure; None when there is nothing to measure.
        low: 2.5th percentile of the draws.
        high: 97.5th percentile of the draws.
    """

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """How much better the second of two runs is.

    Attributes:
        value: Second minus first.
        low: 2.5th percentile of the draws.
        high: 97.5th percentile of the draws.
        p: Two-sided: twice the share of draws on the other side of zero, at most 1.
    """

    value: float
    low: float
    high: float
    p: float

    @property
    def proven(self) -> bool:
        """Whether zero lies outside of the 95 % interval."""
        return self.low > 0 or self.high < 0


def interval(tallies: Sequence[Tally], figure: Figure) -> Interval:
    """Return a figure over articles with its interval.

    Args:
        tallies: The counts of each article.
        figure: What to compute from summed counts.
    """
    value = figure(_sum(tallies))
    if value is None or len(tallies) < 2:
        return Interval(value)
    drawn = [drawn for one in _draws(tallies) if (drawn := figure(one)) is not None]
    low, high = _percentiles(drawn)
    return Interval(value, low, high)


def difference(first: Sequence[Tally], second: Sequence[Tally], figure: Figure) -> Difference | None:
    """Compare two runs over the same articles, drawn together; None when one of them has nothing to measure.

    Raises:
        CallerError: The runs are not over the same number of articles.
    """
    if len(first) != len(second):
        raise CallerError(f"{len(first)} and {len(second)} articles cannot be compared in pairs", hint="Score both.")
    one, two = figure(_sum(first)), figure(_sum(second))
    if one is None or two is None:
        return None
    drawn = [
        after - before
        for left, right in zip(_draws(first), _draws(second), strict=True)
        if (before := figure(left)) is not None and (after := figure(right)) is not None
    ]
    low, high = _percentiles(drawn)
    below = sum(value <= 0 for value in drawn) / len(drawn)
    above = sum(value >= 0 for value in drawn) / len(drawn)
    return Difference(two - one, low, high, min(1.0, 2 * min(below, above)))


def _sum(tallies: Sequence[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total += tally
    return total


def _draws(tallies: Sequence[Tally]) -> list[Tally]:
    numpy = _numpy()
    counts = numpy.array([[one.right, one.found, one.right_gold, one.gold] for one in tallies], dtype=float)
    chosen = numpy.random.default_rng(_SEED).integers(0, len(tallies), size=(DRAWS, len(tallies)))
    # How often each article was drawn, times its counts: one product in the place of many sums.
    weights = numpy.zeros((DRAWS, len(tallies)))
    numpy.add.at(weights, (numpy.arange(DRAWS)[:, None], chosen), 1.0)
    return [Tally(*row) for row in (weights @ counts).tolist()]


def _percentiles(values: Sequence[float]) -> tuple[float, float]:
    low, high = _numpy().percentile(values, [2.5, 97.5])
    return float(low), float(high)


def _numpy() -> ModuleType:
    try:
        import numpy
    except ModuleNotFoundError:
        raise CallerError("intervals need numpy", hint=_INSTALL) from None
    return numpy
