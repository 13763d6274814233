"""Prodigy: JSONL, one task a line, with "text", "tokens", "spans" and "relations".

Offsets count code points; the end of a token range is inclusive, and a relation names the last token of its spans.
Spans carry an "id" of their own, and what they cannot say stands under "claimkit"; Prodigy keeps keys that it does not
know. A span without an "id" is known by its place and label.

To look at the file: prodigy spans.manual NAME blank:en FILE --label Quote,Source,Cue,Actor,Anonymity,Claim,Repeat,
or `mark --view-id relations` for the links; where spans overlap, that view shows only some of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from claimkit.evaluation.formats.assembling import gold_of
from claimkit.evaluation.formats.files import Warn, fault, get, line, lines_of, safe_name, span_of, write_all
from claimkit.evaluation.formats.markup import Link, Markup, Region, markup_of
from claimkit.evaluation.gold import Gold
from claimkit.schemas import Span

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


def export(gold: Iterable[Gold], output: Path, *, force: bool) -> list[Path]:
    """Write one JSONL file."""
    write_all({output: "".join(line(task_of(item)) + "\n" for item in gold)}, force=force)
    return [output]


def read(path: Path, warn: Warn) -> Iterator[Gold]:
    """Read what `prodigy db-out` wrote; tasks that were rejected or ignored are left out, with a warning."""
    for number, (where, task) in enumerate(lines_of(path), 1):
        answer = get(task, "answer", str, where, "accept")
        if answer != "accept":
            warn(f"{where}: the answer is {answer!r}, and so it is left out")
            continue
        yield gold_of(_markup(task, where), where, f"{safe_name(path.stem)}-{number}")


def task_of(gold: Gold) -> dict[str, Any]:
    """Return an article as a task."""
    markup = markup_of(gold, with_fields=False)
    tokens = _tokens(markup.text, [region.span for region in markup.regions])
    first = {token["start"]: token["id"] for token in tokens}
    last = {token["end"]: token["id"] for token in tokens}
    spans = {region.key: _span(region, first, last) for region in markup.regions}
    relations = [
        {
            "head": spans[link.head]["token_end"],
            "child": spans[link.child]["token_end"],
            "head_span": spans[link.head],
            "child_span": spans[link.child],
            "label": link.label,
        }
        for link in markup.links
    ]
    carried = markup.rest | {"regions": [[r.key, r.label, r.span.start, r.span.end] for r in markup.regions]}
    words = {region.key: {"text": region.span.of(markup.text), "type": "span"} for region in markup.regions}
    return {
        "text": markup.text,
        "tokens": tokens,
        "spans": [span | words[key] for key, span in spans.items()],
        "relations": relations,
        "meta": {"id": gold.article.id},
        "claimkit": carried,
    }


def _span(region: Region, first: dict[int, int], last: dict[int, int]) -> dict[str, Any]:
    return {
        "start": region.span.start,
        "end": region.span.end,
        "token_start": first[region.span.start],
        "token_end": last[region.span.end],
        "label": region.label,
        "id": region.key,
    }


def _tokens(text: str, spans: Iterable[Span]) -> list[dict[str, Any]]:
    """Return tokens that break at each end of a span, in the shape of spaCy's: "ws" says that one space follows."""
    spans = list(spans)
    cuts = sorted({0, len(text)} | {span.start for span in spans} | {span.end for span in spans})
    parts = [
        (found.start(), found.end()) for start, end in pairwise(cuts) for found in _TOKEN.finditer(text, start, end)
    ]
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    tokens: list[dict[str, Any]] = []
    for at, end in parts:
        spaced = bool(tokens) and text[at] == " " and at not in starts and at + 1 not in ends
        if spaced:
            tokens[-1]["ws"] = True
        start = at + spaced
        if start < end:
            tokens.append({"text": text[start:end], "start": start, "end": end, "id": len(tokens), "ws": False})
    return tokens


def _markup(task: Any, where: str) -> Markup:
    text = get(task, "text", str, where)
    rest = dict(get(task, "claimkit", dict, where, {}))
    spare = _exported(get(rest, "regions", list, where, []), where)
    markup = Markup(text, rest=rest)
    spans = get(task, "spans", list, where, [])
    if not spans and "spans" not in task:
        raise fault(where, "it has no 'spans'", "Is this the right --format?")
    taken = {item["id"] for item in spans if isinstance(item, dict) and isinstance(item.get("id"), str)}
    for number, item in enumerate(spans, 1):
        at = f"{where}, span {number}"
        label = get(item, "label", str, at)
        span = span_of(item.get("start"), item.get("end"), text, at)
        words = get(item, "text", str, at, None)
        if words is not None and words != span.of(text):
            raise fault(at, f"{span.start}:{span.end} is {span.of(text)!r} in the text, but {words!r} in the span")
        known = [key for key in spare.get((label, span.start, span.end), []) if key not in taken]
        key = get(item, "id", str, at, None) or (known[0] if known else f"span-{number}")
        taken.add(key)
        markup.regions.append(Region(key, label, span))
    for number, item in enumerate(get(task, "relations", list, where, []), 1):
        at = f"{where}, relation {number}"
        ends = [_end(item, end, markup.regions, task, at) for end in ("head", "child")]
        markup.links.append(Link(get(item, "label", str, at), *ends))
    return markup


def _exported(carried: list[Any], where: str) -> dict[tuple[str, int, int], list[str]]:
    known: dict[tuple[str, int, int], list[str]] = {}
    for item in carried:
        if not (isinstance(item, list) and [type(part) for part in item] == [str, str, int, int]):
            raise fault(f"{where}: claimkit.regions", f"{item!r} is no region")
        known.setdefault((item[1], item[2], item[3]), []).append(item[0])
    return known


def _end(relation: Any, end: str, regions: list[Region], task: Any, where: str) -> str:
    """Return the region at one end of a relation: at its place, or by its id when the region has been moved."""
    shown = get(relation, f"{end}_span", dict, where, None)
    if shown is None:
        return _by_token(get(relation, end, int, where), regions, task, where)
    place = (shown.get("label"), shown.get("start"), shown.get("end"))
    here = [region.key for region in regions if (region.label, region.span.start, region.span.end) == place]
    name = shown.get("id")
    if name in here or (not here and any(region.key == name for region in regions)):
        return str(name)
    if here:
        return here[0]
    return f"{place[0]} {place[1]}:{place[2]}"  # nothing stands there any more


def _by_token(token: int, regions: list[Region], task: Any, where: str) -> str:
    tokens = get(task, "tokens", list, where)
    if not 0 <= token < len(tokens):
        raise fault(where, f"there is no token {token}")
    start = get(tokens[token], "start", int, where)
    around = [region for region in regions if start in region.span]
    if not around:
        raise fault(where, f"the token {token} stands in no span", "Mark a span there, or remove the relation.")
    return min(around, key=lambda region: region.span.end - region.span.start).key
