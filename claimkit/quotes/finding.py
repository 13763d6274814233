"""Quotes: what a model decided and copied, tied to the words of the article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from claimkit.asking.chunk import Chunk, FoundQuote, Unfound
from claimkit.drafts import PassageDraft, QuotesDraft, ReportedDraft
from claimkit.grounding import Grounding
from claimkit.links import cut
from claimkit.passages import Passage
from claimkit.quotes.cut_short import cut_short
from claimkit.quotes.findings import Findings
from claimkit.quotes.places import OUTER_MARKS, copied, cue_place, ground_near, speaker_place
from claimkit.schemas import Rejected, Span, Uncovered, UncoveredReason

_REASONS: dict[str, UncoveredReason] = {"title": "title", "scare": "scare", "nickname": "nickname"}


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
    decided: dict[str, PassageDraft] = {}
    for item in draft.passages:
        decided.setdefault(item.passage, item)
    reported = [quote for item in draft.reported if (quote := _reported(chunk, item, findings)) is not None]
    reported = _each_once(reported, findings, chunk.reading.text)
    reported = [quote for quote in reported if not _retypes_a_passage(chunk, quote, decided, findings)]
    found: list[FoundQuote] = list(reported)
    for passage in chunk.passages:
        if passage.speaker is not None:
            found.append(_turn(passage, passage.speaker))
            continue
        decision = decided.get(passage.label)
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
    _note_cut_short(chunk, findings)
    return findings


def _direct(chunk: Chunk, passage: Passage, decision: PassageDraft, findings: Findings) -> FoundQuote:
    text = chunk.reading.text
    speaker = speaker_place(chunk, decision.speaker, decision.sentence, passage.marked, findings, marked=True)
    if not passage.closed:
        shown = passage.spans[0].of(text)[:40]
        findings.warnings.append(
            f"the quotation “{shown}…” has no closing mark; it was taken to the end of its paragraph"
        )
    return FoundQuote(
        id="",
        kind="direct",
        spans=passage.spans,
        grounding="exact",
        speaker_span=speaker,
        cue_span=cue_place(chunk, decision.cue, speaker, passage.marked, findings),
        addressee=copied(chunk, decision.addressee),
        setting=copied(chunk, decision.setting),
        passages=(passage.label,),
        repeats=passage.repeats,
    )


def _turn(passage: Passage, speaker: Span) -> FoundQuote:
    """Return a turn of an interview as a quote; its label is its attribution."""
    return FoundQuote(
        id="",
        kind="direct",
        spans=passage.spans,
        grounding="exact",
        speaker_span=speaker,
        passages=(passage.label,),
        repeats=passage.repeats,
    )


def _reported(chunk: Chunk, item: ReportedDraft, findings: Findings) -> FoundQuote | None:
    text = chunk.reading.text
    words = item.words.strip()
    if not words:
        return None
    grounding = ground_near(chunk, words, item.sentence)
    if grounding.status == "unfound":
        rejection = Rejected(what="quote", words=words, reason=_why(grounding), nearest=grounding.nearest)
        findings.unfound.append(Unfound(item, rejection))
        findings.rejected.append(rejection)
        return None
    spans = _with_marks(grounding.spans, chunk.passages)
    marked = [passage for passage in chunk.passages if any(mark in span for mark in passage.marked for span in spans)]
    whole = next((passage for passage in marked if _same_words(text, spans, passage)), None)
    if whole is not None:
        spans = whole.spans
    speaker = speaker_place(chunk, item.speaker, item.sentence, spans, findings)
    return FoundQuote(
        id="",
        kind="direct" if whole else "mixed" if marked else "indirect",
        spans=spans,
        grounding=grounding.status,
        speaker_span=speaker,
        cue_span=cue_place(chunk, item.cue, speaker, spans, findings),
        addressee=copied(chunk, item.addressee),
        setting=copied(chunk, item.setting),
        passages=tuple(passage.label for passage in marked),
        repeats=chunk.reading.repetitions(spans),
    )


def _with_marks(spans: Sequence[Span], passages: Sequence[Passage]) -> tuple[Span, ...]:
    """Add the other quotation mark where a statement holds only one of a pair, at its very end or start."""
    pairs = [pair for passage in passages for pair in zip(passage.marked, passage.spans, strict=True)]
    whole = []
    for span in spans:
        start, end = span.start, span.end
        for marked, inner in pairs:
            if span.start <= marked.start and inner.end <= span.end < marked.end:
                end = marked.end
            if marked.start < span.start <= inner.start and marked.end <= span.end:
                start = marked.start
        whole.append(Span(start=start, end=end))
    return tuple(whole)


def _same_words(text: str, spans: Sequence[Span], passage: Passage) -> bool:
    """Say whether the words are one whole passage and nothing more."""
    if len(spans) != len(passage.spans):
        return False
    return all(
        one.of(text).strip(OUTER_MARKS + " .,") == other.of(text).strip(OUTER_MARKS + " .,")
        for one, other in zip(spans, passage.spans, strict=True)
    )


def _other_speaker(chunk: Chunk, quote: FoundQuote, decision: PassageDraft) -> bool:
    """Say whether a passage inside a reported statement is somebody else's words."""
    named = decision.speaker.strip()
    if not named or quote.speaker_span is None or quote.kind == "direct":
        return False
    theirs = quote.speaker_span.of(chunk.reading.text)
    return named not in theirs and theirs not in named


