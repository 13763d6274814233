"""Words that report speech, by language: for joining split quotations and for the `rules` model.

Forms are listed as news prose uses them (third person and past, plus participles); a form list is
exact where a stemmer would take "statement" for "state". English verbs are given as base forms and
inflected here, because their inflection is regular enough to spell out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

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
    "fr": """dit disait disent dirent déclare déclarent déclarait déclaré déclara affirme affirment affirmait affirmé
        affirma explique expliquent expliquait expliqué expliqua précise précisent précisé ajoute ajoutent
        ajouté ajouta annonce annoncé estime estiment estimait estimé indique indiquent indiqué assure
        assurent assuré assura souligne soulignent souligné rappelle rappellent rappelé confie confié confia
        écrit répond répondent répondu répondit raconte racontent raconté raconta regrette regretté dénonce
        dénoncé reconnaît reconnu insiste insisté conclut poursuit poursuivi rétorque rétorqué témoigne
        témoignent témoigné avoue avoué admet déplore déploré martèle martelé prévient prévenu demanda
        demandé exclame exclamé écrie écrié demande murmure murmura crie cria observe plaide interroge
        questionne reprend résume""",
    "es": """dice dicen dijo dijeron decía dicho afirma afirman afirmó afirmaron declara declaró declararon explica
        explican explicó explicaron explicaba asegura aseguran aseguró aseguraron señala señalan señaló
        señalaron indica indican indicó indicaron añade añaden añadió agrega agregó anuncia anunció
        anunciaron advierte advirtió sostiene sostuvo responde responden respondió escribe escribió subraya
        subrayó cuenta contó cuentan comenta comentó pregunta preguntó contesta contestó insiste insistió
        reconoce reconoció admite admitió recuerda recordó lamenta lamentó concluye concluyó denuncia
        denunció manifestó relata relató apunta apuntó exclama exclamó grita gritó susurra susurró propone
        propuso pide pidió""",
    "it": """dice dicono disse dissero detto ha afferma affermano affermato affermò dichiara dichiarano dichiarato
        dichiarò spiega spiegano spiegato spiegò aggiunge aggiungono aggiunto aggiunse sottolinea
        sottolineato annuncia annunciato annunciò sostiene sostengono sostenuto scrive scrissero scritto
        scrisse risponde rispondono risposto rispose ricorda ricordato racconta raccontano raccontato
        raccontò chiede chiesto chiese commenta commentato commentò osserva osservato osservò ammette
        ammesso ammise precisa precisato precisò conclude concluso assicura assicurato assicurò riferisce
        riferito replica replicato replicò ribadisce ribadito esclama esclamò grida gridò sussurra sussurrò
        domanda domandò""",
    "pt": """diz dizem disse disseram dizia dito afirma afirmam afirmou afirmaram declara declarou declararam explica
        explicam explicou explicaram acrescenta acrescentou garante garantiu sublinha sublinhou anuncia
        anunciou responde respondeu escreve escreveu conta contou pergunta perguntou lembra lembrou admite
        admitiu lamenta lamentou destaca destacou salienta salientou conclui concluiu comenta comentou
        exclama exclamou pede pediu grita gritou""",
    "nl": """zegt zei zeiden gezegd verklaart verklaarde meldt meldde schrijft schreef vertelt vertelde stelt stelde""",
    "pl": """mówi mówią mówił mówiła powiedział powiedziała powiedzieli powiedziały twierdzi twierdzą twierdził
        twierdziła stwierdza stwierdził stwierdziła dodaje dodają dodał dodała dodali oświadczył oświadczyła
        podkreśla podkreślają podkreślił podkreśliła podkreślał podkreślała zaznacza zaznaczył zaznaczyła
        ocenia oceniają ocenił oceniła napisał napisała pisze tłumaczy tłumaczą tłumaczył tłumaczyła
        wyjaśnia wyjaśniają wyjaśnił wyjaśniła wyjaśniał wyjaśniała przyznaje przyznają przyznał przyznała
        komentuje komentował komentowała skomentował skomentowała zapewnia zapewniają zapewnił zapewniła
        informuje informują poinformował poinformowała opowiada opowiadają opowiadał opowiadała relacjonuje
        wspomina wspominał wspominała zauważa zauważył zauważyła uważa uważają przekonuje przekonują
        przekonywał przekonywała pyta pytał pytała zapytał zapytała odpowiada odpowiedział odpowiedziała
        odparł odparła apeluje ostrzega ostrzegł ostrzegła ogłosił ogłosiła zapowiada zapowiedział
        zapowiedziała przypomina przypomniał przypomniała podsumował podsumowała żali woła zawołał zawołała
        krzyknął krzyknęła szepnął szepnęła śmieje śmiał śmiała żartuje żartował żartowała dziwi irytuje
        zastanawia cieszy ubolewa dopytuje dopytywał dopytywała wylicza zachęca sugeruje proponuje
        zaproponował zaproponowała rzekł rzekła narzeka martwi""",
    "sv": """säger sade sa sagt uppger uppgav berättar berättade skriver skrev hävdar hävdade menar menade förklarar
        förklarade tillägger svarar svarade fortsätter frågar frågade undrar undrade konstaterar
        konstaterade anser påpekar påpekade betonar betonade understryker tror tycker erkänner medger minns
        varnar varnade hälsar utbrister ropar ropade skrattar funderar funderade lägger summerar ler""",
    "no": """sier sa sagt forteller fortalte fortel fortalde seier skriver skrev skriv mener meiner mente forklarer
        forklarte forklarar opplyser opplyste understreker understreket påpeker hevder hevdet svarer svarte
        svarar spør spurte fortsetter fortsatte konstaterer tror trur synes tilføyer tilføyde innrømmer
        advarer fastslår uttaler uttalte bekrefter bekreftet legger utbryter roper ropte undrer lurer ler
        påpekte""",
    "da": """siger sagde sagt fortæller fortalte skriver skrev mener mente forklarer forklarede oplyser oplyste
        understreger understregede påpeger hævder hævdede svarer svarede spørger spurgte fortsætter
        fortsatte konstaterer tror synes tilføjer tilføjede indrømmer erkender advarer fastslår udtaler
        udtalte lyder bekræfter bekræftede lægger udbryder råber råbte undrer griner""",
    "fi": """sanoo sanovat sanoi sanoivat kertoo kertovat kertoi kertoivat toteaa totesi totesivat mukaan kirjoittaa
        kirjoitti lisää lisäsi arvioi arvioivat selittää selitti vastaa vastasi kysyy kysyi muistuttaa
        muistutti korostaa korosti painottaa painotti pohtii pohti jatkaa jatkoi uskoo myöntää myönsi
        kuvailee kuvaili huomauttaa huomautti ihmettelee ihmetteli kommentoi muistelee muisteli vakuuttaa
        vakuutti huutaa huusi nauraa nauroi naurahtaa hymyilee tiivistää summaa aloittaa""",
    "ru": """сказал сказала сказали заявил заявила заявили сообщил сообщила сообщили отметил отметила отметили
        подчеркнул подчеркнула добавил добавила пояснил пояснила считает считают написал написала говорит говорят
        говорил говорила рассказал рассказала рассказали рассказывает объяснил объяснила объясняет ответил
        ответила отвечает спросил спросила спрашивает уточнил уточнила признался призналась признаёт
        признает вспоминает утверждает уверен уверена напомнил напомнила полагает подтвердил подтвердила
        пишет заметил заметила предложил предложила воскликнул воскликнула крикнул крикнула заключил
        заключила резюмировал прокомментировал прокомментировала шутит смеётся интересуется""",
}
# Both written forms of Norwegian share a list.
_SAME_LIST = {"nb": "no", "nn": "no"}
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
    language = _SAME_LIST.get(language, language)
    if language in _OTHER:
        return frozenset(_OTHER[language].split())
    forms = {form for base in _ENGLISH_REGULAR for form in inflected(base)}
    return frozenset(forms | set(_ENGLISH_IRREGULAR))


@cache
def cue_pattern(language: str) -> re.Pattern[str]:
    """Return a pattern that finds reporting verbs and "according to" in a language."""
    if language in _UNSPACED:
        return re.compile("|".join(map(re.escape, _UNSPACED[language].split())))
    verbs = _any_of(reporting_verbs(language))
    according = ACCORDING.get(language)
    return re.compile(rf"\b(?:{f'{according}|' if according else ''}{verbs})\b", re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words that shares their beginnings: many times faster than a plain list."""
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for char in word:
            branch = branch.setdefault(char, {})
        branch[""] = {}
    return _pattern_of(tree)


def _pattern_of(tree: dict[str, Any]) -> str:
    options = [re.escape(char) + _pattern_of(branch) for char, branch in sorted(tree.items()) if char]
    if not options:
        return ""
    whole = options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
    if "" not in tree:
        return whole
    return f"(?:{whole})?" if len(options) == 1 else f"{whole}?"
