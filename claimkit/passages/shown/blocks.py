"""Statements that are set off as a block, without quotation marks.

The council wrote:

> We are going to mend it.

In a letter, the council said:
    We are going to mend it.

The plaque reads:
We have mended it.
— Ana Ruiz, mayor
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from claimkit.article.reading import Reading
from claimkit.passages.shown.furniture import is_furniture, is_link_to_more
from claimkit.passages.shown.lines import ends_sentence, has_words, introduces, is_in_marks, is_list_item, spans_of
from claimkit.passages.shown.page import Page
from claimkit.passages.shown.pulled import stand_again
from claimkit.passages.shown.shown import Shown
from claimkit.passages.shown.signatures import Signature, name_line, signature_line
from claimkit.schemas import Span

_MAX_SIGNED = 6
_MAX_SIGNED_CHARS = 3_000
_LONG = 100
_SENTENCE = 4  # words of one that a colon and a signature stand around
_VERSE = 60
_INDENT = 2
_CODE = re.compile(r"[{}\\]|\w\(\S*\)|^(?:\$|sudo|import|from \w+ import|def|pip|npm)\s|\w = \S|</?\w+>")
_TABLE = re.compile(r"\||\t|\S {3,}\S")


def find_blocks(reading: Reading, taken: Collection[int]) -> tuple[Shown, ...]:
    """Find quoted messages, indented statements, and statements over their own signature.

    * Lines that open with ">", as many as stand together. A blank line parts two blocks, unless blank lines
      stand between all such lines, as they do between the article's paragraphs.
    * Lines indented by two spaces or a tab, below a line without that ends in a colon, where most paragraphs
      have no indentation. The last of them ends a sentence.
    * Up to six paragraphs between a line that ends in a colon and a line "— Name" or "— Name, role"; or one
      paragraph above such a line whose words stand elsewhere in the article (a pull quote).

    None of these is a list, a table, a poem without a name, code, or a link to another story. Words that stand
    wholly in quotation marks are left to the marks.

    Args:
        reading: The article.
        taken: Indices of paragraphs that are shown as something else.
    """
    page = Page(reading, taken)
    found = [*_bracketed(page), *_signed(page), *_indented(page)]
    return tuple(sorted(found, key=lambda block: block.marked[0].start))


def _bracketed(page: Page) -> Iterator[Shown]:
    at = 0
    while at < len(page.lines):
        if not page.lines[at].depth or page.closed[at]:
            at += 1
            continue
        start, at = at, at + 1
        while at < len(page.lines) and not page.closed[at] and page.joined(at) and not _signature(page, at - 1):
            at += 1
        signature = _signature(page, at - 1)
        end = at - 1 if signature else at
        if signature is None and at < len(page.lines) and not page.lines[at].depth:
            signature = _signature(page, at)
        kept = [line for line in range(start, end) if _is_of_a_message(page.words(line))]
        introduced = len(kept) == 1 and start > 0 and introduces(page.words(start - 1))
        if _is_statement(page, kept, sure=introduced or signature is not None):
            yield from _block(page, kept, signature)


def _indented(page: Page) -> Iterator[Shown]:
    deep = [line.indent >= _INDENT for line in page.lines]
    if 2 * sum(deep) >= len(deep):
        return  # the indentation is that of every paragraph
    for above in range(len(page.lines)):
        if deep[above] or not introduces(page.words(above)):
            continue
        end = above + 1
        while end < len(page.lines) and deep[end] and not page.closed[end]:
            end += 1
        kept = list(range(above + 1, end))
        # Where first lines are indented, a sentence runs over the end of the line.
        if ends_sentence(page.words(end - 1)) and _are_paragraphs(page, kept) and _is_statement(page, kept, sure=False):
            yield from _block(page, kept, None)


def _signed(page: Page) -> Iterator[Shown]:
    pulled: list[tuple[int, Signature]] = []
    for at in range(1, len(page.lines)):
        signature = _signature(page, at)
        # In a dialogue the next line opens with a dash, too.
        if signature is None or (at + 1 < len(page.lines) and is_list_item(page.words(at + 1))):
            continue
        kept = _introduced(page, at)
        if kept:
            sure = len(kept) == 1 and len(page.words(kept[0]).split()) >= _SENTENCE
            if _is_statement(page, kept, sure=sure, verses=True):
                yield from _block(page, kept, signature)
        elif not page.closed[at - 1] and not page.lines[at - 1].depth:
            pulled.append((at - 1, signature))
    spans = [Span(start=page.lines[at].at, end=page.lines[at].end) for at, _ in pulled]
    for number in stand_again(page.text, spans):
        yield from _block(page, [pulled[number][0]], pulled[number][1])


def _signature(page: Page, at: int) -> Signature | None:
    line = page.lines[at]
    return None if page.closed[at] else name_line(page.text, line.at, line.end)


def _introduced(page: Page, at: int) -> list[int]:
    """Return the lines between one that ends in a colon and the signature in line `at`."""
    size, top = 0, at
    while top and not page.closed[top - 1] and not page.lines[top - 1].depth:
        line = page.lines[top - 1]
        if introduces(page.words(top - 1)):
            return list(range(top, at))
        size += line.end - line.start
        paragraphs = page.lines[at - 1].paragraph - line.paragraph + 1
        if size > _MAX_SIGNED_CHARS or paragraphs > _MAX_SIGNED or not _are_paragraphs(page, [top - 1]):
            break
        top -= 1
    return []


def _is_of_a_message(words: str) -> bool:
    """Say whether a line is none of what surrounds a message: links, counters, the signature of a post."""
    return not (is_furniture(words) or is_link_to_more(words) or signature_line(words, 0, len(words)))


def _are_paragraphs(page: Page, lines: list[int]) -> bool:
    """Say whether no line is a heading or belongs to a list or a table."""
    words = [page.words(at) for at in lines]
    return not any(is_list_item(line) or _TABLE.search(line) or line.startswith("#") for line in words)


def _is_statement(page: Page, lines: list[int], *, sure: bool, verses: bool = False) -> bool:
    """Say whether lines hold sentences and are no code, list of titles or poem.

    Args:
        page: The article.
        lines: The lines.
        sure: Whether a colon or a signature shows that one line without an end is a statement, too.
        verses: Whether a poem will do.
    """
    words = [page.words(at) for at in lines]
    if 2 * sum(_CODE.search(line) is not None for line in words) > len(words):
        return False
    if not sure and not any(ends_sentence(line) or len(line) >= _LONG for line in words):
        return False
    lone = sum(len(line) <= _VERSE and not line[0].islower() and not ends_sentence(line) for line in words)
    return verses or sure or 3 * lone < 2 * len(words)


def _block(page: Page, lines: list[int], signature: Signature | None) -> Iterator[Shown]:
    spans = spans_of(page.lines[at] for at in lines)
    if not has_words(page.text, spans) or all(is_in_marks(page.marked, span) for span in spans):
        return
    brackets = {page.lines[at].at: page.lines[at].start for at in lines}
    marked = tuple(Span(start=brackets[span.start], end=span.end) for span in spans)
    for at in lines:
        page.closed[at] = True
    yield Shown("block", tuple(spans), marked, signature.speaker if signature else None)
