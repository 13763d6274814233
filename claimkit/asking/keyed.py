"""Questions for small models: fixed keys to fill instead of lists to write.

Code says where quotations and reported statements stand and, where an attribution stands beside them, who
speaks. The model is asked only for the rest, and for what each statement claims. Each question carries its
own lines of context instead of the whole article: on two cores the article costs a 1.5B model 25 seconds to
read, and with it in sight the model copies its sentences in order instead of answering key by key. Names are
chosen from a list and strings have a length limit, so that no answer can ramble.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import StringConstraints, create_model

from claimkit.asking.chunk import Chunk, DoubtfulClaim, FoundQuote, Mention, Unfound
from claimkit.asking.ledger import Ledger
from claimkit.asking.listed import one_line
from claimkit.asking.ruled import commitment_of, ruled_actors, ruled_quotes
from claimkit.drafts import (
    ActorDraft,
    ActorsDraft,
    ClaimDraft,
    ClaimsDraft,
    Draft,
    PassageDraft,
    QuotesDraft,
    ReportedDraft,
)
from claimkit.links import PIECE_JOINER, cut
from claimkit.models.base import Model, Request
from claimkit.passages import Passage
from claimkit.prompts import PromptSet
from claimkit.schemas import Actor, Rejected, Span

_NOBODY = "nobody"
_CHOICES = 8
_CONTEXT_CHARS = 160
_CLAIM_CHARS = 260
_STATEMENT_WORDS = 50
_MIN_STATEMENT_WORDS = 4
_PER_REQUEST = 20  # keys in one request, so that its answer fits the length limit
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|us|[Oo]ur|[Mm]y|me|ours|mine)\b")
_Claim = Annotated[str, StringConstraints(max_length=_CLAIM_CHARS)]


@dataclass(frozen=True, slots=True)
class _Statement:
    """One sentence of a quote, to be made a claim."""

    key: str
    quote: FoundQuote
    span: Span
    sentence: int


class KeyedAsker:
    """Asks a small model.

    Args:
        model: Who is asked.
        prompts: The prompts to fill.
        ledger: Where the cost is counted.
    """

    def __init__(self, model: Model, prompts: PromptSet, ledger: Ledger) -> None:
        self._model = model
        self._prompts = prompts
        self._ledger = ledger

    async def quotes(self, chunk: Chunk, known: Sequence[Actor]) -> QuotesDraft:
        """Ask who says the passages that have no attribution beside them."""
        ruled = ruled_quotes(chunk)
        by_label = {passage.label: passage for passage in chunk.passages}
        names = _speakers_in_order(ruled, known)
        open_ones = [draft for draft in ruled.passages if draft.speech == "quotation" and not draft.speaker]
        if not open_ones or not names:
            return ruled
        chosen: dict[str, str] = {}
        for group in _groups(open_ones):
            choices = {draft.passage: _nearest(names, by_label[draft.passage], chunk) for draft in group}
            fields = {label: (Literal[(*options, _NOBODY)], ...) for label, options in choices.items()}
            shown = [_in_context(chunk, by_label[draft.passage]) for draft in group]
            answer = await self._fill("keyed/quotes", fields, passages=shown)
            chosen |= {label: getattr(answer, label) for label in choices}
        return QuotesDraft(
            passages=[_decided(draft, chosen.get(draft.passage)) for draft in ruled.passages],
            reported=ruled.reported,
        )

    async def copy_again(self, chunk: Chunk, unfound: Sequence[Unfound]) -> list[ReportedDraft | None]:
        """Nothing was copied: the words of reported statements are cut by code."""
        return [None] * len(unfound)

    async def actors(
        self, chunk: Chunk, quotes: Sequence[FoundQuote], mentions: Sequence[Mention], known: Sequence[Actor]
    ) -> ActorsDraft:
        """Put mentions together by rules; a mention that matches a known actor's name is that actor."""
        ruled = ruled_actors(chunk, quotes, mentions)
        return ActorsDraft(actors=[_as_known(draft, known) for draft in ruled.actors])

    async def claims(self, chunk: Chunk, quotes: Sequence[FoundQuote], mentions: Sequence[Mention]) -> ClaimsDraft:
        """Ask what each sentence of each quote claims."""
        speakers = {name: mention for mention in mentions for name in mention.quotes}
        actors = ruled_actors(chunk, quotes, mentions).actors
        called = {label: one_line(actor.name) for actor in actors for label in actor.mentions}
        names = "; ".join(dict.fromkeys(called.values()))
        claims: list[ClaimDraft] = []
        for group in _groups(_statements(chunk, quotes)):
            shown = [_shown(chunk, statement, speakers.get(statement.quote.id), called) for statement in group]
            fields = {statement.key: (_Claim, ...) for statement in group}
            answer = await self._fill("keyed/claims", fields, statements=shown, names=names)
            for statement in group:
                words = getattr(answer, statement.key)
                if len(words) >= _CLAIM_CHARS:
                    self._ledger.rejected.append(Rejected(what="claim", words=words, reason="it was cut off"))
                elif words.strip():
                    claims.append(_claim(chunk, statement, speakers.get(statement.quote.id), words))
        return ClaimsDraft(claims=claims)

    async def claims_again(self, chunk: Chunk, doubtful: Sequence[DoubtfulClaim]) -> list[ClaimDraft | None]:
        """Ask once more for claims that break a guard, with what is wrong with them."""
        redone: list[ClaimDraft | None] = []
        for group in _groups(list(enumerate(doubtful, 1))):
            shown = [_shown_fault(chunk, f"s{number}", item) for number, item in group]
            fields = {f"s{number}": (_Claim, ...) for number, _ in group}
            answer = await self._fill("keyed/claims", fields, statements=shown, names="")
            for number, item in group:
                words = getattr(answer, f"s{number}").strip()
                whole = words and len(words) < _CLAIM_CHARS
                redone.append(item.draft.model_copy(update={"text": words}) if whole else None)
        return redone

    async def _fill(self, task: str, fields: dict[str, Any], **values: object) -> Any:
        draft = create_model("Answers", __base__=Draft, **fields)
        system, question = self._prompts.render("keyed/system"), self._prompts.render(task, **values)
        used = tuple((name, self._prompts.versions()[name]) for name in ("keyed/system", task))
        messages = (("system", system), ("user", question))
        request = Request(task, messages, draft, used, self._model.profile.max_output_tokens)
        return self._ledger.enter(task, await self._model.ask(request))


