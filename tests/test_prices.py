"""What tokens cost."""

from __future__ import annotations

import pytest

from claimkit.prices import price_of
from claimkit.schemas import Usage

TOKENS = Usage(input_tokens=1_000_000, cached_tokens=400_000, output_tokens=100_000)


def test_cached_tokens_are_cheaper_and_output_is_dearer():
    alone = price_of("openai/gpt-5-mini", TOKENS.model_copy(update={"cached_tokens": 0}))
    cached = price_of("openai/gpt-5-mini", TOKENS)
    more = price_of("openai/gpt-5-mini", TOKENS.model_copy(update={"output_tokens": 200_000}))
    assert 0 < cached < alone < more
    assert price_of("openai/gpt-5-mini", Usage()) == 0


@pytest.mark.parametrize("model", ["openai/a-model-of-my-own", "nobody/gpt-5-mini", "rules", ""])
def test_an_unknown_price_is_none(model):
    assert price_of(model, TOKENS) is None
