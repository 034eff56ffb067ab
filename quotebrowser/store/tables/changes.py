"""The change log: which quotes the index has to look at again.

One rule guards it: numbers only grow, and whatever alters what the index holds of a quote gives the quote a
new one. A quote has one entry, its latest; whether it is to be indexed or deleted, its present state says.
"""

from collections.abc import Iterable
from typing import NamedTuple

from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import name


class Changed(NamedTuple):
    """What happened after a change number."""

    upserted: tuple[str, ...]
    """Uids of quotes that are new or altered."""
    deleted: tuple[str, ...]
    """Uids of quotes that are no more, or are hidden with their article."""
    watermark: int
    """The number up to which this tells all; the one asked from where nothing happened since."""


class Changes:
    """The log of one library."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def latest(self) -> int:
        """The number of the latest change; 0 in a library where nothing ever changed."""
        return int(self._db.value("SELECT coalesce(max(no), 0) FROM change"))

    def since(self, watermark: int, limit: int = 1000) -> Changed:
        """The first `limit` changes after `watermark`; ask again from the new watermark until it stays."""
        rows = self._db.rows(
            "SELECT c.no, c.uid, a.removed FROM change c"
            " LEFT JOIN quote q ON q.uid = c.uid LEFT JOIN article a ON a.no = q.article"
            " WHERE c.no > ? ORDER BY c.no LIMIT ?",
            (watermark, limit),
        )
        known = self._db.made("change", rows, lambda row: (name(row[1]), row[2]))
        return Changed(
            upserted=tuple(uid for uid, removed in known if removed == 0),
            deleted=tuple(uid for uid, removed in known if removed != 0),
            watermark=rows[-1][0] if rows else watermark,
        )

    def note(self, uids: Iterable[str]) -> None:
        """Give each of the quotes a new number. Inside a transaction."""
        self._db.run_many("INSERT INTO change (uid) VALUES (?)", ((uid,) for uid in uids))

    def note_article(self, article: str) -> None:
        """Give all quotes of an article a new number. Inside a transaction."""
        self._db.run(
            "INSERT INTO change (uid) SELECT q.uid FROM quote q JOIN article a ON a.no = q.article"
            " WHERE a.id = ? ORDER BY q.place",
            (article,),
        )
