"""Halving a part of an article whose answer was too long: each half is asked about in a smaller request."""

from __future__ import annotations

from dataclasses import replace

from claimkit.asking.chunk import Chunk


def halved(chunk: Chunk) -> tuple[Chunk, Chunk] | None:
    """Return both halves of a part, cut between paragraphs where that is possible, never inside a quotation.

    Returns:
        The halves, or None when the part is one sentence or one quotation.
    """
    borders = [number for number in range(1, len(chunk.sentences)) if not _in_passage(chunk, number)]
    between = [
        number for number in borders if chunk.sentences[number].paragraph != chunk.sentences[number - 1].paragraph
    ]
    middle = (chunk.span.start + chunk.span.end) / 2
    best = min(between or borders, key=lambda at: abs(chunk.sentences[at].span.start - middle), default=None)
    if best is None:
        return None
    start = chunk.sentences[best].span.start
    first = tuple(passage for passage in chunk.passages if passage.marked[0].start < start)
    second = tuple(passage for passage in chunk.passages if passage.marked[0].start >= start)
    return (
        replace(chunk, sentences=chunk.sentences[:best], passages=first),
        replace(chunk, sentences=chunk.sentences[best:], passages=second),
    )


def _in_passage(chunk: Chunk, number: int) -> bool:
    """Say whether a passage goes on from the sentence before into this one."""
    start = chunk.sentences[number].span.start
    return any(passage.marked[0].start < start < passage.marked[-1].end for passage in chunk.passages)
