"""Gold as annotation tools see it: labelled regions of one span each, and labelled links between them.

A quote in pieces is a chain of "Quote" regions with "next_piece" links; an actor is a chain of "Actor" regions, one a
mention, with "same_actor" links. What regions and links cannot say travels in `Markup.rest`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, get_args

from claimkit.evaluation.gold import Gold
from claimkit.passages.marked.marks import ALL_MARKS
from claimkit.schemas import Actor, ActorKind, Claim, ClaimKind, Commitment, Quote, QuoteKind, Span

LABELS = ("Quote", "Source", "Cue", "Actor", "Anonymity", "Claim", "Repeat")
LINKS: dict[str, tuple[str, str]] = {
    "source": ("Quote", "Source"),
    "cue": ("Quote", "Cue"),
    "speaker": ("Quote", "Actor"),
    "inside": ("Quote", "Quote"),
    "repeated": ("Quote", "Repeat"),
    "same_actor": ("Actor", "Actor"),
    "anonymity": ("Actor", "Anonymity"),
    "claimant": ("Claim", "Actor"),
    "carried_by": ("Claim", "Quote"),
    "same_as": ("Claim", "Claim"),
}
IN_PIECES = ("Quote", "Claim", "Repeat")
CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "Quote": {"kind": get_args(QuoteKind)},
    "Actor": {"kind": get_args(ActorKind)},
    "Claim": {
        "kind": get_args(ClaimKind),
        "commitment": get_args(Commitment),
        "check_worthy": ("yes", "no"),
    },
}
TEXTS: dict[str, tuple[str, ...]] = {
    "Quote": ("addressee", "setting"),
    "Actor": ("name", "role", "affiliation"),
    "Claim": ("text", "reason"),
}
_KEY = re.compile(r"([a-z]+):(.+):(\d+)", re.DOTALL)


@dataclass(frozen=True)
class Region:
    """A labelled stretch of the text.

    Attributes:
        key: Its name; "quote:q1:2" is the second piece of q1.
        label: One of `LABELS`.
        span: Where it stands.
        fields: What the tool says about it, by the names in `CHOICES` and `TEXTS`; None when the tool cannot say.
        all_texts: Whether a free text that is not among the fields has been deleted in the tool.
    """

    key: str
    label: str
    span: Span
    fields: dict[str, str] | None = None
    all_texts: bool = True


@dataclass(frozen=True)
class Link:
    """A labelled link between two regions, given by their keys."""

    label: str
    head: str
    child: str


@dataclass
class Markup:
    """An article with regions and links.

    Attributes:
        text: The article's text.
        regions: The regions.
        links: The links.
        rest: What they cannot say: see `rest_of`; empty for files that claimkit did not write.
        notes: What the reader of a file has to report about it.
    """

    text: str
    regions: list[Region] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    rest: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def named(region: Region) -> tuple[str, int] | None:
    """Return the object and the number that an exported key names; None for one of the tool's, or for a new label."""
    found = _KEY.fullmatch(region.key)
    return (found.group(2), int(found.group(3))) if found and found.group(1) == region.label.lower() else None


def fingerprint(text: str) -> str:
    """Return what tells a text from one that was changed."""
    return sha256(text.encode("utf-8")).hexdigest()


def rest_of(gold: Gold) -> dict[str, Any]:
    """Return whatever regions and links cannot say, and what is needed where a tool drops its fields."""
    mentioned = {actor.id for actor in gold.actors if actor.mentions}
    return {
        "article": plain(gold.article, "text"),
        "text_sha256": fingerprint(gold.article.text),
        "labels": plain(gold.labels),
        "actors": [_actor_rest(actor) for actor in gold.actors],
        "quotes": [_less(_quote_rest(quote), "speaker", mentioned) for quote in gold.quotes],
        "claims": [_less(_claim_rest(claim), "claimant", mentioned) for claim in gold.claims],
    }


def plain(model: Any, *without: str) -> dict[str, Any]:
    """Return a model as JSON without its defaults and some of its fields."""
    data: dict[str, Any] = model.model_dump(mode="json", exclude_defaults=True, exclude=set(without))
    return data


def _actor_rest(actor: Actor) -> dict[str, Any]:
    return plain(actor, "mentions", "anonymity_span") if actor.mentions else plain(actor) | {"unmentioned": True}


def _quote_rest(quote: Quote) -> dict[str, Any]:
    kept = plain(quote, "text", "spans", "speaker_span", "cue_span", "repeats", "inside")
    if quote.grounding == usual_grounding(quote.spans):
        del kept["grounding"]
    return kept


