"""A library is restored in place: whoever has it open sees it, and whoever ends it loses nothing."""

import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from store_material import TEXT, article, passages, two_quotes

from quotebrowser.errors import LibraryError
from quotebrowser.model import Article
from quotebrowser.store import Store, place
from quotebrowser.store.restoring import restore
from quotebrowser.store.sqlite.schema import STEPS

ONE, TWO = article(), article("quay")


def add(store: Store, *articles: Article) -> None:
    for one in articles:
        found = two_quotes(one)
        store.articles.add(one, found, passages(one, found))


@pytest.fixture
def copied(store: Store, tmp_path: Path) -> Path:
    """A copy of a library with one article; the library then has two."""
    add(store, ONE)
    copy = store.backup(tmp_path / "copy.db")
    add(store, TWO)
    return copy


def test_a_program_that_has_the_library_open_sees_what_was_restored(store: Store, copied: Path) -> None:
    before = store.state()
    kept = restore(store.directory, copied)
    assert store.articles.ids() == (ONE.id,)
    assert store.state() != before
    assert kept is not None
    restore(store.directory, kept)
    assert set(store.articles.ids()) == {ONE.id, TWO.id}


def test_what_is_added_after_a_restore_by_a_program_that_was_open_is_kept(store: Store, copied: Path) -> None:
    restore(store.directory, copied)
    add(store, TWO)
    store.close()
    with Store.open(store.directory) as again:
        assert set(again.articles.ids()) == {ONE.id, TWO.id}
        assert not again.check()


def test_a_reader_in_the_middle_of_a_reading_does_not_hold_it_up(store: Store, copied: Path) -> None:
    with Store.open(store.directory) as reader:
        reader._db.rows("BEGIN")
        assert len(reader.articles.ids()) == 2
        restore(store.directory, copied)
        assert len(reader.articles.ids()) == 2
        reader._db.rows("COMMIT")
        assert len(reader.articles.ids()) == 1


def test_what_another_library_has_in_its_log_alone_is_restored_too(store: Store, tmp_path: Path) -> None:
    add(store, ONE, TWO)
    assert (store.directory / "library.db-wal").stat().st_size
    restore(tmp_path / "another", store.directory / "library.db")
    with Store.open(tmp_path / "another") as another:
        assert set(another.articles.ids()) == {ONE.id, TWO.id}


def test_the_copy_stays_as_it_is(store: Store, copied: Path) -> None:
    before = copied.read_bytes()
    restore(store.directory, copied)
    assert copied.read_bytes() == before
    assert {path.name for path in copied.parent.iterdir()} == {"copy.db", "library"}


def test_an_older_copy_is_brought_to_the_present_version_on_the_way(store: Store, tmp_path: Path) -> None:
    from quotebrowser.store.sqlite.database import Database
    from quotebrowser.store.sqlite.schema import APPLICATION

    add(store, TWO)
    old = tmp_path / "old.db"
    old.touch()
    db = Database(old)
    with db.transaction(watched=False):
        db.run_script(STEPS[0])
        db.run(f"PRAGMA application_id = {APPLICATION}")
        db.run("PRAGMA user_version = 1")
    db.close()
    kept = restore(store.directory, old)
    assert store.articles.ids() == ()
    add(store, ONE)
    assert not store.check()
    assert list((store.directory / "backup").iterdir()) == [kept]


@pytest.mark.parametrize("damage", [b"", b"no database at all " * 300], ids=["empty", "not SQLite's"])
def test_a_damaged_library_is_replaced_and_kept_as_it_is(tmp_path: Path, store: Store, damage: bytes) -> None:
    add(store, ONE)
    copy = store.backup(tmp_path / "copy.db")
    store.close()
    (store.directory / "library.db").write_bytes(damage)
    kept = restore(store.directory, copy)
    assert (kept.read_bytes() if kept else b"") == damage
    with Store.open(store.directory) as again:
        assert again.articles.ids() == (ONE.id,)
        assert not again.check()


KILLED_AT = """
import os, sys
left = int(sys.argv[1])
def count(event, args):
    global left
    if event in {"os.rename", "os.remove", "open", "sqlite3.connect", "os.mkdir", "os.chmod"}:
        left -= 1
        if left == 0:
            os._exit(9)
from pathlib import Path
from quotebrowser.store import Store
from quotebrowser.store.restoring import restore
sys.addaudithook(count)
restore(Path(sys.argv[2]), Path(sys.argv[3]))
os._exit(0)
"""


