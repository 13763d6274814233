"""Where a reported statement ends."""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.attribution import language_tables as foreign
from claimkit.attribution import nouns, tables, wordclass
from claimkit.attribution.coordination import is_regular_past, is_speakers
from claimkit.attribution.cues import Cue
from claimkit.attribution.scene import Scene
from claimkit.attribution.silence import is_on_condition
from claimkit.attribution.tokens import Token


def limit(here: Scene, start: int, cue: Cue) -> int:
    """Return where content that begins at `start` ends."""
    tokens = here.tokens
    stop = end_of(tokens)
    if tokens[0].low in tables.SUBORDINATORS and cue.base != "according":
        first = next((at for at in range(1, stop) if tokens[at].text == ","), stop)
        stop = first if first > start else stop
    stop = _relative_end(here, start, stop, cue)
    stop = next((at for at in range(start, stop) if _breaks(here, start, at, cue)), stop)
    return trimmed(tokens, start, stop)


def _relative_end(here: Scene, start: int, stop: int, cue: Cue) -> int:
    """Return where content inside an inserted clause ends (`Lee, who said it was safe, left`)."""
    tokens = here.tokens
    if cue.first < 2 or tokens[cue.first - 1].low not in {"who", "which"} or tokens[cue.first - 2].text != ",":
        return stop
    for at in range(start + 1, stop - 1):
        following = tokens[at + 1]
        if tokens[at].text == "," and following.word:
            plain = wordclass.is_finite(following, here.language) or is_regular_past(tokens, at + 1)
            if plain or any(other.first == at + 1 for other in here.cues):
                return at
    return stop


def _breaks(here: Scene, start: int, at: int, cue: Cue) -> bool:
    """Say whether the content that begins at `start` is over before the token at `at`."""
    token = here.tokens[at]
    if token.quoted:
        return token.label in here.speech
    if token.text == ";":
        return any(at < other.first <= at + 9 for other in here.cues)
    if token.text in {",", "—", "–"}:
        return at > start and (_new_statement(here, start, at + 1, cue) or is_on_condition(here.tokens, at + 1))
    if token.low == "according":
        return at > start + 1 and any(other.first == at for other in here.cues)
    return at > start + 1 and token.low in foreign.AND and is_speakers(here, start, at + 1, cue)


def end_of(tokens: Sequence[Token]) -> int:
    """Return the end of a unit without its closing signs."""
    return trimmed(tokens, 0, len(tokens))


def trimmed(tokens: Sequence[Token], start: int, stop: int) -> int:
    """Return the end of a stretch without the signs that close it."""
    while stop > start:
        last = tokens[stop - 1]
        if last.word or last.quoted or last.text in ")]%":
            break
        stop -= 1
    return stop


def count_words(tokens: Sequence[Token], start: int, end: int) -> int:
    """Count the words of a stretch; a quoted piece counts as three."""
    return sum(3 if token.quoted else token.word for token in tokens[start:end])


def has_verb(here: Scene, start: int, end: int) -> bool:
    """Say whether a stretch holds a finite verb or quoted words, as a statement does."""
    tokens = here.tokens
    return any(
        token.quoted
        or (token.word and (wordclass.is_finite(token, here.language) or (token.low.endswith("ed") and at > start)))
        for at, token in enumerate(tokens[start:end], start)
    )


def _new_statement(here: Scene, start: int, at: int, cue: Cue) -> bool:
    """Say whether a new attribution starts behind a comma: `, adding that`, `, but Lee said`."""
    tokens = here.tokens
    other = next((one for one in here.cues if one.first >= at and one.first != cue.first), None)
    if other is None or at >= len(tokens):
        return False
    if other.shape == "ing":
        return other.first == at and bool({"clause", "that"} & other.frames)
    if other.base == "according":
        return other.first == at
    if tokens[at].low not in foreign.AND | {"while", "although", "though", "whereas"}:
        return False
    if other.first == at + 1:
        return is_speakers(here, start, at + 1, cue, comma=True)
    source = nouns.before(tokens, other.first, at + 1, here.language)
    reports = bool({"clause", "that"} & other.frames) or not _clausal(here, start, at, cue)
    return source is not None and source[0] == at + 1 and reports


def _clausal(here: Scene, start: int, at: int, cue: Cue) -> bool:
    """Say whether the content is a clause, so that a second verb may belong to what is said."""
    clause = here.tokens[start].low != "to" and bool({"clause", "that", "addressed"} & cue.frames)
    return clause and has_verb(here, start, at)
