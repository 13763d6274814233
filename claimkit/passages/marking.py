"""Passages: the quotations of a whole article, over paragraphs and around interruptions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimkit.article.reading import Reading
from claimkit.passages.interview import find_turns
from claimkit.passages.joining import Draft, continues, join_interrupted
from claimkit.passages.marks import FILLER, doubled_as_one
from claimkit.passages.pairing import Pair, pair_marks
from claimkit.passages.passage import Passage
from claimkit.passages.repeated import repeated_once
from claimkit.passages.shown import Shown, with_shown
from claimkit.schemas import Span

_LABEL_BEFORE = re.compile(r"\s*[^\W\d_][\w .,'’&-]{1,58}:\s*")
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def mark(reading: Reading) -> tuple[Passage, ...]:
    """Mark every quotation of an article.

    Repeated blocks are marked once. A quotation whose marks are repeated at each paragraph and closed
    once is one passage, and so is one that is interrupted by its attribution. Speech that the page shows
    without marks is a passage too, and the quotations in it stand inside it.
    """
    shown = _find_shown(reading)
    borders = {reading.paragraph_at(one.marked[0].start) for one in shown}
    text = doubled_as_one(reading.text)
    drafts: list[Draft] = []
    waiting: Draft | None = None  # a quotation that the last paragraph left open
    for index, paragraph in enumerate(reading.paragraphs):
        if index in borders:
            waiting = None
        if reading.is_copy(index):
            waiting = None
            continue
        pairs = _unwrapped(text, paragraph, pair_marks(text, paragraph.start, paragraph.end))
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
    passages = _labelled(reading, text, join_interrupted(reading, text, drafts))
    return repeated_once(reading, with_shown(reading, passages, shown))


def _find_shown(reading: Reading) -> list[Shown]:
    """Find what the page shows as speech without quotation marks."""
    return [*find_turns(reading)]


def _nested(pair: Pair, paragraph: int, parent: Draft) -> Iterator[Draft]:
    for inner in pair.inner:
        draft = Draft([inner], [paragraph], parent)
        parent.nested.append(draft)
        yield draft
        yield from _nested(inner, paragraph, draft)


def _unwrapped(text: str, paragraph: Span, pairs: list[Pair]) -> list[Pair]:
    """Take off marks around a whole line such as `"Minister: 'We will not go'"`: they are not speech."""
    if len(pairs) != 1 or pairs[0].opening != paragraph.start or pairs[0].closing != paragraph.end - 1:
        return pairs
    inner = pairs[0].inner
    if len(inner) == 1 and inner[0].closing == paragraph.end - 2:
        before = text[paragraph.start + 1 : inner[0].opening]
        if _LABEL_BEFORE.fullmatch(before):
            return inner
    return pairs


def _labelled(reading: Reading, text: str, drafts: list[Draft]) -> list[Passage]:
    drafts = [draft for draft in drafts if any(_WORD.search(text, *piece.content) for piece in draft.pieces)]
    drafts.sort(key=lambda draft: draft.pieces[0].opening)
    labels = {id(draft): f"Q{number}" for number, draft in enumerate(drafts, 1)}
    passages = []
    for draft in drafts:
        inner, marked = [], []
        for piece, paragraph in zip(draft.pieces, draft.paragraphs, strict=True):
            start, end = piece.content
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            if end > start:
                inner.append(Span(start=start, end=end))
                stop = end if piece.closing is None else piece.closing + 1
                begin = piece.opening
                if text != reading.text:  # a doubled mark is two characters of the article
                    begin -= text[begin - 1 : begin] == FILLER != reading.text[begin - 1 : begin]
                    stop += text[stop : stop + 1] == FILLER != reading.text[stop : stop + 1]
                marked.append(Span(start=begin, end=min(stop, reading.paragraphs[paragraph].end)))
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
