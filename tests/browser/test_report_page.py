"""The report of `claimkit eval report`, in a browser: filters, keys, and articles full of markup."""

from __future__ import annotations

import pytest
from gold_fixtures import build_gold

from claimkit.evaluation.gold import Gold
from claimkit.evaluation.pairing import Pair
from claimkit.evaluation.report import report_page
from claimkit.evaluation.runs import About, Failure, Run
from claimkit.models.overheard import Exchange
from claimkit.schemas import Actor, Article, Claim, Quote, Span

HOSTILE = (
    "“<script>document.title = 'gone'</script> & <img src=x onerror=\"document.title='gone'\">,” said </div>Eve\u202e."
)


def faulty(gold):
    """Lose q2, hang q3 on another actor, shorten q1, invent q9, lose c2."""
    quotes = []
    for quote in gold.quotes:
        if quote.id == "q3":
            quotes.append(quote.model_copy(update={"speaker": "a1"}))
        elif quote.id == "q1":
            quotes.append(quote.model_copy(update={"spans": quote.spans[:1], "text": "We will not sell the ferry,"}))
        elif quote.id != "q2":
            quotes.append(quote)
    start = gold.article.text.index("Council of Varn")
    quotes.append(
        Quote(
            id="q9",
            text="Council of Varn",
            spans=(Span(start=start, end=start + 15),),
            kind="direct",
            grounding="exact",
        )
    )
    return gold.extraction().model_copy(update={"quotes": tuple(quotes), "claims": gold.claims[:1]})


def hostile_gold():
    words = HOSTILE[1 : HOSTILE.index(",”")]
    eve = HOSTILE.index("Eve")
    return Gold(
        article=Article(id="<b>id</b>", text=HOSTILE, title="<script>document.title='gone'</script>"),
        actors=(Actor(id="a1", name="Eve", kind="person", mentions=(Span(start=eve, end=eve + 3),)),),
        quotes=(
            Quote(
                id="q1",
                text=words,
                spans=(Span(start=1, end=1 + len(words)),),
                kind="direct",
                grounding="exact",
                speaker="a1",
            ),
        ),
        claims=(
            Claim(
                id="c1",
                text="<img src=x onerror=alert(1)>",
                spans=(Span(start=1, end=1 + len(words)),),
                kind="fact",
                commitment="asserted",
                check_worthy=False,
            ),
        ),
    )


@pytest.fixture
def report(page, tmp_path):
    gold, hostile = build_gold(), hostile_gold()
    pairs = [
        Pair(gold, faulty(gold)),
        Pair(hostile, hostile.extraction().model_copy(update={"quotes": (), "claims": ()})),
    ]
    run = Run(
        folder=tmp_path,
        about=About(claimkit="0", model="<i>model</i>", gold={}),
        results={},
        failures={"x": Failure(id="<u>x</u>", kind="ProviderError", message="<script>alert(1)</script>")},
    )
    told = {
        "varn": [
            Exchange(
                article="varn",
                task="quotes",
                messages=(("system", "Mark."), ("user", "<script>alert(1)</script>"), ("user", "Which quotes?")),
                answer={"passages": ["</pre><script>alert(1)</script>"]},
            )
        ]
    }
    file = tmp_path / "report.html"
    file.write_text(report_page(run, pairs, told), encoding="utf-8")
    page.goto(file.as_uri())
    yield page
    assert page.requests == [file.as_uri()]
    assert page.faults == []


def visible_verdicts(page):
    return [item.get_attribute("data-verdict") for item in page.locator("li[data-verdict]:visible").all()]


def test_errors_come_first_and_filters_work(report):
    assert visible_verdicts(report) == [
        "extra",
        "border off",
        "claim missed",
        "missed",
        "wrong speaker",
        "claim missed",
        "missed",
    ]
    report.get_by_label("missed (2)", exact=True).first.uncheck()
    assert "missed" not in visible_verdicts(report)
    report.get_by_label("agreed").check()
    assert visible_verdicts(report).count("agreed") == 2
    for box in report.locator("form input").all():
        box.uncheck()
    assert visible_verdicts(report) == []
    assert report.locator("mark:not(.off)").count() == 0


def test_the_keyboard_walks_from_error_to_error(report):
    report.keyboard.press("j")
    focused = "document.activeElement.dataset.verdict"
    assert report.evaluate(focused) == "extra"
    lit = report.locator("mark.lit")
    assert lit.all_inner_texts() == ["Council of Varn"]
    report.keyboard.press("n")
    assert report.evaluate(focused) == "border off"
    assert "We will not sell the ferry," in "".join(lit.all_inner_texts())
    report.keyboard.press("k")
    assert report.evaluate(focused) == "extra"
    report.keyboard.press("p")  # nothing before the first
    assert report.evaluate(focused) == "extra"


def test_a_click_in_the_text_finds_the_item(report):
    report.locator("mark", has_text="a gift").click()
    assert report.evaluate("document.activeElement.dataset.verdict") == "wrong speaker"
    assert "gold: Olof Berg; found: Ana Ruiz" in report.locator("li:focus").inner_text()


def test_each_error_has_a_word_and_a_colour_of_its_own(report):
    colours = {}
    for verdict in ("missed", "extra", "border-off", "wrong-speaker"):
        mark = report.locator(f"mark.{verdict}").first
        colours[verdict] = mark.evaluate("node => getComputedStyle(node).backgroundColor")
        assert verdict.replace("-", " ") in mark.get_attribute("title")
    assert len(set(colours.values())) == 4


def test_markup_of_articles_and_models_is_text(report):
    assert report.title() == "<i>model</i> on 2 articles · claimkit eval"
    assert report.locator("section h2").all_inner_texts()[1] == "<script>document.title='gone'</script>"
    text = report.locator(".text").nth(1).inner_text()
    assert "<script>document.title = 'gone'</script> & <img src=x onerror=" in text
    assert "‹U+202E›" in text
    assert report.locator("img, i, u, section b b").count() == 0
    assert "<u>x</u>: <script>alert(1)</script>" in report.locator("h2 + ul").first.inner_text()


def test_prompts_and_answers_stand_behind_a_fold(report):
    fold = report.locator("details", has_text="Prompts and answers (1)")
    answer = fold.locator("pre").last
    assert not answer.is_visible()
    fold.locator("summary").click()
    assert answer.is_visible()
    assert "</pre><script>alert(1)</script>" in answer.inner_text()
    assert "Which quotes?" in fold.inner_text()


def test_a_narrow_screen_and_a_dark_one(report):
    report.set_viewport_size({"width": 360, "height": 700})
    assert report.evaluate("document.documentElement.scrollWidth") <= 360
    light = report.evaluate("getComputedStyle(document.body).backgroundColor")
    report.emulate_media(color_scheme="dark")
    assert report.evaluate("getComputedStyle(document.body).backgroundColor") != light
