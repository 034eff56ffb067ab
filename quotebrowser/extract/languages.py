"""Which language a text is in: by its script, and in Latin letters by its small words and its accents.

One rule guards it: English is what has the most English small words; a text without any is another language.
"""

import re
from collections import Counter
from functools import cache
from typing import Final

UNKNOWN: Final = "und"
"""BCP 47 tag of a language that is not English and that nothing else is known of."""
ENGLISH: Final = "en"

_SMALL: Final = {
    ENGLISH: """the of and to in a is that for on was with he said as it by at from his but she they we you i
        not are were be been have has had this will would who an says told there their her when what no
        asked wrote added my your our never do did don't won't can or if about""",
    "es": """el la los las de que y en un una por con para se del al su lo como más pero no es son fue era ha
        han sus este esta eso ya muy también dijo aquí nos hay está están cuando sin sobre todo""",
    "fr": """le la les des et en un une du que qui dans pour pas sur au avec ce il est plus par elle ne se son
        sa ses nous vous ils sont était été aux cette mais ou où a ont leur très tout être
        c'est dit à après""",
    "de": """der die das und in den von zu mit ist auf nicht ein eine im dem des sich für auch als dass es er
        sie wir war hat haben wird werden an bei nach aus um am sind wurde sagte über noch nur so kann""",
    "it": """il lo la gli le di che e un una per con non del della dei nel alla sono più come ha è i al da si
        in su ma era anche questo questa dal delle ed o se ci solo hanno mi molto dalla nella""",
    "pt": """o a os as de que e em um uma para com não do da dos das no na por mais como foi ao se é são ele
        ela seu sua ou mas está já muito também disse até isso nos aos pela pelo quando só""",
    "nl": """de het een en van in is dat op te zijn met voor niet aan er maar om ook als bij hij we ik ze was
        dit naar heeft hebben had werd wordt nog zei over uit door deze die
        kan geen meer wat veel zo omdat mijn wij hun""",
    "pl": """i w na z nie się że do to jest jak o ale po co od za tak przez jego jej oraz dla był była są już
        tylko który która które ten ta czy przy być tym może powiedział powiedziała by nas nam""",
    "sv": """och att det som en på är av för med till den har inte om ett han men var jag sig från vi så kan
        när år hon där ska nu under också efter sade säger vid mycket""",
    "no": """og å det som en på er av for med til den har ikke om et han men var jeg seg fra vi så kan når år
        hun der skal nå under også etter sa sier ved mye ble blir at""",
    "fi": "ja on ei että se hän oli ovat mutta kun myös kuin joka tämä sanoi ole niin olla jo me mukaan",
    "hu": "a az és hogy nem is egy ez van de mint meg már csak volt el még azt mondta vagy ki ha",
    "tr": "ve bir bu da de için ile çok daha olarak ne ama gibi olan var değil dedi kadar sonra o ki biz en",
    "cs": "a se v na je že s z do to o i pro ale jako by po jsou byl jsme není řekl také už podle který aby",
    "ro": "și de la în a nu că o cu să din pe este un pentru mai care au fost ca sunt spus dar ne am",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke bisa kami kata ada saya kita",
    "ca": "el la els les de que i en un una per amb no es del al va són dels aquest aquesta més ha ser va",
    "vi": "của và là có không được cho trong với những này đã các người một ông bà chúng tôi nói sẽ để rằng",
}
"""Frequent small words of languages in Latin letters, those without a row among them."""
_LETTERS: Final = {
    "es": "ñ¿¡", "fr": "œ", "de": "ß", "pt": "ãõ", "pl": "łąęśżźćń", "sv": "", "no": "ø", "hu": "őű",
    "tr": "ığş", "cs": "řěů", "ro": "țșă", "vi": "ơưđạảấầẩậắằặẹẻẽếềểệịọỏốồổộớờởợụủứừửựỳỵỷỹ",
}  # fmt: skip
"""Letters that one of them has and the others have not."""
_SAMPLE: Final = 1200
"""Characters that are looked at; a headline and two paragraphs."""
_OTHER_SCRIPT: Final = re.compile("[\u0370-\u03ff\u0400-\u1cff\u3040-\u9fff\uac00-\ud7af]")
_SCRIPTS: Final = (
    ("ja", 0x3040, 0x3100), ("ko", 0xAC00, 0xD7B0), ("zh", 0x4E00, 0xA000), ("ru", 0x0400, 0x0530),
    ("he", 0x0590, 0x0600), ("ar", 0x0600, 0x0700), ("el", 0x0370, 0x0400), (UNKNOWN, 0x0530, 0x1D00),
)  # fmt: skip
_SHARE: Final = 0.15
"""Share of letters of a script from which a text is in it; Latin texts stay far below."""
_PERSIAN: Final = frozenset("پچژگکی")
_URDU: Final = frozenset("ٹڈڑںے")
_UKRAINIAN: Final = frozenset("іїєґ")
_RUSSIAN: Final = frozenset("ыэ")
_OTHER_CYRILLIC: Final = frozenset("јљњђћўѓќѕ")
_ENOUGH: Final = 8
"""Words a text without one English small word must have, so that it is no English."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    """The languages each small word is one of."""
    codes: dict[str, list[str]] = {}
    for code, words in _SMALL.items():
        for word in set(words.split()):
            codes.setdefault(word, []).append(code)
    return {word: tuple(found) for word, found in codes.items()}


@cache
def _owners() -> dict[str, str]:
    """The language of each letter that tells it."""
    return {letter: code for code, letters in _LETTERS.items() for letter in letters}


def language_of(text: str) -> str:
    """The tag of the language of `text`; `UNKNOWN` where it is none of those told apart here."""
    sample = text[:_SAMPLE]
    if _OTHER_SCRIPT.search(sample) is None:
        return _by_words(sample)
    letters = [char for char in sample.lower() if char.isalpha()]
    if sum(map(str.isascii, letters)) > len(letters) / 2 and _by_words(sample) == ENGLISH:
        return ENGLISH  # with names in another script
    for code, low, high in _SCRIPTS:
        if sum(low <= ord(char) < high for char in letters) > _SHARE * len(letters):
            return _in_script(code, letters)
    return _by_words(sample)


def _in_script(code: str, letters: list[str]) -> str:
    """Which of the languages in the script of `code` a text is in."""
    counts = Counter(letters)

    def number(of: frozenset[str]) -> int:
        return sum(counts[letter] for letter in of)

    if code == "ru":
        if number(_OTHER_CYRILLIC) or (counts["ъ"] > number(_RUSSIAN) and not number(_UKRAINIAN)):
            return UNKNOWN
        return "uk" if number(_UKRAINIAN) > number(_RUSSIAN) else "ru"
    if code == "ar":
        if number(_URDU) > _SHARE / 5 * len(letters):
            return UNKNOWN
        return "fa" if number(_PERSIAN) > _SHARE / 5 * len(letters) else "ar"
    return code


def _by_words(sample: str) -> str:
    codes, owners = _codes(), _owners()
    counts: Counter[str] = Counter()
    words = _WORD.findall(sample.lower().replace("’", "'"))
    for word, number in Counter(words).items():
        for code in codes.get(word, ()):
            counts[code] += number
    for letter in set(sample) & owners.keys():
        counts[owners[letter]] += 1
    if not counts:
        return UNKNOWN if len(words) >= _ENOUGH else ENGLISH
    best = max(counts, key=lambda code: counts[code])
    return ENGLISH if counts[ENGLISH] >= counts[best] else best
