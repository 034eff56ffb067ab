"""Copies are whole, and damage is found."""

import contextlib
import random
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from store_material import article, passages, two_quotes

from quotebrowser.errors import LibraryError
from quotebrowser.model import Span
from quotebrowser.store import Store
from quotebrowser.store.backups import new_path
from quotebrowser.store.restoring import restore
from quotebrowser.store.sqlite import database, failures, packing
from quotebrowser.store.tables import lists

ONE = article(outlet="Example Herald")


@pytest.fixture
def filled(store: Store) -> Store:
    found = two_quotes(ONE)
    store.articles.add(ONE, found, passages(ONE, found))
    return store


TAMPERED = [
    # what is done behind the store's back, and what is found
    ("a word of an article", "UPDATE article SET text = replace(text, 'harbour', 'airport')", {"article"}),
    ("a fact", "UPDATE fact SET value = 'Example Gazette'", {"article"}),
    ("a provenance that does not exist", "UPDATE fact SET provenance = 'rumour'", {"article", "row"}),
    ("furniture", "UPDATE article SET furniture = '[[0'", {"article"}),
    ("a word of a quote", "UPDATE span SET text = replace(text, 'not', 'now')", {"quote"}),
    ("a boundary", 'UPDATE span SET "end" = "end" - 1', {"quote"}),
    ("a speaker", "UPDATE quote SET speaker_name = 'Eve Example'", {"quote"}),
    ("a kind that does not exist", "UPDATE quote SET kind = 'song'", {"quote", "row"}),
    ("a missing part", "DELETE FROM span WHERE place = 1", {"quote", "link"}),
]


@pytest.mark.parametrize(
    ("tampering", "kinds"), [row[1:] for row in TAMPERED], ids=[row[0] for row in TAMPERED]
)
def test_what_is_not_as_it_was_stored_is_found(filled: Store, tampering: str, kinds: set[str]) -> None:
    assert filled.check() == ()
    with sqlite3.connect(filled.directory / "library.db") as other:
        other.execute(tampering)
    other.close()
    findings = filled.check()
    assert {finding.kind for finding in findings} == kinds
    assert all(str(finding) and not str(finding).endswith(".") for finding in findings)
    with pytest.raises(LibraryError, match="No copy was kept"):
        filled.backup()
    assert not list(filled.directory.glob("backup/*.db"))


def test_no_flipped_bit_of_an_article_goes_unnoticed(tmp_path: Path) -> None:
    with Store.open(tmp_path / "library") as store:
        for number in range(20):
            one = article(f"article {number}")
            found = two_quotes(one)
            store.articles.add(one, found, passages(one, found))
    file = tmp_path / "library" / "library.db"
    sound = file.read_bytes()
    words = b"We will not sell the harbour"
    dice = random.Random(3)
    places = [place for place in range(len(sound)) if sound.startswith(words, place)]
    for place in dice.sample(places, 12):
        flipped = bytearray(sound)
        flipped[place + dice.randrange(len(words))] ^= 1 << dice.randrange(7)
        file.write_bytes(flipped)
        with Store.open(tmp_path / "library") as store:
            assert store.check(), place


def test_torn_files_are_refused_or_found_and_never_crash(tmp_path: Path) -> None:
    with Store.open(tmp_path / "library") as store:
        for number in range(20):
            one = article(f"article {number}")
            store.articles.add(one, two_quotes(one))
    file = tmp_path / "library" / "library.db"
    sound = file.read_bytes()
    dice = random.Random(5)
    for _ in range(25):
        start = dice.randrange(len(sound) - 600)
        torn = sound[:start] + dice.randbytes(512) + sound[start + 512 :]
        file.write_bytes(torn)
        with contextlib.suppress(LibraryError), Store.open(tmp_path / "library") as store:
            store.check()
            list(store.articles.all())


def test_a_copy_holds_everything_and_opens(filled: Store, tmp_path: Path) -> None:
    found = two_quotes(ONE)
    filled.corrections.set_speaker(found[0].uid, "Cy Sample")
    filled.marks.mark(found[1].uid, "harbour")
    copy = filled.backup(tmp_path / "copy.db")
    again = filled.backup()
    another = filled.backup()
    assert again != another
    assert {again.parent, another.parent} == {filled.directory / "backup"}
    assert restore(tmp_path / "restored", copy) is None
    with Store.open(tmp_path / "restored") as restored:
        assert restored.articles.get(ONE.id) == ONE
        assert restored.quotes.of_article(ONE.id) == filled.quotes.of_article(ONE.id)
        assert restored.marks.marked("harbour") == (found[1].uid,)
        assert restored.changes.latest() == filled.changes.latest()


def test_copies_of_one_second_are_numbered(tmp_path: Path) -> None:
    for _ in range(10):
        names = []
        for _ in range(3):
            path = new_path(tmp_path, "library")
            path.touch()
            names.append(path.stem)
        stamp = names[0]
        if names[2].startswith(stamp):  # all in one second
            break
        for path in (tmp_path / "backup").iterdir():
            path.unlink()
    assert re.fullmatch(r"library-\d{8}-\d{6}", stamp)
    assert names == [stamp, f"{stamp}-1", f"{stamp}-2"]


