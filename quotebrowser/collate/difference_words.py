"""Words whose change may matter, and words whose change does not: what classes of difference are made of.

One rule guards it: a form that two outlets may print for the same spoken word (an abbreviation, a numeral,
a British spelling) has one normal form here, so that it is never reported as another wording.
"""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final

from quotebrowser.collate.tokens import UNKNOWN, expanded, stem, tokens


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FOREIGN: Final = {
    "negation": _set(
        "nicht nichts kein keine keinen keinem keiner keines nie niemals niemand ohne weder "
        "pas jamais aucun aucune rien sans nunca jamas ningun ninguna ninguno nadie tampoco "
        "non nessun nessuno nessuna niente senza nao nenhum nenhuma ninguem "
        "niet geen nooit niemand zonder ikke inte aldrig aldri nigdy zaden zadna "
        "не нет нельзя никогда никто ничего без ні ніколи ніхто немає "
        "لا لم لن ليس ليست لن לא אין בלי نه هرگز نیست"
    ),
    "condition": _set("wenn sofern si indien tenzij jesli если якщо إذا אם اگر"),
    "contrast": _set("aber sondern ausser jedoch mais sauf pero sino maar но але"),
}
"""Such words of other languages, those alone that mean nothing else in English print, by class."""
NEGATIONS: Final = (
    _set("not no never none nor neither nothing nobody without cannot hardly barely scarcely")
    | FOREIGN["negation"]
)
CONDITIONS: Final = (
    _set("if unless when whenever until once provided providing assuming except whether should lest")
    | FOREIGN["condition"]
)
CONTRASTS: Final = _set("but although though however yet unless except") | FOREIGN["contrast"]
OPENINGS: Final = _set("but and so or yet now then well because")
"""Words that a sentence may open with."""
MODALS: Final = _set(
    "may might must shall should can could will would ought have going maybe perhaps possibly "
    "probably likely apparently allegedly reportedly definitely certainly absolutely always sometimes "
    "often rarely usually only almost nearly need"
)
QUANTITIES: Final = _set(
    "all every each most many much more several few fewer less least both half majority minority "
    "everyone everybody everything anyone some any"
)
INTENSIFIERS: Final = _set(
    "very really just quite so actually simply truly indeed too even still also already totally "
    "completely extremely"
)
FILLERS: Final = _set("uh um er oh well yes yeah okay like you know i mean look listen now then firstly")
DATE_WORDS: Final = _set(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday"
)
"""Capitalised words that name nobody and no place."""
DETERMINERS: Final = _set("a an the this that these those any some one its our my your his her their")
PRONOUNS: Final = _set(
    "i you he she it we they me him her us them my your his its our their mine yours ours theirs who whom"
)
FUNCTION_WORDS: Final = _set(
    "a an the of to in on at by for with from that this these those and or so as it its is are was "
    "were be been being am do does did has have had i you he she we they me him her us them my your "
    "his our their there here too also just well oh uh um who which what where it's into onto upon "
    "about own such ne"
)
"""Words without content of their own. Negations, conditions, modals and quantities are none."""
VERB_FORMS: Final = {
    form: base
    for base, forms in {
        "be": "is are was were am been being",
        "have": "has had having",
        "do": "does did done doing",
        "say": "says said saying",
        "go": "goes went gone going",
        "get": "gets got gotten getting",
        "take": "takes took taken taking",
        "make": "makes made making",
        "come": "comes came coming",
        "see": "sees saw seen seeing",
        "know": "knows knew known knowing",
        "think": "thinks thought thinking",
        "give": "gives gave given giving",
        "tell": "tells told telling",
        "find": "finds found finding",
        "lose": "loses lost losing",
        "win": "wins won winning",
        "run": "runs ran running",
        "bring": "brings brought bringing",
        "keep": "keeps kept keeping",
    }.items()
    for form in forms.split()
}

_PAST: Final = _set(
    "was were had did said went got took made came saw knew thought gave told found lost won ran brought "
    "kept began became left felt met sat stood spoke wrote grew fell held heard led paid sent built bought"
)
_PRESENT: Final = _set("is are am be been has have does do will gets comes goes makes")
_CLAUSE: Final = 8
"""Words after `when` in which its verb is looked for."""

