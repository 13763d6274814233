"""Posts of social networks that stand in an article: words with their writer's signature or header.

We are going to mend it.
— Ana Ruiz (@anaruiz) March 3, 2021

Ana Ruiz @anaruiz · Mar 3
We are going to mend it.
12 Retweets 40 Likes
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from claimkit.article.reading import Reading
from claimkit.passages.shown.furniture import is_furniture, without_furniture
from claimkit.passages.shown.lines import (
    Line,
    ends_sentence,
    has_words,
    introduces,
    is_in_marks,
    spans_of,
)
from claimkit.passages.shown.page import Page
from claimkit.passages.shown.reach import above, below
from claimkit.passages.shown.shown import Shown
from claimkit.passages.shown.signatures import (
    Signature,
    header_line,
    is_about,
    name_above,
    signature_after,
    signature_line,
)
from claimkit.schemas import Span

_MAX_ON_ONE_LINE = 1_000
_PROSE = 40
_BYLINES = 2  # paragraphs of prose (one may be the summary on top) after which no byline is expected
_LONGER = 4  # paragraphs of prose, above which the last line may be the writer's own signature
_WORDS_OF_A_LINE = 300  # a signature stands at the end of its line


def find_posts(reading: Reading, taken: Collection[int]) -> tuple[Shown, ...]:
    """Find posts by their signature (below the words, or at their end) or their header (above them).

    A post is one paragraph, unless the article shows more of it. Above a signature, the first that holds:

    1. Lines that open with ">": all that stand together.
    2. Where blank lines part most paragraphs: the lines that stand on the signature without a blank line
       between, or several such lines right above it.
    3. Up to 24 lines and 1,000 characters below a line that ends in a colon.
    4. One paragraph.

    Below a header likewise, with a line of counters, a time or "View on X" as the end in place of the colon. A
    line of links alone (a picture) is a post without words, unless 1 to 3 show words that belong to it.

    An article's own byline looks like a header or a signature without a date. So a header without a date counts
    only below a colon, above counters or ">", or after two paragraphs of prose; a signature without one counts
    neither under the headline nor as the last line of a longer article, unless 1 to 3 hold. Handles alone in
    their lines are signatures where the last of several ends the article (letters to the editor), else headers.
    Words that stand wholly in quotation marks are left to the marks.

    Args:
        reading: The article.
        taken: Indices of paragraphs that are shown as something else.
    """
    if "@" not in reading.text:
        return ()
    return tuple(_posts(Page(reading, taken)))


def _posts(page: Page) -> Iterator[Shown]:
    prose = 0  # paragraphs of prose so far, those of posts left out
    for at, line in enumerate(page.lines):
        if page.closed[at]:
            continue
        words = line.words(page.text)
        if "@" in words[-_WORDS_OF_A_LINE:]:
            post = _signed(page, at, prose) or _signed_on_one_line(page, at) or _headed(page, at, prose)
            if post is not None:
                yield post
                continue
        prose += len(words) >= _PROSE and ends_sentence(words)


def _signed(page: Page, at: int, prose: int) -> Shown | None:
    """Read line `at` as the signature of the words above it."""
    line = page.lines[at]
    found = signature_line(page.text, line.at, line.end)
    if found is None:
        head = header_line(page.text, line.at, line.end)
        # A scraper may have lost the dash of "Ana Ruiz (@anaruiz) March 3, 2021".
        if head is None or not head.embedded or prose < _BYLINES:
            return None
        found = head
    top, shown = above(page, at)
    page.closed[at] = True
    if not shown and _is_byline(page, top, at, found, prose):
        return None
    return _post(page, top, at, found)


def _signed_on_one_line(page: Page, at: int) -> Shown | None:
    """Read line `at` as words that end in their signature."""
    line = page.lines[at]
    found = signature_after(page.text, line.at, line.end)
    if found is None or not 0 < found.start - line.at <= _MAX_ON_ONE_LINE:
        return None
    words = page.text[line.at : found.start].rstrip()
    if not (found.dated or ends_sentence(words) or is_furniture(words.split()[-1])):
        return None
    top, _ = above(page, at, own_words=True)
    page.closed[at] = True
    return _post(page, top, at, found, Span(start=line.at, end=line.at + len(words)))


def _headed(page: Page, at: int, prose: int) -> Shown | None:
    """Read line `at` as the header of the words below it."""
    line = page.lines[at]
    found = header_line(page.text, line.at, line.end)
    if found is None or (at and not page.closed[at - 1] and _is_header(page, at - 1)):
        return None  # one of a list of names
    if at in page.handles_below:
        return _post(page, above(page, at)[0], at, found)
    introduced = at > 0 and introduces(page.words(at - 1))
    end, shown = below(page, at, lambda other: _is_header(page, other))
    if not (introduced or shown or (found.dated and (prose >= _BYLINES or at == 0))):
        words = page.text[line.end : page.lines[end - 1].end]
        if prose < _BYLINES or is_about(found.speaker.of(page.text), words, last=end == len(page.lines)):
            return None
    if at:
        found = name_above(page.text, page.lines[at - 1].at, page.lines[at - 1].end, found)
    return _post(page, at + 1, end, found)


def _post(page: Page, top: int, end: int, signature: Signature, last: Span | None = None) -> Shown | None:
    """Make a post of the lines from `top` to `end`, and `last` where words and signature share a line."""
    kept: list[Line] = []
    for at in range(top, end):
        page.closed[at] = True
        if not is_furniture(page.words(at)):
            kept.append(page.lines[at])
    spans = spans_of(kept)
    if last is not None:
        together = spans and page.lines[end].paragraph == kept[-1].paragraph and not kept[-1].depth
        spans[-1:] = [Span(start=spans[-1].start, end=last.end)] if together else [*spans[-1:], last]
    while spans:
        left = without_furniture(page.text, spans.pop())
        if left is not None:
            spans.append(left)
            break
    if not has_words(page.text, spans) or all(is_in_marks(page.marked, span) for span in spans):
        return None
    return Shown("post", tuple(spans), tuple(spans), signature.speaker)


def _is_byline(page: Page, top: int, at: int, found: Signature, prose: int) -> bool:
    """Say whether a signature below words that nothing shows as a post may be that of the article's writer."""
    ends = at + 1 == len(page.lines)
    if page.reading.headline is not None and all(line.paragraph == 0 for line in page.lines[top:at]):
        return not (found.dated and ends)
    return not found.dated and ends and prose > _LONGER


def _is_header(page: Page, at: int) -> bool:
    line = page.lines[at]
    return header_line(page.text, line.at, line.end) is not None or (
        signature_line(page.text, line.at, line.end) is not None
    )
