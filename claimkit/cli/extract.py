"""`claimkit extract`: articles in, quotes, actors and claims out."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimkit.cli.output import reported, say, say_error, spinner
from claimkit.errors import CallerError, ClaimkitError, InputError

if TYPE_CHECKING:
    from claimkit.article import Loaded
    from claimkit.schemas import Extraction


class Format(StrEnum):
    """How results are written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    markdown = "markdown"
    html = "html"


_BY_SUFFIX = {
    ".json": Format.json,
    ".jsonl": Format.jsonl,
    ".csv": Format.csv,
    ".md": Format.markdown,
    ".html": Format.html,
    ".htm": Format.html,
}


@reported
def extract(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="FILE|URL|-...", help="Text or HTML files, web addresses, or - for stdin."),
    ],
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            "-m",
            help="rules, local, local:PATH.gguf, replay[:FOLDER], or PROVIDER/MODEL. Left out: $CLAIMKIT_MODEL, else "
            "OpenAI if $OPENAI_API_KEY is set, else the local model if it was pulled, else rules.",
        ),
    ] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", help="Address of any OpenAI-compatible server.")] = None,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="Left out: by the ending of --output, else table.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    prompts: Annotated[Path | None, typer.Option("--prompts", help="Folder with prompts of your own.")] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep answers.")] = False,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask anew and replace the kept answers.")] = False,
    record: Annotated[
        Path | None,
        typer.Option("--record", help="Write the model's answers to this folder, for --model replay."),
    ] = None,
    record_as: Annotated[
        str | None, typer.Option("--record-as", help="What to call the model in the recordings.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="Encoding of the files, if it is not UTF-8.")
    ] = None,
    max_chars: Annotated[int, typer.Option("--max-chars", min=1, help="The longest article to accept.")] = 1_000_000,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")] = False,
) -> None:
    """Find who said what in articles, word for word, and what is claimed.

    \b
    Examples:
      claimkit extract article.txt
      claimkit extract *.txt --format jsonl -o quotes.jsonl
      curl -s https://example.org/story | claimkit extract - --format markdown
      claimkit extract story.html --model openai/gpt-5-mini
      claimkit extract article.txt --base-url http://127.0.0.1:8080/v1
    """
    shape = format or (_BY_SUFFIX.get(output.suffix.lower(), Format.table) if output else Format.table)
    _check_output(output)
    if inputs.count("-") > 1:
        raise CallerError("standard input was named twice", hint="Name - once.")
    from claimkit.pipeline import Extractor

    results: list[Extraction] = []
    failures: list[tuple[str, ClaimkitError]] = []
    with (
        spinner(quiet) as show,
        Extractor(
            model,
            base_url=base_url,
            prompts=prompts,
            cache=not no_cache,
            refresh=refresh,
            record=record,
            record_as=record_as,
            max_chars=max_chars,
            progress=show,
        ) as extractor,
    ):
        for number, name in enumerate(inputs, 1):
            show(f"{name} ({number} of {len(inputs)})")
            try:
                results.append(extractor.extract_loaded(_loaded(name, encoding, max_chars)))
            except ClaimkitError as error:
                failures.append((name, error))
                say_error(error, name if len(inputs) > 1 else "")
    if results:
        try:
            _write(results, shape, output)
        except OSError as fault:
            if output is None:
                raise
            raise CallerError(
                f"{output} cannot be written: {fault.strerror or fault}", hint="Name another file with --output."
            ) from fault
    for result in results:
        for warning in result.report.warnings:
            say(f"claimkit: {result.article.id}: {warning}")
    _finish(
        len(inputs),
        results_incomplete=[r.article.id for r in results if r.report.incomplete],
        failures=failures,
    )


def _loaded(name: str, encoding: str | None, max_chars: int) -> Loaded:
    from claimkit.article.loading import from_bytes, from_url, load

    if name == "-":
        return from_bytes(sys.stdin.buffer.read(), name="standard input", encoding=encoding, max_chars=max_chars)
    if name.startswith(("http://", "https://")):
        return from_url(name, max_chars=max_chars)
    return load(Path(name), encoding=encoding, max_chars=max_chars)


def _check_output(output: Path | None) -> None:
    if output is None:
        return
    if output.is_dir():
        raise InputError(f"{output} is a folder", hint="Name a file to write to.")
    if not output.absolute().parent.is_dir():
        raise InputError(f"the folder of {output} does not exist", hint="Make it first.")


def _write(results: list[Extraction], shape: Format, output: Path | None) -> None:
    if shape is Format.table:
        from rich.console import Console

        from claimkit.views.table import show

        if output is None:
            console = Console(highlight=False)
            for result in results:
                show(result, console)
            return
        with output.open("w", encoding="utf-8") as file:
            console = Console(file=file, width=100, highlight=False)
            for result in results:
                show(result, console)
        return
    from claimkit.views import render

    text = render(results, shape.value)
    text = text if text.endswith("\n") else text + "\n"
    if output is not None:
        output.write_text(text, encoding="utf-8", newline="")
    else:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()


def _finish(asked: int, *, results_incomplete: list[str], failures: list[tuple[str, ClaimkitError]]) -> None:
    if asked > 1:
        done = asked - len(failures)
        say(f"claimkit: {done} of {asked} articles done, {len(failures)} failed, {len(results_incomplete)} incomplete")
        for name, error in failures:
            say(f"  {name}: {error.message}")
    elif results_incomplete:
        say("claimkit: the result is incomplete; its report says what is missing")
    codes = {error.exit_code for _, error in failures}
    if len(failures) == asked and len(codes) == 1:
        raise typer.Exit(codes.pop())
    if failures or results_incomplete:
        raise typer.Exit(1)
