"""`claimkit eval run|score|compare|baseline|gate|report|check|label|compile|agreement`."""

from __future__ import annotations

import json
import shutil

import pytest
from gold_fixtures import TEXT, build_gold
from typer.testing import CliRunner

from claimkit.cli import app
from claimkit.evaluation.gold import dump_gold, load_gold
from claimkit.evaluation.runs import exchanges_of, load_run


def run(*arguments):
    return CliRunner().invoke(app, ["eval", *map(str, arguments)])


def write_gold(folder, *names):
    folder.mkdir(exist_ok=True)
    for name in names:
        gold = build_gold()
        gold = gold.model_copy(update={"article": gold.article.model_copy(update={"id": name})})
        (folder / f"{name}.json").write_text(dump_gold(gold), encoding="utf-8")
    return folder


@pytest.fixture
def gold(tmp_path):
    return write_gold(tmp_path / "gold", "one", "two", "three")


@pytest.fixture
def made(gold, tmp_path):
    folder = tmp_path / "run"
    done = run("run", "-m", "rules", "--gold", gold, "-o", folder)
    assert done.exit_code == 0, done.stderr
    return folder


def spoil(folder):
    """Take all speakers out of a run's results."""
    file = folder / "results.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        for quote in row["quotes"]:
            quote |= {"speaker": None, "speaker_span": None}
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_a_run_and_its_scores(made, gold):
    assert len(load_run(made).results) == 3
    assert "quotes" in load_run(made).about.prompts
    done = run("score", made)  # the run knows its gold
    assert done.exit_code == 0, done.stderr
    assert "all articles: 3" in done.stdout
    assert "joint source" in done.stdout


def test_scores_as_json_and_by_group(made):
    done = run("score", made, "--format", "json")
    scores = json.loads(done.stdout)
    assert scores["articles"] == ["one", "three", "two"]
    assert scores["metrics"]["direct"]["recall"]["value"] == 100.0
    shown = run("score", made, "--by", "genre,kind,tag", "--format", "markdown").stdout
    assert "genre: local: 3" in shown
    assert "tag: nested: 3" in shown
    assert "kind: indirect: 3" in shown
    # Quotes of one kind: three direct ones in two gold quotes an article, nothing about actors or claims.
    direct = shown.split("kind: direct")[1].split("**")[1]
    assert "| relaxed |" in direct
    assert "CEAF-e" not in direct
    wrong = run("score", made, "--by", "weather")
    assert wrong.exit_code == 2
    assert "Use kind, genre, tag or language" in wrong.stderr


def test_a_run_on_neutral_lines(gold, tmp_path):
    lines = tmp_path / "lines.jsonl"
    run("export", gold, "--format", "jsonl", "-o", lines)
    done = run("run", "-m", "rules", "--jsonl", lines, "-o", tmp_path / "run")
    assert done.exit_code == 0, done.stderr
    assert "all articles: 3" in run("score", tmp_path / "run").stdout


def test_a_run_outlives_its_gold(made, gold):
    before = run("score", made, "--format", "json").stdout
    shutil.rmtree(gold)
    done = run("score", made, "--format", "json")
    assert "held against the labels it keeps" in done.stderr
    assert done.stdout == before


def test_changed_labels_are_said(made, gold):
    item = load_gold(gold / "one.json")[0]
    (gold / "one.json").write_text(dump_gold(item.model_copy(update={"claims": ()})), encoding="utf-8")
    done = run("score", made)
    assert done.exit_code == 0
    assert "labels of 1 articles have changed since this run: one" in done.stderr


def test_a_half_done_run_says_what_is_missing(made):
    file = made / "results.jsonl"
    file.write_text("".join(file.read_text(encoding="utf-8").splitlines(keepends=True)[:2]), encoding="utf-8")
    done = run("score", made)
    assert done.exit_code == 0
    assert "1 articles of this run are missing or failed" in done.stderr
    assert "all articles: 2" in done.stdout


def test_runs_are_compared(made, tmp_path, gold):
    other = tmp_path / "other"
    shutil.copytree(made, other)
    spoil(other)
    done = run("compare", made, other)
    assert done.exit_code == 0, done.stderr
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in done.stdout.splitlines() if "│" in line]
    speaker = next(row for row in rows if row[0] == "speaker")
    assert speaker[-1] == "worse"
    assert next(row for row in rows if row[0] == "exact")[-1] == ""


def test_runs_over_different_articles(made, gold, tmp_path):
    write_gold(gold, "four")
    run("run", "-m", "rules", "--gold", gold, "-o", tmp_path / "more")
    done = run("compare", made, tmp_path / "more")
    assert done.exit_code == 2
    assert "four" in done.stderr
    assert "--shared" in done.stderr
    assert run("compare", made, tmp_path / "more", "--shared").exit_code == 0


