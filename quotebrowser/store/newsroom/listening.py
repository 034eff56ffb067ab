"""A thread that hears what others write, and finds the server again when it was gone.

One rule guards it: after any silence all that was missed is taken in before anybody is told.
"""

import threading
from collections.abc import Callable
from typing import Final, Protocol

from quotebrowser.errors import LibraryError
from quotebrowser.store.newsroom.address import Address
from quotebrowser.store.newsroom.server import Connection, connect, explained, hang_up
from quotebrowser.store.sqlite.failures import BusyError

PAUSES: Final = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds between two tries to reach the server."""
_LISTENING: Final = 5.0
"""Seconds after which a thread that listens asks without news, and looks whether it is to end."""


class _Library(Protocol):
    """What takes in the news."""

    reachable: bool

    @property
    def is_whole(self) -> bool:
        """Whether the copy has all that the server has shown it."""

    def pull(self) -> bool:
        """Take in what others wrote; whether there was anything."""

    def fill(self, told: Callable[[int, int, str], object]) -> None:
        """Fetch what the copy lacks to be whole."""


class Listener:
    """The thread.

    Args:
        address: of the server.
        library: what takes in the news.
        told: called in the thread after news were taken in, and where the server comes or goes.
        ending: is set when it is to end.
    """

    def __init__(
        self, address: Address, library: _Library, told: Callable[[], object], ending: threading.Event
    ) -> None:
        self._address = address
        self._library = library
        self._told = told
        self._ending = ending
        self._connection: Connection | None = None
        self.thread = threading.Thread(target=self._listen, name="newsroom", daemon=True)

    def start(self) -> None:
        """Let it begin."""
        self.thread.start()

    def cut(self) -> None:
        """Let it wait for the server no longer."""
        if self._connection is not None:
            hang_up(self._connection)

    def _listen(self) -> None:
        tries = 0
        while not self._ending.is_set():
            try:
                with explained(self._address), connect(self._address) as connection:
                    self._connection = connection
                    connection.execute("LISTEN quotebrowser")
                    tries = 0
                    self._hear(connection)
            except LibraryError as error:
                if self._ending.is_set():
                    return
                # Where this program itself writes for long, the server is there all the same.
                if not isinstance(error, BusyError) and (self._library.reachable or not tries):
                    self._library.reachable = False
                    self._told()
                self._ending.wait(PAUSES[min(tries, len(PAUSES) - 1)])
                tries += 1

    def _hear(self, connection: Connection) -> None:
        was = self._library.reachable
        if self._library.pull() or not was:
            self._told()
        while not self._ending.is_set():
            if not self._library.is_whole:
                self._library.fill(lambda *_: self._told())
                self._told()
            if not list(connection.notifies(timeout=_LISTENING, stop_after=1)):
                connection.execute("SELECT 1")
            # Asked for without news too: who may see a collection is said by none.
            if self._library.pull():
                self._told()
