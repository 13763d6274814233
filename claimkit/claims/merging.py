"""Merging and linking: the same statement by one claimant is one claim, by two claimants two that are linked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimkit.schemas import Claim


def link_same(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Link claims that say the same by different claimants; merge what several parts found twice."""
    kept = merged(list(claims))
    alike: dict[tuple[str, str], list[Claim]] = {}
    for claim in kept:
        alike.setdefault(_key(claim), []).append(claim)
    return tuple(
        claim.model_copy(update={"same_as": tuple(other.id for other in alike[_key(claim)] if other.id != claim.id)})
        for claim in kept
    )


def merged(claims: list[Claim]) -> list[Claim]:
    """Merge the same statement by the same claimant; all evidence is kept."""
    kept: dict[tuple[tuple[str, str], str | None], Claim] = {}
    for claim in claims:
        key = (_key(claim), claim.claimant)
        before = kept.get(key)
        if before is None:
            kept[key] = claim
            continue
        spans = {(span.start, span.end): span for span in (*before.spans, *claim.spans)}
        kept[key] = before.model_copy(
            update={
                "spans": tuple(spans[place] for place in sorted(spans)),
                "quotes": tuple(dict.fromkeys((*before.quotes, *claim.quotes))),
            }
        )
    return list(kept.values())


def _key(claim: Claim) -> tuple[str, str]:
    """Return what claims have in common that say the same: who denies a statement does not say what it says."""
    stance = claim.commitment if claim.commitment in ("denied", "questioned") else ""
    return " ".join(re.findall(r"\w+", claim.text.casefold())), stance
