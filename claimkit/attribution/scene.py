"""A scene: one unit of the article with its cues and the direct speech found in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimkit.attribution import language_tables as foreign
from claimkit.attribution import nouns
from claimkit.attribution.cues import Cue
from claimkit.attribution.nouns import Range
from claimkit.attribution.tokens import Token, Unit


@dataclass(slots=True)
class Voice:
    """Who speaks, as tokens of one unit."""

    source: Range | None
    cue: Range | None


@dataclass(slots=True)
class Scene:
    """One unit with its cues and what has been found in it.

    Attributes:
        unit: The unit.
        cues: Its cues.
        speech: Labels of the quoted pieces that stand as direct speech.
        voices: For those labels, who speaks, when this unit says so.
        used: First tokens of the cues that belong to direct speech.
    """

    unit: Unit
    cues: list[Cue]
    language: str
    speech: set[str] = field(default_factory=set)
    voices: dict[str, Voice] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the unit."""
        return self.unit.tokens


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as tokens of one unit."""

    content: tuple[Range, ...]
    source: Range | None
    cue: Range


def subject_of(here: Scene, cue: Cue, low: int = 0) -> Range | None:
    """Return the noun phrase that is the subject of a cue, looking back over `and` and participles."""
    tokens = here.tokens
    if cue.shape == "ing" or cue.joined:
        earlier = [other for other in here.cues if other.last < cue.first and other.shape not in {"ing", "according"}]
        for other in reversed(earlier):
            found = subject_of(here, other, low) if not other.joined else None
            if found is None:
                found = _inverted(here, other)
            if found is not None:
                return found
        return nouns.main_subject(tokens, low, here.language)
    if here.language != "en":
        return _foreign_subject(here, cue, low)
    return nouns.before(tokens, cue.first, low, here.language)


def _foreign_subject(here: Scene, cue: Cue, low: int) -> Range | None:
    """Return the subject before the cue, or behind it where the clause opens with something else."""
    tokens = here.tokens
    start = cue.first
    while start > low and (tokens[start - 1].word or tokens[start - 1].quoted):
        start -= 1
    behind = nouns.after(tokens, cue.last + 1, here.language)
    opens_otherwise = start < cue.first and tokens[start].low in foreign.INVERTING.get(here.language, frozenset())
    if behind is not None and (start == cue.first or opens_otherwise):
        return behind
    return nouns.before(tokens, cue.first, low, here.language)


def _inverted(here: Scene, cue: Cue) -> Range | None:
    if cue.first == 0 or not (here.tokens[cue.first - 1].quoted or here.tokens[cue.first - 1].text == ","):
        return None
    return nouns.after(here.tokens, cue.last + 1, here.language)
