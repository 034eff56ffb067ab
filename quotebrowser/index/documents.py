"""What the index is given of a quote.

One rule guards it: a document is looked at whole before the writer sees any of it. Whoosh queues postings
field by field, and those of a document that fails half-way would be found on the next one: a quote put
into another's mouth.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from quotebrowser.errors import LibraryError
from quotebrowser.model import Kind

_LAST_DAY: Final = date.max.toordinal()
_LONGEST_UID: Final = 64


@dataclass(frozen=True, slots=True)
class QuoteDocument:
    """A quote as the index knows it; a mention is one too."""

    uid: str
    """Of the quote; not empty, at most 64 characters."""
    article: str
    """Id of its article."""
    text: str
    """The printed words, parts joined."""
    named: Mapping[str, str]
    """What the fields of `query.FIELDS` hold, by the index's names: speaker, outlet ...; empty is unknown."""
    kind: Kind
    """Statement, fragment or mention."""
    first: int | None
    """Ordinal of the first day the article may have been published; None if unknown."""
    last: int | None
    """Ordinal of the last such day; None if unknown."""
    context: str
    """The article's words around it."""
    order: int
    """Its place among the quotes of its article, from 0."""


_TYPES: Final = {"named": Mapping, "kind": Kind, "order": int, "first": int, "last": int}


def check(document: QuoteDocument) -> None:
    """Look at every field of `document`.

    Raises:
        LibraryError: it cannot be indexed as it is.
    """
    for item in fields(document):
        value = getattr(document, item.name)
        wanted = _TYPES.get(item.name, str)
        optional = item.name in ("first", "last")
        if (value is None and optional) or (isinstance(value, wanted) and not isinstance(value, bool)):
            continue
        raise LibraryError(f"A quote cannot be indexed: its {item.name} is {value!r}")
    for name, value in document.named.items():
        if not isinstance(value, str):
            raise LibraryError(f"A quote cannot be indexed: its {name} is {value!r}")
    if not document.uid or len(document.uid) > _LONGEST_UID or not document.uid.isprintable():
        raise LibraryError(f"A quote cannot be indexed: its uid is {document.uid!r}")
    if (document.first is None) != (document.last is None):
        raise LibraryError(f"The quote {document.uid} cannot be indexed: only one end of its date is known")
    if (
        document.first is not None
        and document.last is not None
        and not 1 <= document.first <= document.last <= _LAST_DAY
    ):
        raise LibraryError(f"The quote {document.uid} cannot be indexed: its date is not valid")
