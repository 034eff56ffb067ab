"""Quotes that tests of the index share, and short ways to make and find them."""

from collections.abc import Collection
from datetime import date

from quotebrowser.index import Binding, QuoteDocument, QuoteIndex
from quotebrowser.model import Date, Kind
from quotebrowser.query import parse

BINDING = Binding(bytes(32), lambda: "library", lambda: "state", lambda state: state == "state")
"""One user, and one library that never changes."""


def quote(
    uid: str,
    text: str,
    speaker: str = "",
    *,
    title: str = "",
    outlet: str = "",
    via: str = "",
    language: str = "",
    kind: Kind = Kind.STATEMENT,
    published: str = "",
    context: str = "",
) -> QuoteDocument:
    when = Date.parse(published)
    return QuoteDocument(
        uid=uid,
        article=f"article of {uid}",
        text=text,
        named={"speaker": speaker, "title": title, "outlet": outlet, "via": via, "language": language},
        kind=kind,
        first=when.first if when else None,
        last=when.last if when else None,
        context=context,
        order=0,
    )


CORPUS = (
    quote("a1", "We were defeated, and defeated very badly; it was a very big blow.", "Behrouz Esbati",
          title="General speaks of defeat", outlet="Evening Post", published="2025-01-09", language="en-GB",
          via="Morning Times", context="he told officers in the capital"),
    quote("a2", "a very big blow", "Behrouz Esbati", title="The speech", outlet="Morning Times",
          published="2025-01-07", kind=Kind.FRAGMENT, language="en"),
    quote("a3", "To be, or not to be: that is the question.", "Hamlet", title="Denmark in doubt",
          outlet="Evening Post", published="1603"),
    quote("a4", "Don’t defeat yourself before you begin.", "Ann Other", outlet="Zürcher Blatt",
          published="2024-11"),
    quote("a5", "Le café était défait.", "François Dupré", language="fr"),
    quote("a6", "It was badly made, very badly, the general's own car.", published="2024-12-31",
          title="A car is sold"),
    quote("a7", "so-called victory", kind=Kind.MENTION, outlet="Evening Post", published="2025-01-09"),
)  # fmt: skip


def found(
    index: QuoteIndex,
    query: str,
    *,
    sort: str = "relevance",
    limit: int = 50,
    as_typed: bool = False,
    allowed: Collection[str] | None = None,
) -> list[str]:
    """Uids of the hits in order."""
    results = index.search(parse(query, as_typed=as_typed), limit=limit, sort=sort, allowed=allowed)
    assert results.total >= len(results.hits)
    return [hit.uid for hit in results.hits]


def day(year: int, month: int, number: int) -> int:
    return date(year, month, number).toordinal()
