"""Whose verb stands behind `and`: the speaker's own (`said A and added B`), or one inside what is said.

A statement that is cut short is worse than one that runs on, so a second verb belongs to the content
unless something tells otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.attribution import actor_tables, tables, wordclass
from claimkit.attribution import language_tables as foreign
from claimkit.attribution.cues import Cue
from claimkit.attribution.names import is_role
from claimkit.attribution.scene import Scene
from claimkit.attribution.tokens import Token

_PAST = frozenset({"was", "were", "had", "did", "wasn't", "weren't", "hadn't", "didn't"})
_PRESENT = frozenset(
    {"is", "are", "has", "have", "does", "do", "am", "'s", "'re", "'ve"}
    | {"isn't", "aren't", "hasn't", "haven't", "doesn't", "don't"}
)
_REFUSING = frozenset({"decline", "refuse"})
# Verbs of thinking and wanting: inside a statement, others may think and want as well.
_INNER = tables.words("believe think hope wish fear worry guess reckon expect doubt suspect swear vow promise")


def is_speakers(here: Scene, start: int, at: int, cue: Cue, *, comma: bool = False) -> bool:
    """Say whether the verb behind `and` at the token `at` has the speaker as its subject.

    Args:
        here: The scene.
        start: Where the content starts.
        at: The token behind `and` or `but`.
        cue: The cue that reports the content.
        comma: Whether a comma stands before `and`.
    """
    other = next((one for one in here.cues if one.first == at), None)
    inner = _first_verb(here, start, at)
    if inner is None and not _is_clause(here, start, at, cue):
        return _is_finite(here, at) or (other is not None and other.shape not in {"base", "ing"})
    if other is None or "ing" in {cue.shape, other.shape} or "stance" in other.frames:
        return False
    if _tense(here, other) not in {_tense(here, cue), "perfect"} and _tense(here, cue) != "perfect":
        return False
    if not ("clause" in other.frames or other.base in _REFUSING) or other.base in _INNER:
        return False
    if comma or other.base in foreign.ADDING:
        return True
    return inner is not None and (_differs(here, inner, other) or not _may_speak(here, start, inner))


def _is_finite(here: Scene, at: int) -> bool:
    tokens = here.tokens
    if at >= len(tokens) or tokens[at].low == "being":
        return False
    return wordclass.is_finite(tokens[at], here.language) or is_regular_past(tokens, at)


def is_regular_past(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a form in -ed is a verb with something behind it and no adjective (`and moved to Lunden`)."""
    if not _ends_as_past(tokens[at]):
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    links = tables.PREPOSITIONS | tables.DETERMINERS | tables.PERSONAL | {"to", "that"}
    return following is None or not following.word or following.low in links


def _is_clause(here: Scene, start: int, stop: int, cue: Cue) -> bool:
    """Say whether content without a known verb is a clause all the same: by its "that" or its quoted words."""
    tokens = here.tokens
    if start and tokens[start - 1].low == "that":
        return True
    clause = bool({"clause", "that", "addressed"} & cue.frames)
    return clause and any(token.quoted for token in tokens[start:stop])


def _first_verb(here: Scene, start: int, stop: int) -> int | None:
    """Return the first finite verb of the content, or None when it is a noun phrase or an infinitive."""
    tokens = here.tokens
    for at in range(start, stop):
        token = tokens[at]
        if token.word and (wordclass.is_finite(token, here.language) or (at > start and _ends_as_past(token))):
            return at
    return None


def _ends_as_past(token: Token) -> bool:
    return token.low.endswith("ed") and not token.capital and len(token.low) > 4


def _tense(here: Scene, cue: Cue) -> str:
    first = here.tokens[cue.first].low
    if first in {"has", "have", "'ve"}:
        return "perfect"
    if first in _PAST | _PRESENT and cue.first != cue.verb:
        return "past" if first in _PAST else "present"
    return "past" if cue.shape == "past" else "present"


def _differs(here: Scene, inner: int, other: Cue) -> bool:
    """Say whether the content's verb is of another tense, so that `and` cannot join the two."""
    low = here.tokens[inner].low
    if low in tables.MODALS and low not in _PAST | _PRESENT:
        return True
    if low in _PAST or low in _PRESENT:
        return (low in _PAST) != (_tense(here, other) == "past")
    past = low.endswith("ed") or not low.endswith("s")
    return past != (_tense(here, other) == "past")


def _may_speak(here: Scene, start: int, verb: int) -> bool:
    """Say whether the subject of the content's clause could itself be who says the second thing."""
    return any(_speaks(token) for token in _head_words(here.tokens[start:verb]))


def _head_words(words: Sequence[Token]) -> list[Token]:
    """Return the words of a noun phrase before its first preposition."""
    result: list[Token] = []
    for word in words:
        if word.low in tables.PREPOSITIONS and result:
            break
        result.append(word)
    return result


def _speaks(token: Token) -> bool:
    low = token.low
    bodies = actor_tables.GROUP | actor_tables.UNNAMED | actor_tables.GOVERNMENT | actor_tables.ORGANIZATION
    return (
        token.capital
        or token.quoted
        or low in tables.PERSONAL - {"it"}
        or low in bodies
        or low in tables.PLURAL_SUBJECTS
        or is_role(low)
        or is_role(low.removesuffix("s"))
    )
