"""Opening: what is made, what is kept private, and what is refused with a sentence."""

import hashlib
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from store_material import article, two_quotes

from quotebrowser.errors import LibraryError
from quotebrowser.model import Page
from quotebrowser.store import Store, migrate, place
from quotebrowser.store.sqlite import database, schema, schema_guard
from quotebrowser.store.sqlite.packing import unpack_pages

posix = pytest.mark.skipif(
    os.name != "posix", reason="modes of files are a matter of POSIX: run on Linux or macOS"
)
as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only root can run a program as another user: run the tests as root (sudo)",
)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A library with one article, closed."""
    with Store.open(tmp_path / "filled") as store:
        store.articles.add(article(), two_quotes(article()))
    return tmp_path / "filled"


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o177])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def _modes(directory: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in (directory, *directory.rglob("*"))}


@posix
def test_all_that_is_made_is_private_whatever_the_umask(tmp_path: Path, umask: None) -> None:
    with Store.open(tmp_path / "library") as store:
        store.articles.add(article())
        store.backup()
        modes = _modes(tmp_path / "library")
    assert {"library.db-wal", "library.db-shm", "backup"} <= set(modes)
    assert {modes.pop("library"), modes.pop("backup")} == {0o700}
    assert set(modes.values()) == {0o600}


@posix
def test_what_became_open_to_others_is_closed_again(filled: Path) -> None:
    filled.chmod(0o755)
    (filled / "library.db").chmod(0o644)
    with Store.open(filled) as store:
        assert store.warnings == ()
    assert _modes(filled) == {"filled": 0o700, "library.db": 0o600}


@posix
def test_a_directory_with_other_things_is_not_closed(tmp_path: Path) -> None:
    (tmp_path / "novel.txt").write_text("It was a dark and stormy night.")
    tmp_path.chmod(0o755)
    Store.open(tmp_path).close()
    assert _modes(tmp_path)["library.db"] == 0o600
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


@posix
def test_a_directory_with_other_things_that_others_can_write_to_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "novel.txt").write_text("It was a dark and stormy night.")
    for mode, warned in ((0o777, True), (0o775, False), (0o755, False), (0o1777, False)):
        tmp_path.chmod(mode)
        with Store.open(tmp_path) as store:
            assert bool(store.warnings) == warned
            assert all("Others can write to" in warning for warning in store.warnings)
        assert stat.S_IMODE(tmp_path.stat().st_mode) == mode
    tmp_path.chmod(0o700)


REFUSED = [
    # name, bytes of library.db, what the sentence says
    ("no database", b"Nothing of the kind. " * 400, "damaged"),
    ("torn", None, "damaged|not a quotebrowser library"),
]


@pytest.mark.parametrize(("data", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_damaged_file_is_refused_and_left(filled: Path, data: bytes | None, said: str) -> None:
    file = filled / "library.db"
    data = file.read_bytes()[:100] + b"\xff" * 4000 if data is None else data
    file.write_bytes(data)
    with pytest.raises(LibraryError, match=said):
        Store.open(filled).articles.ids()
    assert file.read_bytes() == data


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "library.db") as other:
        other.execute("CREATE TABLE recipes (title)")
    other.close()
    with pytest.raises(LibraryError, match="not a quotebrowser library"):
        Store.open(tmp_path)


def test_a_newer_library_is_refused(filled: Path) -> None:
    with sqlite3.connect(filled / "library.db") as newer:
        newer.execute("PRAGMA user_version = 999")
    newer.close()
    with pytest.raises(LibraryError, match="newer version"):
        Store.open(filled)


def test_an_older_library_is_brought_up_with_a_copy_kept(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "STEPS", (*schema.STEPS, "CREATE TABLE later (no INTEGER PRIMARY KEY);\n"))
    monkeypatch.setattr(migrate, "VERSION", schema.VERSION + 1)
    with Store.open(filled) as store:
        assert store.articles.ids() == (article().id,)
        assert store._db.value("SELECT count(*) FROM later") == 0
    monkeypatch.undo()
    (copy,) = (filled / "backup").glob(f"version{schema.VERSION}-*.db")
    copy.replace(filled / "library.db")
    with Store.open(filled) as store:
        assert store.articles.ids() == (article().id,)


_WORDS_KEPT = f"""
{schema.WORDS}
INSERT INTO fulltext_state VALUES (1, 2, 3);
INSERT INTO fulltext_entry SELECT no, no, uid, kind, '', '', '', 0, 0 FROM quote;
INSERT INTO fulltext (rowid, text) SELECT no, 'harbour' FROM quote;
DROP TABLE caption;
DROP TABLE guard;
PRAGMA user_version = 2;
"""
"""What a library of the second version had besides: the quotes' words in FTS5."""
_NOTHING_SAID = """
DROP TABLE annotation;
DROP TABLE saved_search;
DROP TABLE search_seen;
DROP TABLE past_search;
DROP TABLE apart;
DROP TABLE put_off;
DROP TABLE authored;
DROP INDEX mark_place;
CREATE UNIQUE INDEX mark_place ON mark (article, start, "end", name);
"""
_NO_WORDINGS = f"""
{_NOTHING_SAID}
DROP TABLE journal_row;
DROP TABLE journal;
DROP TABLE timing;
DROP TABLE paging;
DROP INDEX passage_wording;
DROP INDEX utterance_left;
ALTER TABLE passage DROP COLUMN turn;
ALTER TABLE passage DROP COLUMN wording;
ALTER TABLE utterance DROP COLUMN captions;
ALTER TABLE utterance DROP COLUMN transcripts;
"""
_NO_STATES = f"""
{_NO_WORDINGS}
DROP TABLE state;
DELETE FROM meta WHERE key = 'library';
"""
"""It had no notes and kept searches, no journal, no wordings, no states and no identity."""


