"""One spelling for characters that differ only in typography, with the way back to the original offsets."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

_SAME = {
    '"': "“”„‟«»‹›″〝〞「」『』＂",
    "'": "‘’‚‛′`´ʼ＇",
    "-": "‐‑‒–—―−﹘﹣－",
    " ": "\t\n\r\x0b\x0c\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000",
}
# Signs that Unicode holds equal to letters: Kelvin, Ångström, Ohm.
_ONE_TO_ONE = {ord(char): to for to, chars in _SAME.items() for char in chars} | {0x212A: "K", 0x212B: "Å", 0x2126: "Ω"}
_LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "ĳ": "ij",
    "Ĳ": "IJ",
}
# Soft hyphens, zero-width characters, joiners and controls of writing direction carry no word.
_IGNORED = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_SPECIAL = re.compile(f"[{_IGNORED}{''.join(_LIGATURES)}]")
_IS_IGNORED = re.compile(f"[{_IGNORED}]")

_SHORT = 1_000  # the words to find are spelled anew each time, so that they do not push the articles out


class Stretch(NamedTuple):
    """Characters that stand together in both spellings.

    Attributes:
        at: Canonical index of the first one.
        start: Original offset of the first one.
        end: Original offset after the last one.
        plain: Whether they are the same number of characters in both; else they are one letter with its marks.
    """

    at: int
    start: int
    end: int
    plain: bool


@dataclass(frozen=True, slots=True)
class Canonical:
    """A text in one spelling.

    Attributes:
        chars: The text with one character for all quotation marks of a sort, all dashes and all spaces.
        stretches: The way back to the original offsets; None when the offsets are the same.
    """

    chars: str
    stretches: tuple[Stretch, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the original offsets of the canonical range `start:end`."""
        if self.stretches is None:
            return start, end
        first = self.stretches[bisect_right(self.stretches, start, key=_canonical_start) - 1]
        last = self.stretches[bisect_right(self.stretches, end - 1, key=_canonical_start) - 1]
        return (
            first.start + start - first.at if first.plain else first.start,
            last.start + end - last.at if last.plain else last.end,
        )

    def canonical(self, offset: int) -> int:
        """Return the canonical index of the first character at or after an original offset."""
        if self.stretches is None:
            return offset
        index = bisect_right(self.stretches, offset, key=_original_start) - 1
        if index >= 0:
            own = self.stretches[index]
            if offset == own.start or (own.plain and offset < own.end):
                return own.at + offset - own.start
        return self.stretches[index + 1].at if index + 1 < len(self.stretches) else len(self.chars)


def _canonical_start(stretch: Stretch) -> int:
    return stretch.at


def _original_start(stretch: Stretch) -> int:
    return stretch.start


def canonical(text: str) -> Canonical:
    """Spell `text` in one way; the offsets of a plain text stay as they are."""
    return _remembered(text) if len(text) > _SHORT else _spelled(text)


@lru_cache(maxsize=4)
def _remembered(text: str) -> Canonical:
    return _spelled(text)


def _spelled(text: str) -> Canonical:
    if not _SPECIAL.search(text) and unicodedata.is_normalized("NFC", text):
        return Canonical(text.translate(_ONE_TO_ONE))
    chars: list[str] = []
    stretches: list[Stretch] = []
    size = at = 0

    def add(spelled: str, start: int, end: int, plain: bool) -> None:
        nonlocal size
        if spelled:
            chars.append(spelled)
            stretches.append(Stretch(size, start, end, plain))
            size += len(spelled)

    for found in _clusters(frozenset(text) & _specials()).finditer(text):
        start, stop = found.span()
        if unicodedata.combining(text[start]) and start > at:
            start -= 1  # the letter that the marks combine with
        ignored = _IS_IGNORED.match(text, start) is not None
        marks_before = ignored and stop > start + 1 and start > at
        if marks_before:  # marks on an ignored character belong to the letter before it
            start -= 1
            ignored = False
        add(text[at:start].translate(_ONE_TO_ONE), at, start, plain=True)
        at = stop
        if ignored:
            continue
        cluster = text[start] if marks_before else text[start:stop]
        spelled = _LIGATURES.get(cluster) or unicodedata.normalize("NFC", cluster).translate(_ONE_TO_ONE)
        add(spelled, start, stop, plain=False)
    add(text[at:].translate(_ONE_TO_ONE), at, len(text), plain=True)
    return Canonical("".join(chars), tuple(stretches))


@cache
def _specials() -> frozenset[str]:
    """Return all characters that are not spelled one for one: ligatures, marks on letters, what is ignored."""
    combining = {chr(code) for code in range(0x300, 0x1E950) if unicodedata.combining(chr(code))}
    ignored = {chr(code) for code in range(0x10000) if _IS_IGNORED.match(chr(code))}
    return frozenset(combining | ignored | _LIGATURES.keys())


@lru_cache(maxsize=64)
def _clusters(present: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern for the special characters that a text holds; a small one is much faster to search for."""
    marks = "".join(sorted(re.escape(char) for char in present if unicodedata.combining(char)))
    first = "".join(sorted(re.escape(char) for char in present))
    if not first:
        return re.compile(r"(?!)")
    return re.compile(f"[{first}][{marks}]*" if marks else f"[{first}]")
