"""`import claimkit` is light, and each name comes when it is used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import claimkit

ROOT = Path(__file__).parent.parent
HEAVY = ("openai", "instructor", "pydantic", "typer", "diskcache", "jinja2", "pandas", "trafilatura", "xllamacpp")


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_loads_nothing_heavy() -> None:
    assert run(f"import sys, claimkit; print([name for name in {HEAVY!r} if name in sys.modules])") == "[]"


def test_grounding_needs_no_provider() -> None:
    code = (
        "import sys, claimkit\n"
        "found = claimkit.ground('The quay is shut, she said.', 'The quay is shut')\n"
        "print(found.status, [name for name in ('openai', 'instructor', 'typer', 'diskcache') if name in sys.modules])"
    )
    assert run(code) == "exact []"


def test_errors_are_at_hand_after_a_plain_import() -> None:
    assert run("import claimkit; print(claimkit.errors.InputError.exit_code)") == "2"


def test_every_public_name_resolves() -> None:
    for name in claimkit.__all__:
        assert getattr(claimkit, name) is not None
        assert name in dir(claimkit)
    assert len(set(claimkit.__all__)) == len(claimkit.__all__)


def test_star_import_gives_every_name() -> None:
    assert run("from claimkit import *; print(sorted(n for n in dir() if n in ('ground', 'extract', 'Span')))") == (
        "['Span', 'extract', 'ground']"
    )


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'exctract'"):
        claimkit.exctract  # noqa: B018
    assert not hasattr(claimkit, "__path_to_nowhere__")


def test_the_version_is_a_version() -> None:
    assert claimkit.__version__[0].isdigit()
    assert claimkit.__version__.count(".") >= 1
