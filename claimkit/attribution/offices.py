"""Offices: which body a role belongs to (`director of the harbour authority`, `Its secretary`)."""

from __future__ import annotations

import re

from claimkit.article.reading import Reading
from claimkit.attribution import actor_tables as tables
from claimkit.attribution import tables as grammar
from claimkit.attribution.same_name import words_of
from claimkit.schemas import Span

_LINK = re.compile(r"\s+(of|at|for|in|with|von|der|des|du|de)\s+(?:(?:the|a|an|der|des|la|le)\s+)?")
_WORD = re.compile(r"\w+(?:[-'’.&]\w+)*['’]?")
_BODIES = tables.ORGANIZATION | tables.GOVERNMENT
_ENDS = grammar.PREPOSITIONS | grammar.JOINERS | grammar.BE | grammar.HAVE | grammar.MODALS | grammar.PLAIN_VERBS


def split_role(text: str, role: Span) -> tuple[Span, Span | None]:
    """Split a role into office and body, when its words behind "of" or "at" name a body."""
    for link in _LINK.finditer(text, role.start, role.end):
        if _names_body(text[link.end() : role.end], link.group(1)):
            return Span(start=role.start, end=link.start()), Span(start=link.end(), end=role.end)
    return role, None


def _names_body(tail: str, link: str) -> bool:
    words = _WORD.findall(tail)
    low = [word.lower() for word in words]
    if not words or "and" in low or all(word in tables.OFFICES for word in low):
        return False
    head = next((at for at, word in enumerate(low) if at and word in grammar.PREPOSITIONS), len(low)) - 1
    known = low[head] in _BODIES or low[head].endswith(tables.GOVERNMENT_ENDS)
    return known or (link in {"at", "with"} and words[0][0].isupper())


def body_of_its(reading: Reading, mention: Span) -> Span | None:
    """Return the body that "its" means in a mention (`Its secretary, Jo Lund`).

    That is the body which opens the sentence before, or the same sentence when the mention stands inside one.
    """
    if not re.match(r"its\b", mention.of(reading.text), re.IGNORECASE):
        return None
    sentence = reading.sentence_at(mention.start)
    if mention.start - sentence.span.start > 2:
        return _opening_body(reading.text, Span(start=sentence.span.start, end=mention.start))
    before = [one for one in reading.sentences if one.span.end <= sentence.span.start]
    return _opening_body(reading.text, before[-1].span) if before else None


def _opening_body(text: str, sentence: Span) -> Span | None:
    """Return the body that a sentence opens with, without its article."""
    found = list(_WORD.finditer(text, sentence.start, sentence.end))[:8]
    if found and found[0].group().lower() in {"the", "a", "an"}:
        found = found[1:]
    for at, word in enumerate(found):
        low = word.group().lower()
        if low in _BODIES or low.endswith(tables.GOVERNMENT_ENDS):
            return Span(start=found[0].start(), end=word.end())
        if low in _ENDS or (at and text[found[at - 1].end() : word.start()].strip()):
            return None
    return None


def same_words(text: str, one: Span, two: Span) -> bool:
    """Say whether two spans hold the same words."""
    return words_of(one.of(text)) == words_of(two.of(text))
