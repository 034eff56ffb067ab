"""What exports of press databases print alike: days, languages, rights, and names written backwards.

One rule guards it: a line is a day, a language or a note of rights only when all of it is understood.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from quotebrowser.ingest.facts.bylines import authors
from quotebrowser.ingest.facts.printed_dates import dates_in, is_day_first
from quotebrowser.ingest.files.source import Read, Unread
from quotebrowser.model import Fact, Facts, Provenance

_CUT: Final = "the file ends before this article does: its end may be missing"
_LONGEST_DAY: Final = 120
_LONGEST_RIGHTS: Final = 400
_GLUED: Final = re.compile(r"(\d\.)(?=[^\W\d_])")
"""`9.Januar`, as some exports print it."""
_WEEKDAY: Final = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams)tag|mittwoch|sonnabend|sonntag"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:maan|dins|woens|donder|vrij|zater|zon)dag"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica"
    r"|(?:segunda|terça|quarta|quinta|sexta)-feira)"
)
_AT: Final = (
    r"(?:(?:at|um|à|om|a las)\s)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?(?:[ap]\.?m\.?|uhr|h))?"
    r"(?:\s(?:[a-z]{2,5}(?:[+-]\d{1,2})?\b|[a-z]{3,9}\s(?:standard|daylight|summer)\stime))?"
)
_LAID_OUT: Final = (
    r"(?:\d{1,4}\s(?:words|mots|wörter|palabras|woorden)|p\.\s.{1,40}|s\.\s\d{1,4}|pp?\s?\d{1,4})"
)
_EDITION: Final = (
    r"(?:\d{1,3}\s?[-–]\s)?(?:[^\W\d_][\w.’'/&-]{0,14}\s|\d[\w.]{0,4}\s){0,4}(?:edition|ausgabe|édition|editie|edición|edizione|edição)s?"
    r"(?:\b[^.!?“”\"]{0,40})?"
)
_BEFORE_DAY: Final = re.compile(rf"\s?(?:{_WEEKDAY}[\s,]{{1,3}})?(?:(?:den|le|el|il)\s)?\Z", re.IGNORECASE)
_BEHIND_DAY: Final = re.compile(
    rf"[\s,]{{0,3}}{_WEEKDAY}\b[^.!?“”\"]{{0,60}}\Z"
    rf"|(?:[\s,;·|()–-]{{0,4}}(?>{_WEEKDAY}|{_AT}|{_LAID_OUT}|{_EDITION}))*+[\s,;.)]{{0,3}}\Z",
    re.IGNORECASE,
)
_EDITION_LINE: Final = re.compile(
    rf"{_EDITION}\s?\Z|(?:edition|ausgabe|editie)\s\d{{1,3}}\b.{{0,40}}\Z", re.IGNORECASE
)
_RIGHTS: Final = re.compile(
    r"copyright\b|\(c\)|©|copr\.|all rights reserved|alle rechte vorbehalten|tous droits|alle rechten"
    r"|todos los derechos|reservados todos|tutti i diritti|todos os direitos|droits d.auteur",
    re.IGNORECASE,
)
_RESERVED: Final = re.compile(
    r"(?:all rights reserved|alle rechte vorbehalten|tous droits (?:de reproduction )?réservés"
    r"|alle rechten voorbehouden|todos los derechos reservados"
    r"|tutti i diritti riservati|todos os direitos reservados)[\s.)]{0,4}\Z",
    re.IGNORECASE,
)
_HELD: Final = re.compile(
    r"(?i:(?:\(c\)\s?)?copyright\b|\(c\)|©|copr\.)[\s:,]{0,3}(?i:\(c\)|©|by\s)?\s?"
    r"(?:(?:[A-ZÀ-Ý&(][^\s“”\"«»„]{0,30}|\d{1,2},?|of|and|the|de|du|des|la|for)\s){0,8}"
    r"(?:19|20)\d{2}(?:[-–,]\s?(?:19|20)?\d{2})?(?:\W{0,5}|[.,;]?\s(?=[A-ZÀ-Ý(©w])[^“”\"«»„]{0,300})\Z"
)
_LANGUAGES: Final = {
    name: tag
    for tag, names in {
        "en": "english englisch anglais inglés engels inglese inglês",
        "de": "german deutsch allemand alemán duits tedesco alemão",
        "fr": "french français französisch francés frans francese francês",
        "es": "spanish español spanisch espagnol spaans spagnolo espanhol castellano",
        "nl": "dutch nederlands niederländisch néerlandais neerlandés olandese holandés",
        "it": "italian italiano italienisch italien italiaans",
        "pt": "portuguese português portugiesisch portugais portugués portugees",
        "ru": "russian русский russisch russe ruso",
        "pl": "polish polski polnisch polonais polaco",
        "da": "danish dansk dänisch danois",
        "sv": "swedish svenska schwedisch suédois",
        "no": "norwegian norsk norwegisch norvégien",
    }.items()
    for name in names.split()
}
_INVERTED: Final = re.compile(r"([^,\d]{2,40}),\s([^,\d]{1,40})\Z")
_ENDED: Final = re.compile(r"(?<=[^\W\d_]{2})(?<!\b[JS]r)\.\Z")
"""The full stop of a byline, not that of an initial."""
_ARTICLE: Final = re.compile(r"(.{2,80}), (The|Der|Die|Das|Le|La|Les|El|De|Het|Il|O)\Z")


def embedded(values: Mapping[str, str]) -> Facts:
    """Facts that a file's own fields give; what is empty is not known."""
    return Facts(**{key: Fact(value, Provenance.EMBEDDED) for key, value in values.items() if value})


