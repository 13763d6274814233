"""Where the command line speaks: results on stdout, everything else on stderr."""

from __future__ import annotations

import functools
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import ParamSpec, TypeVar

import typer

from claimkit.errors import ClaimkitError

P = ParamSpec("P")
R = TypeVar("R")


def say(message: str) -> None:
    """Write a line to stderr; what an article or a server says in it cannot drive the terminal."""
    from claimkit.views.common import visible

    typer.echo(visible(message), err=True)


def say_error(error: ClaimkitError, about: str = "") -> None:
    """Write what happened and what to do next to stderr."""
    where = f"{about}: " if about else ""
    say(f"claimkit: {where}{error.message}")
    if error.hint:
        say(f"  {error.hint}")


def reported(command: Callable[P, R]) -> Callable[P, R]:
    """Turn the errors that a command raises into a message and the right exit code."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except ClaimkitError as error:
            say_error(error)
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            say("claimkit: interrupted")
            raise typer.Exit(130) from None
        except BrokenPipeError:
            _give_up_stdout()  # whoever read our output has seen enough
            raise typer.Exit(0) from None
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            say(f"claimkit: {where}{error.strerror or error}")
            try:
                sys.stdout.flush()
            except OSError:  # told above already
                _give_up_stdout()
            raise typer.Exit(1) from None

    return wrapped


def _give_up_stdout() -> None:
    """Let what could not be written go nowhere: Python would try again at its exit and change the exit code."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _JsonLines(logging.Formatter):
    """One JSON object an entry, for programs that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the entry as a line of JSON; times are UTC."""
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def set_up_logging(*, verbose: bool, as_json: bool = False) -> None:
    """Send the library's log to stderr, one line an entry.

    Args:
        verbose: Whether to tell of ordinary steps, too.
        as_json: Whether each line is a JSON object.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines() if as_json else logging.Formatter("claimkit: %(message)s"))
    logger = logging.getLogger("claimkit")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO if verbose else logging.WARNING)
    # Failed requests end in an error of our own, which says more than these lines.
    logging.getLogger("instructor").setLevel(logging.INFO if verbose else logging.CRITICAL)


@contextmanager
def spinner(quiet: bool) -> Iterator[Callable[[str], None]]:
    """Show what is going on, on a terminal only; give the function that changes the text."""
    if quiet or not sys.stderr.isatty():
        yield lambda text: None
        return
    from rich.console import Console

    with Console(stderr=True).status("reading") as status:
        yield status.update
