"""Word tables for actors: titles, roles, bodies, places and given names.

All words are in lower case. German, French and Spanish words stand beside the English ones, because no
word means one sort of actor in one of these languages and another sort in the next.
"""

from __future__ import annotations

from claimkit.attribution.tables import words

TITLES = words("""
    mr mrs ms miss dr sir lady lord prof sen rep gov gen col lt capt sgt adm rev hon mx judge justice
    sheriff herr frau dr. m mme mlle monsieur madame sr sra señor señora don doña
    """)
MALE_TITLES = words("mr sir lord herr monsieur m sr señor don king prince father")
FEMALE_TITLES = words("mrs ms miss lady frau mme mlle madame sra señora doña queen princess sister")

# Nouns for what a person does; a name that follows one is a person.
ROLES = words("""
    president minister secretary senator representative congressman congresswoman governor mayor
    chancellor premier ambassador chairman chairwoman chairperson chair chief director manager executive
    ceo cfo founder owner spokesman spokeswoman spokesperson official officer general colonel major
    captain sergeant lieutenant admiral commander professor lecturer researcher scientist analyst
    economist historian lawyer attorney prosecutor judge justice doctor nurse teacher principal farmer
    activist organizer organiser campaigner strategist consultant adviser advisor aide candidate nominee
    leader deputy head editor author writer journalist reporter columnist blogger actor actress singer
    musician producer coach player king queen prince princess pope bishop archbishop rabbi imam pastor
    priest reverend sheriff detective inspector constable superintendent envoy diplomat delegate
    councillor councilman councilwoman councilor commissioner treasurer speaker whip legislator lawmaker
    politician expert engineer architect pilot driver resident neighbour neighbor voter student graduate
    trader broker partner investor entrepreneur billionaire businessman businesswoman secretary-general
    speechwriter host anchor pollster scholar fellow associate member veteran witness victim survivor
    suspect defendant plaintiff ranger fisherman harbourmaster curator librarian keeper chef baker
    shopkeeper midwife physician surgeon epidemiologist geologist biologist vice-president co-founder
    cofounder coordinator supervisor warden clerk registrar auditor präsident präsidentin sprecher
    sprecherin kanzler kanzlerin bundeskanzler bundeskanzlerin ministerpräsident vorsitzender
    vorsitzende vorsitzenden chefin leiter leiterin bürgermeister bürgermeisterin abgeordneter
    abgeordnete professorin forscher forscherin experte expertin generalsekretär papst président
    présidente ministre porte-parole maire directeur directrice député députée sénateur chercheur
    chercheuse presidente presidenta ministro ministra portavoz alcalde alcaldesa directora diputado
    diputada senador experto
    """)
ROLE_ENDS = tuple(
    words("""
    minister ministerin präsident präsidentin sprecher sprecherin kanzler kanzlerin chef leiter sekretär
    meister meisterin vorsitzende vorsitzender person direktor
    """)
)
ROLE_MODIFIERS = words("""
    deputy vice assistant under acting former prime foreign defence defense finance interior health
    education chief senior junior associate executive managing general lead permanent special press
    communications policy campaign national security economic environment transport trade justice labour
    labor housing energy agriculture first second co- ex- retired longtime veteran interim honorary
    political legal medical research art sports opposition majority minority party home state attorney
    """)
# What follows "of" or "for" in an office: "Secretary of State", "Minister for Health".
OFFICES = words("""
    state defense defence treasury commerce education labor labour health energy justice agriculture
    transportation transport interior homeland security staff operations communications finance foreign
    affairs trade war culture sport sports housing environment science industry tourism house fisheries
    the and human services policy urban development
    """)
FEMALE_ROLES = (
    "woman",
    "actress",
    "queen",
    "princess",
    "ministerin",
    "sprecherin",
    "kanzlerin",
    "präsidentin",
)
MALE_ROLES = (
    "spokesman",
    "chairman",
    "congressman",
    "businessman",
    "councilman",
    "king",
    "prince",
    "pope",
    "priest",
)

# Heads of noun phrases that are a state body.
GOVERNMENT = words("""
    government ministry department administration parliament congress senate house cabinet court police
    army military navy force pentagon kremlin embassy authority authorities council commission treasury
    presidency legislature state city county municipality bureau prosecutor's regime troops regierung
    ministerium bundesregierung bundestag bundesrat polizei gericht staatsanwaltschaft behörde behörden
    landesregierung auswärtiges amt feuerwehr gouvernement ministère parlement préfecture parquet
    gobierno ministerio policía tribunal ayuntamiento fiscalía downing
    """)
GOVERNMENT_NAMES = frozenset(
    {"white house", "the white house", "state department", "downing street", "élysée", "weiße haus"}
)
GOVERNMENT_ENDS = ("ministerium", "gericht", "behörde", "amt", "regierung")
# Heads of noun phrases that are a company, a club, a medium.
ORGANIZATION = words("""
    company corporation corp inc ltd llc plc group firm bank university institute institution center
    centre association union federation foundation organization organisation agency committee board
    party campaign club team network newspaper magazine times post journal herald tribune gazette news
    radio television channel society league alliance coalition trust fund school college hospital church
    museum lab laboratory airline airlines industries holdings partners chamber academy office service
    services station outlet reuters charity unternehmen konzern verein verband partei gewerkschaft
    universität institut zeitung sender stiftung agentur nachrichtenagentur entreprise société parti
    syndicat université banque empresa partido sindicato universidad periódico banco organización
    """)
