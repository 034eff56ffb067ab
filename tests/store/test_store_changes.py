"""The index can follow the store by its change log alone."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_material import MAYOR, WORDS, article, passages, quote, two_quotes

from quotebrowser.errors import LibraryError, UnknownError
from quotebrowser.store import Changed, Store

ONE = article("one", outlet="Example Herald")
FIRST, SECOND = two_quotes(ONE)


@pytest.fixture
def added(store: Store) -> int:
    store.articles.add(ONE, [FIRST, SECOND], passages(ONE, [FIRST, SECOND]))
    return store.changes.latest()


CHANGES: list[tuple[str, Callable[[Store], object], set[str], set[str]]] = [
    # what is done, the quotes that are to be indexed again, those that are to be deleted
    (
        "outlet",
        lambda store: store.corrections.set_fact(ONE.id, "outlet", "x"),
        {FIRST.uid, SECOND.uid},
        set(),
    ),
    ("via", lambda store: store.corrections.set_fact(ONE.id, "via", "x"), {FIRST.uid, SECOND.uid}, set()),
    ("speaker", lambda store: store.corrections.set_speaker(FIRST.uid, "Cy Sample"), {FIRST.uid}, set()),
    ("alias", lambda store: store.corrections.alias(MAYOR.key, "Adah"), {FIRST.uid, SECOND.uid}, set()),
    ("removed", lambda store: store.articles.remove(ONE.id), set(), {FIRST.uid, SECOND.uid}),
    ("purged", lambda store: store.articles.purge(ONE.id), set(), {FIRST.uid, SECOND.uid}),
    ("found anew", lambda store: store.articles.add(ONE, [FIRST]), {FIRST.uid}, {SECOND.uid}),
    ("marked", lambda store: store.marks.mark(FIRST.uid), set(), set()),
    ("grouped", lambda store: store.utterances.set_groups({FIRST.uid: FIRST.uid}), set(), set()),
]


@pytest.mark.parametrize(
    ("change", "upserted", "deleted"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES]
)
def test_what_alters_a_document_is_told(
    store: Store, added: int, change: Callable[[Store], None], upserted: set[str], deleted: set[str]
) -> None:
    change(store)
    told = store.changes.since(added)
    assert set(told.upserted) == upserted
    assert set(told.deleted) == deleted
    assert told.watermark == store.changes.latest()
    assert (told.watermark > added) == bool(upserted | deleted)


def test_what_was_removed_and_restored_is_indexed_again(store: Store, added: int) -> None:
    store.articles.remove(ONE.id)
    store.articles.restore(ONE.id)
    assert store.changes.since(added) == Changed((FIRST.uid, SECOND.uid), (), store.changes.latest())


def test_a_failed_transaction_changes_nothing(store: Store, added: int) -> None:
    other = article("other")

    def fail_late() -> None:
        with store.transaction():
            store.articles.add(other, two_quotes(other))
            store.articles.remove(ONE.id)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_late()
    assert store.changes.since(added) == Changed((), (), added)
    assert store.articles.ids() == (ONE.id,)


def test_a_part_of_a_transaction_can_fail_by_itself(store: Store, added: int) -> None:
    other, third = article("other"), article("third")
    with store.transaction():
        store.articles.add(other)
        with pytest.raises(UnknownError), store.transaction():
            store.articles.add(third, [quote(third, WORDS[0])], passages(third, [quote(third, WORDS[1])]))
    assert store.articles.ids() == (ONE.id, other.id)


def test_what_fails_in_a_transaction_takes_with_it_what_came_before(store: Store, added: int) -> None:
    other, third = article("other"), article("third")

    def fail_late() -> None:
        with store.transaction():
            store.articles.add(other)
            store.articles.add(third, [quote(third, WORDS[0])], passages(third, [quote(third, WORDS[1])]))

    with pytest.raises(UnknownError):
        fail_late()
    assert store.articles.ids() == (ONE.id,)


def test_what_is_gone_cannot_be_removed(store: Store, added: int) -> None:
    store.articles.purge(ONE.id)
    for work in (store.articles.remove, store.articles.restore, store.articles.purge):
        with pytest.raises(UnknownError, match="There is no article with the id"):
            work(ONE.id)


_NAMES = ["a", "b", "c"]
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "fewer", "remove", "restore", "purge", "fact"]), st.sampled_from(_NAMES)
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS, limits=st.lists(st.integers(1, 3), min_size=1, max_size=3))
def test_an_index_that_follows_in_any_strides_ends_level(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]], limits: list[int]
) -> None:
    with Store.open(tmp_path_factory.mktemp("following") / "library") as store:
        indexed: set[str] = set()
        watermark = 0
        for number, (step, name) in enumerate(steps):
            _take(store, step, name)
            told = store.changes.since(watermark, limits[number % len(limits)])
            indexed = (indexed | set(told.upserted)) - set(told.deleted)
            watermark = told.watermark
        while watermark < store.changes.latest():
            told = store.changes.since(watermark, 2)
            indexed = (indexed | set(told.upserted)) - set(told.deleted)
            assert told.watermark > watermark
            watermark = told.watermark
        assert indexed == set(store.quotes.uids())


def _take(store: Store, step: str, name: str) -> None:
    one = article(name)
    found = two_quotes(one)
    try:
        match step:
            case "add":
                store.articles.add(one, found, passages(one, found))
            case "fewer":
                store.articles.add(one, found[1:])
            case "remove":
                store.articles.remove(one.id)
            case "restore":
                store.articles.restore(one.id)
            case "purge":
                store.articles.purge(one.id)
            case "fact":
                store.corrections.set_fact(one.id, "outlet", "Example Herald")
    except UnknownError:
        assert one.id not in store.articles.ids()


def test_reading_after_closing_is_refused(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(LibraryError, match="closed"):
        store.changes.latest()
