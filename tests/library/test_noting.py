"""Notes, tags, saved searches and past ones: what is kept, found, exported, told and forgotten."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from quotebrowser.errors import QueryError, UnknownError, UsageError
from quotebrowser.library import Library, mark_quote, sharing
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import correct_facts, purge_articles, remove_articles, undo_changes
from quotebrowser.library.copying import export_quotes
from quotebrowser.library.finding import annotated, search_quotes, whole_answer
from quotebrowser.library.noting import in_editor, saved_searches, write_notes
from quotebrowser.library.upkeep import backing_up, level
from quotebrowser.settings import Settings
from quotebrowser.store.sqlite import row_guard, schema

SAID = ("We will sell the harbour", "The bridge was never tested", "Nobody asked the ferry men")
NAMES = ("Ann Torres", "Bo Sample", "Cy Ferry")
HEAD = "---\noutlet: {}\ndate: 2025-03-0{}\ntitle: News {}\n---\n"


OUTLETS = ("Alpha", "Beta", "Gamma", "Delta")


def text(at: int, words: str) -> str:
    return HEAD.format(OUTLETS[at], at + 1, at) + f"“{words},” {NAMES[at % 3]} said.\n"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three articles with a quote each, and a file with a fourth."""
    home = tmp_path_factory.mktemp("noting")
    for at, words in enumerate((*SAID, "The harbour is sold and gone")):
        (home / f"{at}.txt").write_text(text(at, words), encoding="utf-8")
    with closing(Library.open(home / "library")) as library:
        list(add_files.add(library, [home / f"{at}.txt" for at in range(3)], jobs=1))
    return home


@pytest.fixture
def library(filled: Path, tmp_path: Path) -> Iterator[Library]:
    with closing(Library.open(Path(shutil.copytree(filled / "library", tmp_path / "library")))) as library:
        yield library


def uids(library: Library) -> list[str]:
    articles = library.store.articles.ids()
    return [library.store.quotes.of_article(article)[0].uid for article in articles]


def answers(library: Library, query: str, *, as_typed: bool = False) -> list[int]:
    """Which of the quotes answer, by their place in the order of adding."""
    known = uids(library)
    return [known.index(row.uid) for row in search_quotes.search(library, query, as_typed=as_typed).rows]


ASKED = [
    # query, quotes that answer, in order
    ("tag:lead", [2, 0]),
    ("tag:LEAD", [2, 0]),
    ('tag:"crème brûlée"', [1]),
    ('tag:"creme brulee"', [1]),
    ("tag:lea", []),
    ("harbour tag:lead", [0]),
    ("-tag:lead", [1]),
    ("mark:lead", [2, 0]),
    ("mark:bookmark", [1]),
    ("note:embargo", [0]),
    ("note:EMBARG", [0]),
    ('note:"friday embargo"', [0]),
    ('note:"embargo monday"', []),
    ("-note:embargo tag:lead", [2]),
    ("has:note", [0, 1]),
    ("has:tag", [0, 1, 2]),
    ("new:port", []),
]


def test_the_query_language_finds_what_was_said_of_quotes(library: Library) -> None:
    first, second, third = uids(library)
    write_notes.tag(library, [third, first], ["#lead", "Lead"])
    write_notes.tag(library, [second], ["crème brûlée"])
    write_notes.write(library, first, "Embargo until\nFriday.")
    write_notes.write(library, second, "?")
    library.store.marks.mark(second, "bookmark")
    whole = whole_answer.ask(library, "tag:lead", sort="relevance", reverse=False, as_typed=True)
    assert [row.uid for _, row in sorted(whole.made([0, 1]).items())] == [third, first]
    for query, found in ASKED:
        told = answers(library, query, as_typed=True)
        assert (told if query in ("tag:lead", "tag:LEAD") else sorted(told)) == sorted(
            found, reverse=query[:5].lower() == "tag:l"
        ), query
    with pytest.raises(QueryError, match="cannot be used with OR"):
        search_quotes.search(library, "harbour OR tag:lead")


