"""Tokens: a sentence as words, signs and whole quotations, which is all that the patterns need.

A quotation counts as one token, however long it is. So `Q, said Mary.` has the same shape whatever was said,
and nothing inside a quotation can be taken for the article's own words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimkit.article.reading import Reading
from claimkit.passages import Passage
from claimkit.passages.marked.marks import MARK
from claimkit.schemas import Span

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Prof|St|Lt|Col|Sgt|Jr|Sr|Rev|Hon|Mme|Sra?|No|Capt|Adm|Inc"
    r"|Corp|Co|Ltd|Dept)\.(?=\s)|[A-Z]\.(?=\s[A-Z])|\$?\d+(?:[.,:]\d+)*%?|\w+(?:[-'’.&]\w+)*['’]?(?=\W|$)|\w+|--+|\S"
)
_CONTRACTION = re.compile(r"(he|she|it|they|we|i|you|there|who)(['’](?:s|re|ve|ll|d|m))", re.IGNORECASE)

# French asks and reports with the pronoun behind the verb: "dit-elle", "a-t-il ajouté".
_INVERSION = re.compile(r"([^\W\d_]+)-(?:t-)?(ils?|elles?)", re.IGNORECASE)


@dataclass(slots=True)
class Token:
    """A word, a sign, or a whole quoted piece.

    Attributes:
        start: Offset of its first character in the article.
        end: Offset after its last character.
        text: Its characters.
        low: The same in lower case; empty for a quoted piece.
        label: Label of the passage, when it is a quoted piece.
        piece: Which piece of that passage it is.
    """

    start: int
    end: int
    text: str
    low: str
    label: str | None = None
    piece: int = 0

    @property
    def quoted(self) -> bool:
        """Whether this token is a quoted piece."""
        return self.label is not None

    @property
    def word(self) -> bool:
        """Whether this token is a word or a number outside quotation marks."""
        return self.label is None and (self.text[0].isalnum() or self.text[0] == "$" or len(self.text) > 1)

    @property
    def capital(self) -> bool:
        """Whether it is a word with a capital letter."""
        return self.label is None and self.text[0].isupper()


@dataclass(slots=True)
class Unit:
    """A sentence, or several that one quotation holds together.

    Attributes:
        tokens: Its tokens.
        span: Where it stands.
        sentence: Number of its first sentence.
        paragraph: Index of its paragraph.
        headline: Whether it is the headline.
    """

    tokens: list[Token]
    span: Span
    sentence: int
    paragraph: int
    headline: bool = False


def units(reading: Reading, passages: Sequence[Passage]) -> list[Unit]:
    """Cut the article into units, leaving out paragraphs that only repeat earlier ones."""
    quoted = _quoted_spans(reading.text, passages)
    starts = [item[0] for item in quoted]
    result: list[Unit] = []
    for start, end, number, paragraph in _merged(reading, quoted):
        inside = quoted[bisect_left(starts, start) : bisect_left(starts, end)]
        tokens = list(_tokens(reading.text, start, end, inside))
        headline = reading.headline is not None and paragraph == 0
        if tokens:
            result.append(Unit(tokens, Span(start=start, end=end), number, paragraph, headline))
    return result


def _quoted_spans(text: str, passages: Sequence[Passage]) -> list[tuple[int, int, str, int]]:
    spans = []
    for passage in passages:
        if passage.inside is None:
            spans += [
                (span.start, _past_doubled(text, span.end), passage.label, at) for at, span in enumerate(passage.marked)
            ]
        for again in passage.repeats:
            spans += [(*_with_marks(text, span), "", 0) for span in again]
    result: list[tuple[int, int, str, int]] = []
    for item in sorted(spans):
        if not result or item[0] >= result[-1][1]:
            result.append(item)
    return result


def _past_doubled(text: str, end: int) -> int:
    """Step over the second of two single marks that stand for one double mark."""
    return end + 1 if text[end - 1 : end + 1] in {"''", "’’"} else end


def _with_marks(text: str, span: Span) -> tuple[int, int]:
    start = span.start - 1 if span.start and MARK.match(text, span.start - 1) else span.start
    end = span.end + 1 if MARK.match(text, span.end) else span.end
    return start, end


def _merged(reading: Reading, quoted: list[tuple[int, int, str, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Give sentences, with those joined that lie in one quotation or that only finish one."""
    starts, ends = [item[0] for item in quoted], {item[1] for item in quoted}
    current: tuple[int, int, int, int] | None = None
    for sentence in reading.sentences:
        if reading.is_copy(sentence.paragraph):
            continue
        start, end = sentence.span.start, sentence.span.end
        if current is not None and current[3] == sentence.paragraph:
            last = bisect_left(starts, start) - 1
            within = last >= 0 and start < quoted[last][1]
            if within or (_goes_on(reading.text[start]) and current[1] in ends):
                current = (current[0], end, current[2], current[3])
                continue
        if current is not None:
            yield current
        current = (start, end, sentence.number, sentence.paragraph)
    if current is not None:
        yield current


def _goes_on(char: str) -> bool:
    """Say whether a sentence that begins with `char` finishes the one before (`"No!" she said`)."""
    return char.islower() or char in "—–-―"


def _tokens(text: str, start: int, end: int, quoted: list[tuple[int, int, str, int]]) -> Iterator[Token]:
    at = start
    for one, two, label, piece in quoted:
        yield from _words(text, at, one)
        yield Token(one, min(two, end), text[one:two], "", label, piece)
        at = two
    yield from _words(text, at, end)


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    if start >= end:
        return
    for found in _TOKEN.finditer(text, start, end):
        word = found.group()
        short = _CONTRACTION.fullmatch(word)
        if short:
            cut = found.start() + short.start(2)
            yield Token(found.start(), cut, short.group(1), short.group(1).lower())
            yield Token(cut, found.end(), short.group(2), short.group(2).lower().replace("’", "'"))
            continue
        inverted = _INVERSION.fullmatch(word)
        if inverted:
            one, two = inverted.group(1), inverted.group(2)
            yield Token(found.start(), found.start() + len(one), one, one.lower())
            yield Token(found.end() - len(two), found.end(), two, two.lower())
            continue
        yield Token(found.start(), found.end(), word, word.lower().replace("’", "'"))
