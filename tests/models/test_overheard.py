"""What a model was asked and answered reaches the listener, failures too."""

from __future__ import annotations

import asyncio

import pytest

from claimkit import Extractor
from claimkit.drafts import QuotesDraft
from claimkit.errors import ModelAnswerError
from claimkit.models.base import LARGE, Answer, Request
from claimkit.models.overheard import Overheard

REQUEST = Request(
    task="quotes",
    messages=(("system", "Read."), ("user", "Who speaks?")),
    draft=QuotesDraft,
    prompts=(("quotes", "4"),),
    max_tokens=100,
)


class Scripted:
    name, profile, settings = "scripted", LARGE, {"temperature": 0}

    def __init__(self, answer):
        self.answer = answer

    async def ask(self, request):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    async def aclose(self):
        self.closed = True


def test_an_answer_is_passed_on_and_told():
    heard = []
    model = Scripted(Answer(QuotesDraft(), tries=2))
    overheard = Overheard(model, "a1", heard.append)
    assert (overheard.name, overheard.profile, overheard.settings) == ("scripted", LARGE, {"temperature": 0})
    assert asyncio.run(overheard.ask(REQUEST)) is model.answer
    (exchange,) = heard
    assert (exchange.article, exchange.task, exchange.tries, exchange.error) == ("a1", "quotes", 2, "")
    assert exchange.messages == REQUEST.messages
    assert exchange.answer == {"passages": [], "reported": []}
    asyncio.run(overheard.aclose())
    assert model.closed


def test_a_failure_is_told_and_raised():
    heard = []
    with pytest.raises(ModelAnswerError):
        asyncio.run(Overheard(Scripted(ModelAnswerError("no JSON came")), "a1", heard.append).ask(REQUEST))
    assert (heard[0].answer, heard[0].error) == (None, "no JSON came")


def test_an_extractor_tells_of_every_article():
    heard = []
    with Extractor("replay", overhear=heard.append) as extractor:
        from claimkit.article.loading import load
        from claimkit.models.choosing import _IN_CHECKOUT

        article = load(_IN_CHECKOUT.parent / "ferry.txt")
        extractor.extract_loaded(article)
    assert {exchange.task for exchange in heard} == {"quotes", "actors", "claims"}
    assert {exchange.article for exchange in heard} == {article.article.id}
