"""Runs: kept whole, gone on with, scored, compared, and held against a baseline."""

from __future__ import annotations

import json

import pytest

from claimkit import Extractor
from claimkit.errors import CallerError, ModelAnswerError
from claimkit.evaluation.bootstrap import difference, interval
from claimkit.evaluation.gate import baseline_of, fallen, load_baseline
from claimkit.evaluation.metrics.tally import Tally, f1, share
from claimkit.evaluation.runs import load_run, make_run, stale_ids
from claimkit.evaluation.scoring import compare, count, grouped, scores


def copies(gold, number=6):
    """Return articles of different ids with the same labels."""
    return [
        gold.model_copy(update={"article": gold.article.model_copy(update={"id": f"varn-{index}"})})
        for index in range(number)
    ]


@pytest.fixture
def rules():
    with Extractor("rules") as extractor:
        yield extractor


def perfect(articles):
    return {item.article.id: item.extraction() for item in articles}


def spoiled(articles, every=1):
    """Return results in which some articles have lost all speakers."""
    results = {}
    for number, item in enumerate(articles):
        found = item.extraction()
        if number % every == 0:
            quotes = tuple(quote.model_copy(update={"speaker": None, "speaker_span": None}) for quote in item.quotes)
            found = found.model_copy(update={"quotes": quotes})
        results[item.article.id] = found
    return results


def test_a_run_is_kept_whole(gold, rules, tmp_path):
    articles = copies(gold, 3)
    lines = []
    run = make_run(articles, rules, tmp_path / "run", prompts={"quotes": "4:abc"}, progress=lines.append)
    assert sorted(run.results) == ["varn-0", "varn-1", "varn-2"]
    assert run.about.model == "rules"
    assert run.about.prompts == {"quotes": "4:abc"}
    assert load_run(tmp_path / "run") == run
    assert len(lines) == 3
    assert run.results["varn-0"].quotes


