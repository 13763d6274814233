"""Which model answers: what the caller named, or what this machine has."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from claimkit.budget import Budget
from claimkit.errors import ModelChoiceError, redact
from claimkit.models.base import Model
from claimkit.models.store import DEFAULT, is_pulled, resolve
from claimkit.models.throttle import Pace
from claimkit.prices import price_of

logger = logging.getLogger("claimkit")

OPENAI_DEFAULT = "openai/gpt-5-mini"
_PACKED_RECORDINGS = Path(__file__).parent.parent / "_examples" / "recordings"
_IN_CHECKOUT = Path(__file__).parent.parent.parent / "examples" / "recordings"


@dataclass(frozen=True, slots=True)
class Limits:
    """How fast a provider may be asked, and what may be spent there.

    Attributes:
        pace: Requests in flight, requests and tokens per minute.
        usd: US dollars in all.
        tokens: Tokens in and out in all.
    """

    pace: Pace | None = None
    usd: float | None = None
    tokens: int | None = None

    def budget_for(self, model: str) -> Budget | None:
        """Return the budget for a model, or None when nothing is limited.

        Raises:
            CallerError: A limit is not positive, or the price of the model is not known.
        """
        if self.usd is None and self.tokens is None:
            return None
        return Budget(usd=self.usd, tokens=self.tokens, price=lambda usage: price_of(model, usage))


def choose_model(name: str | None = None, *, base_url: str | None = None, limits: Limits | None = None) -> Model:
    """Return the model to ask; nothing is loaded or connected yet.

    Args:
        name: "rules"; "local", "local:NAME", "local:PATH.gguf" or "local:hf:OWNER/REPO/FILE@SHA256"; "replay"
            or "replay:FOLDER"; or a provider string such as "openai/gpt-5-mini". With None: `CLAIMKIT_MODEL`,
            else OpenAI when `OPENAI_API_KEY` is set, else the local model when it has been pulled, else
            "rules".
        base_url: Address of an OpenAI-compatible server; its first model is asked when `name` is None.
        limits: Limits on what is asked; models of this machine cost nothing and have none.

    Raises:
        ModelChoiceError: There is no such model.
    """
    if base_url is not None:
        from claimkit.models.door import check_address

        check_address(base_url)
    name = name or _from_environment(base_url)
    sort, _, rest = name.partition(":")
    if _is_own(name):
        if base_url is not None:
            raise ModelChoiceError(
                f"--base-url does not go with the model {name}",
                hint="Name the server's model, as openai/NAME.",
            )
        return _own_model(sort, rest)
    if base_url is not None and not name.startswith("openai/"):
        name = f"openai/{name}"
    if "/" not in name:
        raise ModelChoiceError(
            f"there is no model called {name!r}",
            hint="Use rules, local, replay, or PROVIDER/MODEL such as openai/gpt-5-mini.",
        )
    from claimkit.models.door import DoorModel

    limits = limits or Limits()
    own = limits.budget_for(name if base_url is None else "")  # the price of a server of one's own is not known
    return DoorModel(name, base_url=base_url, pace=limits.pace, budget=own)


def _is_own(name: str) -> bool:
    return name == "rules" or name.partition(":")[0] in ("replay", "local")


def _own_model(sort: str, rest: str) -> Model:
    if sort == "rules":
        from claimkit.models.rules import RulesModel

        return RulesModel()
    if sort == "local":
        from claimkit.models.local import LocalServerModel

        return LocalServerModel(resolve(rest or None))
    from claimkit.models.replay import ReplayModel

    packed = (home for home in (_PACKED_RECORDINGS, _IN_CHECKOUT) if home.is_dir())
    folder = Path(rest) if rest else next(packed, None)
    if folder is None or not folder.is_dir():
        raise ModelChoiceError(
            f"there is no folder of recordings {rest}".rstrip(),
            hint="Name one: --model replay:FOLDER (made with --record FOLDER).",
        )
    return ReplayModel(folder)


def _from_environment(base_url: str | None) -> str:
    named = os.environ.get("CLAIMKIT_MODEL", "").strip()
    # An address that the caller gave counts more than a standing choice of a model that has none.
    if named and not (base_url is not None and _is_own(named)):
        return named
    if base_url is not None:
        return f"openai/{_first_model_of(base_url)}"
    if os.environ.get("OPENAI_API_KEY"):
        return OPENAI_DEFAULT
    if is_pulled(DEFAULT):
        return "local"
    logger.warning(
        "no model is set up, so the rules answer (no model at all, a rough baseline). "
        "For better results: claimkit models pull, or set OPENAI_API_KEY."
    )
    return "rules"


def _first_model_of(base_url: str) -> str:
    """Ask a server for its models; a server that does not say is asked for "default"."""
    import openai

    key = os.environ.get("CLAIMKIT_API_KEY") or os.environ.get("OPENAI_API_KEY") or "none"
    try:
        with openai.OpenAI(base_url=base_url, api_key=key, timeout=10.0, max_retries=0) as client:
            return next((model.id for model in client.models.list()), "default")
    except (openai.OpenAIError, AttributeError, TypeError) as fault:  # the last two: the answer is no list
        logger.info("%s does not list its models (%s)", redact(base_url), type(fault).__name__)
        return "default"
