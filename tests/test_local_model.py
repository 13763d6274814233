"""The embedded model on the article that ships with the project; needs `claimkit models pull` first."""

from __future__ import annotations

from pathlib import Path

import pytest

import claimkit
from claimkit.links import all_spans
from claimkit.models import local
from claimkit.models.store import DEFAULT, is_pulled
from claimkit.schemas import Extraction

ARTICLE = Path(__file__).parent.parent / "examples" / "ferry.txt"

pytestmark = pytest.mark.local_model


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Extraction:
    if not is_pulled(DEFAULT):
        pytest.fail("the local model is not here; fetch it with: claimkit models pull")
    cache = tmp_path_factory.mktemp("cache")
    with claimkit.Extractor("local", cache=cache) as extractor:
        first = extractor.extract(ARTICLE)
    local.shut_down()
    with claimkit.Extractor("local", cache=cache) as extractor:
        again = extractor.extract(ARTICLE)
    assert first.report.calls >= 1
    assert not local.running(), "an answer from the cache must not load the model"
    assert (again.report.calls, again.report.cached) == (0, first.report.calls)
    assert again.quotes == first.quotes
    assert again.claims == first.claims
    return first


def said_by(result: Extraction, start: str) -> str | None:
    quote = next(quote for quote in result.quotes if quote.text.startswith(start))
    actor = result.actor(quote.speaker)
    return actor.name if actor else None


def test_the_direct_quotations_hang_on_the_right_people(result: Extraction) -> None:
    assert said_by(result, "We should have stopped the ferry in April") == "Ingrid Halvorsen"
    assert said_by(result, "Our members reported that rudder three times.") == "Tomas Brandt"
    assert said_by(result, "I just want a boat") == "Owen Pryce"


def test_reported_statements_are_found(result: Extraction) -> None:
    assert (said_by(result, "staffing was the cause") or "").endswith("Seafarers’ Union")
    assert said_by(result, "the crack was found on 3 April") == "Ingrid Halvorsen"


def test_every_span_slices_and_the_repeated_block_gives_no_new_quotes(result: Extraction) -> None:
    text = result.article.text
    assert all(0 <= span.start < span.end <= len(text) for _, span in all_spans(result))
    members = [quote for quote in result.quotes if "Our members reported" in quote.text]
    assert len(members) == 1
    assert len(members[0].repeats) == 1


def test_claims_have_claimants_and_evidence(result: Extraction) -> None:
    assert len(result.claims) >= 8
    assert all(claim.claimant for claim in result.claims if claim.quotes)
    assert result.provenance.model.startswith("local:qwen2.5-coder-1.5b")
