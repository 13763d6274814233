"""The graph of who said and claims what: actors, quotes and claims, tied by offsets to the article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import JsonValue

from claimkit.errors import CallerError
from claimkit.schemas import Extraction, Span

if TYPE_CHECKING:
    import networkx

_INSTALL = 'Install it with: pip install "claimkit[graph]"'
_Record = dict[str, JsonValue]


def graph_of(extraction: Extraction) -> dict[str, list[_Record]]:
    """Return nodes and edges as plain JSON; ids are those of the extraction."""
    return {"nodes": list(_nodes(extraction)), "edges": list(_edges(extraction))}


def to_networkx(extraction: Extraction) -> networkx.MultiDiGraph[str]:
    """Return the graph as a `networkx.MultiDiGraph`; the type of an edge is its key.

    Raises:
        CallerError: networkx is not installed.
    """
    try:
        import networkx
    except ModuleNotFoundError:
        raise CallerError("a graph for networkx needs networkx", hint=_INSTALL) from None
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(article=extraction.article.id)
    for node in _nodes(extraction):
        graph.add_node(str(node["id"]), **{name: value for name, value in node.items() if name != "id"})
    for edge in _edges(extraction):
        graph.add_edge(str(edge["source"]), str(edge["target"]), key=str(edge["type"]), type=edge["type"])
    return graph


def _nodes(extraction: Extraction) -> Iterator[_Record]:
    for actor in extraction.actors:
        yield {
            "id": actor.id,
            "type": "actor",
            "label": actor.name,
            "kind": actor.kind,
            "role": actor.role,
            "affiliation": actor.affiliation,
            "spans": _pairs(actor.mentions),
        }
    for quote in extraction.quotes:
        yield {
            "id": quote.id,
            "type": "quote",
            "label": quote.text,
            "kind": quote.kind,
            "grounding": quote.grounding,
            "spans": _pairs(quote.spans),
        }
    for claim in extraction.claims:
        yield {
            "id": claim.id,
            "type": "claim",
            "label": claim.text,
            "kind": claim.kind,
            "commitment": claim.commitment,
            "check_worthy": claim.check_worthy,
            "spans": _pairs(claim.spans),
        }


def _edges(extraction: Extraction) -> Iterator[_Record]:
    for quote in extraction.quotes:
        if quote.speaker is not None:
            yield {"source": quote.speaker, "target": quote.id, "type": "says"}
        if quote.inside is not None:
            yield {"source": quote.id, "target": quote.inside, "type": "inside"}
    for claim in extraction.claims:
        if claim.claimant is not None:
            yield {"source": claim.claimant, "target": claim.id, "type": "claims"}
        for name in claim.quotes:
            yield {"source": name, "target": claim.id, "type": "carries"}
        for other in claim.same_as:
            yield {"source": claim.id, "target": other, "type": "same_as"}


def _pairs(spans: tuple[Span, ...]) -> list[JsonValue]:
    return [[span.start, span.end] for span in spans]
