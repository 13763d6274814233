"""The floor: a pattern of English quotation marks and reporting verbs, which any afternoon could produce."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attributions import Attribution, Place

from claimkit.schemas import Article
from systems.system import Found, each

_CUE = (
    r"(?:said|says|say|told|tells|added|adds|announced|argued|asked|claimed|declared|explained|insisted|noted|"
    r"replied|reported|stated|suggested|tweeted|warned|wrote|writes|believes?|thinks?|hopes?)"
)
_NAME = r"[A-Z][\w’'.-]*(?: (?:of |for |de |van )?[A-Z][\w’'.-]*)*"
_WHO = rf"(?:(?:[Tt]he |[Aa]n? )(?:[\w’'-]+ ){{0,2}}?[\w’'-]+|{_NAME}|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e)"
_QUOTED = re.compile(r"“([^“”\n]+)”|\"([^\"\n]+)\"")
_BEFORE = re.compile(rf"\b(?P<who>{_WHO}) (?P<cue>{_CUE})\b[^.“”\"\n]{{0,40}}$")
_AFTER = re.compile(rf"^,? ?(?:(?P<who>{_WHO}) (?P<cue>{_CUE})|(?P<cue2>{_CUE}) (?P<who2>{_WHO}))\b")
_INDIRECT = re.compile(rf"\b(?P<who>{_WHO}) (?P<cue>{_CUE})(?: that)? (?P<content>[^\s“”\"][^.“”\"\n]+)")
_ENDS = re.compile(rf"(?P<content>[^.“”\"\n]+), (?P<who>{_WHO}) (?P<cue>{_CUE})\.")


class Pattern:
    """Regular expressions alone."""

    def find(self, articles: Sequence[Article]) -> list[Found]:
        """Return what is found in each article."""
        return each(articles, lambda text: [*_quoted(text), *_reported(text)], at_once=1)


def _quoted(text: str) -> Iterator[Attribution]:
    for found in _QUOTED.finditer(text):
        place = found.span(found.lastindex or 0)
        if len(text[slice(*place)].split()) < 2:
            continue
        line = text.rfind("\n", 0, found.start()) + 1
        before = _BEFORE.search(text[line : found.start()])
        after = _AFTER.search(text[found.end() : found.end() + 120])
        if after:
            second = "" if after["who"] else "2"
            who, cue = (_moved(after.span(name + second), found.end()) for name in ("who", "cue"))
            yield Attribution([place], cue, [who])
        elif before:
            yield Attribution([place], _moved(before.span("cue"), line), [_moved(before.span("who"), line)])
        else:
            yield Attribution([place])


def _reported(text: str) -> Iterator[Attribution]:
    taken: list[Place] = [found.span() for found in _QUOTED.finditer(text)]
    for pattern in (_INDIRECT, _ENDS):
        for found in pattern.finditer(text):
            place = _stripped(text, found.span("content"))
            if any(place[0] < end and start < place[1] for start, end in taken):
                continue
            taken.append(place)
            yield Attribution([place], found.span("cue"), [found.span("who")])


def _moved(place: Place, by: int) -> Place:
    return place[0] + by, place[1] + by


def _stripped(text: str, place: Place) -> Place:
    words = text[slice(*place)]
    start = place[0] + len(words) - len(words.lstrip())
    return start, start + len(words.strip())
