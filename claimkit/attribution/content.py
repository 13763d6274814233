"""Where a reported statement starts behind its cue: past addressee, time and place, and "that"."""

from __future__ import annotations

from claimkit.attribution import language_tables as foreign
from claimkit.attribution import nouns, tables, wordclass
from claimkit.attribution.cues import Cue
from claimkit.attribution.limits import count_words, end_of
from claimkit.attribution.scene import Scene
from claimkit.attribution.tokens import Token

_WH = frozenset({"whether", "if", "how", "why", "what", "who", "where", "when", "which"})
_OF_VERBS = ("t", "remind", "inform", "warn", "accus", "notif", "advis", "persuad", "convinc")


def content_start(here: Scene, cue: Cue) -> int | None:
    """Return the token at which the statement behind a cue starts, or None when none is there."""
    tokens, at = here.tokens, cue.last + 1
    if at >= len(tokens):
        return None
    if here.language != "en":
        return _foreign_start(here, at, foreign.THAT.get(here.language, frozenset()))
    found = _that_ahead(here, at) if "quoted" not in cue.frames else None
    if found is None and "addressed" in cue.frames and tokens[at].word and tokens[at].low != "that":
        found = _past_addressee(here, at)
    if found is None:
        infinitive = tokens[at].low == "to" and "infinitive" in cue.frames  # "refused to sign the letter"
        at = at if infinitive else _past_setting(here, at)
        found = at + (tokens[at].low == "that") if at < len(tokens) and _fits_frame(here, cue, at) else None
    return found


def _fits_frame(here: Scene, cue: Cue, at: int) -> bool:
    """Say whether the token at `at` can open what this verb reports."""
    token = here.tokens[at]
    if token.low == "to" or _negated(here, at):
        return "infinitive" in cue.frames
    joined = token.low == "that" or (token.low in _WH and bool({"clause", "that"} & cue.frames))
    clause = "clause" in cue.frames and (_clause_opens(here, at) or _says_words(here, cue, at))
    particle = "phrasal" in cue.frames and cue.last > cue.verb and (token.word or token.quoted)
    plain = "object" in cue.frames and _object_opens(here, at)
    return joined or "stance" in cue.frames or clause or particle or plain


def _negated(here: Scene, at: int) -> bool:
    """Say whether `not to` opens what is meant (`vowed not to leave`)."""
    tokens = here.tokens
    return at + 1 < len(tokens) and tokens[at].low in {"not", "never"} and tokens[at + 1].low == "to"


def _foreign_start(here: Scene, at: int, that: frozenset[str]) -> int | None:
    tokens = here.tokens
    for k in range(at, min(len(tokens), at + 14)):
        if tokens[k].low in that:
            return k + 1
        if tokens[k].quoted:
            return None
        if tokens[k].text == "," and k + 1 < len(tokens) and tokens[k + 1].low not in that:
            mood = foreign.REPORTED_MOOD.get(here.language, frozenset())
            return k + 1 if any(token.low in mood for token in tokens[k:]) else None
    return None


def _that_ahead(here: Scene, at: int) -> int | None:
    """Return what follows "that" when only an adjunct stands before it (`said in a speech that`)."""
    tokens = here.tokens
    for k in range(at, min(len(tokens), at + 14)):
        token = tokens[k]
        if token.low == "that":
            adjunct = k == at or tokens[at].low in tables.ADJUNCT_STARTS or tokens[at].low in tables.TIMES
            return k + 1 if adjunct else None
        if token.quoted or (token.word and wordclass.is_finite(token)) or token.text in ":;":
            return None
    return None


def _past_addressee(here: Scene, at: int) -> int | None:
    """Return where the statement starts behind the addressee (`told reporters he would go`)."""
    tokens = here.tokens
    for k in range(at, min(len(tokens), at + 14)):
        token = tokens[k]
        if token.low == "that" or token.low in _WH - {"who", "which"}:
            return k + (token.low == "that")
        if k > at and (start := _behind_addressee(here, at, k)) is not None:
            return start
        if token.text == "," and k + 1 < len(tokens) and tokens[k + 1].low == "that":
            continue
        if token.quoted or token.text in ",:;":
            return None
        if token.word and k > at and wordclass.is_finite(token):
            break
    pronoun = tokens[at].low in {"him", "her", "them", "me", "us"}
    first = (at, at + 1) if pronoun else nouns.after(tokens, at)
    opens = first is not None and first[1] < len(tokens) and _clause_opens(here, first[1])
    return first[1] if first is not None and opens else None


def _behind_addressee(here: Scene, at: int, k: int) -> int | None:
    """Return where the statement starts when the token at `k` ends an addressee that began at `at`."""
    low = here.tokens[k].low
    if low in {"of", "about"} and here.tokens[at - 1].low.startswith(_OF_VERBS):
        return k + 1
    subject = low in tables.PERSONAL and low != "you" and _clause_opens(here, k)
    if low == "to":
        return k - 1 if here.tokens[k - 1].low in {"not", "never"} and k > at + 1 else k
    return k if subject else None


def _past_setting(here: Scene, at: int) -> int:
    """Skip the time and place of speaking: `on Monday`, `in a statement`, `during a debate`."""
    tokens = here.tokens
    while at < len(tokens):
        token = tokens[at]
        timed = token.low in tables.TIMES and token.word
        if timed or (wordclass.is_adverb(token) and token.low != "only"):
            at += 1
        elif token.low in tables.ADJUNCT_STARTS or token.low in {"earlier", "late", "early"}:
            end = _adjunct_end(here, at + 1)
            if end is None:
                return at
            at = end
        else:
            return at
    return at


def _adjunct_end(here: Scene, at: int) -> int | None:
    tokens = here.tokens
    for k in range(at, min(len(tokens), at + 4)):
        if tokens[k].low in tables.TIMES or tokens[k].low in tables.SETTING_NOUNS:
            return k + 1
        if not tokens[k].word:
            break
    return None


def _clause_opens(here: Scene, at: int) -> bool:
    """Say whether a clause with its own verb, or quoted words, start here."""
    tokens = here.tokens
    first = tokens[at]
    if first.quoted or not first.word or first.low in {"by", "of", "as"}:
        return first.quoted
    for token in tokens[at + 1 : at + 25]:
        if token.text in ";:":
            break
        if token.quoted or (token.word and (wordclass.is_finite(token) or _looks_finite(token))):
            return True
    return False


def _looks_finite(token: Token) -> bool:
    return not token.capital and token.low.endswith("ed") and len(token.low) > 4


def _says_words(here: Scene, cue: Cue, at: int) -> bool:
    """Say whether what follows a verb that takes no plain object must be a clause."""
    token = here.tokens[at]
    opens = token.word and token.low not in tables.PREPOSITIONS | tables.JOINERS | tables.TIMES
    return opens and "object" not in cue.frames and count_words(here.tokens, at, end_of(here.tokens)) >= 4


def _object_opens(here: Scene, at: int) -> bool:
    token = here.tokens[at]
    if token.quoted:
        return True
    if not token.word or token.low in tables.PREPOSITIONS or token.low in tables.JOINERS:
        return False
    return token.low not in tables.TIMES and token.low not in tables.BE
