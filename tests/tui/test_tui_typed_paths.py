"""Paths are completed as a shell does: what can be read first, folders with a slash."""

from pathlib import Path

import pytest

from quotebrowser.tui.widgets.typed_paths import completed

NAMES = ("News Today/", "news/", "newer.txt", "photo.png", "clip.mp4", ".hidden/", ".secret.txt", "ünï.html")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder, in which the program stands."""
    for name in NAMES:
        path = tmp_path / name
        if name.endswith("/"):
            path.mkdir()
        else:
            path.touch()
    (tmp_path / "news" / "a file.pdf").touch()
    (tmp_path / "news" / "b.pdf").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "names", "common"),
    [
        ("", ["newer.txt", "News Today/", "news/", "ünï.html"], ""),
        ("n", ["newer.txt", "news/"], "new"),
        ("new", ["newer.txt", "news/"], "new"),
        ("N", ["News Today/"], "News Today/"),
        ("NEWS ", ["News Today/"], "News Today/"),
        ("news", ["news/"], "news/"),
        ("news/", ["a file.pdf", "b.pdf"], "news/"),
        ("news/a", ["a file.pdf"], "news/a file.pdf"),
        ("ph", ["photo.png"], "photo.png"),
        (".", [".hidden/", ".secret.txt"], "."),
        ("~", ["~/"], "~/"),
        ("~/news/b", ["b.pdf"], "~/news/b.pdf"),
        ("{home}/ü", ["ünï.html"], "{home}/ünï.html"),
        ("nowhere/", [], "nowhere/"),
        ("\0", [], "\0"),
        ("~nobody-of-that-name/x", [], "~nobody-of-that-name/x"),
    ],
)
def test_a_path_is_completed(home: Path, typed: str, names: list[str], common: str) -> None:
    found = completed(typed.format(home=home), (".txt", ".pdf", ".html"))
    assert [match.name for match in found.matches] == names
    assert found.common == common.format(home=home)
    assert all(found.common.startswith(typed) or match.path.casefold().startswith(typed.casefold().format(
        home=home)) for match in found.matches)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "paths"),
    [
        ("news", ["news"]),
        (" news/ ", ["news"]),
        ("news/a file.pdf", ["news/a file.pdf"]),
        ("~/news", ["{home}/news"]),
        ("'news/a file.pdf' news/b.pdf", ["news/a file.pdf", "news/b.pdf"]),
        (r"news/a\ file.pdf", ["news/a file.pdf"]),
        ("file://{home}/news/a%20file.pdf", ["{home}/news/a file.pdf"]),
        ("news nowhere", []),
        ("'news", []),
        ("", []),
        ("  ", []),
        ("a\0b", []),
    ],
)
def test_what_is_there_is_meant(home: Path, typed: str, paths: list[str]) -> None:
    found = completed(typed.format(home=home))
    assert found.paths == tuple(path.format(home=home) for path in paths)
