"""What the drafts of one part of an article came to."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimkit.asking.chunk import FoundQuote
from claimkit.schemas import Rejected, Uncovered


@dataclass(slots=True)
class Findings:
    """What came out of the drafts of one part of an article."""

    quotes: list[FoundQuote] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    uncovered: list[Uncovered] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
