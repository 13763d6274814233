"""`claimkit export`: what it writes, says and exits with."""

import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

import claimkit
from claimkit.cli import app

pytest.importorskip("sqlite_utils")
TEXT = "“The old quay is not safe,” said Mara Ellwood, the harbour minister, on Monday.\n"


@pytest.fixture
def results(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = claimkit.extract(TEXT, model="rules")
    Path("out.jsonl").write_text(result.model_dump_json() + "\n", encoding="utf-8")
    return result


def run(*arguments):
    result = CliRunner().invoke(app, ["export", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_database_and_tables(results):
    done = run("out.jsonl", "--sqlite", "corpus.db", "--csv", "tables")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "claimkit: 1 article, 1 quote, 0 claims written\n"
    connection = sqlite3.connect("corpus.db")
    found = connection.execute("select actor, text from quotes_by_actor").fetchall()
    connection.close()
    assert found == [("Mara Ellwood", results.quotes[0].text)]
    assert "Mara Ellwood" in Path("tables/quotes.csv").read_text(encoding="utf-8")


def test_a_second_time_needs_force(results):
    assert run("out.jsonl", "--sqlite", "corpus.db").exit_code == 0
    again = run("out.jsonl", "--sqlite", "corpus.db")
    assert again.exit_code == 2
    assert "corpus.db exists already" in again.stderr
    assert run("out.jsonl", "--sqlite", "corpus.db", "--force").exit_code == 0


def test_a_line_that_is_no_result(results):
    with Path("out.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"text": "an article"}\n')
    done = run("out.jsonl", "--sqlite", "corpus.db")
    assert done.exit_code == 2
    assert "out.jsonl, line 2 is no result of claimkit" in done.stderr
    assert not Path("corpus.db").exists()


def test_nothing_to_write(results):
    done = run("out.jsonl")
    assert done.exit_code == 2
    assert "--sqlite FILE" in done.stderr


def test_a_missing_file(results):
    done = run("none.jsonl", "--csv", "tables")
    assert done.exit_code == 2
    assert "none.jsonl cannot be read" in done.stderr