REFUSED = ["", " # ", '"', "“lead”", "x" * 65, "\u200b", "bookmark", "Primary"]


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_asked_for_is_no_tag(library: Library, name: str) -> None:
    with pytest.raises(UsageError):
        write_notes.tag(library, uids(library)[:1], [name])
    assert write_notes.tags(library) == {}


CLEANED = [
    ("  Ask\r\nher.\n", "Ask\nher."),
    ("e\u0301\x1b[2J\u202e", "é␛[2J"),
    ("a\ud800", "a\ufffd"),
    (" \n", ""),
]


@pytest.mark.parametrize(("given", "kept"), CLEANED)
def test_a_note_is_text_and_nothing_that_acts_on_a_terminal(given: str, kept: str) -> None:
    assert write_notes.cleaned(given) == kept


def test_a_note_has_an_end(library: Library) -> None:
    assert write_notes.write(library, uids(library)[0], "é" * 10_000)
    with pytest.raises(UsageError, match="at most 10000 characters"):
        write_notes.cleaned("x" * 10_001)
    assert library.store.check() == ()


def test_a_collection_is_exported_in_its_order_with_one_bibliography(library: Library) -> None:
    first, second, third = uids(library)
    write_notes.tag(library, [first, second, third], ["lead"])
    write_notes.tag(library, [third], ["lead"], at=1)
    write_notes.tag(library, [first], ["lead"], at=3)
    write_notes.write(library, second, "=Ask\nhim.")
    order = [third, second, first]
    exported = {
        form: "".join(piece.text for piece in export_quotes.pieces(library, "tag:lead", form))
        for form in ("jsonl", "csv", "markdown", "bibtex")
    }
    assert re.findall(r'"uid": ?"(\w+)"', exported["jsonl"]) == order
    assert '"note":"=Ask\\nhim.","tags":["lead"]' in exported["jsonl"].replace('": ', '":').replace(
        '", "', '","'
    )
    header, *rows = exported["csv"].splitlines()
    assert header.endswith(",note,tags")
    assert [row.partition(",")[0] for row in rows] == order
    assert rows[1].endswith(",'=Ask him.,lead")
    for form in ("markdown", "bibtex"):
        places = [exported[form].index(SAID[at]) for at in (2, 1, 0)]
        assert places == sorted(places)
    write_notes.untag(library, order, ["lead"])
    write_notes.write(library, second, "")
    assert (
        "note"
        not in "".join(piece.text for piece in export_quotes.pieces(library, "", "csv")).splitlines()[0]
    )


def test_a_saved_search_tells_once_what_was_added_and_not_what_was_corrected(
    library: Library, filled: Path
) -> None:
    saved_searches.save(library, "Port", '"the harbour is')
    library.store.searches.save("no query", "nosuch:field (")
    correct_facts.set_values(library, uids(library)[:2], {"speaker": "Harbour Master"})
    assert saved_searches.look(library, "port").rows == ()
    list(add_files.add(library, [filled / "3.txt"], jobs=1))
    assert [(one.name, one.new) for one in saved_searches.listed(library)] == [("Port", 1), ("no query", 0)]
    assert answers(library, "harbour new:port") == [3]
    cut = saved_searches.look(library, "port", limit=1)
    assert [row.uid for row in cut.rows] == uids(library)[3:]
    assert saved_searches.look(library, "port").rows == ()
    assert [one.new for one in saved_searches.listed(library)] == [0, 0]


def test_what_does_not_fit_on_the_list_is_new_the_next_time(library: Library, filled: Path) -> None:
    saved_searches.save(library, "all", "")
    (filled / "4.txt").write_text(text(3, "The harbour is sold again"), encoding="utf-8")
    list(add_files.add(library, [filled / "3.txt", filled / "4.txt"], jobs=1))
    assert [len(saved_searches.look(library, "all", limit=limit).rows) for limit in (1, 5, 5)] == [1, 2, 0]


