"""Noun phrases next to a cue: the words that name who speaks."""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.attribution import actor_tables, tables
from claimkit.attribution.noun_after import MAX_WORDS, Range, after, coordinates
from claimkit.attribution.tokens import Token
from claimkit.attribution.wordclass import determiners, is_adverb, is_auxiliary, is_finite, pronouns, stops

__all__ = ["Range", "after", "before", "main_subject"]

_DASHES = frozenset({"—", "–", "--", "-"})


def before(tokens: Sequence[Token], at: int, low: int = 0, language: str = "en") -> Range | None:
    """Return the noun phrase that ends right before the token `at`, or None.

    An insertion between commas (`Ann Lee, a trader, said`) is skipped, and so is the time
    (`Lee on Monday said`).
    """
    last = _skip_time(tokens, at - 1, low)
    if last < low:
        return None
    token = tokens[last]
    if not token.word:
        return _before_sign(tokens, last, low, language)
    if token.low in {"who", "which"}:
        return _antecedent(tokens, last, low, language)
    if token.low in pronouns(language) and not (last > low and tokens[last - 1].low in determiners(language)):
        return last, last + 1
    return _checked(tokens, _leftmost(tokens, last, low, language), last + 1, language)


def _before_sign(tokens: Sequence[Token], last: int, low: int, language: str) -> Range | None:
    """Return the noun phrase before brackets or before an insertion between commas or dashes."""
    if tokens[last].text == "," or tokens[last].text in _DASHES:
        return _head(tokens, last, low, language)
    opening = None
    if tokens[last].text == ")":
        opening = next((k for k in range(last, low - 1, -1) if tokens[k].text == "("), None)
    return before(tokens, opening, low, language) if opening is not None else None


def _antecedent(tokens: Sequence[Token], relative: int, low: int, language: str) -> Range | None:
    """Return the noun phrase that `who` or `which` stands for: the nearest one, with its own "of" phrase."""
    stop = relative - 1 if relative - 1 >= low and tokens[relative - 1].text == "," else relative
    found = before(tokens, stop, low, language)
    if found is None:
        return None
    start, end = found
    if tokens[relative].low == "who" and names_human(tokens[start:end]):
        return found
    for at in range(end - 2, start, -1):
        if tokens[at].low in tables.PREPOSITIONS - {"of", "for"}:
            return _checked(tokens, at + 1, end, language)
    return found


def names_human(words: Sequence[Token]) -> bool:
    """Say whether a noun phrase with a place behind it is about a human being (`a worker at the yard`)."""
    at = next((k for k, word in enumerate(words) if k and word.low in tables.PREPOSITIONS | {"who", "that"}), 0)
    if at == 0 or words[-1].capital:
        return False
    head = words[at - 1].low
    return head in actor_tables.UNNAMED | actor_tables.ROLES | actor_tables.GROUP | {"boy", "girl", "colleague"}


def _skip_time(tokens: Sequence[Token], last: int, low: int) -> int:
    if last > low and tokens[last].low in tables.TIMES:
        last -= 1
        while last > low and tokens[last].low in {"on", "last", "this", "earlier", "late", "early", "in"}:
            last -= 1
    return last


def _leftmost(tokens: Sequence[Token], last: int, low: int, language: str) -> int:
    """Walk left from the last word of a noun phrase to its first."""
    ends = stops(language)
    at = last
    while at >= low and last - at < MAX_WORDS:
        token = tokens[at]
        if not token.word:
            break
        if token.low in {"and", "&", "und", "et", "y"} and coordinates(tokens, at, low):
            at -= 1
            continue
        if token.low in ends:
            break
        if is_finite(token, language) or (language == "en" and _past_with_object(tokens, at, last)):
            opening = _relative(tokens, at, low, language)
            if opening is None:
                break
            at = opening - 1
            continue
        at -= 1
    return at + 1


