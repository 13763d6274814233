"""Spans as sets of words: scoring counts words, so that a comma or a quotation mark at a border does not matter."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from claimkit.schemas import Span

_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\W\s]", re.UNICODE)
Words = frozenset[int]


class WordIndex:
    """The words of one article, numbered.

    Args:
        text: The article's text.
    """

    def __init__(self, text: str) -> None:
        places = [found.span() for found in _WORD.finditer(text)]
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]

    def of(self, spans: Iterable[Span]) -> Words:
        """Return the numbers of the words that the spans touch."""
        return frozenset(
            number
            for span in spans
            for number in range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))
        )


def token_f1(one: Words, other: Words) -> float:
    """Return the F1 of two sets of words, 0.0 to 1.0; two empty sets are the same."""
    if not one and not other:
        return 1.0
    return 2 * len(one & other) / (len(one) + len(other))
