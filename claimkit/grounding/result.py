"""What grounding gives back."""

from __future__ import annotations

from typing import Literal

from claimkit.schemas import Frozen, Span

Status = Literal["exact", "typographic", "pieces", "near", "unfound"]


class Edit(Frozen):
    """One difference between the words that were given and the article.

    Attributes:
        given: The words as they were given; empty when the article has more.
        article: The words of the article; empty when the article has fewer.
    """

    given: str
    article: str


class Grounding(Frozen):
    """Where words stand in a text, and how sure that is.

    Attributes:
        status: "exact", "typographic" and "pieces" are verbatim; "near" differs in small words that change
            no meaning; "unfound" is anything else.
        spans: The places, in reading order; empty when unfound.
        edits: What differs, word by word; for "unfound", the differences from the nearest place, if any.
        coverage: Share of the given words that stand at the place, from 0.0 to 1.0.
        nearest: For "unfound", the most similar place, if there is one; never to be used as the quotation.
    """

    status: Status
    spans: tuple[Span, ...] = ()
    edits: tuple[Edit, ...] = ()
    coverage: float = 0.0
    nearest: Span | None = None

    @property
    def verbatim(self) -> bool:
        """Whether every word stands in the article as given."""
        return self.status in ("exact", "typographic", "pieces")

    @property
    def found(self) -> bool:
        """Whether there is a place at all, verbatim or near."""
        return self.status != "unfound"
