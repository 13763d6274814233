"""The page of a corpus, in a browser: folds, search, keys, and hostile words."""

from __future__ import annotations

import pytest
from view_samples import build_empty, build_hostile, build_sample

from claimkit.schemas import Article
from claimkit.views.corpus import corpus_page

ATTACK = (
    "<img src=x onerror=\"document.title='gone'\"></script><script>document.title='gone'</script> & \u202eevil\u202c"
)


def renamed(extraction, title):
    article = Article.model_validate(extraction.article.model_dump() | {"title": title})
    return extraction.model_copy(update={"article": article})


@pytest.fixture
def corpus(page, tmp_path):
    results = [build_sample(), build_empty(), renamed(build_sample(), "Séance at the town hall"), build_hostile(ATTACK)]
    file = tmp_path / "corpus.html"
    file.write_text(corpus_page(results), encoding="utf-8")
    page.goto(file.as_uri())
    yield page
    assert set(page.requests) == {file.as_uri()}
    assert page.faults == []


def shown(page):
    return page.locator(".entry:visible").evaluate_all("all => all.map(one => one.querySelector('.view').id)")


def search(page, words="", speaker=""):
    page.get_by_label("Words in titles").fill(words)
    page.get_by_label("Speaker").fill(speaker)
    page.wait_for_timeout(400)


def test_articles_are_listed_with_counts_and_folded(corpus):
    assert shown(corpus) == ["e1", "e2", "e3", "e4"]
    summary = corpus.locator("summary").first
    assert "6 quotes (3 direct, 2 indirect, 1 mixed) · 4 actors · 3 claims" in summary.inner_text()
    assert "2031-10-02" in summary.inner_text()
    assert "INCOMPLETE" in summary.inner_text()
    assert not corpus.locator("#e1 .text").is_visible()
    summary.click()
    assert corpus.locator("#e1 .text").is_visible()


def test_search_finds_titles_quotes_and_claims(corpus):
    search(corpus, "SEANCE")  # neither case nor accents count
    assert shown(corpus) == ["e3"]
    search(corpus, "wet concrete")
    assert shown(corpus) == ["e1", "e3"]
    search(corpus, "guild 212")
    assert corpus.locator(".hits:visible li").first.inner_text() == (
        "claim, The article itself: The Fishers' Guild has 212 members."
    )
    assert corpus.locator("output").inner_text() == "2 articles, 2 hits"
    search(corpus, "no such words")
    assert shown(corpus) == []
    assert corpus.locator("output").inner_text() == "0 articles, 0 hits"
    search(corpus)
    assert shown(corpus) == ["e1", "e2", "e3", "e4"]
    assert corpus.locator(".hits:visible").count() == 0


def test_search_by_speaker_and_by_role(corpus):
    search(corpus, "wall", "ellwood")
    hits = corpus.locator(".entry").first.locator(".hits li")
    assert hits.all_inner_texts() == [
        "quote, Mara Ellwood: the wall would cost 40 million crowns and be finished by November",
        "claim, Mara Ellwood: The harbour wall of Norvale will cost 40 million crowns.",
    ]
    search(corpus, speaker="harbour minister")
    assert shown(corpus) == ["e1", "e3"]


def test_a_hit_opens_its_article_at_its_place(corpus):
    search(corpus, "members")
    corpus.locator(".entry").nth(2).locator(".hits a").click()
    assert corpus.evaluate("document.activeElement.id") == "e3-c3"
    assert corpus.locator("#e3 .text span.lit").all_inner_texts() == ["The guild has 212 members."]
    assert corpus.locator("#e1 .lit").count() == 0
    search(corpus, "negotiate")
    corpus.locator(".entry").nth(0).locator(".hits a").click()
    assert corpus.evaluate("document.activeElement.id") == "e1-q1-text"
    assert corpus.locator("#e1-q1-text").is_visible()


def test_letters_walk_the_open_article_and_stay_out_of_the_search(corpus):
    corpus.get_by_label("Words in titles").press_sequentially("jk")
    assert corpus.get_by_label("Words in titles").input_value() == "jk"
    search(corpus)
    corpus.locator("summary").nth(2).click()
    corpus.keyboard.press("j")
    assert corpus.evaluate("document.activeElement.id") == "e3-q1-text"


def test_words_of_articles_and_models_are_text(corpus):
    search(corpus, "onerror")
    assert shown(corpus) == ["e4"]
    assert "<img src=x onerror=" in corpus.locator(".entry").nth(3).locator(".hits li").first.inner_text()
    corpus.locator("summary").nth(3).click()
    assert corpus.locator("img, main script").count() == 0
    assert corpus.title() == "4 articles · claimkit"
    assert "‹U+202E›evil‹U+202C›" in corpus.locator("#e4 .text").inner_text()


def test_a_dark_screen_a_narrow_one_and_paper(corpus):
    light = corpus.evaluate("getComputedStyle(document.body).backgroundColor")
    search(corpus, "wall")
    for summary in corpus.locator("summary:visible").all():
        summary.click()
    corpus.emulate_media(color_scheme="dark")
    assert corpus.evaluate("getComputedStyle(document.body).backgroundColor") != light
    corpus.set_viewport_size({"width": 360, "height": 700})
    assert corpus.evaluate("document.documentElement.scrollWidth") <= 360
    corpus.emulate_media(media="print")
    assert not corpus.locator("form").is_visible()


def test_folds_open_without_the_script(chromium, tmp_path):
    file = tmp_path / "corpus.html"
    file.write_text(corpus_page([build_sample()]), encoding="utf-8")
    page = chromium.new_page(java_script_enabled=False)
    page.goto(file.as_uri())
    assert not page.locator("form").is_visible()
    page.locator("summary").click()
    assert page.locator("#e1-c1").is_visible()
    page.close()


def test_three_hundred_articles_open_and_are_searched(page, tmp_path):
    results = [renamed(build_sample(), f"Article {number} of many") for number in range(300)]
    file = tmp_path / "corpus.html"
    file.write_text(corpus_page(results), encoding="utf-8")
    page.goto(file.as_uri())
    loaded = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd") / 1000
    search(page, "article 123")
    page.wait_for_function("document.querySelector('output').textContent === '1 article, 0 hits'")
    print(f"300 articles, {file.stat().st_size / 1e6:.1f} MB: opened in {loaded:.2f} s")
    assert loaded < 4
    assert page.requests == [file.as_uri()]
    assert page.faults == []
