"""Runs: a folder that holds everything a model answered on a gold set, so that it can be scored again years later.

run.json           what was asked, of whom, on which gold (with the hash of each article's labels)
gold.jsonl         the labels as they were
results.jsonl      one Extraction a line, as they came
exchanges.jsonl    each question and its answer
errors.jsonl       articles that failed, with the reason
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from threading import Lock
from typing import TypeVar

from pydantic import Field, JsonValue, ValidationError

from claimkit.errors import CallerError, ClaimkitError
from claimkit.evaluation.gold import Gold
from claimkit.models.overheard import Exchange, Listener
from claimkit.pipeline.extractor import Extractor
from claimkit.schemas import Extraction, Frozen
from claimkit.version import __version__

T = TypeVar("T")
_ABOUT, _GOLD, _RESULTS, _EXCHANGES, _ERRORS = (
    "run.json",
    "gold.jsonl",
    "results.jsonl",
    "exchanges.jsonl",
    "errors.jsonl",
)


class About(Frozen):
    """What a run was.

    Attributes:
        claimkit: The library's version.
        model: Who was asked.
        settings: The settings of the model.
        prompts: Hash of each prompt, by name and version.
        gold: Hash of the labels of each article, by its id.
        sources: The files and folders that the gold came from.
    """

    claimkit: str
    model: str
    settings: dict[str, JsonValue] = Field(default_factory=dict)
    prompts: dict[str, str] = Field(default_factory=dict)
    gold: dict[str, str]
    sources: tuple[str, ...] = ()


class Failure(Frozen):
    """An article that came to nothing."""

    id: str
    kind: str
    message: str


class Run(Frozen):
    """A run, read from its folder.

    Attributes:
        folder: Where it lies.
        about: What it was.
        results: The extractions by article id.
        failures: The articles that failed, by id.
    """

    folder: Path
    about: About
    results: dict[str, Extraction]
    failures: dict[str, Failure] = Field(default_factory=dict)


def label_hash(gold: Gold) -> str:
    """Return the first 12 hex digits of the SHA-256 of an article's text and labels."""
    return hashlib.sha256(gold.model_dump_json(exclude={"labels"}).encode()).hexdigest()[:12]


def make_run(
    gold: Sequence[Gold],
    extractor: Extractor,
    folder: Path,
    *,
    prompts: dict[str, str] | None = None,
    sources: Sequence[Path] = (),
    concurrency: int = 8,
    progress: Callable[[str], None] = lambda _: None,
) -> Run:
    """Ask a model about every gold article and keep everything; what the folder has already is not asked again.

    Args:
        gold: The gold articles.
        extractor: Asks the model.
        folder: Where to keep the run; it may hold a run that was interrupted.
        concurrency: How many articles to ask about at once.
        prompts: Hash of each prompt, to notice that a half-done run used others.
        sources: The files and folders that the gold came from, to score the run against them later.
        progress: Called with a line for each article.

    Raises:
        CallerError: The folder holds a run of another model, of other prompts or over other gold.
    """
    if not gold:
        raise CallerError("there is no gold article to run on", hint="Give --gold FOLDER or --jsonl FILE.")
    about = About(
        claimkit=__version__,
        model=extractor.model.name,
        settings=extractor.model.settings,
        prompts=prompts or {},
        gold={item.article.id: label_hash(item) for item in gold},
        sources=tuple(str(source) for source in sources),
    )
    folder.mkdir(parents=True, exist_ok=True)
    done = _resumed(folder, about)
    (folder / _ABOUT).write_text(about.model_dump_json(indent=1) + "\n", encoding="utf-8")
    labels = "".join(item.model_dump_json() + "\n" for item in gold)
    (folder / _GOLD).write_text(labels, encoding="utf-8")
    open_ones = [item for item in gold if item.article.id not in done]
    (folder / _ERRORS).write_text("", encoding="utf-8")
    with ThreadPoolExecutor(max_workers=concurrency) as workers:
        asked = {workers.submit(_extracted, extractor, item): item for item in open_ones}
        for number, future in enumerate(as_completed(asked), len(done) + 1):
            item, result = asked[future], future.result()
            if isinstance(result, Failure):
                _append(folder / _ERRORS, result.model_dump_json())
                progress(f"{number} of {len(gold)}: {item.article.id} failed: {result.message}")
                continue
            _append(folder / _RESULTS, result.model_dump_json())
            found = f"{len(result.quotes)} quotes, {len(result.claims)} claims"
            progress(f"{number} of {len(gold)}: {item.article.id}, {found}")
    return load_run(folder)


