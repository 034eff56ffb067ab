"""The store's own words follow the change log, hold nothing of their own and can be thrown away."""

import re
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_material import article, quote, two_quotes

from quotebrowser.errors import LibraryError
from quotebrowser.query import parse
from quotebrowser.store import Store
from quotebrowser.store.finding import Forms
from quotebrowser.text import normals, words

PLAIN = Forms(
    stem=lambda word: word.removesuffix("s"), within=lambda a, b, most: abs(len(a) - len(b)) <= most
)


def _found(store: Store, query: str) -> set[str]:
    results = store.fulltext.search(parse(query), limit=100, sort="relevance", forms=PLAIN)
    return {hit.uid for hit in results.hits}


def test_it_is_empty_until_it_follows_and_then_level(store: Store) -> None:
    one = article("one", title="Harbour news")
    store.articles.add(one, two_quotes(one))
    first, second = (found.uid for found in two_quotes(one))
    assert _found(store, "harbour") == set()
    assert store.fulltext.suggest("harbuor", PLAIN) == ()
    assert store.fulltext.behind() == store.changes.latest() == 2
    assert store.fulltext.follow(1) == 1
    assert _found(store, "harbour") == {first}
    assert store.fulltext.follow() == 0
    assert _found(store, "harbour") == {first, second}
    assert _found(store, "harbours -sell") == set()
    assert _found(store, "title:harbour later -sell") == {second}


def test_what_fails_in_a_transaction_is_not_kept(store: Store) -> None:
    one = article("one")

    def fail_late() -> None:
        with store.transaction():
            store.articles.add(one, two_quotes(one))
            store.fulltext.follow()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_late()
    assert store.fulltext.watermark == 0
    assert _found(store, "harbour") == set()


def test_thrown_away_it_is_made_again(store: Store) -> None:
    one = article("one")
    store.articles.add(one, two_quotes(one))
    store.fulltext.follow()
    before = _found(store, "later OR sell")
    store.fulltext.renew()
    assert store.fulltext.watermark == 0
    assert store.fulltext.follow() == 0
    assert _found(store, "later OR sell") == before != set()


def test_one_of_another_format_is_not_asked_and_made_anew(store: Store) -> None:
    one = article("one")
    store.articles.add(one, two_quotes(one))
    store.fulltext.follow()
    with store.transaction():
        store._db.run("UPDATE fulltext_state SET format = 0")
    assert store.fulltext.watermark == 0
    assert _found(store, "harbour") == set()
    store.fulltext.follow()
    assert _found(store, "harbour")


def test_what_was_purged_is_wiped_from_its_words_too(store: Store) -> None:
    one, other = article("one"), article("other", "“Zyzzyvas sting,” she said.")
    store.articles.add(one, two_quotes(one))
    store.articles.add(other, [quote(other, "Zyzzyvas sting,")])
    store.fulltext.follow()
    assert _found(store, "zyzzyvas")
    store.articles.purge(other.id)
    store.compact()
    path = store.directory / "library.db"
    store.close()
    assert b"zyzzyva" not in path.read_bytes().lower()
    with Store.open(path.parent) as again:
        assert again.fulltext.follow() == 0
        assert _found(again, "harbour")
        assert not again.check()


def test_rows_that_are_dead_are_never_given_out_again(store: Store) -> None:
    one = article("one")
    for _ in range(3):
        store.articles.add(one, two_quotes(one))
        store.fulltext.follow()
    rows = store._db.rows("SELECT no FROM fulltext_entry ORDER BY no")
    assert rows == [(5,), (6,)]
    assert len(_found(store, "later OR sell")) == 2


def test_a_library_without_it_opens_and_an_older_program_can_read_one_with_it(tmp_path: Path) -> None:
    with Store.open(tmp_path / "library") as store:
        one = article("one")
        store.articles.add(one, two_quotes(one))
        before = store._db.value("PRAGMA user_version")
        store.fulltext.follow()
        assert store._db.value("PRAGMA user_version") == before
        assert not store.check()


@pytest.mark.parametrize("byte", [b"\xff", b"\x41"])
def test_damage_to_its_tables_is_found_and_mended_by_making_it_anew(store: Store, byte: bytes) -> None:
    one = article("one")
    store.articles.add(one, two_quotes(one))
    store.fulltext.follow()
    path = store.directory / "library.db"
    store.close()
    raw = sqlite3.connect(path)
    raw.execute("UPDATE fulltext_data SET block = ? WHERE id > 10", (byte * 300,))
    raw.commit()
    raw.close()
    with Store.open(path.parent) as again:
        with pytest.raises(LibraryError, match="damaged") as raised:
            _found(again, "harbour")
        assert "quotebrowser rebuild" in raised.value.hint
        assert [(finding.kind, "rebuild" in finding.detail) for finding in again.check()] == [
            ("damaged", True)
        ]
        again.fulltext.renew()
        again.fulltext.follow()
        assert again.check() == ()
        assert _found(again, "harbour")


@given(st.text(max_size=60))
def test_every_word_of_any_text_is_found_by_itself(text: str) -> None:
    folded = [word.normal for word in words(text)]
    assert normals(text) == folded
    assert all('"' not in word for word in folded)


def test_sqlite_cuts_where_the_words_were_cut() -> None:
    """All kinds of characters that can stand in a word, each in one, through FTS5 and back."""
    from quotebrowser.store.fulltext import _TABLES, _words

    tokenizer = re.search(r"tokenize=\"(.*)\"\n", _TABLES)
    assert tokenizer is not None
    raw = sqlite3.connect(":memory:")
    raw.execute(f"CREATE VIRTUAL TABLE t USING fts5(x, content='', tokenize=\"{tokenizer[1]}\")")
    raw.execute("CREATE VIRTUAL TABLE v USING fts5vocab('t', 'row')")
    blocks = ((0, 0x3100), (0xA4D0, 0xAC00), (0xF900, 0x10000), (0x1D400, 0x1D800), (0x1F100, 0x1F200))
    every = [chr(code) for first, end in blocks for code in range(first, end) if chr(code) not in '"\0']
    raw.executemany("INSERT INTO t VALUES (?)", ((_words(f"a{char}b"),) for char in every))
    kept = {term.replace("\u00a0", " ") for (term,) in raw.execute("SELECT term FROM v")}
    raw.close()
    assert kept == {word for char in every for word in normals(f"a{char}b") if word}
