"""The ledger of a batch: the file of results itself says what is done, whenever and however a run ended.

One Extraction a line. A line counts when it is whole; half a line at the end is what a kill or a power cut leaves, and
is dropped. What a run would do otherwise (another model, other prompts) is not mixed into a file of before.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from filelock import FileLock, Timeout
from pydantic_core import from_json

from claimkit.errors import CallerError
from claimkit.schemas import Article, Extraction, Provenance

_SYNC_EVERY = 2.0  # seconds that a power cut may cost
_OTHER_FILE = "Name another file with -o, or give --force to start this one anew."


@dataclass(frozen=True, slots=True)
class Settings:
    """What shapes the results of a run, to be compared with what is in a file already.

    Attributes:
        schema_hash: Of the JSON Schema of `Extraction`.
        prompts: "VERSION:HASH" of every prompt, by name.
        model: The settings of the model.
    """

    schema_hash: str
    prompts: dict[str, str]
    model: dict[str, Any]

    def fault(self, before: Provenance) -> str | None:
        """Return what is different in a result of before, or None."""
        if before.schema_hash != self.schema_hash:
            return "of another version of the schema"
        if any(self.prompts.get(name) != version for name, version in before.prompts.items()):
            return "made with other prompts"
        if before.settings != self.model:
            return "made with another model or other settings"
        return None


@dataclass(slots=True)
class Done:
    """What a file of results holds: for each article a hash of its id and one of its text."""

    _texts: dict[int, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, article: Article) -> None:
        """Note that an article is done."""
        self._texts[_hash(article.id)] = _hash(article.text)

    def has(self, article: Article) -> bool:
        """Say whether this very article is done.

        Raises:
            OtherText: An article of this id is done, but its text was another one.
        """
        text = self._texts.get(_hash(article.id))
        if text is not None and text != _hash(article.text):
            raise OtherText(article.id)
        return text is not None

    def has_id(self, article_id: str) -> bool:
        """Say whether an article of this id is done."""
        return _hash(article_id) in self._texts


class OtherText(Exception):
    """Two articles have one id."""


def _hash(words: str) -> int:
    # 16 bytes an article instead of its words: with 100,000 of them a clash has a chance of one in four billion.
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


class Ledger:
    """A file of results that is being written; a lock keeps a second run off it.

    Args:
        path: The file.
        settings: What shapes the results of this run.
        force: Start anew whatever is there.

    Raises:
        CallerError: Another run writes the file, it holds results of other settings, or a line of it is damaged.
    """

    def __init__(self, path: Path, settings: Settings, *, force: bool = False) -> None:
        self.path = path
        self.done = Done()
        self.dropped = False
        self._lock = FileLock(f"{path}.lock")
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise CallerError(f"another run is writing {path}", hint="Wait for it, or name another file.") from None
        try:
            if force:
                path.write_bytes(b"")
            elif path.exists():
                self._read(settings)
            self._file: BinaryIO = path.open("ab", buffering=0)
        except BaseException:
            self._lock.release()
            raise
        self._synced = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, result: Extraction) -> None:
        """Append a result; it is whole in the file, or it is not there."""
        line = memoryview(result.model_dump_json().encode("utf-8") + b"\n")
        while line:
            line = line[self._file.write(line) :]
        self.done.add(result.article)
        if time.monotonic() - self._synced > _SYNC_EVERY:
            os.fsync(self._file.fileno())
            self._synced = time.monotonic()

    def close(self) -> None:
        """Bring everything to the disk and let the file go."""
        if not self._file.closed:
            os.fsync(self._file.fileno())
            self._file.close()
            self._lock.release()  # its file stays: removing it would let two others lock two files of one name

    def _read(self, settings: Settings) -> None:
        whole = 0
        for number, start, line in _lines(self.path):
            if not line.endswith(b"\n"):
                break
            self._note(number, line, settings)
            whole = start + len(line)
        if whole < self.path.stat().st_size:
            self.dropped = True
            with self.path.open("r+b") as file:
                file.truncate(whole)

    def _note(self, number: int, line: bytes, settings: Settings) -> None:
        where = f"{self.path}, line {number}"
        try:
            row = from_json(line)
            provenance = Provenance.model_validate(row["provenance"])
            article = Article.model_validate(row["article"])
        except (ValueError, KeyError, TypeError):
            raise CallerError(f"{where} is no result of claimkit", hint=f"Remove the line. Or: {_OTHER_FILE}") from None
        fault = settings.fault(provenance)
        if fault is not None:
            raise CallerError(f"{where} is {fault}", hint=_OTHER_FILE)
        self.done.add(article)


def _lines(path: Path) -> Iterator[tuple[int, int, bytes]]:
    """Yield number, place and bytes of each line; the last one may have no end."""
    start = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            yield number, start, line
            start += len(line)
