"""How aligners take edited quotations: which are given a place in the text, and how long that takes.

    python evals/benchmarks/grounding.py [FILE.jsonl] [--spans 4] [--speed] [--alone]

True spans of 6 to 40 words are taken from articles (the one that ships with the project, and those of
FILE.jsonl when it exists, one object with a `text` a line), edited, and looked for. Beside claimkit the script
measures rapidfuzz's `partial_ratio_alignment` at 90, and langextract's aligner and instructor's CitationMixin
when they are installed. "found" is the share that is given a place; for claimkit, "right" is the share with the
status and the place that the edit asks for.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

from edits import EDITS, Case, Verdict, true_spans
from other_aligners import Found, other_aligners
from rich.console import Console
from rich.table import Table

import claimkit

_SHIPPED = Path(__file__).resolve().parent.parent.parent / "examples" / "ferry.txt"


def articles(file: Path | None) -> list[str]:
    """Return the texts to take spans from."""
    texts = [_SHIPPED.read_text(encoding="utf-8")]
    if file is not None and file.is_file():
        texts += [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]
    elif file is not None:
        print(f"there is no {file}; only the shipped article is used")
    return texts


def is_right(case: Case, verdict: Verdict) -> tuple[bool, bool]:
    """Say whether claimkit gives a place, and whether status and place are what the edit asks for."""
    grounding = claimkit.ground(case.text, case.words)
    if verdict == "refused":
        return grounding.found, not grounding.found
    if not grounding.found:
        return False, False
    first, last = grounding.spans[0].start, grounding.spans[-1].end
    same_words = case.text[first:last] == case.text[case.start : case.end]
    place = (first, last) == (case.start, case.end) or same_words
    if verdict == "verbatim":
        return True, grounding.verbatim and len(grounding.spans) == 1 and place
    return True, grounding.status == verdict and place and (verdict != "pieces" or len(grounding.spans) == 2)


def table_of(texts: list[str], spans: int, seed: int, others: dict[str, Found]) -> Table:
    """Measure all edits; return the table."""

    table = Table(title=f"{len(texts)} articles, {spans} spans each, seed {seed}")
    for name in ("edit", "must be", "cases", "claimkit right", "claimkit found", *(f"{name} found" for name in others)):
        table.add_column(name, justify="left" if name in ("edit", "must be") else "right")
    for name, verdict, edit in EDITS:
        dice = random.Random(seed)  # noqa: S311 - the same spans on every run
        cases = [
            case
            for text in texts
            for start, end in true_spans(text, spans, dice)
            if (case := edit(text, start, end, dice)) is not None
        ]
        verdicts = [is_right(case, verdict) for case in cases]
        row = [
            name,
            verdict,
            str(len(cases)),
            _share([right for _, right in verdicts]),
            _share([f for f, _ in verdicts]),
        ]
        row += [_share([found(case.text, case.words) for case in cases]) for found in others.values()]
        table.add_row(*row)
    return table


def _share(answers: list[bool]) -> str:
    return f"{100 * sum(answers) / len(answers):.1f} %" if answers else "–"


def _best(work: Callable[[int], object], tries: int = 5) -> float:
    """Return the shortest time in milliseconds; `work` gets the number of the try, to make its text a new one."""
    times = []
    for number in range(tries):
        began = time.perf_counter()
        work(number)
        times.append(time.perf_counter() - began)
    return min(times) * 1000


def _ground_afresh(text: str, words: str, number: int) -> object:
    return claimkit.ground(text + " " * number, words)


def _rate(texts: list[str], took: float) -> str:
    """Return megabytes a second, for milliseconds."""
    return f"{sum(len(text.encode()) for text in texts) / 1e6 / (took / 1000):.1f}"


def speed(texts: list[str]) -> Table:
    """Measure the cases of the speed table; the best of five runs each, in milliseconds."""
    from claimkit.article import read
    from claimkit.passages import mark

    long = "\n\n".join(texts * (1 + 1_000_000 // max(1, sum(map(len, texts)))))
    words = long.split()

    def one_word_changed(text: str) -> str:
        there = text.split()
        return " ".join(["Zebulon", *there[len(there) // 2 + 1 : len(there) // 2 + 200]])

    small, big, huge = " ".join(words[:800]), long[:100_000], long[:1_000_000]
    table = Table(title="speed (best of five)")
    for name in ("what", "took"):
        table.add_column(name, justify="left" if name == "what" else "right")
    times = {}
    for name, text in (("800 words", small), ("100,000 characters", big), ("1,000,000 characters", huge)):
        times[name] = _best(partial(_ground_afresh, text, one_word_changed(text)))
        table.add_row(f"a 200-word quotation, first word changed, in {name}", f"{times[name]:.2f} ms")
    table.add_row(
        "ten times the text takes", f"{times['1,000,000 characters'] / times['100,000 characters']:.1f} times"
    )
    article = claimkit.Article(id="long", text=huge, language="en")
    took = _best(lambda _: mark(read(article)), tries=3)
    table.add_row("marking and splitting, one text of 1,000,000 characters", f"{_rate([huge], took)} MB/s")
    articles = [claimkit.Article(id="one", text=text, language="en") for text in texts]
    took = _best(lambda _: [mark(read(one)) for one in articles], tries=5)
    table.add_row("marking and splitting, article by article", f"{_rate(texts, took)} MB/s")
    tracemalloc.start()
    claimkit.ground(huge, one_word_changed(huge))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    table.add_row("memory for 1,000,000 characters", f"{peak / 1e6:.0f} MB")
    return table


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--spans", type=int, default=4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--speed", action="store_true", help="only the speed table")
    parser.add_argument("--alone", action="store_true", help="leave the other aligners out")
    args = parser.parse_args()
    console = Console(width=160)
    texts = articles(args.file)
    if not args.speed:
        console.print(table_of(texts, args.spans, args.seed, {} if args.alone else other_aligners()))
    console.print(speed(texts))


if __name__ == "__main__":
    main()
