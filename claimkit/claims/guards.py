"""Guards: a claim may not say more, less or something else than its evidence.

Every number and proper name of a claim must stand in its evidence or in the context that it names, and a claim
may not drop or add a negation, a hedge, a condition or an approximation. The guards compare words; they cannot
prove that a claim follows from its evidence, but what they turn down does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimkit.claims.names import strange_names
from claimkit.claims.numbers import strange_numbers
from claimkit.claims.polarity import changed_certainty, changed_negation
from claimkit.schemas import Commitment


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a claim may rest on.

    Attributes:
        evidence: The words that are said to carry the claim.
        context: Further sentences that the claim names, the headline and the date.
        names: Names, roles and affiliations of the actors; a pronoun in the evidence may stand for one of them.
        article: All words of the article, to tell a name of another place from an invented one.
        language: Language of the article, for its small words.
    """

    evidence: str
    context: str = ""
    names: tuple[str, ...] = ()
    article: str = ""
    language: str = "en"


def broken_guards(text: str, commitment: Commitment, grounds: Grounds) -> Iterator[str]:
    """Yield, for each guard that a claim breaks, what is wrong in words that a model or a reader can act on.

    Args:
        text: The claim.
        commitment: How firmly the claimant stands behind it.
        grounds: What it rests on.
    """
    # Line by line, for many claims of an article share these lines, and the guards remember what stands in them.
    known = (grounds.evidence, *grounds.context.splitlines())
    yield from strange_numbers(text, grounds.evidence, known, grounds.article, grounds.language)
    yield from strange_names(text, known, grounds.names, grounds.article, grounds.language)
    yield from changed_negation(text, commitment, grounds.evidence, known, grounds.language)
    yield from changed_certainty(text, commitment, grounds.evidence, known, grounds.language)
