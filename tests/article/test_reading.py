"""Paragraphs, sentences, headline and repeated blocks; nothing moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.article import Reading, read
from claimkit.schemas import Article, Span


def reading_of(text: str, *, language: str | None = "en", title: str | None = None) -> Reading:
    return read(Article(id="x", text=text, language=language, title=title))


def paragraphs_of(text: str) -> list[str]:
    return [span.of(text) for span in reading_of(text).paragraphs]


def sentences_of(text: str, language: str = "en") -> list[str]:
    return [sentence.span.of(text) for sentence in reading_of(text, language=language).sentences]


WRAPPED = """Skerry bridge shut

The bridge over the sound of Skerry was shut on Monday after the
warden found that most of the bolts were gone, and nobody could
say where they were or who had taken them in the night before.

A clerk of the council said that the bolts had been sold to a
yard in Norvale, and that she had warned the council of it two
years ago without being heard by anybody.
"""


def test_a_line_is_a_paragraph() -> None:
    assert paragraphs_of("One.\nTwo.\n\n  Three.  \n") == ["One.", "Two.", "Three."]


def test_hard_wrapped_text_is_parted_at_blank_lines() -> None:
    found = paragraphs_of(WRAPPED)
    assert len(found) == 3
    assert found[1].startswith("The bridge over")
    assert found[1].endswith("night before.")
    assert found[1].count("\n") == 2


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_hard_wrapped_text_with_other_line_ends(ending: str) -> None:
    text = WRAPPED.replace("\n", ending)
    assert [span.of(text).replace(ending, "\n") for span in reading_of(text).paragraphs] == paragraphs_of(WRAPPED)


def test_blank_lines_with_spaces_part_hard_wrapped_text() -> None:
    text = WRAPPED.replace("\n\n", "\n \t\n")
    assert len(reading_of(text).paragraphs) == 3


def test_short_lines_are_not_wrapped() -> None:
    text = "Monday:\nwe went out\nTuesday:\nwe came back\nWednesday:\nwe slept"
    assert len(reading_of(text).paragraphs) == 6


def test_sentences_of_wrapped_text_cross_lines_not_paragraphs() -> None:
    reading = reading_of(WRAPPED)
    assert [sentence.paragraph for sentence in reading.sentences] == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The bridge is shut. Nobody may cross it.", 2),
        ("Mr. Varn met Dr. Holm at 9 a.m. on Monday.", 1),
        ("“The bolts are gone. All of them,” she said. He nodded.", 2),
        ("It cost 3.5 million crowns. That is much.", 2),
        ("Is it shut? Yes! It is.", 3),
        ("No full stop at the end", 1),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences_of(text)) == count


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("de", "Die Brücke ist zu. Niemand darf hinüber.", 2),
        ("fr", "Le pont est fermé. Personne ne passe.", 2),
        ("zh", "大桥关闭了。没有人可以过去。", 2),
        ("ja", "橋は閉鎖された。誰も渡れない。", 2),
        ("ar", "الجسر مغلق. لا أحد يعبر.", 2),
        ("xx", "Unknown tongue. Two parts.", 2),
    ],
)
def test_sentences_of_other_languages(language: str, text: str, count: int) -> None:
    assert len(sentences_of(text, language)) == count


def test_offsets_count_code_points() -> None:
    text = "🌉🌉 shut. 👩‍🚀 said e\u0301 so. Ende."
    assert sentences_of(text) == ["🌉🌉 shut.", "👩‍🚀 said e\u0301 so.", "Ende."]


@pytest.mark.parametrize(
    ("text", "title", "headline"),
    [
        ("Skerry bridge shut\n\nThe bridge is shut.", None, "Skerry bridge shut"),
        ("‘Bolts gone,’ warden says\nThe bridge is shut.", None, "‘Bolts gone,’ warden says"),
        ("The bridge is shut.\nNobody may cross.", None, None),
        ("“The bridge is shut.”\nNobody may cross.", None, None),
        ("The bridge is shut.\nNobody may cross.", "The bridge is shut.", "The bridge is shut."),
        ("Only one paragraph", None, None),
        ("Only one paragraph", "Only one paragraph", "Only one paragraph"),
        ("Questions to the warden:\nWhy?", None, None),
        ("Will it open?\nThe bridge is shut.", None, "Will it open?"),
        ("x" * 201 + "\nThe bridge is shut.", None, None),
    ],
)
def test_headline(text: str, title: str | None, headline: str | None) -> None:
    found = reading_of(text, title=title).headline
    assert (found.of(text) if found else None) == headline


BLOCK = (
    "“The bolts are gone, all forty of them,” said Ilse Varn.\n\nThe council will meet on Thursday to talk about it."
)
REPEATED = f"Skerry bridge shut\n\n{BLOCK}\n\nSomething in between.\n\n{BLOCK}\n\nShare this story"


def test_repeated_blocks() -> None:
    reading = reading_of(REPEATED)
    (run,) = reading.repeats
    assert (run.original, run.copy, run.length) == (1, 4, 2)
    assert [reading.is_copy(index) for index in range(7)] == [False, False, False, False, True, True, False]


def test_repetitions_are_the_same_words() -> None:
    reading = reading_of(REPEATED)
    words = Span(start=REPEATED.index("The bolts"), end=REPEATED.index(" said Ilse"))
    other = Span(start=REPEATED.index("The council"), end=REPEATED.index(" to talk"))
    (again,) = reading.repetitions((words, other))
    assert [span.of(REPEATED) for span in again] == [words.of(REPEATED), other.of(REPEATED)]
    assert again[0].start > words.end
    outside = Span(start=0, end=6)
    assert reading.repetitions((outside,)) == ()
    assert reading.repetitions((words, outside)) == ()


def test_a_block_that_stands_three_times() -> None:
    text = "\n".join(["Top", "A sentence that is long enough to be a block.", "x"] * 3)
    reading = reading_of(text)
    words = Span(start=text.index("long"), end=text.index("long") + 4)
    assert [span.of(text) for again in reading.repetitions((words,)) for span in again] == ["long", "long"]


def test_short_lines_may_repeat() -> None:
    assert reading_of("Yes.\nNo.\nYes.\nNo.").repeats == ()


def test_look_ups_by_offset() -> None:
    text = "One. Two.\n\nThree."
    reading = reading_of(text)
    assert [reading.paragraph_at(offset) for offset in (0, 8, 9, 10, 11, 16)] == [0, 0, 0, 0, 1, 1]
    assert [reading.sentence_at(offset).number for offset in (0, 4, 5, 9, 11, 16)] == [1, 1, 2, 2, 3, 3]


TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from(" \t\n\r\u00a0\u2028\u2029\x85\x0b\x0c\u200b\u00ad\ufeff.!?…。;:\"'“”„«»‘’⟦⟧[]()-–—0123"),
        st.sampled_from("abc defABCäßİéñжשع日本語ก่🌉👩\u200d\u0301\ufe0f"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=200,
)
WORDS = st.lists(
    st.sampled_from(["One.", "two", "“Three,”", "\n", "\r\n\r\n", "(four)", "5.5", "日本。", "\t", "Six!", "a" * 50])
)


@given(st.one_of(TEXTS, WORDS.map(" ".join)), st.sampled_from(["en", "de", "zh", "ja", "ar", "th", "xx", None]))
def test_spans_slice_in_order_and_none_crosses_a_paragraph(text: str, language: str | None) -> None:
    reading = reading_of(text, language=language)
    last = 0
    for span in reading.paragraphs:
        assert span.start >= last
        assert span.of(text) == span.of(text).strip() != ""
        last = span.end
    last = 0
    for number, sentence in enumerate(reading.sentences, 1):
        assert sentence.number == number
        assert sentence.span.start >= last
        assert sentence.span.of(text) == sentence.span.of(text).strip() != ""
        assert sentence.span in reading.paragraphs[sentence.paragraph]
        assert reading.sentence_at(sentence.span.start) is sentence
        assert reading.paragraph_at(sentence.span.start) == sentence.paragraph
        last = sentence.span.end
    covered = {offset for span in reading.paragraphs for offset in range(span.start, span.end)}
    assert all(text[offset].isspace() for offset in set(range(len(text))) - covered)
    in_sentences = {
        offset for sentence in reading.sentences for offset in range(sentence.span.start, sentence.span.end)
    }
    assert all(text[offset].isspace() for offset in covered - in_sentences)


@given(WORDS.map(" ".join))
def test_repetitions_are_letter_for_letter(text: str) -> None:
    doubled = f"{text}\n{text}"
    reading = reading_of(doubled)
    for span in reading.paragraphs:
        for again in reading.repetitions((span,)):
            assert [other.of(doubled) for other in again] == [span.of(doubled)]


def test_a_very_long_paragraph_is_split_at_the_same_sentences():
    one = "The council met on Monday. It was late, Ana Ruiz said. "
    text = (one * 600).strip()
    sentences = read(Article(id="x", text=text, language="en")).sentences
    assert [sentence.span.of(text) for sentence in sentences] == one.strip().replace(". It", ".|It").split("|") * 600
    assert {sentence.paragraph for sentence in sentences} == {0}


def test_a_very_long_paragraph_without_a_sentence_is_read_whole():
    text = "„a " * 20_000 + "b"
    sentences = read(Article(id="x", text=text, language="en")).sentences
    assert sentences[0].span.start == 0
    assert sentences[-1].span.end == len(text)
    assert len(sentences) < 40
