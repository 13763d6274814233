"""Statements that are reported without being quoted word for word."""

from __future__ import annotations

import pytest

from claimkit.article.reading import read
from claimkit.attribution import find_reported
from claimkit.passages import mark
from claimkit.schemas import Article

Said = tuple[str | None, str, list[str]]


def reported(text: str, language: str = "en") -> list[Said]:
    reading = read(Article(id="x", text=text, language=language))
    found = find_reported(reading, mark(reading))
    return [
        (one.source and one.source.of(text), one.cue.of(text), [span.of(text) for span in one.content]) for one in found
    ]


CASES: list[tuple[str, list[Said]]] = [
    (
        "Ann Lorrik has stated that the pier is rotten.",
        [("Ann Lorrik", "has stated", ["the pier is rotten"])],
    ),
    ("Lorrik said the pier had gone.", [("Lorrik", "said", ["the pier had gone"])]),
    (
        "The firm said on Tuesday that it would hire 40 people.",
        [("The firm", "said", ["it would hire 40 people"])],
    ),
    ("Brandt said in a letter the wall had cracked.", [("Brandt", "said", ["the wall had cracked"])]),
    ("The pier had gone, Lorrik said.", [("Lorrik", "said", ["The pier had gone"])]),
    (
        "The pier will reopen in May, said Ann Lorrik, a spokeswoman.",
        [("Ann Lorrik", "said", ["The pier will reopen in May"])],
    ),
    (
        "The pier, she said, would cost twice as much.",
        [("she", "said", ["The pier", "would cost twice as much"])],
    ),
    (
        "According to Mira Voss, a geologist at the college, the slope is moving.",
        [("Mira Voss", "According to", ["the slope is moving"])],
    ),
    (
        "The slope is moving, according to the survey.",
        [("the survey", "according to", ["The slope is moving"])],
    ),
    (
        "The slope, according to Mira Voss, is moving fast.",
        [("Mira Voss", "according to", ["The slope", "is moving fast"])],
    ),
    (
        "The council announced its intention to sell the mill.",
        [("The council", "announced", ["its intention to sell the mill"])],
    ),
    ("The ministry doubts that the sums are right.", [("The ministry", "doubts", ["the sums are right"])]),
    (
        "However, residents are divided on whether the pool should close.",
        [("residents", "are divided on", ["whether the pool should close"])],
    ),
    ("Brandt is confident that the wall will hold.", [("Brandt", "is confident", ["the wall will hold"])]),
    ("The union vowed to fight the closure.", [("The union", "vowed", ["to fight the closure"])]),
    ("The mayor praised the volunteers.", [("The mayor", "praised", ["the volunteers"])]),
    ("Brandt called for a new survey.", [("Brandt", "called for", ["a new survey"])]),
    (
        "Brandt told the council the wall had cracked.",
        [("Brandt", "told", ["the wall had cracked"])],
    ),
    ("Brandt told them that the wall had cracked.", [("Brandt", "told", ["the wall had cracked"])]),
    (
        "Brandt went on to say that the wall had cracked.",
        [("Brandt", "went on to say", ["the wall had cracked"])],
    ),
    ("Officials note that the quay is dry.", [("Officials", "note", ["the quay is dry"])]),
    (
        "Lorrik said the quay was dry, adding that boats lay on the mud.",
        [("Lorrik", "said", ["the quay was dry"]), ("Lorrik", "adding", ["boats lay on the mud"])],
    ),
    (
        "Lorrik said the quay was dry and added that boats lay on the mud.",
        [("Lorrik", "said", ["the quay was dry"]), ("Lorrik", "added", ["boats lay on the mud"])],
    ),
    (
        "Lorrik said the quay was dry, but Brandt said it was wet.",
        [("Lorrik", "said", ["the quay was dry"]), ("Brandt", "said", ["it was wet"])],
    ),
    (
        "Critics fear the dam could burst; the operator denies any risk.",
        [("Critics", "fear", ["the dam could burst"]), ("the operator", "denies", ["any risk"])],
    ),
    (
        "Lorrik, who runs the ferry, said the quay was dry.",
        [("Lorrik", "said", ["the quay was dry"])],
    ),
    (
        '"We lost," Brandt said, adding that the club would sell the ground.',
        [("Brandt", "adding", ["the club would sell the ground"])],
    ),
    ("Poll: Harbour party ahead in every district", []),  # a lone line is no headline
    (
        "Poll: Harbour party ahead in every district\nThe town of Lunden votes in May.",
        [("Poll", ":", ["Harbour party ahead in every district"])],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_statement(text: str, expected: list[Said]) -> None:
    assert reported(text) == expected


MIXED: list[tuple[str, list[Said], tuple[str, ...]]] = [
    (
        'The mayor said the plan was "dead in the water".',
        [("The mayor", "said", ['the plan was "dead in the water"'])],
        ("Q1",),
    ),
    (
        'He called the report "a waste of paper" and left.',
        [("He", "called", ['the report "a waste of paper"'])],
        ("Q1",),
    ),
    (
        'The offer is "an insult," the union said.',
        [("the union", "said", ['The offer is "an insult,"'])],
        ("Q1",),
    ),
    (
        'Brandt said the wall was "weak" and the roof "worse still".',
        [("Brandt", "said", ['the wall was "weak" and the roof "worse still"'])],
        ("Q1", "Q2"),
    ),
]


@pytest.mark.parametrize(("text", "expected", "labels"), MIXED)
def test_mixed(text: str, expected: list[Said], labels: tuple[str, ...]) -> None:
    reading = read(Article(id="x", text=text, language="en"))
    assert reported(text) == expected
    assert find_reported(reading, mark(reading))[0].passages == labels


NOTHING = [
    "The pier opened in May and closed in June.",
    "If the mayor says that taxes will rise, shops will close.",
    "He said nothing.",
    '"Lorrik said the pier was gone," the boy shouted.',
    "The report on the claims of the fishers is long.",
    "Its plans to expand were dropped.",
    "Powered by Quayside Editor",
    "However, he said.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_reported(text: str) -> None:
    assert reported(text) == []


OTHER_LANGUAGES: list[tuple[str, str, list[Said]]] = [
    (
        "de",
        "Der Sprecher sagte, dass die Brücke gesperrt sei.",
        [("Der Sprecher", "sagte", ["die Brücke gesperrt sei"])],
    ),
    (
        "de",
        "Ilse Brandt betonte, die Mauer sei sicher.",
        [("Ilse Brandt", "betonte", ["die Mauer sei sicher"])],
    ),
    (
        "de",
        "Am Montag sagte Ilse Brandt, dass die Mauer hält.",
        [("Ilse Brandt", "sagte", ["die Mauer hält"])],
    ),
    ("de", "Laut Polizei ist die Brücke gesperrt.", [("Polizei", "Laut", ["ist die Brücke gesperrt"])]),
    ("de", "Die Mauer sei sicher, so die Ministerin.", [("die Ministerin", "so", ["Die Mauer sei sicher"])]),
    (
        "fr",
        "Le maire a déclaré que le pont serait fermé.",
        [("Le maire", "a déclaré", ["le pont serait fermé"])],
    ),
    (
        "fr",
        "Selon la préfecture, la digue tiendra tout l'hiver.",
        [("la préfecture", "Selon", ["la digue tiendra tout l'hiver"])],
    ),
    (
        "es",
        "El alcalde dijo que el puente está cerrado.",
        [("El alcalde", "dijo", ["el puente está cerrado"])],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), OTHER_LANGUAGES)
def test_other_languages(language: str, text: str, expected: list[Said]) -> None:
    assert reported(text, language) == expected


def test_a_repeated_block_is_read_once() -> None:
    block = "Ann Lorrik said the pier in the old harbour was rotten through and through."
    assert len(reported(f"{block}\nThe town is quiet.\n{block}")) == 1


def test_sentence_number_is_where_the_statement_starts() -> None:
    reading = read(Article(id="x", text="The town is quiet. Lorrik said the pier had gone.", language="en"))
    assert find_reported(reading, mark(reading))[0].sentence == 2
