"""Cues after which nothing is said: a refusal to comment, and a wish not to be named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimkit.attribution.cues import Cue
from claimkit.attribution.tables import words
from claimkit.attribution.tokens import Token

_NAMELESS = re.compile(
    r"(?:\w+ ){0,2}?(?:not to be (?:named|identified|quoted|photographed)|(?:for |to keep )?(?:\w+ )?anonymity"
    r"|(?:to remain|to stay|to be kept) anonymous|that (?:his|her|their|its|the) (?:\w+ ){0,3}not be)\b"
)
_MUM = re.compile(
    r"to (?:be (?:named|identified|quoted|interviewed)|comment|say|discuss|answer|elaborate|specify|disclose|confirm"
    r"|reveal|respond|speculate|speak|talk|go into)\b"
)
_ON_CONDITION = re.compile(r"(?:who )?(?:speaking|spoke|talking|talked) (?:\w+ ){0,5}condition\b")
_ASKING = words("ask request insist wish want prefer demand plead beg seek")
_REFUSING = words("decline refuse")
_SAYING = words("say comment specify elaborate disclose answer reply respond explain reveal mention indicate confirm")
_NOT = words("not never n't didn't didn’t wouldn't wouldn’t hasn't hasn’t haven't haven’t doesn't doesn’t don't don’t")


def spoken(tokens: Sequence[Token], cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues that may report something, without those of a silence and what depends on them."""
    silences = [(cue.first, _clause_end(tokens, cue.last + 1)) for cue in cues if _is_silence(tokens, cue)]
    return [cue for cue in cues if not any(start <= cue.first < end for start, end in silences)]


def is_on_condition(tokens: Sequence[Token], at: int) -> bool:
    """Say whether `speaking on condition of anonymity` starts at a token."""
    return _ON_CONDITION.match(_words(tokens, at)) is not None


def _is_silence(tokens: Sequence[Token], cue: Cue) -> bool:
    ahead = _words(tokens, cue.last + 1)
    if cue.base in _ASKING:
        return _NAMELESS.match(ahead) is not None
    if cue.base in _REFUSING:
        return _MUM.match(ahead) is not None
    return cue.base in _SAYING and any(token.low in _NOT for token in tokens[cue.first : cue.verb])


def _words(tokens: Sequence[Token], at: int) -> str:
    return " ".join(token.low for token in tokens[at : at + 9] if token.word)


def _clause_end(tokens: Sequence[Token], at: int) -> int:
    """Return the end of the clause that a silence opens: the next comma, semicolon, `and` or `but`."""
    while at < len(tokens) and tokens[at].text not in {",", ";"} and tokens[at].low not in {"and", "but"}:
        at += 1
    return at
