"""Web pages, read by trafilatura."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from claimkit.article import load, read
from claimkit.article.blockquotes import write_out_quotes
from claimkit.article.html import looks_like_html, read_html
from claimkit.article.loading import from_text
from claimkit.errors import CallerError, InputError
from claimkit.passages import mark

trafilatura = pytest.importorskip("trafilatura")

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Skerry bridge shut</title>
<meta property="og:title" content="Skerry bridge shut">
<meta property="article:published_time" content="2024-10-02T08:00:00Z">
<script>var secret = "not the article";</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Skerry bridge shut</h1>
<p>&ldquo;The bolts are gone,&rdquo; said Ilse Varn, the bridge warden of Skerry, on Monday morning &amp; evening.</p>
<p>A clerk, who feared for her post, said that fourteen bolts had been sold to a yard in Norvale last spring.</p>
<p>The council of Skerry will meet on Thursday to decide whether the bridge can be mended before the winter.</p>
</article><footer>Imprint</footer></body></html>
"""


def test_a_page_becomes_its_article() -> None:
    article = load(PAGE).article
    assert article.title == "Skerry bridge shut"
    assert article.published is not None
    assert article.published.startswith("2024-10-02")
    assert (
        "“The bolts are gone,” said Ilse Varn, the bridge warden of Skerry, on Monday morning & evening."
        in article.text
    )
    assert "not the article" not in article.text
    assert "<p>" not in article.text
    for span in read(article).paragraphs:
        assert span.of(article.text).strip() == span.of(article.text) != ""


def test_a_page_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "bridge.htm"
    path.write_text(PAGE, encoding="utf-8")
    article = load(path).article
    assert article.id == "bridge"
    assert article.text == load(PAGE).article.text
    other = tmp_path / "bridge.txt"
    other.write_text(PAGE, encoding="utf-8")
    assert load(other).article.text == article.text


def test_the_address_comes_along() -> None:
    assert from_text(PAGE, name="it", url="https://n.example/bridge").article.url == "https://n.example/bridge"


def test_an_old_encoding_gives_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "old.html"
    path.write_bytes(PAGE.replace("winter", "Frühling").encode("cp1252"))
    loaded = load(path)
    assert "Frühling" in loaded.article.text
    assert "cp1252" in loaded.notices[0]


@pytest.mark.parametrize(
    ("start", "is_html"),
    [
        ("<!DOCTYPE html><p>", True),
        ("\ufeff\n <!doctype HTML>", True),
        ("<?xml version='1.0'?>\n<html>", True),
        ("<!-- saved -->\n<html lang='en'>", True),
        ("<head>", True),
        ("<body class='x'>", True),
        ("<bodyguard> said", False),
        ("<p>Only a paragraph", False),
        ("Is <html> a language?", False),
        ("2 < 3", False),
        ("", False),
    ],
)
def test_what_looks_like_html(start: str, is_html: bool) -> None:
    assert looks_like_html(start) is is_html


@pytest.mark.parametrize("page", ["<html></html>", "<!doctype html><html><body><script>1</script></body></html>"])
def test_a_page_without_an_article(page: str) -> None:
    with pytest.raises(InputError, match="no article was found"):
        load(page)


def test_without_trafilatura_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(CallerError, match=r"pip install .claimkit\[html\]"):
        read_html(PAGE, name="it")


def test_a_page_cannot_smuggle_a_label() -> None:
    page = PAGE.replace("A clerk,", "⟦Q1⟧ [7] A clerk,")
    assert "⟦Q1⟧" in load(page).article.text  # the text stays; the view for the model takes the brackets away


def extracted(inside: str) -> str:
    """Return what stands between the first and the second paragraph of a page with `inside` there."""
    first, second = PAGE.split("<p>A clerk")
    text = load(f"{first}{inside}\n<p>A clerk{second}").article.text
    return text.split("evening.\n")[1].split("A clerk")[0].rstrip()


