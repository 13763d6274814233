"""What the forms of a word have in common: "sold" and "sell", "reopened" and "reopens".

Rough on purpose: it is only asked whether a claim and its own evidence mean the same word.
"""

from __future__ import annotations

MIN_CONTENT = 4  # letters of a word that says something
# Irregular English verbs of the news: the base, then its other forms.
_IRREGULAR = """
become became;begin began begun;bring brought;build built;buy bought;choose chose chosen;come came;cost;
deal dealt;draw drew drawn;drink drank;drive drove driven;fall fell fallen;feel felt;fight fought;find found;
flee fled;fly flew flown;forbid forbade forbidden;forget forgot forgotten;freeze froze frozen;get got gotten;
give gave given;go went gone goes;grow grew grown;hear heard;hide hid hidden;hold held;keep kept;know knew known;
lead led;
leave left;lend lent;lose lost;make made;mean meant;meet met;overcome overcame;pay paid;ride rode;
rise rose risen;run ran;see saw seen;seek sought;sell sold;send sent;shake shook shaken;shoot shot;show shown;
shrink shrank shrunk;shut;sing sang;sink sank sunk;sit sat;sleep slept;speak spoke spoken;spend spent;spread;
stand stood;steal stole stolen;stick stuck;strike struck;swear swore sworn;sweep swept;take took taken;teach taught;
tear tore torn;tell told;think thought;throw threw thrown;undergo underwent;understand understood;wear wore worn;
win won;withdraw withdrew withdrawn;write wrote written;break broke broken;arise arose arisen;bear bore borne;
catch caught;feed fed;hang hung;lay laid;lie lain;light lit;mislead misled;overturn;prove proven;say said;
"""
_BASE = {form: line.split()[0] for line in _IRREGULAR.split(";") if line.split() for form in line.split()}
_SHORT_FORMS = frozenset(form for form in _BASE if len(form) < MIN_CONTENT)
_ENDINGS = ("ied", "ies", "ing", "ed", "es", "s", "en", "e", "y", "d")


def stem(word: str) -> str:
    """Return what the forms of a word in lower case have in common."""
    word = _BASE.get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= MIN_CONTENT - 1:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > MIN_CONTENT and word[-1] == word[-2] else word


def is_long_enough(word: str) -> bool:
    """Say whether a word in lower case can carry meaning by its length: four letters, a short verb, a number."""
    return len(word) >= MIN_CONTENT or word in _SHORT_FORMS or word[:1].isdigit()
