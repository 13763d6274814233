"""Attributions of any system against labelled ones: content, cue and source as places in the article's text.

The view "speech only" leaves the attributions of attitudes (plans, doubts, support) out of the count without
punishing whoever finds them: what is found is matched with all labels first, then pairs whose label is not speech are
dropped on both sides, and so are labels that are not speech and were not found. The rest counts.

Two habits of corpora are no faults of a system. The word that introduces a content ("that", "dass") is inside the
label in one corpus and outside in the next, so it is left out on both sides. And a corpus without attributions in
attributions ("flat", as PolNeAR is) cannot tell whether one that stands inside another found one is right: it counts
when it meets a label, and is left out when it does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from claimkit.evaluation.matching import assign
from claimkit.evaluation.metrics.tally import Tally, one_to_one
from claimkit.evaluation.pairing import RELAXED
from claimkit.evaluation.words import WordIndex, Words, token_f1
from claimkit.schemas import Span

_THAT = re.compile(r"(?:that|dass|daß)\b[\s,:]*", re.IGNORECASE)
Place = tuple[int, int]  # half-open, in code points of the text
NOTHING = Tally()


class Attribution(NamedTuple):
    """What a system found.

    Attributes:
        content: The pieces of what is attributed.
        cue: The reporting words, if any.
        source: The words that name the source, if any.
    """

    content: Sequence[Place]
    cue: Place | None = None
    source: Sequence[Place] = ()


class Counts(NamedTuple):
    """The counts of one article; those of several add up.

    Attributes:
        relaxed: Contents that share half of their words with a labelled one (token F1), one to one.
        exact: Contents with the same words as a labelled one, one to one.
        joint: Those that are relaxed right and have the right source.
        source: Of the relaxed pairs, those whose sources share a word, or both have none.
        cue: Of the relaxed pairs, those whose cues share a word, or both have none.
        direct: Of the labels of type "direct", those that were found (relaxed).
        mixed: Likewise of type "mixed".
    """

    relaxed: Tally = NOTHING
    exact: Tally = NOTHING
    joint: Tally = NOTHING
    source: Tally = NOTHING
    cue: Tally = NOTHING
    direct: Tally = NOTHING
    mixed: Tally = NOTHING

    def plus(self, other: Counts) -> Counts:
        """Return the counts of both."""
        return Counts(*(one + two for one, two in zip(self, other, strict=True)))


def count(
    text: str,
    found: Sequence[Attribution],
    gold: Sequence[Mapping[str, Any]],
    *,
    speech_only: bool = False,
    flat: bool = False,
) -> Counts:
    """Count what is right in one article.

    Args:
        text: The article's text.
        found: What a system found.
        gold: The labels, as a row of neutral JSONL has them under "quotes": `content_spans`, `cue_spans`,
            `source_spans`, `type`, and `speech_cue`, without which an attribution is one of speech.
        speech_only: Whether labels whose `speech_cue` is false are neither wanted nor counted against anybody.
        flat: Whether the labels hold no attribution inside another.
    """
    index = WordIndex(text)
    wanted = [_words(index, _bare(text, row["content_spans"])) for row in gold]
    got = [_words(index, _bare(text, one.content)) for one in found]
    pairs = [(row, column) for row, column, _ in assign(wanted, got, _alike)]
    ignored = {number for number, row in enumerate(gold) if speech_only and not row.get("speech_cue", True)}
    taken = {column for row, column in pairs if row in ignored}
    if flat:
        met = {column for _, column in pairs}
        taken |= {
            column for column, words in enumerate(got) if column not in met and any(words < other for other in got)
        }
    pairs = [(row, column) for row, column in pairs if row not in ignored]
    rows = [number for number in range(len(gold)) if number not in ignored]
    columns = [number for number in range(len(found)) if number not in taken]
    sources = [_meet(index, gold[row].get("source_spans", ()), found[column].source) for row, column in pairs]
    cues = [_meet(index, gold[row].get("cue_spans", ()), _listed(found[column].cue)) for row, column in pairs]
    same = assign([wanted[row] for row in rows], [got[column] for column in columns], _equal)
    matched = {row for row, _ in pairs}
    return Counts(
        relaxed=one_to_one(len(pairs), len(columns), len(rows)),
        exact=one_to_one(sum(1 for _ in same), len(columns), len(rows)),
        joint=one_to_one(sum(sources), len(columns), len(rows)),
        source=Tally(sum(sources), len(pairs)),
        cue=Tally(sum(cues), len(pairs)),
        direct=_recall([row for row in rows if gold[row].get("type") == "direct"], matched),
        mixed=_recall([row for row in rows if gold[row].get("type") == "mixed"], matched),
    )


def _recall(wanted: Sequence[int], matched: set[int]) -> Tally:
    return Tally(sum(row in matched for row in wanted), len(wanted))


def _bare(text: str, pieces: Sequence[Place]) -> Sequence[Place]:
    """Leave out the word that introduces a content."""
    if not pieces:
        return pieces
    (start, end), *rest = pieces
    that = _THAT.match(text, start, end)
    return [(that.end() if that else start, end), *rest] if not that or that.end() < end else rest


def _alike(one: Words, other: Words) -> float:
    """Prefer more pairs to better ones: two halves that are found are worth more than one whole."""
    score = token_f1(one, other)
    return 1.0 + score / 100 if score >= RELAXED and one and other else 0.0


def _equal(one: Words, other: Words) -> float:
    return float(one == other and bool(one))


def _meet(index: WordIndex, one: Sequence[Place], other: Sequence[Place]) -> bool:
    """Say whether two places share a word, or both are missing."""
    left, right = _words(index, one), _words(index, other)
    return bool(left & right) if left and right else not left and not right


def _words(index: WordIndex, places: Sequence[Place]) -> Words:
    return index.of([Span(start=start, end=end) for start, end in places])


def _listed(place: Place | None) -> Sequence[Place]:
    return () if place is None else (place,)
