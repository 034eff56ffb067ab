"""The program in a process of its own, with a fault put into it, and everything it may reveal marked."""

import contextlib
import fcntl
import os
import pty
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MARK = "Quarzfeld"
"""Stands in the article, in its file's name, in the query and in the message of the fault."""
ARTICLE = (
    f"Ministers met on Tuesday.\n\n“The {MARK} bridge will open before the summer ends,” said Anna {MARK}, "
    "the mayor, on Monday evening.\n"
)
SENTENCE = "Something went wrong in quotebrowser itself"
_DEADLINE = 30.0
_START = "import network_guard\nnetwork_guard.install()\n"
_FAULT = """
def fail(*_arguments, **_names):
    try:
        {{}}[{mark!r}]
    except KeyError as error:
        raise ValueError("it held {mark}") from error
"""


@dataclass(frozen=True)
class Program:
    """How it is run, and where it leaves what it leaves."""

    environment: dict[str, str]
    state: Path
    log: Path

    @property
    def report(self) -> str:
        """The report of the last fault."""
        return (self.state / "last-error.txt").read_text(encoding="utf-8")

    @property
    def logged(self) -> str:
        """The whole log."""
        return self.log.read_text(encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "quotebrowser", *arguments],
            capture_output=True, text=True, check=False, env=self.environment, stdin=subprocess.DEVNULL,
        )  # fmt: skip


def program(directory: Path, fault: str = "") -> Program:
    """The program as each of its processes finds it, once `fault` was run, which may call `fail`."""
    customised, state, log = directory / "customised", directory / "state", directory / "run.log"
    customised.mkdir()
    code = _START + _FAULT.format(mark=MARK) + fault
    (customised / "sitecustomize.py").write_text(code, encoding="utf-8")
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(customised), os.environ["PYTHONPATH"]]),
        "QUOTEBROWSER_STATE": str(state),
        "QUOTEBROWSER_LOG": str(log),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }
    return Program(environment, state, log)


def article(directory: Path) -> Path:
    """The file of an article full of what must not be revealed."""
    path = directory / f"{MARK}.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def _own_terminal() -> None:
    """Let standard input be what this process is told of when it is closed."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Browser:
    """The browser on a terminal."""

    def __init__(self, run: Program, *arguments: str) -> None:
        self._run = run
        self._master, self.terminal = pty.openpty()
        termios.tcsetwinsize(self.terminal, (24, 200))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "quotebrowser", *arguments],
            stdin=self.terminal, stdout=self.terminal, stderr=self.terminal, env=run.environment,
            start_new_session=True, preexec_fn=_own_terminal,  # noqa: PLW1509 - before any thread
        )  # fmt: skip
        self.pid = self._process.pid
        os.set_blocking(self._master, False)
        self.shown = ""

    def press(self, keys: str) -> None:
        """Send keys; what was painted before is forgotten."""
        self.shown = ""
        os.write(self._master, keys.encode())

    def wait(self, text: str) -> None:
        """Wait until a text was painted."""
        until = time.monotonic() + _DEADLINE
        while text not in self.shown:
            assert time.monotonic() < until, f"never saw {text!r} in {self.shown[-2000:]!r}"
            self._read()

    def wait_logged(self, text: str) -> None:
        """Wait until the log says so: what is on the screen already is not painted again."""
        until = time.monotonic() + _DEADLINE
        while text not in self._run.logged:
            assert time.monotonic() < until, f"never saw {text!r} in the log:\n{self._run.logged}"
            self._read()

    def signal(self, number: int) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    def hang_up(self) -> None:
        """Close its terminal."""
        os.close(self.terminal)
        os.close(self._master)
        self.terminal = self._master = -1

    def end(self) -> int:
        """Wait until it has ended; its exit code."""
        until = time.monotonic() + _DEADLINE
        while self._process.poll() is None:
            assert time.monotonic() < until, f"it did not end: {self.shown[-2000:]!r}"
            self._read()
        self._read()
        return self._process.returncode

    def _read(self) -> None:
        time.sleep(0.02)
        with contextlib.suppress(OSError):
            while data := os.read(self._master, 65536):
                self.shown += data.decode("utf-8", "replace")

    def close(self) -> None:
        """End it whatever it does."""
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):
            os.close(self.terminal)
            os.close(self._master)


@contextlib.contextmanager
def browser(run: Program, *arguments: str) -> Iterator[Browser]:
    """The browser for the length of a `with`."""
    opened = Browser(run, *arguments)
    try:
        yield opened
    finally:
        opened.close()
