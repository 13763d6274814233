"""textacy's direct quotations: spaCy's parse, a list of reporting verbs, and pairs of quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attributions import Attribution, Place

from claimkit.schemas import Article
from systems.system import Found, NotHere, Options, each


class Textacy:
    """textacy, which finds direct quotations alone.

    Args:
        options: How it is run.

    Raises:
        NotHere: textacy or the English pipeline of spaCy is not installed.
    """

    def __init__(self, options: Options) -> None:
        try:
            import spacy  # type: ignore[import-not-found]
            from textacy.extract import direct_quotations  # type: ignore[import-not-found]
        except ModuleNotFoundError as fault:
            raise NotHere(f"not installed ({fault.name}): pip install textacy") from None
        try:
            self._parse = spacy.load(options.spacy_model)
        except OSError:
            raise NotHere(
                f"spaCy has no pipeline {options.spacy_model}; install it, or name another with --spacy-model"
            ) from None
        self._quotations = direct_quotations

    def find(self, articles: Sequence[Article]) -> list[Found]:
        """Return what is found in each article; textacy refuses those with an odd number of quotation marks."""
        return each(articles, self._one, at_once=1)

    def _one(self, text: str) -> list[Attribution]:
        return [
            Attribution(
                [(triple.content.start_char, triple.content.end_char)],
                (_place(triple.cue[0])[0], _place(triple.cue[-1])[1]),
                [_place(token) for token in triple.speaker],
            )
            for triple in self._quotations(self._parse(text))
        ]


def _place(token: Any) -> Place:
    return token.idx, token.idx + len(token)