def _extracted(extractor: Extractor, item: Gold) -> Extraction | Failure:
    try:
        return extractor.extract(item.article)
    except CallerError:
        raise
    except ClaimkitError as error:
        return Failure(id=item.article.id, kind=type(error).__name__, message=error.message)


def load_run(folder: Path) -> Run:
    """Read a run.

    Raises:
        CallerError: The folder is no run, or a file of it is damaged.
    """
    try:
        about = About.model_validate_json((folder / _ABOUT).read_text(encoding="utf-8"))
    except OSError:
        raise CallerError(f"{folder} holds no run", hint="Make one with: claimkit eval run -o FOLDER") from None
    except ValidationError as error:
        raise CallerError(f"{folder / _ABOUT} is damaged: {error.errors()[0]['msg']}", hint="Run it again.") from None
    results = {result.article.id: result for result in _lines(folder / _RESULTS, Extraction.model_validate_json)}
    failures = {failure.id: failure for failure in _lines(folder / _ERRORS, Failure.model_validate_json)}
    return Run(folder=folder, about=about, results=results, failures=failures)


def listener(folder: Path) -> Listener:
    """Return what writes the questions and answers of a run into its folder."""
    lock = Lock()

    def write(exchange: Exchange) -> None:
        with lock:
            _append(folder / _EXCHANGES, exchange.model_dump_json())

    return write


def exchanges_of(folder: Path) -> dict[str, list[Exchange]]:
    """Return the questions and answers of a run by article id; those of a try that was interrupted are left out."""
    found: dict[str, list[Exchange]] = {}
    for exchange in _lines(folder / _EXCHANGES, Exchange.model_validate_json):
        own = found.setdefault(exchange.article, [])
        own[:] = [one for one in own if one.messages != exchange.messages]
        own.append(exchange)
    return found


def kept_gold(folder: Path) -> list[Gold]:
    """Return the labels as they were when the run was made."""
    return list(_lines(folder / _GOLD, Gold.model_validate_json))


def remove_run(folder: Path) -> None:
    """Remove a run, to start anew.

    Raises:
        CallerError: The folder holds something else; nothing is removed.
    """
    known = {_ABOUT, _GOLD, _RESULTS, _EXCHANGES, _ERRORS}
    if folder.is_dir():
        foreign = sorted(path.name for path in folder.iterdir() if path.name not in known)
        if foreign:
            raise CallerError(
                f"{folder} holds {foreign[0]}, which belongs to no run, so nothing was removed",
                hint="Give another folder, or remove it yourself.",
            )
        for name in known:
            (folder / name).unlink(missing_ok=True)


def _resumed(folder: Path, about: About) -> set[str]:
    if not (folder / _ABOUT).is_file():
        if any(folder.iterdir()):
            raise CallerError(f"{folder} is not empty and holds no run", hint="Give another folder, or use --force.")
        return set()
    before = load_run(folder)
    _drop_half_line(folder / _RESULTS)
    _drop_half_line(folder / _EXCHANGES)
    for name in ("model", "prompts", "settings"):
        if getattr(before.about, name) != getattr(about, name):
            raise CallerError(
                f"{folder} holds a run with other {name}", hint="Give another folder, or use --force to start anew."
            )
    changed = sorted(
        name for name in before.results if about.gold.get(name, before.about.gold.get(name)) != before.about.gold[name]
    )
    if changed:
        raise CallerError(
            f"{folder} was run on other labels of {', '.join(changed[:3])}", hint="Give another folder, or use --force."
        )
    return set(before.results) & set(about.gold)


def _drop_half_line(path: Path) -> None:
    """Remove the half line that an interrupted run left, so that the next one does not stick to it."""
    if path.is_file() and (data := path.read_bytes()) and not data.endswith(b"\n"):
        path.write_bytes(data[: data.rfind(b"\n") + 1])


def _append(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def _lines(path: Path, parse: Callable[[str], T]) -> Iterator[T]:
    if not path.is_file():
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        try:
            yield parse(line)
        except ValidationError as error:
            if number == len(lines):
                continue  # an interrupted run leaves half a line; its article is run again
            raise CallerError(
                f"{path}, line {number} is damaged: {error.errors()[0]['msg']}", hint="Remove the line and run again."
            ) from None


def stale_ids(run: Run, gold: Iterable[Gold]) -> list[str]:
    """Return the articles whose labels have changed since the run."""
    return [item.article.id for item in gold if run.about.gold.get(item.article.id, "") not in ("", label_hash(item))]
