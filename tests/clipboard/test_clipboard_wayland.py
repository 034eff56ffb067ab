"""wl-copy on a real compositor without a screen (sway)."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clip_tools import PAYLOADS, need, waited

from quotebrowser.clipboard import copy, routes
from quotebrowser.model import CopyState


def _other_user(directory: Path) -> dict[str, Any]:
    """Whom the compositor runs as: it refuses to be root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(directory, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid}


@pytest.fixture(scope="module")
def compositor() -> Iterator[dict[str, str]]:
    """The environment of a program within a compositor of its own."""
    need("sway", "wl-copy")
    # the path of a socket is short, and every directory above it lets the other user through
    with_socket = Path(tempfile.mkdtemp(prefix="quotes-"))
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(with_socket),
        "XDG_RUNTIME_DIR": str(with_socket),
        "WLR_BACKENDS": "headless",
        "WLR_LIBINPUT_NO_DEVICES": "1",
        "WLR_RENDERER": "pixman",
    }
    server = subprocess.Popen(
        ["sway", "--config", "/dev/null"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        **_other_user(with_socket),
    )
    sockets: list[Path] = []

    def listening() -> bool:
        sockets[:] = [path for path in with_socket.glob("wayland-*") if path.suffix != ".lock"]
        return bool(sockets) or server.poll() is not None

    waited(listening)
    if not sockets:
        server.kill()
        server.wait(10)
        shutil.rmtree(with_socket)
        pytest.skip("sway does not start here; it needs the package sway and a user who is not root")
    yield {**environment, "WAYLAND_DISPLAY": sockets[0].name}
    server.terminate()
    server.wait(10)
    shutil.rmtree(with_socket)


def held(environment: dict[str, str]) -> bytes:
    shown = subprocess.run(["wl-paste", "--no-newline"], env=environment, capture_output=True,
                           timeout=10, check=False)  # fmt: skip
    return shown.stdout


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_exact_bytes_are_on_the_clipboard(payload: str, compositor: dict[str, str]) -> None:
    assert routes(compositor) == ("wl-copy",)
    found = copy(PAYLOADS[payload], environment=compositor)
    assert (found.state, found.route) == (CopyState.VERIFIED, "wl-copy"), found.detail
    assert held(compositor) == PAYLOADS[payload].encode()


def test_an_empty_text_is_verified_only_if_the_clipboard_is_empty(compositor: dict[str, str]) -> None:
    assert copy("before", environment=compositor).state is CopyState.VERIFIED
    found = copy("", environment=compositor)
    assert (found.state is not CopyState.VERIFIED) or held(compositor) == b""


def test_a_compositor_that_is_gone_is_a_failure(compositor: dict[str, str]) -> None:
    found = copy("words", environment={**compositor, "WAYLAND_DISPLAY": "wayland-99"})
    assert found.state is CopyState.FAILED
    assert "wl-copy failed: " in found.detail
