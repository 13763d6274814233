"""Which fault meets which request: drawn from a seed, so that a run breaks in the same places every time.

A fault depends on the seed, on the question and on how often that question has come, and on nothing else: neither
the order of the requests nor the clock changes it. A question is the body of a request up to the model's first
answer in it, because a client that asks again after a wrong answer adds that answer and its complaint to the body.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from chat_server import Reply, error, says

# The provider says no, for now.
STATUSES = ("429-seconds", "429-date", "429", "500", "502", "503")
# The connection breaks; `silence` is no reply until the client has stopped waiting.
BREAKS = ("closed", "reset", "silence")
# The answer is no use.
JUNK = ("no-choices", "invalid-json", "wrong-schema", "html")
# Half an answer; a client may make do with it.
CUT = ("cut-off",)
# The right answer comes, but late: byte by byte, or after those to later requests.
LATE = ("drip", "delay")
# The model will never answer this question.
PERMANENT = ("refusal", "content-filter")

TRANSIENT = (*STATUSES, *BREAKS, *JUNK, *LATE)
KINDS = (*TRANSIENT, *CUT, *PERMANENT)
GROUPS = {"all": KINDS, "transient": TRANSIENT, "permanent": PERMANENT, "none": ()}
IN_A_ROW = 2


@dataclass(frozen=True)
class Plan:
    """The faults of a run.

    Attributes:
        kinds: What may go wrong; each kind is as likely as the others.
        rate: Share of the requests that meet a fault, from 0 to 1.
        seed: Another seed breaks other requests.
    """

    kinds: tuple[str, ...] = ()
    rate: float = 0.0
    seed: int = 0

    def __post_init__(self) -> None:
        unknown = set(self.kinds) - set(KINDS)
        if unknown:
            raise ValueError(f"no such faults: {', '.join(sorted(unknown))}; there are {', '.join(KINDS)}")

    def fault(self, question: str, seen: int) -> str | None:
        """Return the fault of a request, or None when it is answered.

        A question meets at most two faults in a row and is answered from then on, unless its fault is a permanent
        one: then nothing else ever comes.

        Args:
            question: The key of the question, as `key_of` gives it.
            seen: How often it has come before.
        """
        faults = self._faults(question)
        if faults and faults[0] in PERMANENT:
            return faults[0]
        return faults[seen] if seen < len(faults) else None

    def _faults(self, question: str) -> tuple[str, ...]:
        dice = random.Random(f"{self.seed}:{question}")
        drawn: list[str] = []
        kinds: Sequence[str] = self.kinds
        while kinds and len(drawn) < IN_A_ROW and dice.random() < self.rate:
            drawn.append(dice.choice(kinds))
            # Only the first fault can be a permanent one: a question that has been answered is answerable.
            kinds = [kind for kind in kinds if kind not in PERMANENT]
        return tuple(drawn)


def kinds_named(names: str) -> tuple[str, ...]:
    """Return the kinds behind a list of kinds and groups with commas between, such as "transient,cut-off"."""
    kinds: dict[str, None] = {}
    for name in filter(None, (part.strip() for part in names.split(","))):
        kinds |= dict.fromkeys(GROUPS.get(name, (name,)))
    return tuple(kinds)


def key_of(body: dict[str, Any]) -> str:
    """Return the key of the question in the body of a request."""
    messages = body.get("messages") or []
    first = next((at for at, item in enumerate(messages) if item.get("role") == "assistant"), len(messages))
    question = {**body, "messages": messages[:first]}
    return hashlib.sha256(json.dumps(question, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def spoiled(fault: str | None, answer: dict[str, Any], tokens: tuple[int, int, int], wait: int) -> Reply:
    """Return the reply that carries an answer, or what a fault makes of it.

    Faults of the connection leave the reply as it is; whoever sends it breaks it.

    Args:
        fault: One of `KINDS`, or None.
        answer: The right answer.
        tokens: What the answer takes: input, cached, output.
        wait: Seconds that a busy provider asks the client to wait.
    """
    content = json.dumps(answer, ensure_ascii=False)
    whole = says(content, tokens=tokens)
    if fault in STATUSES:
        return _status(fault, wait)
    if fault == "no-choices":
        return replace(whole, body={**whole.body, "choices": []})
    if fault == "invalid-json":
        return says(content[: len(content) // 2], tokens=tokens)
    if fault == "wrong-schema":
        return says(dict.fromkeys(answer, "none"), tokens=tokens)
    if fault == "html":
        return Reply("<!doctype html><html><body><h1>Welcome</h1></body></html>", kind="text/html; charset=utf-8")
    if fault == "cut-off":
        return says(content[: len(content) * 2 // 3], finish="length", tokens=tokens)
    if fault == "refusal":
        return says(None, refusal="I cannot help with this article.", tokens=tokens)
    if fault == "content-filter":
        return says(None, finish="content_filter", tokens=tokens)
    return whole


def _status(fault: str, wait: int) -> Reply:
    status = int(fault.partition("-")[0])
    headers = {}
    if fault == "429-seconds":
        headers["retry-after"] = str(wait)
    elif fault == "429-date":
        # A date has no parts of a second; the next full one is meant.
        when = datetime.now(UTC) + timedelta(seconds=wait + 1)
        headers["retry-after"] = format_datetime(when.replace(microsecond=0), usegmt=True)
    return error(status, "on purpose", headers=headers)
