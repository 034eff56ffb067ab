"""Bookmarks: quotes the user wants to find again. A mark keeps the quote's uid."""

from collections.abc import Iterable
from typing import Final

from quotebrowser.library import sharing
from quotebrowser.library.library import Library

BOOKMARK: Final = "bookmark"
"""Name of the mark that the browser's bookmark key sets."""
PRIMARY: Final = "primary"
"""Name of the mark of quotes that are the measure for every other printing: a transcript's, a recording's."""


def mark(library: Library, uid: str, *, on: bool, name: str = BOOKMARK) -> None:
    """Set or take away a mark; in a newsroom a bookmark is the user's own unless the settings say otherwise.

    Raises:
        LibraryError: nothing may be written.
    """
    library.require_writable()
    with library.journal.noted("mark"):
        if on:
            made = library.store.marks.mark(uid, name)
            if made and name != PRIMARY and sharing.is_personal(library.store, library.settings):
                sharing.keep_personal(library.store, "mark", [made])
        else:
            library.store.marks.unmark(uid, name)


def toggle(library: Library, uid: str) -> bool:
    """Set a bookmark, or take it away where there is one; whether it is set now.

    Raises:
        LibraryError: nothing may be written.
    """
    library.require_writable()
    with library.journal.noted("mark"):
        on = uid not in marked(library)
        mark(library, uid, on=on)
    return on


def make_primary(library: Library, uids: Iterable[str], *, on: bool) -> None:
    """Let quotes be the measure for every other printing, or no longer.

    Raises:
        LibraryError: nothing may be written.
    """
    library.require_writable()
    with library.journal.noted("mark"):
        for uid in uids:
            mark(library, uid, on=on, name=PRIMARY)


def marked(library: Library, name: str = BOOKMARK) -> tuple[str, ...]:
    """Uids of the quotes that have a mark, in the order they got it."""
    return tuple(library.store.marks.marked(name))
