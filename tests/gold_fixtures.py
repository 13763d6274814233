"""A small gold article, and ways to spoil it."""

from __future__ import annotations

from claimkit.evaluation.gold import Gold, Labels
from claimkit.links import cut
from claimkit.schemas import Actor, Article, Claim, Quote, Span

TEXT = """Council of Varn sells ferry

“We will not sell the ferry,” said Ana Ruiz, the mayor. “It is old,” she said.

Olof Berg of the dockers said the council had lost 40 million crowns. He called the plan “a gift”.

Ruiz said a clerk had told her the pier would close.
"""


def place(words: str, nth: int = 1) -> Span:
    at = -1
    for _ in range(nth):
        at = TEXT.index(words, at + 1)
    return Span(start=at, end=at + len(words))


def quote(name: str, *pieces: Span, **more) -> Quote:
    given = {"kind": "direct", "grounding": "pieces" if len(pieces) > 1 else "exact", **more}
    return Quote(id=name, text=cut(TEXT, pieces), spans=pieces, **given)


def build_gold() -> Gold:
    actors = (
        Actor(
            id="a1",
            name="Ana Ruiz",
            kind="person",
            role="mayor",
            mentions=(place("Ana Ruiz"), place("she"), place("Ruiz", 2)),
        ),
        Actor(
            id="a2",
            name="Olof Berg",
            kind="person",
            affiliation="the dockers",
            mentions=(place("Olof Berg"), place("He called").model_copy(update={"end": place("He called").start + 2})),
        ),
        Actor(id="a3", name="clerk", kind="anonymous", mentions=(place("a clerk"),), anonymity_span=place("the pier")),
    )
    he = place("He called").model_copy(update={"end": place("He called").start + 2})
    quotes = (
        quote(
            "q1",
            place("We will not sell the ferry,"),
            place("It is old,"),
            speaker="a1",
            speaker_span=place("Ana Ruiz"),
            cue_span=place("said"),
        ),
        quote(
            "q2",
            place("the council had lost 40 million crowns"),
            kind="indirect",
            speaker="a2",
            speaker_span=place("Olof Berg"),
            cue_span=place("said", 3),
        ),
        quote("q3", place("a gift"), speaker="a2", speaker_span=he, cue_span=place("called")),
        quote(
            "q4",
            place("a clerk had told her the pier would close"),
            kind="indirect",
            speaker="a1",
            speaker_span=place("Ruiz", 2),
            cue_span=place("said", 4),
        ),
        quote(
            "q5",
            place("the pier would close"),
            kind="indirect",
            speaker="a3",
            inside="q4",
            speaker_span=place("a clerk"),
            cue_span=place("told"),
        ),
    )
    claims = (
        Claim(
            id="c1",
            text="The council of Varn will not sell the ferry.",
            spans=(place("We will not sell the ferry,"),),
            claimant="a1",
            quotes=("q1",),
            kind="promise",
            commitment="asserted",
            check_worthy=True,
        ),
        Claim(
            id="c2",
            text="The council of Varn had lost 40 million crowns.",
            spans=(place("the council had lost 40 million crowns"),),
            claimant="a2",
            quotes=("q2",),
            kind="number",
            commitment="asserted",
            check_worthy=True,
        ),
    )
    article = Article(id="varn", language="en", text=TEXT)
    return Gold(
        article=article, actors=actors, quotes=quotes, claims=claims, labels=Labels(genre="local", tags=("nested",))
    )