def cut_off(found: Read | Unread) -> Read | Unread:
    """An article whose end the export does not have, marked as such."""
    return found if isinstance(found, Unread) else replace(found, notice=_CUT)


def language_tag(named: str) -> str:
    """The tag of a language that is named in one of the languages of the databases; empty if unknown."""
    return _LANGUAGES.get(re.split(r"[;,/(]", named, maxsplit=1)[0].strip().lower(), "")


def day_in(line: str, language: str = "") -> str:
    """The day that is all a line prints, but for weekday, time, length, page and edition; else empty."""
    if len(line) > _LONGEST_DAY:
        return ""
    line = _GLUED.sub(r"\1 ", " ".join(line.split()))
    for found in dates_in(line, day_first=is_day_first(language)):
        if _BEFORE_DAY.match(line[: found.start]) and _BEHIND_DAY.match(line[found.end :]):
            return found.iso
    return ""


def first_day(line: str, language: str = "") -> str:
    """The first day in a short line of facts, whatever stands beside it; empty if there is none."""
    line = _GLUED.sub(r"\1 ", " ".join(line.split()))
    return next((found.iso for found in dates_in(line, day_first=is_day_first(language))), "")


def is_edition(line: str) -> bool:
    """Whether a line names an edition and nothing else."""
    return len(line) <= _LONGEST_DAY and _EDITION_LINE.match(line.strip()) is not None


def is_rights_line(line: str) -> bool:
    """Whether a line amid running text is a note of copyright: sign, holder and year, or rights reserved."""
    return len(line) <= _LONGEST_RIGHTS and (
        _HELD.match(line) is not None
        or (_RIGHTS.match(line) is not None and _RESERVED.search(line) is not None)
        or _RESERVED.match(line) is not None
    )


def is_rights(line: str) -> bool:
    """Whether a line in the head or at the end of an article is a note of copyright."""
    if len(line) > _LONGEST_RIGHTS:
        return False
    return _RIGHTS.match(line) is not None or _RESERVED.search(line) is not None


def byline_values(written: Iterable[str], outlet: str = "") -> dict[str, str]:
    """`byline` and `agency` of names as a database gives them, turned round where they are inverted."""
    names = (_ENDED.sub("", name.strip()) for value in written for name in value.split(";"))
    said = authors(list(map(turned, names)), outlet)
    return {"byline": "; ".join(said.names), "agency": said.agency}


def turned(name: str) -> str:
    """`Ada Example` of `Example, Ada`; other names as they are, with what is said of them."""
    found = _INVERTED.match(name.strip())
    if found is None or not (
        len(found[1].split()) == 1 or len(found[2].split()) == 1 or authors([found[2]]).are_people
    ):
        # What stands behind the comma is what somebody is, not their given name.
        return name.strip()
    return f"{found[2]} {found[1]}"


def with_article(outlet: str) -> str:
    """`The Example Herald` of `Example Herald, The`."""
    found = _ARTICLE.match(outlet.strip())
    return f"{found[2]} {found[1]}" if found else outlet.strip()
