"""The Markdown view: quotes, claims and the report as lists that paste into a story's notes.

Each piece of article text stands on one line and with every character escaped that could mean
something in CommonMark, in GitHub's dialect or in common note takers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claimkit.schemas import Actor, Claim, Extraction, Quote
from claimkit.views.common import (
    CHECK,
    NEAR,
    NO_CLAIMS,
    NO_QUOTES,
    OWN_VOICE,
    UNSETTLED,
    actor_facts,
    claim_facts,
    claim_kind,
    claims_by_claimant,
    counts,
    evidence,
    headline,
    name_of,
    one_line,
    origin,
    quote_facts,
    quotes_by_speaker,
    report_notes,
    usage_line,
    without_quotes,
    wording,
)

# Characters that mean something anywhere in a line; an ampersand only in an entity,
# a colon only in a URL, and "=" and "%" only when doubled.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~#$]|&(?=#?\w+;)|:(?=//)|(?<=\bwww)\.|={2,}|%{2,}", re.IGNORECASE)
# What would open a list, a rule or a numbered item at the start of a line.
_AT_START = re.compile(r"^(?:[-+=]|\d{1,9}(?=[.)]))")


def escaped(text: str) -> str:
    """Return `text` on one line, with everything escaped that Markdown would read as structure."""
    line = _inside(text)
    return _AT_START.sub(lambda hit: f"{hit[0]}\\" if hit[0].isdigit() else f"\\{hit[0]}", line)


def _inside(text: str) -> str:
    """Return `text` escaped for a place that is not the start of a line."""
    return _ANYWHERE.sub(lambda hit: "".join(f"\\{sign}" for sign in hit[0]), one_line(text))


def markdown(extraction: Extraction) -> str:
    """Return one extraction as Markdown; it ends with one line break."""
    lines = (
        f"# {escaped(headline(extraction.article))}",
        "",
        f"{escaped(counts(extraction))}  ",
        escaped(origin(extraction)),
        *_quotes(extraction),
        *_claims(extraction),
        *_report(extraction),
    )
    return "\n".join(lines) + "\n"


def _quotes(extraction: Extraction) -> Iterator[str]:
    yield from ("", "## Quotes")
    if not extraction.quotes:
        yield from ("", NO_QUOTES)
    for speaker, quotes in quotes_by_speaker(extraction):
        yield from _heading(extraction, speaker, UNSETTLED)
        yield from (_quote(extraction, quote) for quote in quotes)
    if silent := without_quotes(extraction):
        yield from ("", "Actors without a quote: " + _joined((actor.name for actor in silent), ", "))


def _heading(extraction: Extraction, actor: Actor | None, nobody: str) -> Iterator[str]:
    name = escaped(name_of(actor, nobody))
    yield from (
        "",
        " — ".join(filter(None, (f"### {name}", _joined(actor_facts(extraction, actor), ", ")))),
        "",
    )


def _quote(extraction: Extraction, quote: Quote) -> str:
    flag = () if quote.verbatim else (f"**{NEAR}**",)
    about = (escaped(quote.id), quote.kind, *flag, *map(_inside, quote_facts(extraction, quote)))
    return f"- {escaped(wording(quote))}  \n  {' · '.join(about)}"


def _claims(extraction: Extraction) -> Iterator[str]:
    yield from ("", "## Claims")
    if not extraction.claims:
        yield from ("", NO_CLAIMS)
    for claimant, claims in claims_by_claimant(extraction):
        yield from _heading(extraction, claimant, OWN_VOICE)
        for claim in claims:
            yield from _claim(extraction, claim)


def _claim(extraction: Extraction, claim: Claim) -> Iterator[str]:
    flag = (f"**{CHECK}**",) if claim.check_worthy else ()
    about = (escaped(claim.id), claim_kind(claim), *flag, *map(_inside, claim_facts(claim)))
    lines = (escaped(claim.text), " · ".join(about), f"Evidence: {_inside(evidence(extraction, claim))}")
    yield "- " + "  \n  ".join(lines)


def _report(extraction: Extraction) -> Iterator[str]:
    yield from ("", "## Report")
    if extraction.report.incomplete:
        yield from ("", "**INCOMPLETE: a part of the work is missing.**")
    for heading, notes in report_notes(extraction):
        yield from ("", f"{heading} ({len(notes)}):", "")
        for note in notes:
            yield "- " + escaped(" — ".join(part for part in note if part))
    yield from ("", escaped(usage_line(extraction)))


def _joined(parts: Iterable[str], by: str) -> str:
    return by.join(_inside(part) for part in parts)
