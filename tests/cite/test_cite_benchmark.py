"""The benchmark of citations prints what its README says."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parent / "golden" / "citeproc.jsonl"


def test_the_benchmark_prints_two_strings_an_item_in_five_styles(tmp_path: Path) -> None:
    rows = [json.loads(row) for row in GOLDEN.read_text(encoding="utf-8").splitlines()][:8]
    items = tmp_path / "items.jsonl"
    items.write_text("".join(json.dumps(row["item"]) + "\n" for row in rows), encoding="utf-8")
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    printed = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "benchmarks" / "citations.py"), str(items)],
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout.decode("utf-8")
    found = [json.loads(line) for line in printed.splitlines()]
    assert len(found) == len(rows) * 10
    expected = {row["item"]["id"]: row["expected"] for row in rows}
    for row in found:
        assert row["text"] == expected[row["id"]][f"{row['style']} en-US"][row["kind"]]
