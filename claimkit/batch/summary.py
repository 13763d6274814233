"""What a batch came to, for people and for programs: `OUT.summary.json`."""

from __future__ import annotations

from pydantic import Field

from claimkit.schemas import Extraction, Frozen, Usage


class Summary(Frozen):
    """What a batch came to.

    Attributes:
        model: Who was asked.
        done: Articles done in this run.
        before: Articles that the file of results had already.
        failed: Articles that are listed as failed, of this run and of earlier ones.
        incomplete: Articles done in this run of which something is missing.
        quotes: Quotes found in this run.
        claims: Claims found in this run.
        rejected: Drafts turned down in this run.
        calls: Answers that models gave in this run.
        cached: Answers that came from the cache.
        retries: Further tries.
        usage: Tokens and money of this run, failed tries included; `cost_usd` is null where the price is not known.
        seconds: How long this run took.
        stopped: Why it ended before the end of the input: "interrupted", "budget", "provider", or null.
    """

    model: str
    done: int = 0
    before: int = 0
    failed: int = 0
    incomplete: int = 0
    quotes: int = 0
    claims: int = 0
    rejected: int = 0
    calls: int = 0
    cached: int = 0
    retries: int = 0
    usage: Usage = Field(default_factory=Usage)
    seconds: float = 0.0
    stopped: str | None = None

    @property
    def rate(self) -> float:
        """Articles a second in this run."""
        return self.done / self.seconds if self.seconds else 0.0

    def lines(self) -> list[str]:
        """Return the summary for people."""
        articles = f"{self.done:,} articles done" + (f", {self.before:,} before" if self.before else "")
        losses = f"{self.failed:,} failed, {self.incomplete:,} incomplete, {self.rejected:,} drafts turned down"
        asked = f"{self.calls:,} answers, {self.cached:,} from the cache, {self.retries:,} further tries"
        tokens = f"{self.usage.input_tokens:,} tokens in ({self.usage.cached_tokens:,} cached)"
        tokens += f", {self.usage.output_tokens:,} out"
        return [
            f"{articles}; {losses}",
            f"{self.quotes:,} quotes, {self.claims:,} claims",
            f"{asked}; {tokens}, {money(self.usage)}; {self.rate:.1f} articles a second",
        ]


def money(usage: Usage) -> str:
    """Return the money in words; an unknown price is said to be so."""
    if usage.cost_usd is not None:
        return f"${usage.cost_usd:,.4f}"
    return "price not known" if usage.input_tokens or usage.output_tokens else "no cost"


class Tally:
    """Adds up what a run comes to while it goes on."""

    def __init__(self, model: str, before: int) -> None:
        self._model = model
        self._before = before
        self._counts = dict.fromkeys(
            ("done", "incomplete", "quotes", "claims", "rejected", "calls", "cached", "retries"), 0
        )
        self.usage = Usage()

    @property
    def done(self) -> int:
        """Articles done in this run."""
        return self._counts["done"]

    def add(self, result: Extraction) -> None:
        """Count a result."""
        report = result.report
        own = {
            "done": 1,
            "incomplete": int(report.incomplete),
            "quotes": len(result.quotes),
            "claims": len(result.claims),
            "rejected": len(report.rejected),
            "calls": report.calls,
            "cached": report.cached,
            "retries": report.retries,
        }
        for name, count in own.items():
            self._counts[name] += count
        self.spend(result.usage)

    def spend(self, usage: Usage) -> None:
        """Count what was spent; seconds of articles side by side do not add up."""
        self.usage = self.usage + usage.model_copy(update={"seconds": 0.0})

    def summary(self, *, failed: int, seconds: float, stopped: str | None) -> Summary:
        """Return the summary so far."""
        return Summary(
            model=self._model,
            before=self._before,
            failed=failed,
            usage=self.usage,
            seconds=round(seconds, 3),
            stopped=stopped,
            **self._counts,
        )
