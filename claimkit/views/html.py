"""The HTML view: the article with its quotes marked, then quotes, claims and the report.

Whatever comes from the article or the model passes through `safe`. The page can be read without its
script and asks for nothing from anywhere; its Content-Security-Policy allows its own style sheet and its
own script only, both by their hash.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from claimkit.schemas import Actor, Claim, Extraction, Quote
from claimkit.views import common
from claimkit.views.script import SCRIPT
from claimkit.views.segments import Layer, Segment, layers_of, segments
from claimkit.views.style import PAGE_STYLE, STYLE, colour_class
from claimkit.views.threads import Threads

_SIGNS = (
    '<mark class="direct c0">direct</mark> · <mark class="indirect c0">indirect</mark> · '
    '<mark class="mixed c0">mixed</mark> · <span class="speaker">speaker</span> · '
    '<span class="cue">cue</span> · <span class="repeat c0">repeated</span> · '
    '<span class="uncovered">marked, but no quote</span> · '
    f"≈ {common.NEAR}"
)


def page(extractions: Sequence[Extraction]) -> str:
    """Return one self-contained HTML page for any number of extractions."""
    sections = "\n".join(View(item, f"e{number}").section() for number, item in enumerate(extractions, 1))
    one = len(extractions) == 1
    title = common.headline(extractions[0].article) if one else common.plural(len(extractions), "article")
    body = f"{'' if one else _contents(extractions)}<main>\n{sections}\n</main>"
    return document(title, body, PAGE_STYLE, [SCRIPT])


def document(title: str, body: str, style: str, scripts: Sequence[str]) -> str:
    """Return a whole page whose policy allows this style sheet and these scripts, and no request at all.

    Args:
        title: What the page is about; escaped here.
        body: HTML in which everything foreign is escaped.
        style: The style sheet.
        scripts: The scripts, in order; they stand at the end of the body.
    """
    allowed = " ".join(map(_hash, scripts))
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {allowed}; base-uri 'none'; form-action 'none'"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{safe(title)} · claimkit</title>
<style>{style}</style>
</head>
<body class="claimkit">
{body}
{"".join(f"<script>{script}</script>" for script in scripts)}
</body>
</html>
"""


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def fragment(extraction: Extraction) -> str:
    """Return the same view as one `<div>` with its own styles and script, to stand inside another page."""
    name = hashlib.sha256(extraction.model_dump_json().encode()).hexdigest()[:10]
    section = View(extraction, f"e{name}").section()
    return f'<div class="claimkit"><style>{STYLE}</style>\n{section}\n<script>{SCRIPT}</script></div>'


def safe(text: str) -> str:
    """Return text as HTML: escaped, and with characters that could fool the eye shown as signs."""
    return escape(common.visible(text))


def _contents(extractions: Sequence[Extraction]) -> str:
    links = (
        f'<li><a href="#e{number}">{safe(common.headline(item.article))}</a> '
        f'<span class="about">{common.counts(item)}</span></li>'
        for number, item in enumerate(extractions, 1)
    )
    return f"<nav><h2>{common.plural(len(extractions), 'article')}</h2>{_list(links)}</nav>\n"


def _list(items: Iterable[str], kind: str = "") -> str:
    return f'<ul class="{kind}">' + "\n".join(items) + "</ul>"


def _links(links: Iterable[str]) -> str:
    joined = " ".join(links)
    return f' data-links="{joined}"' if joined else ""


