"""Finding words that stand in the text in order but not in one piece.

A jump is allowed where the words themselves show one ("…", "[...]", a bracketed insertion), and where the
text interrupts the quotation with its own attribution or insertion; nowhere else, because words from two
places that are joined silently are a new sentence that nobody said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from claimkit.grounding.canonical import Canonical, canonical
from claimkit.grounding.verbatim import find_exact, find_typographic, same_signs, stands_free
from claimkit.grounding.words import WORD, Word, is_negation, split_words
from claimkit.passages.marked.interruption import is_one_attribution

_ELLIPSIS = re.compile(r"\s*(?:[\[(]\s*(?:\.\s?\.\s?\.|…)\s*[\])]|\.\s?\.\s?\.(?:\s?\.)?|…)\s*")
_INSERTION = re.compile(r"\s*\[[^\[\]]{1,120}\]\s*")
_SHOWN_GAP = re.compile(f"{_ELLIPSIS.pattern}|{_INSERTION.pattern}")
_MIN_PIECE_LETTERS = 3
_MAX_GAP_WORDS = 30
_AUXILIARIES = frozenset(
    """
    will would can could shall should may might must do does did is are was were be been has have had am to
    wird werden kann können soll sollte muss hat haben ist sind war a ont est sont va peut doit ha han es son fue
    """.split()
)
_MAX_INSERTION_WORDS = 8  # what an insertion such as "[the council]" may stand for
_MAX_STEPS_BACK = 3
_MAX_PIECES = 12
_MAX_WORK = 2_000_000  # words to compare; only a text that repeats itself without end needs more
# What may stand between two pieces of one quotation, in canonical spelling.
_BETWEEN_MARKS = re.compile(r" ?[^\w\s\"]{0,4} *([\"'])(?P<words>(?:(?!\1)[^\"]|(?<=\w)'(?=\w))*?)\1 *")
_BRACKETED = re.compile(r"[\"',.;]* *[\[(][^\[\]()]{1,160}[\])][\"',.;]* *")
_ASIDE = re.compile(r"(?:, | *-+ *)(?P<words>[^\"]{2,80}?)(?:, ?| *-+) *")
_SENTENCE_END = re.compile(r"[.!?。！？\"]")


def find_shown_pieces(text: str, spelled: Canonical, words: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find words that show their own gaps ("We … will go"); an empty list when they do not stand so.

    An insertion stands for a few words. No insertion may hide a negation or add one, and no ellipsis may stand
    for a mere negation.
    """
    return _in_parts(text, spelled, *_parts(words, _ELLIPSIS), start, end) or _in_parts(
        text, spelled, *_parts(words, _SHOWN_GAP), start, end
    )


def _in_parts(
    text: str, spelled: Canonical, parts: list[str], insertions: list[str], start: int, end: int
) -> list[tuple[int, int]]:
    if not 2 <= len(parts) <= _MAX_PIECES or any(_letters(part) < _MIN_PIECE_LETTERS for part in parts):
        return []
    if any(_negates(insertion) for insertion in insertions):
        return []
    for first in _places(text, spelled, parts[0], start, end):
        places = [first]
        for part in parts[1:]:
            place = _find(text, spelled, part, places[-1][1], end)
            if place is None:
                return []  # from a later first place there is even less of the text left
            places.append(place)
        places = _closest(text, spelled, parts, places)
        gaps = [canonical(text[one[1] : two[0]]).chars for one, two in pairwise(places)]
        if all(map(_may_be_left_out, gaps, insertions)):
            return places
    return []


def _parts(words: str, gap: re.Pattern[str]) -> tuple[list[str], list[str]]:
    """Split words at the gaps they show; with the words inserted at each gap."""
    parts: list[str] = []
    insertions: list[str] = []
    at, inserted = 0, ""
    for found in [*gap.finditer(words), None]:
        part = words[at : found.start() if found else len(words)].strip()
        if part:
            if parts:
                insertions.append(inserted)
            parts.append(part)
            inserted = ""
        if found:
            inserted += "" if _ELLIPSIS.fullmatch(found.group()) else found.group()
            at = found.end()
    return parts, insertions


def _may_be_left_out(gap: str, insertion: str) -> bool:
    if _SENTENCE_END.search(gap):
        return not insertion
    if insertion:
        return not _negates(gap) and len(WORD.findall(gap)) <= _MAX_INSERTION_WORDS
    return not _is_mere_negation(gap)


