"""The guard of numbers: digits, numbers in letters, factors and approximations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from claimkit.claims import tables
from claimkit.grounding.canonical import canonical
from claimkit.grounding.words import WORD

_DIGIT = re.compile(r"\d")
_BEFORE = 24  # characters before a number in which its approximation stands
_PER_CENT = re.compile(r"\b(?:per cent|pour cent|por ciento|per cento)\b")


def strange_numbers(text: str, evidence: str, known: Sequence[str], article: str, language: str) -> Iterator[str]:
    """Yield what is wrong with the numbers of a claim.

    Args:
        text: The claim.
        evidence: The words that carry it.
        known: The evidence, and each line of the context.
        article: All words of the article.
        language: Language of the article.
    """
    there: dict[str, set[tuple[str, str]]] = {}
    for line in known:
        for number, uses in _numbers(line, language).items():
            there.setdefault(number, set()).update(uses)
    anywhere = _numbers(article, language)
    for number, uses in _numbers(text, language).items():
        if number not in there:
            if number in anywhere:
                yield f"the number {number} stands in the article, but not in the sentences named"
            else:
                yield f"the number {number} does not stand in the article"
            continue
        factors = {factor for factor, _ in there[number]}
        for factor, _ in uses:
            if factor not in factors:
                said = " or ".join(f"{number} {other}".strip() for other in sorted(factors))
                yield f"“{f'{number} {factor}'.strip()}” stands as “{said}” in the article"
        yield from _changed_approximation(number, uses, _numbers(evidence, language).get(number) or there[number])


def _changed_approximation(number: str, uses: set[tuple[str, str]], there: set[tuple[str, str]]) -> Iterator[str]:
    allowed = {approximation for _, approximation in there}
    for _, approximation in uses:
        if approximation in allowed:
            continue
        if approximation:
            yield f"“{approximation} {number}” is not what the evidence says"
        else:
            yield f"the evidence does not say {number}, but {' or '.join(sorted(allowed))} {number}"


@lru_cache(maxsize=1024)  # many claims ask for the numbers of one article
def _numbers(text: str, language: str) -> Mapping[str, set[tuple[str, str]]]:
    """Return the numbers of a text, each with its factor ("million", "%" or "") and its approximation."""
    chars = _PER_CENT.sub("percent", canonical(text).chars)
    in_letters = tables.number_words(language)
    if _DIGIT.search(chars) is None and in_letters.isdisjoint(found.group().lower() for found in WORD.finditer(chars)):
        return {}
    words = list(WORD.finditer(chars))
    found: dict[str, set[tuple[str, str]]] = {}
    for at, word in enumerate(words):
        spelled = word.group().lower()
        in_digits = not spelled.isalpha() and _DIGIT.search(spelled) is not None
        if not in_digits and (spelled not in in_letters or _is_factor(chars, words, at)):
            continue
        after = words[at + 1] if at + 1 < len(words) else None
        near = after is not None and chars[word.end() : after.start()].strip(" -") == ""
        factor = tables.FACTOR_OF.get(after.group().lower(), "") if after is not None and near else ""
        found.setdefault(spelled.lstrip("-"), set()).add((factor, _approximation(chars, word.start(), language)))
    return found


def _is_factor(chars: str, words: list[re.Match[str]], at: int) -> bool:
    """Say whether a word only multiplies the number before it: the "million" of "3 million"."""
    if at == 0 or words[at].group().lower() not in tables.FACTOR_OF:
        return False
    before = words[at - 1]
    return _DIGIT.search(before.group()) is not None and chars[before.end() : words[at].start()].strip(" -") == ""


def _approximation(chars: str, start: int, language: str) -> str:
    before = chars[max(0, start - _BEFORE) : start].lower().rstrip(" $€£¥")
    for name, forms in tables.approximations(language).items():
        for form in forms:
            if before.endswith(form) and not before[: -len(form)][-1:].isalnum():
                return name
    return ""
