"""The nearest place for words that do not stand in the text as given.

The best window is found by the diagonals on which words agree, then aligned word by word with rapidfuzz's
insert-and-delete distance. Whether the differences are harmless is for the guards here to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from claimkit.grounding.canonical import Canonical
from claimkit.grounding.result import Edit
from claimkit.grounding.verbatim import same_signs, stands_free
from claimkit.grounding.words import Word, is_determiner, is_small, may_replace

_COMMON = 400  # a word that stands more often than this says little about the place
_DIAGONALS = 6
_EDITS_PER_WORDS = 8  # one edit for each eight words, one at least
_CHANGED_BY_AN_ARTICLE = frozenset({"few", "little"})  # few people, a few people
_BESIDE_NUMBERS = frozenset("and in on at und im am et en y e".split())  # "in 2013" is 2013
_MARKS = str.maketrans("", "", "\"'")


@dataclass(frozen=True, slots=True)
class Nearest:
    """The most similar place in the text."""

    place: tuple[int, int]
    edits: tuple[Edit, ...]
    coverage: float
    harmless: bool


@dataclass(frozen=True, slots=True)
class _Change:
    """Words that differ, with the words around them that do not."""

    given: list[str]
    there: list[str]
    before: str
    after: str
    opens: bool

    @property
    def is_case(self) -> bool:
        """Whether only the case differs."""
        return [word.casefold() for word in self.given] == [word.casefold() for word in self.there]


class _Block(NamedTuple):
    """Words that agree: a range of the given words, and of the words of the window."""

    src_start: int
    src_end: int
    dest_start: int
    dest_end: int


def find_nearest(
    text: str,
    spelled: Canonical,
    bare: Canonical,
    words: Sequence[Word],
    there: Sequence[Word],
    language: str,
) -> Nearest | None:
    """Return the most similar place among the words of a text, or None when hardly a word agrees.

    Args:
        text: The text.
        spelled: The same text, canonical.
        bare: The words to find, canonical.
        words: The same, one by one.
        there: The words of the text among which to look.
        language: Language of the text, for its small words.
    """
    given = [word.spelled for word in words]
    best: Nearest | None = None
    for offset in _diagonals(given, there):
        slack = 2 + len(given) // _EDITS_PER_WORDS
        low, high = max(0, offset - slack), min(len(there), offset + len(given) + slack)
        found = _aligned(text, spelled, bare, words, there[low:high], language)
        best = closer(best, found)
    return best


def closer(best: Nearest | None, other: Nearest | None) -> Nearest | None:
    """Return the more similar of two places, the first one when neither is."""
    if best is None or other is None:
        return best or other
    return other if (other.coverage, -len(other.edits)) > (best.coverage, -len(best.edits)) else best


def _diagonals(given: list[str], there: Sequence[Word]) -> list[int]:
    wanted: dict[str, list[int]] = {}
    for index, word in enumerate(given):
        wanted.setdefault(word.casefold(), []).append(index)
    places: dict[str, list[int]] = {word: [] for word in wanted}
    for index, other in enumerate(there):
        listed = places.get(other.spelled.casefold())
        if listed is not None:
            listed.append(index)
    votes: Counter[int] = Counter()
    asked = 0
    for word, at in wanted.items():
        if len(places[word]) <= _COMMON:
            asked += len(at)
            votes.update(place - index for place in places[word] for index in at)
    return [offset for offset, count in votes.most_common(_DIAGONALS) if count * 4 >= asked]


def _aligned(
    text: str,
    spelled: Canonical,
    bare: Canonical,
    words: Sequence[Word],
    window: Sequence[Word],
    language: str,
) -> Nearest | None:
    given, there = [word.spelled for word in words], [word.spelled for word in window]
    folded = [word.casefold() for word in given]
    equal = [step for step in Indel.opcodes(folded, [word.casefold() for word in there]) if step.tag == "equal"]
    if not equal:
        return None
    blocks = _tightened(
        [_Block(step.src_start, step.src_end, step.dest_start, step.dest_end) for step in equal],
        [word.casefold() for word in there],
    )
    first, last = blocks[0].dest_start, blocks[-1].dest_end
    if blocks[0].src_start == 1 and first and is_determiner(there[first - 1], language):
        first -= 1  # "the bridge" for "a bridge": the article is another one, not one too many
    changes: list[_Change] = []
    same: list[tuple[int, int]] = []
    in_given, in_text = 0, first
    for step in blocks:
        changes.append(_change(given, there, (in_given, step.src_start), (in_text, step.dest_start)))
        for one, other in zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True):
            same.append((one, other))
            if given[one] != there[other]:
                changes.append(_change(given, there, (one, one + 1), (other, other + 1)))
        in_given, in_text = step.src_end, step.dest_end
    changes.append(_change(given, there, (in_given, len(given)), (last, last)))
    changes = [change for change in changes if change.given or change.there]
    edits = [Edit(given=" ".join(change.given), article=" ".join(change.there)) for change in changes]
    edits.extend(_punctuation(spelled, bare, words, window, same))
    place = spelled.original(window[first].start, window[last - 1].end)
    harmless = (
        _harmless(changes, len(given), language)
        and stands_free(text, *place)
        and same_signs(bare.chars, spelled.chars[window[first].start : window[last - 1].end])
    )
    return Nearest(place, tuple(edits), len(same) / len(given), harmless)


def _tightened(blocks: list[_Block], there: list[str]) -> list[_Block]:
    """Move the outer blocks next to their neighbours where the same words stand there too.

    "the" at the start of the words agrees with any earlier "the" of the window as well as with the one that is
    meant; of all alignments of one length the one without a needless gap is wanted.
    """
    blocks = blocks[:]
    for at in range(len(blocks) - 2, -1, -1):
        own, after = blocks[at], blocks[at + 1]
        size = own.dest_end - own.dest_start
        start = after.dest_start - size
        same = there[start : after.dest_start] == there[own.dest_start : own.dest_end]
        if same and start > own.dest_start:
            blocks[at] = _Block(own.src_start, own.src_end, start, after.dest_start)
    for at in range(1, len(blocks)):
        before, own = blocks[at - 1], blocks[at]
        size = own.dest_end - own.dest_start
        end = before.dest_end + size
        same = there[before.dest_end : end] == there[own.dest_start : own.dest_end]
        if same and end < own.dest_end:
            blocks[at] = _Block(own.src_start, own.src_end, before.dest_end, end)
    return blocks


def _change(given: list[str], there: list[str], gone: tuple[int, int], come: tuple[int, int]) -> _Change:
    one, other = given[slice(*gone)], there[slice(*come)]
    before = given[gone[0] - 1] if gone[0] else ""
    after = given[gone[1]] if gone[1] < len(given) else ""
    return _Change(one, other, before, after, opens=gone[0] == 0)


def _punctuation(
    spelled: Canonical,
    bare: Canonical,
    words: Sequence[Word],
    window: Sequence[Word],
    same: list[tuple[int, int]],
) -> Iterator[Edit]:
    """Give the places where the words agree and the punctuation between them does not."""
    for (one, other), (next_one, next_other) in pairwise(same):
        if (next_one, next_other) != (one + 1, other + 1):
            continue
        given = bare.chars[words[one].end : words[next_one].start].translate(_MARKS)
        there = spelled.chars[window[other].end : window[next_other].start].translate(_MARKS)
        if given.split() != there.split():
            first, second = words[one].spelled, words[next_one].spelled
            yield Edit(given=f"{first}{given}{second}", article=f"{first}{there}{second}")


def _harmless(changes: list[_Change], size: int, language: str) -> bool:
    """Say whether the differences are few and none of them matters; another case is none."""
    count = sum(max(len(change.given), len(change.there)) for change in changes if not change.is_case)
    if count > max(1, size // _EDITS_PER_WORDS) or size < 3:
        return False
    lost = Counter(word.lower() for change in changes for word in change.given)
    gained = Counter(word.lower() for change in changes for word in change.there)
    replaced = {
        word.lower()
        for change in changes
        if len(change.given) == len(change.there)
        for pair in zip(change.given, change.there, strict=True)
        if may_replace(*pair, language)
        for word in pair
    }
    if (lost & gained).keys() - replaced:  # the same word gone here and come there: another order
        return False
    return all(_is_harmless(change, language) for change in changes)


def _is_harmless(change: _Change, language: str) -> bool:
    if change.after.lower() in _CHANGED_BY_AN_ARTICLE:
        return False
    if change.given and change.there:
        return len(change.given) == len(change.there) and all(
            may_replace(one, other, language) for one, other in zip(change.given, change.there, strict=True)
        )
    words = change.given + change.there
    if change.opens and change.given:  # a sentence may begin where the words do
        words[0] = words[0].lower()
    return all(is_small(word, language) and not _makes_another_number(word, change, language) for word in words)


def _makes_another_number(word: str, change: _Change, language: str) -> bool:
    """Say whether a small word beside a number may belong to it: "one of 20", "a hundred and 44"."""
    before, after = change.before[-1:].isdigit(), change.after[:1].isdigit()
    if is_determiner(word, language) or not (before or after):
        return False
    return (before and after) or word not in _BESIDE_NUMBERS
