"""From mentions to actors: which names, descriptions and pronouns mean the same speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimkit.article.reading import Reading
from claimkit.attribution import actor_tables as tables
from claimkit.attribution.bodies import correct_kinds
from claimkit.attribution.names import role_behind, take_apart
from claimkit.attribution.offices import body_of_its, same_words, split_role
from claimkit.attribution.resolving import join_descriptions, join_headline, meant, sentence_openings, silent_people
from claimkit.attribution.same_name import Group, group_names, words_of
from claimkit.schemas import ActorKind, Span

_ANONYMITY = re.compile(
    r"(?:who\s+)?(?:(?:spoke|speaking|spoken|talked|asked|requested|insisted)\s+(?:to\s+\w+(?:\s+\w+){0,3}\s+)?"
    r"(?:only\s+)?(?:on|under)\s+(?:the\s+)?condition\s+(?:of|that)\s+[^,.;\n]+"
    r"|(?:was|were|is|are)(?:n['’]t| not)\s+(?:authori[sz]ed|allowed|permitted)\s+to\s+[^,.;\n]+"
    r"|asked\s+not\s+to\s+be\s+(?:named|identified)[^,.;\n]*"
    r"|(?:declined|refused)\s+to\s+be\s+(?:named|identified)[^,.;\n]*"
    r"|requested\s+anonymity[^,.;\n]*)",
    re.IGNORECASE,
)


Statements = Sequence[tuple[Span, tuple[Span, ...]]]


@dataclass(frozen=True, slots=True)
class MentionGroup:
    """Mentions that name one actor.

    Attributes:
        name: The fullest form of the name in the article, without role.
        kind: What sort of actor it is.
        role: Office or role, such as "Deputy Secretary of State".
        affiliation: Country, body or company, such as "US".
        mentions: The mentions, in reading order.
        anonymity: The article's stated reason for not naming the actor.
    """

    name: Span
    kind: ActorKind
    role: Span | None
    affiliation: Span | None
    mentions: tuple[Span, ...]
    anonymity: Span | None


def group_mentions(
    reading: Reading,
    mentions: Sequence[Span],
    statements: Statements = (),
) -> tuple[MentionGroup, ...]:
    """Sort mentions of speakers into actors, in the order of first mention.

    Args:
        reading: The article.
        mentions: Where speakers are named.
        statements: What each of these mentions says: its span and the spans of the words. They tell which
            actor a headline's description means.

    Returns:
        One group for each actor. A pronoun that cannot be resolved is in none.
    """
    text = reading.text
    ordered = sorted(dict.fromkeys(mentions), key=lambda span: (span.start, span.end))
    nouns = [span for span in ordered if span.of(text).lower() not in tables.PRONOUNS]
    groups = group_names(reading, nouns)
    correct_kinds(text, groups)
    join_descriptions(text, groups)
    groups = join_headline(reading, groups, statements)
    openings = sentence_openings(reading)
    everybody = [*groups, *silent_people(reading, groups)]
    for span in ordered:
        low = span.of(text).lower()
        if low not in tables.PRONOUNS:
            continue
        outer = _outer(span, statements)
        if low in tables.NO_ACTOR:
            home = _group_of(groups, outer[0]) if outer is not None and low in tables.FIRST_PERSON else None
        elif outer is not None:
            home = meant(reading, _named_within(groups, outer), span, low, {})
        else:
            home = meant(reading, everybody, span, low, openings)
        if home is not None:
            home.mentions.append(span)
    groups = [group for group in everybody if group.mentions]
    groups.sort(key=lambda group: min(span.start for span in group.mentions))
    return tuple(_finished(reading, group) for group in groups)


def _outer(span: Span, statements: Statements) -> tuple[Span, tuple[Span, ...]] | None:
    """Return the tightest statement that somebody else's mention stands in: a source inside a quotation."""
    around = [
        (source, words) for source, words in statements if source != span and any(span in piece for piece in words)
    ]
    return min(around, key=lambda item: sum(piece.end - piece.start for piece in item[1]), default=None)


def _group_of(groups: Sequence[Group], span: Span) -> Group | None:
    return next((group for group in groups if span in group.mentions), None)


def _named_within(groups: Sequence[Group], outer: tuple[Span, tuple[Span, ...]]) -> list[Group]:
    """Return who can be meant by "he" inside a quotation: who is named as a speaker in it, and never its own speaker.

    Of whom else the speaker talks is not told by nearness in the article's own text.
    """
    source, words = outer
    return [
        group
        for group in groups
        if source not in group.mentions and any(one in piece for one in group.mentions for piece in words)
    ]


def _finished(reading: Reading, group: Group) -> MentionGroup:
    text = reading.text
    spans = tuple(sorted(group.mentions, key=lambda span: span.start))
    names = [group.name or group.parts.name] + [take_apart(text, span).name for span in spans if _is_noun(text, span)]
    fitting = [one for one in names if words_of(one.of(text))[-1:] == group.words[-1:]] or names[:1]
    name = max(fitting, key=lambda one: (len(words_of(one.of(text))), -one.start))
    role = group.role
    if role is None and group.kind == "person":
        role = _role_in_text(text, name)
    role, affiliation = _office(reading, group, name, role, spans)
    return MentionGroup(name, group.kind, role, affiliation, spans, _anonymity(reading, group, spans))


def _office(
    reading: Reading, group: Group, name: Span, role: Span | None, spans: tuple[Span, ...]
) -> tuple[Span | None, Span | None]:
    """Return role and affiliation; a description that is its own name has no role beside it."""
    text, affiliation = reading.text, group.affiliation
    if role is None:
        return None, affiliation
    if affiliation is None:
        office, affiliation = split_role(text, role)
        role = role if same_words(text, role, name) else office
    if affiliation is None:
        affiliation = next((body for span in spans if (body := body_of_its(reading, span))), None)
    return (None if same_words(text, role, name) else role), affiliation


def _is_noun(text: str, span: Span) -> bool:
    return span.of(text).lower() not in tables.PRONOUNS


def _role_in_text(text: str, name: Span) -> Span | None:
    """Look behind each place where the name stands for a role between commas."""
    for found in re.finditer(re.escape(name.of(text)), text):
        role = role_behind(text, Span(start=found.start(), end=found.end()), len(text))
        if role is not None:
            return role
    return None


def _anonymity(reading: Reading, group: Group, spans: tuple[Span, ...]) -> Span | None:
    """Return the stated reason for not naming an actor, from the sentences that mention it."""
    if group.kind not in {"anonymous", "group", "other"}:
        return None
    for span in spans:
        sentence = reading.sentence_at(span.start).span
        found = _ANONYMITY.search(reading.text, span.start, sentence.end)
        if found:
            return Span(start=found.start(), end=found.end())
    return None
