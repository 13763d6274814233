"""Quotes: what a model decided and copied, tied to the words of the article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from claimkit.asking.chunk import Chunk, FoundQuote
from claimkit.drafts import PassageDraft, QuotesDraft, ReportedDraft
from claimkit.grounding import Grounding, ground
from claimkit.passages import Passage
from claimkit.schemas import Rejected, Span, Uncovered, UncoveredReason

_REASONS: dict[str, UncoveredReason] = {"title": "title", "scare": "scare", "nickname": "nickname"}
_SENTENCES_AROUND = 2
_LOOK_BACK = 1_500  # characters before a quotation in which its speaker is looked for
_OUTER_MARKS = "\"“”„«»‘’'"


@dataclass(slots=True)
class Findings:
    """What came out of the drafts of one part of an article."""

    quotes: list[FoundQuote] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    uncovered: list[Uncovered] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def find_quotes(chunk: Chunk, draft: QuotesDraft, *, taken: int = 0) -> Findings:
    """Turn drafts into quotes.

    Direct quotes are cut at their marks; the words of reported statements are looked for near the sentence
    that the draft names. What cannot be found is listed as rejected, never repaired.

    Args:
        chunk: The part of the article that was asked about.
        draft: What the model answered.
        taken: Number of quotes already found in earlier parts; ids go on from there.
    """
    findings = Findings()
    passages = {passage.label: passage for passage in chunk.passages}
    reported = [quote for item in draft.reported if (quote := _reported(chunk, item, findings)) is not None]
    reported = _each_once(reported, findings, chunk.reading.text)
    decided: dict[str, PassageDraft] = {}
    for item in draft.passages:
        decided.setdefault(item.passage, item)
    found: list[FoundQuote] = list(reported)
    for label, passage in passages.items():
        decision = decided.get(label)
        if decision is None or decision.speech not in ("quotation", "part"):
            continue
        if passage.inside is not None and not decision.speaker.strip():
            continue
        if any(_covers(quote, passage) and not _other_speaker(chunk, quote, decision) for quote in reported):
            continue
        found.append(_direct(chunk, passage, decision, findings))
    found.sort(key=lambda quote: (quote.spans[0].start, -quote.spans[-1].end))
    findings.quotes = [replace(quote, id=f"q{number}") for number, quote in enumerate(found, taken + 1)]
    _note_uncovered(chunk, decided, findings)
    return findings


def _direct(chunk: Chunk, passage: Passage, decision: PassageDraft, findings: Findings) -> FoundQuote:
    text = chunk.reading.text
    speaker = _speaker_span(chunk, decision.speaker, decision.sentence, passage.marked[0].start, passage, findings)
    if not passage.closed:
        shown = passage.spans[0].of(text)[:40]
        findings.warnings.append(f"the quotation “{shown}…” has no closing mark; it was taken to the end of its paragraph")
    return FoundQuote(
        id="",
        kind="direct",
        spans=passage.spans,
        grounding="exact",
        speaker_span=speaker,
        cue_span=_cue_span(chunk, decision.cue, speaker, passage.marked, findings),
        addressee=_copied(chunk, decision.addressee),
        setting=_copied(chunk, decision.setting),
        passages=(passage.label,),
        repeats=passage.repeats,
    )


def _reported(chunk: Chunk, item: ReportedDraft, findings: Findings) -> FoundQuote | None:
    text = chunk.reading.text
    words = item.words.strip()
    if not words:
        return None
    grounding = _ground_near(chunk, words, item.sentence)
    if grounding.status == "unfound":
        findings.rejected.append(
            Rejected(what="quote", words=words, reason=_why(grounding), nearest=grounding.nearest)
        )
        return None
    spans = grounding.spans
    marked = [passage for passage in chunk.passages if any(mark in span for mark in passage.marked for span in spans)]
    whole = next((passage for passage in marked if _same_words(text, spans, passage)), None)
    if whole is not None:
        spans = whole.spans
    speaker = _speaker_span(chunk, item.speaker, item.sentence, spans[0].start, None, findings)
    return FoundQuote(
        id="",
        kind="direct" if whole else "mixed" if marked else "indirect",
        spans=spans,
        grounding=grounding.status,
        speaker_span=speaker,
        cue_span=_cue_span(chunk, item.cue, speaker, spans, findings),
        addressee=_copied(chunk, item.addressee),
        setting=_copied(chunk, item.setting),
        passages=tuple(passage.label for passage in marked),
        repeats=chunk.reading.repetitions(spans),
    )


def _same_words(text: str, spans: Sequence[Span], passage: Passage) -> bool:
    """Say whether the words are one whole passage and nothing more."""
    if len(spans) != len(passage.spans):
        return False
    return all(
        one.of(text).strip(_OUTER_MARKS + " .,") == other.of(text).strip(_OUTER_MARKS + " .,")
        for one, other in zip(spans, passage.spans, strict=True)
    )


def _other_speaker(chunk: Chunk, quote: FoundQuote, decision: PassageDraft) -> bool:
    """Say whether a passage inside a reported statement is somebody else's words."""
    named = decision.speaker.strip()
    if not named or quote.speaker_span is None or quote.kind == "direct":
        return False
    theirs = quote.speaker_span.of(chunk.reading.text)
    return named not in theirs and theirs not in named


