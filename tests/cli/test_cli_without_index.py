"""The command line while the index is missing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runner import Ran

from quotebrowser.library.finding import sources


def test_a_command_without_an_index_builds_it_says_so_in_a_line_and_answers(
    run: Callable[..., Ran], read_seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "library"
    shutil.copytree(read_seeds, library)
    with_index = run("search", "big blow", "--json", "--library", library)
    assert with_index.err == ""
    for at_once, lines in ((sources.AT_ONCE, 0), (0, 1)):
        monkeypatch.setattr(sources, "AT_ONCE", at_once)
        for words in (
            ("search", "big blow", "--json"),
            ("cite", "big blow"),
            ("verify", "we took a very big blow"),
        ):
            shutil.rmtree(library / "index")
            ran = run(*words, "--library", library)
            assert (ran.code, ran.err.count("Building the index\n")) == (0, lines)
            if words[0] == "search":
                assert [row["uid"] for row in ran.rows] == [row["uid"] for row in with_index.rows]
        assert run("search", "big blow", "--json", "--library", library).err == ""
