"""Other aligners, each as a function that says whether it gives words a place in a text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rapidfuzz import fuzz

Found = Callable[[str, str], bool]


def other_aligners() -> dict[str, Found]:
    """Return the aligners that are installed."""
    found: dict[str, Found] = {"rapidfuzz": _rapidfuzz}
    for name, make in (("langextract", _langextract), ("instructor", _citation_mixin)):
        try:
            found[name] = make()
        except ImportError:
            continue
    return found


def _rapidfuzz(text: str, words: str) -> bool:
    aligned = fuzz.partial_ratio_alignment(words, text, score_cutoff=90)
    return aligned is not None


def _langextract() -> Found:
    from langextract import data, resolver  # type: ignore[import-not-found]

    def found(text: str, words: str) -> bool:
        extraction = data.Extraction(extraction_class="quote", extraction_text=words)
        aligner = resolver.WordAligner()
        groups = aligner.align_extractions([[extraction]], text)
        aligned: Any = groups[0][0]
        return aligned.char_interval is not None

    return found


def _citation_mixin() -> Found:
    from instructor import CitationMixin
    from pydantic import BaseModel

    class Quotation(CitationMixin, BaseModel):
        words: str

    def found(text: str, words: str) -> bool:
        cited = Quotation.model_validate({"words": words, "substring_quotes": [words]}, context={"context": text})
        return bool(cited.substring_quotes)

    return found
