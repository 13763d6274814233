"""The page of one result, in a browser: what lights up, keys, screens, paper, and hostile words."""

from __future__ import annotations

import time

import pytest
from synthetic_articles import synthetic_article
from view_samples import build_hostile, build_sample

import claimkit
from claimkit.schemas import Article, Span
from claimkit.views.html import fragment
from claimkit.views.html import page as page_of

ATTACK = (
    "<img src=x onerror=\"document.title='gone'\"> </script><script>document.title='gone'</script> & &amp; "
    "</style>\u202egnidda\u202c '\" onmouseover=alert(1) x='"
)


@pytest.fixture
def opened(page, tmp_path):
    """Open results as a page; at the end nothing was asked from anywhere, and no script complained."""
    file = tmp_path / "page.html"

    def opened(html):
        file.write_text(html, encoding="utf-8")
        page.goto(file.as_uri())
        return page

    yield opened
    assert set(page.requests) == {file.as_uri()}
    assert page.faults == []


@pytest.fixture
def sample(opened):
    return opened(page_of([build_sample()]))


def lit(page, within=".text"):
    return "".join(page.locator(f"{within} .lit").all_inner_texts())


def lit_items(page):
    return page.locator(".margin li.lit").evaluate_all("nodes => nodes.map(node => node.id || 'legend')")


def test_a_speaker_lights_up_quotes_claims_and_mentions(sample):
    sample.locator(".legend li").first.hover()
    assert "We will not wait for another winter," in lit(sample)
    assert "Mara Ellwood" in lit(sample)
    assert "the wall would cost 40 million crowns" in lit(sample)
    assert "concrete" not in lit(sample)
    assert lit_items(sample) == ["legend", "e1-q1", "e1-q2", "e1-c1"]
    sample.locator("header").hover()
    assert lit(sample) == ""


def test_a_quote_lights_up_its_speaker_and_its_claims(sample):
    sample.locator("#e1-q2-text").hover()
    assert lit_items(sample) == ["legend", "e1-q2", "e1-c1"]
    assert "Ellwood" in lit(sample)
    assert "wait for another winter" not in lit(sample)


def test_a_claim_lights_up_its_evidence_until_escape(sample):
    sample.locator("#e1-c2").click()
    assert "the plan “a promise made in wet concrete”" in lit(sample)
    sample.mouse.move(5, 5)
    assert "e1-c2" in lit_items(sample)
    sample.keyboard.press("Escape")
    assert lit_items(sample) == []
    assert lit(sample) == ""


def test_text_and_notes_are_brought_into_view_on_a_wide_screen_only(opened):
    long = build_sample()
    text = long.article.text + "\n" * 200 + "The guild has 212 members."
    claim = long.claims[2].model_copy(update={"spans": (Span(start=len(text) - 26, end=len(text)),)})
    article = long.article.model_copy(update={"text": text})
    page = opened(page_of([long.model_copy(update={"article": article, "claims": (*long.claims[:2], claim)})]))
    page.locator("#e1-c3 p").first.click()
    assert page.locator("#e1-c3-text").evaluate("node => node.getBoundingClientRect().top < innerHeight")
    assert "e1-c3" in lit_items(page)
    page.locator(".text .lit").first.click()
    margin = page.locator(".margin").bounding_box()
    item = page.locator("#e1-c3").bounding_box()
    assert margin["y"] <= item["y"] < margin["y"] + margin["height"]
    page.set_viewport_size({"width": 500, "height": 500})
    page.locator("#e1-c3 p").first.click()
    assert page.locator("#e1-c3").evaluate("node => node.getBoundingClientRect().top < innerHeight")


def test_a_click_elsewhere_clears(sample):
    sample.locator("#e1-q3-text").click()
    assert "e1-q3" in lit_items(sample)
    sample.locator("header").click()
    assert lit_items(sample) == []


def test_every_piece_of_words_says_what_it_points_at_with_signs(sample):
    assert sample.locator("sup a", has_text="a1≈").count() == 1
    sample.locator("sup.note a", has_text="c3").click()
    assert sample.evaluate("document.activeElement.id") == "e1-c3"
    assert lit(sample) == "The guild has 212 members."
    sample.locator("#e1-c3 a").first.click()
    assert sample.evaluate("document.activeElement.id") == "e1-c3-text"


def test_letters_walk_the_quotes_and_stop_at_both_ends(sample):
    for number in (1, 2, 3):
        sample.keyboard.press("jn"[number % 2])
        assert f"e1-q{number}" in lit_items(sample)
        assert sample.evaluate("document.activeElement.id") == f"e1-q{number}-text"
    sample.keyboard.press("k")
    sample.keyboard.press("p")
    sample.keyboard.press("p")
    assert lit_items(sample) == ["legend", "e1-q1"]
    for _ in range(9):
        sample.keyboard.press("j")
    assert "e1-q6" in lit_items(sample)
    sample.keyboard.press("Control+k")
    assert "e1-q6" in lit_items(sample)


def test_tab_reaches_quotes_claims_and_speakers(sample):
    reached = set()
    for _ in range(60):
        sample.keyboard.press("Tab")
        reached.add(
            sample.evaluate(
                "(node => node.id || (node.closest('.legend') && 'legend') || (node.closest('sup') && 'sign'))"
                "(document.activeElement)"
            )
        )
    assert {f"e1-q{number}" for number in range(1, 7)} <= reached
    assert {f"e1-c{number}" for number in range(1, 4)} <= reached
    assert {"legend", "sign"} <= reached