def test_saved_searches_are_named_and_named_anew(library: Library) -> None:
    saved_searches.save(library, "port", "harbour")
    assert saved_searches.save(library, "PORT", "harbour OR bridge") == "port"
    saved_searches.save(library, "other", "ferry")
    assert saved_searches.rename(library, "port", "quay") == "quay"
    looked = saved_searches.called(library, "quay")
    assert saved_searches.rename(library, "quay", "quay") == "quay"
    assert saved_searches.called(library, "quay") == looked, "it is looked through as far as it was"
    assert [(one.name, one.query) for one in saved_searches.listed(library)] == [
        ("other", "ferry"),
        ("quay", "harbour OR bridge"),
    ]
    for wrong, error, message in (
        (
            lambda: saved_searches.rename(library, "quay", "Other"),
            UsageError,
            "already a saved search called other",
        ),
        (lambda: saved_searches.forget(library, "port"), UnknownError, "no saved search called port"),
        (lambda: saved_searches.save(library, '"', "x"), UsageError, "cannot be a name"),
        (lambda: saved_searches.save(library, "x", "nosuch:field"), QueryError, "Unknown field"),
    ):
        with pytest.raises(error, match=message):
            wrong()


def test_past_searches_are_kept_as_the_settings_say_and_go_with_every_byte(library: Library) -> None:
    saved_searches.remember(library, [" ozymandias\nharbour "])
    library.settings = Settings(keep_history=False)
    saved_searches.remember(library, ["secret"])
    assert saved_searches.past(library) == ("ozymandias harbour",)
    assert saved_searches.forget_past(library)
    assert not any(b"ozymandias" in path.read_bytes() for path in library.directory.glob("library.db*"))


def test_a_purge_takes_notes_tags_and_searches_for_its_words_and_says_so(library: Library) -> None:
    first, second, _ = uids(library)
    write_notes.write(library, first, "Ozymandias rings back.")
    write_notes.write(library, first, "Ozymandias rang.")
    write_notes.tag(library, [first, second], ["lead", "quay"])
    for query in ("We will sell the harbour", "harbour", "we sell a harbour"):
        saved_searches.remember(library, [query])
    done = purge_articles.purge(library, library.store.articles.ids()[:1])
    assert (done.notes, done.tags, done.searches) == (1, 2, 1)
    assert saved_searches.past(library) == ("we sell a harbour", "harbour")
    assert write_notes.tags(library) == {"lead": 1, "quay": 1}
    for word in (b"zymandias", b"We will sell the harbour"):  # of notes and the journal; of the history too
        assert not any(
            word in path.read_bytes() for path in library.directory.rglob("*") if path.is_file()
        ), word
    assert library.store.check() == ()


def test_all_of_it_is_there_after_removing_rebuilding_and_restoring(library: Library, filled: Path) -> None:
    first = uids(library)[0]
    write_notes.write(library, first, "Ask her.")
    write_notes.tag(library, [first], ["lead"])
    saved_searches.save(library, "port", "harbour")
    saved_searches.remember(library, ["ferry"])
    article = library.store.articles.ids()[:1]
    remove_articles.remove(library, article)
    assert (answers(library, "tag:lead"), write_notes.tags(library), write_notes.notes(library)) == (
        [],
        {},
        (),
    )
    list(add_files.add(library, [filled / "0.txt"], jobs=1))
    correct_facts.set_values(library, (), {"form": "transcript"}, articles=article)
    level.rebuild(library)
    copy = library.store.backup()
    directory = library.directory
    library.close()
    backing_up.restore(directory, copy)
    with closing(Library.open(directory)) as restored:
        assert annotated.of(restored, uids(restored)) == {first: annotated.Said("Ask her.", ("lead",))}
        assert [one.name for one in saved_searches.listed(restored)] == ["port"]
        assert saved_searches.past(restored) == ("ferry",)
        assert restored.store.check() == ()


NOTED = len(schema.STEPS[: schema.STEPS.index(schema._SAID) + 1])
"""The first version of a library that has notes, tags and searches."""


