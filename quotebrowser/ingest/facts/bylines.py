"""Lines that say who wrote an article.

One rule guards it: a line is a byline only when all of it is understood. `By Friday Morning` and a sentence
that begins with By are none; what stands beside the names (agencies, roles) never becomes an author.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from quotebrowser.ingest.facts.printed_dates import is_calendar_word

_LONGEST: Final = 120
_LONGEST_LITERAL: Final = 60
"""Characters of an author who is no person's name: organisations and pen names."""
_MOST_AUTHORS: Final = 20
_MOST_WORDS: Final = 5
_AGENCIES: Final = {
    "ap": "Associated Press",
    "associated press": "Associated Press",
    "reuters": "Reuters",
    "afp": "Agence France-Presse",
    "agence france-presse": "Agence France-Presse",
    "dpa": "dpa",
    "efe": "EFE",
    "ansa": "ANSA",
    "upi": "United Press International",
    "united press international": "United Press International",
    "bloomberg": "Bloomberg",
    "xinhua": "Xinhua",
    "pa media": "PA Media",
    "press association": "PA Media",
}
"""Wire agencies as bylines print them, and their names."""
_ROLES: Final = frozenset(
    [
        "staff",
        "senior",
        "chief",
        "foreign",
        "political",
        "national",
        "special",
        "contributing",
        "correspondent",
        "reporter",
        "writer",
        "editor",
        "columnist",
        "bureau",
        "desk",
        "team",
        "photographer",
        *(
            "analyst",
            "freelance",
            "newsroom",
            "editors",
            "editorial",
            "admin",
            "administrator",
            "webdesk",
            "staffs",
        ),
        *(
            "redaktion",
            "redakteur",
            "redakteurin",
            "korrespondent",
            "korrespondentin",
            "reporterin",
            "chefredakteur",
        ),
        *(
            "rédaction",
            "journaliste",
            "correspondant",
            "correspondante",
            "rédacteur",
            "rédactrice",
            "envoyé",
            "envoyée",
        ),
        *(
            "redacción",
            "corresponsal",
            "redactor",
            "redactora",
            "periodista",
            "enviado",
            "enviada",
            "redazione",
        ),
    ]
)
_PARTICLES: Final = frozenset(
    [
        "al",
        "bin",
        "da",
        "de",
        "del",
        "della",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "ten",
        "ter",
        "van",
        "von",
        "y",
        "zu",
    ]
)
_BREAK: Final = re.compile(
    r"\s?[,;|/·•]\s?(?:and\s|und\s|et\s)?|\s[–—-]\s|\s(?:and|&|und|et|y|och|og|en)\s", re.IGNORECASE
)
_BY: Final = re.compile(
    r"(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|Door|Av|Af|Text|Written by|Words by|Story by):?\s(?=\S)"
)
"""What bylines begin with, in the languages of Western Europe."""
_ASIDE: Final = re.compile(
    r"\s(?:is|was|are|ist|est|es|è)\s.{0,200}\Z|\s(?:in|from|at|à|aus)\s(?:the\s)?[A-Z].{0,60}\Z|\s?\([^()]{0,60}\)"
    r"|\s?\S{1,60}@\S{1,60}|\s?https?://\S{1,200}"
)
"""What stands behind a name: who somebody is, where they write from, how to reach them."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote an article."""

    names: tuple[str, ...]
    """As printed, in order; empty where only an agency is named."""
    agency: str
    """Empty where none is named."""


def printed_byline(line: str) -> Byline | None:
    """Who `line` names, as in `By Ada Example and Bo Sample, Associated Press`; None if it is no byline."""
    opening = _BY.match(line) if len(line) <= _LONGEST else None
    if opening is None:
        return None
    names: list[str] = []
    agency = ""
    for part in _BREAK.split(" ".join(line[opening.end() :].split())):
        wire = wire_agency(part)
        if wire:
            agency = agency or wire
        elif _is_name(part):
            names.append(part)
        elif not (names or agency) or not _is_role(part):
            return None
    return Byline(tuple(names), agency) if names or agency else None


def authors(values: Iterable[str], outlet: str = "") -> Byline:
    """Who wrote an article, of what a page or file names as its authors.

    `By`, what somebody is and where they write from are removed, and agencies are separated from people. A
    name that is not understood is taken as it stands: it may be an organisation.

    Args:
        values: as given, each with one name or several.
        outlet: who published the article; no author where people are named too.
    """
    people: list[str] = []
    others: list[str] = []
    agency = ""
    for value in values:
        line = _ASIDE.sub("", " ".join(value.split())[: 2 * _LONGEST])
        line = _BY.sub("", line, count=1).strip(" ,;|·•–—-")
        if line.startswith(("http://", "https://", "/", "@", "www.")):
            continue
        for part in filter(None, (part.strip() for part in _BREAK.split(line))):
            wire = wire_agency(part)
            agency = agency or wire
            if not wire and _is_name(part):
                people.append(part)
            elif not wire and not _is_role(part) and len(part) <= _LONGEST_LITERAL:
                others.append(part)
    named = people or [name for name in others if any(map(str.isalpha, name))]
    kept = [name for name in dict.fromkeys(named) if name != outlet or len(set(named)) == 1]
    return Byline(tuple(kept[:_MOST_AUTHORS]), agency)


def wire_agency(name: str) -> str:
    """The name of the wire agency that bylines print as `name`; empty if it is not one."""
    return _AGENCIES.get(name.strip().lower().removeprefix("the "), "")


def _is_name(part: str) -> bool:
    words = part.split()
    return (
        2 <= len(words) <= _MOST_WORDS  # noqa: PLR2004 - a name has a given name and a surname
        and all(_is_name_word(word) for word in words)
        and words[0][0].isupper()
        and words[0].lower() != "the"
        and not _is_role(part)
    )


def _is_name_word(word: str) -> bool:
    plain = word.replace(".", "").replace("-", "").replace("’", "").replace("'", "")
    capital = plain[:1].isupper() or word.lower() in _PARTICLES or word.lower().startswith("al-")
    return plain.isalpha() and capital and not is_calendar_word(plain)


def _is_role(part: str) -> bool:
    return any(word.lower() in _ROLES for word in part.split())
