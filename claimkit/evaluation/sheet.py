"""Sheets: labels as people write them, with copied words and numbers of paragraphs in the place of offsets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import Field, ValidationError

from claimkit.errors import CallerError
from claimkit.evaluation.gold import Gold, Labels
from claimkit.links import cut
from claimkit.schemas import (
    Actor,
    ActorKind,
    Article,
    Claim,
    ClaimKind,
    Commitment,
    Extraction,
    Frozen,
    Quote,
    QuoteKind,
    Span,
)

_LINE = re.compile(r"[^\r\n]+")


class Place(Frozen):
    """Words within one paragraph.

    Attributes:
        p: Number of the paragraph, from 1; lines that are empty do not count.
        words: The words, character for character.
        nth: Which of several places of these words in the paragraph.
    """

    p: int = Field(ge=1)
    words: str = Field(min_length=1)
    nth: int = Field(default=1, ge=1)


class SheetQuote(Frozen):
    """A quote as it is labelled; see evals/guide.md."""

    id: str
    kind: QuoteKind
    pieces: tuple[Place, ...] = Field(min_length=1)
    speaker: str | None = None
    source: Place | None = None
    cue: Place | None = None
    inside: str | None = None


class SheetActor(Frozen):
    """An actor as it is labelled."""

    id: str
    name: str
    kind: ActorKind
    role: str | None = None
    affiliation: str | None = None
    anonymity: Place | None = None
    mentions: tuple[Place, ...] = ()


class SheetClaim(Frozen):
    """A claim as it is labelled."""

    id: str
    text: str
    evidence: tuple[Place, ...] = Field(min_length=1)
    claimant: str | None = None
    quotes: tuple[str, ...] = ()
    kind: ClaimKind
    commitment: Commitment
    check_worthy: bool


class Sheet(Frozen):
    """The labels of one article, as people write them.

    Attributes:
        article: The article; may be left out when the text lies beside the sheet.
        quotes: The quotes, in reading order.
        actors: The actors.
        claims: The claims.
        labels: How it was labelled.
        notes: Doubts of the reader.
    """

    article: Article | None = None
    quotes: tuple[SheetQuote, ...] = ()
    actors: tuple[SheetActor, ...] = ()
    claims: tuple[SheetClaim, ...] = ()
    labels: Labels = Field(default_factory=Labels)
    notes: str = ""


class _Finder:
    """Finds places in an article and collects what cannot be found."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._paragraphs = paragraphs_of(text)
        self.faults: list[str] = []

    def span(self, where: str, place: Place) -> Span:
        if place.p > len(self._paragraphs):
            self.faults.append(f"{where}: there is no paragraph {place.p}, the last one is {len(self._paragraphs)}")
            return Span(start=0, end=1)
        home = self._paragraphs[place.p - 1]
        at = home.start - 1
        for _ in range(place.nth):
            at = self._text.find(place.words, at + 1, home.end)
            if at < 0:
                break
        if at < 0:
            again = f" {place.nth} times" if place.nth > 1 else ""
            self.faults.append(f"{where}: these words do not stand in paragraph {place.p}{again}: {place.words!r}")
            return Span(start=0, end=1)
        return Span(start=at, end=at + len(place.words))

    def spans(self, where: str, places: Iterable[Place]) -> tuple[Span, ...]:
        return tuple(self.span(where, place) for place in places)


def paragraphs_of(text: str) -> list[Span]:
    """Return the paragraphs that a sheet counts: all lines with something on them."""
    return [Span(start=found.start(), end=found.end()) for found in _LINE.finditer(text) if found.group().strip()]


def load_sheet(path: Path) -> Sheet:
    """Read a sheet.

    Raises:
        CallerError: It is missing or broken; the message names the field.
    """
    try:
        return Sheet.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CallerError(f"{path} cannot be read: {error.strerror}", hint="Give a sheet.") from None
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
        raise CallerError(f"{path} is no sheet:\n" + "\n".join(faults), hint="See evals/guide.md.") from None


