"""Printed interviews: turns under labels."""

from __future__ import annotations

import pytest

import claimkit
from claimkit.article import read
from claimkit.passages import mark
from claimkit.schemas import Article

FERRYMAN = """The last ferryman of Skerrin

Tomas Brandt has crossed the sound for forty years. He spoke to the Courier in his kitchen.

COURIER: Why did you sell the boat?

BRANDT: Nobody wanted to run it. My son told me, “Father, sell it while it floats.”

I laughed, but he was right.

COURIER: And the harbour authority?

BRANDT: They said the pier would be mended in spring. It was not.

This interview has been edited for length.
"""


def turns(text: str) -> list[tuple[str, list[str]]]:
    reading = read(Article(id="a", text=text, language="en"))
    return [
        (passage.speaker.of(text), [span.of(text) for span in passage.spans])
        for passage in mark(reading)
        if passage.speaker is not None
    ]


def test_each_answer_is_one_passage_over_all_its_paragraphs():
    assert turns(FERRYMAN) == [
        ("COURIER", ["Why did you sell the boat?"]),
        (
            "BRANDT",
            [
                "Nobody wanted to run it. My son told me, “Father, sell it while it floats.”",
                "I laughed, but he was right.",
            ],
        ),
        ("COURIER", ["And the harbour authority?"]),
        ("BRANDT", ["They said the pier would be mended in spring. It was not."]),
    ]


def test_a_quotation_in_a_turn_stands_inside_it():
    passages = mark(read(Article(id="a", text=FERRYMAN, language="en")))
    inner = next(passage for passage in passages if passage.speaker is None)
    outer = next(passage for passage in passages if passage.label == inner.inside)
    assert outer.speaker is not None and outer.speaker.of(FERRYMAN) == "BRANDT"
    assert [passage.label for passage in passages] == ["Q1", "Q2", "Q3", "Q4", "Q5"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Q: Why?\nA: Because.\nQ: When?\nA: Today.", ["Q", "A", "Q", "A"]),
        ("Q. Why did it sink?\nA. It was old.\nQ. Who knew?\nA. All of us.", ["Q", "A", "Q", "A"]),
        (
            "**Ana Ruiz:** It sank.\n**Bo Lund:** It did.\n**Ana Ruiz:** All of it.",
            ["Ana Ruiz", "Bo Lund", "Ana Ruiz"],
        ),
        (
            "**Ana Ruiz**\nIt sank.\nAll of it.\n**Bo Lund**\nIt did.\n**Ana Ruiz**\nYes.",
            ["Ana Ruiz", "Bo Lund", "Ana Ruiz"],
        ),
        ("Ruiz: It sank.\nLund: It did.\nRuiz: All of it.\nLund: Yes.", ["Ruiz", "Lund", "Ruiz", "Lund"]),
    ],
)
def test_labels(text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in turns(text)] == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Where: Olmo town hall\nWhen: Monday\nPrice: 4 euros\nThe show is sold out.",
        "Harbour chief: 'Ferry should have been stopped'\nThe ferry sank.\nRuiz said: “It was old.”",
        "Update: The ferry has sunk.\nThe mayor came.\nUpdate: The mayor left.\nNobody was hurt.",
        "10:15: The ferry left.\n10:30: It sank.\n10:45: It was gone.",
        "More: One story\nThe ferry sank.\nGuns: Another\nIt was old.\nRace: A third\nNobody knew.\nMore: A fourth",
        "She said:\n“It sank.”\nHe said:\n“It did.”",
    ],
)
def test_what_is_no_interview(text: str) -> None:
    assert turns(text) == []


def test_turns_become_direct_quotes_of_their_labels():
    with claimkit.Extractor("rules", cache=False) as extractor:
        result = extractor.extract(Article(id="a", text=FERRYMAN, language="en"))
    said = {quote.text.split(".")[0]: result.actor(quote.speaker).name for quote in result.quotes}
    assert said["Nobody wanted to run it"] == "Tomas Brandt"
    assert said["Why did you sell the boat?"] == "COURIER"
    assert all(quote.kind == "direct" and quote.verbatim for quote in result.quotes)


def test_the_last_turn_of_a_transcript_is_no_longer_than_the_others():
    """After a transcript of single lines the article's own words go on; nobody said those."""
    text = (
        "The court heard the radio traffic.\n\nBRIDGE: Do you see us?\n\nSTAR: Yes, we see you.\n\nBRIDGE: Pass astern.\n\n"
        "STAR: Yes, yes.\n\nThe two ships met four minutes later. Nobody was hurt.\n\nThe court will sit again on Monday."
    )
    reading = read(Article(id="x", text=text, language="en"))
    words = [passage.words(text) for passage in mark(reading)]
    assert words == ["Do you see us?", "Yes, we see you.", "Pass astern.", "Yes, yes."]


def test_the_last_turn_of_an_interview_may_go_on_as_the_others_do():
    text = (
        "Q: Why did you sell?\n\nA: Nobody wanted to run it.\n\nWe asked everybody.\n\nQ: And now?\n\n"
        "A: Now we wait.\n\nWe are good at that.\n\nThe mill stands in Norvale."
    )
    reading = read(Article(id="x", text=text, language="en"))
    assert mark(reading)[-1].words(text) == "Now we wait. We are good at that."
