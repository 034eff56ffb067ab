"""`copy-library`: nothing is lost between directories and servers, and nothing half-done is a library."""

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from conftest import SEEDS
from newsroom_fixture import Newsroom
from store_material import TEXT, article, passages, two_quotes

from quotebrowser.cli import main
from quotebrowser.errors import LibraryError
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import remove_articles
from quotebrowser.library.noting import write_notes
from quotebrowser.library.upkeep import level
from quotebrowser.library.upkeep.copy_library import copy_library
from quotebrowser.store import Store
from quotebrowser.store.newsroom import server_tables
from quotebrowser.store.newsroom.address import parse
from quotebrowser.store.newsroom.exchange import first_fill
from quotebrowser.store.newsroom.transfer.file_end import FileEnd
from quotebrowser.store.newsroom.transfer.row_streams import Sum
from quotebrowser.store.newsroom.transfer.server_end import ReadServer
from quotebrowser.store.sqlite.database import Database

STOPPED = """
import os, sys
from pathlib import Path
from quotebrowser.library.upkeep.copy_library import copy_library
from quotebrowser.store.newsroom.transfer import row_streams
row_streams.ROWS = 7
left = int(sys.argv[3])
def told(*_):
    global left
    left -= 1
    if left < 0:
        os._exit(9)
copy_library(sys.argv[1], sys.argv[2], told)
"""
"""Copies a library and dies at a step."""


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A library with all that is hard to copy: odd texts, removed articles, notes, a journal."""
    library = Library.open(tmp_path / "odd")
    try:
        list(add_files.add(library, [SEEDS]))
        with library.store.transaction():
            for name in ("a\0b", "lone \udcff surrogate", "\ue000coded", "\udcfe"):
                made = article(name.encode("utf-8", "surrogatepass").hex(), f"{TEXT} {name}", outlet=name)
                said = two_quotes(made)
                library.store.articles.add(made, said, passages(made, said))
        (uid, *_) = library.store.listing.uids()
        write_notes.write(library, uid, "a note \0 with all \ue000")
        write_notes.tag(library, [uid], "urgent")
        library.store.searches.save("kept", "outlet:x")
        library.store.searches.remember(["past"])
        remove_articles.remove(library, [library.store.articles.ids()[0]])
        level.catch_up(library)
    finally:
        library.close()
    return tmp_path / "odd"


def sums(place: str) -> dict[str, Sum]:
    """What the rows of each table add up to, added up again."""
    end = ReadServer(parse(place)) if "://" in place else FileEnd(Database(Path(place) / "library.db"))
    return {table.name: end.sum(table) for table in server_tables.tables()}


def exported(place: Path | str, capsys: pytest.CaptureFixture[str]) -> str:
    """All of a library as its export has it."""
    assert main(["export", "--format", "jsonl", "--library", str(place)]) == 0
    return capsys.readouterr().out


def test_a_library_comes_back_from_a_server_as_it_was(
    odd: Path, tmp_path: Path, newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    back = tmp_path / "back"
    with Store.open(odd) as store:
        store.articles.add(article("long", "x" * 20_000_000 + "\0"))
    address = newsroom.user("anna")
    assert main(["copy-library", str(odd), address, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert main(["copy-library", address, str(back)]) == 0
    capsys.readouterr()
    assert sums(str(odd)) == sums(newsroom.address) == sums(str(back))
    assert told["rows"] == sum(each.rows for each in sums(str(odd)).values())
    assert exported(odd, capsys) == exported(back, capsys) == exported(address, capsys)
    assert main(["doctor", "--library", str(back)]) == 0
    with Store.open(odd) as one, Store.open(back) as two:
        assert one.identity != two.identity
        assert list(one.articles.all()) == list(two.articles.all())
        assert two.searches.past() == ()


@pytest.mark.parametrize("way", ["to a server", "to a directory"])
def test_a_copy_that_was_killed_anywhere_is_no_library_and_goes_on(
    way: str, odd: Path, tmp_path: Path, newsroom: Newsroom
) -> None:
    source, target = str(odd), newsroom.address
    if way == "to a directory":
        copy_library(source, target)
        source, target = target, str(tmp_path / "back")
    for steps in (0, 1, 2, 5, 10, 20, 22):
        ran = subprocess.run([sys.executable, "-c", STOPPED, source, target, str(steps)], check=False)
        assert ran.returncode == 9
        with pytest.raises(LibraryError, match="is not complete"):
            Store.open(target if "://" in target else Path(target))
    seen: list[str] = []
    copy_library(source, target, lambda *told: seen.append(told[2]))
    assert sums(target) == sums(source)
    assert all(what.startswith(("comparing", "reading")) for what in seen)  # nothing was copied twice


def test_what_changed_before_the_copy_went_on_is_copied_too(odd: Path, newsroom: Newsroom) -> None:
    subprocess.run([sys.executable, "-c", STOPPED, str(odd), newsroom.address, "20"], check=False)
    library = Library.open(odd)
    write_notes.write(library, library.store.listing.uids()[-1], "later")
    library.close()
    copy_library(str(odd), newsroom.address)
    assert sums(newsroom.address) == sums(str(odd))


def test_an_empty_library_is_copied_both_ways(tmp_path: Path, newsroom: Newsroom) -> None:
    Store.open(tmp_path / "empty").close()
    assert copy_library(str(tmp_path / "empty"), newsroom.address).articles == 0
    assert copy_library(newsroom.address, str(tmp_path / "back")).articles == 0
    with Store.open(tmp_path / "back", create=False) as back:
        assert back.check() == ()


def test_from_directory_to_directory_saved_pages_go_along(
    tmp_path: Path, odd: Path, newsroom: Newsroom
) -> None:
    (odd / "originals").mkdir()
    page = odd / "originals" / "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    page.write_bytes(b"test")
    (odd / "originals" / "other").write_bytes(b"")
    assert copy_library(str(odd), str(tmp_path / "back")).originals == 1
    assert [path.name for path in (tmp_path / "back" / "originals").iterdir()] == [page.name]
    assert sums(str(odd)) == sums(str(tmp_path / "back"))
    assert copy_library(str(odd), newsroom.address).left == 1


def test_what_holds_something_else_is_not_filled(tmp_path: Path, odd: Path, newsroom: Newsroom) -> None:
    Store.open(tmp_path / "other").close()
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "draft.txt").write_text("mine")
    for place in (odd, tmp_path / "other", tmp_path / "papers", tmp_path / "papers" / "draft.txt"):
        with pytest.raises(LibraryError, match=r"not empty|not a directory"):
            copy_library(newsroom.address, str(place))
    copy_library(str(odd), newsroom.address)
    with pytest.raises(LibraryError, match="holds something already"):
        copy_library(str(tmp_path / "other"), newsroom.address)
    assert (tmp_path / "papers" / "draft.txt").read_text() == "mine"


def test_a_part_of_one_library_is_not_completed_from_another(
    tmp_path: Path, odd: Path, newsroom: Newsroom
) -> None:
    Store.open(tmp_path / "other").close()
    subprocess.run([sys.executable, "-c", STOPPED, str(odd), newsroom.address, "20"], check=False)
    with pytest.raises(LibraryError, match="a part of another library"):
        copy_library(str(tmp_path / "other"), newsroom.address)


def test_a_row_that_changed_on_the_way_is_noticed(odd: Path, newsroom: Newsroom) -> None:
    def meddle(_: int, __: int, what: str) -> None:
        if what == "comparing article":
            newsroom.sql("UPDATE quotebrowser.quote SET kind = 'fragment' WHERE no = 3")

    with pytest.raises(LibraryError, match="differs from its source in the table quote"):
        copy_library(str(odd), newsroom.address, meddle)
    copy_library(str(odd), newsroom.address)
    assert sums(newsroom.address) == sums(str(odd))


@pytest.mark.parametrize(
    "spoilt",
    [
        "UPDATE quotebrowser.passage SET fingerprints = '\\x01'",
        "UPDATE quotebrowser.quote SET digest = '\\x01' WHERE no = 1",
        "UPDATE quotebrowser.span SET quote = 77777 WHERE quote = 1",
        "UPDATE quotebrowser.quote SET speaker_name = U&'\\E000' || 'no base64' WHERE no = 1",
        "UPDATE quotebrowser.article SET text = 'other' WHERE no = 1",
    ],
)
def test_what_a_server_hands_out_damaged_becomes_no_library(
    spoilt: str, odd: Path, tmp_path: Path, newsroom: Newsroom
) -> None:
    copy_library(str(odd), newsroom.address)
    newsroom.sql(spoilt)
    with pytest.raises(LibraryError):
        copy_library(newsroom.address, str(tmp_path / "back"))
    assert not (tmp_path / "back" / "library.db").exists()


def test_who_wrote_what_goes_along_to_a_file(odd: Path, tmp_path: Path, newsroom: Newsroom) -> None:
    anna, name = newsroom.user("anna"), newsroom.named("anna")
    copy_library(str(odd), anna)
    with Store.open(anna) as shared:
        shared.corrections.keep_apart("a", "b")
    newsroom.sql(f"UPDATE quotebrowser.annotation SET audience = 'user:{name}' WHERE tag <> ''")
    copy_library(anna, str(tmp_path / "back"))
    with Store.open(tmp_path / "back") as back:
        assert back.check() == ()
        assert back.authors.of("apart", ["[1]"])["[1]"].author == name
        assert back.authors.of("annotation", ["[2]"])["[2]"].personal


def test_what_is_one_users_alone_does_not_become_everybodys(odd: Path, newsroom: Newsroom) -> None:
    with Store.open(odd) as store, store.transaction():
        store.authors.keep("annotation", [1], "anna")
    with pytest.raises(LibraryError, match="everybody would see"):
        copy_library(str(odd), newsroom.address)


def test_the_copy_of_a_newsroom_is_completed_before_it_is_copied(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = newsroom.user("anna")
    monkeypatch.setenv("QUOTEBROWSER_COPIES", str(tmp_path / "anna"))
    with closing(Library.open(address)) as library:
        assert list(add_files.add(library, [SEEDS]))
        articles = len(library.store.articles.ids())
    monkeypatch.setattr(first_fill, "FEW", 2)
    monkeypatch.setattr("quotebrowser.store.newsroom.opening._AT_FIRST", 0)
    monkeypatch.setenv("QUOTEBROWSER_COPIES", str(tmp_path / "late"))
    with closing(Library.open(address)) as library:
        directory = library.directory
        assert len(library.store.articles.ids()) < articles
    assert copy_library(str(directory), str(tmp_path / "file")).articles == articles


def test_two_programs_do_not_fill_one_place(odd: Path, tmp_path: Path, newsroom: Newsroom) -> None:
    def meanwhile(_: int, __: int, what: str) -> None:
        if what == "quote":
            with pytest.raises(LibraryError, match="Another program is writing"):
                copy_library(str(odd), newsroom.address)

    copy_library(str(odd), newsroom.address, meanwhile)
