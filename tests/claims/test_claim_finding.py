"""Drafts of claims, tied to evidence, claimant and quotes."""

import pytest
from scripted_model import chunk_of, place

from claimkit.actors import Cast
from claimkit.asking.chunk import FoundQuote, mentions_of
from claimkit.claims import find_claims, link_same
from claimkit.drafts import ActorDraft, ActorsDraft, ClaimDraft, ClaimsDraft
from claimkit.schemas import Claim, Span

TEXT = """The pier opened in 1934. It is 1,200 metres long.

Anna Berg said the charge would be 12.5 crowns a day. Ole Lund said the pier would close.
"""


@pytest.fixture(autouse=True)
def scene():
    """A chunk with two quotes and their speakers."""
    return [
        FoundQuote(
            "q1", "indirect", (place(TEXT, "the charge would be 12.5 crowns a day"),), "exact", place(TEXT, "Anna Berg")
        ),
        FoundQuote("q2", "indirect", (place(TEXT, "the pier would close"),), "exact", place(TEXT, "Ole Lund")),
        FoundQuote("q3", "indirect", (place(TEXT, "is 1,200 metres long"),), "exact"),
    ]


def draft(text="The pier opened in 1934.", **more):
    given = {"sentences": [1], "claimant": "article", "kind": "fact", "commitment": "asserted", "check_worthy": True}
    return ClaimDraft(text=text, **{**given, **more})


@pytest.fixture
def find(scene):
    """Return a function that ties drafts to the scene."""

    def run(*drafts, described=("M1", "M2"), taken=0, **about):
        chunk = chunk_of(TEXT, **about)
        mentions = mentions_of(chunk.reading, scene)
        cast = Cast()
        names = {"M1": "Anna Berg", "M2": "Ole Lund"}
        actors = [ActorDraft(mentions=[label], name=names[label], kind="person") for label in described]
        cast.enter(chunk, [item for item in mentions if item.label in described], ActorsDraft(actors=actors))
        return find_claims(chunk, ClaimsDraft(claims=list(drafts)), scene, mentions, cast, taken=taken)

    return run


def only(result):
    (claim,) = result.claims
    return claim


def evidence(claim):
    return [span.of(TEXT) for span in claim.spans]


def test_a_claim_of_the_article(find):
    claim = only(find(draft(reason=" it matters ")))
    assert (claim.id, claim.claimant, claim.quotes, claim.reason) == ("c1", None, (), "it matters")
    assert evidence(claim) == ["The pier opened in 1934."]


def test_a_claim_of_a_speaker(find):
    claim = only(find(draft("The charge would be 12.5 crowns.", sentences=[3], claimant="M1", quotes=["q1"])))
    assert (claim.claimant, claim.quotes) == ("a1", ("q1",))


def test_the_quote_is_evidence_where_no_sentence_is_named(find):
    claim = only(find(draft("The pier would close.", sentences=[], claimant="M2", quotes=["q2"])))
    assert evidence(claim) == ["the pier would close"]
    wrong = only(find(draft("The pier would close.", sentences=[1], claimant="M2", quotes=["q2"])))
    assert evidence(wrong) == ["The pier opened in 1934.", "the pier would close"]


def test_the_only_speaker_claims_what_the_quote_carries(find):
    assert only(find(draft("The pier would close.", quotes=["q2"]))).claimant == "a2"
    assert only(find(draft("The pier would close.", quotes=["q1", "q2"]))).claimant is None
    assert only(find(draft("The pier is long.", quotes=["q3"]))).claimant is None


def test_labels_and_ids_that_are_not_there(find):
    claim = only(find(draft(claimant="M9", quotes=["q9", "q2", "q2"])))
    assert (claim.claimant, claim.quotes) == ("a2", ("q2",))


@pytest.mark.parametrize("sentences", [[], [0], [99], [-1]])
def test_no_evidence(find, sentences):
    result = find(draft(sentences=sentences))
    assert result.claims == []
    assert "no sentence" in result.rejected[0].reason


def test_sentences_out_of_order_and_twice(find):
    claim = only(find(draft("The pier opened in 1934 and is long.", sentences=[2, 1, 2, 99])))
    assert evidence(claim) == ["The pier opened in 1934.", "It is 1,200 metres long."]


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_claim(find, text):
    result = find(draft(text))
    assert (result.claims, result.rejected[0].reason) == ([], "it is empty")


def test_line_breaks_in_a_claim(find):
    assert only(find(draft("The pier\n opened  in 1934."))).text == "The pier opened in 1934."


# Numbers.


