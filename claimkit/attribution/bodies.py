"""Bodies meant by a bare noun: which company "the company" is, and which names are no person's."""

from __future__ import annotations

import re

from claimkit.attribution import actor_tables as tables
from claimkit.attribution import tables as grammar
from claimkit.attribution.same_name import Group, words_of
from claimkit.attribution.tables import words
from claimkit.schemas import Span

_COMPANY_NOUNS = words(
    "company firm operator carrier manufacturer maker retailer supplier corporation business developer"
)
_COMPANY_WORDS = words("""
    company corporation corp inc ltd llc plc group firm bank airline airlines industries holdings partners
    services ferries airways motors foods systems energy shipping shipyard brewery bakery stores
    technologies pharmaceuticals railways
    """)
# Which words in a name let a bare noun stand for it.
_SORTS = {
    "union": words("union federation guild"),
    "ministry": words("ministry department"),
    "department": words("ministry department"),
    "newspaper": words("times post herald tribune gazette news journal courier echo mail newspaper"),
    "paper": words("times post herald tribune gazette news journal courier echo mail newspaper"),
    "charity": words("charity trust foundation fund"),
    "foundation": words("foundation trust"),
    "university": words("university"),
    "college": words("college"),
    "council": words("council"),
    "bank": words("bank"),
    "club": words("club fc"),
    "party": words("party"),
    "agency": words("agency"),
    "authority": words("authority"),
    "association": words("association"),
    "committee": words("committee"),
    "commission": words("commission"),
    "board": words("board"),
    "court": words("court"),
    "hospital": words("hospital"),
    "school": words("school"),
} | dict.fromkeys(_COMPANY_NOUNS, _COMPANY_WORDS)
_NO_COMPANY = (tables.ORGANIZATION | tables.GOVERNMENT) - _COMPANY_WORDS
_AGENCIES = words("fbi cia nsa epa irs doj dhs nhs cdc fda un eu nato who bbc cnn nbc abc cbs npr afp dpa")
_CAPITALS = re.compile(r"(?:[A-Z][\w&’'-]*\s+){1,4}[A-Z][\w&-]*")


def correct_kinds(text: str, groups: list[Group]) -> None:
    """Make organizations of those names that look like a person's but are not (`Blue Ferries, which`)."""
    for group in groups:
        plain = group.kind == "person" and group.role is None and group.parts.named
        if plain and group.words[0] not in tables.GIVEN_NAMES and _is_body(text, group):
            group.kind = "organization"


def _is_body(text: str, group: Group) -> bool:
    if group.words[-1] in _COMPANY_WORDS:
        return True
    name = re.escape((group.name or group.parts.name).of(text))
    noun = "|".join(sorted(_COMPANY_NOUNS))
    return (
        re.search(rf"\b{name},? which\b|\b(?:{noun}) {name}\b|\b{name}, (?:an?|the) [\w -]{{0,30}}(?:{noun})\b", text)
        is not None
    )


def meant_by_noun(groups: list[Group], own: Group, span: Span) -> Group | None:
    """Return the body named last before `span` for which a bare noun such as "the company" can stand."""
    best: tuple[int, Group] | None = None
    for group in groups:
        before = [one.start for one in group.mentions if one.start < span.start]
        body = group.kind in {"organization", "government"} and group.parts.named
        if group is own or not before or not body or not _fits(own.words[-1], group.words):
            continue
        if best is None or max(before) > best[0]:
            best = (max(before), group)
    return best[1] if best else None


def _fits(noun: str, name: tuple[str, ...]) -> bool:
    if noun in _COMPANY_NOUNS:
        return not any(word in _NO_COMPANY or word in _AGENCIES or word in tables.PLACES for word in name)
    return any(word in _SORTS.get(noun, ()) for word in name)


def name_before(text: str, noun: str, start: int) -> Span | None:
    """Return the name of a body that the article gives before `start` and for which the noun can stand."""
    wanted = _SORTS.get(noun)
    if wanted is None:
        return None
    found: Span | None = None
    for match in _CAPITALS.finditer(text, 0, start):
        at = match.start()
        for word in match.group().split()[:-1]:
            if word.lower() not in grammar.OPENERS | grammar.DETERMINERS | grammar.TIMES:
                break
            at = text.index(word, at) + len(word) + 1
        name = text[at : match.end()]
        whole = len(words_of(name)) > 1 and "\n" not in name
        if whole and words_of(name)[-1] in wanted:
            found = Span(start=at, end=match.end())
    return found
