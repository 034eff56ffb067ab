"""Do the tests notice a change? `python tests/benchmarks/mutants.py [--number N] [--minutes N] [ROOM ...]`.

Changes one operator, number, constant, condition or return of a module in `store`, `extract`, `collate` or
`cite` at a time, in a copy of the tree, and runs tests up to the first failure: those that ran the changed
line before the others of their files, the quickest first, half a minute of them at most. Prints each mutant
that lives, as file, line, old and new, and the share that died by room; ends with 1 where fewer than 80 %
die. `tests/README.md` explains what may live.

A mutant is drawn by the digest of its file, old and new, so that a sample stays nearly the same while code
changes. Processes are forked from one that has loaded what the tests need of other people's packages.
"""

import argparse
import ast
import contextlib
import copy
import hashlib
import importlib
import itertools
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import coverage
import hypothesis
import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
ROOMS: Final = ("store", "extract", "collate", "cite")
FURTHER: Final = {
    "extract": ["tests/gold"],
    "collate": ["tests/gold"],
    "store": ["tests/library/test_mending.py"],
}
"""Tests beside a room's own that look at what it does: few, as all run once to see which lines they run."""
LOADED: Final = (
    "numpy",
    "rapidfuzz.distance",
    "lxml.html",
    "whoosh.index",
    "pytest_asyncio",
    "xdist",
    "pytest_cov",
)
"""Loaded once, before the processes are forked; never anything of the program."""
DIE: Final = 0.8
MOST: Final = 30
"""Seconds that the tests of a mutant take at most where it lives, unchanged and measured by themselves."""
SECONDS: Final = 60 + 5 * MOST
"""After which a mutant is endless, a death."""
MEMORY: Final = 6 << 30
"""Bytes a mutant may ask for: an endless one fills no machine."""
PRINTED: Final = "printed.txt"
"""What the tests print, beside the tree."""
_SWAPS: Final[dict[type[ast.AST], type[ast.AST]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub,
    ast.Sub: ast.Add, ast.Mult: ast.Add, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


class Mutant(NamedTuple):
    """A module with one change."""

    path: Path
    """Below the root."""
    source: str
    line: int
    """The first that the change touches."""
    old: str
    new: str

    @property
    def room(self) -> str:
        """Whose tests look at it."""
        return self.path.parts[1]


def changed(node: ast.AST) -> ast.AST | None:
    """A node with one thing changed; None where nothing is, or where only a type changes, which mypy sees."""
    new = copy.deepcopy(node)
    match new:
        case ast.Compare(ops=[op, *_]) if type(op) in _SWAPS:
            new.ops[0] = _SWAPS[type(op)]()  # type: ignore[call-overload]
        case ast.BinOp() | ast.BoolOp() if type(new.op) in _SWAPS:
            new.op = _SWAPS[type(new.op)]()  # type: ignore[assignment]
        case ast.UnaryOp(op=ast.Not()):
            return new.operand
        case ast.Constant(value=bool(value)):
            new.value = not value
        case ast.Constant(value=int(value) | float(value)):
            new.value = value + 1
        case ast.IfExp():
            new.body, new.orelse = new.orelse, new.body
        case ast.Return(value=ast.expr() as value) if not _empty(value):
            new.value = ast.Constant(None)
        case ast.Continue():
            return ast.Break()
        case _:
            return None
    return new


def _empty(node: ast.expr) -> bool:
    """Whether it is written as None, or as a value that is as false as None."""
    try:
        return not ast.literal_eval(node)
    except ValueError:
        return False


def _idle(node: ast.AST) -> Iterator[ast.AST]:
    """Parts of a node without behaviour to test, or (in f-strings) without a place that is known exactly."""
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.keyword) and node.arg == "strict"):
        yield node
    for field in ("annotation", "returns", "decorator_list"):
        found = getattr(node, field, None)
        yield from found if isinstance(found, list) else [found] if found else []


