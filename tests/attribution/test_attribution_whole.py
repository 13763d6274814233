"""A whole invented article, and texts that no one meant to be articles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimkit.article.reading import read
from claimkit.attribution import attribute, classify, find_reported, group_mentions
from claimkit.passages import mark
from claimkit.schemas import Article

STORY = """Ferry Official: 'The Pier Will Not Last the Winter'
Lunden Deputy Secretary of Ports Mara Quist has stated that the pier will not last another winter.
The town's Works Office also doubts that repairs are possible. Fishers note that storms have grown worse.
At a hearing in the old school, Quist said:
"The wood is rotten to the core.
"Every winter takes another metre, and nobody pays for it."
She also added:
"We asked for money three times."
However, traders are divided on whether a new pier is needed.
Bo Harket, former head of the North Coast Pilots, remarked:
"Silence is the worst answer."
Recently, the council announced its intention to sell the crane.
Powered by Quayside Editor"""


def test_the_parts_fit_together() -> None:
    reading = read(Article(id="x", text=STORY, language="en"))
    passages = mark(reading)
    assert set(classify(reading, passages).values()) == {"quotation"}
    spoken = attribute(reading, passages)
    assert [one.source and one.source.of(STORY) for one in spoken.values()] == [
        "Ferry Official",
        "Quist",
        "She",
        "Bo Harket",
    ]
    said = find_reported(reading, passages)
    assert [one.source and one.source.of(STORY) for one in said] == [
        "Lunden Deputy Secretary of Ports Mara Quist",
        "The town's Works Office",
        "Fishers",
        "traders",
        "the council",
    ]
    spans = {passage.label: passage.spans for passage in passages}
    statements = [(one.source, spans[label]) for label, one in spoken.items() if one.source]
    statements += [(one.source, one.content) for one in said if one.source]
    found = group_mentions(reading, [source for source, _ in statements], statements)
    quist = found[0]
    assert quist.name.of(STORY) == "Mara Quist"
    assert [span.of(STORY) for span in quist.mentions] == [
        "Ferry Official",
        "Lunden Deputy Secretary of Ports Mara Quist",
        "Quist",
        "She",
    ]
    harket = next(group for group in found if group.name.of(STORY) == "Bo Harket")
    assert harket.role is not None
    assert harket.role.of(STORY) == "former head of the North Coast Pilots"


WORDS = (
    "Ann Lorrik|said|that|the pier|,|.|\"|“|”|:|\n|according to|who|—|and|He|told|(WSB)|adding|laut|'|’"
    "|its claim|sagte|;|is|divided on|to|Mr.|42|§|\u200b|In a statement"
)
PIECES = st.lists(st.sampled_from(WORDS.split("|")), max_size=24)


@settings(max_examples=150, deadline=None)
@given(PIECES, st.sampled_from(["en", "de", "fr", "es", "it", "zh"]))
def test_any_text_is_survived_and_statements_stay_outside_quotations(words: list[str], language: str) -> None:
    text = " ".join(words)
    reading = read(Article(id="x", text=text, language=language))
    passages = mark(reading)
    sorts = classify(reading, passages)
    spoken = attribute(reading, passages)
    said = find_reported(reading, passages)
    assert set(spoken) == {label for label, sort in sorts.items() if sort == "quotation"}
    quoted = [span for passage in passages if sorts[passage.label] == "quotation" for span in passage.spans]
    content = [span for one in said for span in one.content]
    assert not any(span.overlaps(other) for span in content for other in quoted)
    assert not any(one.overlaps(two) for at, one in enumerate(content) for two in content[at + 1 :])
    sources = [one.source for one in [*spoken.values(), *said] if one.source]
    found = group_mentions(reading, sources)
    grouped = [span for group in found for span in group.mentions]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) <= set(sources)


@pytest.mark.parametrize("text", ["", "   ", "\n\n", '"', "said", '""'])
def test_next_to_nothing(text: str) -> None:
    reading = read(Article(id="x", text=text, language="en"))
    passages = mark(reading)
    assert find_reported(reading, passages) == ()
    assert group_mentions(reading, []) == ()
