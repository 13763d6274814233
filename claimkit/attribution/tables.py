"""Word tables: what small words, verbs and nouns tell about who speaks.

Everything here is data. Verbs are grouped by frame, that is by what may follow them when they report:
a clause (said he would go), only a clause with its joining word (found that), an object (criticised the
plan), an infinitive (vowed to go), or an addressee first (told reporters that).
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a table."""
    return frozenset(text.split())


CLAUSE = words("""
    say state add announce note claim argue believe think allege assert insist suggest acknowledge admit
    explain conclude contend maintain reiterate predict warn complain declare deny doubt estimate fear
    imply indicate remark report reveal stress emphasize emphasise recall respond reply testify vow
    promise confirm disclose concede confess lament worry hope wish observe tweet write affirm reaffirm
    caution counter clarify quip joke hint wager reckon guess expect signal swear stipulate grouse
    bemoan suspect opine
    """)
THAT_ONLY = words("""
    find know read answer agree point understand realize realise learn feel hear see show demonstrate
    assume decide determine recommend propose accept assure wonder mean demand request urge ask protest
    comment muse proclaim pledge underline advise repeat specify recognize recognise consider plead cry
    declare murmur boast brag joke speculate theorize theorise mention rule hold
    """)
OBJECT = words("""
    criticize criticise praise condemn blame denounce describe call blast slam defend reject deny
    dismiss oppose support endorse welcome question dispute accuse label dub portray decry mock ridicule
    deride urge demand acknowledge announce propose recommend outline cite reference mention discuss
    predict forecast advocate lament reiterate suggest disavow repudiate tout applaud attack rebuke
    scold credit hail consider view regard favor favour doubt fear reveal disclose detail explain stress
    emphasize emphasise back threaten pledge promise confirm express voice note expect bemoan highlight
    champion embrace want resist invoke disparage lambast lambaste assail castigate chide downplay claim
    allege assess trumpet suspect request
    """)
INFINITIVE = words("""
    vow promise pledge plan want hope intend refuse agree decide decline threaten seek aim wish expect
    offer prefer propose vote swear claim ask demand fear
    """)
ADDRESSED = words("""
    tell inform remind assure warn advise notify ask urge instruct persuade convince caution implore beg
    """)
# Verbs that go with words in quotation marks only.
QUOTED_ONLY = words("""
    begin continue put post exclaim shout whisper interject retort scoff grumble marvel start finish go
    speak grouse chant coach recount elaborate opine intone sum conclude yell demur deadpan object
    reason order thunder caption title entitle
    """)
# Verbs with a particle; what follows it is what is meant: "called for a vote", "pointed to the report".
PHRASAL = {
    "call": "for",
    "point": "to",
    "joke": "about of",
    "complain": "about of",
    "warn": "of about against",
    "talk": "about of",
    "refer": "to",
    "comment": "on",
    "worry": "about",
    "write": "about of",
    "vote": "for against",
    "disagree": "on with about",
    "agree": "on with",
    "think": "of about",
    "push": "for",
    "object": "to",
    "insist": "on",
    "rail": "against",
    "speak": "of about against",
    "hint": "at",
    "allude": "to",
    "boast": "of about",
    "learn": "of",
    "argue": "for against about",
    "hope": "for",
    "campaign": "for against",
    "dream": "of",
    "apologise": "for",
    "apologize": "for",
    "focus": "on",
    "plead": "for",
    "ask": "for about",
    "wonder": "about",
    "testify": "about",
    "tweet": "about",
    "protest": "against",
    "decide": "on against",
    "approve": "of",
    "disapprove": "of",
    "dissent": "from",
    "lash": "out",
    "speculate": "about on",
    "care": "about",
    "look": "forward",
}
# Forms that are nouns at least as often as verbs.
NOUNY = words("""
    state states note notes claim claims fear fears hope hopes wish wishes report reports signal signals
    promise promises doubt doubts estimate estimates comment comments demand demands request requests
    pledge pledges answer answers reply replies remark remarks point points object objects order orders
    question questions dispute disputes plan plans view views label labels attack attacks support
    supports favor favors favour favours credit credits reference references forecast forecasts hint
    hints quip quips joke jokes tweet tweets repeat repeats post posts blame praise vow vows threat aim
    aims try vote votes offer offers call calls protest protests rule rules reason reasons show shows
    caution cautions appeal appeals feel read reads detail details mention mentions voice voices guess
    swear back backs approach stress hail tout start starts finish put sum sums title titles caption
    captions need needs press mean means cry cries find finds welcome express conclude counter counters
    regard regards cite scoff worry worries wager boast boasts whisper marvel talk talks push campaign
    campaigns dream dreams focus care cares look looks side sides mock champion champions highlight
    highlights advocate advocates slam slams blast blasts dub list lists
    """)
ADJECTIVE_ENDS = ("ed", "ous", "ive", "ic", "ful", "able", "ing", "less", "ible")
IRREGULAR = {
    "say": "say says said saying",
    "tell": "tell tells told telling",
    "write": "write writes wrote written writing",
    "think": "think thinks thought thinking",
    "know": "know knows knew known knowing",
    "find": "find finds found finding",
    "feel": "feel feels felt feeling",
    "hear": "hear hears heard hearing",
    "see": "see sees saw seen seeing",
    "show": "show shows showed shown showing",
    "mean": "mean means meant meaning",
    "read": "read reads reading",
    "understand": "understand understands understood understanding",
    "swear": "swear swears swore sworn swearing",
    "speak": "speak speaks spoke spoken speaking",
    "begin": "begin begins began begun beginning",
    "put": "put puts putting",
    "go": "went",
    "forecast": "forecast forecasts forecasting",
    "beg": "beg begs begged begging",
    "sum": "sum sums summed summing",
    "plan": "plan plans planned planning",
    "admit": "admit admits admitted admitting",
    "quip": "quip quips quipped quipping",
    "brag": "brag brags bragged bragging",
    "slam": "slam slams slammed slamming",
    "demur": "demur demurs demurred demurring",
    "dub": "dub dubs dubbed dubbing",
    "hold": "holds held holding",
    "seek": "seek seeks sought seeking",
    "prefer": "prefer prefers preferred preferring",
    "label": "label labels labeled labelled labeling labelling",
    "learn": "learn learns learned learnt learning",
    "cry": "cry cries cried crying",
}

