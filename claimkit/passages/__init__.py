"""The second stage: every passage that the page shows as speech is marked, before any model is asked."""

from claimkit.passages.marked.typography import marks_are_lost
from claimkit.passages.marking import mark
from claimkit.passages.passage import Passage

__all__ = ["Passage", "mark", "marks_are_lost"]
