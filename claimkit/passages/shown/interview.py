"""Printed interviews: each turn under its speaker's label is speech, without any quotation mark.

Q: Why did you sell the mill?
A: Nobody wanted to run it.

REYES: I was never asked.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from claimkit.article.reading import Reading
from claimkit.passages.shown.shown import Shown
from claimkit.schemas import Span

_NAME = r"[^\W\d_a-zß-ÿ][\w.'’-]*(?:[ \u00a0](?:(?:de|van|von|der|da|al)[ \u00a0])?[^\W\d_a-zß-ÿ][\w.'’-]*){0,3}"
_LABEL = re.compile(rf"(?:\*\*|__)?(?P<label>[QA](?=[.:])|{_NAME})(?P<end>\s*:(?:\*\*|__)?|\.(?=\s))\s*")
_LINE_OF_ITS_OWN = re.compile(rf"(?:\*\*|__)(?P<label>[QA]|{_NAME})\s*:?(?:\*\*|__)\s*:?")
_MAX_LABEL = 40
_MAX_HEAD = _MAX_LABEL + 10  # a label with the marks of bold type around it
_SHORT_LABELS = ("Q.", "A.", "*", "_")
_MIN_TURNS = 3
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_AFTERWORD = re.compile(
    r"\b(?:interview|conversation|edited|condensed|newsletter|copyright|subscribe)\b|©", re.IGNORECASE
)


def find_turns(reading: Reading) -> tuple[Shown, ...]:
    """Find the turns of a printed interview; an empty tuple when the article is none.

    An article is taken for an interview when at least three paragraphs start with a label and two labels come
    back, or there are only two. A label that stands once ("Crowd:") counts when it stands between others.
    """
    starts = _labelled_paragraphs(reading)
    starts = _of_an_interview(reading, starts)
    if not starts:
        return ()
    order = sorted(starts)
    # Nothing but the article's habit tells where the last turn ends: it is no longer than the longest before it.
    longest = max((two - one for one, two in pairwise(order)), default=1)
    turns = []
    for number, index in enumerate(order):
        end = order[number + 1] if number + 1 < len(order) else None
        turn = _turn(reading, index, starts[index], end, longest)
        if turn is not None:
            turns.append(turn)
    return tuple(turns)


def _labelled_paragraphs(reading: Reading) -> dict[int, tuple[Span, int]]:
    """Return, by paragraph, the label and where the words after it start."""
    found: dict[int, tuple[Span, int]] = {}
    for index, paragraph in enumerate(reading.paragraphs):
        if reading.is_copy(index):
            continue
        head = reading.text[paragraph.start : paragraph.start + _MAX_HEAD]
        if ":" not in head and not head.startswith(_SHORT_LABELS):
            continue
        match = _LINE_OF_ITS_OWN.fullmatch(reading.text, paragraph.start, paragraph.end) or _LABEL.match(
            reading.text, paragraph.start, paragraph.end
        )
        if match is None or len(match["label"]) > _MAX_LABEL:
            continue
        if match.groupdict().get("end") == "." and match["label"] not in ("Q", "A"):
            continue
        found[index] = (Span(start=match.start("label"), end=match.end("label")), match.end())
    return found


def _of_an_interview(reading: Reading, starts: dict[int, tuple[Span, int]]) -> dict[int, tuple[Span, int]]:
    counts = Counter(label.of(reading.text) for label, _ in starts.values())
    again = {name for name, count in counts.items() if count > 1}
    if {"Q", "A"} <= counts.keys():
        again |= {"Q", "A"}
    sure = [index for index, (label, _) in starts.items() if label.of(reading.text) in again]
    if not sure:
        return {}
    kept = {index: start for index, start in starts.items() if sure[0] <= index <= sure[-1]}
    labels = {label.of(reading.text) for label, _ in kept.values()}
    # Two speakers who both come back, or only two in all; "More:" between headings is no interview.
    take_turns = len(labels & again) > 1 or len(labels) == 2
    return kept if len(kept) >= _MIN_TURNS and take_turns else {}


def _turn(reading: Reading, index: int, start: tuple[Span, int], end: int | None, longest: int) -> Shown | None:
    label, words = start
    spans = []
    paragraph = reading.paragraphs[index]
    if words < paragraph.end:
        spans.append(Span(start=words, end=paragraph.end))
    last = min(len(reading.paragraphs), index + longest)
    for following in range(index + 1, last if end is None else end):
        own = reading.paragraphs[following]
        if reading.is_copy(following):
            break
        # Nothing but the next label ends a turn; after the last one the article's own words may follow.
        if end is None and (not _SENTENCE_END.search(own.of(reading.text)) or _AFTERWORD.search(own.of(reading.text))):
            break
        spans.append(own)
    return Shown("turn", tuple(spans), tuple(spans), label) if spans else None
