"""Which quotes stand in which: what a minister is quoted as saying inside somebody else's quotation."""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.asking.chunk import FoundQuote


def nesting(quotes: Sequence[FoundQuote]) -> dict[str, str]:
    """Return, for each quote that stands in another one, the id of the tightest quote around it.

    Args:
        quotes: All quotes of an article in reading order; of two with one start, the one that reaches further first.
    """
    inside: dict[str, str] = {}
    around: list[FoundQuote] = []  # quotes that reach beyond the start of the current one
    for quote in quotes:
        start = quote.spans[0].start
        around = [other for other in around if other.spans[-1].end > start]
        holders = [other for other in around if _holds(other, quote)]
        if holders:
            inside[quote.id] = min(holders, key=_length).id
        around.append(quote)
    return inside


def _holds(outer: FoundQuote, inner: FoundQuote) -> bool:
    return (
        outer.id != inner.id
        and all(outer.covers(span) for span in inner.spans)
        and not all(inner.covers(span) for span in outer.spans)
    )


def _length(quote: FoundQuote) -> int:
    return sum(span.end - span.start for span in quote.spans)
