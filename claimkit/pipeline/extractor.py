"""Extractor: one model, one set of prompts, any number of articles."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, overload

from claimkit.article import Loaded, load
from claimkit.article.loading import MAX_CHARS
from claimkit.cache import AnswerCache
from claimkit.errors import CallerError, ClaimkitError, UnexpectedError
from claimkit.models.base import Model
from claimkit.models.cached import CachedModel
from claimkit.models.choosing import Limits, choose_model
from claimkit.models.overheard import Listener, Overheard
from claimkit.models.replay import Recorder
from claimkit.models.throttle import Pace
from claimkit.pipeline import loop
from claimkit.pipeline.many import Outcome, aoutcomes, outcomes
from claimkit.pipeline.work import Work
from claimkit.prompts import PromptSet
from claimkit.schemas import Article, Extraction

logger = logging.getLogger("claimkit")

Source = str | Path | Article


class Extractor:
    """Finds quotes, actors and claims in articles.

    Args:
        model: "rules", "local", "replay", or a provider string such as "openai/gpt-5-mini"; chosen from the
            environment when left out.
        base_url: Address of an OpenAI-compatible server.
        prompts: Folder with prompts of your own.
        cache: False to ask anew and keep nothing; a folder to keep answers there.
        refresh: Ask anew and replace what the cache has.
        record: Folder to write the model's answers to, for `replay`.
        record_as: What to call the model in the recordings.
        max_chars: The longest article to accept, in code points.
        concurrency: How many articles `map` works on at once.
        pace: How fast a provider may be asked: requests in flight, requests and tokens per minute.
        budget_usd: US dollars that may be spent in all; a request that could pass them is not sent.
        max_tokens_total: Tokens, in and out, that may be spent in all.
        progress: Called with a few words whenever the next step starts.
        overhear: Called with each question that a model was asked and its answer.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        base_url: str | None = None,
        prompts: str | Path | None = None,
        cache: bool | str | Path = True,
        refresh: bool = False,
        record: str | Path | None = None,
        record_as: str | None = None,
        max_chars: int = MAX_CHARS,
        concurrency: int = 8,
        pace: Pace | None = None,
        budget_usd: float | None = None,
        max_tokens_total: int | None = None,
        progress: Callable[[str], None] | None = None,
        overhear: Listener | None = None,
    ) -> None:
        self._progress = progress or _unseen
        self._overhear = overhear
        self._prompts = PromptSet(Path(prompts) if prompts is not None else None)
        if concurrency < 1:
            raise CallerError(f"concurrency is {concurrency}", hint="Give a number of articles, 1 or more.")
        self._max_chars = max_chars
        self._concurrency = concurrency
        self._cache: AnswerCache | None = None
        limits = Limits(pace, budget_usd, max_tokens_total)
        self.model: Model = choose_model(model, base_url=base_url, limits=limits)
        if record is not None:
            self.model = Recorder(self.model, Path(record), record_as)
        elif cache is not False and self.model.name != "rules" and not self.model.name.startswith("replay"):
            self._cache = loop.run(_open_cache(cache, refresh))
            self.model = CachedModel(self.model, self._cache)

    def extract(self, source: Source) -> Extraction:
        """Find who said what in one article.

        Args:
            source: The article's text, its HTML, a path, or an `Article`.

        Raises:
            InputError: The article cannot be read.
            ProviderError: The model's provider did not answer or refused.
            ModelAnswerError: The model never gave a valid answer.
        """
        loaded = load(source, max_chars=self._max_chars)
        return loop.run(self._extract(loaded))

    async def aextract(self, source: Source) -> Extraction:
        """Do what `extract` does, without blocking the caller's event loop."""
        loaded = load(source, max_chars=self._max_chars)
        return await loop.wait(self._extract(loaded))

    def extract_loaded(self, loaded: Loaded) -> Extraction:
        """Do what `extract` does for an article that is loaded already, notices and all."""
        return loop.run(self._extract(loaded))

    @overload
    def map(self, sources: Iterable[Source], *, errors: Literal["raise"] = "raise") -> Iterator[Extraction]: ...

    @overload
    def map(self, sources: Iterable[Source], *, errors: Literal["yield"]) -> Iterator[Extraction | ClaimkitError]: ...

    def map(
        self, sources: Iterable[Source], *, errors: Literal["raise", "yield"] = "raise"
    ) -> Iterator[Extraction | ClaimkitError]:
        """Extract from many articles, several at once; results come in the order of the sources.

        Sources are taken as places come free, so that a generator of any length will do. With tqdm installed, this
        shows a bar of the articles that are done, in a terminal and in a notebook:

            from tqdm import tqdm
            results = list(tqdm(extractor.map(articles), total=len(articles)))

        Args:
            sources: The articles.
            errors: "raise" an article's error when its turn comes, which ends the work; or "yield" it in the place of
                its result and go on.
        """
        for outcome in outcomes(sources, self._load_and_extract, self._concurrency):
            yield outcome.error if errors == "yield" and outcome.error is not None else outcome.unwrap()

    @overload
    def amap(self, sources: Iterable[Source], *, errors: Literal["raise"] = "raise") -> AsyncIterator[Extraction]: ...

    @overload
    def amap(
        self, sources: Iterable[Source], *, errors: Literal["yield"]
    ) -> AsyncIterator[Extraction | ClaimkitError]: ...

    async def amap(
        self, sources: Iterable[Source], *, errors: Literal["raise", "yield"] = "raise"
    ) -> AsyncIterator[Extraction | ClaimkitError]:
        """Do what `map` does, without blocking the caller's event loop."""
        async for outcome in aoutcomes(sources, self._load_and_extract, self._concurrency):
            yield outcome.error if errors == "yield" and outcome.error is not None else outcome.unwrap()

    def outcomes(self, articles: Iterable[Loaded], *, ordered: bool = True) -> Iterator[Outcome[Loaded]]:
        """Do what `map` does for articles that are loaded already, each with its result or its error.

        Args:
            articles: The articles.
            ordered: Whether outcomes come in the order of the articles; else as they are finished.
        """
        return outcomes(articles, self._apart, self._concurrency, ordered=ordered)

    def close(self) -> None:
        """Let go of connections, of the local model and of the cache."""
        loop.run(self._let_go())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def _let_go(self) -> None:
        await self.model.aclose()
        if self._cache is not None:
            self._cache.close()

    async def _load_and_extract(self, source: Source) -> Extraction:
        return await self._extract(load(source, max_chars=self._max_chars))

    async def _apart(self, loaded: Loaded) -> Extraction:
        """Extract from one article of many; a fault of our own in one of them is told, and costs no other."""
        try:
            return await self._extract(loaded)
        except ClaimkitError:
            raise
        except Exception as fault:
            logger.exception("claimkit failed on the article %s", loaded.article.id)
            raise UnexpectedError(
                f"claimkit failed with {type(fault).__name__}: {fault}",
                hint="This is a fault of claimkit; please report it with the article.",
            ) from fault

    async def _extract(self, loaded: Loaded) -> Extraction:
        started = time.perf_counter()
        model = self.model
        if self._overhear is not None:
            model = Overheard(model, loaded.article.id, self._overhear)
        work = Work(model, self._prompts.fresh(), loaded, self._progress)
        extraction = await work.done()
        usage = extraction.usage.model_copy(update={"seconds": round(time.perf_counter() - started, 3)})
        return extraction.model_copy(update={"usage": usage})


def extract(source: Source, *, model: str | None = None, base_url: str | None = None, **options: Any) -> Extraction:
    """Find who said what in one article; see `Extractor` for the options.

    Raises:
        ClaimkitError: As `Extractor.extract` does.
    """
    with Extractor(model, base_url=base_url, **options) as extractor:
        return extractor.extract(source)


async def aextract(
    source: Source, *, model: str | None = None, base_url: str | None = None, **options: Any
) -> Extraction:
    """Do what `extract` does, without blocking the caller's event loop."""
    extractor = Extractor(model, base_url=base_url, **options)
    try:
        return await extractor.aextract(source)
    finally:
        await asyncio.to_thread(extractor.close)


def _unseen(step: str) -> None:
    """Nobody watches."""


async def _open_cache(cache: bool | str | Path, refresh: bool) -> AnswerCache:
    """Open the cache in claimkit's thread: SQLite connects each thread anew, and only that thread can close."""
    return AnswerCache(None if isinstance(cache, bool) else Path(cache), refresh=refresh)
