"""Scores of claims: matched by evidence and wording, then by claimant, commitment and worth."""

from __future__ import annotations

from claimkit.evaluation.metrics.tally import Tally, one_to_one
from claimkit.evaluation.pairing import Pair


def claims(pair: Pair) -> Tally:
    """Count claims that say what a gold claim says, on common evidence."""
    return one_to_one(len(pair.matched_claims), len(pair.found.claims), len(pair.gold.claims))


def claimant(pair: Pair) -> Tally:
    """Share of the matched claims whose claimant stands for the gold claimant."""
    right = sum(pair.same_actor(gold.claimant, found.claimant) for gold, found in pair.matched_claims)
    return Tally(right, len(pair.matched_claims))


def commitment(pair: Pair) -> Tally:
    """Share of the matched claims whose commitment is right."""
    return _same(pair, "commitment")


def kind(pair: Pair) -> Tally:
    """Share of the matched claims whose kind is right."""
    return _same(pair, "kind")


def check_worthy(pair: Pair) -> Tally:
    """Share of the matched claims whose worth is judged as in gold."""
    return _same(pair, "check_worthy")


def _same(pair: Pair, field: str) -> Tally:
    right = sum(getattr(gold, field) == getattr(found, field) for gold, found in pair.matched_claims)
    return Tally(right, len(pair.matched_claims))
