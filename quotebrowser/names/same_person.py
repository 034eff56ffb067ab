"""Whether two names may be one person's.

One rule guards it: only what cannot be one person is False. A part of a name, an initial, a missing `Jr.`
and an institution beside a person leave it open.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from quotebrowser.names.given import Gender, gender_of_given
from quotebrowser.names.keys import key
from quotebrowser.names.titles import gender_of_title, is_title_word, split_title
from quotebrowser.text import fold
from quotebrowser.text.words import word_list

_KEY: Final = re.compile(r"[^\W_A-Z]+(?:[ '][^\W_A-Z]+)*")
_INITIALS: Final = re.compile(r"(?<=[\s.])[^\W\d_](?:\.|(?=\s))(?=\s*\S)")
"""An initial behind a given name."""
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_ARTICLES: Final = frozenset({"the", "a", "an"})
_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PARTICLES: Final = frozenset(
    word_list(
        "von van vom zu zum zur de del della di da du des dos das der den ter ten le la lo bin ibn ben abu"
    )
)
"""Words before a family name, of which a name may also have lost some."""
_GIVEN_TOO: Final = frozenset({"ben", "abu", "la", "lo"})
"""Of these, what at the beginning of a name is a given name or part of one: `Ben Carson`."""
_INSTITUTION: Final = frozenset(
    fold(word, strokes=False)
    for word in word_list("""
    academy administration agency airline airlines airport alliance army assembly association authority bank
    board bureau business cabinet campaign center centre chamber church clinic club coalition college
    commission committee community company conference congress consortium coop corp corporation council
    county court courthouse daily department dept directorate division embassy enterprise federation fire
    firm force forces foundation fund gazette government group guard guardian herald hospital house inc
    industries institute institution journal laboratory laboratories league ltd llc limited mail media
    ministry mission mosque movement museum nations navy network news newspaper office opera orchestra
    organisation organization paper parish parliament partners partnership party plc police post press
    railway reserve school senate service services society staff station studio studios symphony synod
    syndicate system systems team television times tribune treasury tribunal trust union unit university
    utility weekly works hotel website
    amt behörde bundesamt bundesregierung gericht gesellschaft gewerkschaft partei polizei regierung verband
    verein ministerium universität stadt kommission kirche senat bundestag bundeswehr zeitung gmbh ag
    gouvernement ministère mairie parti syndicat préfecture société tribunal université église élysée
    gemeente politie ministerie partij regering rechtbank universiteit kabinet
    gobierno ministerio partido policía universidad ayuntamiento governo ministero partito polizia
    """)
)
"""Words that make a name an institution's, or that of what somebody speaks for."""
_KNOWN_INSTITUTIONS: Final = frozenset(
    word_list("""
    amnesty apple boeing cia congress eu facebook fbi fda fema google greenpeace hamas hezbollah interpol
    isis israel kremlin microsoft nasa nato nsa oxfam parliament pentagon reuters taliban twitter un unesco
    unicef unhcr vatican who bbc cnn iran russia china ukraine france germany
    """)
)
_ROLES: Final = frozenset(
    word_list("""
    activist activists adviser advisers advisor advisors aide aides analyst campaigner diplomat driver expert
    experts friend investigator investigators lawmaker lawyer lawyers neighbour neighbor neighbours neighbors
    nurse observer official officials organizer organiser owner parent parents passenger police prosecutor
    prosecutors protester protesters resident residents scientist scientists source sources spokespeople
    staffer student students teacher victim voter voters witness witnesses worker workers
    """)
)
"""Words that say what somebody is, not what they are called."""
_COMPOUNDING: Final = frozenset(
    word_list("jean marie anne anna hans karl jan jose juan maria pierre mary heinz klaus eva ann billy")
)
"""Given names whose second part tells brothers apart: `Jean-Luc` is not `Jean-Pierre`."""
_SMALL: Final = frozenset(
    {"of", "for", "the", "and", "in", "at", "on", "us", "u", "s", "uk", "und", "et", "für"}
)
_SPELLINGS: Final = (
    ("tsch", "ch"), ("sch", "sh"), ("ck", "k"), ("kh", "h"), ("dh", "d"), ("gh", "g"), ("th", "t"),
    ("ph", "f"), ("ij", "i"), ("y", "i"), ("j", "i"), ("w", "v"), ("q", "k"), ("ou", "u"), ("oe", "o"),
    ("ae", "a"), ("ue", "u"),
)  # fmt: skip
"""Letters that languages and their transcriptions write differently: `Qaddafi`, `Zelenskyy`, `Müller`."""
_TWICE: Final = re.compile(r"(.)\1+")
LONG: Final = 5
"""Letters from which names that differ in one are misprinted rather than others."""
_VERY_LONG: Final = 8
"""The same for a name without any other beside it."""
_BEGINNING: Final = 3
_PERSONS_PART: Final = 2
_BETWEEN: Final = frozenset({"of", "for", "and", "&"})


