"""How alike two claims are in wording: chrF, deterministic and without a model.

chrF2 (Popovic 2015, 2017: the F2 of character 6-grams, as sacrebleu computes it) is asymmetric; here it is taken in
both directions and averaged. `evals/README.md` says how the threshold was chosen on labelled pairs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from claimkit.errors import CallerError

if TYPE_CHECKING:
    from sacrebleu.metrics.chrf import CHRF

SAME_CLAIM = 65.0  # mean chrF2 of the two directions from which two claims say the same
_INSTALL = 'Install it with: pip install "claimkit[eval]"'


@lru_cache(maxsize=1)
def _chrf() -> CHRF:
    try:
        from sacrebleu.metrics.chrf import CHRF
    except ModuleNotFoundError:
        raise CallerError("comparing claims needs sacrebleu", hint=_INSTALL) from None
    return CHRF()


def chrf(one: str, other: str) -> float:
    """Return the mean chrF2 of two texts in both directions, 0 to 100."""
    measure = _chrf()
    there = measure.sentence_score(one, [other]).score
    back = measure.sentence_score(other, [one]).score
    return float(there + back) / 2


def claim_similarity(one: str, other: str) -> float:
    """Return how alike two claims are, 0 when they do not say the same."""
    score = chrf(one, other)
    return score if score >= SAME_CLAIM else 0.0
