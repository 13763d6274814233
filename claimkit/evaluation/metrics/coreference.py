"""Which sources are one actor: B³ and CEAF-e over the places that name a speaker.

Both are computed as in the CoNLL scorer (Pradhan et al. 2014). Only sources count, the places by which a quote's
attribution names its speaker: gold lists no other mention in full. A place that only one side has is a mention that
the other side misses; it counts as wrong where it stands.
"""

from __future__ import annotations

from claimkit.evaluation.matching import assign
from claimkit.evaluation.metrics.tally import Tally
from claimkit.evaluation.pairing import Pair
from claimkit.schemas import Quote

Cluster = frozenset[int]


def b_cubed(pair: Pair) -> Tally:
    """B³ (Bagga and Baldwin 1998): for each mention, how much of its cluster is right."""
    gold, found = clusters(pair)
    return Tally(
        _overlap(found, gold), sum(len(own) for own in found), _overlap(gold, found), sum(len(own) for own in gold)
    )


def ceaf_e(pair: Pair) -> Tally:
    """CEAF-e (Luo 2005): clusters aligned one to one by 2·common / (both sizes)."""
    gold, found = clusters(pair)
    pairs = assign(gold, found, lambda one, other: 2 * len(one & other) / (len(one) + len(other)))
    alike = sum(score for _, _, score in pairs)
    return Tally(alike, len(found), alike, len(gold))


def clusters(pair: Pair) -> tuple[list[Cluster], list[Cluster]]:
    """Return the sources of gold and of the prediction by actor; places that share a word have one number."""
    numbers: dict[int, int] = {}
    sides = []
    for quotes in (pair.gold.quotes, pair.found.quotes):
        by_actor: dict[str, set[int]] = {}
        for quote in quotes:
            if quote.speaker is not None and (number := _number(pair, quote, numbers)) is not None:
                by_actor.setdefault(quote.speaker, set()).add(number)
        sides.append([frozenset(own) for own in by_actor.values()])
    return sides[0], sides[1]


def _number(pair: Pair, quote: Quote, numbers: dict[int, int]) -> int | None:
    """Return the number of a source; the words of a source that was seen before have its number."""
    words = pair.index.of([quote.speaker_span]) if quote.speaker_span is not None else frozenset()
    if not words:
        return None
    known = next((numbers[word] for word in sorted(words) if word in numbers), min(words))
    for word in words:
        numbers.setdefault(word, known)
    return known


def _overlap(ours: list[Cluster], theirs: list[Cluster]) -> float:
    return sum(len(one & other) ** 2 / len(one) for one in ours for other in theirs)
