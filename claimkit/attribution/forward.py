"""Statements behind their cue: `X said (that) CONTENT`, `X vowed to ...`, `X are divided on ...`."""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.attribution import language_tables as foreign
from claimkit.attribution import tables
from claimkit.attribution.content import content_start
from claimkit.attribution.cues import Cue
from claimkit.attribution.limits import count_words, limit
from claimkit.attribution.nouns import Range
from claimkit.attribution.scene import Scene, Statement, subject_of
from claimkit.attribution.tokens import Token

_WH = frozenset({"whether", "if", "how", "why", "what", "who", "where", "when", "which"})


def forward(here: Scene, cue: Cue, found: Sequence[Statement]) -> Statement | None:
    """Read `X said (that) CONTENT`; `found` are the statements before it in the same unit."""
    if cue.base == "according" or not _agrees_alone(here, cue):
        return None
    source = _goes_on(here, cue, found) or _source(here, cue)
    if source is None or not _agrees(here, cue, source):
        return None
    start = content_start(here, cue)
    while start is not None and start < len(here.tokens) and here.tokens[start].text == ",":
        start += 1
    if start is None or _only_supposed(here, source):
        return None
    end = limit(here, start, cue)
    if count_words(here.tokens, start, end) < 2:
        return None
    return Statement(((start, end),), source, (cue.first, cue.last + 1))


def _only_supposed(here: Scene, source: Range) -> bool:
    """Say whether "if" or "whether" opens the clause, so that nobody has said it."""
    left = here.tokens[source[0] - 1].low if source[0] else ""
    return left in {"if", "whether", "unless"}


def _agrees_alone(here: Scene, cue: Cue) -> bool:
    """Say whether a participle stands where one reports: behind a comma or a preposition."""
    if cue.shape != "ing":
        return True
    left = here.tokens[cue.first - 1] if cue.first else None
    return (
        left is None
        or left.text in {",", "—", "–"}
        or left.quoted
        or left.low in {"by", "while", "and", "from", "after", "before", "in"}
    )


def _goes_on(here: Scene, cue: Cue, found: Sequence[Statement]) -> Range | None:
    """Return who says the statement that ends right before this cue (`said A and warned`, `said A, adding`)."""
    if not (cue.joined or cue.shape == "ing"):
        return None
    at = cue.first
    while at > 0 and (here.tokens[at - 1].text == "," or here.tokens[at - 1].low in foreign.AND):
        at -= 1
    return next((one.source for one in found if one.content[-1][1] == at and at < cue.first), None)


def _source(here: Scene, cue: Cue) -> Range | None:
    low = 0
    for at in range(cue.first - 1, -1, -1):
        if here.tokens[at].text == ";":
            low = at + 1
            break
    return subject_of(here, cue, low)


def _agrees(here: Scene, cue: Cue, source: Range) -> bool:
    """Check that subject and verb agree in number, which tells many nouns from verbs."""
    if here.language != "en" or not cue.lone or cue.shape not in {"base", "third"}:
        return True
    words = here.tokens[source[0] : source[1]]
    if here.tokens[cue.verb].low in tables.NOUNY and not _surely_verb(here, cue):
        return False
    head = _head_word(words)
    plural = head.low in tables.PLURAL_SUBJECTS or any(word.low == "and" for word in words)
    plural = plural or (head.low.endswith("s") and not head.low.endswith(("ss", "'s", "us", "is")))
    plural = plural or words[0].low in {"some", "many", "most", "several", "few", "those", "these", "both"}
    if cue.shape == "base":
        return plural
    return head.low not in {"they", "we", "i", "you", "some", "many"}


def _surely_verb(here: Scene, cue: Cue) -> bool:
    """Tell a verb such as "claims" from the noun by its neighbours."""
    left, at = here.tokens[cue.verb - 1], cue.last + 1
    if not left.capital and left.low.endswith(tables.ADJECTIVE_ENDS):
        return False
    if at >= len(here.tokens):
        return False
    right = here.tokens[at]
    opens = right.low in tables.DETERMINERS or right.low in tables.PERSONAL or right.low in {"that", "to"}
    return opens or right.capital or right.quoted or cue.last > cue.verb or right.low in _WH


def _head_word(words: Sequence[Token]) -> Token:
    """Return the noun that the verb agrees with: the last one before a preposition or a relative clause."""
    for at, word in enumerate(words):
        if at and (word.low in tables.PREPOSITIONS or word.low in {"who", "that", "which"} or not word.word):
            return words[at - 1]
    return words[-1]
