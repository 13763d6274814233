"""What every format needs: JSON with names for its faults, checked spans, files that are not overwritten."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from claimkit.errors import CallerError
from claimkit.evaluation.gold import Gold
from claimkit.schemas import Span

Warn = Callable[[str], None]
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_UNSAFE = re.compile(r"[^\w.-]+")
# JSON leaves these as they are, but readers that go line by line (brat's is one) break lines at them.
_BREAKS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}


def fault(where: str, what: str, hint: str = "") -> CallerError:
    """Return the error for a fault in a file."""
    return CallerError(f"{where}: {what}", hint=hint or "Correct the file, or export it again.")


def read_text(path: Path, *, whole: bool = False) -> str:
    """Read a file as it is: UTF-8, with its own line ends, without a byte order mark unless `whole` is set."""
    try:
        text = path.read_bytes().decode("utf-8")
        return text if whole else text.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise fault(str(path), f"it is not UTF-8 at byte {error.start}", "Save it as UTF-8.") from None
    except OSError as error:
        raise fault(str(path), f"it cannot be read: {error.strerror}", "Check the path.") from None


def parse(where: str, text: str) -> Any:
    """Parse JSON."""
    hint = "Give the file that the tool exported."
    try:
        data = json.loads(text)
        if _HALF.search(text):
            json.dumps(data, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        raise fault(where, f"it is not JSON: {error.msg}, line {error.lineno} column {error.colno}", hint) from None
    except UnicodeEncodeError:
        raise fault(where, "it holds half of a surrogate pair, which is no character", hint) from None
    except (RecursionError, ValueError):
        raise fault(where, "it is nested too deeply, or a number in it is too long", hint) from None
    return data


def lines_of(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield the objects of a JSONL file, each with its place; one line at a time is held."""
    read_any = False
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                where = f"{path}, line {number}"
                try:
                    text = line.decode("utf-8").removeprefix("\ufeff").strip()
                except UnicodeDecodeError as error:
                    raise fault(where, f"it is not UTF-8 at byte {error.start}", "Save it as UTF-8.") from None
                if text:
                    read_any = True
                    yield where, parse(where, text)
    except OSError as error:
        raise fault(str(path), f"it cannot be read: {error.strerror}", "Check the path.") from None
    if not read_any:
        raise fault(str(path), "it is empty", "Give a file with one JSON object a line.")


def line(data: Any) -> str:
    """Return JSON on one line."""
    return json.dumps(data, ensure_ascii=False).translate(_BREAKS)


def get(data: Any, key: str, kind: type | tuple[type, ...], where: str, default: Any = ...) -> Any:
    """Return a field of a JSON object, checked.

    Args:
        data: The object.
        key: Name of the field.
        kind: Which Python type its value has to have.
        where: The object's place, for the error.
        default: What stands for a missing or null field; without it the field is required.
    """
    if not isinstance(data, dict):
        raise fault(where, f"an object is needed here, not {_json_name(data)}")
    value = data.get(key)
    if value is None:
        if default is ...:
            raise fault(where, f"it has no {key!r}", "Is this the right --format?")
        return default
    wrong_bool = isinstance(value, bool) and kind is not bool and not (isinstance(kind, tuple) and bool in kind)
    if not isinstance(value, kind) or wrong_bool:
        raise fault(where, f"{key!r} is {_json_name(value)}", "Is this the right --format?")
    return value


def by_id(rest: dict[str, Any], sort: str, where: str) -> dict[str, dict[str, Any]]:
    """Return carried objects by their ids."""
    return {get(item, "id", str, f"{where}: claimkit.{sort}"): item for item in get(rest, sort, list, where, [])}


def _json_name(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def span_of(start: Any, end: Any, text: str, where: str) -> Span:
    """Return a span, checked against the text."""
    whole = all(isinstance(at, int) and not isinstance(at, bool) for at in (start, end))
    if not whole or start < 0 or end <= start:
        raise fault(where, f"{start!r}:{end!r} is no span", "A span has a start and a later end, counted from 0.")
    if end > len(text):
        raise fault(where, f"the span {start}:{end} goes beyond the text, which ends at {len(text)}")
    return Span(start=start, end=end)


def checked(data: dict[str, Any], where: str) -> Gold:
    """Return gold, or say what is wrong with it."""
    try:
        return Gold.model_validate(data)
    except ValidationError as error:
        faults = [
            f"{'.'.join(map(str, item['loc'])) or 'the labels'}: {item['msg'].removeprefix('Value error, ')}"
            for item in error.errors()
        ]
        raise fault(where, "\n".join(faults), "Correct the labels in the tool, and export them again.") from None


def safe_name(article_id: str) -> str:
    """Return a file name, without ending, for an article."""
    return _UNSAFE.sub("_", article_id).strip("._")[:120] or "article"


def file_name(article_id: str, taken: set[str]) -> str:
    """Return a file name, without ending, that no other article of this run has."""
    base = name = safe_name(article_id)
    number = 2
    while name.casefold() in taken:  # some file systems do not tell "A" from "a"
        name, number = f"{base}-{number}", number + 1
    taken.add(name.casefold())
    return name


def write_all(files: dict[Path, str], *, force: bool) -> None:
    """Write files with their line ends as they are; unless `force` is set, nothing is written when one exists."""
    there = [path for path in files if path.exists()]
    if there and not force:
        more = f", and {len(there) - 1} more" if len(there) > 1 else ""
        hint = "Name another place, or give --force to replace what is there."
        raise CallerError(f"{there[0]} exists already{more}", hint=hint)
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise CallerError(f"{path} cannot be written: {error.strerror}", hint="Name another place.") from None
