"""Direct speech within one sentence: which quoted pieces stand as speech, and who speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimkit.attribution import nouns, tables, wordclass
from claimkit.attribution.cues import Cue, find_cues
from claimkit.attribution.nouns import Range
from claimkit.attribution.scene import Scene, Voice, subject_of
from claimkit.attribution.tokens import Token, Unit

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_MARKS = "\"'“”‘’„«»‹›「」『』‚‟"
_MAX_BETWEEN = 14


def scene(unit: Unit, language: str) -> Scene:
    """Find the cues of a unit and the direct speech in it."""
    result = Scene(unit, find_cues(unit.tokens, language), language)
    for at, token in enumerate(unit.tokens):
        if not token.label:
            continue
        if token.label in result.speech:
            result.voices.setdefault(token.label, Voice(None, None))
            continue
        voice, cue = _voice(result, at)
        if _is_speech(result, at, voice, cue):
            result.speech.add(token.label)
            if voice is not None:
                result.voices[token.label] = voice
            if cue is not None:
                result.used.add(cue.first)
    return result


def voice_at_end(here: Scene) -> Voice | None:
    """Read the attribution at the end of a unit whose quotation follows in the next one."""
    return _voice_before(here, len(here.tokens))[0]


def bare(token: Token) -> str:
    """Return the words of a quoted piece without its marks."""
    return token.text.strip(_MARKS + " \t\u00a0")


def words_in(token: Token) -> int:
    """Count the words of a quoted piece."""
    return len(_WORD.findall(token.text))


def _finished(token: Token) -> bool:
    """Say whether a quoted piece ends as a sentence or before an attribution."""
    return bare(token).endswith((".", ",", "!", "?", "…", "—", "–", "--", "-", "。"))


def _is_speech(here: Scene, at: int, voice: Voice | None, cue: Cue | None) -> bool:
    """Say whether a quoted piece stands as direct speech, by what is around it and how it begins and ends."""
    tokens = here.tokens
    token = tokens[at]
    words = words_in(token)
    left = _left_sign(tokens, at)
    if all(not other.word and not other.quoted for k, other in enumerate(tokens) if k != at):
        return words >= 3 or _finished(token)
    if left == "":
        attributed = voice is not None and cue is not None and cue.first > at
        rest = any(other.word or other.quoted for other in tokens[at + 1 :])
        return attributed or not rest or (_finished(token) and words >= 3)
    begins = bare(token)[:1]
    upper = begins.isupper() or begins.isdigit() or begins in "¿¡["
    if left == ":":
        return words >= 3 or upper
    return cue is not None and cue.first < at and _introduced(here, at, cue, left, upper)


def _introduced(here: Scene, at: int, cue: Cue, left: str, upper: bool) -> bool:
    """Say whether the cue before a quoted piece introduces it as speech and not as a part of a clause."""
    token = here.tokens[at]
    words = words_in(token)
    if left in {",", "—", "–", "--"}:
        return upper or words >= 5
    if cue.last == at - 1 and "addressed" not in cue.frames:
        return upper and (words >= 4 or _finished(token)) and bool({"clause", "quoted"} & cue.frames)
    return left == "word" and upper and words >= 4 and _finished(token) and here.tokens[at - 1].low != "that"


def _left_sign(tokens: Sequence[Token], at: int) -> str:
    """Return what stands before a quoted piece: "" for nothing, a sign, or "word"."""
    k = at - 1
    while k >= 0 and tokens[k].text in _MARKS:
        k -= 1
    if k < 0 or (tokens[k].low in tables.LINKS_AT_START and k == 0):
        return ""
    if tokens[k].quoted:
        return "word"
    return "word" if tokens[k].word else tokens[k].text


def _voice(here: Scene, at: int) -> tuple[Voice | None, Cue | None]:
    left = _left_sign(here.tokens, at)
    if left in {":", ","}:
        return _first(_voice_before(here, at), _voice_after(here, at))
    return _first(_voice_after(here, at), _voice_before(here, at))


def _first(
    one: tuple[Voice | None, Cue | None], two: tuple[Voice | None, Cue | None]
) -> tuple[Voice | None, Cue | None]:
    return one if one[0] is not None else two


def _voice_after(here: Scene, at: int) -> tuple[Voice | None, Cue | None]:
    """Read the attribution behind a quoted piece: `said X`, `X said`, `according to X`, `— X`."""
    tokens, token = here.tokens, here.tokens[at]
    start = at + 1
    comma = start < len(tokens) and tokens[start].text in {",", "—", "–", "--", "-"}
    dash = comma and tokens[start].text != ","
    start += comma
    if not (comma or _finished(token) or any(cue.first == start for cue in here.cues)):
        return None, None
    for cue in here.cues:
        if cue.first < start:
            continue
        if cue.first == start:
            source = nouns.after(tokens, cue.last + 1, here.language)
            if source is not None:
                return Voice(source, (cue.first, cue.last + 1)), cue
            continue
        if cue.first - start > 40 or any(other.quoted for other in tokens[start : cue.first]):
            break
        source = nouns.before(tokens, cue.first, start, here.language)
        if source is not None and source[0] - start <= 1 and cue.shape != "ing":
            return Voice(source, (cue.first, cue.last + 1)), cue
        break
    if dash:
        source = nouns.after(tokens, start, here.language)
        if source is not None and tokens[start].capital and len(tokens) - source[1] <= 12:
            return Voice(source, None), None
    return None, None


def _voice_before(here: Scene, at: int) -> tuple[Voice | None, Cue | None]:
    """Read the attribution before a quoted piece: `X said:`, `X told reporters that`, `Label:`."""
    tokens = here.tokens
    end = at
    while end > 0 and (tokens[end - 1].text in {",", ":", "—", "–", "--", "-"} or tokens[end - 1].text in _MARKS):
        end -= 1
    for cue in reversed(here.cues):
        if cue.last >= end:
            continue
        between = tokens[cue.last + 1 : end]
        if len(between) > _MAX_BETWEEN or any(other.quoted for other in between):
            break
        if cue.base == "according":
            source = nouns.after(tokens, cue.last + 1, here.language)
            return (Voice(source, (cue.first, cue.last + 1)), cue) if source else (None, None)
        source = subject_of(here, cue)
        if source is None and here.language != "en":
            source = nouns.after(tokens, cue.last + 1, here.language)
        return Voice(source, (cue.first, cue.last + 1)), cue
    if end < at and tokens[end].text == ":":
        return Voice(_label(tokens, end, here.language), None), None
    return None, None


def _label(tokens: Sequence[Token], end: int, language: str) -> Range | None:
    """Return the source before a colon that no verb reports: a label, or the subject of the sentence."""
    start = end
    while start > 0 and tokens[start - 1].word:
        start -= 1
    short = 0 < end - start <= 8 and not any(wordclass.is_finite(token, language) for token in tokens[start:end])
    if short and (tokens[start].capital or tokens[start].low in wordclass.determiners(language)):
        return start, end
    return nouns.main_subject(tokens[:end], 0, language)
