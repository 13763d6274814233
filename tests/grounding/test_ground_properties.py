"""What holds for every text and all words, not only for the cases somebody thought of."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from claimkit.grounding import Grounding, ground
from claimkit.grounding.canonical import canonical
from claimkit.links import PIECE_JOINER, cut
from claimkit.schemas import Span

# A vocabulary without negations, numbers and names; each sentence is a walk through it.
PLAIN = (
    "bridge warden council harbour winter spring repair bolts planks river ferry crew market street village guards "
    "closed opened promised repaired carried measured painted shipped warned praised crossed watched lifted "
    "old narrow wooden heavy rusty quiet wide empty the a of in on and that very also"
).split()
NAMES = ("Skerry", "Norvale", "Varn", "Holm", "Brandt", "Aldren", "Ilse", "Tobias", "Lund", "Marrow")
NUMBERS = ("14", "40", "1,500", "12.5", "2031", "3", "0.5", "700", "1/3", "9:30")
NEGATIONS = {
    "en": ("not", "never", "no", "nobody", "without", "cannot", "hardly", "none", "neither"),
    "de": ("nicht", "kein", "keine", "nie", "niemand", "ohne", "kaum"),
    "fr": ("pas", "jamais", "aucun", "rien", "sans", "personne", "ne"),
    "es": ("no", "nunca", "nadie", "sin", "ningún", "tampoco"),
    "it": ("non", "mai", "nessuno", "senza", "niente"),
}
words = st.lists(st.sampled_from(PLAIN), min_size=6, max_size=40)


def article_of(span: list[str], before: list[str], after: list[str]) -> str:
    return " ".join([*before, *span, *after]) + "."


@given(words, words, words, st.data())
def test_a_negation_is_never_lost_or_won(
    span: list[str], before: list[str], after: list[str], data: st.DataObject
) -> None:
    language = data.draw(st.sampled_from([*NEGATIONS]))
    negation = data.draw(st.sampled_from(NEGATIONS[language]))
    at = data.draw(st.integers(1, len(span) - 1))
    with_it = [*span[:at], negation, *span[at:]]
    given_language = data.draw(st.sampled_from([language, None]))
    text = article_of(with_it, before, after)
    assume(" ".join(span) not in text)
    assert not ground(text, " ".join(span), language=given_language).found
    text = article_of(span, before, after)
    assert not ground(text, " ".join(with_it), language=given_language).found


@given(words, st.data())
def test_a_contraction_is_never_lost_or_won(span: list[str], data: st.DataObject) -> None:
    verb = data.draw(st.sampled_from(["is", "can", "could", "does", "was", "do"]))
    mark = data.draw(st.sampled_from("'’"))
    at = data.draw(st.integers(1, len(span) - 1))
    plain, denied = ([*span[:at], form, *span[at:]] for form in (verb, f"{verb}n{mark}t"))
    assert not ground(article_of(denied, [], []), " ".join(plain)).found
    assert not ground(article_of(plain, [], []), " ".join(denied)).found


@given(words, st.data())
def test_a_moved_negation_is_never_found(span: list[str], data: st.DataObject) -> None:
    one, two = data.draw(st.integers(1, len(span) - 1)), data.draw(st.integers(1, len(span) - 1))
    moved, there = [*span[:one], "not", *span[one:]], [*span[:two], "not", *span[two:]]
    assume(moved != there)
    assert not ground(article_of(there, [], []), " ".join(moved)).found


def test_moving_a_negation_over_equal_words_moves_nothing() -> None:
    assert ground("We go go not go home now.", "We go go not go home").status == "exact"


@pytest.mark.parametrize("bank", [NUMBERS, NAMES], ids=["numbers", "names"])
@given(words, words, st.data())
def test_a_changed_number_or_name_is_never_found(
    bank: tuple[str, ...], span: list[str], around: list[str], data: st.DataObject
) -> None:
    one = data.draw(st.sampled_from(bank))
    other = data.draw(st.sampled_from([word for word in bank if word != one]))
    at = data.draw(st.integers(0, len(span)))
    there, changed = [*span[:at], one, *span[at:]], [*span[:at], other, *span[at:]]
    text = article_of(there, around, around)
    assert not ground(text, " ".join(changed)).found
    if 0 < at < len(span):
        assume(" ".join(span) not in text)
        assert not ground(text, " ".join(span)).found


@given(words, st.data())
def test_a_changed_unit_or_currency_is_never_found(span: list[str], data: st.DataObject) -> None:
    forms = ["5%", "5 %", "$5", "€5", "£5", "5°", "5 km", "5 million", "5 billion", "-5", "5"]
    one, other = data.draw(st.permutations(forms))[:2]
    assume(one.replace(" ", "") != other.replace(" ", ""))
    at = data.draw(st.integers(1, len(span) - 1))
    there, changed = ([*span[:at], form, *span[at:]] for form in (one, other))
    assert not ground(article_of(there, [], []), " ".join(changed)).found


@given(words, words, st.data())
def test_an_invented_half_is_never_found(span: list[str], around: list[str], data: st.DataObject) -> None:
    invented = [word + "x" for word in data.draw(words)][: len(span)]
    assume(len(invented) > 1 + len(span) // 8)
    text = article_of(span, around, around)
    for half in ([*span, *invented], [*invented, *span]):
        assert not ground(text, " ".join(half)).found


@given(words, words)
def test_two_places_are_never_joined(one: list[str], two: list[str]) -> None:
    one, two = [word + "a" for word in one], [word + "b" for word in two]
    text = f"{article_of(one, [], [])} Between them lies something else. {article_of(two, [], [])}"
    joined = " ".join([*one[-5:], *two[:5]])
    assert not ground(text, joined).found
    shown = f"{' '.join(one[-5:])} … {' '.join(two[:5])}"
    found = ground(text, shown)
    assert found.status == "pieces"
    assert cut(text, found.spans) == shown


@given(words, st.data())
def test_other_word_order_is_never_found(span: list[str], data: st.DataObject) -> None:
    span = [f"{word}{chr(97 + index % 26)}{chr(97 + index // 26)}" for index, word in enumerate(span)]
    at = data.draw(st.integers(0, len(span) - 2))
    swapped = [*span[:at], span[at + 1], span[at], *span[at + 2 :]]
    assert not ground(article_of(span, [], []), " ".join(swapped)).found


@given(words, words, words)
def test_a_true_span_is_found_where_it_stands(span: list[str], before: list[str], after: list[str]) -> None:
    text = article_of(span, before, after)
    found = ground(text, " ".join(span))
    assert found.status == "exact"
    assert cut(text, found.spans) == " ".join(span)
    assert found.spans[0].start <= len(" ".join(before)) + 1


@given(words, words, words)
def test_another_spelling_of_a_true_span_is_verbatim(span: list[str], before: list[str], after: list[str]) -> None:
    text = article_of(span, before, after)
    plain = " ".join(span)
    for spelled in (plain.replace(" ", "\u00a0"), plain.replace(" ", "\n"), plain.capitalize() + "!", f"“{plain}”"):
        assert ground(text, spelled).verbatim
    other = text.replace("e", "e\u00ad").replace(" ", " \u200b")
    found = ground(other, plain)
    assert found.status == "typographic"
    assert re.sub("[\u00ad\u200b]", "", cut(other, found.spans)) == plain


LETTERS = "aBçéİßñıŁжשعक ि日本ーกำ🌉👩\u200d🚀\u0301\u0308\ufe0f\u00ad\u200b\u202e\u2066ﬁﬀ "
MARKS = " \u00a0\r\n\"'“”‘’„«».,;:!?…-–—()[]%€$@#+<0123456789"
chars = st.text(alphabet=st.sampled_from(LETTERS + MARKS), max_size=60)
anything = st.one_of(
    chars, st.text(max_size=40), st.lists(st.sampled_from([*PLAIN, *NAMES, "not", "5", "“", "”", "…"])).map(" ".join)
)


def check(text: str, asked: str, found: Grounding, within: Span | None = None) -> None:
    """Whatever was asked: what is found are slices of the text, in order, and honest about themselves."""
    assert bool(found.spans) is found.found
    assert found.verbatim is (found.status in ("exact", "typographic", "pieces"))
    assert 0.0 <= found.coverage <= 1.0
    last = within.start if within else 0
    for span in found.spans:
        assert span.start >= last
        last = span.end
        assert any(char.isalnum() for char in span.of(text))
    assert last <= (within.end if within else len(text))
    if found.status == "exact":
        assert cut(text, found.spans) == asked.strip()
    if found.status in ("exact", "typographic", "near"):
        assert len(found.spans) == 1
    if found.status in ("exact", "typographic", "pieces"):
        assert found.edits == ()
    if found.status == "near":
        assert found.edits


@given(anything, anything)
@example("a\u0301b", "a")
@example("\u0301", "\u0301")
@example("ﬁ", "f")
@example("İ", "i")
@example("5", "-5")
def test_any_words_in_any_text(text: str, asked: str) -> None:
    check(text, asked, ground(text, asked))


@given(anything, st.data())
def test_any_slice_of_any_text(text: str, data: st.DataObject) -> None:
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    asked = text[start:end]
    found = ground(text, asked)
    check(text, asked, found)
    left, right = data.draw(st.integers(0, start)), data.draw(st.integers(end, len(text)))
    within = Span(start=left, end=right)
    check(text, asked, ground(text, asked, within=within), within)


@given(anything, st.data())
def test_grounding_what_was_found_finds_it_again(text: str, data: st.DataObject) -> None:
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    changed = data.draw(st.sampled_from([str.upper, str.strip, str.capitalize, lambda s: s.replace(" ", " … ", 1)]))
    found = ground(text, changed(text[start:end]))
    for span in found.spans:
        again = ground(text, span.of(text))
        assert again.status == "exact"
        assert cut(text, again.spans) == span.of(text)
        assert again.spans[0].start <= span.start
    if found.status == "pieces" and not any("…" in span.of(text) or "..." in span.of(text) for span in found.spans):
        again = ground(text, cut(text, found.spans))
        assert again.verbatim
        if again.status == "pieces":
            assert PIECE_JOINER.join(span.of(text) for span in again.spans) == cut(text, found.spans)


@given(st.one_of(anything, st.text(max_size=60)))
def test_the_canonical_spelling_leads_back(text: str) -> None:
    spelled = canonical(text)
    for at in range(len(spelled.chars)):
        start, end = spelled.original(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert spelled.original(0, at + 1)[1] >= end
    for offset in range(len(text) + 1):
        index = spelled.canonical(offset)
        assert 0 <= index <= len(spelled.chars)
        if index < len(spelled.chars):
            assert spelled.original(index, index + 1)[0] >= offset
    assert canonical(spelled.chars).chars == spelled.chars
