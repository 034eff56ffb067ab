"""A line to a server that can be cut: at once, or at the moment that a transaction is to be committed."""

import contextlib
import socket
import threading
from urllib.parse import urlsplit

import network_guard


class Line:
    """Passes bytes between programs and the server of an address.

    Attributes:
        address: that of the server, by way of this line.
        at_commit: `before` or `after`: once, the line is cut when a COMMIT comes, before or after the server
            gets it; empty: it is not.
    """

    def __init__(self, address: str) -> None:
        there = urlsplit(address)
        self._server = (there.hostname or "127.0.0.1", there.port or 5432)
        self.at_commit = ""
        self._silent = False
        self._open: list[socket.socket] = []
        network_guard._served.add(0)
        self._listening = socket.create_server(("127.0.0.1", 0))
        network_guard._served.discard(0)
        self.port = self._listening.getsockname()[1]
        network_guard._served.add(self.port)
        self.address = address.replace(f":{there.port}", f":{self.port}")
        threading.Thread(target=self._accept, args=(self._listening,), daemon=True).start()

    def cut(self) -> None:
        """End all connections, and let none in."""
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._end()

    def mend(self) -> None:
        """Let connections in again."""
        self._listening = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, args=(self._listening,), daemon=True).start()

    def _end(self) -> None:
        while self._open:
            one = self._open.pop()
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                client, _ = listening.accept()
                server = socket.create_connection(self._server)
            except OSError:
                return
            self._open += [client, server]
            for one, other in ((client, server), (server, client)):
                threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65_536):
                cut = b"COMMIT" in data and self.at_commit
                if cut:
                    self.at_commit = ""
                    self._silent = cut == "after"
                if cut != "before" and not (self._silent and not cut):
                    other.sendall(data)
                if cut == "before" or (self._silent and not cut):
                    break  # in the second case with the answer, which nobody hears
        self._silent = False
        self._end()
