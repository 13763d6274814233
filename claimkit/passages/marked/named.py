"""Who is named beside a quotation: enough to see that two pieces have two speakers, no more.

Nothing is said of a speaker who is not named: "the mayor", "the ministry". Where names may be the same person's,
they count as one, so that only two clearly different names part what looks like one quotation.
"""

from __future__ import annotations

import re

from claimkit.lexicon import cue_pattern
from claimkit.passages.marked.interruption import CAPITAL, TITLES, ends_sentence
from claimkit.passages.marked.marks import FILLER, MARK, cell_end, last_char

_MAX_CLAUSE = 200
_MAX_REST_WORDS = 8
_MAX_DIVIDERS = 6
_TOKEN = re.compile(r"[^\W\d_][\w’'-]*\.?|[,;]")
_CAPITAL = re.compile(CAPITAL)
_PARTICLES = frozenset("de van von der den bin al la di du da le el dos".split())
_STOP = re.compile(r"(\w+)[.!?…]+(?=[\s\"”»]|$)|[:;]|[!?…]")
_PRONOUNS = {
    "en": {"he": "he", "she": "she"},
    "de": {"er": "he", "sie": "she"},
    "fr": {"il": "he", "elle": "she"},
    "es": {"él": "he", "ella": "she"},
    "it": {"lui": "he", "lei": "she"},
    "nl": {"hij": "he", "zij": "she", "ze": "she"},
    "pl": {"on": "he", "ona": "she"},
    "sv": {"han": "he", "hon": "she"},
}
_EITHER = frozenset({"he", "she"})
_OTHER_PRONOUNS = frozenset("i we you they it ich wir ihr es je nous vous ils elles yo ellos io noi jag vi".split())
# Behind these stands a place, a day, an addressee or a topic, not the speaker.
_PREPOSITIONS = frozenset(
    """
    of in on at to from for by with near about after before during since until over under against into as via told
    asked von vom in im am an aus bei beim zum zur nach vor seit mit über für auf gegen gegenüber um laut de du des à au
    aux en sur pour dans chez avec del al con desde sobre para a di della dello dei da dal nel nella su i på från till
    av om för w we z ze na do po od przez dla
    """.split()
)
_ARTICLES = frozenset("the der die das den dem des ein eine einer einem le la les l' el los las il lo gli i".split())
# Capital words that name nobody.
_NO_NAMES = TITLES | frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december montag dienstag mittwoch donnerstag freitag samstag sonntag
    president minister mayor senator governor secretary king queen judge professor police chief director spokesman
    spokeswoman spokesperson officials bürgermeister bürgermeisterin präsident präsidentin kanzler kanzlerin minister
    ministerin sprecher sprecherin polizei behörden
    a an the this that these those his her its their one but and so then later earlier meanwhile however now still
    yesterday today also when while if yes no asked und aber dann später gestern heute auch et mais y pero
    """.split()
)
_AUXILIARIES = frozenset("a ont avait ha han hat haben había aveva har also later then further has had".split())
_CUE_FORM = re.compile(r"(?:ed|(?<!s)s|said|told|wrote|spoke|swore|thought|according to)$", re.IGNORECASE)
_REST = re.compile(
    r"\s*(?:$|(?:on|in|at|during|after|before|to|from|of|when|while|late|early|last|earlier|later|yesterday|today|via|"
    rf"reporters|lawmakers|journalists|the|an?|his|her|[^\W\d_]+day)\b|{CAPITAL})",
)
_FINITE = re.compile(
    r"\b(?:i|we|you|he|she|they|it|that|who|would|will|can|could|should|must|may|might|is|are|was|were|be|has|have|had|"
    r"do|does|did|not|and|but|if|why|how|what|ich|wir|dass|ist|sind|war|wird|hat)\b|n['’]t\b",
    re.IGNORECASE,
)
_DIVIDER = re.compile(r"[,?!—–]\s*")
Names = frozenset[str]
NOBODY: Names = frozenset()


def differ(one: Names, two: Names) -> bool:
    """Say whether two attributions name two speakers."""
    if not one or not two or one & two:
        return False
    return bool(one & _EITHER) == bool(two & _EITHER)


def named_behind(text: str, closing: int, end: int, language: str) -> Names:
    """Return whom the clause behind a closing mark names as speaker (`..." said Lee.`)."""
    start = cell_end(text, closing)
    clause = _first_clause(text[start : min(end, start + _MAX_CLAUSE)].replace(FILLER, ""), language)
    if last_char(text, closing, over_marks=True) in ".。" and not clause.lstrip().startswith((",", "—", "–")):
        return NOBODY  # a sentence of its own
    return _speaker(clause, language)


def named_before(text: str, opening: int, start: int, language: str) -> Names:
    """Return whom the words before an opening mark name as speaker (`Lee said: "...`)."""
    words = text[max(start, opening - _MAX_CLAUSE) : opening].replace(FILLER, "").rstrip()
    if not words.endswith((":", ",", "：")):
        return NOBODY
    words = words[:-1]
    begin = 0
    for found in _STOP.finditer(words):
        if found[1] is None or ends_sentence(found[1], language):
            begin = found.end()
    for found in MARK.finditer(words, begin):
        if found.group() not in "'’":
            begin = found.end()
    return _speaker(words[begin:], language)


def attribution_at_end(text: str, start: int, end: int, language: str) -> tuple[int, Names] | None:
    """Find an attribution at the end of words that no mark closes (`"We will go, said Lee.`).

    Returns:
        Where the speech ends, its comma or question mark included, and whom the attribution names; or None when
        there is no clause that names a speaker and reports, and holds nothing else.
    """
    begin = max(start, end - _MAX_CLAUSE)
    for found in list(_DIVIDER.finditer(text, begin, end))[: -_MAX_DIVIDERS - 1 : -1]:
        clause = text[found.end() : end].rstrip()
        if any(stop[1] is None or ends_sentence(stop[1], language) for stop in _STOP.finditer(clause[:-1])):
            return None
        words = clause.replace(FILLER, "").strip().rstrip(".")
        names = _attributes_and_no_more(words, language)
        if names:
            sign = text[found.start()]
            return found.start() + (sign in ",?!"), names
    return None


def _first_clause(words: str, language: str) -> str:
    for found in MARK.finditer(words):
        if found.group() not in "'’":
            words = words[: found.start()]
            break
    for found in _STOP.finditer(words):
        if found[1] is None or ends_sentence(found[1], language):
            return words[: found.start() if found[1] is None else found.end(1)]
    return words


def _cue(words: str, language: str) -> re.Match[str] | None:
    for found in cue_pattern(language).finditer(words):
        word = found.group()
        if word[0].islower() and word not in _AUXILIARIES and (language != "en" or _CUE_FORM.search(word)):
            return found
    return None


def _speaker(clause: str, language: str) -> Names:
    """Return the names, or the pronoun, of whoever speaks in a clause that reports speech."""
    cue = _cue(clause, language)
    if cue is None:
        return NOBODY
    before = [word for word in _TOKEN.findall(clause[: cue.start()]) if word not in ",;"]
    if any(word.lower() not in _AUXILIARIES for word in before):
        return _names(clause[: cue.start()], language, inverted=False)
    return _names(clause[cue.end() :], language, inverted=True)


def _names(words: str, language: str, *, inverted: bool) -> Names:
    """Return the proper names in the words beside a reporting verb, or the pronoun that stands for one."""
    pronouns = _PRONOUNS.get(language, {})
    names: set[str] = set()
    run: list[str] = []
    last = before = ""
    for word in [*_TOKEN.findall(words), ";"]:
        low = word.lower()
        if not names and low in pronouns:
            return frozenset({pronouns[low]})
        if not names and not run and low in _OTHER_PRONOUNS:
            return NOBODY
        small = low in _ARTICLES or low in _NO_NAMES or (low in _PREPOSITIONS and low not in _PARTICLES)
        if _CAPITAL.match(word) and (run or not small):  # "The", "On" and "President" begin no name
            before = last if not run else before
            run.append(word)
        elif not (run and low in _PARTICLES):
            names |= _kept(run, before, language)
            if names and inverted and word == ",":
                break
            run = []
        last = low
    return frozenset(names)


def _kept(run: list[str], before: str, language: str) -> set[str]:
    """Return what names somebody in a run of capital words, by the small word before it."""
    if before in _PREPOSITIONS:
        return set()
    if before in _ARTICLES:
        # "der Bürgermeister Kurz": in German every noun has a capital. "The White House" is no one person.
        run = run[-1:] if language == "de" and len(run) > 1 else []
    bare = {re.sub(r"['’]s?$", "", part.rstrip(".")).lower() for part in run}
    return {part for part in bare if len(part) > 1 and part not in _NO_NAMES}


def _attributes_and_no_more(words: str, language: str) -> Names:
    """Return whom a clause names as speaker when it is nothing but an attribution (`said Lee, the mayor`)."""
    cue = _cue(words, language)
    if cue is None:
        return NOBODY
    before, rest = words[: cue.start()].strip(), words[cue.end() :]
    if _FINITE.search(before) or _FINITE.search(rest):
        return NOBODY
    if all(word in _AUXILIARIES for word in before.split()):
        names = _names(rest, language, inverted=True)
    elif _CAPITAL.match(before) and before.count(",") != 1:  # a comma closes what another one opens
        fits = _REST.match(rest) is not None if language == "en" else len(rest.split()) <= _MAX_REST_WORDS
        names = _names(before, language, inverted=False) if fits else NOBODY
    else:
        return NOBODY
    return NOBODY if names & _EITHER else names