@pytest.mark.parametrize("damage", ["", "UPDATE fulltext_data SET block = zeroblob(300) WHERE id > 10"])
def test_the_words_that_were_once_kept_for_searching_go_and_nothing_else_does(
    filled: Path, damage: str
) -> None:
    with Store.open(filled) as store:
        store.marks.mark(two_quotes(article())[0].uid)
        store.corrections.set_fact(article().id, "outlet", "Kleine Zeitung")
        made = store._db.rows("SELECT type, name, sql FROM sqlite_master ORDER BY name")
    old = sqlite3.connect(filled / "library.db")
    kept = {
        name: old.execute(f'SELECT * FROM "{name}"').fetchall()
        for kind, name, _ in made
        if kind == "table" and name not in ("meta", "state", "guard")
    }
    old.executescript(_NO_STATES + _WORDS_KEPT + damage)
    old.close()
    with Store.open(filled) as store:
        assert store._db.rows("SELECT type, name, sql FROM sqlite_master ORDER BY name") == made
        assert {name: store._db.rows(f'SELECT * FROM "{name}"') for name in kept} == kept
        assert len(store.identity) == 32
        assert store.changes.knows(store.changes.state())
        assert store.check() == ()
    (copy,) = (filled / "backup").glob("version2-*.db")
    before = sqlite3.connect(copy)
    assert before.execute("SELECT count(*) FROM fulltext_entry").fetchone() == (2,)
    before.close()


def _older(directory: Path, steps: int, done: str = "") -> None:
    """A library that has taken so many steps, and to which something was done besides."""
    directory.chmod(0o700)
    old = sqlite3.connect(directory / "library.db")
    old.executescript("".join(schema.STEPS[:steps]) + done)
    old.executescript(f"PRAGMA application_id = {schema.APPLICATION}; PRAGMA user_version = {steps};")
    old.close()


@pytest.mark.parametrize(("steps", "words"), [(1, ""), (1, schema.WORDS), (2, ""), (2, schema.WORDS)])
def test_a_library_of_every_older_version_is_brought_up(tmp_path: Path, steps: int, words: str) -> None:
    _older(tmp_path, steps, words)
    with Store.open(tmp_path) as store:
        assert store.articles.ids() == ()
    assert len(list((tmp_path / "backup").iterdir())) == 1


MADE = {1: "800134b5349f74f4", 2: "795b99315dc28747", 3: "795b99315dc28747"}
"""A digest of the tables that so many steps make. Libraries of these versions exist: it never changes."""


@pytest.mark.parametrize("steps", MADE)
def test_the_text_of_the_tables_of_a_version_never_changes(steps: int) -> None:
    made = schema_guard._made(schema.STEPS[:steps])
    assert hashlib.sha256(repr(made).encode()).hexdigest()[:16] == MADE[steps]


