"""The account of one article: requests, tries, tokens, and what went wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimkit.errors import ModelAnswerError
from claimkit.models.base import Answer, T
from claimkit.schemas import Rejected, Usage


@dataclass(slots=True)
class Ledger:
    """Counts what the questions on one article cost.

    Attributes:
        calls: Requests that a model answered.
        cached: Answers that came from the cache.
        retries: Further tries.
        usage: Tokens, failed tries included.
        cut_off: Tasks whose answer hit its length limit.
        models: Who answered.
        rejected: Answers that were turned down before they became drafts.
        failed: What is missing because a question never got a valid answer.
    """

    calls: int = 0
    cached: int = 0
    retries: int = 0
    usage: Usage = field(default_factory=Usage)
    cut_off: list[str] = field(default_factory=list)
    models: dict[str, None] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def enter(self, task: str, answer: Answer[T], *, asked_on: bool = False) -> T:
        """Count an answer and return its draft.

        Args:
            task: The question.
            answer: The answer.
            asked_on: Whether what a cut-off answer lacks will be asked for; else it is lost.
        """
        if answer.tries:
            self.calls += 1
            self.retries += answer.tries - 1
        else:
            self.cached += 1
        self.usage = self.usage + answer.usage
        if answer.cut_off and not asked_on:
            self.cut_off.append(task)
        if answer.model:
            self.models[answer.model] = None
        return answer.draft

    def fail(self, error: ModelAnswerError) -> None:
        """Count a question that came to nothing; its tries were paid for all the same."""
        self.calls += 1
        self.retries += max(0, error.attempts - 1)
        self.usage = self.usage + (error.usage or Usage())
        self.failed.append(error.message)
