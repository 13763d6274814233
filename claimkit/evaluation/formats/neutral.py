"""Neutral JSONL: one article a line, with lists of spans for contents, cues and sources, as benchmarks are kept in.

`{"id", "text", "quotes": [{"id", "content_spans", "cue_spans", "source_spans", "type", "speaker"}], "claims": [{"id",
"text", "evidence_spans", "type", "speaker"}]}`; a span is [start, end] in code points, a speaker is a name. An export
carries the rest under "claimkit". Files of others are fitted to gold: quotes with the same source words share an actor,
a quote that stands wholly in another is nested, and what breaks the rules of gold is listed in `labels.notes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

from claimkit.evaluation.formats.drafts import Cases, Cast, Draft, first_of, same_text, spans_in
from claimkit.evaluation.formats.files import Warn, by_id, get, line, lines_of, write_all
from claimkit.evaluation.formats.markup import fingerprint, plain
from claimkit.evaluation.gold import Gold
from claimkit.links import cut
from claimkit.schemas import ClaimKind, QuoteKind, Span

_ABOUT = ("title", "url", "published", "language")


def export(gold: Iterable[Gold], output: Path, *, force: bool) -> list[Path]:
    """Write one JSONL file."""
    write_all({output: "".join(line(row_of(item)) + "\n" for item in gold)}, force=force)
    return [output]


def read(path: Path, warn: Warn) -> Iterator[Gold]:
    """Read a JSONL file, one article at a time."""
    for where, row in lines_of(path):
        yield _gold(row, where)


def row_of(gold: Gold) -> dict[str, Any]:
    """Return an article as one line of the file has it."""
    names = {actor.id: actor.name for actor in gold.actors}
    quotes = [
        {
            "id": quote.id,
            "content_spans": _pairs(quote.spans),
            "cue_spans": _pairs([quote.cue_span]),
            "source_spans": _pairs([quote.speaker_span]),
            "type": quote.kind,
            "speaker": names.get(quote.speaker or ""),
        }
        for quote in gold.quotes
    ]
    claims = [
        {
            "id": claim.id,
            "text": claim.text,
            "evidence_spans": _pairs(claim.spans),
            "type": claim.kind,
            "speaker": names.get(claim.claimant or ""),
        }
        for claim in gold.claims
    ]
    rest = {
        "article": plain(gold.article, "id", "text"),
        "text_sha256": fingerprint(gold.article.text),
        "labels": plain(gold.labels),
        "actors": [plain(actor) for actor in gold.actors],
        "quotes": [plain(quote, "kind", "text", "spans", "speaker_span", "cue_span") for quote in gold.quotes],
        "claims": [plain(claim, "kind", "text", "spans") for claim in gold.claims],
    }
    return {"id": gold.article.id, "text": gold.article.text, "quotes": quotes, "claims": claims, "claimkit": rest}


def _pairs(spans: Iterable[Span | None]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans if span]


def _gold(row: Any, where: str) -> Gold:
    text = get(row, "text", str, where)
    rest = get(row, "claimkit", dict, where, {})
    same_text(rest, text, where)
    meta = get(row, "meta", dict, where, {})
    about = {key: meta[key] for key in _ABOUT if isinstance(meta.get(key), str)}
    about |= get(rest, "article", dict, where, {})
    article = {"id": str(get(row, "id", (str, int), where))} | about
    cases = Cases(text, article, get(rest, "labels", dict, where, {}), Cast(by_id(rest, "actors", where).values()))
    carried = by_id(rest, "quotes", where)
    for number, item in enumerate(get(row, "quotes", list, where), 1):
        draft = _draft(item, number, carried, cases, f"{where}, quote {number}")
        cases.drafts += [draft] if draft else []
    carried = by_id(rest, "claims", where)
    for number, item in enumerate(get(row, "claims", list, where, []), 1):
        cases.claims += _claim(item, number, carried, cases, f"{where}, claim {number}")
    return cases.gold(where)


def _draft(item: Any, number: int, carried: dict[str, Any], cases: Cases, where: str) -> Draft | None:
    text, notes = cases.text, cases.notes
    name = str(get(item, "id", (str, int), where, f"q{number}"))
    spans = _spans(item, "content_spans", text, where, needed=True)
    if not spans:
        notes.append(f"Left out: {name}, as it has no content")
        return None
    sources = _spans(item, "source_spans", text, where)
    cue = first_of(_spans(item, "cue_spans", text, where), "the cues", name, notes)
    kind = get(item, "type", str, where, None)
    if kind is not None and kind not in get_args(QuoteKind):
        notes.append(f"{name}: there is no type {kind!r}; the kind is guessed by the quotation marks")
        kind = None
    own = carried.get(name)
    addressee = _spans(item, "addressee_spans", text, where)
    source = first_of(sources, "the sources", name, notes)
    words = get(item, "speaker", str, where, cut(text, sources) if sources and "speaker" not in item else None)
    speaker = _actor(words, (own or {}).get("speaker"), cases.cast, source)
    to_whom = cut(text, addressee) if addressee and own is None else None
    return Draft(name, spans, source, cue, speaker, kind, to_whom, own)


def _actor(words: str | None, carried: Any, cast: Cast, span: Span | None) -> str | None:
    """Return the actor with a name: the exported one, unless the name has been changed since."""
    if not words:
        return None
    if carried in cast.actors and cast.actors[carried].get("name") == words:
        return str(carried)
    return cast.by_name(words, span)


def _spans(item: Any, key: str, text: str, where: str, *, needed: bool = False) -> list[Span]:
    pairs = get(item, key, list, where) if needed else get(item, key, list, where, [])
    return spans_in(pairs, text, f"{where}, {key}")


def _claim(item: Any, number: int, carried: dict[str, Any], cases: Cases, where: str) -> Iterator[dict[str, Any]]:
    name = str(get(item, "id", (str, int), where, f"c{number}"))
    words = get(item, "text", str, where)
    spans = _spans(item, "evidence_spans", cases.text, where)
    if not spans:
        cases.notes.append(f"Left out: {name} ({words[:60]!r}), as it has no evidence")
        return
    own = carried.get(name, {})
    speaker = _actor(get(item, "speaker", str, where, None), own.get("claimant"), cases.cast, None)
    kind = get(item, "type", str, where, None)
    if kind not in get_args(ClaimKind) or not own:
        cases.notes.append(f"{name}: kind, commitment or check_worthy is not labelled, and filled in")
    unsaid = {"commitment": "asserted", "check_worthy": False}
    yield (
        unsaid
        | own
        | {
            "id": name,
            "text": words,
            "spans": spans,
            "claimant": speaker,
            "kind": kind if kind in get_args(ClaimKind) else "fact",
        }
    )
