"""Small words that change what a claim says: hedges, conditions, approximations, words that negate without "not".

One table a language; the entries are what news prose uses. A language without a table is checked by its numbers,
names and negations alone.
"""

from __future__ import annotations

from functools import cache

# Words that make a statement uncertain. With "may" for "will" the claim is another one.
_HEDGES = {
    "en": """may might could perhaps maybe possibly probably likely unlikely apparently seemingly potentially
        presumably conceivably""",
    "de": """könnte könnten dürfte dürften möglicherweise vielleicht vermutlich wahrscheinlich wohl womöglich
        mutmaßlich eventuell voraussichtlich""",
    "fr": """pourrait pourraient peutêtre probablement éventuellement vraisemblablement devrait devraient""",
    "es": """podría podrían quizá quizás probablemente posiblemente acaso seguramente""",
    "it": """potrebbe potrebbero forse probabilmente possibilmente""",
}
# Words by which the writer holds a statement at a distance; the claim may say so by its commitment alone.
_EVIDENTIAL = {
    "en": """reportedly allegedly alleged purportedly purported supposedly believed thought suspected rumoured rumored
        appears appear appeared seems seem seemed suggests suggest suggested estimated""",
    "de": """angeblich offenbar anscheinend scheinbar soll sollen scheint scheinen""",
    "fr": """apparemment semble semblent prétendument présumé""",
    "es": """supuestamente presuntamente aparentemente parece parecen presunto""",
    "it": """presumibilmente apparentemente sembra sembrano presunto""",
}
# Where the evidence says one of these, a hedge in the claim is no addition.
_UNCERTAIN = {
    "en": """fear feared fears hope hoped hopes think thinks believe believes risk risks risked possible possibility
        chance danger threat threaten threatens threatened would should can expected expect expects if unless potential
        suspect suspects doubt doubts unclear uncertain indicate indicates indicated plan plans planned""",
    "de": """fürchtet befürchtet hofft glaubt denkt meint möglich gefahr risiko droht würde würden kann wenn falls
        erwartet rechnet werde habe sei hätte wäre""",
    "fr": """craint espère pense croit possible risque serait aurait seraient auraient peut si""",
    "es": """teme espera cree piensa posible riesgo sería habría puede si""",
    "it": """teme spera crede pensa possibile rischio sarebbe avrebbe può se""",
}
_CONDITIONS = {
    "en": "if unless",
    "de": "wenn falls sofern",
    "fr": "si sauf",
    "es": "si salvo",
    "it": "se salvo",
}
# Words that deny or undo without being a negation.
_UNDOING = {
    "en": """deny denies denied denying denial refuse refuses refused refusing refusal reject rejects rejected rejecting
        fail fails failed failing failure decline declines declined declining lack lacks lacked lacking stop stops
        stopped halt halted ban banned bans block blocked blocks prevent prevents prevented avoid avoids avoided absent
        missing except unable impossible unlikely refute refutes refuted dispute disputes disputed rather instead only
        few little less least too nor cancel cancelled canceled scrap scrapped drop dropped abandon abandoned
        withhold withheld dismiss dismissed end ended""",
    "de": """bestreitet bestritt bestritten dementiert dementierte weigert weigerte lehnt lehnte ab verhindert
        verhinderte verbietet verbot verboten unmöglich statt anstatt nur wenig wenige kaum fehlt fehlte fehlen""",
    "fr": """dément démenti nie nié refuse refusé rejette rejeté empêche empêché impossible interdit manque peu seul
        seulement""",
    "es": """niega negó desmiente desmintió rechaza rechazó rehúsa impide impidió imposible prohíbe falta poco solo
        sólo""",
    "it": """nega negato smentisce smentito rifiuta rifiutato impedisce impossibile vieta manca poco solo""",
}
# Verbs of saying and thinking carry the negation of what is said: "I don't think it is safe".
_RAISING = {
    "en": "think believe say expect want suppose see know feel imagine consider",
    "de": "glaube glaubt denke denkt meine meint sagte sagt erwarte erwartet",
    "fr": "pense crois croit dit veux veut",
    "es": "creo cree pienso piensa dijo quiero quiere",
    "it": "credo crede penso pensa detto voglio vuole",
}
# Approximations before a number, by what they do to it.
_APPROXIMATE: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "about": (
            "about",
            "around",
            "roughly",
            "approximately",
            "nearly",
            "almost",
            "some",
            "circa",
            "an estimated",
            "close to",
            "just under",
            "just over",
            "or so",
        ),
        "at least": (
            "at least",
            "more than",
            "over",
            "no fewer than",
            "no less than",
            "upwards of",
            "exceeding",
            "above",
            "a minimum of",
        ),
        "at most": (
            "at most",
            "up to",
            "less than",
            "fewer than",
            "under",
            "below",
            "no more than",
            "not more than",
            "a maximum of",
            "as many as",
            "as much as",
        ),
    },
    "de": {
        "about": ("etwa", "rund", "ungefähr", "circa", "ca.", "fast", "knapp", "gut", "beinahe"),
        "at least": ("mindestens", "mehr als", "über", "wenigstens"),
        "at most": ("höchstens", "bis zu", "weniger als", "unter", "maximal"),
    },
    "fr": {
        "about": ("environ", "près de", "quelque", "à peu près", "presque", "autour de"),
        "at least": ("au moins", "plus de", "plus d'"),
        "at most": ("au plus", "jusqu'à", "moins de", "au maximum"),
    },
    "es": {
        "about": ("unos", "unas", "alrededor de", "cerca de", "aproximadamente", "casi"),
        "at least": ("al menos", "más de", "por lo menos"),
        "at most": ("hasta", "menos de", "como máximo"),
    },
    "it": {
        "about": ("circa", "quasi", "intorno a", "all'incirca"),
        "at least": ("almeno", "più di", "oltre"),
        "at most": ("fino a", "meno di", "al massimo"),
    },
}
# Numbers in letters. "one" is left out: it is mostly no number.
_NUMBER_WORDS = {
    "en": """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
        trillion dozen half quarter twice double triple""",
    "de": """zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig hundert
        tausend million millionen milliarde milliarden dutzend hälfte viertel doppelt""",
    "fr": """deux trois quatre cinq six sept huit neuf dix onze douze vingt trente quarante cinquante cent mille million
        millions milliard milliards dizaine douzaine moitié quart double""",
    "es": """dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cuarenta cincuenta cien mil
        millón millones docena mitad cuarto doble""",
    "it": """due tre quattro cinque sei sette otto nove dieci undici dodici venti trenta quaranta cinquanta cento
        mille milione milioni miliardo miliardi dozzina metà quarto doppio""",
}
# What multiplies the number before it; each line is one factor in all the ways it is written.
_FACTORS = (
    "% percent pc prozent pourcent porciento",
    "thousand tausend mille mil k tsd",
    "million millions millionen millón millones milione milioni m mn mio",
    "billion billions milliarde milliarden milliard milliards miliardo miliardi bn mrd",
    "trillion trillions billionen tn",
)
FACTOR_OF = {word: factor.split()[0] for factor in _FACTORS for word in factor.split()}


