"""Gold: an article with its quotes, actors and claims as careful readers labelled them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from claimkit.errors import CallerError
from claimkit.links import broken_links
from claimkit.schemas import Actor, Article, Claim, Extraction, Frozen, Provenance, Quote

Genre = Literal[
    "wire",
    "local",
    "politics",
    "court",
    "science",
    "sport",
    "business",
    "culture",
    "interview",
    "statement",
    "live blog",
    "opinion",
    "feature",
    "investigation",
    "health",
    "crime",
    "other",
]
_GOLD = Provenance(claimkit="gold", model="labelled by hand", schema_hash="gold")
_HINT = "Correct the file, then run: claimkit eval check"


class Labels(Frozen):
    """How an article was labelled.

    Attributes:
        passes: Who labelled it, one entry a pass, the deciding one last.
        genre: What sort of article it is.
        tags: What makes it difficult ("nested", "anonymous", "single marks").
        notes: Doubts and decisions of the readers.
    """

    passes: tuple[str, ...] = ()
    genre: Genre = "other"
    tags: tuple[str, ...] = ()
    notes: str = ""


class Gold(Frozen):
    """One labelled article, in the shapes of an `Extraction`.

    Attributes:
        article: The article.
        actors: Who speaks.
        quotes: What they said; `grounding` is always "exact" or "pieces".
        claims: What is claimed.
        labels: How it was labelled.
    """

    article: Article
    actors: tuple[Actor, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    labels: Labels = Field(default_factory=Labels)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        faults = [*broken_links(self.extraction()), *_doubled(self.quotes)]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def extraction(self) -> Extraction:
        """Return the labels as a perfect model's answer would be."""
        return Extraction.model_construct(
            article=self.article, actors=self.actors, quotes=self.quotes, claims=self.claims, provenance=_GOLD
        )


def load_gold(*paths: Path) -> list[Gold]:
    """Read gold files, and all `*.json` of folders, in the order of their names.

    Raises:
        CallerError: A path is missing, a folder holds nothing, or files are broken; each fault names file and field.
    """
    files = [file for path in paths for file in _files(path)]
    faults: list[str] = []
    gold: list[Gold] = []
    for file in files:
        try:
            gold.append(Gold.model_validate_json(file.read_text(encoding="utf-8")))
        except (ValidationError, UnicodeDecodeError) as error:
            faults += _shown(file, error)
        except OSError as error:
            faults.append(f"{file}: {error.strerror}")
    seen: dict[str, Path] = {}
    for file, item in zip(files, gold, strict=False):
        if not faults and item.article.id in seen:
            faults.append(f"{file}: article.id: {item.article.id!r} is also the id of {seen[item.article.id]}")
        seen[item.article.id] = file
    if faults:
        raise CallerError(f"{len(faults)} faults in the gold files:\n" + "\n".join(faults), hint=_HINT)
    return gold


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(path.glob("*.json"))
        if not found:
            raise CallerError(f"{path} holds no gold file", hint="Give a folder with *.json files, or a file.")
        return found
    if not path.is_file():
        raise CallerError(f"there is no {path}", hint="Give a gold file, or a folder of them.")
    return [path]


def _shown(file: Path, error: ValidationError | UnicodeDecodeError) -> Iterator[str]:
    if isinstance(error, UnicodeDecodeError):
        yield f"{file}: it is not UTF-8 at byte {error.start}"
        return
    for fault in error.errors():
        where = ".".join(str(part) for part in fault["loc"]) or "the whole file"
        yield f"{file}: {where}: {fault['msg'].removeprefix('Value error, ')}"


def _doubled(quotes: tuple[Quote, ...]) -> Iterator[str]:
    """Yield quotes that share words though neither stands in the other."""
    around = {quote.id: quote.inside for quote in quotes}
    for one, two in combinations(quotes, 2):
        if two.spans[0].start >= one.spans[-1].end or one.spans[0].start >= two.spans[-1].end:
            continue
        shared = any(span.overlaps(other) for span in one.spans for other in two.spans)
        if shared and not (_stands_in(one.id, two.id, around) or _stands_in(two.id, one.id, around)):
            yield f"{one.id} and {two.id} share words, and neither stands inside the other"


def _stands_in(inner: str, outer: str, around: dict[str, str | None]) -> bool:
    at: str | None = inner
    for _ in around:
        at = around.get(at or "")
        if at == outer:
            return True
    return False


def dump_gold(gold: Gold) -> str:
    """Return a gold file as people can read it: indented JSON."""
    data = json.loads(gold.model_dump_json(exclude_defaults=True))
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