def mutants(path: Path) -> Iterator[Mutant]:
    """Each change of a module."""
    source = path.read_text(encoding="utf-8")
    data = source.encode()
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    tree = ast.parse(source)
    idle = {id(inner) for node in ast.walk(tree) for part in _idle(node) for inner in ast.walk(part)}
    for node in ast.walk(tree):
        if id(node) in idle or not isinstance(node, ast.expr | ast.stmt) or not (new := changed(node)):
            continue
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        written = ast.unparse(new)
        text = f"({written})" if isinstance(new, ast.expr) else written
        altered = (data[:start] + text.encode() + data[end:]).decode()
        yield Mutant(path.relative_to(ROOT), altered, node.lineno, ast.unparse(node), written)


def drawn(rooms: list[str], number: int, seed: int) -> tuple[list[Mutant], int]:
    """The sample, room by room, and of how many."""
    paths = [path for room in rooms for path in sorted((ROOT / "quotebrowser" / room).rglob("*.py"))]
    seen: Counter[tuple[Path, str, str]] = Counter()
    ranked = []
    for mutant in (one for path in paths for one in mutants(path)):
        what = (mutant.path, mutant.old, mutant.new)
        seen[what] += 1
        ranked.append((hashlib.sha256(repr((seed, *map(str, what), seen[what])).encode()).digest(), mutant))
    sample = [mutant for _, mutant in sorted(ranked, key=lambda each: each[0])[:number]]
    return sorted(sample, key=lambda mutant: (rooms.index(mutant.room), mutant.path, mutant.line)), len(
        ranked
    )


class Ran:
    """Plugin of pytest: notes which tests run which lines, and how long they take."""

    def __init__(self, rooms: list[str]) -> None:
        self.coverage = coverage.Coverage(
            data_file=None, config_file=False, source=[f"quotebrowser/{room}" for room in rooms]
        )
        self.seconds: dict[str, float] = defaultdict(float)

    def pytest_sessionstart(self) -> None:
        self.coverage.start()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.coverage.switch_context(nodeid)

    def pytest_runtest_logfinish(self) -> None:
        self.coverage.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] += report.duration

    def write(self, to: Path) -> None:
        """As JSON: seconds by test, and tests by file and line; what is run on import has no test."""
        self.coverage.stop()
        data = self.coverage.get_data()
        lines = {
            str(Path(file).relative_to(Path.cwd())): {
                line: [test for test in tests if test]
                for line, tests in data.contexts_by_lineno(file).items()
            }
            for file in data.measured_files()
        }
        to.write_text(json.dumps({"seconds": self.seconds, "lines": lines}), encoding="utf-8")


class InOrder:
    """Plugin of pytest: these tests first, the quickest of them before others; examples are not shrunk."""

    def __init__(self, first: set[str], seconds: dict[str, float]) -> None:
        self.first, self.seconds = first, seconds

    def pytest_sessionstart(self) -> None:
        phases = [phase for phase in hypothesis.Phase if phase.name not in {"shrink", "explain"}]
        hypothesis.settings.register_profile("mutants", hypothesis.settings.default, phases=phases)
        hypothesis.settings.load_profile("mutants")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: (item.nodeid not in self.first, self.seconds.get(item.nodeid, 0.0)))
        ends = itertools.accumulate(self.seconds.get(item.nodeid, 0.0) for item in items)
        del items[sum(end <= MOST for end in ends) or 1 :]


