from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from claimkit.schemas import Article, Extraction, Provenance, Quote, Span
from claimkit.views.html import fragment, page
from claimkit.views.segments import layers_of, segments
from claimkit.views.style import INK, PAGE_STYLE, PALETTE, PAPER, QUIET, STYLE, WARN, colour_class

ALLOWED = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "nav",
    "section",
    "header",
    "footer",
    "div",
}
ALLOWED |= {"h1", "h2", "h3", "h4", "p", "ul", "li", "a", "span", "small", "bdi", "blockquote", "mark", "sup", "script"}
VOID = {"meta"}


class Seen(HTMLParser):
    """Collects tags and attributes, and the text of the article without superscripts and notes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.article = ""
        self.marks: list[tuple[set[str], str]] = []
        self.words = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append((tag, values))
        if tag not in VOID:
            self.open.append("text" if "text" in (values.get("class") or "").split() else tag)
        if tag in ("mark", "span") and self.in_article() and "title" in values:
            self.marks.append((set((values.get("class") or "").split()), ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() in (tag, "text")

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.words += data
        if self.in_article():
            self.article += data
            if self.open[-1] in ("mark", "span"):
                self.marks[-1] = (self.marks[-1][0], self.marks[-1][1] + data)

    def in_article(self) -> bool:
        return "text" in self.open and not {"sup", "ul"} & set(self.open)

    def values(self, name: str) -> list[str]:
        return [value for _, values in self.tags if (value := values.get(name)) is not None]


def classes_of(text: str, words: str) -> set[str]:
    """Return the classes that all marks in a row have which together are these words."""
    marks = Seen(text).marks
    for first in range(len(marks)):
        for last in range(first + 1, min(first + 6, len(marks)) + 1):
            if "".join(found for _, found in marks[first:last]) == words:
                return set.intersection(*(classes for classes, _ in marks[first:last]))
    raise AssertionError(f"no marks for {words!r}")


def test_article_text_is_shown_whole_with_its_line_breaks(sample: Extraction) -> None:
    assert Seen(page([sample])).article == sample.article.text
    assert Seen(fragment(sample)).article == sample.article.text
    assert "white-space:pre-wrap" in STYLE


def test_windows_line_breaks_do_not_move_the_marks() -> None:
    text = "One.\r\n\r\nSoft said: “Two.”"
    start = text.index("Two.")
    quote = Quote(id="q1", kind="direct", text="Two.", spans=(Span(start=start, end=start + 4),), grounding="exact")
    given = Extraction(
        article=Article(id="x", text=text),
        quotes=(quote,),
        provenance=Provenance(claimkit="0", model="m", schema_hash="0"),
    )
    seen = Seen(page([given]))
    assert seen.article == text.replace("\r\n", " \n")
    assert [words for _, words in seen.marks] == ["Two."]


def test_marks_carry_the_kind_the_speaker_and_the_colour(sample: Extraction) -> None:
    text = page([sample])
    assert classes_of(text, "We will not wait for another winter,") == {"quote", "direct", "s1", "c1"}
    assert classes_of(text, "the plan “a promise made in wet concrete”") == {"quote", "mixed", "s2", "c2"}
    indirect = classes_of(text, "the wall would cost 40 million crowns and be finished by November")
    assert indirect == {"quote", "indirect", "near", "s1", "c1"}
    assert classes_of(text, "Nobody at the quay expected the wall to hold") == {
        "quote",
        "indirect",
        "s0",
        "c0",
    }
    assert classes_of(text, "Iron Wall") == {"uncovered"}
    assert classes_of(text, "Mara Ellwood") == {"speaker"}
    assert classes_of(text, "told") == {"cue"}
    assert ({"repeat", "s1", "c1"}, "The sea does not negotiate.") in Seen(text).marks


def test_superscripts_name_the_speaker_and_lead_to_the_list(sample: Extraction) -> None:
    text = page([sample])
    assert re.search(r'another winter,</mark><sup class="c1"><a href="#e1-q1">a1</a></sup>', text)
    assert re.search(r'November</mark><sup class="c1"><a href="#e1-q2">a1≈</a></sup>', text)
    assert re.search(r'to hold</mark><sup class="c0"><a href="#e1-q6">\?</a></sup>', text)


def test_nested_quote_has_the_classes_of_both_and_its_own_colour(sample: Extraction) -> None:
    text = page([sample])
    assert classes_of(text, "Save the boats!") == {"quote", "direct", "inner", "s3", "s0", "c0"}
    assert classes_of(text, "Somebody ") == {"quote", "direct", "s3", "c3"}
    assert classes_of(text, "shouted") == {"quote", "direct", "cue", "s3", "c3"}


def overlapping() -> Extraction:
    text = "abcdefghij"

    def quote(name: str, start: int, end: int) -> Quote:
        spans = (Span(start=start, end=end),)
        return Quote(id=name, kind="indirect", text=text[start:end], spans=spans, grounding="exact")

    return Extraction(
        article=Article(id="x", text=text),
        quotes=(quote("q1", 0, 6), quote("q2", 4, 10), quote("q3", 4, 6), quote("q4", 4, 6)),
        provenance=Provenance(claimkit="0", model="m", schema_hash="0"),
    )


def test_overlapping_spans_are_cut_at_every_border() -> None:
    given = overlapping()
    found = list(segments(10, layers_of(given)))
    names = [[layer.quote.id for layer in cut.layers if layer.quote] for cut in found]
    assert [(cut.start, cut.end) for cut in found] == [(0, 4), (4, 6), (6, 10)]
    assert names == [["q1"], ["q1", "q2", "q3", "q4"], ["q2"]]
    seen = Seen(page([given]))
    assert seen.article == "abcdefghij"
    assert [words for _, words in seen.marks] == ["abcd", "ef", "ghij"]
    assert {f"e1-q{number}-text" for number in (1, 2, 3, 4)} <= set(seen.values("id"))


def test_segments_without_layers_are_the_whole_text() -> None:
    assert [tuple(cut) for cut in segments(5, [])] == [(0, 5, ())]
    assert list(segments(0, [])) == []


def test_anchors_are_unique_and_every_link_has_one(sample: Extraction, hostile: Extraction) -> None:
    seen = Seen(page([sample, sample, hostile]) + fragment(sample) + fragment(hostile))
    anchors = seen.values("id")
    links = [link for link in seen.values("href") if link.startswith("#")]
    assert len(anchors) == len(set(anchors))
    assert len(links) > 30
    assert {link[1:] for link in links} <= set(anchors)


@pytest.mark.parametrize("as_fragment", [True, False])
def test_hostile_text_adds_no_tag_and_no_attribute(
    hostile: Extraction, hostile_with: Callable[[str], Extraction], as_fragment: bool
) -> None:
    def shape(extraction: Extraction) -> list[tuple[str, tuple[str, ...]]]:
        seen = Seen(fragment(extraction) if as_fragment else page([extraction]))
        assert {tag for tag, _ in seen.tags} <= ALLOWED
        return [(tag, tuple(values)) for tag, values in seen.tags]

    expected = shape(hostile_with("harmless words"))
    assert shape(hostile) == expected
    assert shape(hostile_with("\"' onmouseover=x x='\"><img src=x onerror=y><!--]]></title>")) == expected


def test_hostile_text_is_shown_as_text(hostile: Extraction) -> None:
    seen = Seen(page([hostile]))
    assert "<script>alert(1)</script> </style> [bold red]markup[/] &amp; ␛[2J␛]0;owned␇" in seen.article
    assert "‹U+202E›gnidda‹U+202C›" in seen.article
    assert not set("\x1b\x07\x9b\u202e\u202c") & set(seen.words + "".join(seen.values("title")))


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://x.example/?a=1&b=2", True),
        ("HTTP://x.example", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)//https://x.example", False),
        ("data:text/html,x", False),
        ("//x.example", False),
    ],
)
def test_only_web_addresses_become_links(hostile_with: Callable[[str], Extraction], url: str, linked: bool) -> None:
    links = [link for link in Seen(page([hostile_with(url)])).values("href") if not link.startswith("#")]
    assert links == ([url] if linked else [])


def digest_of(tag: str, text: str) -> str:
    found = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
    assert len(found) == 1
    return f"sha256-{base64.b64encode(hashlib.sha256(found[0].encode()).digest()).decode()}"


def test_page_asks_for_nothing_and_its_policy_allows_only_its_own_style_and_script(sample: Extraction) -> None:
    text = page([sample])
    policy = next(value for value in Seen(text).values("content") if "default-src" in value)
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src '{digest_of('style', text)}'",
        f"script-src '{digest_of('script', text)}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert not re.search(r"url\(|@import|\ssrc=|srcset=|\sstyle=|<link|fetch|XMLHttp|\bimport\b", text)


def test_only_a_known_shape_of_language_reaches_the_page(
    sample: Extraction, hostile_with: Callable[[str], Extraction]
) -> None:
    assert Seen(page([sample])).values("lang") == ["en", "en"]
    assert Seen(page([hostile_with('de" x="')])).values("lang") == ["en"]


def test_every_rule_of_the_fragment_is_scoped() -> None:
    bare = re.sub(r"@[^{]*\{", "", STYLE)
    selectors = [selector.strip() for selector in re.findall(r"([^{}]+)\{", bare)]
    assert len(selectors) > 40
    for selector in selectors:
        assert all(part.startswith(".claimkit") for part in re.split(r",(?![^(]*\))", selector)), selector


def test_page_is_made_for_dark_screens_phones_and_paper(sample: Extraction) -> None:
    text = page([sample])
    assert "@media screen and (prefers-color-scheme:dark)" in PAGE_STYLE
    assert "@media print" in PAGE_STYLE
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in text


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_colours_have_enough_contrast() -> None:
    for colour in PALETTE:
        assert contrast(INK[0], colour.fill) >= 6
        assert contrast(INK[1], colour.dark_fill) >= 6
        assert min(contrast(colour.line, PAPER[0]), contrast(colour.line, colour.fill)) >= 3
        assert min(contrast(colour.dark_line, PAPER[1]), contrast(colour.dark_line, colour.dark_fill)) >= 3
    for pair in (INK, QUIET, WARN):
        assert min(contrast(pair[0], PAPER[0]), contrast(pair[1], PAPER[1])) >= 4.5


def test_colours_are_given_in_turn_and_grey_is_kept_for_nobody() -> None:
    assert [colour_class(number) for number in (None, 1, 7, 8, 15)] == ["c0", "c1", "c7", "c1", "c1"]


def test_lists_hold_speakers_claims_and_report(sample: Extraction) -> None:
    words = " ".join(Seen(page([sample])).words.split())
    landmarks = (
        "Who speaks",
        "anonymous: “because she was not cleared to speak”",
        "organization · no quote",
        "c3 The Fishers' Guild has 212 members. The article itself · number, asserted · ✓ check",
        "“We will not wait for another winter, … The sea does not negotiate.”",
        "q2 · indirect · near match: compare with the article · told · to: reporters",
        "c1 · number · ✓ worth checking · from q2 · public money",
        "the plan … a promise made in wet concrete",
        "The article itselfThe Fishers' Guild has 212 members.",
        "Iron Wall — a nickname",
        "The last answer was cut short.",
        "2 calls · 1 cached answer",
    )
    places = [words.index(landmark) for landmark in landmarks]
    assert places == sorted(places)
    assert words.index("INCOMPLETE") < places[0]


def test_empty_extraction_says_so(empty: Extraction) -> None:
    seen = Seen(page([empty]))
    assert "No quotes were found." in seen.words
    assert "No claims were found." in seen.words
    assert "INCOMPLETE" not in seen.words
    assert seen.marks == []


def test_many_articles_get_a_list_of_contents(sample: Extraction, empty: Extraction) -> None:
    text = page([sample, empty])
    assert "<title>2 articles · claimkit</title>" in text
    assert '<li><a href="#e2">The harbour lay still.</a>' in text
    assert "<nav>" not in page([sample])
    assert Seen(page([])).article == ""


def test_methods_of_an_extraction_give_page_and_fragment(sample: Extraction) -> None:
    assert sample.to_html() == page([sample])
    assert sample._repr_html_() == fragment(sample)
    assert fragment(sample).startswith('<div class="claimkit"><style>')
    assert "<html" not in fragment(sample)
