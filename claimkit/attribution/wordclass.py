"""Word classes without a tagger: what a word can be, told by tables and endings."""

from __future__ import annotations

from claimkit.attribution import language_tables as foreign
from claimkit.attribution import tables
from claimkit.attribution.tokens import Token
from claimkit.attribution.verbs import forms


def is_adverb(token: Token, language: str = "en") -> bool:
    """Say whether a word may stand between a subject and its verb."""
    if language != "en":
        return token.low in foreign.ADVERBS.get(language, frozenset())
    low = token.low
    return low in tables.ADVERBS or (low.endswith("ly") and low not in tables.NOT_ADVERBS and not token.capital)


def is_auxiliary(token: Token, language: str = "en") -> bool:
    """Say whether a word is a form of be, have or a modal verb."""
    low = token.low
    if language != "en":
        return low in foreign.AUXILIARIES.get(language, frozenset())
    return low in tables.BE or low in tables.HAVE or low in tables.MODALS


def is_finite(token: Token, language: str = "en") -> bool:
    """Say whether a word outside quotation marks is surely a verb that has a subject of its own."""
    low = token.low
    if token.capital:  # "May", "Works Office"
        return False
    plain = tables.PLAIN_VERBS if language == "en" else foreign.FINITE.get(language, frozenset())
    if is_auxiliary(token, language) or low in plain:
        return True
    form = forms(language).get(low)
    if form is None:
        return False
    return form.shape == "past" or (form.shape != "ing" and low not in tables.NOUNY)


def determiners(language: str) -> frozenset[str]:
    """Return the articles and other words that open a noun phrase."""
    return tables.DETERMINERS if language == "en" else foreign.DETERMINERS.get(language, frozenset())


def pronouns(language: str) -> frozenset[str]:
    """Return the pronouns that can be the subject of a reporting verb."""
    return tables.SUBJECT_PRONOUNS if language == "en" else foreign.PRONOUNS.get(language, frozenset())


def stops(language: str) -> frozenset[str]:
    """Return the words that end a noun phrase."""
    return tables.JOINERS if language == "en" else foreign.STOPS.get(language, frozenset())
