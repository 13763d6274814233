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


class Spoken:
    """The speech of an article, read once for the three questions.

    Args:
        reading: The article.
        passages: Its marked passages.
    """

    def __init__(self, reading: Reading, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._scenes = scenes(reading, passages)
        self.reported = tuple(reported(self._scenes))
        self._nested = nested_attributions(reading, passages)

    def classified(self) -> dict[str, Speech]:
        """Say for each marked passage what sort of words it holds, in the order of the passages."""
        parts = {label for item in self.reported for label in item.passages}
        homes = {
            token.label: (one, at)
            for one in reversed(self._scenes)
            for at, token in enumerate(one.tokens)
            if token.label and token.piece == 0
        }
        result: dict[str, Speech] = {}
        for passage in self._passages:
            home = homes.get(passage.label)
            if home is None:
                result[passage.label] = "quotation" if passage.label in self._nested else "other"
            elif passage.label in home[0].speech:
                result[passage.label] = "quotation"
            elif passage.label in parts:
                result[passage.label] = "part"
            else:
                result[passage.label] = _aside(*home)
        return result

    def attributed(self) -> dict[str, Attribution]:
        """Say who speaks in each passage that is a quotation."""
        return attributions(self._scenes, self.reported) | self._nested


def classify(reading: Reading, passages: Sequence[Passage]) -> dict[str, Speech]:
    """Say for each marked passage what sort of words it holds, in the order of the passages."""
    return Spoken(reading, passages).classified()


def attribute(reading: Reading, passages: Sequence[Passage]) -> dict[str, Attribution]:
    """Say who speaks in each passage that is a quotation."""
    return Spoken(reading, passages).attributed()


def find_reported(reading: Reading, passages: Sequence[Passage]) -> tuple[Reported, ...]:
    """Return indirect and mixed statements in reading order."""
    return Spoken(reading, passages).reported


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
