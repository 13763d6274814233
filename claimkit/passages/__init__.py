"""The second stage: every passage inside quotation marks is marked, before any model is asked."""

from claimkit.passages.marking import Passage, mark

__all__ = ["Passage", "mark"]
