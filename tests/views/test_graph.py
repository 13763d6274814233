"""Who said and claims what: by actor, as a graph, and in its surroundings."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from claimkit import ClaimkitError
from claimkit.errors import CallerError
from claimkit.schemas import Article, Extraction, Provenance


def test_by_actor(sample):
    grouped = sample.by_actor()
    assert [actor.id if actor else None for actor in grouped] == [*(actor.id for actor in sample.actors), None]
    everything = [quote for spoken in grouped.values() for quote in spoken.quotes]
    assert sorted(quote.id for quote in everything) == sorted(quote.id for quote in sample.quotes)
    claims = [claim for spoken in grouped.values() for claim in spoken.claims]
    assert sorted(claim.id for claim in claims) == sorted(claim.id for claim in sample.claims)
    ellwood = grouped[sample.actors[0]]
    assert ellwood.quotes == sample.quotes_of("a1")
    assert ellwood.claims == sample.claims_of("a1")


def test_by_actor_without_anybody_open(sample):
    said = tuple(quote for quote in sample.quotes if quote.speaker is not None)
    whole = sample.model_copy(update={"quotes": said, "claims": ()})
    assert None not in whole.by_actor()
    empty = Extraction(
        article=Article(id="a", text="x"), provenance=Provenance(claimkit="0", model="m", schema_hash="0")
    )
    assert empty.by_actor() == {}
    assert empty.to_graph() == {"nodes": [], "edges": []}


def test_evidence_of_a_claim(sample):
    claim = sample.claims[0]
    assert claim.evidence(sample.article) == ("the wall would cost 40 million crowns",)


def test_a_quote_in_its_surroundings(sample):
    quote = sample.quotes[1]
    own = quote.context(sample.article, sentences=0)
    assert own == "Ellwood told reporters that the wall would cost 40 million crowns and be finished by November."
    around = quote.context(sample.article)
    assert around.startswith("“The sea does not negotiate.”\n\nEllwood told")
    assert around.endswith("“a promise made in wet concrete”.")
    assert quote.context(sample.article, sentences=99) == sample.article.text.strip()


def test_all_pieces_of_a_quote_stand_in_its_surroundings(sample):
    own = sample.quotes[0].context(sample.article, sentences=0)
    assert own.startswith("“We will not wait")
    assert own.endswith("negotiate.”")


def test_bad_surroundings(sample):
    with pytest.raises(CallerError, match="-1 sentences"):
        sample.quotes[0].context(sample.article, sentences=-1)
    with pytest.raises(ClaimkitError, match="but the article has 5 characters"):
        sample.quotes[0].context(Article(id="other", text="Short"))


def test_the_graph_is_json(sample):
    graph = sample.to_graph()
    assert json.loads(json.dumps(graph)) == graph
    nodes = {node["id"]: node for node in graph["nodes"]}
    assert len(nodes) == len(sample.actors) + len(sample.quotes) + len(sample.claims)
    text = sample.article.text
    for quote in sample.quotes:
        assert " … ".join(text[start:end] for start, end in nodes[quote.id]["spans"]) == nodes[quote.id]["label"]
    assert all(edge["source"] in nodes and edge["target"] in nodes for edge in graph["edges"])
    edges = {(edge["source"], edge["type"], edge["target"]) for edge in graph["edges"]}
    assert {("a1", "says", "q1"), ("q2", "carries", "c1"), ("a1", "claims", "c1"), ("q5", "inside", "q4")} <= edges
    assert not any(source is None for source, _, _ in edges)


def test_claims_that_say_the_same_are_linked_in_the_graph(sample):
    one, two = sample.claims[:2]
    linked = sample.model_copy(
        update={
            "claims": (
                one.model_copy(update={"same_as": (two.id,)}),
                two.model_copy(update={"same_as": (one.id,)}),
            )
        }
    )
    edges = [(edge["source"], edge["target"]) for edge in linked.to_graph()["edges"] if edge["type"] == "same_as"]
    assert edges == [(one.id, two.id), (two.id, one.id)]


def test_networkx(sample):
    graph = sample.to_networkx()
    plain = sample.to_graph()
    assert graph.number_of_nodes() == len(plain["nodes"])
    assert graph.number_of_edges() == len(plain["edges"])
    assert graph.nodes["a1"]["label"] == "Mara Ellwood"
    assert graph["a1"]["q1"]["says"]["type"] == "says"
    assert graph.graph["article"] == sample.article.id


def test_without_networkx(sample, monkeypatch):
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(CallerError, match="needs networkx") as caught:
        sample.to_networkx()
    assert 'pip install "claimkit[graph]"' in str(caught.value)


def test_networkx_is_imported_only_when_it_is_asked_for():
    code = "import sys, claimkit, claimkit.views.graph; print('networkx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
