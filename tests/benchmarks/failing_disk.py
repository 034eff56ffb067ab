"""Errors of a disk: one write, fsync, rename or cut after the other fails in `add`, `set` and `restore`.

usage: failing_disk.py [--every N] [--articles N] [--directory DIR]

strace lets the first call of a kind fail, in the next run the one after it (with `--every`, only every
N-th), until a run has no more of them. The command ends with a sentence, no traceback; what it said is done
is in the library, which `doctor` finds sound, and which holds nothing in part. Exits 1 otherwise, 2 without
strace.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from disk_record import environment
from power_cuts import Case, cases, content, judged

_CALLS: Final = {
    "pwrite64": ("EIO", "ENOSPC"),
    "fsync,fdatasync": ("EIO",),
    "rename,renameat,renameat2": ("EIO",),
    "ftruncate": ("EIO",),
}
"""Calls with the errors that they fail with. Python's own files are written by `write`, which prints too."""
_MOST: Final = 2000


def failing(case: Case, library: Path, calls: str, error: str, number: int) -> tuple[int, str, bool]:
    """Exit code of a command one call of which fails, what it printed, and whether the call was made."""
    trace = library.with_name("trace")
    inject = f"inject={calls}:error={error}:when={number}"
    words = [sys.executable, "-m", "quotebrowser", *case.words, "--library", str(library)]
    ran = subprocess.run(
        ["strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={calls}", "-e", inject, *words],
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout + ran.stderr, "(INJECTED)" in trace.read_text()


def faults(case: Case, home: Path, calls: str, error: str, every: int) -> Iterator[str]:
    """What went wrong, an empty line for each call that failed and did no harm."""
    for number in range(1, _MOST, every):
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        library = home / "library"
        case.prepare(library)
        code, said, failed = failing(case, library, calls, error, number)
        if not failed:
            return
        found = list(judged(case, library, said if case.name == "add" or not code else ""))
        if "Traceback" in said or code not in (0, 1, 2):
            found.append(f"exit {code}: {said.strip()[-200:]}")
        where = f"{case.name}, {calls} {number}, {error}"
        yield f"{where}: {'; '.join(found)}" if found else ""


def main() -> int:
    """Let calls fail and print; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--articles", type=int, default=6)
    parser.add_argument("--directory", type=Path)
    wanted = parser.parse_args()
    if shutil.which("strace") is None:
        print("strace is not installed")
        return 2
    tally: Counter[bool] = Counter()
    with tempfile.TemporaryDirectory(dir=wanted.directory) as scratch:
        os.environ |= environment(Path(scratch))
        for case in cases(Path(scratch), wanted.articles):
            if case.name not in ("add", "set", "restore"):
                continue
            home = Path(scratch) / case.name
            home.mkdir()
            case.prepare(home / "library")
            case.before = content(home / "library")
            words = [sys.executable, "-m", "quotebrowser", *case.words, "--library", str(home / "library")]
            subprocess.run(words, check=True, capture_output=True)
            case.after = content(home / "library")
            for calls, errors in _CALLS.items():
                for error in errors:
                    for fault in faults(case, home, calls, error, wanted.every):
                        tally[bool(fault)] += 1
                        if fault:
                            print(fault, flush=True)
    print(f"{tally.total()} failed calls, {tally[True]} with a fault")
    return 1 if tally[True] else 0


if __name__ == "__main__":
    sys.exit(main())
