"""Quotations that end where the sentence turns: `"We will pay," she said, but not this year.`

Each word is in the article, and yet the quotation alone says what its speaker did not.
"""

from __future__ import annotations

import re
from functools import cache

from claimkit.article.reading import Reading
from claimkit.asking.chunk import FoundQuote
from claimkit.lexicon import cue_pattern

_TURNS = {
    "en": r"but(?! also)|unless|except|not|only if|provided|although|though",
    "de": r"aber|außer|es sei denn|sofern|nicht|nur wenn|obwohl|allerdings",
    "fr": r"mais|sauf|à moins|pas|seulement si|bien que|quoique",
    "es": r"pero|salvo|excepto|a menos|no|solo si|aunque",
    "it": r"ma|salvo|tranne|a meno|non|solo se|benché",
}
_ENDS = frozenset(".!?…。！？")
_CLOSING = re.compile(r"^\s*[”\"“»«’'‘」』]")
_MAX_ATTRIBUTION = 90  # characters between the closing mark and the turn, the attribution mostly
_SHOWN = 60


def cut_short(reading: Reading, quote: FoundQuote) -> str | None:
    """Return how the sentence goes on after a direct quotation that it turns, or None.

    Args:
        reading: The article.
        quote: A quote with its place.
    """
    text = reading.text
    end = quote.spans[-1].end
    if quote.kind != "direct" or text[end - 1] in _ENDS:
        return None
    paragraph = reading.paragraphs[reading.paragraph_at(end - 1)]
    rest = _CLOSING.sub("", text[end : paragraph.end])
    found = _turn(reading.language).match(rest)
    if found is None:
        return None
    between = found.group("between")
    if between.strip(" ,;—–-") and cue_pattern(reading.language).search(between) is None:
        return None
    return " ".join(rest[found.start("turn") : found.start("turn") + _SHOWN].split())


@cache
def _turn(language: str) -> re.Pattern[str]:
    turns = _TURNS.get(language, _TURNS["en"])
    return re.compile(
        rf"(?P<between>[^.:!?\"“”„«»]{{0,{_MAX_ATTRIBUTION}}}?)(?<!\w)(?P<turn>(?:{turns})\b)", re.IGNORECASE
    )
