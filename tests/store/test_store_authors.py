"""Who wrote a row is kept beside it, goes with it, and is empty in a library of one user."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from store_material import article, passages, two_quotes

from quotebrowser.store import Store
from quotebrowser.store.newsroom.authors import Authored, key
from quotebrowser.store.sqlite import row_guard
from quotebrowser.store.sqlite.row_images import PERSONAL

ONE = article(outlet="Example Herald")
UID = two_quotes(ONE)[0].uid


@pytest.fixture
def filled(store: Store) -> Store:
    found = two_quotes(ONE)
    store.articles.add(ONE, found, passages(ONE, found))
    return store


def said(store: Store, table: str, *keys: str) -> None:
    with store.transaction():
        store._db.run_many(
            "INSERT INTO authored VALUES (?, ?, 'anna', 1, ?)",
            ((table, one, f"{PERSONAL}anna") for one in keys),
        )


def kept(store: Store) -> list[tuple[str, str]]:
    return store._db.rows("SELECT name, key FROM authored ORDER BY name, key")


GONE = [
    # how a row is made, its table and key, and how it goes
    (
        lambda s: s.corrections.set_fact(ONE.id, "outlet", "a"),
        ("fact_correction", key(1, "outlet")),
        lambda s: s.corrections.set_fact(ONE.id, "outlet", "b"),
    ),
    (
        lambda s: s.corrections.set_speaker(UID, "Cy"),
        ("speaker_correction", key(1)),
        lambda s: s.corrections.set_speaker(UID, "Di"),
    ),
    (
        lambda s: s.corrections.alias('ada "x"\n', "Eve"),
        ("alias", key('ada "x"\n')),
        lambda s: s.corrections.alias('ada "x"\n', None),
    ),
    (
        lambda s: s.corrections.alias("a\udcff", "Eve"),
        ("alias", key("a\udcff".encode("utf-8", "surrogatepass"))),
        lambda s: s.corrections.alias("a\udcff", None),
    ),
    (
        lambda s: s.corrections.keep_apart("a", "b"),
        ("apart", key(1)),
        lambda s: s.corrections.let_meet("a", "b"),
    ),
    (lambda s: s.marks.mark(UID), ("mark", key(1)), lambda s: s.marks.unmark(UID)),
    (
        lambda s: s.annotations.put(UID, text="Ask."),
        ("annotation", key(1)),
        lambda s: s.annotations.put(UID, text="Ask him."),
    ),
    (
        lambda s: s.annotations.put(UID, tag="lead"),
        ("annotation", key(1)),
        lambda s: s.articles.purge(ONE.id),
    ),
]


@pytest.mark.parametrize(("made", "row", "gone"), GONE, ids=[f"{row[1][0]} {row[1][1]}" for row in GONE])
def test_who_wrote_a_row_goes_with_it(
    filled: Store, made: Callable[[Store], object], row: tuple[str, str], gone: Callable[[Store], object]
) -> None:
    made(filled)
    assert not filled.authors.any()
    said(filled, *row)
    (found,) = filled.authors.of(row[0], [row[1]]).values()
    assert found == Authored("anna", found.at, "user:anna")
    assert found.personal
    with closing(sqlite3.connect(filled.directory / "library.db")) as read:
        assert read.execute(f"SELECT {row_guard.key_of(row[0], 't')} FROM {row[0]} t").fetchall() == [
            (row[1],)
        ]
    assert filled.check() == ()
    gone(filled)
    assert kept(filled) == []
    assert filled.check() == ()


def test_a_row_that_is_only_ordered_otherwise_keeps_who_wrote_it(filled: Store) -> None:
    filled.annotations.put(*(quote.uid for quote in two_quotes(ONE)), tag="lead")
    said(filled, "annotation", key(1), key(2))
    filled.annotations.order("lead", filled.annotations.uids("lead")[::-1])
    filled.articles.add(ONE, two_quotes(ONE))
    assert kept(filled) == [("annotation", key(1)), ("annotation", key(2))]


def test_what_was_altered_is_nobodys(filled: Store) -> None:
    filled.marks.mark(UID)
    said(filled, "mark", key(1))
    with closing(sqlite3.connect(filled.directory / "library.db")) as other, other:
        other.execute("UPDATE authored SET author = 'bob'")
    assert filled.authors.of("mark", [key(1)]) == {}
    assert filled.damage
