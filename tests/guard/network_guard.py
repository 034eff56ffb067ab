"""Refuses connections, binds and name look-ups of internet families, by the interpreter's audit hook.

Unix sockets and socket pairs stay: asyncio needs them.
"""

import socket
import sys

_INTERNET = (socket.AF_INET, socket.AF_INET6)
_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _LOOKUPS:
        raise ConnectionRefusedError(f"the tests allow no network: {event}{arguments!r}")
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"):
        sock = arguments[0]
        if isinstance(sock, socket.socket) and sock.family in _INTERNET:
            raise ConnectionRefusedError(f"the tests allow no network: {event}{arguments[1:]!r}")


def install() -> None:
    """Refuse from now on, in this process; an audit hook cannot be taken away."""
    if not getattr(sys, "_quotebrowser_network_guard", False):
        sys._quotebrowser_network_guard = True  # type: ignore[attr-defined]
        sys.addaudithook(_refuse)
