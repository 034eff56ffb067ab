"""Notes and tags written, taken away, ordered and listed.

Two rules guard it: each is a change that can be undone; and what is stored is text, not control characters,
within its bounds.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.errors import UsageError
from quotebrowser.library import rows, sharing
from quotebrowser.library.finding import annotated
from quotebrowser.library.library import Library
from quotebrowser.library.views import Row
from quotebrowser.store.sqlite.row_rules import LONGEST_NAME, LONGEST_NOTE
from quotebrowser.text import fold, safe, safe_line

_OF_A_QUERY: Final = '"“”„«»'
"""Marks that no name may have: a query could not ask for it."""
_RESERVED: Final = ("bookmark", "primary")
"""What is set in other ways, and found with `mark:`."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A note with its quote."""

    row: Row
    """The quote."""
    note: str
    tags: tuple[str, ...]
    remarks: tuple[annotated.Remark, ...]
    """Who wrote them; empty in a library of one user."""
    at: int
    """When the note was written, in seconds since 1970, UTC."""


def cleaned(text: str) -> str:
    """A note as it is stored.

    Raises:
        UsageError: it is too long.
    """
    note = unicodedata.normalize("NFC", safe(text)).strip()
    if len(note) > LONGEST_NOTE:
        raise UsageError(
            f"A note has at most {LONGEST_NOTE} characters; this one has {len(note)}", "Shorten it."
        )
    return note


def named(name: str, what: str = "tag") -> str:
    """The name of a tag or of a saved search, as it is stored.

    Raises:
        UsageError: it cannot be one.
    """
    made = unicodedata.normalize("NFC", safe_line(name)).lstrip("#").strip()
    if not fold(made).strip() or len(made) > LONGEST_NAME or not set(_OF_A_QUERY).isdisjoint(made):
        raise UsageError(
            f"“{safe_line(name)[:LONGEST_NAME]}” cannot be a {what}",
            f"Give it 1 to {LONGEST_NAME} characters, without quotation marks.",
        )
    return made


def write(library: Library, uid: str, text: str, *, shared: bool | None = None, instead: bool = False) -> str:
    """Write a note on a quote in place of the one it has, and return it; an empty one takes it away.

    Args:
        library: where.
        uid: of the quote.
        text: the note.
        shared: whether everybody is to see it; None: as the settings say. A note of the user's own stands
            beside one that is shared.
        instead: whether the other of the two goes.

    Raises:
        LibraryError: nothing may be written.
        UnknownError: there is no such quote.
        UsageError: it is too long.
    """
    library.require_writable()
    note = cleaned(text)
    personal = sharing.is_personal(library.store, library.settings, shared=shared)
    with library.journal.noted("annotation"):
        if note:
            made = library.store.annotations.put(uid, text=note, personal=personal)
            if personal:
                sharing.keep_personal(library.store, "annotation", made)
        if instead or not note:
            library.store.annotations.take(uid, personal=not personal if note else personal)
    return note


def tag(
    library: Library,
    uids: Sequence[str],
    names: Iterable[str],
    *,
    at: int = 0,
    shared: bool | None = None,
) -> tuple[str, ...]:
    """Give quotes tags; the tags as they are written.

    Args:
        library: where.
        uids: of the quotes.
        names: of the tags.
        at: the place, from 1, of the first of the quotes among those with the tag; 0: behind the others, or
            where they are.
        shared: whether everybody is to see them; None: as the settings say.

    Raises:
        LibraryError: nothing may be written.
        UnknownError: there is no such quote.
        UsageError: a name cannot be that of a tag.
    """
    library.require_writable()
    tags = tuple(dict.fromkeys(annotated.spelling(library, named(name)) for name in names))
    for one in tags:
        if fold(one) in _RESERVED:
            raise UsageError(f"“{one}” is a mark of its own", f"Find such quotes with mark:{fold(one)}.")
    personal = sharing.is_personal(library.store, library.settings, shared=shared)
    with library.journal.noted("annotation"):
        for one in tags:
            made = library.store.annotations.put(*uids, tag=one, personal=personal)
            if personal:
                sharing.keep_personal(library.store, "annotation", made)
            if at:
                moved = set(uids)
                others = [uid for uid in library.store.annotations.uids(one) if uid not in moved]
                library.store.annotations.order(one, [*others[: at - 1], *uids, *others[at - 1 :]])
    return tags


def untag(library: Library, uids: Sequence[str], names: Iterable[str]) -> int:
    """Take tags from quotes; how many were taken.

    Raises:
        LibraryError: nothing may be written.
    """
    library.require_writable()
    tags = [annotated.spelling(library, name.strip().lstrip("#")) for name in names]
    with library.journal.noted("annotation"):
        return sum(library.store.annotations.take(*uids, tag=one) for one in tags if one)


def tags(library: Library) -> dict[str, int]:
    """How many quotes have each tag, in the order of the alphabet."""
    return dict(sorted(library.store.annotations.tags().items(), key=lambda one: (fold(one[0]), one[0])))


def notes(library: Library) -> tuple[Noted, ...]:
    """All notes with their quotes, in the order of writing."""
    found = {one.uid: one for one in library.store.annotations.notes()}
    said = annotated.of(library, found)
    return tuple(
        Noted(row, *said[row.uid], found[row.uid].at) for row in rows.of(library, found) if row.uid in said
    )