def test_the_gate_stops_what_fell(made, tmp_path):
    baseline = tmp_path / "new" / "baseline.json"
    assert run("baseline", made, "-o", baseline).exit_code == 0
    assert run("gate", made, "--baseline", baseline).exit_code == 0
    spoil(made)
    done = run("gate", made, "--baseline", baseline)
    assert done.exit_code == 1
    assert "speaker fell by" in done.stdout
    assert run("gate", made, "--baseline", tmp_path / "none.json").exit_code == 2


def test_nothing_is_replaced_without_force(made, gold, tmp_path):
    report = tmp_path / "report.html"
    report.write_text("mine", encoding="utf-8")
    done = run("report", made, "-o", report)
    assert done.exit_code == 2
    assert report.read_text(encoding="utf-8") == "mine"
    assert run("report", made, "-o", report, "--force").exit_code == 0
    assert "wrong speaker" in report.read_text(encoding="utf-8")


def test_force_removes_nothing_but_a_run(made, gold, tmp_path):
    (made / "notes.txt").write_text("mine", encoding="utf-8")
    done = run("run", "-m", "rules", "--gold", gold, "-o", made, "--force")
    assert done.exit_code == 2
    assert "notes.txt" in done.stderr
    assert len(load_run(made).results) == 3
    (made / "notes.txt").unlink()
    spoil(made)
    assert run("run", "-m", "rules", "--gold", gold, "-o", made, "--force").exit_code == 0
    assert any(quote.speaker for result in load_run(made).results.values() for quote in result.quotes)


def test_bad_gold(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("check")
    assert done.exit_code == 2
    assert "there is no evals/gold here" in done.stderr
    empty = tmp_path / "empty"
    empty.mkdir()
    done = run("run", "-m", "rules", "--gold", empty, "-o", tmp_path / "run")
    assert done.exit_code == 2
    assert "holds no gold file" in done.stderr
    folder = write_gold(tmp_path / "gold", "one")
    broken = json.loads((folder / "one.json").read_text(encoding="utf-8"))
    broken["quotes"][0]["speaker"] = "a9"
    (folder / "one.json").write_text(json.dumps(broken), encoding="utf-8")
    done = run("check", folder)
    assert done.exit_code == 2
    assert "one.json" in done.stderr
    assert "a9" in done.stderr
    shutil.copy(write_gold(tmp_path / "fine", "two") / "two.json", tmp_path / "fine" / "again.json")
    assert "two" in run("check", tmp_path / "fine").stderr


def test_check_counts(gold):
    done = run("check", gold)
    assert done.stdout == "3 articles: 15 quotes (3 in pieces, 3 nested, 3 by anonymous speakers), 9 actors, 6 claims\n"


def test_a_run_that_is_none(tmp_path):
    done = run("score", tmp_path)
    assert done.exit_code == 2
    assert "holds no run" in done.stderr


def test_labelling_by_hand(tmp_path):
    article = tmp_path / "varn.txt"
    article.write_text(TEXT, encoding="utf-8")
    sheet, gold = tmp_path / "sheet.json", tmp_path / "gold" / "varn.json"
    done = run("label", article, "-o", sheet)
    assert done.exit_code == 0, done.stderr
    done = run("compile", sheet, "-o", gold)
    assert done.exit_code == 0, done.stderr
    quotes = load_gold(gold)[0].quotes
    assert any("We will not sell the ferry" in quote.text for quote in quotes)
    # Words that do not stand in the article are named, and nothing is written.
    draft = json.loads(sheet.read_text(encoding="utf-8"))
    draft["quotes"] = json.loads(json.dumps(draft["quotes"]).replace("We will not sell", "We will sell"))
    sheet.write_text(json.dumps(draft), encoding="utf-8")
    done = run("compile", sheet, "-o", tmp_path / "wrong.json")
    assert done.exit_code == 2
    assert "We will sell" in done.stderr
    assert not (tmp_path / "wrong.json").exists()
    done = run("label", article, "--blank", "-o", tmp_path / "blank.json")
    assert done.exit_code == 0
    assert json.loads((tmp_path / "blank.json").read_text(encoding="utf-8")).get("quotes", []) == []


def test_agreement(gold, tmp_path):
    done = run("agreement", gold, gold, "--format", "json")
    metrics = json.loads(done.stdout)["metrics"]
    assert {
        figure["value"] for metric in metrics.values() for figure in metric.values() if isinstance(figure, dict)
    } <= {100.0}
    other = write_gold(tmp_path / "other", "nine")
    assert "no article in common" in run("agreement", gold, other).stderr


def test_questions_and_answers_are_kept(gold, tmp_path):
    """A replay without recordings ends the run and says what to do; the questions are there to be read."""
    folder = tmp_path / "run"
    empty = tmp_path / "recordings"
    empty.mkdir()
    done = run("run", "-m", f"replay:{empty}", "--gold", gold, "-o", folder)
    assert done.exit_code == 2
    assert "Record anew" in done.stderr
    told = exchanges_of(folder)
    assert told["one"][0].task == "quotes"
    assert "We will not sell the ferry" in told["one"][0].messages[1][1]
    assert "holds no answer" in told["one"][0].error
