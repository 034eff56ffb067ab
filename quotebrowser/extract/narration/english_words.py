"""Word lists of English that the extraction looks at, each with the class it gives a token.

One rule guards it: the lists are the project's own and hold common words, never names taken from a corpus.
"""

from enum import IntEnum
from typing import Final

from quotebrowser.extract.narration.cues import STRONG, WEAK, forms
from quotebrowser.text.words import word_list


class Token(IntEnum):
    """What kind of token a word or sign of the narration is."""

    WORD = 0
    SAID = 1
    """Finite form of a strong verb of saying."""
    REPORTS = 2
    """Finite form of a weak one."""
    SAYING = 3
    """Its -ing form."""
    COMMA = 4
    STOP = 5
    COLON = 6
    SIGN = 7
    QUOTE = 8
    """A passage between marks, as one token."""
    BREAK = 9
    """End of a paragraph."""
    THAT = 10
    PREPOSITION = 11
    POSSESSIVE = 12
    AND = 13
    AUXILIARY = 14
    RELATIVE = 15
    PRONOUN = 16
    OBJECT = 17
    NAME = 18
    ARTICLE = 19
    ACCORDING = 20
    ADVERB = 21
    SAY = 22
    """Base form of a verb of saying."""
    NUMBER = 23
    PERSON_NOUN = 24
    VERB = 25
    """A past form that is no verb of saying."""
    DASH = 26
    SPEECH_NOUN = 27
    """`statement`, `tweet`, `interview`."""
    CONJUNCTION = 28
    PAREN = 29
    TO = 30
    ADDRESSED = 31
    """A verb whose object is the hearer: told, asked, reminded."""


