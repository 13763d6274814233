"""What tokens cost, by genai-prices: a table of the providers' prices that is kept up to date as a package."""

from __future__ import annotations

from functools import lru_cache

from claimkit.schemas import Usage


def price_of(model: str, usage: Usage) -> float | None:
    """Return what tokens cost.

    Args:
        model: A provider string, such as "openai/gpt-5-mini".
        usage: The tokens; cached ones are part of the input.

    Returns:
        US dollars, or None when the price of the model is not known.
    """
    from genai_prices import Usage as Tokens
    from genai_prices import calc_price

    provider, _, name = model.partition("/")
    tokens = Tokens(
        input_tokens=usage.input_tokens,
        cache_read_tokens=usage.cached_tokens or None,
        output_tokens=usage.output_tokens,
    )
    if not _is_known(provider, name):
        return None
    return float(calc_price(tokens, model_ref=name, provider_id=provider).total_price)


@lru_cache(maxsize=64)
def _is_known(provider: str, name: str) -> bool:
    from genai_prices import Usage as Tokens
    from genai_prices import calc_price

    try:
        calc_price(Tokens(input_tokens=1, output_tokens=1), model_ref=name, provider_id=provider)
    except LookupError:
        return False
    return True
