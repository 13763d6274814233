"""From what likeness of wording do two claims say the same? Measured on pairs labelled by hand.

    python evals/benchmarks/claim_threshold.py [evals/claim_pairs.jsonl]

The pairs (a gold claim and one that a model wrote, on common evidence) were drawn evenly over the range of wording and
labelled twice, independently. `stands_for` says how many pairs of the gold set each of them was drawn for; identical
claims, which nobody has to label, count as 140 pairs that say the same. Shown is what a threshold of the mean chrF2
would get right over all of them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from claimkit.evaluation.similarity import SAME_CLAIM, chrf

_IDENTICAL = 140
_LABELS = Path(__file__).resolve().parent.parent / "claim_pairs.jsonl"


def main(file: Path) -> None:
    """Print the table."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    likeness = [chrf(row["gold"], row["found"]) for row in rows]
    same = sum(row["same"] for row in rows)
    print(f"{len(rows)} pairs, {same} of them the same; the threshold in use is {SAME_CLAIM:.0f}")
    print("threshold  right  precision  recall     F1")
    for threshold in range(35, 85, 5):
        right = found = 0.0
        agreed = total = 0.0
        for row, alike in zip(rows, likeness, strict=True):
            weight, said = row["stands_for"], alike >= threshold
            total += weight
            agreed += weight * (said == row["same"])
            found += weight * said
            right += weight * (said and row["same"])
        labelled = sum(row["stands_for"] * row["same"] for row in rows) + _IDENTICAL
        right, found, agreed, total = (value + _IDENTICAL for value in (right, found, agreed, total))
        precision, recall = right / found, right / labelled
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{threshold:9} {100 * agreed / total:6.1f} {100 * precision:10.1f} {100 * recall:7.1f} {100 * f1:6.1f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else _LABELS)
