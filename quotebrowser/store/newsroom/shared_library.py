"""A newsroom's library as this machine knows it: whether it is reachable, its news, the turn to write.

One rule guards it: nobody waits for the server's lock while holding that of the copy.
"""

import contextlib
import math
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from quotebrowser.errors import LibraryError
from quotebrowser.store import place
from quotebrowser.store.newsroom.address import Address
from quotebrowser.store.newsroom.exchange import copy_state, first_fill, row_pull
from quotebrowser.store.newsroom.listening import Listener
from quotebrowser.store.newsroom.server import Connection, UnreachableError, explained
from quotebrowser.store.newsroom.server_line import LOCK_SECONDS, ServerLine
from quotebrowser.store.newsroom.server_tables import newer, older, require_filled
from quotebrowser.store.newsroom.shared_database import CopyDatabase
from quotebrowser.store.newsroom.writing_turn import Turn
from quotebrowser.store.sqlite.meta import IDENTITY, Meta
from quotebrowser.store.sqlite.schema import VERSION

_GRACE: Final = 2.0
"""Seconds that a change has to be stored while the program ends."""
_LEAVING: Final = 1.0
"""Seconds that whoever leaves waits for the thread that listens; one that is connecting ends by itself."""
_HEAD: Final = (
    "SELECT l.version, l.rev, l.identity, w.token,"
    " (SELECT coalesce(json_agg(collection ORDER BY 1), '[]')::text"
    " FROM quotebrowser.member WHERE role = current_user) FROM quotebrowser.library l"
    " LEFT JOIN quotebrowser.write w ON w.rev = %s"
)
_FLOORS: Final = "SELECT name, last FROM quotebrowser.sequence"
_READING: Final = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class _Head(NamedTuple):
    """What the server says first."""

    rev: int
    identity: str
    collections: str
    """The embargoed collections that the user is a member of, as JSON."""
    is_ours: bool
    """Whether the copy was made from it, up to the revision that the copy has."""


