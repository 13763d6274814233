"""Trust and cost: what can be said of a run without gold."""

from __future__ import annotations

from claimkit.evaluation.metrics.tally import Tally
from claimkit.evaluation.pairing import Pair


def verbatim(pair: Pair) -> Tally:
    """Share of the quotes whose words stand in the article as given."""
    return Tally(sum(quote.verbatim for quote in pair.found.quotes), len(pair.found.quotes))


def rejected(pair: Pair) -> Tally:
    """Drafts that were turned down, per article."""
    return Tally(len(pair.found.report.rejected), 1)


def guarded(pair: Pair) -> Tally:
    """Claims that were turned down, per article."""
    return Tally(sum(item.what == "claim" for item in pair.found.report.rejected), 1)


def uncovered(pair: Pair) -> Tally:
    """Marked passages that no quote covers, per article."""
    return Tally(len(pair.found.report.uncovered), 1)


def output_tokens(pair: Pair) -> Tally:
    """Tokens that the model wrote, per article."""
    return Tally(pair.found.usage.output_tokens, 1)


def input_tokens(pair: Pair) -> Tally:
    """Tokens that the model read, per article."""
    return Tally(pair.found.usage.input_tokens, 1)


def cost(pair: Pair) -> Tally:
    """US dollars per article whose price is known."""
    usd = pair.found.usage.cost_usd
    return Tally(usd, 1) if usd is not None else Tally()


def seconds(pair: Pair) -> Tally:
    """Seconds per article."""
    return Tally(pair.found.usage.seconds, 1)
