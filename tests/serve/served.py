"""`quotebrowser serve` as a program, at a port where the tests let it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil  # type: ignore[import-untyped]
from network_guard import free_port

_PAINTED: Final = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[[0-9;?<>=$]*[A-Za-z]|\x1b\][^\x07]*\x07|([^\x1b]+)")
"""A place, what changes nothing that is read, or text."""


@dataclass
class Served:
    """A running server."""

    process: "subprocess.Popen[str]"
    port: int
    address: str
    """As it printed it: ends with the token and a slash."""

    @property
    def here(self) -> str:
        """The address without the token."""
        return f"http://127.0.0.1:{self.port}"

    def pages(self) -> list[psutil.Process]:
        """The processes of open pages."""
        return list(psutil.Process(self.process.pid).children())

    def end(self, number: int) -> tuple[int, str]:
        """Send a signal; returns the exit code, and all that was said."""
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=20)
        return self.process.returncode, said


class Screen:
    """What was painted, as it then stands there; for text whose every character takes one cell."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], str] = {}
        self._x = self._y = 0

    def paint(self, data: bytes) -> None:
        """Take what goes to a terminal."""
        for row, column, text in _PAINTED.findall(data.decode()):
            if row:
                self._y, self._x = int(row), int(column)
            for char in text:
                self._cells[self._y, self._x] = char
                self._x += 1

    @property
    def text(self) -> str:
        """All of it, with one space between words."""
        rows: dict[int, dict[int, str]] = {}
        for (y, x), char in self._cells.items():
            rows.setdefault(y, {})[x] = char
        lines = ("".join(row.get(x, " ") for x in range(max(row) + 1)) for _, row in sorted(rows.items()))
        return " ".join(" ".join(lines).split())


@contextmanager
def served(library: Path, *options: str, **variables: str) -> Iterator[Served]:
    """A server of a library for the length of the block."""
    with free_port() as port:
        process = subprocess.Popen(
            [sys.executable, "-m", "quotebrowser", "serve", "--port", str(port), *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"QUOTEBROWSER_LIBRARY": str(library)} | variables,
        )
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            assert address, process.communicate()
            yield Served(process, port, address)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.communicate()
