"""`claimkit batch`: a whole corpus, resumable."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from claimkit.cli.output import reported, say, set_up_logging
from claimkit.cli.progress import progress
from claimkit.errors import CallerError

if TYPE_CHECKING:
    from claimkit.batch.corpus import BadItem, Columns, Item
    from claimkit.batch.running import Batch
    from claimkit.batch.summary import Summary


class Engine(StrEnum):
    """Where the work is done."""

    local = "local"


class Sort(StrEnum):
    """What a corpus is."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    folder = "folder"
    text = "text"


@reported
def batch(
    corpus: Annotated[
        str,
        typer.Argument(metavar="IN", help="JSONL, CSV or Parquet, a folder of text or HTML files, or - for JSONL."),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="OUT.jsonl", help="Results, one a line; also the ledger.")
    ] = None,
    model: Annotated[str | None, typer.Option("--model", "-m", help="As for `claimkit extract`.")] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", help="Address of any OpenAI-compatible server.")] = None,
    prompts: Annotated[Path | None, typer.Option("--prompts", help="Folder with prompts of your own.")] = None,
    concurrency: Annotated[int, typer.Option("--concurrency", min=1, help="Articles at once.")] = 16,
    in_flight: Annotated[int, typer.Option("--in-flight", min=1, help="Requests at once.")] = 64,
    requests_per_minute: Annotated[int | None, typer.Option("--rpm", min=1, help="Requests a minute.")] = None,
    tokens_per_minute: Annotated[int | None, typer.Option("--tpm", min=1, help="Tokens a minute.")] = None,
    budget: Annotated[float | None, typer.Option("--budget", metavar="USD", help="Stop before passing it.")] = None,
    max_tokens_total: Annotated[
        int | None, typer.Option("--max-tokens-total", min=1, help="Stop before passing so many tokens.")
    ] = None,
    estimate: Annotated[
        bool, typer.Option("--estimate", help="Print articles, calls, tokens and money; ask nobody.")
    ] = False,
    ordered: Annotated[bool, typer.Option("--ordered", help="Keep the order of the corpus.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with OUT; this is so anyway.")] = True,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Only what OUT.failed.jsonl lists; otherwise all that is not done.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Start OUT anew.")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep answers.")] = False,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask anew and replace the kept answers.")] = False,
    engine: Annotated[Engine, typer.Option("--engine", help="Where the work is done.")] = Engine.local,
    kind: Annotated[Sort | None, typer.Option("--kind", help="What IN is, when its name does not say so.")] = None,
    encoding: Annotated[str | None, typer.Option("--encoding", help="Encoding of text files.")] = None,
    max_chars: Annotated[int, typer.Option("--max-chars", min=1, help="The longest article to accept.")] = 1_000_000,
    id_column: Annotated[str, typer.Option("--id-column")] = "id",
    text_column: Annotated[str, typer.Option("--text-column")] = "text",
    title_column: Annotated[str, typer.Option("--title-column")] = "title",
    url_column: Annotated[str, typer.Option("--url-column")] = "url",
    published_column: Annotated[str, typer.Option("--published-column")] = "published",
    language_column: Annotated[str, typer.Option("--language-column")] = "language",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, only what went wrong.")] = False,
    log_json: Annotated[bool, typer.Option("--log-json", help="Log as JSON lines.")] = False,
) -> None:
    """Find who said what in a whole corpus; run the same command again to go on after any end.

    \b
    Examples:
      claimkit batch articles.jsonl -o quotes.jsonl --model openai/gpt-5-mini --estimate
      claimkit batch articles.jsonl -o quotes.jsonl --model openai/gpt-5-mini --budget 20
      claimkit batch archive.csv -o quotes.jsonl --text-column body --id-column guid
      claimkit batch folder/ -o quotes.jsonl --model local --concurrency 1
    """
    if log_json:
        set_up_logging(verbose=False, as_json=True)
    from claimkit.batch.corpus import Columns

    columns = Columns(
        id=id_column,
        text=text_column,
        title=title_column,
        url=url_column,
        published=published_column,
        language=language_column,
    )
    items = _items(corpus, kind, columns, encoding, max_chars)
    if estimate:
        _estimate(items, model, base_url, prompts)
        return
    if output is None:
        raise CallerError("there is no file for the results", hint="Name one with -o OUT.jsonl.")
    if not output.absolute().parent.is_dir():
        raise CallerError(f"the folder of {output} does not exist", hint="Make it first.")
    from claimkit.batch.failures import Failures
    from claimkit.batch.ledger import Ledger
    from claimkit.batch.running import Batch, settings_of
    from claimkit.models.throttle import Pace
    from claimkit.pipeline import Extractor
    from claimkit.prompts import PromptSet

    with Extractor(
        model,
        base_url=base_url,
        prompts=prompts,
        cache=not no_cache,
        refresh=refresh,
        max_chars=max_chars,
        concurrency=concurrency,
        pace=Pace(in_flight, requests_per_minute, tokens_per_minute),
        budget_usd=budget,
        max_tokens_total=max_tokens_total,
    ) as extractor:
        failed = output.with_name(f"{output.name.removesuffix('.jsonl')}.failed.jsonl")
        if force:
            failed.unlink(missing_ok=True)
        with (
            Ledger(output, settings_of(extractor, PromptSet(prompts)), force=force) as ledger,
            progress(_size(corpus, kind), len(ledger.done), quiet=quiet) as watch,
        ):
            if ledger.dropped:
                say(f"claimkit: dropped half a line at the end of {output}; its article is done again")
            run = Batch(extractor, ledger, Failures(failed), watch)
            summary = _ran(run, items, output, ordered=ordered, only_failed=retry_failed)
    _finish(summary, failed, quiet=quiet)


