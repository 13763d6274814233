"""Actors: the mentions of speakers, put together over the whole article.

A name, role or affiliation that does not stand in the article is turned down and listed, whoever gave it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from claimkit.asking.chunk import Chunk, Mention
from claimkit.drafts import ActorDraft, ActorsDraft
from claimkit.grounding import ground
from claimkit.schemas import Actor, ActorKind, Rejected, Span

_PRONOUN = re.compile(
    r"(?:he|she|they|it|we|i|you|who|him|her|them|his|their|er|sie|es|wir|man|il|elle|on|ils|elles|él|ella|ellos|lui|lei)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Entry:
    id: str
    name: str
    kind: ActorKind
    role: str | None = None
    affiliation: str | None = None
    aliases: dict[str, None] = field(default_factory=dict)
    places: set[tuple[int, int]] = field(default_factory=set)
    anonymity: Span | None = None


class Cast:
    """The actors of one article, growing part by part."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._by_place: dict[tuple[int, int], _Entry] = {}
        self.rejected: list[Rejected] = []
        self.warnings: list[str] = []

    def enter(self, chunk: Chunk, mentions: Sequence[Mention], draft: ActorsDraft) -> None:
        """Add what was answered about one part of the article."""
        by_label = {mention.label: mention for mention in mentions}
        earlier = {entry.id for entry in self._entries}
        seen: set[str] = set()
        for item in draft.actors:
            own = [by_label[label] for label in dict.fromkeys(item.mentions) if label in by_label and label not in seen]
            seen.update(mention.label for mention in own)
            if own:
                self._enter_actor(chunk, own, item, earlier)
        for mention in mentions:
            if mention.label not in seen:
                self._enter_unplaced(chunk, mention)

    def actor_at(self, span: Span | None) -> str | None:
        """Return the id of the actor that is named at a place."""
        entry = self._by_place.get((span.start, span.end)) if span is not None else None
        return entry.id if entry is not None else None

    def so_far(self) -> tuple[Actor, ...]:
        """Return the actors found so far, without their mentions."""
        return tuple(self._as_actor(entry, ()) for entry in self._entries)

    def names(self) -> tuple[str, ...]:
        """Return all names, roles and affiliations of the actors found so far."""
        known = (
            words
            for entry in self._entries
            for words in (entry.name, entry.role, entry.affiliation, *entry.aliases)
            if words
        )
        return tuple(dict.fromkeys(known))

    def actors(self, text: str) -> tuple[Actor, ...]:
        """Return the actors with every place that names them, in the order of their first mention."""
        named = self._places_of_names(text)
        return tuple(
            self._as_actor(entry, tuple(Span(start=start, end=end) for start, end in sorted(named[entry.id])))
            for entry in self._entries
        )

    def _places_of_names(self, text: str) -> dict[str, set[tuple[int, int]]]:
        """Return, by actor, the attributions and every place of its name and of its capitalised aliases."""
        owners: dict[str, list[_Entry]] = {}
        for entry in self._entries:
            for name in {entry.name, *(alias for alias in entry.aliases if alias[:1].isupper())}:
                owners.setdefault(name, []).append(entry)
        places = {entry.id: set(entry.places) for entry in self._entries}
        if not owners:
            return places
        taken = sorted(self._by_place)
        # The longest name first, so that a full name is not taken for the surname in it.
        names = "|".join(re.escape(name) for name in sorted(owners, key=len, reverse=True))
        for found in re.finditer(rf"(?<!\w)(?:{names})(?!\w)", text):
            # A name that two actors share says nothing by itself.
            owner = owners[found.group()]
            if len(owner) == 1 and not _overlaps(taken, found.span()):
                places[owner[0].id].add(found.span())
        return places

    def _enter_actor(self, chunk: Chunk, own: Sequence[Mention], item: ActorDraft, earlier: Set[str]) -> None:
        name = self._copied(chunk, "actor", item.name)
        if name is None or _PRONOUN.fullmatch(name):
            name = _fullest(own)
        if name is None:
            shown = ", ".join(sorted({mention.words for mention in own}))
            self.warnings.append(f"nobody could tell who “{shown}” is; the speaker stays open")
            return
        # An id of this very answer would put two of its actors together: nobody showed the model those ids.
        known = item.known.strip()
        entry = self._known(known if known in earlier else "", name) or self._new(name, item.kind)
        if len(name) > len(entry.name) and entry.name in name:
            entry.aliases[entry.name] = None
            entry.name = name
        entry.role = entry.role or self._copied(chunk, "role", item.role)
        entry.affiliation = entry.affiliation or self._copied(chunk, "affiliation", item.affiliation)
        for alias in [*(mention.words for mention in own), *item.aliases]:
            if not _PRONOUN.fullmatch(alias.strip()) and (copied := self._copied(chunk, "alias", alias)):
                entry.aliases[copied] = None
        if item.anonymity.strip() and entry.anonymity is None:
            entry.anonymity = self._place(chunk, "anonymity", item.anonymity)
        self._place_mentions(entry, own)

    def _enter_unplaced(self, chunk: Chunk, mention: Mention) -> None:
        """A mention that was left out keeps its own name, unless it is a pronoun."""
        if _PRONOUN.fullmatch(mention.words):
            self.warnings.append(f"nobody could tell who “{mention.words}” in sentence {mention.sentence} is")
            return
        entry = self._known("", mention.words) or self._new(mention.words, "other")
        self._place_mentions(entry, [mention])
        self.warnings.append(
            f"“{mention.words}” in sentence {mention.sentence} was not described; it stands as an actor of its own"
        )

    def _known(self, given_id: str, name: str) -> _Entry | None:
        for entry in self._entries:
            if entry.id == given_id or entry.name == name or (" " in name and name in entry.aliases):
                return entry
        return None

    def _new(self, name: str, kind: ActorKind) -> _Entry:
        entry = _Entry(f"a{len(self._entries) + 1}", name, kind)
        self._entries.append(entry)
        return entry

    def _place_mentions(self, entry: _Entry, mentions: Iterable[Mention]) -> None:
        for mention in mentions:
            place = (mention.span.start, mention.span.end)
            entry.places.add(place)
            self._by_place[place] = entry

    def _copied(self, chunk: Chunk, what: str, words: str) -> str | None:
        place = self._place(chunk, what, words)
        return place.of(chunk.reading.text) if place is not None else None

    def _place(self, chunk: Chunk, what: str, words: str) -> Span | None:
        words = words.strip()
        if not words:
            return None
        text, language = chunk.reading.text, chunk.reading.language
        for within in (chunk.span, None):
            found = ground(text, words, within=within, language=language)
            if found.verbatim and len(found.spans) == 1:
                return found.spans[0]
        self.rejected.append(
            Rejected.model_validate(
                {
                    "what": what,
                    "words": words,
                    "reason": "it does not stand in the article",
                    "nearest": found.nearest,
                }
            )
        )
        return None

    def _as_actor(self, entry: _Entry, mentions: tuple[Span, ...]) -> Actor:
        return Actor(
            id=entry.id,
            name=entry.name,
            kind=entry.kind,
            role=entry.role,
            affiliation=entry.affiliation,
            aliases=tuple(alias for alias in entry.aliases if alias != entry.name),
            mentions=mentions,
            anonymity_span=entry.anonymity,
        )


def _fullest(mentions: Sequence[Mention]) -> str | None:
    names = [mention.words for mention in mentions if not _PRONOUN.fullmatch(mention.words)]
    return max(names, key=len) if names else None


def _overlaps(taken: Sequence[tuple[int, int]], place: tuple[int, int]) -> bool:
    """Say whether a place overlaps one of the sorted, disjoint places."""
    at = bisect_left(taken, place)
    before = at > 0 and taken[at - 1][1] > place[0]
    return before or (at < len(taken) and taken[at][0] < place[1])
