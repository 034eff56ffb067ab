"""Groups of passages, and what lists are told of them."""

import pytest
from store_material import WORDS, article, passages, quote, two_quotes

from quotebrowser.errors import UnknownError
from quotebrowser.model import Pointer, Trace
from quotebrowser.store import Grouped, Store, Summary


@pytest.fixture
def uids(store: Store) -> list[list[str]]:
    """Uids of the three passages of each of two articles, which share an utterance."""
    found = []
    for name in ("one", "other"):
        each = article(name)
        quotes = two_quotes(each)
        printed = passages(each, quotes)
        store.articles.add(each, quotes, printed, {passage.uid: Trace((1, 2, 3)) for passage in printed})
        found.append([passage.uid for passage in printed])
    shared = min(found[0][0], found[1][0])
    store.utterances.set_groups({found[0][0]: shared, found[1][0]: shared, found[0][1]: found[0][1]})
    return found


def test_a_new_utterance_has_as_many_witnesses_as_articles(store: Store, uids: list[list[str]]) -> None:
    shared = min(uids[0][0], uids[1][0])
    assert [one.uid for one in store.passages.members(shared)] == sorted([uids[0][0], uids[1][0]])
    assert store.utterances.summaries([shared, uids[0][1], "unknown"]) == {
        shared: Summary(2, 0),
        uids[0][1]: Summary(1, 0),
    }
    assert store.passages.members("unknown") == ()
    assert store.counting.counts().utterances == 2


def test_a_uid_points_at_a_quote_its_part_and_its_utterance(store: Store, uids: list[list[str]]) -> None:
    (first, second, last), (other, *_) = uids
    shared = min(first, other)
    assert store.quotes.pointer(first) == Pointer(first, first, shared)
    assert store.quotes.pointer(other) == Pointer(other, other, shared)
    assert store.quotes.pointer(second) == Pointer(second, second, second)
    assert store.quotes.pointer(last) == Pointer(second, last, "")
    assert store.quotes.pointer("unknown") is None
    store.utterances.set_groups({first: "another name", other: "another name"})
    assert store.quotes.pointer("another name") == Pointer(shared, shared, "another name")


def test_rows_tell_the_utterances_of_their_parts(store: Store, uids: list[list[str]]) -> None:
    shared = min(uids[0][0], uids[1][0])
    store.utterances.set_summaries({shared: Summary(2, 3, 1)})
    first, second = two_quotes(article("one"))
    rows = store.quotes.many([second.uid, first.uid, "unknown"])
    assert [row.utterances for row in rows] == [
        (Grouped(uids[0][1], Summary(1, 0)),),
        (Grouped(shared, Summary(2, 3, 1)),),
    ]


def test_quotes_are_narrowed_by_witnesses_and_differences(store: Store, uids: list[list[str]]) -> None:
    both = {two_quotes(article(name))[0].uid for name in ("one", "other")}
    assert store.utterances.witnessed(2) == both
    assert store.utterances.witnessed(3) == frozenset()
    assert store.utterances.differing() == frozenset()
    store.utterances.set_summaries({min(uids[0][0], uids[1][0]): Summary(2, 2, 1)})
    assert store.utterances.differing(2) == both
    assert store.utterances.differing(3) == frozenset()


def test_groups_that_merge_leave_no_empty_ones(store: Store, uids: list[list[str]]) -> None:
    smallest = min(uid for each in uids for uid in each)
    store.utterances.set_groups({uid: smallest for each in uids for uid in each})
    assert store.counting.counts().utterances == 1
    assert store.utterances.summaries([smallest])[smallest].witnesses == 2


def test_the_passages_of_a_removed_article_are_no_witnesses_and_are_not_read(
    store: Store, uids: list[list[str]]
) -> None:
    store.articles.remove(article("one").id)
    shared = min(uids[0][0], uids[1][0])
    assert [one.uid for one in store.passages.members(shared)] == [uids[1][0]]
    assert store.quotes.pointer(uids[0][0]) is None
    assert store.passages.passages([uid for each in uids for uid in each]) == tuple(
        sorted(passages(article("other"), two_quotes(article("other"))), key=lambda passage: passage.uid)
    )
    assert store.passages.passages_of(article("one").id) == ()
    store.articles.restore(article("one").id)
    assert set(store.passages.sharing([1])) == {uid for each in uids for uid in each}


def test_purged_passages_leave_no_postings(store: Store, uids: list[list[str]]) -> None:
    store.articles.purge(article("one").id)
    store.articles.purge(article("other").id)
    for table in ("fingerprint", "passage", "link", "utterance", "span", "fact"):
        assert store._db.value(f"SELECT count(*) FROM {table}") == 0, table


def test_only_what_is_shared_often_enough_is_told(store: Store) -> None:
    one = article()
    quotes = two_quotes(one)
    printed = passages(one, quotes)
    store.articles.add(
        one, quotes, printed, {printed[0].uid: Trace((1, 2, 2), b"its words"), printed[1].uid: Trace((2,))}
    )
    assert store.passages.sharing([1, 2, 2]) == {printed[0].uid: b"its words", printed[1].uid: b""}
    assert store.passages.sharing([1, 2], minimum=2) == {printed[0].uid: b"its words"}
    assert store.passages.sharing([]) == {}


def test_a_passage_must_be_part_of_a_stored_quote(store: Store) -> None:
    one = article()
    store.articles.add(one, [quote(one, WORDS[0])])
    with pytest.raises(UnknownError, match="not part of a stored quote"):
        store.passages.add(passages(one, [quote(one, WORDS[1])]))


def test_a_quote_has_the_utterances_of_its_parts_or_none(store: Store, uids: list[list[str]]) -> None:
    third = article("third")
    store.articles.add(third, two_quotes(third), passages(third, two_quotes(third)))
    first, second = two_quotes(article("one"))
    alone = two_quotes(third)[0].uid
    assert store.quotes.grouped([first.uid, second.uid, alone, "unknown"]) == {
        first.uid: (min(uids[0][0], uids[1][0]),),
        second.uid: (uids[0][1],),
        alone: (),
    }
    assert store.damage == ()
