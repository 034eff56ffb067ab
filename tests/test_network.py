"""Nothing here opens a connection, nor does any program the tests start."""

import socket
import subprocess
import sys

import pytest


def test_connecting_binding_and_looking_up_are_refused() -> None:
    with socket.socket() as probe:
        with pytest.raises(ConnectionRefusedError, match="no network"):
            probe.connect(("127.0.0.1", 9))
        with pytest.raises(ConnectionRefusedError, match="no network"):
            probe.bind(("127.0.0.1", 0))
    with pytest.raises(ConnectionRefusedError, match="no network"):
        socket.getaddrinfo("example.org", 80)


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
