"""Results for the views: a small invented article with everything that can be shown, and hostile ones."""

from __future__ import annotations

from typing import Any

from claimkit.links import cut
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

TEXT = """Norvale to rebuild harbour wall before winter

“We will not wait for another winter,” said Mara Ellwood, the harbour minister of Norvale, \
on Tuesday. “The sea does not negotiate.”

Ellwood told reporters that the wall would cost 40 million crowns and be finished by November.

A harbour engineer, who asked not to be named because she was not cleared to speak, \
called the plan “a promise made in wet concrete”. \
The so-called “Iron Wall” dates from 1931.

Tobin Ashgrove of the Fishers' Guild said: “Somebody shouted ‘Save the boats!’ and we ran.” \
The guild has 212 members.

Nobody at the quay expected the wall to hold, it was said.

“The sea does not negotiate.”
"""

HOSTILE = (
    "=HYPERLINK(1) <script>alert(1)</script> </style> [bold red]markup[/] &amp; "
    "\x1b[2J\x1b]0;owned\x07 \x9b31m \u202egnidda\u202c `code` *stars* [link](http://x.example) |cell| # head"
)


def span_of(text: str, words: str, nth: int = 1) -> Span:
    """Return where `words` stand for the nth time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start=start, end=start + len(words))


def quote(text: str, name: str, *pieces: Span, **more: Any) -> Quote:
    given = {"kind": "direct", "grounding": "exact", **more}
    return Quote(id=name, text=cut(text, pieces), spans=pieces, **given)


def provenance() -> Provenance:
    return Provenance(claimkit="0.0", model="test/model-1", schema_hash="0" * 8)


def build_sample() -> Extraction:
    def at(words: str, nth: int = 1) -> Span:
        return span_of(TEXT, words, nth)

    sea = "The sea does not negotiate."
    actors = (
        Actor(
            id="a1",
            name="Mara Ellwood",
            kind="person",
            role="harbour minister",
            affiliation="Norvale",
            aliases=("Ellwood",),
            mentions=(at("Mara Ellwood"), at("Ellwood", 2)),
        ),
        Actor(
            id="a2",
            name="A harbour engineer",
            kind="anonymous",
            anonymity_span=at("because she was not cleared to speak"),
        ),
        Actor(id="a3", name="Tobin Ashgrove", kind="person", affiliation="Fishers' Guild"),
        Actor(id="a4", name="Fishers' Guild", kind="organization"),
    )
    quotes = (
        quote(
            TEXT,
            "q1",
            at("We will not wait for another winter,"),
            at(sea),
            grounding="pieces",
            speaker="a1",
            speaker_span=at("Mara Ellwood"),
            cue_span=at("said"),
            setting="on Tuesday",
            repeats=((at(sea, 2),),),
        ),
        quote(
            TEXT,
            "q2",
            at("the wall would cost 40 million crowns and be finished by November"),
            kind="indirect",
            grounding="near",
            speaker="a1",
            speaker_span=at("Ellwood", 2),
            cue_span=at("told"),
            addressee="reporters",
        ),
        quote(
            TEXT,
            "q3",
            at("the plan “a promise made in wet concrete”"),
            kind="mixed",
            speaker="a2",
            speaker_span=at("A harbour engineer"),
            cue_span=at("called"),
        ),
        quote(
            TEXT,
            "q4",
            at("Somebody shouted ‘Save the boats!’ and we ran."),
            speaker="a3",
            cue_span=at("said", 2),
        ),
        quote(TEXT, "q5", at("Save the boats!"), inside="q4", cue_span=at("shouted")),
        quote(TEXT, "q6", at("Nobody at the quay expected the wall to hold"), kind="indirect"),
    )
    claims = (
        Claim(
            id="c1",
            text="The harbour wall of Norvale will cost 40 million crowns.",
            spans=(at("the wall would cost 40 million crowns"),),
            claimant="a1",
            quotes=("q2",),
            kind="number",
            commitment="asserted",
            check_worthy=True,
            reason="public money",
        ),
        Claim(
            id="c2",
            text="The plan to rebuild the harbour wall will not be kept.",
            spans=(at("the plan"), at("a promise made in wet concrete")),
            claimant="a2",
            quotes=("q3",),
            kind="opinion",
            commitment="hedged",
            check_worthy=False,
        ),
        Claim(
            id="c3",
            text="The Fishers' Guild has 212 members.",
            spans=(at("The guild has 212 members."),),
            kind="number",
            commitment="asserted",
            check_worthy=True,
            same_as=("c1",),
        ),
    )
    return Extraction(
        article=Article(
            id="norvale-1",
            title="Norvale to rebuild harbour wall before winter",
            url="https://news.example/norvale?a=1&b=2",
            published="2031-10-02",
            language="en",
            text=TEXT,
        ),
        actors=actors,
        quotes=quotes,
        claims=claims,
        report=Report(
            calls=2,
            cached=1,
            retries=1,
            rejected=(
                Rejected(what="quote", words="The sea never bargains", reason="not in the article", nearest=at(sea)),
            ),
            uncovered=(Uncovered(start=at("Iron Wall").start, end=at("Iron Wall").end, reason="nickname"),),
            warnings=("The last answer was cut short.",),
            incomplete=True,
        ),
        usage=Usage(input_tokens=3210, output_tokens=512, cost_usd=0.0031, seconds=4.25),
        provenance=provenance(),
    )


def build_hostile(text: str = HOSTILE) -> Extraction:
    """Return an extraction in which every string field holds `text`, and one quote holds all of it."""
    whole = Span(start=0, end=len(text))
    return Extraction(
        article=Article(id=text, title=text, url=text, published=text, language=text, text=text),
        actors=(
            Actor(
                id=text,
                name=text,
                kind="anonymous",
                role=text,
                affiliation=text,
                aliases=(text,),
                mentions=(whole,),
                anonymity_span=whole,
            ),
            Actor(id="silent", name=text, kind="group"),
        ),
        quotes=(
            quote(
                text,
                text,
                whole,
                speaker=text,
                speaker_span=whole,
                cue_span=whole,
                addressee=text,
                setting=text,
                grounding="near",
                repeats=((whole,),),
            ),
            quote(text, "inner", whole, kind="indirect", inside=text),
        ),
        claims=(
            Claim(
                id=text,
                text=text,
                spans=(whole,),
                claimant=text,
                quotes=(text,),
                kind="fact",
                commitment="asserted",
                check_worthy=True,
                reason=text,
            ),
            Claim(
                id="other",
                text=text,
                spans=(whole,),
                kind="fact",
                commitment="denied",
                check_worthy=False,
                same_as=(text,),
            ),
        ),
        report=Report(
            rejected=(Rejected(what="quote", words=text, reason=text, nearest=whole),),
            uncovered=(Uncovered(start=0, end=len(text)),),
            warnings=(text,),
        ),
        provenance=Provenance(claimkit=text, model=text, schema_hash=text),
    )


def build_empty() -> Extraction:
    return Extraction(article=Article(id="quiet", text="The harbour lay still."), provenance=provenance())
