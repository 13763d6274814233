"""The guards of negation, certainty and condition: "may" is not "will", and "did not" is not "did"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from claimkit.claims import tables
from claimkit.claims.stems import is_long_enough, stem
from claimkit.grounding.canonical import canonical
from claimkit.grounding.words import WORD, is_negation
from claimkit.schemas import Commitment

_CLAUSE_END = re.compile(r"[.,;:!?…\"()]|--")
_SENTENCE_END = re.compile(r"[.!?…][\"')]*\s")
_SCOPE = 3  # content words after a small word that it can bear on
_IDIOMS = re.compile(
    r"\b(?:not only|no doubt|not least|no\. \d|nicht nur|non seulement|no sólo|no solo|non solo)\b", re.I
)
_MONTH = re.compile(
    r"(?:\b(?i:in|on|of|by|since|until|till|from|last|next|this|early|late|mid|before|after|during)[ -]|\d )May\b"
    r"|\bMay (?:\d|of)|(?<=[a-z,] )May\b(?! [A-Z])"
)
# Behind these "if" opens a question, not a condition.
_ASKING = frozenset(
    "ask asks asked asking wonder wonders wondered know knew see clear unclear sure question tell".split()
)
# Words between a negation and what it negates that say nothing themselves.
_EMPTY = frozenset(
    """
    been being have having will would does were with that this these those than then them they their there from into
    about also just even very much many such some other more most werden worden wurde wurden haben hatte hatten sein
    eine einen einem einer dass diese dieser dieses auch noch mehr sehr avoir être elle elles leur leurs cette plus dans
    pour haber había este esta esto estos estas para como más avere essere questo questa sono stato stata
    """.split()
)


@dataclass(frozen=True, slots=True)
class _Word:
    low: str
    clause: int


def changed_negation(
    text: str, commitment: Commitment, evidence: str, known: Sequence[str], language: str
) -> Iterator[str]:
    """Yield whether a claim drops a negation of its evidence, or adds one.

    Args:
        text: The claim.
        commitment: A claim that is denied or questioned stands without the negation of its evidence.
        evidence: The words that carry the claim.
        known: The evidence, and each line of the context.
        language: Language of the article.
    """
    undoing = tables.undoing(language)
    own, there = _words(text), _words(evidence)
    negated = any(is_negation(word.low, language) for word in own)
    if negated and not any(
        is_negation(word.low, language) or _undoes(word.low, undoing) for line in known for word in _words(line)
    ):
        shown = next(word.low for word in own if is_negation(word.low, language))
        yield f"it adds a negation (“{shown}”) that the evidence does not have"
    if negated or commitment in ("denied", "questioned") or any(_undoes(word.low, undoing) for word in own):
        return
    stems = {stem(word.low) for word in own if _is_content(word)}
    for at, word in enumerate(there):
        if not is_negation(word.low, language):
            continue
        scope = _scope(there, at, tables.raising(language))
        if scope and stem(scope[0]) in stems and not _stands_positive(there, scope[0], language):
            yield f"it drops the negation of its evidence (“{word.low} … {scope[0]}”)"
            return


def changed_certainty(
    text: str, commitment: Commitment, evidence: str, known: Sequence[str], language: str
) -> Iterator[str]:
    """Yield whether a claim drops a hedge or a condition of its evidence, or adds one.

    Args:
        text: The claim.
        commitment: A hedge of hearsay ("reportedly") may live in the commitment alone.
        evidence: The words that carry the claim.
        known: The evidence, and each line of the context.
        language: Language of the article.
    """
    hedges, evidentials = tables.hedges(language), tables.evidentials(language)
    conditions = tables.conditions(language)
    own, there = _words(text), _words(evidence)
    low = {word.low for word in own}
    around = {word.low for line in known for word in _words(line)}
    added = sorted(low & hedges)
    if added and not around & tables.uncertain(language):
        yield f"it adds a hedge (“{added[0]}”) that the evidence does not have"
    stems = {stem(word.low) for word in own if _is_content(word)}
    soft = hedges | evidentials
    if not low & (soft | conditions):
        for at, word in enumerate(there):
            if word.low not in (hedges if commitment == "hedged" else soft):
                continue
            scope = _scope(there, at, frozenset())
            if scope and stem(scope[0]) in stems and not _stands_sure(there, scope[0], soft):
                yield f"it drops the hedge of its evidence (“{word.low} … {scope[0]}”)"
                return
    if not low & (conditions | hedges):
        for at, word in enumerate(there):
            if word.low not in conditions or (at and there[at - 1].low in _ASKING):
                continue
            condition, rest = _halves(there, at)
            # The condition is left out while what depends on it is claimed.
            if rest and condition and _share(rest, stems) >= 0.5 and _share(condition, stems) < 0.5:
                yield f"it drops the condition of its evidence (“{word.low} …”)"
                return


@lru_cache(maxsize=1024)  # the guards ask for the words of the same evidence
def _words(text: str) -> list[_Word]:
    chars = canonical(_MONTH.sub(" ", _IDIOMS.sub(" ", text))).chars.replace("eut-être", "eutêtre")
    words: list[_Word] = []
    clause = last = 0
    for found in WORD.finditer(chars):
        between = chars[last : found.start()]
        if _CLAUSE_END.search(between):
            # A sentence has no neighbour: no condition reaches into the next one.
            clause += 2 if _SENTENCE_END.search(between) and found.group()[0].isupper() else 1
        low = found.group().lower()
        compound = chars[found.end() : found.end() + 1] == "-" and low != "no"  # "never-ending", not "no-one"
        words.append(_Word(f"{low}-" if compound else low, clause))
        last = found.end()
    return words


def _is_content(word: _Word) -> bool:
    return is_long_enough(word.low) and word.low not in _EMPTY


def _scope(words: list[_Word], at: int, raising: frozenset[str]) -> list[str]:
    """Return the content words that a small word bears on: after it in its clause, else before it."""
    after = [word.low for word in words[at + 1 :] if word.clause == words[at].clause and _is_content(word)]
    while after and after[0] in raising:
        after = after[1:]
    if after:
        return after[:_SCOPE]
    before = [word.low for word in words[:at] if word.clause == words[at].clause and _is_content(word)]
    return before[::-1][:1]


def _stands_positive(words: list[_Word], content: str, language: str) -> bool:
    """Say whether the evidence has the word in a clause without a negation, too."""
    undoing = tables.undoing(language)
    bad = {word.clause for word in words if is_negation(word.low, language) or _undoes(word.low, undoing)}
    return any(stem(word.low) == stem(content) and word.clause not in bad for word in words)


def _stands_sure(words: list[_Word], content: str, soft: frozenset[str]) -> bool:
    bad = {word.clause for word in words if word.low in soft}
    return any(stem(word.low) == stem(content) and word.clause not in bad for word in words)


def _undoes(word: str, undoing: frozenset[str]) -> bool:
    return word in undoing or (word.startswith(("un", "in", "im", "dis", "non")) and len(word) > 6)


def _halves(words: list[_Word], at: int) -> tuple[list[str], list[str]]:
    """Return the content words of a condition, and those of the clauses beside it."""
    clause = words[at].clause
    condition = [word.low for word in words[at + 1 :] if word.clause == clause and _is_content(word)]
    before = [word.low for word in words[:at] if word.clause == clause and _is_content(word)]
    beside = [word.low for word in words if word.clause == clause + 1 and _is_content(word)]
    return condition, before or beside


def _share(words: list[str], stems: set[str]) -> float:
    return sum(stem(word) in stems for word in words) / len(words)
