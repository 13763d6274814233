"""Words that report speech, by language: for joining split quotations and for the `rules` model.

Forms are listed as news prose uses them (third person and past, plus participles); a form list is
exact where a stemmer would take "statement" for "state". English verbs are given as base forms and
inflected here, because their inflection is regular enough to spell out.
"""

from __future__ import annotations

import re
from functools import cache

# Verbs whose object or that-clause is what somebody said or wrote.
_ENGLISH_REGULAR = """
accept accuse acknowledge add address admit advise affirm agree allege announce answer argue assert assure
caution claim clarify comment complain concede conclude confess confirm contend counter
declare decline demand deny describe disclose dispute doubt emphasise emphasize
estimate exclaim explain express grumble hint imply indicate inform insist instruct interject joke
lament maintain marvel mention muse note object observe order pledge point predict proclaim promise
protest question reaffirm reason recall reckon recommend recount reiterate remark remind repeat reply report request
respond retort reveal scoff signal stress suggest testify threaten underline urge vow
wager warn whisper wonder
""".split()
_ENGLISH_IRREGULAR = """
say says said saying tell tells told telling write writes wrote written writing think thinks thought
believe believes believed believing read reads speak speaks spoke speaking tweet tweets tweeted tweeting
quip quips quipped quipping swear swears swore sworn state states stated stating
put puts post posts posted posting begin begins began continue continues continued continuing
ask asks asked asking call calls called calling expect expects expected fear fears feared
hope hopes hoped know knows knew plead pleads pleaded
find finds found foresee foresees foresaw forecast forecasts blame blames blamed blaming
praise praises praised criticise criticised criticize criticized condemn condemns condemned condemning
""".split()

_OTHER = {
    "de": """sagt sagte sagten gesagt erklärt erklärte erklärten betont betonte betonten meint meinte meinten
        teilt teilte teilten mit berichtet berichtete berichteten kündigt kündigte kündigten fordert
        forderte forderten warnt warnte warnten kritisiert kritisierte kritisierten schreibt schrieb
        schrieben bestätigt bestätigte bestätigten behauptet behauptete behaupteten fügt fügte hinzu
        antwortet antwortete ergänzt ergänzte bezeichnet bezeichnete bezeichneten nennt nannte nannten
        versichert versicherte versicherten fragt fragte hieß verlautete zitiert mitteilte mitteilten
        mitgeteilt bekundet bekundete verlangt verlangte verlangten äußerte äußerten riet rieten
        prognostiziert prognostizierte glaubt glaubte hofft hoffte vermutet vermutete vermuteten
        befürchtet befürchtete befürchteten räumt räumte gab gaben unterstreicht unterstrich beteuert
        beteuerte bestreitet bestritt bestritten dementiert dementierte dementierten urteilt urteilte
        begründet begründete""",
    "fr": """dit disait disent déclare déclarait déclaré affirme affirmait affirmé explique expliquait expliqué précise
        précisé ajoute ajouté annonce annoncé estime estimait estimé indique indiqué assure assuré souligne souligné
        rappelle rappelé confie confié écrit répond répondu raconte raconté regrette regretté dénonce dénoncé""",
    "es": """dice dijo dijeron dicho afirma afirmó afirmaron declara declaró declararon explica explicó explicaron
        asegura aseguró aseguraron señala señaló señalaron indica indicó añade añadió agrega agregó anuncia anunció
        anunciaron advierte advirtió sostiene sostuvo responde respondió escribe escribió subraya subrayó""",
    "it": """dice disse detto ha afferma affermato dichiara dichiarato spiega spiegato aggiunge aggiunto sottolinea
        sottolineato annuncia annunciato sostiene sostenuto scrive scritto risponde risposto ricorda ricordato""",
    "nl": """zegt zei zeiden gezegd verklaart verklaarde meldt meldde schrijft schreef vertelt vertelde stelt stelde""",
    "pl": """mówi powiedział powiedziała powiedzieli twierdzi stwierdził stwierdziła dodał dodała oświadczył
        oświadczyła podkreślił podkreśliła zaznaczył zaznaczyła ocenił oceniła napisał napisała""",
    "sv": """säger sade sa sagt uppger uppgav berättar berättade skriver skrev hävdar hävdade menar menade""",
    "fi": """sanoo sanoi sanoivat kertoo kertoi kertoivat toteaa totesi mukaan kirjoittaa kirjoitti lisää lisäsi""",
    "ru": """сказал сказала сказали заявил заявила заявили сообщил сообщила сообщили отметил отметила подчеркнул
        подчеркнула добавил добавила пояснил пояснила считает написал написала говорит""",
}
# Scripts that do not part words with spaces are searched for these as they stand.
_UNSPACED = {"zh": "说 表示 称 指出 强调 认为 告诉 宣布", "ja": "述べた 語った 話した 説明した 発表した 指摘した と話"}

ACCORDING = {
    "en": r"according to|in the words of|in the view of|as told by",
    "de": r"laut|nach Angaben (?:von|des|der)|zufolge",
    "fr": r"selon|d['’]après",
    "es": r"según",
    "it": r"secondo",
}


def inflected(base: str) -> set[str]:
    """Return the forms of a regular English verb."""
    if base.endswith("y") and base[-2] not in "aeiou":
        return {base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"}
    if base.endswith("e"):
        return {base, base + "s", base + "d", base[:-1] + "ing"}
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    doubled = base + base[-1] if base in {"admit", "refer"} else base
    return {base, third, doubled + "ed", doubled + "ing"}


@cache
def reporting_verbs(language: str) -> frozenset[str]:
    """Return the reporting verbs of a language in lower case; English when the language has no list."""
    if language in _OTHER:
        return frozenset(_OTHER[language].split())
    forms = {form for base in _ENGLISH_REGULAR for form in inflected(base)}
    return frozenset(forms | set(_ENGLISH_IRREGULAR))


@cache
def cue_pattern(language: str) -> re.Pattern[str]:
    """Return a pattern that finds reporting verbs and "according to" in a language."""
    if language in _UNSPACED:
        return re.compile("|".join(map(re.escape, _UNSPACED[language].split())))
    verbs = "|".join(sorted(map(re.escape, reporting_verbs(language)), key=len, reverse=True))
    according = ACCORDING.get(language)
    return re.compile(rf"\b(?:{f'{according}|' if according else ''}{verbs})\b", re.IGNORECASE)
