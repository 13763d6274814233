"""The server that breaks on order: it is right without faults, and each fault is what its name says."""

import http.client
import json
import random
import re
import socket
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from fault_plan import TRANSIENT, key_of
from faulty_server import FaultyServer, Plan, Timing, synthetic_article
from pydantic import ValidationError

import claimkit
from claimkit.asking.listed import _quotes_draft
from claimkit.errors import ModelAnswerError

SCRIPT = Path(__file__).parent.parent / "faulty_server.py"
DRAFT = _quotes_draft(("Q1",))
QUICK = Timing(silence=0.3, drip=0.1, delay=0.05)


def body_of(words: str = "We sail at noon") -> dict:
    article = f"<article ab12>\n[1] The ferry is late.\n\n[2] ⟦Q1⟧“{words},” said Mara Ellwood.\n</article ab12>"
    messages = [("system", "You read."), ("user", article), ("user", "Task: list.")]
    return {
        "model": "test",
        "messages": [{"role": role, "content": text} for role, text in messages],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "Quotes", "schema": DRAFT.model_json_schema()},
        },
    }


def send(server: FaultyServer, body: dict | None = None, *, timeout: float = 5, key: str = "test-1"):
    """Send one request over a connection of its own; return status, headers and body."""
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=timeout)) as connection:
        raw = json.dumps(body or body_of())
        connection.request("POST", "/v1/chat/completions", raw, {"Authorization": f"Bearer {key}"})
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()


def on_the_wire(server: FaultyServer) -> tuple[bytes, type[Exception] | None]:
    """Send one request; return the bytes that come back and how the connection ends, None for a clean end."""
    raw = json.dumps(body_of()).encode()
    got = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: here\r\nContent-Length: {len(raw)}\r\n\r\n"
        connection.sendall(head.encode() + raw)
        try:
            while piece := connection.recv(65536):
                got += piece
        except OSError as fault:
            return got, type(fault)
    return got, None


def always(*kinds: str) -> Plan:
    return Plan(kinds, rate=1.0)


def choice_of(raw: str) -> dict:
    return json.loads(raw)["choices"][0]


def is_right(raw: str) -> bool:
    choice = choice_of(raw)
    draft = DRAFT.model_validate_json(choice["message"]["content"])
    return choice["finish_reason"] == "stop" and draft.passages[0].speaker == "Mara Ellwood"


def extractor(server: FaultyServer) -> claimkit.Extractor:
    return claimkit.Extractor(model="openai/test", base_url=server.url, cache=False)


# Right answers.


def test_without_faults_every_article_gives_quotes_and_claims():
    with FaultyServer() as server, extractor(server) as asked:
        results = list(asked.map(synthetic_article(number) for number in range(20)))
        stats = server.stats
    for result in results:
        assert 2 <= len(result.quotes) <= 4
        assert all(quote.speaker and quote.cue_span for quote in result.quotes)
        assert len(result.claims) > len(result.quotes)
        assert result.report.rejected == ()
        assert not result.report.incomplete
        assert result.usage.cached_tokens > 0
    assert stats["tasks"] == {"quotes": 20, "actors": 20, "claims": 20}
    assert stats["requests"] == stats["correct"] == 60


def test_a_long_article_and_a_real_one_are_answered_too():
    ferry = Path(__file__).parent.parent.parent / "examples" / "ferry.txt"
    with FaultyServer() as server, extractor(server) as asked:
        for source in (synthetic_article(4, words=600), ferry):
            result = asked.extract(source)
            assert len(result.quotes) > 6
            assert result.report.rejected == ()


def test_the_same_request_gets_the_same_answer():
    with FaultyServer() as one, FaultyServer(Plan(seed=5)) as other:
        answers = {send(one)[2], send(one)[2], send(other)[2]}
        assert len(answers) == 1
        assert is_right(answers.pop())
        assert send(one, body_of("We do not sail"))[2] != send(one)[2]


def test_tokens_follow_the_length_of_the_texts():
    with FaultyServer() as server:
        short, long = (json.loads(send(server, body_of(words))[2])["usage"] for words in ("Yes", "Yes " * 100))
    assert short["prompt_tokens"] == sum(len(message["content"]) for message in body_of("Yes")["messages"]) // 4
    assert long["prompt_tokens"] > short["prompt_tokens"] + 90
    assert short["prompt_tokens_details"] == {"cached_tokens": 0}


def test_langextract_is_answered():
    piece = "Examples\nQ: “No,” said Nobody.\nA: {}\n\nQ: “We sail,” said Mara Ellwood. Paz said: “No.”\nA: "
    schema = {"properties": {"extractions": {"type": "array"}}}
    body = {
        "messages": [{"role": "user", "content": piece}],
        "response_format": {"type": "json_schema", "json_schema": {"schema": schema}},
    }
    with FaultyServer() as server:
        found = json.loads(choice_of(send(server, body)[2])["message"]["content"])["extractions"]
    assert [(item["quotation"], item["quotation_attributes"]["speaker"]) for item in found] == [
        ("We sail", "Mara Ellwood"),
        ("No.", "Paz"),
    ]


