"""The code blocks of README and docs/, each with what stands around it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "evals" / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
_BLOCK = re.compile(
    r"^(?:<!-- not run: (?P<why>.+?) -->\n\n?)?^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL
)
_INLINE = re.compile(r"(?<!`)`(claimkit [^`]+)`")


@dataclass(frozen=True)
class Block:
    """One fenced block.

    Attributes:
        page: Where it stands, from the project's folder.
        line: The line of its first line of code, from 1.
        language: What stands behind the fence.
        code: The code.
        not_run: Why it cannot be run in a test; empty when it can.
    """

    page: str
    line: int
    language: str
    code: str
    not_run: str

    @property
    def name(self) -> str:
        return f"{self.page}:{self.line}"

    def padded(self) -> str:
        """Return the code with its line numbers, for tracebacks."""
        return "\n" * (self.line - 1) + self.code

    def prints(self) -> str | None:
        """Return what the comment lines at the end say that it prints; None when there are none."""
        lines = self.code.splitlines()
        said: list[str] = []
        while lines and lines[-1].startswith("# "):
            said.insert(0, lines.pop()[2:])
        return "\n".join(said) if said else None


def blocks_of(text: str, page: str) -> list[Block]:
    """Return the blocks of one page."""
    return [
        Block(
            page,
            text.count("\n", 0, found.start("code")) + 1,
            found["language"],
            found["code"],
            found["why"] or "",
        )
        for found in _BLOCK.finditer(text)
    ]


def all_blocks(language: str) -> list[Block]:
    """Return all blocks in one language."""
    pages = ((path, path.read_text(encoding="utf-8")) for path in PAGES)
    found = (block for path, text in pages for block in blocks_of(text, path.relative_to(ROOT).as_posix()))
    return [block for block in found if block.language == language]


def indented_commands() -> list[Block]:
    """Return each call of claimkit that stands in an indented block."""
    found = []
    for path in PAGES:
        page = path.relative_to(ROOT).as_posix()
        inside = False
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            inside ^= line.startswith("```")
            if not inside and line.startswith("    claimkit "):
                found.append(Block(page, number, "", line.strip(), ""))
    return found


def commands_in(script: str) -> Iterator[list[str]]:
    """Yield the words of each call of claimkit in lines of shell."""
    for line in script.replace("\\\n", " ").splitlines():
        if "claimkit" not in line:
            continue
        lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;()<>")
        lexer.whitespace_split = True
        call: list[str] = []
        for word in [*lexer, ";"]:
            if set(word) <= set("|&;()<>"):
                if call[:1] == ["claimkit"]:
                    yield call[1:]
                call = []
            else:
                call.append(word)


def inline_commands() -> list[tuple[str, str]]:
    """Return each command that stands within a sentence, with its page."""
    found = []
    for path in PAGES:
        text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        found += [(path.relative_to(ROOT).as_posix(), " ".join(call.split())) for call in _INLINE.findall(text)]
    return sorted(set(found))
