"""Titles, ranks and offices that stand before a name.

One rule guards it: a title is taken off only where a name remains.
"""

import re
from typing import Final

from quotebrowser.names.given import Gender
from quotebrowser.text.words import word_list

HONORIFICS: Final = {
    "mr": Gender.MALE,
    "mister": Gender.MALE,
    "mrs": Gender.FEMALE,
    "ms": Gender.FEMALE,
    "miss": Gender.FEMALE,
    "mx": Gender.EITHER,
}
"""Forms of address that say nothing but gender; they are never part of a citation."""

_GENDERED: Final = {
    **HONORIFICS,
    **dict.fromkeys(
        ["sir", "lord", "king", "prince", "pope", "father", "chairman", "congressman", "councilman",
         "assemblyman", "ayatollah", "sheikh", "imam", "monsieur", "m", "herr", "señor", "signor", "duke",
         "spokesman", "rabbi", "archbishop", "bishop", "cardinal"], Gender.MALE,
    ),
    **dict.fromkeys(
        ["lady", "dame", "queen", "princess", "sister", "mother", "chairwoman", "congresswoman",
         "councilwoman", "assemblywoman", "madame", "mme", "mlle", "frau", "señora", "signora", "duchess",
         "spokeswoman", "baroness"], Gender.FEMALE,
    ),
}  # fmt: skip

_WORDS: Final = frozenset(
    word_list("""
    mr mister mrs ms miss mx dr prof professor doctor sen sens senator senators rep reps representative
    congressman congresswoman del delegate councilman councilwoman councilmember councillor assemblyman
    assemblywoman alderman gov govs governor lt president vice prime minister chancellor premier
    secretary undersecretary deputy assistant ambassador envoy foreign defense defence finance interior
    mayor speaker leader majority minority whip chair chairman chairwoman chairperson commissioner
    attorney general atty solicitor district judge justice chief magistrate sheriff marshal gen brig
    brigadier maj major col colonel lieutenant capt captain cmdr commander sgt sergeant cpl corporal pvt
    private adm admiral rear petty field supt superintendent officer det detective inspector constable
    trooper agent special cadet ensign rev reverend pastor father fr bishop archbishop cardinal pope
    rabbi imam sheikh shaikh ayatollah hojatoleslam mullah seyyed sayyed sayyid sister brother mother
    saint king queen prince princess sir lord lady dame baron baroness duke duchess earl count countess
    emperor sultan emir crown ceo cfo director spokesman spokeswoman spokesperson editor coach justice
    supreme grand then-president ex-president former acting interim late herr frau monsieur madame mme
    mlle señor señora signor signora don doña
    """)
)
_OFFICERS: Final = frozenset({"treasurer", "elect", "general", "designate", "at", "in", "secretary"})
_JOINING: Final = frozenset({"of", "for"})
_OFFICES: Final = frozenset(
    {"state", "defense", "defence", "treasury", "education", "commerce", "labor", "energy", "war"}
)
_PRINTED: Final = re.compile(r"\S+")
_MOST_WORDS: Final = 12


def is_title_word(word: str) -> bool:
    """Whether `word` (any case, with or without its full stop) can be part of a title before a name."""
    low = word.rstrip(".").lower()
    return low in _WORDS or ("-" in low and low.split("-")[0] in _WORDS and low.split("-")[-1] in _OFFICERS)


def gender_of_title(title: str) -> Gender | None:
    """What a title tells of its bearer's gender; None if it tells nothing."""
    for word in title.split():
        found = _GENDERED.get(word.rstrip(".").lower())
        if found is not None:
            return found
    return None


def split_title(printed: str) -> tuple[str, str]:
    """Title and name of a name as printed: `("Brig. Gen.", "Behrouz Esbati")`.

    The title is empty where none is printed. `Secretary of State` stays together; at least one word is
    left as the name, so that `Pope` alone is a name.
    """
    spans = [match.span() for match in _PRINTED.finditer(printed)]
    taken, at = 0, 0
    while at < min(len(spans) - 1, _MOST_WORDS):
        word = printed[slice(*spans[at])]
        if is_title_word(word):
            at += 1
            taken = at
        elif word.lower() in _JOINING and at + 2 < len(spans) and taken == at and taken:
            office = printed[slice(*spans[at + 1])].lower()
            if office not in _OFFICES:
                break
            at += 2
            taken = at
        else:
            break
    if not taken:
        return "", printed.strip()
    return printed[spans[0][0] : spans[taken - 1][1]], printed[spans[taken][0] :].strip()
