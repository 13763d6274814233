"""Small words of German, French and Spanish, by language; English has its own, finer tables."""

from __future__ import annotations

from claimkit.attribution.tables import words

THAT = {
    "en": frozenset({"that"}),
    "de": frozenset({"dass", "daß", "ob"}),
    "fr": frozenset({"que", "qu"}),
    "es": frozenset({"que"}),
}
AND = words("and but und aber et mais y pero")
# Forms of "to add": their subject is whoever has just spoken.
ADDING = words("add fügt fügte ergänzt ergänzte ajoute ajouté añade añadió agrega agregó")
AUXILIARIES = {
    "de": words("hat haben hatte hatten habe wird werden würde ist war sei"),
    "fr": words("a ont avait avaient est sont aurait"),
    "es": words("ha han había habían"),
}
ADVERBS = {
    "de": words("auch zudem gestern heute außerdem weiter dann am später bereits sich dazu"),
    "fr": words("aussi également encore ensuite hier"),
    "es": words("también además ayer luego"),
}
DETERMINERS = {
    "de": words("""
    der die das ein eine einen einem einer des dem den sein seine seiner ihr ihre ihrer dieser diese
    viele einige mehrere alle beide
    """),
    "fr": words("le la les l un une des son sa ses leur leurs ce cette ces plusieurs certains"),
    "es": words("el la los las un una unos unas su sus este esta varios algunos"),
}
PRONOUNS = {
    "de": words("er sie es man wir ich"),
    "fr": words("il elle ils elles on nous je t-il t-elle"),
    "es": words("él ella ellos ellas nosotros yo"),
}
STOPS = {
    "de": words("""
    und aber oder dass daß ob wenn weil als nachdem obwohl während in im am auf bei mit zu zum zur nach
    vor gegenüber über wie da denn heute gestern um an aus für
    """),
    "fr": words("et mais ou que qu si quand lorsque comme dans en à au aux sur lors devant après avant pour"),
    "es": words("y pero o que si cuando como en a al sobre durante ante tras después antes para"),
}
# Finite verbs that open or close a clause in other languages, and those that mark a reported one.
FINITE = {
    "de": words("""
    soll sollen sollte sollten kann können konnte konnten muss müssen musste mussten will wollen wollte
    wollten wurde wurden waren gibt gab geht ging kommt kam steht stand hält hielt liegt lag
    """),
    "fr": words("""
    sera seront serait seraient était étaient fut furent peut peuvent pourrait doit doivent devrait va
    vont irait aura auront auraient fera ferait faut reste restera
    """),
    "es": words("""
    será serán sería serían era eran fue fueron está están estaba estará puede pueden podría debe deben
    va van hay había tiene tienen tendrá
    """),
}
REPORTED_MOOD = {
    "de": words("""
    sei seien habe hätte hätten werde würde würden könne könnte könnten müsse müssten solle sollten
    wolle gebe gäbe gehe komme stehe wisse wäre wären dürfe dürften bleibe liege halte sehe brauche
    lasse gehöre bestehe handele handle nehme mache führe finde trage
    """),
}
# Words of "according to" that stand behind their noun.
POSTPOSED = frozenset({"zufolge"})
# Words that may go on inside a noun phrase after its noun.
NOUN_LINKS = {
    "de": words("von vom der des den dem die das und für"),
    "fr": words("de du des d la le les l et pour"),
    "es": words("de del la el los las y para"),
}
# Words at the start of a clause that put the subject behind the verb ("Am Montag sagte die Ministerin").
INVERTING = {
    "de": words("""
    am im in bei beim nach vor zu zum zur auf an aus mit seit gegenüber während gestern heute zudem
    dabei auch außerdem dazu dann danach daraufhin später zuvor weiter weiterhin offiziell allerdings
    jedoch zugleich gleichzeitig schließlich inzwischen bereits vorerst ferner ebenso dagegen hingegen
    anschließend damals wie
    """),
}
