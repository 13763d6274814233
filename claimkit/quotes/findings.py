"""What the drafts of one part of an article came to."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimkit.asking.chunk import FoundQuote, Unfound
from claimkit.schemas import Rejected, Uncovered


@dataclass(slots=True)
class Findings:
    """What came out of the drafts of one part of an article.

    Attributes:
        quotes: The quotes, in reading order.
        unfound: Reported statements whose words were not found; they may be asked for again.
        rejected: Drafts that were turned down.
        uncovered: Marked passages that no quote covers.
        warnings: What a careful reader should know.
    """

    quotes: list[FoundQuote] = field(default_factory=list)
    unfound: list[Unfound] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    uncovered: list[Uncovered] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
