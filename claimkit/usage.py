"""Counting what models cost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimkit.schemas import Usage

if TYPE_CHECKING:
    from claimkit.models.base import Request

_BYTES_PER_TOKEN = 3


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


def dearest_of(request: Request[Any]) -> Usage:
    """Return the most that one try of a request can take: a token for every three bytes, and the longest answer.

    A token of English news holds four to five bytes, one of other languages with letters more than three, and one of
    Chinese or Japanese about three.
    """
    size = len(json.dumps(request.asked(), ensure_ascii=False).encode("utf-8", "replace"))
    return Usage(input_tokens=size // _BYTES_PER_TOKEN + 1, output_tokens=request.max_tokens)


def _count(holder: object, name: str) -> int:
    value = getattr(holder, name, None)
    return value if isinstance(value, int) and value > 0 else 0
