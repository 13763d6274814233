"""The HTML view: who speaks, the article with its claims beside it, then quotes, claims and the report.

Whatever comes from the article or the model passes through `safe`. The page can be read without its
script and asks for nothing from anywhere; its Content-Security-Policy allows its own style sheet and its
own script only, both by their hash.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from claimkit.schemas import Actor, Claim, Extraction, Quote
from claimkit.views import common
from claimkit.views.annotated import Annotated
from claimkit.views.markup import Places, links_of, safe, unordered
from claimkit.views.script import SCRIPT
from claimkit.views.style import PAGE_STYLE, STYLE
from claimkit.views.threads import Threads

_SIGNS = (
    '<mark class="direct c0">direct</mark> · <mark class="indirect c0">indirect</mark> · '
    '<mark class="mixed c0">mixed</mark> · <span class="speaker">speaker</span> · '
    '<span class="cue">cue</span> · <span class="repeat c0">repeated</span> · '
    '<span class="uncovered">marked, but no quote</span> · '
    f"≈ {common.NEAR} · ✓ {common.CHECK}"
)


def page(extractions: Sequence[Extraction]) -> str:
    """Return one self-contained HTML page for any number of extractions."""
    one = len(extractions) == 1
    rank = 1 if one else 2
    sections = "\n".join(View(item, f"e{number}", rank).section() for number, item in enumerate(extractions, 1))
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


def _contents(extractions: Sequence[Extraction]) -> str:
    links = (
        f'<li><a href="#e{number}">{safe(common.headline(item.article))}</a> '
        f'<span class="about">{common.counts(item)}</span></li>'
        for number, item in enumerate(extractions, 1)
    )
    heading = common.plural(len(extractions), "article")
    return f'<nav><h1 class="title">{heading}</h1>{unordered(links)}</nav>\n'


class View:
    """One extraction as HTML.

    Args:
        extraction: What to show.
        name: Keeps its anchors apart from those of other extractions.
        rank: The rank of its title among the headings of the page, 1 or 2.
        titled: Whether the title is part of it; else its parts take the rank below `rank` all the same.
    """

    def __init__(self, extraction: Extraction, name: str, rank: int = 2, *, titled: bool = True) -> None:
        self.extraction = extraction
        self.name = name
        self.rank = rank
        self.titled = titled
        self.threads = Threads(extraction)
        self.places = Places(extraction, name)

    def section(self) -> str:
        """Return the whole view."""
        article = Annotated(self.extraction, self.places, self.threads).html()
        lists = f'<div class="lists"><div>{self._quotes()}</div><div>{self._claims()}</div></div>'
        # The last attribute keeps JupyterLab from taking j and k for its own while the focus is in here.
        return (
            f'<section class="view" id="{self.name}" data-quotes="{len(self.extraction.quotes)}"'
            ' data-lm-suppress-shortcuts="true">'
            f'{self._header()}<div class="sides"><div class="who">{self._legend()}</div>{article}</div>'
            f"{lists}{self._report()}</section>"
        )

    def _header(self) -> str:
        article = self.extraction.article
        url, origin = article.url or "", safe(common.origin(self.extraction))
        if re.match(r"https?://", url, re.IGNORECASE):
            origin += f' · <a href="{safe(url)}" rel="noopener noreferrer">open the article</a>'
        title = f'<h{self.rank} class="title" dir="auto">{safe(common.headline(article))}</h{self.rank}>'
        title += f'<p class="counts">{common.counts(self.extraction)}</p>'
        incomplete = '<p class="flag">INCOMPLETE: a part of the work is missing.</p>'
        return (
            f'<header>{title if self.titled else ""}<p class="about">{origin}</p>'
            f"{incomplete if self.extraction.report.incomplete else ''}"
            '<p class="about keys">Point at or choose a speaker, a quote or a claim to see what hangs on it. '
            "Keys: j or n for the next quote, k or p for the one before, Escape to clear.</p></header>"
        )

    def _part(self, words: str) -> str:
        return f'<h{self.rank + 1} class="part">{words}</h{self.rank + 1}>'

    def _sub(self, words: str, links: str = "") -> str:
        return f'<h{self.rank + 2} class="by"{links}>{words}</h{self.rank + 2}>'

    def _who(self, actor: Actor | None, nobody: str) -> str:
        """Return the key, the name and the facts of an actor."""
        name = f"<bdi>{safe(common.name_of(actor, nobody))}</bdi>"
        facts = safe(", ".join(common.actor_facts(self.extraction, actor)))
        return self.places.key(actor) + name + (f" <small>{facts}</small>" if facts else "")

    def _legend(self) -> str:
        groups = common.quotes_by_speaker(self.extraction)
        claims = Counter(claim.claimant for claim in self.extraction.claims if claim.claimant)
        listed = [(actor, common.plural(len(quotes), "quote")) for actor, quotes in groups]
        listed += [(actor, "no quote") for actor in common.without_quotes(self.extraction)]
        items = []
        for actor, count in listed:
            claimed = claims[actor.id] if actor else 0
            counts = f"{count} · {common.plural(claimed, 'claim')}" if claimed else count
            links = links_of(self.threads.of_actor(actor.id if actor else None))
            who = self._who(actor, common.UNSETTLED)
            items.append(f'<li tabindex="0"{links}>{who} <span class="about">· {counts}</span></li>')
        items.append(f'<li class="signs about">{_SIGNS}</li>')
        return self._part("Who speaks") + unordered(items, "legend")

    def _quotes(self) -> str:
        groups = common.quotes_by_speaker(self.extraction)
        body = "".join(self._group(actor, common.UNSETTLED, map(self._quote, quotes)) for actor, quotes in groups)
        return self._part("Quotes") + (body or f"<p>{common.NO_QUOTES}</p>")

    def _group(self, actor: Actor | None, nobody: str, items: Iterable[str]) -> str:
        unsettled = actor is not None or nobody == common.UNSETTLED
        links = links_of([self.threads.actor(actor.id if actor else None)]) if unsettled else ""
        return self._sub(self._who(actor, nobody) if unsettled else nobody, links) + unordered(items)

    def _quote(self, quote: Quote) -> str:
        anchor = self.places.quote(quote)
        link = f'<a href="#{anchor}-text">{safe(common.one_line(quote.id))}</a>'
        flag = () if quote.verbatim else (f'<span class="flag">{common.NEAR}</span>',)
        about = (link, quote.kind, *flag, *map(safe, common.quote_facts(self.extraction, quote)))
        return (
            f'<li id="{anchor}" class="said {self.places.colour(quote.speaker)}" tabindex="0"'
            f"{links_of(self.threads.of_quote(quote))}>"
            f'<p dir="auto">{safe(common.wording(quote))}</p><p class="about">{" · ".join(about)}</p></li>'
        )

    def _claims(self) -> str:
        groups = common.claims_by_claimant(self.extraction)
        body = "".join(self._group(actor, common.OWN_VOICE, map(self._claim, claims)) for actor, claims in groups)
        return self._part("Claims") + (body or f"<p>{common.NO_CLAIMS}</p>")

    def _claim(self, claim: Claim) -> str:
        anchor = self.places.claim(claim)
        flag = (f'<span class="flag">✓ {common.CHECK}</span>',) if claim.check_worthy else ()
        link = f'<a href="#{anchor}-text">{safe(common.one_line(claim.id))}</a>'
        about = (link, common.claim_kind(claim), *flag)
        facts = map(safe, common.claim_facts(claim))
        colour = f" {self.places.colour(claim.claimant)}" if claim.claimant else ""
        return (
            f'<li id="{anchor}" class="claim{colour}" tabindex="0"{links_of(self.threads.of_claim(claim))}>'
            f'<p dir="auto">{safe(common.one_line(claim.text))}</p>'
            f'<p class="about">{" · ".join((*about, *facts))}</p>'
            f'<blockquote dir="auto">{safe(common.evidence(self.extraction, claim))}</blockquote></li>'
        )

    def _report(self) -> str:
        lists = "".join(
            self._sub(f"{heading} ({len(notes)})") + unordered(map(self._note, notes))
            for heading, notes in common.report_notes(self.extraction)
        )
        usage = safe(common.usage_line(self.extraction))
        return f'<footer>{self._part("Report")}{lists}<p class="about">{usage}</p></footer>'

    def _note(self, note: common.Note) -> str:
        words = f"<bdi>{safe(note.words)}</bdi> — " if note.words else ""
        return f'<li>{words}<span class="about">{safe(note.reason)}</span></li>'
