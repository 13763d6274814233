"""Folders of articles, and single articles: one file, one article."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from claimkit.article.loading import from_bytes, load
from claimkit.batch.corpus.items import BadItem, Item
from claimkit.batch.corpus.opening import most_bytes
from claimkit.errors import CallerError, InputError

SUFFIXES = frozenset({".txt", ".text", ".md", ".html", ".htm"})


def read_folder(folder: Path, *, encoding: str | None, max_chars: int) -> Iterator[Item | BadItem]:
    """Yield the text and HTML files in and below a folder, in the order of their relative paths, which are their ids.

    Passed over are files with other endings, whatever has a name that starts with a dot, symbolic links to folders,
    and symbolic links to files that lie outside.

    Args:
        folder: Where to look.
        encoding: Encoding of the files, when it is known.
        max_chars: The longest article to accept, in code points.

    Raises:
        InputError: The folder itself cannot be listed.
    """
    try:
        root = folder.resolve(strict=True)
        left = _entries(folder, "", root)
    except OSError as error:
        raise InputError(f"{folder} cannot be listed: {error.strerror}", hint="Check its permissions.") from error
    while left:
        name = left.pop()
        if not name.endswith("/"):
            yield read_file(folder / name, name, encoding=encoding, max_chars=max_chars)
            continue
        try:
            left += _entries(folder, name, root)
        except OSError as error:
            place = str(folder / name)
            yield BadItem(
                _shown(name), place, f"the folder cannot be listed: {error.strerror}", "Check its permissions."
            )


def read_file(path: Path, article_id: str, *, encoding: str | None, max_chars: int) -> Item | BadItem:
    """Read a file that holds one article."""
    place = _shown(str(path))
    if place != str(path):
        message = "its name is not valid unicode, so it cannot be an id"
        return BadItem(_shown(article_id), place, message, "Rename the file.")
    try:
        size, limit = path.stat().st_size, most_bytes(max_chars)
        if size > limit:
            message = f"the file has {size:,} bytes; the limit is {limit:,}"
            return BadItem(article_id, place, message, "Split it, or raise the limit with --max-chars.")
        loaded = load(path, encoding=encoding, max_chars=max_chars)
    except OSError as error:
        return BadItem(article_id, place, f"the file cannot be read: {error.strerror}", "Check its permissions.")
    except CallerError as error:  # also when a page of HTML needs a library that is not there
        return BadItem(article_id, place, error.message, error.hint)
    return Item(loaded.article.model_copy(update={"id": article_id}), loaded.notices, place)


def read_stream(file: BinaryIO, name: str, *, encoding: str | None, max_chars: int) -> Item | BadItem:
    """Read the one article that a pipe brings."""
    limit = most_bytes(max_chars)
    data = file.read(limit + 1)
    if len(data) > limit:
        return BadItem(
            name, name, f"it has more than {limit:,} bytes", "Split it, or raise the limit with --max-chars."
        )
    try:
        loaded = from_bytes(data, name=name, encoding=encoding, max_chars=max_chars)
    except CallerError as error:
        return BadItem(name, name, error.message, error.hint)
    return Item(loaded.article, loaded.notices, name)


def _entries(folder: Path, below: str, root: Path) -> list[str]:
    """Return what to read in a folder, last first; the names of folders end in "/".

    With that "/" as a part of the name, the whole walk comes in the order of the relative paths as strings.
    """
    found = []
    with os.scandir(folder / below) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                found.append(f"{below}{entry.name}/")
            elif Path(entry.name).suffix.lower() in SUFFIXES and _is_inside(entry, root):
                found.append(below + entry.name)
    return sorted(found, reverse=True)


def _is_inside(entry: os.DirEntry[str], root: Path) -> bool:
    """Say whether an entry is a file that lies below `root`; a pipe or a device is none."""
    try:
        if not entry.is_file():
            return False
        return not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(root)
    except OSError:  # a link that leads in a circle, or where nobody may look
        return False


def _shown(name: str) -> str:
    """Return a name with bytes that are no unicode written as escapes."""
    return name.encode("utf-8", errors="backslashreplace").decode("utf-8")
