"""Speech that opens with a dash: `– Vi är glada, säger Anna Berg.`, `—No lo sé —dijo Juan—. Iremos.`

Whether an article sets speech so is decided once for the article: lists, signatures and datelines use the
same signs. What counts is an attribution beside the words (a reporting verb after a comma, a second dash,
`?` or `!`) or a dialogue of questions and answers. Where lists are as likely as speech (English, German,
Dutch, and every language when the dash is a hyphen) it takes more of that.

What is speech within the paragraph follows the typography of its language:

- The attribution after a second dash (Spanish, Polish, Russian, Italian) lasts up to the next dash or to
  the end of the paragraph: `– Nie – powiedział X. Wstał. – To trudne.` has two pieces of speech.
- The attribution after a comma (French, Swedish, Finnish) lasts to the end of its sentence, and the
  sentences behind it are speech again. They are narration when they open with the speaker's own name,
  and in Norwegian and Danish, or when the article anywhere sets a new dash there, until that dash.
- A comma inside the attribution ends it only before a word that goes on with the speech (`men`, `mais`, a
  verb of being); otherwise an apposition of the speaker follows (`säger Anna Berg, ordförande`).
- The comma before the attribution is left out; `. ! ? …` stay, as they would in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from claimkit.article.reading import Reading
from claimkit.lexicon import cue_pattern
from claimkit.passages.marked.marks import SINGLES
from claimkit.passages.marked.pairing import Pair, pair_marks
from claimkit.passages.shown import dash_words as words
from claimkit.passages.shown.reply import Reply, take_apart
from claimkit.passages.shown.shown import Shown
from claimkit.schemas import Span

_DASH = re.compile(r"(?:[—–―](?:\s+|(?!\d))|(?P<hyphen>-)\s+)(?=[^\W_]|[¿¡«»„“”\"‘'(\[…])")
_FINISHED = re.compile(r"[.!?…:][\"”“»’)\]]*$")
_WORD = re.compile(r"[^\W\d_]+")
_NAMES = re.compile(r"[^\W\d_a-zß-ÿ]\w*\.?(?: [^\W\d_a-zß-ÿ][\w'’-]*\.?){1,5}")
_NOT_SPOKEN = re.compile(r"\d{1,2}[.:h]\d\d\b|[\d.,]+\s?°")  # agenda items and temperatures


@dataclass(slots=True)
class _Turn:
    """A paragraph that opens with a dash, and whether its words can be speech."""

    index: int
    start: int
    hyphen: bool
    pairs: list[Pair]
    reply: Reply
    finished: bool
    question: bool


def find_dashes(reading: Reading, taken: Collection[int]) -> tuple[Shown, ...]:
    """Find speech that opens with a dash; an empty tuple when the article uses the dash for other things.

    Args:
        reading: The article.
        taken: Indexes of the paragraphs that are shown as something else.
    """
    if reading.language not in words.USUAL | words.RARE:
        return ()
    skipped = frozenset(taken)
    new_dash = reading.language in words.NEW_DASH
    turns = [turn for index in range(len(reading.paragraphs)) if (turn := _turn(reading, index, skipped, new_dash))]
    shown: list[Shown] = []
    for hyphen in (False, True):
        runs = _runs([turn for turn in turns if turn.hyphen == hyphen])
        kept = [turn for run in runs if not _is_list(reading, run) for turn in run]
        if not _established(reading, kept, hyphen):
            continue
        if not new_dash and any(turn.reply.reopened for turn in kept):
            for turn in kept:
                turn.reply = _apart(reading, turn, True)
        for run in _runs(kept):
            shown += [_shown(reading, turn) for turn in run if _is_speech(reading, turn, run)]
    return tuple(sorted(shown, key=lambda one: one.marked[0].start))


def _turn(reading: Reading, index: int, skipped: frozenset[int], new_dash: bool) -> _Turn | None:
    text, paragraph = reading.text, reading.paragraphs[index]
    found = _DASH.match(text, paragraph.start, paragraph.end)
    if found is None or index in skipped or reading.is_copy(index):
        return None
    pairs = pair_marks(text, paragraph.start, paragraph.end)
    turn = _Turn(index, found.end(), found["hyphen"] is not None, pairs, Reply(), False, False)
    turn.reply = _apart(reading, turn, new_dash)
    if not turn.reply.pieces or _only_in_marks(text, turn):
        return None
    start, end = turn.reply.pieces[-1]
    ending = _FINISHED.search(text, max(start, end - 8), end)
    turn.reply.attributed = turn.reply.attributed and not text[turn.start].islower()
    turn.finished = turn.reply.attributed or (ending is not None and not text[turn.start].islower())
    turn.question = ending is not None and "?" in ending.group()
    return None if paragraph == reading.headline and not turn.finished else turn


def _apart(reading: Reading, turn: _Turn, new_dash: bool) -> Reply:
    double = [pair for pair in turn.pairs if reading.text[pair.opening] not in SINGLES]
    return take_apart(reading.text, turn.start, reading.paragraphs[turn.index].end, reading.language, double, new_dash)


def _only_in_marks(text: str, turn: _Turn) -> bool:
    """Say whether all that is spoken stands in quotation marks, which then show it themselves."""
    quoted = iter([*(pair.content for pair in turn.pairs), (len(text) + 1, len(text) + 1)])
    begin, stop = next(quoted)
    for start, end in turn.reply.pieces:
        for word in _WORD.finditer(text, start, end):
            while word.start() >= stop:
                begin, stop = next(quoted)
            if word.start() < begin:
                return False
    return True


def _runs(turns: list[_Turn]) -> list[list[_Turn]]:
    """Part the turns where other paragraphs stand between them."""
    runs: list[list[_Turn]] = []
    for turn in turns:
        if runs and runs[-1][-1].index == turn.index - 1:
            runs[-1].append(turn)
        else:
            runs.append([turn])
    return runs


def _is_list(reading: Reading, run: list[_Turn]) -> bool:
    """Say whether a run of dashes is a list: unfinished items, or items that no verb of speech announces."""
    attributed = sum(turn.reply.attributed for turn in run)
    if any(not turn.finished for turn in run):
        return attributed * 2 <= len(run)
    return attributed * 2 < len(run) and _colon_before(reading, run) == "other" and not _is_dialogue(run)


def _colon_before(reading: Reading, run: list[_Turn]) -> str:
    """Say what announces a run: "said:", "other" words with a colon, or "" for no colon."""
    if run[0].index == 0:
        return ""
    before = reading.paragraphs[run[0].index - 1]
    if reading.text[before.end - 1] not in ":：":
        return ""
    last = reading.sentence_at(before.end - 1).span
    return "said" if cue_pattern(reading.language).search(reading.text, last.start, last.end) else "other"


def _is_dialogue(run: list[_Turn]) -> bool:
    """Say whether questions and answers take turns."""
    return any(one.question and not two.question for one, two in pairwise(run))


def _established(reading: Reading, turns: list[_Turn], hyphen: bool) -> bool:
    """Say whether the article sets speech after this dash."""
    attributed = [turn for turn in turns if turn.reply.attributed]
    runs = _runs(turns)
    if reading.language in words.RARE:
        return sum(_personal(reading, turn) for turn in attributed) >= 2 or any(
            len(run) >= 4 and _is_dialogue(run) and sum(_personal(reading, turn) for turn in run) * 2 >= len(run)
            for run in runs
        )
    if hyphen:
        return len(attributed) >= 3 or len(attributed) * 3 >= max(len(turns), 1)
    if attributed:
        return True
    inverted = any(reading.text[turn.start] in "¿¡" for turn in turns)
    return any(
        (len(run) >= (2 if inverted else 3) and _is_dialogue(run))
        or (len(run) == 1 and _colon_before(reading, run) == "said")
        for run in runs
    )


def _personal(reading: Reading, turn: _Turn) -> bool:
    personal = words.PERSONAL[reading.language]
    spoken = (word for piece in turn.reply.pieces for word in _WORD.finditer(reading.text, *piece))
    return turn.question or any(word.group().lower() in personal for word in spoken)


def _is_speech(reading: Reading, turn: _Turn, run: list[_Turn]) -> bool:
    """Say whether a paragraph of an article that uses the dash so is speech and no signature or list item."""
    if turn.reply.attributed:
        return True
    text, paragraph = reading.text, reading.paragraphs[turn.index]
    if not turn.finished or _NOT_SPOKEN.match(text, turn.start, paragraph.end):
        return False
    if reading.language in words.RARE and len(run) == 1:
        return False
    return not _NAMES.fullmatch(text, turn.start, paragraph.end) and not _is_signature(reading, turn)


def _is_signature(reading: Reading, turn: _Turn) -> bool:
    """Say whether the paragraph signs the quotation above it: `— Ana Ruiz, alcaldesa.`"""
    if turn.index == 0:
        return False
    above = reading.paragraphs[turn.index - 1].of(reading.text)
    comma = reading.text.find(",", turn.start, turn.start + 60)
    named = comma > 0 and _NAMES.fullmatch(reading.text, turn.start, comma) is not None
    return named and above[0] in '“”„«»"' and above[-1] in '“”»".!?'


def _shown(reading: Reading, turn: _Turn) -> Shown:
    spans = tuple(Span(start=start, end=end) for start, end in turn.reply.pieces)
    first = Span(start=reading.paragraphs[turn.index].start, end=spans[0].end)
    return Shown("dash", spans, (first, *spans[1:]))
