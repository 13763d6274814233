"""Scores of attribution: who said the matched quotes, and by which words the article says so."""

from __future__ import annotations

from claimkit.evaluation.metrics.tally import Tally, one_to_one
from claimkit.evaluation.pairing import Pair


def source(pair: Pair) -> Tally:
    """Share of the matched quotes whose source shares a word with the gold source, or neither has one."""
    right = sum(pair.same_place(gold.speaker_span, found.speaker_span) for gold, found in pair.matched)
    return Tally(right, len(pair.matched))


def cue(pair: Pair) -> Tally:
    """Share of the matched quotes whose cue shares a word with the gold cue, or neither has one."""
    right = sum(pair.same_place(gold.cue_span, found.cue_span) for gold, found in pair.matched)
    return Tally(right, len(pair.matched))


def speaker(pair: Pair) -> Tally:
    """Share of the matched quotes whose speaker is the actor that stands for the gold speaker."""
    right = sum(pair.same_actor(gold.speaker, found.speaker) for gold, found in pair.matched)
    return Tally(right, len(pair.matched))


def joint(pair: Pair) -> Tally:
    """Count quotes whose words (relaxed) and speaker, as an actor, are right."""
    right = sum(pair.same_actor(gold.speaker, found.speaker) for gold, found in pair.matched)
    return one_to_one(right, len(pair.found.quotes), len(pair.gold.quotes))


def joint_source(pair: Pair) -> Tally:
    """Count quotes whose words (relaxed) and source, as a place, are right: the joint score on PolNeAR."""
    right = sum(pair.same_place(gold.speaker_span, found.speaker_span) for gold, found in pair.matched)
    return one_to_one(right, len(pair.found.quotes), len(pair.gold.quotes))
