"""No model at all: marks, reporting verbs and the nearest plausible speaker. The honest baseline."""

from __future__ import annotations

from typing import Any

from claimkit.models.base import Answer, Profile, Request, T


class RulesModel:
    """Stands for the rules where a model is expected; `claimkit.asking.ruled` does the work."""

    name = "rules"
    profile = Profile(questions="ruled", chunk_chars=1_000_000_000, max_output_tokens=0)

    @property
    def settings(self) -> dict[str, Any]:
        """Nothing shapes the rules but the version of claimkit."""
        return {}

    async def ask(self, request: Request[T]) -> Answer[T]:
        """Rules answer no request."""
        raise AssertionError(f"the rules were asked to fill {request.draft.__name__}")

    async def aclose(self) -> None:
        """Nothing to let go of."""
