"""Indirect speech within one sentence: who says what without being quoted word for word."""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.attribution import language_tables as foreign
from claimkit.attribution import nouns, tables, wordclass
from claimkit.attribution.cues import Cue
from claimkit.attribution.forward import forward
from claimkit.attribution.limits import count_words, end_of, has_verb, limit, trimmed
from claimkit.attribution.nouns import Range
from claimkit.attribution.scene import Scene, Statement
from claimkit.attribution.silence import spoken
from claimkit.attribution.tokens import Token

_MIN_WORDS = 3


def statements(here: Scene) -> list[Statement]:
    """Return the indirect and mixed statements of a unit, in reading order; none overlap."""
    found: list[Statement] = []
    free = [cue for cue in spoken(here.tokens, here.cues) if cue.first not in here.used]
    for find in (_leading, _trailing):
        for cue in free:
            statement = find(here, cue)
            if statement is not None and not _clash(statement, found):
                found.append(statement)
    for cue in free:
        if any(_covers(one, cue) for one in found):
            continue
        statement = forward(here, cue, found)
        if statement is not None and not _clash(statement, found):
            found.append(statement)
    label = _labelled(here) if not found else None
    return [label] if label else sorted(found, key=lambda one: one.content[0][0])


def _labelled(here: Scene) -> Statement | None:
    """Read a headline such as `Poll: Mayor ahead` or `Ann Lee: The bridge is safe`."""
    tokens = here.tokens
    if not here.unit.headline or tokens[-1].text == ".":
        return None
    colon = next((at for at, token in enumerate(tokens) if token.text == ":"), None)
    if colon is None or not 0 < colon <= 6 or not all(token.word for token in tokens[:colon]):
        return None
    if any(token.low in tables.TEXT_LABELS or wordclass.is_finite(token) for token in tokens[:colon]):
        return None
    end = end_of(tokens)
    if not tokens[0].capital or count_words(tokens, colon + 1, end) < 4 or any(token.quoted for token in tokens):
        return None
    return Statement(((colon + 1, end),), (0, colon), (colon, colon + 1))


def _covers(one: Statement, cue: Cue) -> bool:
    return any(start <= cue.first < end for start, end in one.content) or one.cue[0] == cue.first


def _clash(new: Statement, found: list[Statement]) -> bool:
    return any(a < d and c < b for one in found for a, b in new.content for c, d in one.content)


def _leading(here: Scene, cue: Cue) -> Statement | None:
    """Read `According to X, CONTENT`."""
    if cue.base != "according":
        return None
    tokens = here.tokens
    source = _according_source(here, cue)
    if source is None or min(source[0], cue.first) > 1:
        return None
    if here.language == "de":
        start = max(source[1], cue.last + 1)
    else:
        comma = _comma_after(tokens, source[1])
        if comma is None:
            return None
        start = comma + 1
    end = limit(here, start, cue)
    if count_words(tokens, start, end) < _MIN_WORDS:
        return None
    return Statement(((start, end),), source, (cue.first, cue.last + 1))


def _according_source(here: Scene, cue: Cue) -> Range | None:
    if here.tokens[cue.first].low in foreign.POSTPOSED:
        return nouns.before(here.tokens, cue.first, 0, here.language)
    return nouns.after(here.tokens, cue.last + 1, here.language)


def _comma_after(tokens: Sequence[Token], at: int) -> int | None:
    """Return the comma that ends an opening phrase, past a description of its noun."""
    commas = [k for k in range(at, len(tokens)) if tokens[k].text == ","]
    if not commas:
        return None
    if commas[0] == at and len(commas) > 1:
        first = tokens[at + 1] if at + 1 < len(tokens) else None
        if first is not None and first.low in {"a", "an", "who", "which", "former"}:
            return commas[1]
    return commas[0]


def _trailing(here: Scene, cue: Cue) -> Statement | None:
    """Read `CONTENT, X said`, `CONTENT, said X`, `CONTENT, according to X`, and the same in the middle."""
    if cue.shape == "ing" or cue.first == 0:
        return None
    low = _clause_start(here, cue)
    source = _according_source(here, cue) if cue.base == "according" else _closing_source(here, cue, low)
    if source is None:
        return None
    return _around(here, cue, source, low)


