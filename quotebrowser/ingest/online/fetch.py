"""A page or feed fetched from its address, when the user says so and never else.

One rule guards it: no host is contacted without announcing it to the user, and none on the user's own
network. A name is looked up once, every address it has must be public, and the connection goes to the address
that was checked: a name that changes its address between check and connection gains nothing.
"""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from quotebrowser import __version__
from quotebrowser.errors import ReadError
from quotebrowser.ingest.files.transfer import unpacked
from quotebrowser.ingest.online.public_addresses import is_public

LARGEST: Final = 10_000_000
"""Bytes of the largest page that is fetched; pages have 50,000 to 500,000."""
SECONDS: Final = 15.0
"""How long a page may take, redirects included."""
_MOST_REDIRECTS: Final = 5
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_PORTS: Final = {"http": 80, "https": 443}
_CHUNK: Final = 65_536
_UNQUOTED: Final = "/%:@!$&'()*+,;=~-._"
_HEADERS: Final = {
    "User-Agent": f"quotebrowser/{__version__}",
    "Accept": "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5",
    "Accept-Encoding": "gzip, identity",
    "Connection": "close",
}
"""All that is sent: no cookie, no referrer, nothing about the user or the machine."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave."""

    address: str
    """Where it was found in the end, redirects followed."""
    data: bytes
    encoding: str
    """That the server names; empty if it names none."""


Announce = Callable[[str], None]
"""Called with the name of a host before it is looked up."""


def fetch(address: str, announce: Announce) -> Fetched:
    """The page or feed at an address.

    Args:
        address: of http or https.
        announce: called with every host before it is contacted.

    Raises:
        ReadError: it is no such address, leads to another network, is too large or too slow, or fails.
    """
    deadline = time.monotonic() + SECONDS
    told: set[str] = set()
    for _ in range(_MOST_REDIRECTS + 1):
        parts = _checked(address)
        host = parts.hostname or ""
        if host not in told:
            announce(host)
            told.add(host)
        answer = _ask(parts, deadline)
        if isinstance(answer, Fetched):
            return answer
        onward = urljoin(address, answer)
        if parts.scheme == "https" and urlsplit(onward).scheme == "http":
            raise ReadError(
                f"{host} redirects from https to http, where anyone along the way can change the page"
            )
        address = onward
    raise ReadError(f"Too many redirects (more than {_MOST_REDIRECTS})")


def _checked(address: str) -> SplitResult:
    """The parts of an address."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise ReadError("It is not a web address") from error
    if parts.scheme not in _PORTS:
        raise ReadError(f"Its scheme is {parts.scheme or 'missing'}: only http and https can be fetched")
    if not parts.hostname or port == 0:
        raise ReadError("It is not a web address")
    if parts.username is not None or parts.password is not None:
        raise ReadError("It contains a user name or password, which would be sent")
    return parts


def _resolved(host: str, port: int) -> list[str]:
    """The IP addresses of a host, all of them public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ReadError(f"There is no host called {host}, or no internet connection") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for ip in addresses:
        if not is_public(ip):
            raise ReadError(f"{host} is {ip}, an address on this machine or its own network")
    return addresses


def _ask(parts: SplitResult, deadline: float) -> Fetched | str:
    """What a server answers: a body, or where it leads on."""
    host = parts.hostname or ""
    port = parts.port or _PORTS[parts.scheme]
    connection = _Checked(host, port, _resolved(host, port), deadline, secure=parts.scheme == "https")
    target = quote(parts.path or "/", safe=_UNQUOTED)
    if parts.query:
        target += "?" + quote(parts.query, safe=_UNQUOTED + "?")
    watch = threading.Timer(max(0.0, deadline - time.monotonic()), connection.cut)
    watch.daemon = True
    watch.start()
    try:
        connection.request("GET", target, headers=_HEADERS)
        response = connection.getresponse()
        if response.status in _REDIRECTS and response.getheader("Location"):
            return response.getheader("Location") or ""
        if response.status != http.client.OK:
            raise ReadError(f"{host} answers {response.status} {response.reason}".rstrip())
        data = unpacked(_body(response), response.getheader("Content-Encoding") or "", LARGEST)
    except ssl.SSLCertVerificationError as error:
        raise ReadError(f"{host} could not prove its identity: {error.verify_message}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        if connection.was_cut or isinstance(error, TimeoutError):
            raise ReadError(f"{host} took longer than {SECONDS:.0f} seconds") from error
        raise ReadError(f"{host} could not be read: {str(error) or type(error).__name__}") from error
    finally:
        watch.cancel()
        connection.close()
    if connection.was_cut:
        raise ReadError(f"{host} took longer than {SECONDS:.0f} seconds")
    return Fetched(parts._replace(fragment="").geturl(), data, response.headers.get_content_charset() or "")


def _body(response: http.client.HTTPResponse) -> bytes:
    parts: list[bytes] = []
    size = 0
    while part := response.read1(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise ReadError(f"It is larger than {LARGEST // 1_000_000} MB")
    if response.length:
        raise ReadError("The connection broke before the page was complete")
    return b"".join(parts)


class _Checked(http.client.HTTPConnection):
    """A connection to addresses that were checked, not to what a name means by now."""

    def __init__(self, host: str, port: int, addresses: list[str], deadline: float, *, secure: bool) -> None:
        super().__init__(host, port)
        if secure:
            self.default_port = _PORTS["https"]
        self._addresses = addresses
        self._deadline = deadline
        self._secure = secure
        self._socket: socket.socket | None = None
        """Kept here too: the connection lets go of it while an answer is still being read."""
        self.was_cut = False

    def connect(self) -> None:
        """Connect to the first address that answers."""
        self._socket = self.sock = self._connected()
        if self._secure:
            context = ssl.create_default_context()
            secured = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self._socket = self.sock = secured
            secured.do_handshake()

    def _connected(self) -> socket.socket:
        failure: OSError | None = None
        for address in self._addresses:
            left = self._deadline - time.monotonic()
            if left <= 0:
                break
            try:
                return socket.create_connection((address, self.port), timeout=left)
            except OSError as error:
                failure = error
        raise failure or TimeoutError

    def cut(self) -> None:
        """End it from another thread, whatever it waits for."""
        self.was_cut = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
