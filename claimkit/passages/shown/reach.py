"""How far the words of a post reach above its signature, or below its header."""

from __future__ import annotations

from collections.abc import Callable

from claimkit.passages.marked.marks import CLOSERS
from claimkit.passages.shown.furniture import is_furniture
from claimkit.passages.shown.lines import introduces, is_list_item
from claimkit.passages.shown.page import Page

# Posts hold 280 to 1,000 characters on most networks; more than that around a signature is prose.
_MAX_POST = 1_000
_MAX_LINES = 24


def above(page: Page, at: int, *, own_words: bool = False) -> tuple[int, bool]:
    """Return the first line of a post that is signed in line `at`, and whether the page shows where it starts.

    Args:
        page: The article.
        at: The line of the signature.
        own_words: Whether words of the post stand in that line, too.
    """
    lines, end = page.lines, at + own_words
    if lines[at].depth or (at and lines[at - 1].depth and not own_words):
        top = at
        while top and not page.closed[top - 1] and (page.joined(top) or (top == at and not lines[at].depth)):
            top -= 1
        return top, True
    low = _lowest(page, at)
    introduced = next((other + 1 for other in range(at - 1, low - 1, -1) if introduces(page.words(other))), None)
    if page.parted and end > low:
        top = end - 1
        while top > low and not lines[top].after_blank:
            top -= 1
        if not lines[at].after_blank or lines[top].paragraph != lines[end - 1].paragraph:
            return min(at, max(top, introduced or 0)), True
    if introduced is not None and (introduced == at or not _is_of_the_colon(page.words(introduced))):
        return introduced, True
    top = end
    while top > 0 and not page.closed[top - 1] and lines[top - 1].paragraph == lines[end - 1].paragraph:
        top -= 1
    return min(top, at), False


def below(page: Page, at: int, is_header: Callable[[int], bool]) -> tuple[int, bool]:
    """Return the line after a post whose header is line `at`, and whether the page shows that it is a post.

    Args:
        page: The article.
        at: The line of the header.
        is_header: Whether a line is the header or signature of another post.
    """
    lines, first = page.lines, at + 1
    end = first
    if first < len(lines) and lines[first].depth:
        while end < len(lines) and not page.closed[end] and (page.joined(end) or end == first):
            end += 1
        return end, True
    size, high = 0, first
    while high < len(lines) and high - first < _MAX_LINES and not (page.closed[high] or lines[high].depth):
        size += lines[high].end - lines[high].start
        if (size > _MAX_POST and high > first) or is_header(high):
            break
        high += 1
    while first < high and is_furniture(page.words(first)):
        first += 1
    closing = next((other for other in range(first, high) if is_furniture(page.words(other))), None)
    if closing is not None:
        return closing, True
    if first >= high:
        return first, False
    end = first + 1
    while end < high and (
        not lines[end].after_blank if page.parted else lines[end].paragraph == lines[first].paragraph
    ):
        end += 1
    return end, False


def _lowest(page: Page, at: int) -> int:
    """Return the first line that a post signed in line `at` can reach."""
    size, low = 0, at
    while low and at - low < _MAX_LINES and not (page.closed[low - 1] or page.lines[low - 1].depth):
        size += page.lines[low - 1].end - page.lines[low - 1].start
        if size > _MAX_POST:
            break
        low -= 1
    return low


def _is_of_the_colon(words: str) -> bool:
    """Say whether a line is a list or a marked quotation, which the colon above it introduces."""
    return is_list_item(words) or words[0] in CLOSERS
