"""Who wrote what in a library that many share, when, and what is one user's alone.

One rule guards it: what is personal is said to be so in the transaction that writes it, so that no row is
ever handed on first and hidden then. A library of one user holds nothing here.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from quotebrowser.store.sqlite.changes import Changes
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import LAST_SECOND, listed, name, whole
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.sqlite.row_guard import checked
from quotebrowser.store.sqlite.row_images import PERSONAL, make_personal

EMBARGOED: Final = "collection:"
"""How the audience of an article begins that is embargoed; the name of a collection follows."""
_EMBARGO: Final = (
    "SELECT w.audience FROM article a JOIN authored w ON w.name = 'article' AND w.key = json_array(a.no)"
    " WHERE a.id = ?"
)
_NUMBERS: Final = "SELECT value FROM json_each(?1)"
_NAMES: Final = f"SELECT speaker_key FROM quote WHERE article IN ({_NUMBERS})"  # noqa: S608 - of this file
_ENTRIES_OF: Final = (
    "SELECT entry FROM journal_row WHERE article IN (SELECT value FROM json_each(?2))"
    " OR name IN ('alias', 'apart')"
)
_HANG: Final = (
    f"UPDATE article SET removed = removed WHERE no IN ({_NUMBERS})",  # noqa: S608 - of this file, as all below
    f"UPDATE span SET place = place WHERE quote IN (SELECT no FROM quote WHERE article IN ({_NUMBERS}))",  # noqa: S608
    "UPDATE put_off SET kind = kind WHERE about IN (SELECT value FROM json_each(?2))",
    f"UPDATE put_off SET kind = kind WHERE about IN (SELECT uid FROM quote WHERE article IN ({_NUMBERS}))",  # noqa: S608
    f"UPDATE alias SET key = key WHERE key IN ({_NAMES})",  # noqa: S608
    f"UPDATE apart SET key = key WHERE key IN ({_NAMES}) OR other IN ({_NAMES})",  # noqa: S608
    f"UPDATE journal SET at = at WHERE no IN ({_ENTRIES_OF})",  # noqa: S608
    f"UPDATE journal_row SET name = name WHERE entry IN ({_ENTRIES_OF})",  # noqa: S608
)
"""Touches rows that name articles otherwise than by their numbers (1) or ids (2) in a column `article`."""
_OF: Final = checked(
    "SELECT key, author, at, audience, {authored} FROM authored w"
    " WHERE name = ? AND key IN (SELECT value FROM json_each(?))",
    authored="w",
)
_ANY: Final = "SELECT 1 FROM authored LIMIT 1"
_FACTS: Final = checked(
    "SELECT c.key, w.author, w.at, w.audience, {authored} FROM article a"
    " JOIN fact_correction c ON c.article = a.no"
    " JOIN authored w ON w.name = 'fact_correction' AND w.key = json_array(c.article, c.key) WHERE a.id = ?",
    authored="w",
)
_SPEAKERS: Final = checked(
    "SELECT q.uid, w.author, w.at, w.audience, {authored} FROM quote q"
    " JOIN speaker_correction c ON c.quote = q.no"
    " JOIN authored w ON w.name = 'speaker_correction' AND w.key = json_array(c.no)"
    " WHERE q.uid IN (SELECT value FROM json_each(?))",
    authored="w",
)
_ENTRIES: Final = checked(
    "SELECT j.no, w.author, w.at, w.audience, {authored} FROM journal j"
    " JOIN authored w ON w.name = 'journal' AND w.key = json_array(j.no)",
    authored="w",
)


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

    def __init__(self, db: Database, changes: Changes, *, is_shared: Callable[[], bool]) -> None:
        self._db = db
        self._changes = changes
        self._is_shared = is_shared

    def any(self) -> bool:
        """Whether of any row it is known who wrote it.

        In a library that nobody shares, as it was when the latest change was last asked for: no write of its
        own user makes such rows.
        """
        known = None if self._is_shared() else self._changes.authored
        return bool(self._db.rows(_ANY)) if known is None else known

    def of(self, table: str, keys: Iterable[str]) -> dict[str, Authored]:
        """Who wrote rows of a table, by their keys; those of which nobody knows are left out."""
        asked = listed(keys)
        return dict(self._db.read("authored", _OF, (table, asked), _authored))

    def keep(self, table: str, numbers: Iterable[int], user: str) -> None:
        """Say that rows of a table are one user's alone. Inside the transaction that writes them."""
        make_personal(self._db, ((table, no, f"{PERSONAL}{user}") for no in numbers))

    def facts(self, article: str) -> dict[str, Authored]:
        """Who corrected the facts of an article, by their keys."""
        return dict(self._db.read("authored", _FACTS, (article,), _authored))

    def speakers(self, uids: Iterable[str]) -> dict[str, Authored]:
        """Who corrected the speakers of quotes, by their uids."""
        return dict(self._db.read("authored", _SPEAKERS, (listed(uids),), _authored))

    def entries(self) -> dict[int, Authored]:
        """Who made the changes in the journal, by their numbers."""
        return dict(self._db.read("authored", _ENTRIES, (), _entry))

    def embargo(self, article: str) -> str:
        """The audience of an embargoed article; empty: it is everybody's."""
        found = self._db.value(_EMBARGO, (article,))
        return found if isinstance(found, str) else ""

    def hand(self, articles: Sequence[str], audience: str, author: str) -> None:
        """Hand articles and all that hangs on them to an audience. Inside a transaction.

        Args:
            articles: their ids.
            audience: `EMBARGOED` and the name of a collection; empty: everybody.
            author: who does it.
        """
        ids = listed(articles)
        found = self._db.rows("SELECT no FROM article WHERE id IN (SELECT value FROM json_each(?))", (ids,))
        now, numbers = int(time.time()), json.dumps([no for (no,) in found])
        made = [("article", key(no), author, now, audience) for (no,) in found]
        self._db.run_many("INSERT OR REPLACE INTO authored VALUES (?, ?, ?, ?, ?)", made)
        for statement in (*_HANG, *_by_article()):
            self._db.run(statement, (numbers, ids) if "?2" in statement else (numbers,))


def _entry(row: Row) -> tuple[int, Authored]:
    no, *rest = row
    return whole(no), _authored(("", *rest))[1]


def _by_article() -> Iterator[str]:
    from quotebrowser.store.newsroom.server_tables import tables  # noqa: PLC0415 - not of a plain library

    for table in tables():
        for column in table.columns:
            if column.name == "article":
                place = "?1" if column.kind == "bigint" else "?2"
                yield (
                    f"UPDATE {table.name} SET article = article"  # noqa: S608 - of the schema
                    f" WHERE article IN (SELECT value FROM json_each({place}))"
                )


def _authored(row: Row) -> tuple[str, Authored]:
    found, author, at, audience, sound = row
    if not sound:
        raise ValueError
    return name(found), Authored(name(author), whole(at, LAST_SECOND), name(audience))
