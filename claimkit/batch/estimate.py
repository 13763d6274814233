"""What a batch will ask and cost, without asking anybody.

The first question of each article is put together as it will be sent; the others share its prefix. What models write
depends on how much is said in an article; the figures were fitted on the project's gold articles, for which a large
model's answers are recorded (`python evals/benchmarks/foretold.py` prints how far they are off).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claimkit.article import read
from claimkit.asking import Chunk
from claimkit.asking.listed import request_for, shown_article
from claimkit.batch.corpus import BadItem, Item
from claimkit.drafts import QuotesDraft
from claimkit.models.base import Model
from claimkit.passages import mark
from claimkit.pipeline.chunks import chunks_of
from claimkit.prices import price_of
from claimkit.prompts import PromptSet
from claimkit.schemas import Usage

BYTES_PER_TOKEN = 4.3  # of English news with its marks and numbers
_QUESTIONS = 3  # quotes, actors, claims
_ASKED_AGAIN = 0.3  # further questions an article: words copied once more, claims written again
_LISTS = 1.1  # the later questions also show quotes and speakers
_OUT_PER_IN = 4.6  # tokens written for each token of the article, by a model that lists every claim


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a batch will ask.

    Attributes:
        model: Who would be asked.
        articles: Articles that can be read.
        unreadable: Entries that cannot.
        calls: Questions.
        usage: Tokens, and money where the price is known.
    """

    model: str
    articles: int
    unreadable: int
    calls: int
    usage: Usage

    def lines(self) -> list[str]:
        """Return the estimate for people."""
        money = "price not known" if self.usage.cost_usd is None else f"about ${self.usage.cost_usd:,.2f}"
        bad = f", {self.unreadable:,} that cannot be read" if self.unreadable else ""
        return [
            f"{self.articles:,} articles{bad}",
            f"about {self.calls:,} calls to {self.model}",
            f"about {self.usage.input_tokens:,} tokens in, {self.usage.output_tokens:,} out: {money}",
        ]


def estimate(items: Iterable[Item | BadItem], model: Model, prompts: PromptSet, *, priced: bool = True) -> Estimate:
    """Add up what a corpus will take; nobody is asked.

    Args:
        items: The corpus.
        model: Who would be asked.
        prompts: The prompts that would be filled.
        priced: Whether the provider's own prices hold; not for a server of one's own.
    """
    articles = unreadable = calls = 0
    usage = Usage()
    for item in items:
        if isinstance(item, BadItem):
            unreadable += 1
            continue
        articles += 1
        if model.profile.questions == "ruled":
            continue
        reading = read(item.article)
        for chunk in chunks_of(reading, mark(reading), model.profile.chunk_chars):
            calls += _QUESTIONS
            usage = usage + _of_chunk(chunk, model, prompts)
    calls += round(articles * _ASKED_AGAIN) if calls else 0
    price = price_of(model.name, usage) if priced else None
    return Estimate(model.name, articles, unreadable, calls, usage.model_copy(update={"cost_usd": price}))


def _of_chunk(chunk: Chunk, model: Model, prompts: PromptSet) -> Usage:
    labels = [passage.label for passage in chunk.passages]
    request = request_for(
        model,
        prompts,
        "quotes",
        shown_article(prompts, chunk),
        QuotesDraft,
        labels=labels,
        turns=[],
        posts=[],
        known="",
    )
    prefix = sum(_tokens(text) for _, text in request.messages[:2])
    task = _tokens(request.messages[2][1])
    article = _tokens(chunk.span.of(chunk.reading.text))
    questions = _QUESTIONS + _ASKED_AGAIN
    return Usage(
        input_tokens=round(_LISTS * questions * (prefix + task)),
        output_tokens=round(_OUT_PER_IN * article),
    )


def _tokens(text: str) -> int:
    return round(len(text.encode("utf-8")) / BYTES_PER_TOKEN)
