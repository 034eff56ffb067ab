"""What the run installs: locked by hashes, from no named index, within the ranges of `pyproject.toml`."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / ".ci" / "locked.txt").read_text(encoding="utf-8")
LOCKED = {
    re.sub(r"[-_.]+", "-", name).lower(): (version, re.findall(r"sha256:[0-9a-f]{64}", hashes))
    for name, version, hashes in re.findall(r"^(\S+)==(\S+)((?: \\\n +--hash=\S+)*)", LOCK, re.MULTILINE)
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ASKED = [
    *PROJECT["build-system"]["requires"],
    *PROJECT["project"]["dependencies"],
    *PROJECT["project"]["optional-dependencies"]["test"],
    *PROJECT["project"]["optional-dependencies"]["dev"],
]


@pytest.mark.parametrize("asked", ASKED)
def test_what_the_project_asks_for_is_locked_at_a_version_it_allows(asked: str) -> None:
    wanted = Requirement(asked)
    version, hashes = LOCKED[re.sub(r"[-_.]+", "-", wanted.name).lower()]
    assert wanted.specifier.contains(version)
    assert hashes


def test_every_line_of_the_lock_is_a_version_with_its_hashes() -> None:
    for line in LOCK.splitlines():
        assert re.fullmatch(r"\S+==\S+ \\| {4}--hash=sha256:[0-9a-f]{64}(?: \\)?", line), line


@pytest.mark.parametrize("name", [".ci/run", ".ci/locked.txt", "pyproject.toml"])
def test_no_index_is_named(name: str) -> None:
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def test_every_acceptance_of_a_finding_has_a_reason() -> None:
    accepted = tomllib.loads((ROOT / ".ci" / "accepted.toml").read_text(encoding="utf-8"))["accepted"]
    assert all((ROOT / one["file"]).exists() and one["why"] for one in accepted)
