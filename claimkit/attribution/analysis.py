"""One pass over an article: direct speech first, then reported speech, then who is meant by silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimkit.article.reading import Reading
from claimkit.attribution.direct import scene, voice_at_end
from claimkit.attribution.indirect import statements
from claimkit.attribution.nouns import Range
from claimkit.attribution.scene import Scene, Statement, Voice
from claimkit.attribution.tokens import Token, units
from claimkit.passages import Passage
from claimkit.schemas import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """Where a passage's speaker is named.

    Attributes:
        source: The words that name the speaker, without a description behind a comma.
        cue: The words that report the speech.
    """

    source: Span | None
    cue: Span | None


@dataclass(frozen=True, slots=True)
class Reported:
    """A statement reported without being a direct quotation of its own.

    Attributes:
        sentence: Number of the sentence in which it starts.
        content: Its words, without source, cue and the introducing "that".
        source: The words that name who says it.
        cue: The words that report it.
        passages: Labels of the marked passages inside its content.
    """

    sentence: int
    content: tuple[Span, ...]
    source: Span | None
    cue: Span
    passages: tuple[str, ...]


def scenes(reading: Reading, passages: Sequence[Passage]) -> list[Scene]:
    """Return the units of an article with the direct speech in each."""
    found = [scene(unit, reading.language) for unit in units(reading, passages)]
    speech = set().union(*(one.speech for one in found)) if found else set()
    first = {}
    for one in found:
        for token in one.tokens:
            if token.label and token.label not in first:
                first[token.label] = token.label in one.speech
    # The first piece decides: a passage that opens inside a clause stays part of that clause.
    speech = {label for label in speech if first.get(label)}
    for one in found:
        one.speech = {token.label for token in one.tokens if token.label and token.label in speech}
    _claim_openers(found)
    return found


def _claim_openers(found: Sequence[Scene]) -> None:
    """Mark the cue of a sentence that ends with a colon as used by the quotation that follows it."""
    for one, following in pairwise(found):
        opens = following.tokens[0]
        if one.tokens[-1].text == ":" and opens.label and opens.label in following.speech and one.cues:
            one.used.add(one.cues[-1].first)


def span_of(tokens: Sequence[Token], at: Range | None) -> Span | None:
    """Return the characters of a range of tokens."""
    if at is None:
        return None
    end = tokens[at[1] - 1].end
    return Span(start=tokens[at[0]].start, end=end)


def reported(found: Sequence[Scene]) -> list[Reported]:
    """Return the reported statements of all units."""
    tails: dict[str, list[Span]] = {}
    for one in found:
        for token in one.tokens:
            if token.label and token.piece and token.label not in one.speech:
                tails.setdefault(token.label, []).append(Span(start=token.start, end=token.end))
    result = []
    for one in found:
        for statement in statements(one):
            result.append(_reported(one, statement, tails))
    return result


def _reported(one: Scene, statement: Statement, tails: dict[str, list[Span]]) -> Reported:
    tokens = one.tokens
    inside = [token for start, end in statement.content for token in tokens[start:end] if token.label]
    content = [span for part in statement.content if (span := span_of(tokens, part))]
    for label in dict.fromkeys(token.label for token in inside if token.label):
        content += [span for span in tails.get(label, ()) if not any(span in own for own in content)]
    cue = span_of(tokens, statement.cue)
    assert cue is not None  # noqa: S101 - a statement always has a cue
    return Reported(
        sentence=one.unit.sentence,
        content=tuple(sorted(content, key=lambda span: span.start)),
        source=span_of(tokens, statement.source),
        cue=cue,
        passages=tuple(dict.fromkeys(token.label for token in inside if token.label)),
    )


def attributions(found: Sequence[Scene], said: Sequence[Reported]) -> dict[str, Attribution]:
    """Return who speaks in each direct quotation, following silence back to the last speaker."""
    result: dict[str, Attribution] = {}
    reporters = {item.sentence: item.source for item in said if item.source is not None}
    last: Span | None = None
    home = -9
    for index, one in enumerate(found):
        paragraph = one.unit.paragraph
        for label in [token.label for token in one.tokens if token.label and token.label in one.speech]:
            if label in result and result[label].source is not None:
                last, home = result[label].source, paragraph
                continue
            voice = one.voices.get(label) or _named_before(found, index)
            own = Attribution(None, None)
            if voice is not None:
                own = _attribution(one if label in one.voices else found[index - 1], voice)
            if own.source is None and paragraph - home <= 1:
                own = Attribution(last, own.cue)
            result[label] = own
            if own.source is not None:
                last, home = own.source, paragraph
        if one.unit.sentence in reporters:
            last, home = reporters[one.unit.sentence], paragraph
    return result


def _attribution(one: Scene, voice: Voice) -> Attribution:
    return Attribution(span_of(one.tokens, voice.source), span_of(one.tokens, voice.cue))


def _named_before(found: Sequence[Scene], index: int) -> Voice | None:
    """Read the attribution in the sentence before (`Lee said:`), when that ends with a colon."""
    if index == 0:
        return None
    one = found[index - 1]
    if found[index].unit.paragraph - one.unit.paragraph > 1 or one.tokens[-1].text != ":":
        return None
    return voice_at_end(one)
