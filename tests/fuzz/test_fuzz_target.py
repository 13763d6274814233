"""The fuzz target: it passes on what the library does, and fails on what it must never do."""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
from pathlib import Path

import pytest

from claimkit.grounding import Grounding
from claimkit.schemas import Span

_FILE = Path(__file__).with_name("engine.py")


def _load():
    spec = importlib.util.spec_from_file_location("fuzz_engine", _FILE)
    assert spec and spec.loader
    engine = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(engine)
    return engine


def _cases(engine, count: int = 250) -> None:
    for case in range(count):
        engine.one_input(random.Random(f"tests/{case}").randbytes(60 + case % 900))


def test_no_bytes_break_reading_marking_and_grounding():
    _cases(_load())


def test_nothing_at_all_is_a_case_too():
    _load().one_input(b"")


def _shifted(found: Grounding) -> Grounding:
    return found.model_copy(update={"spans": tuple(span.shifted(1) for span in found.spans)})


def _backwards(found: Grounding) -> Grounding:
    return found.model_copy(update={"spans": found.spans[::-1]})


def _silent(found: Grounding) -> Grounding:
    return found.model_copy(update={"spans": ()})


def _too_sure(found: Grounding) -> Grounding:
    return found.model_copy(update={"status": "near", "edits": ()})


@pytest.mark.parametrize("broken", [_shifted, _backwards, _silent, _too_sure])
def test_a_broken_aligner_is_noticed(broken, monkeypatch):
    engine = _load()
    real = engine.ground
    monkeypatch.setattr(engine, "ground", lambda *given, **where: broken(real(*given, **where)))
    with pytest.raises(AssertionError):
        _cases(engine)


def test_marks_that_reach_too_far_are_noticed(monkeypatch):
    engine = _load()
    real = engine.mark

    def broken(reading):
        from dataclasses import replace

        return tuple(
            replace(passage, spans=tuple(Span(start=span.start, end=span.end + 1) for span in passage.spans))
            for passage in real(reading)
        )

    monkeypatch.setattr(engine, "mark", broken)
    with pytest.raises(AssertionError):
        _cases(engine)


def test_the_program_runs_a_bounded_number_of_cases():
    done = subprocess.run([sys.executable, _FILE, "--cases", "40"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("40 cases, ")
