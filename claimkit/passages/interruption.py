"""What may stand between two pieces of one quotation: the attribution that interrupts it."""

from __future__ import annotations

import re
from itertools import pairwise

from claimkit.lexicon import cue_pattern

_CAPITAL = r"[^\W\d_a-zà-öø-ÿа-яα-ω]"
# A sentence that ends inside the gap starts something else, unless the stop belongs to a title or an initial.
_SENTENCE_END = re.compile(rf"(\w+)[.!?…][\"'”’)\]]* +[\"'“‘(]*{_CAPITAL}")
_TITLES = frozenset(
    "mr mrs ms mx dr st sr jr lt gen sen rep gov col maj sgt rev hon prof capt pres mme mlle hr fr sra dott".split()
)
# "said Ruiz, while Brandt said": the second subject makes the second piece somebody else's.
_SECOND_SUBJECT = re.compile(
    r"\b(?:and|but|while|whereas|when|before|after|und|aber|während|et|mais|tandis que|y|pero|mientras|e|ma|mentre)"
    rf"\s+(?:{_CAPITAL}\w*|(?:he|she|they|the|a|an|his|her|their|another|one|others?|some|several|"
    r"er|sie|der|die|das|ein|eine|il|elle|ils|le|la|les|un|une|él|ella|el|los|las|una|lo|gli)\b)"
)


def is_one_attribution(gap: str, language: str) -> bool:
    """Say whether the words between two quotations attribute both to one speaker.

    Args:
        gap: The words between the closing and the next opening mark.
        language: Language of the text, for its reporting verbs.
    """
    gap = gap.strip()
    cues = list(cue_pattern(language).finditer(gap))
    if not cues or gap.endswith((":", "：")) or _has_next_sentence(gap):
        return False
    return not any(_SECOND_SUBJECT.search(gap, one.end(), two.start()) for one, two in pairwise(cues))


def _has_next_sentence(gap: str) -> bool:
    words = (found[1] for found in _SENTENCE_END.finditer(gap))
    return any(len(word) > 1 and word.lower() not in _TITLES for word in words)
