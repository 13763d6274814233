"""Small words around speech that opens with a dash, by language: what may stand beside a reporting verb."""

from __future__ import annotations

import re


def _table(rows: dict[str, str]) -> dict[str, frozenset[str]]:
    table = {language: frozenset(words.split()) for language, words in rows.items()}
    return {**table, "nb": table["no"], "nn": table["no"]} if "no" in table else table


# Languages whose newspapers set speech after a dash; elsewhere a dash at the start is nearly always a list.
USUAL = frozenset("fr es it pt pl ru fi sv no nb nn da".split())
RARE = frozenset("en de nl".split())
# A second dash fences the narration off, so all up to the next dash is narration.
FENCED = frozenset("es it pt pl ru".split())
# Verbs stand without a subject ("– powiedział."); in the others who speaks is always named beside the verb.
SUBJECTLESS = frozenset("es it pt pl ru".split())
# Speech that goes on after a whole sentence of attribution takes a new dash ("– Ja, sa han. – Nå går vi.").
NEW_DASH = frozenset("no nb nn da".split())
# The subject may stand before the verb (", Virtanen sanoo."), with the verb at the end.
SUBJECT_FIRST = {"fi": frozenset("hän he".split()), "en": frozenset("he she they the a one".split())}

# What may stand between the comma or dash and the verb: auxiliaries, clitics ("a-t-il ajouté", "le dijo").
LEADS = _table(
    {
        "fr": "a ont avait avaient est sont s l m lui leur nous t il elle on ils elles encore aussi également",
        "es": "ha han había le les nos me se lo así también",
        "it": "ha hanno aveva avevano ci gli le mi così poi",
        "pt": "lhe nos me também",
        "pl": "tak jak się nam mi im też",
        "ru": "так как же нам мне тихо",
        "sv": "har hade också",
        "no": "har hadde også",
        "da": "har havde også",
        "fi": "on oli myös",
        "de": "hat hatte auch",
    }
)
# Participles report only behind their auxiliary ("ha detto"); alone they belong to a noun ("un texte publié").
PARTICIPLE = {
    language: re.compile(ends) for language, ends in {"fr": r".*[éu]", "es": r".*(?:do|cho)", "it": r".*to"}.items()
}
# Verbs that report only right beside speech, too common elsewhere to be cues.
BESIDE_SPEECH = {
    language: frozenset(row.split())
    for language, row in {
        "fr": "lance lança lâche souffle soupire soupira glisse sourit amuse inquiète réjouit",
        "de": "ruft rief flüstert flüsterte",
        "en": "cries cried shouts shouted",
    }.items()
}
# How a subject behind the verb begins when not with a capital, in languages that have articles or seldom
# set an attribution after a comma; in the others any noun may follow ("säger polisen").
SUBJECT_OPENS = {
    language: frozenset(row.split())
    for language, row in {
        "fr": "le la l les un une son sa ses ce cette notre il elle on ils elles monsieur madame",
        "es": "el la los las un una su él ella ellos ellas",
        "it": "il lo la l i gli le un una lui lei loro",
        "pt": "o a os as um uma ele ela eles elas",
        "pl": "on ona oni pan pani",
        "ru": "он она они",
        "de": "der die ein eine er sie sein ihr",
        "en": "the a an one he she they his her their",
        "nl": "de het een hij zij ze",
    }.items()
}
# French puts the pronoun between auxiliary and verb ("a-t-il dit"), never first.
PRONOUN_BEFORE = frozenset("il elle on ils elles".split())
# Behind a verb between dashes these still speak themselves, or report what others said.
NEVER_BESIDE = frozenset("ja my ty wy że yo nosotros tú que io noi tu voi che я мы ты вы что eu nós".split())
# Forms that are another word too, so that a name has to follow.
AMBIGUOUS = frozenset("lisää mukaan lyder".split())
# Words behind a verb that are no subject: a preposition, "that", or a first person who speaks on.
NO_SUBJECT = _table(
    {
        "fr": "je j nous vous tu que qu si pour en dans à au aux sur d de par avec et mais ou où quand comme pas plus",
        "es": "yo nosotros tú que si en a al de del con por para y pero no sí lo",
        "it": "io noi tu voi che se in a al di del con per e ma no sì lo",
        "pt": "eu nós você que se em ao de do da com por para e mas não sim",
        "pl": "ja my ty wy że czy w we z do na o i ale nie",
        "ru": "я мы ты вы что если в на о об с со и но не",
        "sv": "jag vi du ni att om i på till från med av för och men inte ja nej det så som",
        "no": "jeg eg vi du dere at om i på til fra med av for og men ikke ja nei det så som seg",
        "da": "jeg vi du at om i på til fra med af for og men ikke ja nej så som sig",
        "fi": "minä me sinä te että jos kun koska ja mutta vaan ei en emme niin se ne kuten joka mitä siitä",
        "de": "ich wir du ihr dass daß ob in im zu zum zur von mit für und aber nicht ja nein es das",
        "en": "i we you that if to in of for and but not it yes no",
        "nl": "ik wij we jij dat of in te van met voor en maar niet ja nee het",
    }
)
# Words after the comma that closes an attribution which show that the speech goes on ("säger Anna, men ...");
# anything else is taken for an apposition of the speaker ("säger Anna Berg, ordförande ...").
GOING_ON = _table(
    {
        "fr": """mais et ou donc car que qu si parce puisque je j nous on vous tu c ce il ils est sont n ne pas
            plus jamais même alors non oui ça cela tout""",
        "es": "pero y que porque no sí yo nosotros es son está",
        "it": "ma e che perché non sì io noi è sono",
        "pt": "mas e que porque não sim eu nós é são",
        "pl": "ale i bo że nie to my ja jest",
        "ru": "но и а что потому не это мы я",
        "sv": """men och utan för så att eller jag vi du ni det den de är var har hade ska skulle kan kunde vill
            ville måste får blir inte då nu kanske aldrig alltid""",
        "no": """men og for så at eller jeg eg vi du dere det den de er var har hadde skal skulle kan kunne vil
            ville må får blir ikke da nå kanskje aldri alltid""",
        "da": """men og for så at eller jeg vi du det den de er var har havde skal skulle kan kunne vil ville må
            får bliver ikke da nu måske aldrig altid""",
        "fi": """mutta ja vaan sillä että eli tai koska jos niin minä me sinä te se ne on oli ovat olisi voi
            pitää täytyy ei en emme et eivät""",
        "de": "aber und oder sondern denn dass ich wir du ihr ist sind war hat habe haben will muss kann soll nicht es",
        "en": "but and or so because that if i we you it is are was will can must not",
        "nl": "maar en of want dat ik wij we jij je is zijn was heeft kan moet wil niet",
    }
)
AND = frozenset("et y e i и och og ja und and en".split())
# First and second person, where lists are as likely as speech: no list of facts says "I" or "you".
PERSONAL = _table(
    {
        "en": "i we you me us my our your",
        "de": "ich wir du ihr mich mir uns mein meine unser unsere dein deine",
        "nl": "ik wij we jij je jullie mij ons mijn onze",
    }
)
