"""Cutting a long article at paragraphs, never inside a quotation."""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.article.reading import Reading, Sentence
from claimkit.asking.chunk import Chunk
from claimkit.passages import Passage


def chunks_of(reading: Reading, passages: Sequence[Passage], limit: int) -> tuple[Chunk, ...]:
    """Cut an article into parts.

    A part ends where a paragraph ends; only a paragraph that is longer than `limit` is cut between
    sentences. A quotation is never cut, so a part can be longer than the limit.

    Args:
        reading: The article.
        passages: Its marked passages.
        limit: How many characters a part should have at the most.
    """
    parts: list[list[Sentence]] = [[]]
    size = 0
    for unit in _units(reading, passages, limit):
        length = unit[-1].span.end - unit[0].span.start
        if parts[-1] and size + length > limit:
            parts.append([])
            size = 0
        parts[-1].extend(unit)
        size += length
    parts = [part for part in parts if part]
    home = {sentence.number: index for index, part in enumerate(parts) for sentence in part}
    inside: list[list[Passage]] = [[] for _ in parts]
    for passage in passages:
        inside[home[reading.sentence_at(passage.marked[0].start).number]].append(passage)
    return tuple(
        Chunk(reading, tuple(part), tuple(own), number, len(parts))
        for number, (part, own) in enumerate(zip(parts, inside, strict=True), 1)
    )


def _units(reading: Reading, passages: Sequence[Passage], limit: int) -> list[list[Sentence]]:
    """Group the sentences that have to stay together; repeated blocks are left out."""
    quoted = [(passage.marked[0].start, passage.marked[-1].end) for passage in passages if passage.inside is None]
    quoted.sort()
    units: list[list[Sentence]] = []
    reach = -1  # how far a quotation that opened already goes
    at = 0
    for sentence in reading.sentences:
        if reading.is_copy(sentence.paragraph):
            continue
        together = sentence.span.start < reach
        if units and not together and units[-1][-1].paragraph == sentence.paragraph:
            paragraph = reading.paragraphs[sentence.paragraph]
            together = paragraph.end - paragraph.start <= limit
        if together:
            units[-1].append(sentence)
        else:
            units.append([sentence])
        while at < len(quoted) and quoted[at][0] < sentence.span.end:
            reach = max(reach, quoted[at][1])
            at += 1
    return units
