"""Nothing here opens a connection, nor does any program the tests start."""

import socket
import subprocess
import sys
from http.server import BaseHTTPRequestHandler

import network_guard
import pytest


def test_connecting_binding_and_looking_up_are_refused() -> None:
    with socket.socket() as probe:
        with pytest.raises(ConnectionRefusedError, match="no network"):
            probe.connect(("127.0.0.1", 9))
        with pytest.raises(ConnectionRefusedError, match="no network"):
            probe.bind(("127.0.0.1", 0))
    with pytest.raises(ConnectionRefusedError, match="no network"):
        socket.getaddrinfo("example.org", 80)


def test_what_a_test_serves_can_be_reached_while_it_is_served_and_nothing_else() -> None:
    with network_guard.serving(BaseHTTPRequestHandler) as port:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as probe:
            assert probe.getpeername() == ("127.0.0.1", port)
        for address in (("127.0.0.1", port + 1), ("127.0.0.2", port), ("127.0.0.1", 0)):
            with socket.socket() as probe, pytest.raises(ConnectionRefusedError, match="no network"):
                probe.connect(address)
        with pytest.raises(ConnectionRefusedError, match="no network"):
            socket.getaddrinfo("localhost", port)
        with socket.socket() as probe, pytest.raises(ConnectionRefusedError, match="no network"):
            probe.bind(("127.0.0.1", 0))
    with socket.socket() as probe, pytest.raises(ConnectionRefusedError, match="no network"):
        probe.connect(("127.0.0.1", port))


def test_socket_pairs_stay() -> None:
    left, right = socket.socketpair()
    with left, right:
        left.send(b"x")
        assert right.recv(1) == b"x"


def test_child_processes_are_guarded_too() -> None:
    code = "import socket; socket.getaddrinfo('example.org', 80)"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert child.returncode == 1
    assert "no network" in child.stderr
