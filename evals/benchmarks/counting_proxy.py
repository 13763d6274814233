"""A server between systems and the endpoint that they ask: it passes everything on unchanged, and counts.

    python evals/benchmarks/counting_proxy.py --upstream http://127.0.0.1:8399/v1

It prints its port and serves on loopback until it is stopped. NAME/v1/… is passed on to the endpoint and counted for
NAME; GET /counts tells what was counted. It runs as a process of its own, so that its work is nobody's processor time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_PASSED_ON = ("authorization", "content-type")


@dataclass
class Traffic:
    """What one system asked and got.

    Attributes:
        requests: Questions that were sent.
        answered: Those of them that were answered with a completion.
        input_tokens: As the endpoint counts them.
        output_tokens: As the endpoint counts them.
        written_chars: Length of the answers: texts and the arguments of tools.
    """

    requests: int = 0
    answered: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    written_chars: int = 0

    def enter(self, completion: dict[str, Any]) -> None:
        """Count an answer."""
        self.answered += 1
        usage = completion.get("usage") or {}
        self.input_tokens += usage.get("prompt_tokens") or 0
        self.output_tokens += usage.get("completion_tokens") or 0
        for choice in completion.get("choices") or ():
            message = choice.get("message") or {}
            self.written_chars += len(message.get("content") or "")
            self.written_chars += sum(len(call["function"]["arguments"]) for call in message.get("tool_calls") or ())


def handler(upstream: str, timeout: float) -> type[BaseHTTPRequestHandler]:
    """Return the class that answers requests."""
    traffic: dict[str, Traffic] = defaultdict(Traffic)
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path == "/counts":
                with lock:
                    counted = {name: asdict(one) for name, one in traffic.items()}
                self._send(200, json.dumps(counted).encode())
                return
            self._pass_on(None)

        def do_POST(self) -> None:
            self._pass_on(self.rfile.read(int(self.headers["content-length"])))

        def _pass_on(self, body: bytes | None) -> None:
            name, _, rest = self.path.removeprefix("/").partition("/v1/")
            headers = {key: self.headers[key] for key in _PASSED_ON if key in self.headers}
            request = urllib.request.Request(f"{upstream}/{rest}", data=body, headers=headers)  # noqa: S310
            asked = body is not None and rest.startswith("chat/completions")
            if asked:
                with lock:
                    traffic[name].requests += 1
            try:
                with urllib.request.urlopen(request, timeout=timeout) as reply:  # noqa: S310
                    status, data = reply.status, reply.read()
            except urllib.error.HTTPError as fault:
                status, data = fault.code, fault.read()
            except OSError as fault:
                status, data = (
                    502,
                    json.dumps({"error": {"message": f"the endpoint is out of reach: {fault}"}}).encode(),
                )
            if asked and status == 200:
                with lock, suppress(ValueError):  # an answer that is no JSON is for the system to complain of
                    traffic[name].enter(json.loads(data))
            self._send(status, data)

        def _send(self, status: int, data: bytes) -> None:
            with suppress(OSError):  # the system may have given up waiting
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def counting(upstream: str, timeout: float) -> Iterator[str]:
    """Run the server as a process; give its address."""
    command = [sys.executable, __file__, "--upstream", upstream, "--timeout", str(timeout)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            assert process.stdout is not None  # noqa: S101
            port = process.stdout.readline().strip()
            if not port:
                raise SystemExit("the counting server did not start; its complaint stands above")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def counts(url: str) -> dict[str, Traffic]:
    """Ask the server what it has counted."""
    with urllib.request.urlopen(f"{url}/counts", timeout=30) as reply:  # noqa: S310
        return {name: Traffic(**one) for name, one in json.load(reply).items()}


def main() -> None:
    """Serve until the process is stopped."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--upstream", required=True, help="the endpoint's address, with its /v1")
    parser.add_argument("--timeout", type=float, default=300.0, help="seconds to wait for one answer")
    args = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(args.upstream.rstrip("/"), args.timeout))
    server.daemon_threads = True
    print(server.server_port, flush=True)
    with suppress(KeyboardInterrupt):
        server.serve_forever()


if __name__ == "__main__":
    main()