def gold_of(sheet: Sheet, article: Article | None = None) -> Gold:
    """Turn a sheet into gold.

    Args:
        sheet: The sheet.
        article: The article, when the sheet does not hold it.

    Raises:
        CallerError: Words do not stand where the sheet says, or ids name nothing; all faults are listed.
    """
    article = sheet.article or article
    if article is None:
        raise CallerError("the sheet holds no article", hint="Give the article's file as well.")
    find = _Finder(article.text)
    quotes = tuple(_quote(quote, article.text, find) for quote in sheet.quotes)
    actors = tuple(_actor(actor, find) for actor in sheet.actors)
    claims = tuple(_claim(claim, find) for claim in sheet.claims)
    for name in sorted({words for actor in actors for words in (actor.name, actor.role, actor.affiliation) if words}):
        if name not in article.text:
            find.faults.append(f"actors: {name!r} does not stand in the article")
    if find.faults:
        raise CallerError("\n".join(find.faults), hint="Copy the words again, and count the paragraphs anew.")
    notes = sheet.notes or sheet.labels.notes
    labels = sheet.labels.model_copy(update={"notes": notes})
    try:
        return Gold(article=article, actors=actors, quotes=quotes, claims=claims, labels=labels)
    except ValidationError as error:
        raise CallerError(str(error.errors()[0]["msg"]), hint="Correct the sheet.") from None


def _quote(quote: SheetQuote, text: str, find: _Finder) -> Quote:
    spans = find.spans(f"{quote.id}.pieces", quote.pieces)
    return Quote(
        id=quote.id,
        kind=quote.kind,
        text=cut(text, spans),
        spans=spans,
        speaker=quote.speaker,
        speaker_span=find.span(f"{quote.id}.source", quote.source) if quote.source else None,
        cue_span=find.span(f"{quote.id}.cue", quote.cue) if quote.cue else None,
        grounding="pieces" if len(spans) > 1 else "exact",
        inside=quote.inside,
    )


def _actor(actor: SheetActor, find: _Finder) -> Actor:
    mentions = {(span.start, span.end): span for span in find.spans(f"{actor.id}.mentions", actor.mentions)}
    return Actor(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        role=actor.role,
        affiliation=actor.affiliation,
        mentions=tuple(mentions[place] for place in sorted(mentions)),
        anonymity_span=find.span(f"{actor.id}.anonymity", actor.anonymity) if actor.anonymity else None,
    )


def _claim(claim: SheetClaim, find: _Finder) -> Claim:
    return Claim(
        id=claim.id,
        text=claim.text,
        spans=find.spans(f"{claim.id}.evidence", claim.evidence),
        claimant=claim.claimant,
        quotes=claim.quotes,
        kind=claim.kind,
        commitment=claim.commitment,
        check_worthy=claim.check_worthy,
    )


def sheet_of(extraction: Extraction | Gold, labels: Labels | None = None) -> Sheet:
    """Turn an extraction, or gold, into a sheet to correct."""
    text = extraction.article.text
    places = _Places(text)
    return Sheet(
        article=extraction.article,
        quotes=tuple(
            SheetQuote(
                id=quote.id,
                kind=quote.kind,
                pieces=places.of(quote.spans),
                speaker=quote.speaker,
                source=places.one(quote.speaker_span),
                cue=places.one(quote.cue_span),
                inside=quote.inside,
            )
            for quote in extraction.quotes
        ),
        actors=tuple(
            SheetActor(
                id=actor.id,
                name=actor.name,
                kind=actor.kind,
                role=actor.role,
                affiliation=actor.affiliation,
                anonymity=places.one(actor.anonymity_span),
                mentions=places.of(actor.mentions),
            )
            for actor in extraction.actors
        ),
        claims=tuple(
            SheetClaim(
                id=claim.id,
                text=claim.text,
                evidence=places.of(claim.spans),
                claimant=claim.claimant,
                quotes=claim.quotes,
                kind=claim.kind,
                commitment=claim.commitment,
                check_worthy=claim.check_worthy,
            )
            for claim in extraction.claims
        ),
        labels=labels or Labels(),
    )


class _Places:
    """Says where spans stand as people count."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._paragraphs = paragraphs_of(text)

    def of(self, spans: Sequence[Span]) -> tuple[Place, ...]:
        return tuple(place for span in spans for place in self._parts(span))

    def one(self, span: Span | None) -> Place | None:
        return next(self._parts(span), None) if span is not None else None

    def _parts(self, span: Span) -> Iterator[Place]:
        for number, home in enumerate(self._paragraphs, 1):
            start, end = max(span.start, home.start), min(span.end, home.end)
            if start >= end:
                continue
            words, nth, at = self._text[start:end], 0, home.start - 1
            while at < start:
                at = self._text.find(words, at + 1, home.end)
                nth += 1
            yield Place(p=number, words=words, nth=nth)


def dump_sheet(sheet: Sheet) -> str:
    """Return a sheet as JSON, one label a line."""
    data = json.loads(sheet.model_dump_json(exclude_defaults=True))
    lines = []
    for name, value in data.items():
        if isinstance(value, list):
            rows = ",\n  ".join(json.dumps(item, ensure_ascii=False) for item in value)
            lines.append(f' "{name}": [\n  {rows}\n ]')
        else:
            lines.append(f' "{name}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"
