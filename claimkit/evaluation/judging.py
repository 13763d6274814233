"""A model as a judge of claims: which found claims say what a gold claim says, wording aside.

Off by default: the score that `claimkit eval score` prints compares wording and asks nobody. A judge sees more, an
honest paraphrase and a dropped "not" alike, but it is a model; how far it agrees with labels by hand is measured on
`evals/claim_pairs.jsonl`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationError

from claimkit.drafts import Draft
from claimkit.errors import CallerError
from claimkit.evaluation.matching import assign
from claimkit.evaluation.metrics.tally import Tally, one_to_one
from claimkit.evaluation.pairing import Pair
from claimkit.evaluation.similarity import SAME_CLAIM, chrf
from claimkit.models.base import Model, Request
from claimkit.pipeline import loop
from claimkit.prompts import PromptSet
from claimkit.schemas import Claim, Frozen, Usage


class SameDraft(Draft):
    """Two claims that say the same."""

    first: str = Field(description="Label of the first reader's claim, such as A1.")
    second: str = Field(description="Label of the second reader's claim, such as B1.")


class JudgeDraft(Draft):
    """The judge's decision on one article."""

    same: list[SameDraft] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judge decided about the claims of one article.

    Attributes:
        pair: The article, labelled and extracted.
        compared: Ids of each gold claim and found claim that share evidence.
        same: Those of them that say the same.
        usage: What the judge cost.
    """

    pair: Pair
    compared: tuple[tuple[str, str], ...]
    same: frozenset[tuple[str, str]]
    usage: Usage

    def tally(self) -> Tally:
        """Count the claims that the judge finds on both sides, one to one."""
        gold, found = self.pair.gold.claims, self.pair.found.claims
        both = assign(gold, found, lambda one, other: float((one.id, other.id) in self.same))
        return one_to_one(sum(1 for _ in both), len(found), len(gold))


async def judge(pair: Pair, model: Model, prompts: PromptSet) -> Judged:
    """Ask a model which claims of gold and prediction say the same.

    Args:
        pair: The article, labelled and extracted.
        model: The judge; nobody is asked when no two claims share evidence.
        prompts: Where the judge's question comes from.

    Raises:
        CallerError: The model writes no free lists.
        ProviderError: Its provider did not answer or refused.
        ModelAnswerError: It never gave a valid answer.
    """
    if model.profile.questions != "listed":
        raise CallerError(f"{model.name} cannot judge claims", hint="Give a large model, such as openai/gpt-5-mini.")
    compared = tuple(
        (one.id, other.id)
        for one in pair.gold.claims
        for other in pair.found.claims
        if pair.index.of(one.spans) & pair.index.of(other.spans)
    )
    if not compared:
        return Judged(pair, (), frozenset(), Usage())
    gold = _labelled("A", pair.gold.claims, {one for one, _ in compared})
    found = _labelled("B", pair.found.claims, {other for _, other in compared})
    question = prompts.render("judge", gold=_shown(gold), found=_shown(found))
    request = Request(
        task="judge",
        messages=(("user", question),),
        draft=JudgeDraft,
        prompts=tuple(prompts.versions().items()),
        max_tokens=model.profile.max_output_tokens,
    )
    answer = await model.ask(request)
    ids = {label: claim.id for label, claim in (gold | found).items()}
    said = {(ids.get(same.first.strip(), ""), ids.get(same.second.strip(), "")) for same in answer.draft.same}
    return Judged(pair, compared, frozenset(said) & frozenset(compared), answer.usage)


def judge_all(pairs: Sequence[Pair], model: Model, prompts: PromptSet, *, concurrency: int = 8) -> list[Judged]:
    """Judge the claims of many articles, several at once, and let the model go.

    Raises:
        ClaimkitError: As `judge` does; what was decided before is lost unless the answers are recorded.
    """

    async def work() -> list[Judged]:
        places = asyncio.Semaphore(concurrency)

        async def one(pair: Pair) -> Judged:
            async with places:
                return await judge(pair, model, prompts)

        try:
            return await asyncio.gather(*(one(pair) for pair in pairs))
        finally:
            await model.aclose()

    return loop.run(work())


def _labelled(letter: str, claims: Iterable[Claim], wanted: set[str]) -> dict[str, Claim]:
    kept = (claim for claim in claims if claim.id in wanted)
    return {f"{letter}{number}": claim for number, claim in enumerate(kept, 1)}


def _shown(claims: Mapping[str, Claim]) -> list[dict[str, str]]:
    return [{"label": label, "text": " ".join(claim.text.split())} for label, claim in claims.items()]


class LabelledPair(Frozen):
    """Two claims of one article and whether they say the same, as labelled by hand.

    Attributes:
        article: Id of the article.
        gold: Text of the gold claim.
        found: Text of the found claim.
        same: Whether they say the same.
        stands_for: How many pairs this one was drawn for, where the pairs are a sample.
    """

    article: str
    gold: str
    found: str
    same: bool
    stands_for: float = 1.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a way to compare claims agrees with labels by hand.

    Attributes:
        pairs: How many labelled pairs there are.
        right: On how many of them it agrees.
        kappa: Cohen's kappa (1960); None when either side says the same of all pairs.
    """

    pairs: int
    right: int
    kappa: float | None


def load_pairs(path: Path) -> list[LabelledPair]:
    """Read labelled pairs, one JSON object a line.

    Raises:
        CallerError: The file is missing or a line of it is broken.
    """
    pairs = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CallerError(f"{path} cannot be read: {error.strerror}", hint="Give a file of labelled pairs.") from None
    for number, line in enumerate(lines, 1):
        try:
            pairs.append(LabelledPair.model_validate_json(line))
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(str(part) for part in fault["loc"]) or "the whole line"
            raise CallerError(f"{path}, line {number}: {where}: {fault['msg']}", hint="Correct the line.") from None
    return pairs


def agreement_of(labelled: Sequence[LabelledPair], judged: Iterable[Judged]) -> tuple[Agreement, Agreement]:
    """Return how far the judge, and how far wording alone, agree with labels by hand.

    Raises:
        CallerError: A labelled pair is not among those the judge compared.
    """
    decided = {
        (one.pair.gold.article.id, gold.text, found.text): (gold.id, found.id) in one.same
        for one in judged
        for gold in one.pair.gold.claims
        for found in one.pair.found.claims
        if (gold.id, found.id) in one.compared
    }
    truths = [pair.same for pair in labelled]
    try:
        by_judge = [decided[pair.article, pair.gold, pair.found] for pair in labelled]
    except KeyError as error:
        raise CallerError(
            f"the labelled pair {error.args[0]} is not in this run",
            hint="Give the run whose claims were labelled, or label pairs of this one.",
        ) from None
    by_wording = [chrf(pair.gold, pair.found) >= SAME_CLAIM for pair in labelled]
    return _agreement(truths, by_judge), _agreement(truths, by_wording)


def _agreement(truths: Sequence[bool], said: Sequence[bool]) -> Agreement:
    number = len(truths)
    right = sum(one == other for one, other in zip(truths, said, strict=True))
    yes, yes_said = sum(truths), sum(said)
    by_chance = (yes * yes_said + (number - yes) * (number - yes_said)) / number**2 if number else 1.0
    kappa = (right / number - by_chance) / (1 - by_chance) if by_chance < 1 else None
    return Agreement(number, right, kappa)
