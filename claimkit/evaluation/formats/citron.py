"""Citron: one JSON file an article, as BBC R&D's quote extractor is trained and evaluated on.

The shape follows docs/data_format.md and citron/data.py of github.com/bbc/citron: "text", "quotes" with one "cue" and
lists of "sources", "contents" and "coreferences", and "coreference_groups"; every span has "start", "end" and "text",
and offsets count code points. Citron ignores keys that it does not know, so a span in a group also names its actor, and
"claimkit" carries the rest. Each quote of Citron has a cue; quotes without one, and all claims, are in "claimkit" only.

Where Citron's own data put quotation marks into the contents they stay there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from claimkit.article.loading import text_id
from claimkit.evaluation.formats.drafts import Cases, Cast, Draft, first_of, same_text
from claimkit.evaluation.formats.files import Warn, by_id, fault, file_name, get, parse, read_text, span_of, write_all
from claimkit.evaluation.formats.markup import fingerprint, plain
from claimkit.evaluation.gold import Gold
from claimkit.links import cut
from claimkit.schemas import Actor, Quote, Span


def export(gold: Iterable[Gold], output: Path, *, force: bool) -> list[Path]:
    """Write a folder with a file for each article."""
    taken: set[str] = set()
    files = {
        output / f"{file_name(item.article.id, taken)}.json": json.dumps(
            document_of(item), ensure_ascii=False, indent=1
        )
        + "\n"
        for item in gold
    }
    write_all(files, force=force)
    return list(files)


def read(path: Path, warn: Warn) -> Iterator[Gold]:
    """Read one file, or all `*.json` of a folder."""
    paths = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not paths:
        raise fault(str(path), "the folder holds no .json file", "Give Citron's file, or a folder of them.")
    for one in paths:
        yield _gold(parse(str(one), read_text(one)), str(one), one.stem)


def document_of(gold: Gold) -> dict[str, Any]:
    """Return an article as Citron has it."""
    text = gold.article.text
    mentions = {actor.id: actor.mentions for actor in gold.actors if actor.mentions}
    names = {actor.id: [_fullest(actor, text)] for actor in gold.actors if actor.mentions}
    quotes, carried = [], []
    for quote in gold.quotes:
        if quote.cue_span is None:
            carried.append(plain(quote, "text"))
            continue
        named = [quote.speaker_span] if quote.speaker_span else []
        others = [span for span in names.get(quote.speaker or "", []) if span not in named]
        seen = {"sources": named, "coreferences": others}
        quotes.append(
            {
                "id": quote.id,
                "cue": _shown(quote.cue_span, text),
                "contents": [_shown(span, text) for span in quote.spans],
            }
            | {key: [_shown(span, text) for span in spans] for key, spans in seen.items()}
        )
        own = plain(quote, "text", "spans", "speaker_span", "cue_span")
        carried.append(own | {"seen": {key: [[span.start, span.end] for span in spans] for key, spans in seen.items()}})
    rest = {
        "article": plain(gold.article, "text"),
        "text_sha256": fingerprint(text),
        "labels": plain(gold.labels),
        "actors": [plain(actor, "mentions") for actor in gold.actors],
        "quotes": carried,
        "claims": [plain(claim) for claim in gold.claims],
    }
    groups = [[_shown(span, text) | {"actor": key} for span in spans] for key, spans in mentions.items()]
    return {"text": text, "quotes": quotes, "coreference_groups": groups, "claimkit": rest}


def _fullest(actor: Actor, text: str) -> Span:
    """Return the mention that says best who it is."""
    return max(actor.mentions, key=lambda span: (span.of(text) == actor.name, len(span.of(text))))


def _shown(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _gold(data: Any, where: str, name: str) -> Gold:
    text = get(data, "text", str, where)
    rest = get(data, "claimkit", dict, where, {})
    same_text(rest, text, where)
    cast, of = _cast(get(data, "coreference_groups", list, where, []), by_id(rest, "actors", where), text, where)
    article = {"id": name or text_id(text)} | get(rest, "article", dict, where, {})
    cases = Cases(text, article, get(rest, "labels", dict, where, {}), cast)
    carried = by_id(rest, "quotes", where)
    for number, item in enumerate(get(data, "quotes", list, where), 1):
        draft = _draft(item, f"q{number}", carried, cases, of, f"{where}, quote {number}")
        cases.drafts += [draft] if draft else []
    for key, own in carried.items():
        if "spans" in own:
            quote = _whole(own, text, f"{where}: claimkit.quotes.{key}")
            speaker = quote.speaker if quote.speaker in cast.actors else None
            places = (list(quote.spans), quote.speaker_span, None, speaker, quote.kind)
            rest_of_it = plain(quote, "id", "text", "spans", "speaker", "speaker_span", "kind")
            cases.drafts.append(Draft(key, *places, carried=rest_of_it))
    order = {key: at for at, key in enumerate(carried)}
    cases.drafts.sort(key=lambda draft: order.get(draft.id, len(order)))
    cases.claims = list(by_id(rest, "claims", where).values())
    return cases.gold(where)


def _whole(own: dict[str, Any], text: str, where: str) -> Quote:
    from pydantic import ValidationError

    try:
        quote = Quote.model_validate(own | {"text": ""})
    except ValidationError as error:
        raise fault(where, error.errors()[0]["msg"]) from None
    for span in quote.spans:
        span_of(span.start, span.end, text, where)
    return quote


def _cast(groups: list[Any], known: dict[str, dict[str, Any]], text: str, where: str) -> tuple[Cast, dict[Span, str]]:
    """Return the actors, and for each mention whose it is; a group without an actor of ours is a new one."""
    of: dict[Span, str] = {}
    mentions: dict[str, list[Span]] = {}
    fresh: list[list[Span]] = []
    for number, group in enumerate(groups, 1):
        at = f"{where}, coreference group {number}"
        if not isinstance(group, list):
            raise fault(at, "it is no list of spans", "Is this the right --format?")
        spans = [_span(item, text, at) for item in group]
        marked = [get(item, "actor", str, at, None) for item in group]
        names = [name for name in marked if name in known and name not in mentions]
        if names:
            mentions[names[0]] = spans
        elif spans:
            fresh.append(spans)
    cast = Cast(actor | {"mentions": mentions.get(name, [])} for name, actor in known.items())
    for spans in fresh:
        name = cast.by_name(spans[0].of(text), None)
        cast.actors[name]["mentions"] = [*cast.actors[name].get("mentions", ()), *spans]
        mentions[name] = spans
    for name, spans in mentions.items():
        of |= {span: name for span in spans if span not in of}
    return cast, of


def _draft(
    item: Any, default: str, carried: dict[str, dict[str, Any]], cases: Cases, of: dict[Span, str], where: str
) -> Draft | None:
    name = str(get(item, "id", (str, int), where, default))
    read = {
        key: [_span(span, cases.text, f"{where}, {key}") for span in get(item, key, list, where, [])]
        for key in ("contents", "sources", "coreferences")
    }
    cue = get(item, "cue", dict, where, None)
    if not read["contents"]:
        cases.notes.append(f"Left out: {name}, as it has no contents")
        return None
    own = carried.get(name)
    seen = own.get("seen", {}) if own else {}
    evidence = {key: [[span.start, span.end] for span in read[key]] for key in ("sources", "coreferences")}
    if own and seen == evidence and own.get("speaker") in (None, *cases.cast.actors):
        speaker = own.get("speaker")
    else:
        speaker = _speaker(read["sources"], read["coreferences"], cases, of)
    return Draft(
        id=name,
        spans=read["contents"],
        source=first_of(read["sources"], "the sources", name, cases.notes),
        cue=_span(cue, cases.text, f"{where}, cue") if cue else None,
        speaker=speaker,
        carried={key: value for key, value in own.items() if key != "seen"} if own else None,
    )


def _speaker(sources: Sequence[Span], others: Sequence[Span], cases: Cases, of: dict[Span, str]) -> str | None:
    known = next((of[span] for span in (*others, *sources) if span in of), None)
    if known or not sources:
        return known
    return cases.cast.by_name(cut(cases.text, others or sources), sources[0])


def _span(item: Any, text: str, where: str) -> Span:
    span = span_of(get(item, "start", int, where), get(item, "end", int, where), text, where)
    words = get(item, "text", str, where, None)
    if words is not None and words != span.of(text):
        hint = "Is the text the one that was annotated? Offsets count code points."
        raise fault(where, f"{span.start}:{span.end} is {span.of(text)!r} in the text, but {words!r} here", hint)
    return span