@dataclass(frozen=True, slots=True)
class _Name:
    """A name taken apart."""

    words: tuple[str, ...]
    """Folded, without titles, middle initials, suffixes and particles."""
    suffix: str
    """`jr`, `ii`, or empty."""
    initials: str
    """Of the middle names, as printed."""
    gender: Gender | None
    """What its title tells."""
    institution: bool
    role: bool
    """Whether it only says what somebody is."""


def compatible(a: str, b: str) -> bool | None:
    """Whether two names may be one person's, or one institution's.

    Args:
        a: a name as printed, or the key of one.
        b: another.

    Returns:
        True for two spellings of one full name, False for names that differ. None where it cannot be told:
        one is empty, a part of the other, has an initial or no `Jr.`; an institution beside a person, who
        may speak for it.
    """
    return _compared(*sorted((a, b)))


@lru_cache(maxsize=8192)
def _compared(a: str, b: str) -> bool | None:
    one, other = _parsed(a), _parsed(b)
    if not (one.words and other.words):
        return None
    if one.institution and other.institution:
        return _institutions(one.words, other.words)
    same = one.words == other.words and (one.suffix, one.initials) == (other.suffix, other.initials)
    if not same and (one.institution or other.institution or one.role or other.role):
        return None
    if _other_title(one, other) or _other_suffix(one, other):
        return False
    if same:
        return True
    if _is_latin(one.words) != _is_latin(other.words):
        return None
    found = _persons(one.words, other.words)
    return None if found and one.suffix != other.suffix else found


def _other_suffix(a: _Name, b: _Name) -> bool:
    """Whether a suffix or the first of the middle initials shows two people, as of father and son."""
    initials = a.initials and b.initials and a.initials[0] != b.initials[0]
    return bool(initials or (a.suffix and b.suffix and a.suffix != b.suffix))


@lru_cache(maxsize=8192)
def _parsed(name: str) -> _Name:
    title, bare = split_title(name)
    is_key = _KEY.fullmatch(name) is not None
    whole = [word for word in _WORD.findall(fold(name, strokes=False)) if word not in _ARTICLES]
    if not _INSTITUTION.isdisjoint(whole):
        voice = _voice(whole)
        return _parsed(voice) if voice else _Name(tuple(whole), "", "", None, institution=True, role=False)
    words = [word for word in (name if is_key else key(name)).split() if word not in _ARTICLES]
    suffix = next((word for word in words[1:] if word in _SUFFIXES), "")
    words = [word for at, word in enumerate(words) if not at or word not in _SUFFIXES]
    institution = not _BETWEEN.isdisjoint(words) or (
        len(words) == 1 and (words[0] in _KNOWN_INSTITUTIONS or _is_acronym(bare))
    )
    role = bool(words) and (words[-1] in _ROLES or all(map(is_title_word, words)))
    initials = "" if is_key else "".join(filter(str.isalpha, fold("".join(_INITIALS.findall(bare)))))
    gender = gender_of_title(title) if title else None
    kept = words if institution else _without_particles(words)
    return _Name(tuple(kept), suffix, initials, gender, institution, role)


def _voice(words: Sequence[str]) -> str:
    """Who holds an office of the institution that is named before: `House Speaker Nora Feld`."""
    last = max(at for at, word in enumerate(words) if word in _INSTITUTION)
    offices = [at for at in range(last + 1, len(words)) if is_title_word(words[at])]
    return " ".join(words[offices[-1] + 1 :]) if offices and words[last + 1 : offices[0] + 1] else ""


def _is_acronym(name: str) -> bool:
    return len(name) > 1 and name.isupper() and len(name) <= LONG


def _without_particles(words: Sequence[str]) -> list[str]:
    kept = [
        word
        for at, word in enumerate(words[:-1])
        if word not in _PARTICLES or (not at and word in _GIVEN_TOO)
    ]
    return [*kept, *words[-1:]]


def _other_gender(a: Gender | None, b: Gender | None) -> bool:
    return {a, b} == {Gender.MALE, Gender.FEMALE}


def _other_title(a: _Name, b: _Name) -> bool:
    """Whether a title shows two people: `Mrs. Castle` is neither `Mr. Castle` nor `Bill Castle`."""
    genders = [
        one.gender or (gender_of_given(one.words[0]) if len(one.words) > 1 else None) for one in (a, b)
    ]
    return bool(a.gender or b.gender) and _other_gender(*genders)


def _is_latin(words: Sequence[str]) -> bool:
    """Whether a name is printed in Latin letters: `Putin`, not `Путин`."""
    return any(letter <= "\u024f" for letter in "".join(words) if letter.isalpha())