DOCUMENT = words("""
    report reports study studies poll polls survey surveys statement letter data figures statistics
    filing filings documents document records research law bill constitution ruling lawsuit complaint
    book article memo review analysis census results findings paper papers email emails ad ads video
    agreement treaty plan budget indictment affidavit opinion evidence bericht berichte studie studien
    umfrage umfragen erklärung gesetz dokument rapport étude sondage informe estudio encuesta
    medienberichte medienberichten angaben account accounts minutes log logbook ledger manifesto website
    """)
GROUP = words("""
    officials analysts experts critics supporters people voters residents republicans democrats
    lawmakers senators leaders economists scientists researchers lawyers prosecutors organizers
    organisers activists members families americans europeans others some many most several few both all
    aides advisers advisors employees workers students teachers doctors police protesters demonstrators
    observers witnesses sources investigators executives investors journalists reporters fans neighbors
    neighbours conservatives liberals opponents allies diplomats judges ministers candidates authorities
    parents women men fishermen farmers traders experten kritiker anwohner beobachter augenzeugen
    sprecher viele einige critiques habitants expertos críticos vecinos
    """)
# Nouns for a person whom the article does not name.
UNNAMED = words("""
    official source person insider employee aide diplomat officer spokesman spokeswoman spokesperson
    lawmaker adviser advisor witness executive man woman resident lawyer analyst expert researcher
    informant whistleblower colleague staffer operative strategist relative friend neighbour neighbor
    scientist worker sprecher sprecherin zeuge augenzeuge porte-parole portavoz fuente
    """)

PLACES = words("""
    afghanistan albania algeria argentina armenia australia austria azerbaijan bangladesh belarus
    belgium bolivia bosnia brazil britain bulgaria burma cambodia cameroon canada chad chile china
    colombia croatia cuba cyprus czechia denmark ecuador egypt england eritrea estonia ethiopia finland
    france gaza georgia germany ghana greece guatemala haiti honduras hungary iceland india indonesia
    iran iraq ireland israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan laos
    latvia lebanon libya lithuania luxembourg malaysia mali malta mexico moldova mongolia montenegro
    morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria norway oman pakistan
    palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda scotland
    senegal serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan
    tajikistan tanzania thailand tunisia turkey turkmenistan uganda ukraine uruguay uzbekistan venezuela
    vietnam wales yemen zambia zimbabwe us usa uk eu u.s. u.k. e.u. america europe washington moscow
    beijing london paris berlin brussels tokyo seoul pyongyang kyiv kiev tehran ankara rome madrid
    vienna warsaw delhi islamabad riyadh damascus jerusalem deutschland österreich schweiz frankreich
    russland italien spanien indien allemagne russie chine états-unis alemania francia rusia nato un
    u.n. korea
    """)

NAME_PARTICLES = words("de van von der den del della di da la le bin al el ibn ten ter zu dos")
# Words with a capital that may stand before a name without a role.
LABELS_BEFORE_NAMES = words(
    "american british french german russian chinese republican democratic gop likely former labour popular"
)

MALE_NAMES = words("""
    james john robert michael william david richard joseph thomas charles christopher daniel matthew
    anthony mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason
    jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel
    frank gregory raymond alexander patrick jack dennis jerry tyler aaron jose henry adam douglas nathan
    peter zachary kyle walter harold jeremy ethan carl keith roger gerald christian terry sean arthur
    austin noah lawrence jesse joe bryan billy jordan albert dylan bruce willie gabriel alan juan logan
    wayne ralph roy eugene randy vincent russell louis philip bobby johnny bradley kurt karl hans jürgen
    wolfgang klaus dieter stefan andreas martin jan uwe sven lars björn erik olaf friedrich heinrich
    otto pierre jean michel françois jacques philippe nicolas emmanuel laurent carlos luis miguel javier
    antonio pedro pablo manuel diego fernando sergio jorge mario marco luca giovanni paolo ivan vladimir
    sergei dmitri mikhail igor boris oleg ahmed mohammed muhammad ali hassan omar ibrahim ted tom tim
    mike bill bob jim dan sam ben fred greg jeff steve tony chris matt nick rob ron ed harry
    """)
FEMALE_NAMES = words("""
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret
    sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca
    sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha
    katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce
    virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline
    martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia
    grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte
    marie kayla alexis lori ursula annalena sabine petra monika claudia anja katrin heike birgit gisela
    ingrid helga brigitte hildegard claire camille sophie hélène isabelle nathalie valérie ségolène
    carmen ana lucía elena sofía marta rosa pilar isabel yolanda hillary kate jane jill lucy ellen eva
    nora greta astrid ines mira nina olga irina svetlana natalia tatiana fatima aisha leila
    """)

MALE_PRONOUNS = words("he him er il él")
FEMALE_PRONOUNS = words("she her elle ella")
PLURAL_PRONOUNS = words("they them ils elles ellos ellas")
NEUTER_PRONOUNS = words("it es")
SIE = "sie"
# Pronouns that stand for somebody in particular; the rest ("some", "others") are a group of their own.
NO_ACTOR = words("i we you who which that this these those whom man wir ich on nous je nosotros yo")
FIRST_PERSON = words("i ich je yo")
PRONOUNS = MALE_PRONOUNS | FEMALE_PRONOUNS | PLURAL_PRONOUNS | NEUTER_PRONOUNS | NO_ACTOR | {SIE}
GIVEN_NAMES = MALE_NAMES | FEMALE_NAMES
