"""Bodies behind bare nouns and offices: "the company", "its secretary", "director of the harbour authority"."""

from __future__ import annotations

import pytest

from claimkit.article.reading import read
from claimkit.attribution import MentionGroup, group_mentions
from claimkit.schemas import Article, Span


def groups(text: str, mentions: list[str]) -> tuple[MentionGroup, ...]:
    reading = read(Article(id="x", text=text, language="en"))
    spans, at = [], 0
    for word in mentions:
        start = text.index(word, at)
        spans.append(Span(start=start, end=start + len(word)))
        at = start + len(word)
    return group_mentions(reading, spans)


NOUNS: list[tuple[str, list[str], list[tuple[str, str, int]]]] = [
    (
        "Quill Tankers, which owns the boat, said no. The company said it was sorry. It announced a sale.",
        ["Quill Tankers", "The company", "It"],
        [("Quill Tankers", "organization", 3)],
    ),
    (
        "Quill Ferries said no. The Dockers' Union said yes. The company said it was sorry.",
        ["Quill Ferries", "The Dockers' Union", "The company"],
        [("Quill Ferries", "organization", 2), ("Dockers' Union", "organization", 1)],
    ),
    (
        "The Dockers' Union said yes. Quill Ferries said no. The union added more.",
        ["The Dockers' Union", "Quill Ferries", "The union"],
        [("Dockers' Union", "organization", 2), ("Quill Ferries", "organization", 1)],
    ),
    (
        "Norland's Transport Department said yes. Ann Lorrik left. The ministry added more.",
        ["Norland's Transport Department", "The ministry"],
        [("Norland's Transport Department", "government", 2)],
    ),
    (
        "The pier belongs to Lunden Council. The council said it would be mended.",
        ["The council"],
        [("Lunden Council", "government", 1)],
    ),
    # Nothing that fits is named before: better alone than hung on somebody else.
    (
        "The Lunden Gazette said yes. The company said no.",
        ["The Lunden Gazette", "The company"],
        [("Lunden Gazette", "organization", 1), ("company", "organization", 1)],
    ),
    (
        "Quill Ferries said no. The union said yes.",
        ["Quill Ferries", "The union"],
        [("Quill Ferries", "organization", 1), ("union", "organization", 1)],
    ),
    (
        "The company said no. Later Quill Ferries said yes.",
        ["The company", "Quill Ferries"],
        [("company", "organization", 1), ("Quill Ferries", "organization", 1)],
    ),
]


@pytest.mark.parametrize(("text", "mentions", "expected"), NOUNS)
def test_who_a_bare_noun_means(text: str, mentions: list[str], expected: list[tuple[str, str, int]]) -> None:
    found = groups(text, mentions)
    assert [(one.name.of(text), one.kind, len(one.mentions)) for one in found] == expected


OFFICES: list[tuple[str, str, str, str | None]] = [
    (
        "Ann Lorrik, director of the harbour authority, said yes.",
        "Ann Lorrik",
        "director",
        "harbour authority",
    ),
    (
        "Ann Lorrik, a professor of history at Lunden University, said yes.",
        "Ann Lorrik",
        "professor of history",
        "Lunden University",
    ),
    ("Ann Lorrik, an analyst at Kestrel, said yes.", "Ann Lorrik", "analyst", "Kestrel"),
    ("Ann Lorrik, minister of health, said yes.", "Ann Lorrik", "minister of health", None),
    ("Ann Lorrik, secretary of state, said yes.", "Ann Lorrik", "secretary of state", None),
    ("Ann Lorrik, mayor of Lunden, said yes.", "Ann Lorrik", "mayor of Lunden", None),
    (
        "The Dockers' Union doubts it. Its secretary, Jo Lund, said so.",
        "Its secretary, Jo Lund",
        "secretary",
        "Dockers' Union",
    ),
    ("The council will vote. Its leader, Jo Lund, said so.", "Its leader, Jo Lund", "leader", "council"),
    ("The storm was bad. Its leader, Jo Lund, said so.", "Its leader, Jo Lund", "leader", None),
]


@pytest.mark.parametrize(("text", "mention", "role", "affiliation"), OFFICES)
def test_office_and_its_body(text: str, mention: str, role: str, affiliation: str | None) -> None:
    (found,) = groups(text, [mention])
    assert found.role is not None
    assert found.role.of(text) == role
    assert (found.affiliation and found.affiliation.of(text)) == affiliation
