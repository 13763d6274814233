"""The guard of proper names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W\d_]+)*")
_BEFORE = 12  # characters before a word that show whether it starts a sentence
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|[\"“”'‘’(«»„]\s*)$")
_POSSESSIVE = re.compile(r"['’]s?$")
_MIN_STEM = 4
_MAX_SMALL = 3  # letters of a small word; at the start of a sentence "A" and "In" are names of nobody
# Small words that open a sentence before a name ("Under Ruiz ...").
_OPENERS = frozenset(
    """
    about after against although among another because before behind both despite during each every even except
    former from given here however into later less like many more most near neither nobody only other over some
    several since such than that their then there these this those though through today under unless until unlike
    what when where which while with within without would your nach unter über wenn weil auch aber laut seit nach
    selon après avant depuis pour sans avec dans mais según tras desde para pero como cuando según dopo secondo
    """.split()
)
_NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})


def strange_names(text: str, known: Sequence[str], names: Sequence[str], article: str, language: str) -> Iterator[str]:
    """Yield each proper name of a claim that its evidence, its context and the actors do not give.

    A word with a capital counts as a name, at the start of a sentence only where the article shows that it is one
    or where the name goes on. In German, whose nouns all have capitals, only names of two words and acronyms do.

    Args:
        text: The claim.
        known: The evidence, and each line of the context.
        names: Names, roles and affiliations of the actors.
        article: All words of the article.
        language: Language of the article.
    """
    there = frozenset().union(*(_stems(words) for words in (*known, *names)))
    of_article = _words_of(article)
    capitals = list(_capitals(text))
    runs = _in_runs(text)
    for word, at_start in capitals:
        stem = _stem(word)
        acronym = len(word) > 1 and word.isupper()
        if language in _NOUNS_HAVE_CAPITALS and not acronym and word not in runs:
            continue
        if at_start and not acronym and stem not in of_article.inner and word not in runs:
            continue
        if at_start and len(word) <= _MAX_SMALL and word.lower() in of_article.lower:
            continue
        if _is_among(stem, there) or (acronym and _spelled_out(word, "\n".join([*known, *names]))):
            continue
        if _is_among(stem, of_article.stems):
            yield f"the name “{word}” stands in the article, but not in the sentences named"
        else:
            yield f"the name “{word}” does not stand in the article"


@dataclass(frozen=True, slots=True)
class _ArticleWords:
    """The words of an article: all stems, those of capital words inside sentences, and the words without capitals."""

    stems: frozenset[str]
    inner: frozenset[str]
    lower: frozenset[str]


@lru_cache(maxsize=8)  # many claims ask for the words of one article
def _words_of(article: str) -> _ArticleWords:
    return _ArticleWords(
        stems=_stems(article),
        inner=frozenset(_stem(word) for word, at_start in _capitals(article) if not at_start),
        lower=frozenset(word for word in _WORD.findall(article) if word.islower()),
    )


def _capitals(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words with a capital, and whether each starts a sentence."""
    for found in _WORD.finditer(text):
        word = found.group()
        if word[0].isupper():
            yield word, _starts_sentence(text, found.start())


def _starts_sentence(text: str, at: int) -> bool:
    return _SENTENCE_START.search(text, max(0, at - _BEFORE), at) is not None


def _in_runs(text: str) -> set[str]:
    """Return the words of names that go on: two words with capitals side by side, without the first small word."""
    places = [found for found in _WORD.finditer(text) if found.group()[0].isupper()]
    together: set[str] = set()
    for one, two in pairwise(places):
        small = one.group().lower() in _OPENERS and _starts_sentence(text, one.start())
        if text[one.end() : two.start()] == " " and len(one.group()) > 3 and not small:
            together |= {one.group(), two.group()}
    return together


def _stem(word: str) -> str:
    return _POSSESSIVE.sub("", word).rstrip(".").casefold()


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    stems = frozenset(_stem(word) for word in _WORD.findall(text))
    return stems | {part for stem in stems for part in re.split("[-'’.]", stem) if part}


def _is_among(stem: str, stems: Set[str]) -> bool:
    """Say whether a word stands there, in any form: Korea and Korean, Putin and Putins."""
    if stem in stems or all(part in stems for part in re.split("[-'’.]", stem) if part):
        return True
    return any(
        len(other) >= _MIN_STEM
        and abs(len(other) - len(stem)) <= 3
        and (stem.startswith(other) or other.startswith(stem) or stem[:-1] == other[:-1])
        for other in stems
        if len(stem) >= _MIN_STEM and other[:_MIN_STEM] == stem[:_MIN_STEM]
    )


def _spelled_out(acronym: str, text: str) -> bool:
    """Say whether an acronym's letters are the capitals of a name (WHO, World Health Organization)."""
    initials = "".join(word[0] if word[0].isupper() else " " for word in _WORD.findall(text))
    return acronym in initials.replace(" ", "") and len(acronym) > 1
