"""Where in a long text to look closely: around the places that share a few words with what is looked for."""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.grounding.canonical import Canonical
from claimkit.grounding.words import Word

_CHUNK = 3  # words in a chunk, and one chunk every four words: fewer edits than near allows leave one whole
_STRIDE = 4
_MIN_WORDS = 8
_MIN_CHARS = 4_000
_MAX_PLACES = 60


def region_of(spelled: Canonical, bare: Canonical, words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """Return the canonical range to look into; all of `start:end` when nothing narrows it down.

    Args:
        spelled: The text, canonical.
        bare: The words to find, canonical.
        words: The same, one by one.
        start: Where to start, a canonical index.
        end: Where to stop, a canonical index.
    """
    if len(words) < _MIN_WORDS or end - start < _MIN_CHARS:
        return start, end
    first, last = end, start
    places = 0
    for at in range(0, len(words) - _CHUNK + 1, _STRIDE):
        chunk = bare.chars[words[at].start : words[at + _CHUNK - 1].end]
        place = spelled.chars.find(chunk, start, end)
        while place >= 0:
            places += 1
            if places > _MAX_PLACES:
                return start, end
            first, last = min(first, place), max(last, place)
            place = spelled.chars.find(chunk, place + 1, end)
    if not places:
        return start, end
    slack = 2 * len(bare.chars) + 600  # the words before and after the chunk, and an interruption
    low, high = max(start, first - slack), min(end, last + slack)
    while low > start and not spelled.chars[low - 1].isspace():
        low -= 1
    while high < end and not spelled.chars[high].isspace():
        high += 1
    return low, high
