"""Nothing is unpickled: not by the program's own words, and not by what it calls while it is used."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "quotebrowser").rglob("*.py"))

FORBIDDEN: Final = {
    *("pickle", "_pickle", "cPickle", "pickletools", "marshal", "shelve", "dbm", "copyreg"),
    *("dill", "cloudpickle", "joblib", "jsonpickle", "ray", "xmlrpc"),
    *("multiprocessing", "concurrent.futures.process"),
    *("whoosh.multiproc", "whoosh.filedb.fileindex", "whoosh.legacy"),
}
"""Modules that make objects of bytes, or send them to other processes in that way."""
CALLS: Final = {
    *("read_pickle", "write_pickle", "to_pickle", "depickle", "enpickle", "demarshal", "Unpickler"),
    *("recv", "open_dir", "create_in", "exists_in", "allow_pickle=True"),
}
"""What unpickles; Whoosh's own ways to an index among it."""


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _called(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name):
            yield node.func.id
        elif isinstance(node.func, ast.Attribute):
            yield node.func.attr
        yield from (
            f"{keyword.arg}=True"
            for keyword in node.keywords
            if isinstance(keyword.value, ast.Constant) and keyword.value.value is True
        )


def _offences(source: str) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        found += (
            name
            for name in _imported(node)
            if any(f"{name}.".startswith(f"{module}.") for module in FORBIDDEN)
        )
        found += (name for name in _called(node) if name in CALLS)
        if isinstance(node, ast.Constant) and node.value in FORBIDDEN - {"dbm", "ray"}:
            found.append(str(node.value))
    return found


ALLOWED: Final = {"quotebrowser/processes/ray_start.py": {"ray", "ray._raylet"}}
"""Ray's own transport is Ray's. What goes through it are frames, see `processes/ray_tasks.py`."""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_unpickles(path: Path) -> None:
    allowed = ALLOWED.get(path.relative_to(ROOT).as_posix(), set())
    assert {*_offences(path.read_text(encoding="utf-8"))} <= allowed


OFFENCES = [
    "import pickle",
    "import pickle as other",
    "from pickle import loads",
    "from _pickle import Unpickler",
    "import marshal",
    "def late():\n    import shelve",
    "import importlib\nimportlib.import_module('pickle')",
    "from multiprocessing.connection import Client",
    "from multiprocessing import Queue",
    "connection.recv()",
    "stream.read_pickle()",
    "numpy.load(path, allow_pickle=True)",
    "whoosh.index.open_dir(path)",
]


@pytest.mark.parametrize("source", OFFENCES)
def test_it_is_seen_that_a_module_unpickles(source: str) -> None:
    assert _offences(source)


BROWSE: Final = """
import asyncio, sys
from pathlib import Path
from quotebrowser.library import Library
from quotebrowser.tui.app import QuoteBrowser

async def browse(library):
    app = QuoteBrowser(library, "blow")
    async with app.run_test(size=(100, 30)) as pilot:
        for _ in range(200):
            await pilot.pause(0.05)
            if "Esbati" in "".join(str(line) for line in app.screen._compositor.render_strips()):
                break
        else:
            raise AssertionError("nothing found")
        await pilot.press("down", "enter", "escape", "y")
        await pilot.pause(0.2)

library = Library.open(Path(sys.argv[1]))
try:
    asyncio.run(browse(library))
finally:
    library.close()
"""


def _command(*words: object) -> list[str]:
    return [sys.executable, "-m", "quotebrowser", *map(str, words)]


def test_nothing_is_unpickled_while_the_program_is_used(seeds: Path, tmp_path: Path) -> None:
    """By commands, by the browser, and by the processes that either starts."""
    library, report = tmp_path / "library", tmp_path / "unpickled"
    copy = tmp_path / "backup.db"
    uses: list[list[str]] = [
        _command("add", seeds, "--jobs", 2, "--library", library),
        _command("search", "blow", "--library", library),
        _command("doctor", "--library", library),
        _command("rebuild", "--library", library),
        _command("compare", "blow", "--library", library),
        _command("backup", copy, "--library", library),
        _command("restore", copy, "--library", library),
        _command("export", "--format", "jsonl", "--library", library),
        [sys.executable, "-c", BROWSE, str(library)],
    ]
    environment = os.environ | {"QUOTEBROWSER_REFUSE_PICKLES": str(report)}
    for use in uses:
        if use[1] == "-c":
            shutil.rmtree(library / "index")  # the browser has it built by a process beside it
        done = subprocess.run(use, capture_output=True, text=True, check=False, env=environment)
        assert done.returncode == 0, (use, done.stderr)
    assert not report.exists(), report.read_text()


def test_unpickling_would_be_noticed_in_a_child_process(tmp_path: Path) -> None:
    environment = os.environ | {"QUOTEBROWSER_REFUSE_PICKLES": str(tmp_path / "report")}
    code = "import pickle; pickle.loads(pickle.dumps(1))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, check=False, env=environment
    )
    assert done.returncode != 0
    assert (tmp_path / "report").exists()
