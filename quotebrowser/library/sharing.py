"""A library that many share: who is to see what is written, and whether the newsroom's server can be reached.

Two rules guard it: nothing is shown to others unless the user says so, with the words or in the settings; and
of a library of this machine alone nothing is said here.
"""

import time
from collections.abc import Iterable
from typing import Final

from quotebrowser.errors import LibraryError, UsageError
from quotebrowser.settings import Settings
from quotebrowser.store import Store

_DAY: Final = 86_400


def is_personal(store: Store, settings: Settings, *, shared: bool | None = None) -> bool | None:
    """Whether only the user is to see what is written; None where there are no others.

    Args:
        store: where.
        settings: decide where nothing is said.
        shared: what the user said of it; None: nothing.

    Raises:
        UsageError: it is to be shared, and there is nobody to share it with.
    """
    if store.shared is not None:
        return not (settings.share_notes if shared is None else shared)
    if shared:
        raise UsageError(
            "This library is yours alone, so that nothing in it is shared",
            "A library that many share is opened with --library postgresql://USER@HOST/DATABASE.",
        )
    return None


def keep_personal(store: Store, table: str, numbers: Iterable[int]) -> None:
    """Say of rows that they are the user's own. Inside the transaction that writes them."""
    if store.shared is not None:
        store.authors.keep(table, numbers, store.shared.address.user)


def told(store: Store) -> str:
    """That the server cannot be reached, or how far its library is fetched; empty where all is well."""
    shared = store.shared
    if shared is None:
        return ""
    if not shared.reachable:
        return f"the newsroom's library cannot be reached; as of {_when(shared.as_of)}"
    if not shared.is_whole:
        articles = store.counting.counts().articles
        return f"fetching the newsroom, newest first: {articles:,} articles"
    return ""


def info(store: Store) -> dict[str, object]:
    """The newsroom's address, what the user may do there and when the copy was last level; else nothing."""
    shared = store.shared
    if shared is None:
        return {}
    level = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(shared.as_of)) if shared.as_of else None
    return {"newsroom": str(shared.address), "role": shared.role or None, "as_of": level}


def require_reachable(store: Store) -> None:
    """Raise LibraryError if the server was found to be unreachable, so that nothing can be changed."""
    if store.shared is not None and not store.shared.reachable:
        raise LibraryError(
            f"Nothing can be changed: {told(store)}",
            "You can go on reading; changes are taken again when the server answers.",
        )


def _when(at: float) -> str:
    """A time as the user's clock has it: `12:31`, with the day where that is another."""
    if not at:
        return "never"
    return time.strftime("%H:%M" if time.time() - at < _DAY else "%Y-%m-%d %H:%M", time.localtime(at))
