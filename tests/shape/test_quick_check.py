"""The quick check is there and runs what it promises."""

import os
from pathlib import Path

QUICK = Path(__file__).resolve().parents[2] / ".ci" / "quick"


def test_the_quick_check_can_be_run() -> None:
    assert os.access(QUICK, os.X_OK)


def test_the_quick_check_runs_every_check_that_takes_seconds() -> None:
    source = QUICK.read_text(encoding="utf-8")
    for command in (
        "ruff check .",
        "ruff format --check .",
        "mypy",
        "lint-imports",
        "pytest -q -n0 tests/shape",
    ):
        assert command in source
