"""Lines that say when an article was published and changed.

One rule guards it: a line is one only where nothing else stands on it. A sentence with a date in it tells of
something that happened, not of the article.
"""

import re
from dataclasses import dataclass
from typing import Final

from quotebrowser.ingest.facts.printed_dates import dates_in

_CHANGED: Final = re.compile(
    r"updat|modif|chang|correct|aktualisier|geändert|stand\b|mise? à jour|actualiz|aggiorna|bijgewerkt"
    r"|gewijzigd|atualiza|opdater|uppdater|oppdater|aktualizac",
    re.IGNORECASE,
)
_PUBLISHED: Final = re.compile(
    r"pubb?li|posted|story is from|veröffentlich|erschienen|geplaatst|created|erstellt|released|filed|issued"
    r"|opubl|udgivet",
    re.IGNORECASE,
)
_SMALL: Final = re.compile(
    r"\b(?:first|last|on|at|the|date|time|am|um|uhr|vom|le|la|el|les|il|alle|ore|a las|à|op|om|den|kl|h"
    r"|pm|[ap]\.m\.?"
    r"|zuletzt|dernière|derniere|última|ultima|ultimo|dernier"
    r"|gmt|utc|[a-z]?[a-z]?[sd]t|ce[s]?t|bst|msk|ist|mon|tues?|wed|thu(?:rs)?|fri|sat|sun|mo|di|mi|do|fr|sa|so"
    r"|\w{2,8}(?:day|tag)|mittwoch|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves"
    r"|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)\b\.?",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(r"\b\d{1,2}(?:[:.h]\d{2}(?::\d{2})?|\s?h|(?=\s?[ap]\.?m))", re.IGNORECASE)
_TIME: Final = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s(?-i:[A-Z]{2,4})\b)?|\b\d{1,2}\s?[ap]\.?m\b\.?",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"\s(?:(?:first|last|zuletzt)\s)?"
    r"(?:updated|modified|published|posted|created|aktualisiert|geändert|veröffentlicht|publié|mis à jour"
    r"|publicado|actualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|publicerad|uppdaterad)\w{0,2}"
    r"(?:\s(?:on|at|am|le|el|il|op))?[\s:]{0,9}\Z",
    re.IGNORECASE,
)
_READING: Final = re.compile(
    r"\b\d{1,3}[\s-]?min\w{0,8}(?:\s(?:read|de lecture|lesezeit|de lectura))?", re.IGNORECASE
)
_SINCE: Final = (
    r"\d{1,3}\s?(?:seconds?|secs?|minut\w{0,3}|mins?|hours?|hrs?|days?|weeks?|stunden?|tage?n?|wochen?|heures?"
    r"|jours?|semaines?|horas?|d[ií]as?|semanas?|or[ae]|giorn[oi]|settiman[ae]|uur|uren|dag(?:en|ar|e)?|timm(?:ar|e)"
    r"|time?r|godzin\w?)"
)
_AGO: Final = re.compile(
    rf"\b(?:il y a|hace|há|vor|för|for)\s{_SINCE}\b(?:\s(?:sedan|siden))?"
    rf"|\b{_SINCE}\s(?:ago|geleden|fa|atrás|sedan|siden|temu)\b",
    re.IGNORECASE,
)
"""How long ago something was published."""
_LETTERS: Final = re.compile(r"[^\W\d_]+")

_FOREIGN: Final = re.compile(
    r"©|\(c\)|copyright|all rights|[☎☏📞]"
    r"|\b(?:tel|fax|call|phone|telephone|telefon|téléphone|teléfono|telefono)\b"
    r"|\bevents?\b|\b(?:when|where|wann|wo|quand|cuándo|quando|veranstaltung|termin)\s?:",
    re.IGNORECASE,
)
"""What stands beside a date that is not the article's: a right, a number to call, an event."""
_IN_SENTENCE: Final = re.compile(
    r"(?<![\w’'.-])(?!(?:by|von|par|por|di|da|de|door|av|af|in|at|from|of|the|and|und|et|y|read|comments?|views?|shares?)\b)"
    r"[a-zà-ÿ]{3,}(?![\w.-])"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What such a line says, as ISO 8601."""

    published: str
    """Empty where it says nothing of it."""
    modified: str
    """Empty where it says nothing of it."""
    labelled: bool
    """Whether a word says that the day of publication is one."""


def dateline(line: str, *, day_first: bool = False, words: int = 0) -> Dateline | None:
    """What a line of dates says; None if it is another line.

    Args:
        line: on one line.
        day_first: whether `01/09/2025` is in September.
        words: how many other words may stand on it, as a place or a name.
    """
    found = list(dates_in(line, day_first=day_first))
    if not found:
        return None
    published = modified = unnamed = ""
    place, rest = 0, []
    for date in found:
        label = line[place : date.start]
        if _CHANGED.search(label):
            modified = modified or date.iso
        elif _PUBLISHED.search(label):
            published = published or date.iso
        else:
            unnamed = unnamed or date.iso
        rest.append(label)
        place = date.end
    if _others(" ".join([*rest, line[place:]])) > words:
        return None
    return Dateline(published or unnamed, modified, bool(published))


def is_of_another_thing(line: str) -> bool:
    """Whether a date on a line is by its words no article's: of a right, a number to call, an event."""
    return _FOREIGN.search(line) is not None


def in_sentence(line: str) -> bool:
    """Whether a date on a line stands in a sentence: by words that no line of dates has."""
    rest = without_times(line)
    return rest != line and _IN_SENTENCE.search(rest) is not None


def without_times(line: str) -> str:
    """A line of names without the dates, times and labels that stand with them; other lines as they are."""
    found = list(dates_in(line))
    if not found and not any(pattern.search(line) for pattern in (_CLOCK, _READING, _AGO)):
        return line
    pieces, place = [], 0
    for date in found:
        pieces.append(line[place : date.start])
        place = date.end
    kept = " | ".join([*pieces, line[place:]])
    for pattern in (_AGO, _READING, _TIME):
        kept = pattern.sub(" | ", kept)
    parts = (_LABEL.sub("", part).strip(" ,;:–—-") for part in kept.split("|"))
    return " | ".join(part for part in parts if part and _others(part))


def _others(text: str) -> int:
    """How many words of a line are of no date, time or label."""
    for pattern in (_AGO, _READING, _CLOCK):
        text = pattern.sub(" ", text)
    words = [word for word in text.split() if not (_CHANGED.search(word) or _PUBLISHED.search(word))]
    return len(_LETTERS.findall(_SMALL.sub(" ", " ".join(words))))
