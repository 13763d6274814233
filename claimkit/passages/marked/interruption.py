"""What may stand between two pieces of one quotation: the attribution that interrupts it."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from claimkit.lexicon import cue_pattern

CAPITAL = r"[^\W\d_a-zà-öø-ÿа-яα-ωāăąćčđďēėęěğģīįķļłńņňőœŕřśşšţťūůűųźżž]"
# A sentence that ends inside the gap starts something else, unless the stop belongs to a title or an initial.
_SENTENCE_END = re.compile(rf"(\w+)[.!?…][\"'”’)\]]* +[\"'“‘(]*{CAPITAL}")
TITLES = frozenset(
    "mr mrs ms mx dr st sr jr lt gen sen rep gov col maj sgt rev hon prof capt pres mme mlle hr fr sra dott adm supt "
    "cmdr cpl brig insp amb atty ald sens reps messrs msgr det dra srta sig bgm min dep".split()
)
_TITLES_OF = {"it": ("on", "avv", "ing")}
# Words that join a second clause; what they part may be two speakers.
_AND = {
    "en": "and but while whilst whereas though although when before after",
    "de": "und aber während wohingegen worauf woraufhin sowie",
    "fr": "et mais puis tandis alors",
    "es": "y e pero mientras",
    "it": "e ma mentre",
    "pl": "a i ale zaś natomiast gdy",
    "sv": "och men medan varpå",
}
_SUBJECTS = {
    "en": "he she they the a an his her their another one others? some several",
    "de": "er sie der die das ein eine dieser diese",
    "fr": "il elle ils elles le la les un une",
    "es": "él ella ellos el la los las un una",
    "it": "lui lei il lo la gli un una",
    "pl": "on ona oni",
    "sv": "han hon de den en",
}
_QUE = {"fr": r"(?:\s+que)?", "es": r"(?:\s+que)?", "pl": r"(?:\s+gdy)?"}
# Somebody else answers: "said Ruiz, to which Brandt replied", "prompting Brandt to say", "with Brandt adding".
_HANDS_OVER = re.compile(
    r"\b(?:to which|whereupon)\s+(?:\S+\s+){1,4}$|\bprompting\s+(?:\S+\s+){1,4}to\s+$|"
    r"\b(?:à quoi|ce à quoi|worauf(?:hin)?|a lo que|al che|varpå|na co)\s+(?:\S+\s+){1,4}$",
    re.IGNORECASE,
)
_WITH = re.compile(r"[,;—–]\s*with\s+(?:\S+\s+){1,4}$")
# "Lee asked Brandt, who answered", "said to Brandt, who answered": the one who is asked speaks next.
_ASKED = re.compile(r"^\s*(?:\w+\s+){0,2}\w+,\s+who\s+(?:\w+\s+)?$")
_SAID_TO = re.compile(r"^\s*to\s+(?:\w+\s+){0,2}\w+,\s+who\s+(?:\w+\s+)?$")
# English verbs that are nouns as well, behind a word that only stands before a noun.
_NOUN = re.compile(
    r"\b(?:the|an?|this|that|his|her|its|their|my|our|your|any|no|each|every|new|latest|of|in|on|for|under|by)\s+$",
    re.IGNORECASE,
)
_VERB_FORM = re.compile(r"(?:ed|ing|said|told|wrote|spoke|thought|swore)$", re.IGNORECASE)
# A second act of speech makes the second piece a statement of its own: "he said, adding later", "said, noting that his
# wife", "said, going on to praise Brandt". A bare "adding" goes on with the first one.
_ANOTHER_ACT = {"en": re.compile(r",\s*(?:adding later|later adding|suggesting|noting that|(?:before )?going on to)\b")}
# Ways to report without a verb that any table of verbs holds.
_ALSO = {"de": re.compile(rf"^[,\s]*so\s+(?:(?:der|die|das|ein|eine)\s+)?{CAPITAL}|\b(?:heißt|hieß) es\b")}


def is_one_attribution(gap: str, language: str) -> bool:
    """Say whether the words between two quotations attribute both to one speaker.

    Args:
        gap: The words between the closing and the next opening mark.
        language: Language of the text, for its reporting verbs.
    """
    gap = gap.strip()
    if gap.endswith((":", "：")) or _has_next_sentence(gap, language):
        return False
    if language in _ANOTHER_ACT and _ANOTHER_ACT[language].search(gap):
        return False
    cues = [found for found in cue_pattern(language).finditer(gap) if not _is_noun(gap, found, language)]
    if not cues:
        return language in _ALSO and _ALSO[language].search(gap) is not None
    introduces = not gap.endswith((".", "。"))
    second = _second_subject(language)
    for one, two in pairwise(cues):
        found = second.search(gap, one.end(), two.start())
        if found is not None and (introduces or not _is_aside(found[1], gap[two.end() :])):
            return False
        between = gap[one.end() : two.start()]
        if ";" in between or _HANDS_OVER.search(between) or _own_subject().search(between):
            return False
        if two.group().endswith("ing") and _WITH.search(between):
            return False
        asks = one.group().lower() in ("asked", "told", "asks", "tells")
        if _SAID_TO.match(between) or (asks and _ASKED.match(between)):
            return False
    return not (introduces and _another_clause(language).search(gap, cues[-1].end()))


def ends_sentence(word: str, language: str) -> bool:
    """Say whether a full stop behind `word` ends a sentence: not behind a title, an initial, an ordinal number."""
    if word.isdigit():
        return language == "en" or len(word) > 2
    return len(word) > 1 and word.lower() not in TITLES and word.lower() not in _TITLES_OF.get(language, ())


def _has_next_sentence(gap: str, language: str) -> bool:
    return any(ends_sentence(found[1], language) for found in _SENTENCE_END.finditer(gap))


def _is_noun(gap: str, cue: re.Match[str], language: str) -> bool:
    if cue.start() > 0 and cue.group()[0].isupper():
        return True  # the Huffington Post
    if language != "en" or _VERB_FORM.search(cue.group()):
        return False
    return _NOUN.search(gap, max(0, cue.start() - 12), cue.start()) is not None


def _is_aside(conjunction: str, behind: str) -> bool:
    """Say whether a clause of time only tells when it was said ("Lee said after Brandt announced the cuts")."""
    return conjunction.lower() in ("when", "before", "after") and re.search(r"\w", behind) is not None


@cache
def _second_subject(language: str) -> re.Pattern[str]:
    """Return a pattern for "while Brandt": the second subject makes the second piece somebody else's."""
    words = "|".join(_AND.get(language, _AND["en"]).split())
    subjects = "|".join(_SUBJECTS.get(language, _SUBJECTS["en"]).split())
    return re.compile(rf"\b({words}){_QUE.get(language, '')}\s+(?:{CAPITAL}\w*|(?:{subjects})\b)")


@cache
def _own_subject() -> re.Pattern[str]:
    """Return a pattern for ", Brandt" and ", he" right before a second verb."""
    return re.compile(rf"[,—–]\s+(?:{CAPITAL}[\w’'-]*(?:\s+{CAPITAL}[\w’'-]*)?|he|she|they|er|il|elle|han|hon)\s+$")


@cache
def _another_clause(language: str) -> re.Pattern[str]:
    """Return a pattern for ", and Brandt sighed" before a second piece, whatever its verb is."""
    words = "|".join(_AND.get(language, _AND["en"]).split())
    subjects = r"he|she|they|er|sie|il|elle|ils|elles|él|ella|lui|lei|han|hon|on|ona"
    name = rf"{CAPITAL}[\w’'-]*(?:\s+{CAPITAL}[\w’'-]*)?"
    return re.compile(
        rf"[,;—–]\s*(?:{words}){_QUE.get(language, '')}\s+(?:{name}|(?:{subjects})\b)\s+"
        r"(?!(?:and|of|in|on|at|for|from|to|von|in|im|am|de|du|di|da|av|på|i|z|w)\b)[^\W\d_A-Z]\w+"
    )
