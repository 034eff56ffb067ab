"""The way through the terminal, and which routes apply where."""

import base64
import re
import subprocess
import sys
from pathlib import Path

import pytest
from clip_tools import PAYLOADS, fake, surroundings
from hypothesis import given
from hypothesis import strategies as st

from quotebrowser.clipboard import copy, routes
from quotebrowser.clipboard.osc52 import MOST, SCREEN_CHUNK, sequence
from quotebrowser.model import CopyState

TERMINAL = {"TERM": "xterm-256color", "PATH": ""}


@given(st.binary(max_size=600))
def test_the_sequence_holds_base64_alone_between_its_ends(data: bytes) -> None:
    match = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sequence(data, {}))
    assert match is not None
    assert base64.b64decode(match[1]) == data


@given(st.binary(max_size=900))
def test_within_screen_it_comes_in_pieces_that_pass(data: bytes) -> None:
    wrapped = sequence(data, {"STY": "1.pts-0.host"})
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", wrapped, re.DOTALL)
    assert all(len(piece) <= SCREEN_CHUNK for piece in pieces)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == wrapped
    assert "".join(pieces) == sequence(data, {})


def test_a_caller_who_owns_the_terminal_writes_it_itself() -> None:
    written: list[str] = []
    found = copy(PAYLOADS["persian"], environment=TERMINAL, terminal=written.append)
    assert (found.state, found.route) == (CopyState.SENT, "OSC 52")
    assert found.detail == "sent to the terminal (OSC 52), which cannot be read back; paste to check"
    assert written == [sequence(PAYLOADS["persian"].encode(), {})]


def test_a_text_that_many_terminals_drop_is_told() -> None:
    found = copy("x" * MOST, environment=TERMINAL, terminal=lambda _: None)
    assert "many terminals drop a text this long" in found.detail
    assert found.state is CopyState.SENT


def test_a_terminal_that_is_gone_is_a_failure() -> None:
    def gone(_: str) -> None:
        raise OSError(6, "No such device or address")

    found = copy("words", environment=TERMINAL, terminal=gone)
    assert found.state is CopyState.FAILED
    assert found.detail == "no terminal to send it to (No such device or address)"


FAR = {"SSH_CONNECTION": "1.2.3.4 5 6.7.8.9 22"}
PLACES = [
    ("a desktop with X", {"DISPLAY": ":0"}, ("xclip", "xsel", "OSC 52")),
    ("a desktop with Wayland", {"WAYLAND_DISPLAY": "w"}, ("wl-copy", "OSC 52")),
    ("both", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, ("wl-copy", "xclip", "xsel", "OSC 52")),
    ("tmux on X", {"DISPLAY": ":0", "TMUX": "s"}, ("xclip", "xsel", "tmux buffer")),
    ("a console", {"TERM": "linux"}, ()),
    ("no terminal", {"TERM": "dumb"}, ()),
    ("no word about a terminal", {"TERM": ""}, ()),
    ("Apple's terminal", {"TERM_PROGRAM": "Apple_Terminal"}, ()),
    ("screen", {"STY": "1.x", "TERM": "screen"}, ("OSC 52",)),
    ("far", {**FAR, "WAYLAND_DISPLAY": "w"}, ("OSC 52",)),
    ("far with the other's display", {**FAR, "DISPLAY": ":0"}, ("OSC 52",)),
    ("far, forwarded", {**FAR, "DISPLAY": "localhost:10.0"}, ("OSC 52", "xclip", "xsel")),
    ("far in tmux", {**FAR, "TMUX": "s", "DISPLAY": "localhost:10.0"}, ("tmux buffer", "xclip", "xsel")),
    ("WSL", {"WSL_DISTRO_NAME": "Debian"}, ("clip.exe", "OSC 52")),
    ("far in WSL", {"WSL_DISTRO_NAME": "Debian", **FAR}, ("OSC 52",)),
]


@pytest.mark.parametrize(("place", "more", "expected"), PLACES, ids=[place[0] for place in PLACES])
def test_the_routes_of_a_place_are_those_that_reach_its_user(
    place: str, more: dict[str, str], expected: tuple[str, ...], tmp_path: Path
) -> None:
    for name in ("xclip", "xsel", "wl-copy", "tmux", "clip.exe"):
        fake(tmp_path, name, "exit 1")
    assert routes({"PATH": str(tmp_path), "TERM": "xterm", **more}) == expected


def test_macs_own_tool_comes_first_also_in_tmux_but_not_from_afar(tmp_path: Path) -> None:
    for name in ("pbcopy", "tmux"):
        fake(tmp_path, name, "exit 1")
    inside = {"PATH": str(tmp_path), "TERM": "xterm", "TMUX": "s"}
    assert routes(inside) == ("pbcopy", "tmux buffer")
    assert routes({**inside, **FAR}) == ("tmux buffer",)


def test_the_users_command_is_named_first(tmp_path: Path) -> None:
    assert routes({"PATH": str(tmp_path), "TERM": "xterm"}, ("mine",)) == ("your command", "OSC 52")


def test_nothing_that_only_unix_has_is_imported_with_the_module() -> None:
    absent = (
        "import sys\nfor name in ('fcntl', 'termios', 'tty', 'pwd', 'resource'): sys.modules[name] = None\n"
    )
    code = f"{absent}import quotebrowser.clipboard as c; print(c.routes({{'TERM': 'xterm', 'PATH': ''}}))"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=surroundings(),
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert ran.stdout == "('OSC 52',)\n"
