"""The result a user holds: immutable, whole, and the same after a trip through JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from claimkit.links import PIECE_JOINER, all_spans, cut
from claimkit.schemas import (
    Actor,
    Article,
    Claim,
    Extraction,
    Provenance,
    Quote,
    Rejected,
    Report,
    Span,
    Uncovered,
    Usage,
)

TEXT = (
    "Skerry bridge shut\n\n"
    "“The bolts are gone,” said Ilse Varn, the bridge warden 🌉 of Skerry, “and ‘fine’ is what they told me.”\n\n"
    "A clerk, who feared for her post, said that 14 bolts had been sold.\n\n"
    "“The bolts are gone”"
)


def at(words: str, nth: int = 1) -> Span:
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return Span(start=start, end=start + len(words))


def parts() -> dict[str, Any]:
    """Every field filled."""
    pieces = (at("The bolts are gone,"), at("and ‘fine’ is what they told me."))
    warden = Actor(
        id="a1",
        name="Ilse Varn",
        kind="person",
        role="bridge warden",
        affiliation="Skerry",
        aliases=("Varn",),
        mentions=(at("Ilse Varn"),),
    )
    clerk = Actor(id="a2", name="A clerk", kind="anonymous", anonymity_span=at("who feared for her post"))
    quotes = (
        Quote(
            id="q1",
            kind="direct",
            text=cut(TEXT, pieces),
            spans=pieces,
            speaker="a1",
            speaker_span=at("Ilse Varn"),
            cue_span=at("said"),
            grounding="exact",
            repeats=((at("The bolts are gone", 2),),),
        ),
        Quote(id="q2", kind="direct", text="fine", spans=(at("fine"),), grounding="exact", inside="q1"),
        Quote(
            id="q3",
            kind="indirect",
            text="14 bolts had been sold",
            spans=(at("14 bolts had been sold"),),
            speaker="a2",
            cue_span=at("said", 2),
            addressee="nobody",
            setting="on the bridge",
            grounding="near",
        ),
    )
    claims = (
        Claim(
            id="c1",
            text="Fourteen bolts of Skerry bridge were sold.",
            spans=(at("14 bolts had been sold"),),
            claimant="a2",
            quotes=("q3",),
            kind="number",
            commitment="asserted",
            check_worthy=True,
            reason="states a number",
            same_as=("c2",),
        ),
        Claim(
            id="c2",
            text="The bolts of Skerry bridge are gone.",
            spans=pieces[:1],
            kind="fact",
            commitment="hedged",
            check_worthy=False,
        ),
    )
    return {
        "article": Article(
            id="skerry",
            title="Skerry bridge shut",
            url="https://n.example/1",
            published="2031",
            language="en",
            text=TEXT,
        ),
        "actors": (warden, clerk),
        "quotes": quotes,
        "claims": claims,
        "report": Report(
            calls=3,
            cached=1,
            retries=2,
            rejected=(Rejected(what="quote", words="x", reason="not there", nearest=at("gone")),),
            uncovered=(Uncovered(start=2, end=4, reason="scare"), Uncovered(start=3, end=5)),
            warnings=("one",),
            incomplete=True,
        ),
        "usage": Usage(input_tokens=10, cached_tokens=4, output_tokens=2, cost_usd=0.1 + 0.2, seconds=1 / 3),
        "provenance": Provenance(
            claimkit="1",
            model="m",
            prompts={"p": "1:abc"},
            schema_hash="0",
            settings={"t": 0.5, "deep": [1, {"a": None}]},
        ),
    }


def rich() -> Extraction:
    return Extraction(**parts())


def test_round_trip_gives_an_equal_object() -> None:
    extraction = rich()
    again = Extraction.model_validate_json(extraction.model_dump_json())
    assert again == extraction
    assert again.model_dump_json() == extraction.model_dump_json()
    assert Extraction.model_validate(json.loads(extraction.model_dump_json())) == extraction


def test_saved_file_reads_back(tmp_path: Path) -> None:
    extraction = rich()
    extraction.save(tmp_path / "one.json")
    assert Extraction.model_validate_json((tmp_path / "one.json").read_text(encoding="utf-8")) == extraction


def test_one_line_of_jsonl_holds_no_line_break() -> None:
    assert "\n" not in rich().model_dump_json()


@pytest.mark.parametrize(
    ("holder", "name"),
    [
        ("article", "text"),
        ("report", "calls"),
        ("usage", "seconds"),
        ("provenance", "model"),
    ],
)
def test_parts_are_immutable(holder: str, name: str) -> None:
    extraction = rich()
    with pytest.raises(ValidationError, match="frozen"):
        setattr(getattr(extraction, holder), name, getattr(getattr(extraction, holder), name))


def test_lists_are_tuples_and_items_are_immutable() -> None:
    extraction = rich()
    with pytest.raises(ValidationError, match="frozen"):
        extraction.quotes = ()  # type: ignore[misc]
    with pytest.raises(ValidationError, match="frozen"):
        extraction.quotes[0].text = "other"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="frozen"):
        extraction.quotes[0].spans[0].start = 0  # type: ignore[misc]
    assert isinstance(extraction.claims, tuple)
    assert isinstance(extraction.claims[0].same_as, tuple)


def broken(**changes: Any) -> dict[str, Any]:
    return {**parts(), **changes}


def edited(sort: str, index: int, **changes: Any) -> dict[str, Any]:
    given = parts()
    items = list(given[sort])
    items[index] = items[index].model_copy(update=changes)
    given[sort] = tuple(items)
    return given


BEYOND = Span(start=0, end=len(TEXT) + 1)
BROKEN = {
    "span of a claim beyond the text": (
        edited("claims", 0, spans=(BEYOND,)),
        r"c1\.spans ends at \d+, the text at \d+",
    ),
    "mention beyond the text": (edited("actors", 0, mentions=(BEYOND,)), r"a1\.mentions ends at"),
    "anonymity beyond the text": (edited("actors", 1, anonymity_span=BEYOND), r"a2\.anonymity_span ends at"),
    "speaker span beyond the text": (edited("quotes", 0, speaker_span=BEYOND), r"q1\.speaker_span ends at"),
    "cue beyond the text": (edited("quotes", 0, cue_span=BEYOND), r"q1\.cue_span ends at"),
    "repetition beyond the text": (edited("quotes", 0, repeats=((BEYOND,),)), r"q1\.repeats ends at"),
    "uncovered beyond the text": (
        broken(report=Report(uncovered=(Uncovered(start=0, end=10_000),))),
        r"report\.uncovered ends at 10000",
    ),
    "nearest beyond the text": (
        broken(report=Report(rejected=(Rejected(what="cue", words="w", reason="r", nearest=BEYOND),))),
        r"report\.rejected ends at",
    ),
    "quote text not its slices": (
        edited("quotes", 0, text="The bolts are here"),
        "text of q1 is not what its spans cut",
    ),
    "pieces in another order": (
        edited("quotes", 0, spans=tuple(reversed(parts()["quotes"][0].spans))),
        "text of q1 is not what its spans cut",
    ),
    "unknown speaker": (edited("quotes", 0, speaker="a9"), "q1 names a speaker 'a9'"),
    "inside an unknown quote": (edited("quotes", 1, inside="q9"), "q2 stands inside 'q9', which is no other quote"),
    "inside itself": (edited("quotes", 1, inside="q2"), "q2 stands inside 'q2', which is no other quote"),
    "inside each other": (edited("quotes", 0, inside="q2"), "q1 stands inside 'q2', which stands inside q1"),
    "unknown claimant": (edited("claims", 0, claimant="a7"), "c1 names a claimant 'a7'"),
    "unknown quote in a claim": (edited("claims", 0, quotes=("q3", "q8")), "c1 names a quote 'q8'"),
    "same as an unknown claim": (edited("claims", 0, same_as=("c8",)), "c1 says it is the same as 'c8'"),
    "same as itself": (edited("claims", 0, same_as=("c1",)), "c1 says it is the same as 'c1'"),
    "two actors with one id": (edited("actors", 1, id="a1"), "two actors share the id 'a1'"),
    "two quotes with one id": (edited("quotes", 2, id="q2"), "two quotes share the id 'q2'"),
    "two claims with one id": (edited("claims", 1, id="c1"), "two claims share the id 'c1'"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_link_is_refused_by_name(case: str) -> None:
    given, message = BROKEN[case]
    with pytest.raises(ValidationError, match=message):
        Extraction(**given)


def test_a_broken_file_is_refused_like_a_broken_object() -> None:
    data = json.loads(rich().model_dump_json())
    data["quotes"][0]["text"] = "Something nobody said"
    with pytest.raises(ValidationError, match="text of q1"):
        Extraction.model_validate(data)


def test_all_faults_are_named_at_once() -> None:
    given = edited("quotes", 0, speaker="a9", text="no")
    with pytest.raises(ValidationError, match=r"(?s)text of q1.*speaker 'a9'"):
        Extraction(**given)


def test_unknown_fields_are_refused() -> None:
    data = json.loads(rich().model_dump_json())
    for path in ([], ["article"], ["quotes", 0], ["quotes", 0, "spans", 0], ["report"], ["usage"], ["claims", 0]):
        damaged = json.loads(json.dumps(data))
        target = damaged
        for step in path:
            target = target[step]
        target["surprise"] = 1
        with pytest.raises(ValidationError, match="surprise"):
            Extraction.model_validate(damaged)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 5), (5, 4), (-1, 3), (0, -1)])
def test_a_span_holds_at_least_one_character(start: int, end: int) -> None:
    with pytest.raises(ValidationError):
        Span(start=start, end=end)


def test_quotes_and_claims_need_a_span() -> None:
    with pytest.raises(ValidationError, match="spans"):
        Quote(id="q", kind="direct", text="", spans=(), grounding="exact")
    with pytest.raises(ValidationError, match="spans"):
        Claim(id="c", text="t", spans=(), kind="fact", commitment="asserted", check_worthy=False)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_json_cannot_hold_are_refused(number: float) -> None:
    with pytest.raises(ValidationError, match="finite"):
        Usage(cost_usd=number)
    with pytest.raises(ValidationError, match="finite"):
        Usage(seconds=number)


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ValidationError, match="unicode"):
        Article(id="x", text="half \ud83d")


def test_span_helpers() -> None:
    span = Span(start=2, end=6)
    assert span.of("abcdefgh") == "cdef"
    assert Span(start=3, end=5) in span
    assert span in span
    assert Span(start=3, end=7) not in span
    assert [offset in span for offset in (1, 2, 5, 6)] == [False, True, True, False]
    assert "c" not in span
    assert span.overlaps(Span(start=5, end=9))
    assert not span.overlaps(Span(start=6, end=9))
    assert span.shifted(3) == Span(start=5, end=9)


def test_every_span_is_listed() -> None:
    names = [name for name, _ in all_spans(rich())]
    assert names.count("report.uncovered") == 2
    assert set(names) == {
        *("a1.mentions", "a2.anonymity_span", "q1.spans", "q1.repeats", "q1.speaker_span", "q1.cue_span"),
        *("q2.spans", "q3.spans", "q3.cue_span", "c1.spans", "c2.spans", "report.uncovered", "report.rejected"),
    }


def test_pieces_are_joined_with_an_ellipsis() -> None:
    quote = rich().quotes[0]
    assert quote.text == f"The bolts are gone,{PIECE_JOINER}and ‘fine’ is what they told me."
    assert quote.verbatim
    assert not rich().quotes[2].verbatim


def test_look_ups() -> None:
    extraction = rich()
    warden = extraction.actor("a1")
    assert warden is not None
    assert extraction.actor(None) is None
    assert extraction.actor("a9") is None
    assert [quote.id for quote in extraction.quotes_of(warden)] == ["q1"]
    assert [quote.id for quote in extraction.quotes_of("a2")] == ["q3"]
    assert [claim.id for claim in extraction.claims_of("a2")] == ["c1"]
    assert [claim.id for claim in extraction.claims_of(None)] == ["c2"]


def test_usage_adds_up() -> None:
    free = Usage(input_tokens=1, output_tokens=2, seconds=0.5)
    paid = Usage(input_tokens=3, cached_tokens=1, cost_usd=0.25)
    assert free + paid == Usage(input_tokens=4, cached_tokens=1, output_tokens=2, cost_usd=0.25, seconds=0.5)
    assert (free + free).cost_usd is None


def test_json_schema_is_sound_and_stable() -> None:
    schema = Extraction.model_json_schema()
    assert list(schema["properties"]) == [
        "schema_version",
        "article",
        "actors",
        "quotes",
        "claims",
        "report",
        "usage",
        "provenance",
    ]
    assert schema["required"] == ["article", "provenance"]
    assert schema["additionalProperties"] is False
    assert set(schema["$defs"]) == {
        *("Actor", "Article", "Claim", "Provenance", "Quote", "Rejected", "Report", "Span", "Uncovered", "Usage"),
        "JsonValue",
    }
    text = json.dumps(schema)
    for name in {piece.split('"')[0] for piece in text.split('"#/$defs/')[1:]}:
        assert name in schema["$defs"]
    assert text == json.dumps(Extraction.model_json_schema())


def test_the_fields_of_a_quote_are_stable() -> None:
    fields = "id kind text spans speaker speaker_span cue_span addressee setting grounding repeats inside"
    assert list(Quote.model_fields) == fields.split()


def test_a_result_shows_itself_in_one_line() -> None:
    extraction = Extraction(**parts())
    shown = repr(extraction)
    assert shown.startswith("Extraction(article=")
    assert f"quotes={len(extraction.quotes)}, " in shown
    assert TEXT not in shown
    assert len(shown) < 200


def test_a_long_article_shows_how_it_begins() -> None:
    assert repr(Article(id="short", text="One line.")) == "Article(id='short', text='One line.')"
    shown = repr(Article(id="long", text="word " * 300))
    assert "(1,500 characters)" in shown
    assert len(shown) < 130


def test_what_has_its_default_is_not_shown() -> None:
    assert repr(Span(start=0, end=4)) == "Span(start=0, end=4)"
    assert repr(Report(calls=2)) == "Report(calls=2)"
    assert repr(Uncovered(start=0, end=4)) == "Uncovered(start=0, end=4)"
    assert "speaker" not in repr(
        Quote(id="q1", kind="direct", text="x", spans=(Span(start=0, end=1),), grounding="exact")
    )
