"""What all views share: harmless text, groups by actor, and the short phrases around a quote.

Everything that these functions return is already harmless text on one line. Each view still
escapes it for its own format.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from claimkit.links import cut
from claimkit.schemas import Actor, Article, Claim, Extraction, Quote, UncoveredReason

UNSETTLED = "Speaker not settled"
OWN_VOICE = "The article itself"
NEAR = "near match: compare with the article"
CHECK = "worth checking"
NO_QUOTES = "No quotes were found."
NO_CLAIMS = "No claims were found."

_UNCOVERED: dict[UncoveredReason | None, str] = {
    "title": "a title",
    "scare": "scare quotes",
    "nickname": "a nickname",
    "nested": "stands inside another quote",
    "repeated": "repeats another quote",
    "unattributed": "nobody is named as saying it",
    "rejected": "the model's answer was turned down",
    "unasked": "no model was asked about it",
    None: "reason not known",
}

_Item = TypeVar("_Item")


def _signs() -> dict[int, str]:
    """Map each character that could drive a terminal or reorder a line to what is shown instead."""
    signs = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n"}
    signs[0x7F] = "\u2421"
    unseen = (*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000))
    signs |= {code: f"‹U+{code:04X}›" for code in unseen}
    signs |= dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n")
    # These three marks only hint at a direction. They are common in honest Hebrew and Arabic pages.
    return signs | dict.fromkeys((0x200E, 0x200F, 0x061C), "")


_SIGNS = _signs()


def visible(text: str) -> str:
    """Return `text` with control characters and bidirectional controls shown as signs.

    Tabs stay, and all sorts of line breaks become "\\n". ESC becomes "␛", a right-to-left
    override becomes "‹U+202E›". Direction marks that show nothing are left out.
    """
    return text.replace("\r\n", "\n").translate(_SIGNS)


def one_line(text: str) -> str:
    """Return harmless `text` with every run of spaces, tabs and line breaks as one space."""
    return re.sub(r"[ \t\n]+", " ", visible(text)).strip()


def shortened(text: str, width: int) -> str:
    """Return `text` on one line, cut after `width` characters with an ellipsis."""
    line = one_line(text)
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def headline(article: Article, width: int = 120) -> str:
    """Return the article's title, or its first line that is not empty, or its id."""
    lines = (article.title or "", *visible(article.text).split("\n"), article.id)
    return shortened(next((line for line in lines if line.strip()), "Untitled"), width)


def plural(count: int, word: str) -> str:
    """Return the count with its word: "1 quote", "2 quotes"."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def counts(extraction: Extraction) -> str:
    """Return how much was found, in one phrase."""
    kinds = Counter(quote.kind for quote in extraction.quotes)
    by_kind = ", ".join(f"{kinds[kind]} {kind}" for kind in ("direct", "indirect", "mixed"))
    quotes = plural(len(extraction.quotes), "quote") + (f" ({by_kind})" if extraction.quotes else "")
    actors, claims = plural(len(extraction.actors), "actor"), plural(len(extraction.claims), "claim")
    return f"{quotes} · {actors} · {claims}"


def origin(extraction: Extraction) -> str:
    """Return where the article comes from and which model answered."""
    article, model = extraction.article, extraction.provenance.model
    parts = (article.id, article.published, article.url, f"model {model}")
    return " · ".join(one_line(part) for part in parts if part)


def quotes_by_speaker(extraction: Extraction) -> list[tuple[Actor | None, list[Quote]]]:
    """Return the quotes of each speaker, by first quote; those without a speaker come last."""
    return _by_actor(extraction, extraction.quotes, lambda quote: quote.speaker)


def claims_by_claimant(extraction: Extraction) -> list[tuple[Actor | None, list[Claim]]]:
    """Return the claims of each claimant, by first claim; the article's own claims come last."""
    return _by_actor(extraction, extraction.claims, lambda claim: claim.claimant)


def without_quotes(extraction: Extraction) -> list[Actor]:
    """Return the actors to whom no quote was given."""
    speakers = {quote.speaker for quote in extraction.quotes}
    return [actor for actor in extraction.actors if actor.id not in speakers]


def _by_actor(
    extraction: Extraction, items: Iterable[_Item], whose: Callable[[_Item], str | None]
) -> list[tuple[Actor | None, list[_Item]]]:
    groups: dict[str | None, list[_Item]] = {}
    for item in items:
        groups.setdefault(whose(item), []).append(item)
    nobody = groups.pop(None, None)
    known: list[tuple[Actor | None, list[_Item]]] = [(extraction.actor(key), group) for key, group in groups.items()]
    return [*known, (None, nobody)] if nobody else known


