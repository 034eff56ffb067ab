"""What stands beside the names in a byline: titles, degrees, and what somebody works for.

One rule guards it: what is not surely one of these is kept, and a name that it stands in is printed as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.names.family_names import is_surname_alone, known_given
from quotebrowser.text import fold
from quotebrowser.text.words import word_list

_ORGANISATION: Final = frozenset(
    word_list("""
    academy agence agencia agency agentur associated association board broadcasting bureau centre center
    chronicle college commission committee company corporation correspondent correspondents council daily
    department desk editor editors editorial foundation gazette gmbh herald hospital inc institut
    institute instituto journal laboratory llc ltd magazine media ministry network news newspaper newsroom
    office online plc post press radio rédaction redacción redaction redaktion redazione reporter
    reporters reuters school service society staff stiftung team times tribune tv universidad universidade
    università universität université university weekly writers zeitung
    """)
)
_BESIDE: Final = frozenset(
    word_list("""
    analyst author columnist contributor courier dispatch editor-in-chief enquirer examiner express fellow
    freelance freelancer globe guardian independent inquirer journalist lecturer mail mirror observer
    photographer producer professor record review sentinel standard star sun telegraph today world writer
    """)
)
"""Words that tell somebody's work only where they stand behind a name; some are surnames too."""
_DEGREES: Final = frozenset(
    word_list("""
    ac am ao apn arnp asc ba barch bba bch bcom bd beng bfa bs bsc bscn bsn btech bvsc ca cbe cfa cfp cgma
    ch ch.b chb cm cmg cnm cpa crna cvo dba dbe dc dcl dd dds dlitt dm dma dmd dnp do dphil dpt drph dsc
    dso dvm edd edm eds esq esquire faan faap fba fca fcca frcp frcpc frcs frs frsa frse gbe gcmg jd jp
    kbe kc kcb kcmg kcvo kg kt lcsw litt llb lld llm lmft lmhc lpc lpn lvn ma march mat mb mba mbbs mbe
    mbch mbchb mc mch mchem md mdiv meng mep mfa mla mlis mm mp mpa mph mphil mpp mres mrcp ms msc mscn
    msn msp mst mstat msw mvo np obe oc ofm om op osb pa pa-c pe pharmd phd phr psyd qc rd rdn rgn rma rn
    rph sc sj sphr thd tm vc
    """)
)
"""Degrees, honours, orders and callings that are printed behind a name, without their stops."""
_SURNAMES_TOO: Final = frozenset(("do", "ma", "am", "ba", "ca", "om", "mat", "march", "kt", "ch"))
"""Of these the ones that are names, told only by their stops or a comma before them."""
_TITLES: Final = frozenset(
    word_list(
        "dr prof professor mr mrs ms mx rev sir dame hon ing dipl.-ing lic mag dott dra doc phdr mudr judr"
    )
)
"""What stands before a name and never is one."""
_SUFFIXES: Final = frozenset(("jr", "sr", "ii", "iii", "iv"))
_BY: Final = re.compile(r"\Aby:?[ ]+", re.IGNORECASE)
_TOGETHER: Final = re.compile(r",?[ ]+(?:and|&)[ ]+", re.IGNORECASE)
"""What joins two authors in a byline."""
_BEHIND: Final = re.compile(r"\s?\([^()]*\)\Z|\s[|/·•–—-]\s.*\Z|\s(?:of|for|in|at|from|reporting)\s.*\Z")
"""What somebody works for and where they are, where no comma stands before it."""
_SPACED: Final = re.compile(r"\b(Ph|M|LL|Ed|D|B|Pharm|Psy)\. (?=(?:[A-Z]\.)+(?:,|\Z))")
"""Degrees are also printed with a space: `Ph. D.`, `M. D.`"""
_FEWEST: Final = 2
"""Words of a name that has parts."""


@dataclass(frozen=True, slots=True)
class Person:
    """A name of a byline without what stands beside it."""

    name: str
    """In reading order; the family name alone where `given` is known."""
    given: str = ""
    """What stands behind a comma because the family name comes first; else empty."""
    suffix: str = ""
    """`Jr.`, `III`; empty if none is printed."""
    whole: bool = False
    """Whether it is to be printed as it stands."""


def without_by(line: str) -> str:
    """A byline without its `By`."""
    return _BY.sub("", line.strip())


def persons_of(line: str) -> tuple[str, ...]:
    """The parts of a byline that name one author each, with what stands beside them."""
    line = without_by(line)
    parts = [part.strip() for part in _TOGETHER.split(line) if part.strip()]
    return tuple(piece for part in parts for piece in _listed(part)) or (line,)


def _listed(part: str) -> list[str]:
    """The names of a list with commas, each a given name and more; else the part alone."""
    found: list[str] = []
    for piece in (piece.strip() for piece in part.split(",")):
        words = piece.split()
        if len(words) >= _FEWEST and known_given(words[0]) and not is_organisation(words):
            found.append(piece)
        elif found and piece:
            found[-1] += f", {piece}"
        else:
            return [part]
    return found


