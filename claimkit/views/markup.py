"""The smallest parts of a page: escaped text, lists, links among its parts, and the names of its places."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from claimkit.schemas import Actor, Claim, Extraction, Quote
from claimkit.views import common
from claimkit.views.style import colour_class


def safe(text: str) -> str:
    """Return text as HTML: escaped, and with characters that could fool the eye shown as signs."""
    return escape(common.visible(text))


def unordered(items: Iterable[str], kind: str = "") -> str:
    """Return items that are HTML already as a list of this class."""
    return f'<ul class="{kind}">' + "\n".join(items) + "</ul>"


def links_of(links: Iterable[str]) -> str:
    """Return the attribute that names what lights up together; nothing when nothing does."""
    joined = " ".join(links)
    return f' data-links="{joined}"' if joined else ""


class Places:
    """The anchors and colours of one extraction; `name` keeps them apart from those of others on the same page."""

    def __init__(self, extraction: Extraction, name: str) -> None:
        self.extraction = extraction
        speakers = [actor for actor, _ in common.quotes_by_speaker(extraction) if actor]
        self.numbers = {actor.id: number for number, actor in enumerate(speakers, 1)}
        self._quotes = {quote.id: f"{name}-q{number}" for number, quote in enumerate(extraction.quotes, 1)}
        self._claims = {claim.id: f"{name}-c{number}" for number, claim in enumerate(extraction.claims, 1)}

    def quote(self, quote: Quote) -> str:
        """Return the anchor of a quote in the list; "-text" behind it is its place in the article."""
        return self._quotes[quote.id]

    def claim(self, claim: Claim) -> str:
        """Return the anchor of a claim in the list; with "-text" or "-note" it is its sign or its margin note."""
        return self._claims[claim.id]

    def colour(self, speaker: str | None) -> str:
        """Return the class that paints a speaker, or nobody."""
        return colour_class(self.numbers.get(speaker or ""))

    def key(self, actor: Actor | None) -> str:
        """Return the small framed id of an actor in its colour; of one who says nothing without a colour."""
        silent = actor is not None and actor.id not in self.numbers
        colour = "" if silent else self.colour(actor.id if actor else None)
        return f'<span class="key {colour}">{safe(common.one_line(actor.id)) if actor else "?"}</span>'
