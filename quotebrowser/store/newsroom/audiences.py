"""Who is to see a row that is written: everybody, the members of a collection, or one user.

One rule guards it: what hangs on an embargoed article is for no more people than the article is.
"""

from collections.abc import Sequence

from quotebrowser.store.newsroom.server_tables import Table
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.row_door import Row


class Audiences:
    """The audiences of rows that a transaction touched. Made inside it."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.moving: frozenset[str] = frozenset()
        """Tables whose rows may have been for others before."""
        self.of_all = ""
        """Of the transaction as a whole."""

    def of_rows(self, table: Table, rows: Sequence[Row]) -> list[str]:
        """The audience of each row."""
        return [""] * len(rows)

    def of_quotes(self, uids: Sequence[str]) -> list[str]:
        """The audience of each quote."""
        return [""] * len(uids)
