"""What a well-behaved model would answer: a valid draft for each question, made of the request alone.

Nothing is understood here. The question is told by the JSON schema of its answer, and the answer follows simple
rules: whoever is named beside a "said" speaks, a mention with the same surname is the same actor, and a claim is
the words of a quotation or of a sentence. The same request always gets the same answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from shown_article import ShownArticle

Body = dict[str, Any]

_MENTION = re.compile(r'^(M\d+): "(.*)" in \[(\d+)\]$', re.MULTILINE)
_QUOTE = re.compile(r'^(q\d+) in \[(\d+)\], by (?:(M\d+) ".*?"|somebody not named): "(.*)"$', re.MULTILINE)
_UNFOUND = re.compile(
    r'^(R\d+), in or near \[\d+\]: ".*"$(?:\n+ *The nearest words of the article: "(.*)"$)?', re.MULTILINE
)
_DOUBTFUL = re.compile(r"^(X\d+) from \[([\d\], \[]+)\]: ", re.MULTILINE)
_OFFICE = r", (?:the |an? )?([a-z][\w -]*?) (?:of|at|for) (?:the )?([A-Z][\w’-]+)(?=[.,;])"
_SPOKEN = re.compile(r"“([^”]+?),?”,? said ((?:[A-Z][\w’-]+ ?)+\b)|((?:[A-Z][\w’-]+ ?)+) said: “([^”]+)”")


class UnknownQuestion(Exception):
    """No rule here answers the request."""


def answer_to(body: Body) -> tuple[str, dict[str, Any]]:
    """Return which question a request asks, and its answer.

    Raises:
        UnknownQuestion: It is none that is known here.
    """
    schema = _schema_of(body)
    task = task_of(schema)
    return task, _RULES[task](first_asked(body), schema)


def task_of(schema: dict[str, Any]) -> str:
    """Return the name of the question that a schema belongs to."""
    fields = schema.get("properties", {})
    if "claims" in fields:
        return "claims_again" if "label" in _item(schema, "claims").get("properties", {}) else "claims"
    for field, task in (
        ("passages", "quotes"),
        ("actors", "actors"),
        ("statements", "again"),
        ("extractions", "extractions"),
    ):
        if field in fields:
            return task
    raise UnknownQuestion(f"no question has the fields {sorted(fields)}")


def first_asked(body: Body) -> list[str]:
    """Return the texts of the messages up to the model's first answer; what follows only asks again."""
    texts: list[str] = []
    for message in body.get("messages", ()):
        if message.get("role") == "assistant":
            break
        texts.append(str(message.get("content") or ""))
    return texts


def _schema_of(body: Body) -> dict[str, Any]:
    wanted = body.get("response_format") or {}
    return wanted.get("json_schema", {}).get("schema", {}) if wanted.get("type") == "json_schema" else {}


@lru_cache(maxsize=512)  # two questions on one article come at the same time
def _shown(message: str) -> ShownArticle:
    return ShownArticle(message)


def _item(schema: dict[str, Any], field: str) -> dict[str, Any]:
    """Return the schema of the items of a list."""
    items = schema["properties"][field].get("items", {})
    reference = items.get("$ref", "").removeprefix("#/$defs/")
    return schema.get("$defs", {}).get(reference, items)


def _labels(schema: dict[str, Any], field: str, name: str) -> list[str]:
    """Return the labels that the schema allows."""
    values = _item(schema, field).get("properties", {}).get(name, {})
    values = values.get("items", values)
    return values.get("enum") or ([values["const"]] if "const" in values else [])


def _quotes(texts: list[str], schema: dict[str, Any]) -> dict[str, Any]:
    article = _shown(texts[1])
    passages = []
    for label in _labels(schema, "passages", "passage"):
        speaker = article.speaker_of(label)
        passages.append(
            {
                "passage": label,
                "speech": "quotation",
                "speaker": speaker.words,
                "sentence": speaker.sentence,
                "cue": speaker.cue,
            }
        )
    return {"passages": passages, "reported": []}


def _again(texts: list[str], _: dict[str, Any]) -> dict[str, Any]:
    return {"statements": [{"label": label, "words": nearest} for label, nearest in _UNFOUND.findall(texts[2])]}


