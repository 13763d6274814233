"""Send many articles through the pipeline and see that nothing breaks and nothing is lost without a word.

    python evals/benchmarks/accounting.py FILE.jsonl --model rules --articles 20

FILE.jsonl holds one object a line with at least `id` and `text`. For each article the script checks that
every span lies in the text and slices to what it stands for, that each marked passage is covered by a quote
or listed as uncovered, and that the result survives a JSON round trip. It prints one line an article and a
sum, and exits 1 when anything is wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import claimkit
from claimkit.article import read
from claimkit.errors import ClaimkitError
from claimkit.links import all_spans, cut
from claimkit.passages import mark
from claimkit.schemas import Extraction


def words_of(text: str) -> str:
    """Return the words alone, in lower case, with a space around each."""
    return " " + " ".join(re.findall(r"\w+", text.lower())) + " "


def faults_of(result: Extraction) -> Iterator[str]:
    """Give whatever is wrong with a result."""
    text = result.article.text
    for name, span in all_spans(result):
        if not 0 <= span.start < span.end <= len(text):
            yield f"{name} is {span.start}:{span.end} in a text of {len(text)}"
    for quote in result.quotes:
        if quote.text != cut(text, quote.spans):
            yield f"{quote.id} is not what its spans cut"
        for again in quote.repeats:
            if words_of(cut(text, again)) not in words_of(cut(text, quote.spans)):
                yield f"{quote.id} has a repetition with other words"
    listed = [span for quote in result.quotes for span in quote.spans] + list(result.report.uncovered)
    for passage in mark(read(result.article)):
        for span in passage.spans:
            if not any(span in other for other in listed):
                yield f"the passage {passage.label} is neither quoted nor listed as uncovered"
    if Extraction.model_validate_json(result.model_dump_json()) != result:
        yield "the JSON round trip changes it"


def main() -> int:
    """Run the check; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--model", default="rules")
    parser.add_argument("--articles", type=int, default=20)
    args = parser.parse_args()
    if not args.file.is_file():
        print(f"skipped: there is no {args.file}")
        return 0
    lines = args.file.read_text(encoding="utf-8").splitlines()[: args.articles]
    wrong = quotes = uncovered = rejected = claims = 0
    started = time.perf_counter()
    with claimkit.Extractor(args.model) as extractor:
        for line in lines:
            item = json.loads(line)
            article = claimkit.Article(id=str(item["id"]), text=item["text"])
            try:
                result = extractor.extract(article)
            except ClaimkitError as error:
                wrong += 1
                print(f"{article.id}: {type(error).__name__}: {error}")
                continue
            faults = list(faults_of(result))
            wrong += bool(faults)
            quotes += len(result.quotes)
            claims += len(result.claims)
            uncovered += len(result.report.uncovered)
            rejected += len(result.report.rejected)
            print(
                f"{article.id}: {len(result.quotes)} quotes, {len(result.claims)} claims, "
                f"{len(result.report.uncovered)} uncovered, {len(result.report.rejected)} rejected, "
                f"{result.usage.seconds:.2f} s" + "".join(f"\n  WRONG: {fault}" for fault in faults)
            )
    print(
        f"{args.model}: {len(lines)} articles, {wrong} wrong; {quotes} quotes, {claims} claims, {uncovered} passages "
        f"uncovered and listed, {rejected} drafts rejected and listed; {time.perf_counter() - started:.1f} s"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
