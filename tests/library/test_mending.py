"""What is damaged is mended from a copy, row by row, and nothing else is changed."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import changed_columns
import pytest

from quotebrowser.library import Library
from quotebrowser.library.upkeep import backing_up, level

DERIVED = ("passage", "fingerprint", "link", "utterance", "change", "state", "guard", "sqlite_sequence")


@pytest.fixture(scope="module")
def backed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with rows in every table and a copy of it, changed by the user since."""
    scratch = tmp_path_factory.mktemp("backed")
    changed_columns.fill(scratch / "library", scratch)
    with closing(Library.open(scratch / "library")) as library:
        backing_up.backup(library)
        article = library.store.articles.ids()[-1]
        library.store.corrections.set_fact(article, "title", "Since the copy")
    return scratch / "library"


def rows(library: Path) -> dict[str, object]:
    """All that is not derived, and how the rest is grouped."""
    with closing(sqlite3.connect(library / "library.db")) as read:
        tables = [name for (name,) in read.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = {
            name: sorted(read.execute(f"SELECT * FROM {name}"), key=str)
            for name in tables
            if name not in DERIVED
        }
        kept["meta"] = [row for row in kept["meta"] if row[0] != "library"]
        groups = read.execute("SELECT p.uid, u.* FROM passage p JOIN utterance u ON u.id = p.utterance")
        return {**kept, "groups": sorted(groups)}


def damaged(library: Path, target: Path, table: str, what: str) -> Path:
    shutil.copytree(library, target)
    assert changed_columns.change(target / "library.db", table, what)
    return target


ONES = [
    ("article", "text"), ("article", "removed"), ("article", "digest"), ("fact", "value"),
    ("caption", "start"), ("quote", "speaker_name"), ("quote", "uid"), ("quote", "place"),
    ("span", "text"), ("span", "start"),
    ("passage", "fingerprints"), ("fingerprint", "value"), ("link", "tier"), ("utterance", "level"),
    ("change", "uid"), ("state", "token"),
    ("fact_correction", "value"), ("speaker_correction", "name"), ("alias", "target"),
    ("mark", "name"), ("outcome", "reason"), ("meta", "value"), ("guard", "digest"), ("authored", "author"),
]  # fmt: skip
LESS = [(table, changed_columns.LESS) for table in dict.fromkeys(table for table, _ in ONES)]


@pytest.mark.parametrize(("table", "what"), ONES + LESS)
def test_what_a_copy_holds_is_mended(backed: Path, tmp_path: Path, table: str, what: str) -> None:
    before = rows(backed)
    target = damaged(backed, tmp_path / "library", table, what)
    with closing(Library.open(target)) as library:
        done, left = level.mend(library)
        assert left == ()
        assert len(done) > 1
        assert library.store.check() == ()
    assert rows(target) == before


def test_a_sound_library_is_left_alone(backed: Path, tmp_path: Path) -> None:
    target = shutil.copytree(backed, tmp_path / "library")
    before = sorted(path.name for path in target.glob("backup/*"))
    with closing(Library.open(target)) as library:
        assert level.mend(library) == ((), ())
    assert sorted(path.name for path in target.glob("backup/*")) == before


LEFT = [
    # what no copy can mend
    ("a row that was changed since the copy", "UPDATE fact_correction SET value = 'x' WHERE key = 'title'"),
    ("a row that is gone since the copy", "DELETE FROM fact_correction WHERE key = 'title'"),
    ("a row that somebody put in", "INSERT INTO alias VALUES ('a', 'b', 'B')"),
    ("a guard of nothing", "INSERT INTO guard VALUES ('nothing', 1, 1)"),
]


@pytest.mark.parametrize("statement", [row[1] for row in LEFT], ids=[row[0] for row in LEFT])
def test_what_no_copy_holds_is_left_and_said_and_the_rest_is_mended(
    backed: Path, tmp_path: Path, statement: str
) -> None:
    target = shutil.copytree(backed, tmp_path / "library")
    alter(target, statement)
    before = rows(target)
    alter(target, "UPDATE mark SET name = 'altered' WHERE no = 1")
    damaged_file = (target / "library.db").read_bytes()
    with closing(Library.open(target)) as library:
        done, left = level.mend(library)
        assert len(left) == 1
        assert [thing.partition(", from")[0] for thing in done[:-1]] == ["row 1 of mark"]
        assert done[-1].startswith("the library as it was is kept as ")
        assert len(level.check(library)) == 1
    assert Path(done[-1].partition(" kept as ")[2]).read_bytes() == damaged_file
    assert rows(target) == before


@pytest.mark.parametrize(("table", "what"), [("change", "uid"), ("state", "token"), ("utterance", "level")])
def test_what_is_made_again_hides_nothing_that_is_left(
    backed: Path, tmp_path: Path, table: str, what: str
) -> None:
    target = damaged(backed, tmp_path / "library", table, what)
    alter(target, LEFT[0][1])
    with closing(Library.open(target)) as library:
        (left,) = level.mend(library)[1]
        assert "fact_correction" in str(left)
        assert level.check(library) == (left,)


def test_without_a_copy_the_groups_are_made_again_and_the_rest_is_said(backed: Path, tmp_path: Path) -> None:
    target = shutil.copytree(backed, tmp_path / "library", ignore=shutil.ignore_patterns("backup"))
    before = rows(target)
    alter(target, "UPDATE utterance SET witnesses = 9")
    with closing(Library.open(target)) as library:
        assert level.mend(library)[1] == ()
    assert rows(target) == before
    alter(target, "UPDATE mark SET name = 'altered' WHERE no = 1")
    with closing(Library.open(target)) as library:
        (left,) = level.mend(library)[1]
        assert str(left) == "Row 1 of mark differs from what was stored"


def test_a_damaged_copy_is_passed_over_for_an_older_one(backed: Path, tmp_path: Path) -> None:
    target = shutil.copytree(backed, tmp_path / "library")
    before = rows(target)
    (copy,) = target.glob("backup/*.db")
    newest = Path(shutil.copyfile(copy, copy.with_name("newest.db")))
    newest.write_bytes(newest.read_bytes().replace(b"chapter 2", b"chapter 3"))
    alter(target, "UPDATE mark SET name = 'chapter 3'")
    with closing(Library.open(target)) as library:
        done, left = level.mend(library)
    assert left == ()
    assert all(copy.name in thing for thing in done[:-1])
    assert rows(target) == before


def test_an_index_of_sqlite_that_lacks_a_row_is_made_again(backed: Path, tmp_path: Path) -> None:
    target = shutil.copytree(backed, tmp_path / "library")
    before = rows(target)
    with closing(sqlite3.connect(target / "library.db")) as other, other:
        text = other.execute("SELECT sql FROM sqlite_master WHERE name = 'mark_name'").fetchone()[0]
        other.execute("PRAGMA writable_schema = ON")
        other.execute("UPDATE sqlite_master SET sql = sql || ' WHERE no > 1' WHERE name = 'mark_name'")
    with closing(sqlite3.connect(target / "library.db")) as other, other:
        other.execute("REINDEX mark_name")
        other.execute("PRAGMA writable_schema = ON")
        other.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'mark_name'", (text,))
    with closing(Library.open(target)) as library:
        assert level.check(library)
        assert level.mend(library)[1] == ()
    assert rows(target) == before


def alter(library: Path, statement: str) -> None:
    with closing(sqlite3.connect(library / "library.db")) as other, other:
        assert other.execute(statement).rowcount


def test_a_try_says_what_would_be_mended_and_changes_nothing(backed: Path, tmp_path: Path) -> None:
    target = damaged(backed, tmp_path / "library", "fact", "value")
    before = rows(target)
    with closing(Library.open(target)) as library:
        tried = library.store.mend(only_try=True)
        assert (tried.kept, tried.derived) == (None, False)
        assert len(tried.rows) >= 1
        assert library.store.check() != ()
    assert rows(target) == before
