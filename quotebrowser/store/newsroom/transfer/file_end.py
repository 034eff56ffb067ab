"""A library's file as the one end of a copy of all its rows.

One rule guards it: while a file is being filled it does not have the name of a library's, and it gets that
name only when all of it has been read back.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from quotebrowser.errors import LibraryError
from quotebrowser.store import place
from quotebrowser.store.integrity import first_damage
from quotebrowser.store.migrate import bring_up
from quotebrowser.store.newsroom.exchange.row_values import unpacked
from quotebrowser.store.newsroom.server_tables import OWN_TO_COPIES, Table, tables
from quotebrowser.store.newsroom.transfer.row_streams import (
    BYTES,
    MARK,
    ROWS,
    Authorship,
    Sum,
    added,
    as_sent,
    in_lists,
    key_of,
    names,
    quoted,
    shared,
    sized,
)
from quotebrowser.store.sqlite import row_guard
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import VALUE_ERRORS, damaged_row
from quotebrowser.store.sqlite.meta import IDENTITY, renew_identity
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.whole_files import put

_CACHE: Final = "PRAGMA cache_size = -200000"
"""200 MB: rows come by their keys, but other indexes take them in any order."""
_POSTINGS: Final = 50_000
"""Passages whose fingerprints are written at a time."""
_COUNTING: Final = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%' AND name <> 'change'"
)
_LAST: Final = "SELECT name, seq FROM sqlite_sequence WHERE typeof(seq) = 'integer'"
_HELD: Final = "SELECT name, count(*), sum(digest & 4294967295) FROM guard GROUP BY name ORDER BY name"
"""A few numbers that any change of the guarded rows alters."""
_CHANGED: Final = "INSERT INTO change (uid) SELECT uid FROM quote ORDER BY no"
_STATE: Final = "INSERT OR REPLACE INTO state SELECT coalesce(max(no), 0), randomblob(16) FROM change"


class FileEnd:
    """The rows of a library's file. Its numbers, texts and bytes come as PostgreSQL holds them."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def sum(self, table: Table) -> Sum:
        """What the rows of a table add up to. Reads all of them."""
        return added(row for rows in self.rows(table, None) for row in rows)

    def count(self, table: Table) -> int:
        """How many rows a table has."""
        return int(self.db.value(f"SELECT count(*) FROM {quoted(table.name)} WHERE {shared(table)}"))  # noqa: S608 - a table of ours

    def rows(self, table: Table, start: int | None) -> Iterator[list[Row]]:
        """The rows of a table by their key, in lists; those from a first number on where one is given."""
        yield from in_lists(self._rows(table, start))

    def _rows(self, table: Table, start: int | None) -> Iterator[Row]:
        columns = [column.name for column in table.columns]
        kinds = [column.kind for column in table.columns]
        keys, key = [columns.index(column) for column in table.key], key_of(table)
        asked = f"SELECT {names(table)} FROM {quoted(table.name)} WHERE {shared(table)} AND "  # noqa: S608 - a table of ours
        order = f" ORDER BY {key} LIMIT ?"
        after: Sequence[Any] = () if start is None else (start,)
        where = "1" if start is None else f"{quoted(table.key[0])} >= ?"
        most = 1
        while True:
            found = self.db.rows(f"{asked}{where}{order}", (*after, most))
            for row in found:
                yield _sent(table, kinds, row)
            if len(found) < most:
                return
            # As many as fill a list: an article may have twenty million characters.
            most = max(min(most * 2, ROWS, BYTES * len(found) // max(sum(map(sized, found)), 1)), 1)
            after = [found[-1][at] for at in keys]
            where = f"({key}) > ({', '.join('?' * len(keys))})"


class ReadFile(FileEnd):
    """A library's file that is copied from: all that is read is of one moment."""

    def __init__(self, directory: Path) -> None:
        file = directory / place.FILE
        super().__init__(Database(file, read_only=True))
        try:
            self.db.rows("BEGIN")
            self.db.value("SELECT 1 FROM meta")
        except LibraryError:
            # On a CD, or in a folder of another user, SQLite cannot make the files that it locks with.
            self.db.close()
            self.db = Database(file, read_only=True, immutable=True)

    @property
    def origin(self) -> str:
        """Which library it is, and what its rows are."""
        held = [row for row in self.db.rows(_HELD) if row[0] not in OWN_TO_COPIES]
        identity = self.db.value("SELECT value FROM meta WHERE key = ?", (IDENTITY,))
        return f"{identity} {hashlib.sha256(repr(held).encode()).hexdigest()[:16]}"

    def numbers(self) -> dict[str, int]:
        """The highest number that was ever given, by the name of the table."""
        kept = {str(name): int(last) for name, last in self.db.rows(_LAST)}
        numbered = [table.name for table in tables() if table.key == ("no",)]
        held = {name: self.db.value(f"SELECT max(no) FROM {quoted(name)}") or 0 for name in numbered}  # noqa: S608 - a table of ours
        return {name: max(last, kept.get(name, 0)) for name, last in held.items()}

    def authors(self) -> list[Authorship]:
        """Who wrote rows, when, and who is to see them."""
        found = self.db.rows("SELECT name, key, author, at, audience FROM authored")
        return [(str(row[0]), str(row[1]), str(row[2]), int(row[3]), str(row[4])) for row in found]

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()


class FilledFile(FileEnd):
    """A file that is filled: beside where the library's will be, locked against a second program."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        path = directory / place.FILLING
        _require_nothing_else(directory)
        place.private_directory(directory)
        if not path.exists():
            place.private_file(path)
        self._held = place.locked(path)
        db = Database(path)
        try:
            bring_up(db, keep=False)
            db.rows(_CACHE)
        except BaseException:
            db.close()
            os.close(self._held)
            raise
        super().__init__(db)

    def last(self, table: Table) -> int | None:
        """The largest first number of a key in a table; None without rows."""
        found = self.db.value(f"SELECT max({quoted(table.key[0])}) FROM {quoted(table.name)}")  # noqa: S608 - a table of ours
        return None if found is None else int(found)

    def clear(self, table: Table, start: int | None) -> None:
        """Delete the rows of a table; those from a first number on where one is given."""
        where = shared(table) if start is None else f"{quoted(table.key[0])} >= {start}"
        with self.db.transaction(watched=False):
            self.db.run(f"DELETE FROM {quoted(table.name)} WHERE {where}")  # noqa: S608 - a table of ours

    def put(self, table: Table, rows: Sequence[Row]) -> None:
        """Store rows; they are there once this returns."""
        marks = ", ".join("?" * len(table.columns))
        with self.db.transaction(watched=False):
            self.db.run_many(
                f"INSERT INTO {quoted(table.name)} ({names(table)}) VALUES ({marks})",  # noqa: S608 - a table of ours
                [_stored(table, row) for row in rows],
            )

    @property
    def mark(self) -> str:
        """What was kept of where the rows come from; empty if nothing was."""
        return str(self.db.value("SELECT value FROM meta WHERE key = ?", (MARK,)) or "")

    @mark.setter
    def mark(self, value: str) -> None:
        with self.db.transaction(watched=False):
            self.db.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", (MARK, value))

    def require(self, authors: Sequence[Authorship]) -> None:
        """A file is for whoever has it."""

    def finish(self, numbers: dict[str, int], authors: Sequence[Authorship]) -> None:
        """Make what a library derives from its rows, read all of it back, and give the file its name.

        Args:
            numbers: the highest that was ever given, by the name of the table.
            authors: who wrote rows.

        Raises:
            LibraryError: it is damaged; it is no library then.
        """
        with self.db.transaction(watched=False):
            self._derive()
            self.db.run("DELETE FROM authored")
            self.db.run_many("INSERT OR REPLACE INTO authored VALUES (?, ?, ?, ?, ?)", authors)
            for (name,) in self.db.rows(_COUNTING):
                self.db.run("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
                self.db.run("INSERT INTO sqlite_sequence VALUES (?, ?)", (name, numbers.get(name, 0)))
            self.db.run("DELETE FROM meta WHERE key = ?", (MARK,))
            self.db.run("DELETE FROM guard")
            for _, statement in row_guard.filling():
                self.db.run(statement)
        renew_identity(self.db)
        damage = first_damage(self.db)
        if damage:
            raise LibraryError(
                f"What was copied to {self.directory} is damaged and is not used: {damage.message}",
                "The library it was copied from is damaged, or its server.",
            )
        self.db.close()
        put(self.db.path, self.directory / place.FILE)

    def _derive(self) -> None:
        for name in ("fingerprint", "change", "state"):
            self.db.run(f"DELETE FROM {name}")  # noqa: S608 - a table of ours
        ends = [no for (no,) in self.db.rows("SELECT no FROM passage ORDER BY no")]
        for first in range(0, len(ends), _POSTINGS):
            batch = ends[first : first + _POSTINGS]
            found = self.db.rows(
                "SELECT no, fingerprints FROM passage WHERE no BETWEEN ? AND ?", (batch[0], batch[-1])
            )
            self.db.run_many(
                "INSERT INTO fingerprint VALUES (?, ?)",
                ((value, no) for no, packed in found for value in _values(no, packed)),
            )
        self.db.run(_CHANGED)
        self.db.run(_STATE)

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()
        os.close(self._held)


def _require_nothing_else(directory: Path) -> None:
    """Refuse a directory that holds a library, or anything but a file that is being filled."""
    if not directory.exists():
        return
    if not directory.is_dir():
        raise LibraryError(f"{directory} is not a directory", "A library is a directory.")
    own = {place.FILLING + ending for ending in ("", *place.LOGS)}
    if (directory / place.FILLING).exists():
        own.add("originals")
    other = sorted(entry.name for entry in directory.iterdir() if entry.name not in own)
    if other:
        raise LibraryError(
            f"{directory} is not empty: {other[0]} lies there",
            "A library is copied to an empty directory, or to one that does not exist yet.",
        )


def _sent(table: Table, kinds: Sequence[str], row: Row) -> Row:
    """A row as PostgreSQL holds it."""
    try:
        return tuple(map(as_sent, row, kinds))
    except VALUE_ERRORS as error:
        raise damaged_row(table.name, row[0]) from error


def _stored(table: Table, row: Row) -> Row:
    """A row as a library's file holds it."""
    stored = unpacked(table, row)
    if stored is None:
        raise damaged_row(table.name, row[0])
    return stored


def _values(no: int, packed: object) -> Sequence[int]:
    """The fingerprints of a passage."""
    if type(packed) is not bytes or len(packed) % 8:
        raise damaged_row("passage", no)
    return memoryview(packed).cast("q")
