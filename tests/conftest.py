"""No test sees the user's folders or keys, and none reaches the network."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("claimkit", deadline=None, max_examples=60, derandomize=True, database=None)
settings.load_profile("claimkit")

_KEY_ENDINGS = ("_API_KEY", "_API_TOKEN", "_ACCESS_TOKEN", "_SECRET_ACCESS_KEY")
_MORE_KEYS = ("CLAIMKIT_MODEL", "OPENAI_BASE_URL", "HF_TOKEN", "AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN")


@pytest.fixture(autouse=True)
def _own_home(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Give every test an empty home and no keys; a test of the local model keeps the home that holds it."""
    for name in [*os.environ]:
        if name.endswith(_KEY_ENDINGS) or name in _MORE_KEYS:
            monkeypatch.delenv(name)
    if request.node.get_closest_marker("local_model") is None:
        monkeypatch.setenv("CLAIMKIT_HOME", str(tmp_path / "claimkit-home"))


def _is_here(address: Any) -> bool:
    """Say whether an address is on this machine: loopback, or a socket that is a file."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make each connection to another machine fail, and say so."""

    def guarded(name: str) -> Callable[..., Any]:
        real = getattr(socket.socket, name)

        def connect(self: socket.socket, address: Any) -> Any:
            if not _is_here(address):
                pytest.fail(f"a test tried to connect to {address!r}; tests run without a network", pytrace=True)
            return real(self, address)

        return connect

    def looked_up(name: str) -> Callable[..., Any]:
        real = getattr(socket, name)

        def lookup(host: Any, *args: Any, **options: Any) -> Any:
            wanted = host.decode() if isinstance(host, bytes) else host
            if wanted is not None and not _is_here((wanted, 0)):
                pytest.fail(f"a test tried to look up {wanted!r}; tests run without a network", pytrace=True)
            return real(host, *args, **options)

        return lookup

    monkeypatch.setattr(socket.socket, "connect", guarded("connect"))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded("connect_ex"))
    monkeypatch.setattr(socket, "getaddrinfo", looked_up("getaddrinfo"))
    monkeypatch.setattr(socket, "gethostbyname", looked_up("gethostbyname"))