# Words for a feeling or a stance after a form of "be": "are divided on whether", "is confident that".
STANCES = words("""
    divided split confident convinced sure certain worried concerned afraid hopeful optimistic
    pessimistic sceptical skeptical doubtful adamant unsure uncertain undecided aware alarmed
    disappointed glad pleased proud grateful wary opposed determined fearful critical dismissive
    surprised unhappy unanimous committed eager keen reluctant unwilling willing ready angry frustrated
    outraged upset
    """)
STANCE_LINKS = words("that on over about whether of to if how with by")

BE = words("be is are was were been being am 's 're ’s ’re isn't aren't wasn't weren't")
HAVE = words("have has had having hasn't haven't hadn't 've ’ve")
MODALS = words("""
    will would can could may might must shall should do does did won't wouldn't can't cannot couldn't
    don't doesn't didn't shouldn't doesn’t don’t didn’t won’t wouldn’t 'll ’ll 'd ’d
    """)
NOT_VERBS = words("not never n't also")
ADVERBS = words("""
    also later then now again once still just recently earlier already even often always sometimes ever
    soon since too instead further furthermore merely only simply meanwhile today yesterday tonight
    tomorrow reportedly thereby long more previously
    """)
NOT_ADVERBS = words("family ally italy july assembly reply supply monopoly only fly rally bully early")
TIMES = words("""
    monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december today yesterday tonight tomorrow week month year morning
    afternoon evening night
    """)

DETERMINERS = words("""
    the a an this that these those his her its their my our your some many most several few all both any
    each every another other no two three four five six seven eight nine ten one half
    """)
POSSESSIVES = words("his her its their my our your")
SUBJECT_PRONOUNS = words("""
    he she they it we i you who some many others most several both few all everyone everybody nobody
    someone somebody none neither one
    """)
PERSONAL = words("he she they it we i you")
NEVER_SOURCE = words("""
    what there which that this these those here where when why how it's it as than if whether something
    anything nothing everything
    """)
PLURAL_SUBJECTS = words("they we i you who some many others most several both few all people police")
PREPOSITIONS = words("""
    in on at by for from with without within of to into onto over under about against between among amid
    during before after since until till through throughout across around near behind beyond despite
    like unlike upon via toward towards per following given besides along beside
    """)
OPENERS = words("""
    if when while because although though as after before since unless until once whereas where despite
    amid in on at during for with without by under over from to even among following given like unlike
    instead besides of about asked speaking writing citing noting referring responding reacting beyond
    between throughout through within earlier later last this next meanwhile yet still however but and
    so or then now nor just recently separately additionally moreover furthermore also indeed thus
    therefore finally similarly nonetheless nevertheless today yesterday
    """)
JOINERS = words("""
    and but or nor yet so that if when while because although though as after before since unless until
    whereas where whether than how why what
    """)
LINKS_AT_START = words("but and so or yet however meanwhile still nor indeed")

# Common verbs that report nothing; they end the search for a noun phrase.
PLAIN_VERBS = words("""
    took takes take made makes make went goes came comes come got gets get gave gives give became
    becomes become ran runs run held holds won wins lost loses led leads left leaves met meets kept
    keeps sent sends brought brings built builds bought sold fell falls rose rises grew grows drew draws
    drove drives broke breaks began begins cut cuts hit hits let lets set sets spent spends stood stands
    struck sat sits remain remains appear appears seem seems help helps work works need needs want wants
    include includes including require requires provide provides continue continues allow allows lies
    lay hopes paid pays fought sought taught caught chose shot won't
    sank sang sprang swam flew froze lent rode shook shrank slept slid stole swept swung threw woke wore bore
    bit blew crept dealt fled forgave forgot hid overcame strode tore undertook upheld withdrew withstood
    """)

# Where something was said: never part of the statement.
SETTING_NOUNS = words("""
    statement interview speech email e-mail letter tweet post column report memo release conference
    briefing interviews address debate rally hearing call message podcast editorial op-ed essay article
    blog filing testimony memoir book appearance conversation press note study event video program
    programme show facebook twitter radio television tv instagram air tuesday's meeting seminar forum
    ceremony court lawsuit ruling broadcast
    """)
ADJUNCT_STARTS = words("in on at during after before to through via by from when as while for with last this")
# A clause that one of these opens ends at its comma (`When she said no, they left`).
SUBORDINATORS = words("when after as while although though if since because before until once")
# What may stand before "to" and a reporting verb: "was quick to add", "went on to say".
LEADS_TO_SPEECH = words("quick went goes continued continues hastened hastens careful eager rushed")
# Labels before a colon that name a sort of text and no source.
TEXT_LABELS = words("""
    analysis opinion breaking exclusive live video update updated watch review explainer interview
    editorial photos fact-check factbox profile correction note news guide column comment podcast recap
    preview read more
    """)
