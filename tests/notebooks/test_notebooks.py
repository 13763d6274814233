"""The notebooks run from top to bottom without a key or a model, and say what is committed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "notebooks"
NAMES = sorted(path.name for path in FOLDER.glob("*.ipynb"))
MAX_BYTES = 500_000

pytestmark = pytest.mark.notebook


def test_all_notebooks_are_there() -> None:
    assert NAMES == ["01-first-article.ipynb", "02-a-corpus.ipynb", "03-evals.ipynb"]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_and_says_what_is_committed(name: str) -> None:
    ran = subprocess.run(
        [sys.executable, FOLDER / "run.py", "--check", name], capture_output=True, text=True, timeout=600, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_small_and_holds_its_outputs_only(name: str) -> None:
    raw = (FOLDER / name).read_bytes()
    assert len(raw) < MAX_BYTES
    notebook = json.loads(raw)
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    assert all(cell["metadata"] == {} for cell in notebook["cells"])
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    assert outputs
    assert not [output for output in outputs if output["output_type"] == "error"]
