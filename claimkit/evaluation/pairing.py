"""Gold and prediction of one article side by side: words, matched quotes, aligned actors, matched claims."""

from __future__ import annotations

from functools import cached_property

from claimkit.errors import CallerError
from claimkit.evaluation.gold import Gold
from claimkit.evaluation.matching import assign
from claimkit.evaluation.similarity import claim_similarity
from claimkit.evaluation.words import WordIndex, Words, token_f1
from claimkit.schemas import Actor, Claim, Extraction, Quote, QuoteKind, Span

RELAXED = 0.5  # token F1 from which two quotes are the same one


class Pair:
    """One article, labelled and extracted.

    Args:
        gold: The labels.
        found: What was extracted from the same text.
        aligned: Which actors stand for which, where that is known from more of the article.

    Raises:
        CallerError: The two are of different texts.
    """

    def __init__(self, gold: Gold, found: Extraction, aligned: dict[str, str] | None = None) -> None:
        if gold.article.text != found.article.text:
            raise CallerError(
                f"the gold article {gold.article.id} and the extraction {found.article.id} have different texts",
                hint="The gold file changed after the run. Run it again: claimkit eval run.",
            )
        self.gold = gold
        self.found = found
        self.index = WordIndex(gold.article.text)
        self._known_alignment = aligned

    def words(self, quote: Quote) -> Words:
        """Return the words of a quote."""
        return self._words[id(quote)]

    @cached_property
    def _words(self) -> dict[int, Words]:
        return {id(quote): self.index.of(quote.spans) for quote in (*self.gold.quotes, *self.found.quotes)}

    @cached_property
    def matched(self) -> tuple[tuple[Quote, Quote], ...]:
        """The quotes of gold and prediction that are the same: token F1 of 0.5 or more, one to one, as many as can be.

        Between two ways to pair as many, the one with more words in common is taken, then the one whose kinds agree.
        """

        def alike(one: Quote, other: Quote) -> float:
            score = token_f1(self.words(one), self.words(other))
            return 1.0 + score / 100 + (one.kind == other.kind) / 10_000 if score >= RELAXED else 0.0

        pairs = assign(self.gold.quotes, self.found.quotes, alike)
        return tuple((self.gold.quotes[row], self.found.quotes[column]) for row, column, _ in pairs)

    @cached_property
    def aligned(self) -> dict[str, str]:
        """Ids of gold actors with the ids of the actors that stand for them: those with most mentions in common."""
        if self._known_alignment is not None:
            return self._known_alignment
        mentions = {id(actor): self._named(actor) for actor in (*self.gold.actors, *self.found.actors)}

        def alike(one: Actor, other: Actor) -> float:
            ours, theirs = mentions[id(one)], mentions[id(other)]
            common = sum(1 for mention in ours if any(mention & own for own in theirs))
            same_name = one.name.casefold() == other.name.casefold()
            return common + 0.5 * same_name + 0.01 * (one.kind == other.kind) if common or same_name else 0.0

        pairs = assign(self.gold.actors, self.found.actors, alike)
        return {self.gold.actors[row].id: self.found.actors[column].id for row, column, _ in pairs}

    @cached_property
    def matched_claims(self) -> tuple[tuple[Claim, Claim], ...]:
        """The claims of gold and prediction that say the same: common evidence and alike in wording, one to one."""

        def alike(one: Claim, other: Claim) -> float:
            if not self.index.of(one.spans) & self.index.of(other.spans):
                return 0.0
            return claim_similarity(one.text, other.text)

        pairs = assign(self.gold.claims, self.found.claims, alike)
        return tuple((self.gold.claims[row], self.found.claims[column]) for row, column, _ in pairs)

    def of_kind(self, kind: QuoteKind) -> Pair:
        """Return the pair with the quotes of one kind: by gold where they are matched, by themselves where not."""
        partner = {id(found): gold for gold, found in self.matched}
        gold = tuple(quote for quote in self.gold.quotes if quote.kind == kind)
        found = tuple(quote for quote in self.found.quotes if partner.get(id(quote), quote).kind == kind)
        return Pair(
            self.gold.model_copy(update={"quotes": gold}),
            self.found.model_copy(update={"quotes": found}),
            self.aligned,
        )

    def same_place(self, one: Span | None, other: Span | None) -> bool:
        """Say whether two places share a word, or both are missing."""
        if one is None or other is None:
            return one is other
        return bool(self.index.of([one]) & self.index.of([other]))

    def same_actor(self, gold_id: str | None, found_id: str | None) -> bool:
        """Say whether an actor of the prediction stands for an actor of the gold, or both are missing."""
        if gold_id is None or found_id is None:
            return gold_id is found_id
        return self.aligned.get(gold_id) == found_id

    def _named(self, actor: Actor) -> list[Words]:
        """Return the places that name an actor."""
        return [words for span in actor.mentions if (words := self.index.of([span]))]
