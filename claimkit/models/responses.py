"""What stands in a provider's response when it is no whole draft: half an answer, a refusal, or nothing."""

from __future__ import annotations

import json
from typing import Any

from pydantic_core import from_json

from claimkit.models.base import T


def is_empty(response: Any) -> bool:
    """Say whether a response holds no message; some servers send that, or a web page, with status 200."""
    if response is None or isinstance(response, (str, int, float, list)):
        return True
    return not getattr(response, "choices", True)


def refusal_in(response: Any) -> str:
    """Return why the model or a filter declined to answer, or nothing."""
    choices = getattr(response, "choices", None)
    if choices:
        refusal = getattr(getattr(choices[0], "message", None), "refusal", None)
        if isinstance(refusal, str) and refusal.strip():
            return refusal
        if getattr(choices[0], "finish_reason", None) == "content_filter":
            return "the provider's content filter stopped the answer"
    if getattr(response, "stop_reason", None) == "refusal":
        return "the model stopped with a refusal"
    return ""


def text_of(response: Any) -> str:
    """Return the JSON text of a response, in the shape of OpenAI's chat protocol or Anthropic's."""
    choices = getattr(response, "choices", None)
    if choices:
        message = choices[0].message
        calls = getattr(message, "tool_calls", None)
        return str(calls[0].function.arguments if calls else message.content or "")
    for block in getattr(response, "content", None) or ():
        filled = getattr(block, "input", None)
        if filled is not None or getattr(block, "text", None):
            return json.dumps(filled) if filled is not None else str(block.text)
    return ""


def complete_items(draft: type[T], text: str) -> T | None:
    """Read the complete items of a JSON answer that ends in the middle; None when there are none."""
    whole = text[: _end_of_last_item(text)]
    if not whole:
        return None
    try:
        return draft.model_validate(from_json(whole, allow_partial=True))
    except ValueError:  # a ValidationError is one
        return None


def _end_of_last_item(text: str) -> int:
    """Return where the last whole object in one of the answer's lists ends.

    An item that is cut can look whole, because most fields of a draft may be left out: a speaker that the
    model did not come to would read as "nobody is named".
    """
    open_brackets: list[str] = []
    in_string = escaped = False
    end = 0
    for at, char in enumerate(text):
        if in_string:
            in_string = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            in_string = True
        elif char in "{[":
            open_brackets.append(char)
        elif char in "}]" and open_brackets and open_brackets.pop() == "{" and open_brackets == ["{", "["]:
            end = at + 1
    return end
