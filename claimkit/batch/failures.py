"""What failed, with the reason, beside the results: `OUT.failed.jsonl`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from pydantic import Field, ValidationError

from claimkit.errors import CallerError, ClaimkitError
from claimkit.schemas import Frozen, Usage


class Failure(Frozen):
    """An article that came to nothing.

    Attributes:
        id: The article's id, or its place where it has none.
        place: Where it stands in the input.
        kind: The error's class, such as "ProviderUnreachable", or "InputError" for a row that cannot be read.
        message: What happened.
        hint: What to do.
        attempts: How often a model was asked.
        usage: What that cost.
    """

    id: str
    place: str = ""
    kind: str
    message: str
    hint: str = ""
    attempts: int = 0
    usage: Usage = Field(default_factory=Usage)


def failure_of(error: ClaimkitError, article_id: str, place: str) -> Failure:
    """Return the entry for an error."""
    return Failure(
        id=article_id,
        place=place,
        kind=type(error).__name__,
        message=error.message,
        hint=error.hint,
        attempts=error.attempts,
        usage=error.usage or Usage(),
    )


class Failures:
    """The list of what failed: earlier runs' and this one's, each article once.

    Args:
        path: The file; it is there only while there are failures.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: dict[str, Failure] = {}
        if path.is_file():
            self._read()

    def add(self, failure: Failure) -> None:
        """Enter a failure; a later one of the same article takes the place of an earlier one."""
        self.entries[failure.id] = failure
        with self.path.open("ab") as file:
            file.write(failure.model_dump_json().encode("utf-8") + b"\n")

    def settle(self, is_done: Callable[[str], bool]) -> None:
        """Take out what is done by now, and write the list anew; an empty one is removed."""
        self.entries = {name: entry for name, entry in self.entries.items() if not is_done(name)}
        if not self.entries:
            self.path.unlink(missing_ok=True)
            return
        beside = self.path.with_name(f"{self.path.name}.new")
        lines = "".join(entry.model_dump_json() + "\n" for entry in self.entries.values())
        beside.write_text(lines, encoding="utf-8")
        os.replace(beside, self.path)  # noqa: PTH105 - both names are one file or the other at any moment

    def _read(self) -> None:
        lines = self.path.read_bytes().splitlines(keepends=True)
        for number, line in enumerate(lines, 1):
            try:
                entry = Failure.model_validate_json(line)
            except ValidationError as error:
                if number == len(lines) and not line.endswith(b"\n"):
                    with self.path.open("r+b") as file:
                        file.truncate(sum(len(whole) for whole in lines[:-1]))
                    return
                raise CallerError(
                    f"{self.path}, line {number} is damaged: {error.errors()[0]['msg']}", hint="Remove the line."
                ) from None
            self.entries[entry.id] = entry
