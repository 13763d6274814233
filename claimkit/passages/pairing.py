"""Pairing the quotation marks of one paragraph; a mark without a partner never reaches beyond it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from claimkit.passages.marks import (
    ALL_MARKS,
    CLOSERS,
    MARK,
    SINGLES,
    family,
    is_elision,
    is_unspaced,
    may_close,
    may_open,
)

_STRONG_BEFORE = frozenset(".,!?…;:。，！？—–")
_STRONG_AFTER = frozenset(".,;:!?)—–…") | (ALL_MARKS - SINGLES - {"’"})
_MAX_SINGLE_REACH = 4_000


@dataclass(slots=True)
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


def pair_marks(text: str, start: int, end: int) -> list[Pair]:
    """Pair the marks of the paragraph `text[start:end]`.

    Returns:
        The outermost pairs in order. Only the last of them can be without a closing mark because the
        paragraph ended; earlier ones without are cut at the next opening of the same family.
    """
    singles = _single_pairs(text, start, end)
    single_ends = set(singles.values())
    roots: list[Pair] = []
    stack: list[Pair] = []
    for found in MARK.finditer(text, start, end):
        at, mark = found.start(), found.group()
        if at in single_ends:
            _close_single(stack, singles, at)
        elif (depth := _frame_to_close(text, at, start, end, stack)) is not None:
            stack[depth].closing = at
            _adopt_orphans(stack, depth)
            del stack[depth:]
        elif (mark in SINGLES and at in singles) or (mark not in SINGLES and may_open(text, at, start, end)):
            pair = Pair(at)
            (stack[-1].inner if stack else roots).append(pair)
            stack.append(pair)
    for depth, pair in enumerate(stack):
        pair.limit = end
        if depth:  # an unclosed quotation inside another one is a stray mark
            stack[depth - 1].inner.remove(pair)
            stack[depth - 1].inner.extend(pair.inner)
    return _without_swallowing(text, roots, end)


def _frame_to_close(text: str, at: int, start: int, end: int, stack: list[Pair]) -> int | None:
    mark = text[at]
    if not stack or not may_close(text, at, start, end):
        return None
    if mark in SINGLES and not any(text[pair.opening] == "‚" for pair in stack):
        return None
    opens_too = may_open(text, at, start, end)
    for depth in range(len(stack) - 1, -1, -1):
        opener = text[stack[depth].opening]
        if opener in SINGLES or mark not in CLOSERS[opener]:
            continue
        if opens_too and depth < len(stack) - 1:
            continue
        return depth
    return None


def _adopt_orphans(stack: list[Pair], depth: int) -> None:
    """Inner pairs that never closed were stray marks; what stands in them belongs to the pair around."""
    for level in range(len(stack) - 1, depth, -1):
        stack[level - 1].inner.remove(stack[level])
        stack[level - 1].inner.extend(stack[level].inner)


def _close_single(stack: list[Pair], singles: dict[int, int], at: int) -> None:
    for depth in range(len(stack) - 1, -1, -1):
        if singles.get(stack[depth].opening) == at:
            stack[depth].closing = at
            _adopt_orphans(stack, depth)
            del stack[depth:]
            return


def _without_swallowing(text: str, roots: list[Pair], end: int) -> list[Pair]:
    """Cut unclosed quotations where the next one of the same sort opens, and lift what stood inside."""
    result: list[Pair] = []
    for root in roots:
        if root.closing is not None:
            result.append(root)
            continue
        sort = family(text[root.opening])
        same = [pair for pair in root.inner if family(text[pair.opening]) == sort]
        root.limit = same[0].opening if same else end
        lifted = [pair for pair in root.inner if pair.opening >= root.limit]
        root.inner = [pair for pair in root.inner if pair.opening < root.limit]
        result.append(root)
        result.extend(lifted)
    return result


def _single_pairs(text: str, start: int, end: int) -> dict[int, int]:
    """Find which single marks are quotation marks; the rest are apostrophes.

    A closing candidate is strong when punctuation stands beside it. A plural possessive
    (the officials' plan) looks like a weak one, so a weak candidate after an "s" counts only
    when no strong one follows before the next opening.
    """
    opens, closes = [], []
    for found in MARK.finditer(text, start, end):
        at, mark = found.start(), found.group()
        if mark in SINGLES and may_open(text, at, start, end) and not is_elision(text, at):
            opens.append(at)
        elif mark in "'’" and may_close(text, at, start, end):
            closes.append(at)
    pairs: dict[int, int] = {}
    reached = -1
    for index, opening in enumerate(opens):
        if opening < reached:
            continue
        next_open = opens[index + 1] if index + 1 < len(opens) else end
        closing = _closing_of(text, opening, next_open, closes, end)
        if closing is not None:
            pairs[opening] = reached = closing
        elif opening == start and not text[start + 1 : start + 2].isspace():
            pairs[opening] = end  # may be continued in the next paragraph
    return pairs


def _closing_of(text: str, opening: int, next_open: int, closes: list[int], end: int) -> int | None:
    possible: int | None = None
    for at in closes[bisect_right(closes, opening + 1) :]:
        if at - opening > _MAX_SINGLE_REACH or text[at] not in CLOSERS[text[opening]]:
            break
        if possible is not None and at > next_open:
            break
        before, after = text[at - 1], text[at + 1] if at + 1 < end else ""
        if not after or before in _STRONG_BEFORE or after in _STRONG_AFTER or is_unspaced(after):
            return at
        if before.lower() not in "sz":
            return at
        possible = at if possible is None else possible
    return possible
