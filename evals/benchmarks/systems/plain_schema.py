"""The least that does it: a Pydantic list of quotes filled through instructor, and `str.find` for the places."""

from __future__ import annotations

from collections.abc import Sequence

import instructor
import openai
from attributions import Attribution, Place
from pydantic import BaseModel, Field

from claimkit.schemas import Article
from systems.asked import INSTRUCTIONS
from systems.system import Found, Options, each, nearest


class PlainQuote(BaseModel):
    """One attribution, as a model fills it."""

    content: list[str] = Field(description="The attributed words; one string for each stretch, if they are interrupted")
    cue: str = Field(description="The reporting words")
    speaker: str = Field(description="The words that name the source; empty if nobody is named")


class PlainQuotes(BaseModel):
    """All attributions of an article."""

    quotes: list[PlainQuote]


class PlainSchema:
    """One question for each article.

    Args:
        options: How it is run.
    """

    def __init__(self, options: Options) -> None:
        client = openai.OpenAI(base_url=options.base_url, api_key=options.api_key, timeout=options.timeout)
        # The way claimkit asks, too, so that an endpoint has to be able to do one thing alone.
        self._client = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA)
        self._model = options.model
        self._at_once = options.at_once

    def find(self, articles: Sequence[Article]) -> list[Found]:
        """Return what is found in each article."""
        return each(articles, self._one, self._at_once)

    def _one(self, text: str) -> list[Attribution]:
        answer = self._client.chat.completions.create(
            model=self._model,
            messages=[{"role": "user", "content": f"{INSTRUCTIONS}\n\nThe text:\n\n{text}"}],
            response_model=PlainQuotes,
        )
        return [found for quote in answer.quotes if (found := attribution(text, quote)) is not None]


def attribution(text: str, quote: PlainQuote) -> Attribution | None:
    """Find the words of a quote; None when none of its content is there, word for word."""
    pieces: list[Place] = []
    for words in filter(None, map(str.strip, quote.content)):
        start = text.find(words, pieces[-1][1] if pieces else 0)
        if start >= 0:
            pieces.append((start, start + len(words)))
    if not pieces:
        return None
    source = nearest(text, quote.speaker, pieces[0])
    return Attribution(pieces, nearest(text, quote.cue, pieces[0]), [source] if source else [])
