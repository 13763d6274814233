"""Words with their places, and the small tables that say which of them carry meaning."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from claimkit.grounding.canonical import Canonical

# A number keeps its sign and its separators, a word its apostrophes; units and currencies are words of their
# own, and so is each character of a script without spaces.
WORD = re.compile(
    r"(?:[^\W\d_\u3040-\u30ff\u3400-\u9fff]+[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u093c-\u094d]*)+(?:'[^\W\d_]+)*"
    r"|[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|(?:(?<![\w.,)\]%])[-.,]{1,2})?\d+(?:[.,:/]\d+)*"
    r"|[%‰°$¢£¤¥\u20a0-\u20cf￠-￦＄]"
)
_EMPTY_SYMBOLS = frozenset("©®™|\ufe0f")

# Words whose loss or gain leaves the meaning of a quotation as it was, by language because "die" is a word of
# two languages. Deliberately short: no negation, no verb (with "was" the attacker becomes the attacked), no
# pronoun, no quantity, no degree ("too old"), no conjunction of contrast or condition.
_DETERMINERS = {
    "en": "a an the this that these those",
    "de": "der die das den dem des ein eine einen einem einer eines",
    "fr": "le la les un une des",
    "es": "el la los las un una unos unas",
    "it": "il lo la gli le i un uno una",
    "pt": "o a os as um uma",
    "nl": "de het een",
}
# In German and Portuguese one determiner for another can turn the sentence round (der Hund, den Hund).
_FREE_DETERMINERS = frozenset({"en", "fr", "es", "it", "nl"})
_FILLERS = {
    "en": "and also very really of in on at",
    "de": "und auch dass",
    "fr": "et aussi de du",
    "es": "y también de del",
    "it": "e ed anche di dei delle",
    "pt": "e também",
    "nl": "en ook dat van",
    "pl": "i też oraz",
    "sv": "och att också",
    "da": "og at også",
    "fi": "ja myös",
    "ru": "и также",
}
_SMALL = {
    language: frozenset(f"{_DETERMINERS.get(language, '')} {words}".split()) for language, words in _FILLERS.items()
}
_REPLACEABLE = {language: frozenset(_DETERMINERS[language].split()) for language in _FREE_DETERMINERS}
_NEGATIONS = {
    language: frozenset(words.split())
    for language, words in {
        "en": """no not none never nobody nothing nowhere neither nor without cannot hardly scarcely barely rarely
            seldom""",
        "de": """nicht kein keine keinen keinem keiner keines nie niemals niemand niemanden niemandem nichts ohne kaum
            weder noch""",
        "fr": "ne pas non jamais rien personne aucun aucune sans ni guère",
        "es": "no nunca nadie nada ningún ninguno ninguna sin tampoco jamás ni",
        "it": "no non mai nessuno nessuna niente nulla senza né",
        "pt": "não nem nunca ninguém nenhum nenhuma sem nada",
        "nl": "niet geen nooit niemand niets zonder noch",
        "pl": "nie nigdy nikt nic żaden żadna bez ani",
        "sv": "inte aldrig ingen inget inga utan",
        "no": "ikke aldri ingen intet uten",
        "da": "ikke aldrig ingen intet uden",
        "fi": "ei en et emme ette eivät ole ilman",
        "ru": "не нет ни никогда никто ничего без",
        "zh": "不 没 無 无 非 未",
        "ja": "ない ません",
        "ar": "لا لم لن ليس",
    }.items()
}
_ANY_NEGATION = frozenset().union(*_NEGATIONS.values())


class Word(NamedTuple):
    """A word of a text: its canonical spelling and its canonical offsets."""

    spelled: str
    start: int
    end: int


def split_words(text: Canonical, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words of `text` between two canonical offsets."""
    stop = len(text.chars) if end is None else end
    return [Word(found.group(), *found.span()) for found in WORD.finditer(text.chars, start, stop)]


def is_negation(word: str, language: str | None = None) -> bool:
    """Say whether a word negates (also as a contraction: isn't, can't, n'est).

    Args:
        word: The word.
        language: Language of the text; every language counts when left out, or when it has no table.
    """
    lowered = word.lower()
    known = _NEGATIONS.get(language or "", _ANY_NEGATION)
    return lowered in known or lowered.endswith("n't") or lowered.startswith("n'")


def is_small(word: str, language: str) -> bool:
    """Say whether a word can be missing or extra without a change of meaning; a capital makes it a name."""
    return word in _SMALL.get(language, ()) and not word[0].isupper()


def is_determiner(word: str, language: str) -> bool:
    """Say whether a word is an article or points at something."""
    return word.lower() in _DETERMINERS.get(language, "").split()


def may_replace(one: str, other: str, language: str) -> bool:
    """Say whether one word may stand for the other: two determiners, or the same word in another case."""
    determiners = _REPLACEABLE.get(language, ())
    if one.lower() in determiners and other.lower() in determiners:
        return True
    return one.casefold() == other.casefold() and not is_acronym(one) and not is_acronym(other)


def is_acronym(word: str) -> bool:
    """Say whether a word is written in capitals (US is not us)."""
    return len(word) > 1 and word.isupper()


def symbols(chars: str) -> str:
    """Return the characters that are neither words nor punctuation: signs, emoji, marks of other scripts."""
    return "".join(
        char for char in WORD.sub(" ", chars) if unicodedata.category(char)[0] in "SMLN" and char not in _EMPTY_SYMBOLS
    )
