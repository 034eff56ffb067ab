"""`add` ended at random and run again gives the same library as one run that nobody disturbed.

usage: interrupting.py [--texts N] [--times N] [--seed N] [--directory DIR]

Each time a new library is filled by `quotebrowser add`, which is sent SIGINT or SIGKILL after a random time,
up to four times, then run to its end. What `export --format jsonl` prints must be the same, byte for byte (it
holds no time of adding). Ends with 1 where it is not.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import made_articles


def command(*arguments: object) -> list[str]:
    """A command of this program."""
    return [sys.executable, "-m", "quotebrowser", *map(str, arguments)]


def add(library: Path, folder: Path, seconds: float, number: int) -> int | None:
    """Add until the end, or until a signal after so many seconds; the status, None at the end."""
    started = subprocess.Popen(
        command("add", folder, "--jobs", "2", "--json", "--library", library),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        _, said = started.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        started.send_signal(number)
        _, said = started.communicate()
    # While Python itself is starting, a signal ends it in its own words.
    assert b"Traceback" not in said or b"library" not in said, said.decode()
    return started.returncode or None


def exported(library: Path) -> bytes:
    """All that a library holds."""
    return subprocess.run(
        command("export", "--format", "jsonl", "--library", library), check=True, capture_output=True
    ).stdout


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=600)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--directory", type=Path)
    wanted = parser.parse_args()
    dice = random.Random(wanted.seed)
    # A shell lets what it runs in the background ignore it, and `add` would too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory(dir=wanted.directory) as scratch:
        folder = Path(scratch) / "texts"
        folder.mkdir()
        made_articles.write_texts(folder, wanted.texts)
        started = time.perf_counter()
        assert add(Path(scratch) / "whole", folder, 1e6, 0) is None
        took = time.perf_counter() - started
        expected = exported(Path(scratch) / "whole")
        print(f"{wanted.texts} texts in {took:.1f} s, {len(expected):,} bytes exported", flush=True)
        same = 0
        for turn in range(wanted.times):
            library = Path(scratch) / f"library-{turn}"
            number = signal.SIGKILL if turn % 2 else signal.SIGINT
            ended = [
                add(library, folder, dice.uniform(0.05, took), number) for _ in range(dice.randrange(1, 5))
            ]
            assert add(library, folder, 1e6, 0) is None
            well = exported(library) == expected
            same += well
            print(
                f"{turn + 1:2}: {signal.Signals(number).name} {ended}: {'the same' if well else 'DIFFERENT'}",
                flush=True,
            )
    print(f"{same} of {wanted.times} the same")
    return 0 if same == wanted.times else 1


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
