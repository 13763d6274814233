"""The door to every model that is asked over HTTP: instructor's providers, and any OpenAI-compatible server.

There is one retry layer. The SDK's own retries are off, and instructor is handed the loop that decides:
an answer that does not fit the draft is asked again with the error, a provider that is busy or out of
reach is asked again after a wait, and anything else is final.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic_core import from_json

from claimkit.errors import (
    ClaimkitError,
    MissingKeyError,
    ModelAnswerError,
    ModelChoiceError,
    ProviderError,
    ProviderRefused,
    ProviderUnreachable,
    redact,
)
from claimkit.models.base import LARGE, Answer, Profile, Request, T
from claimkit.models.retrying import retry_loop
from claimkit.schemas import Usage
from claimkit.usage import usage_of

if TYPE_CHECKING:
    import instructor

logger = logging.getLogger("claimkit")

_KEYS = {
    "openai": "OPENAI_API_KEY",
    "anthropic": "ANTHROPIC_API_KEY",
    "google": "GOOGLE_API_KEY",
    "mistral": "MISTRAL_API_KEY",
    "groq": "GROQ_API_KEY",
    "deepseek": "DEEPSEEK_API_KEY",
    "together": "TOGETHER_API_KEY",
    "openrouter": "OPENROUTER_API_KEY",
    "cohere": "COHERE_API_KEY",
    "fireworks": "FIREWORKS_API_KEY",
    "cerebras": "CEREBRAS_API_KEY",
    "xai": "XAI_API_KEY",
}


class DoorModel:
    """A model behind HTTP.

    Args:
        model: A provider string of instructor, such as "openai/gpt-5-mini".
        base_url: Address of an OpenAI-compatible server to ask instead of the provider's own.
        api_key: The key; found in the environment when left out.
        profile: What the model can be asked for.
        temperature: Sampling temperature; the provider's default when None.
        timeout: Seconds to wait for one answer.
        retries: Further tries on a provider that is busy or out of reach.
        reasks: Further tries after an answer that does not fit the draft.
    """

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        profile: Profile = LARGE,
        temperature: float | None = None,
        timeout: float = 300.0,
        retries: int = 3,
        reasks: int = 2,
    ) -> None:
        self.name = model
        self.profile = profile
        self._provider = model.partition("/")[0]
        self._base_url = base_url
        self._api_key = api_key or _key_from_environment(self._provider, base_url)
        self._temperature = temperature
        self._timeout = timeout
        self._retries = retries
        self._reasks = reasks
        self._client: instructor.AsyncInstructor | None = None

    @property
    def settings(self) -> dict[str, Any]:
        """What shapes the answers besides the request; never the key."""
        return {
            "model": self.name,
            "base_url": redact(self._base_url or ""),
            "temperature": self._temperature,
        }

    async def ask(self, request: Request[T]) -> Answer[T]:
        """Fill the draft of a request.

        Raises:
            ModelAnswerError: No answer fitted the draft.
            ProviderUnreachable: The provider did not answer.
            ProviderRefused: The provider said no.
        """
        from instructor.core.exceptions import IncompleteOutputException
        from instructor.core.hooks import HookName, Hooks

        client = self._connected()
        spent: list[Usage] = []
        hooks = Hooks()
        hooks.on(HookName.COMPLETION_RESPONSE, lambda response: spent.append(usage_of(response)))
        loop = retry_loop(retries=self._retries, reasks=self._reasks)
        try:
            draft, _ = await client.create_with_completion(
                messages=request.chat(),  # type: ignore[arg-type]
                response_model=request.draft,
                max_retries=loop,
                hooks=hooks,
                **self._sampling(request.max_tokens),
            )
        except IncompleteOutputException as fault:
            return self._cut_off(request, fault.last_completion, spent)
        except ClaimkitError:
            raise
        except Exception as fault:  # noqa: BLE001 - whatever a provider's SDK raises becomes one of our errors
            raise self._translated(
                fault, tries=max(1, loop.attempts), spent=_total(spent), task=request.task
            ) from None
        return Answer(draft, usage=_total(spent), tries=max(1, loop.attempts), model=self.name)

    async def aclose(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        inner = getattr(client, "client", None)
        if inner is not None and hasattr(inner, "close"):
            await inner.close()

    def _connected(self) -> instructor.AsyncInstructor:
        if self._client is None:
            self._client = self._connect()
        return self._client

    def _connect(self) -> instructor.AsyncInstructor:
        _hide_keys_in_logs(self._api_key)
        import instructor
        from instructor.core.exceptions import ConfigurationError

        if self._api_key is None and self._provider in _KEYS:
            variable = _KEYS[self._provider]
            raise MissingKeyError(
                f"the model {self.name} needs a key, and {variable} is not set",
                hint=f"Set {variable}, or use a model that needs none: --model local, --model rules.",
            )
        options: dict[str, Any] = {"api_key": self._api_key} if self._api_key else {}
        if self._provider == "openai":
            options |= {"mode": instructor.Mode.JSON_SCHEMA, "max_retries": 0, "timeout": self._timeout}
            if self._base_url:
                options["base_url"] = self._base_url
        elif self._base_url:
            raise ModelChoiceError(
                f"--base-url goes with openai/NAME, not with {self.name}",
                hint="Any OpenAI-compatible server is asked as openai/NAME.",
            )
        try:
            return instructor.from_provider(self.name, async_client=True, **options)
        except (ConfigurationError, ImportError, ValueError) as fault:
            raise ModelChoiceError(
                f"the model {self.name} cannot be used: {redact(str(fault), self._api_key)}",
                hint="Check the name (provider/model) and install that provider's package.",
            ) from None

    def _sampling(self, max_tokens: int) -> dict[str, Any]:
        sampling: dict[str, Any] = {}
        if self._temperature is not None:
            sampling["temperature"] = self._temperature
        if self._provider == "openai":
            own_server = self._base_url is not None
            sampling["max_tokens" if own_server else "max_completion_tokens"] = max_tokens
        elif self._provider == "anthropic":
            sampling["max_tokens"] = max_tokens
        return sampling

    def _cut_off(self, request: Request[T], completion: Any, spent: list[Usage]) -> Answer[T]:
        """Keep the complete items of an answer that hit its length limit."""
        text = completion.choices[0].message.content or ""
        draft = complete_items(request.draft, text)
        if draft is None:
            raise ModelAnswerError(
                f"{self.name} was cut off before the first complete item of its answer to the {request.task} question",
                hint="Give the model more room (a larger context), or use another model.",
                attempts=len(spent),
                usage=_total(spent),
            ) from None
        return Answer(draft, usage=_total(spent), tries=max(1, len(spent)), cut_off=True, model=self.name)

    def _translated(self, fault: Exception, *, tries: int, spent: Usage, task: str) -> ClaimkitError:
        cause = fault.__cause__ or fault
        words = redact(str(cause), self._api_key)
        status = getattr(cause, "status_code", None)
        told: dict[str, Any] = {"attempts": tries, "usage": spent}
        where = self._base_url or f"the provider of {self.name}"
        if isinstance(status, int):
            hint = _hint_for(status, self._provider, self._base_url)
            return ProviderRefused(
                f"{where} refused with status {status}: {_first_line(words)}",
                status=status,
                hint=hint,
                **told,
            )
        if type(cause).__name__ in (
            "APIConnectionError",
            "APITimeoutError",
            "ConnectError",
            "ConnectTimeout",
            "ReadTimeout",
        ):
            return ProviderUnreachable(
                f"{where} did not answer after {tries} tries: {_first_line(words)}",
                hint="Check the address and that the server runs; what was already answered is in the cache.",
                **told,
            )
        faults = [redact(str(attempt.exception)) for attempt in getattr(fault, "failed_attempts", None) or ()]
        if faults or isinstance(cause, (ValidationError, ValueError)):
            return ModelAnswerError(
                f"{self.name} gave no valid answer to the {task} question in {tries} tries: {_first_line(words)}",
                faults=tuple(faults),
                hint="Try again, or use a stronger model.",
                **told,
            )
        return ProviderError(f"{where} failed: {type(cause).__name__}: {_first_line(words)}", **told)


def complete_items(draft: type[T], text: str) -> T | None:
    """Read the complete items of a JSON answer that ends in the middle; None when there are none."""
    try:
        data = from_json(text, allow_partial=True)
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    for drop_last in (False, True):
        if drop_last:
            last = next((key for key in reversed(data) if isinstance(data[key], list) and data[key]), None)
            if last is None:
                return None
            data[last].pop()
        try:
            filled = draft.model_validate(data)
        except ValidationError:
            continue
        return filled if any(data.values()) else None
    return None


def _key_from_environment(provider: str, base_url: str | None) -> str | None:
    if base_url is not None:
        return os.environ.get("CLAIMKIT_API_KEY") or os.environ.get("OPENAI_API_KEY") or "none"
    return os.environ.get(_KEYS.get(provider, ""), "") or None


def _hint_for(status: int, provider: str, base_url: str | None) -> str:
    variable = "CLAIMKIT_API_KEY or OPENAI_API_KEY" if base_url else _KEYS.get(provider, "the provider's key")
    return {
        401: f"The key is wrong or has expired: check {variable}.",
        403: f"The key in {variable} may not use this model.",
        404: "There is no such model or address: check --model and --base-url.",
        429: "The provider's limit is reached: wait, or lower the number of requests.",
        400: "The provider does not accept the request: the model may lack JSON schema answers.",
        413: "The article is too long for the model: give it in parts.",
    }.get(status, "Try again later.")


def _first_line(words: str) -> str:
    lines = words.strip().splitlines()
    return lines[0][:300] if lines else "no reason given"


def _total(spent: list[Usage]) -> Usage:
    return sum(spent, Usage())


class _KeyFilter(logging.Filter):
    """Keeps keys out of what other libraries log."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redact(record.getMessage(), *self.keys), ()
        if record.exc_info:
            record.exc_info = None
        return True


_key_filter = _KeyFilter()


def _hide_keys_in_logs(key: str | None) -> None:
    """Filter the loggers that report failed requests; a server may echo the key in its answer."""
    if key:
        _key_filter.keys.add(key)
    for name in ("instructor.v2.retry", "instructor.v2.auto_client", "openai._base_client"):
        logging.getLogger(name).addFilter(_key_filter)
