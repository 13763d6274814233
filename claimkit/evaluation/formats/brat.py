"""brat: a .txt and a .ann file for each article, in brat's standoff format, and one annotation.conf for the folder.

Offsets count code points. A quote or claim in pieces is one text-bound annotation with several fragments, as in
"12 20;25 30"; brat lets no fragment hold a line break or overlap another, so pieces are cut there and put together on
import. Choices are attributes (A), links are relations (R), free texts are AnnotatorNotes that hold JSON. Notes of the
type Claimkit carry what brat cannot say: at an annotation its id, and at "DOC" the rest of the article.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from claimkit.evaluation.formats.assembling import gold_of
from claimkit.evaluation.formats.bratlines import Ann, Bound, conf, fragments, parse_ann
from claimkit.evaluation.formats.files import Warn, fault, file_name, get, line, parse, read_text, span_of, write_all
from claimkit.evaluation.formats.markup import CHOICES, IN_PIECES, TEXTS, Link, Markup, Region, markup_of
from claimkit.evaluation.gold import Gold
from claimkit.schemas import Span


def export(gold: Iterable[Gold], output: Path, *, force: bool) -> list[Path]:
    """Write a folder with a pair of files for each article."""
    files = {output / "annotation.conf": conf()}
    taken: set[str] = set()
    for item in gold:
        name = file_name(item.article.id, taken)
        files |= {output / f"{name}.txt": item.article.text, output / f"{name}.ann": ann_of(item)}
    write_all(files, force=force)
    return list(files)


def read(path: Path, warn: Warn) -> Iterator[Gold]:
    """Read a folder of pairs, or the pair that one file belongs to."""
    paths = sorted(path.glob("*.ann")) if path.is_dir() else [path.with_suffix(".ann")]
    if not paths:
        raise fault(str(path), "the folder holds no .ann file", "Give the folder with brat's .txt and .ann files.")
    for ann in paths:
        beside = ann.with_suffix(".txt")
        for needed, other in ((ann, beside), (beside, ann)):
            if not needed.is_file():
                raise fault(str(other), f"there is no {needed.name} beside it", "brat needs both: put it there.")
        text = read_text(beside, whole=True)  # a byte order mark counts as a character
        yield gold_of(_markup(parse_ann(str(ann), read_text(ann)), text, ann), str(ann), ann.stem)


def ann_of(gold: Gold) -> str:
    """Return an article's .ann file."""
    markup = markup_of(gold, with_fields=True)
    after = {link.head: link.child for link in markup.links if link.label == "next_piece"}
    later = set(after.values())
    lines: list[str] = []
    extra: list[str] = []
    names: dict[str, str] = {}
    regions = {region.key: region for region in markup.regions}
    for region in markup.regions:
        if region.key in later:
            continue
        pieces = [region]
        while pieces[-1].key in after:
            pieces.append(regions[after[pieces[-1].key]])
        name = names[region.key] = f"T{len(names) + 1}"
        spans = [piece.span for piece in pieces]
        parts = fragments(markup.text, spans)
        lines.append(Bound(name, region.label, parts).line(markup.text))
        carried: dict[str, Any] = {"id": region.key}
        if parts != spans:
            carried["pieces"] = [[span.start, span.end] for span in spans]
        extra += _said(name, region, carried)
    numbered: list[str] = []
    for link in markup.links:
        if link.label != "next_piece":
            ends = f"Arg1:{names[link.head]} Arg2:{names[link.child]}"
            numbered.append(f"R{len(numbered) + 1}\t{link.label} {ends}")
    choices = [item for item in extra if not item.startswith("Claimkit") and not item.startswith("AnnotatorNotes")]
    notes = [item for item in extra if item not in set(choices)] + [f"Claimkit DOC\t{line(markup.rest)}"]
    numbered += [f"A{number}\t{item}" for number, item in enumerate(choices, 1)]
    numbered += [f"#{number}\t{item}" for number, item in enumerate(notes, 1)]
    return "".join(item + "\n" for item in (*lines, *numbered))


def _said(name: str, region: Region, carried: dict[str, Any]) -> Iterator[str]:
    """Yield attributes and notes, without their numbers."""
    said = region.fields or {}
    for choice in CHOICES.get(region.label, ()):
        if choice in said:
            yield f"{region.label}_{choice} {name} {said[choice]}"
    texts = {text: said[text] for text in TEXTS.get(region.label, ()) if text in said}
    if texts:
        yield f"AnnotatorNotes {name}\t{line(texts)}"
    yield f"Claimkit {name}\t{line(carried)}"