class View:
    """One extraction as HTML; `name` keeps its anchors apart from those of other extractions."""

    def __init__(self, extraction: Extraction, name: str) -> None:
        self.extraction = extraction
        self.text = extraction.article.text
        self.name = name
        self.threads = Threads(extraction)
        speakers = [actor for actor, _ in common.quotes_by_speaker(extraction) if actor]
        self.numbers = {actor.id: number for number, actor in enumerate(speakers, 1)}
        self.anchors = {quote.id: f"{name}-q{number}" for number, quote in enumerate(extraction.quotes, 1)}
        self.notes = {claim.id: f"{name}-c{number}" for number, claim in enumerate(extraction.claims, 1)}

    def section(self) -> str:
        """Return the whole view."""
        # The last attribute keeps JupyterLab from taking j and k for its own while the focus is in here.
        return (
            f'<section class="view" id="{self.name}" data-quotes="{len(self.anchors)}"'
            ' data-lm-suppress-shortcuts="true">'
            f'{self._header()}<div class="sides"><div>{self._article()}</div>'
            f'<div class="margin">{self._legend()}{self._quotes()}{self._claims()}</div></div>'
            f"{self._report()}</section>"
        )

    def _header(self) -> str:
        article = self.extraction.article
        url, origin = article.url or "", safe(common.origin(self.extraction))
        if re.match(r"https?://", url, re.IGNORECASE):
            origin += f' · <a href="{safe(url)}" rel="noopener noreferrer">open the article</a>'
        incomplete = '<p class="flag">INCOMPLETE: a part of the work is missing.</p>'
        return (
            f'<header><h2 dir="auto">{safe(common.headline(article))}</h2>'
            f'<p class="counts">{common.counts(self.extraction)}</p><p class="about">{origin}</p>'
            f"{incomplete if self.extraction.report.incomplete else ''}"
            '<p class="about keys">Point at or choose a speaker, a quote or a claim to see what hangs on it. '
            "Keys: j or n for the next quote, k or p for the one before, Escape to clear.</p></header>"
        )

    def _article(self) -> str:
        language = self.extraction.article.language or ""
        tongue = f' lang="{language}"' if re.fullmatch(r"[A-Za-z0-9-]{2,35}", language) else ""
        # A space for each "\r" keeps all offsets.
        shown = self.text.replace("\r\n", " \n")
        cuts = segments(len(shown), layers_of(self.extraction))
        named: set[str] = set()
        body = "".join(self._segment(shown[cut.start : cut.end], cut, named) for cut in cuts)
        return f'<div class="text" dir="auto"{tongue}>{body}</div>'

    def _segment(self, words: str, segment: Segment, named: set[str]) -> str:
        if not segment.layers:
            return safe(words)
        quotes = [layer.quote for layer in segment.layers if layer.sort == "quote" and layer.quote]
        new = [f"{self.anchors[quote.id]}-text" for quote in quotes if quote.id not in named]
        named.update(quote.id for quote in quotes)
        attributes = f' class="{" ".join(self._classes(segment.layers))}"'
        attributes += f' title="{escape("; ".join(layer.label for layer in segment.layers))}"'
        attributes += _links(segment.links())
        attributes += "".join(f' id="{anchor}" tabindex="-1"' for anchor in new[-1:])
        others = "".join(f'<span id="{anchor}" tabindex="-1"></span>' for anchor in new[:-1])
        tag = "mark" if quotes else "span"
        ends = (layer for layer in segment.layers if layer.span.end == segment.end)
        return f"{others}<{tag}{attributes}>{safe(words)}</{tag}>{''.join(map(self._sign, ends))}"

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
        names += [f"s{self.numbers.get(quote.speaker or '', 0)}" for quote in of_quotes]
        names += [self._colour(quote.speaker) for quote in of_quotes[-1:]]
        yield from dict.fromkeys(names)

    def _colour(self, speaker: str | None) -> str:
        return colour_class(self.numbers.get(speaker or ""))

    def _sign(self, layer: Layer) -> str:
        """Return the superscript at the end of a quote, which names its speaker, or of a claim's evidence."""
        if layer.claim is not None and layer.span is layer.claim.spans[-1]:
            anchor, who = self.notes[layer.claim.id], safe(common.one_line(layer.claim.id))
            return f'<sup class="note"><a href="#{anchor}" id="{anchor}-text">{who}</a></sup>'
        if layer.quote is None or layer.sort not in ("quote", "repeat"):
            return ""
        quote = layer.quote
        who = safe(common.one_line(quote.speaker or "?"))
        link = f'<a href="#{self.anchors[quote.id]}">{who}{"" if quote.verbatim else "≈"}</a>'
        return f'<sup class="{self._colour(quote.speaker)}">{link}</sup>'

    def _who(self, actor: Actor | None, nobody: str) -> str:
        """Return the key, the name and the facts of an actor."""
        key = safe(common.one_line(actor.id)) if actor else "?"
        silent = actor is not None and actor.id not in self.numbers
        colour = "" if silent else self._colour(actor.id if actor else None)
        facts = safe(", ".join(common.actor_facts(self.extraction, actor)))
        return (
            f'<span class="key {colour}">{key}</span>'
            f"<bdi>{safe(common.name_of(actor, nobody))}</bdi>{f' <small>{facts}</small>' if facts else ''}"
        )

    def _legend(self) -> str:
        groups = common.quotes_by_speaker(self.extraction)
        claims = Counter(claim.claimant for claim in self.extraction.claims if claim.claimant)
        listed = [(actor, common.plural(len(quotes), "quote")) for actor, quotes in groups]
        listed += [(actor, "no quote") for actor in common.without_quotes(self.extraction)]
        items = []
        for actor, count in listed:
            claimed = claims[actor.id] if actor else 0
            counts = f"{count} · {common.plural(claimed, 'claim')}" if claimed else count
            links = _links(self.threads.of_actor(actor.id if actor else None))
            who = self._who(actor, common.UNSETTLED)
            items.append(f'<li tabindex="0"{links}>{who} <span class="about">· {counts}</span></li>')
        items.append(f'<li class="signs about">{_SIGNS}</li>')
        return f"<h3>Who speaks</h3>{_list(items, 'legend')}"

    def _quotes(self) -> str:
        groups = common.quotes_by_speaker(self.extraction)
        body = "".join(self._group(actor, common.UNSETTLED, map(self._quote, quotes)) for actor, quotes in groups)
        return f"<h3>Quotes</h3>{body or f'<p>{common.NO_QUOTES}</p>'}"

    def _group(self, actor: Actor | None, nobody: str, items: Iterable[str]) -> str:
        unsettled = actor is not None or nobody == common.UNSETTLED
        links = _links([self.threads.actor(actor.id if actor else None)]) if unsettled else ""
        return f"<h4{links}>{self._who(actor, nobody) if unsettled else nobody}</h4>{_list(items)}"

    def _quote(self, quote: Quote) -> str:
        anchor = self.anchors[quote.id]
        link = f'<a href="#{anchor}-text">{safe(common.one_line(quote.id))}</a>'
        flag = () if quote.verbatim else (f'<span class="flag">{common.NEAR}</span>',)
        about = (link, quote.kind, *flag, *map(safe, common.quote_facts(self.extraction, quote)))
        return (
            f'<li id="{anchor}" class="said {self._colour(quote.speaker)}" tabindex="0"'
            f"{_links(self.threads.of_quote(quote))}>"
            f'<p dir="auto">{safe(common.wording(quote))}</p><p class="about">{" · ".join(about)}</p></li>'
        )

    def _claims(self) -> str:
        groups = common.claims_by_claimant(self.extraction)
        body = "".join(self._group(actor, common.OWN_VOICE, map(self._claim, claims)) for actor, claims in groups)
        return f"<h3>Claims</h3>{body or f'<p>{common.NO_CLAIMS}</p>'}"

    def _claim(self, claim: Claim) -> str:
        anchor = self.notes[claim.id]
        flag = (f'<span class="flag">✓ {common.CHECK}</span>',) if claim.check_worthy else ()
        link = f'<a href="#{anchor}-text">{safe(common.one_line(claim.id))}</a>'
        about = (link, common.claim_kind(claim), *flag)
        facts = map(safe, common.claim_facts(claim))
        colour = f" {self._colour(claim.claimant)}" if claim.claimant else ""
        return (
            f'<li id="{anchor}" class="claim{colour}" tabindex="0"{_links(self.threads.of_claim(claim))}>'
            f'<p dir="auto">{safe(common.one_line(claim.text))}</p>'
            f'<p class="about">{" · ".join((*about, *facts))}</p>'
            f'<blockquote dir="auto">{safe(common.evidence(self.extraction, claim))}</blockquote></li>'
        )

    def _report(self) -> str:
        lists = "".join(
            f"<h4>{heading} ({len(notes)})</h4>{_list(map(self._note, notes))}"
            for heading, notes in common.report_notes(self.extraction)
        )
        usage = safe(common.usage_line(self.extraction))
        return f'<footer><h3>Report</h3>{lists}<p class="about">{usage}</p></footer>'

    def _note(self, note: common.Note) -> str:
        words = f"<bdi>{safe(note.words)}</bdi> — " if note.words else ""
        return f'<li>{words}<span class="about">{safe(note.reason)}</span></li>'
