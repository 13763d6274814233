"""`claimkit batch`, as a process and in this one: what it writes, says and exits with."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest
from faulty_server import FaultyServer, Plan, Timing, synthetic_article
from typer.testing import CliRunner

from claimkit.cli import app
from claimkit.schemas import Extraction


def run(*arguments, **options):
    return CliRunner().invoke(app, ["batch", *map(str, arguments)], **options)


def results(path):
    return [Extraction.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()]


def said(path):
    """Return what each result says, without what it cost, by id; an article that stands twice is a fault."""
    found = {}
    for result in results(path):
        assert result.article.id not in found
        found[result.article.id] = (result.article, result.quotes, result.actors, result.claims)
    return found


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out.jsonl"


def test_a_corpus_from_beginning_to_end(corpus, out):
    done = run(corpus(6), "-o", out, "--model", "rules")
    assert done.exit_code == 0, done.stderr
    assert len(results(out)) == 6
    summary = json.loads((out.parent / "out.summary.json").read_text(encoding="utf-8"))
    assert (summary["done"], summary["failed"], summary["stopped"]) == (6, 0, None)
    assert "6 articles done" in done.stderr
    again = run(corpus(6), "-o", out, "--model", "rules", "--resume")
    assert again.exit_code == 0
    assert "0 articles done, 6 before" in again.stderr


def test_failures_are_listed_and_the_exit_code_says_so(tmp_path, out):
    source = tmp_path / "articles.csv"
    source.write_text("guid,body\n1,“We go.” said Lee.\n2,\n", encoding="utf-8")
    done = run(source, "-o", out, "--model", "rules", "--id-column", "guid", "--text-column", "body")
    assert done.exit_code == 1
    assert [result.article.id for result in results(out)] == ["1"]
    failed = json.loads((tmp_path / "out.failed.jsonl").read_text(encoding="utf-8"))
    assert (failed["id"], failed["kind"]) == ("2", "InputError")
    assert "out.failed.jsonl" in done.stderr
    wrong = run(source, "-o", tmp_path / "x.jsonl", "--model", "rules")
    assert wrong.exit_code == 2
    assert "--text-column" in wrong.stderr


def test_a_folder_and_standard_input(tmp_path, out):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("“We go,” said Lee.", encoding="utf-8")
    assert run(folder, "-o", out, "--model", "rules").exit_code == 0
    assert [result.article.id for result in results(out)] == ["a.txt"]
    line = json.dumps({"id": "x", "text": "“We stay,” said Ruiz."}) + "\n"
    done = run("-", "-o", tmp_path / "piped.jsonl", "--model", "rules", input=line)
    assert done.exit_code == 0, done.stderr
    assert [result.article.id for result in results(tmp_path / "piped.jsonl")] == ["x"]


def test_other_settings_are_refused_without_force(corpus, out, tmp_path):
    run(corpus(2), "-o", out, "--model", "rules")
    recordings = tmp_path / "recordings"
    recordings.mkdir()
    done = run(corpus(2), "-o", out, "--model", f"replay:{recordings}")
    assert done.exit_code == 2
    assert "--force" in done.stderr
    assert len(results(out)) == 2
    done = run(corpus(2), "-o", out, "--model", f"replay:{recordings}", "--force")
    assert done.exit_code == 1  # both failed: there is nothing recorded
    assert results(out) == []
    assert len((tmp_path / "out.failed.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_only_what_failed(corpus, out, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "k-1")
    with FaultyServer(Plan(("refusal",), rate=0.3, seed=2)) as server:
        asked = ("--model", "openai/test", "--base-url", server.url, "--no-cache", "-q")
        assert run(corpus(10), "-o", out, *asked).exit_code == 1
        before = len(results(out))
        server._plan = Plan()
        done = run(corpus(10), "-o", out, *asked, "--retry-failed")
    assert done.exit_code == 0
    assert before < len(results(out)) == 10
    assert not (out.parent / "out.failed.jsonl").exists()
    assert done.stderr == ""


def test_a_budget(corpus, out, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "k-1")
    with FaultyServer() as server:
        asked = ("--model", "openai/test", "--base-url", server.url)
        done = run(corpus(40), "-o", out, *asked, "--max-tokens-total", 40_000)
        assert done.exit_code == 1
        assert "the budget is used up" in done.stderr
        assert 0 < len(results(out)) < 40
        done = run(corpus(40), "-o", out, *asked, "--budget", "1")
        assert done.exit_code == 2
        assert "whose price is known" in done.stderr
    summary = json.loads((out.parent / "out.summary.json").read_text(encoding="utf-8"))
    used = summary["usage"]
    assert used["input_tokens"] + used["output_tokens"] <= 40_000


def test_an_estimate_asks_nobody(corpus, monkeypatch):
    monkeypatch.setattr("claimkit.models.door.DoorModel.ask", None)
    done = run(corpus(5), "--estimate", "--model", "openai/gpt-5-mini")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("5 articles\nabout ")
    assert "about $0.0" in done.stdout
    assert (
        "price not known" in run(corpus(5), "--estimate", "--model", "openai/mine", "--base-url", "http://x/v1").stdout
    )
    assert "about 0 calls to rules" in run(corpus(5), "--estimate", "--model", "rules").stdout


def test_wrong_use(corpus, out, tmp_path):
    assert "Name one with -o" in run(corpus(1), "--model", "rules").stderr
    assert "there is no file or folder" in run(tmp_path / "none.jsonl", "-o", out, "--model", "rules").stderr
    assert "does not exist" in run(corpus(1), "-o", tmp_path / "no" / "out.jsonl", "--model", "rules").stderr


def test_log_lines_as_json(corpus, out, monkeypatch):
    monkeypatch.setattr("claimkit.pipeline.work.Work.done", lambda self: 1 / 0)
    done = run(corpus(1), "-o", out, "--model", "rules", "--log-json", "--quiet")
    assert done.exit_code == 1
    entry = json.loads(done.stderr.splitlines()[0])
    assert (entry["level"], entry["logger"]) == ("error", "claimkit")
    assert "ZeroDivisionError" in entry["traceback"]


# As a process of its own, which can be killed.


def started(source, out, server, **environment):
    command = [sys.executable, "-m", "claimkit", "batch", source, "-o", out, "--model", "openai/test"]
    command += ["--base-url", server.url, "--concurrency", "8"]
    given = {**os.environ, "OPENAI_API_KEY": "k-1", "CLAIMKIT_HOME": str(out.parent / "home"), **environment}
    return subprocess.Popen([*map(str, command)], env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for_lines(path, number, process):
    while process.poll() is None and (not path.exists() or path.read_bytes().count(b"\n") < number):
        time.sleep(0.02)


def kill_again_and_again(corpus, out, kills, articles):
    source, dice = corpus(articles), random.Random(3)
    with FaultyServer(timing=Timing(latency=0.05)) as server:
        for _ in range(kills):
            process = started(source, out, server)
            have = out.read_bytes().count(b"\n") if out.exists() else 0
            wait_for_lines(out, have + dice.randrange(1, 4), process)
            time.sleep(dice.random() * 0.1)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        process = started(source, out, server)
        _, told = process.communicate(timeout=300)
        assert process.returncode == 0, told
        undisturbed = out.with_name("calm.jsonl")
        calm = started(source, undisturbed, server)
        calm.communicate(timeout=300)
        assert calm.returncode == 0
    assert len(said(out)) == articles
    assert said(out) == said(undisturbed)


def test_killed_at_any_moment_nothing_is_lost_or_doubled(corpus, out):
    kill_again_and_again(corpus, out, kills=2, articles=16)


@pytest.mark.long
def test_killed_twenty_times(corpus, out):
    kill_again_and_again(corpus, out, kills=20, articles=100)


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal")
def test_an_interrupt_finishes_what_is_in_flight_and_a_second_one_does_not(corpus, out):
    source = corpus(60)
    with FaultyServer(timing=Timing(latency=0.5)) as server:
        process = started(source, out, server)
        wait_for_lines(out, 1, process)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
        assert process.returncode == 1, told
        assert "finishing what is in flight" in told
        first = len(said(out))
        assert 1 < first < 60
        assert json.loads((out.parent / "out.summary.json").read_text(encoding="utf-8"))["stopped"] == "interrupted"
        process = started(source, out, server)
        wait_for_lines(out, first + 1, process)
        server._timing = Timing(latency=60)  # whoever waits for what is in flight waits long
        time.sleep(0.7)
        process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=20)
        assert process.returncode == 130, told
        assert first < len(said(out)) < 60


@pytest.mark.long
def test_a_thousand_articles_with_faults(tmp_path, out, monkeypatch):
    from fault_plan import KINDS

    source = tmp_path / "corpus.jsonl"
    rows = ({"id": f"s{index}", "text": synthetic_article(index)} for index in range(1000))
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    key = "sk-secret-0123456789abcdef"
    with FaultyServer(Plan(KINDS, rate=0.3, seed=9), Timing(silence=2.0)) as server:
        command = [sys.executable, "-m", "claimkit", "--verbose", "batch", source, "-o", out, "--model", "openai/test"]
        command += ["--base-url", server.url, "--concurrency", "64"]
        given = {**os.environ, "OPENAI_API_KEY": key}
        done = subprocess.run([*map(str, command)], env=given, capture_output=True, text=True, timeout=900, check=False)
        stats = server.stats
    good = set(said(out))
    failed = [json.loads(line) for line in (tmp_path / "out.failed.jsonl").read_text(encoding="utf-8").splitlines()]
    bad = {entry["id"] for entry in failed}
    assert good | bad == {f"s{index}" for index in range(1000)}
    assert not good & bad
    assert done.returncode == 1
    assert all("declined" in entry["message"] or "cut off" in entry["message"] for entry in failed), failed
    needed = sum(result.report.calls for result in results(out))
    print(f"{len(good)} done, {len(bad)} failed, {stats['requests']} requests for {needed} answers")
    assert stats["requests"] <= 2.2 * needed
    everything = done.stdout + done.stderr + "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("out*"))
    assert key not in everything
