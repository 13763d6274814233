"""An article cut at every border of a span, so that overlapping spans become flat segments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from claimkit.schemas import Claim, Extraction, Quote, Span
from claimkit.views.common import UNSETTLED, name_of, one_line, uncovered_reason
from claimkit.views.threads import Threads

Sort = Literal["quote", "repeat", "speaker", "cue", "evidence", "mention", "uncovered"]


class Layer(NamedTuple):
    """One span to be shown, and what it is.

    Attributes:
        sort: What the span stands for.
        span: Where it is.
        label: What it is, in words.
        quote: The quote that it belongs to, if it belongs to one.
        links: What lights it up; the first is what it stands for.
        claim: The claim that it is evidence of.
    """

    sort: Sort
    span: Span
    label: str
    quote: Quote | None = None
    links: tuple[str, ...] = ()
    claim: Claim | None = None


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

    def links(self) -> tuple[str, ...]:
        """Return what lights the segment up; the first is what a pointer on it points at."""
        inner_first = list(reversed(self.layers))
        inner_first.sort(key=lambda layer: _POINTED.index(layer.sort))
        return tuple(dict.fromkeys(link for layer in inner_first for link in layer.links))


_POINTED: tuple[Sort, ...] = ("quote", "repeat", "speaker", "cue", "evidence", "mention", "uncovered")


def layers_of(extraction: Extraction) -> Iterator[Layer]:
    """Give everything of an extraction that is marked in the article's text."""
    threads = Threads(extraction)
    for quote in extraction.quotes:
        speaker = name_of(extraction.actor(quote.speaker), UNSETTLED)
        yield from _layers_of_quote(quote, speaker, threads)
    for claim in extraction.claims:
        for span in claim.spans:
            label = f"Evidence of {one_line(claim.id)}"
            yield Layer("evidence", span, label, links=threads.of_claim(claim), claim=claim)
    attributed = {(quote.speaker, quote.speaker_span) for quote in extraction.quotes}
    for actor in extraction.actors:
        for span in actor.mentions:
            if (actor.id, span) not in attributed:
                yield Layer("mention", span, one_line(actor.name), links=(threads.actor(actor.id),))
    for missed in extraction.report.uncovered:
        yield Layer("uncovered", missed, f"No quote: {uncovered_reason(missed.reason)}")


def _layers_of_quote(quote: Quote, speaker: str, threads: Threads) -> Iterator[Layer]:
    name, links = one_line(quote.id), threads.of_quote(quote)
    for span in quote.spans:
        yield Layer("quote", span, f"{name}, {quote.kind}: {speaker}", quote, links)
    for span in (span for again in quote.repeats for span in again):
        yield Layer("repeat", span, f"Repeats {name}: {speaker}", quote, links)
    if quote.speaker_span:
        links_of_name = (threads.speaker(quote), links[0])
        yield Layer("speaker", quote.speaker_span, f"Speaker of {name}: {speaker}", quote, links_of_name)
    if quote.cue_span:
        yield Layer("cue", quote.cue_span, f"Cue of {name}", quote, links[:1])


def segments(length: int, layers: Iterable[Layer], cuts: Iterable[int] = ()) -> Iterator[Segment]:
    """Give the segments of a text of `length` code points; together they are the whole text.

    Args:
        length: How many code points the text has.
        layers: What is marked in it.
        cuts: Places where a segment ends although no layer does.
    """
    opening: dict[int, list[Layer]] = defaultdict(list)
    closing: dict[int, list[Layer]] = defaultdict(list)
    for layer in layers:
        opening[layer.span.start].append(layer)
        closing[layer.span.end].append(layer)
    borders = sorted({0, length, *opening, *closing, *cuts})
    active: list[Layer] = []
    for start, end in pairwise(borders):
        for layer in closing.get(start, ()):
            active.remove(layer)
        active.extend(opening.get(start, ()))
        active.sort(key=_width, reverse=True)
        yield Segment(start, end, tuple(active))


def _width(layer: Layer) -> int:
    return layer.span.end - layer.span.start
