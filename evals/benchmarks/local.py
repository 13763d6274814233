"""Where the time of `--model local` goes: each question's tokens, llama.cpp's own timings, and the clock beside them.

    python evals/benchmarks/local.py [FILE.jsonl] [--articles 5] [--model local]

Articles are the one that ships with the project and the gold ones, or those of FILE (`id` and `text` a line). The model
must have been pulled. "busy" is what llama.cpp itself took for the prompt and the answer; "overhead" is what the clock
shows beyond that, in percent of it: for a question, HTTP, the schema's grammar and instructor; for an article, all of
claimkit. What a process pays once is told apart: imports, and loading the model. Other work on the machine slows
llama.cpp more than the rest, and so makes the overhead look small: look at its seconds, too.
"""

from __future__ import annotations

import argparse
import importlib
import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

from rich.console import Console
from rich.table import Table

import claimkit
from claimkit.errors import ClaimkitError
from claimkit.evaluation.gold import load_gold
from claimkit.models import door, local
from claimkit.models.base import Answer, Request, T
from claimkit.schemas import Article
from claimkit.usage import usage_of

_HERE = Path(__file__).resolve().parent
_EXAMPLE = _HERE.parent.parent / "examples" / "ferry.txt"
_GOLD = _HERE.parent / "gold"
_WORDS = 600
_TARGET = 5.0  # percent


@dataclass
class Call:
    """One question, or the sum of several.

    Attributes:
        seconds: On the clock, from the question to the filled draft.
        prompt: Tokens of the prompt.
        cached: Those of them that stood in the prefix cache.
        written: Tokens of the answer.
        prompt_ms: What llama.cpp took to read what was not cached.
        written_ms: What it took to write.
        requests: How many requests it took.
    """

    seconds: float = 0.0
    prompt: int = 0
    cached: int = 0
    written: int = 0
    prompt_ms: float = 0.0
    written_ms: float = 0.0
    requests: int = 0

    @property
    def busy(self) -> float:
        """Seconds that llama.cpp itself took."""
        return (self.prompt_ms + self.written_ms) / 1000

    def heard(self, timings: dict[str, Any]) -> None:
        """Add the timings of one response."""
        self.prompt += timings["prompt_n"] + timings["cache_n"]
        self.cached += timings["cache_n"]
        self.written += timings["predicted_n"]
        self.prompt_ms += timings["prompt_ms"]
        self.written_ms += timings["predicted_ms"]
        self.requests += 1

    def plus(self, other: Call) -> Call:
        """Return the sum of both."""
        return Call(*(mine + yours for mine, yours in zip(vars(self).values(), vars(other).values(), strict=True)))


@dataclass
class Ear:
    """What was overheard of one article.

    Attributes:
        calls: Each question by its task, in the order of the answers.
        loading: Seconds that it took to load the model.
        untold: Responses without timings.
        now: The question that is being answered; the local model answers one at a time.
    """

    calls: list[tuple[str, Call]] = field(default_factory=list)
    loading: float = 0.0
    untold: int = 0
    now: Call = field(default_factory=Call)


@contextmanager
def overheard() -> Iterator[Ear]:
    """Listen at the door to the local server: claimkit itself keeps tokens, but no timings.

    Three names are replaced for as long as it lasts: the door that the local model asks through, by one with a watch;
    the function that reads a response's usage, by one that reads its timings, too; and the start of the server.
    """
    ear = Ear()
    start = local._start

    class Watched(door.DoorModel):
        async def ask(self, request: Request[T]) -> Answer[T]:
            ear.now = Call()
            began = time.perf_counter()
            try:
                return await super().ask(request)
            finally:
                ear.now.seconds = time.perf_counter() - began
                ear.calls.append((request.task, ear.now))

    def heard(response: Any) -> Any:
        timings = (getattr(response, "model_extra", None) or {}).get("timings")
        if timings is None:
            ear.untold += 1
        else:
            ear.now.heard(timings)
        return usage_of(response)

    def started(*args: Any) -> Any:
        began = time.perf_counter()
        try:
            return start(*args)
        finally:
            ear.loading += time.perf_counter() - began

    with (
        patch.object(local, "DoorModel", Watched),
        patch.object(door, "usage_of", heard),
        patch.object(local, "_start", started),
    ):
        yield ear