@pytest.mark.parametrize("body", [{"messages": []}, {"messages": "none"}, {"messages": [1]}])
def test_an_unknown_question_is_turned_down(body):
    with FaultyServer() as server:
        assert send(server, body)[0] == 400
        assert server.stats["unknown"] == 1


# Faults of the provider.


@pytest.mark.parametrize("kind", ["429", "500", "502", "503"])
def test_a_status_that_says_no(kind):
    with FaultyServer(always(kind)) as server:
        status, headers, raw = send(server)
    assert status == int(kind)
    assert "retry-after" not in headers
    assert json.loads(raw)["error"]["message"]


def test_retry_after_in_seconds_and_who_comes_too_early():
    with FaultyServer(always("429-seconds"), Timing(retry_after=7)) as server:
        status, headers, _ = send(server)
        assert (status, headers["retry-after"], server.stats["early"]) == (429, "7", 0)
        send(server)
        assert server.stats["early"] == 1


def test_retry_after_as_a_date():
    with FaultyServer(always("429-date"), Timing(retry_after=7)) as server:
        status, headers, _ = send(server)
    assert status == 429
    assert headers["retry-after"].endswith("GMT")
    assert 6 < (parsedate_to_datetime(headers["retry-after"]) - datetime.now(UTC)).total_seconds() <= 8


# Faults of the connection.


def test_closed_without_a_reply():
    with FaultyServer(always("closed")) as server:
        assert on_the_wire(server) == (b"", None)


def test_reset_in_mid_body():
    with FaultyServer(always("reset")) as server:
        got, ending = on_the_wire(server)
        assert ending is ConnectionResetError
        head, _, sent = got.partition(b"\r\n\r\n")
        promised = int(re.search(rb"content-length: (\d+)", head)[1])
        assert b"200 OK" in head
        assert 0 < len(sent) < promised


def test_silence_lasts_longer_than_the_client_waits():
    with FaultyServer(always("silence"), QUICK) as server:
        with pytest.raises(TimeoutError):
            send(server, timeout=0.1)
        began = time.monotonic()
        assert on_the_wire(server) == (b"", None)
        assert time.monotonic() - began >= QUICK.silence


def test_a_slow_drip_comes_in_pieces_and_is_right():
    with FaultyServer(always("drip"), QUICK) as server:
        with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)) as connection:
            began = time.monotonic()
            connection.request("POST", "/v1/chat/completions", json.dumps(body_of()))
            response = connection.getresponse()
            first = response.read1()
            rest = response.read()
        assert time.monotonic() - began >= QUICK.drip * 0.8
        assert len(rest) > len(first)
        assert is_right((first + rest).decode())
        assert (server.stats["faults"], server.stats["correct"]) == ({"drip": 1}, 1)


def test_answers_out_of_order():
    bodies = [body_of(f"We sail at {hour}") for hour in range(12)]
    order = []
    with FaultyServer(always("delay"), Timing(delay=0.3)) as server:
        connections = [http.client.HTTPConnection("127.0.0.1", server.port, timeout=5) for _ in bodies]
        for connection, body in zip(connections, bodies, strict=True):
            connection.request("POST", "/v1/chat/completions", json.dumps(body))
        waiting = {connection.sock: number for number, connection in enumerate(connections)}
        with closing(_selector(waiting)) as selector:
            while waiting:
                for ready, _ in selector.select(5):
                    order.append(waiting.pop(ready.fileobj))
                    selector.unregister(ready.fileobj)
        assert all(is_right(connection.getresponse().read().decode()) for connection in connections)
        for connection in connections:
            connection.close()
    assert order != sorted(order)
    assert sorted(order) == list(range(12))


def _selector(sockets):
    import selectors

    selector = selectors.DefaultSelector()
    for one in sockets:
        selector.register(one, selectors.EVENT_READ)
    return selector


# Faults of the answer.


def reply_with(kind: str) -> dict:
    with FaultyServer(always(kind)) as server:
        status, headers, raw = send(server)
        assert (status, headers["content-type"]) == (200, "application/json")
        assert server.stats["faults"] == {kind: 1}
        assert server.stats["correct"] == 0
    return json.loads(raw)


def test_no_choices():
    assert reply_with("no-choices")["choices"] == []


def test_invalid_json():
    choice = reply_with("invalid-json")["choices"][0]
    assert choice["finish_reason"] == "stop"
    with pytest.raises(json.JSONDecodeError):
        json.loads(choice["message"]["content"])


def test_the_wrong_schema():
    content = reply_with("wrong-schema")["choices"][0]["message"]["content"]
    assert json.loads(content)
    with pytest.raises(ValidationError):
        DRAFT.model_validate_json(content)