def test_a_copy_overwrites_nothing(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("somebody's work")
    with pytest.raises(LibraryError, match=r"copy\.db could not be written"):
        filled.backup(tmp_path / "copy.db")
    with pytest.raises(LibraryError, match="could not be written"):
        filled.backup(tmp_path / "nowhere" / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "somebody's work"


def test_what_is_purged_leaves_no_trace_in_the_file(filled: Store) -> None:
    filled.outcomes.record(ONE.origin, "added", "", ONE.id)
    filled.articles.purge(ONE.id)
    filled.compact()
    data = b"".join(path.read_bytes() for path in filled.directory.rglob("*") if path.is_file())
    for secret in ("harbour", "Ada Example", "Example Herald", ONE.origin):
        assert secret.encode() not in data


def test_what_a_copy_replaces_is_kept_with_its_log(filled: Store, tmp_path: Path) -> None:
    copy = filled.backup()
    filled._db.value("PRAGMA wal_checkpoint(TRUNCATE)")
    filled.meta.set("later", "than the copy")
    parts = {name: (filled.directory / name).read_bytes() for name in ("library.db", "library.db-wal")}
    filled.close()
    for name, data in parts.items():
        (filled.directory / name).write_bytes(data)
    kept = restore(filled.directory, copy)
    assert kept is not None
    with Store.open(filled.directory) as store:
        assert store.articles.ids() == (ONE.id,)
        assert store.meta.get("later") is None
    assert list(kept.parent.glob("replaced-*")) == [kept]
    restore(filled.directory, kept)
    with Store.open(filled.directory) as store:
        assert store.meta.get("later") == "than the copy"


BAD_COPIES = [
    ("nothing", None, "could not be"),
    ("a text", b"Dear reader. " * 100, "damaged"),
    ("an empty file", b"", "cannot be restored: It is empty"),
]


@pytest.mark.parametrize(
    ("data", "said"), [row[1:] for row in BAD_COPIES], ids=[row[0] for row in BAD_COPIES]
)
def test_a_bad_copy_replaces_nothing(filled: Store, tmp_path: Path, data: bytes | None, said: str) -> None:
    copy = tmp_path / "copy.db"
    if data is not None:
        copy.write_bytes(data)
    filled.close()
    with pytest.raises(LibraryError, match=said):
        restore(filled.directory, copy)
    with Store.open(filled.directory) as store:
        assert store.articles.ids() == (ONE.id,)


def test_every_connection_keeps_the_promises(filled: Store) -> None:
    promises = {
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
        "journal_mode": "wal",
    }

    def kept() -> dict[str, object]:
        return {name: filled._db.value(f"PRAGMA {name}") for name in promises}

    assert kept() == promises
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(kept).result() == promises


def test_text_that_is_none_is_read_as_the_bytes_it_is(filled: Store) -> None:
    assert filled._db.rows("SELECT CAST(x'61FF' AS TEXT), 'b', CAST(x'C3A9' AS TEXT)") == [
        (b"a\xff", "b", "é")
    ]
    assert filled._db.rows("SELECT 'c'") == [("c",)]


def test_on_a_connection_that_was_closed_there_is_nothing_to_undo() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("BEGIN")
    assert database._in_transaction(connection) is True
    connection.close()
    assert database._in_transaction(connection) is False


@pytest.mark.parametrize(
    ("code", "room", "said"),
    [
        (sqlite3.SQLITE_FULL, True, "could not be written: the disk is full"),
        (sqlite3.SQLITE_IOERR, True, "could not be written: oh"),
        (sqlite3.SQLITE_IOERR, False, "could not be written: the disk is full"),
        (sqlite3.SQLITE_IOERR | 3 << 8, False, "could not be written: the disk is full"),
        (sqlite3.SQLITE_READONLY, False, "could not be written: oh"),
        (sqlite3.SQLITE_BUSY, False, "Another program is writing"),
        (sqlite3.SQLITE_CORRUPT, False, "is damaged: oh"),
        (sqlite3.SQLITE_ERROR, False, "could not be used: oh"),
    ],
)
def test_what_sqlite_says_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str, *, room: bool
) -> None:
    monkeypatch.setattr(failures, "_NO_ROOM", 0 if room else 1 << 80)
    error = sqlite3.OperationalError("oh")
    error.sqlite_errorcode = code
    assert said in failures.explained(error, tmp_path / "library.db").message


def test_half_a_span_is_none() -> None:
    assert [packing._span(start, end) for start, end in ((None, None), (1, None), (None, 2))] == [None] * 3
    assert packing._span(1, 2) == Span(1, 2)


def test_a_row_that_was_never_written_is_left_out_and_called_by_its_key(filled: Store) -> None:
    made = filled._db.made("fact", [(7, "x"), (8, "9")], lambda row: int(row[1]))
    assert made == [9]
    assert [str(one) for one in filled.damage] == ["Row 7 of fact in the library is damaged"]


@pytest.mark.parametrize(
    ("published", "added", "day"),
    [("2025-01-08", 0, (2025, 1, 8)), ("", 86_399, (1970, 1, 1)), ("", 86_400 * 20_000, (2024, 10, 4))],
)
def test_an_article_is_as_old_as_its_day_or_as_its_adding(
    published: str, added: int, day: tuple[int, int, int]
) -> None:
    assert lists._age((3, published, added, 5)) == (lists.Age(date(*day).toordinal(), 3), 5)
