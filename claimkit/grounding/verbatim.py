"""Finding words that stand in the text as given: to the letter, or but for typography."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from claimkit.grounding.canonical import Canonical, canonical
from claimkit.grounding.words import symbols
from claimkit.passages.marked.marks import is_unspaced

_HEAD = 40  # tokens that show where the words may begin
_MAX_WORK = 50_000_000  # characters to compare; a text that repeats one word without end would take hours
_OUTER = " \"'.,;:!?…-"
_BORDER_GAP = re.compile(r"^\s*[\[(]\s*(?:\.\s?\.\s?\.|…)\s*[\])]|[\[(]\s*(?:\.\s?\.\s?\.|…)\s*[\])]\s*$")
_TOKEN = re.compile(
    r"(?P<ellipsis>\.\.\.|…)|(?P<dash> *-+ *)|(?P<space>[\"' ]* [\"' ]*)|(?P<mark>\")"
    r"|(?P<stop>[.,;:!?)\]])|(?P<open>[(\[])|.",
    re.DOTALL,
)
# Where one quotation ends and the next begins: words on both sides are from two places.
_TWO_QUOTATIONS = re.compile(r"[\"'][.,;:!?]* +[\"']")
# What would be left of a word, a number or a negation if it were cut here.
_NUMBER_GOES_ON = re.compile(r"[.,:/]\d|[-–−]\d|\s?[%‰°]|\s?[$¢£¥\u20a0-\u20cf](?!\d)|['’]\d")
_NUMBER_BEGAN = re.compile(r"(?:\d[.,:/]|\d[-–−]|(?<![\w.,)\]\"'”’])[-–−.,]|[$¢£¥\u20a0-\u20cf]\s?|\d['’])$")
_NEGATED = re.compile(r"['’ʼ][tT]\b")
_PREFIXED = re.compile(r"(?:\b(?:non|no|un|anti|ex|pseudo|nicht)[-‐‑]|(?<!\w)n['’ʼ])$", re.IGNORECASE)
_EMOJI_PARTS = frozenset("\u200d\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


def find_exact(text: str, words: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the offsets of `words` in `text[start:end]`, to the letter and not inside a longer word."""
    at = text.find(words, start, end)
    while at >= 0:
        if stands_free(text, at, at + len(words)):
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
    compiled = typographic_pattern(words)
    if compiled is None:
        return None
    head, pattern, borders = compiled
    at = spelled.canonical(start)
    stop = spelled.canonical(end)
    tries = 100 + _MAX_WORK // len(words)
    while tries and (begun := head.search(spelled.chars, at, stop)):
        at = begun.start() + 1
        tries -= 1
        found = pattern.match(spelled.chars, begun.start(), stop)
        if found is None:
            continue
        place = spelled.original(*found.span())
        one_quotation = len(_TWO_QUOTATIONS.findall(found.group())) <= borders
        if place[1] <= end and one_quotation and stands_free(text, *place):
            return place
    return None


@lru_cache(maxsize=256)
def typographic_pattern(words: str) -> tuple[re.Pattern[str], re.Pattern[str], int] | None:
    """Return patterns for how `words` begin, and for all of them, in a canonical text; None without a letter.

    Quotation marks may be of another sort or missing, dashes longer or spaced, spaces wider; the case of the
    first letter and the final punctuation do not count. With the patterns comes the number of borders between
    two quotations that the words show themselves.
    """
    core = _core(canonical(_BORDER_GAP.sub("", words)).chars)
    if not any(char.isalnum() for char in core):
        return None
    parts: list[str] = []
    for found in _TOKEN.finditer(core):
        match found.lastgroup:
            case "ellipsis":
                parts.append(r"(?:…|\.{3})")
            case "dash":
                parts.append(r" *-+ *" if found.start() else "-")
            case "space":
                parts.append(r"[\"']* +[\"']*")
            case "mark":
                parts.append(r"[\"']*")
            case "stop":
                parts.append(r"[\"']*" + re.escape(found.group()))
            case "open":
                parts.append(re.escape(found.group()) + r"[\"']*")
            case _:
                parts.append(re.escape(found.group()))
    first = core[0]
    if first.lower() != first.upper() and len(first.lower()) == len(first.upper()) == 1:
        parts[0] = f"[{re.escape(first.lower())}{re.escape(first.upper())}]"
    head = re.compile("".join(parts[:_HEAD]))
    return head, re.compile("".join(parts)), len(_TWO_QUOTATIONS.findall(core))


def stands_free(text: str, start: int, end: int) -> bool:
    """Say whether `text[start:end]` cuts nothing in two: no word, number, negation or composed character."""
    return not (_cuts(text, start) or _cuts(text, end))


def same_signs(given: str, there: str) -> bool:
    """Say whether signs and emoji are the same, and the place lies in one quotation where the words do."""
    borders = len(_TWO_QUOTATIONS.findall(there)) <= len(_TWO_QUOTATIONS.findall(given))
    return borders and symbols(given) == symbols(there)


def _core(words: str) -> str:
    """Return words without the punctuation around them; the sign or the point of a number is none."""
    core = words.strip(_OUTER)
    at = words.find(core) if core else 0
    if core[:1].isdigit() and at and words[at - 1] in "-.," and words[at - 2 : at - 1] not in (".", "-"):
        return words[at - 1] + core
    return core


def _cuts(text: str, at: int) -> bool:
    if at <= 0 or at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum():
        if after.isalnum():
            return not is_unspaced(before) and not is_unspaced(after)
        if before.isdigit() and _NUMBER_GOES_ON.match(text, at):
            return True
        if before in "nN" and _NEGATED.match(text, at):
            return True
    elif after.isalnum():
        head = text[max(0, at - 12) : at]
        if (after.isdigit() and _NUMBER_BEGAN.search(head)) or _PREFIXED.search(head):
            return True
    return before == "\u200d" or after in _EMOJI_PARTS or unicodedata.category(after)[0] == "M"