def _past_with_object(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Say whether an unknown form in -ed has an object, which a shortened relative clause has not."""
    token = tokens[at]
    if at >= last or token.capital or not token.low.endswith("ed") or len(token.low) < 5:
        return False
    if at == 0 or tokens[at - 1].low in tables.DETERMINERS or not tokens[at - 1].word:
        return False
    following = tokens[at + 1]
    return following.low in tables.DETERMINERS and following.low not in {"this", "last"}


def _relative(tokens: Sequence[Token], verb: int, low: int, language: str) -> int | None:
    """Return where the relative clause of a verb opens (`officials who took part said`)."""
    at = verb - 1
    while at >= low and tokens[at].word and (is_adverb(tokens[at], language) or is_auxiliary(tokens[at], language)):
        at -= 1
    return at if at > low and tokens[at].low in {"who", "that", "which"} else None


def _checked(tokens: Sequence[Token], start: int, end: int, language: str) -> Range | None:
    """Trim what does not belong to the noun phrase, and turn down what is none."""
    while start < end and (
        tokens[start].low in tables.LINKS_AT_START
        or (tokens[start].low in tables.ADVERBS and tokens[start].low not in determiners(language))
        or (
            tokens[start].low.endswith("ly")
            and tokens[start].low not in tables.NOT_ADVERBS
            and not tokens[start].capital
        )
    ):
        start += 1
    if language == "en" and start < end and tokens[start].low in tables.PREPOSITIONS:
        inner = _after_adjunct(tokens, start, end, language)
        if inner is None:
            return None
        start = inner
    if start >= end:
        return None
    first, last = tokens[start], tokens[end - 1]
    if last.low in tables.NEVER_SOURCE or last.low in tables.PREPOSITIONS or last.low in determiners(language):
        return (start, end) if last.low in pronouns(language) and end - start == 1 else None
    if first.low in tables.NEVER_SOURCE and end - start == 1:
        return None
    if last.text[0].isdigit() and end - start == 1:
        return None
    return start, end


def _after_adjunct(tokens: Sequence[Token], start: int, end: int, language: str) -> int | None:
    """Return where the subject starts behind an adjunct without comma (`In a statement the firm said`)."""
    if tokens[end - 1].low in pronouns(language):
        return end - 1
    for at in range(end - 1, start + 1, -1):
        if tokens[at].low in tables.TIMES and at + 1 < end:
            return at + 1
        opens = tokens[at].low in determiners(language)
        if opens and tokens[at - 1].low not in tables.PREPOSITIONS:
            return at
    return None


def _head(tokens: Sequence[Token], comma: int, low: int, language: str) -> Range | None:
    """Return the noun phrase before an insertion that ends at `comma`."""
    closing = tokens[comma].text
    segments = _segments(tokens, comma, low, closing)
    if len(segments) < 2:
        return None
    at = len(segments) - 2
    while at > 0 and (_inserted(tokens, segments[at], language) or _belongs_to_place(tokens, segments, at, language)):
        at -= 1
    start, end = segments[at]
    first = tokens[start].low
    if first in tables.OPENERS - tables.LINKS_AT_START and first not in determiners(language):
        return None
    found = before(tokens, end, start, language)
    if found and at + 1 < len(segments) and _is_bare_name(tokens, segments[at + 1]):
        described = tokens[found[0] : found[1]]
        if described[0].low in determiners(language) or any("'s" in token.low for token in described):
            return found[0], segments[at + 1][1]
    return found


def _belongs_to_place(tokens: Sequence[Token], segments: list[Range], at: int, language: str) -> bool:
    """Say whether a segment is the second half of a place (`a Springfield, Ill., teacher`)."""
    start, end = segments[at]
    short = end - start <= 2 and tokens[start].capital
    return short and at > 0 and _inserted(tokens, segments[at - 1], language)


def _segments(tokens: Sequence[Token], comma: int, low: int, sign: str) -> list[Range]:
    segments: list[Range] = []
    end = at = comma
    while at > low:
        token = tokens[at - 1]
        if token.text == sign:
            segments.append((at, end))
            end = at - 1
        elif token.quoted or (token.text in ";:" and not token.word):
            break
        at -= 1
    segments.append((at, end))
    return [item for item in reversed(segments) if item[1] > item[0]]


def _inserted(tokens: Sequence[Token], segment: Range, language: str) -> bool:
    """Say whether a segment between commas describes what stands before it."""
    first = tokens[segment[0]]
    if first.low in {"a", "an", "who", "whose", "which", "former"} or first.text[0].isdigit():
        return True
    if language != "en" and first.low in determiners(language):
        return True
    if first.low in tables.LINKS_AT_START or first.low in pronouns(language) or first.low in tables.OPENERS:
        return first.low in tables.PREPOSITIONS and segment[0] > 0
    if first.low == "the":
        return segment[0] > 0
    return not first.capital and first.low not in determiners(language)


def _is_bare_name(tokens: Sequence[Token], segment: Range) -> bool:
    words = tokens[segment[0] : segment[1]]
    return 2 <= len(words) <= 4 and all(token.capital for token in words)


def main_subject(tokens: Sequence[Token], low: int = 0, language: str = "en") -> Range | None:
    """Return the first noun phrase of a clause that has a verb behind it."""
    at = low
    if at < len(tokens) and tokens[at].word and tokens[at].low in tables.OPENERS - tables.LINKS_AT_START:
        comma = next((k for k in range(at, len(tokens)) if tokens[k].text == ","), None)
        if comma is None:
            return None
        at = comma + 1
    for verb in range(at + 1, min(len(tokens), at + 40)):
        if tokens[verb].word and (is_finite(tokens[verb], language) or _regular_past(tokens, verb)):
            first = verb
            while first > at and tokens[first - 1].word and is_adverb(tokens[first - 1], language):
                first -= 1
            return before(tokens, first, at, language)
    return None


def _regular_past(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    return not token.capital and token.low.endswith("ed") and tokens[at - 1].low not in tables.DETERMINERS
