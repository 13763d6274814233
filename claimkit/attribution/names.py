"""Taking a mention apart: name, role, affiliation, and what sort of actor it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimkit.attribution import actor_tables as tables
from claimkit.attribution import language_tables as foreign
from claimkit.attribution import tables as grammar
from claimkit.schemas import ActorKind, Span

_WORD = re.compile(r"[A-Z]\.(?=\s)|(?:[A-Za-z]\.){2,}|\w+(?:[-'’.&]\w+)*['’]?")
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$", re.IGNORECASE)
_ROLE_BEHIND = re.compile(r",?\s*(?P<role>[^,;:.()\n\"“”]{3,120})(?=[,;:.)\n]|$)")


@dataclass(frozen=True, slots=True)
class Parts:
    """A mention taken apart.

    Attributes:
        name: The name, or the whole phrase without its article when nobody is named.
        kind: What sort of actor it is.
        role: Office or role before the name.
        affiliation: Country, body or company before the role.
        named: Whether it holds a proper name.
        definite: Whether it points back to something named before ("the ministry").
        sure: Whether the kind rests on more than a capital letter.
    """

    name: Span
    kind: ActorKind
    role: Span | None = None
    affiliation: Span | None = None
    named: bool = True
    definite: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str

    @property
    def low(self) -> str:
        return _POSSESSIVE.sub("", self.text).lower().rstrip(".") if "." not in self.text[:-1] else self.text.lower()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def owns(self) -> bool:
        return _POSSESSIVE.search(self.text) is not None


def is_role(low: str) -> bool:
    """Say whether a lower-case word names what a person does."""
    return low in tables.ROLES or low.endswith(tables.ROLE_ENDS)


def take_apart(text: str, mention: Span) -> Parts:
    """Take a mention of an actor apart."""
    words = [_Word(m.start(), m.end(), m.group()) for m in _WORD.finditer(text, mention.start, mention.end)]
    if not words:
        return Parts(mention, "other", named=False, sure=False)
    first = words[0].low
    determined = len(words) > 1 and first in grammar.DETERMINERS | _foreign_articles()
    body = words[1:] if determined else words
    definite = determined and first in {"the", "this", "that", "der", "die", "das", "le", "la", "el"}
    run = _trailing_name(body)
    if run:
        return _person(text, body, run)
    head = _head(body)
    kind = _kind(body, head, first if determined else "")
    proper = body[1:] if kind == "document" or (len(body) > 1 and not determined) else body
    named = kind not in {"anonymous", "group"} and any(word.capital for word in proper)
    start, end = _unowned(body)
    role = affiliation = None
    if kind == "anonymous":
        role, affiliation = _role_of(body, len(body))
        if definite and head not in tables.UNNAMED:
            kind = "person"  # an office that one person holds: "the mayor"
    return Parts(Span(start=start, end=end), kind, role, affiliation, named, definite, kind != "other")


def _foreign_articles() -> frozenset[str]:
    return frozenset().union(*foreign.DETERMINERS.values())


def _unowned(body: list[_Word]) -> tuple[int, int]:
    """Return where the words stand, without a possessive ending on the last."""
    last = body[-1]
    owned = _POSSESSIVE.search(last.text)
    end = last.start + owned.start() if owned and last.end - last.start > 2 else last.end
    return body[0].start, end


def _trailing_name(body: list[_Word]) -> tuple[int, int] | None:
    """Return which of the words are a person's name, when the mention ends with one."""
    end = len(body)
    start = _capital_run(body)
    roles = [at for at in range(start, end) if body[at].low in tables.TITLES or is_role(body[at].low)]
    cut = roles[-1] + 1 if roles else start
    titled = bool(roles) or (0 < start < end and is_role(body[start - 1].low))
    office = start >= 2 and body[start - 1].low in {"of", "for"} and is_role(body[start - 2].low)
    if office or (roles and end - cut > 2):
        behind = cut
        while cut < end - 1 and body[cut].low in tables.OFFICES:
            cut += 1
        if office and cut == behind and not roles:
            if end - cut < 3:
                return None
            cut = end - 2  # an office that no table knows: "Secretary of Ports Ann Lee"
        titled = titled or cut > behind
    while end - cut > 2 and (body[cut].low in tables.PLACES or body[cut].low in tables.LABELS_BEFORE_NAMES):
        cut += 1
    if cut >= end or not _may_be_person([word.low for word in body[cut:end]], titled, cut == 0 or body[cut - 1].owns):
        return None
    return cut, end


def _capital_run(body: list[_Word]) -> int:
    """Return where the capital words at the end of a mention start, particles such as "van" included."""
    end = start = len(body)
    while start > 0:
        word = body[start - 1]
        particle = word.low in tables.NAME_PARTICLES and start < end
        if not (word.capital or particle) or (start < end and word.owns):
            break
        start -= 1
    while start < end and body[start].low in tables.NAME_PARTICLES and not body[start].capital:
        start += 1
    return start


