"""Cutting a long article: every sentence once, no quotation in two, and parts of bounded length."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.article import read
from claimkit.asking.chunk import Chunk, FoundQuote, mentions_of
from claimkit.passages import mark
from claimkit.pipeline.chunks import chunks_of
from claimkit.schemas import Article, Span


def cut_up(text: str, limit: int) -> tuple[Chunk, ...]:
    reading = read(Article(id="x", text=text, language="en"))
    return chunks_of(reading, mark(reading), limit)


def words_of(chunk: Chunk) -> list[str]:
    return [sentence.span.of(chunk.reading.text) for sentence in chunk.sentences]


def check(text: str, limit: int) -> tuple[Chunk, ...]:
    reading = read(Article(id="x", text=text, language="en"))
    passages = mark(reading)
    chunks = chunks_of(reading, passages, limit)
    shown = [sentence.number for chunk in chunks for sentence in chunk.sentences]
    assert shown == [sentence.number for sentence in reading.sentences if not reading.is_copy(sentence.paragraph)]
    assert [(chunk.part, chunk.parts) for chunk in chunks] == [(n, len(chunks)) for n in range(1, len(chunks) + 1)]
    labels = [passage.label for chunk in chunks for passage in chunk.passages]
    assert sorted(labels) == sorted(passage.label for passage in passages)
    for chunk in chunks:
        assert chunk.sentences
        for passage in chunk.passages:
            for around in passage.marked:
                assert around in chunk.span
                assert any(around.overlaps(sentence.span) for sentence in chunk.sentences)
        for sentence in chunk.sentences:
            assert chunk.sentence(sentence.number) is sentence
        assert chunk.sentence(0) is None
        assert chunk.sentence(chunk.sentences[-1].number + 1) is None
    # A part is longer than the limit only where nothing may be cut: in a quotation, in a paragraph that is short.
    quoted = [Span(start=passage.marked[0].start, end=passage.marked[-1].end) for passage in passages]
    for chunk in chunks:
        if sum(map(len, words_of(chunk))) > limit:
            for one, two in pairwise(chunk.sentences):
                home = reading.paragraphs[one.paragraph]
                short = one.paragraph == two.paragraph and home.end - home.start <= limit
                assert short or any(span.start < two.span.start < span.end for span in quoted)
    return chunks


PLAIN = "\n".join(f"This is sentence {n} of it. And here is another one." for n in range(20))


@pytest.mark.parametrize("limit", [1, 10, 60, 100, 500, 5_000])
def test_plain_text(limit: int) -> None:
    chunks = check(PLAIN, limit)
    assert (len(chunks) == 1) is (limit >= 5_000)


def test_a_part_ends_where_a_paragraph_ends() -> None:
    for chunk in check(PLAIN, 120)[:-1]:
        assert words_of(chunk)[-1] == "And here is another one."


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    text = " ".join(f"This is sentence {n} of it." for n in range(20))
    chunks = check(text, 100)
    assert len(chunks) > 4
    assert all(sum(map(len, words_of(chunk))) <= 100 for chunk in chunks)


def test_a_quotation_is_never_cut() -> None:
    middle = "“" + " ".join(f"This is sentence {n} of it." for n in range(20)) + "”"
    chunks = check(f"Before it.\n{middle}\nAfter it.", 60)
    assert [chunk.passages[0].label for chunk in chunks if chunk.passages] == ["Q1"]


def test_a_quotation_over_paragraphs_stays_whole() -> None:
    text = (
        "Before it.\n“First part of it. Still the first.\n“Second part of it.\n“Third and last,” she said.\nAfter it."
    )
    chunks = check(text, 20)
    whole = next(chunk for chunk in chunks if chunk.passages)
    assert len(whole.passages[0].marked) == 3
    assert words_of(chunks[0]) == ["Before it."]
    assert words_of(chunks[-1]) == ["After it."]


def test_an_interrupted_quotation_stays_whole() -> None:
    chunks = check("Before it. “We will go,” she said. “We will stay.” After it. And more of it.", 15)
    whole = next(chunk for chunk in chunks if chunk.passages)
    assert len(whole.passages[0].spans) == 2


def test_repeated_blocks_are_left_out() -> None:
    block = "“The bolts are gone, all forty of them,” said Ilse Varn.\nThe council will meet about it on Thursday."
    text = f"{block}\nSomething in between.\n{block}\nThe end."
    for limit in (10, 100, 1_000):
        chunks = check(text, limit)
        assert sum(words.count("“The bolts") for chunk in chunks for words in words_of(chunk)) == 1


PIECES = st.lists(
    st.sampled_from(
        [
            "Short.",
            "This is a sentence of some length.",
            "“We go,” she said.",
            "“We go,” she said. “We stay.”",
            "“Not closed. It goes on.",
            "“A ‘b’ c.”",
            "\n",
            "\n",
            "“Next part.\n",
            "This line is long enough to be a block of its own.\n",
            "\nThis line is long enough to be a block of its own.\n",
        ]
    ),
    max_size=25,
).map(" ".join)


@given(PIECES, st.integers(1, 200))
def test_any_article_and_any_limit(text: str, limit: int) -> None:
    check(text, limit)


def test_an_article_without_a_sentence() -> None:
    assert cut_up(" \n ", 10) == ()


def test_mentions_are_numbered_by_place() -> None:
    text = "Varn said it. “Yes,” said Holm. “No,” said Varn again."
    (chunk,) = cut_up(text, 1_000)

    def quote(name: str, speaker: Span | None) -> FoundQuote:
        return FoundQuote(name, "direct", (Span(start=15, end=18),), "exact", speaker_span=speaker)

    later, first = Span(start=26, end=30), Span(start=0, end=4)
    quotes = [quote("q1", later), quote("q2", first), quote("q3", None), quote("q4", later)]
    found = mentions_of(chunk.reading, quotes, first=3)
    assert [(mention.label, mention.words, mention.sentence, mention.quotes) for mention in found] == [
        ("M3", "Varn", 1, ("q2",)),
        ("M4", "Holm", 2, ("q1", "q4")),
    ]
    assert quotes[0].covers(Span(start=16, end=17))
    assert not quotes[0].covers(Span(start=14, end=17))
