"""Export by key: what is written where, how far it is, and that nothing half done stays."""

from pathlib import Path

import pytest

from quotebrowser.tui.widgets.path_box import completed, path_of

COMPLETED = [
    # what stands in the box, what then stands there, between what there is a choice
    ("", "", ("articles/", "draft.md", "drafts/", "Notes.txt")),
    ("a", "articles/", ()),
    ("dr", "draft", ("draft.md", "drafts/")),
    ("drafts", "drafts/", ()),
    ("drafts/", "drafts/o n.txt", ()),
    ("no", "Notes.txt", ()),
    (".", ".hid", (".hidden", ".hideous")),
    ("nothing", "nothing", ()),
    ("nowhere/x", "nowhere/x", ()),
    ("~", "~/", ()),
    ("~/dr", "~/draft", ("draft.md", "drafts/")),
    ("~nobody.here/x", "~nobody.here/x", ()),
]


@pytest.mark.parametrize(("typed", "stands", "names"), COMPLETED)
def test_a_path_is_completed_as_far_as_there_is_no_choice(
    typed: str, stands: str, names: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("articles/a", "drafts/o n.txt", "draft.md", "Notes.txt", ".hidden", ".hideous", "\x1b[2J"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert completed(typed) == (stands, tuple(sorted(names)))


def test_a_home_is_put_in_full_and_nothing_is_no_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    assert path_of(" ~/a b.csv ") == Path("/home/ann/a b.csv")
    assert path_of(" ") is path_of("~nobody.here/x") is None
