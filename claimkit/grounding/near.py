"""The nearest place for words that do not stand in the text as given.

The best window is found by the diagonals on which words agree, then aligned word by word with rapidfuzz's
insert-and-delete distance. Whether the differences are harmless is for the guards here to say.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from claimkit.grounding.canonical import Canonical
from claimkit.grounding.result import Edit
from claimkit.grounding.words import Word, is_small, may_replace, split_words

_COMMON = 400  # a word that stands more often than this says little about the place
_DIAGONALS = 6
_EDITS_PER_WORDS = 8  # one edit for each eight words, one at least


@dataclass(frozen=True, slots=True)
class Nearest:
    """The most similar place in the text."""

    place: tuple[int, int]
    edits: tuple[Edit, ...]
    coverage: float
    harmless: bool


def find_nearest(spelled: Canonical, words: list[Word], start: int, end: int) -> Nearest | None:
    """Return the most similar place between two original offsets, or None when hardly a word agrees."""
    there = split_words(spelled, spelled.canonical(start), spelled.canonical(end))
    given = [word.spelled for word in words]
    best: Nearest | None = None
    for offset in _diagonals(given, there):
        slack = 2 + len(given) // _EDITS_PER_WORDS
        low, high = max(0, offset - slack), min(len(there), offset + len(given) + slack)
        found = _aligned(spelled, given, there[low:high])
        if found and (best is None or (found.coverage, -len(found.edits)) > (best.coverage, -len(best.edits))):
            best = found
    return best


def _diagonals(given: list[str], there: list[Word]) -> list[int]:
    wanted: dict[str, list[int]] = {}
    for index, word in enumerate(given):
        wanted.setdefault(word.casefold(), []).append(index)
    places: dict[str, list[int]] = {word: [] for word in wanted}
    for index, other in enumerate(there):
        listed = places.get(other.spelled.casefold())
        if listed is not None:
            listed.append(index)
    votes: Counter[int] = Counter()
    for word, at in wanted.items():
        if len(places[word]) <= _COMMON:
            votes.update(place - index for place in places[word] for index in at)
    return [offset for offset, count in votes.most_common(_DIAGONALS) if count * 4 >= len(given)]


def _aligned(spelled: Canonical, given: list[str], window: list[Word]) -> Nearest | None:
    there = [word.spelled for word in window]
    equal = [step for step in Indel.opcodes(given, there) if step.tag == "equal"]
    if not equal:
        return None
    first, last = equal[0].dest_start, equal[-1].dest_end
    edits: list[tuple[list[str], list[str]]] = []
    in_given, in_text = 0, first
    for step in equal:
        edits.append((given[in_given : step.src_start], there[in_text : step.dest_start]))
        in_given, in_text = step.src_end, step.dest_end
    edits.append((given[in_given:], []))
    edits = [edit for edit in edits if edit[0] or edit[1]]
    matched = sum(step.src_end - step.src_start for step in equal)
    return Nearest(
        place=spelled.original(window[first].start, window[last - 1].end),
        edits=tuple(Edit(given=" ".join(one), article=" ".join(other)) for one, other in edits),
        coverage=matched / len(given),
        harmless=_harmless(edits, len(given)),
    )


def _harmless(edits: list[tuple[list[str], list[str]]], size: int) -> bool:
    """Say whether the differences are few and none of them matters."""
    count = sum(max(len(one), len(other)) for one, other in edits)
    if count > max(1, size // _EDITS_PER_WORDS) or size < 3:
        return False
    lost = Counter(word.lower() for one, _ in edits for word in one)
    gained = Counter(word.lower() for _, other in edits for word in other)
    replaced = {
        word.lower()
        for one, other in edits
        if len(one) == len(other)
        for pair in zip(one, other, strict=True)
        if may_replace(*pair)
        for word in pair
    }
    if (lost & gained).keys() - replaced:  # the same word gone here and come there: another order
        return False
    return all(_edit_is_harmless(one, other) for one, other in edits)


def _edit_is_harmless(given: list[str], there: list[str]) -> bool:
    if given and there:
        return len(given) == len(there) and all(
            may_replace(one, other) for one, other in zip(given, there, strict=True)
        )
    return all(is_small(word) for word in given + there)
