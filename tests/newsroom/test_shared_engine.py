"""A library that many machines share: what one writes all have, and nothing is lost or seen in part."""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from clients import Client, client, rows, shared
from cut_line import Line
from newsroom_fixture import Newsroom

from quotebrowser.errors import LibraryError
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import embargo_articles, purge_articles, undo_changes
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.upkeep.backing_up import restore
from quotebrowser.library.upkeep.level import mend
from quotebrowser.library.upkeep.regroup import LEFT
from quotebrowser.model import Article
from quotebrowser.store import BusyError, Store
from quotebrowser.store.newsroom import listening, server_line
from quotebrowser.store.newsroom.address import parse
from quotebrowser.store.newsroom.exchange import first_fill, row_pull
from quotebrowser.store.newsroom.managing import members
from quotebrowser.store.newsroom.server import Connection, UnreachableError
from quotebrowser.store.newsroom.server_tables import tables

__all__ = ["client"]


def add(library: Library, *paths: Path) -> None:
    assert list(add_files.add(library, list(paths)))


def outlets(library: Library) -> set[str]:
    return {row.facts.outlet.value if row.facts.outlet else "" for row in library.store.articles.rows()}


def level(*libraries: Library) -> None:
    """All copies have the same, and each is sound."""
    for library in libraries:
        shared(library).pull()
        assert library.store.check() == ()
    first, *others = (rows(library.directory) for library in libraries)
    for other in others:
        assert other == first


def test_what_one_machine_adds_and_corrects_another_finds_and_takes_back(
    newsroom: Newsroom, client: Client, seeds: Path
) -> None:
    anna = client(newsroom.user("anna"), "a")
    ben = client(newsroom.user("ben"), "b")
    add(anna, seeds)
    shared(ben).pull()
    assert ben.counts() == anna.counts()
    found = search_quotes.search(ben, "big blow")
    assert found.total == 5
    uid = found.rows[0].pointer.quote
    article = found.rows[0].article
    with ben.journal.noted():
        ben.store.corrections.set_fact(article, "outlet", "Example Herald")
    shared(anna).pull()
    assert outlets(anna) == {"", "Example Herald"}
    assert uid in {row.pointer.quote for row in search_quotes.search(anna, 'outlet:"Example Herald"').rows}
    assert undo_changes.undo(ben) is not None
    level(anna, ben)
    assert outlets(ben) == {""}
    assert undo_changes.undo(anna) is not None
    level(anna, ben)
    assert ben.is_empty
    assert undo_changes.redo(anna) is not None
    level(anna, ben)
    assert search_quotes.search(ben, "big blow").total == 5


