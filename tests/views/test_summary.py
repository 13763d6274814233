"""A corpus at a glance: its counts, as text, as HTML and as plots."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

import claimkit
from claimkit.errors import CallerError
from claimkit.schemas import Extraction
from claimkit.views import plots
from claimkit.views.summary import Summary, summary
from claimkit.views.tally import Speaker, tally_of


def moved(result: Extraction, name: str, published: str | None) -> Extraction:
    """Return the same findings in an article of another id and date."""
    article = result.article.model_copy(update={"id": name, "published": published})
    return result.model_copy(update={"article": article})


def named(result: Extraction, *names: str) -> list[Extraction]:
    """Return copies of a result in which the first actor has another name."""
    actor, *others = result.actors
    return [result.model_copy(update={"actors": (actor.model_copy(update={"name": name}), *others)}) for name in names]


def test_counts(sample: Extraction, empty: Extraction) -> None:
    tally = tally_of([sample, moved(sample, "two", "2031-10-05"), empty])
    assert (tally.articles, tally.incomplete, tally.actors) == (3, 2, 8)
    assert tally.quotes == {"direct": 6, "indirect": 4, "mixed": 2}
    assert (tally.verbatim, tally.unsettled) == (10, 4)
    assert tally.claims == {"number": 4, "opinion": 2}
    assert tally.check_worthy == 4
    assert tally.days == {date(2031, 10, 2): 6, date(2031, 10, 5): 6}
    assert tally.undated == 0
    mara = Speaker("Mara Ellwood", "person")
    assert (tally.quotes_by[mara], tally.claims_by[mara], tally.articles_by[mara]) == (4, 2, 2)
    assert tally.top(2) == [(mara, 4), (Speaker("A harbour engineer", "anonymous"), 2)]
    assert tally_of(moved(sample, "x", "yesterday")).undated == 6


def test_text_for_terminals(sample: Extraction, empty: Extraction) -> None:
    shown = summary([sample, empty])
    assert str(shown) == repr(shown)
    lines = str(shown).splitlines()
    assert lines[0] == "2 articles, 6 quotes, 3 claims, 3 speakers"
    assert "word for word in their article: 5 (83.3 %) of the quotes" in lines
    assert "incomplete: 1 (50.0 %) of the articles" in lines
    assert "published: 2031-10-02 to 2031-10-02" in lines
    table = lines[lines.index("") + 1 :]
    assert table[0] == "speaker              kind       quotes  articles  claims"
    assert table[1] == "Mara Ellwood         person          2         1       1"
    assert "Speaker not settled                  2" in table
    assert "direct quotes           3" in lines
    assert "claims: number          2" in lines


def test_only_the_first_speakers_are_listed(sample: Extraction) -> None:
    many = named(sample, *(f"Person {at:02}" for at in range(20)))
    text = str(summary(many))
    assert re.search(r"^A harbour engineer .* 20 ", text, re.MULTILINE)
    assert re.search(r"^7 more +14$", text, re.MULTILINE)
    assert text.count("Person ") == 13


def test_of_equals_the_first_in_the_alphabet_comes_first(sample: Extraction) -> None:
    top = tally_of(named(sample, "Zoe", "Ada", "Mia")).top(5)
    assert [speaker.name for speaker, _ in top] == ["A harbour engineer", "Tobin Ashgrove", "Ada", "Mia", "Zoe"]


def test_almost_all_are_not_all(sample: Extraction) -> None:
    tally = tally_of([sample])
    tally.verbatim, tally.quotes["direct"] = 99_999, 99_997
    assert "99,999 (99.9 %)" in str(Summary(tally))


def test_nothing_at_all(empty: Extraction) -> None:
    assert str(summary([])).splitlines()[0] == "0 articles, 0 quotes, 0 claims, 0 speakers"
    for results in ([], [empty]):
        page = summary(results)._repr_html_()
        assert "<svg" not in page
        assert "Who speaks" not in page


def test_a_file_is_summed_up_line_by_line(tmp_path: Path, sample: Extraction, empty: Extraction) -> None:
    path = tmp_path / "results.jsonl"
    path.write_text(f"{sample.model_dump_json()}\n{empty.model_dump_json()}\n", encoding="utf-8")
    assert str(claimkit.summary(path)) == str(summary([sample, empty]))


def test_html_is_well_formed_and_asks_for_nothing(sample: Extraction) -> None:
    pytest.importorskip("matplotlib")
    page = summary([sample])._repr_html_()
    root = ElementTree.fromstring(page)
    assert [heading.text for heading in root.iter("h3")] == ["Who speaks", "Kinds", "Plots"]
    assert len([node for node in root.iter() if node.tag.endswith("}svg")]) == 3
    without_names = re.sub(r'xmlns(:\w+)?="[^"]*"', "", page)
    assert re.findall(r"https?:|<script|<img|@import|url\((?!#)", without_names) == []
    assert root.find("h2") is not None
    assert next(next(root.iter("tbody")).iter("bdi")).text == "Mara Ellwood"


def test_html_and_plots_escape_names(hostile: Extraction, hostile_with: Callable[[str], Extraction]) -> None:
    pytest.importorskip("matplotlib")
    formulas = hostile_with("$\\frac{1}$ <b>&amp;\x1b\u202e 海 \U0001f600 $x^2$")
    page = summary([hostile, formulas])._repr_html_()
    ElementTree.fromstring(page)
    assert "<b>" not in page
    assert "<script" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    text = "".join(ElementTree.fromstring(plots.svg(plots.by_speaker([formulas]))).itertext())
    assert "$\\frac{1}$ <b>&amp;␛‹U+202E›" in text


def test_without_matplotlib_the_tables_stand_alone(sample: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    page = summary([sample])._repr_html_()
    assert "<svg" not in page
    assert "Mara Ellwood" in page
    assert page.count("pip install &quot;claimkit[plots]&quot;") == 1
    with pytest.raises(CallerError) as caught:
        plots.by_kind([sample])
    assert caught.value.hint == 'pip install "claimkit[plots]"'


def test_plots_show_the_counts(sample: Extraction) -> None:
    figure = pytest.importorskip("matplotlib.figure").Figure
    for plot in (plots.by_speaker, plots.by_kind, plots.over_time):
        assert isinstance(plot(sample), figure)
    speakers = plots.by_speaker(sample, most=2).axes[0]
    assert [label.get_text() for label in speakers.get_yticklabels()] == [
        "Mara Ellwood",
        "A harbour engineer",
        "Speaker not settled",
    ]
    assert [bar.get_width() for bar in speakers.patches] == [2, 1, 2]
    assert [bar.get_width() for bar in plots.by_kind([sample]).axes[0].patches] == [3, 2, 1]


@pytest.mark.parametrize(
    ("days", "title", "labels", "heights"),
    [
        (["2031-10-02", "2031-10-03", "2031-10-02"], "Quotes by day", ["2031-10-02", "2031-10-03"], [12, 6]),
        (["2031-10-31", "2031-10-02", "2032-02-01"], "Quotes by month", ["2031-10", "2032-02"], [12, 6]),
        (
            ["2012-01-01", "2031-10-02", None],
            "Quotes by year (6 quotes without a date left out)",
            ["2012", "2031"],
            [6, 6],
        ),
        ([None], "Quotes by day (6 quotes without a date left out)", [], []),
    ],
)
def test_time_is_cut_in_days_months_or_years(
    sample: Extraction, days: list[str | None], title: str, labels: list[str], heights: list[int]
) -> None:
    pytest.importorskip("matplotlib")
    axes = plots.over_time([moved(sample, str(at), day) for at, day in enumerate(days)]).axes[0]
    assert axes.get_title(loc="left") == title
    assert [bar.get_height() for bar in axes.patches] == heights
    if labels:
        assert [label.get_text() for label in axes.get_xticklabels()] == labels


def test_a_long_time_has_few_labels(sample: Extraction) -> None:
    pytest.importorskip("matplotlib")
    axes = plots.over_time(moved(sample, f"{at}", f"2031-10-{at:02}") for at in range(1, 32)).axes[0]
    assert len(axes.patches) == 31
    assert 4 <= len(axes.get_xticklabels()) <= 7


def test_matplotlib_is_imported_only_when_used_and_pyplot_never(tmp_path: Path, sample: Extraction) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / "results.jsonl"
    path.write_text(sample.model_dump_json() + "\n", encoding="utf-8")
    code = (
        "import sys, claimkit, claimkit.views.plots, claimkit.views.exporting\n"
        "shown = claimkit.summary(sys.argv[1]); str(shown)\n"
        "print({'matplotlib', 'pandas', 'sqlite_utils', 'pyarrow'} & set(sys.modules))\n"
        "shown._repr_html_(); print('matplotlib' in sys.modules, 'matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["set()", "True False"]
