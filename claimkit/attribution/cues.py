"""Cues: the words in a sentence that report speech, with all that belongs to their verb group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from claimkit.attribution import language_tables as foreign
from claimkit.attribution import tables
from claimkit.attribution.tokens import Token
from claimkit.attribution.verbs import forms
from claimkit.attribution.wordclass import is_adverb, is_auxiliary
from claimkit.lexicon import ACCORDING


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that report speech, as indexes of tokens.

    Attributes:
        first: First token of the verb group.
        verb: The token of the verb itself.
        last: Last token of the group.
        base: The verb, or "according".
        shape: "base", "third", "past", "ing", or "according".
        frames: What may follow; see `tables`.
        joined: Whether `and` or `but` stands right before, so that the subject is an earlier one.
        lone: Whether nothing but the verb is in the group.
    """

    first: int
    verb: int
    last: int
    base: str
    shape: str
    frames: frozenset[str]
    joined: bool = False
    lone: bool = True


def find_cues(tokens: Sequence[Token], language: str) -> list[Cue]:
    """Return the cues of a sentence from left to right."""
    return list(_cues(tokens, language))


def _cues(tokens: Sequence[Token], language: str) -> Iterator[Cue]:
    known = forms(language)
    title = _is_title(tokens)
    according = _has_according(tokens, language)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.word:
            width = _according(tokens, at, language) if according else 0
            if width:
                yield Cue(at, at, at + width - 1, "according", "according", frozenset({"object"}))
                at += width
                continue
            if token.low in known and (not token.capital or (title and at) or (at == 0 and language != "en")):
                cue = _verb_cue(tokens, at, language)
                if cue is not None:
                    yield cue
            elif language == "en" and token.low in tables.STANCES:
                cue = _stance_cue(tokens, at)
                if cue is not None:
                    yield cue
        at += 1


def _is_title(tokens: Sequence[Token]) -> bool:
    """Say whether a sentence is a headline that writes its verbs with capitals."""
    words = [token for token in tokens if token.word and len(token.text) >= 4]
    return len(words) >= 3 and tokens[-1].text != "." and sum(token.capital for token in words) >= 0.8 * len(words)


@cache
def _according_pattern(language: str) -> re.Pattern[str] | None:
    words = ACCORDING.get(language)
    return re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE) if words else None


def _has_according(tokens: Sequence[Token], language: str) -> bool:
    """Say whether a sentence can hold such words at all; most do not."""
    pattern = _according_pattern(language)
    if pattern is None:
        return False
    return pattern.search(" ".join(token.text for token in tokens if token.word)) is not None or (
        language == "de" and any(token.low == "so" for token in tokens)
    )


def _according(tokens: Sequence[Token], at: int, language: str) -> int:
    """Return how many tokens "according to" and its like take up at `at`."""
    pattern = _according_pattern(language)
    if pattern is None:
        return 0
    if language == "de" and tokens[at].low == "so":
        return int(_names_so(tokens, at))
    ahead = " ".join(token.text for token in tokens[at : at + 5] if token.word)
    found = pattern.match(ahead)
    return len(found.group().split()) if found else 0


def _names_so(tokens: Sequence[Token], at: int) -> bool:
    """Say whether German "so" names a source (`..., so die Ministerin.`)."""
    if at == 0 or at + 1 >= len(tokens) or not (tokens[at - 1].text == "," or tokens[at - 1].quoted):
        return False
    following = tokens[at + 1]
    return following.capital or following.low in foreign.DETERMINERS["de"] or following.low in foreign.PRONOUNS["de"]


def _verb_cue(tokens: Sequence[Token], at: int, language: str) -> Cue | None:
    form = forms(language)[tokens[at].low]
    first = at
    be = False
    while first > 0 and tokens[first - 1].word:
        left = tokens[first - 1]
        if is_auxiliary(left, language):
            be = be or left.low in tables.BE
        elif not (is_adverb(left, language) or left.low in tables.NOT_VERBS):
            break
        first -= 1
    previous = tokens[first - 1] if first else None
    if language == "en":
        if previous is not None and previous.low == "to":
            start = _lead(tokens, first - 1)
            if start is None:
                return None
            return Cue(start, at, _particle(tokens, at, form.base), form.base, "past", form.frames, False, False)
        if be and form.shape == "past":
            return None
        if previous is not None and _is_noun(tokens, at, first, form.shape):
            return None
        shape = "past" if be and form.shape == "ing" else form.shape
    else:
        shape = form.shape
    last = _particle(tokens, at, form.base) if language == "en" else at
    if last == at and form.frames == {"phrasal"}:
        return None
    joined = previous is not None and previous.low in foreign.AND
    return Cue(first, at, last, form.base, shape, form.frames, joined, first == at)


def _lead(tokens: Sequence[Token], to: int) -> int | None:
    """Return where "went on to say" or "was quick to add" starts, given its "to"."""
    at = to - 1
    if at > 0 and tokens[at].low == "on":
        at -= 1
    if at < 0 or tokens[at].low not in tables.LEADS_TO_SPEECH:
        return None
    while at > 0 and tokens[at - 1].word and (is_auxiliary(tokens[at - 1]) or is_adverb(tokens[at - 1])):
        at -= 1
    return at


def _particle(tokens: Sequence[Token], at: int, base: str) -> int:
    """Return the last token of a verb with its particle (`pointed out`, `called for`)."""
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if following == "out" and base in {"point", "lash", "speak"}:
        wanted = {"lash": "at", "speak": "against"}.get(base)
        return at + 2 if wanted and at + 2 < len(tokens) and tokens[at + 2].low == wanted else at + 1
    return at + 1 if following and following in tables.PHRASAL.get(base, "").split() else at


def _is_noun(tokens: Sequence[Token], at: int, first: int, shape: str) -> bool:
    """Say whether a form such as "claims" or "report" is a noun here."""
    if first != at or shape not in {"base", "third", "ing"}:
        return False
    left = tokens[at - 1]
    if tokens[at].low in tables.NOUNY and left.word and not left.capital:
        if left.low.endswith(tables.ADJECTIVE_ENDS):
            return True
        plural = left.low.endswith("s") or left.low in tables.PLURAL_SUBJECTS
        if shape == "base" and not plural and left.low not in {"and", "but"}:
            return True
    if left.low in tables.POSSESSIVES or left.low in {"the", "a", "an", "no", "of", "any"}:
        return True
    return left.word and left.low.endswith(("'s", "s'"))


def _stance_cue(tokens: Sequence[Token], at: int) -> Cue | None:
    """Find "are divided on", "is confident that"; with the linking word unless it opens a clause."""
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if following not in tables.STANCE_LINKS:
        return None
    first, be = at, False
    while first > 0 and tokens[first - 1].word:
        left = tokens[first - 1]
        if left.low in tables.BE:
            be = True
        elif not (is_auxiliary(left) or is_adverb(left) or left.low in tables.NOT_VERBS or left.low in {"very", "so"}):
            break
        first -= 1
    if not be:
        return None
    last = at + 1 if following not in {"that", "whether", "to"} else at
    return Cue(
        first,
        at,
        last,
        "be",
        "past",
        frozenset({"clause", "infinitive", "object", "that", "stance"}),
        False,
        False,
    )
