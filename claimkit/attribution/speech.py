"""The three questions about an article's words: what is speech, who speaks, and what is reported."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimkit.article.reading import Reading
from claimkit.attribution.analysis import Attribution, Reported, attributions, reported, scenes
from claimkit.attribution.direct import bare, words_in
from claimkit.attribution.nested import nested_attributions
from claimkit.attribution.scene import Scene
from claimkit.attribution.tables import words
from claimkit.attribution.tokens import Token
from claimkit.drafts import Speech
from claimkit.passages import Passage

_TITLE_NOUNS = words(
    """book film movie song novel album show series program programme documentary play essay article column
    episode podcast titled entitled headlined called magazine painting poem drama comedy musical exhibition
    track single game memoir"""
)
_NICK_WORDS = words("nicknamed nickname dubbed aka alias known")
_SMALL_WORDS = words("a an the of in on and or to for with at by from is as")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def classify(reading: Reading, passages: Sequence[Passage]) -> dict[str, Speech]:
    """Say for each marked passage what sort of words it holds, in the order of the passages."""
    found = scenes(reading, passages)
    parts = {label for item in reported(found) for label in item.passages}
    homes = {
        token.label: (one, at)
        for one in reversed(found)
        for at, token in enumerate(one.tokens)
        if token.label and token.piece == 0
    }
    inner = nested_attributions(reading, passages)
    result: dict[str, Speech] = {}
    for passage in passages:
        home = homes.get(passage.label)
        if home is None:
            result[passage.label] = "quotation" if passage.label in inner else "other"
        elif passage.label in home[0].speech:
            result[passage.label] = "quotation"
        elif passage.label in parts:
            result[passage.label] = "part"
        else:
            result[passage.label] = _aside(*home)
    return result


def attribute(reading: Reading, passages: Sequence[Passage]) -> dict[str, Attribution]:
    """Say who speaks in each passage that is a quotation."""
    found = scenes(reading, passages)
    return attributions(found, reported(found)) | nested_attributions(reading, passages)


def find_reported(reading: Reading, passages: Sequence[Passage]) -> tuple[Reported, ...]:
    """Return indirect and mixed statements in reading order."""
    return tuple(reported(scenes(reading, passages)))


def _aside(one: Scene, at: int) -> Speech:
    """Sort a passage that is nobody's speech: a title, a nickname, or words held at a distance."""
    tokens = one.tokens
    token = tokens[at]
    left = tokens[at - 1] if at else None
    right = tokens[at + 1] if at + 1 < len(tokens) else None
    count = words_in(token)
    if (count <= 3 and _between_names(left, right)) or (left is not None and left.low in _NICK_WORDS):
        return "nickname"
    if _is_title(bare(token)) and (count > 1 or (left is not None and left.low in _TITLE_NOUNS)):
        return "title"
    if count <= 5:
        return "scare"
    return "other"


def _between_names(left: Token | None, right: Token | None) -> bool:
    return left is not None and right is not None and left.capital and right.capital and left.word and right.word


def _is_title(name: str) -> bool:
    found = _WORD.findall(name)
    return bool(found) and all(word[0].isupper() or word[0].isdigit() or word in _SMALL_WORDS for word in found)
