"""Answers that were paid for once, kept on disk as JSON.

diskcache unpickles what it finds in its folder (CVE-2025-69872), so whoever can write there runs code here.
`JsonDisk` stores bytes of JSON and refuses rows that claim to be anything else, and the folder is for its
owner alone.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import threading
from pathlib import Path
from typing import Any

import diskcache
import platformdirs

logger = logging.getLogger("claimkit")

FORMAT = 1  # of the folder; what a row holds is told by its key
SIZE_LIMIT = 2 * 1024**3  # bytes; the answers used least recently go first
EXPIRY = 180 * 24 * 3600  # seconds; models behind a name change, and so do their answers
_RAW, _BINARY = 1, 2  # diskcache's modes for bytes in the row and in a file; text and pickle are refused
_UNUSABLE = (sqlite3.Error, diskcache.Timeout, OSError)


class PoisonedRow(Exception):
    """A row of the cache is no JSON bytes; it is never loaded."""


class JsonDisk(diskcache.Disk):  # type: ignore[misc]  # diskcache has no types
    """Stores JSON bytes under text keys, and nothing else."""

    def put(self, key: Any) -> tuple[str, bool]:
        """Turn a key into what the database holds: the text itself."""
        if not isinstance(key, str):
            raise TypeError(f"cache keys are text, not {type(key).__name__}")
        return key, True

    def get(self, key: Any, raw: bool) -> str:
        """Turn what the database holds into a key; a pickled key is refused."""
        if not raw or not isinstance(key, str):
            raise PoisonedRow("a key in the cache is not text")
        return key

    def store(self, value: Any, read: bool, key: Any = None) -> Any:
        """Store a JSON value as bytes."""
        if read:
            raise TypeError("the cache stores JSON values, not files")
        data = json.dumps(value, ensure_ascii=False).encode("utf-8")
        return super().store(data, False, key=key)

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> Any:
        """Read a JSON value; any row that is not bytes is refused unread."""
        if mode not in (_RAW, _BINARY) or read:
            raise PoisonedRow("a row in the cache is not JSON bytes")
        if filename is not None and self._leads_out(filename):
            raise PoisonedRow("a row in the cache names a file outside of it")
        data = super().fetch(mode, filename, value, False)
        try:
            return json.loads(bytes(data).decode("utf-8"))
        except (ValueError, TypeError) as fault:
            raise PoisonedRow("a row in the cache is not JSON") from fault

    def remove(self, file_path: str) -> None:
        """Remove the file of a row; one outside of the folder is left alone."""
        if not self._leads_out(file_path):
            super().remove(file_path)

    def _leads_out(self, file_path: str) -> bool:
        folder = Path(self._directory).resolve()
        return not (folder / file_path).resolve().is_relative_to(folder)


def cache_dir() -> Path:
    """Return where answers are kept: `$CLAIMKIT_HOME/cache`, or the user's cache folder."""
    home = os.environ.get("CLAIMKIT_HOME")
    return Path(home) / "cache" if home else platformdirs.user_cache_path("claimkit") / "answers"


class AnswerCache:
    """The cache of answers.

    Args:
        folder: Where it lies; made with mode 0700 when missing.
        refresh: Ask anew even when an answer is there, and replace it.
        expiry: Seconds that an answer is kept.
    """

    def __init__(self, folder: Path | None = None, *, refresh: bool = False, expiry: float = EXPIRY) -> None:
        self.folder = folder or cache_dir()
        self.refresh = refresh
        self.refused = 0
        self._expiry = expiry
        self._told = False  # that nothing can be written
        self._cache: diskcache.Cache | None = self._open()

    def get(self, key: str) -> dict[str, Any] | None:
        """Return the value under `key`, or None; a poisoned row is removed, counted and never loaded."""
        if self._cache is None or self.refresh:
            return None
        try:
            value = self._cache.get(key)
        except PoisonedRow as fault:
            self.refused += 1
            logger.warning("refused a row of the cache in %s: %s; it was removed", self.folder, fault)
            self._remove(key)
            return None
        except _UNUSABLE as fault:
            logger.warning("the cache in %s cannot be read: %s", self.folder, fault)
            return None
        return value if isinstance(value, dict) else None

    def _remove(self, key: str) -> None:
        try:
            if self._cache is not None:
                self._cache.delete(key)
        except _UNUSABLE as fault:
            logger.warning("the cache in %s cannot be written: %s", self.folder, fault)

    def set(self, key: str, value: dict[str, Any]) -> None:
        """Keep a value; a disk that is full or read-only costs the cache, not the answer."""
        if self._cache is None:
            return
        try:
            self._cache.set(key, value, expire=self._expiry)
        except _UNUSABLE as fault:
            if not self._told:  # once: a full disk stays full for the other answers of a corpus
                logger.warning("answers cannot be kept in the cache in %s: %s", self.folder, fault)
            self._told = True

    def info(self) -> dict[str, Any]:
        """Return folder, number of answers and size in bytes."""
        if self._cache is None:
            return {"folder": str(self.folder), "answers": 0, "bytes": 0}
        return {"folder": str(self.folder), "answers": len(self._cache), "bytes": self._cache.volume()}

    def clear(self) -> int:
        """Remove all answers; return how many there were."""
        return int(self._cache.clear()) if self._cache is not None else 0

    def close(self) -> None:
        """Close the database."""
        if self._cache is not None:
            self._cache.close()
            self._cache = None

    def _open(self) -> diskcache.Cache | None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            return self._connect() if self._is_of_ours() else None
        except (sqlite3.OperationalError, diskcache.Timeout) as fault:  # locked or read-only is not damaged
            logger.warning("no cache: the database in %s cannot be used: %s", self.folder, fault)
            return None
        except sqlite3.DatabaseError as fault:
            return self._set_aside(fault)
        except OSError as fault:
            logger.warning("no cache: the folder %s cannot be used: %s", self.folder, fault)
            return None

    def _is_of_ours(self) -> bool:
        """Say whether this version can use the folder; a newer one may keep things there in another way."""
        note = self.folder / "format"
        stated = note.read_text(encoding="ascii", errors="replace").strip() if note.is_file() else ""
        if not stated:
            beside = (
                self.folder / f"format.{os.getpid()}.{threading.get_ident()}"
            )  # whole at once: others may open the folder right now
            beside.write_text(f"{FORMAT}\n", encoding="ascii")
            beside.replace(note)
            return True
        if stated.isdigit() and int(stated) <= FORMAT:
            return True
        logger.warning(
            "no cache: the folder %s is of a newer version of claimkit (format %s); name another with CLAIMKIT_HOME",
            self.folder,
            stated[:20],
        )
        return False

    def _connect(self) -> diskcache.Cache:
        return diskcache.Cache(
            str(self.folder), disk=JsonDisk, size_limit=SIZE_LIMIT, eviction_policy="least-recently-used"
        )

    def _set_aside(self, fault: sqlite3.DatabaseError) -> diskcache.Cache | None:
        database = self.folder / "cache.db"
        aside = database.with_suffix(".damaged")
        logger.warning("the cache in %s is damaged (%s); it was set aside as %s", self.folder, fault, aside.name)
        try:
            for leftover in self.folder.glob("cache.db-*"):
                leftover.unlink()
            database.replace(aside)
            return self._connect()
        except (OSError, sqlite3.Error) as second:
            logger.warning("no cache: %s", second)
            return None
