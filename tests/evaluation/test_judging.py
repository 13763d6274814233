"""A model as a judge of claims: what it is asked, what counts, and how its agreement is worked out."""

from __future__ import annotations

import asyncio
import json

import pytest

from claimkit.errors import CallerError
from claimkit.evaluation.judging import Agreement, JudgeDraft, LabelledPair, agreement_of, judge, judge_all, load_pairs
from claimkit.evaluation.metrics.claims import claims as by_wording
from claimkit.evaluation.metrics.tally import one_to_one
from claimkit.evaluation.pairing import Pair
from claimkit.models.base import LARGE, SMALL, Answer
from claimkit.prompts import PromptSet


class Judge:
    """Says that the claims with these labels are the same."""

    name, settings = "judge", {}

    def __init__(self, *same, profile=LARGE):
        self.same, self.profile, self.asked = same, profile, []

    async def ask(self, request):
        self.asked.append(request.messages[-1][1])
        return Answer(JudgeDraft.model_validate({"same": [{"first": one, "second": two} for one, two in self.same]}))

    async def aclose(self):
        self.closed = True


def found(gold, *texts):
    """Return a prediction with these claims; those with * rest on the evidence of the second gold claim."""
    made = [
        gold.claims[text.startswith("*")].model_copy(update={"id": f"c{number}", "text": text.strip("*")})
        for number, text in enumerate(texts, 1)
    ]
    return Pair(gold, gold.extraction().model_copy(update={"claims": tuple(made)}))


def judged(pair, *same):
    return asyncio.run(judge(pair, Judge(*same), PromptSet()))


def test_a_paraphrase_counts_for_the_judge_and_not_by_wording(gold):
    pair = found(gold, "Varn keeps its boat.", "*Money is missing.")
    decision = judged(pair, ("A1", "B1"))
    assert decision.same == {("c1", "c1")}
    assert decision.tally() == one_to_one(1, 2, 2)
    assert by_wording(pair) == one_to_one(0, 2, 2)


def test_claims_are_paired_once(gold):
    pair = found(gold, "One.", "Two.")
    assert judged(pair, ("A1", "B1"), ("A1", "B2")).tally() == one_to_one(1, 2, 2)


def test_only_claims_on_common_evidence_are_shown_and_counted(gold):
    pair = found(gold, "Varn keeps its boat.")
    model = Judge(("A1", "B1"), ("A2", "B1"), ("A9", "B1"))
    decision = asyncio.run(judge(pair, model, PromptSet()))
    assert decision.same == {("c1", "c1")}
    assert "A1: The council of Varn will not sell the ferry." in model.asked[0]
    assert "B1: Varn keeps its boat." in model.asked[0]
    assert "40 million" not in model.asked[0]


def test_nobody_is_asked_when_nothing_can_be_the_same(gold):
    pair = Pair(gold, gold.extraction().model_copy(update={"claims": ()}))
    model = Judge()
    decision = asyncio.run(judge(pair, model, PromptSet()))
    assert model.asked == []
    assert decision.tally() == one_to_one(0, 0, 2)


def test_many_articles_and_the_model_is_let_go(gold):
    model = Judge(("A1", "B1"))
    decisions = judge_all([found(gold, "Varn keeps its boat.")] * 3, model, PromptSet(), concurrency=2)
    assert [len(one.same) for one in decisions] == [1, 1, 1]
    assert model.closed


def test_a_small_model_is_no_judge(gold):
    with pytest.raises(CallerError, match="cannot judge"):
        asyncio.run(judge(found(gold, "One."), Judge(profile=SMALL), PromptSet()))


def test_agreement_with_labels(gold):
    """Four pairs, two of them the same by hand. The judge says so of one right and one wrong one: 2 of 4, kappa 0."""
    texts = ("The council of Varn will not sell the ferry.", "The council of Varn will never part with its ferry.")
    others = ("*The council of Varn had lost 40 crowns.", "*The council of Varn had lost forty million crowns.")
    decision = judged(found(gold, *texts, *others), ("A1", "B1"), ("A2", "B3"))
    first, second = gold.claims
    labelled = [
        LabelledPair(article="varn", gold=first.text, found=texts[0], same=True),
        LabelledPair(article="varn", gold=first.text, found=texts[1], same=True),
        LabelledPair(article="varn", gold=second.text, found=others[0].strip("*"), same=False),
        LabelledPair(article="varn", gold=second.text, found=others[1].strip("*"), same=False),
    ]
    by_judge, wording = agreement_of(labelled, [decision])
    assert by_judge == Agreement(pairs=4, right=2, kappa=0.0)
    assert wording.right == 1  # by wording only the first and "40 crowns" are the same
    assert agreement_of(labelled[:1], [decision])[1] == Agreement(1, 1, None)
    stranger = LabelledPair(article="varn", gold=first.text, found="Another claim.", same=True)
    with pytest.raises(CallerError, match="is not in this run"):
        agreement_of([stranger], [decision])


def test_broken_labels(tmp_path):
    file = tmp_path / "pairs.jsonl"
    with pytest.raises(CallerError, match="cannot be read"):
        load_pairs(file)
    good = {"article": "a", "gold": "G", "found": "F", "same": True}
    file.write_text(json.dumps(good) + "\n" + json.dumps({**good, "same": "perhaps"}) + "\n", encoding="utf-8")
    with pytest.raises(CallerError, match="line 2: same"):
        load_pairs(file)
