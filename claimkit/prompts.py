"""Prompt files: Jinja2 in Markdown, with a name and a version in their header.

They lie in `prompts/` at the top of the project and are packed into the wheel. A folder of one's own
overrides them file by file.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from claimkit.errors import PromptError

if TYPE_CHECKING:
    from jinja2 import Template

_OF_EXTRACTION = (
    "system",
    "article",
    "quotes",
    "actors",
    "claims",
    "again",
    "claims_again",
    "keyed/system",
    "keyed/quotes",
    "keyed/claims",
)
NAMES = (*_OF_EXTRACTION, "judge")
_PACKED = Path(__file__).parent / "_prompts"
_IN_CHECKOUT = Path(__file__).parent.parent / "prompts"


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt file.

    Attributes:
        name: Its name, such as "quotes" or "keyed/quotes".
        version: The version its header states.
        template: The Jinja2 template under the header.
        digest: The first 12 hex digits of the file's SHA-256.
        path: Where it lies.
    """

    name: str
    version: str
    template: str
    digest: str
    path: Path


class PromptSet:
    """The prompts of one run.

    Args:
        folder: A folder whose files take the place of the packed ones of the same name.
    """

    def __init__(self, folder: Path | None = None) -> None:
        if folder is not None and not folder.is_dir():
            raise PromptError(
                f"there is no prompt folder {folder}", hint="Give the folder that holds quotes.md and so on."
            )
        self._folder = folder
        self._files: dict[str, Prompt] = {}
        self._loaded: dict[str, Prompt] = {}  # those used

    def get(self, name: str) -> Prompt:
        """Return a prompt by name.

        Raises:
            PromptError: There is no such file, or its header is broken.
        """
        if name not in self._files:
            self._files[name] = _load(name, self._find(name))
        return self._loaded.setdefault(name, self._files[name])

    def fresh(self) -> PromptSet:
        """Return the same prompts for another article: files are read once, what is used is counted anew."""
        other = PromptSet(self._folder)
        other._files = self._files
        return other

    def render(self, name: str, **values: object) -> str:
        """Fill a prompt; the values are data and are never read as templates themselves.

        Raises:
            PromptError: The template is broken or names a value it was not given.
        """
        from jinja2 import TemplateError

        prompt = self.get(name)
        try:
            return _compiled(prompt.template).render(**values).strip() + "\n"
        except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as fault:
            raise PromptError(
                f"the prompt {prompt.path} cannot be filled: {fault}",
                hint="Compare it with the packed prompt of that name.",
            ) from fault

    def versions(self) -> dict[str, str]:
        """Return "VERSION:HASH" of each prompt used so far, by name."""
        return {name: f"{prompt.version}:{prompt.digest}" for name, prompt in sorted(self._loaded.items())}

    def of_extraction(self) -> dict[str, str]:
        """Return "VERSION:HASH" of every prompt that an extraction may use, by name.

        Raises:
            PromptError: One of them cannot be used.
        """
        for name in _OF_EXTRACTION:
            self.get(name)
        return self.versions()

    def _find(self, name: str) -> Path:
        homes = [home for home in (self._folder, _PACKED, _IN_CHECKOUT) if home is not None]
        for home in homes:
            path = home / f"{name}.md"
            if path.is_file():
                return path
        raise PromptError(f"there is no prompt called {name!r}", hint=f"The prompts are: {', '.join(NAMES)}.")


@lru_cache(maxsize=64)
def _compiled(template: str) -> Template:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # Prompts are plain text for a model, not HTML.
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(template)


def _load(name: str, path: Path) -> Prompt:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise PromptError(f"the prompt {path} cannot be read: {fault}", hint="Save it as UTF-8 text.") from fault
    parts = text.removeprefix("\ufeff").split("---\n", 2)
    whole = len(parts) == 3 and not parts[0].strip()
    header = dict(line.split(":", 1) for line in parts[1].splitlines() if ":" in line) if whole else {}
    version = header.get("version", "").strip()
    if not version or header.get("name", "").strip() != name:
        raise PromptError(
            f"the header of {path} lacks its name or version",
            hint=f"Start the file with three lines between '---': name: {name} and version: 1.",
        )
    return Prompt(name, version, parts[2], hashlib.sha256(text.encode()).hexdigest()[:12], path)


def check_prompts(prompts: PromptSet) -> None:
    """Fill every prompt with sample values.

    Raises:
        PromptError: One is missing, has no header, or cannot be filled.
    """
    actor = {"id": "a1", "name": "N", "role": "R", "affiliation": "A"}
    mention = {"label": "M1", "words": "N", "sentence": 1}
    quote = {"id": "q1", "sentence": 1, "mention": "M1", "speaker": "N", "text": "T"}
    values: dict[str, object] = {
        "part": 1,
        "parts": 2,
        "fence": "0",
        "title": "T",
        "published": "P",
        "marked": "[1] T",
        "shown": True,
        "labels": ["Q1"],
        "turns": ["Q2"],
        "posts": ["Q3"],
        "known": [actor],
        "mentions": [mention],
        "quotes": [quote],
        "passages": [{"key": "Q1", "before": "T", "words": "T", "after": "T"}],
        "names": "N",
        "items": [{"label": "R1", "sentence": 1, "words": "T", "nearest": "T"}],
        "claims": [{"label": "X1", "sentences": [1], "text": "T", "fault": "F"}],
        "gold": [{"label": "A1", "text": "T"}],
        "found": [{"label": "B1", "text": "T"}],
        "statements": [{"key": "s1", "speaker": "N", "words": "T"}],
    }
    for name in NAMES:
        prompts.render(name, **values)