def _actors(texts: list[str], schema: dict[str, Any]) -> dict[str, Any]:
    allowed = set(_labels(schema, "actors", "mentions"))
    mentions = [(label, words) for label, words, _ in _MENTION.findall(texts[2]) if label in allowed]
    names = sorted({words for _, words in mentions}, key=lambda words: (-len(words), words))
    groups: dict[str, list[str]] = {}
    for label, words in mentions:
        full = next(name for name in names if name == words or name.endswith(f" {words}"))
        groups.setdefault(full, []).append(label)
    return {"actors": [_actor(texts[1], name, labels) for name, labels in groups.items()]}


def _actor(article: str, name: str, labels: list[str]) -> dict[str, Any]:
    actor: dict[str, Any] = {"mentions": labels, "name": name, "kind": "person"}
    office = re.search(re.escape(name) + _OFFICE, article)
    return actor | ({"role": office[1], "affiliation": office[2]} if office else {})


def _claims(texts: list[str], schema: dict[str, Any]) -> dict[str, Any]:
    article = _shown(texts[1])
    claimants = set(_labels(schema, "claims", "claimant"))
    claims = []
    for quote, sentence, mention, words in _QUOTE.findall(texts[2]):
        claimant = mention if mention in claimants else "article"
        words = words.partition(" … ")[0]  # one side of an interruption stands in the article as it is
        evidence = article.holding(words, int(sentence))
        text = _as_sentence(words) if evidence else article.sentences.get(int(sentence), "")
        claims.append(_claim(text, evidence or [int(sentence)], claimant, [quote]))
    own = [(number, text) for number, text in article.sentences.items() if number not in article.labelled]
    # The headline is no sentence that ends.
    number, text = next(((number, text) for number, text in own if text.endswith(".")), (0, ""))
    if number:
        claims.append(_claim(text, [number], "article", []))
    return {"claims": claims}


def _claim(text: str, sentences: list[int], claimant: str, quotes: list[str]) -> dict[str, Any]:
    return {
        "text": text,
        "sentences": sentences,
        "context": [],
        "claimant": claimant,
        "quotes": quotes,
        "kind": "number" if re.search(r"\d", text) else "fact",
        "commitment": "asserted",
        "check_worthy": True,
        "reason": "it can be checked",
    }


def _as_sentence(words: str) -> str:
    return words.rstrip(" ,") + ("" if words.rstrip(" ,").endswith((".", "!", "?", "…")) else ".")


def _claims_again(texts: list[str], _: dict[str, Any]) -> dict[str, Any]:
    """Copy the sentences that each claim names: nothing can be wrong with that."""
    article = _shown(texts[1])
    claims = []
    for label, listed in _DOUBTFUL.findall(texts[2]):
        numbers = [int(number) for number in re.findall(r"\d+", listed)]
        text = " ".join(article.sentences.get(number, "") for number in numbers)
        claims.append({"label": label, "text": text, "sentences": numbers, "context": [], "commitment": "asserted"})
    return {"claims": claims}


def _extractions(texts: list[str], _: dict[str, Any]) -> dict[str, Any]:
    """Answer langextract, which shows a piece of an article after its examples, and wants quotations."""
    piece = texts[-1].rpartition("\nQ: ")[2]
    found = [(one or other, name or before) for one, name, before, other in _SPOKEN.findall(piece)]
    return {
        "extractions": [
            {"quotation": words, "quotation_attributes": {"speaker": name.strip()}} for words, name in found
        ]
    }


_RULES: dict[str, Callable[[list[str], dict[str, Any]], dict[str, Any]]] = {
    "quotes": _quotes,
    "again": _again,
    "actors": _actors,
    "claims": _claims,
    "claims_again": _claims_again,
    "extractions": _extractions,
}


def tokens_of(body: Body, answer: dict[str, Any]) -> tuple[int, int, int]:
    """Return about how many tokens a question takes: read, found in the provider's cache, and written.

    The two questions after the first find its instructions and article in the cache.
    """
    texts = [str(message.get("content") or "") for message in body.get("messages", ())]
    first = "passages" in answer or "extractions" in answer
    cached = 0 if first else sum(map(len, texts[:2])) // 4
    return sum(map(len, texts)) // 4, cached, len(json.dumps(answer, ensure_ascii=False)) // 4
