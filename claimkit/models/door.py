"""The door to every model that is asked over HTTP: instructor's providers, and any OpenAI-compatible server.

There is one retry layer. The SDK's own retries are off, and instructor is handed the loop that decides:
an answer that does not fit the draft is asked again with the error, a provider that is busy or out of
reach is asked again after a wait, and anything else is final.
"""

from __future__ import annotations

import inspect
import logging
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from claimkit.errors import MissingKeyError, ModelAnswerError, ModelChoiceError, redact
from claimkit.models.base import LARGE, Answer, Profile, Request, T
from claimkit.models.faults import Asked, error_for, in_short, own_error_in
from claimkit.models.responses import complete_items, text_of
from claimkit.models.retrying import retry_loop
from claimkit.models.throttle import Pace, Throttle
from claimkit.models.turnstile import Turnstile
from claimkit.prices import price_of
from claimkit.schemas import Usage
from claimkit.usage import dearest_of, usage_of

if TYPE_CHECKING:
    import instructor

    from claimkit.budget import Budget

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
        deadline: Seconds after which no further try of one question is started.
        pace: How fast the provider may be asked.
        budget: What may be spent.
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
        retries: int = 4,
        reasks: int = 2,
        deadline: float = 900.0,
        pace: Pace | None = None,
        budget: Budget | None = None,
    ) -> None:
        self.name = model
        self.profile = profile
        self._provider = model.partition("/")[0]
        self._base_url = base_url or _address_from_environment(self._provider)
        self._api_key = api_key or _key_from_environment(self._provider, self._base_url)
        self._temperature = temperature
        self._timeout = timeout
        self._retries = retries
        self._reasks = reasks
        self._deadline = deadline
        self._throttle = Throttle(pace or Pace())
        self._budget = budget
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
            BudgetError: A try could pass a limit of the budget.
        """
        from instructor.core.exceptions import IncompleteOutputException
        from instructor.core.hooks import HookName, Hooks

        client = self._connected()
        spent: list[Usage] = []
        turnstile = Turnstile(self._throttle, self._budget, self._dearest(request))
        loop = retry_loop(retries=self._retries, reasks=self._reasks, deadline=self._deadline, turnstile=turnstile)

        def count(response: Any) -> None:
            usage = self._priced(usage_of(response))
            spent.append(usage)
            turnstile.count(usage)

        await turnstile.enter()
        fault: Exception | None = None
        hooks = Hooks()
        hooks.on(HookName.COMPLETION_RESPONSE, count)
        hooks.on(HookName.COMPLETION_RESPONSE, loop.note)
        try:
            draft, _ = await client.create_with_completion(
                messages=request.chat(),  # type: ignore[arg-type]
                response_model=_prepared(request.draft),
                max_retries=loop,
                hooks=hooks,
                **self._sampling(request.max_tokens),
            )
            return Answer(draft, usage=_total(spent), tries=max(1, loop.attempts), model=self.name)
        except IncompleteOutputException as cut:
            return self._cut_off(request, cut.last_completion, spent)
        except Exception as other:  # noqa: BLE001 - whatever a provider's SDK raises becomes one of our errors
            fault = other
            error = own_error_in(fault) or error_for(fault, self._asked(request.task), loop, _total(spent))
        finally:
            loop.leave(fault)
        raise error  # out here, so that the provider's fault and whatever it quotes does not hang on it

    async def aclose(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        inner = getattr(client, "client", None)
        closing = inner.close() if inner is not None and hasattr(inner, "close") else None
        if inspect.isawaitable(closing):
            await closing

    def _connected(self) -> instructor.AsyncInstructor:
        if self._client is None:
            self._client = self._connect()
        return self._client

    def _connect(self) -> instructor.AsyncInstructor:
        _hide_keys_in_logs(self._api_key)
        variable = _KEYS.get(self._provider)
        if self._api_key is None and self._base_url is None and variable is not None:
            raise MissingKeyError(
                f"the model {self.name} needs a key, and {variable} is not set",
                hint=f"Set {variable}, or use a model that needs none: --model local, --model rules.",
            )
        if not self.name.partition("/")[2]:
            raise ModelChoiceError(f"{self.name!r} names no model", hint="Name it too, as in openai/gpt-5-mini.")
        if self._base_url and self._provider != "openai":
            raise ModelChoiceError(
                f"--base-url goes with openai/NAME, not with {self.name}",
                hint="Any OpenAI-compatible server is asked as openai/NAME.",
            )
        if self._base_url:
            check_address(self._base_url)
        try:
            return self._openai_client() if self._provider == "openai" else self._other_client()
        except Exception as fault:  # noqa: BLE001 - each provider's SDK complains in its own way
            error = ModelChoiceError(
                f"the model {self.name} cannot be used: {in_short(fault, self._api_key)}",
                hint="Check the name (provider/model) and install that provider's package.",
            )
        raise error

    def _openai_client(self) -> instructor.AsyncInstructor:
        import instructor

        from claimkit.models.plain_openai import plain_client

        key = self._api_key or ("none" if self._base_url else None)
        client = plain_client(api_key=key, base_url=self._base_url, max_retries=0, timeout=self._timeout)
        return instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA, model=self.name.partition("/")[2])

    def _other_client(self) -> instructor.AsyncInstructor:
        import instructor

        options: dict[str, Any] = {"api_key": self._api_key} if self._api_key else {}
        client: instructor.AsyncInstructor = instructor.from_provider(self.name, async_client=True, **options)
        # Not every builder of instructor takes these, but the clients of most providers have them.
        for name, value in (("max_retries", 0), ("timeout", self._timeout)):
            if hasattr(client.client, name):
                setattr(client.client, name, value)
        return client

    def _dearest(self, request: Request[T]) -> Usage:
        """Return the most that a try can take, where somebody counts."""
        counts = self._budget is not None or self._throttle.pace.tokens_per_minute is not None
        return dearest_of(request) if counts else Usage()

    def _priced(self, usage: Usage) -> Usage:
        # A server of one's own may call its model as a provider calls its own.
        price = price_of(self.name, usage) if _is_providers_own(self._base_url) else None
        return usage.model_copy(update={"cost_usd": price})

    def _asked(self, task: str) -> Asked:
        own = _KEYS.get(self._provider, "the environment")
        variable = "CLAIMKIT_API_KEY or OPENAI_API_KEY" if self._base_url else own
        return Asked(self.name, self._base_url, task, variable, self._api_key)

    def _sampling(self, max_tokens: int) -> dict[str, Any]:
        sampling: dict[str, Any] = {}
        if self._temperature is not None:
            sampling["temperature"] = self._temperature
        if self._provider == "openai":
            sampling["max_completion_tokens" if _is_openais(self._base_url) else "max_tokens"] = max_tokens
        elif self._provider == "anthropic":
            sampling["max_tokens"] = max_tokens
        return sampling

    def _cut_off(self, request: Request[T], completion: Any, spent: list[Usage]) -> Answer[T]:
        """Keep the complete items of an answer that hit its length limit."""
        draft = complete_items(request.draft, text_of(completion))
        if draft is None:
            raise ModelAnswerError(
                f"{self.name} was cut off before the first complete item of its answer to the {request.task} question",
                hint="Give the model more room (a larger context), or use another model.",
                attempts=max(1, len(spent)),
                usage=_total(spent),
            ) from None
        return Answer(draft, usage=_total(spent), tries=max(1, len(spent)), cut_off=True, model=self.name)


@lru_cache(maxsize=4096)
def _prepared(draft: type[T]) -> type[T]:
    """Return a draft as instructor wants it; it would make a class anew for each question."""
    from instructor import response_schema

    return response_schema(draft)


def _address_from_environment(provider: str) -> str | None:
    """Return where OpenAI's SDK would go by itself; asked for here, because the cache has to know it."""
    return os.environ.get("OPENAI_BASE_URL") or None if provider == "openai" else None


