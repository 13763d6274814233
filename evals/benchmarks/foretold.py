"""How far is `claimkit batch --estimate` off? Held against a large model's recorded answers to the gold articles.

    python evals/benchmarks/foretold.py

Measured are the questions as they were sent and the answers as they came, both with 4.3 bytes of UTF-8 a token.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from statistics import median

from claimkit import Extractor
from claimkit.batch.corpus import Item
from claimkit.batch.estimate import BYTES_PER_TOKEN, estimate
from claimkit.evaluation.gold import load_gold
from claimkit.models.choosing import choose_model
from claimkit.models.overheard import Exchange
from claimkit.prompts import PromptSet

_EVALS = Path(__file__).resolve().parent.parent


def main() -> None:
    """Print the table."""
    sent: dict[str, float] = defaultdict(float)
    came: dict[str, float] = defaultdict(float)
    calls: dict[str, int] = defaultdict(int)

    def count(exchange: Exchange) -> None:
        sent[exchange.article] += sum(_tokens(text) for _, text in exchange.messages)
        came[exchange.article] += _tokens(json.dumps(exchange.answer, ensure_ascii=False))
        calls[exchange.article] += 1

    recordings = f"replay:{_EVALS / 'recordings' / 'gold'}"
    articles = [item.article for item in load_gold(_EVALS / "gold", _EVALS / "gold" / "heldout")]
    with Extractor(recordings, overhear=count) as extractor:
        for article in articles:
            extractor.extract(article)
    model, prompts = choose_model(recordings), PromptSet()
    own = {article.id: estimate([Item(article, (), "")], model, prompts) for article in articles}
    whole = estimate([Item(article, (), "") for article in articles], model, prompts)
    print(f"{len(articles)} articles")
    print(f"calls: foretold {whole.calls}, made {sum(calls.values())}")
    for name, real, told in (
        ("in", sent, {key: one.usage.input_tokens for key, one in own.items()}),
        ("out", came, {key: one.usage.output_tokens for key, one in own.items()}),
    ):
        total, foretold = sum(real.values()), sum(told.values())
        off = median(abs(told[key] / real[key] - 1) for key in real)
        print(
            f"tokens {name}: foretold {foretold:,.0f}, {'sent' if name == 'in' else 'came'} {total:,.0f} "
            f"({100 * (foretold / total - 1):+.0f} %); one article is off by {100 * off:.0f} % (median)"
        )


def _tokens(text: str) -> float:
    return len(text.encode("utf-8")) / BYTES_PER_TOKEN


if __name__ == "__main__":
    main()
