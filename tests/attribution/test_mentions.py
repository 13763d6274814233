"""Which mentions mean the same actor."""

from __future__ import annotations

import pytest

import claimkit
from claimkit.article.reading import Reading, read
from claimkit.attribution import MentionGroup, group_mentions
from claimkit.schemas import Article, Span


def located(text: str, words: list[str]) -> list[Span]:
    """Find the mentions in the order given, each behind the one before."""
    spans, at = [], 0
    for word in words:
        start = text.index(word, at)
        spans.append(Span(start=start, end=start + len(word)))
        at = start + len(word)
    return spans


def groups(text: str, mentions: list[str], language: str = "en") -> tuple[Reading, tuple[MentionGroup, ...]]:
    reading = read(Article(id="x", text=text, language=language))
    return reading, group_mentions(reading, located(text, mentions))


TOGETHER: list[tuple[str, list[str], list[list[str]]]] = [
    ("Ann Lorrik said yes. Lorrik said no.", ["Ann Lorrik", "Lorrik"], [["Ann Lorrik", "Lorrik"]]),
    ("Lorrik said no. Later Ann Lorrik said yes.", ["Lorrik", "Ann Lorrik"], [["Lorrik", "Ann Lorrik"]]),
    (
        "John Arden said yes. Mary Arden said no. Arden added more.",
        ["John Arden", "Mary Arden", "Arden"],
        [["John Arden"], ["Mary Arden", "Arden"]],
    ),
    ("Odd Bern said yes. He added more.", ["Odd Bern", "He"], [["Odd Bern", "He"]]),
    (
        "Hanna Quill said yes. Mr. Odd Bern said no. She added more.",
        ["Hanna Quill", "Mr. Odd Bern", "She"],
        [["Hanna Quill", "She"], ["Mr. Odd Bern"]],
    ),
    (
        "Port spokeswoman Ebo Quill said yes. Port spokesman Odd Bern said no. She left.",
        ["Port spokeswoman Ebo Quill", "Port spokesman Odd Bern", "She"],
        [["Port spokeswoman Ebo Quill", "She"], ["Port spokesman Odd Bern"]],
    ),
    ("Officials said yes. They added no.", ["Officials", "They"], [["Officials", "They"]]),
    ("He said yes and left.", ["He"], []),
    ("Ann Lorrik said yes. They said no.", ["Ann Lorrik", "They"], [["Ann Lorrik"]]),
    (
        "Norland's Energy Ministry said yes. The ministry added no.",
        ["Norland's Energy Ministry", "The ministry"],
        [["Norland's Energy Ministry", "The ministry"]],
    ),
    (
        "Senator Tom Brill said yes. The senator added no.",
        ["Senator Tom Brill", "The senator"],
        [["Senator Tom Brill", "The senator"]],
    ),
    (
        "The mayor of Lunden said yes. The mayor added no.",
        ["The mayor of Lunden", "The mayor"],
        [["The mayor of Lunden", "The mayor"]],
    ),
    (
        "The World Seed Bank (WSB) said yes. WSB added no.",
        ["The World Seed Bank", "WSB"],
        [["The World Seed Bank", "WSB"]],
    ),
    (
        "The World Seed Bank said yes. The NRA said no.",
        ["The World Seed Bank", "The NRA"],
        [["The World Seed Bank"], ["The NRA"]],
    ),
    (
        "Wolf Larsen said yes. The union's Larsen said no.",
        ["Wolf Larsen", "The union's Larsen"],
        [["Wolf Larsen", "The union's Larsen"]],
    ),
    ("A fisherman said yes. A farmer said no.", ["A fisherman", "A farmer"], [["A fisherman"], ["A farmer"]]),
]


@pytest.mark.parametrize(("text", "mentions", "expected"), TOGETHER)
def test_mentions_of_one_actor(text: str, mentions: list[str], expected: list[list[str]]) -> None:
    _, found = groups(text, mentions)
    assert [[span.of(text) for span in group.mentions] for group in found] == expected


PARTS: list[tuple[str, str, str, str | None, str | None]] = [
    (
        "Norland Deputy Minister of Health Aino Kal",
        "Aino Kal",
        "person",
        "Deputy Minister of Health",
        "Norland",
    ),
    ("former Prime Minister Ana Rey", "Ana Rey", "person", "former Prime Minister", None),
    ("Brill campaign manager Jo Lund", "Jo Lund", "person", "campaign manager", "Brill"),
    ("Sen. Odd Bern", "Odd Bern", "person", None, None),
    ("Norland's Energy Ministry", "Norland's Energy Ministry", "government", None, None),
    ("The Harbour Times", "Harbour Times", "organization", None, None),
    ("The White House", "White House", "government", None, None),
    ("China", "China", "government", None, None),
    ("A new study", "new study", "document", None, None),
    ("Many residents", "residents", "group", None, None),
    ("Officials", "Officials", "group", None, None),
    ("a senior official", "senior official", "anonymous", None, None),
    ("a Norland official", "Norland official", "anonymous", "official", "Norland"),
    ("The mayor", "mayor", "person", None, None),
    (
        "The head of the Lunden harbour authority",
        "head of the Lunden harbour authority",
        "person",
        None,
        "Lunden harbour authority",
    ),
    (
        "A person who works at the boat yard",
        "person who works at the boat yard",
        "anonymous",
        None,
        None,
    ),
    ("the mill's published accounts", "mill's published accounts", "document", None, None),
    ("the mill's weavers", "mill's weavers", "group", None, None),
    ("Passengers' groups", "Passengers' groups", "group", None, None),
]