PERSON_NOUNS: Final = frozenset(
    word_list("""
    spokesman spokeswoman spokesperson spokespeople spokesmen official officials aide aides adviser
    advisers advisor advisors analyst analysts expert experts critic critics supporter supporters
    opponent opponents lawyer lawyers attorney prosecutor prosecutors judge senator congressman
    congresswoman lawmaker lawmakers governor mayor president chairman chairwoman chair director manager
    strategist strategists consultant consultants operative operatives pollster candidate candidates
    nominee hopeful contender frontrunner front-runner billionaire businessman mogul developer host hosts
    anchor reporter reporters journalist correspondent columnist editor editors author writer blogger
    moderator commentator pundit professor scholar historian researcher researchers economist economists
    scientist scientists doctor officer officers police sheriff detective general commander soldier
    veteran activist activists organizer organizers protester protesters demonstrator leader leaders
    member members colleague colleagues friend friends source sources person people man woman men women
    girl boy kid mother father mom dad wife husband son daughter brother sister parent parents voter
    voters resident residents student students teacher teachers witness witnesses survivor victim owner
    executive executives ceo founder secretary minister ambassador diplomat diplomats envoy
    representative delegate delegates republican republicans democrat democrats conservative
    conservatives liberal liberals progressive others one another some many neighbor worker workers
    staffer staffers insider insiders donor donors pastor priest bishop rabbi cleric actor actress singer
    comedian star player coach athlete fan fans retiree teenager youth caller user users guest speaker
    justice senators negotiator cofounder co-founder co-chair co-director co-author co-host deputy
    commissioner administrator premier chancellor councillor councilor councilman councilwoman alderman
    assemblyman assemblywoman legislator selectman ombudsman undersecretary undersecretaries legislators
    councillors councilors ministers mayors governors chairperson chairs presidents congressmen
    secretaries commissioners monarch king queen prince princess emperor emir sultan sheikh chief chiefs
    chieftain magistrate juror jurors defendant plaintiff suspect solicitor barrister bailiff coroner
    notary litigator constable sergeant lieutenant captain colonel inspector superintendent trooper
    warden jailer investigator investigators marshal firefighter firefighters paramedic paramedics
    rescuer rescuers lifeguard admiral brigadier corporal pilot co-pilot soldiers troops veterans
    militant militants insurgent commanders mercenary principal headteacher headmaster headmistress dean
    provost rector lecturer pupil pupils tutor graduate alumnus undergraduate classmate classmates
    teammate teammates academic academics scholars professors curator librarian archivist skipper
    midfielder striker goalkeeper goalie defender winger quarterback linebacker pitcher catcher
    outfielder infielder shortstop batsman bowler referee umpire trainer managers jockey boxer wrestler
    golfer cyclist sprinter swimmer skier skater gymnast rower champion medalist medallist captains
    players coaches athletes foreman foremen forewoman supervisor miner miners welder plumber electrician
    carpenter bricklayer builder contractor contractors mechanic technician operator engineer engineers
    programmer coder driver drivers trucker truckers cabbie courier farmer farmers fisherman fishermen
    rancher ranchers grower growers logger gardener baker butcher brewer winemaker vintner chef waiter
    waitress bartender barista cashier shopkeeper grocer merchant vendor vendors salesman saleswoman
    salesperson hairdresser barber tailor cleaner janitor caretaker nanny babysitter landlord landlady
    tenant tenants realtor trader traders banker bankers financier investor investors entrepreneur
    industrialist tycoon magnate boss bosses partner partners treasurer auditor accountant bookkeeper
    actuary underwriter recruiter employer employers employee employees unionist shareholder shareholders
    customer customers consumer shopper shoppers client patient passenger passengers commuter commuters
    motorist motorists tourist tourists visitor visitors traveler traveller homeowner homeowners
    neighbour neighbours neighbors villager villagers townspeople passerby passer-by bystander bystanders
    onlooker onlookers eyewitness eyewitnesses survivors victims refugee refugees migrant migrants
    immigrant immigrants asylum-seeker citizen citizens taxpayer taxpayers pensioner pensioners bachelor
    widow widower orphan heir heiress nurse nurses surgeon surgeons physician physicians doctors midwife
    dentist pharmacist therapist psychiatrist psychologist psychologists counselor counsellor
    paediatrician pediatrician cardiologist oncologist neurologist epidemiologist epidemiologists
    virologist immunologist pathologist veterinarian medic medics biologist chemist physicist geologist
    seismologist meteorologist climatologist ecologist botanist zoologist astronomer astronaut
    mathematician statistician archaeologist archeologist anthropologist sociologist criminologist
    linguist philosopher theologian ethicist geneticist demographer forecaster historians inventor imam
    vicar curate chaplain archbishop cardinal pope nun monk abbot deacon missionary evangelist preacher
    ayatollah mufti clergyman parishioner worshipper worshippers novelist poet playwright dramatist
    screenwriter filmmaker filmmakers producer cinematographer composer conductor musician pianist
    violinist guitarist drummer cellist rapper songwriter vocalist frontman soprano tenor dancer
    choreographer ballerina artist artists painter sculptor illustrator cartoonist photographer designer
    architect actors magician entertainer celebrity presenter broadcaster newscaster newsreader anchorman
    anchorwoman interviewer podcaster influencer biographer memoirist essayist reviewer publisher
    translator interpreter lobbyist lobbyists fundraiser pollsters speechwriter campaigner campaigners
    canvasser organisers organiser advocate advocates dissident dissidents whistleblower hacker hackers
    leaker defector negotiators mediator mediators arbitrator envoys emissary emissaries inspectors ally
    allies rival rivals challenger incumbent successor predecessor counterpart ringleader mastermind
    grandmother grandfather grandson granddaughter grandparent uncle aunt niece nephew cousin stepmother
    stepfather stepson stepdaughter girlfriend boyfriend fiance fiancee fiancé fiancée mum grandma
    grandpa husbands wives daughters sons sisters brothers mothers fathers siblings sibling relative
    relatives roommate flatmate housemate
    """)
)
"""Nouns that mean persons who may speak."""

RELATIONS: Final = frozenset(
    word_list("""
    wife husband son daughter mother father brother sister widow widower girlfriend boyfriend fiance fiancee
    fiancé fiancée mom dad grandmother grandfather aunt uncle niece nephew cousin stepmother stepfather twin
    lawyer attorney spokesman spokeswoman adviser advisor aide coach manager agent boss deputy
    """)
)
"""Nouns that mean somebody's person: `his wife`, `Dahl’s lawyer`."""

BODY_NOUNS: Final = frozenset(
    word_list("""
    newspaper paper magazine website site outlet network channel station agency ministry department
    company firm campaign committee commission group organization organisation party union association
    council court government administration embassy office board panel editorial report study memo
    document letter email e-mail statement tweet post message text article story column op-ed book ad
    advertisement video transcript complaint lawsuit filing indictment ruling opinion brief resolution
    petition sign signs banner poster caption headline note release announcement narrator voice-over
    invitation survey poll website bill order rule law policy plan platform page account blog coalition
    team center institute bank daily weekly
    """)
)
"""Nouns that mean bodies and documents that may be quoted."""

