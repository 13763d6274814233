"""Fixtures for tests that ask a server: the folders that need them import them in their conftest.py."""

import ssl
from collections.abc import Iterator

import pytest
from chat_server import ChatServer

from claimkit.models.retrying import RetryLoop

__all__ = ["one_context", "server", "waits"]


@pytest.fixture
def server() -> Iterator[ChatServer]:
    """A running server with an empty script."""
    with ChatServer() as running:
        yield running


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits that the retry loop asked for, without waiting them."""
    waited: list[float] = []
    made = RetryLoop.__init__

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    def init(self: RetryLoop, **options: int) -> None:
        made(self, **options)
        self.sleep = sleep

    monkeypatch.setattr(RetryLoop, "__init__", init)
    return waited


@pytest.fixture(autouse=True, scope="session")
def one_context() -> Iterator[None]:
    """Load the certificates once: no server here needs them, and each new client would read them again."""
    with pytest.MonkeyPatch.context() as patch:
        context = ssl.create_default_context()
        patch.setattr(ssl, "create_default_context", lambda *_, **__: context)
        yield
