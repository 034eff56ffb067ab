"""Refuses connections, binds and name look-ups of internet families, by the interpreter's audit hook.

Unix sockets and socket pairs stay: asyncio needs them. What is served with `serving`, and nothing else, can
be reached while it is served: a server that the test itself holds, on this machine, at its port.
"""

import os
import socket
import socketserver
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

_INTERNET = (socket.AF_INET, socket.AF_INET6)
_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
_HOST: Final = "127.0.0.1"
_GIVEN: Final = "QUOTEBROWSER_SERVED_PORT"
"""Variable with the port that a program may serve which a test has started."""
_served: set[int] = set()
"""Ports of this machine that a test serves just now; 0 while it asks for one."""


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _LOOKUPS:
        if event == "socket.getaddrinfo" and arguments[0] == _HOST and arguments[1] in _served - {0}:
            return
        raise ConnectionRefusedError(f"the tests allow no network: {event}{arguments!r}")
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"):
        sock = arguments[0]
        if (
            isinstance(sock, socket.socket)
            and sock.family in _INTERNET
            and not _is_served(event, arguments[-1])
        ):
            raise ConnectionRefusedError(f"the tests allow no network: {event}{arguments[1:]!r}")


def _is_served(event: str, address: object) -> bool:
    if not isinstance(address, tuple) or address[0] != _HOST:
        return False
    return address[1] in _served if event == "socket.bind" else address[1] in _served - {0}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """Say nothing: clients that hang up are what some tests are about."""

    def server_bind(self) -> None:
        """Bind without asking what this machine is called."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler], secured: ssl.SSLContext | None = None) -> Iterator[int]:
    """A server on this machine for the length of the block, in https where it has a certificate; its port."""
    _served.add(0)
    try:
        server = _Server((_HOST, 0), handler)
    finally:
        _served.discard(0)
    if secured is not None:
        server.socket = secured.wrap_socket(server.socket, server_side=True)
    port = server.server_port
    _served.add(port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        _served.discard(port)


@contextmanager
def free_port() -> Iterator[int]:
    """A port of this machine that a program may serve and be asked at, which the test starts in the block."""
    _served.add(0)
    try:
        with socket.socket() as asked:
            asked.bind((_HOST, 0))
            port: int = asked.getsockname()[1]
    finally:
        _served.discard(0)
    _served.add(port)
    os.environ[_GIVEN] = str(port)
    try:
        yield port
    finally:
        _served.discard(port)
        del os.environ[_GIVEN]


def install() -> None:
    """Refuse from now on, in this process; an audit hook cannot be taken away.

    Where Ray is tried nothing is refused: its processes talk by the network, on this machine too.
    """
    if os.environ.get("QUOTEBROWSER_RAY"):
        return
    if given := os.environ.get(_GIVEN):
        _served.add(int(given))
    if not getattr(sys, "_quotebrowser_network_guard", False):
        sys._quotebrowser_network_guard = True  # type: ignore[attr-defined]
        sys.addaudithook(_refuse)
