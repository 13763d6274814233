"""Where copied words, a quotation's speaker and its reporting words stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from claimkit.asking.chunk import Chunk
from claimkit.grounding import Grounding, ground
from claimkit.quotes.findings import Findings
from claimkit.schemas import Rejected, Span

OUTER_MARKS = "\"“”„«»‘’'"
_LETTERS = re.compile(r"[^\W_]+")
_SENTENCES_AROUND = 2
_LOOK_BACK = 1_500  # characters before a quotation in which its speaker is looked for


def ground_near(chunk: Chunk, words: str, sentence: int) -> Grounding:
    """Look in the sentence that is named, then around it, then in the whole part."""
    language = chunk.reading.language
    last: Grounding | None = None
    for within in _circles(chunk, sentence):
        last = ground(chunk.reading.text, words, within=within, language=language)
        if last.found:
            return last
    return last or Grounding(status="unfound")


def speaker_place(
    chunk: Chunk,
    words: str,
    sentence: int,
    spans: Sequence[Span],
    findings: Findings,
    *,
    marked: bool = False,
) -> Span | None:
    """Find the place that names the speaker, the nearest one to the quotation first.

    Args:
        chunk: The part of the article.
        words: The words that name the speaker, as the model copied them.
        sentence: Number of the sentence that is said to hold them; 0 if unknown.
        spans: The quotation, with its marks.
        findings: Where words that cannot be found are listed.
        marked: Whether the quotation stands in marks; its own words then never name its speaker.
    """
    words = words.strip().strip(OUTER_MARKS)
    if not words:
        return None
    text, language = chunk.reading.text, chunk.reading.language
    quotation = Span(start=spans[0].start, end=spans[-1].end)
    own = chunk.sentence(sentence)
    nearby = chunk.reading.sentence_at(quotation.start).span
    after = quotation.end if marked else quotation.start
    home = chunk.reading.paragraphs[chunk.reading.paragraph_at(after - 1)]
    start = max(chunk.span.start, quotation.start - _LOOK_BACK)
    back = Span(start=start, end=max(quotation.start, start + 1))
    for within in (own.span if own else None, nearby, home, back, chunk.span):
        if within is None:
            continue
        places = _places(text, words, within, language)
        outside = _outside(places, spans)
        # A statement that was copied with its attribution names its speaker inside; a quotation never does.
        if outside or (places and not marked):
            return min(outside or places, key=lambda place: _distance(place, quotation))
    nearest = ground(text, words, within=chunk.span, language=language).nearest
    findings.rejected.append(
        Rejected(what="speaker", words=words, reason="these words do not stand in the article", nearest=nearest)
    )
    return None


def cue_place(chunk: Chunk, cue: str, speaker: Span | None, spans: Sequence[Span], findings: Findings) -> Span | None:
    """Find the reporting words next to the speaker, or next to the quotation when there is none."""
    cue = cue.strip()
    if not cue:
        return None
    text, language = chunk.reading.text, chunk.reading.language
    anchor = speaker or spans[0]
    own = chunk.reading.sentence_at(anchor.start).span
    home = chunk.reading.paragraphs[chunk.reading.paragraph_at(spans[0].start)]
    after = chunk.reading.paragraphs[chunk.reading.paragraph_at(spans[-1].end - 1)]
    for within in (own, home, after):
        places = _outside(_places(text, cue, within, language), spans)
        if places:
            return min(places, key=lambda place: _distance(place, anchor))
    findings.rejected.append(Rejected(what="cue", words=cue, reason="these words do not stand by the quotation"))
    return None


def copied(chunk: Chunk, words: str) -> str | None:
    """Return the words as the article has them, or None when it does not have them."""
    if not words.strip():
        return None
    found = ground(chunk.reading.text, words, within=chunk.span, language=chunk.reading.language)
    return found.spans[0].of(chunk.reading.text) if found.verbatim and len(found.spans) == 1 else None


def _circles(chunk: Chunk, sentence: int) -> Iterable[Span]:
    named = chunk.sentence(sentence)
    if named is not None:
        index = chunk.sentences.index(named)
        yield named.span
        first = chunk.sentences[max(0, index - _SENTENCES_AROUND)]
        last = chunk.sentences[min(len(chunk.sentences) - 1, index + _SENTENCES_AROUND)]
        yield Span(start=first.span.start, end=last.span.end)
    yield chunk.span


def _places(text: str, words: str, within: Span, language: str) -> list[Span]:
    """Return all places of `words`."""
    places: list[Span] = []
    start = within.start
    # The whole search is for the first place; for a further one it starts only where the letters stand again.
    core = max(_LETTERS.findall(words), key=len, default="")[1:]
    while start < within.end and (not places or text.find(core, start, within.end) >= 0):
        found = ground(text, words, within=Span(start=start, end=within.end), language=language)
        if not found.verbatim or len(found.spans) != 1:
            break
        places.append(found.spans[0])
        start = found.spans[0].end
    return places


def _outside(places: Sequence[Span], spans: Sequence[Span]) -> list[Span]:
    """Leave out the places that lie in the quotation itself."""
    return [place for place in places if not any(place in span for span in spans)]


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