@pytest.mark.parametrize(("mention", "name", "kind", "role", "affiliation"), PARTS)
def test_name_kind_role_and_affiliation(
    mention: str, name: str, kind: str, role: str | None, affiliation: str | None
) -> None:
    text = f"In Lunden, {mention} said the pier had gone."
    _, (found,) = groups(text, [mention])
    assert (found.name.of(text), found.kind) == (name, kind)
    assert (found.role and found.role.of(text)) == role
    assert (found.affiliation and found.affiliation.of(text)) == affiliation


def test_the_full_name_may_stand_where_nobody_speaks() -> None:
    text = "Port director Ann Lorrik came on Monday. Lorrik said the pier had gone."
    reading = read(Article(id="x", text=text, language="en"))
    start = text.index("Lorrik said")
    (found,) = group_mentions(reading, [Span(start=start, end=start + 6)])
    assert found.name.of(text) == "Ann Lorrik"


def test_role_behind_the_name() -> None:
    text = "Ann Lorrik, a former head of the port authority, said yes. Lorrik added no."
    _, (found,) = groups(text, ["Ann Lorrik", "Lorrik"])
    assert found.role is not None
    assert found.affiliation is not None
    assert (found.role.of(text), found.affiliation.of(text)) == ("former head", "port authority")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "An official, who was not authorised to speak publicly, said yes.",
            "who was not authorised to speak publicly",
        ),
        ("An official said yes, speaking on condition of anonymity.", "speaking on condition of anonymity"),
        ("An official said yes.", None),
    ],
)
def test_anonymity(text: str, reason: str | None) -> None:
    _, (found,) = groups(text, ["An official"])
    assert found.kind == "anonymous"
    assert (found.anonymity and found.anonymity.of(text)) == reason


HEADLINE = (
    "Minister Warns of Flooding in the Lunden Valley\n"
    "Environment Minister Petra Kohl said that flooding in the Lunden valley was likely.\n"
    "Port chief Odd Bern said that the harvest was late."
)


def headline_groups(said_by_kohl: str, said_by_bern: str) -> list[list[str]]:
    reading = read(Article(id="x", text=HEADLINE, language="en"))
    mentions = located(HEADLINE, ["Minister", "Environment Minister Petra Kohl", "Port chief Odd Bern"])
    words = located(HEADLINE, ["Flooding in the Lunden Valley", said_by_kohl, said_by_bern])
    statements = [(mention, (span,)) for mention, span in zip(mentions, words, strict=True)]
    found = group_mentions(reading, mentions, statements)
    return [[span.of(HEADLINE) for span in group.mentions] for group in found]


def test_a_headline_means_who_says_the_same_in_the_body() -> None:
    assert headline_groups("flooding in the Lunden valley was likely", "the harvest was late") == [
        ["Minister", "Environment Minister Petra Kohl"],
        ["Port chief Odd Bern"],
    ]


def test_an_unclear_headline_stays_alone() -> None:
    assert headline_groups("was likely", "the harvest was late")[0] == ["Minister"]


def test_german_names() -> None:
    text = "Umweltministerin Petra Kohl sagte ja. Kohl ergänzte nein. Die Polizei sagte ja."
    _, found = groups(text, ["Umweltministerin Petra Kohl", "Kohl", "Die Polizei"], "de")
    assert [(group.name.of(text), group.kind, len(group.mentions)) for group in found] == [
        ("Petra Kohl", "person", 2),
        ("Polizei", "government", 1),
    ]


def test_a_pronoun_may_mean_somebody_who_is_no_speaker_by_name():
    text = (
        "Maria Lindgren has run the yard for 20 years.\n\n“We will not sell,” she said.\n\n"
        "“They will,” said Peter Holt, a rival."
    )
    result = claimkit.extract(text, model="rules")
    assert [result.actor(quote.speaker).name for quote in result.quotes] == ["Maria Lindgren", "Peter Holt"]


def test_a_name_that_nobody_speaks_by_is_no_actor():
    text = "Maria Lindgren has run the yard for 20 years.\n\n“They will sell,” said Peter Holt, a rival."
    assert [actor.name for actor in claimkit.extract(text, model="rules").actors] == ["Peter Holt"]
