"""The connections to a library's file: one a thread, every statement through one door.

One rule guards it: no `sqlite3` error leaves this room; see `failures`.

A connection a thread, not one behind a lock: the browser searches in a worker while articles are being
added, and in WAL mode a reader then neither waits for the writer nor sees what is not yet committed. The lock
of a connection is held for one statement only, so that closing the library waits for the one that runs.
"""

import os
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from quotebrowser.errors import LibraryError
from quotebrowser.store.sqlite import row_guard
from quotebrowser.store.sqlite.failures import BusyError, damaged, explained
from quotebrowser.store.sqlite.row_door import Row, RowDoor

_T = TypeVar("_T")

BUSY_SECONDS: Final = 5.0
"""How long a statement waits for another program's transaction; batches of `add` last half a second."""

_KEPT: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_BACKUP_PAGES: Final = 16
"""Pages copied at a step: fewer than any library has, so that the first step does not end it."""
_BACKUP_PAUSE: Final = 0.05
"""Seconds between two tries to copy a file that another program keeps for itself."""

_PRAGMAS: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # a row that another one replaces is seen to go
    "PRAGMA trusted_schema = OFF",  # a file from elsewhere must not run functions through its schema
    "PRAGMA cell_size_check = ON",  # nor lie about how long its cells are
    "PRAGMA secure_delete = ON",  # what is purged is overwritten
    "PRAGMA synchronous = FULL",  # what was acknowledged survives a power cut
    "PRAGMA fullfsync = ON",  # macOS: `fsync` alone leaves it in the drive's own memory
    "PRAGMA temp_store = MEMORY",  # no text of an article in a temporary file
    "PRAGMA mmap_size = 0",  # a read error of the disk is an error, not a dead program
)

_OWN_TRIGGERS: Final = (3, 35)
"""The SQLite from which on triggers of a file can be kept off without those of `row_guard`."""
_NO_TEXT: Final = "Could not decode to UTF-8"
"""How Python says that what SQLite takes for text is none."""
_LIMITS: Final = (
    # What a library's file may make SQLite do; all of it is far more than this program asks for.
    (sqlite3.SQLITE_LIMIT_LENGTH, 256_000_000),  # bytes of a value or a row; files that are read have 20 MB
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (sqlite3.SQLITE_LIMIT_COLUMN, 100),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 20),
    (sqlite3.SQLITE_LIMIT_FUNCTION_ARG, 16),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 1),  # a copy is written to an attached file
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 16),  # what hangs on an article goes with it, five tables deep
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)


@dataclass(slots=True)
class _Handle:
    """A thread's connection."""

    connection: sqlite3.Connection
    lock: threading.Lock = field(default_factory=threading.Lock)
    """Held while a statement runs."""
    depth: int = 0
    """How many transactions, one inside another, the thread is in."""
    watched: bool = False
    """Whether what it writes is guarded."""
    token: bytes = b""
    """Sixteen random bytes of the present transaction, or the one before."""


