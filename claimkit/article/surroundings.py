"""Words in their surroundings: the sentences around a quotation."""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.article.reading import read
from claimkit.errors import CallerError
from claimkit.schemas import Article, Span


def surroundings(article: Article, spans: Sequence[Span], sentences: int) -> str:
    """Return the sentences that hold `spans`, with some before and after them, as the article has them.

    Raises:
        CallerError: `sentences` is negative, or a span reaches beyond the article.
    """
    if sentences < 0:
        raise CallerError(f"{sentences} sentences of context make no sense", hint="Give 0 or more.")
    if spans[-1].end > len(article.text):
        raise CallerError(
            f"the words end at {spans[-1].end}, but the article has {len(article.text)} characters",
            hint="Give the article that these words come from: result.article.",
        )
    reading = read(article)
    first = reading.sentence_at(spans[0].start).number - 1
    last = reading.sentence_at(spans[-1].end - 1).number - 1
    start = reading.sentences[max(0, first - sentences)].span.start
    end = reading.sentences[min(len(reading.sentences) - 1, last + sentences)].span.end
    return article.text[min(start, spans[0].start) : max(end, spans[-1].end)]
