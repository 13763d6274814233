"""The file of results is the ledger: whole lines count, half a line does not, and settings are not mixed."""

from __future__ import annotations

import json

import pytest

from claimkit import Extractor
from claimkit.batch.failures import Failure, Failures, failure_of
from claimkit.batch.ledger import Ledger, OtherText
from claimkit.batch.running import settings_of
from claimkit.errors import CallerError, ProviderRefused
from claimkit.prompts import PromptSet
from claimkit.schemas import Article, Extraction, Usage


@pytest.fixture(scope="module")
def rules():
    with Extractor("rules") as extractor:
        yield extractor


@pytest.fixture(scope="module")
def settings(rules):
    return settings_of(rules, PromptSet())


@pytest.fixture(scope="module")
def results(rules):
    return [rules.extract(Article(id=f"a{number}", text=f"“We go,” said Lee {number}.")) for number in range(3)]


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out.jsonl"


def write(out, settings, results):
    with Ledger(out, settings) as ledger:
        for result in results:
            ledger.write(result)


def read(out):
    return [Extraction.model_validate_json(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_what_is_written_is_done(out, settings, results):
    write(out, settings, results[:2])
    assert read(out) == results[:2]
    with Ledger(out, settings) as ledger:
        assert len(ledger.done) == 2
        assert ledger.done.has(results[0].article)
        assert ledger.done.has_id("a1")
        assert not ledger.done.has(results[2].article)
        assert not ledger.dropped
        ledger.write(results[2])
    assert read(out) == results


@pytest.mark.parametrize("kept", [1, 200, -2, -1])
def test_half_a_line_at_the_end_is_dropped(out, settings, results, kept):
    write(out, settings, results[:2])
    first, second = out.read_bytes().splitlines(keepends=True)
    out.write_bytes(first + second[:kept])
    with Ledger(out, settings) as ledger:
        assert ledger.dropped
        assert len(ledger.done) == 1
    assert out.read_bytes() == first


def test_zeros_at_the_end_are_dropped(out, settings, results):
    """A file system may leave zeros where a write was lost in a power cut."""
    write(out, settings, results[:1])
    whole = out.read_bytes()
    out.write_bytes(whole + b"\0" * 4096)
    with Ledger(out, settings):
        assert out.read_bytes() == whole


def test_a_damaged_line_in_the_middle_is_named(out, settings, results):
    write(out, settings, results)
    lines = out.read_bytes().splitlines(keepends=True)
    out.write_bytes(lines[0] + b'{"half":\n' + lines[2])
    with pytest.raises(CallerError, match="line 2 is no result"):
        Ledger(out, settings)
    assert len(out.read_bytes().splitlines()) == 3
    Ledger(out.with_name("other.jsonl"), settings).close()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"schema_hash": "other"}, "schema"),
        ({"prompts": {"quotes": "9:x"}}, "prompts"),
        ({"settings": {"questions": "ruled", "model": "other"}}, "model"),
    ],
)
def test_results_of_other_settings_are_not_mixed_in(out, settings, results, change, word):
    result = results[0].model_copy(update={"provenance": results[0].provenance.model_copy(update=change)})
    out.write_text(result.model_dump_json() + "\n", encoding="utf-8")
    with pytest.raises(CallerError, match=word) as caught:
        Ledger(out, settings)
    assert "--force" in caught.value.hint
    assert len(read(out)) == 1
    with Ledger(out, settings, force=True) as ledger:
        assert len(ledger.done) == 0
    assert out.read_bytes() == b""


def test_one_run_at_a_time(out, settings, results):
    with Ledger(out, settings) as ledger:
        ledger.write(results[0])
        with pytest.raises(CallerError, match="another run is writing"):
            Ledger(out, settings, force=True)
    assert len(read(out)) == 1


def test_another_text_under_the_same_id(out, settings, results):
    with Ledger(out, settings) as ledger:
        ledger.write(results[0])
        with pytest.raises(OtherText):
            ledger.done.has(Article(id="a0", text="Something else."))


def entry(name, **more):
    return Failure(id=name, kind="InputError", message="empty", **more)


def test_failures_are_kept_once_and_taken_out_when_done(tmp_path):
    path = tmp_path / "out.failed.jsonl"
    failures = Failures(path)
    failures.add(entry("a"))
    failures.add(entry("b"))
    failures.add(entry("a", place="line 7"))
    again = Failures(path)
    assert again.entries == {"a": entry("a", place="line 7"), "b": entry("b")}
    again.settle(lambda name: name == "b")
    assert list(Failures(path).entries) == ["a"]
    assert len(path.read_text(encoding="utf-8").splitlines()) == 1
    again.settle(lambda name: True)
    assert not path.exists()


def test_half_a_failure_is_dropped_and_a_damaged_one_named(tmp_path):
    path = tmp_path / "out.failed.jsonl"
    Failures(path).add(entry("a"))
    with path.open("a", encoding="utf-8") as file:
        file.write('{"id": "b", "ki')
    assert list(Failures(path).entries) == ["a"]
    Failures(path).add(entry("c"))
    assert list(Failures(path).entries) == ["a", "c"]
    path.write_text("{}\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(CallerError, match="line 1 is damaged"):
        Failures(path)


def test_a_failure_says_what_an_error_says():
    error = ProviderRefused("no", status=403, hint="Check.", attempts=2, usage=Usage(input_tokens=5))
    failure = failure_of(error, "a", "line 3")
    assert json.loads(failure.model_dump_json(exclude={"usage"})) == {
        "id": "a",
        "place": "line 3",
        "kind": "ProviderRefused",
        "message": "no",
        "hint": "Check.",
        "attempts": 2,
    }
    assert failure.usage.input_tokens == 5
