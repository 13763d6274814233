"""Single marks: which of them are quotation marks, and which are apostrophes."""

from __future__ import annotations

import re
from bisect import bisect_right

from claimkit.passages.marked.marks import (
    ALL_MARKS,
    FILLER,
    MARK,
    SINGLES,
    cell_end,
    char_before,
    is_unspaced,
    may_close,
    may_open,
)

_STRONG_BEFORE = frozenset(".,!?…;:。，！？—–")
_STRONG_AFTER = frozenset(".,;:!?)—–…") | (ALL_MARKS - SINGLES)
_MAX_REACH = 4_000
_YEAR = r"\d\d?s\b|\d\d\b(?!\s*(?:%|per)|[,.]\d)"
_ELISION = re.compile(rf"{_YEAR}|(?:tis|twas|em|til|till|cause|bout|round|n|nuff|cos|cuz|s|er|im)\b", re.I)
_FOREIGN_ELISION = re.compile(rf"{_YEAR}|(?:s|n|ne|nen|t|m)\b")  # ist's, 'ne Idee, 's avonds
# Words that are often written with their last letter left out: goin', an', ol'.
_CLIPPED = re.compile(r"(?:\w{2}in|\b(?:an|o|ol|th|mo|lil))$", re.I)
_AND_CLIPPED = re.compile(r"\W['’]n$", re.I)
_FEET = re.compile(r"\s?\d{1,2}(?:[\"”″]|\s?(?:in|inch|inches)\b)|\s(?:tall|wide|long|high|deep)\b")
# After these a quotation may open: the start of a sentence, a colon, the comma of an attribution.
_INTRODUCES = frozenset('.,:;!?…—–-(["“”')
# "the plan fails' and" closes a quotation; "the officials' plan" does not. In between: a small word or a verb.
_GOES_ON = re.compile(
    r"\s+(?:[^\W\d_]+ed|[^\W\d_]+ly|and|but|or|nor|that|which|who|as|at|by|for|from|in|into|of|on|to|with|within|"
    r"without|after|before|during|since|until|when|while|where|because|if|than|then|so|yet|about|against|over|under|"
    r"amid|is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|do|does|did|not|he|she|it|"
    r"they|we|i|you|this|these|those|there|his|her|its|their|the|an?|says?|said|told|tells?|writes?|wrote|adds|"
    r"asks|claims|warns|tweets|came|comes|went|goes|made|makes|took|takes|gave|gives|also|still|now|just|here)\b"
)


def is_elision(text: str, at: int, *, english: bool = True) -> bool:
    """Say whether the single mark at `at` stands for left-out letters ('90s, 'em, rock 'n' roll)."""
    return (_ELISION if english else _FOREIGN_ELISION).match(text, cell_end(text, at)) is not None


def is_introduced(text: str, at: int, start: int) -> bool:
    """Say whether the mark at `at` stands where a sentence of speech may start: after a stop, a colon, a comma."""
    while at > start and (text[at - 1].isspace() or text[at - 1] == FILLER):
        at -= 1
    return at == start or text[at - 1] in _INTRODUCES


def pair_singles(text: str, start: int, end: int, *, primary: bool, english: bool) -> dict[int, int]:
    """Find which single marks of a paragraph are quotation marks; the rest are apostrophes.

    A closing candidate is strong when punctuation stands beside it. A plural possessive (the officials' plan)
    looks like a weak one, and so does a clipped word (goin' home); such a candidate counts only when no strong
    one follows before the next opening.

    Args:
        text: The text for pairing.
        start: Where the paragraph starts.
        end: Where it ends.
        primary: Whether single marks are the article's only ones. Then a quotation may be left open anywhere,
            and what looks like an elision may open one ('20 years is enough,' he said).
        english: Whether a plural possessive is possible.

    Returns:
        Where each opening mark closes; `end` for a quotation that the paragraph leaves open.
    """
    opens, closes, maybe = _candidates(text, start, end, primary, english)
    pairs: dict[int, int] = {}
    reached = -1
    for index, opening in enumerate(opens):
        if opening < reached:
            continue
        next_open = opens[index + 1] if index + 1 < len(opens) else end
        closing, sure = _closing_of(text, opening, next_open, closes, end)
        if (
            closing is not None
            and next_open < closing
            and next_open not in maybe
            and _starts_speech(text, next_open, start)
        ):
            if primary and opening not in maybe and _starts_speech(text, opening, start):
                pairs[opening] = end  # its closing mark is missing: speech of the same sort starts before any
                continue
            if not is_introduced(text, opening, start):
                continue  # the 'Burgh
        if opening in maybe:
            if closing is not None and closing < next_open and char_before(text, closing) in _STRONG_BEFORE:
                pairs[opening] = reached = closing
        elif closing is not None and (
            sure or not primary or not english or next_open < end or not _owns(text, closing)
        ):
            pairs[opening] = reached = closing
        elif opening == start or (primary and _starts_speech(text, opening, start)):
            pairs[opening] = end  # may be continued in the next paragraph
    return pairs


def _candidates(text: str, start: int, end: int, primary: bool, english: bool) -> tuple[list[int], list[int], set[int]]:
    """Return which single marks may open and which may close, and which of the first are more likely apostrophes."""
    opens: list[int] = []
    closes: list[int] = []
    maybe: set[int] = set()
    for found in MARK.finditer(text, start, end):
        at, mark = found.start(), found.group()
        if mark not in SINGLES:
            continue
        if (mark != "’" or primary) and may_open(text, at, start, end) and text[cell_end(text, at)] not in ".,;:!?)":
            if mark != "’" and not is_elision(text, at, english=english):
                opens.append(at)
            elif primary and is_introduced(text, at, start):
                opens.append(at)
                maybe.add(at)
        elif mark != "‘" and may_close(text, at, start, end) and not _is_no_closing(text, at, start):
            closes.append(at)
    return opens, closes, maybe


def _closing_of(text: str, opening: int, next_open: int, closes: list[int], end: int) -> tuple[int | None, bool]:
    """Return where a quotation closes, and whether that cannot be a possessive."""
    possible: int | None = None
    strong = False
    for index in range(bisect_right(closes, opening + 1), len(closes)):
        at = closes[index]
        if at - opening > _MAX_REACH:
            break
        if possible is not None and at > next_open:
            break
        stop = cell_end(text, at)
        before, after = char_before(text, at), text[stop] if stop < end else ""
        if not after or before in _STRONG_BEFORE or is_unspaced(after):
            return at, True
        clear = before.lower() not in "sz" and not _CLIPPED.search(text[max(opening, at - 6) : at])
        if clear and not strong:
            return at, True
        if possible is None or (after in _STRONG_AFTER and not strong):
            possible, strong = at, after in _STRONG_AFTER
    return possible, strong


def _is_no_closing(text: str, at: int, start: int) -> bool:
    """Say whether a single mark belongs to a measure (6' tall) or to a clipped "and" (rock 'n' roll)."""
    head = text[max(start, at - 3) : at]
    return _AND_CLIPPED.search(head) is not None or (
        head[-1:].isdigit() and _FEET.match(text, cell_end(text, at)) is not None
    )


def _starts_speech(text: str, opening: int, start: int) -> bool:
    first = text[cell_end(text, opening)]
    return (first.isupper() or first.isdigit() or first in '"“…') and is_introduced(text, opening, start)


def _owns(text: str, closing: int) -> bool:
    """Say whether what looks like a closing mark is rather an apostrophe, by the word that follows."""
    behind = cell_end(text, closing)
    return text[behind + 1 : behind + 2].islower() and not _GOES_ON.match(text, behind)
