"""A claim that breaks a guard is asked for once more, then it is turned down and listed."""

from __future__ import annotations

import pytest
from scripted_model import ScriptedModel

import claimkit.pipeline.extractor as module
from claimkit import Extractor
from claimkit.errors import ModelAnswerError
from claimkit.models.base import SMALL

TEXT = """The council of Skerry did not sell the pier.

The pier may close in 1999, the harbour office said.

The office has 12 rooms.
"""


def claim(text, sentence, **more):
    given = {"claimant": "article", "kind": "fact", "commitment": "asserted", "check_worthy": True}
    return {"text": text, "sentences": [sentence], **given, **more}


WRONG = {
    "claims": [
        claim("The council of Skerry sold the pier.", 1),
        claim("The pier will close in 1999.", 2),
        claim("The harbour office has 12 rooms.", 3, context=[2]),
    ]
}


def redone(label, text, sentence, commitment="asserted"):
    return {"label": label, "text": text, "sentences": [sentence], "commitment": commitment}


@pytest.fixture
def run(monkeypatch):
    """Return a function that extracts with scripted answers, and gives the result and the model."""

    def extract(again, **options):
        model = ScriptedModel({"claims": WRONG, "claims_again": again, **options})
        monkeypatch.setattr(module, "choose_model", lambda name, **options: model)
        with Extractor(cache=False) as extractor:
            return extractor.extract(TEXT), model

    return extract


def test_both_are_asked_for_once_and_keep_their_place(run):
    right = {
        "claims": [
            redone("X2", "The pier may close in 1999.", 2, "hedged"),
            redone("X1", "The council of Skerry did not sell the pier.", 1),
        ]
    }
    result, model = run(right)
    assert [found.text for found in result.claims] == [
        "The council of Skerry did not sell the pier.",
        "The pier may close in 1999.",
        "The harbour office has 12 rooms.",
    ]
    assert [found.commitment for found in result.claims] == ["asserted", "hedged", "asserted"]
    assert result.report.rejected == ()
    assert model.tasks().count("claims_again") == 1
    question = model.last("claims_again").messages[-1][1]
    assert 'X1 from [1]: "The council of Skerry sold the pier."' in question
    assert "it drops the negation of its evidence (“not … sell”)" in question
    assert "it drops the hedge" in question
    assert "rooms" not in question


def test_what_is_wrong_again_is_turned_down_and_listed(run):
    result, model = run({"claims": [redone("X1", "The council of Skerry sold its pier.", 1), redone("X2", "", 2)]})
    assert [found.id for found in result.claims] == ["c1"]
    assert {(item.what, item.words) for item in result.report.rejected} == {
        ("claim", "The council of Skerry sold its pier."),
        ("claim", "The pier will close in 1999."),
    }
    assert model.tasks().count("claims_again") == 1


@pytest.mark.parametrize("again", [{"claims": []}, {"claims": [redone("X9", "The pier may close.", 2)]}])
def test_no_second_answer(run, again):
    result, _ = run(again)
    assert len(result.claims) == 1
    assert len(result.report.rejected) == 2
    assert not result.report.incomplete


def test_a_second_answer_that_never_comes_loses_no_claim(run):
    result, _ = run(ModelAnswerError("nothing valid came", attempts=3))
    assert len(result.claims) == 1
    assert len(result.report.rejected) == 2
    assert result.report.incomplete
    assert any("nothing valid came" in warning for warning in result.report.warnings)


def test_nothing_is_asked_again_where_all_is_well(run):
    result, model = run({}, claims={"claims": [claim("The pier may close in 1999.", 2, commitment="hedged")]})
    assert len(result.claims) == 1
    assert "claims_again" not in model.tasks()


def test_a_claim_that_cannot_be_read_alone_is_kept_with_a_warning(run):
    result, _ = run({}, claims={"claims": [claim("It has 12 rooms.", 3)]})
    assert [found.text for found in result.claims] == ["It has 12 rooms."]
    assert any("c1 cannot be read alone" in warning for warning in result.report.warnings)


def test_a_small_model_is_asked_again_too(monkeypatch):
    text = "Ana Ruiz said the pier would not be sold this year. Ruiz left early in the day."
    answers = [{"s1": "Ana Ruiz sold the pier this year."}, {"s1": "The pier would not be sold this year."}]
    model = ScriptedModel({"keyed/claims": answers}, profile=SMALL)
    monkeypatch.setattr(module, "choose_model", lambda name, **options: model)
    with Extractor(cache=False) as extractor:
        result = extractor.extract(text)
    assert [found.text for found in result.claims] == ["The pier would not be sold this year."]
    question = model.last("keyed/claims").messages[-1][1]
    assert 'Not "Ana Ruiz sold the pier this year.": it drops the negation' in question
