"""The article with its claims in the margin: which note stands beside which words."""

from __future__ import annotations

import re

from view_samples import span_of

from claimkit.schemas import Actor, Article, Claim, Extraction, Provenance, Span
from claimkit.views.annotated import paragraphs
from claimkit.views.html import page


def claim(name: str, *spans: Span, **more: object) -> Claim:
    given = {"kind": "fact", "commitment": "hedged", "check_worthy": False, "text": f"Claim {name}.", **more}
    return Claim.model_validate({"id": name, "spans": spans, **given})


def shown(text: str, *claims: Claim, actors: tuple[Actor, ...] = ()) -> list[tuple[list[str], str]]:
    """Return the paragraphs of the page, each as the ids in its margin and its words."""
    given = Extraction(
        article=Article(id="x", text=text),
        actors=actors,
        claims=claims,
        provenance=Provenance(claimkit="0", model="m", schema_hash="0"),
    )
    html = page([given])
    article = html[html.index('<div class="text') : html.index('<div class="lists')]
    found = []
    for part in article.split('<div class="para')[1:]:
        notes = re.findall(r'<li id="e1-(c\d+)-note"', part)
        words = re.sub(r"<ul.*?</ul>|<sup.*?</sup>|<[^>]*>|^[^>]*>", "", part, flags=re.DOTALL)
        found.append((notes, words))
    return found


def test_lines_keep_what_follows_them() -> None:
    text = "One.\n\n \nTwo.\r\n  Three.\u2028Four.\n"
    assert [text[start:end] for start, end in paragraphs(text)] == [
        "One.\n\n \n",
        "Two.\r\n",
        "  Three.\u2028",
        "Four.\n",
    ]
    assert paragraphs("") == [(0, 0)]
    assert paragraphs("\n\nOne.") == [(0, 2), (2, 6)]


def test_a_note_stands_beside_the_paragraph_where_its_evidence_begins() -> None:
    text = "The dam leaks.\n\nIt was built in 1931. It is owned by the town.\n\nNobody paid."
    first, second, last = (span_of(text, words) for words in ("dam leaks", "built in 1931", "Nobody paid"))
    across = Span(start=second.start, end=last.end)
    found = shown(text, claim("a", last), claim("b", first, last), claim("c", second), claim("d", across))
    assert found == [
        (["c2"], "The dam leaks.\n\n"),
        (["c4", "c3"], "It was built in 1931. It is owned by the town.\n\n"),
        (["c1"], "Nobody paid."),
    ]


def test_evidence_across_paragraphs_is_noted_once_and_signed_once() -> None:
    text = "One two.\nThree four.\nFive six."
    found = shown(text, claim("a", Span(start=4, end=len(text))))
    assert [notes for notes, _ in found] == [["c1"], [], []]
    given = Extraction(
        article=Article(id="x", text=text),
        claims=(claim("a", Span(start=4, end=len(text))),),
        provenance=Provenance(claimkit="0", model="m", schema_hash="0"),
    )
    html = page([given])
    assert html.count('id="e1-c1-text"') == 1
    assert html.index('id="e1-c1-text"') > html.index("Five")


def test_a_note_says_who_claims_what_and_how() -> None:
    text = "“It leaks,” said Ana Ruiz."
    actor = Actor(id="a1", name="Ana <Ruiz>", kind="person")
    given = Extraction(
        article=Article(id="x", text=text),
        actors=(actor,),
        claims=(claim("c1", span_of(text, "It leaks"), claimant="a1", commitment="denied", check_worthy=True),),
        provenance=Provenance(claimkit="0", model="m", schema_hash="0"),
    )
    html = page([given])
    note = html[html.index('<li id="e1-c1-note"') :].partition("</li>")[0]
    words = re.sub(r"<[^>]*>", "", note)
    assert words == "c1 Claim c1. a1Ana &lt;Ruiz&gt; · fact, denied · ✓ check"
    assert 'data-links="c1 a1"' in note
    assert '<a href="#e1-c1-text">' in note


def test_a_very_long_paragraph_has_its_notes_further_down() -> None:
    text = " ".join(f"Sentence number {number} stands here." for number in range(100))
    spots = [span_of(text, f"number {number} ") for number in (1, 50, 98)]
    given = Extraction(
        article=Article(id="x", text=text),
        claims=tuple(claim(f"c{at}", spot) for at, spot in enumerate(spots, 1)),
        provenance=Provenance(claimkit="0", model="m", schema_hash="0"),
    )
    html = page([given])
    html = html[html.index('<div class="text') :]
    places = [html.index(f'id="e1-c{number}-note"') for number in (1, 2, 3)]
    assert html.count('<ul class="notes"') == 3
    assert places[0] < html.index("number 1 ") < places[1] < html.index("number 50 ") < places[2]


def test_an_article_without_claims_keeps_no_margin() -> None:
    assert shown("Nothing.") == [([], "Nothing.")]
    given = Extraction(
        article=Article(id="x", text="Nothing."), provenance=Provenance(claimkit="0", model="m", schema_hash="0")
    )
    assert '<div class="text" dir="auto">' in page([given])
