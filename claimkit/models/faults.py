"""What went wrong between a model and us, in errors of our own: one readable sentence, and no key in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from claimkit.errors import (
    ClaimkitError,
    ModelAnswerError,
    ProviderError,
    ProviderRefused,
    ProviderUnreachable,
    redact,
)
from claimkit.models.retrying import RetryLoop, is_connection_fault
from claimkit.schemas import Usage

_TAG = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_PREFIX = re.compile(r"Error code: \d+ - ")
_MAX_REASON = 300
_FILTER_HINT = "Its rules turned this article down; use another model."
_EMPTY_HINT = "Check that --base-url is the address of an OpenAI-compatible server, often ending in /v1, or try again."
_ANSWER_HINT = "Try again, or use a stronger model."


@dataclass(frozen=True, slots=True)
class Asked:
    """Who was asked for what.

    Attributes:
        model: The model's name.
        base_url: Address of the server, when it is not the provider's own.
        task: The question.
        variable: Where the key comes from.
        key: The key, so that it can be hidden.
    """

    model: str
    base_url: str | None
    task: str
    variable: str
    key: str | None = field(default=None, repr=False)


def error_for(fault: Exception, asked: Asked, loop: RetryLoop, spent: Usage) -> ClaimkitError:
    """Return the error of ours that says what `fault` says."""
    cause = fault.__cause__ or fault
    tries = max(1, loop.attempts)
    told: dict[str, Any] = {"attempts": tries, "usage": spent}
    where = redact(asked.base_url or f"the provider of {asked.model}")
    question = f"the {asked.task} question"
    reason = in_short(cause, asked.key)
    if loop.refusal:
        why = _one_sentence(redact(loop.refusal, asked.key))
        return ModelAnswerError(f"{asked.model} declined to answer {question}: {why}", hint=_FILTER_HINT, **told)
    status = getattr(cause, "status_code", None)
    if isinstance(status, int):
        return ProviderRefused(
            f"{where} refused with status {status}: {reason}",
            status=status,
            hint=_hint_for(status, asked.variable),
            **told,
        )
    if is_connection_fault(cause):
        return ProviderUnreachable(
            f"{where} did not answer in {_times(tries)}: {reason}",
            hint="Check the address and that the server runs; what was already answered is in the cache.",
            **told,
        )
    faults = tuple(
        redact(str(attempt.exception), asked.key) for attempt in getattr(fault, "failed_attempts", None) or ()
    )
    if loop.empty:
        return ModelAnswerError(
            f"{where} gave an empty answer to {question} in {_times(tries)}",
            faults=faults,
            hint=_EMPTY_HINT,
            **told,
        )
    if faults or isinstance(cause, ValueError):
        return ModelAnswerError(
            f"{asked.model} gave no valid answer to {question} in {_times(tries)}: {reason}",
            faults=faults,
            hint=_ANSWER_HINT,
            **told,
        )
    return ProviderError(f"{where} failed with {type(cause).__name__}: {reason}", **told)


def own_error_in(fault: BaseException) -> ClaimkitError | None:
    """Return the error of ours behind a fault of instructor: a budget that was used up between two tries."""
    at: BaseException | None = fault
    while at is not None and not isinstance(at, ClaimkitError):
        at = at.__cause__ or at.__context__
    return at


def in_short(fault: BaseException, key: str | None = None) -> str:
    """Return the reason that a fault gives, in one line and without the key."""
    if isinstance(fault, ValidationError):
        first = fault.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        words = f"{place}: {first['msg']}" if place else first["msg"]
    elif isinstance(getattr(fault, "status_code", None), int):
        words = _told_in(getattr(fault, "body", None)) or _PREFIX.sub("", str(fault))
    elif is_connection_fault(fault):
        words = str(fault.__cause__ or "") or str(fault)
    else:
        words = str(fault)
    return _one_sentence(redact(words, key))


def _told_in(body: Any) -> str:
    """Return the message in the JSON body of a refusal."""
    for name in ("message", "detail", "error"):
        told = body.get(name) if isinstance(body, dict) else None
        if isinstance(told, str) and told.strip():
            return told
        if isinstance(told, dict):
            return _told_in(told)
    return ""


def _one_sentence(words: str) -> str:
    """Take tags, line breaks and control characters out of what somebody else wrote."""
    plain = "".join(char if char.isprintable() else " " for char in _TAG.sub(" ", words))
    plain = " ".join(plain.split())
    return f"{plain[:_MAX_REASON]}…" if len(plain) > _MAX_REASON else plain or "no reason given"


def _times(tries: int) -> str:
    return "1 try" if tries == 1 else f"{tries} tries"


def _hint_for(status: int, variable: str) -> str:
    return {
        401: f"The key is wrong or has expired: check {variable}.",
        403: f"The key in {variable} may not use this model.",
        404: "There is no such model or address: check --model and --base-url.",
        429: "The provider's limit is reached: wait, or lower the number of requests.",
        400: "The provider does not accept the request: the model may lack JSON schema answers.",
        413: "The article is too long for the model: give it in parts.",
    }.get(status, "Try again later.")
