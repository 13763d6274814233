"""The eval harness: hand-labelled gold, scores, runs that can be compared."""

from claimkit.evaluation.gold import Gold, Labels, load_gold

__all__ = ["Gold", "Labels", "load_gold"]
