"""How many articles a second the library gets through a provider, and what an article costs on this machine.

    python evals/benchmarks/throughput.py [--articles 512] [--profile] [--langextract PYTHON]

A server on loopback (tests/faulty_server.py, a process of its own) answers made-up articles. With 1 s latency and 64
requests in flight the rate is held against the ideal one: 64 questions a second, three of them an article. Without
latency the processor time of this process alone is taken, for articles of 600 words, and held against what the client
alone takes (instructor and OpenAI's, with the same questions and nothing around them): the rest is the library's own.
Then 300 articles are read again from a cache. `--profile` shows where the time goes.

langextract is measured on the same server when it is installed here or in the environment of the interpreter that
`--langextract` names. It asks one question for each 1,000 characters where claimkit asks three for each article, so
its rate is held against its own ideal.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import io
import itertools
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

import claimkit
from claimkit.models.base import Request
from claimkit.pipeline import loop

_HERE = Path(__file__).resolve().parent
_TESTS = _HERE.parent.parent / "tests"
sys.path.insert(0, str(_TESTS))
from synthetic_articles import synthetic_article  # type: ignore[import-not-found]  # noqa: E402

IN_FLIGHT = 64  # requests
WINDOW = 160  # articles that are worked on at once: enough that there is always a question to ask
WORDS = 600
CACHED = 300
_numbers = itertools.count()  # no article comes twice, so that nothing is remembered anywhere


class Took(NamedTuple):
    """What some articles took.

    Attributes:
        articles: How many there were.
        seconds: On the clock.
        cpu: Seconds of processor time of this process.
    """

    articles: int
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds

    def row(self, what: str, held_against: str = "") -> tuple[str, ...]:
        """Return the row of the table."""
        cpu, busy = 1000 * self.cpu / self.articles, 100 * self.cpu / self.seconds
        return what, f"{self.rate:.1f}", held_against, f"{cpu:.0f} ms", f"{busy:.0f} %"


@contextmanager
def served(latency: float) -> Iterator[str]:
    """Run the server as a process; give its address."""
    command = [sys.executable, str(_TESTS / "faulty_server.py"), "--port", "0", "--latency", str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            assert process.stdout is not None  # noqa: S101
            port = process.stdout.readline().strip()
            if not port:
                raise SystemExit("the server did not start; its complaint stands above")
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()


def articles(count: int, words: int | None = None) -> list[str]:
    """Return articles that were not used before."""
    return [synthetic_article(next(_numbers), words=words) for _ in range(count)]


def run(extractor: claimkit.Extractor, texts: list[str]) -> Took:
    """Extract from all; stop when a result is not what it should be."""
    began, cpu = time.perf_counter(), time.process_time()
    count = 0
    for result in extractor.map(texts):
        count += 1
        if not result.quotes or not result.claims or result.report.incomplete or result.report.rejected:
            raise SystemExit(f"an answer was not accepted: {result.report}")
    return Took(count, time.perf_counter() - began, time.process_time() - cpu)


def asking(url: str, cache: bool | Path = False) -> claimkit.Extractor:
    """Return an extractor that asks the server, with the same number of articles in flight everywhere."""
    pace = claimkit.Pace(in_flight=IN_FLIGHT)
    return claimkit.Extractor("openai/test", base_url=url, cache=cache, concurrency=WINDOW, pace=pace)


def against_latency(table: Table, count: int, latency: float) -> None:
    """Measure the rate with a slow model, and hold it against the ideal one."""
    with served(latency) as url, asking(url) as extractor:
        run(extractor, articles(1))  # imports, certificates, the first connection
        before = _questions(url)
        run(extractor, articles(10))
        questions = (_questions(url) - before) / 10
        for words in (None, WORDS):
            took = run(extractor, articles(count, words))
            ideal = IN_FLIGHT / (questions * latency)
            what = f"claimkit, {latency:g} s latency, {_length(words)}"
            asked = f"{100 * took.rate / ideal:.0f} % of {ideal:.1f} ({questions:g} questions each)"
            table.add_row(*took.row(what, asked))


def without_latency(table: Table, count: int, profiling: bool) -> str:
    """Measure the library's own time; return the profile, if there is to be one."""
    shown = ""
    with served(0) as url, asking(url) as extractor:
        run(extractor, articles(IN_FLIGHT))
        for words in (None, WORDS):
            asked = _noting(extractor)
            took = run(extractor, articles(count, words))
            alone = loop.run(client_alone(url, asked, count))
            own = f"{1000 * (took.cpu - alone.cpu) / count:.0f} ms without the client"
            table.add_row(*took.row(f"claimkit, no latency, {_length(words)}", own))
            table.add_row(*alone.row("the client alone, the same questions", f"{len(asked)} questions"))
        if profiling:
            shown = profile(extractor, articles(count, WORDS))
    return shown


def _noting(extractor: claimkit.Extractor) -> list[Request[Any]]:
    """Return a list that holds every question which is asked from now on."""
    asked: list[Request[Any]] = []
    ask = type(extractor.model).ask

    async def note(request: Request[Any]) -> Any:
        asked.append(request)
        return await ask(extractor.model, request)

    extractor.model.ask = note  # type: ignore[method-assign]
    return asked


