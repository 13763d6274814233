"""Lines that name who wrote a post or a set-off statement: `— Ana Ruiz (@anaruiz) March 3, 2021`, `— Ana Ruiz`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from claimkit.schemas import Span

_DASH = r"(?:—|–|―|--)"
_HANDLE = r"@\w(?:[\w.\-]{0,60}\w)?(?:@[\w.\-]{1,60}\w)?"
_PLATFORM = r"(?:X|Twitter|Bluesky|Threads|Mastodon|Instagram|Facebook|Truth Social|TikTok|Telegram)"
_SHARED = (
    r"(?:A post shared by|A photo posted by|Ein Beitrag geteilt von|Une publication partagée par"
    r"|Una publicación compartida (?:de|por)|Un post condiviso da|Uma publicação (?:compartilhada|partilhada) por"
    r"|Een bericht gedeeld door)"
)
_REST = r"(?P<rest>[^@\r\n]{0,60})"
# The name as such, then the handle in brackets or after a space or comma.
_NAMED = rf"(?:(?P<name>[^@\r\n]{{1,70}}?)\s*[(（]\s*{_HANDLE}\s*[)）]|(?P<plain>[^@()\r\n]{{1,70}}?)[\s,]\s*{_HANDLE})"
_BARE = rf"[(（]?(?P<handle>{_HANDLE})[)）]?"
_SIGNED = re.compile(rf"(?P<lead>{_DASH}|-|{_SHARED})\s*(?:{_NAMED}|{_BARE})(?![\w@]){_REST}")
_HEAD = re.compile(rf"(?:{_NAMED}|{_BARE})(?![\w@]){_REST}")
# At the end of a line of words the name holds no dash itself.
_AFTER_WORDS = re.compile(
    rf"(?P<lead>{_DASH}|(?<=\s)-(?=\s))\s*(?:(?P<name>[^@—–―\r\n]{{1,70}}?)\s*[(（]\s*{_HANDLE}\s*[)）]"
    rf"|(?P<plain>[^@()—–―\r\n]{{1,70}}?)[\s,]\s*{_HANDLE}|{_BARE})(?![\w@])(?P<rest>[^@—―\r\n]{{0,60}})$"
)
_MAX_LINE = 240
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_PROSE_END = re.compile(r"(?:[!?:;…。]|[^\W\d]{3,}\.)\s*$")
# After a handle without a name, words with a number in them may be the words of the post.
_SURE_DATE = re.compile(r"\s*(?:[·|,—–-]|[([]).*|.*(?:\d{4}|\d[:.]\d\d).*|\s*\.?")
_ON_PLATFORM = re.compile(rf"[\s,·|]*(?:\w{{1,4}}\s+)?{_PLATFORM}[\s:]*", re.I)
_NOT_HEAD = re.compile(
    r"(?:follow|by|photos?|images?|pictures?|video|credits?|source|via|contact|e-?mail|thanks|tips?|reporting|text|von"
    r"|foto|folg\w+|par|suivez|por|sig[au]\w*|segu\w+|di|da|volg\w*|af|av|od|автор|фото)\b",
    re.I,
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_WRITER = re.compile(
    r"\b(?:reporter|correspondent|journalist|editor|author|columnist|covers|writes|wrote|newsletter|autor\w*|"
    r"journaliste|redakteur\w*|redactor\w*|periodista|giornalista|jornalista)\b"
)
_BRACKET_AT_END = re.compile(r"\s*\([^()]*\)\s*$")
_PARTICLES = frozenset(
    "a al af and av bin bint da das de degli dei del della den der di do dos du e el et for in la le los ibn of on och "
    "og sur ter the und van vom von y zu zur & | /".split()
)
_AGENCY = re.compile(
    r"(?:by\s|reuters|a\.?p\.?$|afp|dpa|efe|ansa|bloomberg|pa(?: media)?$|tass|xinhua|kyodo|anp|belga|staff|agenc|with "
    r"|read |more |see |watch |redaktion|source\b)",
    re.I,
)
_REPORTER = re.compile(
    r"staff|correspondent|contribut|reporting|reported|with files|press|redaktion|redacción|rédaction|redazione", re.I
)
_BY_NAME = re.compile(
    rf"{_DASH}\s*(?P<name>[^\s,;:|/()@—–―][^,;:|/()@—–―\r\n]{{1,60}})(?P<role>[,(|/—–―][^@\r\n]{{0,90}})?"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who wrote the words that stand before or after.

    Attributes:
        speaker: The name, or the handle where there is no name.
        start: Where the signature starts.
        dated: Whether a date, a time or a platform is part of it.
        embedded: Whether a header has the form that embedded posts end in, "Name (@handle) March 3, 2021".
    """

    speaker: Span
    start: int
    dated: bool
    embedded: bool = False