_ABBREVIATIONS: Final = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "dr": "doctor",
    "mr": "mister", "mrs": "missus", "prof": "professor", "st": "saint", "lt": "lieutenant",
    "sgt": "sergeant", "col": "colonel", "capt": "captain", "pres": "president", "sec": "secretary",
    "dept": "department", "&": "and", "%": "percent", "ok": "okay", "vs": "versus", "tv": "television",
    "gonna": "going", "mama": "mom", "momma": "mom", "mum": "mom", "mommy": "mom", "til": "until",
    "till": "until", "towards": "toward", "amongst": "among", "whilst": "while", "an": "a",
    "grey": "gray", "greys": "grays", "alright": "allright", "adviser": "advisor", "advisers": "advisors",
    "judgement": "judgment", "judgements": "judgments", "tyre": "tire", "tyres": "tires", "kerb": "curb",
    "gaol": "jail", "sceptic": "skeptic", "sceptics": "skeptics", "sceptical": "skeptical",
    "cheque": "check", "cheques": "checks", "plough": "plow", "moustache": "mustache", "pyjamas": "pajamas",
    "aluminium": "aluminum", "whisky": "whiskey",
}  # fmt: skip
_UNITS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMERALS_ELSEWHERE: Final = {
    "zwei": "2", "drei": "3", "vier": "4", "funf": "5", "sechs": "6", "sieben": "7", "acht": "8", "neun": "9",
    "zehn": "10", "elf": "11", "zwolf": "12", "dreizehn": "13", "vierzehn": "14", "funfzehn": "15",
    "sechzehn": "16", "siebzehn": "17", "achtzehn": "18", "neunzehn": "19", "zwanzig": "20", "dreissig": "30",
    "vierzig": "40", "funfzig": "50", "sechzig": "60", "siebzig": "70", "achtzig": "80", "neunzig": "90",
    "hundert": "100", "tausend": "1000", "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "huit": "8",
    "dix": "10", "onze": "11", "douze": "12", "treize": "13", "quatorze": "14", "quinze": "15", "seize": "16",
    "vingt": "20", "trente": "30", "quarante": "40", "cinquante": "50", "soixante": "60", "mille": "1000",
    "cuatro": "4", "cinco": "5", "ocho": "8", "nueve": "9", "diez": "10", "doce": "12", "veinte": "20",
    "treinta": "30", "quattro": "4", "cinque": "5", "dieci": "10", "venti": "20", "trenta": "30", "twee": "2",
    "drie": "3", "vijf": "5", "zeven": "7", "negen": "9", "twaalf": "12", "twintig": "20",
}  # fmt: skip
"""Numerals of other languages that mean nothing else in English print."""
_NUMERALS: Final = {
    **_NUMERALS_ELSEWHERE,
    **{word: str(value) for value, word in enumerate(_UNITS.split())},
    **{word: str(10 * value) for value, word in enumerate(_TENS.split(), 2)},
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th",
    "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th", "eleventh": "11th", "twelfth": "12th",
}  # fmt: skip
_MULTIPLIERS: Final = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_LARGEST_UNIT: Final = 9
_NO_NUMBERS: Final = {
    ("1st", "of", "all"): ["firstly"],
    ("in", "the", "1st", "place"): ["firstly"],
    ("1st", "place"): ["first", "place"],
    ("1st", "off"): ["firstly"],
}
"""Where `first` counts nothing."""
_MAGNITUDES: Final = _set(
    "dozen hundred thousand million billion trillion dozens hundreds thousands millions billions millionen "
    "milliarde milliarden milliard milliards miljoen miljard millones miliardi"
)
_BRITISH: Final = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("ysed", "yzed"),
    ("ogue", "og"),
    ("gramme", "gram"),
)
_BRITISH_INNER: Final = (
    ("our", "or"),
    ("ae", "e"),
    ("lled", "led"),
    ("lling", "ling"),
    ("tre", "ter"),
    ("ence", "ense"),
)
_LONG: Final = 5
_PREFIXES: Final = ("un", "in", "im", "ir", "il", "dis", "non")
_NAME_LIKENESS: Final = 0.6
"""Share of common letters from which two names are spellings of one: Gadhafi and Qaddafi are, Merkel and
Macron are not."""

_NO_CONTENT: Final = FUNCTION_WORDS | NEGATIONS | MODALS | CONDITIONS | CONTRASTS | DETERMINERS | PRONOUNS


_GERMAN: Final = _set(
    "und ist nicht wir ich eine einen einem einer auf wird werden wurde wurden haben sind zum zur dass diese "
    "diesem dieser dieses unser unsere"
)


