"""The terminal view: quotes by speaker, claims by claimant, and a short report.

All text goes to rich as `Text`, never as markup, and only after `common` made it harmless.
What a colour says is also said by a word, so nothing is lost in a pipe or with NO_COLOR.
"""

from __future__ import annotations

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from claimkit.schemas import Actor, Claim, Extraction, Quote
from claimkit.views.common import (
    CHECK,
    NEAR,
    NO_CLAIMS,
    NO_QUOTES,
    OWN_VOICE,
    UNSETTLED,
    Note,
    actor_facts,
    claim_facts,
    claim_kind,
    claims_by_claimant,
    counts,
    headline,
    name_of,
    one_line,
    origin,
    quote_facts,
    quotes_by_speaker,
    report_notes,
    shortened,
    usage_line,
    without_quotes,
    wording,
)

_NARROWEST = 20
_DEEPER = "    "  # before the further lines of a name, which are no name of their own


def show(extraction: Extraction, console: Console) -> None:
    """Print one extraction for a person to read.

    Args:
        extraction: What to show.
        console: Where to print; its width decides where lines are wrapped.
    """
    _header(extraction, console)
    _quotes(extraction, console)
    _claims(extraction, console)
    _report(extraction, console)


def _hang(console: Console, lead: Text, *bodies: Text) -> None:
    """Print `bodies` below each other to the right of `lead`, wrapped to the width of the console."""
    width = max(_NARROWEST, console.width - lead.cell_len)
    blank = Text(" " * lead.cell_len)
    for body in bodies:
        for line in list(body.wrap(console, width, overflow="fold")) or [Text()]:
            line.rstrip()  # rich leaves the space that it broke the line at
            console.print(Text.assemble(lead, line), soft_wrap=True)
            lead = blank


def _section(console: Console, title: str) -> None:
    console.print()
    console.print(Rule(Text(title, style="bold"), align="left", style="dim"))


def _header(extraction: Extraction, console: Console) -> None:
    _hang(console, Text(), Text(headline(extraction.article), style="bold"))
    _hang(console, Text(), Text(counts(extraction)), Text(origin(extraction), style="dim"))


def _quotes(extraction: Extraction, console: Console) -> None:
    _section(console, "Quotes")
    if not extraction.quotes:
        _hang(console, Text(), Text(NO_QUOTES))
    for number, (speaker, quotes) in enumerate(quotes_by_speaker(extraction)):
        if number:
            console.print()
        _heading(extraction, console, speaker, UNSETTLED)
        for quote in quotes:
            _quote(extraction, console, quote)
    if silent := without_quotes(extraction):
        names = ", ".join(one_line(actor.name) for actor in silent)
        console.print()
        _hang(console, Text("Actors without a quote: ", style="dim"), Text(names))


def _heading(extraction: Extraction, console: Console, actor: Actor | None, nobody: str) -> None:
    heading = Text(name_of(actor, nobody), style="bold cyan" if actor else "bold yellow")
    if facts := actor_facts(extraction, actor):
        heading.append(" — " + ", ".join(facts), style="not bold default")
    if actor:
        heading.append(f"  {one_line(actor.id)}", style="not bold dim default")
    lines = list(heading.wrap(console, max(_NARROWEST, console.width - len(_DEEPER)), overflow="fold")) or [Text()]
    _hang(console, Text(), lines[0])
    _hang(console, Text(_DEEPER), *lines[1:])


def _quote(extraction: Extraction, console: Console, quote: Quote) -> None:
    lead = _lead(quote.id).append(f"{quote.kind:<8}  ", style="not dim green")
    about = Text(" · ".join(quote_facts(extraction, quote)), style="dim")
    if not quote.verbatim:
        about = Text.assemble((NEAR, "bold yellow"), " · " if about else "", about)
    _hang(console, lead, Text(wording(quote)), *([about] if about else []))


def _lead(name: str) -> Text:
    return Text(f"  {shortened(name, 8):<4} ", style="dim")


def _claims(extraction: Extraction, console: Console) -> None:
    _section(console, "Claims")
    if not extraction.claims:
        _hang(console, Text(), Text(NO_CLAIMS))
    for number, (claimant, claims) in enumerate(claims_by_claimant(extraction)):
        if number:
            console.print()
        _heading(extraction, console, claimant, OWN_VOICE)
        for claim in claims:
            _claim(console, claim)


def _claim(console: Console, claim: Claim) -> None:
    about = Text(claim_kind(claim), style="green")
    if claim.check_worthy:
        about.append(f" · ✓ {CHECK}", style="bold magenta")
    for fact in claim_facts(claim):
        about.append(f" · {fact}", style="dim default")
    _hang(console, _lead(claim.id), Text(one_line(claim.text)), about)


def _report(extraction: Extraction, console: Console) -> None:
    _section(console, "Report")
    if extraction.report.incomplete:
        _hang(console, Text(), Text("INCOMPLETE: a part of the work is missing.", style="bold red"))
    for heading, notes in report_notes(extraction):
        _hang(console, Text(), Text(f"{heading} ({len(notes)})"))
        for note in notes:
            _note(console, note)
    _hang(console, Text(), Text(usage_line(extraction), style="dim"))


def _note(console: Console, note: Note) -> None:
    body = Text.assemble(f"{note.words} — " if note.words else "", (note.reason, "dim"))
    _hang(console, Text("  • "), body)
