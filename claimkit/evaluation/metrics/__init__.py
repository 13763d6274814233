"""The metrics, by name: what each counts in one article, and how the counts become a figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from claimkit.evaluation.metrics import actors, attribution, claims, coreference, quotes, trust
from claimkit.evaluation.metrics.tally import Tally
from claimkit.evaluation.pairing import Pair

Form = Literal["f1", "share", "mean"]


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric.

    Attributes:
        name: Its name in tables and files.
        group: quotes, attribution, actors, claims, trust or cost.
        form: "f1" gives precision, recall and F1 in percent; "share" a percentage; "mean" an amount per article.
        count: What it counts in one article.
        higher_is_better: Which way is better; None when neither is.
    """

    name: str
    group: str
    form: Form
    count: Callable[[Pair], Tally]
    higher_is_better: bool | None = True


METRICS: tuple[Metric, ...] = (
    Metric("exact", "quotes", "f1", quotes.exact),
    Metric("relaxed", "quotes", "f1", quotes.relaxed),
    Metric("soft", "quotes", "f1", quotes.soft),
    Metric("tokens", "quotes", "f1", quotes.tokens),
    Metric("lev30", "quotes", "f1", quotes.levenshtein(0.3)),
    Metric("lev80", "quotes", "f1", quotes.levenshtein(0.8)),
    Metric("direct", "quotes", "f1", quotes.of_kind("direct")),
    Metric("indirect", "quotes", "f1", quotes.of_kind("indirect")),
    Metric("mixed", "quotes", "f1", quotes.of_kind("mixed")),
    Metric("quote kind", "quotes", "share", quotes.kind),
    Metric("pieces", "quotes", "share", quotes.pieces),
    Metric("nested", "quotes", "f1", quotes.nested),
    Metric("joint", "attribution", "f1", attribution.joint),
    Metric("joint source", "attribution", "f1", attribution.joint_source),
    Metric("speaker", "attribution", "share", attribution.speaker),
    Metric("source", "attribution", "share", attribution.source),
    Metric("cue", "attribution", "share", attribution.cue),
    Metric("actors", "actors", "f1", actors.actors),
    Metric("B3", "actors", "f1", coreference.b_cubed),
    Metric("CEAF-e", "actors", "f1", coreference.ceaf_e),
    Metric("name", "actors", "share", actors.name),
    Metric("actor kind", "actors", "share", actors.kind),
    Metric("role", "actors", "share", actors.role),
    Metric("affiliation", "actors", "share", actors.affiliation),
    Metric("anonymity", "actors", "f1", actors.anonymity),
    Metric("claims", "claims", "f1", claims.claims),
    Metric("claimant", "claims", "share", claims.claimant),
    Metric("commitment", "claims", "share", claims.commitment),
    Metric("claim kind", "claims", "share", claims.kind),
    Metric("check-worthy", "claims", "share", claims.check_worthy),
    Metric("verbatim", "trust", "share", trust.verbatim),
    Metric("rejected", "trust", "mean", trust.rejected, None),
    Metric("claims rejected", "trust", "mean", trust.guarded, None),
    Metric("uncovered", "trust", "mean", trust.uncovered, None),
    Metric("output tokens", "cost", "mean", trust.output_tokens, False),
    Metric("input tokens", "cost", "mean", trust.input_tokens, False),
    Metric("usd", "cost", "mean", trust.cost, False),
    Metric("seconds", "cost", "mean", trust.seconds, False),
)
BY_NAME = {metric.name: metric for metric in METRICS}
