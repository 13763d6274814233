"""Where a statement ends: never before a verb that may be part of it."""

from __future__ import annotations

import pytest

from claimkit.article.reading import read
from claimkit.attribution import find_reported
from claimkit.passages import mark
from claimkit.schemas import Article

Said = tuple[str | None, str, str]


def reported(text: str, language: str = "en") -> list[Said]:
    reading = read(Article(id="x", text=text, language=language))
    found = find_reported(reading, mark(reading))
    return [
        (one.source and one.source.of(text), one.cue.of(text), " … ".join(s.of(text) for s in one.content))
        for one in found
    ]


WHOLE = [
    "Lorrik told the council that {}.",
    "Lorrik said {}.",
    "Lorrik warned on Monday that {}.",
    "A diver, who asked not to be named because she feared for her job, said {}.",
]
CONTENTS = [
    "the crack was found in May but was judged to be harmless",
    "the part would have cost £90 and could have been fitted in an hour",
    "the pier opened in 1901 and closed in 1950",
    "the officials had lied and claimed that nobody was hurt",
    "she saw the crack and reported it to the office",
    "the firm was late and promised to mend the wall",
    "the pier was gone, and the crowd cheered",
    'the pier "was rotten" and has "cost a fortune"',
]


@pytest.mark.parametrize("frame", WHOLE)
@pytest.mark.parametrize("content", CONTENTS)
def test_a_second_verb_stays_in_the_content(frame: str, content: str) -> None:
    assert [one[2] for one in reported(frame.format(content))] == [content]


CUT: list[tuple[str, list[Said]]] = [
    (
        "Lorrik said the pier was rotten and warned that the quay would follow.",
        [("Lorrik", "said", "the pier was rotten"), ("Lorrik", "warned", "the quay would follow")],
    ),
    (
        "Lorrik says the mayor knew of the crack and warns that more will come.",
        [("Lorrik", "says", "the mayor knew of the crack"), ("Lorrik", "warns", "more will come")],
    ),
    (
        "Lorrik said the mayor knew of the crack, adding that more would come.",
        [("Lorrik", "said", "the mayor knew of the crack"), ("Lorrik", "adding", "more would come")],
    ),
    (
        "The bridge, which opened in 1901, was unsafe, said the mayor.",
        [("the mayor", "said", "The bridge, which opened in 1901, was unsafe")],
    ),
    ("A diver, who saw it, said the boat sank in May.", [("A diver", "said", "the boat sank in May")]),
    ("The firm announced its closure and moved to Skerrin.", [("The firm", "announced", "its closure")]),
    (
        "Lorrik asked the council not to close the pier and left the room.",
        [("Lorrik", "asked", "not to close the pier")],
    ),
    (
        "A worker at the boat yard, who claimed that the part was old, left.",
        [("A worker at the boat yard", "claimed", "the part was old")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CUT)
def test_a_verb_of_the_speakers_own_ends_the_content(text: str, expected: list[Said]) -> None:
    assert reported(text) == expected


SILENCES: list[tuple[str, list[Said]]] = [
    ("The mayor declined to say how she would vote.", []),
    ("The mayor would not say whether she would vote.", []),
    ("The mayor did not say that she would resign.", []),
    ("The ministry declined to comment on the letter.", []),
    ("The welder asked not to be quoted.", []),
    (
        "A person who works at the boat yard, who asked not to be named because she feared for her job, "
        "said the part was old.",
        [("A person who works at the boat yard", "said", "the part was old")],
    ),
    (
        "A worker at the boat yard, who requested anonymity, said the part was old.",
        [("A worker at the boat yard", "said", "the part was old")],
    ),
    (
        "A worker said the part was old, speaking on condition that her name was not used.",
        [("A worker", "said", "the part was old")],
    ),
    (
        "The mayor refused to answer questions about the pier, but said that the quay was safe.",
        [("The mayor", "said", "the quay was safe")],
    ),
    (
        "The firm declined to comment, and the union said it was shocked.",
        [("the union", "said", "it was shocked")],
    ),
    ("The union vowed not to leave.", [("The union", "vowed", "not to leave")]),
    ("The mayor refused to sign the letter.", [("The mayor", "refused", "to sign the letter")]),
]


@pytest.mark.parametrize(("text", "expected"), SILENCES)
def test_silence_is_no_statement(text: str, expected: list[Said]) -> None:
    assert reported(text) == expected


OTHERS: list[tuple[str, str, list[Said]]] = [
    (
        "de",
        "Ilse Brandt sagte, die Brücke sei sicher und werde im Mai geöffnet.",
        [("Ilse Brandt", "sagte", "die Brücke sei sicher und werde im Mai geöffnet")],
    ),
    (
        "de",
        "Brandt sagte, dass die Mauer sicher sei, und kritisierte den Rat.",
        [("Brandt", "sagte", "die Mauer sicher sei")],
    ),
    (
        "fr",
        "Elle a dit que le pont était sûr et qu’il rouvrirait en mai.",
        [("Elle", "a dit", "le pont était sûr et qu’il rouvrirait en mai")],
    ),
    (
        "fr",
        "Elle a dit que le pont était sûr et a ajouté que la digue tiendrait.",
        [("Elle", "a dit", "le pont était sûr"), ("Elle", "a ajouté", "la digue tiendrait")],
    ),
    ("fr", "Le pont serait fermé, a annoncé le maire.", [("le maire", "a annoncé", "Le pont serait fermé")]),
    ("fr", "D’après le maire, le pont est sûr.", [("le maire", "D’après", "le pont est sûr")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), OTHERS)
def test_other_languages(language: str, text: str, expected: list[Said]) -> None:
    assert reported(text, language) == expected
