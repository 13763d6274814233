"""Forms of reporting verbs: which form belongs to which verb and what may follow it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from claimkit.attribution import tables
from claimkit.lexicon import inflected, reporting_verbs

_FRAMES = {
    "clause": tables.CLAUSE,
    "that": tables.THAT_ONLY,
    "object": tables.OBJECT,
    "infinitive": tables.INFINITIVE,
    "addressed": tables.ADDRESSED,
    "quoted": tables.QUOTED_ONLY,
}

# The second half of a separable verb ("teilte mit") says nothing alone.
_PARTICLES = frozenset({"mit", "hinzu"})


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a verb.

    Attributes:
        base: The verb.
        shape: "base", "third" (says), "past" (said), or "ing".
        frames: What may follow it; see `tables`.
    """

    base: str
    shape: str
    frames: frozenset[str]


@cache
def forms(language: str) -> dict[str, Form]:
    """Return all forms of a language's reporting verbs, in lower case."""
    if language != "en" and (known := reporting_verbs(language)) != reporting_verbs("en"):
        return {form: Form(form, "past", frozenset({"clause", "that"})) for form in known - _PARTICLES}
    return _english()


def _english() -> dict[str, Form]:
    frames: dict[str, set[str]] = {}
    for frame, verbs in _FRAMES.items():
        for verb in verbs:
            frames.setdefault(verb, set()).add(frame)
    for verb in tables.PHRASAL:
        frames.setdefault(verb, set()).add("phrasal")
    result: dict[str, Form] = {}
    for verb, own in frames.items():
        for form in tables.IRREGULAR[verb].split() if verb in tables.IRREGULAR else inflected(verb):
            result[form] = Form(verb, _shape(verb, form), frozenset(own))
    return result


def _shape(base: str, form: str) -> str:
    if form in {"read", "put"}:
        return "past"
    if form == base:
        return "base"
    if form.endswith("ing") and len(form) > 4:
        return "ing"
    return "third" if form.endswith("s") else "past"
