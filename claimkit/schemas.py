"""What a user holds: an `Extraction` with its article, actors, quotes and claims.

Every offset counts Unicode code points of `article.text` and every span is half-open, so
`article.text[span.start:span.end]` is the text it stands for. All models are immutable, and
`Extraction.model_validate_json(extraction.model_dump_json())` gives an equal object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, field_validator, model_validator

from claimkit.links import broken_links

if TYPE_CHECKING:
    import networkx
    import pandas

SCHEMA_VERSION = "1"
_SHOWN_CHARS = 60  # of an article's text, where it shows itself
_HALF_A_PAIR = re.compile("[\ud800-\udfff]")

ActorKind = Literal["person", "organization", "government", "group", "document", "anonymous", "other"]
QuoteKind = Literal["direct", "indirect", "mixed"]
ClaimKind = Literal["fact", "number", "cause", "prediction", "opinion", "promise", "norm"]
Commitment = Literal["asserted", "hedged", "denied", "questioned"]
Verbatim = Literal["exact", "typographic", "pieces", "near"]
UncoveredReason = Literal["title", "scare", "nickname", "nested", "repeated", "unattributed", "rejected", "unasked"]


class Frozen(BaseModel):
    """Base of all public models: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Leave out what has its default, so that a quote or a claim fits a line of a notebook."""
        fields = type(self).model_fields
        for name, value in super().__repr_args__():
            field = fields.get(name or "")
            if field is None or field.is_required() or value != field.get_default(call_default_factory=True):
                yield name, value


class Span(Frozen):
    """A half-open range of code points in `article.text`.

    Attributes:
        start: Index of the first code point.
        end: Index after the last code point; always greater than `start`.
    """

    start: int = Field(ge=0, description="Index of the first code point.")
    end: int = Field(gt=0, description="Index after the last code point.")

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"a span holds at least one character; got {self.start}:{self.end}")
        return self

    def of(self, text: str) -> str:
        """Return the characters of `text` that this span stands for."""
        return text[self.start : self.end]

    def __contains__(self, other: object) -> bool:
        if isinstance(other, Span):
            return self.start <= other.start and other.end <= self.end
        return isinstance(other, int) and self.start <= other < self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """Return the span moved by `by` code points."""
        return Span(start=self.start + by, end=self.end + by)


class Article(Frozen):
    """One article, exactly as it was given.

    Attributes:
        id: Stable name; the first 16 hex digits of the text's SHA-256 unless given.
        title: Headline, when it is known apart from the text.
        url: Where the article was found.
        published: Date as the source gives it; kept as written.
        language: BCP 47 code such as "en" or "de"; None when unknown.
        text: The article's text, unchanged; all offsets count its code points.
    """

    id: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    text: str

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Show how the text begins, not all of it."""
        for name, value in super().__repr_args__():
            cut_off = name == "text" and len(value) > _SHOWN_CHARS
            yield name, f"{value[:_SHOWN_CHARS]} … ({len(value):,} characters)" if cut_off else value

    @field_validator("*")
    @classmethod
    def _is_unicode(cls, value: str | None) -> str | None:
        if value is not None and (half := _HALF_A_PAIR.search(value)):
            raise ValueError(f"half of a surrogate pair at character {half.start()} cannot be written as unicode")
        return value


class Actor(Frozen):
    """Somebody or something that speaks in the article.

    Attributes:
        id: "a1", "a2" ... in the order of first mention.
        name: The fullest form of the name in the article.
        kind: What sort of actor it is.
        role: Office or role as the article words it ("Deputy Secretary of State").
        affiliation: Country, body or company as the article words it ("US").
        aliases: Other ways the article names this actor, without the name itself.
        mentions: Where the article names this actor.
        anonymity_span: The article's stated reason for not naming the actor.
    """

    id: str
    name: str
    kind: ActorKind
    role: str | None = None
    affiliation: str | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    anonymity_span: Span | None = None