SPEECH_NOUNS: Final = frozenset(
    word_list("""
    statement tweet interview speech remarks remark comment comments post letter email e-mail message
    memo editorial column op-ed article report press conference briefing testimony debate rally call
    video podcast book memoir essay note text release announcement transcript appearance facebook
    twitter instagram instagram question answer response reply
    """)
)
_CLASSES: Final[dict[str, Token]] = {}


def _fill(token: Token, words: str | frozenset[str]) -> None:
    for word in words.split() if isinstance(words, str) else words:
        _CLASSES[word] = token


_fill(Token.SPEECH_NOUN, SPEECH_NOUNS)
_fill(Token.PERSON_NOUN, PERSON_NOUNS)
_fill(Token.SAY, forms(WEAK, which="base") - {"read", "cast", "bet"})
_fill(Token.REPORTS, forms(WEAK, which="finite"))
_fill(Token.SAY, forms(STRONG, which="base"))
_fill(Token.SAID, forms(STRONG, which="finite"))
_fill(Token.SAYING, forms(WEAK + STRONG, which="ing"))
_fill(Token.ADDRESSED, "told tells asked asks reminded informed assured urged warned advised")
_fill(Token.THAT, "that how what whether why")
_fill(Token.TO, "to")
_fill(Token.ACCORDING, "according")
_fill(
    Token.PREPOSITION,
    "of in on at from with for by about during over under against into through between among like toward "
    "towards without within including regarding concerning via amid upon across around near behind beyond "
    "despite per alongside off out up down ago back",
)
_fill(Token.AND, "and but or nor yet &")
_fill(
    Token.AUXILIARY,
    "is are was were be been being am has have had having do does did will would shall should can could may "
    "might must",
)
_fill(Token.RELATIVE, "who which whom whose")
_fill(Token.PRONOUN, "he she they it i we you")
_fill(Token.OBJECT, "him her them his their its my our me us your himself herself themselves itself")
_fill(Token.ARTICLE, "the a an this these those another some any each every no")
_fill(
    Token.CONJUNCTION,
    "when after before while as if because since until although though than where once whereas unless so "
    "then",
)
_fill(
    Token.ADVERB,
    "not also later then again now still just even only never often once earlier recently instead "
    "too however moreover meanwhile nevertheless perhaps maybe almost soon already always further",
)
_fill(
    Token.VERB,
    "made came took got gave went left won lost ran led met put set kept held brought began stood sat felt "
    "found thought knew became showed paid sent spent built fell grew rose chose drew drove flew fought hit "
    "hurt let meant read rode shot shut sold spoke struck wore makes takes gets gives goes wants needs seems "
    "appears remains plans hopes knows works lives",
)
for _word in ("thought", "found", "held", "felt", "spoke", "began", "went", "saw"):
    _CLASSES[_word] = Token.REPORTS

_CLASSES["press"] = Token.SPEECH_NOUN
_fill(
    Token.WORD,
    "daily weekly monthly yearly early elderly friendly family ally likely unlikely lonely lovely costly "
    "deadly ugly lively scholarly orderly cowardly worldly holy assembly supply anomaly bully",
)

SIGNS: Final = {
    ",": Token.COMMA, ";": Token.COMMA, ".": Token.STOP, "!": Token.STOP, "?": Token.STOP, "…": Token.STOP,
    ":": Token.COLON, "—": Token.DASH, "–": Token.DASH, "-": Token.DASH, "--": Token.DASH,
    "(": Token.PAREN, ")": Token.PAREN, "[": Token.PAREN, "]": Token.PAREN, "/": Token.SIGN, "&": Token.AND,
}  # fmt: skip

SUBJECTS: Final = frozenset({"he", "she", "they", "it", "i", "we", "who"})
"""Pronouns that can be the speaker's mention."""

