"""A real HTTP server on loopback that speaks the chat-completions protocol from a script."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass(frozen=True)
class Reply:
    """What the server does with one request.

    Attributes:
        body: A JSON value, or text that is sent as it is.
        status: The HTTP status.
        headers: Further headers.
        kind: The content type.
        delay: Seconds to wait before answering.
        reset: Break the connection instead of answering.
    """

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "application/json"
    delay: float = 0.0
    reset: bool = False


@dataclass(frozen=True)
class Seen:
    """One request that came in."""

    path: str
    body: Any
    headers: dict[str, str]

    @property
    def task(self) -> str:
        """Name of the schema that is asked for, in small letters: quotes, actors, claims."""
        return str(self.body["response_format"]["json_schema"]["name"]).lower()

    @property
    def contents(self) -> list[str]:
        """The texts of all messages."""
        return [message["content"] for message in self.body["messages"]]


def says(
    content: Any = None,
    *,
    finish: str = "stop",
    refusal: str | None = None,
    tokens: tuple[int, int, int] = (100, 0, 10),
    **more: Any,
) -> Reply:
    """Return an answer of the model; anything but text is written as JSON. Tokens: input, cached, output."""
    text = content if content is None or isinstance(content, str) else json.dumps(content)
    prompt, cached, output = tokens
    message: dict[str, Any] = {"role": "assistant", "content": text}
    if refusal is not None:
        message["refusal"] = refusal
    body = {
        "id": "chat-1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {
            "prompt_tokens": prompt,
            "completion_tokens": output,
            "total_tokens": prompt + output,
            "prompt_tokens_details": {"cached_tokens": cached},
        },
    }
    return Reply(body, **more)


def error(status: int, message: str = "no", **more: Any) -> Reply:
    """Return an error in the shape that OpenAI's servers give it."""
    return Reply({"error": {"message": message, "type": "test", "code": None}}, status=status, **more)


class ChatServer:
    """Answers each POST with the next reply of the script, or with what `by` makes of the request."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.script: list[Reply] = []
        self.by: Callable[[Seen], Reply] | None = None
        self.models: Reply = Reply({"object": "list", "data": []})
        self._over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def will(self, *replies: Reply) -> Self:
        """Add replies to the script."""
        self.script += replies
        return self

    def reply_to(self, seen: Seen) -> Reply:
        """Note a request and choose its reply."""
        self.seen.append(seen)
        if self.by is not None:
            return self.by(seen)
        return self.script.pop(0) if self.script else error(400, "the script is over")

    def wait(self, seconds: float) -> None:
        """Sleep, but not longer than the server lives."""
        self._over.wait(seconds)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _handler_for(owner: ChatServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 5

        def do_GET(self) -> None:
            self._send(owner.models)

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            headers = {name.lower(): value for name, value in self.headers.items()}
            self._send(owner.reply_to(Seen(self.path, body, headers)))

        def _send(self, reply: Reply) -> None:
            if reply.delay:
                owner.wait(reply.delay)
            if reply.reset:
                # Lingering for no time makes the kernel send a reset instead of a farewell.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
                self.connection.close()
                return
            data = reply.body if isinstance(reply.body, str) else json.dumps(reply.body)
            raw = data.encode()
            with suppress(OSError):  # the client may have given up waiting
                self.send_response(reply.status)
                for name, value in {"content-type": reply.kind, **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

        def handle(self) -> None:
            with suppress(OSError, ValueError):  # broken connections are part of the script
                super().handle()

        def finish(self) -> None:
            with suppress(OSError, ValueError):
                super().finish()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler
