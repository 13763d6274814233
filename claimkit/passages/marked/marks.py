"""Quotation marks: which characters open, which close, and how to tell from what stands around them."""

from __future__ import annotations

import re

# Each opening mark with the marks that may close it. One character may open in one language and close in
# another (“ opens in English and closes in German; » opens in German and closes in French).
CLOSERS = {
    "“": '”“"',
    "”": "”“",
    "„": '“”"',
    "‟": "”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "‘": "’'",
    "’": "’'",
    "‚": "‘’",
    '"': '"”',
    "'": "'’",
    "「": "」",
    "『": "』",
}
ALL_MARKS = frozenset(CLOSERS) | frozenset("".join(CLOSERS.values()))
SINGLES = frozenset("‘’'")
_LETTER = "[A-Za-zÀ-ÖØ-öø-ɏ]"
# An apostrophe inside a word neither opens nor closes anything, and most marks in news are such.
NO_APOSTROPHE = rf"(?<!{_LETTER}['’](?={_LETTER}))"
MARK = re.compile("[" + re.escape("".join(sorted(ALL_MARKS))) + "]" + NO_APOSTROPHE)
# Stands behind a mark that takes several characters of the article, once for each further one.
# It is a noncharacter, so no article uses it.
FILLER = "\ufdd0"
INVISIBLE = "\u200b\u2060\ufeff"

# Marks of one family may continue one another at the start of the next paragraph.
_FAMILIES = ('“”"„‟', "«»", "‹›", "‘’'‚", "「」", "『』")
_ALWAYS_OPEN = frozenset("„‟‚「『")
_ALWAYS_CLOSE = frozenset("」』")
_BEFORE_OPEN = frozenset("([{—–-―/:>¿¡…" + INVISIBLE) | ALL_MARKS
_AFTER_CLOSE = frozenset(".,;:!?)]}…—–-―/<*") | ALL_MARKS
# A mark between two spaces opens only when its partner follows (" like this "); after a number it is a unit.
_FLOATING = {
    "“": re.compile(r"“[^“”]*”"),
    '"': re.compile(rf'(?<!\d\s)"{FILLER}*\s[^"]*\s"{FILLER}*(?=\s|[.,;:!?]|$)'),
}
_FEET_AND_INCHES = re.compile(r"\d\s?['’′]\s?\d{1,2}(?:\.\d|½|¼)?$")


def cell_end(text: str, at: int) -> int:
    """Return where the mark at `at` ends, with the fillers that stand for its further characters."""
    at += 1
    while text.startswith(FILLER, at):
        at += 1
    return at


def char_before(text: str, at: int, start: int = 0) -> str:
    """Return the character before `at`, over fillers; a space at `start`."""
    while at > start and text[at - 1] == FILLER:
        at -= 1
    return text[at - 1] if at > start else " "


def last_char(text: str, end: int, *, over_marks: bool = False) -> str:
    """Return the last character before `end` that is no space, and with `over_marks` no quotation mark."""
    while end > 0 and ((char := text[end - 1]).isspace() or char == FILLER or (over_marks and char in ALL_MARKS)):
        end -= 1
    return text[end - 1] if end > 0 else " "


def family(mark: str) -> str:
    """Return the family of a mark, so that ``"`` and ``“`` count as the same sort."""
    return next((members for members in _FAMILIES if mark in members), mark)


def is_unspaced(char: str) -> bool:
    """Say whether `char` belongs to a script that sets no space around marks (Chinese, Japanese)."""
    return "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"


def may_open(text: str, at: int, start: int, end: int) -> bool:
    """Say whether the mark at `at` can open a quotation in the paragraph `text[start:end]`."""
    mark, stop = text[at], cell_end(text, at)
    if mark not in CLOSERS or stop >= end:
        return False
    before, after = char_before(text, at, start), text[stop]
    if mark in _ALWAYS_OPEN:
        return mark != "‚" or not after.isspace()  # this one is also mistaken for a comma
    if before.isspace() and after.isspace() and mark in _FLOATING:
        return _FLOATING[mark].match(text, at, end) is not None
    if after.isspace() and mark not in "«»":
        return False
    if mark in "“‘«‹" and is_unspaced(before):
        return True
    if after.isspace() and mark == "»" and not before.isspace():
        return False
    return before.isspace() or before in _BEFORE_OPEN


def may_close(text: str, at: int, start: int, end: int) -> bool:
    """Say whether the mark at `at` can close a quotation in the paragraph `text[start:end]`."""
    mark, stop = text[at], cell_end(text, at)
    before, after = char_before(text, at, start), (text[stop] if stop < end else " ")
    if mark in _ALWAYS_CLOSE:
        return True
    if before.isspace() and mark not in "»«":
        return after.isspace()  # a mark that floats between two spaces closes what is open
    if mark == "”":
        return True
    if mark == '"' and _FEET_AND_INCHES.search(text[max(start, at - 8) : at]):
        return False
    return after.isspace() or after in _AFTER_CLOSE or is_unspaced(after) or not (after.isalnum() or after == "'")
