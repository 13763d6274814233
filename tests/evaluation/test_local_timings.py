"""The benchmark of the local model: what it overhears of a server that speaks as llama.cpp's does."""

import sys
from pathlib import Path

import pytest
from chat_server import ChatServer, Reply, Seen, says

from claimkit import Extractor
from claimkit.models import door
from claimkit.models import local as local_model
from claimkit.schemas import Article

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "evals" / "benchmarks"))

from local import Call, measure, overheard, row

TEXT = "“We sail at noon on Monday,” said Mara Ellwood, the captain. The crew waited at the quay of Brenmouth.\n"
TIMINGS = {"cache_n": 40, "prompt_n": 60, "prompt_ms": 300.0, "predicted_n": 12, "predicted_ms": 500.0}


def answered(seen: Seen) -> Reply:
    fields = seen.body["response_format"]["json_schema"]["schema"]["properties"]
    reply = says({name: of.get("enum", ["Mara Ellwood sails at noon."])[0] for name, of in fields.items()})
    reply.body["timings"] = TIMINGS
    return reply


@pytest.fixture
def served(tmp_path, monkeypatch):
    file = tmp_path / "tiny.gguf"
    file.write_bytes(b"GGUF")
    with ChatServer() as server:
        server.by = answered
        running = local_model._Running(None, server.url.removesuffix("/v1"), "key", 32_768)
        monkeypatch.setattr(local_model, "_start", lambda *_: running)
        yield f"local:{file}"
        local_model.shut_down()


def test_timings_and_the_clock_are_told_for_each_question(served):
    before = local_model.DoorModel, door.usage_of, local_model._start
    with Extractor(served, cache=False) as extractor, overheard() as ear:
        result = extractor.extract(TEXT)
    assert result.report.calls == len(ear.calls) >= 1
    for _, call in ear.calls:
        assert (call.prompt, call.cached, call.written, call.busy, call.requests) == (100, 40, 12, 0.8, 1)
        assert call.seconds > 0
    assert ear.loading > 0
    assert (local_model.DoorModel, door.usage_of, local_model._start) == before


def test_a_server_without_timings_is_no_measure(served, monkeypatch):
    monkeypatch.setitem(globals(), "TIMINGS", None)
    with pytest.raises(SystemExit, match="no timings"):
        measure([Article(id="sail", text=TEXT)], served)


def test_the_table_sums_up(served, capsys):
    measure([Article(id="sail", text=TEXT), Article(id="again", text=TEXT)], served)
    told = capsys.readouterr().out
    assert "40 % of the prompt tokens came from the prefix cache; 200 tokens a second read, 24.0 written" in told
    assert "all of 19 words" in told


def test_overhead_is_what_the_clock_shows_beyond_llamacpp():
    call = Call()
    call.heard(TIMINGS)
    assert row("a", "claims", call, 0.88)[-3:] == ["0.88", "0.08", "10.0 %"]
    twice = call.plus(call)
    assert (twice.prompt, twice.requests, twice.busy) == (200, 2, 1.6)
