"""The command line, run in this process."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from quotebrowser.cli import main


def row_of(line: str) -> dict[str, Any]:
    """What a line holds behind the key that every line begins with."""
    row: dict[str, Any] = json.loads(line)
    assert next(iter(row.items())) == ("schema", 1), line
    return {name: value for name, value in row.items() if name != "schema"}


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Its output as JSON Lines, without the first key, which is the same in all of them."""
        return [row_of(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]
"""A command's words in, what it did out."""


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs a command; argparse's own exits are answers too."""

    def call(*arguments: object) -> Ran:
        before = os.umask(0o022)
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        finally:
            os.umask(before)
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return call


@pytest.fixture
def the_seeds(read_seeds: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The commands' library holds the five seeds; for tests that only read."""
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(read_seeds))
    return read_seeds


@pytest.fixture
def my_seeds(own_seeds: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The commands' library holds the five seeds, and can be written."""
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(own_seeds))
    return own_seeds
