"""Reading an article: paragraphs, sentences, the headline and the blocks that a page repeats."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from sentencex import get_sentence_boundaries

from claimkit.article.language import guess_language
from claimkit.schemas import Article, Span

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_LINE_END = r"(?>\r\n|[\r\n\x85\u2028\u2029])"  # one step: \r\n is never two ends of lines
_BLANK_LINE = re.compile(rf"{_LINE_END}[ \t\u00a0]*{_LINE_END}|\u2029|\x0c")
_SENTENCE_END = re.compile(r"[.!?…。！？:;][\"'”’»“‘)\]]*$")
_HEADLINE_MAX = 200
_WINDOW = 2_000  # code points of a paragraph that are split into sentences at once
_WINDOW_END = re.compile(r"[.!?。！？][\"'”’»“‘)\]]*\s+(?=[^\W\d_a-zß-ÿ])|(?<=[。！？])")
_BLOCK_MIN = 40


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the article.

    Attributes:
        number: Counted from 1 over the whole article.
        span: Where it stands, without surrounding space.
        paragraph: Index of its paragraph.
    """

    number: int
    span: Span
    paragraph: int


@dataclass(frozen=True, slots=True)
class RepeatedRun:
    """Consecutive paragraphs that stand in the article a second time, letter for letter."""

    original: int
    copy: int
    length: int


@dataclass(frozen=True, slots=True)
class Reading:
    """An article taken apart; nothing is moved or changed.

    Attributes:
        article: The article.
        language: Its language as given or guessed; "en" when neither is possible.
        paragraphs: Its paragraphs, without surrounding space.
        sentences: Its sentences in order; none crosses a paragraph.
        headline: The paragraph that is the headline, if the text has one.
        repeats: Blocks of paragraphs that repeat earlier ones, in the order of the copies.
    """

    article: Article
    language: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    headline: Span | None
    repeats: tuple[RepeatedRun, ...]

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    def is_copy(self, paragraph: int) -> bool:
        """Say whether a paragraph is only the repetition of an earlier one."""
        if not self.repeats:
            return False
        at = bisect_right(self.repeats, paragraph, key=lambda run: run.copy) - 1
        return at >= 0 and paragraph < self.repeats[at].copy + self.repeats[at].length

    def paragraph_at(self, offset: int) -> int:
        """Return the index of the paragraph that holds `offset`, or of the last one before it."""
        return max(0, bisect_right(self.paragraphs, offset, key=_start) - 1)

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that holds `offset`, or the last one before it."""
        return self.sentences[max(0, bisect_right(self.sentences, offset, key=_sentence_start) - 1)]

    def repetitions(self, spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], ...]:
        """Return where the words at `spans` stand again, once for each block that repeats all of them."""
        if not self.repeats:
            return ()
        again = []
        homes = [self.paragraph_at(span.start) for span in spans]
        for run in self.repeats:
            if all(run.original <= home < run.original + run.length for home in homes):
                again.append(
                    tuple(
                        span.shifted(
                            self.paragraphs[run.copy + home - run.original].start - self.paragraphs[home].start
                        )
                        for span, home in zip(spans, homes, strict=True)
                    )
                )
        return tuple(again)


_start = attrgetter("start")
_sentence_start = attrgetter("span.start")


def read(article: Article) -> Reading:
    """Find paragraphs, sentences, headline and repeated blocks of an article."""
    text = article.text
    language = re.split("[-_]", article.language or guess_language(text) or "en")[0].lower()
    paragraphs = _paragraphs(text)
    repeats = _repeated_runs(text, paragraphs)
    return Reading(
        article=article,
        language=language,
        paragraphs=paragraphs,
        sentences=_sentences(text, paragraphs, language),
        headline=_headline(article, paragraphs),
        repeats=repeats,
    )


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end) if end > start else None


def _paragraphs(text: str) -> tuple[Span, ...]:
    lines = [span for found in _LINE.finditer(text) if (span := _trimmed(text, *found.span()))]
    if not _hard_wrapped(text, lines):
        return tuple(lines)
    spans, start = [], 0
    for gap in _BLANK_LINE.finditer(text):
        spans.append(_trimmed(text, start, gap.start()))
        start = gap.end()
    spans.append(_trimmed(text, start, len(text)))
    return tuple(span for span in spans if span)


def _hard_wrapped(text: str, lines: list[Span]) -> bool:
    """Say whether lines are broken at a column, so that only blank lines part paragraphs."""
    pairs = broken = 0
    for one, two in pairwise(lines):
        between = text[one.end : two.start]
        if between.count("\n") + between.count("\r") - between.count("\r\n") != 1:
            continue
        pairs += 1
        if 40 <= one.end - one.start <= 100 and not _SENTENCE_END.search(one.of(text)) and text[two.start].islower():
            broken += 1
    return pairs >= 3 and broken * 3 >= pairs


def _sentences(text: str, paragraphs: tuple[Span, ...], language: str) -> tuple[Sentence, ...]:
    sentences: list[Sentence] = []
    for index, paragraph in enumerate(paragraphs):
        for start, end in _windows(text, paragraph):
            for found in get_sentence_boundaries(language, text[start:end]):
                span = _trimmed(text, start + found["start_index"], start + found["end_index"])
                if span:
                    sentences.append(Sentence(len(sentences) + 1, span, index))
    return tuple(sentences)


def _windows(text: str, paragraph: Span) -> Iterator[tuple[int, int]]:
    """Cut a paragraph of unusual length: sentencex takes minutes for a megabyte of marks without a line break."""
    start = paragraph.start
    while paragraph.end - start > 2 * _WINDOW:
        border = _WINDOW_END.search(text, start + _WINDOW, start + 2 * _WINDOW)
        end = border.end() if border else start + 2 * _WINDOW
        yield start, end
        start = end
    yield start, paragraph.end


def _headline(article: Article, paragraphs: tuple[Span, ...]) -> Span | None:
    if not paragraphs:
        return None
    first = paragraphs[0].of(article.text)
    if article.title and first == article.title.strip():
        return paragraphs[0]
    bare = first.rstrip("\"'”’»“")
    is_headline = len(paragraphs) > 1 and len(first) <= _HEADLINE_MAX and not bare.endswith((".", "!", "。", ":", ","))
    return paragraphs[0] if is_headline else None


def _repeated_runs(text: str, paragraphs: tuple[Span, ...]) -> tuple[RepeatedRun, ...]:
    """Find the blocks that stand a second time: from each long line that does, as far as its neighbours go along."""
    words = [paragraph.of(text) for paragraph in paragraphs]
    first: dict[str, int] = {}
    runs: list[RepeatedRun] = []
    index = free = 0  # lines before `free` belong to runs already
    while index < len(words):
        original = first.setdefault(words[index], index) if len(words[index]) >= _BLOCK_MIN else index
        if original == index:
            index += 1
            continue
        before = 0
        while (
            before < min(original, index - free, index - original - 1)
            and words[original - before - 1] == words[index - before - 1]
        ):
            before += 1
        after = 1
        while (
            index + after < len(words)
            and original + after < index - before
            and words[original + after] == words[index + after]
        ):
            after += 1
        runs.append(RepeatedRun(original - before, index - before, before + after))
        index = free = index + after
    return tuple(runs)
