"""The identity of a library and the states it has been in: by them an index is told from that of another."""

import shutil
from pathlib import Path

import pytest
from store_material import article, two_quotes

from quotebrowser.errors import LibraryError
from quotebrowser.store import Store


def add(store: Store, text: str) -> None:
    one = article(text)
    store.articles.add(one, two_quotes(one))


def test_a_library_knows_all_states_it_has_been_in_and_no_other(store: Store, tmp_path: Path) -> None:
    states = [store.changes.state()]
    for text in ("one", "two", "three"):
        add(store, text)
        states.append(store.changes.state())
    assert len(set(states)) == 4
    assert all(map(store.changes.knows, states))
    with Store.open(tmp_path / "other") as other:
        add(other, "one")
        assert not other.changes.knows(states[0])
        assert not store.changes.knows(other.changes.state())


WRONG = ["", "0", "0:", ":" + "0" * 32, "0:" + "0" * 32, "-1:" + "0" * 32, "9" * 30 + ":" + "0" * 32, "0:'--"]


@pytest.mark.parametrize("state", WRONG)
def test_a_state_is_not_known_that_is(store: Store, state: str) -> None:
    assert not store.changes.knows(state)


def test_a_transaction_makes_one_state_however_much_it_changes(store: Store) -> None:
    def states() -> int:
        return int(store._db.value("SELECT count(*) FROM state"))

    before = states()
    with store.transaction():
        for number in range(9):
            add(store, f"number {number}")
    assert states() == before + 1
    first = store.changes.state()
    add(store, "another")
    assert states() == before + 2
    assert store.changes.knows(first)


def test_what_is_undone_leaves_the_state_as_it_was(store: Store) -> None:
    add(store, "kept")
    before = store.changes.state()

    def fails() -> None:
        with store.transaction():
            add(store, "undone")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fails()
    assert store.changes.state() == before
    with store.transaction():
        add(store, "kept too")
        inside = store.changes.state()
        with pytest.raises(KeyboardInterrupt):
            fails()
    assert store.changes.state() == inside
    assert store.changes.knows(before)


def test_what_changes_nothing_that_is_indexed_makes_no_state(store: Store) -> None:
    add(store, "one")
    before = store.changes.state()
    store.meta.set("search/a", "b")
    store.changes.note(())
    assert store.changes.state() == before


def test_copies_share_their_states_until_they_go_different_ways(tmp_path: Path) -> None:
    with Store.open(tmp_path / "one") as one:
        add(one, "before")
    shutil.copytree(tmp_path / "one", tmp_path / "other")
    with Store.open(tmp_path / "one") as one, Store.open(tmp_path / "other") as other:
        assert one.identity == other.identity
        assert one.changes.state() == other.changes.state()
        add(one, "after")
        add(other, "after")
        assert one.changes.latest() == other.changes.latest()
        assert not one.changes.knows(other.changes.state())
        assert not other.changes.knows(one.changes.state())


def test_an_identity_is_renewed_for_good(tmp_path: Path) -> None:
    with Store.open(tmp_path / "library") as store:
        before = store.identity
        assert store.renew_identity() == store.identity != before
        after = store.identity
    with Store.open(tmp_path / "library") as store:
        assert store.identity == after


@pytest.mark.parametrize("value", ["", "../../../etc", "A" * 32, "0" * 33])
def test_an_identity_that_is_none_is_made_where_that_can_be(tmp_path: Path, value: str) -> None:
    with Store.open(tmp_path / "library") as store:
        store.meta.set("library", value)
        made = store.identity
        assert len(bytes.fromhex(made)) == 16
        assert store.identity == made
        store.meta.set("library", value)
    (tmp_path / "library").chmod(0o500)
    try:
        with Store.open(tmp_path / "library") as store, pytest.raises(LibraryError, match="no identity"):
            _ = store.identity
    finally:
        (tmp_path / "library").chmod(0o700)
