"""What comes back from the store is what went in."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_material import TEXT, WORDS, article, articles, passages, quote, quotes, two_quotes

from quotebrowser.model import Date, Kind, Link, Provenance, Trace
from quotebrowser.store import Store


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store.open(tmp_path_factory.mktemp("shared") / "library")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_articles_and_quotes_come_back_exactly(shared: Store, data: st.DataObject) -> None:
    given_article = data.draw(articles())
    given_quotes = data.draw(quotes(given_article))
    shared.articles.add(given_article, given_quotes)
    assert shared.articles.get(given_article.id) == given_article
    assert shared.quotes.of_article(given_article.id) == given_quotes
    rows = shared.quotes.many([each.uid for each in given_quotes])
    assert [row.quote for row in rows] == list(given_quotes)
    assert [row.parts for row in rows] == [each.parts(given_article.text) for each in given_quotes]
    assert all(row.origin == given_article.origin and row.facts == given_article.facts for row in rows)
    assert shared.check() == ()
    shared.articles.purge(given_article.id)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters()), st.text(st.characters()))
def test_kept_values_come_back_exactly(shared: Store, key: str, value: str) -> None:
    shared.meta.set(key, value)
    assert shared.meta.get(key) == value
    assert key in shared.meta.keys()  # noqa: SIM118 - no mapping
    shared.meta.delete(key)
    assert shared.meta.get(key) is None


def test_passages_come_back_exactly(store: Store) -> None:
    one = article(published="2025-01-09")
    given_quotes = two_quotes(one)
    given_passages = passages(one, given_quotes, day=Date(2025, 1, 9).first)
    store.articles.add(
        one, given_quotes, given_passages, {given_passages[0].uid: Trace((1, -5, 2**64 - 1), b"\0w")}
    )
    assert store.passages.passages_of(one.id) == tuple(given_passages)
    assert store.passages.passages([given_passages[2].uid, "unknown"]) == (given_passages[2],)
    assert store.passages.sharing([2**64 - 1, 7, 2**64 - 5]) == {given_passages[0].uid: b"\0w"}


def test_links_come_back_exactly_from_either_end(store: Store) -> None:
    one, other = article("one"), article("other")
    for each in (one, other):
        found = two_quotes(each)
        store.articles.add(each, found, passages(each, found))
    a, b = sorted(passages(each, [quote(each, WORDS[0])])[0].uid for each in (one, other))
    link = Link(a, b, 2, 7.25, 0.5)
    store.passages.add_links([link])
    store.passages.add_links([link])
    assert store.passages.links_of([a]) == store.passages.links_of([b]) == (link,)


def test_a_quote_is_found_by_any_of_its_parts(store: Store) -> None:
    one = article()
    given_quotes = two_quotes(one)
    store.articles.add(one, given_quotes, passages(one, given_quotes))
    last = passages(one, given_quotes)[-1]
    assert store.quotes.get(last.uid) == given_quotes[1]
    assert store.quotes.get("0" * 16) is None
    assert store.quotes.resolve(last.uid[:8]) == (given_quotes[1].uid,)
    assert store.quotes.resolve("no such %") == ()
    assert store.quotes.uids() == tuple(each.uid for each in given_quotes)


def test_contexts_are_the_words_round_and_between_the_parts(store: Store) -> None:
    one = article(text=f"Long before. {TEXT} And long after.")
    found = two_quotes(one)
    store.articles.add(one, found)
    whole = "Long before. “We will not sell the harbour,” the mayor said. “ ” she added, “ ” And long after."
    assert store.quotes.contexts([found[1].uid], 1000) == {found[1].uid: whole}
    assert store.quotes.contexts([found[1].uid, "unknown"], 8)[found[1].uid] == "said. “ ” she added, “ ” And"


ARTICLES = [
    # name, what is asked for, which of the three it names
    ("an exact file name", "one.txt", ["one"]),
    ("a path", "papers/one.txt", ["one"]),
    ("the beginning of names", "o", ["one", "other"]),
    ("an exact name before the beginnings", "on", ["one"]),
    ("nothing", "", []),
    ("an unknown one", "zzz", []),
]


@pytest.mark.parametrize(
    ("asked", "expected"), [row[1:] for row in ARTICLES], ids=[row[0] for row in ARTICLES]
)
def test_articles_are_found_by_name(store: Store, asked: str, expected: list[str]) -> None:
    for name in ("one", "other", "third"):
        store.articles.add(article(name))
    assert store.articles.resolve(asked) == tuple(article(name).id for name in expected)
    assert store.articles.resolve(article("third").id[:6]) == (article("third").id,)


def test_articles_are_found_by_bytes_and_address(store: Store) -> None:
    store.articles.add(article("one", url="https://example.org/1"))
    store.articles.add(article("other", url="https://example.org/1"))
    one, other = article("one").id, article("other").id
    reprint = replace(article("one"), id="0123456789abcdef")
    assert store.articles.same_text(reprint, 2) == one
    assert store.articles.same_text(reprint, 0) == ""
    assert store.articles.same_text(replace(reprint, text="Other words."), 2) == ""
    assert store.articles.same_text(replace(reprint, sha256="another"), 2) == ""
    assert store.articles.by_url("https://example.org/1") == (one, other)
    store.corrections.set_fact(one, "url", "https://example.org/2")
    assert store.articles.by_url("https://example.org/1") == (other,)
    assert store.articles.by_url("https://example.org/2") == (one,)
    store.articles.remove(one)
    assert store.articles.by_url("https://example.org/2") == ()


def test_lists_tell_what_there_is(store: Store) -> None:
    one = article("one", outlet="Example Herald", published="2025-01-08")
    other = article("other", published="2025-01-09")
    mention = quote(other, WORDS[1], kind=Kind.MENTION)
    store.articles.add(one, two_quotes(one))
    store.articles.add(other, [quote(other, WORDS[0]), mention])
    assert [(row.id, row.quotes) for row in store.articles.rows()] == [(one.id, 2), (other.id, 1)]
    assert [item.id for item in store.articles.all()] == [one.id, other.id]
    assert [(row.name, row.title, row.quotes) for row in store.quotes.speakers()] == [
        ("Ada Example", "Mayor", 3)
    ]
    assert {(facet.value, facet.count) for facet in store.listing.outlets()} == {
        ("Example Herald", 1),
        ("", 1),
    }
    assert store.listing.newest(2) == (quote(other, WORDS[0]).uid, quote(one, WORDS[0]).uid)
    counts = store.counting.counts()
    assert (counts.articles, counts.quotes, counts.speakers, counts.utterances) == (2, 3, 1, 0)


def test_the_latest_outcome_of_a_file_is_kept(store: Store) -> None:
    store.outcomes.record("a.txt", "rejected", "The file is empty")
    store.outcomes.record("b\udc80.txt", "rejected", "It is binary")
    assert [each.path for each in store.outcomes.rejected()] == ["a.txt", "b\udc80.txt"]
    store.outcomes.record("a.txt", "added", "", "1234")
    assert [(each.outcome, each.article) for each in store.outcomes.of("a.txt")] == [("added", "1234")]
    assert [each.path for each in store.outcomes.latest(1)] == ["a.txt"]


def test_a_fact_keeps_its_provenance_and_confidence(store: Store) -> None:
    one = article(title="The harbour stays")
    store.articles.add(one)
    found = store.articles.get(one.id)
    assert found is not None
    assert found.facts.title is not None
    assert found.facts.title.provenance is Provenance.PRINTED
