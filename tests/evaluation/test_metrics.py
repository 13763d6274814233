"""Each metric against what was worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.errors import CallerError
from claimkit.evaluation.gold import Gold
from claimkit.evaluation.matching import assign
from claimkit.evaluation.metrics import BY_NAME, METRICS
from claimkit.evaluation.metrics.tally import Tally, f1, mean, precision, recall, share
from claimkit.evaluation.pairing import Pair
from claimkit.evaluation.words import WordIndex, token_f1
from claimkit.links import cut
from claimkit.schemas import Article, Extraction, Provenance, Quote, Span, Usage

ALL_F1 = [metric.name for metric in METRICS if metric.form == "f1"]
ALL_SHARES = [metric.name for metric in METRICS if metric.form == "share"]


def figure(name: str, gold: Gold, found: Extraction) -> float | None:
    metric = BY_NAME[name]
    tally = metric.count(Pair(gold, found))
    return {"f1": f1, "share": share, "mean": mean}[metric.form](tally)


def figures(gold: Gold, found: Extraction) -> dict[str, float | None]:
    return {
        metric.name: figure(metric.name, gold, found) for metric in METRICS if metric.group not in ("trust", "cost")
    }


def changed(gold: Gold, found: Extraction) -> dict[str, float | None]:
    """Return the figures that are not 100."""
    return {
        name: value if value is None else round(value, 1)
        for name, value in figures(gold, found).items()
        if value != 100.0
    }


def with_quotes(gold: Gold, quotes) -> Extraction:
    kept = tuple(quotes)
    names = {quote.id for quote in kept}
    inner = tuple(quote if quote.inside in names else quote.model_copy(update={"inside": None}) for quote in kept)
    claims = tuple(
        claim.model_copy(update={"quotes": tuple(name for name in claim.quotes if name in names)})
        for claim in gold.claims
    )
    return gold.extraction().model_copy(update={"quotes": inner, "claims": claims})


def moved(gold: Gold, quote: Quote, spans) -> Quote:
    return quote.model_copy(update={"spans": tuple(spans), "text": cut(gold.article.text, spans)})


def test_gold_against_itself(gold):
    assert changed(gold, gold.extraction()) == {}


def test_nothing_against_nothing():
    article = Article(id="x", text="Nothing was said.")
    empty = Gold(article=article)
    found = empty.extraction()
    for name in ALL_F1:
        assert figure(name, empty, found) == 100.0
    for name in ALL_SHARES:
        assert figure(name, empty, found) is None


@pytest.mark.parametrize("name", ALL_F1)
def test_nothing_found_and_nothing_labelled(gold, name):
    nothing = Gold(article=gold.article)
    if name == "mixed":  # the article has none
        assert figure(name, gold, nothing.extraction()) == 100.0
        return
    assert figure(name, gold, nothing.extraction()) == 0.0
    assert figure(name, nothing, gold.extraction()) == 0.0


def test_every_border_one_word_further(gold):
    """Each quote loses its first word: no exact match is left, nothing else in attribution moves."""
    text = gold.article.text

    def shorter(quote):
        first = quote.spans[0]
        start = first.start + text[first.start : first.end].index(" ") + 1
        return moved(gold, quote, [Span(start=start, end=first.end), *quote.spans[1:]])

    found = changed(gold, with_quotes(gold, map(shorter, gold.quotes)))
    # Words of the quotes: 6+3, 7, 2, 9, 4. Each loses one; F1 of a pair is 2(n-1)/(2n-1).
    soft = sum(2 * (n - 1) / (2 * n - 1) for n in (9, 7, 2, 9, 4)) / 5
    assert found["exact"] == 0.0
    assert found["soft"] == round(100 * soft, 1)
    # 27 words stand in quotes, those of q5 inside q4; "the" of q5 is still in q4, so four are lost.
    assert found["tokens"] == round(200 * 23 / (27 + 23), 1)
    assert found["pieces"] == 0.0
    assert set(found) <= {"exact", "soft", "tokens", "pieces", "lev80"}


def test_every_second_quote_is_missing(gold):
    found = changed(gold, with_quotes(gold, gold.quotes[::2]))
    # 3 of 5 are left: recall 60, precision 100, F1 75.
    assert {found[name] for name in ("exact", "relaxed", "soft", "lev30", "lev80", "joint", "joint source")} == {75.0}
    assert found["indirect"] == 50.0
    assert found["nested"] == 0.0
    assert "direct" not in found
    assert "speaker" not in found
    assert "source" not in found
    assert {"claims", "actors", "name", "role"}.isdisjoint(found)


def test_an_inner_quote_without_its_outer_one_is_not_nested(gold):
    kept = [quote for quote in gold.quotes if quote.id != "q4"]
    assert figure("nested", gold, with_quotes(gold, kept)) == 0.0
    loose = [quote.model_copy(update={"inside": None}) for quote in gold.quotes]
    assert figure("nested", gold, with_quotes(gold, loose)) == 0.0


def test_two_speakers_are_swapped(gold):
    """q2 and q4 change speakers: words and places are right, two of five speakers are not."""
    swap = {"q2": "a1", "q4": "a2"}
    quotes = [quote.model_copy(update={"speaker": swap.get(quote.id, quote.speaker)}) for quote in gold.quotes]
    found = changed(gold, with_quotes(gold, quotes))
    assert found["speaker"] == found["joint"] == 60.0
    # Sources of a1: q1, q4; of a2: q2, q3; of a3: q5. Found: a1: q1, q2; a2: q4, q3.
    # B3: four mentions with 1/2 and one with 1, out of 5.
    assert found["B3"] == 60.0
    # CEAF-e: two pairs of clusters with 2*1/(2+2) and one with 1, over three clusters.
    assert found["CEAF-e"] == round(100 * 2 / 3, 1)
    assert set(found) == {"speaker", "joint", "B3", "CEAF-e"}


def test_a_kind_a_cue_and_a_source_that_are_wrong(gold):
    quotes = list(gold.quotes)
    quotes[1] = quotes[1].model_copy(update={"kind": "mixed", "cue_span": None})
    quotes[2] = quotes[2].model_copy(update={"speaker_span": quotes[0].speaker_span})
    found = changed(gold, with_quotes(gold, quotes))
    assert found["quote kind"] == 80.0
    assert found["cue"] == 80.0
    assert found["source"] == 80.0
    assert found["joint source"] == 80.0
    assert found["mixed"] == 0.0
    assert "indirect" not in found  # kinds have a figure of their own; these say what was found of each
    assert "speaker" not in found


def test_actors_described_wrongly(gold):
    one, two, three = gold.actors
    actors = (
        one.model_copy(update={"role": None, "name": "Ruiz"}),
        two.model_copy(update={"affiliation": "Varn", "kind": "group"}),
        three.model_copy(update={"anonymity_span": None}),
    )
    found = changed(gold, gold.extraction().model_copy(update={"actors": actors}))
    two_of_three = round(200 / 3, 1)
    assert found == {
        "name": two_of_three,
        "role": two_of_three,
        "affiliation": two_of_three,
        "actor kind": two_of_three,
        "anonymity": 0.0,
    }


def test_an_article_before_a_name_does_not_matter(gold):
    three = gold.actors[2].model_copy(update={"name": "a clerk"})
    assert changed(gold, gold.extraction().model_copy(update={"actors": (*gold.actors[:2], three)})) == {}


def test_claims_reworded_lost_and_described_wrongly(gold):
    one, two = gold.claims
    reworded = one.model_copy(update={"text": "The council of Varn will never sell its ferry.", "kind": "fact"})
    found = changed(
        gold, gold.extraction().model_copy(update={"claims": (reworded, two.model_copy(update={"claimant": None}))})
    )
    assert found == {"claim kind": 50.0, "claimant": 50.0}
    elsewhere = two.model_copy(update={"spans": gold.claims[0].spans})
    found = changed(gold, gold.extraction().model_copy(update={"claims": (one, elsewhere)}))
    assert found == {"claims": 50.0}
    other = two.model_copy(update={"text": "Olof Berg works for the dockers."})
    assert changed(gold, gold.extraction().model_copy(update={"claims": (one, other)})) == {"claims": 50.0}


def test_one_long_span_counts_once(gold):
    """A span over the whole article is one quote, whatever it covers."""
    text = gold.article.text.rstrip()
    whole = Span(start=0, end=len(text))
    long = Quote(id="q1", kind="direct", text=text, spans=(whole,), grounding="exact")
    found = gold.extraction().model_copy(update={"quotes": (long,), "claims": ()})
    tally = BY_NAME["lev30"].count(Pair(gold, found))
    assert tally.right <= 1
    assert figure("relaxed", gold, found) == 0.0
    assert precision(BY_NAME["tokens"].count(Pair(gold, found))) == pytest.approx(100 * 27 / 51)
    assert recall(BY_NAME["tokens"].count(Pair(gold, found))) == 100.0


def test_swapping_the_sides_swaps_precision_and_recall(gold):
    less = with_quotes(gold, gold.quotes[:3])
    other = Gold(article=gold.article, actors=gold.actors, quotes=gold.quotes[:3], claims=gold.claims)
    for name in ("exact", "relaxed", "soft", "tokens", "joint", "joint source", "actors", "B3", "CEAF-e", "claims"):
        there, back = BY_NAME[name].count(Pair(gold, less)), BY_NAME[name].count(Pair(other, gold.extraction()))
        assert precision(there) == pytest.approx(recall(back))
        assert recall(there) == pytest.approx(precision(back))


def test_trust_and_cost(gold):
    near = gold.quotes[0].model_copy(update={"grounding": "near"})
    usage = Usage(input_tokens=300, output_tokens=40, cost_usd=0.002, seconds=3.5)
    found = gold.extraction().model_copy(update={"quotes": (near, *gold.quotes[1:]), "usage": usage})
    assert figure("verbatim", gold, found) == 80.0
    assert figure("input tokens", gold, found) == 300
    assert figure("output tokens", gold, found) == 40
    assert figure("usd", gold, found) == 0.002
    assert figure("seconds", gold, found) == 3.5
    assert figure("usd", gold, gold.extraction()) is None


def test_another_text(gold):
    other = Extraction(
        article=Article(id="varn", text="Another text."),
        provenance=Provenance(claimkit="0", model="m", schema_hash="0"),
    )
    with pytest.raises(CallerError, match="different texts"):
        Pair(gold, other)


def test_the_assignment_is_optimal_and_not_greedy():
    # Greedy takes 0-0 (0.9) and is left with 0.1; the best sum is 0.8 + 0.8.
    scores = [[0.9, 0.8], [0.8, 0.1]]
    found = list(assign([0, 1], [0, 1], lambda one, other: scores[one][other]))
    assert [(row, column) for row, column, _ in found] == [(0, 1), (1, 0)]


def test_what_has_nothing_in_common_is_not_paired():
    assert list(assign([1], [2], lambda one, other: 0.0)) == []
    assert list(assign([], [2], lambda one, other: 1.0)) == []


def test_words_are_counted_without_marks():
    text = "He said: “It's over,” and left—at once."
    index = WordIndex(text)
    start = text.index("It's")
    bare = index.of([Span(start=start, end=start + len("It's over"))])
    assert bare == index.of([Span(start=start - 1, end=start + len("It's over,”"))])
    assert len(bare) == 2
    assert index.of([Span(start=start - 1, end=start)]) == frozenset()


sets = st.frozensets(st.integers(0, 12))


@given(sets, sets)
def test_token_f1(one, other):
    assert token_f1(one, other) == token_f1(other, one)
    assert 0.0 <= token_f1(one, other) <= 1.0
    assert (token_f1(one, other) == 1.0) == (one == other)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_tallies_add_up(right, more_found, more_gold):
    tally = Tally(right, right + more_found, right, right + more_gold)
    assert 0 <= precision(tally) <= 100
    assert 0 <= recall(tally) <= 100
    assert min(precision(tally), recall(tally)) - 1e-6 <= f1(tally) <= max(precision(tally), recall(tally)) + 1e-6
    assert tally + Tally() == tally
