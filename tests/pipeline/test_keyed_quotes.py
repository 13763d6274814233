"""A small model is asked who says the quotations that no attribution stands beside, and nothing else about quotes."""

from __future__ import annotations

import pytest
from scripted_model import ScriptedModel

import claimkit.pipeline.extractor as module
from claimkit import Extractor
from claimkit.models.base import SMALL

TEXT = """The pier of Skerry

“We have paid for it twice already, and nobody asked us either time.”

The letter lay on the table of the council. Ana Ruiz said the pier would stay open.

“It is the best pier on the coast,” said Tom Brandt, the harbour master.
"""


@pytest.fixture
def run(monkeypatch):
    def extract(chosen: str):
        unclaimed = [lambda request: dict.fromkeys(request.draft.model_fields, "")]
        model = ScriptedModel({"keyed/quotes": {"Q1": chosen}, "keyed/claims": unclaimed}, profile=SMALL)
        monkeypatch.setattr(module, "choose_model", lambda name, **options: model)
        with Extractor(cache=False) as extractor:
            return extractor.extract(TEXT), model

    return extract


def of(result, start):
    return next(quote for quote in result.quotes if quote.text.startswith(start))


def test_the_chosen_speaker_is_the_quotations(run):
    result, model = run("Ana Ruiz")
    speaker = of(result, "We have paid").speaker
    assert next(actor.name for actor in result.actors if actor.id == speaker) == "Ana Ruiz"
    question = model.last("keyed/quotes").messages[-1][1]
    assert "⟦We have paid for it twice" in question
    assert "⟦It is the best pier" not in question  # its attribution says who speaks


def test_a_speaker_outside_of_the_list_cannot_be_chosen(run):
    with pytest.raises(ValueError, match="Ana Ruiz"):
        run("The Queen")


def test_a_quotation_that_nobody_can_be_found_for_stays_one(run):
    result, _ = run("nobody")
    quote = of(result, "We have paid")
    assert (quote.kind, quote.speaker) == ("direct", None)
    assert not any(passage.overlaps(quote.spans[0]) for passage in result.report.uncovered)