def signature_line(text: str, start: int, end: int) -> Signature | None:
    """Read `text[start:end]` as a line that is the signature of a post and nothing more."""
    if end - start > _MAX_LINE or "@" not in text[start:end]:
        return None
    match = _SIGNED.fullmatch(text, start, end)
    found = _read(text, match)
    return None if match is None or found is None or (match["lead"] == "-" and not found.dated) else found


def signature_after(text: str, start: int, end: int) -> Signature | None:
    """Read the end of `text[start:end]` as the signature of the words before it."""
    at = max(start, end - _MAX_LINE)
    if "@" not in text[at:end]:
        return None
    best: Signature | None = None
    for match in _AFTER_WORDS.finditer(text, at, end):
        found = _read(text, match)
        if found is not None and (match["lead"] != "-" or found.dated):
            best = found
    return best


def header_line(text: str, start: int, end: int) -> Signature | None:
    """Read `text[start:end]` as a line that names the writer of the post below it."""
    if end - start > _MAX_LINE or "@" not in text[start:end] or text[start] in "—–―-":
        return None
    match = _HEAD.fullmatch(text, start, end)
    found = _read(text, match)
    if match is None or found is None or _NOT_HEAD.match(text, start, end):
        return None
    name = match["name"] or match["plain"]
    if name is None:
        if not _SURE_DATE.fullmatch(match["rest"]):
            return None
    elif not is_name(_BRACKET_AT_END.sub("", name)):
        return None
    embedded = match["name"] is not None and _YEAR.search(match["rest"]) is not None
    return Signature(found.speaker, found.start, found.dated, embedded)


def name_above(text: str, start: int, end: int, header: Signature) -> Signature:
    """Return the name in the line above a handle that stands alone, if the handle is made of that name."""
    if text[header.speaker.start] != "@" or not is_name(text[start:end]):
        return header
    handle = header.speaker.of(text).casefold()
    speaker = _trimmed(text, start, end)
    if speaker is None or not any(part in handle for part in _parts(speaker.of(text))):
        return header
    return Signature(speaker, start, header.dated)


def is_about(name: str, words: str, *, last: bool) -> bool:
    """Say whether words below a name tell who that is, as the box about an article's writer does.

    Args:
        name: The name or handle.
        words: What stands below it.
        last: Whether nothing follows these words.
    """
    words = words.casefold()
    return any(part in words for part in _parts(name)) or (last and _WRITER.search(words) is not None)


def name_line(text: str, start: int, end: int) -> Signature | None:
    """Read `text[start:end]` as the signature of a set-off statement: `— Name`, `— Name, role`."""
    if end - start > _MAX_LINE:
        return None
    match = _BY_NAME.fullmatch(text, start, end)
    if match is None or not is_name(match["name"]) or _AGENCY.match(match["name"].strip()):
        return None
    role = match["role"] or ""
    if _REPORTER.search(role) or role.rstrip().endswith((".", "!", "?", ":")):
        return None
    speaker = _trimmed(text, match.start("name"), match.end("name"))
    return Signature(speaker, start, dated=False) if speaker else None


def is_name(words: str) -> bool:
    """Say whether words look like a name: few of them, none in lower case but "de", "van", "of" ..."""
    parts = [part for part in words.split() if any(char.isalnum() for char in part)]
    if not 1 <= len(parts) <= 7 or words.rstrip().endswith(("!", "?", "…", ":")) or parts[0][:1].isdigit():
        return False
    if words.rstrip().endswith(".") and len(parts[-1]) > 4:
        return False
    return not parts[0][0].islower() and not any(part[0].islower() and part not in _PARTICLES for part in parts)


def _parts(name: str) -> list[str]:
    return [part.casefold() for part in _LETTERS.findall(name) if len(part) > 2]


def _read(text: str, match: re.Match[str] | None) -> Signature | None:
    if match is None:
        return None
    dated = _is_date(match["rest"])
    if not dated and match["rest"].strip(" \t\u00a0·|."):
        return None
    group = next(group for group in ("name", "plain", "handle") if match[group] is not None)
    speaker = _trimmed(text, match.start(group), match.end(group))
    return Signature(speaker, match.start(), dated) if speaker else None


def _is_date(rest: str) -> bool:
    """Say whether the rest of a signature is a date or a platform: a number and few words, in any language."""
    if _ON_PLATFORM.fullmatch(rest):
        return True
    return len(_LETTERS.findall(rest)) <= 7 and _DIGIT.search(rest) is not None and not _PROSE_END.search(rest)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Cut what is no part of a name off both ends: emoji, check marks, commas, "(she/her)"."""
    bracket = _BRACKET_AT_END.search(text, start, end)
    end = bracket.start() if bracket else end
    while start < end and not (text[start].isalnum() or text[start] == "@"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == "." or _is_mark(text[end - 1])):
        end -= 1
    return Span(start=start, end=end) if end > start else None


def _is_mark(char: str) -> bool:
    # Vowel signs of Indic scripts end words; variation selectors after an emoji do not.
    return unicodedata.category(char) in ("Mc", "Mn") and not "\ufe00" <= char <= "\ufe0f"
