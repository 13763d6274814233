"""Progress of a batch on stderr: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from claimkit.cli.output import say

if TYPE_CHECKING:
    from claimkit.batch.summary import Tally

Watch = Callable[["Tally", int], None]
_EVERY = 10.0  # seconds between two lines


@contextmanager
def progress(total: int | None, before: int, *, quiet: bool) -> Iterator[Watch]:
    """Give what is called after each article.

    Args:
        total: How many articles there are, when that is known.
        before: How many were done in earlier runs.
        quiet: Whether to show nothing at all.
    """
    if quiet:
        yield lambda tally, failed: None
    elif sys.stderr.isatty():
        with _bar(total, before) as watch:
            yield watch
    else:
        yield _lines(total, before)


def _lines(total: int | None, before: int) -> Watch:
    started = last = time.monotonic()

    def watch(tally: Tally, failed: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _EVERY:
            last = now
            of = f" of {total:,}" if total is not None else ""
            say(f"claimkit: {before + tally.done:,}{of} done, {failed:,} failed, {_told(tally, now - started)}")

    return watch


@contextmanager
def _bar(total: int | None, before: int) -> Iterator[Watch]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(compact=True), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True)) as shown:
        task = shown.add_task("", total=total, completed=before)
        started = time.monotonic()

        def watch(tally: Tally, failed: int) -> None:
            told = _told(tally, time.monotonic() - started)
            shown.update(task, completed=before + tally.done, description=f"{failed:,} failed, {told}")

        yield watch


def _told(tally: Tally, seconds: float) -> str:
    from claimkit.batch.summary import money

    rate = tally.done / seconds if seconds > 0 else 0.0
    return f"{rate:.1f} a second, {money(tally.usage)}"
