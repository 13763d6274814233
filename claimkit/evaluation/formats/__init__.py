"""Gold in the formats of annotation tools and data sets: Label Studio, Prodigy, brat, Citron and neutral JSONL.

Every format holds all of a gold file: its own annotations as far as they go, and the rest where the format has room for
data of others. On import its own annotations win.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from claimkit.errors import CallerError
from claimkit.evaluation.formats import brat, citron, label_studio, neutral, prodigy
from claimkit.evaluation.formats.files import Warn, file_name, write_all
from claimkit.evaluation.gold import Gold, dump_gold


@dataclass(frozen=True)
class Format:
    """A format.

    Attributes:
        export: Writes articles to a file or folder and returns the files; without `force` nothing is replaced.
        read: Yields the articles of a file or folder, and warns about those that it leaves out.
        folder: Whether an export is a folder.
    """

    export: Callable[..., list[Path]]
    read: Callable[[Path, Warn], Iterator[Gold]]
    folder: bool


FORMATS = {
    "label-studio": Format(label_studio.export, label_studio.read, folder=False),
    "prodigy": Format(prodigy.export, prodigy.read, folder=False),
    "brat": Format(brat.export, brat.read, folder=True),
    "citron": Format(citron.export, citron.read, folder=True),
    "jsonl": Format(neutral.export, neutral.read, folder=False),
}


def format_of(name: str) -> Format:
    """Return a format by its name.

    Raises:
        CallerError: There is none of this name.
    """
    if name not in FORMATS:
        raise CallerError(f"there is no format {name!r}", hint=f"Give one of {', '.join(FORMATS)}.")
    return FORMATS[name]


def export_gold(gold: Iterable[Gold], name: str, output: Path, *, force: bool = False) -> list[Path]:
    """Write articles in a format.

    Args:
        gold: The articles.
        name: Name of the format.
        output: The file, or the folder for brat and citron.
        force: Whether to replace files that are there.

    Returns:
        The files that were written.

    Raises:
        CallerError: The format is unknown, or files are in the way.
    """
    made = format_of(name)
    if made.folder and output.is_file():
        raise CallerError(f"{output} is a file, but {name} needs a folder", hint="Name a folder with -o.")
    if not made.folder and output.is_dir():
        raise CallerError(f"{output} is a folder, but {name} needs a file", hint="Name a file with -o.")
    return made.export(gold, output, force=force)


def import_gold(path: Path, name: str, warn: Warn = lambda message: None) -> Iterator[Gold]:
    """Read articles in a format, one after the other.

    Args:
        path: The file; a folder also does for brat and citron.
        name: Name of the format.
        warn: Is told about each article that is left out.

    Raises:
        CallerError: The format is unknown, or the file is broken; the message names file, line and field.
    """
    made = format_of(name)
    if not path.exists():
        raise CallerError(f"there is no {path}", hint="Check the path.")
    if path.is_dir() and not made.folder:
        raise CallerError(f"{path} is a folder, but {name} is read from a file", hint="Give one file.")
    return made.read(path, warn)


def write_gold(gold: Iterable[Gold], folder: Path, *, force: bool = False) -> list[Path]:
    """Write a gold file for each article; nothing is written when one of them cannot be.

    Raises:
        CallerError: Files are in the way, or two articles have the same id.
    """
    if folder.exists() and not folder.is_dir():
        raise CallerError(f"{folder} is no folder", hint="Name a folder with -o.")
    taken: set[str] = set()
    files: dict[Path, str] = {}
    ids: set[str] = set()
    for item in gold:
        if item.article.id in ids:
            hint = "Give each article an id of its own, or import one of them alone."
            raise CallerError(f"two articles have the id {item.article.id!r}", hint=hint)
        ids.add(item.article.id)
        files[folder / f"{file_name(item.article.id, taken)}.json"] = dump_gold(item)
    write_all(files, force=force)
    return list(files)


__all__ = ["FORMATS", "Format", "export_gold", "format_of", "import_gold", "write_gold"]
