"""Pairing the quotation marks of one paragraph; a mark without a partner never reaches beyond it."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimkit.passages.marked.marks import CLOSERS, MARK, SINGLES, family, may_close, may_open
from claimkit.passages.marked.single_marks import pair_singles


@dataclass(slots=True, eq=False)
class Pair:
    """One quotation inside a paragraph.

    Attributes:
        opening: Offset of the opening mark.
        closing: Offset of the closing mark, or None when there is none.
        inner: Pairs that stand inside this one.
        limit: Where an unclosed quotation ends at the latest.
    """

    opening: int
    closing: int | None = None
    inner: list[Pair] = field(default_factory=list)
    limit: int = 0

    @property
    def content(self) -> tuple[int, int]:
        """The offsets between the marks."""
        return self.opening + 1, self.limit if self.closing is None else self.closing


class _Open:
    """The quotations that are open at one point, each inside the one before it.

    However many are open, the innermost one that a mark may close is found in one step.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._depths: dict[str, list[int]] = {}  # by closing mark
        self._singles: dict[int, tuple[int, Pair]] = {}  # by place, for they were paired before
        self.pairs: list[Pair] = []

    def push(self, pair: Pair, closing: int | None) -> None:
        """Open a pair; `closing` is where a pair of single marks is known to end."""
        depth = len(self.pairs)
        if depth:
            self.pairs[-1].inner.append(pair)
        self.pairs.append(pair)
        if closing is not None:
            self._singles[closing] = depth, pair
        else:
            for closer in CLOSERS[self._text[pair.opening]]:
                self._depths.setdefault(closer, []).append(depth)

    def depth_for(self, at: int, start: int, end: int) -> int | None:
        """Return the depth of the pair that the mark at `at` closes."""
        depth, pair = self._singles.pop(at, (0, None))
        if pair is not None:
            return depth if depth < len(self.pairs) and self.pairs[depth] is pair else None
        depths = self._depths.get(self._text[at])
        if not depths or not may_close(self._text, at, start, end):
            return None
        if depths[-1] < len(self.pairs) - 1 and may_open(self._text, at, start, end):
            return None  # what may open as well closes only the innermost one
        return depths[-1]

    def close(self, depth: int, at: int) -> None:
        """Close a pair. Those open inside it were stray marks; it takes over what stands in them."""
        pair = self.pairs[depth]
        pair.closing = at
        for stray in self.pairs[depth + 1 :]:
            pair.inner.pop()
            pair.inner += stray.inner
        for gone in reversed(self.pairs[depth:]):
            if self._text[gone.opening] not in SINGLES:
                for closer in CLOSERS[self._text[gone.opening]]:
                    self._depths[closer].pop()
        del self.pairs[depth:]


def pair_marks(text: str, start: int, end: int, *, primary_singles: bool = False, english: bool = True) -> list[Pair]:
    """Pair the marks of the paragraph `text[start:end]`.

    Args:
        text: The text for pairing.
        start: Where the paragraph starts.
        end: Where it ends.
        primary_singles: Whether single marks are the article's quotation marks.
        english: Whether an apostrophe may follow a plural (the officials' plan).

    Returns:
        The outermost pairs in order. Only the last of them can be without a closing mark because the
        paragraph ended; earlier ones without are cut at the next opening of the same family.
    """
    singles = pair_singles(text, start, end, primary=primary_singles, english=english)
    roots: list[Pair] = []
    opened = _Open(text)
    for found in MARK.finditer(text, start, end):
        at = found.start()
        depth = opened.depth_for(at, start, end)
        if depth is not None:
            opened.close(depth, at)
        elif at in singles if found.group() in SINGLES else may_open(text, at, start, end):
            pair = Pair(at)
            if not opened.pairs:
                roots.append(pair)
            opened.push(pair, singles.get(at))
    if opened.pairs:
        roots[-1:] = _cut(text, opened.pairs, end)
    return roots


def _cut(text: str, unclosed: list[Pair], end: int) -> list[Pair]:
    """Cut what never closed where the next quotation of the same sort opens, and lift what stands behind.

    An unclosed mark of another sort inside an unclosed quotation is a stray one.
    """
    sort = family(text[unclosed[0].opening])
    within: list[Pair] = []
    for pair in unclosed:
        if family(text[pair.opening]) == sort:
            within.append(pair)
        within += pair.inner if pair is unclosed[-1] else pair.inner[:-1]
        pair.inner, pair.limit = [], end
    result: list[Pair] = []
    current: Pair | None = None
    for pair in within:
        if family(text[pair.opening]) == sort:
            if current is not None:
                current.limit = pair.opening
            current = pair if pair.closing is None else None
            result.append(pair)
        elif current is not None:
            current.inner.append(pair)
        else:
            result.append(pair)
    return result
