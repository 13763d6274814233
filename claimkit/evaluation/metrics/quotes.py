"""Scores of quotes against gold, each one-to-one over the words of the article.

exact     the same words, punctuation aside (as two annotators of PolNeAR are compared; Newell et al. 2018)
relaxed   token F1 of 0.5 or more, optimal assignment (the same)
soft      the summed token F1 of the assigned pairs, over the number of quotes on each side
tokens    words inside any quote; in how many quotes a word stands does not count
lev30/80  a Levenshtein similarity of 0.3 and 0.8, the thresholds of the Gender Gap Tracker (Asr et al. 2021), here
          assigned one to one: their own measure lets one over-long span match several quotes
"""

from __future__ import annotations

from collections.abc import Callable

from rapidfuzz.distance import Levenshtein

from claimkit.evaluation.matching import assign
from claimkit.evaluation.metrics.tally import Tally, one_to_one
from claimkit.evaluation.pairing import Pair
from claimkit.evaluation.words import token_f1
from claimkit.schemas import Quote, QuoteKind


def exact(pair: Pair) -> Tally:
    """Count quotes with exactly the words of a gold quote."""
    pairs = assign(pair.gold.quotes, pair.found.quotes, lambda one, other: float(pair.words(one) == pair.words(other)))
    return one_to_one(sum(1 for _ in pairs), len(pair.found.quotes), len(pair.gold.quotes))


def relaxed(pair: Pair) -> Tally:
    """Count quotes that share half of their words with a gold quote."""
    return one_to_one(len(pair.matched), len(pair.found.quotes), len(pair.gold.quotes))


def soft(pair: Pair) -> Tally:
    """Sum up how many words the assigned quotes have in common."""
    pairs = assign(pair.gold.quotes, pair.found.quotes, lambda one, other: token_f1(pair.words(one), pair.words(other)))
    return one_to_one(sum(score for _, _, score in pairs), len(pair.found.quotes), len(pair.gold.quotes))


def tokens(pair: Pair) -> Tally:
    """Count the words that stand in any quote."""
    gold = frozenset().union(*(pair.words(quote) for quote in pair.gold.quotes))
    found = frozenset().union(*(pair.words(quote) for quote in pair.found.quotes))
    return one_to_one(len(gold & found), len(found), len(gold))


def levenshtein(threshold: float) -> Callable[[Pair], Tally]:
    """Return the metric that counts quotes whose text is as similar as `threshold` (0 to 1) or more."""

    def measure(pair: Pair) -> Tally:
        def alike(one: Quote, other: Quote) -> float:
            score = Levenshtein.normalized_similarity(one.text, other.text)
            return 1.0 + score / 100 if score >= threshold else 0.0

        pairs = assign(pair.gold.quotes, pair.found.quotes, alike)
        return one_to_one(sum(1 for _ in pairs), len(pair.found.quotes), len(pair.gold.quotes))

    return measure


def of_kind(kind: QuoteKind) -> Callable[[Pair], Tally]:
    """Return the relaxed metric for one kind: precision over what was called so, recall over what is so."""

    def measure(pair: Pair) -> Tally:
        right = sum(1 for _, found in pair.matched if found.kind == kind)
        right_gold = sum(1 for gold, _ in pair.matched if gold.kind == kind)
        found = sum(quote.kind == kind for quote in pair.found.quotes)
        gold = sum(quote.kind == kind for quote in pair.gold.quotes)
        return Tally(right, found, right_gold, gold)

    return measure


def kind(pair: Pair) -> Tally:
    """Share of the matched quotes whose kind is right."""
    return Tally(sum(gold.kind == found.kind for gold, found in pair.matched), len(pair.matched))


def pieces(pair: Pair) -> Tally:
    """Share of the matched gold quotes in several pieces whose pieces are all there, with the same words."""
    several = [(gold, found) for gold, found in pair.matched if len(gold.spans) > 1]
    right = sum(
        [pair.index.of([span]) for span in gold.spans] == [pair.index.of([span]) for span in found.spans]
        for gold, found in several
    )
    return Tally(right, len(several))


def nested(pair: Pair) -> Tally:
    """Count quotes inside another one: matched, and inside the quote that matches the outer one."""
    partner = {gold.id: found.id for gold, found in pair.matched}
    right = sum(
        1
        for gold, found in pair.matched
        if gold.inside is not None and found.inside is not None and partner.get(gold.inside) == found.inside
    )
    inner = sum(quote.inside is not None for quote in pair.found.quotes)
    return one_to_one(right, inner, sum(quote.inside is not None for quote in pair.gold.quotes))
