"""The connections to a library's file: one a thread, every statement through one door.

One rule guards it: no `sqlite3` error leaves this room. What SQLite says becomes a `LibraryError` that names
the library, says what failed and what to do.

A connection a thread, not one behind a lock: the browser searches in a worker while articles are being
added, and in WAL mode a reader then neither waits for the writer nor sees what is not yet committed.
"""

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from quotebrowser.errors import LibraryError

Row = tuple[Any, ...]

BUSY_SECONDS: Final = 5.0
"""How long a statement waits for another program's transaction; batches of `add` last half a second."""

_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Database:
    """The library's file, as seen from any thread.

    Args:
        path: the file, which exists.
        immutable: whether it lies where nothing can be written, so that SQLite must not look for locks.
        read_only: whether writing is refused.
    """

    def __init__(
        self, path: Path, *, read_only: bool = False, immutable: bool = False, busy: float = BUSY_SECONDS
    ) -> None:
        self.path = path
        self.read_only = read_only
        self._immutable = immutable
        self._busy = busy
        self._closed = False
        self._guard = threading.Lock()
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._depths: dict[sqlite3.Connection, int] = {}

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows that `statement` answers."""
        try:
            return self._connection().execute(statement, parameters).fetchall()
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def value(self, statement: str, parameters: Sequence[object] = ()) -> Any:
        """The first column of the first row, or None where there is no row."""
        for row in self.rows(statement, parameters):
            return row[0]
        return None

    def run(self, statement: str, parameters: Sequence[object] = ()) -> int:
        """Run a statement that writes; the number of rows it changed. Only inside `transaction`."""
        try:
            return self._connection().execute(statement, parameters).rowcount
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def insert(self, statement: str, parameters: Sequence[object] = ()) -> int:
        """Run an INSERT of one row; its integer key. Only inside `transaction`."""
        try:
            key = self._connection().execute(statement, parameters).lastrowid
        except sqlite3.Error as error:
            raise self._explained(error) from error
        return key or 0

    def run_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement that writes once for each of `rows`. Only inside `transaction`."""
        try:
            self._connection().executemany(statement, rows)
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def run_script(self, script: str) -> None:
        """Run the statements of `script`, each of which ends a line. Only inside `transaction`.

        `Connection.executescript` is no choice: it commits whatever transaction it finds.
        """
        statement = ""
        for line in script.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                self.run(statement)
                statement = ""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written inside, or nothing of it.

        Inside another transaction of the same thread it is a part of that one, which can fail by itself.

        Raises:
            LibraryError: the library is read-only, or another program kept it longer than `BUSY_SECONDS`.
        """
        if self.read_only:
            raise LibraryError(
                f"The library {self.path.parent} is read-only",
                "Name another one with --library, or make its directory writable.",
            )
        connection = self._connection()
        depth = self._depths.get(connection, 0)
        begin, commit, undo = (
            ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
            if depth == 0
            else ("SAVEPOINT part", "RELEASE part", ("ROLLBACK TO part", "RELEASE part"))
        )
        self.run(begin)
        self._depths[connection] = depth + 1
        try:
            yield
            self.run(commit)
        except BaseException:
            # SQLite itself rolls back on a full disk; there is then nothing left to undo.
            if connection.in_transaction:
                for statement in undo:
                    self.run(statement)
            raise
        finally:
            self._depths[connection] = depth

    def use_wal(self) -> None:
        """Let readers and the writer not wait for each other. Lasts; waits for other programs if it must."""
        deadline = time.monotonic() + self._busy
        # SQLite does not wait by itself while the journal mode is being changed.
        while self._journal_mode() != "wal" and time.monotonic() < deadline:
            time.sleep(0.01)

    def _journal_mode(self) -> str:
        try:
            return str(self._connection().execute("PRAGMA journal_mode = WAL").fetchone()[0])
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY:
                return ""
            raise self._explained(error) from error

    def compact(self) -> None:
        """Write the file anew without the room of what was deleted, and empty the log beside it."""
        self.rows("VACUUM")
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_to(self, path: Path) -> None:
        """Write a consistent copy of the whole file to `path`, which must not exist."""
        self.rows("VACUUM INTO ?", (str(path),))

    def seen(self) -> tuple[int, int]:
        """A stamp that changes whenever what this thread can read may have changed."""
        return int(self.value("PRAGMA data_version")), self._connection().total_changes

    def close(self) -> None:
        """Close the connections of all threads. Harmless when closed already."""
        with self._guard:
            self._closed = True
            while self._connections:
                self._connections.popitem()[1].close()
            self._depths.clear()

    def _connection(self) -> sqlite3.Connection:
        thread = threading.current_thread()
        connection = self._connections.get(thread)
        if connection is not None:
            return connection
        with self._guard:
            if self._closed:
                raise LibraryError(f"The library {self.path.parent} has been closed")
            for other in [other for other in self._connections if not other.is_alive()]:
                ended = self._connections.pop(other)
                self._depths.pop(ended, None)
                ended.close()
            self._connections[thread] = connection = self._connect()
            return connection

    def _connect(self) -> sqlite3.Connection:
        mode = "ro" if self.read_only else "rw"
        address = f"{self.path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if self._immutable else "")
        try:
            # Used by its own thread only; another one may close it.
            connection = sqlite3.connect(
                address,
                uri=True,
                timeout=self._busy,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=256,
            )
        except sqlite3.Error as error:
            raise self._explained(error) from error
        try:
            for pragma in _PRAGMAS:
                connection.execute(pragma)
        except sqlite3.Error as error:
            connection.close()
            raise self._explained(error) from error
        return connection

    def _explained(self, error: sqlite3.Error) -> LibraryError:
        """What SQLite said, in the user's words."""
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        place = self.path.parent
        if code in _BUSY:
            return LibraryError(
                f"The library {place} is being written by another program",
                "Wait until it is done and try again.",
            )
        if code in _DAMAGED:
            return LibraryError(
                f"The library file {self.path} is damaged: {error}",
                "Bring back a copy with: quotebrowser restore",
            )
        if code == sqlite3.SQLITE_FULL:
            return LibraryError(
                f"The library {place} could not be written: the disk is full",
                "Nothing that was reported as added is lost. Make room and run the command again.",
            )
        if code == sqlite3.SQLITE_READONLY:
            return LibraryError(f"The library {place} could not be written: it is read-only")
        return LibraryError(f"The library {place} could not be used: {error}")


_PRAGMAS: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",  # a file from elsewhere must not run functions through its schema
    "PRAGMA secure_delete = ON",  # what is purged is overwritten
    "PRAGMA synchronous = FULL",  # what was acknowledged survives a power cut
    "PRAGMA temp_store = MEMORY",  # no text of an article in a temporary file
    "PRAGMA mmap_size = 0",  # a read error of the disk is an error, not a dead program
)
