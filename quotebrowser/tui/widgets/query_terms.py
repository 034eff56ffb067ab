"""The terms of the query in the search box: added, removed, found.

One rule guards it: only whole terms are touched; the user's other words stay as typed.
"""

import re
from collections.abc import Iterator
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
    """`query` with the term put at its end, or taken out where it was."""
    kept = [each for each in terms(query) if each.lower() != wanted.lower()]
    had = len(kept) != len(list(terms(query)))
    return " ".join(kept if had else [*kept, wanted])


def without_fields(query: str) -> str:
    """`query` without its field terms."""
    return " ".join(each for each in terms(query) if not _FIELD.match(each))


def pasted(text: str) -> str:
    """Pasted text as one line to search for: lines joined, white space and quotation marks around it gone."""
    return " ".join(text.split()).strip("“”„«»\"‘’'‚‹› ")
