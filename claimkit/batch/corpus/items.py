"""One row of a corpus becomes an article, or is said to be unusable."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from claimkit.article.loading import from_text
from claimkit.errors import CallerError, InputError
from claimkit.schemas import Article

_ABOUT = ("title", "url", "published", "language")
_SHOWN_NAMES = 20
_SHOWN_CHARS = 40


@dataclass(frozen=True, slots=True)
class Columns:
    """What the fields of an article are called in a table or in the objects of a JSONL file.

    Two fields may share a name, such as `Columns(id="url")` where the address is the id.
    """

    id: str = "id"
    text: str = "text"
    title: str = "title"
    url: str = "url"
    published: str = "published"
    language: str = "language"


@dataclass(frozen=True, slots=True)
class Item:
    """An article of a corpus.

    Attributes:
        article: The article; its id is the row's, else that of its text.
        notices: What a careful reader should know about how it was read.
        place: Where it stands: "corpus.jsonl, line 7", "corpus.parquet, row 12", or a file's path.
    """

    article: Article
    notices: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class BadItem:
    """A row or a file that cannot be used; reading went on after it.

    Attributes:
        id: The row's id, or its place when it has none that can be read.
        place: Where it stands.
        message: What is wrong, in one sentence.
        hint: What to do about it; empty when nothing is known that helps.
    """

    id: str
    place: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class RowReader:
    """Makes items of rows.

    Attributes:
        columns: What the fields are called.
        max_chars: The longest article to accept, in code points.
    """

    columns: Columns
    max_chars: int

    def read(self, row: Mapping[str, object], place: str, notices: Sequence[str] = ()) -> Item | BadItem:
        """Make an item of a row, whose values may be of any type."""
        try:
            row_id = as_text(row.get(self.columns.id))
        except ValueError as fault:
            return BadItem(
                place, place, f"its {self.columns.id!r} is {fault}", "Give it an id that is text or a number."
            )
        try:
            loaded = from_text(self._text(row), name="the text", article_id=row_id)
        except CallerError as error:  # also when a page of HTML needs a library that is not there
            return BadItem(row_id or place, place, error.message, error.hint)
        size = len(loaded.article.text)
        if size > self.max_chars:
            message = f"the text has {size:,} characters; the limit is {self.max_chars:,}"
            hint = "If it holds many articles, split it; if it really is one, raise the limit with --max-chars."
            return BadItem(row_id or place, place, message, hint)
        given: dict[str, str] = {}
        seen = [*notices, *loaded.notices]
        for name in _ABOUT:
            column = getattr(self.columns, name)
            try:
                value = as_text(row.get(column))
            except ValueError as fault:
                seen.append(f"its {column!r} is {fault} and was left out")
                continue
            if value is not None:
                given[name] = value
        # What the row says goes before what a page of HTML says of itself.
        article = Article(**{**loaded.article.model_dump(), **given}) if given else loaded.article
        return Item(article, tuple(seen), place)

    def bad(self, row: Mapping[str, object], place: str, message: str, hint: str) -> BadItem:
        """Say what is wrong with a row, under its id when it has one that can be read."""
        try:
            row_id = as_text(row.get(self.columns.id))
        except ValueError:
            row_id = None
        return BadItem(row_id or place, place, message, hint)

    def _text(self, row: Mapping[str, object]) -> str:
        column = self.columns.text
        value = row.get(column)
        if isinstance(value, str):
            return value
        if column not in row:
            hint = f"It has {shown_names(list(row))}. Name the one with the text: --text-column NAME."
            raise InputError(f"there is no {column!r}", hint=hint)
        raise InputError(f"its {column!r} is {_sort_of(value)}, not text", hint="Give the article's text as a string.")


def as_text(value: object) -> str | None:
    """Return a value as text: numbers as they are written, dates as ISO 8601, None for what is missing or blank.

    Raises:
        ValueError: It is no text, number or date, or cannot be written as unicode; the message says what it is.
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise ValueError("no valid unicode") from None
        return value if value.strip() else None
    if isinstance(value, date):  # a datetime is one as well
        return value.isoformat()
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return str(value)
    raise ValueError(_sort_of(value))


def check_columns(names: Sequence[str], columns: Columns, name: str) -> None:
    """Check that a table has the columns that are asked for.

    The text is needed; another column is needed only when the caller named it.

    Raises:
        InputError: A needed column is missing, or two columns have its name.
    """
    for field_ in fields(columns):
        wanted = getattr(columns, field_.name)
        option = f"--{field_.name}-column NAME"
        count = names.count(wanted)
        if count > 1:
            raise InputError(f"{name} has {count} columns {wanted!r}", hint=f"Rename one, or name another: {option}.")
        if count == 0 and (field_.name == "text" or wanted != field_.default):
            hint = f"It has {shown_names(names)}. Name the one with the {field_.name}: {option}."
            raise InputError(f"{name} has no column {wanted!r}", hint=hint)


def shown_names(names: Sequence[str]) -> str:
    """Return names for a hint, not too many and none too long."""
    cut = [n if len(n) <= _SHOWN_CHARS else f"{n[:_SHOWN_CHARS]}…" for n in names[:_SHOWN_NAMES]]
    more = f" and {len(names) - _SHOWN_NAMES} more" if len(names) > _SHOWN_NAMES else ""
    return ", ".join(map(repr, cut)) + more if names else "no fields"


def _sort_of(value: object) -> str:
    names = {dict: "an object", list: "a list", bool: "true or false", type(None): "null", bytes: "bytes"}
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return "a number"
    return names.get(type(value), f"a {type(value).__name__}")
