"""Who wrote what in a library that many share, when, and what is one user's alone.

One rule guards it: what is personal is said to be so in the transaction that writes it, so that no row is
ever handed on first and hidden then. A library of one user holds nothing here.
"""

import json
import time
from collections.abc import Iterable
from typing import Final, NamedTuple

from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import LAST_SECOND, listed, name, whole
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.sqlite.row_guard import checked

PERSONAL: Final = "user:"
"""How the audience of a row begins that is one user's alone; the user's name follows."""
_OF: Final = checked(
    "SELECT key, author, at, audience, {authored} FROM authored w"
    " WHERE name = ? AND key IN (SELECT value FROM json_each(?))",
    authored="w",
)
_ANY: Final = "SELECT 1 FROM authored LIMIT 1"
_PUT: Final = "INSERT OR REPLACE INTO authored VALUES (?, ?, ?, ?, ?)"


class Authored(NamedTuple):
    """Who wrote a row, and when."""

    author: str
    """Name of the user; empty where that is not known yet."""
    at: int
    """In seconds since 1970, UTC."""
    audience: str = ""
    """Who is to see it; empty: everybody who has the library."""

    @property
    def personal(self) -> bool:
        """Whether it is one user's alone."""
        return self.audience.startswith(PERSONAL)


def key(*values: object) -> str:
    """The key of a row in `authored`, as `row_guard.key_of` makes it of what names the row."""
    plain = [f"\ue000{value.hex().upper()}" if isinstance(value, bytes) else value for value in values]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


class Authors:
    """Who wrote the rows of one library."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def any(self) -> bool:
        """Whether of any row it is known who wrote it."""
        return bool(self._db.rows(_ANY))

    def of(self, table: str, keys: Iterable[str]) -> dict[str, Authored]:
        """Who wrote rows of a table, by their keys; those of which nobody knows are left out."""
        asked = listed(keys)
        return dict(self._db.read("authored", _OF, (table, asked), _authored)) if self.any() else {}

    def put(self, table: str, keys: Iterable[str], author: str, audience: str = "") -> None:
        """Say who writes rows, and who is to see them. Inside the transaction that writes them."""
        now = int(time.time())
        self._db.run_many(_PUT, ((table, each, author, now, audience) for each in keys))


def _authored(row: Row) -> tuple[str, Authored]:
    found, author, at, audience, sound = row
    if not sound:
        raise ValueError
    return name(found), Authored(name(author), whole(at, LAST_SECOND), name(audience))
