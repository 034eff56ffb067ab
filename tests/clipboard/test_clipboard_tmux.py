"""tmux in a raw pseudo-terminal, with its default settings."""

import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from clip_tools import PAYLOADS, Terminal, copying, need, outcome, surroundings, waited


@pytest.fixture
def server() -> Iterator[str]:
    """Name of a socket of its own."""
    need("tmux")
    name = f"quotebrowser-{uuid.uuid4().hex[:8]}"
    yield name
    subprocess.run(["tmux", "-L", name, "kill-server"], capture_output=True, timeout=10, check=False)


def started(server: str, command: list[str], term: str = "xterm-256color") -> Terminal:
    inner = " ".join([*command, "; sleep 60"])
    return Terminal(
        ["tmux", "-L", server, "-f", "/dev/null", "new-session", "-x", "100", "-y", "30", inner],
        surroundings(TERM=term),
    )


def buffered(server: str) -> bytes:
    shown = ["tmux", "-L", server, "save-buffer", "-"]
    return subprocess.run(shown, capture_output=True, timeout=10, check=False).stdout


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_words_are_in_the_buffer_and_sent_on_to_the_terminal(
    payload: str, server: str, tmp_path: Path
) -> None:
    command, told = copying(tmp_path, PAYLOADS[payload])
    terminal = started(server, command)
    try:
        found = outcome(terminal, told)
        assert (found["state"], found["route"]) == ("verified", "tmux buffer")
        assert found["routes"] == ["tmux buffer"]
        assert found["detail"] == (
            f"{len(PAYLOADS[payload])} characters are in the tmux buffer, read back; "
            "tmux passed them on to the terminal, whose clipboard cannot be read back"
        )
        assert buffered(server) == PAYLOADS[payload].encode()
        assert waited(lambda: terminal.copies()[-1:] == [PAYLOADS[payload].encode()])
    finally:
        terminal.close()


def test_an_empty_text_is_not_said_to_be_copied(server: str, tmp_path: Path) -> None:
    command, told = copying(tmp_path, "")
    terminal = started(server, command)
    try:
        found = outcome(terminal, told)
        assert found["state"] != "verified"
    finally:
        terminal.close()


def test_a_terminal_without_a_clipboard_is_told_apart(server: str, tmp_path: Path) -> None:
    command, told = copying(tmp_path, "words")
    terminal = started(server, command, term="screen-256color")
    try:
        found = outcome(terminal, told)
        assert found["state"] == "verified"
        assert str(found["detail"]).endswith(
            "they are not on the desktop’s clipboard: tmux does not know that this terminal has one"
        )
        assert terminal.copies() == []
    finally:
        terminal.close()
