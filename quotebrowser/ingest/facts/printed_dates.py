"""Dates as newspapers print them, and as programs write them.

One rule guards it: what could be two dates is none. `01/09/2025` is January in one country and September in
another, so it is read only where the language of its page tells which; a date without its year is not read.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final

from quotebrowser.model import Date

_MONTHS: Final = {
    name: number
    for spelled in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "jänner feber mrz apr mai jun jul aug sep okt nov dez",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv févr mars avr mai juin juil août sept oct nov déc",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago sep oct nov dic",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "ιαν φεβ μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
        "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
        "januari februari maret april mei juni juli agustus september oktober november desember",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    )
    for number, name in enumerate(spelled.split(), 1)
} | {"fevrier": 2, "fevr": 2, "aout": 8, "dec": 12, "setiembre": 9, "ιανουαρίου": 1, "φεβρουαρίου": 2}
"""Months in the languages of Europe and in Turkish, Indonesian and Arabic."""

_LONGEST: Final = 80
"""Characters of the longest line that is one date: a weekday, a date, a time and a zone have 60."""
LONGEST_LINE: Final = 200
"""Characters of the longest line in which dates are looked for: two dates with their labels have 120."""

_WORD: Final = r"[^\W\d_]{3,11}"
_WEEKDAY: Final = rf"(?:{_WORD}\.?,?\s{{1,3}})?"
_TIME: Final = (
    r"(?:,?\s{0,3}(?:at|um|à|kl\.|[|•·–-])?\s{0,3}\d{1,2}(?:[:.h]\d{2}(?::\d{2})?|(?=\s?[ap]\.?m))\s?(?:[ap]\.?m\.?)?"
    r"\s?(?:uhr|h|[a-z]{2,5}(?:[+-]\d{1,2})?)?)?"
)
_DATES: Final = (
    rf"(?P<month>{_WORD})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s(?:de\s)?(?P<month>{_WORD})\.?,?\s(?:de\s)?(?P<year>\d{{4}})",
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})",
    r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日",
    r"(?P<year>\d{4})(?:년\s?|[./]\s?)(?P<month>\d{1,2})(?:월\s?|[./]\s?)(?P<day>\d{1,2})(?:일)?",
    rf"(?P<day>\d{{1,2}})\s{_WORD}\s?/\s?(?P<month>{_WORD})\s(?P<year>\d{{4}})",
)
"""A date between points is one of a country that writes the day first, unless the year is first. In Arabic
the month has two names."""
_SLASHED: Final = r"(?P<day>\d{1,2})(?P<sign>[/-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})"
_PATTERNS: Final = tuple(
    re.compile(rf"{_WEEKDAY}{date}{_TIME}\.?\Z", re.IGNORECASE) for date in (*_DATES, _SLASHED)
)
_SEARCHED: Final = tuple(
    re.compile(rf"(?<![\w/.]){date}(?![\w/]|\.\d)", re.IGNORECASE) for date in (*_DATES, _SLASHED)
)
_YEAR: Final = re.compile(r"\d{4}")
_COMPACT: Final = re.compile(r"((?:19|20)\d{2})([01]\d)([0-3]\d)(?:T?\d{4,6}Z?)?\Z")
_LOOSE: Final = re.compile(r"((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?=[T\s]|\Z)(.*)", re.DOTALL)
_SECONDS: Final = re.compile(r"1\d{9}(?:\d{3})?\Z")
"""Since 1970: from 2001 to 2033."""
_FIRST_NEWSPAPER: Final = 1605
_LAST_MONTH: Final = 12
_WEEKDAYS: Final = frozenset([
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
])  # fmt: skip
_DAY_FIRST: Final = frozenset([
    "de", "fr", "es", "it", "pt", "nl", "pl", "da", "sv", "nb", "no", "nn", "fi", "cs", "ro", "el", "tr",
    "ru", "uk", "hr", "bs", "sr", "sl", "sk", "bg", "hu", "ca", "gl", "is", "id", "vi", "ar", "he",
])  # fmt: skip
"""Languages of countries that all write the day first; English is of several."""


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date in a line."""

    iso: str
    start: int
    end: int


def is_calendar_word(word: str) -> bool:
    """Whether `word` is a month or an English weekday."""
    return word.lower() in _MONTHS or word.lower() in _WEEKDAYS


def is_day_first(language: str) -> bool:
    """Whether all who write in a language write the day before the month."""
    return language.lower().replace("_", "-").split("-", 1)[0] in _DAY_FIRST


def printed_date(line: str, *, day_first: bool = False) -> str:
    """The date that is all `line` prints, but for a weekday and a time, as ISO 8601; else empty."""
    if len(line) > _LONGEST:
        return ""
    line = " ".join(line.split())
    for pattern in _PATTERNS:
        match = pattern.match(line)
        iso = _iso(match, day_first=day_first) if match else ""
        if iso:
            return iso
    return ""


def dates_in(line: str, *, day_first: bool = False) -> Iterator[DateFound]:
    """The dates that a short line holds, in order; none in a long one."""
    if len(line) > LONGEST_LINE or _YEAR.search(line) is None:
        return
    found = (match for pattern in _SEARCHED for match in pattern.finditer(line))
    dates = ((match, _iso(match, day_first=day_first)) for match in found)
    yield from sorted(
        (DateFound(iso, match.start(), match.end()) for match, iso in dates if iso), key=lambda one: one.start
    )


def machine_date(value: str) -> str:
    """A date as programs write it, with the time and zone it has, as ISO 8601; empty if it is not one."""
    value = value.strip()[:_LONGEST]
    if _SECONDS.match(value):
        seconds = int(value[:10])
        return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat().replace("+00:00", "Z")
    compact = _COMPACT.match(value)
    loose = _LOOSE.match(value)
    if compact:
        value = "-".join(compact.groups()[:3])
    elif loose:
        value = f"{loose[1]}-{int(loose[2]):02}-{int(loose[3]):02}{loose[4].rstrip()}"
    date = Date.parse(value)
    if date is not None:
        # What programs write that do not know the day.
        return value if date.year >= _FIRST_NEWSPAPER and not value.startswith("1970-01-01") else ""
    return printed_date(value) or _of_mail(value)


def moment_of(value: str) -> dt.datetime | None:
    """The moment that an ISO 8601 time with its zone means; None if it is none."""
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def ordinal_of(day: str) -> int:
    """The number of an ISO 8601 day; 0 if it is none."""
    try:
        return dt.date.fromisoformat(day).toordinal()
    except ValueError:
        return 0


def _of_mail(value: str) -> str:
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _iso(match: "re.Match[str]", *, day_first: bool) -> str:
    """The date of a match; empty if it is not one or could be another."""
    month, day = match["month"].lower(), int(match["day"])
    number = int(month) if month.isdigit() else _MONTHS.get(month, 0)
    if "sign" in match.re.groupindex and not day_first:
        if number > _LAST_MONTH:
            number, day = day, number
        elif day <= _LAST_MONTH and day != number:
            return ""
    iso = f"{match['year']}-{number:02}-{day:02}"
    return iso if number and Date.parse(iso) is not None else ""
