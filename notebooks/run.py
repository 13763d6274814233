"""Runs the notebooks of this folder in place, or checks that they still say what is committed.

python notebooks/run.py              runs all of them and keeps their output
python notebooks/run.py --check      runs copies; exit 1 on an error or when a text differs from the committed one
python notebooks/run.py 02-a-corpus.ipynb    only this one

No key, no model, no network: the notebooks replay answers that are recorded in this repository. Nothing that changes
from run to run is kept: no times, no names of machines. A cell whose output differs in nothing but times, generated
names and pictures keeps the output that it had, so that a run without a change of the library changes no file.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import importlib
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

HERE = Path(__file__).resolve().parent
TIMEOUT = 300  # seconds for one cell
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
# What differs from run to run, and what is written in its place when two outputs are compared.
_VOLATILE = (
    (re.compile(r"\d+:\d\d<(?:\d+:\d\d|\?), +[\d.?]+ ?(?:it/s|s/it)"), "TIME"),  # tqdm
    (re.compile(r"\b\d[\d,]*\.\d+ (?=s\b|articles a second)"), "SECONDS "),
    (re.compile(r"\be[0-9a-f]{10}(?=-|\b)"), "ANCHOR"),  # a result's place on the page
    (re.compile(r"\bT_[0-9a-f]{5}"), "STYLE"),  # a styled frame of pandas
    (re.compile(r"0x[0-9a-f]+"), "ADDRESS"),
)
_UNWANTED = (str(HERE.parent), str(Path.home()), tempfile.gettempdir() + os.sep)


def main() -> int:
    """Run or check the notebooks that are named, or all of them."""
    parser = argparse.ArgumentParser(description="Run the notebooks in place, or check them.")
    parser.add_argument("names", nargs="*", help="notebooks of this folder; all when left out")
    parser.add_argument("--check", action="store_true", help="run copies and compare their texts")
    chosen = parser.parse_args()
    paths = [HERE / name for name in chosen.names] or sorted(HERE.glob("*.ipynb"))
    faults = []
    with _quiet_home():
        for path in paths:
            found = list(_checked(path) if chosen.check else _kept(path))
            faults += [f"{path.name}: {fault}" for fault in found]
            print(f"{path.name}: {'wrong' if found else 'as committed' if chosen.check else 'done'}", flush=True)
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


def _kept(path: Path) -> Iterator[str]:
    """Run a notebook in place."""
    before = nbformat.read(path, as_version=4)
    try:
        after = executed(before)
    except CellExecutionError as error:
        yield str(error)
        return
    old = {cell.id: cell for cell in before.cells if cell.cell_type == "code"}
    for cell in after.cells:
        if cell.cell_type == "code" and _comparable(cell, everything=True) == _comparable(
            old[cell.id], everything=True
        ):
            cell.outputs = old[cell.id].outputs
    yield from _leaks(after)
    nbformat.validate(after)
    nbformat.write(after, path)


def _checked(path: Path) -> Iterator[str]:
    """Run a copy of a notebook and yield what is wrong with it."""
    committed = nbformat.read(path, as_version=4)
    yield from _leaks(committed)
    try:
        fresh = executed(committed)
    except CellExecutionError as error:
        yield str(error)
        return
    for number, (old, new) in enumerate(zip(committed.cells, fresh.cells, strict=True), 1):
        if old.cell_type != "code":
            continue
        if old.execution_count != new.execution_count:
            yield f"cell {number} was not run in order; run notebooks/run.py"
        before, after = _comparable(old), _comparable(new)
        if before != after:
            lines = difflib.unified_diff(before.splitlines(), after.splitlines(), "committed", "now", lineterm="", n=1)
            yield f"cell {number} says something else now:\n" + "\n".join(lines)


def executed(notebook: NotebookNode) -> NotebookNode:
    """Run a copy of a notebook in its folder and return it without what changes from run to run.

    Raises:
        CellExecutionError: A cell failed.
    """
    copy = nbformat.from_dict(notebook)
    for cell in copy.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        copy,
        timeout=TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--log-level=40"],  # of warnings, only those of the cells
        resources={"metadata": {"path": str(HERE)}},
    )
    client.execute()
    copy.metadata = NotebookNode(
        kernelspec=NotebookNode(_KERNEL), language_info=NotebookNode(name="python", file_extension=".py")
    )
    for cell in copy.cells:
        cell.metadata = NotebookNode()
        if cell.cell_type == "code":
            cell.outputs = list(_tidy(cell.outputs))
    return copy


def _tidy(outputs: list[NotebookNode]) -> Iterator[NotebookNode]:
    """Join what one stream wrote in parts, and keep of a line that was written over only what it said last."""
    streams: dict[str, NotebookNode] = {}
    for output in outputs:
        output.pop("transient", None)
        if output.output_type == "stream":
            if output.name in streams:
                streams[output.name].text += output.text
                continue
            streams[output.name] = output
        yield output
    for output in streams.values():
        output.text = re.sub(r"[^\n]*\r(?!\n)", "", output.text)


def _comparable(cell: NotebookNode, *, everything: bool = False) -> str:
    """Return what a cell says as text; `everything` adds its HTML. Pictures never count."""
    parts = []
    for output in cell.outputs:
        if output.output_type == "stream":
            parts.append(f"[{output.name}]\n{output.text}")
            continue
        data = output.get("data", {})
        kinds = ("text/plain", "text/html", "text/markdown") if everything else ("text/plain", "text/markdown")
        parts += [f"[{kind}]\n{data[kind]}" for kind in kinds if kind in data]
    text = "\n".join(parts)
    for pattern, instead in _VOLATILE:
        text = pattern.sub(instead, text)
    return text


def _leaks(notebook: NotebookNode) -> Iterator[str]:
    """Yield the cells that show a place on this machine."""
    for number, cell in enumerate(notebook.cells, 1):
        shown = str(cell.get("outputs", "")) + str(cell.source)
        if any(place in shown for place in _UNWANTED):
            yield f"cell {number} shows a path of this machine"


@contextlib.contextmanager
def _quiet_home() -> Iterator[None]:
    """Let the kernel find no settings of its user, no key, no cache and no slow first import."""
    with contextlib.suppress(ImportError):  # the first import ever builds a list of fonts, and says so
        importlib.import_module("matplotlib.font_manager")
    with tempfile.TemporaryDirectory() as folder:
        own = {
            "CLAIMKIT_HOME": folder,
            "IPYTHONDIR": folder,
            "JUPYTER_RUNTIME_DIR": folder,
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
            "COLUMNS": "120",
        }
        gone = [name for name in os.environ if name.endswith("_API_KEY") or name == "CLAIMKIT_MODEL"]
        before = {name: os.environ.get(name) for name in [*own, *gone]}
        os.environ.update(own)
        for name in gone:
            del os.environ[name]
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


if __name__ == "__main__":
    sys.exit(main())