def name_of(actor: Actor | None, nobody: str) -> str:
    """Return the actor's name, or `nobody`."""
    return one_line(actor.name) if actor else nobody


def actor_facts(extraction: Extraction, actor: Actor | None) -> list[str]:
    """Return role, affiliation, the kind of an actor that is no person, and why it is not named."""
    if actor is None:
        return []
    facts = [one_line(fact) for fact in (actor.role, actor.affiliation) if fact]
    if actor.anonymity_span:
        facts.append(f"anonymous: “{one_line(actor.anonymity_span.of(extraction.article.text))}”")
    elif actor.kind != "person":
        facts.append(actor.kind)
    return facts


def wording(quote: Quote) -> str:
    """Return the words of a quote; a direct one in curly quotation marks."""
    words = one_line(quote.text)
    return f"“{words}”" if quote.kind == "direct" else words


def quote_facts(extraction: Extraction, quote: Quote) -> list[str]:
    """Return the cue, the addressee, the setting, the outer quote and the repeats of a quote."""
    facts = (
        quote.cue_span and one_line(quote.cue_span.of(extraction.article.text)),
        quote.addressee and f"to: {one_line(quote.addressee)}",
        quote.setting and f"where or when: {one_line(quote.setting)}",
        quote.inside and f"inside {one_line(quote.inside)}",
        quote.repeats and f"+{plural(len(quote.repeats), 'repeat')}",
    )
    return [fact for fact in facts if fact]


def claim_facts(claim: Claim) -> list[str]:
    """Return the quotes that carry a claim, its twins, and why it is or is not worth checking."""
    facts = (
        claim.quotes and f"from {_listed(claim.quotes)}",
        claim.same_as and f"same as {_listed(claim.same_as)}",
        claim.reason and one_line(claim.reason),
    )
    return [fact for fact in facts if fact]


def claim_kind(claim: Claim) -> str:
    """Return the kind of a claim, with its commitment when that is not "asserted"."""
    return claim.kind if claim.commitment == "asserted" else f"{claim.kind}, {claim.commitment}"


def evidence(extraction: Extraction, claim: Claim) -> str:
    """Return the words of the article that a claim rests on."""
    return one_line(cut(extraction.article.text, claim.spans))


def uncovered_reason(reason: UncoveredReason | None) -> str:
    """Return why no quote covers a passage, in plain words."""
    return _UNCOVERED[reason]


class Note(NamedTuple):
    """One entry of the report: some words, and what is said about them."""

    words: str
    reason: str


def report_notes(extraction: Extraction) -> list[tuple[str, list[Note]]]:
    """Return the report as headed lists; a list without entries is left out."""
    report, text = extraction.report, extraction.article.text
    uncovered = [Note(one_line(span.of(text)), uncovered_reason(span.reason)) for span in report.uncovered]
    rejected = []
    for draft in report.rejected:
        nearest = f"; nearest: “{one_line(draft.nearest.of(text))}”" if draft.nearest else ""
        rejected.append(Note(one_line(draft.words), f"{draft.what}: {one_line(draft.reason)}{nearest}"))
    warnings = [Note("", one_line(warning)) for warning in report.warnings]
    lists = (
        ("Marked passages that no quote covers", uncovered),
        ("Drafts that were turned down", rejected),
        ("Warnings", warnings),
    )
    return [(heading, notes) for heading, notes in lists if notes]


def usage_line(extraction: Extraction) -> str:
    """Return calls, cached answers, tokens, the cost when it is known, and seconds."""
    report, usage = extraction.report, extraction.usage
    parts = [plural(report.calls, "call"), plural(report.cached, "cached answer")]
    if report.retries:
        parts.append(f"{report.retries} more on retry")
    parts.append(f"{usage.input_tokens:,} tokens in, {usage.output_tokens:,} out")
    if usage.cost_usd is not None:
        parts.append(_money(usage.cost_usd))
    return " · ".join([*parts, f"{usage.seconds:.1f} s"])


def _money(dollars: float) -> str:
    if 0 < dollars < 0.0001:
        return "under $0.0001"
    return f"${dollars:.4f}" if dollars < 1 else f"${dollars:,.2f}"


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(one_line(name) for name in ids)
