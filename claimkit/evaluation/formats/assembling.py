"""From regions and links back to gold: what stands in the tool wins, what it cannot say comes from `Markup.rest`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from claimkit.article.loading import text_id
from claimkit.evaluation.formats.files import by_id, checked, fault, get
from claimkit.evaluation.formats.markup import (
    CHOICES,
    IN_PIECES,
    LABELS,
    LINKS,
    TEXTS,
    Link,
    Markup,
    Region,
    fingerprint,
    kind_by_marks,
    named,
    usual_grounding,
)
from claimkit.evaluation.formats.things import Thing, things_of
from claimkit.evaluation.gold import Gold
from claimkit.links import cut
from claimkit.schemas import Span

# What a label gets that nobody decided on; each use is told in the notes.
_UNSAID = {
    "Actor": {"kind": "other"},
    "Claim": {"kind": "fact", "commitment": "asserted", "check_worthy": "no"},
}


def gold_of(markup: Markup, where: str, article_id: str | None = None) -> Gold:
    """Make gold of regions and links.

    Args:
        markup: What a file says.
        where: The file and line, for errors.
        article_id: Name of the article when the file carries none; left out: made of the text.

    Raises:
        CallerError: Regions and links contradict one another, the text or what the file carries.
    """
    rest = markup.rest
    known = get(rest, "text_sha256", str, where, None)
    if known is not None and known != fingerprint(markup.text):
        hint = "Offsets fit only the text that was exported: put it back, or export the article again."
        raise fault(where, "the text is not the one that claimkit exported", hint)
    article = {"id": article_id or text_id(markup.text)} | get(rest, "article", dict, where, {})
    assembler = _Assembler(markup, where)
    data = assembler.data()
    labels = dict(get(rest, "labels", dict, where, {}))
    notes = [get(labels, "notes", str, where, ""), *markup.notes, *assembler.notes()]
    labels["notes"] = "\n".join(note for note in notes if note)
    return checked({"article": article | {"text": markup.text}, "labels": labels} | data, where)


class _Assembler:
    def __init__(self, markup: Markup, where: str) -> None:
        self._text, self._where = markup.text, where
        self._regions: dict[str, Region] = {}
        self._lost: list[str] = []
        self._unsaid: dict[str, list[str]] = {}
        for region in markup.regions:
            if region.label not in LABELS:
                raise fault(where, f"{region.label!r} is no label of claimkit", f"Labels are {', '.join(LABELS)}.")
            if region.key in self._regions:
                raise fault(where, f"two regions have the id {region.key!r}")
            self._regions[region.key] = region
        self._links = [sound for link in markup.links for sound in self._sound(link)]
        self._rest = {sort: by_id(markup.rest, sort, where) for sort in ("actors", "quotes", "claims")}
        made = {
            "Actor": things_of("Actor", self._regions, self._links, self._rest["actors"]),
            "Quote": things_of("Quote", self._regions, self._links, self._rest["quotes"]),
            "Claim": things_of("Claim", self._regions, self._links, self._rest["claims"]),
            "Repeat": things_of("Repeat", self._regions, self._links, {}),
        }
        self._things = made
        self._of = {key: thing for things in made.values() for thing in things for key in thing.keys}

    def data(self) -> dict[str, Any]:
        """Return actors, quotes and claims as `Gold` has them."""
        unmentioned = [
            {key: value for key, value in item.items() if key != "unmentioned"}
            for item in self._rest["actors"].values()
            if item.get("unmentioned")
        ]
        actors = [self._actor(thing) for thing in self._things["Actor"]]
        taken = {actor["id"] for actor in actors}
        actors += [item for item in unmentioned if item["id"] not in taken]
        order = {name: at for at, name in enumerate(self._rest["actors"])}
        actors.sort(key=lambda actor: order.get(actor["id"], len(order)))
        ids = {actor["id"] for actor in actors}
        return {
            "actors": actors,
            "quotes": [self._quote(thing, ids) for thing in self._things["Quote"]],
            "claims": [self._claim(thing, ids) for thing in self._things["Claim"]],
        }

    def notes(self) -> Iterator[str]:
        """Yield what the reader of the labels should know about the import."""
        if self._lost:
            yield "Links left out, as their regions are gone: " + ", ".join(self._lost)
        tied = {link.child for link in self._links}
        for label in ("Source", "Cue", "Anonymity", "Repeat"):
            loose = [region for region in self._regions.values() if region.label == label and region.key not in tied]
            if label == "Repeat":
                loose = [region for region in loose if self._of[region.key].keys[0] == region.key]
            if loose:
                places = ", ".join(f"{region.span.start}:{region.span.end}" for region in loose)
                yield f"{label} left out, as nothing is linked to it: {places}"
        for what, ids in self._unsaid.items():
            yield f"Not labelled, and filled in: {what} of {', '.join(ids)}"

    def _sound(self, link: Link) -> Iterator[Link]:
        """Yield a link whose regions are there, its ends put the right way round."""
        head, child = self._regions.get(link.head), self._regions.get(link.child)
        if head is None or child is None:
            self._lost.append(f"{link.label} of {link.head if child is None else link.child}")
            return
        ends = (head.label, child.label)
        fits = {(label, label) for label in IN_PIECES} if link.label == "next_piece" else {LINKS.get(link.label)}
        if ends in fits:
            yield link
        elif ends[::-1] in fits:
            yield Link(link.label, link.child, link.head)
        else:
            known = ", ".join(["next_piece", *LINKS])
            shown = " and ".join(f"{end.label} {end.span.start}:{end.span.end}" for end in (head, child))
            raise fault(self._where, f"{link.label!r} cannot link {shown}", f"Links are {known}.")

    def _linked(self, thing: Thing, label: str) -> list[str]:
        return list(
            dict.fromkeys(link.child for link in self._links if link.label == label and link.head in thing.keys)
        )

    def _things_at(self, thing: Thing, label: str) -> list[str]:
        return list(dict.fromkeys(self._of[key].id for key in self._linked(thing, label)))

    def _only(self, thing: Thing, label: str, found: Iterable[str]) -> str | None:
        found = list(found)
        if len(found) > 1:
            hint = "Keep one of the links in the tool, and export again."
            raise fault(self._where, f"{thing.id} has more than one {label}: {', '.join(found)}", hint)
        return found[0] if found else None

    def _span(self, thing: Thing, label: str) -> Span | None:
        places = {self._regions[key].span: key for key in self._linked(thing, label)}
        key = self._only(thing, label, places.values())
        return self._regions[key].span if key else None

    def _actor(self, thing: Thing) -> dict[str, Any]:
        data = self._fields("Actor", thing)
        data.setdefault("name", thing.regions[0].span.of(self._text))
        return data | {
            "mentions": [region.span for region in thing.regions],
            "anonymity_span": self._span(thing, "anonymity"),
        }

    def _quote(self, thing: Thing, actors: set[str]) -> dict[str, Any]:
        data = self._fields("Quote", thing)
        spans = [region.span for region in thing.regions]
        data.setdefault("kind", kind_by_marks(self._text, spans))
        carried = data.get("grounding")
        fits = carried is not None and (carried == "pieces") == (len(spans) > 1)
        speaker = self._only(thing, "speaker", self._things_at(thing, "speaker")) or data.get("speaker")
        repeats = [self._of[key].regions for key in self._linked(thing, "repeated")]
        return data | {
            "text": cut(self._text, spans),
            "spans": spans,
            "grounding": carried if fits else usual_grounding(spans),
            "speaker": speaker if speaker in actors else None,
            "speaker_span": self._span(thing, "source"),
            "cue_span": self._span(thing, "cue"),
            "repeats": [[region.span for region in again] for again in repeats],
            "inside": self._only(thing, "inside", self._things_at(thing, "inside")),
        }

    def _claim(self, thing: Thing, actors: set[str]) -> dict[str, Any]:
        data = self._fields("Claim", thing)
        spans = [region.span for region in thing.regions]
        data.setdefault("text", cut(self._text, spans))
        claimant = self._only(thing, "claimant", self._things_at(thing, "claimant")) or data.get("claimant")
        return data | {
            "spans": spans,
            "claimant": claimant if claimant in actors else None,
            "quotes": self._things_at(thing, "carried_by"),
            "same_as": self._things_at(thing, "same_as"),
        }

    def _fields(self, label: str, thing: Thing) -> dict[str, Any]:
        """Return the fields of an object: those that the tool shows, then those that only the file carries."""
        sort = f"{label.lower()}s"
        carried = {key: value for key, value in self._rest[sort].get(thing.id, {}).items() if key != "unmentioned"}
        said: dict[str, str] = {}
        for region in thing.regions:
            said = (region.fields or {}) | said
        # Where the tool shows fields at the first region, a free text that is missing there has been deleted.
        shows = any(
            region.fields is not None and region.all_texts and _is_first(region, thing) for region in thing.regions
        )
        data = {key: value for key, value in carried.items() if not (shows and key in TEXTS[label])} | said
        for name in TEXTS[label][:1] if label != "Quote" else ():
            if name not in data and name in carried:
                data[name] = carried[name]  # a name or a claim's words are needed, so an emptied box counts as kept
        for name, value in _UNSAID.get(label, {}).items():
            if name not in data:
                data[name] = value
                self._unsaid.setdefault(f"{name} = {value}", []).append(thing.id)
        for name, allowed in CHOICES[label].items():
            if name in said and said[name] not in allowed:
                raise fault(self._where, f"{thing.id}: {name} is {said[name]!r}", f"It is one of {', '.join(allowed)}.")
        if isinstance(data.get("check_worthy"), str):
            data["check_worthy"] = data["check_worthy"] == "yes"
        return data | {"id": thing.id}


def _is_first(region: Region, thing: Thing) -> bool:
    known = named(region)
    return known is None or known == (thing.id, 1) or known[0] != thing.id
