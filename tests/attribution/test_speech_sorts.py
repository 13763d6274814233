"""What sort of words a marked passage holds."""

from __future__ import annotations

import pytest

from claimkit.article.reading import read
from claimkit.attribution import classify
from claimkit.passages import mark
from claimkit.schemas import Article

CASES = [
    ('"The tide took the pier," said Ann Lorrik.', ["quotation"]),
    ('Lorrik said: "The pier is gone."', ["quotation"]),
    ("“We are ready,” the fire chief told reporters on Monday.", ["quotation"]),
    ('"The tide," said Ann Lorrik, "took the pier."', ["quotation"]),
    ('Lorrik said, "The pier is gone."', ["quotation"]),
    ('Lorrik said "The pier is gone for good."', ["quotation"]),
    ('"Nobody came to help us that night."', ["quotation"]),
    ('But "there is a line," Lorrik said.', ["quotation"]),
    ('The mayor said the plan was "dead in the water".', ["part"]),
    ('She called the report "a waste of paper".', ["part"]),
    ('According to the union, the offer is "an insult".', ["part"]),
    ('The offer is "an insult," the union said.', ["part"]),
    ('Her novel "The Salt Road" won a prize.', ["title"]),
    ('He sang "Harbour Lights" at the fair.', ["title"]),
    ('Jonas "Fingers" Mallory was arrested.', ["nickname"]),
    ('Mallory, nicknamed "the eel", was arrested.', ["nickname"]),
    ('The so-called "expert" never came.', ["scare"]),
    ("„Wir sind bereit“, sagte die Ministerin am Montag in Lunden.", ["quotation"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sort(text: str, expected: list[str]) -> None:
    reading = read(Article(id="x", text=text, language="de" if "„" in text else "en"))
    assert list(classify(reading, mark(reading)).values()) == expected


def test_every_passage_has_a_sort() -> None:
    text = 'Lorrik said: "He shouted \'Stop the boats\' and ran." The "deal" failed.'
    reading = read(Article(id="x", text=text, language="en"))
    passages = mark(reading)
    sorts = classify(reading, passages)
    assert list(sorts) == [passage.label for passage in passages]
    assert sorts["Q1"] == "quotation"
    assert sorts[passages[-1].label] == "scare"


def test_a_part_is_covered_by_a_statement_and_a_quotation_by_none() -> None:
    from claimkit.attribution import find_reported

    text = 'Lorrik said the pier was "a wreck". "It is gone," she added.'
    reading = read(Article(id="x", text=text, language="en"))
    passages = mark(reading)
    assert classify(reading, passages) == {"Q1": "part", "Q2": "quotation"}
    assert [item.passages for item in find_reported(reading, passages)] == [("Q1",)]
