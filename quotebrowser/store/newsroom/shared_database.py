"""A copy's file whose writes go to the newsroom first.

One rule guards it: what a transaction of the copy writes is written on the server before the copy itself
commits, or neither is. Whoever writes holds the newsroom's lock and has all that others wrote before.
"""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from sqlite3 import Connection
from typing import Protocol

from quotebrowser.errors import LibraryError
from quotebrowser.store.newsroom.exchange import row_capture
from quotebrowser.store.newsroom.writing_turn import Turn
from quotebrowser.store.sqlite import row_guard
from quotebrowser.store.sqlite.database import Database


class Newsroom(Protocol):
    """What a newsroom's library is to its copy."""

    def writing(self) -> AbstractContextManager[Turn]:
        """The newsroom's lock, with the copy level."""


class SharedDatabase(Database):
    """The copy of a newsroom's library, as seen from any thread.

    Attributes:
        library: the newsroom's, once it is known; until then nothing shared is written.
    """

    library: Newsroom | None = None
    watches = (row_guard.watch, row_capture.watch)

    def __init__(self, path: Path, *, busy: float | None = None) -> None:
        super().__init__(path, busy=busy)
        self._thread = threading.local()

    @contextmanager
    def transaction(
        self, *, watched: bool = True, joins: bool = False, shared: bool = True
    ) -> Iterator[None]:
        """As that of any library; what it writes of shared tables is then on the server.

        Raises:
            BusyError: somebody else kept the newsroom's library too long.
            UnreachableError: the server cannot be asked.
            LibraryError: this user may not write, or the copy is not whole yet.
        """
        inner = self._handle().depth > 0
        if inner or not (shared and watched) or self.library is None:
            if inner and shared and self.library is not None and self._turn is None:
                raise RuntimeError("what is shared is not written inside what is this machine's alone")
            with super().transaction(watched=watched, joins=joins, shared=shared):
                yield
            return
        with self.library.writing() as turn:
            try:
                with super().transaction(watched=watched):
                    turn.begin(self)
                    self._thread.turn = turn
                    yield
                    turn.end(self)
            except LibraryError as error:
                if turn.done:
                    error.hint = (
                        "The newsroom has the change; this machine's copy takes it in when it next can."
                    )
                raise
            finally:
                self._thread.turn = None

    def floor(self, table: str) -> int:
        """The highest number that anybody in the newsroom was given in a table."""
        turn = self._turn
        return turn.floors.get(table, 0) if turn else 0

    @property
    def _turn(self) -> Turn | None:
        return getattr(self._thread, "turn", None)


class CopyDatabase(Database):
    """The same file for what comes from the server: nobody else's rules stand between it and its rows."""

    def _connect(self) -> Connection:
        connection = super()._connect()
        connection.execute("PRAGMA foreign_keys = OFF")
        return connection
