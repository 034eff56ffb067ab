"""A library that somebody else made is hostile input: it is refused, or its damaged rows are named.

Whatever the library, no command ends in a traceback, touches a file outside it, or prints what acts on a
terminal. More of them are tried by tests/benchmarks/crafted_libraries.py.
"""

import contextlib
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import crafted_library as crafted
import pytest
from cli_runner import Run

from quotebrowser.library import Library, originals
from quotebrowser.library.changing import purge_articles
from quotebrowser.store import Store
from quotebrowser.store.sqlite import database

ARTICLE = "“Good day to you all here in the harbour,” said Ann Berg on Monday."


@pytest.fixture
def library(own_seeds: Path) -> Path:
    return own_seeds


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[Path]:
    with crafted.outside(tmp_path) as path:
        yield path


def _run_all(run: Run, library: Path, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(ARTICLE)
    for command in crafted.COMMANDS:
        ran = run(*crafted.filled(command, tmp_path / "new.txt", library))
        assert crafted.faults(ran.code, ran.out, ran.err) == [], (command, ran)


@pytest.mark.parametrize("name", crafted.SCHEMAS)
def test_tables_that_are_not_our_own_are_refused(
    name: str, run: Run, library: Path, victim: Path, tmp_path: Path
) -> None:
    crafted.alter(library, crafted.SCHEMAS[name])
    before = (library / "library.db").read_bytes()
    (tmp_path / "new.txt").write_text(ARTICLE)
    for command in crafted.COMMANDS:
        ran = run(*crafted.filled(command, tmp_path / "new.txt", library))
        assert crafted.faults(ran.code, ran.out, ran.err) == []
        assert (ran.code, ran.out) == (2, "")
    assert run("restore", library / "library.db", "--library", tmp_path / "other").code == 2
    assert not (tmp_path / "other" / "library.db").exists()
    assert (library / "library.db").read_bytes() == before
    assert not (library / "backup").exists()


@pytest.mark.parametrize("name", crafted.ROWS)
def test_rows_that_are_never_written_are_left_out_and_named(
    name: str, run: Run, library: Path, victim: Path, tmp_path: Path
) -> None:
    crafted.alter(library, crafted.ROWS[name].replace("{victim}", str(victim)))
    _run_all(run, library, tmp_path)


@pytest.mark.parametrize("name", crafted.FILES)
def test_files_that_lead_elsewhere_are_not_followed(
    name: str, run: Run, library: Path, victim: Path, tmp_path: Path
) -> None:
    crafted.FILES[name](library, victim)
    _run_all(run, library, tmp_path)


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_a_library_changed_at_random_is_refused_or_its_damage_named(
    first: int, run: Run, read_seeds: Path, victim: Path, tmp_path: Path
) -> None:
    for seed in range(first, first + 10):
        library = crafted.copied(read_seeds, tmp_path / f"library{seed}")
        crafted.mutated(library, seed)
        _run_all(run, library, tmp_path)


NAMED = [
    # what is done, and the row that is named
    ("a span that is a word", "Row 1 of quote"),
    ("an origin that is no UTF-8", "Row 2 of article"),
    ("a fact from nowhere", "Row 1 of fact"),
    ("quotes of another kind", "Row 1 of quote"),
    ("a hundred thousand spans", "Row 1 of quote"),
]


@pytest.mark.parametrize(("name", "row"), NAMED, ids=[row[0] for row in NAMED])
def test_a_damaged_row_takes_no_other_away_and_doctor_names_it(
    name: str, row: str, run: Run, library: Path
) -> None:
    whole = run("export", "--format", "jsonl", "--library", library).rows
    crafted.alter(library, crafted.ROWS[name])
    listed = run("list", "articles", "--json", "--library", library)
    exported = run("export", "--format", "jsonl", "--library", library)
    assert len(listed.rows) >= 4
    assert len(whole) - 12 < len(exported.rows) <= len(whole)
    assert f"! {row} in the library is damaged; it was left out" in listed.err + exported.err
    checked = run("doctor", "--library", library)
    assert checked.code == 1
    assert row.split(" of ")[1] in checked.out


@pytest.mark.parametrize("name", [name for name in crafted.ROWS if "terminal" in name])
def test_on_a_terminal_nothing_acts_but_our_own_colours(name: str, library: Path) -> None:
    crafted.alter(library, crafted.ROWS[name])
    for command in (("search", ""), ("list", "files"), ("compare", "blow"), ("doctor",)):
        ours, theirs = os.openpty()
        words = [sys.executable, "-m", "quotebrowser", *command, "--library", str(library)]
        with subprocess.Popen(words, stdout=theirs, stderr=theirs, stdin=theirs) as running:
            os.close(theirs)
            printed = b""
            with contextlib.suppress(OSError):  # Linux says so when the other end is closed
                while some := os.read(ours, 65536):
                    printed += some
            os.close(ours)
        assert running.returncode in (0, 1, 2)
        text = re.sub("\x1b\\[[0-9;?]*[A-Za-z]", "", printed.decode("utf-8", "replace")).replace("\r", "")
        assert crafted.faults(0, text, "") == [], command


def test_purge_deletes_no_file_that_a_library_names(library: Path, victim: Path) -> None:
    opened = Library.open(library)
    kept = originals.keep(opened, b"a fetched page")
    for name in (str(victim), "../../victim/kept.txt", "", ".", "..", "a" * 64, kept.name.upper()):
        originals.forget(opened, name)
    assert kept.read_bytes() == b"a fetched page"
    (library / "originals" / ("b" * 64)).symlink_to(victim)
    originals.forget(opened, "b" * 64)
    originals.forget(opened, kept.name)
    assert list((library / "originals").iterdir()) == []
    opened.close()


def test_a_fetched_page_is_not_written_through_a_link(library: Path, victim: Path) -> None:
    opened = Library.open(library)
    kept = originals.keep(opened, b"a fetched page")
    kept.unlink()
    kept.with_name(f"{kept.name}.part").symlink_to(victim)
    assert originals.keep(opened, b"a fetched page").read_bytes() == b"a fetched page"
    opened.close()


def test_the_copy_of_a_library_in_a_directory_of_any_name_is_said(run: Run, library: Path) -> None:
    place = library.parent / os.fsdecode(b"odd \xff\x1b[31m")
    place.mkdir()
    ran = run("backup", place / "copy.db", "--library", library)
    assert (ran.code, crafted.faults(ran.code, ran.out, ran.err)) == (0, [])
    assert (place / "copy.db").exists()


def test_the_limits_of_a_connection_are_set(library: Path) -> None:
    with Store.open(library) as store:
        connection = store._db._handle().connection
        assert connection.getlimit(sqlite3.SQLITE_LIMIT_ATTACHED) == 1
        assert (
            connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH)
            == dict(database._LIMITS)[sqlite3.SQLITE_LIMIT_LENGTH]
        )
        for pragma, value in {"trusted_schema": 0, "cell_size_check": 1, "writable_schema": 0}.items():
            assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)
        with pytest.raises(sqlite3.Error):
            connection.execute("SELECT load_extension('x')")


def test_articles_of_a_damaged_library_can_still_be_purged(library: Path) -> None:
    crafted.alter(library, crafted.ROWS["passages without fingerprints"])
    opened = Library.open(library)
    purge_articles.purge(opened, opened.store.articles.ids()[:1])
    assert len(opened.store.articles.ids()) == 4
    opened.close()
