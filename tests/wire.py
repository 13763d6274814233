"""HTTP/1.1 on asyncio's streams: no more of it than a server of short replies needs."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from typing import NamedTuple

from chat_server import Reply

_REASONS = {200: "OK", 400: "Bad Request", 404: "Not Found", 429: "Too Many Requests", 500: "Internal Server Error"}
_REASONS |= {411: "Length Required", 502: "Bad Gateway", 503: "Service Unavailable"}


class Request(NamedTuple):
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


async def read_request(reader: asyncio.StreamReader) -> Request:
    """Read one request; names of headers come in small letters."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip("\r\n").split("\r\n")
    method, path, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    return Request(method, path, headers, await reader.readexactly(int(headers.get("content-length", 0))))


def bytes_of(reply: Reply) -> bytes:
    """Write a reply down."""
    data = (reply.body if isinstance(reply.body, str) else json.dumps(reply.body, ensure_ascii=False)).encode()
    headers = {"content-type": reply.kind, "content-length": str(len(data)), **reply.headers}
    lines = [f"HTTP/1.1 {reply.status} {_REASONS.get(reply.status, 'No')}", *(f"{n}: {v}" for n, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + data


def reset(writer: asyncio.StreamWriter) -> None:
    """Break a connection: lingering for no time makes the kernel send a reset instead of a farewell."""
    connection = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
