"""What breaks a library, each in a size for every day: `python tests/benchmarks/reliability.py [NAME ...]`.

Runs the benchmarks of reliability one after the other, or those that are named; 20 minutes on two processors
are enough. A line for each says how long it took and the last it printed; all is printed of one that fails.
Exits 1 if any did. Sizes without an option are their own; `tests/README.md` has the goals.
"""

import subprocess
import sys
import time
from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).resolve().parent

SIZES: Final = (
    ("kills", "--kills", "60"),
    ("killed_changes", "--kills", "40"),
    ("walks", "--seeds", "2", "--keys", "200", "--quotes", "3000"),
    ("power_cuts", "--points", "12"),
    ("failing_disk", "--every", "8"),
    ("together", "--seconds", "60", "--every", "12"),
    ("interrupting", "--texts", "200", "--times", "6"),
    ("changed_columns",),
    ("flipped_bits", "40"),
    ("index_flips", "--flips", "60"),
    ("crafted_libraries", "--mutated", "40", "--browser", "20"),
    ("hostile_screen", "--articles", "20"),
    ("hostile_files", "--files", "1000"),
    ("linear_time", "--kilobytes", "100"),
    ("browser_soak", "--quotes", "5000", "--rounds", "40", "--resizes", "200"),
    ("search_endurance", "--kills", "8", "--corruptions", "30", "--queries", "3000"),
)
"""Names of benchmarks, and how much of each."""


def main() -> int:
    """Run and print; returns the exit code."""
    failed = 0
    for name, *size in SIZES:
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        began = time.monotonic()
        ran = subprocess.run(
            [sys.executable, _HERE / f"{name}.py", *size], capture_output=True, text=True, check=False
        )
        lines = (ran.stderr + ran.stdout).strip().splitlines() or [""]
        failed += bool(ran.returncode)
        print(
            f"{name}: {time.monotonic() - began:.0f} s, {'FAILED' if ran.returncode else 'well'}", flush=True
        )
        print(*(f"    {line}" for line in (lines if ran.returncode else lines[-1:])), sep="\n", flush=True)
    print(f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
