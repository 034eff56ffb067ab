"""The line to the server on which a program reads and writes, one thread at a time.

One rule guards it: where the end of a transaction was not heard, it is asked for until it is known.
"""

import contextlib
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg

from quotebrowser.errors import LibraryError
from quotebrowser.store.newsroom.address import Address
from quotebrowser.store.newsroom.listening import PAUSES
from quotebrowser.store.newsroom.server import Connection, UnreachableError, connect, explained, hang_up
from quotebrowser.store.sqlite.failures import BusyError

LOCK_SECONDS: Final = 30.0
"""How long a write waits for those of others."""
_ROLE: Final = (
    "SELECT CASE WHEN has_table_privilege('quotebrowser.member', 'INSERT') THEN 'admin'"
    " WHEN has_table_privilege('quotebrowser.article', 'INSERT') THEN 'editor' ELSE 'reader' END"
)


class ServerLine:
    """The line.

    Args:
        address: of the server.
        ending: is set when nobody is to wait for it any more.

    Attributes:
        role: `reader`, `editor` or `admin`; empty until the server was reached.
    """

    def __init__(self, address: Address, ending: threading.Event) -> None:
        self.role = ""
        self._address = address
        self._ending = ending
        self._connection: Connection | None = None
        self._lock = threading.Lock()

    @property
    def is_open(self) -> bool:
        """Whether there is a connection, which may have gone stale."""
        return self._connection is not None

    def cut(self) -> None:
        """Let whoever waits for an answer wait no longer."""
        if self._connection is not None:
            hang_up(self._connection)

    def has(self, token: uuid.UUID) -> bool:
        """Whether a transaction whose end was not heard was made.

        Raises:
            LibraryError: the server cannot be asked.
        """
        self.drop()
        for pause in PAUSES:
            if self._ending.is_set():
                break
            try:
                connection = self.connected()
                with explained(self._address), connection.transaction():
                    # Whoever is still at it has the lock, so that afterwards its outcome is known.
                    connection.execute("SELECT 1 FROM quotebrowser.library FOR UPDATE")
                    asked = "SELECT 1 FROM quotebrowser.write WHERE token = %s"
                    return connection.execute(asked, (token,)).fetchone() is not None
            except LibraryError:  # also of a server that only follows another one by now
                self.drop()
                self._ending.wait(pause)
        raise UnreachableError(
            f"The connection to {self._address} was lost while a change was being stored;"
            " whether it was is not known",
            "See whether it is there when the server can be reached again, before you make it once more.",
        )

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep it for this thread."""
        if not self._lock.acquire(timeout=LOCK_SECONDS):
            raise BusyError(
                f"This program is still writing to the library {self._address}", "Try again in a moment."
            )
        try:
            yield
        finally:
            self._lock.release()

    @property
    def connection(self) -> Connection:
        """The one that was begun on."""
        if self._connection is None:
            raise UnreachableError(f"The library {self._address} has been closed")
        return self._connection

    def connected(self) -> Connection:
        """A connection that is open, made where there is none."""
        if self._connection is None or self._connection.closed:
            self._connection = connect(self._address, lock_seconds=LOCK_SECONDS)
            with explained(self._address):
                (self.role,) = self._connection.execute(_ROLE).fetchone() or ("",)
        return self._connection

    def end(self) -> None:
        """Undo what was not committed on the server; a connection that cannot is given up."""
        if self._connection is None:
            return
        if self._connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            try:
                self._connection.execute("ROLLBACK")
            except psycopg.Error:
                self.drop()

    def drop(self) -> None:
        """Give the connection up."""
        if self._connection is not None:
            with contextlib.suppress(psycopg.Error):
                self._connection.close()
            self._connection = None
