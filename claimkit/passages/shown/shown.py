"""Speech that the page shows without quotation marks: turns of an interview, posts, set-off blocks, dashes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimkit.article.reading import Reading
from claimkit.passages.passage import Form, Passage
from claimkit.schemas import Span


@dataclass(frozen=True, slots=True)
class Shown:
    """Words that are speech because of how the page is set.

    Attributes:
        form: What shows it.
        spans: The words, a span for each paragraph or piece.
        marked: The same pieces with what sets them off (the dash, the bracket of a block).
        speaker: The label or signature that names the speaker, if there is one.
    """

    form: Form
    spans: tuple[Span, ...]
    marked: tuple[Span, ...]
    speaker: Span | None = None


def with_shown(reading: Reading, passages: Sequence[Passage], shown: Sequence[Shown]) -> list[Passage]:
    """Put marked quotations and speech that is shown otherwise into one order.

    A quotation inside shown speech stands inside it; one that is the whole of it is only that.
    """
    if not shown:
        return list(passages)
    whole = [
        Passage(
            label=f"shown {number}",
            spans=one.spans,
            marked=one.marked,
            repeats=reading.repetitions(one.spans),
            speaker=one.speaker,
            form=one.form,
        )
        for number, one in enumerate(shown)
    ]
    pieces = sorted(
        ((piece, home) for home in whole for piece in home.marked), key=lambda pair: (pair[0].start, pair[0].end)
    )
    starts = [piece.start for piece, _ in pieces]
    placed: list[Passage] = []
    for passage in passages:
        at = bisect_right(starts, passage.marked[0].start) - 1
        home = pieces[at][1] if at >= 0 and passage.marked[0] in pieces[at][0] else None
        if home is None:
            placed.append(passage)
        elif passage.marked != home.spans:
            placed.append(passage if passage.inside else replace(passage, inside=home.label))
    ordered = sorted([*placed, *whole], key=lambda passage: (passage.marked[0].start, -passage.marked[-1].end))
    labels = {passage.label: f"Q{number}" for number, passage in enumerate(ordered, 1)}
    return [
        replace(passage, label=labels[passage.label], inside=labels.get(passage.inside or "")) for passage in ordered
    ]
