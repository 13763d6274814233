"""What hangs together: the names under which actors, quotes and claims light one another up.

The names are made here, from places in the result ("a1", "q3", "c2"), so that no word of an article or a
model becomes part of one. Where several names stand in a row, the first is the thing itself.
"""

from __future__ import annotations

from collections import defaultdict

from claimkit.schemas import Claim, Extraction, Quote

NOBODY = "a0"


class Threads:
    """The names of everything in one extraction."""

    def __init__(self, extraction: Extraction) -> None:
        self._actors = {actor.id: f"a{number}" for number, actor in enumerate(extraction.actors, 1)}
        self._quotes = {quote.id: f"q{number}" for number, quote in enumerate(extraction.quotes, 1)}
        self._claims = {claim.id: f"c{number}" for number, claim in enumerate(extraction.claims, 1)}
        self._carried: dict[str, list[str]] = defaultdict(list)
        self._tied: dict[str, list[str]] = defaultdict(list)
        for quote in extraction.quotes:
            self._tied[self.speaker(quote)].append(self._quotes[quote.id])
        for claim in extraction.claims:
            name = self._claims[claim.id]
            if claim.claimant is not None:
                self._tied[self._actors[claim.claimant]].append(name)
            for carrier in claim.quotes:
                self._carried[carrier].append(name)

    def speaker(self, quote: Quote) -> str:
        """Return the name of who speaks; a quote without a speaker hangs on nobody."""
        return NOBODY if quote.speaker is None else self._actors[quote.speaker]

    def actor(self, actor_id: str | None) -> str:
        """Return the name of an actor, or of nobody."""
        return NOBODY if actor_id is None else self._actors[actor_id]

    def of_actor(self, actor_id: str | None) -> tuple[str, ...]:
        """Return the actor, its quotes and its claims."""
        name = self.actor(actor_id)
        return (name, *self._tied[name])

    def of_quote(self, quote: Quote) -> tuple[str, ...]:
        """Return the quote, its speaker and the claims that it carries."""
        return (self._quotes[quote.id], self.speaker(quote), *self._carried[quote.id])

    def of_claim(self, claim: Claim) -> tuple[str, ...]:
        """Return the claim, its claimant and the quotes that carry it."""
        claimant = () if claim.claimant is None else (self._actors[claim.claimant],)
        return (self._claims[claim.id], *claimant, *(self._quotes[name] for name in claim.quotes))
