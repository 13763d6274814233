"""What a metric counts in one article, and how articles add up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts for precision and recall, or for a share.

    Attributes:
        right: What counts as right, on the side of what was found.
        found: How much was found.
        right_gold: What counts as right, on the side of the labels.
        gold: How much was labelled.

    Where the two sides count the same (one-to-one metrics), `right` and `right_gold` are equal. A share (of matched
    quotes, of dollars per article) uses only `right` and `found`.
    """

    right: float = 0.0
    found: float = 0.0
    right_gold: float = 0.0
    gold: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.found + other.found,
            self.right_gold + other.right_gold,
            self.gold + other.gold,
        )


def one_to_one(right: float, found: float, gold: float) -> Tally:
    """Return the tally of a metric that counts pairs."""
    return Tally(right, found, right, gold)


def precision(tally: Tally) -> float:
    """Return the share of what was found that is right, in percent; nothing found and nothing labelled is 100."""
    if tally.found == 0:
        return 100.0 if tally.gold == 0 else 0.0
    return 100 * tally.right / tally.found


def recall(tally: Tally) -> float:
    """Return the share of the labels that were found, in percent; nothing labelled and nothing found is 100."""
    if tally.gold == 0:
        return 100.0 if tally.found == 0 else 0.0
    return 100 * tally.right_gold / tally.gold


def f1(tally: Tally) -> float:
    """Return the harmonic mean of precision and recall, in percent."""
    both = precision(tally) + recall(tally)
    return 2 * precision(tally) * recall(tally) / both if both else 0.0


def share(tally: Tally) -> float | None:
    """Return `right` in percent of `found`; None when there is nothing to take a share of."""
    return 100 * tally.right / tally.found if tally.found else None


def mean(tally: Tally) -> float | None:
    """Return `right` per `found` (an amount per article); None when nothing was counted."""
    return tally.right / tally.found if tally.found else None