def test_killed_at_any_moment_it_leaves_the_library_that_was_or_the_one_that_is(
    store: Store, copied: Path, tmp_path: Path
) -> None:
    store.close()
    before = (store.directory / "library.db").read_bytes()
    for moment in range(1, 200):
        home = tmp_path / "killed" / str(moment)
        home.mkdir(parents=True, mode=0o700)
        (home / "library.db").write_bytes(before)
        ended = subprocess.run(
            [sys.executable, "-c", KILLED_AT, str(moment), str(home), str(copied)], check=False, timeout=60
        )
        with Store.open(home, create=False) as left:
            assert set(left.articles.ids()) in ({ONE.id, TWO.id}, {ONE.id})
            assert not left.check()
        assert not list(home.glob(f".*{place._STAGED}"))
        if not ended.returncode:
            assert moment > 5
            return
        assert ended.returncode == 9
    pytest.fail("it never ended")


def test_what_a_killed_program_left_unfinished_is_swept_and_what_another_is_writing_is_not(
    store: Store,
) -> None:
    copies = store.directory / place.COPIES
    copies.mkdir()
    left = [store.directory / ".library.db.0.staged", copies / ".library-1.db.1.staged"]
    for path in left:
        path.write_text("words of an article")
    with place.staging(copies / "library-2.db") as writing, Store.open(store.directory):
        assert not any(path.exists() for path in left)
        assert writing.exists()
    assert not writing.exists()


def test_what_is_begun_while_others_sweep_is_never_swept(store: Store) -> None:
    """Between the making of a file and its lock a sweeper may come."""
    ended = threading.Event()

    def sweeping() -> None:
        while not ended.is_set():
            place.sweep(store.directory)

    sweepers = [threading.Thread(target=sweeping) for _ in range(3)]
    for sweeper in sweepers:
        sweeper.start()
    try:
        for _ in range(300):
            with place.staging(store.directory / "library.db") as aside:
                aside.write_bytes(b"words")
                place.sweep(store.directory)
                assert aside.read_bytes() == b"words"
    finally:
        ended.set()
        for sweeper in sweepers:
            sweeper.join()
    assert not list(store.directory.glob(f".*{place._STAGED}"))


def test_a_library_that_another_program_keeps_for_itself_is_not_waited_for_for_ever(
    store: Store, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotebrowser.store.sqlite.database.BUSY_SECONDS", 0.2)
    with Store.open(store.directory) as other, other.transaction():
        other.meta.set("being", "written")
        with pytest.raises(LibraryError, match="Another program is writing"):
            restore(store.directory, copied)
    assert len(store.articles.ids()) == 2


def test_what_is_added_while_a_copy_is_restored_is_in_the_library_or_in_the_copy_that_is_kept(
    store: Store, copied: Path, tmp_path: Path
) -> None:
    added, over = [ONE.id, TWO.id], threading.Event()

    def adding() -> None:
        while not over.is_set():
            one = article(f"harbour {len(added)}")
            add(store, one)
            added.append(one.id)
            time.sleep(0.005)

    writer = threading.Thread(target=adding)
    writer.start()
    try:
        kept = [restore(store.directory, copied) for _ in range(4)]
    finally:
        over.set()
        writer.join()
    found = set(store.articles.ids())
    for number, copy in enumerate(kept):
        assert copy is not None
        restore(tmp_path / str(number), copy)
        with Store.open(tmp_path / str(number)) as before:
            found.update(before.articles.ids())
    assert found == set(added)
    assert not store.check()


def test_who_asks_for_a_state_of_the_old_library_learns_that_it_is_another(
    store: Store, copied: Path
) -> None:
    before, state = store.identity, store.changes.state()
    restore(store.directory, copied)
    assert not store.changes.knows(state)
    assert store.identity != before


def test_a_reading_of_several_statements_finds_no_damage_where_the_library_is_restored_between_them(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store, ONE, TWO)
    with Store.open(tmp_path / "other") as other:
        add(other, article("pier"), article("port", f"On the quay: {TEXT}"), TWO)
        other.backup(tmp_path / "copy.db")
    uids = [quote.uid for quote in two_quotes(TWO)]
    rows = store._db.rows
    asked: list[str] = []

    def restored_between(statement: str, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        asked.append(statement)
        if len(asked) == 2:
            restore(store.directory, tmp_path / "copy.db")
        return rows(statement, parameters)

    monkeypatch.setattr(store._db, "rows", restored_between)
    assert [row.quote.uid for row in store.quotes.many(uids)] == uids
    assert store.damage == ()
