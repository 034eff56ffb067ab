"""Lines that say who wrote an article.

One rule guards it: a line is a byline only when all of it is understood. `By Friday Morning` and a sentence
that begins with By are none; what stands beside the names (agencies, roles) never becomes an author.
"""

import re
from dataclasses import dataclass
from typing import Final

from quotebrowser.ingest.dates import is_calendar_word

_LONGEST: Final = 120
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
        "analyst",
        "freelance",
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
_BREAK: Final = re.compile(r"\s?[,;|/]\s?(?:and\s)?|\s(?:and|&)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote an article."""

    names: tuple[str, ...]
    """As printed, in order; empty where only an agency is named."""
    agency: str
    """Empty where none is named."""


def printed_byline(line: str) -> Byline | None:
    """Who `line` names, as in `By Ada Example and Bo Sample, Associated Press`; None if it is no byline."""
    if len(line) > _LONGEST or line[:3].lower() != "by " or line[0] != "B":
        return None
    names: list[str] = []
    agency = ""
    for part in _BREAK.split(" ".join(line[3:].split())):
        wire = wire_agency(part)
        if wire:
            agency = agency or wire
        elif _is_name(part):
            names.append(part)
        elif not (names or agency) or not _is_role(part):
            return None
    return Byline(tuple(names), agency) if names or agency else None


def wire_agency(name: str) -> str:
    """The name of the wire agency that bylines print as `name`; empty where it is none."""
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
