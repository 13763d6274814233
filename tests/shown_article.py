"""The article as a request shows it, read back: its numbered sentences, its labels, and who speaks beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

_FENCED = re.compile(r"<article (\w+)>\n(.*)\n</article \1>", re.DOTALL)
_LINE = re.compile(r"\[(\d+)\] (.*)")
_LABEL = re.compile(r"⟦(Q\d+)⟧")
_CLOSERS = {"“": "”", "«": "»", "„": "“", "‘": "’", "「": "」"}
_NAME = r"[^\W\d_a-z][\w’'-]*(?: [^\W\d_a-z][\w’'-]*){0,3}"
_SAID = re.compile(r"(?<!\w)said(?!\w)")
_AFTER = re.compile(rf" ({_NAME})")
_BEFORE = re.compile(rf"(?<!\w)({_NAME}) $")
_SHORTEST_NAME = 2


class Speaker(NamedTuple):
    """Who speaks: the words that name somebody, the number of the sentence that holds them, the reporting word."""

    words: str = ""
    sentence: int = 0
    cue: str = ""


@dataclass(frozen=True)
class _Paragraph:
    """Consecutive lines as one text, with the place where each numbered sentence starts."""

    text: str
    starts: tuple[tuple[int, int], ...]

    def sentence_at(self, place: int) -> int:
        return max((start, number) for start, number in self.starts if start <= place)[1]


class ShownArticle:
    """The article of a request.

    Args:
        message: The message that shows it, fence and all.
    """

    def __init__(self, message: str) -> None:
        found = _FENCED.search(message)
        shown = found[2] if found else message
        self.sentences: dict[int, str] = {}
        self._paragraphs: list[_Paragraph] = []
        for block in shown.split("\n\n"):
            lines = [(int(line[1]), line[2]) for line in map(_LINE.fullmatch, block.split("\n")) if line]
            self.sentences |= {number: _LABEL.sub("", text) for number, text in lines}
            self._add([*lines])
        self.labelled = {number for part in self._paragraphs for number in _labelled(part)}

    def _add(self, lines: list[tuple[int, str]]) -> None:
        starts, at = [], 0
        for number, text in lines:
            starts.append((at, number))
            at += len(text) + 1
        if lines:
            self._paragraphs.append(_Paragraph(" ".join(text for _, text in lines), tuple(starts)))

    def speaker_of(self, label: str) -> Speaker:
        """Return who is named directly before or after the "said" nearest to a passage, if anybody is."""
        for paragraph in self._paragraphs:
            places = [found.start() for found in _LABEL.finditer(paragraph.text) if found[1] == label]
            if not places:
                continue
            outside = _without_passages(paragraph.text)
            cues = sorted(_SAID.finditer(outside), key=lambda cue: min(abs(cue.start() - place) for place in places))
            for cue in cues:
                name = _AFTER.match(outside, cue.end()) or _BEFORE.search(outside, 0, cue.start())
                if name and len(name[1]) >= _SHORTEST_NAME:
                    return Speaker(name[1], paragraph.sentence_at(name.start(1)), "said")
        return Speaker()

    def holding(self, words: str, first: int) -> list[int]:
        """Return the numbers of the sentences from `first` on that hold some words together; none if they do not."""
        numbers, text = [], ""
        for number in sorted(number for number in self.sentences if number >= first)[:8]:
            numbers.append(number)
            text = f"{text} {self.sentences[number]}"
            if words in text:
                return numbers
        return []


def _labelled(paragraph: _Paragraph) -> set[int]:
    """Return the sentences that hold a passage or a part of one."""
    blank = _without_passages(paragraph.text)
    changed = {at for at, (one, other) in enumerate(zip(paragraph.text, blank, strict=True)) if one != other}
    return {paragraph.sentence_at(at) for at in changed}


def _without_passages(text: str) -> str:
    """Blank the labelled passages of a paragraph, so that nobody is looked for in them; all places stay."""
    blank = list(text)
    for found in _LABEL.finditer(text):
        opening = text[found.end() : found.end() + 1]
        closing = text.find(_CLOSERS.get(opening, opening), found.end() + 1) if opening else -1
        end = len(text) if closing < 0 else closing + 1
        blank[found.start() : end] = "_" * (end - found.start())
    return "".join(blank)
