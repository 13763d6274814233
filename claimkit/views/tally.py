"""The counts of a corpus that its summary and its plots show, taken in one pass."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from claimkit.schemas import Actor, ActorKind, ClaimKind, Extraction, QuoteKind
from claimkit.views.common import one_line
from claimkit.views.dates import day_of
from claimkit.views.results import Results, each_result


class Speaker(NamedTuple):
    """Who speaks in a corpus: actors of one name and one kind are taken for one.

    Attributes:
        name: The name, on one line.
        kind: What sort of actor it is.
    """

    name: str
    kind: ActorKind


@dataclass(slots=True)
class Tally:
    """How much there is in a corpus.

    Attributes:
        articles: Results.
        incomplete: Those of them whose report says that something is missing.
        quotes: Quotes by kind.
        verbatim: Quotes whose words stand in their article as given.
        unsettled: Quotes whose speaker could not be settled.
        claims: Claims by kind.
        check_worthy: Claims that are worth checking.
        actors: Actors of all articles, each article's counted anew.
        quotes_by: Quotes by speaker.
        claims_by: Claims by claimant.
        articles_by: Articles by who speaks in them.
        days: Quotes by the day on which their article was published.
        undated: Quotes of articles without a date that can be read.
    """

    articles: int = 0
    incomplete: int = 0
    quotes: Counter[QuoteKind] = field(default_factory=Counter)
    verbatim: int = 0
    unsettled: int = 0
    claims: Counter[ClaimKind] = field(default_factory=Counter)
    check_worthy: int = 0
    actors: int = 0
    quotes_by: Counter[Speaker] = field(default_factory=Counter)
    claims_by: Counter[Speaker] = field(default_factory=Counter)
    articles_by: Counter[Speaker] = field(default_factory=Counter)
    days: Counter[date] = field(default_factory=Counter)
    undated: int = 0

    def add(self, result: Extraction) -> None:
        """Count one result."""
        self.articles += 1
        self.incomplete += result.report.incomplete
        self.actors += len(result.actors)
        speakers = {actor.id: _speaker(actor) for actor in result.actors}
        for quote in result.quotes:
            self.quotes[quote.kind] += 1
            self.verbatim += quote.verbatim
            if quote.speaker is None:
                self.unsettled += 1
            else:
                self.quotes_by[speakers[quote.speaker]] += 1
        self.articles_by.update({speakers[quote.speaker] for quote in result.quotes if quote.speaker is not None})
        for claim in result.claims:
            self.claims[claim.kind] += 1
            self.check_worthy += claim.check_worthy
            if claim.claimant is not None:
                self.claims_by[speakers[claim.claimant]] += 1
        if day := day_of(result.article.published):
            self.days[day] += len(result.quotes)
        else:
            self.undated += len(result.quotes)

    def top(self, most: int) -> list[tuple[Speaker, int]]:
        """Return the speakers with the most quotes; of equals the first in the alphabet first."""
        return sorted(self.quotes_by.items(), key=lambda item: (-item[1], item[0]))[:most]


def tally_of(results: Results | Tally) -> Tally:
    """Count results, unless they are counted already.

    Raises:
        CallerError, InputError: As `claimkit.views.results.each_result` does.
    """
    if isinstance(results, Tally):
        return results
    tally = Tally()
    for result in each_result(results):
        tally.add(result)
    return tally


def _speaker(actor: Actor) -> Speaker:
    return Speaker(one_line(actor.name) or "(no name)", actor.kind)
