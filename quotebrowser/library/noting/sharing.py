"""Who is to see what is written: the user alone, or everybody who has the library.

One rule guards it: in a newsroom nothing is shown to others unless the user says so, with the words or in the
settings; a library of one user knows no others.
"""

from collections.abc import Iterable

from quotebrowser.errors import UsageError
from quotebrowser.library.library import Library


def is_newsroom(library: Library) -> bool:
    """Whether there are others who have the library."""
    return library.store.shared is not None


def is_personal(library: Library, *, shared: bool | None = None) -> bool | None:
    """Whether only the user is to see what is written; None where there are no others.

    Args:
        library: where.
        shared: what the user said of it; None: nothing, so that the settings decide.

    Raises:
        UsageError: it is to be shared, and there is nobody to share it with.
    """
    if not is_newsroom(library):
        if shared:
            raise UsageError(
                "This library is yours alone, so that nothing in it is shared",
                "A library that many share is opened with --library postgresql://USER@HOST/DATABASE.",
            )
        return None
    return not (library.settings.share_notes if shared is None else shared)


def keep(library: Library, table: str, numbers: Iterable[int]) -> None:
    """Say of rows that they are the user's own. Inside the transaction that writes them."""
    if library.store.shared is not None:
        library.store.authors.keep(table, numbers, library.store.shared.address.user)
