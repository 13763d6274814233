"""The command line: `claimkit extract`, and what it needs around it."""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from claimkit.cli import batch, cache, evals, export, extract, models, prompts, schema, view
from claimkit.cli.output import set_up_logging
from claimkit.version import __version__

app = typer.Typer(
    name="claimkit",
    help="Who said what in the news, word for word, and what is claimed.",
    epilog="Start with: claimkit extract article.txt --model rules",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("extract")(extract.extract)
app.command("batch")(batch.batch)
app.command("view")(view.view)
app.command("export")(export.export)
app.command("schema")(schema.schema)
app.add_typer(models.app, name="models")
app.add_typer(prompts.app, name="prompts")
app.add_typer(cache.app, name="cache")
app.add_typer(evals.app, name="eval")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"claimkit {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_version, is_eager=True)
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say more about what happens, on stderr.")] = False,
) -> None:
    set_up_logging(verbose=verbose)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without these characters is no reason to stop
    app()


__all__ = ["app", "main"]
