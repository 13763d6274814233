"""A batch against a server that breaks: every article is done, or listed with the reason."""

from __future__ import annotations

import json
import logging

import pytest
from fault_plan import TRANSIENT
from faulty_server import FaultyServer, Plan, Timing, synthetic_article

from claimkit import Extractor
from claimkit.batch.corpus import BadItem, Item, read_corpus
from claimkit.batch.failures import Failures
from claimkit.batch.ledger import Ledger
from claimkit.batch.running import Batch, settings_of
from claimkit.errors import CallerError, ProviderRefused, ProviderUnreachable
from claimkit.pipeline.work import Work
from claimkit.prompts import PromptSet
from claimkit.schemas import Article, Extraction

KEY = "sk-secret-0123456789abcdef"
QUICK = Timing(silence=0.4, drip=0.05, delay=0.05, retry_after=1)


class Run:
    """One corpus with its files, run as often as a test likes."""

    def __init__(self, folder):
        self.out = folder / "out.jsonl"
        self.failed = folder / "out.failed.jsonl"

    def __call__(self, items, server=None, *, ordered=False, only_failed=False, stop_after=None, **options):
        model = "openai/test" if server is not None else "rules"
        given = {"cache": False, "concurrency": 16, **options}
        with Extractor(model, base_url=server.url if server is not None else None, **given) as extractor:
            if server is not None:
                extractor.model._timeout = 0.3
            with Ledger(self.out, settings_of(extractor, PromptSet())) as ledger:
                batch = Batch(extractor, ledger, Failures(self.failed))
                if stop_after is not None:
                    batch._watch = lambda tally, failed: batch.stop("interrupted") if tally.done >= stop_after else None
                return batch.run(items, ordered=ordered, only_failed=only_failed)

    def results(self):
        return [Extraction.model_validate_json(line) for line in self.out.read_text(encoding="utf-8").splitlines()]

    def failures(self):
        return Failures(self.failed).entries


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    return Run(tmp_path)


def items(number, first=0):
    return [
        Item(Article(id=f"s{index}", text=synthetic_article(index)), (), f"line {index}")
        for index in range(first, first + number)
    ]


def said(result):
    """Return who says what in a result; claims of an answer in halves may be more."""
    return result.article, result.quotes, result.actors, result.report.rejected


def test_every_article_is_done_or_failed_with_the_reason(run, soon, caplog):
    plan = Plan((*TRANSIENT, "cut-off", "refusal", "content-filter"), rate=0.3, seed=4)
    with FaultyServer(plan, QUICK) as server, caplog.at_level(logging.INFO):
        summary = run(items(80), server)
        stats = server.stats
    done, failed = {result.article.id for result in run.results()}, set(run.failures())
    assert done | failed == {f"s{number}" for number in range(80)}
    assert not done & failed
    assert (summary.done, summary.failed) == (len(done), len(failed))
    assert summary.done == len(run.results())
    assert 0 < len(failed) < 16
    assert all("declined" in failure.message for failure in run.failures().values())
    needed = 3 * summary.done
    assert stats["requests"] <= 2.2 * needed
    assert summary.usage.input_tokens > 0
    assert KEY not in caplog.text
    assert KEY not in run.failed.read_text(encoding="utf-8")
    with FaultyServer() as server:
        again = Run(run.out.parent / "..")
        again.out, again.failed = run.out.with_name("clean.jsonl"), run.out.with_name("clean.failed.jsonl")
        again(items(80), server)
    clean = {result.article.id: said(result) for result in again.results()}
    whole = [result for result in run.results() if not result.report.incomplete]
    assert len(whole) > 50
    assert all(said(result) == clean[result.article.id] for result in whole)


def test_a_run_goes_on_where_it_ended(run):
    with FaultyServer() as server:
        first = run(items(30), server, stop_after=10)
        assert first.stopped == "interrupted"
        assert 10 <= first.done < 30
        whole = run.out.read_bytes()
        run.out.write_bytes(whole + b'{"article": {"id": "s2')
        asked = server.stats["requests"]
        second = run(items(30), server)
        assert (second.before, second.done, second.failed) == (first.done, 30 - first.done, 0)
        assert server.stats["requests"] - asked == 3 * second.done
    assert sorted(result.article.id for result in run.results()) == sorted(f"s{number}" for number in range(30))


def test_results_in_the_order_of_the_corpus(run):
    plan = Plan(("delay",), rate=0.5, seed=1)
    with FaultyServer(plan, Timing(delay=0.2)) as server:
        run(items(20), server, ordered=True)
        assert [result.article.id for result in run.results()] == [f"s{number}" for number in range(20)]
        run.out.unlink()
        run(items(20), server)
        assert [result.article.id for result in run.results()] != [f"s{number}" for number in range(20)]


def test_what_cannot_be_read_is_listed_and_passed_over(run):
    bad = BadItem("b1", "line 2", "there is no 'text'", "Name the column.")
    summary = run([items(1)[0], bad, *items(1, first=5)])
    assert (summary.done, summary.failed) == (2, 1)
    failure = run.failures()["b1"]
    assert (failure.kind, failure.place, failure.message) == ("InputError", "line 2", "there is no 'text'")


