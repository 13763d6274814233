"""Words with their places, and the small tables that say which of them carry meaning."""

from __future__ import annotations

import re
from typing import NamedTuple

from claimkit.grounding.canonical import Canonical

# A number keeps its separators, a word its apostrophes; units and currencies are words of their own, and so
# is each character of a script without spaces.
WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|\d+(?:[.,:/]\d+)*|(?:[^\W\d_\u3040-\u30ff\u3400-\u9fff]"
    r"[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u093c-\u094d]*)+(?:'[^\W\d_]+)*|[%‰$€£¥₹₽°]"
)

# Words whose loss or gain leaves the meaning of a quotation as it was. Deliberately short: no negation, no
# modal verb, no pronoun, no quantity, no conjunction of contrast or condition, no preposition of direction.
_SMALL = frozenset(
    """
    a an the that this these those which who also just so too very really quite rather well now then here there
    and of in on at as is are was were be been am to for with by it's
    der die das den dem des ein eine einen einem einer eines und auch ja doch schon so da dass in im am an auf zu von
    le la les l' un une des du de d' et aussi que qui en au aux à
    el los las unos unas del y también en al a
    il lo gli uno dei delle e anche che di da
    een het en ook dat van
    """.split()
)
_DETERMINERS = frozenset(
    """
    a an the this that these those
    der die das den dem des ein eine einen einem einer eines
    le la les un une des el los las unos unas il lo gli i una uno een het
    """.split()
)
_NEGATIONS = frozenset(
    """
    no not none never nobody nothing nowhere neither nor without cannot hardly scarcely barely rarely seldom
    nicht kein keine keinen keinem keiner keines nie niemals niemand nichts ohne kaum weder noch
    ne pas non jamais rien personne aucun aucune sans ni guère
    nunca nadie nada ningún ninguno ninguna sin tampoco jamás
    mai nessuno nessuna niente nulla senza né
    niet geen nooit niemand niets zonder
    nie nigdy nikt nic żaden bez
    inte aldrig ingen inget inga utan ikke aldri
    ei en et emme ette eivät ole ilman
    не нет ни никогда никто ничего без
    不 没 无 非 未 ない ません لا لم لن ليس
    """.split()
)


class Word(NamedTuple):
    """A word of a text: its canonical spelling and its canonical offsets."""

    spelled: str
    start: int
    end: int


def split_words(text: Canonical, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words of `text` between two canonical offsets."""
    stop = len(text.chars) if end is None else end
    return [Word(found.group(), *found.span()) for found in WORD.finditer(text.chars, start, stop)]


def is_negation(word: str) -> bool:
    """Say whether a word negates (also as a contraction: isn't, can't)."""
    lowered = word.lower()
    return lowered in _NEGATIONS or lowered.endswith("n't")


def is_small(word: str) -> bool:
    """Say whether a word can be missing or extra without a change of meaning."""
    lowered = word.lower()
    return lowered in _SMALL and not is_negation(word) and not is_acronym(word)


def may_replace(one: str, other: str) -> bool:
    """Say whether one word may stand for the other: two determiners, or the same word in another case."""
    if one.lower() in _DETERMINERS and other.lower() in _DETERMINERS:
        return True
    return one.casefold() == other.casefold() and not is_acronym(one) and not is_acronym(other)


def is_acronym(word: str) -> bool:
    """Say whether a word is written in capitals (US is not us)."""
    return len(word) > 1 and word.isupper()
