"""What bandit finds in the package, less what `.ci/accepted.toml` accepts: `python .ci/findings.py`.

Ends with 1 where there is a finding that nobody has accepted, or an acceptance that finds nothing.
"""

import json
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
ACCEPTED: Final = Path(__file__).with_name("accepted.toml")


def main() -> int:
    """Run bandit, compare, print."""
    # Exit code 1 says that there are findings; anything else that is not 0 left no report to read.
    ran = subprocess.run(
        [sys.executable, "-m", "bandit", "--quiet", "--recursive", "--format", "json", "quotebrowser"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    report = json.loads(ran.stdout)
    found = Counter((one["filename"], one["test_id"]) for one in report["results"])
    accepted: Counter[tuple[str, str]] = Counter()
    for row in tomllib.loads(ACCEPTED.read_text(encoding="utf-8"))["accepted"]:
        accepted[row["file"], row["test"]] = row.get("times", 1)
        if not row["why"]:
            print(f"{row['file']} {row['test']}: accepted without a reason")
            return 1
    new, gone = found - accepted, accepted - found
    for one in report["results"]:
        if (one["filename"], one["test_id"]) in new:
            print(f"{one['filename']}:{one['line_number']}: {one['test_id']} {one['issue_text']}")
    for file, test in gone:
        print(f"{file}: {test} is accepted and no longer found; take it out of {ACCEPTED.name}")
    for error in report["errors"]:
        print(error)
    print(f"bandit: {found.total()} findings, {(found & accepted).total()} accepted, {new.total()} new")
    return 1 if new or gone or report["errors"] else 0


if __name__ == "__main__":
    sys.exit(main())
