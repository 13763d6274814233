"""axe-core finds nothing wrong with any page, light and dark, wide and narrow."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from fetch_axe import AxeError, axe, fetch
from gold_fixtures import build_gold
from view_samples import build_empty, build_sample

import claimkit
from claimkit.evaluation.pairing import Pair
from claimkit.evaluation.report.page import report_page
from claimkit.evaluation.runs import About, Failure, Run
from claimkit.models.overheard import Exchange
from claimkit.views.corpus import corpus_page
from claimkit.views.html import fragment
from claimkit.views.html import page as page_of

SCREENS = [(1300, "light"), (1300, "dark"), (1000, "light"), (1000, "dark"), (360, "light"), (360, "dark")]


def eval_report(folder):
    gold = build_gold()
    found = gold.extraction()
    faulty = found.model_copy(update={"quotes": found.quotes[1:], "claims": found.claims[:1]})
    run = Run(
        folder=folder,
        about=About(claimkit="0", model="model", gold={}),
        results={},
        failures={"x": Failure(id="x", kind="ProviderError", message="It did not answer.")},
    )
    asked = Exchange(article="varn", task="quotes", messages=(("system", "Mark."), ("user", "Text")), answer={"a": 1})
    return report_page(run, [Pair(gold, faulty)], {gold.article.id: [asked]})


FERRY = Path(__file__).parents[2] / "examples" / "ferry.txt"

PAGES = {
    "nine speakers": lambda folder: page_of([claimkit.extract(FERRY, model="replay")]),
    "article": lambda folder: page_of([build_sample()]),
    "articles": lambda folder: page_of([build_sample(), build_empty()]),
    "nothing found": lambda folder: page_of([build_empty()]),
    "corpus": lambda folder: corpus_page([build_sample(), build_empty(), build_sample()], "Norvale"),
    "report": eval_report,
    "notebook": lambda folder: (
        "<!doctype html><html lang=en><meta charset=utf-8><title>cells</title><main><h1>Cells</h1>"
        f"{fragment(build_sample())}</main>"
    ),
}


def faults(page):
    """Return what axe-core calls a violation, with the places."""
    page.evaluate(axe())
    found = page.evaluate("axe.run(document)")
    assert len(found["passes"]) > 10
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found["violations"] for node in fault["nodes"][:3]]


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_wrong(page, tmp_path, name, width, scheme):
    file = tmp_path / "page.html"
    file.write_text(PAGES[name](tmp_path), encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(file.as_uri())
    assert faults(page) == []
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    for box in page.locator("form input[type=checkbox]").all():
        box.check()
    if name == "corpus":
        page.get_by_label("Words in titles").fill("members")
        page.locator(".hits a").first.wait_for()
    page.keyboard.press("Tab")
    page.evaluate("document.querySelector('li[tabindex]')?.focus()")
    assert faults(page) == []


def test_axe_would_notice(page, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(page_of([build_sample()]).replace(' lang="en">\n<head>', ">\n<head>"), encoding="utf-8")
    page.goto(file.as_uri())
    assert [fault.partition(":")[0] for fault in faults(page)] == ["html-has-lang"]


def test_a_changed_file_and_a_missing_one_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr("fetch_axe.KEPT", tmp_path / "axe.js")
    with pytest.raises(AxeError, match=r"python tests/browser/fetch_axe\.py"):
        axe()
    (tmp_path / "axe.js").write_text("alert(1)", encoding="utf-8")
    with pytest.raises(AxeError, match=hashlib.sha256(b"alert(1)").hexdigest()):
        fetch()
