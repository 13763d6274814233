"""Whether words beside speech say who speaks: `säger Anna`, `a-t-il dit`, `powiedział nam wójt`, `Virtanen sanoo`."""

from __future__ import annotations

import re

from claimkit.lexicon import reporting_verbs
from claimkit.passages.shown import dash_words as words

_WORDS = re.compile(r"\w+(?:(?:\s+|['’-])\w+){0,6}")
_REACH = 160  # no attribution needs more to show its verb and its subject
_NOBODY: frozenset[str] = frozenset()


def words_at(text: str, at: int, end: int) -> list[str]:
    """Return up to seven words that follow one another from `at` on without a sign between them."""
    found = _WORDS.match(text, at, min(end, at + _REACH))
    return re.findall(r"\w+", found.group()) if found else []


def is_verb(word: str, language: str) -> bool:
    """Say whether a word reports speech beside it; an auxiliary alone does not ("ha vinto")."""
    word = word.lower()
    if word in words.LEADS.get(language, _NOBODY):
        return False
    return word in reporting_verbs(language) or word in words.BESIDE_SPEECH.get(language, _NOBODY)


def speaker_beside(text: str, at: int, end: int, language: str, dash: bool) -> frozenset[str] | None:
    """Read the attribution that begins at `at`.

    Args:
        text: The article.
        at: Where the words after the comma, the dash, `?` or `!` begin.
        end: Where the paragraph ends.
        language: Its language.
        dash: Whether a dash stands before these words.

    Returns:
        The parts of the speaker's name (none for "she" or "the mayor"), or None when this attributes nothing.
    """
    following = words_at(text, at, end)
    verb = next((k for k, word in enumerate(following[:5]) if is_verb(word, language)), None)
    if verb is None:
        return None
    low = [word.lower() for word in following]
    leads = words.LEADS.get(language, _NOBODY)
    participle = words.PARTICIPLE.get(language)
    lone_participle = verb == 0 and participle is not None and participle.fullmatch(low[0])
    if low[0] not in words.PRONOUN_BEFORE and all(word in leads for word in low[:verb]) and not lone_participle:
        return _behind(following, low, verb, language, dash)
    behind = text[at : min(end, at + _REACH)]
    behind = behind[[found.end() for found in re.finditer(r"\w+", behind)][verb] :].lstrip()
    return _before(following, low, verb, language, behind)


def _behind(following: list[str], low: list[str], verb: int, language: str, dash: bool) -> frozenset[str] | None:
    """Read the subject behind the verb, or do without where the language does."""
    subjectless = language in words.SUBJECTLESS
    if verb + 1 == len(low):
        return _NOBODY if subjectless or not words.PRONOUN_BEFORE.isdisjoint(low[:verb]) else None
    if dash and subjectless:
        return None if low[verb + 1] in words.NEVER_BESIDE else _NOBODY
    if not words.PRONOUN_BEFORE.isdisjoint(low[:verb]):
        return _NOBODY
    no_subject, openers = words.NO_SUBJECT.get(language, _NOBODY), words.SUBJECT_OPENS.get(language)
    near = range(verb + 1, min(verb + 4, len(low)))
    if low[verb + 1] in no_subject:
        return None
    if openers is not None and not any(following[k][0].isupper() or low[k] in openers for k in near):
        return None
    first = next((k for k in range(verb + 1, len(low)) if following[k][0].isupper()), len(low))
    if low[verb] in words.AMBIGUOUS and first != verb + 1:
        return None
    if any(word in no_subject for word in low[verb + 1 : first]):
        return _NOBODY  # "dit le maire de Skerrin" names a place
    last = first
    while last < len(low) and following[last][0].isupper():
        last += 1
    return frozenset(following[first:last])


def _before(following: list[str], low: list[str], verb: int, language: str, behind: str) -> frozenset[str] | None:
    """Read the subject before the verb; the clause has to be over there, or nearly so."""
    pronouns = words.SUBJECT_FIRST.get(language)
    if pronouns is None or verb == 0 or low[0] in words.NO_SUBJECT[language]:
        return None
    name = frozenset(word for word in following[:verb] if word[0].isupper())
    known = bool(name) or low[0] in pronouns
    over = not behind[:1].isalnum() and not re.match(r",\s*(?:että|that)\b", behind)
    if language == "fi":  # a place or a listener may follow (", Virtanen sanoo STT:lle")
        return name if over or (known and behind[:1] != ",") else None
    return name if over and known else None
