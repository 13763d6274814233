"""Which language an article is in, when nobody said so: by script, then by its commonest small words.

A full identifier (py3langid) takes over a second to load and only the sentence splitter and
the negation tables depend on the answer, so a table of small words is enough here.
"""

from __future__ import annotations

import re
from collections import Counter

_SMALL_WORDS = {
    "en": "the of and to in that is was for on with as by it he she said from at are be have not",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es wird",
    "fr": "le la les de des et en un une du dans que qui pour est par sur au pas plus avec ce il elle",
    "es": "el la los las de del y en un una que por con para es se no al lo su como más pero ha",
    "it": "il lo la gli le di del della e in un una che per con è non si al da sono come più ha",
    "pt": "o a os as de do da e em um uma que por com para é não se ao no na mais como foi",
    "nl": "de het een en van in is dat op te met voor zijn niet aan er door om ook bij als heeft",
    "pl": "i w na z do nie się że to jest o po za od przez jak ale dla był są oraz jego",
    "sv": "och att det som en är av för på med till den har inte om ett men han hon sade från",
    "da": "og at det som en er af for på med til den har ikke om et men han hun sagde fra de",
    "fi": "ja on ei että se oli hän mutta myös kun ovat joka sanoi mukaan ole tai niin vain olisi jo",
}
_LOOKUP: dict[str, list[str]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _LOOKUP.setdefault(_word, []).append(_language)

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
)
_NOT_LATIN = re.compile("[" + "".join(script.pattern[1:-1] for _, script in _SCRIPTS) + "]")
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> str | None:
    """Return a language code for `text`, or None when there is too little to go by."""
    sample = text[:4_000]
    if _NOT_LATIN.search(sample):
        letters = sum(map(str.isalpha, sample))
        for language, script in _SCRIPTS:
            if letters and len(script.findall(sample)) * 4 > letters:
                return language
    votes = dict.fromkeys(_SMALL_WORDS, 0)
    for word, count in Counter(_WORD.findall(sample.lower())).items():
        for language in _LOOKUP.get(word, ()):
            votes[language] += count
    best, second = sorted(votes, key=votes.__getitem__, reverse=True)[:2]
    return best if votes[best] >= 3 and votes[best] > votes[second] else None
