"""Quotations inside quotations: who is quoted there, as far as the outer words say so."""

from __future__ import annotations

import pytest

import claimkit
from claimkit.article import read
from claimkit.attribution.nested import nested_attributions
from claimkit.passages import mark
from claimkit.schemas import Article


def found(text, language="en"):
    reading = read(Article(id="x", text=text, language=language))
    by = nested_attributions(reading, mark(reading))
    return {label: (one.source.of(text), one.cue.of(text)) for label, one in by.items()}


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“My mother told me, ‘Sell the boat,’ and I did,” said Lee.", {"Q2": ("My mother", "told")}),
        ("“I asked the clerk. ‘Come back in June,’ she said. So I did,” said Lee.", {"Q2": ("she", "said")}),
        (
            "“The office said, ‘Wait.’ We waited,” Lee said. “Then Ruiz said: ‘Go.’”",
            {"Q2": ("The office", "said"), "Q3": ("Ruiz", "said")},
        ),
        ("“We call it ‘the ark’ here,” said Lee.", {}),
        ("“He sang ‘Blue Moon’ again,” said Lee.", {}),
        ("Lee said, ‘We go.’", {}),
    ],
)
def test_who_is_quoted_inside(text, inner):
    assert found(text) == inner


def test_over_paragraphs():
    text = "“It was cold,” said Lee.\n\n“We rang. The warden said, ‘Nobody may cross.’\n\n“So we stayed,” Lee said."
    assert found(text) == {"Q3": ("The warden", "said")}


def test_rules_give_both_quotes_one_inside_the_other():
    text = "“The warden, Ana Ruiz, told us, ‘Nobody may cross tonight,’ and left,” said Tom Lee."
    result = claimkit.extract(text, model="rules")
    outer, inner = result.quotes
    assert inner.inside == outer.id
    assert inner.text == "Nobody may cross tonight,"
    assert result.actor(outer.speaker).name == "Tom Lee"
    assert result.actor(inner.speaker).name != "Tom Lee"


def test_a_pronoun_inside_is_never_the_outer_speaker():
    text = "Tom Lee was angry. “He told me, ‘Nobody may cross tonight,’ and left,” Lee said. He went home."
    outer, inner = claimkit.extract(text, model="rules").quotes
    assert outer.speaker is not None
    assert inner.speaker is None
    assert inner.speaker_span.of(text) == "He"


def test_i_inside_is_the_outer_speaker():
    text = "“I said, ‘Nobody may cross tonight,’ and left,” said Tom Lee."
    result = claimkit.extract(text, model="rules")
    outer, inner = result.quotes
    assert inner.speaker == outer.speaker


def test_a_name_inside_can_be_meant_by_a_pronoun_inside():
    text = "“Ruiz said, ‘Nobody may cross tonight.’ Then she said, ‘Go home,’ and we went,” said Tom Lee."
    result = claimkit.extract(text, model="rules")
    by_words = {quote.text: quote for quote in result.quotes}
    assert by_words["Nobody may cross tonight."].speaker == by_words["Go home,"].speaker is not None
