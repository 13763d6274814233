"""Joining the pieces of one quotation: over paragraphs, and around the attribution that interrupts it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from claimkit.article.reading import Reading
from claimkit.passages.marked.interruption import is_one_attribution
from claimkit.passages.marked.marks import ALL_MARKS, FILLER, INVISIBLE, MARK, cell_end, family, last_char
from claimkit.passages.marked.named import NOBODY, Names, attribution_at_end, differ, named_before, named_behind
from claimkit.passages.marked.pairing import Pair
from claimkit.passages.marked.single_marks import is_introduced
from claimkit.schemas import Span

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MAX_INTERRUPTION_WORDS = 20


@dataclass(slots=True)
class Draft:
    """A quotation in the making: its pieces, each with the index of its paragraph, and what stands in it."""

    pieces: list[Pair]
    paragraphs: list[int]
    parent: Draft | None = None
    nested: list[Draft] = field(default_factory=list)


def continues(text: str, open_draft: Draft, pair: Pair, paragraph: Span) -> bool:
    """Say whether a paragraph that opens with a mark goes on with the quotation left open before it."""
    same_sort = family(text[open_draft.pieces[-1].opening]) == family(text[pair.opening])
    return same_sort and text[paragraph.start : pair.opening].strip(INVISIBLE) == ""


def parted_speakers(reading: Reading, text: str, drafts: list[Draft]) -> list[Draft]:
    """Part pieces that two named speakers claim: a closing mark is missing, or the second starts afresh.

    `"We will go, said Lee.` and `"We stay," Brandt said.` in the next paragraph look like one quotation.
    """
    result: list[Draft] = []
    for draft in drafts:
        result += _cut(draft, _changes(reading, text, draft))
    for draft in result:
        _end_before_attribution(reading, text, draft)
    return result


def _changes(reading: Reading, text: str, draft: Draft) -> list[int]:
    """Return the pieces at which somebody else begins to speak."""
    if len(draft.pieces) < 2:
        return []
    home = reading.paragraphs[draft.paragraphs[0]]
    held, since = named_before(text, draft.pieces[0].opening, home.start, reading.language), 0
    changes: list[int] = []
    for index in range(len(draft.pieces)):
        names = _named_by(reading, text, draft, index)
        if index and differ(held, names):
            # Where no mark closes, the closing one is missing; else the words belong to whoever follows them.
            unclosed = [at for at in range(since, index) if draft.pieces[at].closing is None]
            changes.append(unclosed[0] + 1 if unclosed else index)
        if names:
            held, since = names, index
    return changes


def _named_by(reading: Reading, text: str, draft: Draft, index: int) -> Names:
    piece, end = draft.pieces[index], reading.paragraphs[draft.paragraphs[index]].end
    if piece.closing is not None:
        return named_behind(text, piece.closing, end, reading.language)
    found = attribution_at_end(text, piece.opening + 1, piece.limit, reading.language)
    return found[1] if found is not None else NOBODY


def _cut(draft: Draft, changes: list[int]) -> list[Draft]:
    if not changes:
        return [draft]
    bounds = [0, *changes, len(draft.pieces)]
    parts = [Draft(draft.pieces[one:two], draft.paragraphs[one:two]) for one, two in pairwise(bounds)]
    starts = [part.pieces[0].opening for part in parts]
    for nested in draft.nested:
        nested.parent = parts[bisect_right(starts, nested.pieces[0].opening) - 1]
        nested.parent.nested.append(nested)
    return parts


def _end_before_attribution(reading: Reading, text: str, draft: Draft) -> None:
    """Let an unclosed quotation end before the clause that says who said it, where that clause is plain."""
    piece = draft.pieces[-1]
    if piece.closing is None:
        found = attribution_at_end(text, piece.opening + 1, piece.limit, reading.language)
        if found is not None and all(nested.pieces[-1].content[1] < found[0] for nested in draft.nested):
            piece.limit = found[0]


def join_interrupted(reading: Reading, text: str, drafts: list[Draft]) -> list[Draft]:
    """Join what its own attribution interrupts: `"...," she said, "..."` or `"...," she said. "..."`."""
    result: list[Draft] = []
    last: Draft | None = None  # the last quotation that stands in no other
    for draft in drafts:
        if draft.parent is None:
            if (
                last is not None
                and last.paragraphs[-1] == draft.paragraphs[0]
                and _interrupted(reading, text, last, draft)
            ):
                last.pieces.extend(draft.pieces)
                last.paragraphs.extend(draft.paragraphs)
                for nested in draft.nested:
                    nested.parent = last
                last.nested.extend(draft.nested)
                continue
            last = draft
        result.append(draft)
    return result


def _interrupted(reading: Reading, text: str, first: Draft, second: Draft) -> bool:
    closing, opening = first.pieces[-1].closing, second.pieces[0].opening
    if closing is None:
        return False
    gap = text[cell_end(text, closing) : opening].replace(FILLER, "").strip()
    ending = last_char(text, closing)
    if len(_WORD.findall(gap)) > _MAX_INTERRUPTION_WORDS or MARK.search(gap.replace("’", "").replace("'", "")):
        return False
    if not is_one_attribution(gap, reading.language):
        return False
    if gap.endswith((".", "。")):
        # `"...," she said. "..."`: 224 of 231 such pairs in PolNeAR are one attribution.
        inside = ending in ",!?'’" or last_char(text, closing, over_marks=True) in ",!?"
        return inside or (gap.startswith(",") and _is_sentence(reading, text, first, second))
    goes_on = ending in ",—–-…" or gap.startswith((",", "—", "–")) or ending.isalnum()
    return goes_on and gap.endswith((",", "—", "–"))


def _is_sentence(reading: Reading, text: str, first: Draft, second: Draft) -> bool:
    """Say whether both pieces are whole sentences; their comma stands outside (`“We go”, she said. “We ...”`)."""
    start = reading.paragraphs[first.paragraphs[0]].start
    opening = first.pieces[0].opening
    capital = all(_first_char(text, one).isupper() for one in (first, second))
    return capital and is_introduced(text, opening, start)


def _first_char(text: str, draft: Draft) -> str:
    start, end = draft.pieces[0].content
    while start < end and (text[start].isspace() or text[start] == FILLER or text[start] in ALL_MARKS):
        start += 1
    return text[start : start + 1]
