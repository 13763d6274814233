"""How fast langextract gets made-up articles through a server; throughput.py runs it and reads its line of JSON.

    python evals/benchmarks/langextract_speed.py URL ARTICLES WORDS WORKERS

WORDS is 0 for short articles. It needs langextract and openai, and nothing of claimkit, so that it can run in an
environment of its own.
"""

from __future__ import annotations

import importlib.metadata
import json
import sys
import time
import warnings
from pathlib import Path

import langextract  # type: ignore[import-not-found]
from langextract.providers.openai import OpenAILanguageModel  # type: ignore[import-not-found]

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "tests"))
from synthetic_articles import synthetic_article  # type: ignore[import-not-found]

_ASKED = "List the quotations with their speakers, in the words of the text."
_EXAMPLE = langextract.data.ExampleData(
    text="“We sail at noon,” said Mara Ellwood.",
    extractions=[
        langextract.data.Extraction(
            extraction_class="quotation",
            extraction_text="We sail at noon",
            attributes={"speaker": "Mara Ellwood"},
        )
    ],
)


def extract(url: str, texts: list[str], workers: int) -> int:
    """Extract from all texts; return how many quotations were found in their place."""
    schema = OpenAILanguageModel.get_schema_class().from_examples([_EXAMPLE])
    model = OpenAILanguageModel("test", api_key="none", base_url=url, openai_schema=schema, max_workers=workers)
    documents = [langextract.data.Document(text=text) for text in texts]
    results = langextract.extract(
        documents,
        prompt_description=_ASKED,
        examples=[_EXAMPLE],
        model=model,
        max_workers=workers,
        batch_length=workers,
        show_progress=False,
        use_schema_constraints=False,
    )
    return sum(item.char_interval is not None for result in results for item in result.extractions or ())


def main() -> None:
    """Print what the articles took."""
    url, count, words, workers = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    warnings.simplefilter("ignore")
    extract(url, [synthetic_article(100_000 + number) for number in range(workers)], workers)  # the first of all
    texts = [synthetic_article(number, words=words or None) for number in range(count)]
    began, cpu = time.perf_counter(), time.process_time()
    placed = extract(url, texts, workers)
    took = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu, "placed": placed}
    print(json.dumps({**took, "version": importlib.metadata.version("langextract")}))


if __name__ == "__main__":
    main()
