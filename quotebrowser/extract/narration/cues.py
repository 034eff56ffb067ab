"""The words that report speech, as forms built from their base.

One rule guards it: a verb stands in one list only, by how surely its subject is a speaker.
"""

from collections.abc import Sequence
from typing import Final

from quotebrowser.text.words import word_list

STRONG: Final = word_list("""
    say tell add write tweet argue explain note continue ask insist state respond reply declare conclude
    recall acknowledge warn claim remark observe quip joke comment exclaim stress reiterate assert admit
    concede lament caution counter contend announce opine muse
    """)
"""Verbs whose subject, beside a full quote, is its speaker."""

WEAK: Final = word_list("""
    call describe suggest predict promise vow pledge complain boast brag urge demand deny dismiss accuse
    criticize criticise blast slam condemn denounce attack mock praise applaud hail defend emphasize
    emphasise underscore point-out maintain confirm reveal disclose report believe think feel agree
    disagree wonder hope fear worry advise recommend request plead beg order instruct remind assure
    reassure inform notify offer propose cite quote refer mention indicate imply hint signal speculate
    post publish read testify speak talk shout yell scream cry whisper mutter chant sing recount relate
    retort rebut chide scold rail rant fume gush marvel crow scoff sneer snap bark growl grumble gripe
    whine moan sigh laugh smile chuckle shrug nod summarize summarise elaborate clarify specify
    interject interrupt chime-in jump-in begin start finish close open go-on answer question press
    proclaim pronounce preach lecture echo repeat restate allege charge object protest bemoan decry
    deride ridicule rip hammer pan fault blame label brand dub term characterize characterise cast
    portray depict paint tout trumpet endorse thank congratulate welcome greet apologize apologise
    confess disagree differ figure guess suspect assume reckon bet swear threaten taunt tease address
    deliver release issue tell-of email text wire message hold express voice articulate outline lay-out
    spell-out detail sum-up reflect remember find learn discover see argue-back deadpan crack intone
    thunder roar urge weigh-in pipe-up allow venture offer-up demur jeer boom exult relay resist
    fire-back shoot-back hit-back list growl bellow holler cheer volunteer advertise pontificate
    exhort chime blare blurt beam enthuse rave fret vent gasp shriek groan wail drawl hiss stammer mumble
    grunt sob
    theorize posit hypothesize reason rationalize justify
    """)
"""Verbs that may report speech."""

_IRREGULAR: Final = {
    "say": ("says", "said", "said", "saying"),
    "tell": ("tells", "told", "told", "telling"),
    "write": ("writes", "wrote", "written", "writing"),
    "think": ("thinks", "thought", "thought", "thinking"),
    "feel": ("feels", "felt", "felt", "feeling"),
    "read": ("reads", "read", "read", "reading"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "cry": ("cries", "cried", "cried", "crying"),
    "sing": ("sings", "sang", "sung", "singing"),
    "begin": ("begins", "began", "begun", "beginning"),
    "go": ("goes", "went", "gone", "going"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "deny": ("denies", "denied", "denied", "denying"),
    "reply": ("replies", "replied", "replied", "replying"),
    "imply": ("implies", "implied", "implied", "implying"),
    "clarify": ("clarifies", "clarified", "clarified", "clarifying"),
    "specify": ("specifies", "specified", "specified", "specifying"),
    "decry": ("decries", "decried", "decried", "decrying"),
    "testify": ("testifies", "testified", "testified", "testifying"),
    "justify": ("justifies", "justified", "justified", "justifying"),
    "notify": ("notifies", "notified", "notified", "notifying"),
    "admit": ("admits", "admitted", "admitted", "admitting"),
    "quip": ("quips", "quipped", "quipped", "quipping"),
    "quote": ("quotes", "quoted", "quoted", "quoting"),
    "beg": ("begs", "begged", "begged", "begging"),
    "brag": ("brags", "bragged", "bragged", "bragging"),
    "slam": ("slams", "slammed", "slammed", "slamming"),
    "snap": ("snaps", "snapped", "snapped", "snapping"),
    "nod": ("nods", "nodded", "nodded", "nodding"),
    "shrug": ("shrugs", "shrugged", "shrugged", "shrugging"),
    "refer": ("refers", "referred", "referred", "referring"),
    "rip": ("rips", "ripped", "ripped", "ripping"),
    "pan": ("pans", "panned", "panned", "panning"),
    "dub": ("dubs", "dubbed", "dubbed", "dubbing"),
    "rebut": ("rebuts", "rebutted", "rebutted", "rebutting"),
    "cast": ("casts", "cast", "cast", "casting"),
    "bet": ("bets", "bet", "bet", "betting"),
    "hold": ("holds", "held", "held", "holding"),
    "demur": ("demurs", "demurred", "demurred", "demurring"),
    "shoot": ("shoots", "shot", "shot", "shooting"),
    "hit": ("hits", "hit", "hit", "hitting"),
    "lay": ("lays", "laid", "laid", "laying"),
    "spell": ("spells", "spelled", "spelled", "spelling"),
    "find": ("finds", "found", "found", "finding"),
    "see": ("sees", "saw", "seen", "seeing"),
    "fret": ("frets", "fretted", "fretted", "fretting"),
    "sob": ("sobs", "sobbed", "sobbed", "sobbing"),
    "sum": ("sums", "summed", "summed", "summing"),
    "blame": ("blames", "blamed", "blamed", "blaming"),
    "deliver": ("delivers", "delivered", "delivered", "delivering"),
}
_E_ENDING: Final = "e"


def _forms(verb: str) -> tuple[str, str, str, str]:
    """Third person, past, participle and -ing form of `verb`."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith(_E_ENDING):
        stem = verb[:-1]
        return verb + "s", verb + "d", verb + "d", stem + "ing"
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return third, verb + "ed", verb + "ed", verb + "ing"


def forms(verbs: Sequence[str], *, which: str) -> frozenset[str]:
    """The forms of `verbs`: `finite` (says, said), `ing` (saying) or `base` (say)."""
    found: set[str] = set()
    for entry in verbs:
        verb = entry.split("-")[0]
        third, past, participle, ing = _forms(verb)
        found.update({"finite": (third, past, participle), "ing": (ing,), "base": (verb,)}[which])
    return frozenset(found)
