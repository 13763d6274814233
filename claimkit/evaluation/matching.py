"""One-to-one matching of what was found with what was labelled, by optimal assignment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from claimkit.errors import CallerError

G = TypeVar("G")
P = TypeVar("P")
_INSTALL = 'Install it with: pip install "claimkit[eval]"'


def assign(gold: Sequence[G], found: Sequence[P], score: Callable[[G, P], float]) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs (gold, found, score) whose scores sum to the most; pairs that score 0 are left out.

    The assignment is optimal and symmetric: swapping the two sides swaps only the pairs.

    Args:
        gold: What was labelled.
        found: What was found.
        score: How alike two of them are, 0.0 or more.

    Raises:
        CallerError: scipy is not installed.
    """
    if not gold or not found:
        return
    try:
        import numpy
        from scipy.optimize import linear_sum_assignment
    except ModuleNotFoundError:
        raise CallerError("scoring needs scipy and numpy", hint=_INSTALL) from None
    scores = numpy.array([[score(one, other) for other in found] for one in gold])
    rows, columns = linear_sum_assignment(scores, maximize=True)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if scores[row, column] > 0:
            yield row, column, float(scores[row, column])