def test_two_articles_with_one_id(run):
    one, other = items(2)
    twin = Item(one.article, (), "line 7")
    stranger = Item(other.article.model_copy(update={"id": "s0"}), (), "line 8")
    summary = run([one, twin, stranger])
    assert (summary.done, summary.failed) == (1, 1)
    assert "another article has the id 's0'" in run.failures()["s0 (line 8)"].message
    # Later it is compared with what is done already.
    assert run([stranger, one]).done == 0
    assert list(run.failures()) == ["s0 (line 8)"]


def test_only_what_failed_is_tried_again(run):
    plan = Plan(("refusal",), rate=0.3, seed=2)
    with FaultyServer(plan) as server:
        first = run(items(20), server)
        lost = set(run.failures())
        assert 0 < len(lost) == first.failed
        server._plan, asked = Plan(), server.stats["requests"]
        second = run(items(40), server, only_failed=True)
        assert server.stats["requests"] - asked == 3 * len(lost)
    assert (second.done, second.failed) == (len(lost), 0)
    assert not run.failed.exists()


def test_a_plain_rerun_tries_what_failed_too(run):
    with FaultyServer(Plan(("refusal",), rate=0.3, seed=2)) as server:
        first = run(items(20), server)
        server._plan = Plan()
        second = run(items(20), server)
    assert (second.done, second.before, second.failed) == (first.failed, first.done, 0)


def test_a_key_that_is_refused_ends_the_run_at_once(run):
    class Refusing(Plan):
        def fault(self, question, seen):
            return None

    with FaultyServer() as server, pytest.MonkeyPatch.context() as patch:

        async def refuse(self, request):
            raise ProviderRefused("no", status=401, hint="Check the key.")

        patch.setattr("claimkit.models.door.DoorModel.ask", refuse)
        with pytest.raises(ProviderRefused):
            run(items(200), server)
    assert len(run.failures()) <= 32  # what was in flight, and no more


def test_a_provider_that_is_out_of_reach_for_long_ends_the_run(run, monkeypatch):
    async def fail(self, request):
        raise ProviderUnreachable("nobody there")

    monkeypatch.setattr("claimkit.models.door.DoorModel.ask", fail)
    with FaultyServer() as server, pytest.raises(ProviderUnreachable):
        run(items(300), server)
    assert 50 <= len(run.failures()) < 100


def test_a_wrong_call_ends_the_run_and_keeps_what_is_done(run, monkeypatch):
    run(items(3))
    real = Work.done

    async def done(self):
        if self.loaded.article.id == "s7":
            raise CallerError("the prompts are gone")
        return await real(self)

    monkeypatch.setattr(Work, "done", done)
    with pytest.raises(CallerError, match="prompts are gone"):
        run(items(12), concurrency=1)
    assert len(run.results()) == 7


def test_a_fault_of_our_own_costs_one_article(run, monkeypatch, caplog):
    real = Work.done

    async def done(self):
        if self.loaded.article.id == "s3":
            raise ZeroDivisionError("of our own")
        return await real(self)

    monkeypatch.setattr(Work, "done", done)
    summary = run(items(6))
    assert (summary.done, summary.failed) == (5, 1)
    failure = run.failures()["s3"]
    assert (failure.kind, failure.message) == ("UnexpectedError", "claimkit failed with ZeroDivisionError: of our own")
    assert "Traceback" in caplog.text


@pytest.mark.parametrize("limit", [20_000, 60_000])
def test_the_budget_is_never_passed_and_what_is_done_is_kept(run, limit):
    """The dearest answer counts as 16,000 tokens, so that a small budget ends early, but never late."""
    with FaultyServer() as server:
        summary = run(items(60), server, max_tokens_total=limit)
        assert summary.stopped == "budget"
        assert summary.failed == 0
        assert summary.usage.input_tokens + summary.usage.output_tokens <= limit
        assert len(run.results()) == summary.done < 60
        rest = run(items(60), server)
        assert (rest.done, rest.stopped) == (60 - summary.done, None)


def test_a_provider_with_a_limit_is_asked_more_slowly(run, soon):
    with FaultyServer(rate=40, timing=Timing(retry_after=1)) as server:
        summary = run(items(40), server)
        stats = server.stats
    assert (summary.done, summary.failed) == (40, 0)
    assert stats["limited"] > 0
    assert stats["requests"] <= 2.2 * 3 * 40


def test_a_corpus_is_taken_as_places_come_free(run):
    taken = []

    def stream():
        for item in items(40):
            taken.append(item)
            yield item

    seen = []
    with (
        Extractor("rules", cache=False, concurrency=4) as extractor,
        Ledger(run.out, settings_of(extractor, PromptSet())) as ledger,
    ):
        watch = Batch(
            extractor, ledger, Failures(run.failed), lambda tally, failed: seen.append(len(taken) - tally.done)
        )
        watch.run(stream())
    assert max(seen) <= 4
    assert len(run.results()) == 40


def test_a_corpus_from_a_file(run, corpus):
    assert run(read_corpus(corpus(5))).done == 5
    assert json.loads(run.out.read_text(encoding="utf-8").splitlines()[0])["article"]["id"].startswith("s")
