"""The command line while the index is missing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runner import Ran

from quotebrowser.library.finding import sources


def test_a_search_without_an_index_is_answered_by_the_store_at_once_where_to_make_one_takes_long(
    run: Callable[..., Ran], read_seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "library"
    shutil.copytree(read_seeds, library)
    with_index = run("search", "big blow", "--json", "--library", library)
    shutil.rmtree(library / "index")
    monkeypatch.setattr(sources, "AT_ONCE", 0)
    without = run("search", "big blow", "--json", "--library", library)
    uids = [row["uid"] for row in with_index.rows]
    assert with_index.err == ""
    assert (without.code, [row["uid"] for row in without.rows]) == (0, uids)
    assert without.err.count("\n") == 1
    assert "searched the library itself. quotebrowser rebuild mends it" in without.err
    assert run("verify", "we took a very big blow", "--library", library).code == 0
    assert run("rebuild", "--library", library).code == 0
    assert run("search", "big blow", "--json", "--library", library).err == ""