def _institutions(a: Sequence[str], b: Sequence[str]) -> bool | None:
    """Whether two institutions are one: the same words, or the acronym of the other's."""
    one, other = ({word for word in words if word not in _SMALL} for words in (a, b))
    if one == other or _abbreviates(a, b) or _abbreviates(b, a):
        return True
    return None if one <= other or other <= one else False


def _abbreviates(short: Sequence[str], long: Sequence[str]) -> bool:
    first = "".join(word[0] for word in long)
    telling = "".join(word[0] for word in long if word not in _SMALL)
    return len(short) == 1 and len(long) > 1 and short[0] in (first, telling)


def _persons(a: Sequence[str], b: Sequence[str]) -> bool | None:
    """Whether two persons' names agree, suffixes and titles apart."""
    if sorted(a) == sorted(b):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return _part_of(short[0], long)
    given = _given(short, long)
    if _same_family(short[-1], long[-1], sure=given is True):
        same = None if spelled(short[-1]) != spelled(long[-1]) else True
        return _weaker(given, same, _middle(short, long))
    if given is False:
        return None if _inside(short, long) else False
    if _inside(short, long):
        return given
    return None if (long[-1] in short[1:] or short[-1] in long[1:]) and len(long) > _PERSONS_PART else False


def _weaker(*found: bool | None) -> bool | None:
    """False if one is, else None if one is."""
    return False if False in found else None if None in found else True


def _part_of(alone: str, words: Sequence[str]) -> bool | None:
    """None where a single name may be a part of another, or another form of it."""
    if len(words) == 1:
        like = spelled(alone) == spelled(words[0]) or one_given(alone, words[0])
        return None if like or misprinted(alone, words[0], _VERY_LONG) else False
    like = any(spelled(alone) == spelled(word) for word in words) or one_given(alone, words[0])
    return None if like or misprinted(alone, words[-1], _VERY_LONG) else False


def _inside(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the longer name has all words of the shorter, in their order."""
    rest = iter(map(spelled, long))
    return all(spelled(word) in rest for word in short)


def _given(short: Sequence[str], long: Sequence[str]) -> bool | None:
    """Whether the given names of two full names agree; somebody may go by a middle name."""
    first, second = short[0], long[0]
    if first == second or one_given(first, second):
        return True
    if 1 in (len(first), len(second)):
        later = short[1:-1] if len(first) == 1 else long[1:-1]
        return None if first[0] == second[0] or _by_middle_name(short, long) or later else False
    if _by_middle_name(short, long):
        return True if gender_of_given(short[0]) else None
    if _other_gender(gender_of_given(first), gender_of_given(second)):
        return False
    begins = len(min(first, second, key=len)) >= _BEGINNING and (
        first.startswith(second) or second.startswith(first)
    )
    return None if begins or spelled(first) == spelled(second) or misprinted(first, second, LONG) else False


def _by_middle_name(short: Sequence[str], long: Sequence[str]) -> bool:
    return short[0] in long[1:-1] or long[0] in short[1:-1]


def _middle(short: Sequence[str], long: Sequence[str]) -> bool | None:
    """Whether what stands between first and last word agrees: one may lack it, but not have another."""
    one, other = set(short[1:-1]), set(long[1:-1])
    if one <= other or other <= one:
        lost = (one ^ other) and short[0] in _COMPOUNDING
        return None if lost else True
    return False if {short[0], long[0]} & _COMPOUNDING else None


def _same_family(a: str, b: str, *, sure: bool) -> bool:
    return spelled(a) == spelled(b) or (sure and misprinted(a, b, LONG))


def misprinted(a: str, b: str, least: int) -> bool:
    """Whether two long words differ in one letter."""
    if min(len(a), len(b)) < least or abs(len(a) - len(b)) > 1:
        return False
    same = next(
        (at for at, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b))
    )
    return a[same + (len(a) >= len(b)) :] == b[same + (len(b) >= len(a)) :]


@lru_cache(maxsize=8192)
def spelled(word: str) -> str:
    """A word as it sounds, whoever transcribed it."""
    for printed, plain in _SPELLINGS:
        if printed in word:
            word = word.replace(printed, plain)
    return _TWICE.sub(r"\1", word)


def one_given(a: str, b: str) -> bool:
    """Whether two given names may be one person's: a short form and the full one."""
    return not _forms().get(a, frozenset()).isdisjoint(_forms().get(b, ()))


@cache
def _forms() -> dict[str, frozenset[int]]:
    """The lines of the table in which each form stands."""
    text = resources.files("quotebrowser.names").joinpath("nicknames.txt").read_text(encoding="utf-8")
    found: dict[str, set[int]] = {}
    for number, line in enumerate(text.splitlines()):
        if not line.startswith("#"):
            for form in line.split():
                found.setdefault(fold(form), set()).add(number)
    return {form: frozenset(lines) for form, lines in found.items()}
