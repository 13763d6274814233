"""Counting what models cost."""

from __future__ import annotations

from typing import Any

from claimkit.schemas import Usage


def usage_of(response: Any) -> Usage:
    """Read the tokens of a provider's response, in the names of OpenAI's chat protocol or Anthropic's."""
    usage = getattr(response, "usage", None)
    if usage is None:
        return Usage()
    prompt = _count(usage, "prompt_tokens") or _count(usage, "input_tokens")
    details = getattr(usage, "prompt_tokens_details", None)
    cached = _count(details, "cached_tokens") or _count(usage, "cache_read_input_tokens")
    output = _count(usage, "completion_tokens") or _count(usage, "output_tokens")
    return Usage(input_tokens=prompt, cached_tokens=cached, output_tokens=output)


def _count(holder: object, name: str) -> int:
    value = getattr(holder, name, None)
    return value if isinstance(value, int) and value > 0 else 0
