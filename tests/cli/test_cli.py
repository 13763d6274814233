"""The command line: what it prints where, and what it exits with."""

import csv
import io
import json
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from chat_server import Reply, error, free_port, says
from typer.testing import CliRunner

from claimkit.cli import app
from claimkit.cli.output import say
from claimkit.schemas import Extraction
from claimkit.version import __version__

TEXT = """Norvale to close the old quay

“The old quay is not safe,” said Mara Ellwood, the harbour minister, on Monday.

Ellwood said that the repairs would cost 40 million crowns.
"""
OTHER = "“We sail at noon,” said Tobin Ashgrove.\n"
KEY = "test-key-7f3a9c5e1b2d4f60"


@pytest.fixture(autouse=True)
def quiet_logs():
    """Put the loggers back that a command sets up."""
    kept = {name: logging.getLogger(name) for name in ("claimkit", "instructor")}
    before = {name: (logger.handlers[:], logger.level) for name, logger in kept.items()}
    yield
    for name, logger in kept.items():
        logger.handlers[:], level = before[name]
        logger.setLevel(level)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Work in an empty folder with two articles."""
    home = tmp_path / "work"
    home.mkdir()
    monkeypatch.chdir(home)
    Path("quay.txt").write_text(TEXT, encoding="utf-8")
    Path("sail.txt").write_text(OTHER, encoding="utf-8")
    return home


def run(*arguments, stdin=None):
    """Run a command; an error that nobody caught fails the test."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    assert KEY not in result.output
    return result


def rules(*arguments, **options):
    return run("extract", *arguments, "--model", "rules", **options)


