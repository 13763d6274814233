"""Edits on true spans of articles: each makes of words that stand in a text words that may not."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["verbatim", "pieces", "near", "refused"]

# A number is one word with its separators and its sign, so that no span starts inside "$2,836".
_WORD = re.compile(r"[$€£]?\d(?:[\w.,:/]*\w)?%?|\w+(?:[.'’-]\w+)*")
_ELLIPSIS = re.compile(r"…|\.\.|\[")
_MARKS = frozenset('"“”‘«»„')
_NEGATION = re.compile(r"\b(?:not|never|no)\b ?|n['’]t\b")
_NUMBER = re.compile(r"\d+")
_SMALL = ("the", "a", "also", "very", "of", "and", "that", "in")
_INVENTED = (
    "purple umbrellas danced across frozen rooftops while seven clocks argued about yesterday and nobody in the "
    "orchard remembered which violin had eaten the last of the blue lanterns before dawn"
).split()
_VERB = re.compile(r"\b(?:is|are|was|were|will|would|can|could|has|have|had|should)\b")


@dataclass(frozen=True, slots=True)
class Case:
    """Words to look for in a text.

    Attributes:
        text: The article, changed where the edit is one of the article.
        words: The words, edited.
        start: Where the true span starts in `text`.
        end: Where it ends.
    """

    text: str
    words: str
    start: int
    end: int


Edit = Callable[[str, int, int, random.Random], Case | None]


def true_spans(text: str, count: int, dice: random.Random) -> Iterator[tuple[int, int]]:
    """Give spans of 6 to 40 words, each inside one line, starting and ending at a word."""
    lines = [found.span() for found in re.finditer(r"[^\n]+", text)]
    lines = [line for line in lines if len(_WORD.findall(text, *line)) >= 6]
    for _ in range(count if lines else 0):
        low, high = dice.choice(lines)
        words = [found.span() for found in _WORD.finditer(text, low, high)]
        size = dice.randint(6, min(40, len(words)))
        first = dice.randint(0, len(words) - size)
        start, end = words[first][0], words[first + size - 1][1]
        if not _ELLIPSIS.search(text, start, end):  # the article's own ellipsis makes other pieces
            yield start, end


def _same(text: str, start: int, end: int, dice: random.Random) -> Case | None:
    return Case(text, text[start:end], start, end)


def _translated(table: dict[str, str]) -> Edit:
    def edit(text: str, start: int, end: int, dice: random.Random) -> Case | None:
        words = text[start:end].translate({ord(sign): other for sign, other in table.items()})
        return Case(text, words, start, end) if words != text[start:end] else None

    return edit


def _ellipsis(sign: str) -> Edit:
    def edit(text: str, start: int, end: int, dice: random.Random) -> Case | None:
        words = [found.span() for found in _WORD.finditer(text, start, end)]
        third = len(words) // 3
        left, right = text[start : words[third - 1][1]], text[words[-third][0] : end]
        return Case(text, f"{left} {sign} {right}", start, end) if third >= 2 else None

    return edit


def _interrupted(text: str, start: int, end: int, dice: random.Random) -> Case | None:
    words = [found.span() for found in _WORD.finditer(text, start, end)]
    at = words[len(words) // 2][0]
    if _MARKS & set(text[start:end]) or "''" in text[start:end] or text[at - 1] != " ":
        return None
    aside = '," she said, "'
    changed = f'{text[:start]}"{text[start:at].rstrip(" ,;:—-")}{aside}{text[at:end]}"{text[end:]}'
    if text[start:end] in changed:
        return None
    shift = len(aside) - (at - start - len(text[start:at].rstrip(" ,;:—-")))
    return Case(changed, text[start:end], start + 1, end + 1 + shift)


def _small_word_dropped(text: str, start: int, end: int, dice: random.Random) -> Case | None:
    small = [found.span() for found in _WORD.finditer(text, start, end) if found.group() in _SMALL]
    small = [place for place in small if start < place[0] and place[1] < end and text[place[1]] == " "]
    if not small:
        return None
    low, high = dice.choice(small)
    return Case(text, text[start:low] + text[high + 1 : end], start, end)


def _small_word_added(text: str, start: int, end: int, dice: random.Random) -> Case | None:
    words = [found.span() for found in _WORD.finditer(text, start, end)]
    at = dice.choice(words[1:])[0]
    return Case(text, f"{text[start:at]}{dice.choice(_SMALL)} {text[at:end]}", start, end)


def _negation_added(text: str, start: int, end: int, dice: random.Random) -> Case | None:
    verbs = [found.end() for found in _VERB.finditer(text, start, end) if found.end() < end]
    if not verbs:
        return None
    at = dice.choice(verbs)
    return Case(text, f"{text[start:at]} not{text[at:end]}", start, end)


def _negation_removed(text: str, start: int, end: int, dice: random.Random) -> Case | None:
    found = _NEGATION.search(text, start + 1, end)
    if found is None or found.end() >= end:
        return None
    return Case(text, text[start : found.start()] + text[found.end() : end], start, end)


def _number_changed(text: str, start: int, end: int, dice: random.Random) -> Case | None:
    numbers = list(_NUMBER.finditer(text, start, end))
    if not numbers:
        return None
    found = dice.choice(numbers)
    other = str(int(found.group()) + dice.choice((1, 2, 10)))
    return Case(text, text[start : found.start()] + other + text[found.end() : end], start, end)


def _name_changed(text: str, start: int, end: int, dice: random.Random) -> Case | None:
    names = [found for found in re.finditer(r"\b[A-Z][a-z]{2,}\b", text[start:end]) if found.start() > 0]
    if not names:
        return None
    found = dice.choice(names)
    words = text[start:end]
    return Case(text, words[: found.start()] + "Zebulon" + words[found.end() :], start, end)


def _half_invented(text: str, start: int, end: int, dice: random.Random) -> Case | None:
    words = text[start:end].split()
    half = len(words) // 2
    return Case(text, " ".join(words[:half] + _INVENTED[: len(words) - half]), start, end)


def _all_invented(text: str, start: int, end: int, dice: random.Random) -> Case | None:
    return Case(text, " ".join(_INVENTED[: max(6, len(text[start:end].split()))]), start, end)


def _joined(text: str, start: int, end: int, dice: random.Random) -> Case | None:
    others = [place for place in true_spans(text, 8, dice) if place[0] > end + 200 or place[1] < start - 200]
    if not others:
        return None
    low, high = others[0]
    one, two = text[start:end].split(), text[low:high].split()
    words = " ".join(one[: len(one) // 2] + two[len(two) // 2 :])
    return Case(text, words, start, end) if words not in text else None


def _shuffled(text: str, start: int, end: int, dice: random.Random) -> Case | None:
    words = text[start:end].split()
    mixed = words[:]
    dice.shuffle(mixed)
    return Case(text, " ".join(mixed), start, end) if mixed != words else None


EDITS: tuple[tuple[str, Verdict, Edit], ...] = (
    ("none", "verbatim", _same),
    ("straight for curly quotes", "verbatim", _translated({"“": '"', "”": '"', "‘": "'", "’": "'"})),
    ("curly for straight quotes", "verbatim", _translated({"'": "’"})),
    ("no-break spaces", "verbatim", _translated({" ": "\u00a0"})),
    ("other dashes", "verbatim", _translated({"-": "–", "–": "-", "—": "-"})),
    ("middle third is …", "pieces", _ellipsis("…")),
    ("middle third is [...]", "pieces", _ellipsis("[...]")),
    ("interruption skipped", "pieces", _interrupted),
    ("small word dropped", "near", _small_word_dropped),
    ("small word added", "near", _small_word_added),
    ("negation added", "refused", _negation_added),
    ("negation removed", "refused", _negation_removed),
    ("number changed", "refused", _number_changed),
    ("name changed", "refused", _name_changed),
    ("second half invented", "refused", _half_invented),
    ("all invented", "refused", _all_invented),
    ("two places joined", "refused", _joined),
    ("words shuffled", "refused", _shuffled),
)
