"""Values of fields that take no words: dates, kinds, numbers.

One rule guards it: a value that means nothing is refused with the reason; one that is only unfinished is
forgiven while typing, and gives None.
"""

import re
from datetime import date
from typing import Final

from quotebrowser.model import Date
from quotebrowser.query.fields import QueryField, Reads
from quotebrowser.query.nearest import nearest
from quotebrowser.query.tree import Between, Is, Missing, Node, Stored

_DATE: Final = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?", re.ASCII)
_UNFINISHED_DATE: Final = re.compile(r"[0-9/.-]{0,24}", re.ASCII)
_COUNT: Final = re.compile(r"(>=|>|)(\d{1,6})", re.ASCII)
_FIRST_YEAR: Final = 1000
_DATE_HINT: Final = "Write a year, month or day: date:2025, date:2025-01-09 or date:2024-11..2025-01"


class RefusedValueError(Exception):
    """An invalid value; the parser adds its position."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def _day(text: str) -> Date:
    match = _DATE.fullmatch(text)
    parts = [part for part in match.groups() if part] if match else []
    parsed = Date.parse("-".join(part.zfill(2) for part in parts))
    if parsed is None or not _FIRST_YEAR <= parsed.year < date.max.year:
        raise RefusedValueError(f"“{text}” is not a date", _DATE_HINT)
    return parsed


def _end_of_range(text: str, *, unfinished: bool) -> int | None:
    if not text:
        return None
    try:
        return _day(text).last
    except RefusedValueError:
        if unfinished and _UNFINISHED_DATE.fullmatch(text):
            return None
        raise


def between(text: str, *, unfinished: bool = False) -> Between | None:
    """What `date:` is given: a date, or two with `..` between, either of which may be left out."""
    head, dots, tail = text.partition("..")
    if not dots:
        try:
            day = _day(text)
        except RefusedValueError:
            if unfinished and _UNFINISHED_DATE.fullmatch(text):
                return None
            raise
        return Between(day.first, day.last)
    first = _day(head).first if head else None
    last = _end_of_range(tail, unfinished=unfinished)
    if first is None and last is None:
        if unfinished:
            return None
        raise RefusedValueError("The range of dates is empty at both ends", _DATE_HINT)
    if first is not None and last is not None and last < first:
        if unfinished:
            return Between(first, None)
        raise RefusedValueError("The range of dates ends before it begins", "Write the earlier date first.")
    return Between(first, last)


def before(text: str, *, unfinished: bool = False) -> Between | None:
    """Days before the first one that `text` may mean."""
    whole = between(text, unfinished=unfinished)
    return None if whole is None or whole.first is None else Between(None, whole.first - 1)


def after(text: str, *, unfinished: bool = False) -> Between | None:
    """Days after the last one that `text` may mean."""
    whole = between(text, unfinished=unfinished)
    return None if whole is None or whole.last is None else Between(whole.last + 1, None)


def _choice(field: QueryField, text: str, *, unfinished: bool) -> Node | None:
    value = text.lower()
    if value in field.values:
        if field.index:
            return Is(field.name, value)
        return Missing(value) if field.name == "no" else Stored(field.name, value)
    if unfinished and any(choice.startswith(value) for choice in field.values):
        return None
    close = nearest(value, field.values)
    hint = f"Did you mean {field.name}:{close}?" if close else f"It takes {', '.join(field.values)}."
    raise RefusedValueError(f"{field.name}: does not take “{text}”", hint)


def _count(field: QueryField, text: str, *, unfinished: bool) -> Stored | None:
    match = _COUNT.fullmatch(text)
    if match:
        return Stored(field.name, int(match[2]) + (match[1] == ">"))
    if unfinished and text in (">", ">="):
        return None
    raise RefusedValueError(f"{field.name}: does not take “{text}”", f"Write a number: {field.example}")


def _days(field: QueryField, text: str, *, unfinished: bool) -> Between | None:
    if field.name == "date":
        return between(text, unfinished=unfinished)
    if ".." in text:
        raise RefusedValueError(f"{field.name}: takes one date", "For two dates write date:2024-11..2025-01")
    return (before if field.name == "before" else after)(text, unfinished=unfinished)


def _name(field: QueryField, text: str, *, unfinished: bool) -> Stored:
    del unfinished  # any beginning of a name is one
    return Stored(field.name, text)


_READERS: Final = {Reads.CHOICE: _choice, Reads.COUNT: _count, Reads.DAYS: _days, Reads.NAME: _name}


def value_node(field: QueryField, text: str, *, unfinished: bool = False) -> Node | None:
    """The node of a field that takes no words, with the value `text`; None if it is only begun.

    Raises:
        RefusedValueError: the value means nothing, or is unfinished and that is not forgiven.
    """
    return _READERS[field.reads](field, text, unfinished=unfinished)
