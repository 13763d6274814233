"""How alike in wording are claims that say the same, and claims that do not?

    python evals/benchmarks/claim_threshold.py GOLD_A GOLD_B

GOLD_A and GOLD_B are two passes over the same articles. Claims whose evidence shares half of its words (token F1,
assigned one to one) count as the same; all other pairs of one article as different. Shown is the share of either
that a threshold of the mean chrF2 would call the same.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

from claimkit.evaluation.gold import load_gold
from claimkit.evaluation.matching import assign
from claimkit.evaluation.similarity import chrf
from claimkit.evaluation.words import WordIndex, token_f1


def main(first: Path, second: Path) -> None:
    """Print the table."""
    others = {item.article.id: item for item in load_gold(second)}
    same: list[float] = []
    different: list[float] = []
    for one in load_gold(first):
        other = others.get(one.article.id)
        if other is None:
            continue
        index = WordIndex(one.article.text)
        ours, theirs = ([index.of(claim.spans) for claim in side.claims] for side in (one, other))
        pairs = {(row, column) for row, column, score in assign(ours, theirs, token_f1) if score >= 0.5}
        for row, column in product(range(len(ours)), range(len(theirs))):
            score = chrf(one.claims[row].text, other.claims[column].text)
            (same if (row, column) in pairs else different).append(score)
    print(f"{len(same)} pairs that say the same, {len(different)} that do not")
    for threshold in range(30, 65, 5):
        shares = [100 * sum(score >= threshold for score in scores) / len(scores) for scores in (same, different)]
        print(f"{threshold}: {shares[0]:5.1f} % of the same, {shares[1]:5.2f} % of the different")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