def _key_from_environment(provider: str, base_url: str | None) -> str | None:
    names = ("CLAIMKIT_API_KEY", "OPENAI_API_KEY") if base_url is not None else (_KEYS.get(provider, ""),)
    # A line break after a key is a slip of the shell; the HTTP library would quote the key in its complaint.
    return next((key for name in names if (key := os.environ.get(name, "").strip())), None)


def check_address(base_url: str) -> None:
    """Turn down what cannot be the address of a server.

    Raises:
        ModelChoiceError: It does not start as a web address does.
    """
    if not base_url.startswith(("http://", "https://")):
        raise ModelChoiceError(
            f"{base_url!r} is no address of a server",
            hint="It starts with http:// or https://, such as http://127.0.0.1:8080/v1.",
        )


def _is_providers_own(base_url: str | None) -> bool:
    return base_url is None or _is_openais(base_url)


def _is_openais(base_url: str | None) -> bool:
    """Say whether OpenAI itself is asked, which has a name of its own for the length limit."""
    host = urlsplit(base_url).hostname if base_url else "api.openai.com"
    return host is not None and (host == "openai.com" or host.endswith(".openai.com"))


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
    for name in ("instructor.v2.retry", "instructor.auto_client", "openai._base_client", "httpx", "httpx2"):
        logging.getLogger(name).addFilter(_key_filter)
