"""Mentions without a name: descriptions, a headline's "Official", and pronouns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from claimkit.article.reading import Reading
from claimkit.attribution import actor_tables as tables
from claimkit.attribution.bodies import meant_by_noun, name_before
from claimkit.attribution.names import is_role, take_apart
from claimkit.attribution.same_name import Group, words_of
from claimkit.attribution.tables import words
from claimkit.schemas import Span

_STOP = words(
    """
    the a an and or of in on at to for with by from is are was were be been has have had that this it
    its as not about he she they his her their will would could can may more most very also than into
    over after
    """
)
_OPENING = re.compile(r"(?:[A-Z][\w.'’-]*\s+){0,4}[A-Z][\w.'’-]*")
_HEADLINE_SHARE = 0.5
_HEADLINE_LEAD = 1.25
_PRONOUN_REACH = 4


def join_descriptions(text: str, groups: list[Group]) -> None:
    """Join "the ministry" to "Japan's Foreign Ministry" and "the senator" to the senator."""
    for group in [one for one in groups if one.parts.definite and len(one.words) <= 2]:
        head = group.words[-1]
        for span in list(group.mentions):
            home = _described(text, groups, group, head, span)
            if home is None and len(group.words) == 1:
                home = meant_by_noun(groups, group, span)
            if home is not None:
                group.mentions.remove(span)
                home.mentions.append(span)
        if group.mentions and len(group.words) == 1:
            _name_from_text(text, group)
    groups[:] = [group for group in groups if group.mentions]


def _name_from_text(text: str, group: Group) -> None:
    """Give "the union" the name that the article has for it, though the name itself never speaks."""
    name = name_before(text, group.words[-1], min(span.start for span in group.mentions))
    if name is not None:
        group.name, group.words = name, words_of(name.of(text))


def _described(text: str, groups: list[Group], own: Group, head: str, span: Span) -> Group | None:
    """Return the actor named last before `span` that the description fits."""
    best: tuple[int, Group] | None = None
    for group in groups:
        before = [one.start for one in group.mentions if one.start < span.start]
        if group is own or not before or not _described_by(text, group, own, head):
            continue
        if best is None or max(before) > best[0]:
            best = (max(before), group)
    return best[1] if best else None


def _described_by(text: str, group: Group, own: Group, head: str) -> bool:
    if not group.parts.named:
        return len(group.words) > len(own.words) and head in {group.words[0], group.words[-1]}
    if group.parts.definite and len(group.words) <= len(own.words):
        return False
    role = words_of(group.role.of(text)) if group.role else ()
    return (group.kind != "person" and group.words[-1] == head) or (is_role(head) and head in role)


def join_headline(
    reading: Reading, groups: list[Group], statements: Sequence[tuple[Span, tuple[Span, ...]]]
) -> list[Group]:
    """Join a headline's description ("US Official") to the actor of the body who says the same."""
    head = reading.headline
    if head is None:
        return groups
    text = reading.text
    said: dict[tuple[int, int], list[frozenset[str]]] = {}
    for source, spans in statements:
        words = frozenset(word for span in spans for word in words_of(span.of(text)) if word not in _STOP)
        said.setdefault((source.start, source.end), []).append(words)
    for group in list(groups):
        if group.kind not in {"anonymous", "group", "other"} or not all(span in head for span in group.mentions):
            continue
        own = [words for span in group.mentions for words in said.get((span.start, span.end), ())]
        home = _says_the_same(own[0], groups, group, said) if own else None
        if home is not None:
            home.mentions.extend(group.mentions)
            groups.remove(group)
    return groups


def _says_the_same(
    words: frozenset[str], groups: list[Group], own: Group, said: dict[tuple[int, int], list[frozenset[str]]]
) -> Group | None:
    scores: list[tuple[int, Group]] = []
    for group in groups:
        if group is own or (own.kind == "anonymous" and group.kind not in {"person", "anonymous"}):
            continue
        shared = [len(words & one) for span in group.mentions for one in said.get((span.start, span.end), ())]
        scores.append((max(shared, default=0), group))
    scores.sort(key=lambda item: -item[0])
    if not scores or scores[0][0] < max(3, _HEADLINE_SHARE * len(words)):
        return None
    if len(scores) > 1 and scores[0][0] < _HEADLINE_LEAD * scores[1][0]:
        return None
    return scores[0][1]


