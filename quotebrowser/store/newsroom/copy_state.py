"""What a copy has of the library that it is the copy of: a revision, and of which past.

One rule guards it: it is written by the transaction that takes in what it says.
"""

from typing import Final, NamedTuple

from quotebrowser.store.newsroom.exchange import row_pull
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.meta import IDENTITY

_NONE: Final = "[]"


class Have(NamedTuple):
    """What the copy has."""

    rev: int
    token: str
    identity: str
    collections: str
    """The embargoed collections that the user was a member of, as JSON."""


def have(db: Database) -> Have:
    """What the copy has; the revision is -1 where it is not whole."""
    kept: dict[object, object] = dict(
        db.rows(
            "SELECT key, value FROM meta WHERE key IN (?, ?, ?, ?)",
            (row_pull.REV, row_pull.TOKEN, IDENTITY, row_pull.COLLECTIONS),
        )
    )
    rev = str(kept.get(row_pull.REV, ""))
    return Have(
        int(rev) if rev.isascii() and rev.isdigit() else -1,
        str(kept.get(row_pull.TOKEN, "")),
        str(kept.get(IDENTITY, "")),
        str(kept.get(row_pull.COLLECTIONS, _NONE)),
    )