def _items(
    corpus: str, kind: Sort | None, columns: Columns, encoding: str | None, max_chars: int
) -> Iterator[Item | BadItem]:
    from claimkit.batch.corpus import read_corpus

    source = None if corpus == "-" else Path(corpus)
    return read_corpus(
        source,
        columns=columns,
        kind=kind.value if kind is not None else None,
        stdin=sys.stdin.buffer,
        encoding=encoding,
        max_chars=max_chars,
    )


def _size(corpus: str, kind: Sort | None) -> int | None:
    from claimkit.batch.corpus import count_corpus

    return None if corpus == "-" or kind is not None else count_corpus(Path(corpus))


def _ran(run: Batch, items: Iterator[Item | BadItem], output: Path, *, ordered: bool, only_failed: bool) -> Summary:
    """Run the batch and keep its summary, however it ends."""
    import time

    started = time.perf_counter()
    try:
        with _interrupts(run):
            return run.run(items, ordered=ordered, only_failed=only_failed)
    finally:
        summary = run.summary(time.perf_counter() - started)
        path = output.with_name(f"{output.name.removesuffix('.jsonl')}.summary.json")
        path.write_text(summary.model_dump_json(indent=1) + "\n", encoding="utf-8")
        if sys.exc_info()[0] is not None:
            for line in summary.lines():
                say(f"claimkit: {line}")


@contextmanager
def _interrupts(run: Batch) -> Iterator[None]:
    """Let the first Ctrl-C finish what is in flight, and the second one leave at once."""

    def interrupted(number: int, frame: FrameType | None) -> None:
        if run.stopped is not None:
            raise KeyboardInterrupt
        run.stop("interrupted")
        say("claimkit: finishing what is in flight; press Ctrl-C again to leave at once")

    before = {sign: signal.signal(sign, interrupted) for sign in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


def _estimate(items: Iterator[Item | BadItem], model: str | None, base_url: str | None, prompts: Path | None) -> None:
    from claimkit.batch.estimate import estimate
    from claimkit.models.choosing import choose_model
    from claimkit.prompts import PromptSet

    chosen = choose_model(model, base_url=base_url)
    for line in estimate(items, chosen, PromptSet(prompts), priced=base_url is None).lines():
        typer.echo(line)


def _finish(summary: Summary, failed: Path, *, quiet: bool) -> None:
    if not quiet:
        for line in summary.lines():
            say(f"claimkit: {line}")
    if summary.failed:
        say(f"claimkit: what failed, and why, is in {failed}; try it again with --retry-failed")
    if summary.stopped is not None:
        why = {
            "interrupted": "interrupted; what was in flight is finished",
            "budget": "the budget is used up",
        }.get(summary.stopped, summary.stopped)
        say(f"claimkit: stopped: {why}. Run the same command again to go on.")
    if summary.failed or summary.incomplete or summary.stopped is not None:
        raise typer.Exit(1)
