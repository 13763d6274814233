"""A server that answers chat completions rightly, until it does not: every fault that a provider has, on order.

In a test:

    with FaultyServer(Plan(kinds_named("transient"), rate=0.3, seed=7)) as server:
        claimkit.Extractor("openai/test", base_url=server.url)
        server.stats["faults"]

As a process, which prints its port and serves until it is stopped:

    python tests/faulty_server.py --port 0 --plan transient --fault-rate 0.3 --seed 7 --latency 1 --rate 50

It speaks HTTP/1.1 with kept connections: POST /v1/chat/completions, GET /v1/models, and GET /stats for what it has
counted. The answers are those of scripted_answers.py, the faults those of fault_plan.py.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import random
import socket
import sys
import threading
import time
from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

from chat_server import Reply, error
from fault_plan import LATE, STATUSES, Plan, key_of, kinds_named, spoiled
from scripted_answers import UnknownQuestion, answer_to, tokens_of
from server_stats import Stats
from synthetic_articles import synthetic_article
from wire import Request, bytes_of, read_request, reset

__all__ = ["FaultyServer", "Plan", "Timing", "kinds_named", "synthetic_article"]

_GONE = (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)
_PIECES = 20
_MODELS = Reply({"object": "list", "data": [{"id": "test", "object": "model", "created": 1, "owned_by": "test"}]})


@dataclass(frozen=True)
class Timing:
    """How long things take, in seconds.

    Attributes:
        latency: What a model takes to answer. A status that says no comes at once.
        retry_after: What Retry-After names.
        silence: How long nothing comes before the connection ends; longer than the client waits.
        drip: How long a reply takes that trickles in.
        delay: The longest further delay of an answer that comes out of order.
    """

    latency: float = 0.0
    retry_after: int = 1
    silence: float = 2.0
    drip: float = 0.3
    delay: float = 0.3


class FaultyServer:
    """The server, in a thread with an event loop of its own.

    Args:
        plan: What goes wrong; nothing when left out.
        timing: How long things take.
        rate: The most questions in any second; those beyond get a 429 with Retry-After.
        port: Where to listen; a free port when 0.
    """

    def __init__(
        self, plan: Plan | None = None, timing: Timing | None = None, *, rate: int | None = None, port: int = 0
    ) -> None:
        self.counted = Stats()
        self._plan = plan or Plan()
        self._timing = timing or Timing()
        self._rate = rate
        self._port = port
        self._seen: Counter[str] = Counter()
        self._not_before: dict[str, float] = {}
        self._accepted: deque[float] = deque()
        self._at_once = 0
        self._open: set[asyncio.Task[None]] = set()
        self._ready = threading.Event()

    @property
    def url(self) -> str:
        """The address to give as `base_url`."""
        return f"http://127.0.0.1:{self._port}/v1"

    @property
    def port(self) -> int:
        """Where the server listens."""
        return self._port

    @property
    def stats(self) -> dict[str, Any]:
        """What GET /stats tells."""
        return self.counted.as_data()

    # Running.

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="faulty-server", daemon=True)
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._serving.cancel)
        self._thread.join()

    def _run(self) -> None:
        self._serving = self._loop.create_task(self.serve(self._ready.set))
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._serving)
        self._loop.close()

    async def serve(self, listening: Any) -> None:
        """Serve until cancelled; `listening` is called when the port is open."""
        server = await asyncio.start_server(
            self._connected, "127.0.0.1", self._port, backlog=2048, limit=1 << 20, family=socket.AF_INET
        )
        self._port = server.sockets[0].getsockname()[1]
        listening()
        try:
            await asyncio.Event().wait()
        finally:
            server.close()
            for task in self._open:
                task.cancel()
            await asyncio.gather(*self._open, return_exceptions=True)

    # One connection.

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        self.counted.connections += 1
        try:
            while await self._one(await read_request(reader), writer):
                pass
        except (*_GONE, ValueError):
            pass  # the client has gone, or never spoke HTTP
        except asyncio.CancelledError:
            pass  # the server ends
        finally:
            self._open.discard(task)
            writer.close()

    async def _one(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; say whether the connection stays."""
        close = request.headers.get("connection", "").lower() == "close"
        route = (request.method, request.path.partition("?")[0])
        if route == ("POST", "/v1/chat/completions"):
            self._at_once += 1
            self.counted.most_at_once = max(self.counted.most_at_once, self._at_once)
            try:
                return await self._chat(request, writer) and not close
            finally:
                self._at_once -= 1
        if route == ("GET", "/stats"):
            reply = Reply(self.stats)
        elif route == ("GET", "/v1/models"):
            reply = _MODELS
        else:
            reply = error(404, f"there is no {request.method} {request.path}")
        await self._send(bytes_of(reply), writer)
        return not close

    async def _chat(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        counted = self.counted
        counted.requests += 1
        counted.bytes_in += len(request.body)
        counted.authorizations.add(request.headers.get("authorization", ""))
        too_many = self._wait_for_a_place()
        if too_many:
            counted.limited += 1
            await self._send(bytes_of(error(429, "too fast", headers={"retry-after": str(too_many)})), writer)
            return True
        try:
            body = json.loads(request.body)
            key = key_of(body)
            task, answer = answer_to(body)
        except (UnknownQuestion, ValueError, AttributeError, LookupError) as fault:
            counted.unknown += 1
            await self._send(bytes_of(error(400, f"this is no question that is known here: {fault}")), writer)
            return True
        counted.tasks[task] += 1
        counted.early += time.monotonic() < self._not_before.pop(key, 0.0)
        seen = self._seen[key]
        self._seen[key] += 1
        fault = self._plan.fault(key, seen)
        if fault:
            counted.faults[fault] += 1
        reply = spoiled(fault, answer, tokens_of(body, answer), self._timing.retry_after)
        if "retry-after" in reply.headers:
            self._not_before[key] = time.monotonic() + self._timing.retry_after
        return await self._deliver(bytes_of(reply), fault, random.Random(f"{self._plan.seed}:{key}:{seen}"), writer)

    def _wait_for_a_place(self) -> int:
        """Take one of the places of this second; return the seconds to wait when there is none."""
        if self._rate is None:
            return 0
        now = time.monotonic()
        while self._accepted and self._accepted[0] <= now - 1:
            self._accepted.popleft()
        if len(self._accepted) >= self._rate:
            return math.ceil(self._accepted[0] + 1 - now)
        self._accepted.append(now)
        return 0

    async def _deliver(self, raw: bytes, fault: str | None, dice: random.Random, writer: asyncio.StreamWriter) -> bool:
        """Send a reply as its fault wants it; say whether the connection stays."""
        if fault not in STATUSES:
            await asyncio.sleep(self._timing.latency)
        if fault == "closed":
            return False
        if fault == "silence":
            await asyncio.sleep(self._timing.silence)
            return False
        if fault == "reset":
            await self._send(raw[: len(raw) * 2 // 3], writer)
            # The client reads the promise of a whole reply first.
            await asyncio.sleep(0.01)
            reset(writer)
            return False
        if fault == "delay":
            await asyncio.sleep(dice.uniform(0, self._timing.delay))
        if fault == "drip":
            size = math.ceil(len(raw) / _PIECES)
            while len(raw) > size:
                await self._send(raw[:size], writer)
                raw = raw[size:]
                await asyncio.sleep(self._timing.drip / _PIECES)
        # Counted first: a client that has its answer finds it in the counts. One that has gone gets none.
        self.counted.correct += fault in (None, *LATE) and not writer.is_closing()
        await self._send(raw, writer)
        return True

    async def _send(self, raw: bytes, writer: asyncio.StreamWriter) -> None:
        self.counted.bytes_out += len(raw)
        writer.write(raw)
        await writer.drain()


def main() -> None:
    """Serve on a port, which is printed first, until the process is stopped."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0, help="0 is a free one")
    parser.add_argument("--plan", default="none", help="kinds of faults with commas between, or all, transient, …")
    parser.add_argument("--fault-rate", type=float, default=0.1, help="share of the requests that meet a fault")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rate", type=int, help="the most questions a second")
    for name, value in vars(Timing()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value, help="seconds")
    args = parser.parse_args()
    plan = Plan(kinds_named(args.plan), args.fault_rate, args.seed)
    timing = Timing(**{name: getattr(args, name) for name in vars(Timing())})
    server = FaultyServer(plan, timing, rate=args.rate, port=args.port)
    with suppress(KeyboardInterrupt):
        asyncio.run(server.serve(lambda: print(server.port, flush=True)))


if __name__ == "__main__":
    sys.exit(main())
