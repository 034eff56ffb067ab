"""Malformed and hostile files through the processes that read: as many outcomes as files, whatever they do.

The whole collection is that of `tests/benchmarks/hostile_files.py`; here it is a tenth of a thousandth of it
for damage, and once everything that is quick to make.
"""

import importlib.util
import os
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest

from quotebrowser.ingest import Given
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files, pool
from quotebrowser.library.adding.lane import TOO_SLOW
from quotebrowser.library.showing import file_views

TESTS = Path(__file__).resolve().parents[1]
SLOW = (
    *(
        "gzip bomb",
        "zip bomb",
        "zip of nothing",
        "document bomb",
        "wide JSON",
        "long table",
        "PDF bomb",
        "marks",
    ),
    *("one long word", "wide table", "header without end", "said without end", "front matter", "one line"),
    *("capitals without end", "names without end", "single marks", "deep mail", "open quote in a table"),
)


@pytest.fixture(scope="module")
def hostile() -> ModuleType:
    """The benchmark, as a module."""
    spec = importlib.util.spec_from_file_location("hostile_files", TESTS / "benchmarks" / "hostile_files.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["hostile_files"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(os.name != "posix", reason="pipes and links are a matter of POSIX: run on Linux or macOS")
def test_every_bad_file_has_an_outcome_and_none_takes_long(tmp_path: Path, hostile: ModuleType) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    dice = random.Random(7)
    for at in range(120):
        (folder / f"damaged-{at:03}").write_bytes(hostile.damaged(dice))
    for name, make in hostile.HOSTILE:
        if name not in SLOW:
            (folder / f"hostile-{name}").write_bytes(make())
    for at in range(6):
        hostile.odd(folder / f"odd-{at}", at)
    files = sorted(folder.iterdir())
    library = Library.open(tmp_path / "library")
    with pool.Workers(library.directory, Given(), 2, seconds=2.0) as reader:
        told = list(add_files.store_all(library, files, reader.read))
    assert {one.path.partition(": ")[0] for one in told} == set(map(str, files))
    assert {one.path for one in file_views.files(library)} == {one.path for one in told}
    for one in told:
        assert bool(one.reason) or one.outcome != "rejected"
        assert "went wrong in quotebrowser" not in one.reason
        assert "crashed" not in one.reason
    rejected = {Path(one.path).name: one.reason for one in told if one.outcome == "rejected"}
    assert rejected["hostile-many tags"] == TOO_SLOW
    assert {f"odd-{at}" for at in range(6)} <= set(rejected)
    assert library.store.check() == ()
    library.close()
