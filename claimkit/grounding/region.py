"""Where in a long text to look closely: around the places that share a few words with what is looked for."""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.grounding.canonical import Canonical
from claimkit.grounding.words import Word

_CHUNK = 3  # words in a chunk, and one chunk every four words: fewer edits than near allows leave one whole
_STRIDE = 4
_MIN_WORDS = 8
_MIN_CHARS = 4_000
_MAX_PLACES = 500


def regions_of(
    spelled: Canonical, bare: Canonical, words: Sequence[Word], start: int, end: int
) -> list[tuple[int, int]]:
    """Return the canonical ranges to look into; all of `start:end` when nothing narrows it down.

    Args:
        spelled: The text, canonical.
        bare: The words to find, canonical.
        words: The same, one by one.
        start: Where to start, a canonical index.
        end: Where to stop, a canonical index.
    """
    if len(words) < _MIN_WORDS or end - start < _MIN_CHARS:
        return [(start, end)]
    places: list[int] = []
    for at in range(0, len(words) - _CHUNK + 1, _STRIDE):
        chunk = bare.chars[words[at].start : words[at + _CHUNK - 1].end]
        place = spelled.chars.find(chunk, start, end)
        while place >= 0 and len(places) <= _MAX_PLACES:
            places.append(place)
            place = spelled.chars.find(chunk, place + 1, end)
    if not places or len(places) > _MAX_PLACES:
        return [(start, end)]
    slack = 2 * len(bare.chars) + 600  # the words before and after the chunk, and an interruption
    regions: list[tuple[int, int]] = []
    for place in sorted(places):
        low, high = max(start, place - slack), min(end, place + slack)
        if regions and low <= regions[-1][1]:
            regions[-1] = (regions[-1][0], high)
        else:
            regions.append((low, high))
    return [_at_words(spelled.chars, start, end, *region) for region in regions]


def _at_words(chars: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """Widen a range to where words begin and end."""
    while low > start and not chars[low - 1].isspace():
        low -= 1
    while high < end and not chars[high].isspace():
        high += 1
    return low, high