async def client_alone(url: str, questions: list[Request[Any]], count: int) -> Took:
    """Ask the questions again with instructor and OpenAI's client as they come."""
    import instructor
    import openai

    free = asyncio.Semaphore(IN_FLIGHT)
    async with openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0, timeout=300.0) as client:
        asker = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA, model="test")

        async def one(question: Request[Any]) -> None:
            async with free:
                await asker.create_with_completion(
                    messages=question.chat(),  # type: ignore[arg-type]
                    response_model=instructor.response_schema(question.draft),
                    max_tokens=question.max_tokens,
                    max_retries=0,
                )

        began, cpu = time.perf_counter(), time.process_time()
        await asyncio.gather(*map(one, questions))
        return Took(count, time.perf_counter() - began, time.process_time() - cpu)


def from_cache(table: Table, count: int) -> None:
    """Measure a second run over the same articles."""
    texts = articles(count)
    with served(0) as url, tempfile.TemporaryDirectory() as folder:
        for what in ("filling the cache", "all from the cache"):
            with asking(url, Path(folder)) as extractor:
                before = _questions(url)
                took = run(extractor, texts)
                asked = f"{_questions(url) - before} questions sent"
            table.add_row(*took.row(f"claimkit, {what}, {_length(None)}", asked))


def langextract(table: Table, python: str, count: int, latency: float) -> None:
    """Measure langextract in a process of its own; it may have an interpreter of its own, too."""
    # Short articles take it one question each, which is one round trip; long ones several, of which all can be asked
    # at once.
    for seconds, words in ((latency, None), (0, None), (0, WORDS)):
        with served(seconds) as url:
            command = [python, str(_HERE / "langextract_speed.py"), url, str(count), str(words or 0), str(IN_FLIGHT)]
            try:
                done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=900)  # noqa: S603
            except (OSError, subprocess.SubprocessError) as fault:
                table.add_row("langextract", "–", _why(fault))
                return
            sent = _questions(url)
        told = json.loads(done.stdout.strip().splitlines()[-1])
        took = Took(count, told["seconds"], told["cpu"])
        ideal = IN_FLIGHT / seconds if seconds else 0
        held = f"{100 * took.rate / ideal:.0f} % of {ideal:.0f} (1 round trip)" if ideal else f"{sent} questions sent"
        name = f"langextract {told['version']}, {f'{seconds:g} s' if seconds else 'no'} latency, {_length(words)}"
        table.add_row(*took.row(name, held))


def _why(fault: Exception) -> str:
    last = str(getattr(fault, "stderr", "") or fault).strip().rpartition("\n")[2]
    return "not installed" if "No module named" in last else last


def profile(extractor: claimkit.Extractor, texts: list[str]) -> str:
    """Return where claimkit's own thread spends its time: by package, by what is called, and by single functions."""
    profiler = cProfile.Profile()

    async def switch(on: bool) -> None:
        profiler.enable() if on else profiler.disable()

    loop.run(switch(True))
    run(extractor, texts)
    loop.run(switch(False))
    out = io.StringIO()
    stats = pstats.Stats(profiler, stream=out)
    shares = _by_package(stats)
    whole = sum(shares.values())
    out.write("own time by package, built-in functions counted where they are called:\n")
    for name, seconds in shares.most_common(12):
        out.write(f"{100 * seconds / whole:6.1f} %  {name}\n")
    stats.sort_stats("cumulative").print_stats("claimkit|instructor|openai|jinja2|httpx", 45)
    stats.sort_stats("tottime").print_stats(30)
    return out.getvalue()


def _by_package(stats: pstats.Stats) -> Counter[str]:
    """Add up the own time of all functions by package; waiting for a connection is no time of anybody."""
    shares: Counter[str] = Counter()
    table: dict[Any, Any] = stats.stats  # type: ignore[attr-defined]
    for (file, _, function), (_, _, own, _, callers) in table.items():
        if "poll" in function or "select" in function:
            continue
        if file != "~":
            shares[_package(file)] += own
            continue
        for (caller, _, _), (_, _, by_caller, _) in callers.items():
            shares[_package(caller)] += by_caller
    return shares


def _package(file: str) -> str:
    parts = Path(file).parts
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    if "claimkit" in parts:
        inside = parts[parts.index("claimkit") + 1 :]
        return f"claimkit.{inside[0].removesuffix('.py')}" if inside else "claimkit"
    return "the standard library"


def _length(words: int | None) -> str:
    return f"{words} words" if words else "about 110 words"


def _questions(url: str) -> int:
    with urllib.request.urlopen(url.removesuffix("/v1") + "/stats", timeout=30) as reply:  # noqa: S310
        told: dict[str, Any] = json.load(reply)
    return int(told["requests"])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=512, help="how many are measured at a time")
    parser.add_argument("--latency", type=float, default=1.0, help="seconds that the model takes to answer")
    parser.add_argument("--profile", action="store_true", help="show where the processor time goes")
    parser.add_argument("--langextract", default=sys.executable, metavar="PYTHON", help="an interpreter that has it")
    args = parser.parse_args()
    for name in ("OPENAI_API_KEY", "CLAIMKIT_API_KEY", "OPENAI_BASE_URL"):  # no key goes anywhere
        os.environ.pop(name, None)
    table = Table(
        title=f"{IN_FLIGHT} requests in flight, {args.articles} articles; {os.cpu_count()} cores, with the server",
    )
    for name in ("what", "articles/s", "held against", "CPU an article", "core busy"):
        table.add_column(name, justify="left" if name == "what" else "right")
    against_latency(table, args.articles, args.latency)
    shown = without_latency(table, args.articles, args.profile)
    from_cache(table, CACHED)
    langextract(table, args.langextract, args.articles, args.latency)
    Console(width=150).print(table)
    if shown:
        print(shown)


if __name__ == "__main__":
    main()
