"""What a system is to the benchmark: it gets articles and gives the attributions of each, or why there are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from attributions import Attribution, Place

from claimkit.schemas import Article

Found = list[Attribution] | str  # words say why an article came to nothing


class NotHere(Exception):
    """A system cannot run; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Options:
    """How systems are run.

    Attributes:
        model: The name that the endpoint knows the answering model by.
        base_url: Address of the endpoint.
        api_key: The key for it.
        timeout: Seconds to wait for one answer.
        at_once: How many articles to work on at a time.
        chunk_chars: The longest part of an article that langextract shows; its own default when None.
        spacy_model: Name or folder of the English pipeline for textacy.
    """

    model: str = ""
    base_url: str = ""
    api_key: str = "none"
    timeout: float = 300.0
    at_once: int = 4
    chunk_chars: int | None = None
    spacy_model: str = "en_core_web_sm"


class System(Protocol):
    """Finds attributions."""

    def find(self, articles: Sequence[Article]) -> list[Found]:
        """Return what is found in each article, in their order."""
        ...


def each(articles: Sequence[Article], work: Callable[[str], list[Attribution]], at_once: int) -> list[Found]:
    """Do the work for each article's text, several at once; what goes wrong with one costs no other."""

    def one(article: Article) -> Found:
        try:
            return work(article.text)
        except Exception as fault:  # noqa: BLE001 - each system fails in its own ways, and all of them are results
            return f"{type(fault).__name__}: {fault}"

    with ThreadPoolExecutor(max_workers=at_once) as pool:
        return list(pool.map(one, articles))


def nearest(text: str, words: str, near: Place) -> Place | None:
    """Find words by `str.find`: of all the places where they stand as whole words, the one nearest to another place."""
    words = words.strip()
    places: list[Place] = []
    start = text.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        if not (text[start - 1 : start] + words[0]).isalnum() and not (words[-1] + text[end : end + 1]).isalnum():
            places.append((start, end))
        start = text.find(words, start + 1)
    return min(places, key=lambda place: max(near[0] - place[1], place[0] - near[1], 0), default=None)
