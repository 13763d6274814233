"""Short news articles made of templates: as many different ones as a test wants, the same on every machine.

No article is about anything real. Each has a headline, sentences in the article's own voice and quotations in
curly marks whose speakers are named beside them with "said".
"""

from __future__ import annotations

import random
from dataclasses import dataclass

SHORTEST, LONGEST = 80, 600  # words

_FIRST = "Ana Leo Mara Tomas Ingrid Owen Priya Samuel Elif Jonas Ruth Karim Helen Pavel Nadia Victor".split()
_LAST = (
    "Ruiz Paz Ellwood Brandt Halvorsen Pryce Nair Okafor Demir Lindqvist Castell Haddad Moreau Novak Núñez Sørby "
    "Tillman Varga Quill Ashdown Ferrero Kowal Irving Bassett"
).split()
_TOWNS = "Olmo Aldren Skerrin Velm Corrow Larkmoor Thorley Grevenau Saltby Pemley Tarn Westerhout".split()
_ROLES = "mayor treasurer spokeswoman engineer harbourmaster planner auditor inspector headteacher surveyor".split()
_BODIES = ("Water Board", "Harbour Office", "Transport Council", "Housing Trust", "School Board", "Rail Union")
_THINGS = "bridge reservoir ferry library tramway hospital market pier tunnel stadium".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday".split()
_MONTHS = "January February March April May June July August September October".split()

_SAYINGS = (
    "The {thing} will stay closed until {date} {month}",
    "The repair of the {thing} costs {money} million euros",
    "Nobody in {town} was told before {day}",
    "The inspectors counted {count} cracks in {month}",
    "The council paid {money} million euros for a {thing} that leaks",
    "The people of {town} need a {thing} that works",
    "The old {thing} carried {count} people a day in {year}",
    "Every second family in {town} depends on the {thing}",
    "The contract was signed on {date} {month} without a vote",
    "The {body} has lost {count} members since {year}",
    "A second {thing} would cost twice as much",
    "The report was ready in {month}, and nobody read it",
    "The work on the {thing} starts on {day}",
    "The delay has cost {count} jobs in {town}",
    "The figures of the {body} are wrong by {share} percent",
    "The {thing} was built in {year} for half as many people",
)
_SENTENCES = (
    "The {thing} in {town} has been closed since {date} {month}.",
    "The {body} met on {day} to discuss the {thing}.",
    "About {count} people live beside it.",
    "The {thing} was opened in {year} and repaired twice.",
    "A survey found that {share} percent of the people in {town} use it every week.",
    "The council of {town} set aside {money} million euros in {month}.",
    "Work was stopped on {day} after a wall gave way.",
    "The nearest other {thing} is {share} kilometres away.",
    "More than {count} people signed a petition in {month}.",
    "The accounts of the {body} for {year} were published on {day}.",
    "Two firms from {town} have offered to do the work.",
    "The minutes of the meeting run to {share} pages.",
    "A vote is planned for {date} {month}.",
    "The last inspection took place in {year}.",
    "Shops near the {thing} opened late on {day}.",
    "Buses have replaced the service since {month}.",
    "The roof of the {thing} was replaced in {year}.",
    "The {body} employs {count} people in {town}.",
    "Divers who went down in {month} took {count} photographs of the lower wall, and {share} of them show damage.",
    "The plans were laid out in the town hall of {town} for {date} days, and {count} people came to see them.",
    "In {year} the council of {town} turned down a cheaper plan, which would have cost {money} million euros.",
    "The road to the {thing} runs through {share} gardens, whose owners have been fighting it in court since {year}.",
    "The money comes from a fund that {town} set up in {year}, when the old factory by the river was sold.",
    "Trucks of more than {share} tons have been kept off the site since {month}, and the firms pay for the detour.",
    "The youngest part of the building dates from {year}; the cellar under it is {count} years older.",
    "A court in {town} will decide on {date} {month} whether the firm has to pay {money} million euros.",
    "The lights along the quay were switched off in {month} to save {share} percent of the yearly bill.",
    "On {day} the {body} moved {count} files to a warehouse outside {town}, where they are being copied.",
    "Before {year} the land belonged to a brewery, and the {body} still pays it {count} euros a year for the well.",
    "Three of the {share} pages of the contract deal with the weather, and none of them with the rising river.",
    "The firm that built the {thing} went out of business in {year} and left {count} drawings to the town archive.",
)
_HEADLINES = (
    "{town} waits for its {thing}",
    "Repair of {town} {thing} to cost {money} million euros",
    "{body} divided over {thing} in {town}",
    "Anger in {town} as {thing} stays closed",
)


