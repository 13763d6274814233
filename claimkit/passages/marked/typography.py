"""How one article prints speech: found out once, before its marks are paired."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimkit.article.reading import Reading
from claimkit.lexicon import cue_pattern
from claimkit.passages.marked.broken_marks import with_whole_marks
from claimkit.passages.marked.marks import FILLER, NO_APOSTROPHE, SINGLES
from claimkit.passages.marked.single_marks import is_elision, is_introduced
from claimkit.passages.shown.interview import find_turns

# The mark stands first in these patterns, so that a search skips from mark to mark.
_SINGLE_OPENING = re.compile(rf"['‘’](?<![^\s(\[{{—–:>{FILLER}-].)(?=[^\W_]|[\"“¿¡…])", re.DOTALL)
_SINGLE_CLOSING = re.compile(r"['’](?<=[.,!?…].)(?=[\s)\]—–,.;:<-]|$)", re.DOTALL)
_SINGLE_ENDING = re.compile(r"['’](?<![szSZ\s].)(?![^\W_])", re.DOTALL)
_TOKEN = re.compile("[\"“”„«»'‘’\r\n\u2028\u2029]" + NO_APOSTROPHE)
_INCHES = re.compile(r"\d\s?$")
_COLON = re.compile(r":\s?$")
_SINGLES_PER_DOUBLE = 4  # with so many, the double ones at the top are exceptions

_LONG_ENOUGH = 600
_CLAUSES_NEEDED = 3
_CHARACTERS_PER_CLAUSE = 4_000
# Words by which somebody speaks of himself, or to somebody: in "We will go, she said" they are not the narrator's.
_IN_PERSON = {
    "en": r"I|I['’]\w+|[Ww]e|[Ww]e['’]\w+|my|our|us|me|[Yy]ou|[Yy]our|[Yy]ou['’]\w+|My|Our",
    "de": r"ich|Ich|wir|Wir|uns|unser\w*|Unser\w*|mein\w*|Mein\w*|mich|mir",
    "fr": r"je|Je|[Jj]['’]\w+|nous|Nous|mon|ma|mes|Mon|Ma|Mes|notre|nos|Notre|Nos|vous|Vous",
    "es": r"yo|Yo|nosotros|Nosotros|mi|mis|Mi|nuestr\w+|Nuestr\w+|nos|Nos|\w+(?:amos|emos|imos)",
    "it": r"io|Io|noi|Noi|mio|mia|nostr\w+|Nostr\w+|ci|Ci|\w+iamo",
}
# English verbs that report speech and nothing else; many others are nouns as well ("the report: The ...").
_PLAIN = re.compile(r"\b(?:said|says|told|asked|asks|added|adds|replied|replies|explained|explains|wrote|writes)\b")
_SUBJECT_BEFORE = re.compile(
    r"(?P<sign>[,!?])\s+(?P<subject>(?:(?:[\w'’-]+|(?:[A-Z]|Mrs?|Ms|Dr|St|Sen|Rep|Gov)\.)\s+){0,5})$"
)
_SENTENCE_BEFORE = re.compile(r"[^.!?:]*$")
_SPEECH_AFTER_COLON = re.compile(r"(?:\s+[\w'’.-]+){0,4}:\s+(?P<first>[^\W\d_]\w*)")
_CLAUSE_END = re.compile(r"(?:\s+[\w'’-]+){0,8}\s*(?:[.,]|$)")
_MAX_SUBJECT = 80
_MAX_WORDS = 200


@dataclass(frozen=True, slots=True)
class Typography:
    """How an article prints speech.

    Attributes:
        text: The article's text for pairing marks: as long, but with each broken mark as one mark and fillers.
        singles: Whether single marks are its quotation marks, and double ones stand only inside them.
        english: Whether an apostrophe may follow a plural (the officials' plan).
    """

    text: str
    singles: bool = False
    english: bool = True


def find_typography(reading: Reading) -> Typography:
    """Find out how an article prints speech."""
    text = with_whole_marks(reading.text)
    english = reading.language == "en"
    return Typography(text, _singles_are_primary(text, english), english)


def marks_are_lost(reading: Reading) -> bool:
    """Say whether an article without any quotation mark reads as if its marks were lost on the way.

    Its reporting clauses then stand beside speech in the first person ("We will go, she said."), behind a
    question ("Will we go? she asked.") or before a colon ("She said: We will go."). Which words are speech
    cannot be told by code. Where in doubt the answer is no.
    """
    text = with_whole_marks(reading.text)
    if len(text) < _LONG_ENOUGH or any(_count_pairs(text, reading.language == "en")) or find_turns(reading):
        return False
    needed = max(_CLAUSES_NEEDED, len(text) / _CHARACTERS_PER_CLAUSE)
    in_person = re.compile(rf"\b(?:{_IN_PERSON[reading.language]})\b") if reading.language in _IN_PERSON else None
    cue = _PLAIN if reading.language == "en" else cue_pattern(reading.language)
    clauses = dashes = 0
    for paragraph in reading.paragraphs:
        words = paragraph.of(text)
        dashes += words.startswith(("– ", "— ", "- "))
        clauses += sum(_is_beside_speech(words, found, in_person) for found in cue.finditer(words))
    return clauses >= needed and dashes < 2


def _singles_are_primary(text: str, english: bool) -> bool:
    if _SINGLE_OPENING.search(text) is None:
        return False
    singles, doubles = _count_pairs(text, english)
    return singles > 0 and singles >= _SINGLES_PER_DOUBLE * doubles


def _count_pairs(text: str, english: bool) -> tuple[int, int]:
    """Count the pairs of single and of double marks that stand in no other pair."""
    singles = doubles = within = line = 0
    introduced = False
    inside = ""
    for found in _TOKEN.finditer(text):
        at, mark = found.start(), found.group()
        if mark in "\r\n\u2028\u2029":
            doubles += 0 if introduced else within  # around them was no mark, it seems, for it never closed
            inside, within, line, introduced = "", 0, found.end(), False
        elif mark not in SINGLES:
            if inside == "'":
                within += 1
            elif inside:
                inside = ""
            elif not _INCHES.search(text, max(0, at - 2), at):
                inside, doubles = mark, doubles + 1
        elif inside == "'":
            if _SINGLE_ENDING.match(text, at):
                singles += _SINGLE_CLOSING.match(text, at) is not None
                inside, within = "", 0
        elif not inside and _SINGLE_OPENING.match(text, at):
            doubtful = mark == "’" or is_elision(text, at, english=english)
            if not doubtful or is_introduced(text, at, line):
                inside = "'"
                after_colon = not doubtful and _COLON.search(text, max(0, at - 2), at) is not None
                introduced = after_colon or (at == line and text[at + 1].isupper())
                singles += after_colon
    return singles, doubles + (0 if introduced else within)


def _is_beside_speech(words: str, cue: re.Match[str], in_person: re.Pattern[str] | None) -> bool:
    """Say whether a reporting verb stands beside words that only the speaker can have said so."""
    behind = _SPEECH_AFTER_COLON.match(words, cue.end())
    if behind is not None:
        return behind["first"][0].isupper()
    before = _SUBJECT_BEFORE.search(words, max(0, cue.start() - _MAX_SUBJECT), cue.start())
    if before is None or _CLAUSE_END.match(words, cue.end()) is None:
        return False
    if before["sign"] == ",":
        said = _SENTENCE_BEFORE.search(words, max(0, before.start() - _MAX_WORDS), before.start())
        return in_person is not None and said is not None and in_person.search(said.group()) is not None
    return (before["subject"] or cue.group())[0].islower()
