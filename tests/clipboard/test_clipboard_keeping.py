"""The last copy is kept on disk."""

from pathlib import Path

import pytest
from clip_tools import PAYLOADS

from quotebrowser.clipboard import keep_last, last


@pytest.mark.parametrize("text", ["", *PAYLOADS.values(), "half a character \ud800"])
def test_the_last_copy_is_kept_exactly(text: str, tmp_path: Path) -> None:
    keep_last("an earlier one", tmp_path / "state")
    keep_last(text, tmp_path / "state")
    assert last(tmp_path / "state") == text


def test_before_the_first_copy_there_is_none(tmp_path: Path) -> None:
    assert last(tmp_path / "state") is None


def test_the_file_is_its_owners_alone_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = keep_last("words", tmp_path / "deep" / "state")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_a_directory_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(OSError, match="state"):
        keep_last("words", tmp_path / "state")


def test_a_file_that_cannot_be_replaced_leaves_no_part(tmp_path: Path) -> None:
    (tmp_path / "last-copy.txt").mkdir()
    with pytest.raises(OSError, match="last-copy"):
        keep_last("words", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["last-copy.txt"]