class Tests:
    """Which tests look at which lines of the rooms, in a copy of the tree."""

    def __init__(self, tree: Path, rooms: list[str]) -> None:
        self.tree = tree
        self.rooms = {room: [f"tests/{room}", *FURTHER.get(room, [])] for room in rooms}
        noted = tree.parent / "noted.json"
        ran = Ran(rooms)
        code = forked(
            tree,
            lambda: _note(ran, sorted({path for paths in self.rooms.values() for path in paths}), noted),
            3600,
        )
        if code:
            print(*(tree.parent / PRINTED).read_text(errors="replace").splitlines()[-30:], sep="\n")
            sys.exit(f"The tests fail in the tree as it is (pytest ended with {code}).")
        found = json.loads(noted.read_text(encoding="utf-8"))
        self.seconds: dict[str, float] = found["seconds"]
        self.lines: dict[str, dict[str, list[str]]] = found["lines"]

    def of(self, mutant: Mutant) -> tuple[set[str], list[str]]:
        """Tests that ran a mutant's line, else its module; and the files with them, or all of the room."""
        lines = self.lines.get(str(mutant.path), {})
        tests = set(lines.get(str(mutant.line), ())) or {test for each in lines.values() for test in each}
        return tests, sorted({test.partition("::")[0] for test in tests}) or self.rooms[mutant.room]

    def kill(self, mutant: Mutant, number: int) -> bool:
        """Whether a test fails."""
        tests, files = self.of(mutant)
        path = self.tree / mutant.path
        source, stat = path.read_bytes(), path.stat()
        path.write_text(mutant.source, encoding="utf-8")
        os.utime(path, (number, number))  # no compiled file is of that time
        code = forked(self.tree, lambda: _run([InOrder(tests, self.seconds)], files, "-x"), SECONDS)
        path.write_bytes(source)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        return code != 0


def _run(plugins: list[object], paths: list[str], *further: str) -> int:
    """Let pytest run; returns its code."""
    return pytest.main(
        [
            "-q",
            "-n0",
            "-p",
            "no:cacheprovider",
            "-W",
            "ignore::pytest.PytestAssertRewriteWarning",
            *further,
            *paths,
        ],
        plugins=plugins,
    )


def _note(ran: Ran, paths: list[str], to: Path) -> int:
    """Run the tests of all rooms and write what they ran."""
    sys.dont_write_bytecode = False
    code = _run([ran], paths)
    ran.write(to)
    return code


def forked(tree: Path, work: Callable[[], int], seconds: float) -> int:
    """What some work in the tree returns, in a process of its own that prints to a file; -9 if endless."""
    sys.stdout.flush()
    if not (child := os.fork()):
        code = 3
        try:
            os.setsid()
            os.chdir(tree)
            printed = os.open(tree.parent / PRINTED, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(printed, 1)
            os.dup2(printed, 2)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            os.environ["PYTHONPATH"] = sys.path[0] = str(tree)
            # Another pytest of this user closes the common one to others while a test has it open to them.
            os.environ["PYTEST_DEBUG_TEMPROOT"] = str(tree.parent)
            code = work()
        except BaseException:  # noqa: BLE001 -- a fork never returns to what is the parent's
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
    end = time.monotonic() + seconds
    while not os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) and time.monotonic() < end:
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # what the tests have left, too
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> int:
    """Sample, run, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--number", type=int, default=200, help="mutants (200)")
    parser.add_argument("--seed", type=int, default=1, help="which sample (1)")
    parser.add_argument("--minutes", type=float, default=24 * 60, help="how long new mutants begin")
    parser.add_argument("rooms", metavar="ROOM", nargs="*", default=ROOMS, help="rooms (all four)")
    wanted = parser.parse_args()
    rooms = list(wanted.rooms)
    sample, possible = drawn(rooms, wanted.number, wanted.seed)
    for name in LOADED:
        importlib.import_module(name)
    sys.dont_write_bytecode = True
    # A shell lets what it runs in the background ignore it, and what tests interrupt would too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    end = time.monotonic() + 60 * wanted.minutes
    ran: Counter[str] = Counter()
    dead: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache"))
        tests = Tests(tree, rooms)
        for number, mutant in enumerate(sample, 1):
            if time.monotonic() > end:
                break
            died = tests.kill(mutant, number)
            ran[mutant.room] += 1
            dead[mutant.room] += died
            if not died:
                where = f"{mutant.path}:{mutant.line}"
                print(f"lives: {where}: {mutant.old[:90]}  ->  {mutant.new[:90]}", flush=True)
    for room in ran:
        print(f"{room}: {dead[room]} of {ran[room]} died ({dead[room] / ran[room]:.0%})")
    share = dead.total() / max(ran.total(), 1)
    print(f"{dead.total()} of {ran.total()} mutants died ({share:.0%}), of {possible} that could be made")
    return 0 if dead.total() >= DIE * ran.total() else 1


if __name__ == "__main__":
    sys.exit(main())
