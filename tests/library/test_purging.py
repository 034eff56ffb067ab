"""Purge is for ever: what is deleted is nowhere in the program's own places, and what stays is named."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotebrowser import clipboard
from quotebrowser.errors import LibraryError
from quotebrowser.library import Library, originals
from quotebrowser.library.adding import add_files
from quotebrowser.library.adding.cluster.checkpoints import Checkpoints
from quotebrowser.library.changing import merge_speakers, purge_articles
from quotebrowser.library.finding import search_quotes, targets
from quotebrowser.settings import cache_directory, state_directory
from quotebrowser.store import PURGING, Store, place

WORD = "Ozymandias"
TEXT = (
    f"The council of Tarnford met behind closed doors on Tuesday.\n\n“The {WORD} bridge was never tested and "
    "everybody in the ministry knew it,” said Perpetua Vance, an engineer.\n"
)
OTHER = (
    "The council met again.\n\n“We shall paint the bridge before the summer,” said Ann Torres, the mayor.\n"
)
NAME = "Quintessa Secretname"
DONE = purge_articles.Purged(articles=1, open_elsewhere=False, copies=(), renewed=None, other=())


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Two articles, of which `secret` is to be purged."""
    library = Library.open(tmp_path / "library")
    _add(library, tmp_path / "secret.txt", TEXT)
    _add(library, tmp_path / "other.txt", OTHER)
    yield library
    library.close()