@pytest.mark.parametrize(
    "text", ["It opened in 1934.", "It is 1,200 metres long.", "It costs 12.5 crowns.", "It opened in 1934, they say."]
)
def test_numbers_of_the_evidence(find, text):
    assert only(find(draft(text, sentences=[1, 2, 3]))).text == text


def test_a_number_from_a_sentence_that_is_not_named(find):
    result = find(draft("It is 1,200 metres long."))
    assert "stands in the article, but not in the sentences named" in result.rejected[0].reason
    assert [item.draft.text for item in result.doubtful] == ["It is 1,200 metres long."]
    assert only(find(draft("It is 1,200 metres long.", context=[2]))).text == "It is 1,200 metres long."
    assert evidence(only(find(draft("It is 1,200 metres long.", context=[2, 99])))) == ["The pier opened in 1934."]


def test_names_of_the_actors_and_of_the_headline(find):
    assert only(find(draft("Anna Berg opened the pier in 1934.")))
    assert only(find(draft("The Skerry pier opened in 1934."), title="A pier for Skerry"))
    result = find(draft("The Norvale pier opened in 1934."))
    assert "the name “Norvale” does not stand in the article" in result.rejected[0].reason


@pytest.mark.parametrize("text", ["They opened in 1934.", "It opened in 1934.", "This opened in 1934."])
def test_a_claim_that_cannot_be_read_alone_is_kept_with_a_warning(find, text):
    result = find(draft(text))
    assert only(result).text == text
    assert "c1 cannot be read alone" in result.warnings[0]


@pytest.mark.parametrize("text", ["The pier opened in 1934.", "It was 1934 when the pier opened."])
def test_a_claim_that_can(find, text):
    assert find(draft(text)).warnings == []


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("It opened in 1943.", "1943"),
        ("It is 1200 metres long.", "1200"),
        ("It is 1.200 metres long.", "1.200"),
        ("It costs 12 crowns.", "12"),
        ("It costs 125 crowns.", "125"),
        ("It has 3 cranes.", "3"),
    ],
)
def test_strange_numbers(find, text, strange):
    result = find(draft(text))
    assert result.claims == []
    assert result.rejected[0].words == text
    assert f"the number {strange} " in result.rejected[0].reason


def test_numbers_of_the_date_of_publication(find):
    about = {"published": "2031-10-02T08:00:00Z"}
    assert only(find(draft("It opened on 2 October 2031."), **about))
    for strange in ("It has 3 cranes.", "It has 20 cranes.", "It has 31 cranes.", "It has 1 crane."):
        assert find(draft(strange), **about).claims == []


# Order, merging and linking.


def test_ids_go_on_in_the_order_of_the_evidence(find):
    result = find(draft("The pier would close.", sentences=[4]), draft(), taken=5)
    assert [(claim.id, claim.text[:12]) for claim in result.claims] == [("c6", "The pier ope"), ("c7", "The pier wou")]


def test_the_same_claim_twice(find):
    claim = only(find(draft(), draft("the pier opened in 1934", sentences=[2], context=[1])))
    assert evidence(claim) == ["The pier opened in 1934.", "It is 1,200 metres long."]


def test_the_same_claim_by_two(find):
    result = find(draft("The pier would close.", quotes=["q2"]), draft("The pier would close!", sentences=[4]))
    assert {claim.claimant for claim in result.claims} == {None, "a2"}
    one, two = link_same(result.claims)
    assert (one.same_as, two.same_as) == ((two.id,), (one.id,))


def claim(name, text, claimant=None, start=0):
    return Claim(
        id=name,
        text=text,
        spans=(Span(start=start, end=start + 4),),
        claimant=claimant,
        kind="fact",
        commitment="asserted",
        check_worthy=True,
    )


def test_two_parts_that_found_the_same():
    (merged,) = link_same([claim("c1", "It is old.", "a1"), claim("c2", "it is OLD", "a1", start=9)])
    assert (merged.id, len(merged.spans), merged.same_as) == ("c1", 2, ())


def test_different_claims_are_not_linked():
    assert [item.same_as for item in link_same([claim("c1", "It is old."), claim("c2", "It is not old.")])] == [(), ()]


def test_a_denial_is_not_merged_with_what_it_denies():
    denied = claim("c2", "It is old.", "a1", start=9).model_copy(update={"commitment": "denied"})
    found = link_same([claim("c1", "It is old.", "a1"), denied])
    assert [item.commitment for item in found] == ["asserted", "denied"]
    assert [item.same_as for item in found] == [(), ()]


def test_no_claims():
    assert link_same([]) == ()
