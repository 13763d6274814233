"""The page of a corpus, and the command that makes it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from claimkit.cli import app
from claimkit.errors import CallerError
from claimkit.schemas import Extraction
from claimkit.views.corpus import MOST, corpus_page


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["view", *map(str, arguments)])


@pytest.fixture
def results(tmp_path: Path, sample: Extraction, empty: Extraction) -> Path:
    file = tmp_path / "out.jsonl"
    file.write_text("".join(one.model_dump_json() + "\n" for one in (sample, empty)), encoding="utf-8")
    return file


def test_policy_allows_the_pages_own_style_and_scripts_only(sample: Extraction) -> None:
    text = corpus_page([sample, sample])
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    found = re.findall(r"<(style|script)>(.*?)</\1>", text, re.DOTALL)
    assert [tag for tag, _ in found] == ["style", "script", "script"]
    digests = [base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for _, body in found]
    assert policy[1].split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digests[0]}'",
        f"script-src 'sha256-{digests[1]}' 'sha256-{digests[2]}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert not re.search(r"innerHTML|outerHTML|document\.write|\beval|fetch|XMLHttp", text)


def test_totals_and_counts(sample: Extraction, empty: Extraction) -> None:
    text = corpus_page([sample, empty], "Norvale & others")
    assert (
        '<h1 class="title" dir="auto">Norvale &amp; others</h1><p>2 articles · 6 quotes · 3 claims (2 worth checking)'
        in text
    )
    assert text.count('class="entry"') == 2
    assert '<span class="about">0 quotes · 0 actors · 0 claims</span>' in text


def test_a_date_is_shown_only_when_it_is_one(hostile_with: Callable[[str], Extraction]) -> None:
    assert '<span class="about">2031-10-02 · ' in corpus_page([hostile_with("2031-10-02T12:00:00Z")])
    assert '<span class="about">2 quotes' in corpus_page([hostile_with("last Monday")])


def test_too_many_articles_are_refused_with_a_way_out(empty: Extraction) -> None:
    assert corpus_page([empty] * MOST).count('class="entry"') == MOST
    with pytest.raises(CallerError, match="more than 1,000 articles") as caught:
        corpus_page([empty] * (MOST + 1))
    assert "--limit 1000" in caught.value.hint


def test_command_writes_one_page(results: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    made = run(results, "-o", page, "--title", "Mine")
    assert made.exit_code == 0, made.output
    assert "<title>Mine · claimkit</title>" in page.read_text(encoding="utf-8")
    assert run(results, "-o", page, "--limit", 1, "--force").exit_code == 0
    assert "<title>1 article · claimkit</title>" in page.read_text(encoding="utf-8")


def test_command_writes_over_nothing_unasked(results: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("mine", encoding="utf-8")
    refused = run(results, "-o", page)
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert page.read_text(encoding="utf-8") == "mine"
    before = results.read_bytes()
    assert run(results, "-o", results, "--force").exit_code == 2
    assert results.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{half", "Invalid JSON"),
        ('{"article": 1}', "article"),
        ('{"text": "an article, not a result"}', "article: Field required"),
        ("\x1b[2J", "Invalid JSON"),
    ],
)
def test_a_line_that_is_no_result_is_named(results: Path, tmp_path: Path, line: str, why: str) -> None:
    with results.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    refused = run(results, "-o", tmp_path / "page.html")
    assert refused.exit_code == 2
    assert "out.jsonl, line 4 is no result of claimkit" in refused.stderr
    assert why in refused.stderr
    assert "\x1b" not in refused.stderr
    assert not (tmp_path / "page.html").exists()
    assert run(results, "-o", tmp_path / "page.html", "--limit", 2).exit_code == 0


def test_command_says_what_is_missing_or_too_much(tmp_path: Path, empty: Extraction) -> None:
    page, file = tmp_path / "page.html", tmp_path / "many.jsonl"
    assert "there is no file" in run(tmp_path / "none.jsonl", "-o", page).stderr
    file.write_text("\n", encoding="utf-8")
    assert "holds no results" in run(file, "-o", page).stderr
    assert "does not exist" in run(file, "-o", tmp_path / "no" / "page.html").stderr
    assert "is a folder" in run(file, "-o", tmp_path).stderr
    file.write_text((empty.model_dump_json() + "\n") * (MOST + 1), encoding="utf-8")
    refused = run(file, "-o", page)
    assert refused.exit_code == 2
    assert "--limit 1000" in refused.stderr
    assert run(file, "-o", page, "--limit", 1000).exit_code == 0