def _groups(items: Sequence[Any]) -> list[Sequence[Any]]:
    return [items[at : at + _PER_REQUEST] for at in range(0, len(items), _PER_REQUEST)]


def _speakers_in_order(ruled: QuotesDraft, known: Sequence[Actor]) -> list[tuple[int, str]]:
    """Return the names that attributions use, each with the number of its sentence; earlier parts count as 0."""
    named = [(draft.sentence, draft.speaker) for draft in ruled.passages if draft.speaker]
    named += [(draft.sentence, draft.speaker) for draft in ruled.reported if draft.speaker]
    return [*((0, actor.name) for actor in known), *sorted(named)]


def _nearest(names: Sequence[tuple[int, str]], passage: Passage, chunk: Chunk) -> list[str]:
    here = chunk.reading.sentence_at(passage.marked[0].start).number
    ordered = sorted(names, key=lambda item: abs(item[0] - here))
    return list(dict.fromkeys(one_line(name) for _, name in ordered))[:_CHOICES]


def _in_context(chunk: Chunk, passage: Passage) -> dict[str, str]:
    text, reading = chunk.reading.text, chunk.reading
    start, end = passage.marked[0].start, passage.marked[-1].end
    first = reading.paragraph_at(start)
    back = reading.paragraphs[max(0, first - 1)].start
    ahead = reading.paragraphs[reading.paragraph_at(end - 1)].end
    return {
        "key": passage.label,
        "before": one_line(text[max(back, start - _CONTEXT_CHARS) : start]),
        "words": one_line(" ".join(passage.words(text).split()[:_STATEMENT_WORDS])),
        "after": one_line(text[end : min(ahead, end + _CONTEXT_CHARS)]),
    }


