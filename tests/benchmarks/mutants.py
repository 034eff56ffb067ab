"""Do the tests notice a change? `python tests/benchmarks/mutants.py [--number N] [--minutes N] [ROOM ...]`.

Changes one operator, number, constant, condition or return of a module in `store`, `extract`, `collate` or
`cite` at a time, in a copy of the tree, and runs the tests of its room up to the first failure. Prints each
mutant that lives, as file, line, old and new; ends with 1 where fewer than 80 % die.
"""

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
ROOMS: Final = ("store", "extract", "collate", "cite")
FURTHER: Final = {"extract": ["tests/gold"], "collate": ["tests/gold"], "store": ["tests/library"]}
"""Tests beside a room's own that look at what it does; run after them."""
DIE: Final = 0.8
SECONDS: Final = 600
"""Of a mutant's tests at most; one that takes longer runs endlessly, which is a death."""
_SWAPS: Final[dict[type[ast.AST], type[ast.AST]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub,
    ast.Sub: ast.Add, ast.Mult: ast.Add, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


def changed(node: ast.AST) -> ast.AST | None:
    """A node with one thing changed; None where nothing is."""
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
        case ast.Return(value=ast.expr()):
            new.value = ast.Constant(None)
        case ast.Continue():
            return ast.Break()
        case _:
            return None
    return new


def _idle(node: ast.AST) -> Iterator[ast.AST]:
    """Parts of a node without behaviour to test, or (in f-strings) without a place that is known exactly."""
    if isinstance(node, ast.JoinedStr):
        yield node
    for field in ("annotation", "returns", "decorator_list"):
        found = getattr(node, field, None)
        yield from found if isinstance(found, list) else [found] if found else []


def mutants(path: Path) -> Iterator[tuple[str, int, str, str]]:
    """The module with one change each: its source, the line, what stood there, what stands there now."""
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
        yield (data[:start] + text.encode() + data[end:]).decode(), node.lineno, ast.unparse(node), written


def dies(tree: Path, room: str) -> bool:
    """Whether a test of the room fails."""
    options = ("-q", "-x", "-n0", "-p", "no:cacheprovider", "--hypothesis-seed=0")
    try:
        ran = subprocess.run(
            [sys.executable, "-B", "-m", "pytest", *options, f"tests/{room}", *FURTHER.get(room, [])],
            cwd=tree,
            env={**os.environ, "PYTHONPATH": str(tree)},
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        return True
    return ran.returncode != 0


def main() -> int:
    """Sample, run, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--number", type=int, default=200, help="mutants (200)")
    parser.add_argument("--seed", type=int, default=1, help="which sample (1)")
    parser.add_argument("--minutes", type=float, default=24 * 60, help="how long new mutants begin")
    parser.add_argument("rooms", metavar="ROOM", nargs="*", default=ROOMS, help="rooms (all four)")
    wanted = parser.parse_args()
    paths = [path for room in wanted.rooms for path in sorted((ROOT / "quotebrowser" / room).rglob("*.py"))]
    every = [(path.relative_to(ROOT), *one) for path in paths for one in mutants(path)]
    sample = random.Random(wanted.seed).sample(every, min(wanted.number, len(every)))
    end = time.monotonic() + 60 * wanted.minutes
    ran = dead = 0
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache"))
        for path, source, line, old, new in sample:
            if time.monotonic() > end:
                break
            (tree / path).write_text(source, encoding="utf-8")
            died = dies(tree, path.parts[1])
            shutil.copy(ROOT / path, tree / path)
            ran, dead = ran + 1, dead + died
            if not died:
                print(f"lives: {path}:{line}: {old[:90]}  ->  {new[:90]}", flush=True)
    print(f"{dead} of {ran} mutants died ({dead / max(ran, 1):.0%}), of {len(every)} that could be made")
    return 0 if dead >= DIE * ran else 1


if __name__ == "__main__":
    sys.exit(main())
