"""What a server counts while it serves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Stats:
    """What a server has counted.

    Attributes:
        requests: Questions that came.
        correct: Right answers that were sent whole.
        faults: Faults by kind.
        limited: Requests turned away because they were too many in a second.
        early: Requests that came back before the time that Retry-After had named.
        unknown: Requests that asked nothing that is known here.
        tasks: Requests by question: quotes, actors, claims.
        most_at_once: The most requests that were being answered at the same time.
        connections: Connections that were opened.
        bytes_in: Bytes of the questions' bodies.
        bytes_out: Bytes sent.
        authorizations: The Authorization headers seen.
    """

    requests: int = 0
    correct: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    limited: int = 0
    early: int = 0
    unknown: int = 0
    tasks: Counter[str] = field(default_factory=Counter)
    most_at_once: int = 0
    connections: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    authorizations: set[str] = field(default_factory=set)

    def as_data(self) -> dict[str, Any]:
        """Return all counts as JSON data."""
        return {name: sorted(value) if isinstance(value, set) else value for name, value in vars(self).items()}