def test_an_interrupted_run_goes_on(gold, rules, tmp_path):
    articles = copies(gold, 3)
    folder = tmp_path / "run"
    make_run(articles, rules, folder)
    results = folder / "results.jsonl"
    whole = results.read_text(encoding="utf-8").splitlines()
    results.write_text(whole[0] + "\n" + whole[1][: len(whole[1]) // 2], encoding="utf-8")
    lines = []
    run = make_run(articles, rules, folder, progress=lines.append)
    assert len(lines) == 2
    assert len(run.results) == 3
    assert len(results.read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize("change", ["model", "prompts", "labels"])
def test_a_half_done_run_of_something_else(gold, rules, tmp_path, change):
    articles = copies(gold, 2)
    folder = tmp_path / "run"
    make_run(articles, rules, folder, prompts={"quotes": "1"})
    prompts = {"quotes": "2"} if change == "prompts" else {"quotes": "1"}
    if change == "labels":
        articles = [item.model_copy(update={"claims": ()}) for item in articles]
    if change == "model":
        about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        (folder / "run.json").write_text(json.dumps({**about, "model": "other"}), encoding="utf-8")
    with pytest.raises(CallerError) as caught:
        make_run(articles, rules, folder, prompts=prompts)
    assert "--force" in caught.value.hint
    assert change in caught.value.message


def test_a_folder_that_is_no_run(gold, rules, tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CallerError, match="holds no run"):
        make_run([gold], rules, tmp_path)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    with pytest.raises(CallerError, match="holds no run"):
        load_run(tmp_path / "none")
    with pytest.raises(CallerError, match="no gold article"):
        make_run([], rules, tmp_path / "empty")


def test_a_damaged_line_in_the_middle(gold, rules, tmp_path):
    folder = tmp_path / "run"
    make_run(copies(gold, 2), rules, folder)
    results = folder / "results.jsonl"
    results.write_text("{}\n" + results.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(CallerError, match="line 1 is damaged"):
        load_run(folder)


def test_an_article_that_fails_is_listed_and_tried_again(gold, rules, tmp_path, monkeypatch):
    articles = copies(gold, 2)
    real = rules.extract

    def fails(article):
        if article.id == "varn-1":
            raise ModelAnswerError("nothing valid came", attempts=3)
        return real(article)

    monkeypatch.setattr(rules, "extract", fails)
    run = make_run(articles, rules, tmp_path / "run")
    assert list(run.results) == ["varn-0"]
    assert run.failures["varn-1"].message == "nothing valid came"
    monkeypatch.setattr(rules, "extract", real)
    again = make_run(articles, rules, tmp_path / "run")
    assert sorted(again.results) == ["varn-0", "varn-1"]
    assert again.failures == {}


def test_labels_that_changed_since(gold, rules, tmp_path):
    articles = copies(gold, 2)
    run = make_run(articles, rules, tmp_path / "run")
    changed = [articles[0], articles[1].model_copy(update={"claims": ()})]
    assert stale_ids(run, articles) == []
    assert stale_ids(run, changed) == ["varn-1"]


def test_scores_of_nothing(gold):
    with pytest.raises(CallerError, match="none of the gold articles"):
        count([gold], {})


def test_scores_by_group(gold):
    articles = copies(gold, 4)
    counted = count(articles, spoiled(articles, every=2))
    assert scores(counted)["speaker"].main.value == 50.0
    assert scores(counted.of(["varn-1", "varn-3"]))["speaker"].main.value == 100.0
    results = spoiled(articles, every=2)
    for by, name in (("genre", "local"), ("language", "en"), ("tag", "nested")):
        parts = grouped(articles, results, counted, by)
        assert {key: part.articles for key, part in parts.items()} == {name: counted.articles}
    with pytest.raises(CallerError, match="cannot be grouped by mood"):
        grouped(articles, results, counted, "mood")


def test_scores_of_one_kind(gold):
    """q1 and q3 are direct, the rest indirect. One direct quote is missed, one indirect one is called direct."""
    quotes = tuple(quote for quote in gold.quotes if quote.id != "q3")
    quotes = tuple(quote.model_copy(update={"kind": "direct"}) if quote.id == "q2" else quote for quote in quotes)
    results = {"varn": gold.extraction().model_copy(update={"quotes": quotes})}
    parts = grouped([gold], results, count([gold], results), "kind")
    direct, indirect = parts["direct"].tallies, parts["indirect"].tallies
    # By gold, q2 is indirect, and that is where it counts as found.
    assert (direct["relaxed"][0].right, direct["relaxed"][0].found, direct["relaxed"][0].gold) == (1, 1, 2)
    assert (indirect["relaxed"][0].right, indirect["relaxed"][0].found, indirect["relaxed"][0].gold) == (3, 3, 3)
    assert (direct["speaker"][0].right, direct["speaker"][0].found) == (1, 1)
    assert parts["mixed"].tallies["relaxed"][0] == Tally()


def test_two_runs_are_compared_article_by_article(gold):
    articles = copies(gold, 12)
    one, two = count(articles, spoiled(articles)), count(articles, perfect(articles))
    change = compare(one, two)["speaker"]
    assert (change.value, change.low, change.high, change.proven) == (100.0, 100.0, 100.0, True)
    assert change.p == 0.0
    same = compare(two, two)["speaker"]
    assert (same.value, same.proven, same.p) == (0.0, False, 1.0)


def test_a_small_difference_is_not_proven(gold):
    articles = copies(gold, 12)
    results = perfect(articles)
    results["varn-0"] = spoiled(articles[:1])["varn-0"]
    change = compare(count(articles, perfect(articles)), count(articles, results))["speaker"]
    assert change.value == pytest.approx(-100 / 12)
    assert not change.proven


def test_different_articles_cannot_be_compared(gold):
    articles = copies(gold, 4)
    with pytest.raises(CallerError, match="varn-3"):
        compare(count(articles[:3], perfect(articles)), count(articles, perfect(articles)))


def test_an_interval_holds_its_figure_and_is_the_same_each_time():
    tallies = [Tally(right, 10, right, 10) for right in (2, 9, 5, 7, 8, 1, 4)]
    one = interval(tallies, f1)
    assert one.low < one.value < one.high
    assert one == interval(tallies, f1)
    assert interval(tallies[:1], f1).low is None
    assert interval([Tally(), Tally()], share).value is None


def test_the_interval_is_that_of_the_drawn_articles():
    """Two articles, one all right and one all wrong: draws give 0, 50 and 100 with 1/4, 1/2 and 1/4."""
    found = interval([Tally(10, 10), Tally(0, 10)], share)
    assert (found.value, found.low, found.high) == (50.0, 0.0, 100.0)
    change = difference([Tally(0, 10)] * 2, [Tally(10, 10), Tally(0, 10)], share)
    assert (change.value, change.low, change.high) == (50.0, 0.0, 100.0)
    assert 0.4 < change.p < 0.6  # a quarter of the draws is 0, on either side


def test_the_gate(gold, rules, tmp_path):
    articles = copies(gold, 12)
    run = make_run(articles, rules, tmp_path / "run")
    good, bad = count(articles, perfect(articles)), count(articles, spoiled(articles))
    file = tmp_path / "baseline.json"
    file.write_text(baseline_of(run, good).model_dump_json(), encoding="utf-8")
    baseline = load_baseline(file)
    assert list(fallen(baseline, run, good)) == []
    worse = list(fallen(baseline, run, bad))
    assert any(line.startswith("speaker fell by -100.0 [-100.0, -100.0]") for line in worse)
    assert not any(line.startswith("exact") for line in worse)
    # What got better does not stop anybody.
    file.write_text(baseline_of(run, bad).model_dump_json(), encoding="utf-8")
    assert list(fallen(load_baseline(file), run, good)) == []


def test_a_baseline_over_other_labels(gold, rules, tmp_path):
    articles = copies(gold, 2)
    run = make_run(articles, rules, tmp_path / "run")
    good = count(articles, perfect(articles))
    other = run.model_copy(update={"about": run.about.model_copy(update={"gold": dict.fromkeys(run.about.gold, "x")})})
    with pytest.raises(CallerError, match="have changed since the baseline"):
        list(fallen(baseline_of(run, good), other, good))


def test_bad_baselines(tmp_path):
    file = tmp_path / "baseline.json"
    with pytest.raises(CallerError, match="cannot be read"):
        load_baseline(file)
    file.write_text("[]", encoding="utf-8")
    with pytest.raises(CallerError, match="is no baseline"):
        load_baseline(file)
