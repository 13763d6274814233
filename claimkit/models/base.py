"""What every model is to the pipeline: something that fills a draft, and says what that cost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, Protocol, TypeVar

from claimkit.drafts import Draft
from claimkit.schemas import Usage

T = TypeVar("T", bound=Draft)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a model can be asked for.

    Attributes:
        questions: "listed" for models that write free lists; "keyed" for small ones that fill fixed keys;
            "ruled" when nothing is asked at all.
        chunk_chars: The longest part of an article to show at once, in characters.
        max_output_tokens: The longest answer to ask for.
    """

    questions: Literal["listed", "keyed", "ruled"]
    chunk_chars: int
    max_output_tokens: int


LARGE = Profile(questions="listed", chunk_chars=24_000, max_output_tokens=16_000)
SMALL = Profile(questions="keyed", chunk_chars=9_000, max_output_tokens=1_200)


@dataclass(frozen=True, slots=True)
class Request(Generic[T]):
    """One question to a model.

    Attributes:
        task: Name of the prompt it comes from, such as "quotes".
        messages: Role and text of each message; the first two are the same for all tasks on one text.
        draft: What the answer must fill.
        prompts: Name, version and hash of the prompts in it.
        max_tokens: The longest answer allowed.
    """

    task: str
    messages: tuple[tuple[str, str], ...]
    draft: type[T]
    prompts: tuple[tuple[str, str], ...]
    max_tokens: int

    def chat(self) -> list[dict[str, str]]:
        """Return the messages in the shape of the chat protocol."""
        return [{"role": role, "content": text} for role, text in self.messages]

    def asked(self) -> dict[str, Any]:
        """Return what the model is asked: messages and schema."""
        return {"messages": self.chat(), "schema": self.draft.model_json_schema()}


def fingerprint(data: object) -> str:
    """Return the SHA-256 of `data` written as canonical JSON, in hex."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """A filled draft.

    Attributes:
        draft: The draft.
        usage: What it cost, failed tries included.
        tries: How many requests it took; 0 when the answer came from a store.
        cut_off: True when the answer hit its length limit and only its complete items are here.
        model: Which model answered.
    """

    draft: T
    usage: Usage = field(default_factory=Usage)
    tries: int = 1
    cut_off: bool = False
    model: str = ""


class Model(Protocol):
    """Anything that answers requests."""

    @property
    def name(self) -> str:
        """The model's name for people and for provenance."""
        ...

    @property
    def profile(self) -> Profile:
        """What the model can be asked for."""
        ...

    @property
    def settings(self) -> dict[str, Any]:
        """Whatever shapes its answers besides the request: sampling, base URL, the model file's hash."""
        ...

    async def ask(self, request: Request[T]) -> Answer[T]:
        """Fill the draft of a request."""
        ...

    async def aclose(self) -> None:
        """Let go of connections and memory."""
        ...


def messages_of(system: str, article: str, tasks: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Put a request together so that all tasks on one text share the longest possible prefix."""
    return (("system", system), ("user", article), *(("user", task) for task in tasks))
