"""Fetches axe-core, the checker of accessibility that the browser tests use, once, and checks what came.

python tests/browser/fetch_axe.py

It is one pinned file of an npm package by Deque, under MPL-2.0, and is kept in .cache/ of this repository. npm fetches
it, since npm knows of mirrors and proxies. Tests never load anything.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "4.14.1"
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
PACKAGE = f"axe-core@{VERSION}"
KEPT = Path(__file__).parents[2] / ".cache" / f"axe-core-{VERSION}.min.js"


class AxeError(Exception):
    """axe-core is not there, or is not the file that it should be."""


def axe() -> str:
    """Return the script that was fetched.

    Raises:
        AxeError: It was not fetched, or was changed since.
    """
    if not KEPT.exists():
        raise AxeError(f"{KEPT} is not there; fetch it once: python tests/browser/fetch_axe.py")
    return _checked(KEPT.read_bytes(), str(KEPT)).decode()


def fetch() -> None:
    """Fetch the script unless it is there already.

    Raises:
        AxeError: npm is not installed, cannot reach its registry, or was sent another file.
    """
    if KEPT.exists():
        axe()
        return
    if shutil.which("npm") is None:
        raise AxeError(f"npm is needed to fetch {PACKAGE}; install it")
    try:
        packed = _packed()
        with tarfile.open(fileobj=io.BytesIO(packed)) as package:
            member = package.extractfile("package/axe.min.js")
            script = member.read() if member else b""
    except subprocess.CalledProcessError as error:
        raise AxeError(f"npm could not fetch {PACKAGE}: {error.stderr}") from error
    except (OSError, tarfile.TarError, KeyError) as error:
        raise AxeError(f"{PACKAGE} could not be fetched: {error}") from error
    _checked(script, PACKAGE)
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_bytes(script)


def _packed() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        words = ("npm", "pack", PACKAGE, "--pack-destination", folder, "--ignore-scripts")
        subprocess.run(words, check=True, capture_output=True, text=True, timeout=300, cwd=folder)
        return (Path(folder) / f"axe-core-{VERSION}.tgz").read_bytes()


def _checked(script: bytes, source: str) -> bytes:
    found = hashlib.sha256(script).hexdigest()
    if found != SHA256:
        raise AxeError(f"{source}: axe.min.js has the SHA-256 {found}, not {SHA256}; remove it and fetch it again")
    return script


if __name__ == "__main__":
    try:
        fetch()
    except AxeError as error:
        sys.exit(f"fetch_axe.py: {error}")
    print(f"axe-core {VERSION}: {KEPT}")
