"""Scores as tables: for a terminal, as Markdown, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from rich.table import Table

from claimkit.evaluation.bootstrap import Difference, Interval, interval
from claimkit.evaluation.judging import Agreement, Judged
from claimkit.evaluation.metrics import BY_NAME, claims, tally
from claimkit.evaluation.scoring import Score

_COLUMNS = ("metric", "precision", "recall", "F1 / share / mean", "95 % interval", "measured on")


def score_rows(scores: Mapping[str, Score]) -> Iterator[tuple[str, ...]]:
    """Yield one row a metric: name, precision, recall, main figure, interval, and on how much it was measured."""
    for name, score in scores.items():
        yield (
            name,
            shown(score.figures.get("precision")),
            shown(score.figures.get("recall")),
            shown(score.main),
            interval_of(score.main),
            f"{score.count:,.0f}",
        )


def score_table(scores: Mapping[str, Score], title: str) -> Table:
    """Return the scores for a terminal, groups of metrics apart."""
    table = Table(title=title)
    for column in _COLUMNS:
        table.add_column(column, justify="left" if column == "metric" else "right")
    group = ""
    for row in score_rows(scores):
        if group and BY_NAME[row[0]].group != group:
            table.add_section()
        group = BY_NAME[row[0]].group
        table.add_row(*row)
    return table


def score_markdown(scores: Mapping[str, Score], title: str) -> str:
    """Return the scores as a Markdown table."""
    lines = [f"**{title}**", "", "| " + " | ".join(_COLUMNS) + " |", "|---|" + "---:|" * (len(_COLUMNS) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in score_rows(scores)]
    return "\n".join(lines) + "\n"


def score_json(scores: Mapping[str, Score], about: Mapping[str, object]) -> str:
    """Return the scores as JSON."""
    figures = {
        name: {
            "group": score.metric.group,
            "measured_on": score.count,
            **{label: {"value": one.value, "low": one.low, "high": one.high} for label, one in score.figures.items()},
        }
        for name, score in scores.items()
    }
    return json.dumps({**about, "metrics": figures}, ensure_ascii=False, indent=1) + "\n"


def comparison_table(
    first: Mapping[str, Score], second: Mapping[str, Score], differences: Mapping[str, Difference | None], title: str
) -> Table:
    """Return two runs side by side, with what the paired bootstrap says of their difference."""
    table = Table(title=title)
    table.add_column("metric")
    for column in ("first", "second", "difference", "95 % interval", "p"):
        table.add_column(column, justify="right")
    table.add_column("proven")
    group = ""
    for name, change in differences.items():
        metric = BY_NAME[name]
        if group and metric.group != group:
            table.add_section()
        group = metric.group
        if change is None:
            table.add_row(name, shown(first[name].main), shown(second[name].main), "–", "–", "–", "")
            continue
        table.add_row(
            name,
            shown(first[name].main),
            shown(second[name].main),
            f"{change.value:+.1f}",
            f"{change.low:+.1f} to {change.high:+.1f}",
            f"{change.p:.3f}",
            verdict(metric.higher_is_better, change),
        )
    return table


def judge_table(judged: Sequence[Judged], agreements: tuple[Agreement, Agreement] | None, title: str) -> Table:
    """Return the claims as a judge and as their wording match them, and how far both agree with labels by hand."""
    table = Table(title=title)
    table.add_column("claims matched by")
    for column in ("precision", "recall", "F1", "95 % interval", "measured on"):
        table.add_column(column, justify="right")
    if agreements is not None:
        table.add_column("agrees with labels", justify="right")
        table.add_column("kappa", justify="right")
    ways = {
        "the judge": [one.tally() for one in judged],
        "wording (chrF)": [claims.claims(one.pair) for one in judged],
    }
    for number, (way, tallies) in enumerate(ways.items()):
        total = sum(tallies, start=tally.Tally())
        row = [way, f"{tally.precision(total):.1f}", f"{tally.recall(total):.1f}"]
        whole = interval(tallies, tally.f1)
        row += [shown(whole), interval_of(whole), f"{total.gold:,.0f}"]
        if agreements is not None:
            own = agreements[number]
            row.append(f"{own.right} of {own.pairs} ({100 * own.right / own.pairs:.1f} %)")
            row.append("–" if own.kappa is None else f"{own.kappa:.2f}")
        table.add_row(*row)
    return table


def verdict(higher_is_better: bool | None, change: Difference) -> str:
    """Say in a word what a difference proves: better, worse, changed, or nothing."""
    if not change.proven:
        return ""
    if higher_is_better is None:
        return "changed"
    return "better" if (change.value > 0) == higher_is_better else "worse"


def shown(figure: Interval | None) -> str:
    """Return a figure with one decimal, or a dash."""
    if figure is None or figure.value is None:
        return "–"
    return f"{figure.value:,.1f}" if abs(figure.value) >= 1 or figure.value == 0 else f"{figure.value:.4f}"


def interval_of(figure: Interval) -> str:
    """Return an interval, or a dash."""
    return "–" if figure.low is None or figure.high is None else f"{figure.low:,.1f} to {figure.high:,.1f}"