def _may_be_person(words: list[str], titled: bool, alone: bool) -> bool:
    bodies = tables.GOVERNMENT | tables.ORGANIZATION | tables.DOCUMENT | tables.GROUP
    a_body = any(word in bodies or word.endswith(tables.GOVERNMENT_ENDS) for word in words)
    a_place = all(word in tables.PLACES for word in words) or " ".join(words) in tables.GOVERNMENT_NAMES
    if a_body or a_place or len(words) > 4:
        return False
    if len(words) == 1:
        return titled or (alone and words[0] not in tables.UNNAMED)
    return titled or words[0] not in tables.PLACES or words[0] in tables.MALE_NAMES | tables.FEMALE_NAMES


def _person(text: str, body: list[_Word], run: tuple[int, int]) -> Parts:
    start, end = run
    span_start, span_end = _unowned(body[start:end])
    role, affiliation = _role_of(body, start)
    lone = end - start == 1 and role is None and (start == 0 or body[start - 1].low not in tables.TITLES)
    shouted = lone and body[start].text.isupper() and len(body[start].text) > 1
    kind: ActorKind = "organization" if shouted else "person"
    return Parts(Span(start=span_start, end=span_end), kind, role, affiliation, sure=not lone)


def _role_of(body: list[_Word], end: int) -> tuple[Span | None, Span | None]:
    """Split what stands before a name into affiliation and role."""
    while end > 0 and body[end - 1].low in tables.TITLES and not is_role(body[end - 1].low):
        end -= 1
    roles = [at for at in range(end) if is_role(body[at].low) and not body[at].owns]
    if not roles:
        return None, None
    start = roles[0]
    while start > 0 and body[start - 1].low in tables.ROLE_MODIFIERS and not body[start - 1].owns:
        start -= 1
    role = Span(start=body[start].start, end=body[end - 1].end)
    before = [word for word in body[:start] if word.low not in {"former", "ex", "likely", "one", "popular"}]
    if not before or not before[0].capital:
        return role, None
    last = before[-1]
    owned = _POSSESSIVE.search(last.text)
    stop = last.start + owned.start() if owned else last.end
    return role, Span(start=before[0].start, end=stop)


def _head(body: list[_Word]) -> str:
    """Return the noun that decides what the phrase is: the last word before "of", "in", "for" ..."""
    for at, word in enumerate(body):
        if at and (word.low in grammar.PREPOSITIONS or word.low in {"who", "that", "which", "der", "des", "de", "du"}):
            return body[at - 1].low
    return body[-1].low


def _kind(body: list[_Word], head: str, article: str) -> ActorKind:
    low = " ".join(word.low for word in body)
    kind: ActorKind = "other"
    if (
        low in tables.GOVERNMENT_NAMES
        or head in tables.GOVERNMENT
        or head.endswith(tables.GOVERNMENT_ENDS)
        or all(word.low in tables.PLACES for word in body)
        or (body[-1].low in tables.PLACES and body[0].capital)
    ):
        kind = "government"
    elif head in tables.DOCUMENT:
        kind = "document"
    elif head in tables.ORGANIZATION:
        kind = "organization"
    elif head in tables.GROUP or article in {"some", "many", "several", "most", "few", "all", "both"}:
        kind = "group"
    elif head in tables.UNNAMED or is_role(head):
        kind = "anonymous"
    elif is_role(head.rstrip("s")) or (head.endswith("s") and not body[-1].capital and not head.endswith("ss")):
        kind = "group" if not _is_owned_thing(body, head) else "document"
    elif any(word.capital for word in body):
        kind = "organization"
    return kind


def _is_owned_thing(body: list[_Word], head: str) -> bool:
    """Say whether a plural that somebody owns is no set of people (`the yard's published timetables`)."""
    people = head.endswith(("ers", "ors", "ists", "ians", "men", "women", "ees", "ants")) or is_role(head.rstrip("s"))
    return body[0].owns and not people and head.removesuffix("s") not in tables.ORGANIZATION | {"group", "union"}


def role_behind(text: str, name: Span, limit: int) -> Span | None:
    """Return the role behind a name (`Ann Lee, former head of the port authority, said`)."""
    if not text[name.end :].startswith(","):
        return None
    found = _ROLE_BEHIND.match(text, name.end, min(limit, name.end + 160))
    if found is None:
        return None
    start, end = found.span("role")
    words = [_Word(m.start(), m.end(), m.group()) for m in _WORD.finditer(text, start, end)]
    while words and words[0].low in {"a", "an", "the", "now", "also"}:
        words = words[1:]
    if not words or not any(is_role(word.low) for word in words[:6]):
        return None
    for at, word in enumerate(words):
        if word.low in {"who", "which", "said", "says", "and"} and not _list_goes_on(words, at):
            words = words[:at]
            break
    return Span(start=words[0].start, end=words[-1].end) if words else None


def _list_goes_on(words: list[_Word], at: int) -> bool:
    return (
        words[at].low == "and"
        and at + 1 < len(words)
        and (words[at + 1].capital or words[at + 1].low in {"the", "a"} or is_role(words[at + 1].low))
    )