def older(directory: Path, steps: int) -> None:
    """Make a library one of an older version, with all its rows that had a place there."""
    file, made = directory / "library.db", directory / "made.db"
    file.rename(made)
    with closing(sqlite3.connect(file, isolation_level=None)) as old:
        old.executescript("".join(schema.STEPS[:steps]))
        old.executescript(f"PRAGMA application_id = {schema.APPLICATION}; PRAGMA user_version = {steps};")
        old.execute("ATTACH ? AS made", (str(made),))
        tables = [name for (name,) in old.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for table in tables:
            columns = ", ".join(f'"{row[1]}"' for row in old.execute(f"PRAGMA main.table_info({table})"))
            rows = f"SELECT {columns} FROM made.{table}"
            old.execute(f"DELETE FROM main.{table}")
            old.execute(f"INSERT INTO main.{table} ({columns}) {rows}")
        known = ", ".join(f"'{name}'" for name, one in row_guard.GUARDED.items() if one.table in tables)
        old.execute(f"DELETE FROM guard WHERE name NOT IN ({known})")
    made.unlink()


@pytest.mark.parametrize("steps", range(NOTED, schema.VERSION))
def test_all_of_it_is_there_in_a_library_of_an_older_version(library: Library, steps: int) -> None:
    first, second, _ = uids(library)
    write_notes.write(library, first, "Ask her.")
    write_notes.tag(library, [second, first], ["lead"])
    saved_searches.save(library, "port", "harbour")
    saved_searches.remember(library, ["ferry"])
    library.close()
    older(library.directory, steps)
    with closing(Library.open(library.directory)) as opened:
        assert annotated.of(opened, [first, second]) == {
            first: annotated.Said("Ask her.", ("lead",)),
            second: annotated.Said("", ("lead",)),
        }
        assert answers(opened, "tag:lead") == [1, 0]
        assert [(one.name, one.new) for one in saved_searches.listed(opened)] == [("port", 0)]
        assert saved_searches.past(opened) == ("ferry",)
        assert opened.store.check() == ()
        undo_changes.undo(opened)
        assert saved_searches.listed(opened) == ()


EDITORS = [
    # what the editor does, and what becomes of the text
    ("sed -i s/her/him/", "Ask him.\n"),
    ("false", UsageError),
    ("no-such-editor", UsageError),
    ("vi '+1", UsageError),
    ("", UsageError),
]


@pytest.mark.parametrize(("command", "made"), EDITORS)
def test_a_note_is_changed_in_the_users_editor(
    monkeypatch: pytest.MonkeyPatch, command: str, made: object
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command)
    if isinstance(made, str):
        assert in_editor.edited("Ask her.") == made
    else:
        with pytest.raises(UsageError):
            in_editor.edited("Ask her.")


def test_who_lends_the_terminal_has_it_back_even_if_the_editor_cannot_be_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such-editor")
    ended: list[str] = []

    @contextmanager
    def lent() -> Iterator[None]:
        yield
        ended.append("ended")  # like Textual's: an error inside, and the terminal is not taken back

    with pytest.raises(FileNotFoundError):
        in_editor.run(["no-such-editor", "a.txt"], lent())
    with pytest.raises(UsageError, match="could not be started"):
        in_editor.edited("words", lent())
    assert in_editor.run(["true"], lent()) == 0
    assert ended == ["ended"] * 3


def test_in_a_library_of_one_user_nothing_is_shared_and_nothing_is_said_of_it(library: Library) -> None:
    first, second, _ = uids(library)
    for write in (
        lambda: write_notes.write(library, first, "Ask her.", shared=True),
        lambda: write_notes.tag(library, [first], ["lead"], shared=True),
    ):
        with pytest.raises(UsageError, match="yours alone"):
            write()
    write_notes.write(library, first, "Ask her.", shared=False)
    write_notes.tag(library, [second], ["lead"])
    mark_quote.toggle(library, second)
    assert not library.store.authors.any()
    assert annotated.of(library, [first]) == {first: annotated.Said("Ask her.")}
    assert [one.author for one in undo_changes.listed(library)] == [""] * 4
    assert sharing.told(library.store) == ""