def test_what_is_written_at_once_by_many_is_all_there(newsroom: Newsroom, client: Client) -> None:
    address = newsroom.user("anna")
    machines = [client(address, name) for name in "abc"]

    def write(machine: Library, name: str) -> None:
        for number in range(8):
            text = f"Example text {number} of {name}."
            machine.store.articles.add(Article(f"{name}{number}", text, "a.txt"))
            machine.store.meta.set("last", f"{name}{number}")

    threads = [
        threading.Thread(target=write, args=(machine, name))
        for machine, name in zip(machines, "abc", strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    level(*machines)
    assert len(machines[0].store.articles.ids()) == 24


@pytest.mark.parametrize("text", ["a\0b", "\udc80 x", "\ue000", "\ue000YQ==", "\x7f\x1f", "🗞 été"])
def test_any_text_comes_back_as_it_went(newsroom: Newsroom, client: Client, text: str) -> None:
    anna, ben = (client(newsroom.user("anna"), name) for name in "ab")
    anna.store.articles.add(Article("a", f"Text {text}", text))
    anna.store.corrections.set_fact("a", "title", text)
    anna.store.corrections.alias(text, "Name")
    anna.store.outcomes.record(text, "added", text, "a")
    shared(ben).pull()
    assert ben.store.articles.get("a") == anna.store.articles.get("a")
    level(anna, ben)
    anna.store.corrections.alias(text, None)
    level(anna, ben)


@pytest.mark.parametrize("cut", ["before", "after"])
def test_where_the_line_is_cut_in_a_commit_the_outcome_is_found_out(
    newsroom: Newsroom, client: Client, cut: str
) -> None:
    line = Line(newsroom.user("anna"))
    anna, ben = client(line.address, "a"), client(newsroom.user("ben"), "b")
    anna.store.articles.add(Article("a", "One text.", "a.txt"))
    line.at_commit = cut
    if cut == "before":
        with pytest.raises(UnreachableError, match="cannot be reached"):
            anna.store.articles.add(Article("b", "Two texts.", "b.txt"))
    else:
        anna.store.articles.add(Article("b", "Two texts.", "b.txt"))
    assert anna.store.articles.has("b") == (cut == "after")
    anna.store.articles.add(Article("c", "Three texts.", "c.txt"))
    level(anna, ben)
    assert ben.store.articles.has("b") == (cut == "after")


def test_an_outcome_that_cannot_be_found_out_is_said_to_be_unknown(
    newsroom: Newsroom, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(newsroom.user("anna"))
    anna = client(line.address, "a")
    anna.store.articles.add(Article("a", "One text.", "a.txt"))
    monkeypatch.setattr(server_line, "PAUSES", (0.01, 0.01))
    newsroom.sql(f"ALTER DATABASE {newsroom.database} SET default_transaction_read_only = on")
    line.at_commit = "after"
    with pytest.raises(UnreachableError, match="whether it was is not known"):
        anna.store.articles.add(Article("b", "Two texts.", "b.txt"))
    assert not anna.store.articles.has("b")
    shared(anna).pull()
    assert anna.store.articles.has("b")


def test_without_its_server_a_library_is_read_and_not_written(
    newsroom: Newsroom, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(newsroom.user("anna"))
    anna, ben = client(line.address, "a"), client(newsroom.user("ben"), "b")
    news = threading.Event()
    anna.store.articles.add(Article("a", "One text.", "a.txt"))
    shared(anna).listen(news.set)
    ben.store.articles.add(Article("b", "Two texts.", "b.txt"))
    assert news.wait(5)
    until(lambda: anna.store.articles.has("b"))
    line.cut()
    until(lambda: not shared(anna).reachable)
    assert anna.store.articles.has("b")
    assert time.time() - shared(anna).as_of < 60
    with pytest.raises(UnreachableError, match="cannot be reached"):
        anna.store.articles.add(Article("c", "Three texts.", "c.txt"))
    monkeypatch.setenv("QUOTEBROWSER_COPIES", str(anna.directory.parent))
    with Store.open(anna.directory) as again:  # as a child process does
        assert again.shared is not None
        assert not again.shared.reachable
        assert again.articles.has("b")
        again.searches.remember(["x"])
        assert again.searches.past() == ("x",)
    ben.store.articles.add(Article("d", "Four texts.", "d.txt"))
    line.mend()
    until(lambda: anna.store.articles.has("d"))
    assert shared(anna).reachable
    anna.store.articles.add(Article("c", "Three texts.", "c.txt"))
    level(anna, ben)


def test_who_ceases_to_be_a_member_loses_it_while_the_browser_is_open(
    newsroom: Newsroom, client: Client, monkeypatch: pytest.MonkeyPatch, seeds: Path
) -> None:
    monkeypatch.setattr(listening, "_LISTENING", 0.2)
    monkeypatch.setattr(first_fill, "FEW", 2)
    anna, ben = (client(newsroom.user(name), name) for name in ("anna", "ben"))
    add(anna, seeds)
    members.add_members(parse(newsroom.address), "merger", [newsroom.named(name) for name in ("anna", "ben")])
    for library in (anna, ben):
        shared(library).pull()
        shared(library).fill()
    article = anna.store.articles.ids()[0]
    embargo_articles.embargo(anna, [article], "merger")
    shared(ben).listen(lambda: None)
    until(lambda: ben.store.articles.has(article) and shared(ben).is_whole)
    members.remove_members(parse(newsroom.address), "merger", [newsroom.named("ben")])
    until(lambda: not ben.store.articles.has(article) and shared(ben).is_whole)
    assert set(ben.store.articles.ids()) == {*anna.store.articles.ids()} - {article}


def test_of_two_articles_of_one_file_the_other_is_there_when_one_is_purged(
    newsroom: Newsroom, client: Client, seeds: Path
) -> None:
    anna, ben = (client(newsroom.user(name), name) for name in ("anna", "ben"))
    members.add_members(parse(newsroom.address), "merger", [newsroom.named("anna")])
    shared(anna).pull()
    file = next(seeds.glob("*.txt"))
    add(anna, file)
    (article,) = anna.store.articles.ids()
    embargo_articles.embargo(anna, [article], "merger")
    add(ben, file)
    shared(anna).pull()
    assert not anna.store.authors.embargo(article)
    purge_articles.purge(anna, [article])
    shared(anna).fill()
    assert anna.store.authors.embargo(article) == "collection:merger"
    purge_articles.purge(anna, [article])
    assert newsroom.sql("SELECT count(*) FROM quotebrowser.article") == [(0,)]
    level(anna, ben)


def test_a_program_that_writes_for_long_does_not_say_that_the_server_is_gone(
    newsroom: Newsroom, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, ben = (client(newsroom.user(name), name) for name in ("anna", "ben"))
    told: list[bool] = []
    shared(anna).listen(lambda: told.append(shared(anna).reachable))
    anna.store.articles.add(Article("a", "One text.", "a.txt"))
    monkeypatch.setattr(server_line, "LOCK_SECONDS", 0.1)
    with anna.store.transaction():
        anna.store.meta.set("a", "b")
        time.sleep(0.2)
        newsroom.sql("NOTIFY quotebrowser, '9'")
        time.sleep(0.6)
    ben.store.articles.add(Article("b", "Two texts.", "b.txt"))
    until(lambda: anna.store.articles.has("b"))
    assert False not in told


def until(holds: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_reader_is_told_that_he_cannot_write(newsroom: Newsroom, client: Client) -> None:
    anna, cy = client(newsroom.user("anna"), "a"), client(newsroom.user("cy", "reader"), "c")
    anna.store.articles.add(Article("a", "One text.", "a.txt"))
    shared(cy).pull()
    assert cy.store.articles.has("a")
    with pytest.raises(LibraryError, match="but not change it"):
        cy.store.articles.add(Article("b", "Two texts.", "b.txt"))
    with pytest.raises(LibraryError, match="may read"):
        cy.require_writable()
    anna.store.meta.set(LEFT, "1")
    shared(cy).pull()
    assert search_quotes.search(cy, "text").total == 0  # what is left to be counted, others count


def test_a_large_library_is_fetched_newest_first_and_goes_on_where_it_was(
    newsroom: Newsroom, client: Client, monkeypatch: pytest.MonkeyPatch, seeds: Path
) -> None:
    anna = client(newsroom.user("anna"), "a")
    add(anna, seeds)
    shared(anna).pull()
    monkeypatch.setattr(first_fill, "FEW", 2)
    monkeypatch.setattr(first_fill, "_ROWS", 3)
    monkeypatch.setattr("quotebrowser.store.newsroom.opening._AT_FIRST", 0)
    ben = client(newsroom.user("ben"), "b")
    while not ben.store.articles.ids():
        shared(ben).pull()
    assert set(ben.store.articles.ids()) == set(anna.store.articles.ids()[-2:])
    assert search_quotes.search(ben, "").total
    with pytest.raises(LibraryError, match="still being fetched"):
        ben.store.meta.set("a", "b")
    anna.store.articles.add(Article("a", "One text.", "a.txt"))
    purge_articles.purge(anna, [anna.store.articles.ids()[0]])
    directory = ben.directory
    ben.close()
    with Store.open(directory) as again:
        assert again.shared is not None
        assert not again.shared.is_whole
        again.shared.fill()
        assert again.shared.is_whole
        assert again.check() == ()
    assert rows(directory) == rows(anna.directory)


def test_a_row_that_no_copy_ever_sent_is_a_damaged_row(
    newsroom: Newsroom, client: Client, seeds: Path
) -> None:
    anna = client(newsroom.user("anna"), "a")
    add(anna, seeds)
    quotes = anna.store.listing.uids()
    newsroom.sql("UPDATE quotebrowser.quote SET kind = 'nonsense', rev = 99 WHERE no = 3")
    newsroom.sql("INSERT INTO quotebrowser.fact VALUES (77, 'outlet', 'x', 'given', 9, 99, '')")
    newsroom.sql("INSERT INTO quotebrowser.gone VALUES ('quote', '[\"x\"]', 99, ''), ('none', '[1]', 99, '')")
    newsroom.sql("INSERT INTO quotebrowser.meta VALUES ('copy.rev', '7', 99, ''), ('library', 'x', 99, '')")
    newsroom.sql("UPDATE quotebrowser.library SET rev = 99")
    ben = client(newsroom.user("ben"), "b")
    shared(anna).pull()
    for library in (anna, ben):
        assert library.store.meta.get("copy.rev") == "99"
        assert len(library.store.quotes.many(quotes)) == len(quotes) - 1
        assert library.store.damage
        assert library.store.check()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO quotebrowser.gone VALUES ('article', '[36893488147419103232]', 1, '')",
        "INSERT INTO quotebrowser.gone VALUES ('alias', '[\"\\ud800\"]', 1, '')",
        "INSERT INTO quotebrowser.gone VALUES ('article', '[true]', 1, ''), ('alias', '[[]]', 1, '')",
        "INSERT INTO quotebrowser.gone VALUES ('utterance', '[]', 1, '')",
        "UPDATE quotebrowser.link SET cover = 'NaN', info = '-Infinity', rev = 1",
        "UPDATE quotebrowser.fact SET confidence = 'NaN', rev = 1",
        "INSERT INTO quotebrowser.change VALUES (E'\\uE000/w==', 1, ''), (E'\\uE000AA==', 1, '')",
        "UPDATE quotebrowser.passage SET fingerprints = '\\x00', rev = 1",
        "UPDATE quotebrowser.article SET text = repeat('x', 300000000), rev = 1 WHERE no = 1",
        "UPDATE quotebrowser.article SET id = 'same', rev = 1",
        "UPDATE quotebrowser.quote SET uid = E'\\uE000/w==', rev = 1",
        "UPDATE quotebrowser.article SET sha256 = E'\\uE000/w==', rev = 1",
        "UPDATE quotebrowser.library SET identity = E'\\uE000'",
    ],
)
def test_no_row_keeps_a_copy_from_being_level(
    newsroom: Newsroom, client: Client, seeds: Path, statement: str
) -> None:
    anna = client(newsroom.user("anna"), "a")
    add(anna, seeds)
    newsroom.sql("UPDATE quotebrowser.library SET rev = rev + 1")
    newsroom.sql(statement.replace("1, '')", "99, '')").replace("rev = 1", "rev = 99"))
    newsroom.sql("UPDATE quotebrowser.library SET rev = 99")
    ben = client(newsroom.user("ben"), "b")
    for library in (anna, ben):
        shared(library).pull()
        shared(library).fill()
        library.store.check()
        assert search_quotes.search(library, "big blow").total >= 0
        assert library.store.meta.get("copy.rev") == "99"


def test_a_copy_of_another_past_is_made_again(newsroom: Newsroom, client: Client, seeds: Path) -> None:
    anna, ben = (client(newsroom.user(name), name) for name in ("anna", "ben"))
    add(anna, seeds)
    shared(ben).pull()
    # As on a replica that was promoted without the last transactions.
    newsroom.sql("UPDATE quotebrowser.library SET rev = 0")
    for table in ("write", "gone", "change", *(table.name for table in tables())):
        newsroom.sql(f"DELETE FROM quotebrowser.{table}")
    shared(ben).pull()
    assert ben.is_empty
    anna.store.articles.add(Article("a", "One text.", "a.txt"))
    level(anna, ben)
    assert anna.store.articles.ids() == ben.store.articles.ids() == ("a",)
    assert search_quotes.search(ben, "big blow").total == 0


def test_news_for_a_copy_that_another_program_emptied_meanwhile_are_not_all_of_it(
    newsroom: Newsroom, client: Client, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, ben = (client(newsroom.user(name), name) for name in ("anna", "ben"))
    add(anna, seeds)
    shared(ben).pull()
    anna.store.meta.set("a", "b")
    fetched = row_pull.fetched

    def emptied(connection: Connection, since: int, until: int) -> row_pull.News:
        news = fetched(connection, since, until)
        with shared(ben)._copy.transaction():
            row_pull.empty(shared(ben)._copy)
        return news

    with monkeypatch.context() as patch:
        patch.setattr(row_pull, "fetched", emptied)
        shared(ben).pull()
    assert not shared(ben).is_whole
    shared(ben).fill()
    level(anna, ben)


def test_a_directory_from_elsewhere_leads_to_no_server(
    newsroom: Newsroom, client: Client, tmp_path: Path
) -> None:
    anna = client(newsroom.user("anna"), "a")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "newsroom.toml").write_bytes((anna.directory / "newsroom.toml").read_bytes())
    with pytest.raises(LibraryError, match="not where the copy"):
        Store.open(tmp_path / "other")
    assert "secret" not in (anna.directory / "newsroom.toml").read_text()
    assert (anna.directory / "newsroom.toml").stat().st_mode & 0o777 == 0o600


def test_a_copy_that_lost_its_address_is_given_it_again(newsroom: Newsroom, client: Client) -> None:
    file = client(newsroom.user("anna"), "a").directory / "newsroom.toml"
    file.write_text("addr", encoding="utf-8")
    again = client(newsroom.user("anna"), "a")
    assert "secret" not in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o777 == 0o600
    with Store.open(again.directory) as store:  # as a child process does
        assert store.shared is not None
        assert store.shared.reachable


def test_who_keeps_the_library_is_waited_for_and_then_said(
    newsroom: Newsroom, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotebrowser.store.newsroom.server_line.LOCK_SECONDS", 0.3)
    anna, ben = (client(newsroom.user(name), name) for name in ("anna", "ben"))
    with anna.store.transaction():
        anna.store.meta.set("a", "b")
        with pytest.raises(BusyError, match="Another program is writing"):
            ben.store.meta.set("a", "c")
    ben.store.meta.set("a", "c")
    assert ben.store.meta.get("a") == "c"


def test_correcting_a_value_of_many_articles_is_one_change(
    newsroom: Newsroom, client: Client, seeds: Path
) -> None:
    anna, ben = (client(newsroom.user(name), name) for name in ("anna", "ben"))
    add(anna, seeds)
    ids = anna.store.articles.ids()
    before = newsroom.sql("SELECT rev + 1 FROM quotebrowser.library")
    with anna.journal.noted():
        for article in ids:
            anna.store.corrections.set_fact(article, "outlet", "Herald")
    assert newsroom.sql("SELECT rev FROM quotebrowser.library") == before
    level(anna, ben)


def test_a_copy_that_differs_from_its_server_is_said_to_and_fetched_again(
    newsroom: Newsroom, client: Client, seeds: Path
) -> None:
    anna = client(newsroom.user("anna"), "a")
    add(anna, seeds)
    assert anna.store.check() == ()
    with closing(sqlite3.connect(anna.directory / "library.db")) as db, db:
        db.execute("DELETE FROM link")
        db.execute("UPDATE fact SET value = 'Other Herald'")
    said = " ".join(finding.detail for finding in anna.store.check())
    assert "The copy has 0 rows of link" in said
    assert "Rows of fact in the copy are not those of the newsroom's server" in said
    done, left = mend(anna)
    assert "fetched again from the newsroom's server" in done[0]
    assert left == ()
    with pytest.raises(LibraryError, match="not replaced by the copy of one machine"):
        restore(anna.directory, anna.store.backup())
