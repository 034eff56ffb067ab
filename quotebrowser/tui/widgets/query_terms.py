"""The terms of the query in the search box: added, removed, found.

One rule guards it: only whole terms are touched; the user's other words stay as typed.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

_TERM: Final = re.compile(r'-?[A-Za-z]{1,20}:"[^"]{0,400}"|"[^"]{0,400}"(?:~\d{1,2})?|[^\s"]{1,400}|"')
_FIELD: Final = re.compile(r'(-?[A-Za-z]{1,20}):(?:"([^"]*)"|(.+))\Z', re.DOTALL)


def terms(query: str) -> Iterator[str]:
    """The words, phrases and field terms of a query, in order."""
    yield from (match.group() for match in _TERM.finditer(query))


def fields(query: str) -> tuple[tuple[str, str], ...]:
    """Fields and values of a query; `no:speaker` is the speaker that is not known."""
    found = []
    for term in terms(query):
        match = _FIELD.match(term)
        if match is not None:
            field, value = match[1].lower(), match[2] if match[2] is not None else match[3]
            found.append((value, "") if field == "no" else (field, value))
    return tuple(found)


def term(field: str, value: str) -> str:
    """The term that asks for a value; an empty value is what is not known."""
    if not value:
        return f"no:{field}"
    return f'{field}:"{value.replace(chr(34), " ")}"'


def toggled(query: str, wanted: str) -> str:
    """`query` with the term put before its last words, or taken out where it was.

    What is still being typed stays last: only there is it the beginning of words.
    """
    asked = fields(wanted.lower()) or wanted.lower()
    kept = [each for each in terms(query) if (fields(each.lower()) or each.lower()) != asked]
    had = len(kept) != len(list(terms(query)))
    return " ".join(kept if had else _with(kept, wanted))


def _with(kept: Sequence[str], wanted: str) -> list[str]:
    """Terms with one more, behind the last that has a field."""
    at = next((at for at in range(len(kept), 0, -1) if _FIELD.match(kept[at - 1])), 0)
    return [*kept[:at], wanted, *kept[at:]]


def dated(query: str, wanted: str) -> str:
    """`query` with the days given in place of those it asks for; empty: with none."""
    kept = [each for each in terms(query) if not _asks_for_days(each)]
    return " ".join(_with(kept, wanted) if wanted else kept)


def only(query: str, field: str, value: str) -> str:
    """`query` with one value of a field in place of any other, or without it where it had that one."""
    kept = " ".join(each for each in terms(query) if field not in dict(fields(each)))
    return kept if (field, value) in fields(query) else " ".join(_with(list(terms(kept)), f"{field}:{value}"))


def days(query: str) -> tuple[str, ...]:
    """The terms of a query that ask for days."""
    return tuple(filter(_asks_for_days, terms(query)))


def _asks_for_days(term: str) -> bool:
    return any(field in ("date", "before", "after") for field, _ in fields(term))


def wider(term: str) -> str:
    """The month of a day that is asked for, the year of a month; empty: any day."""
    (_, value), *_ = fields(term)
    days, dash, _ = value.rpartition("-")
    return f"date:{days}" if dash and ".." not in value else ""


def without_fields(query: str) -> str:
    """`query` without its field terms."""
    return " ".join(each for each in terms(query) if not _FIELD.match(each))


def pasted(text: str) -> str:
    """Pasted text as one line to search for: lines joined, white space and quotation marks around it gone."""
    return " ".join(text.split()).strip("“”„«»\"‘’'‚‹› ")
