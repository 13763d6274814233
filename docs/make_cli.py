"""Write the pages of the command line from what `--help` prints.

    python docs/make_cli.py           # write docs/cli/*.md
    python docs/make_cli.py --check   # exit 1 when a page is stale

Pages are the same on every machine: the width is fixed and colours are off. Another release of Typer may lay its help
out otherwise; the check then compares only words that this project chose (commands, options, their help).
"""

from __future__ import annotations

import os
import re
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

PAGES = Path(__file__).parent / "cli"
_WIDTH = "100"
_TYPERS_OWN = {"--install-completion", "--show-completion", "--help"}
_NOTE = "<!-- written by docs/make_cli.py from --help; typer {} -->\n"


def _app() -> Any:
    """Return the command line as a tree of commands, set up to print plainly."""
    os.environ |= {"NO_COLOR": "1", "COLUMNS": _WIDTH, "TERMINAL_WIDTH": _WIDTH, "TERM": "dumb"}
    from typer.main import get_command

    from claimkit.cli import app

    return get_command(app)


def _context(command: Any, name: str, parent: Any = None) -> Any:
    width = int(_WIDTH)
    settings = dict(command.context_settings) | {"terminal_width": width, "max_content_width": width}
    return command.context_class(command, info_name=name, parent=parent, **settings)


def _shown(context: Any) -> str:
    lines = context.command.get_help(context).splitlines()
    return "```text\n" + "\n".join(line.rstrip() for line in lines).strip() + "\n```\n"


def _section(context: Any, level: int) -> str:
    parts = [f"{'#' * level} {context.command_path}\n\n{_shown(context)}"]
    parts += [_section(_context(child, word, context), level + 1) for word, child in _children(context.command)]
    return "\n".join(parts)


def _children(command: Any) -> list[tuple[str, Any]]:
    return list(getattr(command, "commands", {}).items())


def pages() -> dict[str, str]:
    """Return the text of each page by its file's name."""
    app = _app()
    note = _NOTE.format(version("typer"))
    root = _context(app, "claimkit")
    made = {f"{word}.md": f"{note}\n{_section(_context(child, word, root), 1)}" for word, child in _children(app)}
    links = "\n".join(f"- [claimkit {word}]({word}.md)" for word, _ in _children(app))
    codes = (
        "## Exit codes\n\n"
        "| code | meaning |\n|---|---|\n"
        "| 0 | all is done |\n"
        "| 1 | something failed, is incomplete or was stopped |\n"
        "| 2 | the call, the input or the settings are wrong |\n"
        "| 3 | the provider did not answer, or refused |\n"
        "| 130 | interrupted |\n\n"
        "Results go to stdout, everything else to stderr.\n"
    )
    made["index.md"] = f"{note}\n# Command line\n\n{_shown(root)}\n{links}\n\n{codes}"
    return made


def stale() -> list[str]:
    """Return the names of pages that do not say what `--help` says."""
    made = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    wrong = {name for name in there.keys() | made.keys() if name not in there or name not in made}
    for name in there.keys() & made.keys():
        same_typer = there[name].splitlines()[0] == made[name].splitlines()[0]
        wrong |= {name} if (there[name] != made[name] if same_typer else _chosen(name, there[name])) else set()
    return sorted(wrong)


def _chosen(name: str, page: str) -> bool:
    """Say whether words of the app are missing on its page, or options there are none of the app's."""
    app = _app()
    words = _words(app) if name == "index.md" else _words_below(app.commands[name.removesuffix(".md")])
    flat = " ".join(page.split())
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", flat)) - _TYPERS_OWN
    known = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", " ".join(words)))
    return any(" ".join(word.split()) not in flat for word in words) or not options <= known


def _words_below(command: Any) -> list[str]:
    return _words(command) + [word for _, child in _children(command) for word in _words_below(child)]


def _words(command: Any) -> list[str]:
    """Return the words of one command that this project chose."""
    own = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
    own += [parameter.help for parameter in command.params if getattr(parameter, "help", None)]
    shown = [word for word in own if "completion" not in word]
    told = f"{command.help or ''}\n{command.epilog or ''}".replace("\b", "").split("\n")
    return [*shown, *(word for word, _ in _children(command)), *told]


def main(arguments: list[str]) -> int:
    """Write the pages, or check them; return the exit code."""
    if arguments == ["--check"]:
        if wrong := stale():
            print(f"stale: {', '.join(wrong)}; write them anew with: python docs/make_cli.py")
        return int(bool(wrong))
    PAGES.mkdir(exist_ok=True)
    for path in PAGES.glob("*.md"):
        path.unlink()
    for name, text in pages().items():
        (PAGES / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
