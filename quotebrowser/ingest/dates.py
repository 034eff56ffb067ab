"""Dates as newspapers print them.

One rule guards it: what could be two dates is none. `01/09/2025` is January in one country and September in
another, so it is not read; a date without its year is not read either.
"""

import re
from typing import Final

from quotebrowser.model import Date

_MONTHS: Final = {
    name: number
    for spelled in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    )
    for number, name in enumerate(spelled.split(), 1)
} | {"sept": 9}
"""Months in English, German, French, Spanish and Italian."""

_LONGEST: Final = 80
"""Characters of the longest line that is looked at: a weekday, a date, a time and a zone have 60."""

_WORD: Final = r"[^\W\d_]{3,10}"
_WEEKDAY: Final = rf"(?:{_WORD},?\s{{1,3}})?"
_TIME: Final = (
    r"(?:,?\s{0,3}(?:at|um|à|[|•·–-])?\s{0,3}\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?"
    r"\s?(?:uhr|[a-z]{2,5}(?:[+-]\d{1,2})?)?)?"
)
_PATTERNS: Final = tuple(
    re.compile(rf"{_WEEKDAY}{date}{_TIME}\.?\Z", re.IGNORECASE)
    for date in (
        rf"(?P<month>{_WORD})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s(?:de\s)?(?P<month>{_WORD})\.?,?\s(?:de\s)?(?P<year>\d{{4}})",
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
    )
)


_WEEKDAYS: Final = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])


def is_calendar_word(word: str) -> bool:
    """Whether `word` is a month or an English weekday."""
    return word.lower() in _MONTHS or word.lower() in _WEEKDAYS


def printed_date(line: str) -> str:
    """The date that is all `line` prints, but for a weekday and a time, as ISO 8601; else empty."""
    if len(line) > _LONGEST:
        return ""
    line = " ".join(line.split())
    for pattern in _PATTERNS:
        match = pattern.match(line)
        if match is None:
            continue
        month = match["month"].lower()
        number = int(month) if month.isdigit() else _MONTHS.get(month, 0)
        iso = f"{match['year']}-{number:02}-{int(match['day']):02}"
        if number and Date.parse(iso) is not None:
            return iso
    return ""
