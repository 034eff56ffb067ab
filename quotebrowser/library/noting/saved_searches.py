"""Saved searches, which say what is new, and past ones.

One rule guards it: a search counts as looked through only when all that is new was handed out.
"""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from quotebrowser import query as language
from quotebrowser.errors import QueryError, UnknownError, UsageError
from quotebrowser.library.finding import annotated, search_quotes, sources
from quotebrowser.library.library import Library
from quotebrowser.library.noting.write_notes import named
from quotebrowser.library.views import Found
from quotebrowser.store import place
from quotebrowser.store.searches import SavedSearch
from quotebrowser.store.sqlite.row_rules import LONGEST_QUERY
from quotebrowser.text import safe_line

_EVERYTHING: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved search, and how much of it is new."""

    name: str
    query: str
    new: int
    """How many quotes answer it that were added since it was looked through."""
    looked: int
    """When that was, in seconds since 1970, UTC."""


def save(library: Library, name: str, query: str) -> str:
    """Keep a search by a name, in place of the one that has it; what is there now is not new. The name.

    Raises:
        LibraryError: nothing may be written.
        QueryError: the query means nothing.
        UsageError: the name cannot be that of a search.
    """
    library.require_writable()
    language.parse(query)
    known = annotated.saved(library, name)
    called = known.name if known else named(name, "name of a search")
    with library.journal.noted("saved_search"):
        library.store.searches.save(called, safe_line(query))
        library.store.searches.look(called)
    return called


def forget(library: Library, name: str) -> None:
    """Keep a search no longer.

    Raises:
        LibraryError: nothing may be written.
        UnknownError: there is none of that name.
    """
    library.require_writable()
    with library.journal.noted("saved_search"):
        library.store.searches.forget(called(library, name).name)


def rename(library: Library, name: str, new: str) -> str:
    """Give a saved search another name, and return it.

    Raises:
        LibraryError: nothing may be written.
        UnknownError: there is none of that name.
        UsageError: the new name cannot be that of a search, or another search has it.
    """
    library.require_writable()
    old, new = called(library, name).name, named(new, "name of a search")
    other = annotated.saved(library, new)
    if other is not None and other.name != old:
        raise UsageError(f"There is already a saved search called {other.name}", "Choose another name.")
    with library.journal.noted("saved_search"):
        library.store.searches.rename(old, new)
    return new


def called(library: Library, name: str) -> SavedSearch:
    """The saved search of a name.

    Raises:
        UnknownError: there is none.
    """
    found = annotated.saved(library, name)
    if found is None:
        known = ", ".join(one.name for one in library.store.searches.saved())
        raise UnknownError(
            f"There is no saved search called {safe_line(name)}",
            f"There are: {known}." if known else "Save one: quotebrowser search --save NAME QUERY",
        )
    return found


def new_query(search: SavedSearch | Kept) -> str:
    """The query for what is new of a saved search."""
    # In front: a quotation mark that is never closed would take it in.
    return f'new:"{search.name}" {search.query}'.strip()


def look(
    library: Library,
    name: str,
    *,
    limit: int = _EVERYTHING,
    sort: str = "relevance",
    reverse: bool = False,
) -> Found:
    """The quotes that answer a saved search and were added since it was last looked through, each once.

    They are not new any more then, unless there are more than `limit`.

    Raises:
        LibraryError: not all quotes can be searched, or nothing may be written.
        UnknownError: there is none of that name.
    """
    library.require_writable()
    search, last = called(library, name), library.store.searches.newest()
    found = search_quotes.search(
        library, new_query(search), limit=limit, sort=sort, reverse=reverse, group=False, loosen=False
    )
    sources.require_whole(found.lacking)
    # What another program adds meanwhile is new the next time.
    seen = set(library.store.searches.added(search.article, last))
    rows = tuple(row for row in found.rows if row.uid in seen)
    if not found.cut:
        library.store.searches.look(search.name, last)
    return replace(found, rows=rows, total=len(rows) if not found.cut else found.total)


def listed(library: Library) -> tuple[Kept, ...]:
    """All saved searches by name, each with how many quotes are new."""
    return tuple(
        Kept(one.name, one.query, _new(library, one), one.looked) for one in library.store.searches.saved()
    )


def _new(library: Library, search: SavedSearch) -> int:
    if search.article >= library.store.searches.newest():
        return 0
    with contextlib.suppress(QueryError):  # a library from elsewhere may keep what is no query
        return search_quotes.search(library, new_query(search), limit=1, group=False, loosen=False).total
    return 0


def remember(library: Library, queries: Iterable[str]) -> None:
    """Keep past searches, the latest last, if the settings say so and it can be written."""
    if library.settings.keep_history and not library.read_only:
        library.store.searches.remember([made for one in queries if (made := safe_line(one)[:LONGEST_QUERY])])


def past(library: Library) -> tuple[str, ...]:
    """Past searches, the latest first."""
    return library.store.searches.past()


def copies(library: Library) -> int:
    """How many copies of the library lie in its directory; each may hold past searches."""
    return sum(1 for _ in (library.directory / place.COPIES).glob("*.db"))


def forget_past(library: Library, queries: Iterable[str] | None = None) -> bool:
    """Forget past searches, None: all; whether no byte of them is left.

    Raises:
        LibraryError: nothing may be written.
    """
    library.require_writable()
    library.store.searches.forget_past(queries)
    return library.store.compact(wholly=False)  # what is deleted is overwritten
