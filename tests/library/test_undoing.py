"""Every change can be taken back and done again, row for row; what no longer fits is refused."""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from all_rows import rows
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.errors import LibraryError, QuoteBrowserError, UnknownError
from quotebrowser.library import Library, mark_quote
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import (
    correct_facts,
    merge_speakers,
    name_outlets,
    purge_articles,
    remove_articles,
    undo_changes,
)
from quotebrowser.library.noting import saved_searches, write_notes
from quotebrowser.settings import Settings

WORD = "ozymandias"
HEAD = "---\noutlet: {}\ndate: {}\n---\n"
BRIDGE = "We will not sell the old bridge to anybody before the winter comes"
TEXTS = {
    "a": HEAD.format("Alpha", "2025-03-04")
    + f"“{BRIDGE},” Mayor Ann Torres said. “The {WORD} school stays.”\n",
    "b": HEAD.format("Beta", "2025-03-05") + f"“{BRIDGE.replace(' not', '')},” A. Torres said on Monday.\n",
    "c": HEAD.format("Gamma", "2025-03-06") + f"It rained.\n\n“{BRIDGE},” Torres told the paper, and left.\n",
}


def add(library: Library, folder: Path, **texts: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    list(add_files.add(library, [folder / f"{name}.txt" for name in texts], jobs=1))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the three texts, and a fourth one beside it."""
    home = tmp_path_factory.mktemp("undoing")
    library = Library.open(home / "library")
    add(library, home, **TEXTS)
    library.close()
    (home / "d.txt").write_text(TEXTS["c"].replace("Gamma", "Delta"), encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def library(filled: Path) -> Iterator[Library]:
    """One for all cases: each leaves it as it was."""
    library = Library.open(Path(shutil.copytree(filled / "library", filled / "one")))
    yield library
    library.close()


@pytest.fixture
def copied(filled: Path, tmp_path: Path) -> Callable[[], Path]:
    """Makes copies of the library that is filled, beside the files."""
    for file in filled.glob("*.txt"):
        shutil.copy(file, tmp_path)
    made = iter(range(1000))

    def copy() -> Path:
        return Path(shutil.copytree(filled / "library", tmp_path / f"copy{next(made)}"))

    return copy


def ids(library: Library) -> tuple[str, ...]:
    return library.store.articles.ids()


def uids(library: Library) -> list[str]:
    return [quote.uid for article in ids(library) for quote in library.store.quotes.of_article(article)]


def correct(library: Library, articles: int = 1, **values: str | None) -> None:
    correct_facts.set_values(library, (), values, articles=ids(library)[:articles])


def said_by(library: Library, name: str | None, quotes: int = 2) -> None:
    correct_facts.set_values(library, uids(library)[:quotes], {"speaker": name})


def told_then_printed(library: Library) -> None:
    correct(library, title="T")
    correct(library, outlet="Typo")
    correct(library, outlet=None)


def bookmark_and_form(library: Library) -> None:
    mark_quote.mark(library, uids(library)[0], on=True)
    write_notes.write(library, uids(library)[0], "Ask her.")
    write_notes.tag(library, uids(library)[:1], ["lead"])
    said_by(library, "Zoe Quint")
    correct(library, form="transcript")


def noted_twice(library: Library) -> None:
    for text in ("Ask her.", "Asked."):
        write_notes.write(library, uids(library)[0], text)


def tagged_in_another_order(library: Library) -> None:
    write_notes.tag(library, uids(library), ["lead"])
    write_notes.tag(library, uids(library)[2:3], ["lead"], at=1)


def merge_twice(library: Library) -> None:
    merge_speakers.merge(library, "Torres", "Ann Torres")
    merge_speakers.merge(library, "Ann Torres", "Zoe Quint")


def apart_then_merged(library: Library) -> None:
    merge_speakers.keep_apart(library, "Torres", "Ann Torres")
    merge_speakers.merge(library, "Torres", "Ann Torres")


def remove_and_add_again(library: Library) -> None:
    gone = ids(library)[:2]
    origins = [Path(row.origin) for row in library.store.articles.rows()][:2]
    remove_articles.remove(library, gone)
    list(add_files.add(library, origins, jobs=1))


def add_fourth(library: Library) -> None:
    list(add_files.add(library, [library.directory.parent / "d.txt"], jobs=1))


KINDS = [
    (
        lambda one: correct(one, 3, outlet="Typo"),
        "outlet of 3 articles set to 'Typo'",
        "outlet of 3 articles back to what they were",
    ),
    (
        lambda one: correct(one, outlet=""),
        "outlet of 1 article set to not known",
        "outlet of 1 article back to 'Alpha'",
    ),
    (
        lambda one: correct(one, 2, published="2020", title="T"),
        "date and title of 2 articles corrected",
        "date and title of 2 articles back to what they were",
    ),
    (
        told_then_printed,
        "outlet of 1 article back to what is printed",
        "outlet of 1 article back to 'Typo'",
    ),
    (
        lambda one: said_by(one, "Zoe Quint"),
        "speaker of 2 quotes set to 'Zoe Quint'",
        "speaker of 2 quotes back to what is printed",
    ),
    (
        lambda one: said_by(one, "", 1),
        "speaker of 1 quote set to not known",
        "speaker of 1 quote back to what is printed",
    ),
    (
        lambda one: mark_quote.mark(one, uids(one)[0], on=True),
        "bookmark of 1 quote set",
        "bookmark of 1 quote is gone",
    ),
    (
        lambda one: correct_facts.set_values(one, uids(one), {"primary": "yes"}),
        "mark as primary of 3 quotes set",
        "mark as primary of 3 quotes is gone",
    ),
    (
        lambda one: write_notes.tag(one, uids(one)[:2], ["lead"]),
        "tag 'lead' of 2 quotes set",
        "tag 'lead' of 2 quotes is gone",
    ),
    (noted_twice, "note on 1 quote changed", "note on 1 quote is as it was"),
    (tagged_in_another_order, "order of tag 'lead' changed", "order of tag 'lead' is as it was"),
    (
        lambda one: saved_searches.save(one, "port", "harbour"),
        "search 'port' saved",
        "search 'port' is gone",
    ),
    (
        lambda one: merge_speakers.merge(one, "Torres", "Zoe Quint"),
        "'torres' merged into 'Zoe Quint'",
        "'torres' is apart from 'Zoe Quint' again",
    ),
    (merge_twice, "names of 2 speakers merged", "names of 2 speakers are as they were"),
    (
        lambda one: merge_speakers.keep_apart(one, "Torres", "Ann Torres"),
        "'ann torres' and 'torres' are two speakers",
        "'ann torres' and 'torres' may be one speaker again",
    ),
    (
        apart_then_merged,
        "'torres' merged into 'Ann Torres'; 'ann torres' and 'torres' may be one speaker again",
        "'torres' is apart from 'Ann Torres' again; 'ann torres' and 'torres' are two speakers",
    ),
    (
        lambda one: name_outlets.rename(one, "Beta", "Alpha"),
        "outlet of 1 article set to 'Alpha'",
        "outlet of 1 article back to 'Beta'",
    ),
    (
        bookmark_and_form,
        "form of 1 article set to 'transcript'",
        "form of 1 article back to what is printed",
    ),
    (
        lambda one: remove_articles.remove(one, ids(one)[1:]),
        "2 articles removed",
        "2 articles back in the library",
    ),
    (remove_and_add_again, "2 articles back in the library", "2 articles removed again"),
    (add_fourth, "1 article added", "1 article taken out"),
]


@pytest.mark.parametrize(("do", "done", "undone"), KINDS)
def test_what_is_undone_is_as_it_was_and_what_is_redone_as_it_had_become(
    library: Library, do: Callable[[Library], object], done: str, undone: str
) -> None:
    before, entries = rows(library), undo_changes.listed(library)
    do(library)
    after, new = rows(library), len(undo_changes.listed(library)) - len(entries)
    assert after != before
    assert undo_changes.listed(library)[0].what == done
    told = [undo_changes.undo(library) for _ in range(new)]
    assert rows(library) == before
    assert told[0] is not None
    assert told[0].what == undone
    assert undo_changes.listed(library, undone=True)[-1].what == done
    told = [undo_changes.redo(library) for _ in range(new)]
    assert rows(library) == after
    assert told[-1] is not None
    assert told[-1].what == done
    for _ in range(new):
        undo_changes.undo(library)
    assert rows(library) == before
    assert undo_changes.listed(library) == entries
    assert library.store.check() == ()


@pytest.mark.parametrize("do", [kind[0] for kind in KINDS], ids=[kind[1] for kind in KINDS])
def test_other_programs_undo_and_redo_row_for_row(
    copied: Callable[[], Path], do: Callable[[Library], object]
) -> None:
    path = copied()
    states = []
    with closing(Library.open(path)) as library:
        before, entries = rows(library), len(undo_changes.listed(library))
        do(library)
        after, new = rows(library), len(undo_changes.listed(library)) - entries
    for turn in (undo_changes.undo, undo_changes.redo, undo_changes.undo):
        for _ in range(new):
            with closing(Library.open(path)) as library:
                turn(library)
                states.append(rows(library))
    between = states[: new - 1]
    assert states == [*between, before, *between[::-1], after, *between, before]


@settings(max_examples=4)
@given(st.lists(st.integers(0, len(KINDS) - 1), min_size=2, max_size=4, unique=True))
def test_after_any_walk_undo_until_nothing_is_left_leads_to_an_empty_library(
    tmp_path_factory: pytest.TempPathFactory, filled: Path, walk: list[int]
) -> None:
    home = tmp_path_factory.mktemp("walk")
    library = Library.open(home / "library")
    states = {0: rows(library)}
    shutil.copy(filled / "d.txt", home)
    add(library, home, **TEXTS)
    for kind in walk:
        states[len(undo_changes.listed(library))] = rows(library)
        with contextlib.suppress(QuoteBrowserError):  # whom it is about may have gone
            KINDS[kind][0](library)  # type: ignore[no-untyped-call]
    for left in range(len(undo_changes.listed(library)) - 1, -1, -1):
        assert undo_changes.undo(library) is not None
        assert rows(library) == states.get(left, rows(library))
    assert undo_changes.undo(library) is None
    assert rows(library) == states[0]
    library.close()


def test_a_new_change_leaves_nothing_to_redo(copied: Callable[[], Path]) -> None:
    with closing(Library.open(copied())) as library:
        correct(library, outlet="Typo")
        undo_changes.undo(library)
        correct(library, title="T")
        assert undo_changes.redo(library) is None


def test_a_change_that_fails_leaves_neither_rows_nor_an_entry(library: Library) -> None:
    before, entries = rows(library), undo_changes.listed(library)
    first, nobody = ids(library)[0], "0" * 16
    with pytest.raises(UnknownError):
        correct_facts.set_values(library, (), {"outlet": "Typo"}, articles=[first, nobody])
    assert (rows(library), undo_changes.listed(library)) == (before, entries)


def test_what_another_program_changed_meanwhile_is_passed_over_in_the_browser(
    copied: Callable[[], Path],
) -> None:
    directory = copied()
    with closing(Library.open(directory)) as here, closing(Library.open(directory)) as other:
        here.opened = 0
        correct(here, outlet="Mine")
        correct(other, title="Theirs")
        told = undo_changes.undo(here, here=True)
        assert told is not None
        assert told.what == "outlet of 1 article back to 'Alpha'"
        assert undo_changes.undo(here, here=True) is None
        told = undo_changes.undo(here)
        assert told is not None
        assert told.what.startswith("title of 1 article back to ")


CHANGED_SINCE = {
    "the same fact": (
        lambda one: correct(one, outlet="Mine"),
        lambda one: correct(one, outlet="Theirs"),
    ),
    "the same name": (
        lambda one: merge_speakers.merge(one, "Torres", "Ann Torres"),
        lambda one: merge_speakers.split(one, "Ann Torres"),
    ),
    "an article that was removed since": (
        lambda one: remove_articles.remove(one, ids(one)[:1]),
        lambda one: list(add_files.add(one, [one.directory.parent / "a.txt"], jobs=1)),
    ),
    "an article of which something was said since": (
        add_fourth,
        lambda one: correct_facts.set_values(one, (), {"title": "T"}, articles=ids(one)[-1:]),
    ),
    "an article that was added and removed since": (
        add_fourth,
        lambda one: remove_articles.remove(one, ids(one)[-1:]),
    ),
    "quotes that were found again since": (
        lambda one: correct(one, form="transcript"),
        lambda one: mark_quote.mark(one, uids(one)[0], on=True),
    ),
}


@pytest.mark.parametrize(("mine", "theirs"), CHANGED_SINCE.values(), ids=CHANGED_SINCE)
def test_what_another_program_changed_since_is_not_destroyed(
    copied: Callable[[], Path],
    mine: Callable[[Library], object],
    theirs: Callable[[Library], object],
) -> None:
    directory = copied()
    with closing(Library.open(directory)) as here, closing(Library.open(directory)) as other:
        here.opened = 0
        mine(here)
        theirs(other)
        before = rows(here)
        with pytest.raises(LibraryError, match="cannot be undone, as some of it was changed since"):
            undo_changes.undo(here, here=True)
        assert rows(here) == before
        assert undo_changes.undo(other) is not None
        assert undo_changes.undo(other) is not None


def test_purge_takes_its_words_out_of_the_journal_and_leaves_the_rest(copied: Callable[[], Path]) -> None:
    with closing(Library.open(copied())) as library:
        correct_facts.set_values(library, (), {"title": "Both"}, articles=ids(library)[:2])
        said_by(library, f"Zoe {WORD}", 1)
        merge_speakers.merge(library, f"Zoe {WORD}", f"Ann {WORD}")
        correct(library, form="transcript")
        correct(library, 1, outlet=WORD)
        correct(library, 1, outlet="")
        remove_articles.remove(library, ids(library)[:1])
        add_fourth(library)
        undo_changes.undo(library)
        (gone,) = (row.id for row in library.store.articles.rows(removed=True))
        correct_facts.set_values(library, (), {"title": "T"}, articles=ids(library)[:1])
        purge_articles.purge(library, [gone])
        assert [change.what for change in undo_changes.listed(library)] == [
            "title of 1 article set to 'T'",
            "title of 1 article set to 'Both'",
            "2 articles added",
        ]
        for path in library.directory.rglob("library.db*"):
            assert WORD.encode() not in path.read_bytes().lower()
        for _ in range(3):
            undo_changes.undo(library)
        assert library.is_empty


@pytest.mark.parametrize(
    ("limits", "left"),
    [
        ({}, ["title", "outlet", "1 article added", "3 articles added"]),
        ({"undo_changes": 2}, ["title", "outlet"]),
        ({"undo_changes": 0}, []),
        ({"undo_megabytes": 0}, []),
    ],
)  # fmt: skip
def test_only_so_much_is_kept(copied: Callable[[], Path], limits: dict[str, int], left: list[str]) -> None:
    directory = copied()
    with closing(Library.open(directory, settings=Settings(**limits))) as library:  # type: ignore[arg-type]
        add_fourth(library)
        correct(library, outlet="Typo")
        correct(library, title="T")
        kept = [change.what.partition(" of ")[0] for change in undo_changes.listed(library)]
        assert kept == left


HOSTILE = [
    "x", "7", "[]", "{}", "null", '{"key":"outlet"}',
    '{"article":1,"key":"outlet","value":7}',
    '{"article":"1","key":"outlet","value":"x"}',
    '{"article":1,"key":"../outlet","value":"x"}',
    '{"article":1,"key":"outlet","value":"x","more":1}',
    '{"key":"outlet","article":1,"value":"x"}',
    '{"article":1,"key":"outlet","value":{"bytes":"%%"}}',
    '{"article":1,"key":"outlet","value":{"a":1,"b":2}}',
    '{"article":1,"key":"outlet","value":["x"]}',
    '{"article":1,"key":"outlet","value":true}',
    '{"article":1,"key":"title","value":"x"}',
    '{"article":99999999999999999999,"key":"outlet","value":"x"}',
    "[" * 90_000,
]  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE)
def test_a_row_that_this_program_never_wrote_is_refused(library: Library, data: str) -> None:
    _refused(library, lambda one: correct(one, outlet="Typo"), f"SET before = '{data}'")


OTHERS = {
    "of no table": "SET name = 'meta'",
    "of another table": "SET name = 'alias'",
    "an article that is another": "SET name = 'article', before = NULL, after = '{}'",
    "an addition": "SET name = 'added', before = NULL, after = NULL, article = 'nobody'",
}


@pytest.mark.parametrize("changed", OTHERS.values(), ids=OTHERS)
def test_a_row_that_says_it_is_of_something_else_is_refused(library: Library, changed: str) -> None:
    _refused(library, lambda one: correct(one, outlet="Typo"), changed)


@pytest.mark.parametrize(
    ("old", "new"), [("Ann Torres", "Zoe Quint"), (BRIDGE[:11], "We will now"), ('"start":', '"start":1')]
)
def test_quotes_that_their_article_does_not_print_are_not_put_back(
    library: Library, old: str, new: str
) -> None:
    changed = f"SET before = replace(before, '{old}', '{new}') WHERE name IN ('quote', 'span')"
    _refused(library, lambda one: correct(one, form="transcript"), changed)


def _refused(library: Library, do: Callable[[Library], object], changed: str) -> None:
    """Have the last change refused when its rows in the journal are others, with guards that fit."""
    before = rows(library)
    do(library)
    after, db = rows(library), library.store._db
    (latest,) = db.rows("SELECT * FROM journal_row ORDER BY no DESC LIMIT 1")
    with db.transaction():
        kept = db.rows("SELECT * FROM journal_row WHERE entry = ?", (latest[1],))
        where = f"{'AND' if 'WHERE' in changed else 'WHERE'} entry = {latest[1]}"
        db.run(f"UPDATE journal_row {changed} {where}")
    with pytest.raises(LibraryError, match=r"damaged|cannot be undone") as error:
        undo_changes.undo(library)
    assert "\n" not in error.value.message
    assert rows(library) == after
    with db.transaction():
        db.run_many("INSERT OR REPLACE INTO journal_row VALUES (?, ?, ?, ?, ?, ?)", kept)
    undo_changes.undo(library)
    assert rows(library) == before


def test_a_row_that_was_changed_behind_its_back_is_refused_and_reported(copied: Callable[[], Path]) -> None:
    directory = copied()
    with closing(Library.open(directory)) as library:
        correct(library, outlet="Typo")
    with closing(sqlite3.connect(directory / "library.db")) as other, other:
        other.execute("UPDATE journal_row SET after = replace(after, 'Typo', 'Tipo')")
    with closing(Library.open(directory)) as library:
        with pytest.raises(LibraryError, match="in the journal of the library is damaged"):
            undo_changes.undo(library)
        assert any("journal_row differs" in str(one) for one in library.store.check())


def test_an_addition_is_kept_as_ids_and_a_removal_without_its_text(copied: Callable[[], Path]) -> None:
    with closing(Library.open(copied())) as library:
        remove_articles.remove(library, ids(library))
        assert WORD not in str(library.store._db.rows("SELECT * FROM journal_row"))
        undo_changes.undo(library)
        undo_changes.undo(library)
        assert WORD in str(library.store._db.rows("SELECT * FROM journal_row"))
        undo_changes.redo(library)
        assert WORD not in str(library.store._db.rows("SELECT * FROM journal_row"))


def test_what_was_removed_comes_back_row_for_row_though_another_program_added_meanwhile(
    copied: Callable[[], Path],
) -> None:
    directory = copied()
    with closing(Library.open(directory)) as here, closing(Library.open(directory)) as other:
        here.opened = 0
        before = rows(here)
        remove_articles.remove(here, ids(here)[-1:])  # its passages had the highest numbers
        add_fourth(other)
        assert undo_changes.undo(here, here=True) is not None
        assert undo_changes.undo(here) is not None
        assert rows(here) == before
