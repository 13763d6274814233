"""The aligner: which place of a text do these words stand at?"""

from __future__ import annotations

import re

from claimkit.article.language import guess_language
from claimkit.errors import CallerError
from claimkit.grounding.canonical import canonical
from claimkit.grounding.near import Nearest, closer, find_nearest
from claimkit.grounding.pieces import find_interrupted, find_shown_pieces
from claimkit.grounding.region import regions_of
from claimkit.grounding.result import Grounding
from claimkit.grounding.verbatim import find_exact, find_typographic
from claimkit.grounding.words import split_words
from claimkit.schemas import Span

_MAX_WORDS = 5_000
_MAX_CHARS = 100_000  # no quotation is longer; words beyond are only looked for letter by letter


def ground(text: str, words: str, *, within: Span | None = None, language: str | None = None) -> Grounding:
    """Find where `words` stand in `text`; the first place in reading order counts.

    Args:
        text: The article's text.
        words: The words to find, as somebody copied them.
        within: Look only here; the whole text when left out.
        language: Language of the text, for the verbs that show an interruption and for its small words; guessed
            when left out.

    Returns:
        A `Grounding`. Its spans are code point offsets of `text`. Negations, numbers, units and names never
        differ in anything but an "unfound" one, nor do words stand in another order. Small differences are
        looked for in up to 5,000 words; more than 100,000 characters are only found letter by letter.

    Raises:
        CallerError: `within` reaches beyond the text.
    """
    start, end = (within.start, within.end) if within is not None else (0, len(text))
    if end > len(text):
        raise CallerError(
            f"within ends at {end}, but the text has {len(text)} characters",
            hint="Give offsets in code points of this very text.",
        )
    bare = words.strip()
    if not bare or len(bare) > 2 * (end - start) + 200:
        return Grounding(status="unfound")
    place = find_exact(text, bare, start, end) if any(char.isalnum() for char in bare) else None
    if place:
        return _whole("exact", place)
    if len(bare) > _MAX_CHARS:
        return Grounding(status="unfound")
    spelled = canonical(text)
    place = find_typographic(text, spelled, bare, start, end)
    if place:
        return _whole("typographic", place)
    places = find_shown_pieces(text, spelled, bare, start, end)
    if places:
        return _in_pieces(places)
    plain = canonical(bare)
    given = split_words(plain)
    if not given or len(given) > _MAX_WORDS:
        return Grounding(status="unfound")
    language = re.split("[-_]", language or guess_language(text) or "en")[0].lower()
    nearest: Nearest | None = None
    for region in regions_of(spelled, plain, given, spelled.canonical(start), spelled.canonical(end)):
        there = split_words(spelled, *region)
        places = find_interrupted(text, spelled, plain, given, there, language)
        if places:
            return _in_pieces(places)
        nearest = closer(nearest, find_nearest(text, spelled, plain, given, there, language))
    if nearest is None:
        return Grounding(status="unfound")
    span = Span(start=nearest.place[0], end=nearest.place[1])
    if nearest.harmless and not nearest.edits:
        return _whole("typographic", nearest.place)
    if nearest.harmless:
        return Grounding(status="near", spans=(span,), edits=nearest.edits, coverage=nearest.coverage)
    return Grounding(status="unfound", edits=nearest.edits, coverage=nearest.coverage, nearest=span)


def _whole(status: str, place: tuple[int, int]) -> Grounding:
    found = Span(start=place[0], end=place[1])
    return Grounding.model_validate({"status": status, "spans": (found,), "coverage": 1.0})


def _in_pieces(places: list[tuple[int, int]]) -> Grounding:
    spans = tuple(Span(start=start, end=end) for start, end in places)
    return Grounding(status="pieces", spans=spans, coverage=1.0)
