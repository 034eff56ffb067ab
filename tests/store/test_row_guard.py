"""Every change of a library's rows that this program did not make is found, and no altered word is shown."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import changed_columns
import pytest
from store_material import article, passages, two_quotes

from quotebrowser.store import Store
from quotebrowser.store.sqlite import row_guard, schema

ONE = article(outlet="Example Herald")
UID = two_quotes(ONE)[0].uid


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with rows in every table."""
    scratch = tmp_path_factory.mktemp("everything")
    changed_columns.fill(scratch / "library", scratch)
    return scratch / "library"


def test_the_library_that_is_changed_has_rows_in_every_table_and_is_sound(everything: Path) -> None:
    with Store.open(everything) as store:
        assert store.check() == ()
    with closing(sqlite3.connect(everything / "library.db")) as read:
        for table in {table for table, _ in changed_columns.names(everything / "library.db")}:
            assert read.execute(f"SELECT 1 FROM {table}").fetchone(), table


def test_each_change_of_each_table_is_reported(everything: Path, tmp_path: Path) -> None:
    asked = list(changed_columns.names(everything / "library.db"))
    unreported = [
        (table, what)
        for table, what in asked
        if not changed_columns.is_reported(everything, table, what, tmp_path / "copy")
    ]
    assert len(asked) > 100
    assert unreported == []


@pytest.fixture
def filled(store: Store) -> Store:
    found = two_quotes(ONE)
    store.articles.add(ONE, found, passages(ONE, found))
    return store


def altered(store: Store, statement: str) -> Store:
    with closing(sqlite3.connect(store.directory / "library.db")) as other, other:
        assert other.execute(statement).rowcount
    return store


WRITTEN = [
    # what the program itself does, which must leave nothing to report
    ("a correction that is replaced", lambda s: [s.corrections.set_fact(ONE.id, "outlet", x) for x in "abb"]),
    ("a correction taken back", lambda s: [s.corrections.set_fact(ONE.id, "outlet", x) for x in ("a", None)]),
    ("a speaker corrected twice", lambda s: [s.corrections.set_speaker(UID, x) for x in ("Cy", "Di", None)]),
    (
        "names that are merged",
        lambda s: [s.corrections.alias(x, "Eve Example") for x in ("ada example", "b")],
    ),
    ("a merger that moves on", lambda s: [s.corrections.alias(*x) for x in (("a", "Bo"), ("bo", "Cy"))]),
    (
        "a mark set twice and one taken away",
        lambda s: [s.marks.mark(UID), s.marks.mark(UID), s.marks.unmark(UID)],
    ),
    (
        "an outcome recorded again",
        lambda s: [s.outcomes.record("a.txt", x) for x in ("rejected", "rejected")],
    ),
    (
        "a value kept twice and forgotten",
        lambda s: [s.meta.set("a", "1"), s.meta.set("a", "2"), s.meta.delete("a")],
    ),
    ("an article removed and restored", lambda s: [s.articles.remove(ONE.id), s.articles.restore(ONE.id)]),
    ("an article added again", lambda s: s.articles.add(ONE, two_quotes(ONE))),
    ("an article purged", lambda s: s.articles.purge(ONE.id)),
    ("surrogates", lambda s: [s.outcomes.record("\udcff", "rejected"), s.meta.set("\udcfe", "\udcfd")]),
]


@pytest.mark.parametrize("done", [row[1] for row in WRITTEN], ids=[row[0] for row in WRITTEN])
def test_what_the_program_writes_is_sound(filled: Store, done: object) -> None:
    filled.corrections.set_speaker(UID, "Cy Sample")
    filled.marks.mark(UID, "chapter 2")
    done(filled)  # type: ignore[operator]
    assert filled.check() == ()


def undone(store: Store, part: Callable[[], object]) -> None:
    """Do something in a transaction that fails."""
    with suppress(ZeroDivisionError), store.transaction():
        part()
        raise ZeroDivisionError


def test_what_is_undone_is_undone_in_the_guard_too(filled: Store) -> None:
    undone(filled, lambda: filled.marks.mark(UID))
    assert filled.check() == ()
    with filled.transaction():
        filled.marks.mark(UID)
        undone(filled, lambda: filled.articles.purge(ONE.id))
    assert filled.marks.marked() == (UID,)
    assert filled.check() == ()