def articles(file: Path | None) -> Iterator[Article]:
    """Return the articles to ask about."""
    if file is None:
        yield Article(id="ferry", text=_EXAMPLE.read_text(encoding="utf-8"), language="en")
        yield from (gold.article for gold in load_gold(_GOLD))
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        yield Article(id=str(item["id"]), text=item["text"])


def row(what: str, task: str, call: Call, seconds: float) -> list[str]:
    """Return a row of the table."""
    cells = [what, task, str(call.requests), f"{call.prompt:,}", f"{call.cached:,}", f"{call.written:,}"]
    cells += [f"{call.prompt_ms / 1000:.2f}", f"{call.written_ms / 1000:.2f}", f"{call.busy:.2f}"]
    cells += [f"{seconds:.2f}", f"{seconds - call.busy:.2f}"]
    return [*cells, _overhead(seconds, call.busy)]


def _overhead(seconds: float, busy: float) -> str:
    return f"{100 * (seconds / busy - 1):.1f} %" if busy else "–"


def _sum(calls: Iterable[Call]) -> Call:
    total = Call()
    for call in calls:
        total = total.plus(call)
    return total


def imported() -> float:
    """Import what the first question would; return the seconds that it took."""
    began = time.perf_counter()
    for name in ("instructor", "openai"):
        importlib.import_module(name)
    return time.perf_counter() - began


def measure(chosen: list[Article], model: str) -> None:
    """Ask about all articles; print the tables."""
    table = Table(title=f"{model}: {len(chosen)} articles")
    for name in ("article", "question"):
        table.add_column(name)
    for name in (
        "requests",
        "tokens in",
        "cached",
        "written",
        "reading s",
        "writing s",
        "busy s",
        "clock s",
        "overhead",
    ):
        table.add_column(name, justify="right")
    calls: list[tuple[str, Call]] = []
    clock = loading = 0.0
    words = 0
    once = imported()
    with claimkit.Extractor(model, cache=False) as extractor:
        for article in chosen:
            began = time.perf_counter()
            with overheard() as ear:
                extractor.extract(article)
            # The door stays open from article to article, and its watch would tell the ear before.
            extractor.close()
            took = time.perf_counter() - began - ear.loading
            if ear.untold:
                raise SystemExit("the local server's responses carry no timings; xllamacpp may have changed")
            for task, call in ear.calls:
                table.add_row(*row(article.id, task, call, call.seconds))
            whole = _sum(call for _, call in ear.calls)
            length = len(article.text.split())
            table.add_row(*row("", f"all of {length} words", whole, took), end_section=True)
            calls += ear.calls
            clock, loading, words = clock + took, loading + ear.loading, words + length
    for task in dict.fromkeys(task for task, _ in calls):
        of_task = _sum(call for name, call in calls if name == task)
        table.add_row(*row("all", task, of_task, of_task.seconds))
    total = _sum(call for _, call in calls)
    table.add_row(*row("all", "questions", total, total.seconds))
    table.add_row(*row("all", "articles", total, clock))
    Console(width=150).print(table)
    if not total.busy:
        print("nothing was asked of the model")
        return
    told = 100 * (clock / total.busy - 1)
    print(
        f"{clock / words * _WORDS:.1f} s for {_WORDS} words, {total.busy / words * _WORDS:.1f} s of them llama.cpp's; "
        f"overhead {told:.1f} % (wanted: {_TARGET:.0f} % at the most; {'kept' if told <= _TARGET else 'missed'})\n"
        f"{100 * total.cached / total.prompt:.0f} % of the prompt tokens came from the prefix cache; "
        f"{1000 * (total.prompt - total.cached) / total.prompt_ms:.0f} tokens a second read, "
        f"{1000 * total.written / total.written_ms:.1f} written\n"
        f"once a process: {once:.1f} s for imports, {loading:.1f} s for loading the model"
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=5, help="only the first so many")
    parser.add_argument("--model", default="local", help="local, or local:NAME")
    args = parser.parse_args()
    if not args.model.startswith("local"):
        parser.error("only a local model tells its timings")
    if args.file is not None and not args.file.is_file():
        print(f"skipped: there is no {args.file}")
        return
    try:
        measure(list(islice(articles(args.file), args.articles)), args.model)
    except ClaimkitError as error:
        print(f"skipped: {error}")


if __name__ == "__main__":
    main()
