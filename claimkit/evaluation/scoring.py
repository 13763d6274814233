"""Scores of a run: every metric over all articles and over groups of them, with intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from claimkit.errors import CallerError
from claimkit.evaluation.bootstrap import Difference, Interval, difference, interval
from claimkit.evaluation.gold import Gold
from claimkit.evaluation.metrics import BY_NAME, METRICS, Metric, tally
from claimkit.evaluation.metrics.tally import Tally
from claimkit.evaluation.pairing import Pair
from claimkit.schemas import Extraction, QuoteKind

# What can be said of the quotes of one kind alone.
_OF_QUOTES = tuple(
    metric
    for metric in METRICS
    if metric.group in ("quotes", "attribution") and metric.name not in (*get_args(QuoteKind), "quote kind", "nested")
)
Figures = dict[str, Callable[[Tally], float | None]]
_FIGURES: dict[str, Figures] = {
    "f1": {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1},
    "share": {"share": tally.share},
    "mean": {"mean": tally.mean},
}


@dataclass(frozen=True, slots=True)
class Score:
    """One metric over a set of articles.

    Attributes:
        metric: The metric.
        figures: precision, recall and f1; or share; or mean, each with its interval.
        count: How much it was measured on: labelled items, or items that have the property.
    """

    metric: Metric
    figures: dict[str, Interval]
    count: float

    @property
    def main(self) -> Interval:
        """The figure that stands for the metric: f1, share or mean."""
        return self.figures[main_figure(self.metric)]


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of a run, article by article.

    Attributes:
        articles: Ids, in the order of the gold.
        tallies: For each metric, one tally an article.
    """

    articles: tuple[str, ...]
    tallies: dict[str, tuple[Tally, ...]]

    def of(self, articles: Iterable[str]) -> Counted:
        """Return the counts of some of the articles."""
        wanted = set(articles)
        kept = [number for number, name in enumerate(self.articles) if name in wanted]
        return Counted(
            tuple(self.articles[number] for number in kept),
            {name: tuple(own[number] for number in kept) for name, own in self.tallies.items()},
        )


def main_figure(metric: Metric) -> str:
    """Return the name of the figure that stands for a metric."""
    return {"f1": "f1", "share": "share", "mean": "mean"}[metric.form]


def count(gold: Sequence[Gold], results: dict[str, Extraction]) -> Counted:
    """Count every metric on every gold article that has a result.

    Args:
        gold: The labelled articles.
        results: What was extracted, by article id.

    Raises:
        CallerError: Nothing can be compared, or the texts differ.
    """
    both = [Pair(item, results[item.article.id]) for item in gold if item.article.id in results]
    if not both:
        raise CallerError(
            "none of the gold articles is in the run", hint="Score the run against the gold that it was made on."
        )
    return _count(both, METRICS)


def _count(pairs: Sequence[Pair], metrics: Sequence[Metric]) -> Counted:
    return Counted(
        tuple(pair.gold.article.id for pair in pairs),
        {metric.name: tuple(metric.count(pair) for pair in pairs) for metric in metrics},
    )


def scores(counted: Counted) -> dict[str, Score]:
    """Turn counts into figures with intervals, by the name of the metric."""
    return {name: _score(BY_NAME[name], tallies) for name, tallies in counted.tallies.items()}


def _score(metric: Metric, tallies: Sequence[Tally]) -> Score:
    figures = {name: interval(tallies, figure) for name, figure in _FIGURES[metric.form].items()}
    measured = sum(one.gold if metric.form == "f1" else one.found for one in tallies)
    return Score(metric, figures, measured)


def grouped(gold: Sequence[Gold], results: dict[str, Extraction], counted: Counted, by: str) -> dict[str, Counted]:
    """Return the counts by genre, tag or language of the articles, or by kind of quote.

    Args:
        gold: The labelled articles.
        results: What was extracted, by article id.
        counted: All counts.
        by: "genre", "tag", "language" or "kind".

    Raises:
        CallerError: They cannot be grouped so.
    """
    if by == "kind":
        pairs = [Pair(item, results[item.article.id]) for item in gold if item.article.id in results]
        return {kind: _count([pair.of_kind(kind) for pair in pairs], _OF_QUOTES) for kind in get_args(QuoteKind)}
    if by not in ("genre", "tag", "language"):
        raise CallerError(f"scores cannot be grouped by {by}", hint="Use kind, genre, tag or language.")
    found: dict[str, list[str]] = {}
    for item in gold:
        names: Iterable[str] = {
            "genre": (item.labels.genre,),
            "tag": item.labels.tags,
            "language": (item.article.language or "?",),
        }[by]
        for name in names:
            found.setdefault(name, []).append(item.article.id)
    parts = {name: counted.of(ids) for name, ids in sorted(found.items())}
    return {name: part for name, part in parts.items() if part.articles}


def compare(first: Counted, second: Counted) -> dict[str, Difference | None]:
    """Compare two runs, metric by metric, over the same articles drawn together.

    Raises:
        CallerError: The runs are over different articles.
    """
    if first.articles != second.articles:
        only = sorted(set(first.articles) ^ set(second.articles))
        raise CallerError(
            f"the runs are over different articles: {', '.join(only[:5])}{' …' if len(only) > 5 else ''}",
            hint="Run both on the same gold, or compare only the articles they share with --shared.",
        )
    return {
        metric.name: difference(
            first.tallies[metric.name], second.tallies[metric.name], _FIGURES[metric.form][main_figure(metric)]
        )
        for metric in METRICS
    }
