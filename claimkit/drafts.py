"""What a model fills: small shapes of words and numbers, without offsets.

Nothing of a draft reaches a user before the words in it have been found in the article. An empty string
stands for "the article does not say", because small models handle it better than null.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from claimkit.schemas import ActorKind, ClaimKind, Commitment

Speech = Literal["quotation", "part", "title", "scare", "nickname", "other"]


class Draft(BaseModel):
    """Base of all drafts: unknown fields are ignored, because they can do no harm."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @classmethod
    def model_json_schema(cls, *args: Any, **options: Any) -> dict[str, Any]:
        """Return the JSON Schema of the draft, made once: a corpus asks for it with every question."""
        return super().model_json_schema(*args, **options) if args or options else _schema_of(cls)


@lru_cache(maxsize=4096)
def _schema_of(draft: type[Draft]) -> dict[str, Any]:
    return super(Draft, draft).model_json_schema()


class PassageDraft(Draft):
    """The decision on one marked passage."""

    passage: str = Field(description="Label of the passage, such as Q1.")
    speech: Speech = Field(
        description="quotation: somebody's words; part: quoted words inside a statement listed under reported; "
        "title: name of a work; scare: words held at a distance; nickname; other."
    )
    speaker: str = Field(default="", description="Who said it, copied from the article; empty if nobody is named.")
    sentence: int = Field(default=0, description="Number of the sentence that names the speaker; 0 if none.")
    cue: str = Field(default="", description="The words that report the speech, copied, such as said.")
    addressee: str = Field(default="", description="To whom it was said, copied; empty if not stated.")
    setting: str = Field(default="", description="Where or when it was said, copied; empty if not stated.")


class ReportedDraft(Draft):
    """One statement that is reported without being a quotation of its own."""

    sentence: int = Field(description="Number of the sentence in which the statement starts.")
    words: str = Field(description="The statement alone, copied from the article, without speaker and cue.")
    speaker: str = Field(description="Who said or thinks it, copied from the article; empty if nobody is named.")
    cue: str = Field(default="", description="The words that report it, copied, such as has stated.")
    addressee: str = Field(default="", description="To whom it was said, copied; empty if not stated.")
    setting: str = Field(default="", description="Where or when it was said, copied; empty if not stated.")


class QuotesDraft(Draft):
    """Everything said in (a part of) an article."""

    passages: list[PassageDraft] = Field(default_factory=list)
    reported: list[ReportedDraft] = Field(default_factory=list)


class CopyDraft(Draft):
    """The words of one statement, copied once more."""

    label: str = Field(description="Label of the statement, such as R1.")
    words: str = Field(description="The words as the article has them; empty if it does not have them.")


class CopiesDraft(Draft):
    """Statements whose words were not found at first, copied once more."""

    statements: list[CopyDraft] = Field(default_factory=list)


class ActorDraft(Draft):
    """One actor with all the places that name it as a speaker."""

    mentions: list[str] = Field(description="Labels of the mentions that are this actor, such as M1.")
    name: str = Field(description="Fullest form of the name in the article, copied, without the role.")
    kind: ActorKind
    role: str = Field(default="", description="Office or role, copied; empty if not stated.")
    affiliation: str = Field(default="", description="Country, body or company, copied; empty if not stated.")
    aliases: list[str] = Field(default_factory=list, description="Other names for the actor, copied; no pronouns.")
    anonymity: str = Field(default="", description="The stated reason for not naming the actor, copied.")
    known: str = Field(default="", description="Id of the actor from the earlier part of the article, such as a1.")


class ActorsDraft(Draft):
    """The actors behind the mentions."""

    actors: list[ActorDraft] = Field(default_factory=list)


class ClaimDraft(Draft):
    """One statement that can be checked and read alone."""

    text: str = Field(description="The statement as one sentence that can be read alone.")
    sentences: list[int] = Field(description="Numbers of the sentences that state it.")
    context: list[int] = Field(
        default_factory=list, description="Numbers of other sentences that its names, places or dates come from."
    )
    claimant: str = Field(description="Label of the mention that claims it, such as M1, or the word article.")
    quotes: list[str] = Field(default_factory=list, description="Ids of the quotes that carry it, such as q1.")
    kind: ClaimKind
    commitment: Commitment
    check_worthy: bool
    reason: str = Field(default="", description="In a few words: why it is, or is not, worth checking.")


class RedoneDraft(Draft):
    """A claim that broke a guard, written once more."""

    label: str = Field(description="Label of the claim, such as X1.")
    text: str = Field(description="The corrected statement; empty if the article does not support it.")
    sentences: list[int] = Field(description="Numbers of the sentences that state it.")
    context: list[int] = Field(
        default_factory=list, description="Numbers of other sentences that its names, places or dates come from."
    )
    commitment: Commitment


class RedoneClaimsDraft(Draft):
    """Claims that broke a guard, written once more."""

    claims: list[RedoneDraft] = Field(default_factory=list)


class ClaimsDraft(Draft):
    """The claims of (a part of) an article."""

    claims: list[ClaimDraft] = Field(default_factory=list)
