"""The article as a model sees it: one numbered sentence a line, with the passages labelled."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from claimkit.article.reading import Reading, Sentence
from claimkit.passages.passage import Passage

_SPACE = re.compile(r"\s+")
# A label in the article's own text would look like one of ours.
_UNLABEL = str.maketrans({"⟦": "[[", "⟧": "]]"})


def marked_view(reading: Reading, sentences: Sequence[Sentence], passages: Sequence[Passage]) -> str:
    """Return the given sentences as lines, each with its number, and a label before each passage.

    The article cannot forge a line or a label: line breaks inside a sentence become spaces, and the
    brackets of labels are replaced where the article uses them.
    """
    labels = sorted((piece.start, f"⟦{passage.label}⟧") for passage in passages for piece in passage.marked)
    lines: list[str] = []
    at = 0
    previous: int | None = None
    for sentence in sentences:
        if previous is not None and sentence.paragraph != previous:
            lines.append("")
        previous = sentence.paragraph
        while at < len(labels) and labels[at][0] < sentence.span.start:
            at += 1
        parts, start = [], sentence.span.start
        while at < len(labels) and labels[at][0] < sentence.span.end:
            parts += [_plain(reading.text[start : labels[at][0]]), labels[at][1]]
            start = labels[at][0]
            at += 1
        parts.append(_plain(reading.text[start : sentence.span.end]))
        lines.append(f"[{sentence.number}] {''.join(parts)}")
    return "\n".join(lines)


def fence_of(*parts: str | None) -> str:
    """Return a code for the borders of an article; no article can hold the hash of itself.

    Args:
        parts: Everything of the article that is shown: text, title, date.
    """
    shown = "\x00".join(part or "" for part in parts)
    return hashlib.sha256(shown.encode("utf-8")).hexdigest()[:16]


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).translate(_UNLABEL)