def _retypes_a_passage(chunk: Chunk, quote: FoundQuote, decided: dict[str, PassageDraft], findings: Findings) -> bool:
    """Say whether a statement only retypes a part of a quotation by the same speaker, or by nobody; list it."""
    if quote.kind == "direct":
        return False
    text = chunk.reading.text
    named = quote.speaker_span.of(text) if quote.speaker_span is not None else ""
    for passage in chunk.passages:
        decision = decided.get(passage.label)
        if passage.speaker is not None:
            same = named.casefold() in ("", "i", "we", passage.speaker.of(text).casefold())
        else:
            same = decision is not None and decision.speech == "quotation" and named in ("", decision.speaker)
        if not same:
            continue
        if all(any(span in piece for piece in passage.spans) for span in quote.spans):
            reason = "its words stand in a direct quotation already, with no other speaker"
            findings.rejected.append(
                Rejected(what="quote", words=cut(text, quote.spans), reason=reason, nearest=quote.spans[0])
            )
            return True
    return False


def _covers(quote: FoundQuote, passage: Passage) -> bool:
    return all(quote.covers(span) for span in passage.spans)


def _each_once(quotes: Iterable[FoundQuote], findings: Findings, text: str) -> list[FoundQuote]:
    """Drop a statement that was listed twice: the same words by the same speaker."""
    kept: dict[tuple[object, ...], FoundQuote] = {}
    for quote in quotes:
        key = (quote.spans, quote.speaker_span)
        if key in kept:
            words = quote.spans[0].of(text)
            findings.rejected.append(Rejected(what="quote", words=words, reason="listed twice", nearest=quote.spans[0]))
        else:
            kept[key] = quote
    return list(kept.values())


def _why(grounding: Grounding) -> str:
    if not grounding.edits:
        return "these words do not stand in the article"
    shown = "; ".join(f"“{edit.given}” for “{edit.article}”" for edit in grounding.edits[:4])
    return f"the words differ from the article in more than a small word: {shown}"


def _note_cut_short(chunk: Chunk, findings: Findings) -> None:
    for quote in findings.quotes:
        turn = cut_short(chunk.reading, quote)
        if turn is not None:
            findings.warnings.append(f"{quote.id} may be cut short: the sentence goes on with “{turn}”")


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
        findings.uncovered.extend(Uncovered(start=span.start, end=span.end, reason=reason) for span in passage.spans)
        again = (span for spans in passage.repeats for span in spans)
        findings.uncovered.extend(Uncovered(start=span.start, end=span.end, reason="repeated") for span in again)
