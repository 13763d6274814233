"""Marks that came to harm on the way: typed as two characters, left as entities, decoded wrongly, lost to "?".

A copy of the text is made in which each of them is one mark, followed by fillers, so that the copy is as long as
the article and every offset means the same in both. Only the pairing of marks ever sees the copy.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache

from claimkit.passages.marked.marks import FILLER

# Dashes and spaces are put right too: what stands beside a mark tells whether it opens or closes.
_PUT_RIGHT = "“”‘’„‚‹›«»–—…\u00a0"
_TYPED = re.compile(r"([`'‘’,<>])\1+")  # one class of characters first: a search skips from mark to mark
_BEFORE_LOW = frozenset("([{—–>-")
_TYPED_AS = {"``": "“", "''": '"', "‘‘": "“", "’’": "”", ",,": "„", "<<": "«", ">>": "»"}
_NAMES = "quot|ldquo|rdquo|bdquo|lsquo|rsquo|sbquo|apos|laquo|raquo|lsaquo|rsaquo|mdash|ndash|nbsp|hellip"
_NUMBERS = "3[49]|13[0239]|14[5-8]|15[015]|160|171|187|821[12]|821[678]|822[0-2]|8230|8249|8250"
_HEX = "2[27]|a0|ab|bb|201[34]|201[89a]|201[cde]|2026|2039|203a"
_ENTITY = re.compile(rf"&(?:amp;)?((?:{_NAMES}|#0*(?:{_NUMBERS})|#[xX]0*(?i:{_HEX}));)")
# Windows-1252 read as Latin-1: its marks and dashes land among the control characters.
_CONTROL = {byte: bytes([byte]).decode("cp1252") for byte in b"\x82\x84\x8b\x91\x92\x93\x94\x96\x97\x9b"}


def _misread(char: str, codec: str) -> str:
    """Return what a character looks like when its UTF-8 bytes are read in another encoding."""
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in char.encode("utf-8"))


def _mojibake() -> dict[str, str]:
    table = {_misread(char, codec): char for char in _PUT_RIGHT for codec in ("cp1252", "latin-1", "mac_roman")}
    table |= {_misread(_misread(char, "cp1252"), "cp1252"): char for char in _PUT_RIGHT}
    # The last byte of ” is no character in Windows-1252 and is often dropped; that of — is often made straight.
    return table | {"â€\ufffd": "”", "â€": "”", 'â€"': "—"}


_MOJIBAKE_AS = _mojibake()
_MOJIBAKE = re.compile("|".join(re.escape(key) for key in sorted(_MOJIBAKE_AS, key=len, reverse=True)))
_MOJIBAKE_SIGNS = {
    key[0]: tuple(sorted({other[:2] for other in _MOJIBAKE_AS if other[0] == key[0]})) for key in _MOJIBAKE_AS
}

_CLOSING_PAIR = re.compile(r"''(?!')(?=\W|$)")
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# The mark stands first in these patterns, so that a search skips from mark to mark.
_OPENING = re.compile(r'"(?<![^\s(\[—–-].)(?=\S)', re.DOTALL)
_LOST_OPENING = re.compile(r"[?\ufffd](?<![^\s(\[—–\"'‘-].)(?=[^\W_]|[\ufffd\"'‘¿¡…$£€])", re.DOTALL)
_BEFORE_LOST = frozenset(" \t\u00a0([—–-\"'‘")
_OPENED = frozenset("\"'‘¿¡…$£€")
_ENDING = frozenset(".,!?…;")
_BEHIND_LOST = frozenset(" \t\u00a0)]—–-,.;:!?\"'’")


@lru_cache(maxsize=1)  # several finders look at the same article, one after the other
def with_whole_marks(text: str) -> str:
    """Return the text with each broken mark as one mark and its fillers; the very text when none is broken."""
    if any(first in text and any(sign in text for sign in signs) for first, signs in _MOJIBAKE_SIGNS.items()):
        text = _MOJIBAKE.sub(_one_by(_MOJIBAKE_AS), text)
    if any(chr(byte) in text for byte in _CONTROL):
        text = text.translate(_CONTROL)
    if "&" in text:
        text = _ENTITY.sub(_unescaped, text)
    if any(sign in text for sign in _TYPED_AS):
        typed = dict(_TYPED_AS)
        for one, partner in (("<<", ">>"), ("‘‘", "’’")):  # alone they are arrows, or marks that meet
            if one not in text or partner not in text:
                typed |= {one: one, partner: partner}
        if not _CLOSING_PAIR.search(text):
            typed["''"] = "''"  # a mark and an apostrophe: ''Twas late,' he said
        text = _TYPED.sub(_typed_as(typed), text)
    if ("\ufffd" in text or "?" in text) and _LOST_OPENING.search(text) and not _has_healthy_marks(text):
        replaced = _found_again(text, re.compile("\ufffd{1,3}"), needed=2, punctuated=False)
        return replaced if replaced is not text else _found_again(text, re.compile(r"\?"), needed=3, punctuated=True)
    return text


def _has_healthy_marks(text: str) -> bool:
    return any(mark in text for mark in "“”„«»") or _OPENING.search(text) is not None


def _one_by(table: dict[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda found: table[found.group()].ljust(len(found.group()), FILLER)


def _typed_as(table: dict[str, str]) -> Callable[[re.Match[str]], str]:
    """Return what writes a mark for two characters; three and more of them are something else, but for backticks."""

    def one(found: re.Match[str]) -> str:
        run = found.group()
        if run[0] == "`":
            return (table["``"] + FILLER) * (len(run) // 2) + run[: len(run) % 2]
        if len(run) != 2 or (run == ",," and not _is_low_mark(found)):
            return run
        return table[run].ljust(2, FILLER)

    return one


def _is_low_mark(found: re.Match[str]) -> bool:
    before, after = found.string[max(0, found.start() - 1) : found.start()], found.string[found.end() : found.end() + 1]
    return (not before or before.isspace() or before in _BEFORE_LOW) and bool(after) and not after.isspace()


def _unescaped(found: re.Match[str]) -> str:
    return html.unescape("&" + found[1]).ljust(len(found.group()), FILLER)


def _found_again(text: str, lost: re.Pattern[str], needed: int, punctuated: bool) -> str:
    """Write a straight mark wherever a character stands that took the place of quotation marks.

    Behind a letter it may stand for an apostrophe, or be a question mark: it closes only when no other does.
    With fewer pairs than are needed nothing is written.

    Args:
        text: The text.
        lost: The character, or a run of it that stands for one mark.
        needed: How many pairs it takes.
        punctuated: Whether only pairs that close behind punctuation count.
    """
    places: list[re.Match[str]] = []
    sure = 0
    for line in _LINE.finditer(text):
        depth, doubtful = 0, None
        for found in lost.finditer(text, line.start(), line.end()):
            before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
            before = " " if found.start() == line.start() else before
            if before in _BEFORE_LOST and (after.isalnum() or after in _OPENED):
                places += [doubtful, found] if doubtful else [found]
                depth, doubtful = depth + (doubtful is None), None
            elif depth and (after in _BEHIND_LOST or found.end() == line.end()):
                if before in _ENDING:
                    inner = doubtful is not None and depth > 1  # what stands in doubt closes the one inside
                    places += [doubtful, found] if doubtful and inner else [found]
                    depth, doubtful, sure = depth - 1 - inner, None, sure + 1
                elif doubtful is None:
                    doubtful = found
        places += [doubtful] if doubtful else []
    if (sure if punctuated else len(places) // 2) < needed:
        return text
    parts, end = [], 0
    for found in places:
        parts += [text[end : found.start()], '"'.ljust(len(found.group()), FILLER)]
        end = found.end()
    return "".join([*parts, text[end:]])