def _closing_source(here: Scene, cue: Cue, low: int) -> Range | None:
    """Return the source of a verb that closes a statement, when a comma parts the two."""
    if not {"clause", "that"} & cue.frames or "stance" in cue.frames:
        return None
    source = None if _behind_relative(here, cue, low) else _inverted_source(here, cue)
    if source is None and _closed(here, cue.last + 1):
        source = nouns.before(here.tokens, cue.first, low, here.language)
    if source is None:
        return None
    left = min(source[0], cue.first)
    parted = left > low and (here.tokens[left - 1].text in {",", "—", "–", "--"} or here.tokens[left - 1].quoted)
    return source if parted else None


def _behind_relative(here: Scene, cue: Cue, low: int) -> bool:
    """Say whether a subject with a relative clause stands before the cue (`A diver, who saw it, said`)."""
    subject = nouns.before(here.tokens, cue.first, low, here.language)
    if subject is None or subject[0] > low + 1 or subject[1] + 1 >= cue.first:
        return False
    inserted = here.tokens[subject[1] + 1 : cue.first - 1]
    one_clause = here.tokens[subject[1]].text == "," and not any(token.text == "," for token in inserted)
    return one_clause and inserted[:1] != [] and inserted[0].low in {"who", "whose", "which"}


def _inverted_source(here: Scene, cue: Cue) -> Range | None:
    """Return the source behind its verb (`CONTENT, said Ann Lee.`)."""
    tokens = here.tokens
    parted = tokens[cue.first - 1].text == "," or tokens[cue.first - 1].quoted
    compound = not cue.lone and here.language == "en"  # French says "a annoncé le maire"
    if compound or cue.shape == "ing" or not parted:
        return None
    source = nouns.after(tokens, cue.last + 1, here.language)
    if source is None or (here.language == "en" and tokens[source[0]].low in tables.PERSONAL):
        return None
    following = tokens[source[1]] if source[1] < len(tokens) else None
    goes_on = following is not None and (
        following.low in foreign.THAT.get(here.language, ()) or wordclass.is_finite(following, here.language)
    )
    return None if goes_on else source


def _clause_start(here: Scene, cue: Cue) -> int:
    """Return where the content before a cue can start: after the last direct quotation or semicolon."""
    tokens = here.tokens
    for at in range(cue.first - 1, -1, -1):
        token = tokens[at]
        if (token.quoted and token.label in here.speech) or token.text == ";":
            return at + 1
    return 1 if tokens and tokens[0].low in {"but", "and", "so", "yet"} else 0


def _closed(here: Scene, at: int) -> bool:
    """Say whether nothing that could be content follows the cue."""
    tokens = here.tokens
    if at >= len(tokens) or not tokens[at].word:
        return at >= len(tokens) or not tokens[at].quoted
    first = tokens[at].low
    adjunct = first in tables.ADJUNCT_STARTS or first in tables.TIMES or wordclass.is_adverb(tokens[at])
    rest = tokens[at : end_of(tokens)]
    return adjunct and not any(token.low in {"that", "to"} or token.quoted for token in rest[:14])


def _around(here: Scene, cue: Cue, source: Range, low: int) -> Statement | None:
    """Return the statement before an attribution, with what goes on behind it."""
    tokens = here.tokens
    left, right = min(source[0], cue.first), max(source[1], cue.last + 1)
    stop = trimmed(tokens, low, left)
    if stop <= low:
        return None
    content = [(low, stop)]
    rest = _second_piece(here, cue, content[0], right)
    if rest is not None:
        content.append(rest)
    elif not has_verb(here, low, stop):
        return None
    if sum(count_words(tokens, *piece) for piece in content) < _MIN_WORDS:
        return None
    return Statement(tuple(content), source, (cue.first, cue.last + 1))


def _second_piece(here: Scene, cue: Cue, first: Range, right: int) -> Range | None:
    """Return what goes on behind the attribution (`The plan, he said, would fail`)."""
    tokens = here.tokens
    if right >= len(tokens) or tokens[right].text not in {",", "—", "–", "--"}:
        return None
    start = right + 1
    end = limit(here, start, cue)
    if start >= end or not tokens[start].word:
        return None
    described = tokens[start].low in {"a", "an", "the", "who", "which", "whose", "former"}
    behind = cue.base == "according" or cue.first < right - 1
    if has_verb(here, *first) and (described or behind):
        return None
    return None if any(other.first == start and other.shape == "ing" for other in here.cues) else (start, end)
