"""Running a batch: every article of a corpus is done, or listed as failed with the reason."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from claimkit.article import Loaded
from claimkit.batch.corpus import BadItem, Item
from claimkit.batch.failures import Failure, Failures, failure_of
from claimkit.batch.ledger import Ledger, OtherText, Settings
from claimkit.batch.summary import Summary, Tally
from claimkit.errors import (
    BudgetError,
    CallerError,
    ClaimkitError,
    InputError,
    MissingRecordingError,
    ProviderError,
    ProviderRefused,
    ProviderUnreachable,
)
from claimkit.pipeline import Extractor
from claimkit.pipeline.many import Outcome
from claimkit.pipeline.work import schema_hash
from claimkit.prompts import PromptSet
from claimkit.schemas import Article

_FINAL = frozenset({401, 403, 404})  # the same for every article
_PATIENCE = 50  # articles in a row for which the provider could not be reached
_OWN = (InputError, MissingRecordingError)  # faults of one article, not of the call
Watch = Callable[[Tally, int], None]


class Batch:
    """One run over a corpus.

    Args:
        extractor: Does the work on each article.
        ledger: Where results go, and what is done already.
        failures: Where failures go.
        watch: Called after each article, with the counts so far and the number of failures.
    """

    def __init__(
        self, extractor: Extractor, ledger: Ledger, failures: Failures, watch: Watch = lambda tally, failed: None
    ) -> None:
        self._extractor = extractor
        self._ledger = ledger
        self._failures = failures
        self._watch = watch
        self._flying: dict[str, Item] = {}  # what is in flight, by id
        self._unreached = 0
        self._fatal: ClaimkitError | None = None
        self._before = len(ledger.done)
        self.tally = Tally(extractor.model.name, self._before)
        self.stopped: str | None = None

    def stop(self, why: str) -> None:
        """Take no further article; what is in flight is finished."""
        self.stopped = self.stopped or why

    def run(self, items: Iterable[Item | BadItem], *, ordered: bool = False, only_failed: bool = False) -> Summary:
        """Work through the corpus.

        Args:
            items: The corpus.
            ordered: Whether results are written in the order of the corpus; else as they are finished.
            only_failed: Whether only what failed before is tried again.

        Returns:
            What this run came to.

        Raises:
            CallerError: The call is wrong in a way that spoils every article; what was done is kept.
            ProviderError: The provider refuses every request, or cannot be reached for many articles in a row; what
                was done is kept.
        """
        started = time.perf_counter()
        wanted = set(self._failures.entries) if only_failed else None
        try:
            for outcome in self._extractor.outcomes(self._opened(items, wanted), ordered=ordered):
                self._enter(outcome)
                self._watch(self.tally, len(self._failures.entries))
        finally:
            self._failures.settle(self._ledger.done.has_id)
        if self._fatal is not None:
            raise self._fatal
        return self.summary(time.perf_counter() - started)

    def summary(self, seconds: float) -> Summary:
        """Return what the run came to so far."""
        return self.tally.summary(failed=len(self._failures.entries), seconds=seconds, stopped=self.stopped)

    def _opened(self, items: Iterable[Item | BadItem], wanted: set[str] | None) -> Iterator[Loaded]:
        """Yield the articles that are still to be done; what cannot be read is listed on the way."""
        for item in items:
            if self.stopped is not None:
                return
            if isinstance(item, BadItem):
                if wanted is None or item.id in wanted:
                    self._fail(
                        Failure(id=item.id, place=item.place, kind="InputError", message=item.message, hint=item.hint)
                    )
                continue
            article = item.article
            if (wanted is not None and article.id not in wanted) or self._is_done(item):
                continue
            self._flying[article.id] = item
            yield Loaded(article, item.notices)

    def _is_done(self, item: Item) -> bool:
        """Say whether an article is done or in flight; one that only shares the id of such a one is listed."""
        article = item.article
        flying = self._flying.get(article.id)
        try:
            done = self._ledger.done.has(article)
        except OtherText:
            done, flying = True, None
            self._fail_doubled(article, item.place)
        if flying is not None and flying.article.text != article.text:
            self._fail_doubled(article, item.place)
        return done or flying is not None

    def _fail_doubled(self, article: Article, place: str) -> None:
        message = f"another article has the id {article.id!r}"
        hint = "Give each article an id of its own; without an id field the text's hash is taken."
        name = f"{article.id} ({place})"  # the other one may be done under the id itself
        self._fail(Failure(id=name, place=place, kind="InputError", message=message, hint=hint))

    def _fail(self, failure: Failure) -> None:
        self._failures.add(failure)
        self._watch(self.tally, len(self._failures.entries))

    def _enter(self, outcome: Outcome[Loaded]) -> None:
        article = outcome.source.article
        place = self._flying.pop(article.id).place
        if outcome.result is not None:
            self._ledger.write(outcome.result)
            self.tally.add(outcome.result)
            self._unreached = 0
            return
        error = outcome.error
        assert error is not None  # noqa: S101 - there is a result or an error
        if error.usage is not None:
            self.tally.spend(error.usage)
        if isinstance(error, BudgetError):
            self.stop("budget")  # the article is neither done nor failed: it is next when the run goes on
            return
        if isinstance(error, CallerError) and not isinstance(error, _OWN):
            raise error
        self._fail(failure_of(error, article.id, place))
        if isinstance(error, ProviderError):
            self._weigh(error)

    def _weigh(self, error: ProviderError) -> None:
        """Stop when the provider will turn down every other article just the same."""
        final = isinstance(error, ProviderRefused) and error.status in _FINAL
        self._unreached += isinstance(error, ProviderUnreachable)
        if final or self._unreached >= _PATIENCE:
            self._fatal = self._fatal or error
            self.stop("provider")


def settings_of(extractor: Extractor, prompts: PromptSet) -> Settings:
    """Return what shapes the results of an extractor."""
    model = {"questions": extractor.model.profile.questions, **extractor.model.settings}
    return Settings(schema_hash(), prompts.of_extraction(), model)