class Quote(Frozen):
    """Something an actor said or wrote, tied to the words of the article.

    Attributes:
        id: "q1", "q2" ... in reading order.
        kind: "direct" (all inside quotation marks), "indirect" (none), or "mixed".
        text: The words, cut from the article; pieces are joined with " … ".
        spans: The pieces, in reading order; a direct quote leaves out its outer marks.
        speaker: Id of the actor, or None when it could not be settled.
        speaker_span: Where the attribution names the speaker.
        cue_span: The words that report the speech ("said", "according to").
        addressee: To whom it was said, as the article words it.
        setting: Where or when it was said, as the article words it.
        grounding: How the words were found: "exact", "typographic" and "pieces" are verbatim, "near" is flagged.
        repeats: The same words again elsewhere in the article, one list of spans for each repetition.
        inside: Id of the quote that this one stands in.
    """

    id: str
    kind: QuoteKind
    text: str
    spans: tuple[Span, ...] = Field(min_length=1)
    speaker: str | None = None
    speaker_span: Span | None = None
    cue_span: Span | None = None
    addressee: str | None = None
    setting: str | None = None
    grounding: Verbatim
    repeats: tuple[tuple[Span, ...], ...] = ()
    inside: str | None = None

    @property
    def verbatim(self) -> bool:
        """Whether the words stand in the article as given (everything but "near")."""
        return self.grounding != "near"

    def context(self, article: Article, sentences: int = 1) -> str:
        """Return the quote in its surroundings, as the article has them.

        Args:
            article: The article that it comes from.
            sentences: How many sentences to add before and after those that hold the quote.

        Raises:
            CallerError: `sentences` is negative, or the article is too short to be the quote's.
        """
        from claimkit.article.surroundings import surroundings

        return surroundings(article, self.spans, sentences)


class Claim(Frozen):
    """One checkable statement that can be read alone.

    Attributes:
        id: "c1", "c2" ... in reading order of the evidence.
        text: The statement, with pronouns resolved and subjects named.
        spans: Its evidence in the article.
        claimant: Id of the actor who claims it, or None for the article's own voice.
        quotes: Ids of the quotes that carry it.
        kind: What sort of statement it is.
        commitment: How firmly the claimant stands behind it.
        check_worthy: Whether checking it would matter to the public.
        reason: Why it is, or is not, worth checking.
        same_as: Ids of claims that say the same, by other claimants.
    """

    id: str
    text: str
    spans: tuple[Span, ...] = Field(min_length=1)
    claimant: str | None = None
    quotes: tuple[str, ...] = ()
    kind: ClaimKind
    commitment: Commitment
    check_worthy: bool
    reason: str | None = None
    same_as: tuple[str, ...] = ()

    def evidence(self, article: Article) -> tuple[str, ...]:
        """Return the words of the article that carry the claim, one string for each stretch."""
        return tuple(span.of(article.text) for span in self.spans)


class Rejected(Frozen):
    """A draft of the model that did not make it into the result.

    Attributes:
        what: Which sort of draft it was.
        words: The draft's words, as the model gave them.
        reason: Why it was turned down.
        nearest: The most similar words of the article, when there are any.
    """

    what: Literal["quote", "speaker", "cue", "actor", "role", "affiliation", "anonymity", "alias", "claim"]
    words: str
    reason: str
    nearest: Span | None = None


class Uncovered(Span):
    """A marked passage that no quote covers.

    Attributes:
        reason: Why, if it is known.
    """

    reason: UncoveredReason | None = None


class Report(Frozen):
    """What happened on the way: nothing is dropped without being listed here.

    Attributes:
        calls: Requests that a model answered during this run.
        cached: Answers taken from the cache instead.
        retries: Further tries after an invalid answer or a failed request.
        rejected: Drafts that were turned down.
        uncovered: Marked passages that no quote covers.
        warnings: Whatever a careful reader should know.
        incomplete: True when a part of the work is missing from the result.
    """

    calls: int = 0
    cached: int = 0
    retries: int = 0
    rejected: tuple[Rejected, ...] = ()
    uncovered: tuple[Uncovered, ...] = ()
    warnings: tuple[str, ...] = ()
    incomplete: bool = False


class Usage(Frozen):
    """What the model cost, failed tries included; answers from the cache cost nothing.

    Attributes:
        input_tokens: Tokens sent, cached ones included.
        cached_tokens: Those of them that the provider's prefix cache served.
        output_tokens: Tokens received.
        cost_usd: Money in US dollars, or None when the price is not known.
        seconds: Wall-clock seconds of the whole extraction.
    """

    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = None
    seconds: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        costs = [cost for cost in (self.cost_usd, other.cost_usd) if cost is not None]
        return Usage(
            input_tokens=self.input_tokens + other.input_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            cost_usd=sum(costs) if costs else None,
            seconds=self.seconds + other.seconds,
        )


