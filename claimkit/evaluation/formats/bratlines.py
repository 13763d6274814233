"""The lines of brat's .ann files and its annotation.conf."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimkit.evaluation.formats.files import fault
from claimkit.evaluation.formats.markup import CHOICES, LABELS, LINKS
from claimkit.schemas import Span

# brat, as Python's readers do, ends a line at any of these.
_BREAKS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BOUND = re.compile(r"(\S+) (\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*)")
_RELATION = re.compile(r"(\S+) Arg1:(\S+) Arg2:(\S+)")
_ATTRIBUTE = re.compile(r"(\S+) (\S+) (\S+)")


@dataclass(frozen=True)
class Bound:
    """A text-bound annotation to write."""

    name: str
    label: str
    spans: Sequence[Span]

    def words_in(self, text: str) -> str:
        """Return the words that brat repeats in the line."""
        return _BREAKS.sub(" ", " ".join(span.of(text) for span in self.spans))

    def line(self, text: str) -> str:
        """Return the line."""
        places = ";".join(f"{span.start} {span.end}" for span in self.spans)
        return f"{self.name}\t{self.label} {places}\t{self.words_in(text)}"


@dataclass(frozen=True)
class ReadBound:
    """A text-bound annotation as it was read.

    Attributes:
        at: Number of its line.
        label: Its type.
        places: Start and end of each fragment.
        words: The words that the line repeats.
    """

    at: int
    label: str
    places: tuple[tuple[int, int], ...]
    words: str | None


@dataclass
class Ann:
    """A .ann file; each entry has the number of its line."""

    bounds: dict[str, ReadBound] = field(default_factory=dict)
    relations: list[tuple[int, str, str, str]] = field(default_factory=list)
    attributes: list[tuple[int, str, str, str]] = field(default_factory=list)
    notes: list[tuple[int, str, str, str]] = field(default_factory=list)


def parse_ann(path: str, text: str) -> Ann:
    """Read the lines of a .ann file."""
    ann = Ann()
    for at, whole in enumerate(text.split("\n"), 1):
        if not whole.strip():
            continue
        where = f"{path}, line {at}"
        name, _, rest = whole.rstrip("\r").partition("\t")
        what, tab, words = rest.partition("\t")
        if name.startswith("T") and (found := _BOUND.fullmatch(what)):
            if name in ann.bounds:
                raise fault(where, f"{name} is there twice")
            places = [tuple(map(int, place.split())) for place in found.group(2).split(";")]
            ann.bounds[name] = ReadBound(
                at, found.group(1), tuple((start, end) for start, end in places), words if tab else None
            )
        elif name.startswith("R") and (found := _RELATION.fullmatch(what.strip())):
            ann.relations.append((at, found[1], found[2], found[3]))
        elif name.startswith(("A", "M")) and (found := _ATTRIBUTE.fullmatch(what.strip())):
            ann.attributes.append((at, found[1], found[2], found[3]))
        elif name.startswith("#"):
            sort, _, target = what.partition(" ")
            ann.notes.append((at, sort, target.strip(), words))
        else:
            hint = "claimkit reads T, R, A and # lines; quotes are no events."
            raise fault(where, f"this line cannot be read: {whole[:60]!r}", hint)
    return ann


def fragments(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the fragments that brat can show: in order, without overlaps, cut at line breaks."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(start=joined[-1].start, end=max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return [part for span in joined for part in _cut(text, span)]


def _cut(text: str, span: Span) -> list[Span]:
    parts, at = [], span.start
    for found in _BREAKS.finditer(text, span.start, span.end):
        parts += [Span(start=at, end=found.start())] if found.start() > at else []
        at = found.end()
    parts += [Span(start=at, end=span.end)] if span.end > at else []
    return parts or [span]  # nothing but line breaks: brat cannot show it, but it is kept


def conf() -> str:
    """Return the annotation.conf that lets brat show and edit everything."""
    lines = ["[entities]", "", *LABELS, "", "[relations]", ""]
    lines += [f"{name}\tArg1:{head}, Arg2:{child}" for name, (head, child) in LINKS.items()]
    lines += ["", "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]", "", "[attributes]", ""]
    for label, choices in CHOICES.items():
        lines += [f"{label}_{name}\tArg:{label}, Value:{'|'.join(values)}" for name, values in choices.items()]
    return "\n".join(lines) + "\n"
