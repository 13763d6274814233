"""`claimkit cache`: the answers that are kept."""

from __future__ import annotations

import typer

from claimkit.cli.output import reported

app = typer.Typer(help="The answers that were paid for once.", no_args_is_help=True)


@app.command("info")
@reported
def info() -> None:
    """Print where answers are kept, how many, and their size."""
    from claimkit.cache import EXPIRY, SIZE_LIMIT, AnswerCache

    cache = AnswerCache()
    about = cache.info()
    cache.close()
    typer.echo(f"{about['answers']} answers, {about['bytes'] / 1e6:.1f} MB, in {about['folder']}")
    typer.echo(f"at most {SIZE_LIMIT / 1e9:.1f} GB; an answer is kept for {EXPIRY / 86400:.0f} days")


@app.command("clear")
@reported
def clear() -> None:
    """Remove all kept answers."""
    from claimkit.cache import AnswerCache

    cache = AnswerCache()
    removed = cache.clear()
    cache.close()
    typer.echo(f"{removed} answers removed")
