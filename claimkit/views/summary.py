"""What is in a corpus of results, at a glance: in a notebook, in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import get_args

from claimkit.errors import CallerError
from claimkit.schemas import ClaimKind, QuoteKind
from claimkit.views import plots
from claimkit.views.common import UNSETTLED, plural, shortened
from claimkit.views.results import Results
from claimkit.views.style import STYLE
from claimkit.views.tally import Tally, tally_of

_MOST_ACTORS = 15
_NAME_WIDTH = 40
_COLUMNS = ("speaker", "kind", "quotes", "articles", "claims")
_RULES = """
.claimkit table{border-collapse:collapse;margin:.4em 0 1em;font-size:.9em;color:inherit}
.claimkit :is(th,td){padding:.15em .8em .15em 0;border:0;background:none;text-align:left;
  border-bottom:1px solid var(--line)}
.claimkit .number{text-align:right;font-variant-numeric:tabular-nums}
.claimkit svg{max-width:100%;height:auto;display:block;margin:.6em 0}
"""


def summary(results: Results) -> Summary:
    """Count what is in a corpus; the answer shows itself in a notebook and in a terminal.

        claimkit.summary(results)                 # a list, a generator, one extraction
        claimkit.summary("quotes.jsonl")          # a file of results, read line by line

    Shown are the number of articles, quotes, actors and claims, the share of quotes that stand in their article word
    for word, incomplete results, the fifteen speakers with the most quotes, quotes and claims by kind, and, in a
    notebook with `claimkit[plots]`, plots of quotes by speaker, by kind and over time. Actors of different articles
    are taken for one speaker when name and kind are the same.

    Args:
        results: An extraction, any iterable of them, or the path of a JSONL file of results.

    Raises:
        CallerError: Something among the results is no extraction.
        InputError: The file cannot be read, or one of its lines is no result.
    """
    return Summary(tally_of(results))


class Summary:
    """The counts of a corpus, ready to be shown.

    Attributes:
        tally: The counts themselves; the functions of `claimkit.views.plots` take it, too.
    """

    def __init__(self, tally: Tally) -> None:
        self.tally = tally

    def __str__(self) -> str:
        """Return the summary as plain text."""
        blocks = [list(_facts(self.tally))]
        if speakers := _speakers(self.tally):
            blocks.append(_aligned(_COLUMNS, speakers))
        blocks.append(_aligned(("kind", "count"), _kinds(self.tally)))
        return "\n\n".join("\n".join(block) for block in blocks)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        head, *facts = map(escape, _facts(self.tally))
        speakers = _speakers(self.tally)
        return (
            f'<div class="claimkit"><style>{STYLE}{_RULES}</style><h2>{head}</h2>'
            f"<ul>{''.join(f'<li>{fact}</li>' for fact in facts)}</ul>"
            f"{'<h3>Who speaks</h3>' + _table(_COLUMNS, speakers) if speakers else ''}"
            f"<h3>Kinds</h3>{_table(('kind', 'count'), _kinds(self.tally))}{_drawn(self.tally)}</div>"
        )


def _facts(tally: Tally) -> Iterator[str]:
    quotes, claims = tally.quotes.total(), tally.claims.total()
    counts = (plural(tally.articles, "article"), plural(quotes, "quote"), plural(claims, "claim"))
    yield f"{', '.join(counts)}, {plural(len(tally.quotes_by), 'speaker')}"
    if quotes:
        yield f"word for word in their article: {_share(tally.verbatim, quotes)} of the quotes"
        yield f"without a settled speaker: {_share(tally.unsettled, quotes)} of the quotes"
    if claims:
        yield f"worth checking: {_share(tally.check_worthy, claims)} of the claims"
    if tally.articles:
        yield f"incomplete: {_share(tally.incomplete, tally.articles)} of the articles"
    if tally.days:
        first, last = min(tally.days), max(tally.days)
        yield f"published: {first.isoformat()} to {last.isoformat()}"


def _share(part: int, whole: int) -> str:
    """Return a count with its share; only all are 100 %, and only none are 0 %."""
    percent = 100 * part / whole
    if part not in (0, whole):
        percent = min(99.9, max(0.1, percent))
    return f"{part:,} ({percent:.1f} %)" if percent % 100 else f"{part:,} ({percent:.0f} %)"


def _speakers(tally: Tally) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        (
            shortened(speaker.name, _NAME_WIDTH),
            speaker.kind,
            f"{count:,}",
            f"{tally.articles_by[speaker]:,}",
            f"{tally.claims_by[speaker]:,}",
        )
        for speaker, count in tally.top(_MOST_ACTORS)
    ]
    if more := len(tally.quotes_by) - len(rows):
        rest = tally.quotes_by.total() - sum(count for _, count in tally.top(_MOST_ACTORS))
        rows.append((f"{more:,} more", "", f"{rest:,}", "", ""))
    if tally.unsettled:
        rows.append((UNSETTLED, "", f"{tally.unsettled:,}", "", ""))
    return rows


def _kinds(tally: Tally) -> list[tuple[str, ...]]:
    quotes: list[tuple[str, ...]] = [(f"{kind} quotes", f"{tally.quotes[kind]:,}") for kind in get_args(QuoteKind)]
    return quotes + [(f"claims: {kind}", f"{tally.claims[kind]:,}") for kind in get_args(ClaimKind)]


def _is_number(cell: str) -> bool:
    return cell.replace(",", "").isdecimal()


def _aligned(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a table as lines of text; numbers stand at the right of their column."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(head, *rows, strict=True)]
    right = [at > 0 and any(_is_number(row[at]) for row in rows) for at in range(len(head))]
    lines = []
    for row in (head, *rows):
        pads = [" " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        cells = [pad + cell if left else cell + pad for cell, pad, left in zip(row, pads, right, strict=True)]
        lines.append("  ".join(cells).rstrip())
    return lines


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    def row(cells: Sequence[str], tag: str) -> str:
        return "<tr>" + "".join(_cell(cell, tag, first=not at) for at, cell in enumerate(cells)) + "</tr>"

    body = "".join(row(cells, "td") for cells in rows)
    return f"<table><thead>{row(head, 'th')}</thead><tbody>{body}</tbody></table>"


def _cell(cell: str, tag: str, *, first: bool) -> str:
    sort = "" if first or not _is_number(cell) else ' class="number"'
    return f"<{tag}{sort}><bdi>{escape(cell)}</bdi></{tag}>"


def _drawn(tally: Tally) -> str:
    """Return the plots that have something to show, or what to install for them."""
    if not tally.quotes.total():
        return ""
    try:
        drawn = [plots.by_speaker(tally, _MOST_ACTORS), plots.by_kind(tally)]
        if tally.days:
            drawn.append(plots.over_time(tally))
    except CallerError as error:
        return f'<p class="about">{escape(error.message)} {escape(error.hint)}</p>'
    return "<h3>Plots</h3>" + "".join(map(plots.svg, drawn))