def _add(library: Library, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    assert [outcome.outcome for outcome in add_files.add(library, [path])] == ["added"]


def _purge(library: Library, *, copies: bool = False) -> purge_articles.Purged:
    return purge_articles.purge(library, [targets.article(library, "secret.txt")], copies=copies)


def _where(*homes: Path, words: str = WORD) -> set[str]:
    """Names of the files that hold words, in any case."""
    return {
        path.name
        for home in homes
        for path in home.rglob("*")
        if path.is_file() and words.lower().encode() in path.read_bytes().lower()
    }


def _all_homes(library: Library) -> tuple[Path, ...]:
    return library.directory, state_directory(), *cache_directory().glob("index-*")


def test_nothing_is_left_and_nothing_is_named_where_all_could_be_done(library: Library) -> None:
    assert _where(library.directory)
    assert _purge(library) == DONE
    assert not _where(*_all_homes(library))
    assert search_quotes.search(library, "bridge").total == 1
    assert library.store.meta.get(PURGING) is None


@pytest.mark.parametrize("ending", [".staged", ".staged-wal", ".staged-journal"])
@pytest.mark.parametrize("home", [".", place.COPIES])
def test_what_a_backup_or_restore_that_was_killed_left_goes_at_the_next_opening(
    library: Library, home: str, ending: str
) -> None:
    library.close()
    place.private_directory(library.directory / home)
    for name in {".library.db.1a2b3c4d.staged", f".library.db.1a2b3c4d{ending}"}:
        shutil.copyfile(library.directory / "library.db", library.directory / home / name)
    opened = Library.open(library.directory)
    _purge(opened)
    assert not _where(*_all_homes(opened))
    opened.close()


def test_what_a_cluster_has_read_and_nobody_has_stored_goes_too(library: Library) -> None:
    Checkpoints(library.directory / place.CHECKPOINTS).put("5e" * 32, WORD.encode())
    _purge(library)
    assert not _where(*_all_homes(library))


def test_the_name_of_a_speaker_goes_with_the_last_article_that_quotes_them(library: Library) -> None:
    merge_speakers.merge(library, "Perpetua Vance", NAME)
    _purge(library)
    assert library.store.corrections.all().aliases == ()
    assert not _where(*_all_homes(library), words=NAME)


@pytest.mark.parametrize("corrected", [False, True])
def test_the_name_of_a_speaker_stays_while_another_article_quotes_them(
    library: Library, tmp_path: Path, *, corrected: bool
) -> None:
    if corrected:
        quote = search_quotes.search(library, "paint").rows[0].uid
        library.store.corrections.set_speaker(quote, "Perpetua Vance")
    else:
        _add(library, tmp_path / "third.txt", "“I said so in March,” said Perpetua Vance, an engineer.\n")
    merge_speakers.merge(library, "Perpetua Vance", NAME)
    _purge(library)
    assert [alias.name for alias in library.store.corrections.all().aliases] == [NAME]
    assert not _where(*_all_homes(library))


COPIED = [
    (
        f"“The {WORD} bridge was never tested and everybody in the ministry knew it,” Perpetua Vance said.",
        None,
    ),
    ("he said: was never tested\nand EVERYBODY in", None),
    ("never tested", None),
    ("“We shall paint the bridge before the summer,” Ann Torres said.", "kept"),
    ("", "kept"),
]


@pytest.mark.parametrize(("copied", "kept"), COPIED)
def test_the_last_copy_goes_if_it_has_its_words(library: Library, copied: str, kept: str | None) -> None:
    clipboard.keep_last(copied, state_directory())
    part = state_directory() / f".{clipboard.LAST_COPY}.k4q1.part"
    part.write_text(copied, encoding="utf-8")
    _purge(library)
    assert clipboard.last(state_directory()) == (copied if kept else None)
    assert part.exists() == bool(kept)


def test_an_index_that_was_made_where_the_library_could_not_be_written_goes(library: Library) -> None:
    library.close()
    directory = library.directory
    shutil.rmtree(directory / "index")
    directory.chmod(0o500)
    (directory / "library.db").chmod(0o400)
    reading = Library.open(directory)
    assert reading.read_only
    assert search_quotes.search(reading, WORD).total == 1
    cached = reading.index_directory
    assert cached.is_dir()
    reading.close()
    directory.chmod(0o700)
    (directory / "library.db").chmod(0o600)
    opened = Library.open(directory)
    _purge(opened)
    opened.close()
    assert not cached.exists()


def test_copies_that_hold_it_are_named_and_the_others_are_not(library: Library) -> None:
    held = library.store.backup()
    other = Library.open(library.directory.with_name("another"))
    clean = other.store.backup(held.with_name("clean.db"))
    other.close()
    purged = _purge(library)
    assert purged.copies == (held,)
    assert {held.name} == _where(library.directory)
    assert clean.exists()


def test_copies_go_where_that_is_asked_for_once_there_is_a_new_one(library: Library) -> None:
    held = [library.store.backup() for _ in range(2)]
    held.append(held[0].with_name("replaced-20260101-000000.db-wal"))
    shutil.copyfile(held[0], held[-1])
    purged = _purge(library, copies=True)
    assert (purged.copies, purged.other) == ((), ())
    assert not any(path.exists() for path in held)
    assert not _where(*_all_homes(library))
    assert purged.renewed is not None
    again = library.directory.with_name("again")
    again.mkdir()
    shutil.copyfile(purged.renewed, again / "library.db")
    with Store.open(again) as store:
        assert store.counting.counts().articles == 1


def test_words_that_another_article_prints_too_are_not_named(library: Library, tmp_path: Path) -> None:
    _add(library, tmp_path / "reprint.txt", "Reprinted with permission.\n\n" + TEXT)
    assert _purge(library) == DONE
    assert search_quotes.search(library, WORD).total == 1


def test_a_reader_keeps_the_words_and_is_named_until_it_closes(library: Library) -> None:
    reader = sqlite3.connect(library.directory / "library.db")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM article").fetchone()
    library.store._db._busy = 0.1
    purged = _purge(library)
    assert purged.open_elsewhere
    assert (purged.copies, purged.other) == ((), ())
    assert _where(library.directory)
    assert not _where(library.directory / "index")
    reader.close()
    assert purge_articles.finish(library)
    assert not _where(*_all_homes(library))


UNFINISHED = ["originals.forget", "Store.compact", "rebuild", "_clear_last_copy"]


@pytest.mark.parametrize("broken", UNFINISHED)
def test_what_could_not_be_done_is_said_and_done_when_it_is_opened_again(
    library: Library, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LibraryError("The disk is full")

    *holder, name = broken.split(".")
    holders: dict[tuple[str, ...], object] = {("Store",): Store, ("originals",): originals}
    monkeypatch.setattr(holders.get(tuple(holder), purge_articles), name, fail)
    with pytest.raises(LibraryError, match=r"1 article was deleted, but not every trace .* The disk is full"):
        _purge(library)
    monkeypatch.undo()
    assert (library.store.meta.get(PURGING) is None) == (broken == "_clear_last_copy")
    library.close()
    opened = Library.open(library.directory)
    assert opened.store.meta.get(PURGING) is None or purge_articles.finish(opened)
    assert not _where(*_all_homes(opened))
    assert search_quotes.search(opened, "bridge").total == 1
    opened.close()


def test_a_page_that_was_kept_goes_and_what_is_left_of_one_that_was_begun(library: Library) -> None:
    article = library.store.articles.get(targets.article(library, "secret.txt"))
    assert article is not None
    kept = library.directory / originals.DIRECTORY
    kept.mkdir()
    for name in (article.sha256, f"{article.sha256}.part"):
        (kept / name).write_text(TEXT, encoding="utf-8")
    assert _purge(library) == DONE
    assert not any(kept.iterdir())


def test_a_page_that_holds_another_article_too_stays_and_is_named(library: Library) -> None:
    article = library.store.articles.get(targets.article(library, "secret.txt"))
    assert article is not None
    kept = library.directory / originals.DIRECTORY
    kept.mkdir()
    (kept / ("0" * 64)).write_text(OTHER + TEXT, encoding="utf-8")
    assert _purge(library).other == (kept / ("0" * 64),)
    assert _where(library.directory) == {"0" * 64}


@pytest.mark.parametrize("left", ["index", "index 1234 ../../etc/passwd", "", "nonsense", "index " * 9])
def test_whatever_is_noted_to_be_left_of_a_purge_opening_ends_it(library: Library, left: str) -> None:
    library.store.meta.set(PURGING, left)
    assert purge_articles.finish(library)
    assert library.store.meta.get(PURGING) is None
    assert search_quotes.search(library, WORD).total == 1