@dataclass(frozen=True)
class _Person:
    first: str
    last: str
    role: str


def synthetic_article(number: int, *, words: int | None = None) -> str:
    """Return the article of that number.

    Args:
        number: Which article; other numbers give other texts.
        words: About how long it is; 80 to 150, by its number, when left out. An article has two to four
            quotations; one of more than 200 words has more, as in a newspaper: one to fifty words.
    """
    dice = random.Random(f"article {number}")
    if words is None:
        words = 90 + number % 30
    if not SHORTEST <= words <= LONGEST:
        raise ValueError(f"an article has {SHORTEST} to {LONGEST} words, not {words}")
    facts = {"thing": dice.choice(_THINGS), "town": dice.choice(_TOWNS), "body": dice.choice(_BODIES)}
    people = _people(2 if words <= 200 else 4, dice)
    sayings = dice.sample(_SAYINGS, len(_SAYINGS))
    sentences = dice.sample(_SENTENCES, len(_SENTENCES))
    introduced: set[_Person] = set()
    most = max(4, words // 50)
    # The number stands in the text, so that no two articles are the same.
    lead = f"Case {number} of the {facts['body']} is about the {facts['thing']} in {facts['town']}."
    paragraphs = [_filled(dice.choice(_HEADLINES), facts, dice), lead]
    quotations = 0
    while sentences and (quotations < 2 or _length(paragraphs) < words - 10):
        own = _filled(sentences.pop(), facts, dice)
        for _ in range(quotations % 3):
            if sentences and _length([*paragraphs, own]) < words - 30:
                own += f" {_filled(sentences.pop(), facts, dice)}"
        paragraphs.append(own)
        if quotations < most and sayings:
            person = people[quotations % len(people)]
            paragraphs.append(_said(person, person in introduced, sayings, facts, dice))
            introduced.add(person)
            quotations += 1
    return "\n\n".join(paragraphs) + "\n"


def _people(number: int, dice: random.Random) -> list[_Person]:
    """Return people of whom no two share a name or an office."""
    names = zip(dice.sample(_FIRST, number), dice.sample(_LAST, number), dice.sample(_ROLES, number), strict=True)
    return [_Person(first, last, role) for first, last, role in names]


def _length(paragraphs: list[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)


def _said(person: _Person, introduced: bool, sayings: list[str], facts: dict[str, str], dice: random.Random) -> str:
    """Return a paragraph with a quotation, in one of four shapes once its speaker has been introduced."""
    words = _filled(sayings.pop(), facts, dice)
    if not introduced:
        return f"“{words},” said {person.first} {person.last}, the {person.role} of {facts['town']}."
    shape = dice.randrange(4) if sayings else dice.randrange(3)
    if shape == 0:
        return f"“{words},” {person.last} said on {dice.choice(_DAYS)}."
    if shape == 1:
        return f"“{words},” said {person.last}."
    if shape == 2:
        return f"{person.last} said: “{words}.”"
    return f"“{words},” said {person.last}. “{_filled(sayings.pop(), facts, dice)}.”"


def _filled(template: str, facts: dict[str, str], dice: random.Random) -> str:
    """Fill in what stays the same in an article, and dates and figures that are drawn anew."""
    return template.format(
        date=dice.randint(2, 28),
        month=dice.choice(_MONTHS),
        day=dice.choice(_DAYS),
        year=dice.randint(1911, 2024),
        count=dice.randint(21, 980),
        share=dice.randint(11, 88),
        money=f"{dice.randint(1, 40)}.{dice.randint(1, 9)}",
        **facts,
    )
