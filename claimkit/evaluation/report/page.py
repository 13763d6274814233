"""The report as one self-contained page: no request to anywhere, everything from articles and models escaped."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise

from claimkit.evaluation.pairing import Pair
from claimkit.evaluation.report.errors import VERDICTS, Item, Verdict, items_of
from claimkit.evaluation.report.style import SCRIPT, STYLE
from claimkit.evaluation.runs import Run
from claimkit.evaluation.scoring import count, scores
from claimkit.evaluation.tables import score_rows
from claimkit.models.overheard import Exchange
from claimkit.views.common import visible

_QUIET_AT_FIRST = frozenset({"agreed", "claim extra"})  # the rest is what somebody came to read
_SHARED = 2  # the system's message and the article come first in every question
_HEADINGS = ("metric", "precision", "recall", "F1 / share / mean", "95 % interval", "measured on")


def report_page(run: Run, pairs: Sequence[Pair], exchanges: Mapping[str, Sequence[Exchange]] | None = None) -> str:
    """Return the report of a run.

    Args:
        run: The run.
        pairs: Its articles, each with its labels.
        exchanges: Questions and answers by article id, to be shown behind a fold.
    """
    told = exchanges or {}
    items = [items_of(pair) for pair in pairs]
    counts = Counter(item.verdict for own in items for item in own)
    counted = count([pair.gold for pair in pairs], {pair.gold.article.id: pair.found for pair in pairs})
    rows = "".join(_row(row) for row in score_rows(scores(counted)))
    body = "\n".join(
        _article(pair, own, number, told.get(pair.gold.article.id, ()))
        for number, (pair, own) in enumerate(zip(pairs, items, strict=True), 1)
    )
    policy = f"default-src 'none'; style-src '{_hash(STYLE)}'; script-src '{_hash(SCRIPT)}'; base-uri 'none'"
    title = f"{run.about.model} on {len(pairs)} articles"
    failed = "".join(f"<li>{_safe(one.id)}: {_safe(one.message)}</li>" for one in run.failures.values())
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{_safe(title)} · claimkit eval</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{_safe(title)}</h1>
<p class="about">claimkit {_safe(run.about.claimkit)} · prompts: {_safe(_prompts(run))}</p>
{f"<h2>Failed</h2><ul>{failed}</ul>" if failed else ""}
<details open><summary>Scores</summary><div class="scores"><table>
<tr>{"".join(f"<th>{heading}</th>" for heading in _HEADINGS)}</tr>
{rows}</table></div></details>
<form aria-label="Which items to show">{_filters(counts)}
<small>keys: j or n for the next item, k or p for the one before</small></form>
{body}
</main>
<script>{SCRIPT}</script>
</body>
</html>
"""


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _safe(text: str) -> str:
    return escape(visible(text))


def _prompts(run: Run) -> str:
    return ", ".join(f"{name} {version}" for name, version in run.about.prompts.items()) or "none"


def _row(row: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<td>{_safe(cell)}</td>" for cell in row) + "</tr>\n"


def _filters(counts: Counter[Verdict]) -> str:
    return " ".join(
        f'<label><input type="checkbox" value="{verdict}"{"" if verdict in _QUIET_AT_FIRST else " checked"}> '
        f"{verdict} ({counts[verdict]})</label>"
        for verdict in VERDICTS
    )


def _article(pair: Pair, items: Sequence[Item], number: int, exchanges: Sequence[Exchange]) -> str:
    names = {id(item): f"i{number}-{at}" for at, item in enumerate(items, 1)}
    article = pair.gold.article
    labels = pair.gold.labels
    about = " · ".join(filter(None, (labels.genre, article.language or "", ", ".join(labels.tags))))
    notes = [f"{item.what}: {item.words} ({item.reason})" for item in pair.found.report.rejected]
    notes += list(pair.found.report.warnings)
    fold = "".join(f"<li>{_safe(note)}</li>" for note in notes)
    listed = "".join(
        f'<li id="{names[id(item)]}" class="{_class(item.verdict)}" data-verdict="{item.verdict}" tabindex="0">'
        f"<b>{item.verdict}</b> {_safe(item.words)} <small>{_safe(item.said)}</small></li>"
        for item in items
    )
    return (
        f'<section><h2 dir="auto">{_safe(article.title or article.id)}</h2><p class="about">{_safe(about)}</p>'
        f'<div class="sides"><div class="text" dir="auto">{_text(article.text, items, names)}</div>'
        f"<ul>{listed}</ul></div>"
        f"<details><summary>Turned down, and warnings ({len(notes)})</summary><ul>{fold}</ul></details>"
        f"{_asked(exchanges)}</section>"
    )


def _asked(exchanges: Sequence[Exchange]) -> str:
    """Return prompts and answers; what all questions of an article share is shown once."""
    if not exchanges:
        return ""
    shared = exchanges[0].messages[:_SHARED]
    parts = [f"<h3>{_safe(role)}</h3><pre>{_safe(text)}</pre>" for role, text in shared]
    for exchange in exchanges:
        own = exchange.messages[_SHARED if exchange.messages[:_SHARED] == shared else 0 :]
        asked = "".join(f"<pre>{_safe(text)}</pre>" for _, text in own)
        said = exchange.error or json.dumps(exchange.answer, ensure_ascii=False, indent=1)
        tries = f" ({exchange.tries} tries)" if exchange.tries > 1 else ""
        parts.append(f"<h3>{_safe(exchange.task)}</h3>{asked}<h4>answer{tries}</h4><pre>{_safe(said)}</pre>")
    return f"<details><summary>Prompts and answers ({len(exchanges)})</summary>{''.join(parts)}</details>"


def _text(text: str, items: Sequence[Item], names: dict[int, str]) -> str:
    """Return the article with every item marked; where items overlap, the tightest gives the colour."""
    borders = {0, len(text)}
    for item in items:
        borders.update(offset for span in item.spans for offset in (span.start, span.end))
    ordered = sorted(borders)
    opening: dict[int, list[Item]] = {}
    closing: dict[int, list[Item]] = {}
    for item in items:
        for span in item.spans:
            opening.setdefault(span.start, []).append(item)
            closing.setdefault(span.end, []).append(item)
    active: list[Item] = []
    parts: list[str] = []
    for start, end in pairwise(ordered):
        for item in closing.get(start, ()):
            active.remove(item)
        active += opening.get(start, [])
        words = _safe(text[start:end].replace("\r\n", " \n"))
        if not active:
            parts.append(words)
            continue
        around = sorted(active, key=lambda item: -sum(span.end - span.start for span in item.spans))
        verdicts = "|".join(dict.fromkeys(item.verdict for item in around))
        ids = " ".join(dict.fromkeys(names[id(item)] for item in around))
        parts.append(
            f'<mark class="{_class(around[-1].verdict)}" data-verdict="{verdicts}" data-items="{ids}" '
            f'title="{verdicts.replace("|", "; ")}">{words}</mark>'
        )
    return "".join(parts)


def _class(verdict: str) -> str:
    return verdict.replace(" ", "-")
