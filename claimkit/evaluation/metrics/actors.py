"""Scores of actors: found at all, and described as the article describes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from claimkit.evaluation.metrics.tally import Tally, one_to_one
from claimkit.evaluation.pairing import Pair
from claimkit.schemas import Actor

_ARTICLE = re.compile(r"^(?:the|a|an|der|die|das|ein|eine|le|la|les|un|une|el|los|las|una|l['’])\s*", re.IGNORECASE)


def actors(pair: Pair) -> Tally:
    """Count the actors that stand for a gold actor."""
    return one_to_one(len(pair.aligned), len(pair.found.actors), len(pair.gold.actors))


def name(pair: Pair) -> Tally:
    """Share of the aligned actors whose name is the gold name, leading article aside."""
    return _share(pair, lambda gold, found: _bare(gold.name) == _bare(found.name))


def kind(pair: Pair) -> Tally:
    """Share of the aligned actors whose kind is right."""
    return _share(pair, lambda gold, found: gold.kind == found.kind)


def role(pair: Pair) -> Tally:
    """Share of the aligned actors whose role shares a word with the gold role, or neither has one."""
    return _share(pair, lambda gold, found: _alike(gold.role, found.role))


def affiliation(pair: Pair) -> Tally:
    """Share of the aligned actors whose affiliation shares a word with the gold one, or neither has one."""
    return _share(pair, lambda gold, found: _alike(gold.affiliation, found.affiliation))


def anonymity(pair: Pair) -> Tally:
    """Count the stated reasons for not naming an actor that were found at their place."""
    right = sum(
        gold.anonymity_span is not None and pair.same_place(gold.anonymity_span, found.anonymity_span)
        for gold, found in _aligned(pair)
    )
    found = sum(actor.anonymity_span is not None for actor in pair.found.actors)
    return one_to_one(right, found, sum(actor.anonymity_span is not None for actor in pair.gold.actors))


def _share(pair: Pair, is_right: Callable[[Actor, Actor], bool]) -> Tally:
    both = list(_aligned(pair))
    return Tally(sum(is_right(gold, found) for gold, found in both), len(both))


def _aligned(pair: Pair) -> Iterator[tuple[Actor, Actor]]:
    by_id = {actor.id: actor for actor in pair.found.actors}
    for actor in pair.gold.actors:
        if actor.id in pair.aligned:
            yield actor, by_id[pair.aligned[actor.id]]


def _bare(words: str) -> str:
    return _ARTICLE.sub("", words.casefold())


def _alike(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return not one and not other
    return bool(set(re.findall(r"\w{2,}", _bare(one))) & set(re.findall(r"\w{2,}", _bare(other))))