class Provenance(Frozen):
    """Where a result comes from, so that it can be made again.

    Attributes:
        claimkit: The library's version.
        model: Which model answered, with its file's hash when it is a local one.
        prompts: Hash of each prompt that was used, by its name and version.
        schema_hash: Hash of the JSON Schema of `Extraction`.
        settings: The settings that shape the answer.
    """

    claimkit: str
    model: str
    prompts: dict[str, str] = Field(default_factory=dict)
    schema_hash: str
    settings: dict[str, JsonValue] = Field(default_factory=dict)


class Spoken(Frozen):
    """What one actor said and claims.

    Attributes:
        quotes: The quotes, in reading order.
        claims: The claims, in reading order of their evidence.
    """

    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()


class Extraction(Frozen):
    """Everything that was found in one article.

    Attributes:
        schema_version: Version of this shape.
        article: The article, unchanged.
        actors: Who speaks.
        quotes: What they said.
        claims: What is claimed, by them or by the article itself.
        report: What was dropped, repaired or left uncovered.
        usage: What it cost.
        provenance: Which model, prompts and settings made it.
    """

    schema_version: str = SCHEMA_VERSION
    article: Article
    actors: tuple[Actor, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    report: Report = Report()
    usage: Usage = Usage()
    provenance: Provenance

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        faults = list(broken_links(self))
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Show how much was found: in a notebook, whatever stands last in a cell is shown."""
        yield "article", self.article.id
        yield from {"actors": len(self.actors), "quotes": len(self.quotes), "claims": len(self.claims)}.items()
        yield "model", self.provenance.model

    def actor(self, actor_id: str | None) -> Actor | None:
        """Return the actor with this id, or None."""
        return next((actor for actor in self.actors if actor.id == actor_id), None)

    def quotes_of(self, actor: Actor | str) -> tuple[Quote, ...]:
        """Return the quotes of one actor, given the actor or its id, in reading order."""
        wanted = actor if isinstance(actor, str) else actor.id
        return tuple(quote for quote in self.quotes if quote.speaker == wanted)

    def claims_of(self, actor: Actor | str | None) -> tuple[Claim, ...]:
        """Return the claims of one actor, given the actor or its id; None stands for the article's own voice."""
        wanted = actor.id if isinstance(actor, Actor) else actor
        return tuple(claim for claim in self.claims if claim.claimant == wanted)

    def by_actor(self) -> dict[Actor | None, Spoken]:
        """Return what each actor said and claims, in the order of the actors.

        Under None stand the quotes whose speaker is not settled and the claims of the article's own voice; the key is
        left out when there are none.
        """
        grouped: dict[Actor | None, Spoken] = {
            actor: Spoken(quotes=self.quotes_of(actor), claims=self.claims_of(actor)) for actor in self.actors
        }
        rest = Spoken(
            quotes=tuple(quote for quote in self.quotes if quote.speaker is None), claims=self.claims_of(None)
        )
        return grouped | {None: rest} if rest.quotes or rest.claims else grouped

    def to_graph(self) -> dict[str, list[dict[str, JsonValue]]]:
        """Return the graph of actors, quotes and claims as JSON: {"nodes": [...], "edges": [...]}.

        Nodes have an `id`, a `type` (actor, quote, claim) and their offsets; edges a `source`, a `target` and a
        `type`: says, claims, carries (a quote, a claim), inside, same_as.
        """
        from claimkit.views.graph import graph_of

        return graph_of(self)

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Return the same graph for networkx; needs `claimkit[graph]`."""
        from claimkit.views.graph import to_networkx

        return to_networkx(self)

    def to_frames(self) -> dict[str, pandas.DataFrame]:
        """Return pandas frames under "quotes", "claims", "actors" and "mentions"; needs `claimkit[notebook]`.

        `claimkit.to_frames` takes many results and lists the columns.
        """
        from claimkit.views.frames import to_frames

        return to_frames(self)

    def to_html(self) -> str:
        """Return one self-contained HTML page; everything from the article and the model is escaped."""
        from claimkit.views.html import page

        return page([self])

    def _repr_html_(self) -> str:
        from claimkit.views.html import fragment

        return fragment(self)

    def save(self, path: str | Path) -> None:
        """Write the extraction as JSON, in UTF-8."""
        Path(path).write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")
