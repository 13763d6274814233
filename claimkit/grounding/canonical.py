"""One spelling for characters that differ only in typography, with the way back to the original offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

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


@dataclass(frozen=True, slots=True)
class Canonical:
    """A text in one spelling.

    Attributes:
        chars: The text with one character for all quotation marks of a sort, all dashes and all spaces.
        starts: For each character its original offset; None when the offsets are the same.
        ends: For each character the original offset after it; None when the offsets are the same.
    """

    chars: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the original offsets of the canonical range `start:end`."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def canonical(self, offset: int) -> int:
        """Return the canonical index of the first character at or after an original offset."""
        if self.starts is None:
            return offset
        low, high = 0, len(self.starts)
        while low < high:
            middle = (low + high) // 2
            if self.starts[middle] < offset:
                low = middle + 1
            else:
                high = middle
        return low


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
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for found in _clusters().finditer(text):
        start, stop = found.span()
        if unicodedata.combining(text[start]) and start > at:
            start -= 1  # the letter that the marks combine with
        cluster = text[start:stop]
        chars.append(text[at:start].translate(_ONE_TO_ONE))
        starts.extend(range(at, start))
        ends.extend(range(at + 1, start + 1))
        at = stop
        if not _IS_IGNORED.match(cluster):
            spelled = _LIGATURES.get(cluster) or unicodedata.normalize("NFC", cluster).translate(_ONE_TO_ONE)
            chars.append(spelled)
            starts.extend([start] * len(spelled))
            ends.extend([stop] * len(spelled))
        elif ends and len(cluster) > 1:  # marks on an ignored character belong to the letter before it
            ends[-1] = stop
    chars.append(text[at:].translate(_ONE_TO_ONE))
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return Canonical("".join(chars), tuple(starts), tuple(ends))


@cache
def _clusters() -> re.Pattern[str]:
    """Return a pattern for what is not spelled one character for one: ligatures, marks on letters, what is ignored."""
    combining = "".join(chr(code) for code in range(0x300, 0x1E950) if unicodedata.combining(chr(code)))
    ligatures = "".join(_LIGATURES)
    return re.compile(f"[{_IGNORED}{ligatures}{combining}][{combining}]*")
