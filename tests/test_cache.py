"""The cache keeps JSON and nothing else, for its owner alone, and never takes a run down."""

from __future__ import annotations

import logging
import os
import pickle
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import diskcache
import pytest

from claimkit.cache import AnswerCache, JsonDisk, PoisonedRow, cache_dir

ROOT = Path(__file__).parent.parent
RAW, BINARY, TEXT, PICKLE = 1, 2, 3, 4


@pytest.fixture
def open_cache(tmp_path: Path) -> Iterator[Callable[..., AnswerCache]]:
    """Open caches in one folder, and close them in the end."""
    opened: list[AnswerCache] = []

    def opener(folder: Path | None = None, **options: Any) -> AnswerCache:
        opened.append(AnswerCache(folder or tmp_path / "answers", **options))
        return opened[-1]

    yield opener
    for cache in opened:
        cache.close()


class Bomb:
    """Makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.path,)


def plant(folder: Path, key: Any, *, value: Any, mode: int, filename: str | None = None, raw: int = 1) -> None:
    with closing(sqlite3.connect(folder / "cache.db")) as database, database:
        database.execute(
            "INSERT OR REPLACE INTO Cache (key, raw, store_time, access_time, size, mode, filename, value)"
            " VALUES (?, ?, 1, 1, 0, ?, ?, ?)",
            (key, raw, mode, filename, value),
        )


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"answer": {"quotes": [{"words": "“Grüße” 🌉\n\u0000", "number": 3, "part": 0.1, "no": None, "yes": True}]}},
        {"long": "x" * 100_000},  # lies in a file of its own
        {"deep": [[[[{"a": [1, 2.5, -3]}]]]]},
    ],
)
def test_values_come_back(open_cache: Callable[..., AnswerCache], value: dict[str, Any]) -> None:
    cache = open_cache()
    assert cache.get("key") is None
    cache.set("key", value)
    assert cache.get("key") == value
    cache.close()
    assert open_cache().get("key") == value


def test_info_and_clear(open_cache: Callable[..., AnswerCache], tmp_path: Path) -> None:
    cache = open_cache()
    for number in range(3):
        cache.set(f"key {number}", {"number": number, "long": "x" * 50_000})
    info = cache.info()
    assert (info["folder"], info["answers"]) == (str(tmp_path / "answers"), 3)
    assert info["bytes"] > 0
    assert cache.clear() == 3
    assert cache.info()["answers"] == 0
    assert cache.get("key 1") is None


def test_refresh_asks_anew_and_replaces(open_cache: Callable[..., AnswerCache]) -> None:
    open_cache().set("key", {"old": True})
    fresh = open_cache(refresh=True)
    assert fresh.get("key") is None
    fresh.set("key", {"new": True})
    assert open_cache().get("key") == {"new": True}


def test_the_folder_is_for_its_owner_alone(open_cache: Callable[..., AnswerCache], tmp_path: Path) -> None:
    open_cache()
    assert stat.S_IMODE((tmp_path / "answers").stat().st_mode) == 0o700
    (tmp_path / "open").mkdir(mode=0o755)
    (tmp_path / "open").chmod(0o755)
    open_cache(tmp_path / "open")
    assert stat.S_IMODE((tmp_path / "open").stat().st_mode) == 0o700


def test_the_default_folder_follows_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLAIMKIT_HOME", str(tmp_path / "home"))
    assert cache_dir() == tmp_path / "home" / "cache"
    monkeypatch.delenv("CLAIMKIT_HOME")
    assert cache_dir().name == "answers"


def payloads(bomb: Bomb, folder: Path) -> dict[str, dict[str, Any]]:
    data = pickle.dumps(bomb)
    (folder / "aa").mkdir(exist_ok=True)
    (folder / "aa" / "bomb.val").write_bytes(data)
    return {
        "pickle in the row": {"mode": PICKLE, "value": data},
        "pickle in a file": {"mode": PICKLE, "value": None, "filename": "aa/bomb.val"},
        "pickle that calls itself bytes": {"mode": RAW, "value": data},
        "pickle that calls itself a file": {"mode": BINARY, "value": None, "filename": "aa/bomb.val"},
        "text": {"mode": TEXT, "value": None, "filename": "aa/bomb.val"},
        "number": {"mode": RAW, "value": 7},
        "unknown mode": {"mode": 9, "value": data},
        "half of JSON": {"mode": RAW, "value": b'{"answer": '},
        "not UTF-8": {"mode": RAW, "value": b"\xff\xfe"},
    }


SORTS = (
    "pickle in the row",
    "pickle in a file",
    "pickle that calls itself bytes",
    "pickle that calls itself a file",
    "text",
    "number",
    "unknown mode",
    "half of JSON",
    "not UTF-8",
)


@pytest.mark.parametrize("sort", SORTS)
def test_a_planted_row_is_refused_and_never_executed(
    sort: str, open_cache: Callable[..., AnswerCache], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache = open_cache()
    cache.set("honest", {"yes": True})
    target = tmp_path / "executed"
    plant(cache.folder, "key", **payloads(Bomb(target), cache.folder)[sort])
    with caplog.at_level(logging.WARNING, "claimkit"):
        assert cache.get("key") is None
    assert not target.exists()
    assert cache.refused == 1
    assert "refused a row" in caplog.text
    assert cache.get("key") is None  # a plain miss now
    assert cache.refused == 1
    assert cache.get("honest") == {"yes": True}
    cache.set("key", {"mended": True})
    assert cache.get("key") == {"mended": True}


def test_the_bomb_would_go_off(tmp_path: Path) -> None:
    """Without this, the test above would prove nothing."""
    pickle.loads(pickle.dumps(Bomb(tmp_path / "executed")))
    assert (tmp_path / "executed").exists()


@pytest.mark.parametrize("how", ["..", "absolute"])
def test_a_planted_row_cannot_read_or_remove_a_file_elsewhere(
    how: str, open_cache: Callable[..., AnswerCache], tmp_path: Path
) -> None:
    outside = tmp_path / "precious.json"
    outside.write_text('{"secret": 1}')
    cache = open_cache()
    plant(cache.folder, "key", mode=BINARY, value=None, filename="../precious.json" if how == ".." else str(outside))
    assert cache.get("key") is None
    assert cache.refused == 1
    assert cache.get("key") is None
    assert outside.read_text() == '{"secret": 1}'
    plant(cache.folder, "other", mode=BINARY, value=None, filename=str(outside))
    cache.clear()
    assert outside.exists()


def test_a_pickled_key_is_refused_on_iteration(open_cache: Callable[..., AnswerCache], tmp_path: Path) -> None:
    target = tmp_path / "executed"
    folder = open_cache().folder
    plant(folder, pickle.dumps(Bomb(target)), value=b"{}", mode=RAW, raw=0)
    with closing(diskcache.Cache(str(folder), disk=JsonDisk)) as raw, pytest.raises(PoisonedRow, match="key"):
        list(raw)
    assert not target.exists()


def test_only_text_keys_and_json_values(open_cache: Callable[..., AnswerCache]) -> None:
    cache = open_cache()
    with pytest.raises(TypeError, match="keys are text"):
        cache.set(("a", "b"), {})  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        cache.set("key", {"thing": object()})
    assert cache.get("key") is None


def test_json_that_is_no_object_is_a_miss(open_cache: Callable[..., AnswerCache]) -> None:
    cache = open_cache()
    plant(cache.folder, "key", mode=RAW, value=b"[1, 2]")
    assert cache.get("key") is None


def test_a_row_whose_file_is_gone_is_a_miss(open_cache: Callable[..., AnswerCache]) -> None:
    cache = open_cache()
    cache.set("key", {"long": "x" * 100_000})
    for path in cache.folder.rglob("*.val"):
        path.unlink()
    assert cache.get("key") is None
    cache.set("key", {"again": True})
    assert cache.get("key") == {"again": True}


@pytest.mark.parametrize("damage", [b"this is no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5_000])
def test_a_damaged_database_is_set_aside(
    damage: bytes, open_cache: Callable[..., AnswerCache], caplog: pytest.LogCaptureFixture
) -> None:
    cache = open_cache()
    cache.set("key", {"a": 1})
    cache.close()
    (cache.folder / "cache.db").write_bytes(damage)
    for leftover in cache.folder.glob("cache.db-*"):
        leftover.unlink()
    with caplog.at_level(logging.WARNING, "claimkit"):
        again = open_cache()
    assert "is damaged" in caplog.text
    assert (cache.folder / "cache.damaged").read_bytes() == damage
    assert again.get("key") is None
    again.set("key", {"b": 2})
    assert again.get("key") == {"b": 2}


def test_a_locked_database_is_not_taken_for_a_damaged_one(
    open_cache: Callable[..., AnswerCache], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = open_cache()
    cache.set("key", {"a": 1})

    def locked(*args: Any, **options: Any) -> None:
        raise sqlite3.OperationalError("database is locked")

    with monkeypatch.context() as patch, caplog.at_level(logging.WARNING, "claimkit"):
        patch.setattr(diskcache, "Cache", locked)
        other = open_cache()
    assert "locked" in caplog.text
    other.set("key", {"b": 2})
    assert other.get("key") is None
    assert not (cache.folder / "cache.damaged").exists()
    assert open_cache().get("key") == {"a": 1}


def works_without(cache: AnswerCache, caplog: pytest.LogCaptureFixture) -> None:
    assert "no cache" in caplog.text
    cache.set("key", {"a": 1})
    assert cache.get("key") is None
    assert cache.info()["answers"] == 0
    assert cache.clear() == 0
    cache.close()


def test_a_file_in_the_place_of_the_folder_only_warns(
    open_cache: Callable[..., AnswerCache], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "answers").write_text("a file")
    with caplog.at_level(logging.WARNING, "claimkit"):
        works_without(open_cache(), caplog)
    assert (tmp_path / "answers").read_text() == "a file"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_read_only_folder_only_warns(
    open_cache: Callable[..., AnswerCache], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    with caplog.at_level(logging.WARNING, "claimkit"):
        works_without(open_cache(tmp_path / "locked" / "answers"), caplog)


@pytest.mark.parametrize(
    "fault", [sqlite3.OperationalError("database or disk is full"), diskcache.Timeout("busy"), OSError(28, "no space")]
)
def test_a_fault_while_it_is_used_only_warns(
    fault: Exception,
    open_cache: Callable[..., AnswerCache],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cache = open_cache()

    def fail(*args: Any, **options: Any) -> None:
        raise fault

    monkeypatch.setattr(diskcache.Cache, "set", fail)
    monkeypatch.setattr(diskcache.Cache, "get", fail)
    with caplog.at_level(logging.WARNING, "claimkit"):
        cache.set("key", {"a": 1})
        assert cache.get("key") is None
    assert "cannot be kept" in caplog.text
    assert "cannot be read" in caplog.text


def test_a_poisoned_row_that_cannot_be_removed_is_still_refused(
    open_cache: Callable[..., AnswerCache], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = open_cache()
    plant(cache.folder, "key", mode=PICKLE, value=b"x")

    def fail(*args: Any, **options: Any) -> None:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(diskcache.Cache, "delete", fail)
    assert cache.get("key") is None
    assert cache.refused == 1


def test_a_closed_cache_is_no_cache(open_cache: Callable[..., AnswerCache]) -> None:
    cache = open_cache()
    cache.close()
    cache.close()
    cache.set("key", {"a": 1})
    assert cache.get("key") is None


WRITER = """
import sys
import time
from pathlib import Path
from claimkit.cache import AnswerCache
cache = AnswerCache(Path(sys.argv[1]))
for number in range(40):
    cache.set(f"{sys.argv[2]} {number}", {"by": sys.argv[2], "number": number, "long": "x" * 2_000})
    cache.set("shared", {"by": sys.argv[2], "number": number})