SHOWN = [
    # what is changed, what is asked, and what is answered in its place
    (
        "a word of a quote",
        "UPDATE span SET text = replace(text, 'not', 'now')",
        lambda s: s.quotes.many([UID]),
        (),
    ),
    (
        "the same, by the article",
        "UPDATE span SET text = replace(text, 'not', 'now')",
        lambda s: s.quotes.get(UID),
        None,
    ),
    (
        "the same, in another file's place",
        'UPDATE span SET start = start + 1, "end" = "end" + 1',
        lambda s: s.quotes.of_article(ONE.id),
        (),
    ),
    ("who said it", "UPDATE quote SET speaker_name = 'Eve Example'", lambda s: s.quotes.many([UID]), ()),
    (
        "who said it, as corrected",
        "UPDATE speaker_correction SET name = 'Eve Example'",
        lambda s: s.quotes.many([UID]),
        (),
    ),
    ("a name that was merged", "UPDATE alias SET name = 'Eve Example'", lambda s: s.quotes.many([UID]), ()),
    (
        "a word of an article",
        "UPDATE article SET text = replace(text, 'harbour', 'airport')",
        lambda s: s.articles.get(ONE.id),
        None,
    ),
    (
        "where an article is from",
        "UPDATE article SET origin = 'another.txt'",
        lambda s: s.articles.rows(),
        (),
    ),
    ("when it was added", "UPDATE article SET added = added + 1", lambda s: s.articles.rows(), ()),
    (
        "a fact",
        "UPDATE fact SET value = 'Example Gazette'",
        lambda s: s.articles.rows()[0].facts.outlet,
        None,
    ),
    (
        "a fact of a quote",
        "UPDATE fact SET value = 'Example Gazette'",
        lambda s: s.quotes.many([UID])[0].facts.outlet,
        None,
    ),
    (
        "a fact as corrected",
        "UPDATE fact_correction SET value = '2025'",
        lambda s: s.quotes.many([UID])[0].facts.published,
        None,
    ),
    (
        "a fact that a correction hid, when that is altered",
        "UPDATE fact_correction SET value = 'Example Gazette' WHERE key = 'outlet'",
        lambda s: s.articles.rows()[0].facts.outlet,
        None,
    ),
    (
        "a list of corrections",
        "UPDATE fact_correction SET value = '2025'",
        lambda s: s.corrections.all().facts,
        (),
    ),
    ("an outcome", "UPDATE outcome SET reason = 'none'", lambda s: s.outcomes.latest(), ()),
]


@pytest.mark.parametrize(
    ("statement", "asked", "answer"), [row[1:] for row in SHOWN], ids=[row[0] for row in SHOWN]
)
def test_what_was_altered_is_not_shown_and_is_noted(
    filled: Store, statement: str, asked: object, answer: object
) -> None:
    filled.corrections.set_speaker(UID, "Cy Sample")
    filled.corrections.alias("cy sample", "Di Sample")
    filled.corrections.set_fact(ONE.id, "published", "2024")
    if "'outlet'" in statement:
        filled.corrections.set_fact(ONE.id, "outlet", "Kleine Zeitung")
    filled.outcomes.record("a.txt", "rejected", "It is broken")
    assert asked(filled) != answer  # type: ignore[operator]
    assert filled.damage == ()
    altered(filled, statement)
    assert asked(filled) == answer  # type: ignore[operator]
    assert filled.damage


KEYED = [name for name, one in row_guard.GUARDED.items() if one.key]


@pytest.mark.parametrize("name", KEYED)
def test_what_is_kept_of_a_row_is_found_by_its_key(name: str, everything: Path) -> None:
    one = row_guard.GUARDED[name]
    asked = row_guard.checked(f"SELECT {{{name}}} FROM {one.table} t", **{name: "t"})
    with closing(sqlite3.connect(everything / "library.db")) as read:
        row_guard.prepare(read)
        plan = " ".join(row[-1] for row in read.execute(f"EXPLAIN QUERY PLAN {asked}"))
    assert "SEARCH guard USING PRIMARY KEY (name=? AND key=?)" in plan


def test_other_quotes_and_articles_are_still_shown(filled: Store) -> None:
    altered(filled, "UPDATE span SET text = replace(text, 'harbour', 'airport')")
    (other,) = filled.quotes.rows_of(ONE.id)
    assert other.quote.uid != UID
    assert filled.articles.get(ONE.id) == ONE


def test_an_older_library_is_guarded_from_its_migration_on(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "library.db")) as old:
        old.executescript("".join(schema.STEPS[: schema.GUARDED - 1]))
        old.executescript("INSERT INTO alias VALUES ('a', 'b', 'B'); INSERT INTO change (uid) VALUES ('u');")
        old.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        old.execute(f"PRAGMA user_version = {schema.GUARDED - 1}")
    with Store.open(tmp_path) as store:
        assert store.check() == ()
        altered(store, "UPDATE alias SET name = 'C'")
        altered(store, "DELETE FROM change")
        assert [finding.detail.partition(" differ")[0] for finding in store.check()] == [
            "Row a of alias",
            "Rows of change",
        ]