def capitalises_nouns(keys: Iterable[str]) -> bool:
    """Whether words are of a language in which a capital tells no name from another noun: German."""
    return not _GERMAN.isdisjoint(keys)


def is_rare(word: str) -> bool:
    """Whether a word is so rare that it may begin a sentence as a name."""
    return min(tokens(word).weights, default=0.0) >= UNKNOWN


def has_content(word: str) -> bool:
    """Whether a normal word tells one utterance from another: `not`, `be` and `would` do not."""
    return _NO_CONTENT.isdisjoint((word, VERB_FORMS.get(word, word)))


def normal(key: str) -> tuple[str, ...]:
    """The words a printed word stands for, in one spelling each: `don't` is do, not; `eleventh` is 11th."""
    return tuple(_spelled(_NUMERALS.get(word, _ABBREVIATIONS.get(word, word))) for word in expanded(key))


def normals(keys: Iterable[str]) -> list[str]:
    """The words that printed words stand for, numbers of several words as one: `two hundred` is 200.

    The `first` of `first of all` and of `in the first place` is no number.
    """
    words = [part for key in keys for part in normal(key)]
    for phrase, meant in _NO_NUMBERS.items() if "1st" in words else ():
        size = len(phrase)
        for at in range(len(words) - size, -1, -1):
            if tuple(words[at : at + size]) == phrase:
                words[at : at + size] = meant
    counted: list[str] = []
    for word in words:
        before = counted[-1] if counted else ""
        if before.isdigit() and (sum_ := _together(int(before), word)):
            counted[-1] = str(sum_)
        else:
            counted.append(word)
    return counted


def _together(before: int, word: str) -> int:
    """The number that two words tell together; 0 if they tell two."""
    if word in _MULTIPLIERS:
        return before * _MULTIPLIERS[word]
    tens = before % 100
    if word.isdigit() and 0 < int(word) <= _LARGEST_UNIT and before >= 20 and tens % 10 == 0 and tens != 10:  # noqa: PLR2004
        return before + int(word) if before < 100 else 0  # noqa: PLR2004
    return 0


def inflected(a: str, b: str) -> bool:
    """Whether two normal words are forms of one: is and was, duty and duties."""
    return same_verb(a, b) or _stem(a) == _stem(b)


def _stem(word: str) -> str:
    for ending in ("ies", "ied", "ying"):
        if word.endswith(ending) and len(word) > _LONG:
            return word.removesuffix(ending) + "y"
    stemmed = stem(word)
    return stemmed.removesuffix("e") if len(stemmed) >= _LONG else stemmed


def conditions(words: Sequence[str]) -> set[str]:
    """The normal words that make a condition; a `when` that tells of something past is none."""
    found = set(words) & CONDITIONS
    if "when" in found and all(
        _past(words[at + 1 : at + 1 + _CLAUSE]) for at, word in enumerate(words) if word == "when"
    ):
        found.discard("when")
    return found


def _past(clause: Sequence[str]) -> bool:
    """Whether a clause tells of something past: the first verb that is known is in the past tense."""
    for before, word in zip(("", *clause), clause, strict=False):
        if word in _PAST or (word.endswith("ed") and len(word) > _LONG - 1 and before not in _PRESENT):
            return True
        if word in _PRESENT or word in MODALS - {"have"}:
            return False
    return False


def _spelled(word: str) -> str:
    if len(word) < _LONG:
        return word
    for british, american in _BRITISH:
        if word.endswith(british):
            word = word.removesuffix(british) + american
            break
    for british, american in _BRITISH_INNER:
        word = word.replace(british, american)
    return word


def is_number(word: str) -> bool:
    """Whether a normal word tells a number; `one` and `second` are too often something else."""
    return (word[0].isdigit() and word not in ("1", "2nd")) or word in _MAGNITUDES


def opposed(a: str, b: str) -> bool:
    """Whether one word is the other with a negating prefix: able, unable."""
    short, long = sorted((a, b), key=len)
    return len(short) >= _LONG - 1 and any(long == prefix + short for prefix in _PREFIXES)


def same_verb(a: str, b: str) -> bool:
    """Whether two words are forms of one of the commonest irregular verbs."""
    return VERB_FORMS.get(a, a) == VERB_FORMS.get(b, b)


def name_likeness(a: str, b: str) -> bool:
    """Whether two names may be transliterations of one."""
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _NAME_LIKENESS
