"""Every property on random examples: `python tests/benchmarks/random_properties.py [--minutes N] [PATH ...]`.

Runs round after round, each with a seed of its own, until the minutes (10) are over and the round is done.
Stops after a round in which a property failed, with exit code 1: pytest's report holds the falsifying
example, the line above it the seed. A plain `pytest` tries the same examples every time instead.
"""

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).resolve().parents[1]


def files(paths: Sequence[Path]) -> list[Path]:
    """The test files under `paths` that hold properties."""
    found = (
        file
        for path in paths
        for file in (sorted(path.rglob("test_*.py")) if path.is_dir() else [path.resolve()])
    )
    return [file for file in found if "@given(" in file.read_text(encoding="utf-8")]


def tried(tests: Sequence[Path], seed: int) -> "subprocess.CompletedProcess[str]":
    """One round of the properties in `tests`."""
    options = ("-q", "-m", "hypothesis", "-p", "no:cacheprovider", "--timeout=1200")
    chance = ("--hypothesis-profile=random", f"--hypothesis-seed={seed}")
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *chance, *map(str, tests)],
        cwd=TESTS.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip


def main() -> int:
    """Run rounds; 1 where a property failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10, help="how long new rounds begin (10)")
    parser.add_argument("paths", metavar="PATH", type=Path, nargs="*", default=[TESTS], help="tests (all)")
    arguments = parser.parse_args()
    tests = files(arguments.paths)
    end = time.monotonic() + 60 * arguments.minutes
    rounds = 0
    while not rounds or time.monotonic() < end:
        seed = random.SystemRandom().randrange(2**32)
        began = time.monotonic()
        ran = tried(tests, seed)
        rounds += 1
        print(
            f"round {rounds}, seed {seed}, {time.monotonic() - began:.0f} s: {ran.stdout.splitlines()[-1]}",
            flush=True,
        )
        if ran.returncode:
            print(ran.stdout, ran.stderr, sep="\n")
            return 1
    print(f"{rounds} rounds of the properties in {len(tests)} files: none failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
