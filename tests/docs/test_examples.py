"""Every example of README and docs/ does what the page says, as far as it needs no network."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from docs_blocks import ROOT, Block, all_blocks, blocks_of, commands_in, indented_commands, inline_commands
from typer.main import get_command

import claimkit
from claimkit.cli import app

PYTHON = all_blocks("python")
SCRIPTS = [*all_blocks("sh"), *all_blocks(""), *indented_commands()]
SHELL = [block for block in SCRIPTS if list(commands_in(block.code))]


def _named(block: Block) -> str:
    return block.name


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds nothing but the examples, with this interpreter's `claimkit` first on the path."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    shutil.copytree(ROOT / "examples", folder / "examples")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    return folder


def _run(block: Block) -> None:
    """Run a block statement by statement; what a comment behind an expression says is its value."""
    names: dict[str, Any] = {"__name__": "__main__"}
    lines = block.padded().splitlines()
    for statement in ast.parse(block.padded()).body:
        if not isinstance(statement, ast.Expr):
            exec(compile(ast.Module([statement], []), block.page, "exec"), names)  # the block is ours
            continue
        value = eval(compile(ast.Expression(statement.value), block.page, "eval"), names)
        _, _, comment = lines[(statement.end_lineno or 1) - 1].partition("  # ")
        if comment:
            assert value == _stated(comment), f"{block.page}:{statement.lineno}"


def _stated(comment: str) -> Any:
    """Return the value at the start of a comment, before a colon if there is one."""
    for text in (comment, comment.partition(": ")[0]):
        try:
            return eval(text, {name: getattr(claimkit, name) for name in claimkit.__all__})
        except (SyntaxError, NameError):
            continue
    raise AssertionError(f"{comment!r} states no value")


@pytest.mark.parametrize("block", [block for block in PYTHON if not block.not_run], ids=_named)
def test_python_runs_and_prints_what_it_says(block: Block, elsewhere: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _run(block)
    printed = capfd.readouterr().out.strip()
    said = block.prints()
    if said is not None or printed:
        assert printed == said


@pytest.mark.parametrize("block", [block for block in PYTHON if block.not_run], ids=_named)
def test_python_that_is_not_run_compiles(block: Block) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        compile(block.padded(), block.page, "exec")


def test_little_is_left_out() -> None:
    skipped = [block for block in PYTHON if block.not_run]
    assert {block.not_run for block in skipped} <= {"needs a key", "needs a server"}
    assert len(skipped) <= len(PYTHON) // 3


def _parse(words: list[str]) -> None:
    """Parse a call as the command line would, without running it."""
    command: Any = get_command(app)
    context = command.context_class(command, info_name="claimkit", **command.context_settings)
    while words and hasattr(command, "commands"):
        name, *words = words
        assert name in command.commands, f"there is no command {context.command_path} {name}"
        command = command.commands[name]
        context = command.context_class(command, info_name=name, parent=context, **command.context_settings)
    assert not hasattr(command, "commands"), f"{context.command_path} is not a whole command"
    with context.scope(cleanup=False):
        command.parse_args(context, words)


@pytest.mark.parametrize("block", SHELL, ids=_named)
def test_commands_exist_with_their_options(block: Block) -> None:
    for words in commands_in(block.code):
        _parse(words)


@pytest.mark.parametrize(("page", "call"), inline_commands())
def test_commands_in_sentences_exist(page: str, call: str) -> None:
    command: Any = get_command(app)
    for word in call.split()[1:]:
        for name in word.split("|") if not word.startswith("-") else ():
            if hasattr(command, "commands"):
                assert name in command.commands, f"{page}: there is no {call}"
        if hasattr(command, "commands") and word in command.commands:
            command = command.commands[word]
        if word.startswith("-") and word != "-" and not hasattr(command, "commands"):
            assert word in {option for parameter in command.params for option in parameter.opts}, f"{page}: {call}"


def test_shell_blocks_are_found_whole() -> None:
    text = (
        "a\n\n```sh\nx && claimkit extract a.txt -f json | claimkit batch - -o b.jsonl # c\nclaimkit schema > s\n```\n"
    )
    (block,) = blocks_of(text, "p.md")
    assert block.line == 4
    assert list(commands_in(block.code)) == [
        ["extract", "a.txt", "-f", "json"],
        ["batch", "-", "-o", "b.jsonl"],
        ["schema"],
    ]


@pytest.mark.parametrize("words", [["extrakt", "a"], ["extract"], ["extract", "a", "--formats", "json"], ["models"]])
def test_a_wrong_call_is_noticed(words: list[str]) -> None:
    with pytest.raises(BaseException) as fault:  # an assertion, or what the parser raises
        _parse(words)
    assert "xtrak" in str(fault.value) or fault.type.__name__ in (
        "AssertionError",
        "MissingParameter",
        "NoSuchOption",
        "NoArgsIsHelpError",
    )


def test_the_examples_use_this_installation(elsewhere: Path) -> None:
    done = subprocess.run(["claimkit", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("claimkit ")