def _is_mere_negation(gap: str) -> bool:
    """Say whether nothing is left out but a negation and its auxiliary: "will not", never a whole clause."""
    words = [word.spelled for word in split_words(canonical(gap))]
    return any(map(is_negation, words)) and all(is_negation(word) or word.lower() in _AUXILIARIES for word in words)


def _negates(words: str) -> bool:
    return any(is_negation(word.spelled) for word in split_words(canonical(words)))


def find_interrupted(
    text: str,
    spelled: Canonical,
    bare: Canonical,
    words: Sequence[Word],
    there: Sequence[Word],
    language: str,
) -> list[tuple[int, int]]:
    """Find words that the text interrupts (`"We will," she said, "go"`); an empty list when it does not.

    Args:
        text: The text.
        spelled: The same text, canonical.
        bare: The words to find, canonical.
        words: The same, one by one.
        there: The words of the text among which to look.
        language: Language of the text, for the verbs that show an interruption.
    """
    if len(words) < 2:
        return []
    given = [word.spelled for word in words]
    first, second = given[0].casefold(), given[1]
    chars = spelled.chars
    work = 0
    for at in range(len(there) - len(given) + 1):
        word = there[at]
        # An interruption after the very first word begins with its punctuation.
        if word.spelled.casefold() == first and (there[at + 1].spelled == second or chars[word.end] != " "):
            runs, steps = _runs(spelled, there, given, at, language)
            work += steps
            if work > _MAX_WORK:
                break
            if runs:
                cuts = [(there[one].start, there[last].end) for one, last in runs]
                places = [spelled.original(*cut) for cut in cuts]
                signs = same_signs(bare.chars, "\0".join(chars[slice(*cut)] for cut in cuts))
                if signs and all(stands_free(text, *place) for place in places):
                    return places
    return []


def _runs(
    spelled: Canonical, there: Sequence[Word], given: list[str], at: int, language: str
) -> tuple[list[tuple[int, int]] | None, int]:
    """Follow the given words through the text from word `at`; give the runs of words, or None, and the steps taken."""
    runs: list[tuple[int, int]] = []
    done, begin, back = 0, at, 0
    while True:
        step = 1 if done == 0 else 0  # the first word was compared already, in any case
        while (
            done + step < len(given) and begin + step < len(there) and there[begin + step].spelled == given[done + step]
        ):
            step += 1
        if step == 0:
            return None, done
        if done + step == len(given):
            runs.append((begin, begin + step - 1))
            return (runs if len(runs) > 1 else None), done + step + back
        end = begin + step - 1
        next_begin = _after_interruption(spelled, there, end, given[done + step], language)
        last = end
        while next_begin is None and end > begin and end > last - _MAX_STEPS_BACK:
            # `"after," she said, "she was"`: the run has swallowed the start of the interruption.
            end -= 1
            if '"' in spelled.chars[there[end].end : there[end + 1].start]:
                back += _MAX_GAP_WORDS
                next_begin = _after_interruption(spelled, there, end, given[done + end - begin + 1], language)
        if next_begin is None or len(runs) >= _MAX_PIECES:
            return None, done + step + back
        runs.append((begin, end))
        done += end - begin + 1
        begin = next_begin


def _after_interruption(spelled: Canonical, there: Sequence[Word], last: int, wanted: str, language: str) -> int | None:
    for index in range(last + 1, min(last + 2 + _MAX_GAP_WORDS, len(there))):
        if there[index].spelled != wanted:
            continue
        gap = spelled.chars[there[last].end : there[index].start]
        if _is_interruption(gap, language):
            return index
    return None


def _is_interruption(gap: str, language: str) -> bool:
    if _BRACKETED.fullmatch(gap):
        return not _negates(gap)
    if found := _BETWEEN_MARKS.fullmatch(gap):
        return is_one_attribution(found["words"], language)
    found = _ASIDE.fullmatch(gap)
    return found is not None and is_one_attribution(found["words"], language) and not _negates(gap)


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


def _closest(text: str, spelled: Canonical, parts: list[str], places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Move each piece but the last to its last place before the next one, so that the pieces stand together."""
    for index in range(len(parts) - 2, -1, -1):
        limit = places[index + 1][0]
        options = _places(text, spelled, parts[index], places[index][0], limit)
        places[index] = options[-1] if options else places[index]
    return places