def _claim_rest(claim: Claim) -> dict[str, Any]:
    return plain(claim, "spans", "quotes", "same_as")


def _less(data: dict[str, Any], name: str, mentioned: set[str]) -> dict[str, Any]:
    """Leave out a speaker that a link can say, so that an edited link is never contradicted."""
    return {key: value for key, value in data.items() if key != name or value not in mentioned}


def usual_grounding(spans: Sequence[Span]) -> str:
    """Return how a hand-labelled quote with these pieces is grounded."""
    return "pieces" if len(spans) > 1 else "exact"


def markup_of(gold: Gold, *, with_fields: bool) -> Markup:
    """Turn gold into regions and links.

    Args:
        gold: The labels.
        with_fields: Whether the tool has a place for fields, such as the kind of a quote, at a region.
    """
    made = _Maker(with_fields)
    for actor in gold.actors:
        made.actor(actor)
    for quote in gold.quotes:
        made.quote(quote)
    for claim in gold.claims:
        made.claim(claim)
    made.links_between(gold)
    return Markup(gold.article.text, list(made.regions.values()), made.links, rest_of(gold))


class _Maker:
    """Collects regions; a source or cue that several quotes share is one region."""

    def __init__(self, with_fields: bool) -> None:
        self.regions: dict[str, Region] = {}
        self.links: list[Link] = []
        self._with_fields = with_fields

    def actor(self, actor: Actor) -> None:
        head = self._chain("Actor", actor.id, actor.mentions, "same_actor", actor)
        if head and actor.anonymity_span:
            self._shared("anonymity", head, "Anonymity", actor.anonymity_span)

    def quote(self, quote: Quote) -> None:
        head = self._chain("Quote", quote.id, quote.spans, "next_piece", quote)
        for name, label, span in (("source", "Source", quote.speaker_span), ("cue", "Cue", quote.cue_span)):
            if span:
                self._shared(name, head, label, span)
        for number, again in enumerate(quote.repeats, 1):
            first = self._chain("Repeat", f"{quote.id}/{number}", again, "next_piece", None)
            self.links += [Link("repeated", head, first)] if first else []

    def claim(self, claim: Claim) -> None:
        self._chain("Claim", claim.id, claim.spans, "next_piece", claim)

    def links_between(self, gold: Gold) -> None:
        for quote in gold.quotes:
            self._link("inside", f"quote:{quote.id}:1", "quote", [quote.inside])
            self._link("speaker", f"quote:{quote.id}:1", "actor", [quote.speaker])
        for claim in gold.claims:
            head = f"claim:{claim.id}:1"
            self._link("claimant", head, "actor", [claim.claimant])
            self._link("carried_by", head, "quote", claim.quotes)
            self._link("same_as", head, "claim", claim.same_as)

    def _link(self, label: str, head: str, sort: str, ids: Iterable[str | None]) -> None:
        keys = (f"{sort}:{name}:1" for name in ids if name is not None)
        self.links += [Link(label, head, key) for key in keys if key in self.regions]

    def _chain(self, label: str, name: str, spans: Iterable[Span], link: str, model: Any) -> str:
        before = first = ""
        for number, span in enumerate(spans, 1):
            key = f"{label.lower()}:{name}:{number}"
            fields: dict[str, str] | None = {} if self._with_fields else None
            if fields is not None and model is not None and number == 1:
                fields = dict(_fields(label, model))
            self.regions[key] = Region(key, label, span, fields)
            self.links += [Link(link, before, key)] if before else []
            before, first = key, first or key
        return first

    def _shared(self, link: str, head: str, label: str, span: Span) -> None:
        key = f"{label.lower()}:{span.start}-{span.end}:1"
        self.regions.setdefault(key, Region(key, label, span, {} if self._with_fields else None))
        self.links.append(Link(link, head, key))


def _fields(label: str, model: Any) -> Iterator[tuple[str, str]]:
    for name in (*CHOICES[label], *TEXTS[label]):
        value = getattr(model, name)
        if isinstance(value, bool):
            yield name, "yes" if value else "no"
        elif value is not None:
            yield name, value


def kind_by_marks(text: str, spans: Sequence[Span]) -> str:
    """Guess the kind of a quote that nobody gave one: by the marks around and in its pieces."""
    around = [
        span.start > 0 and text[span.start - 1] in ALL_MARKS and span.end < len(text) and text[span.end] in ALL_MARKS
        for span in spans
    ]
    if all(around):
        return "direct"
    within = any(mark in ALL_MARKS - {"'", "’"} for span in spans for mark in span.of(text))
    return "mixed" if within or any(around) else "indirect"