def _table(tables: dict[str, str], language: str) -> frozenset[str]:
    return frozenset(tables.get(language, "").split())


@cache
def hedges(language: str) -> frozenset[str]:
    """Return the words that make a statement uncertain."""
    return _table(_HEDGES, language)


@cache
def evidentials(language: str) -> frozenset[str]:
    """Return the words by which a writer holds a statement at a distance."""
    return _table(_EVIDENTIAL, language)


@cache
def uncertain(language: str) -> frozenset[str]:
    """Return all words of evidence that allow a hedge in the claim."""
    return _table(_UNCERTAIN, language) | hedges(language) | evidentials(language) | conditions(language)


@cache
def conditions(language: str) -> frozenset[str]:
    """Return the words that open a condition."""
    return _table(_CONDITIONS, language)


@cache
def undoing(language: str) -> frozenset[str]:
    """Return the words that deny or undo without being a negation."""
    return _table(_UNDOING, language)


@cache
def raising(language: str) -> frozenset[str]:
    """Return the verbs that carry the negation of what is said or thought."""
    return _table(_RAISING, language)


@cache
def number_words(language: str) -> frozenset[str]:
    """Return the numbers in letters."""
    return _table(_NUMBER_WORDS, language)


def approximations(language: str) -> dict[str, tuple[str, ...]]:
    """Return the words before a number, by what they do to it: about, at least, at most."""
    return _APPROXIMATE.get(language, {})