def test_cut_off():
    choice = reply_with("cut-off")["choices"][0]
    assert choice["finish_reason"] == "length"
    with pytest.raises(json.JSONDecodeError):
        json.loads(choice["message"]["content"])


def test_a_web_page_instead():
    with FaultyServer(always("html")) as server:
        status, headers, raw = send(server)
    assert (status, headers.get_content_type()) == (200, "text/html")
    assert raw.startswith("<!doctype html>")


def test_refusals_stay():
    with FaultyServer(always("refusal")) as server, FaultyServer(always("content-filter")) as filtering:
        for _ in range(4):
            refused = choice_of(send(server)[2])
            assert refused["message"]["refusal"]
            assert refused["message"]["content"] is None
            assert choice_of(send(filtering)[2])["finish_reason"] == "content_filter"


# The plan.


def test_asking_again_with_the_wrong_answer_is_the_same_question():
    body = body_of()
    again = [{"role": "assistant", "content": "{"}, {"role": "user", "content": "That is no JSON."}]
    assert key_of({**body, "messages": body["messages"] + again}) == key_of(body)
    assert key_of(body_of("No")) != key_of(body)
    with FaultyServer() as server:
        assert is_right(send(server, {**body, "messages": body["messages"] + again})[2])


def outcomes(seed: int, order: list[int]) -> dict[tuple[int, int], tuple[int, str]]:
    """Send the same questions three times each in some order; return what became of each."""
    plan = Plan(("429", "503", "invalid-json", "no-choices", "refusal"), rate=0.5, seed=seed)
    times = dict.fromkeys(order, 0)
    found = {}
    with FaultyServer(plan) as server:
        for number in order:
            status, _, raw = send(server, body_of(f"We sail at {number}"))
            found[number, times[number]] = (status, raw)
            times[number] += 1
    return found


def test_a_run_is_reproducible_by_its_seed_in_any_order():
    order = [number for number in range(12) for _ in range(3)]
    shuffled = random.Random(2).sample(order, len(order))
    first = outcomes(7, order)
    assert outcomes(7, shuffled) == first
    assert outcomes(8, order) != first


# Limits and counts.


def test_more_than_the_rate_is_turned_away():
    with FaultyServer(rate=5) as server:
        replies = [send(server, body_of(f"We sail at {hour}")) for hour in range(8)]
        assert [status for status, _, _ in replies] == [200] * 5 + [429] * 3
        assert replies[-1][1]["retry-after"] == "1"
        assert (server.stats["limited"], server.stats["correct"]) == (3, 5)


def test_stats_are_told_over_http():
    with FaultyServer(always("500")) as server:
        for key in ("one", "two", "two"):
            send(server, key=key)
        with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)) as connection:
            connection.request("GET", "/stats")
            told = json.loads(connection.getresponse().read())
            connection.request("GET", "/v1/models")  # over the same connection
            models = json.loads(connection.getresponse().read())
            connection.request("GET", "/elsewhere")
            assert connection.getresponse().status == 404
    assert told["requests"] == 3
    assert told["faults"] == {"500": 2}
    assert told["correct"] == 1
    assert told["authorizations"] == ["Bearer one", "Bearer two"]
    assert told["bytes_in"] == 3 * len(json.dumps(body_of()))
    assert told["bytes_out"] > 0
    assert [model["id"] for model in models["data"]] == ["test"]


def test_as_a_process():
    command = [sys.executable, str(SCRIPT), "--port", "0", "--plan", "503", "--fault-rate", "1", "--seed", "4"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            server = FaultyServer(port=int(process.stdout.readline()))  # not started: it only holds the port
            assert [send(server)[0] for _ in range(3)] == [503, 503, 200]
        finally:
            process.terminate()


# The pipeline against it.


def test_transient_faults_change_nothing_but_the_count_of_tries(waits):
    articles = [synthetic_article(number) for number in range(10)]
    with FaultyServer() as server, extractor(server) as asked:
        calm = list(asked.map(articles))
    plan = Plan(TRANSIENT, rate=0.5, seed=11)
    with FaultyServer(plan, Timing(silence=0.05, drip=0.02, delay=0.02)) as server, extractor(server) as asked:
        rough = list(asked.map(articles))
        assert sum(server.stats["faults"].values()) > 10
    for one, other in zip(calm, rough, strict=True):
        assert (one.actors, one.quotes, one.claims) == (other.actors, other.quotes, other.claims)
        assert not other.report.incomplete
    assert sum(result.report.retries for result in rough) > 5


@pytest.mark.parametrize(("kind", "words"), [("refusal", "I cannot help"), ("content-filter", "content filter")])
def test_a_refusal_fails_the_article_with_its_reason(kind, words):
    with FaultyServer(always(kind)) as server, extractor(server) as asked, pytest.raises(ModelAnswerError, match=words):
        asked.extract(synthetic_article(1))
