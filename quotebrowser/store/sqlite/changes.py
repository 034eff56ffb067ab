"""The change log: which quotes the index has to look at again, and in which states the library has been.

One rule guards it: numbers only grow, and whatever alters what the index holds of a quote gives the quote a
new one. A quote has one entry, its latest; whether it is to be indexed or deleted, its present state says.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from quotebrowser.errors import LibraryError
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import listed, name

_LATEST: Final = (
    "SELECT coalesce(max(no), 0), (SELECT value FROM meta WHERE key = 'library'),"
    " EXISTS (SELECT 1 FROM authored) FROM change"
)
_NEWEST: Final = (
    "SELECT change, token, (SELECT value FROM meta WHERE key = 'library') FROM state"
    " ORDER BY change DESC LIMIT 1"
)
_THEN: Final = (
    "SELECT (SELECT token FROM state WHERE change = ?), (SELECT value FROM meta WHERE key = 'library')"
)
_STATE: Final = re.compile(r"([0-9]{1,18}):([0-9a-f]{32})")


_FORGET_LATER: Final = (
    "UPDATE search_seen SET article = newest FROM (SELECT coalesce(max(no), 0) AS newest FROM article)"
    " WHERE article > newest"
)


def forget_later(db: Database) -> None:
    """Let no search have looked through later articles than there are: their numbers are given again."""
    db.run(_FORGET_LATER)


class Changed(NamedTuple):
    """What happened after a change number."""

    upserted: tuple[str, ...]
    """Uids of quotes that are new or altered."""
    deleted: tuple[str, ...]
    """Uids of quotes that are no more, or are hidden with their article."""
    watermark: int
    """The number up to which this tells all; the one asked from where nothing happened since."""


class Changes:
    """The log of one library.

    Attributes:
        identity: the library's own, as it was when a state or the latest change was last asked for; a search
            does so each time, and asks the database nothing more for it. See `Store.identity`.
        authored: whether it was known then of any row who wrote it; None: nothing was asked for yet.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self.identity: object = None
        self.authored: bool | None = None

    def latest(self) -> int:
        """The number of the latest change; 0 in a library where nothing ever changed."""
        ((number, self.identity, authored),) = self._db.rows(_LATEST)
        self.authored = bool(authored)
        return int(number)

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

    def open(self) -> bool:
        """Whether this thread is in a transaction, so that what it sees may still be taken back."""
        return self._db.token() != b""

    def note(self, uids: Iterable[str]) -> None:
        """Give each of the quotes a new number. Inside a transaction."""
        self._db.run_many("INSERT INTO change (uid) VALUES (?)", ((uid,) for uid in uids))
        self._renew_state()

    def note_articles(self, *articles: str) -> None:
        """Give all quotes of articles a new number. Inside a transaction."""
        self._db.run(
            "INSERT INTO change (uid) SELECT q.uid FROM json_each(?) l JOIN article a ON a.id = l.value"
            " JOIN quote q ON q.article = a.no ORDER BY l.key, q.place",
            (listed(articles),),
        )
        self._renew_state()

    def _renew_state(self) -> None:
        """Tell what the library will be after this transaction from what it was before."""
        token, latest = self._db.token(), self.latest()
        moved = self._db.run(
            "UPDATE state SET change = ? WHERE change = (SELECT max(change) FROM state) AND token = ?",
            (latest, token),
        )
        if not moved:
            self._db.run("INSERT OR IGNORE INTO state VALUES (?, ?)", (latest, token))

    def state(self) -> str:
        """A name of all that the library has held so far; copies that went different ways have two."""
        rows = self._db.rows(_NEWEST)
        if not rows or not isinstance(rows[0][1], bytes):
            raise LibraryError("The library is damaged: its states are gone", "See: quotebrowser doctor")
        ((change, token, self.identity),) = rows
        return f"{change}:{token.hex()}"

    def is_older_than(self, state: str) -> bool:
        """Whether a state has changes that were never made here."""
        said = _STATE.fullmatch(state)
        return said is not None and int(said[1]) > self.latest()

    def knows(self, state: str) -> bool:
        """Whether the library has been in this state."""
        said = _STATE.fullmatch(state)
        if said is None:
            return False
        ((token, self.identity),) = self._db.rows(_THEN, (int(said[1]),))
        return isinstance(token, bytes) and token.hex() == said[2]