TWEET = (
    '<blockquote class="twitter-tweet" data-lang="en"><p lang="en" dir="ltr">We shut it &amp; leave.<br><br>All of us. '
    '<a href="https://t.co/x">pic.twitter.com/x</a></p>&mdash; Ilse Varn (@ilsevarn) '
    '<a href="https://twitter.com/ilsevarn/status/1">March 3, 2021</a></blockquote>\n'
    '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'
)
WRITTEN = "> We shut it & leave.\n> All of us. pic.twitter.com/x\n> — Ilse Varn (@ilsevarn) March 3, 2021"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<blockquote><p>It is <b>old</b>.</p>\n<p>It <a href='/x'>will</a> fall.</p></blockquote>", "> It is old.\n> It will fall."),
        ("<blockquote>It is old.</blockquote>", "> It is old."),
        ("<blockquote>It is\n old.<br>It will fall.</blockquote>", "> It is old.\n> It will fall."),
        ("<blockquote><div><span>It is</span> old.</div><ul><li>It fell.</li></ul></blockquote>", "> It is old.\n> It fell."),
        ("<blockquote>It is old.<blockquote>No.</blockquote>It is.</blockquote>", "> It is old.\n>> No.\n> It is."),
        ("<blockquote><p>It is old.</p><cite>Bo Lund</cite></blockquote>", "> It is old.\n> — Bo Lund"),
        ("<blockquote>It is old. <cite>Bo Lund</cite></blockquote>", "> It is old.\n> — Bo Lund"),
        ("<blockquote><p>As <cite>The News</cite> has it, it is old.</p></blockquote>", "> As The News has it, it is old."),
        ("<blockquote><p>It is old.</p><footer>&ndash; Bo Lund</footer></blockquote>", "> It is old.\n> – Bo Lund"),
        ("<blockquote><p>It is old.<script>x()</script></p><style>p{}</style></blockquote>", "> It is old."),
        ("<figure><blockquote><p>It is old.</p></blockquote><figcaption>Bo Lund</figcaption></figure>", "> It is old.\n> — Bo Lund"),
        ("<div><figure><blockquote><p>It is old.</p></blockquote><figcaption>Bo Lund</figcaption></figure></div>", "> It is old.\n> — Bo Lund"),
        ("<figure><blockquote><p>It is old <img src='x'>.</p></blockquote></figure>", "> It is old ."),
        ("<div class='pullquote'><figure><blockquote><p>It is old.</p></blockquote></figure></div>", ""),
        ("<figure class='wp-block-pullquote'><blockquote><p>It is old.</p></blockquote></figure>", ""),
        ("<figure><img src='x'><blockquote><p>It is old.</p></blockquote></figure>", ""),
        ("<blockquote><p>“It is old.”</p></blockquote>", "“It is old.”"),
        ("<blockquote><p>“It is old.</p><p>“It will fall.”</p></blockquote>", "“It is old.\n“It will fall.”"),
        ("<blockquote> </blockquote>", ""),
        ("<blockquote>It is old.</blockquote><blockquote>It is.</blockquote>", "> It is old.\n\n> It is."),
        ("<blockquote>It is old.</blockquote><p>He said.</p><blockquote>It is.</blockquote>", "> It is old.\nHe said.\n> It is."),
        ("<p>He <q>never</q> said <q>it is <q>old</q> here</q>.</p>", "He “never” said “it is ‘old’ here”."),
        ("<p>He “<q>never</q>” said <q>“old”</q> or <q></q>so.</p>", "He “never” said “old” or so."),
        ("<blockquote><p>He <q>never</q> said so.</p></blockquote>", "> He “never” said so."),
        ("<p><q>Never</q>, he <q><b>said</b></q> or <q><i>so</i> it goes</q>.</p>", "“Never”, he “said” or “so it goes”."),
        ("<blockquote><cite>Bo Lund</cite></blockquote>", "> Bo Lund"),
        ("<blockquote><p>It is.</p><p>As <cite>The News</cite> has it</p></blockquote>", "> It is.\n> As The News has it"),
        (f"<blockquote><p>It is.</p><footer>{'It fell, ' * 15}</footer></blockquote>", f"> It is.\n> {('It fell, ' * 15).strip()}"),
        ("<blockquote><h2>The letter</h2><p>It is old.</p></blockquote>", "The letter\nIt is old."),
        (f"<aside>{TWEET}</aside>", ""),
        (TWEET, WRITTEN),
        (f'<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n{TWEET}\n</div></figure>', WRITTEN),
        (f'<div class="social-embed">{TWEET}</div>', WRITTEN),
        ("<div class='social-embed'><blockquote><p>It is old.</p></blockquote></div>", ""),
    ],
)  # fmt: skip
def test_quotations_of_the_markup_are_written_out(inside: str, text: str) -> None:
    assert extracted(inside) == text


def test_what_follows_a_written_out_quotation_stays() -> None:
    box = f'<div class="social-embed">{TWEET}</div> Words after it.'
    assert extracted(f"<div>Words before it, and many of them. {box}</div>").endswith(f"{WRITTEN}\nWords after it.")


def test_a_page_without_quotations_is_read_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    before = load(PAGE).article
    monkeypatch.setattr("claimkit.article.html._with_quotes", lambda page: page)
    assert load(PAGE).article == before
    assert ">" not in before.text


def test_a_page_that_indents_its_whole_article_is_read_as_before() -> None:
    whole = PAGE.replace("<article>", "<article><blockquote>").replace("</article>", "</blockquote></article>")
    assert load(whole).article.text == load(PAGE).article.text
    without = whole.replace("<h1>Skerry bridge shut</h1>", "").replace("Home", "").replace("Sport", "")
    assert ">" not in load(without.replace("Imprint", "")).article.text


def test_posts_and_blocks_of_a_page_are_passages() -> None:
    first, second = PAGE.split("<p>A clerk")
    block = "<blockquote><p>It is old.</p><p>It will fall.</p></blockquote><p>She said no more than that.</p>"
    reading = read(load(f"{first}{block}{TWEET}<p>A clerk{second}").article)
    found = [(passage.form, passage.words(reading.text)) for passage in mark(reading) if passage.form != "marks"]
    assert found == [("block", "It is old. It will fall."), ("post", "We shut it & leave. All of us.")]


def test_many_quotations_take_linear_time() -> None:
    first, second = PAGE.split("<p>A clerk")
    block = "<div><blockquote><p>It is <q>old</q>, and it will fall one day.</p></blockquote></div><p>Words.</p>"
    page = f"{first}{block * 1_500}<p>A clerk{second}"
    start = time.perf_counter()
    write_out_quotes(trafilatura.load_html(page))
    assert time.perf_counter() - start < 5
