"""Passages: the quotations of a whole article, over paragraphs and around interruptions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from claimkit.article.reading import Reading
from claimkit.passages.marked.joining import Draft, continues, join_interrupted, parted_speakers
from claimkit.passages.marked.marks import FILLER, MARK, cell_end
from claimkit.passages.marked.pairing import Pair, pair_marks
from claimkit.passages.marked.typography import find_typography
from claimkit.passages.passage import Passage
from claimkit.passages.repeated import repeated_once
from claimkit.passages.shown.blocks import find_blocks
from claimkit.passages.shown.dashes import find_dashes
from claimkit.passages.shown.interview import find_turns
from claimkit.passages.shown.posts import find_posts
from claimkit.passages.shown.shown import Shown, with_shown
from claimkit.schemas import Span

_LABEL_BEFORE = re.compile(r"\s*[^\W\d_][\w .,'’&-]{1,58}:\s*")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_ENDS = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"  # of lines, as str.splitlines parts them
_DASH_FIRST = re.compile(rf"(?:\A|[{_ENDS}])[^\S{_ENDS}]*+[—–―-]")
_SET_OFF = re.compile(rf"(?:\A|[{_ENDS}])(?:[^\S{_ENDS}]*+[—–―>-]|[ \u00a0]*+(?:\t|(?<=[ \u00a0]{{2}})))")
_MAX_NESTING = 8  # nobody quotes deeper; a page full of stray marks does


def mark(reading: Reading) -> tuple[Passage, ...]:
    """Mark every quotation of an article.

    Repeated blocks are marked once. A quotation whose marks are repeated at each paragraph and closed
    once is one passage, and so is one that is interrupted by its attribution. Speech that the page shows
    without marks is a passage too, and the quotations in it stand inside it.
    """
    shown = _find_shown(reading)
    borders = {reading.paragraph_at(one.marked[0].start) for one in shown}
    typography = find_typography(reading)
    text = typography.text
    drafts: list[Draft] = []
    waiting: Draft | None = None  # a quotation that the last paragraph left open
    for index, paragraph in enumerate(reading.paragraphs):
        if index in borders:
            waiting = None
        if reading.is_copy(index):
            waiting = None
            continue
        if MARK.search(text, paragraph.start, paragraph.end) is None:
            waiting = None
            continue
        pairs = pair_marks(
            text, paragraph.start, paragraph.end, primary_singles=typography.singles, english=typography.english
        )
        pairs = _unwrapped(text, paragraph, pairs)
        for pair in pairs:
            if waiting is not None and pair is pairs[0] and continues(text, waiting, pair, paragraph):
                waiting.pieces.append(pair)
                waiting.paragraphs.append(index)
                drafts.extend(_nested(pair, index, waiting))
            else:
                draft = Draft([pair], [index])
                drafts.append(draft)
                drafts.extend(_nested(pair, index, draft))
                waiting = draft
            if pair.closing is not None:
                waiting = None
        if not pairs:
            waiting = None
    drafts = parted_speakers(reading, text, join_interrupted(reading, text, drafts))
    passages = _labelled(reading, text, drafts)
    return repeated_once(reading, with_shown(reading, passages, shown))


def _find_shown(reading: Reading) -> list[Shown]:
    """Find what the page shows as speech without quotation marks."""
    shown = list(find_turns(reading))
    for find in _finders_for(reading.text):
        told = [span for one in shown for span in (*one.marked, *((one.speaker,) if one.speaker else ()))]
        shown.extend(find(reading, {reading.paragraph_at(span.start) for span in told}))
    return shown


def _finders_for(text: str) -> Iterator[Callable[[Reading, set[int]], Iterable[Shown]]]:
    """Yield the finders that an article is worth, by the signs that stand in it."""
    if "@" in text:
        yield find_posts
    if _SET_OFF.search(text):
        yield find_blocks
    if _DASH_FIRST.search(text):
        yield find_dashes


def _nested(pair: Pair, paragraph: int, parent: Draft) -> Iterator[Draft]:
    waiting = [(inner, parent, 1) for inner in reversed(pair.inner)]
    while waiting:
        inner, around, depth = waiting.pop()
        draft = Draft([inner], [paragraph], around)
        around.nested.append(draft)
        yield draft
        if depth < _MAX_NESTING:
            waiting += [(deeper, draft, depth + 1) for deeper in reversed(inner.inner)]


def _unwrapped(text: str, paragraph: Span, pairs: list[Pair]) -> list[Pair]:
    """Take off marks around a whole line such as `"Minister: 'We will not go'"`: they are not speech."""
    if len(pairs) != 1 or pairs[0].opening != paragraph.start:
        return pairs
    outer, inner = pairs[0].closing, pairs[0].inner
    if outer is None or cell_end(text, outer) < paragraph.end or len(inner) != 1 or inner[0].closing is None:
        return pairs
    before = text[cell_end(text, paragraph.start) : inner[0].opening]
    if cell_end(text, inner[0].closing) == outer and _LABEL_BEFORE.fullmatch(before):
        return inner
    return pairs


def _without_space(text: str, start: int, end: int) -> tuple[int, int]:
    """Take off space at both ends; a broken space takes several characters."""
    while start < end and (text[start].isspace() or text[start] == FILLER):
        start += 1
    last = end
    while last > start:
        while last > start and text[last - 1] == FILLER:
            last -= 1
        if not text[last - 1 : last].isspace():
            break
        end = last = last - 1
    return start, end


def _labelled(reading: Reading, text: str, drafts: list[Draft]) -> list[Passage]:
    drafts = [draft for draft in drafts if any(_WORD.search(text, *piece.content) for piece in draft.pieces)]
    drafts.sort(key=lambda draft: draft.pieces[0].opening)
    labels = {id(draft): f"Q{number}" for number, draft in enumerate(drafts, 1)}
    passages = []
    for draft in drafts:
        inner, marked = [], []
        for piece, paragraph in zip(draft.pieces, draft.paragraphs, strict=True):
            start, end = _without_space(text, *piece.content)
            if end > start:
                inner.append(Span(start=start, end=end))
                stop = end if piece.closing is None else cell_end(text, piece.closing)
                marked.append(Span(start=piece.opening, end=min(stop, reading.paragraphs[paragraph].end)))
        parent = draft.parent
        passages.append(
            Passage(
                label=labels[id(draft)],
                spans=tuple(inner),
                marked=tuple(marked),
                closed=draft.pieces[-1].closing is not None,
                inside=labels.get(id(parent)) if parent is not None else None,
                repeats=reading.repetitions(tuple(inner)),
            )
        )
    return passages
