"""Finding words that stand in the text in order but not in one piece.

A jump is allowed where the words themselves show one ("…", "[...]", a bracketed insertion), and where the
text interrupts the quotation with its own attribution or insertion; nowhere else, because words from two
places that are joined silently are a new sentence that nobody said.
"""

from __future__ import annotations

import re

from claimkit.grounding.canonical import Canonical
from claimkit.grounding.verbatim import find_exact, find_typographic
from claimkit.grounding.words import Word, split_words
from claimkit.lexicon import cue_pattern

_SHOWN_GAP = re.compile(r"\s*(?:[\[(]\s*(?:\.\s?\.\s?\.|…)\s*[\])]|\.\s?\.\s?\.(?:\s?\.)?|…)\s*")
_INSERTION = re.compile(r"\s*\[[^\[\]]{1,120}\]\s*")
_MIN_PIECE_LETTERS = 3
_MAX_GAP_WORDS = 30
_MAX_PIECES = 12
# What may stand between two pieces of one quotation, in canonical spelling.
_BETWEEN_MARKS = re.compile(r"[.,;:!?…-]* *\"[^\"]*?\"")
_NEXT_PARAGRAPH = re.compile(r"[.,;:!?…\")-]*\s+[\"']")
_BRACKETED = re.compile(r"[\"',.;]* *[\[(][^\[\]()]{1,160}[\])][\"',.;]* *")
_ASIDE = re.compile(r" *(?:,|-+) [^\"]{2,80}?(?:,|-+) *")


def find_shown_pieces(text: str, spelled: Canonical, words: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find words that show their own gaps ("We … will go"); an empty list when they do not stand so."""
    parts = [part for part in _SHOWN_GAP.split(words) if part.strip()]
    if len(parts) < 2:
        parts = [part for part in _INSERTION.split(words) if part.strip()]
    if not 2 <= len(parts) <= _MAX_PIECES or any(_letters(part) < _MIN_PIECE_LETTERS for part in parts):
        return []
    for first in _places(text, spelled, parts[0], start, end):
        places = [first]
        for part in parts[1:]:
            place = _find(text, spelled, part, places[-1][1], end)
            if place is None:
                break
            places.append(place)
        else:
            return _closest(text, spelled, parts, places)
    return []


def find_interrupted(
    text: str, spelled: Canonical, words: list[Word], start: int, end: int, language: str
) -> list[tuple[int, int]]:
    """Find words that the text interrupts (`"We will," she said, "go"`); an empty list when it does not."""
    if len(words) < 2:
        return []
    there = split_words(spelled, spelled.canonical(start), spelled.canonical(end))
    given = [word.spelled for word in words]
    second = given[1]
    for at in range(len(there) - len(given) + 1):
        if there[at].spelled.casefold() == given[0].casefold() and there[at + 1].spelled == second:
            runs = _runs(spelled, there, given, at, language)
            if runs:
                return [spelled.original(there[first].start, there[last].end) for first, last in runs]
    return []


def _runs(
    spelled: Canonical, there: list[Word], given: list[str], at: int, language: str
) -> list[tuple[int, int]] | None:
    """Follow the given words through the text from word `at`; give the runs of words, or None."""
    runs: list[tuple[int, int]] = []
    done, begin = 0, at
    while True:
        step = 0
        while (
            done + step < len(given)
            and begin + step < len(there)
            and (
                there[begin + step].spelled == given[done + step]
                or (done + step == 0 and there[begin].spelled.casefold() == given[0].casefold())
            )
        ):
            step += 1
        if step == 0:
            return None
        done += step
        runs.append((begin, begin + step - 1))
        if done == len(given):
            return runs if len(runs) > 1 else None
        last = begin + step - 1
        next_begin = _after_interruption(spelled, there, last, given[done], language)
        if next_begin is None or len(runs) >= _MAX_PIECES:
            return None
        begin = next_begin


def _after_interruption(spelled: Canonical, there: list[Word], last: int, wanted: str, language: str) -> int | None:
    for index in range(last + 1, min(last + 2 + _MAX_GAP_WORDS, len(there))):
        if there[index].spelled != wanted:
            continue
        gap = spelled.chars[there[last].end : there[index].start]
        if _is_interruption(gap, language):
            return index
    return None


def _is_interruption(gap: str, language: str) -> bool:
    if _NEXT_PARAGRAPH.fullmatch(gap) or _BRACKETED.fullmatch(gap):
        return True
    if cue_pattern(language).search(gap) is None:
        return False
    return bool(_BETWEEN_MARKS.fullmatch(gap) or _ASIDE.fullmatch(gap))


def _letters(part: str) -> int:
    return sum(1 for char in part if char.isalnum())


def _find(text: str, spelled: Canonical, part: str, start: int, end: int) -> tuple[int, int] | None:
    return find_exact(text, part, start, end) or find_typographic(text, spelled, part, start, end)


def _places(text: str, spelled: Canonical, part: str, start: int, end: int) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    while len(places) < 50 and (place := _find(text, spelled, part, start, end)):
        places.append(place)
        start = place[0] + 1
    return places


def _closest(
    text: str, spelled: Canonical, parts: list[str], places: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Move each piece but the last to its last place before the next one, so that the pieces stand together."""
    for index in range(len(parts) - 2, -1, -1):
        limit = places[index + 1][0]
        options = _places(text, spelled, parts[index], places[index][0], limit)
        places[index] = options[-1] if options else places[index]
    return places
