"""Passages: the quotations of a whole article, over paragraphs and around interruptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claimkit.article.reading import Reading
from claimkit.passages.interruption import is_one_attribution
from claimkit.passages.interview import Turn, find_turns
from claimkit.passages.marks import FILLER, MARK, doubled_as_one, family
from claimkit.passages.pairing import Pair, pair_marks
from claimkit.schemas import Span

_LABEL_BEFORE = re.compile(r"\s*[^\W\d_][\w .,'’&-]{1,58}:\s*")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MIN_REPEATED_WORDS = 5
_MAX_INTERRUPTION_WORDS = 20


@dataclass(frozen=True, slots=True)
class Passage:
    """Words inside quotation marks, or a turn of a printed interview: one label, however many pieces.

    Attributes:
        label: "Q1", "Q2" ... in reading order.
        spans: The words without their outer marks: a span for each paragraph of a long quotation, and
            for each side of an interruption (`"...," she said, "..."`).
        marked: The same pieces with their marks.
        closed: Whether a closing mark was found.
        inside: Label of the passage that this one stands in.
        repeats: The same words elsewhere, one tuple of spans for each repetition.
        speaker: For a turn of an interview, the label that names its speaker.
    """

    label: str
    spans: tuple[Span, ...]
    marked: tuple[Span, ...]
    closed: bool = True
    inside: str | None = None
    repeats: tuple[tuple[Span, ...], ...] = ()
    speaker: Span | None = None

    def words(self, text: str) -> str:
        """Return the words, pieces joined by a space."""
        return " ".join(span.of(text) for span in self.spans)


@dataclass(slots=True)
class _Draft:
    pieces: list[Pair]
    paragraphs: list[int]
    parent: _Draft | None = None


def mark(reading: Reading) -> tuple[Passage, ...]:
    """Mark every quotation of an article.

    Repeated blocks are marked once. A quotation whose marks are repeated at each paragraph and closed
    once is one passage, and so is one that is interrupted by its attribution. In a printed interview each
    turn is a passage, and the quotations in it stand inside it.
    """
    turns = find_turns(reading)
    borders = {turn.paragraphs[0] for turn in turns}
    text = doubled_as_one(reading.text)
    drafts: list[_Draft] = []
    waiting: _Draft | None = None  # a quotation that the last paragraph left open
    for index, paragraph in enumerate(reading.paragraphs):
        if index in borders:
            waiting = None
        if reading.is_copy(index):
            waiting = None
            continue
        pairs = _unwrapped(text, paragraph, pair_marks(text, paragraph.start, paragraph.end))
        for pair in pairs:
            if waiting is not None and pair is pairs[0] and _continues(text, waiting, pair, paragraph):
                waiting.pieces.append(pair)
                waiting.paragraphs.append(index)
                drafts.extend(_nested(pair, index, waiting))
            else:
                draft = _Draft([pair], [index])
                drafts.append(draft)
                drafts.extend(_nested(pair, index, draft))
                waiting = draft
            if pair.closing is not None:
                waiting = None
        if not pairs:
            waiting = None
    passages = _labelled(reading, text, _joined(reading, text, drafts))
    return _repeated_once(reading, _with_turns(reading, passages, turns) if turns else passages)


def _continues(text: str, open_draft: _Draft, pair: Pair, paragraph: Span) -> bool:
    last = open_draft.pieces[-1]
    same_sort = family(text[last.opening]) == family(text[pair.opening])
    begins = text[paragraph.start : pair.opening].strip(FILLER) == ""
    return same_sort and begins and last.closing is None


def _nested(pair: Pair, paragraph: int, parent: _Draft) -> Iterator[_Draft]:
    for inner in pair.inner:
        draft = _Draft([inner], [paragraph], parent)
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


def _joined(reading: Reading, text: str, drafts: list[_Draft]) -> list[_Draft]:
    """Join what its own attribution interrupts: `"...," she said, "..."` or `"...," she said. "..."`."""
    result: list[_Draft] = []
    last: _Draft | None = None  # the last quotation that stands in no other
    for draft in drafts:
        if draft.parent is None:
            if (
                last is not None
                and last.paragraphs[-1] == draft.paragraphs[0]
                and _interrupted(reading, text, last, draft)
            ):
                last.pieces.extend(draft.pieces)
                last.paragraphs.extend(draft.paragraphs)
                for other in drafts:
                    if other.parent is draft:
                        other.parent = last
                continue
            last = draft
        result.append(draft)
    return result


def _interrupted(reading: Reading, text: str, first: _Draft, second: _Draft) -> bool:
    closing, opening = first.pieces[-1].closing, second.pieces[0].opening
    if closing is None:
        return False
    gap = text[closing + 1 : opening].replace(FILLER, "").strip()
    ending = text[closing - 1]
    if (
        not gap
        or len(_WORD.findall(gap)) > _MAX_INTERRUPTION_WORDS
        or MARK.search(gap.replace("’", "").replace("'", ""))
    ):
        return False
    if not is_one_attribution(gap, reading.language):
        return False
    if gap.endswith((".", "。")):
        # `"...," she said. "..."`: 224 of 231 such pairs in PolNeAR are one attribution.
        return ending in ",!?'’"
    goes_on = ending in ",—–-…" or gap.startswith((",", "—", "–")) or ending.isalnum()
    return goes_on and gap.endswith((",", "—", "–"))


def _labelled(reading: Reading, text: str, drafts: list[_Draft]) -> list[Passage]:
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


def _with_turns(reading: Reading, passages: list[Passage], turns: Sequence[Turn]) -> list[Passage]:
    """Add the turns of an interview; a quotation that is a whole turn is only the turn."""
    whole = [
        Passage(
            label=f"turn {number}",
            spans=turn.spans,
            marked=turn.spans,
            repeats=reading.repetitions(turn.spans),
            speaker=turn.speaker,
        )
        for number, turn in enumerate(turns)
    ]
    homes = {index: passage for turn, passage in zip(turns, whole, strict=True) for index in turn.paragraphs}
    placed: list[Passage] = []
    for passage in passages:
        home = homes.get(reading.paragraph_at(passage.marked[0].start))
        if home is None:
            placed.append(passage)
        elif passage.marked != home.spans:
            placed.append(passage if passage.inside else replace(passage, inside=home.label))
    ordered = sorted([*placed, *whole], key=lambda passage: (passage.marked[0].start, -passage.marked[-1].end))
    labels = {passage.label: f"Q{number}" for number, passage in enumerate(ordered, 1)}
    return [
        replace(passage, label=labels[passage.label], inside=labels.get(passage.inside or "")) for passage in ordered
    ]


def _repeated_once(reading: Reading, passages: list[Passage]) -> tuple[Passage, ...]:
    """Fold a passage whose words stand whole in another one (a pull quote) into that one's repeats."""
    words = [tuple(_WORD.findall(passage.words(reading.text).lower())) for passage in passages]
    # Only where another passage's first words stand can that passage stand whole.
    heads: dict[str, set[str]] = {}
    for own in words:
        if len(own) >= _MIN_REPEATED_WORDS:
            heads.setdefault(own[0], set()).add(own[1])
    starts: dict[tuple[str, ...], list[int]] = {}
    for index, own in enumerate(words):
        for at in range(len(own) - _MIN_REPEATED_WORDS + 1):
            second = heads.get(own[at])
            if second is not None and own[at + 1] in second:
                starts.setdefault(own[at : at + _MIN_REPEATED_WORDS], []).append(index)
    home: dict[int, int] = {}
    for index, own in enumerate(words):
        if len(own) < _MIN_REPEATED_WORDS or passages[index].inside is not None:
            continue
        for other in dict.fromkeys(starts[own[:_MIN_REPEATED_WORDS]]):
            if passages[index].closed and not passages[other].closed:
                continue  # an unclosed one may hold much that nobody said
            longer = (len(words[other]), index) > (len(own), other)
            if other != index and other not in home and longer and _stands_in(own, words[other]):
                home[index] = other
                break
    extra: dict[int, list[tuple[Span, ...]]] = {}
    for index, other in home.items():
        extra.setdefault(other, []).extend([passages[index].spans, *passages[index].repeats])
    kept = [
        replace(passage, repeats=passage.repeats + tuple(extra.get(index, ())))
        for index, passage in enumerate(passages)
        if index not in home
    ]
    renamed = {passage.label: f"Q{number}" for number, passage in enumerate(kept, 1)}
    return tuple(
        replace(passage, label=renamed[passage.label], inside=renamed.get(passage.inside or "")) for passage in kept
    )


def _stands_in(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
