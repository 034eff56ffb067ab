"""Bad input: one clear sentence, exit 2, nothing lost."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from quotebrowser.library import Library

Run = Callable[..., Any]


@pytest.fixture
def library(own_seeds: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(own_seeds))
    return own_seeds


def _one_sentence(err: str) -> None:
    assert err.strip()
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) <= 5


def test_a_missing_file_is_refused_by_name(run: Run, library: Path, tmp_path: Path) -> None:
    result = run("add", tmp_path / "nowhere.txt")
    assert result.code == 2
    assert "nowhere.txt" in result.err
    _one_sentence(result.err)
    assert run("info", "--json").rows[0]["articles"] == 5


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("binary.bin", bytes(range(256)) * 40),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 200),
        ("blank.txt", b" \n\t\n"),
    ],
)
def test_a_file_that_is_no_article_is_rejected_with_a_reason(
    run: Run, library: Path, tmp_path: Path, name: str, data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    result = run("add", path)
    assert result.code == 2
    assert name in result.err
    _one_sentence(result.err)


def test_a_directory_without_articles_is_an_error(run: Run, library: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    result = run("add", tmp_path / "nothing")
    assert result.code == 2
    _one_sentence(result.err)


def test_one_bad_file_among_good_ones_does_not_stop_the_rest(
    run: Run, tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run("add", tmp_path / "gone.txt", seeds, "--library", tmp_path / "new", "--json")
    assert result.code == 0
    assert sorted(row["outcome"] for row in result.rows) == ["added"] * 5 + ["rejected"]


@pytest.mark.parametrize(
    "query",
    ["speaker:", "colour:red", "date:yesterday", "*blow", "kind:song", "word~9", "x" * 1001],
)
def test_a_query_that_means_nothing_points_at_its_character(run: Run, library: Path, query: str) -> None:
    result = run("search", query)
    assert result.code == 2
    assert "^" in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("command", ["show", "compare", "cite"])
def test_an_unknown_uid_is_an_error(run: Run, library: Path, command: str) -> None:
    result = run(command, "0123456789abcdef")
    assert result.code == 2
    assert "0123456789abcdef" in result.err
    _one_sentence(result.err)


def test_nothing_found_is_one_and_no_error(run: Run, library: Path) -> None:
    for command in ("search", "compare", "cite"):
        assert run(command, "zyzzyva").code == 1


@pytest.mark.parametrize(("state", "code"), [("empty", 1), ("missing", 2)])
def test_a_library_without_articles_names_add_and_demo(run: Run, state: str, code: int) -> None:
    if state == "empty":
        Library.open().close()
    for command in (["search", "x"], ["compare", "x"], ["cite", "x"], ["list", "articles"], ["verify", "x"]):
        result = run(*command)
        assert result.code == code
        assert "add" in result.err
        assert "demo" in result.err


def test_an_unknown_style_names_the_nearest(run: Run, library: Path) -> None:
    result = run("cite", "big blow", "--style", "chicago-note")
    assert result.code == 2
    assert "chicago-notes" in result.err


def test_an_address_is_refused_without_opening_it(run: Run, library: Path) -> None:
    result = run("add", "https://www.example.org/article")
    assert result.code == 2
    assert "nothing is fetched unless you ask for it" in result.err


@pytest.mark.parametrize("pair", ["text", "colour=x", "text="])
def test_a_map_that_names_no_field_is_refused(run: Run, library: Path, seeds: Path, pair: str) -> None:
    result = run("add", seeds, "--map", pair)
    assert result.code == 2
    assert "FACT=FIELD" in result.err


def test_without_its_extra_a_cluster_cannot_be_used(
    run: Run, library: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    result = run("add", seeds, "--engine", "ray")
    assert result.code == 2
    assert "pip install 'quotebrowser[cluster]'" in result.err


@pytest.mark.parametrize("option", ["--address", "--checkpoints"])
def test_an_option_of_a_cluster_is_refused_without_one(run: Run, library: Path, option: str) -> None:
    result = run("add", "x", option, "y")
    assert result.code == 2
    assert "--engine ray" in result.err


def test_records_are_read_by_the_fields_that_are_named(run: Run, library: Path, tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_text('{"content": "“It is over for good,” said Ann Lee.", "paper": "Example Herald"}\n')
    result = run("add", path, "--map", "text=content", "--map", "outlet=paper", "--json")
    assert [row["outcome"] for row in result.rows] == ["added"]
    assert result.rows[0]["facts"]["outlet"]["value"] == "Example Herald"


def test_a_wrong_date_on_the_command_line_is_refused(run: Run, library: Path, seeds: Path) -> None:
    result = run("add", seeds, "--date", "January")
    assert result.code == 2
    assert "2025-01-09" in result.err


def test_a_library_that_is_a_file_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("x")
    result = run("search", "x", "--library", path)
    assert result.code == 2
    _one_sentence(result.err)


def test_a_damaged_library_says_so(run: Run, library: Path) -> None:
    (library / "library.db").write_bytes(b"not a library at all" * 100)
    for name in ("library.db-wal", "library.db-shm"):
        (library / name).unlink(missing_ok=True)
    result = run("search", "big blow")
    assert result.code == 2
    _one_sentence(result.err)


def test_settings_that_are_not_understood_are_named(run: Run, library: Path) -> None:
    Path(os.environ["QUOTEBROWSER_CONFIG"]).write_text('them = "dark"\n', encoding="utf-8")
    result = run("search", "big blow")
    assert result.code == 2
    assert "theme" in result.err
    _one_sentence(result.err)


def test_the_browser_needs_a_terminal(run: Run, library: Path) -> None:
    result = run()
    assert result.code == 2
    assert "terminal" in result.err


def test_a_broken_pipe_is_success(library: Path) -> None:
    reader = (
        "import subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-m', 'quotebrowser', 'export', '--format', 'jsonl'],"
        " stdout=subprocess.PIPE, stderr=subprocess.PIPE)\n"
        "child.stdout.readline(); child.stdout.close()\n"
        "print(child.stderr.read().decode()); sys.exit(child.wait())"
    )
    done = subprocess.run([sys.executable, "-c", reader], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "Traceback" not in done.stdout


_AS_NOBODY = """
import contextlib, io, os, sys
from quotebrowser.cli import main