def process(*arguments, stdin=None, **environment):
    """Run the command line in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_KEY")}
    done = subprocess.run(
        [sys.executable, "-m", "claimkit", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env={**kept, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done


def extraction_of(output: str) -> Extraction:
    return Extraction.model_validate_json(output)


def answers(seen) -> Reply:
    """Answer as a model does that finds one quotation."""
    if seen.task == "quotes":
        label = re.search(r'"(Q\d+)"', json.dumps(seen.body["response_format"]))[1]
        return says({"passages": [{"passage": label, "speech": "quotation"}], "reported": []})
    return says({seen.task: []})


# Formats.


def test_the_table_is_the_default(folder):
    result = rules("quay.txt")
    assert result.exit_code == 0
    assert "Mara Ellwood" in result.stdout
    assert "The old quay is not safe" in result.stdout


def test_json(folder):
    result = rules("quay.txt", "--format", "json")
    extraction = extraction_of(result.stdout)
    assert extraction.article.text == TEXT
    assert extraction.article.id == "quay"
    assert extraction.quotes[0].text == "The old quay is not safe,"


def test_several_articles_as_json_are_a_list(folder):
    result = rules("quay.txt", "sail.txt", "-f", "json")
    assert [item["article"]["id"] for item in json.loads(result.stdout)] == ["quay", "sail"]


def test_jsonl(folder):
    result = rules("quay.txt", "sail.txt", "-f", "jsonl")
    assert [extraction_of(line).article.id for line in result.stdout.splitlines()] == ["quay", "sail"]


def test_csv(folder):
    rows = list(csv.DictReader(io.StringIO(rules("quay.txt", "-f", "csv").stdout)))
    assert rows[0]["text"] == "The old quay is not safe,"


def test_markdown_and_html(folder):
    assert "The old quay is not safe" in rules("quay.txt", "-f", "markdown").stdout
    page = rules("quay.txt", "-f", "html").stdout
    assert page.lower().startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("out.json", "{"),
        ("out.jsonl", '{"schema_version"'),
        ("out.MD", "#"),
        ("out.html", "<!DOCTYPE html>"),
        ("out.htm", "<!DOCTYPE html>"),
    ],
)
def test_the_ending_of_the_output_chooses_the_format(folder, name, start):
    result = rules("quay.txt", "-o", name)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert Path(name).read_text(encoding="utf-8").lower().startswith(start.lower())


def test_the_format_beats_the_ending(folder):
    rules("quay.txt", "-o", "out.html", "-f", "json")
    assert extraction_of(Path("out.html").read_text(encoding="utf-8")).quotes


def test_a_table_in_a_file_has_no_escapes(folder):
    rules("quay.txt", "-o", "out.txt")
    text = Path("out.txt").read_text(encoding="utf-8")
    assert "Mara Ellwood" in text
    assert "\x1b" not in text


def test_an_unknown_format(folder):
    assert rules("quay.txt", "-f", "yaml").exit_code == 2


# Outputs that cannot be written.


@pytest.mark.parametrize("output", [".", "none/out.json"])
def test_an_output_that_is_no_file(folder, output):
    result = rules("quay.txt", "-o", output)
    assert result.exit_code == 2
    assert "claimkit:" in result.stderr


def test_an_output_that_cannot_be_written(folder, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    result = rules("quay.txt", "-o", "out.json")
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr


def test_a_folder_for_recordings_that_is_a_file(folder, server):
    server.by = answers
    result = run("extract", "quay.txt", "--base-url", server.url, "--record", "sail.txt")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


# Several files.


def test_one_of_several_fails(folder):
    Path("empty.txt").write_text("")
    result = rules("quay.txt", "empty.txt", "none.txt", "sail.txt", "-f", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert "2 of 4 articles done, 2 failed, 0 incomplete" in result.stderr
    assert "empty.txt" in result.stderr
    assert "none.txt" in result.stderr


def test_all_fail_for_one_reason(folder, server, waits):
    result = run(
        "extract", "quay.txt", "sail.txt", "--model", "openai/m", "--base-url", f"http://127.0.0.1:{free_port()}/v1"
    )
    assert result.exit_code == 3
    assert "0 of 2 articles done" in result.stderr
    assert rules("none.txt", "nor-this.txt").exit_code == 2


def test_standard_input(folder):
    result = rules("-", "-f", "json", stdin=TEXT)
    assert extraction_of(result.stdout).article.text == TEXT


def test_standard_input_twice(folder):
    assert rules("-", "-", stdin=TEXT).exit_code == 2


def test_standard_input_among_files(folder):
    result = rules("quay.txt", "-", "-f", "jsonl", stdin=OTHER)
    assert [extraction_of(line).article.text for line in result.stdout.splitlines()] == [TEXT, OTHER]


# Input that cannot be read.


def test_a_missing_file(folder):
    result = rules("none.txt")
    assert result.exit_code == 2
    assert "there is no file none.txt" in result.stderr
    assert result.stdout == ""


def test_a_folder_as_input(folder):
    assert rules(".").exit_code == 2


@pytest.mark.parametrize("data", [b"", b" \n\t\n"])
def test_an_empty_file(folder, data):
    Path("empty.txt").write_bytes(data)
    result = rules("empty.txt")
    assert result.exit_code == 2
    assert "empty" in result.stderr
    assert rules("-", stdin=data).exit_code == 2


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00", bytes(range(256)) * 9, b"\x80\x81\x8d\x8f" * 99])
def test_a_binary_file(folder, data):
    Path("picture.png").write_bytes(data)
    result = rules("picture.png")
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_text_that_is_not_utf8(folder):
    Path("old.txt").write_bytes("“Grüße,” said Mara Ellwood.".encode("cp1252"))
    result = rules("old.txt", "-f", "json")
    assert result.exit_code == 0
    assert "Grüße" in extraction_of(result.stdout).article.text
    assert "not UTF-8" in result.stderr
    assert "--encoding" in result.stderr


def test_an_encoding_that_is_named(folder):
    Path("old.txt").write_bytes("“Žluť,” said Mara Ellwood.".encode("cp1250"))
    assert "Žluť" in rules("old.txt", "-f", "json", "--encoding", "cp1250").stdout
    assert rules("old.txt", "--encoding", "klingon").exit_code == 2
    assert rules("old.txt", "--encoding", "utf-8").exit_code == 2


def test_too_long(folder):
    Path("long.txt").write_text("The quay lay still. " * 100_000)
    result = rules("long.txt")
    assert result.exit_code == 2
    assert "2,000,000 characters" in result.stderr
    assert "--max-chars" in result.stderr


def test_a_limit_of_ones_own(folder):
    assert rules("quay.txt", "--max-chars", "20").exit_code == 2
    assert rules("quay.txt", "--max-chars", "0").exit_code == 2


# Models.


def test_an_unknown_model(folder):
    result = run("extract", "quay.txt", "--model", "gpt")
    assert result.exit_code == 2
    assert "there is no model called 'gpt'" in result.stderr


def test_no_key(folder, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    result = run("extract", "quay.txt", "--model", "openai/gpt-5-mini")
    assert result.exit_code == 2
    assert "OPENAI_API_KEY" in result.stderr
    assert result.stdout == ""


def test_no_model_at_all_is_the_rules_with_a_notice(folder):
    result = run("extract", "quay.txt", "-f", "json")
    assert result.exit_code == 0
    assert extraction_of(result.stdout).provenance.model == "rules"
    assert "claimkit models pull" in result.stderr


def test_a_wrong_key(folder, server, monkeypatch):
    monkeypatch.setenv("CLAIMKIT_API_KEY", KEY)
    server.will(error(401, f"Incorrect API key provided: {KEY}"))
    result = run("--verbose", "extract", "quay.txt", "--model", "m", "--base-url", server.url)
    assert result.exit_code == 3
    assert "status 401" in result.stderr
    assert "CLAIMKIT_API_KEY" in result.stderr
    assert len(server.seen) == 1


def test_a_server_that_is_down(folder, waits):
    result = run("extract", "quay.txt", "--model", "m", "--base-url", f"http://127.0.0.1:{free_port()}/v1")
    assert result.exit_code == 3
    assert "did not answer in 5 tries" in result.stderr


def test_never_a_valid_answer(folder, server):
    server.by = lambda seen: says("I would rather talk.")
    result = run("extract", "quay.txt", "--model", "m", "--base-url", server.url)
    assert result.exit_code == 1
    assert "no valid answer" in result.stderr
    assert result.stdout == ""


def test_an_answer_that_is_partly_missing(folder, server):
    server.by = lambda seen: says("no") if seen.task == "claims" else answers(seen)
    result = run("extract", "quay.txt", "--model", "m", "--base-url", server.url, "-f", "json")
    assert result.exit_code == 1
    assert extraction_of(result.stdout).report.incomplete
    assert "incomplete" in result.stderr


def test_a_server_and_its_model(folder, server):
    server.models = Reply({"object": "list", "data": [{"id": "house-model", "object": "model"}]})
    server.by = answers
    result = run("extract", "quay.txt", "--base-url", server.url, "-f", "json")
    assert result.exit_code == 0
    assert {seen.body["model"] for seen in server.seen} == {"house-model"}
    assert extraction_of(result.stdout).provenance.model == "openai/house-model"


def test_the_second_run_asks_nobody(folder, server):
    server.by = answers
    command = ("extract", "quay.txt", "--model", "m", "--base-url", server.url, "-f", "json")
    first, asked = run(*command), len(server.seen)
    second = run(*command)
    assert len(server.seen) == asked
    assert extraction_of(second.stdout).quotes == extraction_of(first.stdout).quotes
    run(*command, "--no-cache")
    assert len(server.seen) == 2 * asked
    run(*command, "--refresh")
    assert len(server.seen) == 3 * asked


def test_record_and_replay(folder, server):
    server.by = answers
    made = run(
        "extract",
        "quay.txt",
        "--model",
        "m",
        "--base-url",
        server.url,
        "--record",
        "kept",
        "--record-as",
        "a model",
        "-f",
        "json",
    )
    asked = len(server.seen)
    again = run("extract", "quay.txt", "--model", "replay:kept", "-f", "json")
    assert again.exit_code == 0
    assert len(server.seen) == asked
    assert extraction_of(again.stdout).quotes == extraction_of(made.stdout).quotes
    missing = run("extract", "sail.txt", "--model", "replay:kept")
    assert missing.exit_code == 2
    assert "--record" in missing.stderr


def test_a_replay_folder_that_is_missing(folder):
    assert run("extract", "quay.txt", "--model", "replay:none").exit_code == 2


def test_an_address_that_is_none(folder):
    result = run("extract", "quay.txt", "--base-url", "localhost:8080")
    assert result.exit_code == 2
    assert "http://" in result.stderr


def test_what_a_server_says_does_not_drive_the_terminal(folder, server):
    server.will(Reply("\x1b[2J\x1b]0;owned\x07 \x9b31m\u202egone", 403, kind="text/plain"))
    result = run("extract", "quay.txt", "--model", "m", "--base-url", server.url)
    assert not set("\x1b\x07\x9b\u202e") & set(result.stderr)


def test_what_an_article_says_does_not_drive_the_terminal(folder):
    Path("evil.txt").write_text(
        "“Open \x1b[2J\x1b]0;owned\x07\u202e said Mara Ellwood.\n\nThe end.\n", encoding="utf-8"
    )
    result = rules("evil.txt")
    assert not set("\x1b\x07\u202e") & set(result.output)


def test_messages_show_control_characters_as_signs(capsys):
    say("\x1b[2J\x1b]0;owned\x07 \u202egone")
    assert capsys.readouterr().err == "␛[2J␛]0;owned␇ ‹U+202E›gone\n"


# The other commands.


def test_version():
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"claimkit {__version__}\n")


@pytest.mark.parametrize(
    "command", [(), ("extract",), ("schema",), ("models",), ("prompts",), ("cache",), ("cache", "info")]
)
def test_help(command):
    for flag in ("--help", "-h"):
        result = run(*command, flag)
        assert result.exit_code == 0
        assert "Usage" in result.stdout


def test_nothing_named():
    assert "Usage" in run().output
    assert run("extract").exit_code == 2
    assert run("nonsense").exit_code == 2


def test_schema():
    schema = json.loads(run("schema").stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"article", "quotes", "claims", "actors"} <= set(schema["properties"])


def test_prompts():
    listed = run("prompts", "list")
    assert listed.exit_code == 0
    assert "keyed/quotes" in listed.stdout
    assert "Task:" in run("prompts", "show", "quotes").stdout
    assert "are sound" in run("prompts", "check").stdout


def test_wrong_prompts(folder):
    assert run("prompts", "show", "none").exit_code == 2
    assert run("prompts", "list", "--prompts", "none").exit_code == 2
    own = folder / "own"
    own.mkdir()
    for text in (
        "no header",
        "---\nname: quotes\nversion: 1\n---\n{{ missing }}",
        "---\nname: quotes\nversion: 1\n---\n{%",
    ):
        (own / "quotes.md").write_text(text)
        assert run("prompts", "check", "--prompts", own).exit_code == 2
    (own / "quotes.md").write_bytes(b"---\nname: quotes\nversion: 1\n---\n\xff\xfe")
    assert run("prompts", "check", "--prompts", own).exit_code == 2
    assert rules("quay.txt", "--prompts", own / "none").exit_code == 2


def test_prompts_of_ones_own(folder, server):
    own = folder / "own"
    own.mkdir()
    (own / "system.md").write_text("---\nname: system\nversion: mine\n---\nBe a pirate.\n")
    server.by = answers
    result = run("extract", "quay.txt", "--model", "m", "--base-url", server.url, "--prompts", own, "-f", "json")
    assert {seen.contents[0] for seen in server.seen} == {"Be a pirate.\n"}
    assert extraction_of(result.stdout).provenance.prompts["system"].startswith("mine:")


def test_cache(folder, server):
    assert run("cache", "info").stdout.startswith("0 answers")
    server.by = answers
    run("extract", "quay.txt", "--model", "m", "--base-url", server.url)
    kept = len(server.seen)
    assert run("cache", "info").stdout.startswith(f"{kept} answers")
    assert run("cache", "clear").stdout == f"{kept} answers removed\n"
    assert run("cache", "info").stdout.startswith("0 answers")


def test_models(tmp_path):
    listed = run("models", "list")
    assert listed.exit_code == 0
    assert "rules" in listed.stdout
    assert "not pulled" in listed.stdout
    assert run("models", "path").stdout.strip().endswith(".gguf")
    assert run("models", "path", "none").exit_code == 2


# In a process of its own.


def test_a_pipe(folder):
    done = process("extract", "-", "--model", "rules", "--format", "jsonl", stdin=TEXT.encode())
    assert done.returncode == 0
    assert extraction_of(done.stdout.decode()).article.text == TEXT
    assert done.stderr == b""


def test_a_terminal_that_is_not_utf8(folder):
    done = process("extract", "quay.txt", "none.txt", "--model", "rules", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 1
    assert b"Mara Ellwood" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("form", ["table", "json"])  # shorter and longer than what Python holds back
def test_standard_output_that_is_full(folder, form):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "claimkit", "extract", "quay.txt", "--model", "rules", "-f", form],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == b"claimkit: No space left on device"
    assert b"Traceback" not in done.stderr


def test_a_reader_that_has_seen_enough(folder):
    command = f"{sys.executable} -m claimkit extract quay.txt --model rules -f html | head -c 5"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=60,
        check=False,
    )
    assert done.stderr == b""
