"""Quotes that answer a query, ready to be listed.

One rule guards it: an empty query is answered by the store alone, so that the first paint loads neither the
query language nor the index.
"""

import time
from dataclasses import replace
from typing import Final

from quotebrowser.debug_log import log
from quotebrowser.library.finding import utterance_rows
from quotebrowser.library.library import Library
from quotebrowser.library.rows import unmarked
from quotebrowser.library.views import Found

_MORE: Final = 8
"""How many times more quotes are looked at where those of few utterances have taken the room of all."""
_ROOM: Final = 50_000
"""From this many quotes on that is not done: it would take more than a second."""


def search(  # noqa: PLR0913 - what the command line can ask for
    library: Library,
    query: str,
    *,
    limit: int = 200,
    sort: str = "relevance",
    reverse: bool = False,
    as_typed: bool = False,
    group: bool = True,
    loosen: bool = True,
) -> Found:
    """The quotes that answer a query; with `group`, one row for each utterance.

    Safe to call from a worker thread.

    Args:
        library: where to search.
        query: in the query language; empty is everything, newest first.
        limit: no more rows than this.
        sort: `relevance`, `date` (newest first) or `outlet`.
        reverse: whether that is turned round; what has no date or no outlet stays last.
        as_typed: whether the query is still being typed: its last word counts as a beginning.
        group: whether quotes of one utterance are one row, its best quote.
        loosen: whether quotes that have most of the words are found where none has all.

    Raises:
        LibraryError: there is no index, and none can be made.
        QueryError: the query means nothing; it points at the character.
    """
    started = time.perf_counter()

    def within(room: int) -> Found:
        """The answer, of which this many quotes are looked at."""
        if not query.strip() and sort != "outlet":
            newest = dict.fromkeys(library.store.listing.newest(room, reverse=reverse), 0.0)
            listed, more = utterance_rows.listed(library, newest, limit, unmarked, sort=sort, group=group)
            found = Found(query, listed, library.store.counting.quotes(), {}, (), "", 0.0)
        else:
            from quotebrowser.library.finding import answerer

            answer = answerer.ask(
                library, query, limit=room, sort=sort, reverse=reverse, as_typed=as_typed, loosen=loosen
            )
            listed, more = utterance_rows.listed(
                library, answer.hits, limit, answer.highlights, sort=sort, group=group
            )
            found = replace(answer.found, rows=listed)
        return replace(found, cut=more or found.total > room)

    room = limit * utterance_rows.ROOM if group else limit
    found = within(room)
    while group and not as_typed and len(found.rows) < limit and room < min(found.total, _ROOM):
        # A few utterances that very many articles print have taken all the room.
        room *= _MORE
        found = within(room)
    seconds = time.perf_counter() - started
    log(__name__, f"{found.total} quotes found, {len(found.rows)} rows, {seconds:.3f} s")
    return replace(found, seconds=seconds)


def meanwhile(library: Library) -> str:
    """What is being done to the index and what answers lack meanwhile, in words; empty if nothing is.

    Loads nothing that was not loaded by a search.
    """
    if library.builder is None or not (library.builder.running or library.builder.failed):
        return ""
    from quotebrowser.library.finding import sources

    return sources.told(library)