# Everything is loaded while root can still read it: Python itself may lie in root's own home.
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    warm = (["add", sys.argv[2]], ["search", "nothing"], ["search", "big blow"], ["extract", sys.argv[3]])
    for command in warm:
        main([*command, *(["--library", sys.argv[1]] if command[0] != "extract" else [])])
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
sys.exit(main(sys.argv[4:]))
"""

needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only root can run a command as another user: run the tests as root (sudo)",
)


def _as_nobody(library: Path, seeds: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user who is not root, and who owns a cache and nothing else."""
    places = library.parent / "nobody"
    for name in ("cache", "state"):
        (places / name).mkdir(parents=True, exist_ok=True)
        (places / name).chmod(0o777)
    places.chmod(0o755)
    environment = os.environ | {
        "QUOTEBROWSER_LIBRARY": str(library),
        "QUOTEBROWSER_CACHE": str(places / "cache"),
        "QUOTEBROWSER_STATE": str(places / "state"),
        "QUOTEBROWSER_CONFIG": str(places / "config.toml"),
        "HOME": str(places),
    }
    script = [_AS_NOBODY, str(places / "warm"), str(seeds), str(seeds / "003_8df294ec2e242fb0.txt")]
    return subprocess.run(
        [sys.executable, "-c", *script, *arguments],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip


@pytest.fixture
def open_directory() -> Iterator[Path]:
    """A directory that every user can pass through; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory(prefix="quotebrowser-test-") as name:
        directory = Path(name)
        directory.chmod(0o755)
        yield directory


@pytest.fixture
def others_library(own_seeds: Path, open_directory: Path) -> Path:
    """A library of root that others may read and not write."""
    library = open_directory / "library"
    shutil.copytree(own_seeds, library)
    for path in (library, *library.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return library


@needs_root
def test_a_read_only_library_is_searched_and_not_written(others_library: Path, seeds: Path) -> None:
    before = (others_library / "library.db").read_bytes()
    found = _as_nobody(others_library, seeds, "search", "big blow", "--json")
    assert found.returncode == 0, found.stderr
    assert len(found.stdout.splitlines()) >= 4
    refused = _as_nobody(others_library, seeds, "add", str(seeds))
    assert refused.returncode == 2
    assert "read-only" in refused.stderr
    _one_sentence(refused.stderr)
    assert (others_library / "library.db").read_bytes() == before


@needs_root
def test_an_unreadable_file_is_rejected(open_directory: Path, seeds: Path) -> None:
    secret = open_directory / "secret.txt"
    secret.write_text("“Nobody may read this,” she said.")
    secret.chmod(0o600)
    home = open_directory / "library"
    home.mkdir()
    home.chmod(0o777)
    refused = _as_nobody(home, seeds, "add", str(secret))
    assert refused.returncode == 2
    assert "secret.txt" in refused.stderr
    _one_sentence(refused.stderr)