ALTERED = [
    # how many steps the library has taken, and what was done to it
    (1, schema.STEPS[1]),
    (1, "CREATE TRIGGER t AFTER INSERT ON mark BEGIN DELETE FROM article; END;"),
    (2, "CREATE TABLE fulltext_state (format);"),
    (2, "CREATE VIRTUAL TABLE fulltext USING fts5(text);"),
    (2, schema.WORDS + "CREATE INDEX i ON fulltext_entry (abs(quote));"),
    (2, "DROP VIEW current_quote;"),
]


@pytest.mark.parametrize(("steps", "done"), ALTERED)
def test_an_older_library_whose_tables_are_not_those_of_its_version_is_refused_and_left(
    tmp_path: Path, steps: int, done: str
) -> None:
    _older(tmp_path, steps, done)
    for _ in range(2):
        with pytest.raises(LibraryError, match=r"is damaged: (it has|its)"):
            Store.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["library.db"]


def test_a_library_that_kept_no_captions_has_none_until_its_articles_are_added_again(filled: Path) -> None:
    old = sqlite3.connect(filled / "library.db")
    old.executescript(f"DROP TABLE caption; DROP TABLE guard; {_NO_STATES} PRAGMA user_version = 3;")
    old.close()
    with Store.open(filled) as store:
        assert store.check() == ()
        assert [each.captions for each in store.articles.all()] == [()]
        captioned = replace(article(), captions=(two_quotes(article())[0].spans[0],))
        store.articles.add(captioned, two_quotes(captioned))
        assert store.check() == ()
        assert store.articles.get(captioned.id) == captioned
        assert [row.caption for row in store.quotes.rows_of(captioned.id)] == [True, False]
        store.articles.add(article(), two_quotes(article()))
        assert store.articles.get(article().id) == article()


def test_a_step_that_fails_leaves_the_library_as_it_was(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = (*schema.STEPS, "DROP TABLE mark;\nCREATE TABLE article (no);\n")
    monkeypatch.setattr(migrate, "STEPS", steps)
    monkeypatch.setattr(migrate, "VERSION", schema.VERSION + 1)
    with pytest.raises(LibraryError, match="already exists"):
        Store.open(filled)
    assert list((filled / "backup").iterdir()) == []
    monkeypatch.undo()
    with Store.open(filled) as store:
        store.marks.mark(two_quotes(article())[0].uid)


def test_nothing_is_made_where_nothing_should_be(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="There is no library"):
        Store.open(tmp_path / "nowhere", create=False)
    assert not (tmp_path / "nowhere").exists()
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match="not a directory"):
        Store.open(tmp_path / "file")
    with pytest.raises(LibraryError, match="could not be created"):
        Store.open(tmp_path / "file" / "below")


