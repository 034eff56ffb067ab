"""Quotes that answer a query, ready to be listed.

One rule guards it: an empty query is answered by the store alone, so that the first paint loads neither the
query language nor the index.
"""

import time
from collections.abc import Iterable

from quotebrowser.library import rows
from quotebrowser.library.library import Library
from quotebrowser.library.views import Found, Row
from quotebrowser.model import Kind

_GROUPING_ROOM = 4
"""How many times more quotes are fetched than utterances are wanted: an utterance of the seeds has up to
five printed passages, the median of a newsroom's library less than two."""


def search(
    library: Library,
    query: str,
    *,
    limit: int = 200,
    sort: str = "relevance",
    as_typed: bool = False,
    group: bool = True,
) -> Found:
    """The quotes that answer a query; with `group`, one row for each utterance.

    Safe to call from a worker thread.

    Args:
        library: where to search.
        query: in the query language; empty is everything, newest first.
        limit: no more rows than this.
        sort: `relevance`, `date` (newest first, undated last) or `outlet`.
        as_typed: whether the query is still being typed: its last word counts as a beginning.
        group: whether quotes of one utterance are one row, its best quote.

    Raises:
        QueryError: the query means nothing; it points at the character.
    """
    started = time.perf_counter()
    room = limit * _GROUPING_ROOM if group else limit
    if not query.strip() and sort != "outlet":
        listed: Iterable[Row] = rows.of(library, library.store.listing.newest(room))
        found = Found(query, (), library.store.counts().quotes, (), (), (), "", 0.0)
    else:
        from quotebrowser.library import asking

        listed, found = asking.ask(library, query, limit=room, sort=sort, as_typed=as_typed)
    listed = (_grouped(listed) if group else list(listed))[:limit]
    return Found(
        query=found.query,
        rows=tuple(listed),
        total=found.total,
        speakers=found.speakers,
        outlets=found.outlets,
        suggestions=found.suggestions,
        notice=found.notice,
        seconds=time.perf_counter() - started,
    )


def _grouped(listed: Iterable[Row]) -> list[Row]:
    """One row for each utterance, where its best one stood; mentions stay, each by itself."""
    groups: dict[str, list[Row]] = {}
    for row in listed:
        groups.setdefault(row.utterance or row.uid, []).append(row)
    return [max(rows, key=_fullness) for rows in groups.values()]


def _fullness(row: Row) -> tuple[int, bool, int]:
    """What makes a row stand for its utterance: most of the query in it, then a statement, then the longest.

    A scrap ranks above the sentence it was cut from, as it is shorter; but whoever looks for its words wants
    the sentence.
    """
    return sum(map(len, row.highlights)), row.kind is Kind.STATEMENT, len(row.text)
