"""Who speaks in a direct quotation."""

from __future__ import annotations

import pytest

from claimkit.article.reading import read
from claimkit.attribution import attribute
from claimkit.passages import mark
from claimkit.schemas import Article

Named = tuple[str | None, str | None]


def speakers(text: str, language: str = "en") -> list[Named]:
    reading = read(Article(id="x", text=text, language=language))
    found = attribute(reading, mark(reading)).values()
    return [(one.source and one.source.of(text), one.cue and one.cue.of(text)) for one in found]


OTHER_LANGUAGES: list[tuple[str, str, list[Named]]] = [
    ("de", "„Die Brücke ist sicher“, sagte Ilse Brandt.", [("Ilse Brandt", "sagte")]),
    ("de", "„Die Brücke“, sagte Brandt, „ist sicher.“", [("Brandt", "sagte")]),
    (
        "de",
        "„Wir gehen morgen“, sagte er und fügte hinzu: „Wir kommen wieder.“",
        [("er", "sagte"), ("er", "fügte")],
    ),
    ("fr", "« Le pont est sûr », a déclaré Anne Lorrik.", [("Anne Lorrik", "a déclaré")]),
    ("fr", "« Le pont est sûr », dit-elle.", [("elle", "dit")]),
    ("fr", "« Nous partirons demain », a-t-il ajouté.", [("il", "ajouté")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), OTHER_LANGUAGES)
def test_german_and_french(language: str, text: str, expected: list[Named]) -> None:
    assert speakers(text, language) == expected


CASES: list[tuple[str, list[Named]]] = [
    ('"The tide took the pier," said Ann Lorrik.', [("Ann Lorrik", "said")]),
    ('"The tide took the pier," Lorrik said.', [("Lorrik", "said")]),
    ('Lorrik said: "The pier is gone."', [("Lorrik", "said")]),
    ('Lorrik said, "The pier is gone."', [("Lorrik", "said")]),
    ('"Is it gone?" asked the harbour master.', [("the harbour master", "asked")]),
    ('"The tide," said Ann Lorrik, "took the pier."', [("Ann Lorrik", "said")]),
    ('"It was loud," she said. "It was dark."', [("she", "said")]),
    ('"Nothing moves before noon." — Ilse Brandt', [("Ilse Brandt", None)]),
    ('"We lost it all," according to Ilse Brandt.', [("Ilse Brandt", "according to")]),
    (
        '"We lost it all," said Ann Lorrik, a trader who runs the ferry, after the storm.',
        [("Ann Lorrik", "said")],
    ),
    ('Ann Lorrik, a former pilot, remarked: "The pier is gone."', [("Ann Lorrik", "remarked")]),
    (
        'Ann Lorrik, head of the port board, has repeatedly said: "The pier is gone."',
        [("Ann Lorrik", "has repeatedly said")],
    ),
    ('At a hearing in Lunden, Lorrik told members: "The pier is gone."', [("Lorrik", "told")]),
    ('The port\'s director, Ann Lorrik, said: "It is gone."', [("The port's director, Ann Lorrik", "said")]),
    ('Sen. Odd Bern (Lunden) said: "It is gone for ever."', [("Sen. Odd Bern", "said")]),
    ('Bern and Lorrik said: "It is gone for ever."', [("Bern and Lorrik", "said")]),
    ('Lorrik praised the crews, adding: "They never slept."', [("Lorrik", "adding")]),
    ('Lorrik sat down and said: "They never slept."', [("Lorrik", "said")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_within_a_sentence(text: str, expected: list[Named]) -> None:
    assert speakers(text) == expected


ACROSS: list[tuple[str, list[Named]]] = [
    ('At the inquest, Lorrik said:\n"The pier was rotten."', [("Lorrik", "said")]),
    (
        'Lorrik said:\n"The pier was rotten."\nHe also added:\n"Nobody looked at it."',
        [("Lorrik", "said"), ("He", "also added")],
    ),
    (
        '"It was rotten," said Ann Lorrik.\n"Nobody looked at it."',
        [("Ann Lorrik", "said"), ("Ann Lorrik", None)],
    ),
    ('Lorrik said:\n"The pier was rotten.\n"Nobody looked at it."', [("Lorrik", "said")]),
    ("Mayor: 'We will not pay'\nThe town of Lunden is in debt again.", [("Mayor", None)]),
    (
        '"It was rotten," said Ann Lorrik.\nThe town paid.\nNothing else was done.\n"Nobody looked at it."',
        [("Ann Lorrik", "said"), (None, None)],
    ),
    (
        '"It was rotten," said Ann Lorrik.\nThe town paid.\nIt is done.\n"Nobody looked."\n"Nobody at all."',
        [("Ann Lorrik", "said"), (None, None), (None, None)],
    ),
    (
        'Ilse Brandt said the pier was rotten.\n"Nobody looked at it."',
        [("Ilse Brandt", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ACROSS)
def test_across_paragraphs(text: str, expected: list[Named]) -> None:
    assert speakers(text) == expected


OTHER_LANGUAGES: list[tuple[str, str, list[Named]]] = [
    ("de", "„Wir sind bereit“, sagte die Ministerin am Montag.", [("die Ministerin", "sagte")]),
    ("de", "Der Sprecher sagte: „Wir sind bereit.“", [("Der Sprecher", "sagte")]),
    ("de", "Am Montag sagte Ilse Brandt: „Wir sind bereit.“", [("Ilse Brandt", "sagte")]),
    ("es", "«No tenemos miedo», dijo Marta Ruiz.", [("Marta Ruiz", "dijo")]),
    ("fr", "« Le pont est fermé », a déclaré le maire.", [("le maire", "a déclaré")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), OTHER_LANGUAGES)
def test_other_languages(language: str, text: str, expected: list[Named]) -> None:
    assert speakers(text, language) == expected


def test_only_quotations_are_attributed() -> None:
    text = 'Her novel "The Salt Road" won. "I am glad," said Ann Lorrik.'
    reading = read(Article(id="x", text=text, language="en"))
    assert list(attribute(reading, mark(reading))) == ["Q2"]
