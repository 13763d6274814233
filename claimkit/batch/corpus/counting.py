"""How many articles a corpus has, where that can be told quickly."""

from __future__ import annotations

from pathlib import Path

from claimkit.batch.corpus.folders import SUFFIXES

_BLOCK = 1 << 20


def count_corpus(source: Path) -> int | None:
    """Return the number of articles for a progress bar, or None where counting would mean reading everything.

    The lines of a JSONL file are counted, empty ones too, and the files of a folder.
    """
    if source.is_dir():
        return sum(1 for path in source.rglob("*") if path.suffix.lower() in SUFFIXES)
    if source.suffix.lower() not in (".jsonl", ".ndjson") or not source.is_file():
        return None
    lines, last = 0, b"\n"
    with source.open("rb") as file:
        while block := file.read(_BLOCK):
            lines += block.count(b"\n")
            last = block[-1:]
    return lines + (last != b"\n")
