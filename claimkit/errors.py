"""The errors of claimkit: one small tree, each with what was tried, what it cost and what to do next.

ClaimkitError
  CallerError            the call, the input or the settings are wrong        exit code 2
    InputError             the article cannot be read
    ModelChoiceError       no such model, or it is not set up
    MissingKeyError        the model needs a key and none is set
    PromptError            a prompt file is missing or broken
    MissingRecordingError  a replay folder has no answer for this request
  ProviderError          the provider did not answer, or refused              exit code 3
    ProviderUnreachable    no connection, or no reply in time
    ProviderRefused        an HTTP status that says no (401, 404, 429 ...)
  ModelAnswerError       the model answered, but never with a valid draft     exit code 1
  BudgetError            the run would pass a limit that the caller set       exit code 1
  UnexpectedError        claimkit itself failed on one article of many        exit code 1
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from claimkit.schemas import Usage

# Shapes of keys that providers and servers like to echo in their error messages.
_SECRET = re.compile(
    r"\b(?:sk|pk|rk|gsk|xai|hf|gh[opsu]|github_pat|glpat|nvapi|pplx|r8)[-_][\w\-*]{12,}|\bAIza[\w\-]{10,}"
    r"|\beyJ[\w-]{8,}\.[\w.-]+|(?<=//)[^/\s?#]+(?=@)",
    re.IGNORECASE,
)
# Whatever stands where a key stands, of any shape.
_NAMED_SECRET = re.compile(
    r"""(\b(?:bearer|authorization["']?\s*+[:=][\s"']*+(?:(?:basic|bearer|token)\s++)?+|"""
    r"""(?:api[-_ ]?key|(?:access|auth)[-_]token|client[-_]secret)(?:\s+provided)?["']?\s*[:=]|(?<=[?&])key=)"""
    r"""[\s"']*)([^\s"',;&}]{5,})""",
    re.IGNORECASE,
)


def redact(message: str, *secrets: str | None) -> str:
    """Return `message` without keys: the given secrets, and whatever has the shape of one."""
    for secret in secrets:
        if secret and len(secret) > 3:
            message = message.replace(secret, "[key hidden]")
    return _NAMED_SECRET.sub(r"\1[key hidden]", _SECRET.sub("[key hidden]", message))


class ClaimkitError(Exception):
    """Whatever claimkit raises on purpose.

    Attributes:
        message: What happened, in one sentence.
        hint: What to do next; empty when nothing is known that helps.
        attempts: How often the model was asked before giving up.
        usage: Tokens and money spent on those attempts, or None when nothing was spent.
        exit_code: What the command line exits with.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "", attempts: int = 0, usage: Usage | None = None) -> None:
        self.message = redact(message)
        super().__init__(self.message)
        self.hint = redact(hint)
        self.attempts = attempts
        self.usage = usage

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.__dict__.copy())


def _rebuild(kind: type[ClaimkitError], state: dict[str, object]) -> ClaimkitError:
    """Make an error anew from its attributes, so that errors cross process borders whole."""
    error = kind.__new__(kind)
    Exception.__init__(error, state["message"])
    error.__dict__.update(state)
    return error


class CallerError(ClaimkitError):
    """The call, the input or the settings are wrong; asking again will not help."""

    exit_code = 2


class InputError(CallerError):
    """The article cannot be read: missing, empty, binary, too long, or in an unknown encoding."""


class ModelChoiceError(CallerError):
    """No such model, or the model is not set up on this machine."""


class MissingKeyError(CallerError):
    """The model needs a key and none is set."""


class PromptError(CallerError):
    """A prompt file is missing or broken."""


class MissingRecordingError(CallerError):
    """A replay folder holds no answer for this request."""


class ProviderError(ClaimkitError):
    """The model's provider did not answer, or refused."""

    exit_code = 3


class ProviderUnreachable(ProviderError):
    """No connection to the provider, or no reply in time."""


class ProviderRefused(ProviderError):
    """The provider answered with an HTTP status that says no.

    Attributes:
        status: The HTTP status code.
    """

    def __init__(
        self, message: str, *, status: int, hint: str = "", attempts: int = 0, usage: Usage | None = None
    ) -> None:
        super().__init__(message, hint=hint, attempts=attempts, usage=usage)
        self.status = status


class ModelAnswerError(ClaimkitError):
    """The model answered, but never with a draft that could be read.

    Attributes:
        faults: What was wrong with each answer, in the order they came.
    """

    def __init__(
        self,
        message: str,
        *,
        faults: tuple[str, ...] = (),
        hint: str = "",
        attempts: int = 0,
        usage: Usage | None = None,
    ) -> None:
        super().__init__(message, hint=hint, attempts=attempts, usage=usage)
        self.faults = tuple(redact(fault) for fault in faults)


class BudgetError(ClaimkitError):
    """Going on would pass a limit that the caller set."""


class UnexpectedError(ClaimkitError):
    """claimkit itself failed on one article of many, which shall not cost the others."""
