"""Pull quotes: a passage whose words stand again inside a longer one."""

from __future__ import annotations

import re
from dataclasses import replace

from claimkit.article.reading import Reading
from claimkit.lexicon import cue_pattern
from claimkit.passages.passage import Passage
from claimkit.schemas import Span

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MIN_REPEATED_WORDS = 5


def repeated_once(reading: Reading, passages: list[Passage]) -> tuple[Passage, ...]:
    """Fold a passage whose words stand whole in another one (a pull quote) into that one's repeats."""
    home = _homes(reading, passages)
    if not home:
        return tuple(passages)
    extra: dict[int, list[tuple[Span, ...]]] = {}
    for index, other in home.items():
        extra.setdefault(other, []).extend([passages[index].spans, *passages[index].repeats])
    kept = [
        replace(passage, repeats=passage.repeats + tuple(extra.get(index, ())))
        for index, passage in enumerate(passages)
        if index not in home
    ]
    renamed = {passage.label: f"Q{number}" for number, passage in enumerate(kept, 1)}
    return tuple(
        passage
        if renamed[passage.label] == passage.label
        else replace(passage, label=renamed[passage.label], inside=renamed.get(passage.inside or ""))
        for passage in kept
    )


def _homes(reading: Reading, passages: list[Passage]) -> dict[int, int]:
    """Return, by their indexes, the passages that only repeat another one, and which."""
    words = [tuple(_WORD.findall(passage.words(reading.text).lower())) for passage in passages]
    starts = _places_of_heads(words)
    home: dict[int, int] = {}
    for index, own in enumerate(words):
        if len(own) < _MIN_REPEATED_WORDS or passages[index].inside is not None:
            continue
        for other in starts[own[:_MIN_REPEATED_WORDS]]:
            if passages[index].closed and not passages[other].closed:
                continue  # an unclosed one may hold much that nobody said
            longer = (len(words[other]), index) > (len(own), other)
            if other == index or other in home or not longer or not _stands_in(own, words[other]):
                continue
            if not _has_its_own_attribution(reading, passages[index]):  # else somebody says it twice
                home[index] = other
            break
    return home


def _places_of_heads(words: list[tuple[str, ...]]) -> dict[tuple[str, ...], dict[int, None]]:
    """Return in which passages the first words of any passage stand: only there can it stand whole."""
    heads: dict[str, set[str]] = {}
    for own in words:
        if len(own) >= _MIN_REPEATED_WORDS:
            heads.setdefault(own[0], set()).add(own[1])
    starts: dict[tuple[str, ...], dict[int, None]] = {}  # a set that keeps its order
    for index, own in enumerate(words):
        for at in range(len(own) - _MIN_REPEATED_WORDS + 1):
            second = heads.get(own[at])
            if second is not None and own[at + 1] in second:
                starts.setdefault(own[at : at + _MIN_REPEATED_WORDS], {})[index] = None
    return starts


def _has_its_own_attribution(reading: Reading, passage: Passage) -> bool:
    """Say whether somebody is said to say a passage where it stands; a headline only repeats the text."""
    home = reading.paragraphs[reading.paragraph_at(passage.marked[0].start)]
    if home == reading.headline:
        return False
    before = reading.text[home.start : passage.marked[0].start]
    after = reading.text[passage.marked[-1].end : home.end]
    cue = cue_pattern(reading.language)
    return cue.search(before) is not None or cue.search(after) is not None


def _stands_in(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
