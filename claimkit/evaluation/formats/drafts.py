"""Quotes and actors as data sets have them, made to fit the rules of gold: what does not fit is told in the notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from claimkit.evaluation.formats.files import checked, fault, get, span_of
from claimkit.evaluation.formats.markup import fingerprint, kind_by_marks, usual_grounding
from claimkit.evaluation.gold import Gold
from claimkit.links import cut
from claimkit.schemas import Span


@dataclass
class Draft:
    """A quote as a file has it.

    Attributes:
        id: Its id.
        spans: Its pieces.
        source: Where the speaker is named.
        cue: The words that report the speech.
        speaker: Id of the actor.
        kind: Its kind, if the file says.
        addressee: To whom it was said, if the file says.
        carried: Further fields that claimkit exported; None for a quote that it did not export.
    """

    id: str
    spans: list[Span]
    source: Span | None = None
    cue: Span | None = None
    speaker: str | None = None
    kind: str | None = None
    addressee: str | None = None
    carried: dict[str, Any] | None = None


class Cast:
    """The actors of an article; those that are not known yet are made of the words that name them."""

    def __init__(self, actors: Iterable[dict[str, Any]]) -> None:
        self.actors = {actor["id"]: actor | {"name": str(actor.get("name"))} for actor in actors}
        self._made: dict[str, list[Span]] = {}

    def by_name(self, words: str, span: Span | None) -> str:
        """Return the actor with this name, making one if there is none."""
        name = " ".join(words.split())
        found = next((key for key, actor in self.actors.items() if _same(actor["name"], name)), None)
        if found is None:
            number = len(self.actors) + 1
            while f"a{number}" in self.actors:
                number += 1
            found = f"a{number}"
            self.actors[found] = {"id": found, "name": words, "kind": "other"}
            self._made[found] = []
        if span is not None and found in self._made and span not in self._made[found]:
            self._made[found].append(span)
        return found

    def data(self) -> list[dict[str, Any]]:
        """Return the actors as `Gold` has them."""
        made = {
            key: {"mentions": sorted(spans, key=lambda span: span.start)} for key, spans in self._made.items() if spans
        }
        return [actor | made.get(key, {}) for key, actor in self.actors.items()]


def _same(one: str, two: str) -> bool:
    return " ".join(one.split()).casefold() == two.casefold()


@dataclass
class Cases:
    """Everything a file says about one article, before it is fitted.

    Attributes:
        text: The article's text.
        article: Its other fields.
        labels: How it was labelled.
        cast: Its actors.
        drafts: Its quotes.
        claims: Its claims, as `Gold` has them.
        notes: What to tell about the import.
    """

    text: str
    article: dict[str, Any]
    labels: dict[str, Any]
    cast: Cast
    drafts: list[Draft] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def gold(self, where: str) -> Gold:
        """Return gold; quotes that break its rules are left out and listed in the notes."""
        quotes = _Fitting(self.text, self.notes).quotes(self.drafts)
        kept, said = {quote["id"] for quote in quotes}, {claim["id"] for claim in self.claims}
        actors = self.cast.data()
        known = {actor["id"] for actor in actors}
        claims = [
            claim
            | {
                "claimant": claim.get("claimant") if claim.get("claimant") in known else None,
                "quotes": [name for name in claim.get("quotes") or () if name in kept],
                "same_as": [name for name in claim.get("same_as") or () if name in said],
            }
            for claim in self.claims
        ]
        notes = [get(self.labels, "notes", str, where, ""), *self.notes]
        labels = self.labels | {"notes": "\n".join(note for note in notes if note)}
        article = self.article | {"text": self.text}
        data = {"article": article, "actors": actors, "quotes": quotes, "claims": claims, "labels": labels}
        return checked(data, where)


class _Fitting:
    """Keeps the first of quotes that clash, and nests those that stand wholly in another."""

    def __init__(self, text: str, notes: list[str]) -> None:
        self._text, self._notes = text, notes
        self._kept: dict[str, tuple[Draft, str | None]] = {}

    def quotes(self, drafts: Sequence[Draft]) -> list[dict[str, Any]]:
        if all(draft.carried is None for draft in drafts):
            # Outer quotes come first, so that the inner ones find them.
            drafts = sorted(drafts, key=lambda draft: (min(_starts(draft)), -max(_ends(draft))))
        for draft in drafts:
            self._add(draft)
        return [self._data(draft, inside) for draft, inside in self._kept.values()]

    def _add(self, draft: Draft) -> None:
        shown = f"{draft.id} ({cut(self._text, draft.spans)[:60]!r})"
        if draft.id in self._kept:
            self._notes.append(f"Left out: {shown}, as another quote has this id")
            return
        draft.spans = self._pieces(draft)
        inside = (draft.carried or {}).get("inside")
        if draft.carried is None:
            around = [other for other, _ in self._kept.values() if _within(draft, other)]
            inside = (
                min(around, key=lambda other: sum(len(span.of(self._text)) for span in other.spans)).id
                if around
                else None
            )
        self._kept[draft.id] = (draft, inside)
        for other, _ in list(self._kept.values()):
            if other is not draft and self._clash(draft, other):
                del self._kept[draft.id]
                self._notes.append(f"Left out: {shown}, as it shares words with {other.id}")
                return

    def _pieces(self, draft: Draft) -> list[Span]:
        pieces: list[Span] = []
        for span in sorted(draft.spans, key=lambda span: (span.start, -span.end)):
            if pieces and span.start < pieces[-1].end:
                self._notes.append(f"Left out: the piece {span.start}:{span.end} of {draft.id}, as its pieces overlap")
            else:
                pieces.append(span)
        return pieces

    def _clash(self, one: Draft, two: Draft) -> bool:
        shared = any(span.overlaps(other) for span in one.spans for other in two.spans)
        return shared and not self._stands_in(one.id, two.id) and not self._stands_in(two.id, one.id)

    def _stands_in(self, inner: str, outer: str) -> bool:
        at: str | None = inner
        for _ in self._kept:
            at = self._kept[at][1] if at in self._kept else None
            if at == outer:
                return True
        return False

    def _data(self, draft: Draft, inside: str | None) -> dict[str, Any]:
        carried = draft.carried or {}
        usual = usual_grounding(draft.spans)
        grounding = carried.get("grounding", usual)
        return carried | {
            "id": draft.id,
            "kind": draft.kind or carried.get("kind") or kind_by_marks(self._text, draft.spans),
            "text": cut(self._text, draft.spans),
            "spans": draft.spans,
            "speaker": draft.speaker,
            "speaker_span": draft.source,
            "cue_span": draft.cue,
            "addressee": draft.addressee or carried.get("addressee"),
            "grounding": grounding if (grounding == "pieces") == (usual == "pieces") else usual,
            "inside": inside if inside in self._kept else None,
        }


def _starts(draft: Draft) -> list[int]:
    return [span.start for span in draft.spans]


def _ends(draft: Draft) -> list[int]:
    return [span.end for span in draft.spans]


def _within(inner: Draft, outer: Draft) -> bool:
    """Say whether all words of one quote, but not the same words, stand in another."""
    return set(inner.spans) != set(outer.spans) and all(
        any(span in other for other in outer.spans) for span in inner.spans
    )


def same_text(rest: dict[str, Any], text: str, where: str) -> None:
    """Refuse a file whose text is not the exported one."""
    known = get(rest, "text_sha256", str, where, None)
    if known is not None and known != fingerprint(text):
        hint = "Offsets fit only the text that was exported: put it back, or export the article again."
        raise fault(where, "the text is not the one that claimkit exported", hint)


def spans_in(pairs: Sequence[Any], text: str, where: str) -> list[Span]:
    """Return spans given as pairs of numbers."""
    for pair in pairs:
        if not isinstance(pair, list) or len(pair) != 2:
            raise fault(where, f"{pair!r} is no span", "A span is a start and an end: [12, 20].")
    return [span_of(pair[0], pair[1], text, where) for pair in pairs]


def first_of(spans: Sequence[Span], what: str, name: str, notes: list[str]) -> Span | None:
    """Return the first of several spans where gold has a place for one, and note the others."""
    if len(spans) > 1:
        others = ", ".join(f"{span.start}:{span.end}" for span in spans[1:])
        notes.append(f"Left out: {what} {others} of {name}, as there is room for one")
    return spans[0] if spans else None
