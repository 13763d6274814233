"""`claimkit prompts`: which prompts are used, and whether one's own are sound."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimkit.cli.output import reported

app = typer.Typer(help="The prompts that steer a model.", no_args_is_help=True)

_Folder = Annotated[Path | None, typer.Option("--prompts", help="Folder with prompts of your own.")]


@app.command("list")
@reported
def list_prompts(prompts: _Folder = None) -> None:
    """List the prompts with version, hash and file."""
    from claimkit.prompts import NAMES, PromptSet

    loaded = PromptSet(prompts)
    for name in NAMES:
        prompt = loaded.get(name)
        typer.echo(f"{name:14} version {prompt.version:3} {prompt.digest}  {prompt.path}")


@app.command("show")
@reported
def show(name: str, prompts: _Folder = None) -> None:
    """Print a prompt's template."""
    from claimkit.prompts import PromptSet

    typer.echo(PromptSet(prompts).get(name).template.strip())


@app.command("check")
@reported
def check(prompts: _Folder = None) -> None:
    """Fill every prompt with a small article, to see that none is broken."""
    from claimkit.prompts import NAMES, PromptSet, check_prompts

    check_prompts(PromptSet(prompts))
    typer.echo(f"{len(NAMES)} prompts are sound")
