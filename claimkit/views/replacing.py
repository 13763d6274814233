"""Files that are whole or not there: each is written beside its place and moved to it when all is done."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claimkit.errors import CallerError


@contextmanager
def beside(target: Path, *, force: bool) -> Iterator[Path]:
    """Give the path to write to; at the end without an error it takes the place of `target`.

    After an error what was written is removed, and a file that stood at `target` is as it was.

    Args:
        target: Where the file belongs.
        force: Whether it may replace a file.

    Raises:
        CallerError: There is a file already and `force` is not given, there is a folder of that name, or the folder
            that it belongs to is missing.
    """
    if not target.absolute().parent.is_dir():
        raise CallerError(f"the folder of {target} does not exist", hint="Make it first.")
    _check(target, force=force)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    unfinished.unlink(missing_ok=True)
    try:
        yield unfinished
        _check(target, force=force)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder for files unless there is one.

    Raises:
        CallerError: There is a file of that name, or the folder that it belongs to is missing.
    """
    if not folder.absolute().parent.is_dir():
        raise CallerError(f"the folder of {folder} does not exist", hint="Make it first.")
    if folder.exists() and not folder.is_dir():
        raise CallerError(f"{folder} is a file", hint="Name a folder.")
    folder.mkdir(exist_ok=True)


def _check(target: Path, *, force: bool) -> None:
    if target.is_dir():
        raise CallerError(f"{target} is a folder", hint="Name a file to write to.")
    if target.exists() and not force:
        raise CallerError(f"{target} exists already", hint="Name another place, or give --force to replace it.")
