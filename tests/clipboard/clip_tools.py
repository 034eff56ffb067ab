"""Programs, real and faked, and a terminal of our own, for the tests of the clipboard."""

import base64
import fcntl
import json
import os
import re
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

PACKAGES: Final = {"Xvfb": "xvfb", "wl-copy": "wl-clipboard"}
PAYLOADS: Final = {
    "words": "“We were defeated” — Esbati, in The Gulf Post",
    "persian": "سوریه را باختیم؛ می‌خواهیم",
    "joiners": "👩\u200d👩\u200d👧 and क्\u200dष",
    "cr lf": "TY  - NEWS\r\nER  - ",
    "newline at the end": "one\ntwo\n",
    "blanks at the ends": "  two  ",
    "megabyte": "سخنرانی ‘blow’ " * 50_000,
}
OSC: Final = re.compile(rb"\x1b\]52;([^;]*);([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)")
_CONTROLLED: Final = (
    "import fcntl, os, sys, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execvp(sys.argv[1], sys.argv[1:])"
)
_COPY: Final = """
import dataclasses, json, os, sys
from pathlib import Path
from quotebrowser import clipboard
outcome = clipboard.copy(Path(sys.argv[1]).read_bytes().decode())
aside = Path(sys.argv[2] + ".part")
aside.write_text(json.dumps({**dataclasses.asdict(outcome), "routes": clipboard.routes(os.environ)}))
aside.rename(sys.argv[2])
"""


def need(*programs: str) -> None:
    """Skip, naming what is missing and how to install it."""
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is missing: apt-get install {PACKAGES.get(program, program)}")


def only(directory: Path, *programs: str) -> str:
    """A PATH that holds these programs alone."""
    directory.mkdir(exist_ok=True)
    for program in programs:
        found = shutil.which(program)
        assert found is not None
        (directory / program).symlink_to(found)
    return str(directory)


def fake(directory: Path, name: str, script: str) -> None:
    """A program of the name that runs `script` by the shell."""
    directory.mkdir(exist_ok=True)
    program = directory / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def waited(condition: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether the condition comes true in time."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


class Terminal:
    """A terminal without a screen: whatever its programs write is kept."""

    def __init__(self, argv: list[str], environment: Mapping[str, str]) -> None:
        self.master, slave = os.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-c", _CONTROLLED, *argv],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(environment),
        )
        os.close(slave)
        self.written = b""

    def drain(self) -> None:
        """Read what is there."""
        while select.select([self.master], [], [], 0)[0]:
            try:
                data = os.read(self.master, 65536)
            except OSError:
                return
            if not data:
                return
            self.written += data

    def copies(self) -> list[bytes]:
        """What the programs asked this terminal to put on the clipboard."""
        self.drain()
        return [base64.b64decode(found[1]) for found in OSC.findall(self.written) if found[1]]

    def close(self) -> None:
        """End the program; the terminal hangs up."""
        os.close(self.master)
        try:
            self.process.wait(3)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(3)


def copying(directory: Path, text: str) -> tuple[list[str], Path]:
    """A command that copies `text` and the file it tells the outcome in."""
    words, told = directory / "words.txt", directory / "outcome.json"
    words.write_bytes(text.encode())
    script = directory / "copying.py"
    script.write_text(_COPY, encoding="utf-8")
    return [sys.executable, str(script), str(words), str(told)], told


def outcome(terminal: Terminal, told: Path) -> dict[str, object]:
    """The outcome, once it is told."""

    def there() -> bool:
        terminal.drain()
        return told.exists()

    assert waited(there, 20), terminal.written[-2000:]
    found: dict[str, object] = json.loads(told.read_text())
    return found


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a program that finds this package and no desktop."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    root = Path(__file__).resolve().parents[2]
    found = os.pathsep.join([str(root), str(root / "tests" / "guard")])
    return {**kept, "PYTHONPATH": found, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", **more}
