"""Which faults a plan draws, and the articles that are asked about."""

import pytest
from fault_plan import KINDS, PERMANENT, TRANSIENT, Plan, kinds_named
from synthetic_articles import synthetic_article


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in PERMANENT])
def test_all_other_faults_come_twice_at_most(kind):
    plan = Plan((kind,), rate=1.0)
    assert [plan.fault("a question", seen) for seen in range(5)] == [kind, kind, None, None, None]


def test_the_rate_is_the_share_of_requests_with_a_fault():
    plan = Plan(TRANSIENT, rate=0.2, seed=3)
    assert 0.17 < sum(plan.fault(f"question {number}", 0) is not None for number in range(2000)) / 2000 < 0.23
    assert all(Plan(TRANSIENT, rate=0.0).fault(f"question {number}", 0) is None for number in range(100))
    assert {Plan(KINDS, rate=1.0).fault(f"question {number}", 0) for number in range(500)} == set(KINDS)


def test_a_permanent_fault_is_never_the_second_one():
    plan = Plan(KINDS, rate=1.0, seed=1)
    for number in range(500):
        first, second = (plan.fault(f"question {number}", seen) for seen in range(2))
        assert (first == second) if first in PERMANENT else (second not in PERMANENT)


def test_a_wrong_kind_is_named():
    with pytest.raises(ValueError, match="no such faults: earthquake"):
        Plan(kinds_named("transient,earthquake"))


# The articles.


def test_a_thousand_articles_are_all_different():
    articles = [synthetic_article(number) for number in range(1000)]
    assert len(set(articles)) == 1000
    for article in articles:
        assert 80 <= len(article.split()) <= 150
        assert 2 <= sum("“" in paragraph for paragraph in article.split("\n\n")) <= 4
    assert articles[7] == synthetic_article(7)


def test_longer_articles():
    for number in range(50):
        assert 570 <= len(synthetic_article(number, words=600).split()) <= 630
    with pytest.raises(ValueError, match="80 to 600"):
        synthetic_article(1, words=700)