def test_a_library_that_is_kept_by_another_program_is_waited_for_and_then_refused(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database.Database.__init__, "__kwdefaults__", {
        "read_only": False, "immutable": False, "busy": 0.1
    })  # fmt: skip
    with Store.open(filled) as store:
        other = sqlite3.connect(filled / "library.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert store.articles.ids() == (article().id,)
        with pytest.raises(LibraryError, match="Another program is writing"):
            store.articles.add(article("late"))
        other.execute("COMMIT")
        other.close()
        store.articles.add(article("late"))
        assert len(store.articles.ids()) == 2


@posix
@pytest.mark.parametrize("closed", ["filled", "filled/library.db"])
def test_where_the_right_to_write_was_taken_away_not_even_root_writes(
    tmp_path: Path, filled: Path, closed: str
) -> None:
    before = (filled / "library.db").read_bytes()
    (tmp_path / closed).chmod(0o555)
    with Store.open(filled) as store:
        assert store.read_only
        assert store.quotes.of_article(article().id) == two_quotes(article())
        with pytest.raises(LibraryError, match="read-only"):
            store.articles.remove(article().id)
    (tmp_path / closed).chmod(0o755)
    assert (filled / "library.db").read_bytes() == before
    with Store.open(filled) as store:
        assert not store.read_only


@posix
def test_a_library_left_in_the_middle_of_a_change_is_not_read_without_it(filled: Path) -> None:
    with Store.open(filled) as store:
        store.articles.add(article("late"))
        parts = {name: (filled / name).read_bytes() for name in ("library.db", "library.db-wal")}
    for name, data in parts.items():
        (filled / name).write_bytes(data)
    filled.chmod(0o555)
    try:
        with Store.open(filled) as store:
            assert len(store.articles.ids()) == 2
    except LibraryError as error:
        assert "in the middle of a change" in error.message  # noqa: PT017 - either is truthful
    filled.chmod(0o755)
    with Store.open(filled) as store:
        assert len(store.articles.ids()) == 2


_READER = """
import os, sys
from quotebrowser.errors import LibraryError
from quotebrowser.store import Store, backups
from pathlib import Path
os.setgroups([]); os.setgid(65534); os.setuid(65534)
store = Store.open(Path(sys.argv[1]))
print(store.read_only, len(store.articles.ids()), store.counting.counts().quotes, store.check())
try:
    store.meta.set("key", "value")
except LibraryError as error:
    print(error.message)
store.close()
"""


def _as_nobody(directory: Path) -> list[str]:
    for parent in (directory, *directory.parents):
        if parent != Path("/") and parent.stat().st_uid == os.geteuid():
            parent.chmod(parent.stat().st_mode | 0o055)
    for path in directory.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    done = subprocess.run(
        [sys.executable, "-c", _READER, str(directory)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@as_root
def test_a_library_of_another_user_is_read_and_not_written(filled: Path) -> None:
    before = (filled / "library.db").read_bytes()
    read, refused = _as_nobody(filled)
    assert read == "True 1 2 ()"
    assert "read-only" in refused
    assert (filled / "library.db").read_bytes() == before
    assert [path.name for path in filled.iterdir()] == ["library.db"]


@as_root
def test_a_library_that_its_owner_is_writing_is_read_as_it_stands(filled: Path) -> None:
    with Store.open(filled) as store:
        store.articles.add(article("fresh"))
        read, _ = _as_nobody(filled)
        assert read == "True 2 2 ()"


_FULL = """
import resource, signal, sys
from quotebrowser.errors import LibraryError
from quotebrowser.store import Store
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store.open(Path(sys.argv[1])) if sys.argv[2] == "open first" else None
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
store = store or Store.open(Path(sys.argv[1]))
print(store.read_only, len(store.articles.ids()), sys.argv[2])
try:
    store.meta.set("key", "x" * 100_000)
except LibraryError as error:
    print(error.message)
store.close()
"""


@posix
@pytest.mark.parametrize("order", ["open first", "open then"])
def test_where_nothing_more_can_be_written_what_is_there_is_read(filled: Path, order: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FULL, str(filled), order],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    read, refused = done.stdout.splitlines()
    assert read == f"{order == 'open then'} 1 {order}"
    assert "could not be written" in refused or "read-only" in refused
    with Store.open(filled) as store:
        assert store.articles.ids() == (article().id,)
        assert store.meta.get("key") is None
        assert store.check() == ()


_MAKING = """
import resource, signal, sys
from quotebrowser.errors import LibraryError
from quotebrowser.store import Store
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
for _ in range(2):
    try:
        Store.open(Path(sys.argv[1]))
    except LibraryError as error:
        print(error.message)
"""


@posix
def test_a_library_that_there_is_no_room_to_make_is_refused_with_what_is_true(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _MAKING, str(tmp_path / "library")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    first, again = done.stdout.splitlines()
    assert "could not be written" in first
    assert "is empty, and nothing can be written there" in again
    Store.open(tmp_path / "library").close()


_FILLING = """
import resource, signal, sys
sys.path.insert(0, sys.argv[3])
from pathlib import Path
from store_material import article, passages, two_quotes
from quotebrowser.errors import LibraryError
from quotebrowser.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store.open(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
for number in range(10_000):
    one = article(f"number {number}")
    found = two_quotes(one)
    try:
        store.articles.add(one, found, passages(one, found))
    except LibraryError as error:
        print(number, error.message, sep="|", flush=True)
        break
print(len(store.articles.ids()))
"""


@posix
@pytest.mark.parametrize("limit", [40_000, 300_000, 341_000, 700_000])
def test_what_was_added_before_the_disk_was_full_is_there_after(tmp_path: Path, limit: int) -> None:
    directory = tmp_path / "library"
    command = [sys.executable, "-c", _FILLING, str(directory), str(limit), str(Path(__file__).parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    refused, seen = done.stdout.splitlines()
    added, message = refused.split("|")
    assert "could not be written" in message
    assert seen == added
    with Store.open(directory) as store:
        assert len(store.articles.ids()) == int(added)
        assert store.counting.counts().quotes == 2 * int(added)
        assert store.check() == ()
        store.articles.add(article("there is room again"))


@pytest.mark.parametrize("name", ["library.db-wal", "library.db-shm", "library.db-journal"])
def test_what_lies_beside_a_library_and_is_no_file_is_called_what_it_is(filled: Path, name: str) -> None:
    beside = filled / name
    beside.unlink(missing_ok=True)
    made: tuple[tuple[Callable[[], None], str], ...] = (
        (beside.mkdir, "not a file"),
        (lambda: beside.symlink_to(filled / "elsewhere"), "a link"),
    )
    for make, kind in made:
        make()
        with pytest.raises(LibraryError, match=f"{name} is {kind}"):
            Store.open(filled)
        if beside.is_symlink():
            beside.unlink()
        else:
            beside.rmdir()


def test_a_library_may_be_kept_elsewhere_behind_a_link(filled: Path, tmp_path: Path) -> None:
    with Store.open(filled) as store:
        held = store.articles.ids()
    kept = tmp_path / "kept.db"
    (filled / "library.db").rename(kept)
    (filled / "library.db").symlink_to(kept)
    with Store.open(filled) as store:
        assert store.articles.ids() == held
    kept.write_bytes(b"")
    with pytest.raises(LibraryError, match=r"library\.db is a link"):
        Store.open(filled)


def test_what_lies_in_a_library_and_is_none_of_its_files_is_not_its_own(tmp_path: Path) -> None:
    own = (tmp_path, tmp_path / "library.db", tmp_path / "backup" / "library.db", tmp_path / "index")
    assert all(place.is_own(tmp_path, path) for path in own)
    others = (tmp_path / "notes.txt", tmp_path / "articles" / "library.db", tmp_path.parent)
    assert not any(place.is_own(tmp_path, path) for path in others)


def test_a_private_directory_is_made_with_those_above_it(tmp_path: Path) -> None:
    for _ in range(2):
        place.private_directory(tmp_path / "a" / "b" / "c")
        assert stat.S_IMODE((tmp_path / "a" / "b" / "c").stat().st_mode) == 0o700


@pytest.mark.parametrize(("ending", "refused"), [(place._NAMES_ANOTHER, True), (b"", False), (b"x", False)])
def test_a_journal_that_names_another_file_is_refused(filled: Path, ending: bytes, *, refused: bool) -> None:
    (filled / "library.db-journal").write_bytes(b"\0" * 40 * bool(ending) + ending)
    if refused:
        with pytest.raises(LibraryError, match="names another file, which SQLite would delete"):
            Store.open(filled)
        assert (filled / "library.db-journal").exists()
    else:
        Store.open(filled).close()


def test_a_library_that_kept_no_pages_and_times_has_none_until_its_articles_are_added_again(
    filled: Path,
) -> None:
    old = sqlite3.connect(filled / "library.db")
    old.executescript(
        f"{_NOTHING_SAID} DROP TABLE journal_row; DROP TABLE journal; DROP TABLE timing; DROP TABLE paging;"
        " PRAGMA user_version = 5;"
        "ALTER TABLE utterance DROP COLUMN captions; ALTER TABLE utterance DROP COLUMN transcripts;"
    )
    old.close()
    with Store.open(filled) as store:
        assert store.check() == ()
        assert [(each.pages, each.times) for each in store.articles.all()] == [((), ())]
        paged = replace(article(), pages=(Page(0, "ix", labelled=True), Page(3, "10", labelled=False)))
        store.articles.add(paged, two_quotes(paged))
        assert store.check() == ()
        assert store.articles.get(paged.id) == paged
        store.articles.purge(paged.id)
        assert store._db.value("SELECT count(*) FROM paging") == 0


@pytest.mark.parametrize("pages", ["[[0,1,true]]", '[[-1,"1",true]]', '[[0,"1"]]', '[[0,"1",1]]', "{", "7"])
def test_pages_that_were_never_written_are_damage(pages: str) -> None:
    with pytest.raises(LibraryError, match="damaged"):
        unpack_pages(pages)
