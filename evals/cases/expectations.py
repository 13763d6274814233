"""What a case can expect of an extraction, and how each expectation is checked.

quotes:     {"words", "kind"?, "speaker"?, "inside"?, "cue"?}    a quote with these very words (marks and stops at the
                                                          border aside); `inside` is words of the outer quote
no_quotes:  ["words"]                                     no quote has these words, or lies within them
actors:     {"name", "kind"?, "role"?, "affiliation"?, "anonymity"?, "mentions"?}
count:      {"actors"?: n, "quotes"?: n, "claims"?: n}    exactly so many
claims:     {"has": [...], "lacks"?: [...], "by"?, "commitment"?, "kind"?, "quote"?}  a claim with all of these words
no_claims:  [["word", ...]]                               no claim with all of these words
A speaker or claimant is an actor's name; null is nobody, or the article's own voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from claimkit.schemas import Actor, Claim, Extraction, Quote

_BORDER = " \"'“”‘’„«».,;:!?…\u00a0"
_LISTS = frozenset({"quotes", "no_quotes", "actors", "count", "claims", "no_claims"})


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation and whether it was met."""

    expected: str
    passed: bool


def checks_of(expect: dict[str, Any], result: Extraction) -> Iterator[Check]:
    """Check everything that a case expects.

    Raises:
        ValueError: The case expects something that this file does not know.
    """
    if unknown := expect.keys() - _LISTS:
        raise ValueError(f"nobody knows how to check {', '.join(sorted(unknown))}")
    for item in expect.get("quotes", ()):
        yield from _quote_checks(item, result)
    for words in expect.get("no_quotes", ()):
        found = any(_bare(quote.text) in _bare(words) for quote in result.quotes)
        yield Check(f"no quote “{words}”", not found)
    for item in expect.get("actors", ()):
        yield from _actor_checks(item, result)
    for name, number in expect.get("count", {}).items():
        have = len(getattr(result, name))
        yield Check(f"{number} {name}, not {have}", have == number)
    for item in expect.get("claims", ()):
        yield Check(f"a claim with {_shown(item)}", any(_fits(item, claim, result) for claim in result.claims))
    for words in expect.get("no_claims", ()):
        yield Check(f"no claim with {words}", not any(_has(claim.text, words) for claim in result.claims))


def _quote_checks(item: dict[str, Any], result: Extraction) -> Iterator[Check]:
    wanted = f"quote “{item['words']}”"
    quote = next((quote for quote in result.quotes if _bare(quote.text) == _bare(item["words"])), None)
    yield Check(wanted, quote is not None)
    by_id = {other.id: other for other in result.quotes}
    text = result.article.text
    for name, value in item.items():
        if name == "words":
            continue
        yield Check(f"{wanted} with {name} {value}", quote is not None and _is(name, value, quote, result, by_id, text))


def _is(name: str, value: Any, quote: Quote, result: Extraction, by_id: dict[str, Quote], text: str) -> bool:
    match name:
        case "speaker":
            return _named(result.actor(quote.speaker), value)
        case "kind":
            return bool(quote.kind == value)
        case "cue":
            return bool((quote.cue_span.of(text) if quote.cue_span else None) == value)
        case "inside":
            outer = by_id.get(quote.inside or "")
            return outer is not None and _bare(value) in _bare(outer.text)
    raise ValueError(f"nobody knows how to check {name} of a quote")


def _actor_checks(item: dict[str, Any], result: Extraction) -> Iterator[Check]:
    wanted = f"actor {item['name']}"
    actor = next((actor for actor in result.actors if _named(actor, item["name"])), None)
    yield Check(wanted, actor is not None)
    text = result.article.text
    for name, value in item.items():
        if name == "name":
            continue
        have: Any = None
        if actor is not None and name == "anonymity":
            have = actor.anonymity_span.of(text) if actor.anonymity_span else None
        elif actor is not None and name == "mentions":
            have = value if set(value) <= {span.of(text) for span in actor.mentions} else None
        elif actor is not None:
            have = getattr(actor, name)
        passed = actor is not None and (have == value or (isinstance(value, list) and have in value))
        yield Check(f"{wanted} with {name} {value}, not {have}", passed)


def _fits(item: dict[str, Any], claim: Claim, result: Extraction) -> bool:
    if unknown := item.keys() - {"has", "lacks", "by", "commitment", "kind", "quote"}:
        raise ValueError(f"nobody knows how to check {', '.join(sorted(unknown))} of a claim")
    by_id = {quote.id: quote for quote in result.quotes}
    return (
        _has(claim.text, item["has"])
        and not any(_has(claim.text, [word]) for word in item.get("lacks", ()))
        and ("by" not in item or _named(result.actor(claim.claimant), item["by"]))
        and ("commitment" not in item or claim.commitment in _several(item["commitment"]))
        and ("kind" not in item or claim.kind in _several(item["kind"]))
        and ("quote" not in item or any(_bare(item["quote"]) in _bare(by_id[name].text) for name in claim.quotes))
    )


def _named(actor: Actor | None, name: str | list[str] | None) -> bool:
    """Say whether an actor goes by a name; a small word or a title before it does not count."""
    if actor is None or name is None:
        return actor is None and name is None
    return any(_plain(actor.name) == _plain(one) for one in _several(name))


def _plain(name: str) -> str:
    return re.sub(r"^(?:the|a|an|one|der|die|das|le|la|les|el|un|une|una)\s+", "", _bare(name))


def _has(text: str, words: list[str]) -> bool:
    return all(re.search(rf"(?<!\w){re.escape(word)}", text, re.IGNORECASE) for word in words)


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _bare(words: str) -> str:
    return " ".join(words.split()).strip(_BORDER).casefold()


def _shown(item: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in item.items())
