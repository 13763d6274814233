"""The article as HTML: its text with all spans marked, and beside each paragraph the claims that rest on it.

A claim's note stands beside the first words of its evidence, as a side note does in a book; its sign stands behind the
last. Notes are set before the words that they belong to, and the style sheet floats them into the margin. Where there
is no room for a margin they are left out, for the list of claims says the same and more. They are never part of what
is copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from claimkit.schemas import Claim, Extraction
from claimkit.views import common
from claimkit.views.markup import Places, links_of, safe
from claimkit.views.segments import Layer, Segment, layers_of, segments
from claimkit.views.threads import Threads

_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"  # what `common.visible` shows as a line break
_GAP = re.compile(f"[{_BREAKS}](?:[ \t]*[{_BREAKS}])*")
_LONG = 800  # code points after which a paragraph's further notes are set further down


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return where the lines of a text begin and end, each with the breaks and empty lines behind it."""
    starts = [0, *(gap.end() for gap in _GAP.finditer(text) if gap.end() < len(text))]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


class Annotated:
    """The text of one extraction, and the notes in its margin."""

    def __init__(self, extraction: Extraction, places: Places, threads: Threads) -> None:
        self._extraction = extraction
        self._places = places
        self._threads = threads
        # A space for each "\r" keeps all offsets.
        self._shown = extraction.article.text.replace("\r\n", " \n")
        self._named: set[str] = set()

    def html(self) -> str:
        """Return the whole text."""
        language = self._extraction.article.language or ""
        tongue = f' lang="{language}"' if re.fullmatch(r"[A-Za-z0-9-]{2,35}", language) else ""
        lines = paragraphs(self._shown)
        cuts = segments(len(self._shown), layers_of(self._extraction), [start for start, _ in lines])
        pending = next(cuts, None)
        body = []
        for _, end in lines:
            own: list[Segment] = []
            while pending is not None and pending.start < end:
                own.append(pending)
                pending = next(cuts, None)
            body.append(self._paragraph(own))
        noted = " noted" if self._extraction.claims else ""
        return f'<div class="text{noted}" dir="auto"{tongue}>{"".join(body)}</div>'

    def _paragraph(self, own: Sequence[Segment]) -> str:
        """Return one paragraph; each stretch of about `_LONG` code points has its notes before it."""
        stretches: list[tuple[list[Claim], list[str]]] = [([], [])]
        length = 0
        for segment in own:
            if length >= _LONG:
                stretches.append(([], []))
                length = 0
            claims, words = stretches[-1]
            claims += [layer.claim for layer in segment.layers if layer.claim and _begins(layer, segment)]
            words.append(self._segment(segment))
            length += segment.end - segment.start
        kind = "para with" if any(claims for claims, _ in stretches) else "para"
        body = "".join(self._notes(claims) + "".join(words) for claims, words in stretches)
        return f'<div class="{kind}">{body}</div>'

    def _notes(self, claims: Sequence[Claim]) -> str:
        if not claims:
            return ""
        # With a direction of its own, the list has no say in the direction of the text around it.
        listed = "\n".join(map(self._note, claims))
        return f'<ul class="notes" dir="ltr" aria-label="Claims in these words">{listed}</ul>'

    def _note(self, claim: Claim) -> str:
        anchor = self._places.claim(claim)
        claimant = self._extraction.actor(claim.claimant)
        who = f"<bdi>{safe(common.name_of(claimant, common.OWN_VOICE))}</bdi>"
        if claimant:
            who = self._places.key(claimant) + who
        about = [who, f"{claim.kind}, {claim.commitment}"]
        if claim.check_worthy:
            about.append(f'<span class="flag" title="{common.CHECK}">✓ check</span>')
        colour = f" {self._places.colour(claim.claimant)}" if claim.claimant else ""
        return (
            f'<li id="{anchor}-note" class="note{colour}" tabindex="-1"{links_of(self._threads.of_claim(claim))}>'
            f'<a href="#{anchor}-text">{safe(common.one_line(claim.id))}</a> '
            f'<bdi class="says">{safe(common.one_line(claim.text))}</bdi> '
            f'<span class="about">{" · ".join(about)}</span></li>'
        )

    def _segment(self, segment: Segment) -> str:
        words = self._shown[segment.start : segment.end]
        if not segment.layers:
            return safe(words)
        quotes = [layer.quote for layer in segment.layers if layer.sort == "quote" and layer.quote]
        new = [f"{self._places.quote(quote)}-text" for quote in quotes if quote.id not in self._named]
        self._named.update(quote.id for quote in quotes)
        attributes = f' class="{" ".join(self._classes(segment.layers))}"'
        attributes += f' title="{escape("; ".join(layer.label for layer in segment.layers))}"'
        attributes += links_of(segment.links())
        attributes += "".join(f' id="{anchor}" tabindex="-1"' for anchor in new[-1:])
        others = "".join(f'<span id="{anchor}" tabindex="-1"></span>' for anchor in new[:-1])
        tag = "mark" if quotes else "span"
        signs = "".join(self._sign(layer, segment) for layer in segment.layers)
        return f"{others}<{tag}{attributes}>{safe(words)}</{tag}>{signs}"

    def _classes(self, layers: Sequence[Layer]) -> Iterator[str]:
        """Give the classes of all layers once, and the colour of the innermost quote."""
        of_quotes = [layer.quote for layer in layers if layer.quote and layer.sort in ("quote", "repeat")]
        names: list[str] = []
        for layer in layers:
            names.append(layer.sort)
            if layer.sort == "quote" and layer.quote:
                names += [layer.quote.kind, *(() if layer.quote.verbatim else ("near",))]
        if sum(layer.sort == "quote" for layer in layers) > 1:
            names.append("inner")
        names += [f"s{self._places.numbers.get(quote.speaker or '', 0)}" for quote in of_quotes]
        names += [self._places.colour(quote.speaker) for quote in of_quotes[-1:]]
        yield from dict.fromkeys(names)

    def _sign(self, layer: Layer, segment: Segment) -> str:
        """Return the superscript at the end of a quote, which names its speaker, or of a claim's evidence."""
        if layer.span.end != segment.end:
            return ""
        if layer.claim is not None and layer.span is layer.claim.spans[-1]:
            anchor, who = self._places.claim(layer.claim), safe(common.one_line(layer.claim.id))
            return f'<sup class="cited"><a href="#{anchor}" id="{anchor}-text">{who}</a></sup>'
        if layer.quote is None or layer.sort not in ("quote", "repeat"):
            return ""
        quote = layer.quote
        who = safe(common.one_line(quote.speaker or "?"))
        link = f'<a href="#{self._places.quote(quote)}">{who}{"" if quote.verbatim else "≈"}</a>'
        return f'<sup class="{self._places.colour(quote.speaker)}">{link}</sup>'


def _begins(layer: Layer, segment: Segment) -> bool:
    """Tell whether the evidence of a claim begins here."""
    return layer.claim is not None and layer.span is layer.claim.spans[0] and layer.span.start == segment.start
