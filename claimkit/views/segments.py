"""An article cut at every border of a span, so that overlapping spans become flat segments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from claimkit.schemas import Extraction, Quote, Span
from claimkit.views.common import UNSETTLED, name_of, one_line, uncovered_reason

Sort = Literal["quote", "repeat", "speaker", "cue", "uncovered"]


class Layer(NamedTuple):
    """One span to be shown, and what it is.

    Attributes:
        sort: What the span stands for.
        span: Where it is.
        label: What it is, in words.
        quote: The quote that it belongs to; None for an uncovered passage.
    """

    sort: Sort
    span: Span
    label: str
    quote: Quote | None = None


class Segment(NamedTuple):
    """A stretch of the article without a border inside.

    Attributes:
        start: Index of its first code point.
        end: Index after its last code point.
        layers: All layers that cover it, the widest first.
    """

    start: int
    end: int
    layers: tuple[Layer, ...]


def layers_of(extraction: Extraction) -> Iterator[Layer]:
    """Give everything of an extraction that is marked in the article's text."""
    for quote in extraction.quotes:
        yield from _layers_of_quote(quote, name_of(extraction.actor(quote.speaker), UNSETTLED))
    for span in extraction.report.uncovered:
        yield Layer("uncovered", span, f"No quote: {uncovered_reason(span.reason)}")


def _layers_of_quote(quote: Quote, speaker: str) -> Iterator[Layer]:
    name = one_line(quote.id)
    for span in quote.spans:
        yield Layer("quote", span, f"{name}, {quote.kind}: {speaker}", quote)
    for span in (span for again in quote.repeats for span in again):
        yield Layer("repeat", span, f"Repeats {name}: {speaker}", quote)
    if quote.speaker_span:
        yield Layer("speaker", quote.speaker_span, f"Speaker of {name}: {speaker}", quote)
    if quote.cue_span:
        yield Layer("cue", quote.cue_span, f"Cue of {name}", quote)


def segments(length: int, layers: Iterable[Layer]) -> Iterator[Segment]:
    """Give the segments of a text of `length` code points; together they are the whole text."""
    opening: dict[int, list[Layer]] = defaultdict(list)
    closing: dict[int, list[Layer]] = defaultdict(list)
    for layer in layers:
        opening[layer.span.start].append(layer)
        closing[layer.span.end].append(layer)
    borders = sorted({0, length, *opening, *closing})
    active: list[Layer] = []
    for start, end in pairwise(borders):
        for layer in closing.get(start, ()):
            active.remove(layer)
        active.extend(opening.get(start, ()))
        active.sort(key=_width, reverse=True)
        yield Segment(start, end, tuple(active))


def _width(layer: Layer) -> int:
    return layer.span.end - layer.span.start