def _decided(draft: PassageDraft, chosen: str | None) -> PassageDraft:
    # "nobody" leaves a quotation without a speaker: where a 1.5B model said so, 19 of 19 were quotations all the same.
    return draft if chosen in (None, _NOBODY) else draft.model_copy(update={"speaker": chosen})


def _as_known(draft: ActorDraft, known: Sequence[Actor]) -> ActorDraft:
    same = [actor for actor in known if draft.name in {actor.name, *actor.aliases}]
    # A surname alone is a known person's only where no other known person has it.
    same = same or [actor for actor in known if draft.name == actor.name.split()[-1]]
    return draft.model_copy(update={"known": same[0].id}) if len(same) == 1 else draft


def _statements(chunk: Chunk, quotes: Sequence[FoundQuote]) -> list[_Statement]:
    """Return the sentences of the quotes that state something: no question, no mere word or two."""
    text = chunk.reading.text
    found: list[_Statement] = []
    for quote in quotes:
        for sentence, span in _sentences_in(chunk, quote):
            words = span.of(text)
            if len(words.split()) >= _MIN_STATEMENT_WORDS and not words.rstrip().endswith("?"):
                found.append(_Statement(f"s{len(found) + 1}", quote, span, sentence))
    return found


def _sentences_in(chunk: Chunk, quote: FoundQuote) -> list[tuple[int, Span]]:
    if quote.kind != "direct" or (len(quote.spans) > 1 and _interrupted(chunk, quote)):
        whole = Span(start=quote.spans[0].start, end=quote.spans[-1].end)
        return [(chunk.reading.sentence_at(whole.start).number, whole)]
    parts = []
    for sentence in chunk.sentences:
        for span in quote.spans:
            start, end = max(span.start, sentence.span.start), min(span.end, sentence.span.end)
            if start < end:
                parts.append((sentence.number, Span(start=start, end=end)))
    return parts


def _interrupted(chunk: Chunk, quote: FoundQuote) -> bool:
    first, last = quote.spans[0], quote.spans[-1]
    return chunk.reading.paragraph_at(first.start) == chunk.reading.paragraph_at(last.start)


def _shown(chunk: Chunk, statement: _Statement, mention: Mention | None, called: dict[str, str]) -> dict[str, str]:
    """Show a statement; the speaker only where the words say "we", as the model likes to make it the subject."""
    text = chunk.reading.text
    inside = [span for span in statement.quote.spans if span.overlaps(statement.span)]
    words = cut(text, inside) if len(inside) > 1 else statement.span.of(text)
    speaker = ""
    if mention is not None and _FIRST_PERSON.search(words):
        speaker = called.get(mention.label, one_line(mention.words))
    return {
        "key": statement.key,
        "speaker": speaker,
        "words": one_line(" ".join(words.replace(PIECE_JOINER, " ").split()[:_STATEMENT_WORDS])),
    }


def _shown_fault(chunk: Chunk, key: str, item: DoubtfulClaim) -> dict[str, str]:
    text = chunk.reading.text
    stated = [sentence.span.of(text) for number in item.draft.sentences if (sentence := chunk.sentence(number))]
    return {
        "key": key,
        "words": one_line(" ".join(" ".join(stated).split()[:_STATEMENT_WORDS])),
        "wrong": one_line(item.draft.text),
        "fault": one_line(item.rejection.reason),
    }


def _claim(chunk: Chunk, statement: _Statement, mention: Mention | None, words: str) -> ClaimDraft:
    text = chunk.reading.text
    quote = statement.quote
    stated = statement.span.of(text)
    has_number = bool(re.search(r"\d", stated))
    return ClaimDraft(
        text=words,
        sentences=[statement.sentence],
        claimant=mention.label if mention else "article",
        quotes=[quote.id],
        kind="number" if has_number else "fact",
        commitment=commitment_of(quote.cue_span.of(text) if quote.cue_span else "", stated),
        check_worthy=has_number,
        reason="states a number" if has_number else "",
    )
