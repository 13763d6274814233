"""Web pages, read by trafilatura."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from claimkit.article import load, read
from claimkit.article.html import looks_like_html, read_html
from claimkit.article.loading import from_text
from claimkit.errors import CallerError, InputError

pytest.importorskip("trafilatura")

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
