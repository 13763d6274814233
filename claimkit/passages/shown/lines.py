"""The lines of an article with what sets them off: brackets of a quoted message, indentation, blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimkit.article.reading import Reading
from claimkit.passages.marked.marks import CLOSERS, FILLER
from claimkit.passages.marked.pairing import pair_marks
from claimkit.schemas import Span

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_BRACKETS = re.compile(r"(?:>[ \t\u00a0]?)+")
_SENTENCE_END = re.compile(r"[.!?…。！？।॥؟۔][\"'”’»“‘)\]」』*_]*$")
_LIST_ITEM = re.compile(r"(?:[-*+•·▪◦‣–—―]|--|\d{1,3}[.)]|[a-zA-Z]\))\s")
_WORD = re.compile(r"[^\W_]")
_TAIL = 12
_PLAIN_GAPS = frozenset({"", "\n", "\n\n"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line; all offsets count the article's text.

    Attributes:
        paragraph: Index of its paragraph; in text that is broken at a column, lines share one.
        start: Its first character that is no space.
        at: Its first character after the brackets ">" of a quoted message; `end` when there is nothing else.
        end: The end of its last character that is no space.
        depth: How many brackets it opens with.
        indent: Columns of space before it.
        after_blank: Whether a blank line stands before it.
    """

    paragraph: int
    start: int
    at: int
    end: int
    depth: int
    indent: int
    after_blank: bool

    def words(self, text: str) -> str:
        """Return the line without its brackets."""
        return text[self.at : self.end]


def lines_of(reading: Reading) -> list[Line]:
    """Return the lines of an article in order, those without any character left out."""
    text, lines, last = reading.text, [], 0
    for index, paragraph in enumerate(reading.paragraphs):
        for found in _LINE.finditer(text, paragraph.start, paragraph.end):
            words = found.group()
            start = found.start() + len(words) - len(words.lstrip())
            end = found.start() + len(words.rstrip())
            if start >= end:
                continue
            gap = text[last:start]
            if gap in _PLAIN_GAPS and text[start] != ">":  # most lines of most articles
                lines.append(Line(index, start, start, end, 0, 0, gap == "\n\n"))
                last = end
                continue
            ends = [end.end() for end in _LINE_END.finditer(gap)]
            before = gap[ends[-1] :] if ends else gap
            brackets = _BRACKETS.match(text, start, end)
            at = brackets.end() if brackets else start
            while at < end and text[at].isspace():
                at += 1
            depth = brackets.group().count(">") if brackets else 0
            indent = sum(4 if char == "\t" else 1 for char in before if char in " \t\u00a0")
            lines.append(Line(index, start, at, end, depth, indent, len(ends) > 1))
            last = end
    return lines


def are_parted(lines: Sequence[Line]) -> bool:
    """Say whether blank lines part most paragraphs, so that lines without one between belong together."""
    first = [line for one, line in pairwise(lines) if line.paragraph != one.paragraph]
    return 2 * sum(line.after_blank for line in first) > len(first)


def ends_sentence(words: str) -> bool:
    """Say whether `words` end as a sentence does."""
    return _SENTENCE_END.search(words[-_TAIL:]) is not None


def introduces(words: str) -> bool:
    """Say whether a line ends in a colon, as one does that introduces what follows."""
    return words.rstrip("*_ ").endswith((":", "："))


def is_list_item(words: str) -> bool:
    """Say whether a line starts with the bullet or the number of a list, or with the dash of a dialogue."""
    return _LIST_ITEM.match(words) is not None


def is_in_marks(text: str, span: Span) -> bool:
    """Say whether quotation marks stand around the whole of `span`, a stop after them left out.

    Args:
        text: The text, its doubled marks written as one.
        span: The words.
    """
    start, end = span.start, span.end
    while end > start and text[end - 1] in FILLER + ".,;!?":
        end -= 1
    if text[start] not in CLOSERS:
        return False
    pairs = pair_marks(text, start, end)
    return bool(pairs) and pairs[0].opening == start and pairs[0].closing == end - 1


def has_words(text: str, spans: Iterable[Span]) -> bool:
    """Say whether a letter or a digit stands in any of `spans`."""
    return any(_WORD.search(text, span.start, span.end) for span in spans)


def spans_of(lines: Iterable[Line]) -> list[Span]:
    """Return a span for each paragraph of `lines`, and one for each line that opens with brackets."""
    spans: list[Span] = []
    last: Line | None = None
    for line in lines:
        if line.at >= line.end:
            continue
        if last is not None and not line.depth and not last.depth and last.paragraph == line.paragraph:
            spans[-1] = Span(start=spans[-1].start, end=line.end)
        else:
            spans.append(Span(start=line.at, end=line.end))
        last = line
    return spans


def paragraphs_of(reading: Reading, spans: Iterable[Span]) -> set[int]:
    """Return the indices of the paragraphs that hold `spans`."""
    return {reading.paragraph_at(span.start) for span in spans}