def _covers(quote: FoundQuote, passage: Passage) -> bool:
    return all(quote.covers(span) for span in passage.spans)


def _each_once(quotes: Iterable[FoundQuote], findings: Findings, text: str) -> list[FoundQuote]:
    """Drop a statement that was listed twice: the same words by the same speaker."""
    kept: dict[tuple[object, ...], FoundQuote] = {}
    for quote in quotes:
        key = (quote.spans, quote.speaker_span)
        if key in kept:
            findings.rejected.append(
                Rejected(what="quote", words=quote.spans[0].of(text), reason="listed twice", nearest=quote.spans[0])
            )
        else:
            kept[key] = quote
    return list(kept.values())


def _ground_near(chunk: Chunk, words: str, sentence: int) -> Grounding:
    """Look in the sentence that is named, then around it, then in the whole part."""
    language = chunk.reading.language
    last: Grounding | None = None
    for within in _circles(chunk, sentence):
        last = ground(chunk.reading.text, words, within=within, language=language)
        if last.found:
            return last
    return last or Grounding(status="unfound")


def _circles(chunk: Chunk, sentence: int) -> Iterable[Span]:
    named = chunk.sentence(sentence)
    if named is not None:
        index = chunk.sentences.index(named)
        yield named.span
        first = chunk.sentences[max(0, index - _SENTENCES_AROUND)]
        last = chunk.sentences[min(len(chunk.sentences) - 1, index + _SENTENCES_AROUND)]
        yield Span(start=first.span.start, end=last.span.end)
    yield chunk.span


def _speaker_span(
    chunk: Chunk, words: str, sentence: int, start: int, passage: Passage | None, findings: Findings
) -> Span | None:
    """Find the place that names the speaker, the nearest one to the quotation first."""
    words = words.strip().strip(_OUTER_MARKS)
    if not words:
        return None
    text, language = chunk.reading.text, chunk.reading.language
    own = chunk.sentence(sentence)
    nearby = chunk.reading.sentence_at(start).span
    after = passage.marked[-1].end if passage is not None else start
    home = chunk.reading.paragraphs[chunk.reading.paragraph_at(after - 1)]
    back = Span(start=max(chunk.span.start, start - _LOOK_BACK), end=max(start, chunk.span.start + 1))
    for within in (own.span if own else None, nearby, home, back, chunk.span):
        if within is None:
            continue
        inside = passage.marked if passage is not None else ()
        for place in _places_outside(text, words, within, inside, language):
            return place
    nearest = ground(text, words, within=chunk.span, language=language).nearest
    findings.rejected.append(
        Rejected(what="speaker", words=words, reason="these words do not stand in the article", nearest=nearest)
    )
    return None


def _places_outside(
    text: str, words: str, within: Span, inside: Sequence[Span], language: str
) -> Iterable[Span]:
    """Give the places of `words` that do not lie in the quotation itself."""
    start = within.start
    while start < within.end:
        found = ground(text, words, within=Span(start=start, end=within.end), language=language)
        if not found.verbatim or len(found.spans) != 1:
            return
        place = found.spans[0]
        if not any(place in span for span in inside):
            yield place
        start = place.end


def _cue_span(
    chunk: Chunk, cue: str, speaker: Span | None, spans: Sequence[Span], findings: Findings
) -> Span | None:
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
        places = list(_places_outside(text, cue, within, spans, language))
        if places:
            return min(places, key=lambda place: _distance(place, anchor))
    findings.rejected.append(Rejected(what="cue", words=cue, reason="these words do not stand by the quotation"))
    return None


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _copied(chunk: Chunk, words: str) -> str | None:
    """Return the words as the article has them, or None when it does not have them."""
    if not words.strip():
        return None
    found = ground(chunk.reading.text, words, within=chunk.span, language=chunk.reading.language)
    return found.spans[0].of(chunk.reading.text) if found.verbatim and len(found.spans) == 1 else None


def _why(grounding: Grounding) -> str:
    if not grounding.edits:
        return "these words do not stand in the article"
    shown = "; ".join(f"“{edit.given}” for “{edit.article}”" for edit in grounding.edits[:4])
    return f"the words differ from the article in more than a small word: {shown}"


def _note_uncovered(chunk: Chunk, decided: dict[str, PassageDraft], findings: Findings) -> None:
    covered = {label for quote in findings.quotes for label in quote.passages}
    for passage in chunk.passages:
        if passage.label in covered or any(_covers(quote, passage) for quote in findings.quotes):
            continue
        decision = decided.get(passage.label)
        if decision is None:
            reason: UncoveredReason | None = "unasked"
        elif passage.inside is not None:
            reason = "nested"
        else:
            reason = _REASONS.get(decision.speech, "unattributed" if decision.speech != "part" else "rejected")
        findings.uncovered.extend(
            Uncovered(start=span.start, end=span.end, reason=reason) for span in passage.spans
        )
