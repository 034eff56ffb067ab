"""Dates as the styles print them.

One rule guards it: no more of a date is printed than is known.
"""

from dataclasses import dataclass
from typing import Final

from quotebrowser.model import Date

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""Whole names; English is the language of all styles."""

SEASONS: Final = ("Spring", "Summer", "Autumn", "Winter")
"""As data of citation engines number them."""


@dataclass(frozen=True, slots=True)
class Season(Date):
    """A year and one of its seasons, which stands where a month would."""

    season: str = ""
    """One of `SEASONS`."""


_AP: Final = ("Jan.", "Feb.", *MONTHS[2:7], "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
_MLA: Final = ("Jan.", "Feb.", "Mar.", "Apr.", *MONTHS[4:7], "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def _month(date: Date) -> str:
    """Name of the month or season; empty where only the year is known."""
    return date.season if isinstance(date, Season) else MONTHS[date.month - 1] if date.month else ""


def american(date: Date) -> str:
    """`January 8, 2025`, `January 2025` or `2025`."""
    if date.day:
        return f"{MONTHS[date.month - 1]} {date.day}, {date.year}"
    return f"{_month(date)} {date.year}".strip()


def british(date: Date) -> str:
    """`8 January 2025`, `January 2025` or `2025`."""
    return " ".join(part for part in (british_day(date), str(date.year)) if part)


def american_day(date: Date) -> str:
    """What is known beside the year: `January 8`, `January` or nothing."""
    return f"{_month(date)} {date.day}" if date.day else _month(date)


def british_day(date: Date) -> str:
    """What is known beside the year: `8 January`, `January` or nothing."""
    return f"{date.day} {_month(date)}" if date.day else _month(date)


def local(date: Date, locale: str) -> str:
    """The whole date in the order of `locale`: American for `en-US`, else British."""
    return american(date) if locale == "en-US" else british(date)


def mla(date: Date) -> str:
    """`8 Jan. 2025`, `Jan. 2025` or `2025`: months longer than four letters are shortened."""
    month = _MLA[date.month - 1] if date.month else _month(date)
    return " ".join(part for part in (str(date.day) if date.day else "", month, str(date.year)) if part)


def ap(date: Date) -> str:
    """`Jan. 8, 2025`, but `in January 2025` and `in 2025`: AP shortens a month only before a day."""
    if date.day:
        return f"{_AP[date.month - 1]} {date.day}, {date.year}"
    return f"in {american(date)}"