def person_of(printed: str, outlet: str = "") -> Person:
    """A printed name without title, degrees and what stands beside it."""
    head, *rest = [piece.strip() for piece in _SPACED.sub(r"\1.", printed.strip()).split(",")]
    words = _bare(head.split())
    rest = [piece for piece in rest if piece]
    if not words:
        return Person(rest[0] if rest else "", whole=True)
    if is_organisation(words):
        return _organisation(words, rest, outlet)
    if len(words) < _FEWEST or is_surname_alone(words):
        return _inverted(words, rest, outlet)
    rest = [piece for piece in rest if not _is_degree(piece)]
    suffix = next((piece for piece in rest if _is_suffix(piece)), "")
    rest = [piece for piece in rest if piece != suffix]
    if len(words) > _FEWEST and not suffix and _is_suffix(words[-1]):
        suffix = words.pop()
    name = " ".join(words)
    if not rest or known_given(words[0]) or any(_is_beside(piece, outlet) for piece in rest):
        return Person(name, suffix=suffix)
    if len(rest) == 1 and known_given(rest[0].split()[0]):
        return Person(name, rest[0], suffix)
    return Person(", ".join([name, *rest]), suffix=suffix, whole=True)


def _bare(words: list[str]) -> list[str]:
    """The words of a name without titles before it, degrees and places behind it."""
    while len(words) > _FEWEST and words[0].rstrip(".").lower() in _TITLES:
        words = words[1:]
    if len(words) > _FEWEST and known_given(words[0]):
        before = _BEHIND.sub("", " ".join(words)).split()
        words = before if len(before) >= _FEWEST and not is_organisation(before) else words
    while len(words) > _FEWEST and _is_degree(words[-1]) and _printed_as_degree(words):
        words = words[:-1]
    return words


def _printed_as_degree(words: Sequence[str]) -> bool:
    """Whether the last word of a name has the capitals or the stops of a degree."""
    last = words[-1]
    if "." in last.rstrip("."):
        return True
    bare = last.rstrip(".").lower()
    capitals = sum(map(str.isupper, last))
    return bare not in _SURNAMES_TOO and (
        bare.startswith("esq") or (capitals >= _FEWEST and not "".join(words[:-1]).isupper())
    )


def _organisation(words: Sequence[str], rest: Sequence[str], outlet: str) -> Person:
    name = " ".join(words)
    if len(rest) == 1 and _is_suffix(rest[0]):
        return Person(name, suffix=rest[0], whole=True)
    if rest and words[0] not in ("The", "A") and (len(words) == 1 or _is_beside(rest[-1], outlet)):
        return Person(name, whole=True)
    return Person(", ".join([name, *rest]), whole=True)


def _inverted(words: Sequence[str], rest: list[str], outlet: str) -> Person:
    """A family name, with the given ones in what stands behind it."""
    name = " ".join(words)
    suffix = next((piece for piece in rest if _is_suffix(piece)), "")
    rest = [piece for piece in rest if piece != suffix]
    unlike = bool(rest) and len(rest[0].split()) > 1 and is_organisation(rest[0].split())
    if not rest or unlike or (len(words) > 1 and _is_beside(rest[0], outlet)):
        return Person(name, suffix=suffix, whole=not rest and len(words) == 1)
    kept = [
        rest[0],
        *(piece for piece in rest[1:] if not _is_degree(piece) and not _is_beside(piece, outlet)),
    ]
    return Person(name, ", ".join(kept), suffix)


def _is_suffix(piece: str) -> bool:
    return piece.rstrip(".").lower() in _SUFFIXES


def _is_degree(piece: str) -> bool:
    """Whether all of a piece is degrees, in one of their spellings."""
    if re.sub(r"[.\s]", "", piece).lower() in _DEGREES:
        return True
    words = [word for word in re.split(r"[\s/&]+", piece) if word]
    return bool(words) and all(
        word.replace(".", "").strip("()").lower() in _DEGREES | {"ret", "hons"} for word in words
    )


def _is_beside(piece: str, outlet: str) -> bool:
    """Whether a piece says for whom somebody works, what they are, or repeats the outlet."""
    words = piece.split()
    named = [word for word in outlet.removeprefix("The ").split() if word[:1].isalnum()]
    letters = "".join(word[0] for word in named).lower()
    return (
        fold(piece).removeprefix("the ") == fold(" ".join(named))
        or (len(letters) > 1 and re.sub(r"[.\s]", "", piece).lower() == letters)
        or (len(words) == 1 and len(piece) > _FEWEST and piece.isupper() and piece.isalpha())
        or any(word.islower() and len(word) > _FEWEST for word in (words[0], words[-1]))
        or is_organisation(words)
        or any(word.lower().strip(".,") in _BESIDE for word in words)
        or bool(re.search(r"[@\d]|\w\.[a-z]{2,}", piece))
    )


def is_organisation(words: Sequence[str]) -> bool:
    """Whether words are surely no person's name: an organisation's, or those of people at work together."""
    return (
        words[0] in ("The", "A")
        or "of" in words[1:-1]
        or any(word.lower().strip(".,") in _ORGANISATION for word in words)
        or any(re.search(r"[^\w.’'-]|\d", word) for word in words)
    )
