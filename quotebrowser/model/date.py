"""Dates of which only a part may be known."""

import re
from dataclasses import dataclass, field
from datetime import date

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?\Z")


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A day, a month or a year: as much of a date as is known."""

    year: int
    """1..9999."""
    month: int = 0
    """1..12; 0 where only the year is known."""
    day: int = 0
    """1..31; 0 where only the month or the year is known."""
    guessed: bool = field(default=False, compare=False, kw_only=True)
    """Whether nothing but a heuristic says so."""

    @classmethod
    def parse(cls, value: str) -> "Date | None":
        """A date from ISO 8601 (`2025`, `2025-01`, `2025-01-09`; a time after it is ignored), else None."""
        match = _DATE.match(value.strip())
        if match is None:
            return None
        year, month, day = (int(part or 0) for part in match.groups())
        try:
            date(year, month or 1, day or 1)
        except ValueError:
            return None
        return cls(year, month, day)

    @property
    def iso(self) -> str:
        """`2025`, `2025-01` or `2025-01-09`."""
        return "-".join([f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part])

    @property
    def shown(self) -> str:
        """The same for people: a guess has a question mark."""
        return f"{self.iso}?" if self.guessed else self.iso

    @property
    def first(self) -> int:
        """Proleptic ordinal of the first day it may mean."""
        return date(self.year, self.month or 1, self.day or 1).toordinal()

    @property
    def last(self) -> int:
        """Proleptic ordinal of the last day it may mean."""
        if self.day:
            return self.first
        if self.month:
            ahead = (self.year + self.month // 12, self.month % 12 + 1)
            return 3652059 if ahead[0] > 9999 else date(*ahead, 1).toordinal() - 1  # noqa: PLR2004
        return date(self.year, 12, 31).toordinal()
