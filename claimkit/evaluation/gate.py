"""The gate: a run may not be provably worse than the baseline it is held against."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from claimkit.errors import CallerError
from claimkit.evaluation.metrics import BY_NAME, METRICS
from claimkit.evaluation.metrics.tally import Tally
from claimkit.evaluation.runs import Run
from claimkit.evaluation.scoring import Counted, compare
from claimkit.schemas import Frozen

_GATED = tuple(metric for metric in METRICS if metric.group in ("quotes", "attribution", "actors", "claims"))


class Baseline(Frozen):
    """The counts of a run that later runs are held against.

    Attributes:
        model: Who was asked.
        gold: Hash of the labels of each article, by its id.
        tallies: For each metric, the four counts of each article, in the order of `gold`.
    """

    model: str
    gold: dict[str, str]
    tallies: dict[str, tuple[tuple[float, float, float, float], ...]]

    def counted(self) -> Counted:
        """Return the counts, to be compared."""
        tallies = {name: tuple(Tally(*four) for four in own) for name, own in self.tallies.items()}
        missing = {metric.name: tuple(Tally() for _ in self.gold) for metric in METRICS if metric.name not in tallies}
        return Counted(tuple(self.gold), tallies | missing)


def baseline_of(run: Run, counted: Counted) -> Baseline:
    """Return the counts of a run as a baseline."""
    return Baseline(
        model=run.about.model,
        gold={name: run.about.gold[name] for name in counted.articles},
        tallies={
            name: tuple((one.right, one.found, one.right_gold, one.gold) for one in own)
            for name, own in counted.tallies.items()
            if BY_NAME[name] in _GATED
        },
    )


def load_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        CallerError: It is missing or damaged.
    """
    hint = "Make one with: claimkit eval baseline RUN -o FILE"
    try:
        return Baseline.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CallerError(f"{path} cannot be read: {error.strerror}", hint=hint) from None
    except ValidationError as error:
        raise CallerError(f"{path} is no baseline: {error.errors()[0]['msg']}", hint=hint) from None


def fallen(baseline: Baseline, run: Run, counted: Counted) -> Iterator[str]:
    """Yield, for each metric that is provably worse than in the baseline, by how much.

    A fall is proven when the 95 % interval of the paired difference lies below zero.

    Raises:
        CallerError: Baseline and run are over other articles, or other labels of them.
    """
    changed = [name for name, own in baseline.gold.items() if run.about.gold.get(name, own) != own]
    if changed:
        raise CallerError(
            f"the labels of {', '.join(sorted(changed)[:5])} have changed since the baseline was made",
            hint="Make a new baseline: claimkit eval baseline RUN -o FILE",
        )
    for name, difference in compare(baseline.counted(), counted).items():
        if difference is not None and BY_NAME[name] in _GATED and difference.high < 0:
            shown = f"{difference.value:+.1f} [{difference.low:+.1f}, {difference.high:+.1f}]"
            yield f"{name} fell by {shown} against the baseline"
