"""The right place among several that look alike, in short texts and in long ones."""

from __future__ import annotations

import pytest

from claimkit import ground


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        (
            "The truth of the matter is that this is so, he said.",
            "The truth of the matter also is",
            "The truth of the matter is",
        ),
        (
            "A guide suggested that Ruiz has the following tasks ahead of her tonight: Sell her plan.",
            "suggested Ruiz has the following tasks ahead of her",
            "suggested that Ruiz has the following tasks ahead of her",
        ),
        (
            "a long disjointed point to disjointed point with no actual goal or plan, he said.",
            "point of with no actual goal or plan",
            "point with no actual goal or plan",
        ),
    ],
)
def test_an_outer_word_that_stands_twice_takes_the_place_beside_the_rest(text: str, words: str, place: str) -> None:
    found = ground(text, words, language="en")
    assert found.status == "near"
    assert [span.of(text) for span in found.spans] == [place]


def test_an_interruption_that_begins_like_the_rest_of_the_quotation() -> None:
    text = "He read: “It was six years after,” she said, “she was released from house arrest.” Then he left."
    found = ground(text, "It was six years after she was released from house arrest", language="en")
    assert found.status == "pieces"
    assert [span.of(text) for span in found.spans] == ["It was six years after", "she was released from house arrest"]


def test_a_long_text_is_searched_around_the_shared_words_and_the_whole_span_is_found() -> None:
    filler = "".join(f"Warden {number} counted {number} boats on the slip at noon. " for number in range(400))
    target = "the quay behind the old mill was paid for by the county with money that the harbour had saved for a crane"
    text = f"{filler}Ruiz said {target}. {filler}"
    found = ground(text, target.replace("the old mill", "old mill"), language="en")
    assert found.status == "near"
    assert [span.of(text) for span in found.spans] == [target]
    assert found.spans[0].start == text.index(target)


@pytest.mark.parametrize(
    ("text", "words", "pieces"),
    [
        (
            '"Ask the warden |," she said, "Read the board by the pier."',
            "Ask the warden | Read the board",
            ["Ask the warden", "Read the board"],
        ),
        (
            "\"He called it a 'lost year'," + '" she said, "if nobody pays for the pier."',
            "He called it a 'lost year' if nobody pays",
            ["He called it a 'lost year", "if nobody pays"],
        ),
    ],
)
def test_signs_before_an_interruption_do_not_hide_it(text, words, pieces):
    grounding = ground(text, words)
    assert grounding.status == "pieces"
    assert [span.of(text) for span in grounding.spans] == pieces


def test_words_longer_than_any_quotation_are_only_found_letter_by_letter():
    sentence = "The pier was mended in spring, the crew said. "
    text = "The warden's report. " + sentence * 3_000
    assert ground(text, sentence * 3_000).status == "exact"
    assert ground(text, "t" + (sentence * 3_000)[1:]).status == "unfound"
    assert ground(text, "t" + (sentence * 40)[1:]).status == "typographic"
