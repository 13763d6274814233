"""The recorded answers of a large model, replayed: what passed when they were recorded still passes."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from claimkit import Extractor
from claimkit.evaluation.gold import load_gold
from claimkit.evaluation.judging import agreement_of, judge_all, load_pairs
from claimkit.evaluation.pairing import Pair
from claimkit.evaluation.scoring import count, scores
from claimkit.models.choosing import choose_model
from claimkit.prompts import PromptSet
from claimkit.schemas import Article

EVALS = Path(__file__).parents[2] / "evals"
# Where a careful reader and the recorded model differ.
DIFFER = {"anonymous-group", "anonymous-no-reason", "same-surname"}


def _module(name: str):
    spec = importlib.util.spec_from_file_location(name, EVALS / "cases" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def expectations():
    return _module("expectations")


@pytest.fixture(scope="module")
def runner(expectations):
    return _module("run")


@pytest.fixture(scope="module")
def results(runner):
    cases = runner.load_cases()
    with Extractor(f"replay:{EVALS / 'recordings' / 'cases'}") as extractor:
        return {case.name: checks for case, checks in runner.run(cases, extractor)}


def test_there_are_enough_cases(results):
    assert len(results) >= 40
    assert all(len(checks) >= 3 for checks in results.values())


def test_the_cases_pass(results, runner):
    failed = {name: runner.failed_names(checks) for name, checks in results.items() if runner.failed_names(checks)}
    assert set(failed) <= DIFFER, failed


def test_an_expectation_can_fail(expectations):
    article = Article(id="x", text="“We will go,” said Ana Ruiz.")
    with Extractor("rules") as extractor:
        result = extractor.extract(article)

    def passed(**expect):
        return [check.passed for check in expectations.checks_of(expect, result)]

    right = {"words": "We will go", "kind": "direct", "speaker": "Ana Ruiz", "cue": "said"}
    assert passed(quotes=[right]) == [True] * 4
    assert passed(quotes=[{**right, "speaker": "Olof Berg", "kind": "mixed"}]) == [True, False, False, True]
    assert passed(quotes=[{"words": "We will stay", "speaker": None}]) == [False, False]
    assert passed(no_quotes=["We will go"]) == [False]
    assert passed(actors=[{"name": "Ana Ruiz", "kind": "group", "role": None}]) == [True, False, True]
    assert passed(count={"quotes": 2, "actors": 1}) == [False, True]
    assert passed(claims=[{"has": ["flood"]}], no_claims=[["flood"]]) == [False, True]
    with pytest.raises(ValueError, match="mood"):
        passed(mood="good")


@pytest.fixture(scope="module")
def pairs():
    """The gold articles, held-out ones too, with what the recorded answers give."""
    gold = load_gold(EVALS / "gold", EVALS / "gold" / "heldout")
    with Extractor(f"replay:{EVALS / 'recordings' / 'gold'}") as extractor:
        return [Pair(item, extractor.extract(item.article)) for item in gold]


def test_the_gold_set_replayed(pairs):
    figures = scores(count([pair.gold for pair in pairs], {pair.gold.article.id: pair.found for pair in pairs}))
    assert len(pairs) == 35
    assert figures["verbatim"].main.value == 100.0
    assert figures["joint"].main.value > 85
    assert figures["direct"].figures["recall"].value > 95


def test_the_judge_replayed(pairs):
    labelled = load_pairs(EVALS / "claim_pairs.jsonl")
    judge = choose_model(f"replay:{EVALS / 'recordings' / 'judge'}")
    by_judge, by_wording = agreement_of(labelled, judge_all(pairs, judge, PromptSet()))
    assert by_judge.pairs == 148
    assert by_judge.kappa > 0.9
    assert 0.7 < by_wording.kappa < by_judge.kappa
