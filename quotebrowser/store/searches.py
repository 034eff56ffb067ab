"""Saved searches, how far each was looked through, and past searches.

One rule guards it: new is what articles added since have, never what was changed: a correction makes nothing
new.
"""

import time
from collections.abc import Iterable
from typing import Final, NamedTuple

from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import LAST_SECOND, name, whole
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.sqlite.row_guard import checked

_SAVED: Final = checked(
    "SELECT s.name, s.query, s.at, coalesce(n.article, 0), coalesce(n.at, 0),"
    " {saved_search} AND (n.name IS NULL OR {search_seen})"
    " FROM saved_search s LEFT JOIN search_seen n ON n.name = s.name ORDER BY s.name",
    saved_search="s",
    search_seen="n",
)
_PAST: Final = checked("SELECT no, query, {past_search} FROM past_search p ORDER BY no DESC", past_search="p")
_NEWEST: Final = "SELECT coalesce(max(no), 0) FROM article"
_MOST: Final = 1_000
"""Past searches that are kept; the oldest are forgotten."""


class SavedSearch(NamedTuple):
    """A saved search."""

    name: str
    query: str
    at: int
    """When it was saved, in seconds since 1970, UTC."""
    article: int
    """Number of the last article that was looked through."""
    looked: int
    """When that was; 0: never."""


class Searches:
    """The searches of one library."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, name: str, query: str) -> None:
        """Keep a search by a name, in place of the one that has it."""
        with self._db.transaction():
            self.forget(name)
            self._db.run("INSERT INTO saved_search VALUES (?, ?, ?)", (name, query, int(time.time())))

    def forget(self, name: str) -> bool:
        """Keep a search no longer; whether there was one."""
        with self._db.transaction():
            return bool(self._db.run("DELETE FROM saved_search WHERE name = ?", (name,)))

    def rename(self, name: str, new: str) -> None:
        """Give a search, which stays looked through as far as it was, its own name or one that none has."""
        if new == name:
            return
        with self._db.transaction():
            self._db.run("UPDATE saved_search SET name = ? WHERE name = ?", (new, name))
            self._db.run("DELETE FROM search_seen WHERE name = ?", (new,))
            self._db.run(
                "INSERT INTO search_seen SELECT ?, article, at FROM search_seen WHERE name = ?", (new, name)
            )

    def saved(self) -> tuple[SavedSearch, ...]:
        """All searches that are kept, by name."""
        return tuple(self._db.read("saved_search", _SAVED, (), _saved))

    def newest(self) -> int:
        """The number of the article that was added last; 0: there is none."""
        return int(self._db.value(_NEWEST))

    def look(self, name: str, article: int | None = None) -> None:
        """A search has been looked through, as far as this article; None: all that there is."""
        with self._db.transaction(shared=False):
            self._db.run(
                f"INSERT OR REPLACE INTO search_seen VALUES (?, coalesce(?, ({_NEWEST})), ?)",  # noqa: S608 - a constant
                (name, article, int(time.time())),
            )

    def added(self, after: int, last: int) -> tuple[str, ...]:
        """Uids of the quotes of articles that were added after one, up to the last one."""
        return tuple(
            self._db.names(
                "quote",
                "SELECT q.uid FROM quote q JOIN article a ON a.no = q.article"
                " WHERE q.article > ? AND q.article <= ? AND a.removed = 0",
                (after, last),
            )
        )

    def remember(self, queries: Iterable[str]) -> None:
        """Keep past searches, the latest last."""
        with self._db.transaction(shared=False):
            for query in queries:
                self._db.run("DELETE FROM past_search WHERE query = ?", (query,))
                self._db.run("INSERT INTO past_search (query, at) VALUES (?, ?)", (query, int(time.time())))
            self._db.run(
                "DELETE FROM past_search WHERE no <="
                " (SELECT no FROM past_search ORDER BY no DESC LIMIT 1 OFFSET ?)",
                (_MOST,),
            )

    def past(self) -> tuple[str, ...]:
        """Past searches, the latest first."""
        return tuple(self._db.read("past_search", _PAST, (), _past))

    def forget_past(self, queries: Iterable[str] | None = None) -> None:
        """Forget past searches; None: all."""
        with self._db.transaction(shared=False):
            if queries is None:
                self._db.run("DELETE FROM past_search")
            else:
                self._db.run_many("DELETE FROM past_search WHERE query = ?", ((query,) for query in queries))


def _saved(row: Row) -> SavedSearch:
    called, query, at, article, looked, sound = row
    if not sound:
        raise ValueError
    return SavedSearch(
        name(called), name(query), whole(at, LAST_SECOND), whole(article), whole(looked, LAST_SECOND)
    )


def _past(row: Row) -> str:
    _, query, sound = row
    if not sound:
        raise ValueError
    return name(query)