class SharedLibrary:
    """The newsroom's library behind a copy.

    Attributes:
        address: where it is; it holds no password.
        reachable: whether the server answered when it was last asked.
        role: `reader`, `editor` or `admin`; empty until the server was reached.
    """

    def __init__(self, address: Address, directory: Path) -> None:
        self.address = address
        self.reachable = False
        self.role = ""
        self._contact = directory / place.NEWSROOM
        self._copy = CopyDatabase(directory / place.FILE, busy=LOCK_SECONDS)
        self._ending = threading.Event()
        self._line = ServerLine(address, self._ending)
        self._listener: Listener | None = None

    @property
    def as_of(self) -> float:
        """When the copy was last level with the server, in seconds since 1970; 0: never."""
        try:
            return self._contact.stat().st_mtime if copy_state.have(self._copy).rev >= 0 else 0.0
        except OSError:
            return 0.0

    @property
    def is_whole(self) -> bool:
        """Whether the copy has all that the server has shown it."""
        return copy_state.have(self._copy).rev >= 0

    @property
    def may_write(self) -> bool:
        """Whether something can be written, as far as is known."""
        return self.reachable and self.is_whole and self.role != "reader"

    def require_writable(self) -> None:
        """Raise LibraryError if nothing can be written now."""
        if self.role == "reader":
            raise LibraryError(
                f"{self.address.user} may read the library {self.address}, but not change it",
                "Ask an admin of the newsroom for the right: quotebrowser newsroom grant.",
            )
        if not self.is_whole:
            raise LibraryError(
                "The newsroom's library is still being fetched; nothing can be changed until it is all here",
                "Try again in a moment.",
            )

    def pull(self) -> bool:
        """Take in what others wrote; whether there was anything.

        Raises:
            UnreachableError: the server cannot be asked.
            LibraryError: it lets us not in, or the copy cannot be written.
        """
        with self._line.held():
            head = self._begun(_READING)
            try:
                return self._levelled(head)
            finally:
                self._line.end()

    def fill(self, told: Callable[[int, int, str], object] | None = None, seconds: float = math.inf) -> None:
        """Fetch what the copy lacks to be whole, for some time at most.

        Args:
            told: called with how many articles it has, of how many.
            seconds: after which no further part is fetched.

        Raises:
            LibraryError: as `pull`.
        """
        until, total = time.monotonic() + seconds, 0
        while not self.is_whole and time.monotonic() < until and not self._ending.is_set():
            self.pull()
            filling = first_fill.Filling.of(self._copy)
            if filling is None or told is None:
                continue
            total = total or self._articles()
            told(filling.done, max(total, filling.done), "")

    def renew(self) -> None:
        """Fetch all of the library again, in place of what the copy has.

        Raises:
            LibraryError: as `pull`.
        """
        with self._line.held():
            head = self._begun(_READING)
            try:
                self._levelled(head._replace(is_ours=False))
            finally:
                self._line.end()
        self.fill()

    def _articles(self) -> int:
        with self._line.held(), explained(self.address):
            row = self._line.connected().execute("SELECT count(*) FROM quotebrowser.article").fetchone()
        return row[0] if row else 0

    @contextmanager
    def writing(self) -> Iterator[Turn]:
        """The newsroom's lock, with the copy level; what was not committed on the server is undone.

        Raises:
            BusyError: somebody else kept it too long.
            UnreachableError: the server cannot be asked.
        """
        with self._line.held():
            self.require_writable()
            try:
                head = self._begun("BEGIN", writing=True)
                with explained(self.address):
                    given = self._line.connection.execute(_FLOORS).fetchall()
                self._levelled(head)
                floors = {name: last for name, last in given if type(last) is int}
                yield Turn(self.address, self._line.connection, head.rev + 1, floors, self._line.has)
            finally:
                self._line.end()

    def listen(self, told: Callable[[], object]) -> None:
        """Take in what others write as they write it, in a thread, until `close`.

        Args:
            told: called in that thread after news were taken in, and where the server comes or goes.
        """
        self._listener = Listener(self.address, self, told, self._ending)
        self._listener.start()

    def _heard(self) -> None:
        """Keep that the server answered just now, and the copy has all."""
        with contextlib.suppress(OSError):
            os.utime(self._contact)

    def leave(self) -> None:
        """Have whoever waits for the server wait no longer than `_GRACE`, so that the program ends."""
        cut = threading.Timer(_GRACE, self._cut)
        cut.daemon = True
        cut.start()

    def _cut(self) -> None:
        self._ending.set()
        if self._listener is not None:
            self._listener.cut()
        self._line.cut()

    def close(self) -> None:
        """Let go of the server and the copy; whoever waits for the server waits no longer."""
        self._cut()
        self._line.drop()
        if self._listener is not None and self._listener.thread is not threading.current_thread():
            self._listener.thread.join(_LEAVING)
        self._copy.close()

    def _begun(self, begin: str, *, writing: bool = False) -> _Head:
        """Begin a transaction on the server; on a connection that went stale meanwhile, on another."""
        was_open = self._line.is_open
        have = copy_state.have(self._copy)
        try:
            head = self._head(self._line.connected(), begin, have, " FOR UPDATE OF l" if writing else "")
        except UnreachableError:
            self._line.drop()
            self.reachable = False
            if not was_open or self._ending.is_set():
                raise
            head = self._head(self._line.connected(), begin, have, " FOR UPDATE OF l" if writing else "")
        self.reachable, self.role = True, self._line.role
        self._heard()
        return head

    def _head(self, connection: Connection, begin: str, have: copy_state.Have, locking: str) -> _Head:
        with explained(self.address):
            with connection.pipeline():
                connection.execute(begin)
                cursor: Any = connection.execute(_HEAD + locking, (have.rev,))
            row = cursor.fetchone()
        if row is None:
            raise LibraryError(f"The library {self.address} is damaged: it does not say its version")
        version, rev, identity, token, collections = row
        require_filled(self.address, identity)
        if version > VERSION:
            raise newer(self.address)
        if version < VERSION:
            raise older(self.address)
        # To whoever sees other collections now than then, the server shows another library.
        is_same = (identity, collections) == (have.identity, have.collections)
        is_ours = is_same and rev >= have.rev and (not token or str(token) == have.token)
        return _Head(rev, identity, collections, is_ours)

    def _levelled(self, head: _Head) -> bool:
        """Take into the copy what it lacks of what the server has, whose snapshot this is.

        A copy that is not whole gets the next part of it. Returns whether anything was taken in.
        """
        have = copy_state.have(self._copy)
        if not head.is_ours:
            with self._copy.transaction():
                row_pull.empty(self._copy)
                Meta(self._copy).set(IDENTITY, head.identity)
                Meta(self._copy).set(row_pull.COLLECTIONS, head.collections)
        elif have.rev >= 0:
            return have.rev < head.rev and self._take_since(have.rev, head)
        filling = first_fill.Filling.of(self._copy)
        if filling is not None and filling.is_done:
            return self._take_since(filling.rev, head, fresh=True)
        with explained(self.address):
            if filling is None and first_fill.is_small(self._line.connection):
                return self._take_since(-1, head, fresh=True)
            news, then = first_fill.next_of(self._line.connection, filling or first_fill.Filling(head.rev))
        with self._copy.transaction():
            if self._is_as_it_was(head, filling, whole=False):
                first_fill.take(self._copy, news, then)
        return True

    def _take_since(self, since: int, head: _Head, *, fresh: bool = False) -> bool:
        """Take in all that changed after a revision; the copy is whole then."""
        filling = first_fill.Filling.of(self._copy)
        with explained(self.address):
            news = row_pull.fetched(self._line.connection, since, head.rev)
        with self._copy.transaction():
            if not self._is_as_it_was(head, filling, whole=not fresh):
                return False
            row_pull.take(self._copy, news, head.rev, since=-1 if fresh else since)
        return True

    def _is_as_it_was(self, head: _Head, filling: first_fill.Filling | None, *, whole: bool) -> bool:
        """Whether no other program took the copy further meanwhile, or began to fetch all of it again.

        What was fetched for what the copy had been would leave gaps otherwise, or rows that its user is not
        to see any more. Inside the transaction that takes it in.
        """
        have = copy_state.have(self._copy)
        is_behind = have.rev < head.rev and (have.rev >= 0) is whole
        return (
            is_behind
            and (have.identity, have.collections) == (head.identity, head.collections)
            and first_fill.Filling.of(self._copy) == filling
        )
