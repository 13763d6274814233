"""Mentions that hold the same name: full names, surnames, acronyms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from claimkit.article.reading import Reading
from claimkit.attribution import actor_tables as tables
from claimkit.attribution.names import Parts, take_apart
from claimkit.schemas import ActorKind, Span

_WORD = re.compile(r"\w+(?:-\w+)*")
_BRACKETED = re.compile(r"\(([A-Z][A-Za-z&.]{1,7})\)")

_Acronyms = dict[str, list[tuple[str, ...]]]


@dataclass(slots=True)
class Group:
    """An actor in the making."""

    parts: Parts
    words: tuple[str, ...]
    mentions: list[Span] = field(default_factory=list)
    name: Span | None = None
    role: Span | None = None
    affiliation: Span | None = None
    kind: ActorKind = "other"


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name in lower case, without possessive endings."""
    return tuple(word.lower() for word in _WORD.findall(re.sub(r"['’]s\b", "", text)))


def group_names(reading: Reading, nouns: Sequence[Span]) -> list[Group]:
    """Group mentions that hold the same name; full names first, so that surnames find them."""
    text = reading.text
    taken = [(span, _out_of_capitals(text, take_apart(text, span))) for span in nouns]
    full = _full_names(text, taken)
    acronyms = _acronyms(text)
    groups: list[Group] = []
    order = sorted(range(len(taken)), key=lambda at: (-_fullness(text, taken[at][1]), at))
    for at in order:
        span, parts = taken[at]
        words = words_of(parts.name.of(text))
        home = _same_name(acronyms, groups, span, parts, words)
        if home is None:
            home = Group(parts, words, kind=parts.kind)
            home.name = full.get(words) if parts.kind == "person" and len(words) == 1 else None
            if home.name is not None:
                home.words = words_of(home.name.of(text))
                again = _same_name(acronyms, groups, span, parts, home.words)
                if again is not None:
                    again.mentions.append(span)
                    continue
            groups.append(home)
        home.mentions.append(span)
        if home.kind == "organization" and parts.kind == "person" and parts.sure:
            home.kind = "person"
        home.role = home.role or parts.role
        home.affiliation = home.affiliation or parts.affiliation
    return groups


def _fullness(text: str, parts: Parts) -> int:
    return len(words_of(parts.name.of(text))) if parts.named else 0


def _full_names(text: str, taken: Sequence[tuple[Span, Parts]]) -> dict[tuple[str, ...], Span]:
    """Find for each lone surname the full name that the article gives somewhere else."""
    found: dict[tuple[str, ...], Span] = {}
    for _, parts in taken:
        words = parts.name.of(text).split()
        key = words_of(parts.name.of(text))
        if parts.kind != "person" or len(words) != 1 or key in found:
            continue
        whole = _full_name(text, words[0])
        if whole is not None:
            found[key] = whole
    return found


def _full_name(text: str, surname: str) -> Span | None:
    """Find the first full name of a person that ends in a surname; BRANDT is looked for as Brandt."""
    if _in_capitals(surname):
        surname = surname.capitalize()
    before = rf"(?<![\w.])((?:[A-Z][\w.'’-]*[ \u00a0]+){{1,6}}){re.escape(surname)}(?!\w)"
    for match in re.finditer(before, text):
        whole = take_apart(text, Span(start=match.start(), end=match.end()))
        if whole.kind == "person" and len(words_of(whole.name.of(text))) > 1:
            return whole.name
    return None


def _in_capitals(name: str) -> bool:
    return len(name) > 3 and name.isalpha() and name.isupper()


def _out_of_capitals(text: str, parts: Parts) -> Parts:
    """Take the label of an interview's turn (BRANDT) for the person the article names in full."""
    name = parts.name.of(text)
    if _in_capitals(name) and _full_name(text, name) is not None:
        return replace(parts, kind="person", named=True)
    return parts


def _same_name(
    acronyms: _Acronyms, groups: list[Group], span: Span, parts: Parts, words: tuple[str, ...]
) -> Group | None:
    """Return the group of the same name; of several that share a surname, the one named last before."""
    if not parts.named:
        return next((group for group in groups if group.words == words and not group.parts.named), None)
    fitting = [group for group in groups if group.parts.named and _fits(acronyms, group, parts, words)]
    if not fitting:
        return None
    exact = [group for group in fitting if group.words == words]
    if exact:
        return exact[0]

    def distance(group: Group) -> tuple[bool, int]:
        nearest = [one.start for one in group.mentions if one.start < span.start]
        return (not nearest, -max(nearest, default=0))

    return min(fitting, key=distance)


def _fits(acronyms: _Acronyms, group: Group, parts: Parts, words: tuple[str, ...]) -> bool:
    own = group.words
    if own == words:
        return True
    if group.kind == "person" and parts.kind == "person":
        if len(words) == 1:
            return own[-1] == words[0] or (own[0] == words[0] and len(own) > 1 and words[0] in tables.GIVEN_NAMES)
        return own[-1] == words[-1] and (own[0] == words[0] or _initial(own[0], words[0]))
    if _is_acronym(acronyms, words, own) or _is_acronym(acronyms, own, words):
        return True
    shorter, longer = sorted((own, words), key=len)
    same_sort = group.kind == parts.kind and parts.kind in {"organization", "government"}
    return same_sort and len(shorter) >= 2 and longer[-len(shorter) :] == shorter


def _initial(one: str, two: str) -> bool:
    return min(len(one), len(two)) == 1 and one[0] == two[0]


def _acronyms(text: str) -> _Acronyms:
    """Return for each acronym in brackets the words before it (`World Seed Bank (WSB)`)."""
    found: _Acronyms = {}
    for match in _BRACKETED.finditer(text):
        before = words_of(text[max(0, match.start() - 120) : match.start()])
        found.setdefault(match.group(1).lower(), []).append(before)
    return found


def _is_acronym(acronyms: _Acronyms, short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Say whether the article gives `short` in brackets behind `long`."""
    if len(short) != 1 or len(long) < 2:
        return False
    return any(before[-len(long) :] == long for before in acronyms.get(short[0], ()))
