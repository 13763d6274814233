"""Finding words that stand in the text as given: to the letter, or but for typography."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from claimkit.grounding.canonical import Canonical, canonical
from claimkit.passages.marks import is_unspaced

_OUTER = " \"'.,;:!?…-"


def find_exact(text: str, words: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the offsets of `words` in `text[start:end]`, to the letter and not inside a longer word."""
    at = text.find(words, start, end)
    while at >= 0:
        if _stands_free(text, at, at + len(words)):
            return at, at + len(words)
        at = text.find(words, at + 1, end)
    return None


def find_typographic(text: str, spelled: Canonical, words: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the original offsets of `words` where only typography differs, or None.

    Args:
        text: The text.
        spelled: The same text, canonical.
        words: The words to look for.
        start: Where to start, an original offset.
        end: Where to stop, an original offset.
    """
    pattern = typographic_pattern(words)
    if pattern is None:
        return None
    at = spelled.canonical(start)
    stop = spelled.canonical(end)
    while found := pattern.search(spelled.chars, at, stop):
        place = spelled.original(*found.span())
        if _stands_free(text, *place):
            return place
        at = found.start() + 1
    return None


@lru_cache(maxsize=256)
def typographic_pattern(words: str) -> re.Pattern[str] | None:
    """Return a pattern for `words` in a canonical text; None when they hold no letter or digit.

    Quotation marks may be of another sort or missing, dashes longer or spaced, spaces wider; the case of the
    first letter and the final punctuation do not count.
    """
    core = canonical(words).chars.strip(_OUTER)
    if not any(char.isalnum() for char in core):
        return None
    parts: list[str] = []
    for found in re.finditer(r"(\.\.\.|…)|( *-+ *)|([\"' ]* [\"' ]*)|(\")|(.)", core, re.DOTALL):
        ellipsis, dash, space, mark, char = found.groups()
        if ellipsis:
            parts.append(r"(?:…|\.{3})")
        elif dash:
            parts.append(r" *-+ *")
        elif space:
            parts.append(r"[\"']* +[\"']*")
        elif mark:
            parts.append(r"[\"']*")
        else:
            parts.append(re.escape(char))
    first = core[0]
    if first.lower() != first.upper() and len(first.lower()) == len(first.upper()) == 1:
        parts[0] = f"[{re.escape(first.lower())}{re.escape(first.upper())}]"
    return re.compile("".join(parts))


def _stands_free(text: str, start: int, end: int) -> bool:
    """Say whether `text[start:end]` cuts no word and no composed character in two."""
    if end < len(text) and (unicodedata.combining(text[end]) or text[end] in "\u200d\ufe0f"):
        return False
    return not (_joined(text, start) or _joined(text, end))


def _joined(text: str, at: int) -> bool:
    if at <= 0 or at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    return before.isalnum() and after.isalnum() and not is_unspaced(before) and not is_unspaced(after)
