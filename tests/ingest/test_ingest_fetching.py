"""Addresses are fetched from the public internet alone; here from a server that the test itself holds."""

import gzip
import ipaddress
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, ClassVar

import network_guard
import pytest

from quotebrowser.errors import ReadError
from quotebrowser.ingest.online import fetch as fetching
from quotebrowser.ingest.online.fetch import fetch
from quotebrowser.ingest.online.public_addresses import is_public

REGISTRY = [
    # IPv4 special-purpose registry, line by line; then multicast.
    *(
        "0.0.0.0/8",
        "0.0.0.0/32",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
    ),
    *("192.0.0.0/24", "192.0.0.0/29", "192.0.0.8/32", "192.0.0.9/32", "192.0.0.10/32", "192.0.0.170/32"),
    *(
        "192.0.0.171/32",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.88.99.2/32",
    ),
    *(
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "240.0.0.0/4",
    ),
    *("255.255.255.255/32", "224.0.0.0/4", "239.0.0.0/8"),
    # IPv6 special-purpose registry, line by line; then site local, multicast, never assigned.
    *("::1/128", "::/128", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23", "2001::/32"),
    *("2001:1::1/128", "2001:1::2/128", "2001:1::3/128", "2001:2::/48", "2001:3::/32", "2001:4:112::/48"),
    *("2001:10::/28", "2001:20::/28", "2001:30::/28", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48"),
    *("3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "4000::/3", "::/96"),
    # Private IPv4 addresses written as IPv6.
    *("::ffff:127.0.0.0/104", "::ffff:10.0.0.0/104", "64:ff9b::7f00:0/104", "64:ff9b::a00:0/104"),
    *("64:ff9b::c0a8:0/112", "::ffff:169.254.0.0/112"),
]
PUBLIC = [
    *("1.1.1.1", "8.8.8.8", "93.184.216.34", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0"),
    *("172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0"),
    *("198.17.255.255", "198.20.0.0", "223.255.255.255", "2000::1", "2001:200::1", "2606:2800:220:1::1"),
    *("2003::1", "3ffe:ffff::1", "64:ff9b::808:808", "::ffff:8.8.8.8", "2a00::1"),
]


@pytest.mark.parametrize("block", REGISTRY)
def test_no_address_of_a_special_purpose_block_is_public(block: str) -> None:
    network = ipaddress.ip_network(block)
    middle = network[network.num_addresses // 2]
    assert not any(is_public(str(address)) for address in (network[0], middle, network[-1]))


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


def test_a_zone_does_not_make_an_address_public() -> None:
    assert not is_public("fe80::1%eth0")
    assert is_public("2a00::1%eth0")


class Handler(BaseHTTPRequestHandler):
    """Answers by path, and remembers what it was sent."""

    seen: ClassVar[list[tuple[str, dict[str, str]]]]
    port: ClassVar[int]
    release: ClassVar[threading.Event]

    def do_GET(self) -> None:
        self.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        answer: Callable[[], None] = getattr(self, "_" + self.path.strip("/").split("?")[0].split("/")[0])
        answer()

    def _send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _page(self) -> None:
        self._send(
            200, b"<p>x</p>", Content_Type="text/html; charset=KOI8-R", Set_Cookie="a=b", Content_Length="8"
        )

    def _packed(self) -> None:
        self._send(200, gzip.compress(b"<p>x</p>"), Content_Encoding="gzip")

    def _bomb(self) -> None:
        self._send(200, gzip.compress(bytes(20_000_000)), Content_Encoding="gzip")

    def _large(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(40):
                self.wfile.write(bytes(500_000))
        except OSError:
            return

    def _short(self) -> None:
        self._send(200, b"half", Content_Length="8")

    def _gone(self) -> None:
        self._send(410)

    def _slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while not self.release.wait(0.02):
                self.wfile.write(b"x")
        except OSError:
            return

    def _silent(self) -> None:
        self.release.wait(5)

    def _on(self) -> None:
        self._send(302, Location="/page?a=1")

    def _round(self) -> None:
        self._send(301, Location="/round")

    def _away(self) -> None:
        self._send(302, Location=f"http://other.example:{self.port}/page")

    def _inside(self) -> None:
        self._send(302, Location=f"http://inside.example:{self.port}/page")

    def _file(self) -> None:
        self._send(302, Location="file:///etc/passwd")

    def _nothing(self) -> None:
        self.wfile.write(b"garbage\r\n\r\n")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Handler]]:
    """A server that stands for the internet: two names lead to it, a third to a private network."""

    class Own(Handler):
        seen: ClassVar[list[tuple[str, dict[str, str]]]] = []
        release = threading.Event()

    book = {"news.example": "127.0.0.1", "other.example": "127.0.0.1", "inside.example": "10.0.0.7"}
    look_up = socket.getaddrinfo

    def resolve(host: str, port: int, *rest: Any, **more: Any) -> Any:
        return (
            look_up(book[host], port, *rest, **more)
            if book.get(host) == "127.0.0.1"
            else _entry(host, port, book, look_up)
        )

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(fetching, "is_public", lambda ip: ip == "127.0.0.1" or is_public(ip))
    with network_guard.serving(Own) as Own.port:
        yield Own
        Own.release.set()


def _entry(host: str, port: int, book: dict[str, str], look_up: Callable[..., Any]) -> Any:
    if host in book:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (book[host], port))]
    return look_up(host, port)


def fetched(server: type[Handler], path: str, told: list[str] | None = None) -> fetching.Fetched:
    return fetch(f"http://news.example:{server.port}/{path}", (told if told is not None else []).append)


def test_a_page_is_fetched_and_nothing_of_the_user_is_sent(server: type[Handler]) -> None:
    told: list[str] = []
    found = fetched(server, "page/ä b?q=ü#part", told)
    assert (found.data, found.encoding) == (b"<p>x</p>", "koi8-r")
    assert found.address == f"http://news.example:{server.port}/page/ä b?q=ü"
    assert told == ["news.example"]
    ((path, headers),) = server.seen
    assert path == "/page/%C3%A4%20b?q=%C3%BC"
    assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert fetched(server, "packed").data == b"<p>x</p>"


def test_no_cookie_comes_back(server: type[Handler]) -> None:
    fetched(server, "page")
    fetched(server, "page")
    assert all("cookie" not in headers for _, headers in server.seen)


def test_every_host_on_the_way_is_told_before_it_is_asked(server: type[Handler]) -> None:
    told: list[str] = []
    found = fetched(server, "away", told)
    assert told == ["news.example", "other.example"]
    assert found.address == f"http://other.example:{server.port}/page"
    assert fetched(server, "on").address.endswith("/page?a=1")


REFUSED = [
    ("leads into a private network", "inside", "10.0.0.7"),
    ("leads to a file", "file", "only http and https"),
    ("leads in a circle", "round", "more than 5"),
    ("is too large", "large", "larger than 10 MB"),
    ("unpacks to too much", "bomb", "unpacks to more"),
    ("breaks off", "short", "before the page was complete"),
    ("is gone", "gone", "answers 410"),
    ("is no HTTP", "nothing", "could not be read"),
]


@pytest.mark.parametrize(("path", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_page_is_refused_that(server: type[Handler], path: str, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        fetched(server, path)


@pytest.mark.parametrize("path", ["slow", "silent"])
def test_a_server_that_takes_its_time_is_left(
    server: type[Handler], monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.4)
    with pytest.raises(ReadError, match="longer than 0 seconds"):
        fetched(server, path)


def test_the_connection_goes_to_the_address_that_was_checked(
    server: type[Handler], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that means another address the second time it is asked gains nothing: it is asked once."""
    asked: list[str] = []
    before = socket.getaddrinfo

    def turning(host: str, port: int, *rest: Any, **more: Any) -> Any:
        asked.append(host)
        return before(host, port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", turning)
    assert fetched(server, "page").data
    names = [host for host in asked if not _is_ip(host)]
    assert names == ["news.example"]


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def test_of_several_addresses_none_may_be_private(
    server: type[Handler], monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, server.port)) for ip in ("127.0.0.1", "192.168.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: entries)
    with pytest.raises(ReadError, match=r"192\.168\.0\.1"):
        fetched(server, "page")


@pytest.fixture
def secured(tmp_path: Path) -> ssl.SSLContext:
    """What a server needs to answer in https, with a certificate that nobody vouches for."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("there is no openssl to make a certificate with")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = [
        program,
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=news.example",
    ]
    made += ["-addext", "subjectAltName=DNS:news.example", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def test_https_is_believed_only_with_a_certificate_of_the_very_host(
    server: type[Handler], secured: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    default = ssl.create_default_context
    with network_guard.serving(server, secured) as port:
        with pytest.raises(ReadError, match=r"news\.example could not prove its identity"):
            fetch(f"https://news.example:{port}/page", lambda _: None)
        trusted = str(tmp_path / "certificate.pem")
        monkeypatch.setattr(ssl, "create_default_context", lambda: default(cafile=trusted))
        assert fetch(f"https://news.example:{port}/page", lambda _: None).data == b"<p>x</p>"
        with pytest.raises(ReadError, match="could not prove"):
            fetch(f"https://other.example:{port}/page", lambda _: None)
        with pytest.raises(ReadError, match="from https to http"):
            fetch(f"https://news.example:{port}/away", lambda _: None)


ADDRESSES = [
    ("ftp://example.org/a", "only http and https"),
    ("file:///etc/passwd", "only http and https"),
    ("http://", "not a web address"),
    ("http://[::1", "not a web address"),
    ("http://example.org:99999/", "not a web address"),
    ("http://user:secret@example.org/", "name or password"),
]


@pytest.mark.parametrize(("address", "reason"), ADDRESSES)
def test_what_is_no_address_of_a_page_is_asked_of_nobody(address: str, reason: str) -> None:
    told: list[str] = []
    with pytest.raises(ReadError, match=reason):
        fetch(address, told.append)
    assert told == []


def test_a_private_address_is_refused_without_an_allowance() -> None:
    for address in ("http://127.0.0.1:9/", "http://[::1]/"):
        with pytest.raises(ReadError):
            fetch(address, lambda _: None)
