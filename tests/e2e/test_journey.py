"""One whole journey in a real terminal: search, compare, copy, and the copy read back from tmux."""

import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

needs_tmux = pytest.mark.skipif(
    shutil.which("tmux") is None, reason="tmux is missing: apt-get install tmux (or brew install tmux)"
)
DEADLINE = 30.0


class Terminal:
    """A tmux session of its own, with its own server and default settings."""

    def __init__(self, width: int, height: int, environment: dict[str, str]) -> None:
        self._socket = f"quotebrowser-test-{uuid.uuid4().hex[:8]}"
        self._environment = environment
        self.tmux("new-session", "-d", "-x", str(width), "-y", str(height), "-s", "journey", "sh")

    def tmux(self, *arguments: str) -> str:
        """A tmux command's output."""
        done = subprocess.run(
            ["tmux", "-L", self._socket, "-f", "/dev/null", *arguments],
            capture_output=True, text=True, check=True, env=self._environment,
        )  # fmt: skip
        return done.stdout

    def type(self, text: str) -> None:
        """Type characters as they are."""
        self.tmux("send-keys", "-t", "journey", "-l", text)

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names."""
        self.tmux("send-keys", "-t", "journey", *keys)

    def screen(self) -> str:
        """What is on the screen now."""
        return self.tmux("capture-pane", "-p", "-t", "journey")

    def wait(self, *texts: str) -> str:
        """The screen, as soon as it shows all of `texts`."""
        until = time.monotonic() + DEADLINE
        while time.monotonic() < until:
            shown = self.screen()
            if all(text in shown for text in texts):
                return shown
            time.sleep(0.05)
        raise AssertionError(f"never saw {texts} on:\n{self.screen()}")

    def close(self) -> None:
        """End the session."""
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], check=False, capture_output=True)


@pytest.fixture
def terminal(own_seeds: Path) -> Iterator[Terminal]:
    environment = dict(os.environ) | {
        "QUOTEBROWSER_LIBRARY": str(own_seeds), "TERM": "xterm-256color", "LANG": "C.UTF-8",
    }  # fmt: skip
    opened = Terminal(80, 24, environment)
    yield opened
    opened.close()


@needs_tmux
def test_a_quote_is_found_compared_and_copied(terminal: Terminal, own_seeds: Path) -> None:
    terminal.type(f"{sys.executable} -m quotebrowser\n")
    terminal.wait("5 articles")
    terminal.type("big blow speaker:esbati")
    terminal.wait("esbati", "1 quote ", "4 versions")
    terminal.press("Enter", "c")
    compared = terminal.wait("not quoted", "base")
    assert "omitted" not in compared
    terminal.press("y")
    terminal.wait("tmux")
    copied = terminal.tmux("show-buffer")
    assert "defeated very badly" in copied
    assert "Esbati" in copied
    assert not copied.endswith("\n")
    terminal.press("q")
    terminal.wait("esbati")
    terminal.press("q")
    until = time.monotonic() + DEADLINE
    while "esbati" in terminal.screen() and time.monotonic() < until:
        time.sleep(0.05)
    terminal.type("echo ended $?\n")
    assert "ended 0" in terminal.wait("ended 0")


@needs_tmux
def test_the_last_copy_is_printed_by_the_command_line(terminal: Terminal) -> None:
    terminal.type(f"{sys.executable} -m quotebrowser browse 'turned off radars'; echo over$((1+1))\n")
    terminal.wait("turned off radars", "2 ")
    terminal.press("C-y")
    terminal.wait("tmux")
    terminal.press("C-q")
    terminal.wait("over2")
    terminal.type(f"{sys.executable} -m quotebrowser last; echo over$((2+2))\n")
    shown = terminal.wait("over4")
    assert "turned off radars" in shown