CALENDAR: Final = frozenset(
    word_list("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december mon tue tues wed thu thur thurs fri sat sun jan feb mar
    apr jun jul aug sep sept oct nov dec jan. feb. mar. apr. aug. sept. oct. nov. dec.
    christmas easter thanksgiving ramadan today tomorrow yesterday
    """)
)

PARTY_WORDS: Final = frozenset(
    word_list("""
    republican republicans democrat democrats democratic gop conservative liberal progressive socialist
    libertarian independent labour labor tory tories communist muslim muslims christian christians
    jewish jews catholic catholics evangelical sunni shiite black white hispanic latino latinos asian
    african american americans british english french german russian chinese iranian israeli palestinian
    syrian iraqi turkish egyptian saudi mexican canadian cuban korean japanese indian pakistani afghan
    ukrainian polish italian spanish european western eastern northern southern arab kurdish lebanese
    texan californian internet twitter facebook
    """)
)
"""Adjectives and groups printed with a capital that are nobody's name."""

PLACES: Final = frozenset(
    word_list("""
    iran iraq syria israel russia china ukraine turkey lebanon egypt jordan yemen libya tehran damascus
    moscow beijing jerusalem baghdad kabul afghanistan pakistan india japan korea germany france britain
    england scotland ireland spain italy mexico canada cuba brazil europe asia africa america washington
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii
    idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan
    minnesota mississippi missouri montana nebraska nevada hampshire jersey york carolina dakota ohio
    oklahoma oregon pennsylvania tennessee texas utah vermont virginia wisconsin wyoming chicago boston
    houston dallas miami atlanta cleveland philadelphia detroit denver seattle brussels london paris
    berlin rome madrid geneva vienna istanbul cairo dubai aleppo gaza homs mosul kiev kyiv states
    kingdom u.s. us uk u.k. u.n. eu d.c. milwaukee manhattan brooklyn queens vegas orlando phoenix
    baltimore pittsburgh ferguson hollywood broadway
    """)
)
"""Places, so that they are not taken for persons."""

BODIES: Final = frozenset(
    word_list("""
    university college school institute institution center centre department ministry agency bureau
    committee commission council board court congress senate house parliament assembly party union
    association society foundation fund federation league coalition alliance organization organisation
    group company corporation corp inc co llc ltd plc corp. inc. co. ltd. bank times post journal news herald
    tribune globe guardian gazette chronicle observer magazine network radio television tv press reuters
    agency newspaper daily weekly review police army navy force forces guard guards office administration
    government campaign project initiative church club pac caucus authority service services hospital
    laboratory systems international national enterprises industries partners airlines motors action
    movement resistance brigade embassy pentagon kremlin reserve trust
    """)
)
"""Words in the names of institutions."""

OPENERS: Final = frozenset(
    word_list("""
    the a an this that these those in on at by for from with to of as and but or so yet if when while
    after before since because although though during under over about against into through between
    among he she they it we i you his her their its our my your who what where why how there here not no
    yes all some many most few both each every another other others one two three four five six seven
    eight nine ten last next first second third now then today yesterday earlier later still also even
    just only however meanwhile moreover nevertheless instead indeed perhaps according asked speaking
    responding despite until once like unlike than rather such those well let do does did is are was
    were be has have had will would can could should may might must never ever again additionally
    furthermore finally recently asked given following including regarding says said told adding noting
    citing calling former ex late watch read see click update related editor editors photo image video
    via note more senior top chief leading longtime current new old former young several dozens hundreds
    thousands much none nothing everything everyone someone anyone nobody whether which whose whom am
    good great big back up out off down thus hence therefore besides plus per amid upon across around
    near behind beyond without within toward towards okay ok oh please thanks thank sorry maybe sure
    right clearly obviously apparently certainly actually basically essentially interestingly
    surprisingly unfortunately fortunately sadly ultimately eventually initially previously subsequently
    consequently similarly likewise conversely overall generally typically usually often sometimes
    frequently asking arguing pressed referring turning pointing looking going being having making
    taking getting wait contacted moments seconds minutes hours days weeks months years decades soon couple
    """)
)
"""Words that are capitalised at the start of a sentence and are nobody's name."""


NEW_PLACES: Final = frozenset(
    word_list("""
    york yorker yorkers hampshire jersey mexico orleans zealand delhi england haven deal testament year
    """)
)
"""Words before which `New` is part of a name."""


def is_common(low: str) -> bool:
    """Whether a word, in lower case, has a class of its own and is therefore no given name by itself."""
    return low in _CLASSES or low in OPENERS


def classify(word: str, low: str) -> Token:
    """The class of a word of the narration; `low` is its lower-case form."""
    known = _CLASSES.get(low)
    if known is not None:
        return known
    if word[0].isdigit():
        return Token.NUMBER
    if low.endswith("ly"):
        return Token.ADVERB
    if low.endswith("ed"):
        return Token.VERB
    return Token.WORD
