"""xclip, xsel and xterm on a real X server."""

import subprocess
from pathlib import Path

import pytest
from clip_tools import PAYLOADS, Terminal, copying, need, only, outcome, surroundings, waited

from quotebrowser.clipboard import check, copy, routes
from quotebrowser.model import CopyState

READERS = {
    "xclip": ["xclip", "-selection", "clipboard", "-out"],
    "xsel": ["xsel", "--clipboard", "--output"],
}


def held(reader: str, display: str) -> bytes:
    """What the clipboard holds, asked with a tool of its own."""
    asked = subprocess.run(READERS[reader], env={"DISPLAY": display, "PATH": "/usr/bin:/bin"},
                           capture_output=True, timeout=10, check=False)  # fmt: skip
    return asked.stdout


CASES = [
    (tool, other, payload)
    for tool, other in (("xclip", "xsel"), ("xsel", "xclip"))
    for payload in PAYLOADS
    # xsel 1.2 keeps no long text: of 45 readings of 1.3 MB from it, by either tool, 13 to 17 came back
    # empty or not at all; xclip as the owner gave 45 of 45 to itself, and is tried first
    if (tool, payload) != ("xsel", "megabyte")
]


@pytest.mark.parametrize(("tool", "other", "payload"), CASES)
def test_the_exact_bytes_are_on_the_clipboard(
    tool: str, other: str, payload: str, display: str, tmp_path: Path
) -> None:
    need(tool, other)
    environment = {"PATH": only(tmp_path / "bin", tool), "DISPLAY": display, "HOME": str(tmp_path)}
    found = copy(PAYLOADS[payload], environment=environment)
    assert (found.state, found.route) == (CopyState.VERIFIED, tool)
    assert found.chars == len(PAYLOADS[payload])
    reader = "xclip" if payload == "megabyte" else other
    assert waited(lambda: held(reader, display) == PAYLOADS[payload].encode())


def test_a_long_text_that_xsel_loses_is_not_said_to_be_verified(display: str, tmp_path: Path) -> None:
    need("xsel")
    environment = {"PATH": only(tmp_path / "bin", "xsel"), "DISPLAY": display, "HOME": str(tmp_path)}
    found = copy(PAYLOADS["megabyte"], environment=environment)
    assert found.state is CopyState.VERIFIED or "xsel took it, but " in found.detail


@pytest.mark.parametrize("tool", ["xclip", "xsel"])
def test_an_empty_text_empties_the_clipboard_or_fails(tool: str, display: str, tmp_path: Path) -> None:
    need(tool)
    environment = {"PATH": only(tmp_path / "bin", tool), "DISPLAY": display, "HOME": str(tmp_path)}
    assert copy("before", environment=environment).state is CopyState.VERIFIED
    found = copy("", environment=environment)
    assert (found.state is CopyState.VERIFIED) == (held(tool, display) == b"")


def test_a_display_that_is_gone_is_a_failure_in_the_tools_words(tmp_path: Path) -> None:
    need("xclip")
    environment = {"PATH": only(tmp_path / "bin", "xclip"), "DISPLAY": ":9876"}
    found = copy("words", environment=environment)
    assert found.state is CopyState.FAILED
    assert "xclip failed: it said ‘" in found.detail
    assert "open display" in found.detail


def test_the_check_tries_each_tool_and_puts_back_what_was_there(display: str, tmp_path: Path) -> None:
    need("xclip", "xsel")
    path = only(tmp_path / "bin", "xclip", "xsel")
    environment = {"PATH": path, "DISPLAY": display, "HOME": str(tmp_path)}
    assert copy("what was there\n", environment=environment).state is CopyState.VERIFIED
    rows = check(environment=environment)
    assert [(row.route, row.outcome.state) for row in rows if row.outcome] == [
        ("xclip", CopyState.VERIFIED),
        ("xsel", CopyState.VERIFIED),
    ]
    assert {row.route: row.advice for row in rows}["wl-copy"] == "needs Wayland and the package wl-clipboard"
    assert waited(lambda: held("xclip", display) == b"what was there\n")


def test_a_terminal_that_allows_it_puts_the_sequence_on_the_clipboard(display: str, tmp_path: Path) -> None:
    need("xterm", "xclip")
    words = "“از راه ترمینال” and back"
    command, told = copying(tmp_path, words)
    environment = surroundings(DISPLAY=display)
    inner = ["sh", "-c", f"env -u DISPLAY {' '.join(command)}; sleep 60"]
    terminal = subprocess.Popen(
        ["xterm", "-xrm", "*allowWindowOps: true", "-e", *inner], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        assert waited(told.exists, 20)
        assert '"state": "sent"' in told.read_text()
        assert waited(lambda: held("xclip", display) == words.encode())
    finally:
        terminal.kill()
        terminal.wait(10)


def test_over_ssh_a_forwarded_display_comes_after_the_terminal(tmp_path: Path) -> None:
    need("xclip")
    path = only(tmp_path / "bin", "xclip")
    far = {"PATH": path, "SSH_TTY": "/dev/pts/1", "TERM": "xterm"}
    assert routes({**far, "DISPLAY": "localhost:10.0"}) == ("OSC 52", "xclip")
    assert routes({**far, "DISPLAY": ":0"}) == ("OSC 52",)


def test_a_program_with_a_terminal_writes_to_it(tmp_path: Path) -> None:
    command, told = copying(tmp_path, PAYLOADS["persian"])
    terminal = Terminal(command, surroundings())
    try:
        assert outcome(terminal, told)["state"] == "sent"
        assert waited(lambda: terminal.copies() == [PAYLOADS["persian"].encode()])
    finally:
        terminal.close()