cache.close()
"""


def test_two_processes_write_at_the_same_time(open_cache: Callable[..., AnswerCache], tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(folder), name], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for name in ("one", "two")
    ]
    for writer in writers:
        _, complaints = writer.communicate(timeout=90)
        assert (writer.returncode, complaints) == (0, "")
    cache = open_cache()
    for name in ("one", "two"):
        for number in range(40):
            kept = cache.get(f"{name} {number}")
            assert kept is not None
            assert (kept["by"], kept["number"]) == (name, number)
    shared = cache.get("shared")
    assert shared is not None
    assert shared["number"] == 39
    assert cache.info()["answers"] == 81


def test_an_answer_expires(open_cache: Callable[..., AnswerCache]) -> None:
    cache = open_cache(expiry=0.05)
    cache.set("k", {"answer": 1})
    assert cache.get("k") == {"answer": 1}
    time.sleep(0.06)
    assert cache.get("k") is None


def test_a_format_that_a_power_cut_left_empty_is_written_anew(
    open_cache: Callable[..., AnswerCache], caplog: pytest.LogCaptureFixture
) -> None:
    cache = open_cache()
    cache.set("k", {"answer": 1})
    (cache.folder / "format").write_text("", encoding="ascii")
    assert open_cache().get("k") == {"answer": 1}
    assert (cache.folder / "format").read_text(encoding="ascii") == "1\n"
    assert [path.name for path in cache.folder.glob("format*")] == ["format"]
    assert caplog.text == ""


def test_a_folder_of_a_newer_version_is_left_alone(
    open_cache: Callable[..., AnswerCache], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache = open_cache()
    cache.set("k", {"answer": 1})
    cache.close()
    (cache.folder / "format").write_text("2\n", encoding="ascii")
    newer = open_cache()
    assert newer.get("k") is None
    newer.set("k", {"answer": 2})
    assert "newer version" in caplog.text
    (cache.folder / "format").write_text("1\n", encoding="ascii")
    assert open_cache().get("k") == {"answer": 1}


def test_a_full_disk_is_told_once(
    open_cache: Callable[..., AnswerCache], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    cache = open_cache()
    monkeypatch.setattr("diskcache.Cache.set", full)
    for number in range(5):
        cache.set(f"k{number}", {"answer": number})
    assert caplog.text.count("disk is full") == 1