def _markup(ann: Ann, text: str, path: Path) -> Markup:
    rest, carried = _carried(ann, path)
    markup = Markup(text, rest=rest)
    heads: dict[str, str] = {}
    for name, bound in ann.bounds.items():
        where = f"{path}, line {bound.at}"
        spans = [span_of(span[0], span[1], text, where) for span in bound.places]
        words = Bound(name, bound.label, spans).words_in(text)
        if bound.words is not None and bound.words.split() != words.split():
            raise fault(where, f"{bound.words!r} does not stand there in {path.stem}.txt", "Has the text been changed?")
        known = carried.get(name, {})
        pieces = _pieces(text, spans, known, where)
        if bound.label not in IN_PIECES and len(pieces) > 1 and not _parted(text, pieces):
            pieces = [Span(start=pieces[0].start, end=pieces[-1].end)]  # brat cuts at line breaks by itself
        if len(pieces) > 1 and bound.label not in IN_PIECES:
            raise fault(where, f"a {bound.label} is in one piece", "Mark one stretch, or several annotations.")
        key = get(known, "id", str, where, name)
        keys = [key if number == 1 else f"{key.removesuffix(':1')}:{number}" for number in range(1, len(pieces) + 1)]
        fields, free = _fields(ann, name, bound.label, where)
        for number, (own, span) in enumerate(zip(keys, pieces, strict=True)):
            markup.regions.append(Region(own, bound.label, span, {} if number else fields, all_texts=not free))
        markup.notes += [f"{name} ({bound.label}): {words}" for words in free]
        markup.links += [Link("next_piece", one, two) for one, two in pairwise(keys)]
        heads[name] = key
    for at, label, one, two in ann.relations:
        for name in (one, two):
            if name not in heads:
                raise fault(f"{path}, line {at}", f"there is no annotation {name}", "brat would not open this file.")
        markup.links.append(Link(label, heads[one], heads[two]))
    return markup


def _carried(ann: Ann, path: Path) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    rest: dict[str, Any] = {}
    known: dict[str, dict[str, Any]] = {}
    for at, sort, name, words in ann.notes:
        if sort == "Claimkit":
            where = f"{path}, line {at}"
            data = parse(where, words)
            if not isinstance(data, dict):
                raise fault(where, "a Claimkit note holds a JSON object")
            if name == "DOC":
                rest = data
            else:
                known[name] = data
    return rest, known


def _pieces(text: str, spans: list[Span], known: dict[str, Any], where: str) -> list[Span]:
    """Return the pieces that fragments stand for: those of the export where they still cut up into the same ones."""
    places = get(known, "pieces", list, where, [])
    exported = [
        span_of(place[0], place[1], text, where) for place in places if isinstance(place, list) and len(place) == 2
    ]
    if exported and fragments(text, exported) == sorted(spans, key=lambda span: span.start):
        return exported
    pieces: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        # A line break within an exported piece was cut out only for brat.
        if pieces and any(pieces[-1].end in whole and span.start in whole for whole in exported):
            pieces[-1] = Span(start=pieces[-1].start, end=span.end)
        else:
            pieces.append(span)
    return pieces


def _parted(text: str, pieces: list[Span]) -> bool:
    return any(text[one.end : two.start].strip() for one, two in pairwise(pieces))


def _fields(ann: Ann, name: str, label: str, where: str) -> tuple[dict[str, str], list[str]]:
    """Return what attributes and notes say, and the notes that somebody wrote in words of their own."""
    fields: dict[str, str] = {}
    free: list[str] = []
    for at, choice, target, value in ann.attributes:
        if target == name:
            sort, _, field = choice.partition("_")
            if sort != label or field not in CHOICES.get(label, {}):
                raise fault(f"{where.rpartition(',')[0]}, line {at}", f"{choice!r} is no attribute of a {label}")
            fields[field] = value
    for _, sort, target, words in ann.notes:
        if sort == "Claimkit" or target != name:
            continue
        try:
            said = json.loads(words)
        except json.JSONDecodeError:
            said = None
        allowed = TEXTS.get(label, ())
        if isinstance(said, dict) and all(key in allowed and isinstance(said[key], str) for key in said):
            fields |= said
        else:
            free.append(words)
    return fields, free