def test_focus_lights_up_as_a_pointer_does(sample):
    sample.locator(".legend li").nth(1).focus()
    assert "promise made in wet concrete" in lit(sample)
    sample.locator("sup a", has_text="a3").first.focus()
    assert lit_items(sample) == ["legend", "e1-q4"]


def test_a_dark_screen_a_narrow_one_and_paper(sample):
    ground = "getComputedStyle(document.body).backgroundColor"
    fill = "getComputedStyle(document.querySelector('mark.direct')).backgroundColor"
    light, filled = sample.evaluate(ground), sample.evaluate(fill)
    sample.emulate_media(color_scheme="dark")
    assert sample.evaluate(ground) != light
    assert sample.evaluate(fill) != filled
    sample.set_viewport_size({"width": 360, "height": 700})
    assert sample.evaluate("document.documentElement.scrollWidth") <= 360
    sample.emulate_media(media="print", color_scheme="dark")
    assert sample.evaluate(ground) == light
    assert not sample.locator(".keys").is_visible()
    assert sample.locator(".margin").evaluate("node => getComputedStyle(node).overflowY") == "visible"


def test_it_can_be_read_without_its_script(chromium, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(page_of([build_sample()]), encoding="utf-8")
    page = chromium.new_page(java_script_enabled=False)
    page.goto(file.as_uri())
    assert page.locator("#e1-c1").is_visible()
    assert not page.locator(".keys").is_visible()
    page.locator("sup a", has_text="a2").click()
    assert page.url.endswith("#e1-q3")
    page.close()


def test_words_of_articles_and_models_are_text(opened):
    page = opened(page_of([build_hostile(ATTACK)]))
    assert "onerror" in page.title()
    assert page.locator("img, main script, section style").count() == 0
    shown = page.locator(".text").inner_text()
    assert "</script><script>document.title='gone'</script> & &amp;" in shown
    assert "‹U+202E›gnidda‹U+202C›" in shown
    page.keyboard.press("j")
    assert "e1-q1" in lit_items(page)
    assert page.locator("[onmouseover], [onerror]").count() == 0


def test_the_policy_stops_any_other_script_and_style(page, tmp_path):
    file = tmp_path / "page.html"
    bad = "<script>document.title='gone'</script><style>body{display:none}</style><img src='https://x.invalid/a'>"
    file.write_text(page_of([build_sample()]).replace("<main>", f"<main>{bad}"), encoding="utf-8")
    page.goto(file.as_uri())
    assert "gone" not in page.title()
    assert page.locator("main").is_visible()
    assert len([fault for fault in page.faults if "Content Security Policy" in fault]) == 3


def test_results_in_one_notebook_do_not_light_up_one_another(opened):
    one, other = build_sample(), build_hostile("“So be it,” said Eve.")
    cells = "".join(f"<div class=cell>{fragment(item)}</div>" for item in (one, other, one))
    page = opened(f"<!doctype html><meta charset=utf-8><title>cells</title><body>{cells}</body>")
    before = set(page.evaluate("Object.keys(window)"))
    assert not {"STEPS", "keysOf", "start", "latest"} & before
    cell = page.locator(".cell")
    cell.nth(2).locator(".legend li").first.click()
    assert cell.nth(2).locator(".lit").count() > 3
    assert cell.nth(0).locator(".lit").count() + cell.nth(1).locator(".lit").count() == 0
    page.keyboard.press("j")
    assert "another winter" in lit(page, ".cell:nth-of-type(3) .text")
    assert cell.nth(0).locator(".lit").count() == 0
    page.keyboard.press("Escape")
    page.keyboard.press("j")  # belongs to the notebook now
    assert page.locator(".lit").count() == 0


def test_a_result_that_comes_later_gets_its_own_script(opened):
    """Notebooks put the output into the page and then run its scripts, again when a cell runs again."""
    page = opened("<!doctype html><meta charset=utf-8><title>cells</title><body><div id=out></div></body>")
    put = """html => {
      const box = document.createElement("div");
      box.innerHTML = html;
      for (const old of box.querySelectorAll("script")) {
        const made = document.createElement("script");
        made.textContent = old.textContent;
        old.replaceWith(made);
      }
      document.getElementById("out").append(box);
    }"""
    for _ in range(2):
        page.evaluate(put, fragment(build_sample()))
    views = page.locator("section.view")
    for number in (0, 1):
        views.nth(number).locator(".legend li").first.focus()
        assert views.nth(number).locator(".lit").count() > 3


def test_fifty_thousand_words_open_at_once(opened):
    text = "\n\n".join(synthetic_article(number, words=600) for number in range(90))
    words = len(text.split())
    assert words > 50_000
    result = claimkit.extract(Article(id="long", text=text), model="rules")
    assert len(result.quotes) > 1000
    started = time.perf_counter()
    html = page_of([result])
    built = time.perf_counter() - started
    page = opened(html)
    loaded = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd") / 1000
    started = time.perf_counter()
    page.keyboard.press("j")
    assert "e1-q1" in lit_items(page)
    walked = time.perf_counter() - started
    print(
        f"{words} words, {len(result.quotes)} quotes, {len(result.claims)} claims: built in {built:.2f} s, {len(html) / 1e6:.1f} MB, "
        f"opened in {loaded:.2f} s, first key {walked:.2f} s"
    )
    assert loaded < 4