def sentence_openings(reading: Reading) -> dict[str, list[int]]:
    """Return for each capital word of a sentence's opening name where those sentences start."""
    openings: dict[str, list[int]] = {}
    for sentence in reading.sentences:
        found = _OPENING.match(reading.text, sentence.span.start, sentence.span.end)
        for word in words_of(found.group()) if found else ():
            openings.setdefault(word, []).append(sentence.span.start)
    return openings


def silent_people(reading: Reading, groups: Sequence[Group]) -> list[Group]:
    """Return the people who open a sentence by their full name, but are no speaker by name: "he" may mean them."""
    text = reading.text
    taken = {group.words[-1] for group in groups}
    found: list[Group] = []
    for sentence in reading.sentences:
        opening = _OPENING.match(text, sentence.span.start, sentence.span.end)
        if opening is None or " " not in opening.group():
            continue
        parts = take_apart(text, Span(start=opening.start(), end=opening.end()))
        own = words_of(parts.name.of(text))
        if parts.kind == "person" and parts.named and len(own) > 1 and own[-1] not in taken:
            taken.add(own[-1])
            found.append(
                Group(parts, own, name=parts.name, role=parts.role, affiliation=parts.affiliation, kind="person")
            )
    return found


def meant(
    reading: Reading, groups: list[Group], span: Span, low: str, openings: Mapping[str, Sequence[int]]
) -> Group | None:
    """Return the actor that a pronoun means: the nearest earlier one that fits."""
    home = reading.paragraph_at(span.start)
    best: tuple[int, Group] | None = None
    for group in groups:
        if not _agrees(reading.text, group, low):
            continue
        last = _last_place(group, span.start, openings)
        if last is None or home - reading.paragraph_at(last) > _PRONOUN_REACH:
            continue
        if best is None or last > best[0]:
            best = (last, group)
    return best[1] if best else None


def _last_place(group: Group, before: int, openings: Mapping[str, Sequence[int]]) -> int | None:
    """Return where a group was last a speaker, or where its name last opened a sentence."""
    places = [span.start for span in group.mentions if span.start < before]
    if group.kind == "person":
        places += [at for at in openings.get(group.words[-1], ()) if at < before]
    return max(places, default=None)


def _agrees(text: str, group: Group, low: str) -> bool:
    if low in tables.MALE_PRONOUNS | tables.FEMALE_PRONOUNS:
        gender = _gender(text, group)
        wanted = "m" if low in tables.MALE_PRONOUNS else "f"
        return group.kind in {"person", "anonymous"} and gender in {"", wanted}
    if low == tables.SIE:
        return group.kind == "group" or (group.kind == "person" and _gender(text, group) == "f")
    if low in tables.PLURAL_PRONOUNS:
        return group.kind in {"group", "organization", "government"} or (
            group.kind == "other" and not group.parts.named
        )
    return group.kind in {"organization", "government", "document"}


def _gender(text: str, group: Group) -> str:
    """Return "m" or "f" when titles, roles or the given name tell; else nothing."""
    first = group.words[0]
    titles = {word for span in group.mentions for word in words_of(span.of(text)) if word in tables.TITLES}
    role = " ".join(words_of(span.of(text))[-1] for span in [group.role] if span is not None)
    if titles & tables.FEMALE_TITLES or role.endswith(tables.FEMALE_ROLES):
        return "f"
    if titles & tables.MALE_TITLES or role.endswith(tables.MALE_ROLES):
        return "m"
    if len(group.words) > 1 and first in tables.FEMALE_NAMES - tables.MALE_NAMES:
        return "f"
    return "m" if len(group.words) > 1 and first in tables.MALE_NAMES - tables.FEMALE_NAMES else ""