class Database(RowDoor):
    """The library's file, as seen from any thread.

    Args:
        path: the file, which exists.
        read_only: whether writing is refused.
        immutable: whether it lies where nothing can be written, so that SQLite must not look for locks.
        busy: seconds to wait for another program's transaction; None is `BUSY_SECONDS`.
    """

    watches: tuple[Callable[[sqlite3.Connection], None], ...] = (row_guard.watch,)
    """What looks at all that a connection writes, from before it first does."""

    def __init__(
        self, path: Path, *, read_only: bool = False, immutable: bool = False, busy: float | None = None
    ) -> None:
        super().__init__()
        self.path = path
        self.read_only = read_only
        self._immutable = immutable
        self._busy = BUSY_SECONDS if busy is None else busy
        self._closed = False
        self._guard = threading.Lock()
        self._handles: dict[threading.Thread, _Handle] = {}
        self._watching: _Handle | None = None

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows that `statement` answers; what should be text and is not UTF-8 comes as bytes."""
        return self._do(lambda connection: _fetched(connection, statement, parameters))

    def value(self, statement: str, parameters: Sequence[object] = ()) -> Any:
        """The first column of the first row, or None where there is no row."""
        rows = self.rows(statement, parameters)
        return rows[0][0] if rows else None

    def run(self, statement: str, parameters: Sequence[object] = ()) -> int:
        """Run a statement that writes; the number of rows it changed. Only inside `transaction`."""
        return self._do(lambda connection: connection.execute(statement, parameters).rowcount)

    def insert(self, statement: str, parameters: Sequence[object] = ()) -> int:
        """Run an INSERT of one row; its integer key. Only inside `transaction`."""
        return self._do(lambda connection: connection.execute(statement, parameters).lastrowid or 0)

    def run_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement that writes once for each of `rows`. Only inside `transaction`."""
        # Taken first: to make them may ask the database.
        taken = list(rows)
        self._do(lambda connection: connection.executemany(statement, taken))

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
    def transaction(
        self,
        *,
        watched: bool = True,
        joins: bool = False,
        shared: bool = True,  # noqa: ARG002 - for the engine of a newsroom
    ) -> Iterator[None]:
        """All of what is written inside, or nothing of it.

        Inside another transaction of the same thread it is a part of that one, which can fail by itself.

        Args:
            watched: False where the tables are made first; see `row_guard`.
            joins: whether inside another one it is no part of its own: an error must then end that one too.
                SQLite looks through all that a part may have to undo at each statement that has triggers,
                so a part of many rows is slow.
            shared: False for what is this machine's alone where a newsroom shares the library.

        Raises:
            LibraryError: the library is read-only, or another program kept it longer than `busy` seconds.
        """
        if self.read_only:
            raise LibraryError(
                f"The library {self.path.parent} is read-only",
                "Choose another with --library, or make its directory writable.",
            )
        handle = self._handle()
        if joins and handle.depth:
            yield
            return
        part = f"part{handle.depth}"
        begin, commit, undo = (
            (f"SAVEPOINT {part}", f"RELEASE {part}", (f"ROLLBACK TO {part}", f"RELEASE {part}"))
            if handle.depth
            else ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
        )
        if watched and not handle.watched:
            for watch in self.watches:
                self._do(watch)
            handle.watched = True
        if not handle.depth:
            handle.token = os.urandom(16)
        handle.depth += 1
        try:
            self.run(begin)
            yield
            self.run(commit)
        except BaseException:
            # SQLite itself rolls back on a full disk; there is then nothing left to undo.
            if _in_transaction(handle.connection):
                for statement in undo:
                    self.run(statement)
            raise
        finally:
            handle.depth -= 1

    def use_wal(self) -> None:
        """Let readers and the writer not wait for each other. Lasts; waits for other programs if it must."""
        deadline = time.monotonic() + self._busy
        # SQLite does not wait by itself while the journal mode is being changed.
        while True:
            try:
                if self.value("PRAGMA journal_mode = WAL") == "wal" or time.monotonic() > deadline:
                    return
            except BusyError:
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.01)

    def copy_to(self, path: Path) -> None:
        """Write a consistent copy of the whole file to `path`, which is empty or does not exist."""
        self.rows("VACUUM INTO ?", (path.absolute().as_uri(),))  # a name of any bytes

    def fill_from(self, source: "Database", locked: Callable[[], object] = lambda: None) -> None:
        """Replace all that the file holds with what another holds, in one transaction.

        Other connections see the whole of one or of the other.

        Args:
            source: where from.
            locked: called once nobody else can write any more, while all can still read what there was.

        Raises:
            LibraryError: one of them is damaged, or another program kept it longer than `busy` seconds.
        """
        deadline = time.monotonic() + self._busy
        waiting = True

        def stepped(status: int, _: int, __: int) -> None:
            nonlocal waiting
            if status not in _KEPT:
                if waiting:
                    waiting = False
                    locked()
            elif time.monotonic() > deadline:  # `backup` itself would wait for another program for ever
                raise BusyError(
                    f"Another program is writing to the library {self.path.parent}",
                    "Wait until it is done and try again.",
                )

        given = source._handle().connection  # noqa: SLF001 - of the same class
        self._do(
            lambda connection: given.backup(
                connection, pages=_BACKUP_PAGES, progress=stepped, sleep=_BACKUP_PAUSE
            )
        )

    def state(self) -> int:
        """A number that changes with every commit, whoever made it; all threads see the same.

        Only numbers from this object can be compared. A connection is told about the commits of all others,
        not about its own, so this asks one that never writes.
        """
        with self._guard:
            if self._closed:
                raise self._gone()
            handle = self._watching = self._watching or _Handle(self._connect())
        return int(
            self._do(lambda connection: connection.execute("PRAGMA data_version").fetchone()[0], handle)
        )

    def token(self) -> bytes:
        """Sixteen random bytes of the transaction this thread is in, those of no other; empty outside one."""
        handle = self._handle()
        return handle.token if handle.depth else b""

    def close(self) -> None:
        """Close the connections of all threads, stopping what they do. Harmless when closed already."""
        with self._guard:
            self._closed = True
            if self._watching is not None:
                self._end(self._watching)
            while self._handles:
                self._end(self._handles.popitem()[1])

    def _do(self, work: Callable[[sqlite3.Connection], _T], handle: _Handle | None = None) -> _T:
        """What `work` makes of a connection; None is this thread's."""
        handle = handle or self._handle()
        with handle.lock:
            try:
                return work(handle.connection)
            except (sqlite3.Error, UnicodeDecodeError) as error:
                raise self._explained(error) from error

    def _handle(self) -> _Handle:
        thread = threading.current_thread()
        handle = self._handles.get(thread)
        if handle is not None:
            return handle
        with self._guard:
            if self._closed:
                raise self._gone()
            for other in [other for other in self._handles if not other.is_alive()]:
                self._end(self._handles.pop(other))
            handle = self._handles[thread] = _Handle(self._connect())
            return handle

    def _end(self, handle: _Handle) -> None:
        """Stop what a connection does and close it; the last one empties the log into the file."""
        stopped = not handle.lock.acquire(blocking=False)
        if stopped:
            handle.connection.interrupt()
            handle.lock.acquire()
        try:
            # An idle connection that is interrupted would not empty the log; this makes it forget that.
            if stopped:
                handle.connection.execute("SELECT 1").fetchone()
            handle.connection.close()
        finally:
            handle.lock.release()

    def _connect(self) -> sqlite3.Connection:
        mode = "ro" if self.read_only else "rw"
        address = f"{self.path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if self._immutable else "")
        try:
            # Used by its own thread only, or by one at a time; another one may close it.
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
            _harden(connection)
            for pragma in _PRAGMAS:
                connection.execute(pragma)
            row_guard.prepare(connection)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            connection.close()
            raise self._explained(error) from error
        return connection

    def _explained(self, error: sqlite3.Error | UnicodeDecodeError) -> LibraryError:
        if isinstance(error, UnicodeDecodeError):
            # Python's sqlite3 raises it where the names of a damaged file's tables are no text.
            return damaged(self.path, "it contains names that are not text")
        return self._gone() if self._closed else explained(error, self.path)

    def _gone(self) -> LibraryError:
        return LibraryError(f"The library {self.path.parent} has been closed")


def _fetched(connection: sqlite3.Connection, statement: str, parameters: Sequence[object]) -> list[Row]:
    try:
        return connection.execute(statement, parameters).fetchall()
    except sqlite3.OperationalError as error:
        if _NO_TEXT not in str(error):
            raise
    # Somewhere among the rows. Asked for each value this is slow, so only here.
    connection.text_factory = _text_or_bytes
    try:
        return connection.execute(statement, parameters).fetchall()
    finally:
        connection.text_factory = str


def _text_or_bytes(raw: bytes) -> str | bytes:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw


def _harden(connection: sqlite3.Connection) -> None:
    """Keep a file from elsewhere from doing more than holding rows."""
    for limit, most in _LIMITS:
        connection.setlimit(limit, most)
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)  # noqa: FBT003 - positional only
    if sys.version_info >= (3, 12) and sqlite3.sqlite_version_info >= _OWN_TRIGGERS:
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)  # noqa: FBT003


def _in_transaction(connection: sqlite3.Connection) -> bool:
    """Whether there is something to undo; nothing on a connection that was closed meanwhile."""
    try:
        return connection.in_transaction
    except sqlite3.ProgrammingError:
        return False
