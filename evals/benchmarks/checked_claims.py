"""For what share of articles is the claim that fact-checkers checked among the claims found?

    python evals/benchmarks/checked_claims.py FILE.jsonl --model M [--base-url U] [--articles N] [--max-words W]

FILE has one object a line: `id`, `text` and `claims`, each with `text` (the checked claim, decontextualised) and, if
known, `content_word_coverage`, the share of its content words that the article has. Claims with less than 0.8 are
left out: they are worded anew. A found claim counts as the checked one when the chrF2 of the two is 50 or more
(Popovic 2015, as sacrebleu computes it). "at 5" looks only at the five most check-worthy claims.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sacrebleu.metrics.chrf import CHRF

import claimkit
from claimkit.errors import ClaimkitError
from claimkit.schemas import Article, Claim, Extraction

MATCH = 50.0
COVERED = 0.8
FIRST = 5


@dataclass(frozen=True, slots=True)
class Checked:
    """One checked claim and the best match among the claims found."""

    article: str
    text: str
    best: str
    score: float
    score_at_5: float


def by_worth(claims: tuple[Claim, ...]) -> list[Claim]:
    """Order claims: worth checking first, then what is asserted, then as in the article."""
    return sorted(claims, key=lambda claim: (not claim.check_worthy, claim.commitment != "asserted"))


def look_for(checked: str, result: Extraction, chrf: CHRF) -> Checked:
    """Find the claim that is most like a checked one."""
    scores = [(chrf.sentence_score(claim.text, [checked]).score, claim.text) for claim in by_worth(result.claims)]
    best = max(scores, default=(0.0, ""))
    return Checked(result.article.id, checked, best[1], best[0], max(scores[:FIRST], default=(0.0, ""))[0])


def load(file: Path, articles: int, max_words: int) -> list[tuple[Article, list[str]]]:
    """Read the articles that hold a checked claim in nearly its own words."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        claims = [claim["text"] for claim in item["claims"] if claim.get("content_word_coverage", 1.0) >= COVERED]
        if claims and len(item["text"].split()) <= max_words:
            found.append((Article(id=str(item["id"]), text=item["text"]), claims))
    return found[:articles]


def main() -> None:
    """Extract from the articles and print what was found, what was missed and what it cost."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", type=Path)
    options.add_argument("--model", required=True)
    options.add_argument("--base-url")
    options.add_argument("--record", type=Path)
    options.add_argument("--record-as")
    options.add_argument("--articles", type=int, default=1_000)
    options.add_argument("--max-words", type=int, default=2_100)
    chosen = options.parse_args()
    if not chosen.file.is_file():
        print(f"skipped: there is no {chosen.file}")
        return
    items = load(chosen.file, chosen.articles, chosen.max_words)
    more = {"record": chosen.record, "record_as": chosen.record_as, "concurrency": len(items)}
    try:
        with claimkit.Extractor(chosen.model, base_url=chosen.base_url, cache=False, **more) as extractor:
            results = list(extractor.map(article for article, _ in items))
    except ClaimkitError as error:
        print(error)
        return
    chrf = CHRF()
    checked = [
        look_for(claim, result, chrf) for (_, claims), result in zip(items, results, strict=True) for claim in claims
    ]
    report(results, checked, extractor.model.name)


def report(results: list[Extraction], checked: list[Checked], model: str) -> None:
    """Print the table and the misses."""
    console = Console(width=140)
    whole = [max(one.score for one in checked if one.article == result.article.id) >= MATCH for result in results]
    first = [max(one.score_at_5 for one in checked if one.article == result.article.id) >= MATCH for result in results]
    table = Table(title=f"{model}: {len(results)} articles, {len(checked)} checked claims")
    table.add_column("figure")
    table.add_column("value", justify="right")
    table.add_row("articles with a checked claim among the claims", _share(whole))
    table.add_row(f"articles with one among the first {FIRST}", _share(first))
    table.add_row("checked claims found", _share([one.score >= MATCH for one in checked]))
    count = len(results)
    table.add_row("claims per article", f"{sum(len(result.claims) for result in results) / count:.1f}")
    table.add_row("claims turned down per article", f"{sum(map(_turned_down, results)) / count:.1f}")
    table.add_row("output tokens per article", f"{sum(result.usage.output_tokens for result in results) / count:,.0f}")
    console.print(table)
    for one in checked:
        if one.score < MATCH:
            console.print(f"missed in {one.article}: {one.text}\n  nearest ({one.score:.0f}): {one.best}", markup=False)


def _turned_down(result: Extraction) -> int:
    return sum(item.what == "claim" for item in result.report.rejected)


def _share(found: list[bool]) -> str:
    return f"{sum(found)} of {len(found)} ({100 * sum(found) / max(1, len(found)):.0f} %)"


if __name__ == "__main__":
    main()
