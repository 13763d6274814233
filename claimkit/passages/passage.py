"""A passage: words that the page shows as speech, under one label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claimkit.schemas import Span

Form = Literal["marks", "turn", "post", "block", "dash"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words inside quotation marks, or speech that is shown without any: one label, however many pieces.

    Attributes:
        label: "Q1", "Q2" ... in reading order.
        spans: The words without their outer marks: a span for each paragraph of a long quotation, and
            for each side of an interruption (`"...," she said, "..."`).
        marked: The same pieces with their marks.
        closed: Whether a closing mark was found.
        inside: Label of the passage that this one stands in.
        repeats: The same words elsewhere, one tuple of spans for each repetition.
        speaker: Who speaks, where the page itself says so: the label of a turn, the signature of a post.
        form: What shows that it is speech.
    """

    label: str
    spans: tuple[Span, ...]
    marked: tuple[Span, ...]
    closed: bool = True
    inside: str | None = None
    repeats: tuple[tuple[Span, ...], ...] = ()
    speaker: Span | None = None
    form: Form = "marks"

    def words(self, text: str) -> str:
        """Return the words, pieces joined by a space."""
        return " ".join(span.of(text) for span in self.spans)
