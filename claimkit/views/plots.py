"""Small plots of a corpus, through matplotlib (`claimkit[plots]`); they leave pyplot's state alone.

Each function returns a `matplotlib.figure.Figure`: `figure.savefig("speakers.svg")` writes it. A notebook shows it
after `%matplotlib inline`; `claimkit.summary(results)` shows all of them without.
"""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, get_args

from claimkit.errors import CallerError
from claimkit.schemas import QuoteKind
from claimkit.views.common import UNSETTLED, plural, shortened
from claimkit.views.results import Results
from claimkit.views.style import INK, LINE, PALETTE, PAPER
from claimkit.views.tally import Tally, tally_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INSTALL = 'pip install "claimkit[plots]"'
_NAME_WIDTH = 32  # characters of a name that are shown
_WIDTH = 6.4  # inches
_MOST_DAYS, _MOST_MONTHS = 62, 60  # after so many days, or months, bars stand for longer times
_MOST_LABELS = 7  # below the time axis


def by_speaker(results: Results | Tally, most: int = 15) -> Figure:
    """Plot how many quotes each speaker has, those with the most first.

    Args:
        results: As for `claimkit.summary`.
        most: How many speakers to show.

    Raises:
        CallerError: matplotlib is not installed.
    """
    tally = tally_of(results)
    names = [(shortened(speaker.name, _NAME_WIDTH), count) for speaker, count in tally.top(most)]
    if tally.unsettled:
        names.append((UNSETTLED, tally.unsettled))
    return _bars("Quotes by speaker", names, colour=1)


def by_kind(results: Results | Tally) -> Figure:
    """Plot how many quotes are direct, indirect and mixed.

    Raises:
        CallerError: matplotlib is not installed.
    """
    tally = tally_of(results)
    kinds: list[tuple[str, int]] = [(kind, tally.quotes[kind]) for kind in get_args(QuoteKind)]
    return _bars("Quotes by kind", kinds, colour=3)


def over_time(results: Results | Tally) -> Figure:
    """Plot how many quotes there are by day, month or year of publication, whichever gives few enough bars.

    Articles without a date that can be read (see `claimkit.views.dates.day_of`) are left out; the title says how many
    quotes they hold.

    Raises:
        CallerError: matplotlib is not installed.
    """
    tally = tally_of(results)
    figure, axes = _empty(2.4)
    unit, counts = _binned(tally.days)
    left_out = f" ({plural(tally.undated, 'quote')} without a date left out)" if tally.undated else ""
    axes.set_title(f"Quotes by {unit}{left_out}", loc="left", fontsize=10)
    if counts:
        from matplotlib.ticker import MaxNLocator

        # Days as numbers, so that times without a quote show as gaps; the words below are our own.
        places = [day.toordinal() for day in counts]
        width = {"day": 0.8, "month": 25.0, "year": 300.0}[unit]
        axes.bar(places, list(counts.values()), width=width, color=PALETTE[1].line, align="edge")
        axes.set_xlim(places[0] - width / 4, places[-1] + 1.25 * width)
        shown = _thinned(list(counts), _MOST_LABELS)
        axes.set_xticks(
            [day.toordinal() + width / 2 for day in shown],
            [day.isoformat()[: {"day": 10, "month": 7, "year": 4}[unit]] for day in shown],
        )
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
        axes.grid(axis="y", color=LINE[0])
    else:
        _say(axes, "No article has a date that can be read.")
    return figure


def svg(figure: Figure) -> str:
    """Return a figure as an `<svg>` element to stand inside a page: text as text, nothing from the network."""
    import matplotlib

    out = io.StringIO()
    title = "-".join(axes.get_title(loc="left") for axes in figure.axes)
    # Ids come from the salt: with the same one, plots on one page would share their clipping paths.
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": title}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*[Gg]lyph")  # the page has fonts for more scripts than matplotlib
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    drawn = re.sub(r"<metadata>.*?</metadata>", "", out.getvalue(), flags=re.DOTALL)
    return drawn[drawn.index("<svg") :]


def _binned(days: Counter[date]) -> tuple[str, dict[date, int]]:
    """Return the unit of time, and counts by the first day of each that has any."""
    if not days:
        return "day", {}
    span = (max(days) - min(days)).days
    unit = "day" if span <= _MOST_DAYS else "month" if span <= 31 * _MOST_MONTHS else "year"
    counts: Counter[date] = Counter()
    for day, count in days.items():
        first = day if unit == "day" else day.replace(day=1)
        counts[first.replace(month=1) if unit == "year" else first] += count
    return unit, dict(sorted(counts.items()))


def _thinned(days: list[date], most: int) -> list[date]:
    """Return at most so many of the days, with about the same time between them."""
    apart = (days[-1] - days[0]).days / max(1, most - 1)
    kept = days[:1]
    for day in days[1:]:
        if (day - kept[-1]).days >= apart:
            kept.append(day)
    return kept


def _bars(title: str, named: list[tuple[str, int]], colour: int) -> Figure:
    figure, axes = _empty(0.7 + 0.24 * max(2, len(named)))
    axes.set_title(title, loc="left", fontsize=10)
    if any(count for _, count in named):
        places = range(len(named))
        bars = axes.barh(places, [count for _, count in named], color=PALETTE[colour].line)
        axes.bar_label(bars, [f"{count:,}" for _, count in named], padding=3, fontsize=8)
        # A name is no formula, even with two dollar signs in it.
        axes.set_yticks(places, [name for name, _ in named], parse_math=False)
        axes.invert_yaxis()
        axes.margins(x=0.12)
        axes.tick_params(axis="y", length=0)
        axes.xaxis.set_visible(False)
        axes.spines["bottom"].set_visible(False)
    else:
        _say(axes, "There are none.")
    return figure


def _empty(height: float) -> tuple[Figure, Axes]:
    """Return a figure with one plot that has nothing in it."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise CallerError("Plots need matplotlib, which is not installed.", hint=INSTALL) from None
    figure = Figure(figsize=(_WIDTH, height), layout="constrained", facecolor=PAPER[0])
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8, colors=INK[0])
    axes.set_axisbelow(True)
    return figure, axes


def _say(axes: Axes, words: str) -> None:
    axes.set_axis_off()
    axes.text(0, 0.5, words, transform=axes.transAxes, fontsize=9)
