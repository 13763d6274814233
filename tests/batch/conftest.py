"""A server whose faults are drawn from a seed, and corpora of synthetic articles."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from chat_fixtures import one_context
from faulty_server import synthetic_article

from claimkit.models.retrying import RetryLoop

__all__ = ["one_context"]
Corpus = Callable[[int], Path]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Return a function that writes a JSONL corpus of so many articles."""

    def write(number: int) -> Path:
        path = tmp_path / "corpus.jsonl"
        rows = ({"id": f"s{index}", "text": synthetic_article(index)} for index in range(number))
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    return write


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let waits between tries be a hundredth of what they are."""
    made = RetryLoop.__init__

    def init(self: RetryLoop, **options: object) -> None:
        made(self, **options)  # type: ignore[arg-type]
        wait = self.wait
        self.wait = lambda state: wait(state) / 100

    monkeypatch.setattr(RetryLoop, "__init__", init)
