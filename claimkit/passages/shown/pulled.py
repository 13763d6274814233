"""Words that stand in the article twice, as those of a pull quote do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimkit.schemas import Span

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MIN_WORDS = 5
_MAX_WORDS = 150
_MAX_TRIES = 50  # for each span; words that are repeated more often are no pull quote


def stand_again(text: str, spans: Sequence[Span]) -> list[int]:
    """Return the numbers of the `spans` whose words, 5 to 150 of them, stand elsewhere in the text, too."""
    heads: dict[tuple[str, ...], list[int]] = {}
    words = [_WORD.findall(span.of(text).lower()) for span in spans]
    for number, own in enumerate(words):
        if _MIN_WORDS <= len(own) <= _MAX_WORDS:
            heads.setdefault(tuple(own[:_MIN_WORDS]), []).append(number)
    if not heads:
        return []
    places = [(match.start(), match.group().lower()) for match in _WORD.finditer(text)]
    every = [word for _, word in places]
    tries = [0] * len(words)
    found: set[int] = set()
    firsts = {head[0] for head in heads}
    for at, word in enumerate(every):
        if word not in firsts:
            continue
        for number in heads.get(tuple(every[at : at + _MIN_WORDS]), [])[:_MAX_TRIES]:
            own, span = words[number], spans[number]
            if tries[number] < _MAX_TRIES and places[at][0] not in span:
                tries[number] += 1
                if every[at : at + len(own)] == own:
                    found.add(number)
    return sorted(found)
