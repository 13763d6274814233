"""The noun phrase behind a cue (`said Ann Lee, a trader`)."""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.attribution import language_tables as foreign
from claimkit.attribution import tables
from claimkit.attribution.tokens import Token
from claimkit.attribution.wordclass import determiners, is_finite, pronouns, stops

Range = tuple[int, int]
MAX_WORDS = 28


def after(tokens: Sequence[Token], at: int, language: str = "en") -> Range | None:
    """Return the noun phrase that opens at the token `at` (`said Ann Lee, a trader`), or None."""
    if at >= len(tokens) or not tokens[at].word:
        return None
    first = tokens[at]
    if first.low in pronouns(language):
        return at, at + 1
    opens = first.low in determiners(language)
    named = opens or first.capital or first.low.endswith("s") or _names_follow(tokens, at)
    if not named or first.low in tables.TIMES or first.low in tables.NEVER_SOURCE - tables.DETERMINERS:
        return None
    end = at + 1
    while end < len(tokens) and end - at < MAX_WORDS and not _over(tokens, at, end, language):
        end += 1
    return (at, end) if end > at + 1 or not _only_article(first, language) else None


def _over(tokens: Sequence[Token], start: int, at: int, language: str) -> bool:
    """Say whether the noun phrase that opened at `start` has ended before the token `at`."""
    token = tokens[at]
    if not token.word or token.low in {"who", "which"}:
        return True
    if token.low in {"and", "&", "und", "et", "y"} and coordinates(tokens, at, start):
        return False
    if token.low in stops(language):
        return True
    if language != "en":
        return _foreign_end(tokens, at, language)
    opens = tokens[start].low in tables.DETERMINERS
    if opens and at == start + 1:
        return False
    timed = token.low in tables.TIMES and token.capital
    return timed or _closes(tokens, at, opens) or is_finite(token) or _second_phrase(tokens, at)


def _second_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Say whether an article right behind a noun opens another phrase (`told the council | the wall`)."""
    left = tokens[at - 1]
    links = left.low in tables.PREPOSITIONS | tables.JOINERS | tables.DETERMINERS
    return tokens[at].low in {"the", "a", "an", "his", "her", "its", "their"} and not links


def _only_article(token: Token, language: str) -> bool:
    return token.low in determiners(language) and token.low not in pronouns(language)


def _foreign_end(tokens: Sequence[Token], at: int, language: str) -> bool:
    """Say whether a noun phrase is over: a small word that cannot link follows its noun."""
    token = tokens[at]
    if is_finite(token, language):
        return True
    noun_before = tokens[at - 1].capital if language == "de" else tokens[at - 1].low not in determiners(language)
    return noun_before and not token.capital and token.low not in foreign.NOUN_LINKS.get(language, ())


def _names_follow(tokens: Sequence[Token], at: int) -> bool:
    """Say whether lower-case words of a role lead to a name (`said former minister Ann Lee`)."""
    for token in tokens[at : at + 7]:
        if not token.word:
            return False
        if token.capital:
            return token.low not in tables.TIMES
        if token.low in tables.PREPOSITIONS or token.low in tables.JOINERS:
            return False
    return False


def _closes(tokens: Sequence[Token], at: int, opens: bool) -> bool:
    low = tokens[at].low
    if low in {"of", "for", "from", "with", "at", "in", "on"}:
        if low == "of":
            return False
        ahead = {token.low for token in tokens[at + 1 : at + 4]}
        return not opens or bool(ahead & tables.SETTING_NOUNS) or bool(ahead & tables.TIMES)
    return low in tables.PREPOSITIONS or (low in tables.ADVERBS and low not in tables.DETERMINERS)


def coordinates(tokens: Sequence[Token], at: int, low: int) -> bool:
    """Say whether `and` joins two names or two nouns rather than two clauses."""
    if at <= low or at + 1 >= len(tokens):
        return False
    left, right = tokens[at - 1], tokens[at + 1]
    if not left.word or not right.word:
        return False
    if left.capital and right.capital:
        return True
    back = at - 1
    while back >= low and tokens[back].word and at - back < 12:
        if is_finite(tokens[back]) or tokens[back].low in tables.JOINERS:
            return False
        back -= 1
    return tokens[at + 1].low not in tables.PERSONAL
