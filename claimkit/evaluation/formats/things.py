"""Which regions make up one quote, claim or actor, and what it is called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from claimkit.evaluation.formats.markup import Link, Region, named


@dataclass(frozen=True)
class Thing:
    """A quote, claim, actor or repetition.

    Attributes:
        id: Its id.
        regions: Its pieces or mentions, in order.
    """

    id: str
    regions: tuple[Region, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its regions."""
        return tuple(region.key for region in self.regions)


def things_of(label: str, regions: dict[str, Region], links: Iterable[Link], known: Iterable[str]) -> list[Thing]:
    """Group regions into things.

    Links decide. A chain also holds where a region in its middle was deleted, as the tool deleted its links with it.

    Args:
        label: Label of the regions.
        regions: All regions, by key.
        links: All links.
        known: Ids that the file carries, in their order.
    """
    own = {key: region for key, region in regions.items() if region.label == label}
    join = "same_actor" if label == "Actor" else "next_piece"
    leader = {key: key for key in own}

    def lead(key: str) -> str:
        while leader[key] != key:
            leader[key] = key = leader[leader[key]]
        return key

    pairs = [(link.head, link.child) for link in links if link.label == join and link.head in own]
    for one, two in [*pairs, *_bridges(own.values())]:
        leader[lead(two)] = lead(one)
    groups: dict[str, list[Region]] = {}
    for key, region in own.items():
        groups.setdefault(lead(key), []).append(region)
    return _called(label, list(groups.values()), list(known))


def _bridges(own: Iterable[Region]) -> Iterable[tuple[str, str]]:
    numbered: dict[str, list[tuple[int, str]]] = {}
    for region in own:
        if name := named(region):
            numbered.setdefault(name[0], []).append((name[1], region.key))
    for pieces in numbered.values():
        pieces.sort()
        for (number, key), (after, following) in pairwise(pieces):
            if after > number + 1:
                yield key, following


def _called(label: str, groups: list[list[Region]], known: list[str]) -> list[Thing]:
    """Give each group the id that it was exported with; a group that was split off or is new gets a new one."""
    claims: dict[str, tuple[int, int]] = {}
    for at, group in enumerate(groups):
        for region in group:
            if name := named(region):
                claims[name[0]] = min(claims.get(name[0], (name[1], at)), (name[1], at))
    ids: dict[int, str] = {}
    order = {name: place for place, name in enumerate(known)}
    for known_id in sorted(claims, key=lambda one: order.get(one, len(order))):
        ids.setdefault(claims[known_id][1], known_id)
    made = [Thing(ids.get(at, ""), _in_order(label, group, ids.get(at))) for at, group in enumerate(groups)]
    taken = {thing.id for thing in made} | set(known)
    made.sort(key=lambda thing: (order.get(thing.id, len(order)), thing.id == "", thing.regions[0].span.start))
    return [thing if thing.id else Thing(_free(label, taken), thing.regions) for thing in made]


def _in_order(label: str, group: list[Region], name: str | None) -> tuple[Region, ...]:
    def place(region: Region) -> tuple[float, int]:
        known = named(region)
        # Mentions and evidence keep their order; the pieces of a quote stand in reading order.
        kept = label in ("Actor", "Claim") and known is not None and known[0] == name
        return (known[1] if kept and known else float("inf"), region.span.start)

    return tuple(sorted(group, key=place))


def _free(label: str, taken: set[str]) -> str:
    number = 1
    while f"{label[0].lower()}{number}" in taken:
        number += 1
    name = f"{label[0].lower()}{number}"
    taken.add(name)
    return name
