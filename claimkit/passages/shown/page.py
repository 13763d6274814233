"""The lines of an article, and which of them are speech already."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from itertools import pairwise

from claimkit.article.reading import Reading
from claimkit.passages.marked.broken_marks import with_whole_marks
from claimkit.passages.shown.lines import are_parted, lines_of

_HANDLE_ALONE = re.compile(r"@\w[\w.\-]{0,60}")


class Page:
    """The lines of an article, and which of them a post or a block cannot reach any more.

    Attributes:
        reading: The article.
        text: Its text.
        lines: Its lines in order.
        parted: Whether blank lines part most paragraphs.
        closed: For each line, whether it is shown as something else or repeats an earlier one.
    """

    def __init__(self, reading: Reading, taken: Collection[int]) -> None:
        self.reading = reading
        self.text = reading.text
        self.lines = lines_of(reading)
        self.parted = are_parted(self.lines)
        self.closed = [line.paragraph in taken or reading.is_copy(line.paragraph) for line in self.lines]
        pairs = pairwise(self.lines)
        self._tight = any(one.depth and two.depth and not two.after_blank for one, two in pairs)

    @cached_property
    def marked(self) -> str:
        """The text with every quotation mark as one character."""
        return with_whole_marks(self.text)

    @cached_property
    def handles_below(self) -> frozenset[int]:
        """The lines that hold a handle alone, if there are several and one is the last line of the article."""
        found = [at for at, line in enumerate(self.lines) if _HANDLE_ALONE.fullmatch(self.text, line.at, line.end)]
        ends = bool(found) and found[-1] == len(self.lines) - 1
        return frozenset(found if ends and len(found) > 1 else ())

    def words(self, at: int) -> str:
        """Return line `at` without its brackets."""
        return self.lines[at].words(self.text)

    def joined(self, at: int) -> bool:
        """Say whether line `at` and the one before it belong to one block of lines that open with ">".

        A blank line parts two blocks, unless blank lines stand between all lines that open with ">", as they do
        between the article's paragraphs.
        """
        line = self.lines[at]
        parted = line.after_blank and (self._tight or not self.parted)
        return bool(at and line.depth and self.lines[at - 1].depth and not parted)
