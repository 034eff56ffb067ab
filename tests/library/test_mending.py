"""What is damaged is mended from a copy, row by row, and nothing else is changed."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import changed_columns
import pytest

from quotebrowser.library import Library
from quotebrowser.library.upkeep import level

DERIVED = ("passage", "fingerprint", "link", "utterance", "change", "guard", "sqlite_sequence")


@pytest.fixture(scope="module")
def backed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with rows in every table and a copy of it, changed by the user since."""
    scratch = tmp_path_factory.mktemp("backed")
    changed_columns.fill(scratch / "library", scratch)
    with closing(Library.open(scratch / "library")) as library:
        level.backup(library)
        article = library.store.articles.ids()[0]
        library.store.corrections.set_fact(article, "title", "Since the copy")
        library.store.meta.set("since", "the copy")
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
        groups = read.execute("SELECT p.uid, u.* FROM passage p JOIN utterance u ON u.id = p.utterance")
        return {**kept, "groups": sorted(groups)}


def damaged(library: Path, target: Path, table: str, what: str) -> Path:
    shutil.copytree(library, target)
    assert changed_columns.change(target / "library.db", table, what)
    return target


ONES = [
    ("article", "text"), ("article", "removed"), ("article", "digest"), ("fact", "value"), ("caption", "start"),
    ("quote", "speaker_name"), ("quote", "uid"), ("quote", "place"), ("span", "text"), ("span", "start"),
    ("passage", "fingerprints"), ("fingerprint", "value"), ("link", "tier"), ("utterance", "level"),
    ("change", "uid"), ("fact_correction", "value"), ("speaker_correction", "name"), ("alias", "target"),
    ("mark", "name"), ("outcome", "reason"), ("meta", "value"), ("guard", "digest"),
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
