"""The part of an article that is shown at once, and what is already known of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from claimkit.article.reading import Reading, Sentence
from claimkit.drafts import ClaimDraft, ReportedDraft
from claimkit.passages import Passage
from claimkit.schemas import QuoteKind, Rejected, Span, Verbatim


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive sentences of an article with the passages that open in them.

    Attributes:
        reading: The whole article, read.
        sentences: The sentences of this part, without repeated blocks.
        passages: The passages that open in this part.
        part: Which part this is, counted from 1.
        parts: How many parts there are.
    """

    reading: Reading
    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]
    part: int = 1
    parts: int = 1

    @property
    def span(self) -> Span:
        """From the first to the last sentence."""
        return Span(start=self.sentences[0].span.start, end=self.sentences[-1].span.end)

    def sentence(self, number: int) -> Sentence | None:
        """Return the sentence of that number, if it is in this part."""
        index = number - self.sentences[0].number
        if 0 <= index < len(self.sentences) and self.sentences[index].number == number:
            return self.sentences[index]
        return next((sentence for sentence in self.sentences if sentence.number == number), None)


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """A quote that is tied to the article, before its speaker is an actor.

    Attributes:
        id: Its id in the result.
        kind: Direct, indirect or mixed.
        spans: Its words in the article.
        grounding: How they were found.
        speaker_span: Where the speaker is named.
        cue_span: The reporting words.
        addressee: To whom it was said.
        setting: Where or when.
        passages: Labels of the passages it covers.
        repeats: The same words elsewhere.
    """

    id: str
    kind: QuoteKind
    spans: tuple[Span, ...]
    grounding: Verbatim
    speaker_span: Span | None = None
    cue_span: Span | None = None
    addressee: str | None = None
    setting: str | None = None
    passages: tuple[str, ...] = ()
    repeats: tuple[tuple[Span, ...], ...] = ()

    def covers(self, span: Span) -> bool:
        """Say whether one of the quote's pieces holds `span`."""
        return any(span in piece for piece in self.spans)


@dataclass(frozen=True, slots=True)
class Unfound:
    """A reported statement whose words do not stand in the article as the model gave them.

    Attributes:
        draft: What the model gave.
        rejection: Why it was turned down, with the most similar place of the article if there is one.
    """

    draft: ReportedDraft
    rejection: Rejected


@dataclass(frozen=True, slots=True)
class DoubtfulClaim:
    """A claim that says more, less or something else than its evidence.

    Attributes:
        draft: What the model gave.
        rejection: Which guards it breaks.
    """

    draft: ClaimDraft
    rejection: Rejected


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names a speaker.

    Attributes:
        label: "M1", "M2" ... in reading order of the whole article.
        span: The place.
        words: The words there.
        sentence: Number of the sentence.
        quotes: Ids of the quotes attributed by it.
    """

    label: str
    span: Span
    words: str
    sentence: int
    quotes: tuple[str, ...] = field(default=())


def mentions_of(reading: Reading, quotes: Iterable[FoundQuote], first: int = 1) -> tuple[Mention, ...]:
    """Collect the places that name the speakers of `quotes`, each place once, numbered from `first`."""
    places: dict[tuple[int, int], list[str]] = {}
    spans: dict[tuple[int, int], Span] = {}
    for quote in quotes:
        if quote.speaker_span is not None:
            key = (quote.speaker_span.start, quote.speaker_span.end)
            places.setdefault(key, []).append(quote.id)
            spans[key] = quote.speaker_span
    return tuple(
        Mention(
            label=f"M{number}",
            span=spans[key],
            words=spans[key].of(reading.text),
            sentence=reading.sentence_at(key[0]).number,
            quotes=tuple(places[key]),
        )
        for number, key in enumerate(sorted(places), first)
    )
