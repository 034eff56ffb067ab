"""What the store lists: newest quotes, outlets, speakers, marks, outcomes, kept values, uids."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_material import MAYOR, TEXT, WORDS, article, passages, quote, two_quotes

from quotebrowser.errors import UnknownError
from quotebrowser.model import Article, Facet, Kind, Quote, Speaker, SpeakerKind
from quotebrowser.store import Store

BOARD = Speaker("harbour board", "Harbour Board", "", SpeakerKind.INSTITUTION)


def add(store: Store, name: str, *quotes: Quote, text: str = TEXT, **facts: str) -> Article:
    """Store an article, with two quotes where none are given."""
    one = article(name, text, **facts)
    found = quotes or two_quotes(one)
    store.articles.add(one, found, passages(one, found))
    return one


def test_a_store_is_empty_without_an_article_that_is_not_removed(store: Store) -> None:
    assert store.articles.is_empty()
    one = add(store, "one")
    assert not store.articles.is_empty()
    store.articles.remove(one.id)
    assert store.articles.is_empty()


def test_what_any_article_prints_is_found_in_its_text_until_it_is_purged(store: Store) -> None:
    one = add(store, "one")
    assert store.articles.prints(TEXT[5:25])
    assert not store.articles.prints("nobody prints this")
    store.articles.remove(one.id)
    assert store.articles.prints(TEXT[5:25])
    store.articles.purge(one.id)
    assert not store.articles.prints(TEXT[5:25])


def test_the_newest_quotes_come_by_the_day_that_the_user_says_and_undated_ones_last(store: Store) -> None:
    names = {"undated": "", "year": "2024", "day": "2024-05-02", "month": "2024-05", "late": "2025-01-09"}
    added = {name: add(store, name, **({"published": date} if date else {})) for name, date in names.items()}

    def order() -> list[str]:
        by_uid = {quote.uid: name for name, one in added.items() for quote in two_quotes(one)}
        return list(dict.fromkeys(by_uid[uid] for uid in store.listing.newest(100)))

    assert order() == ["late", "day", "month", "year", "undated"]
    store.corrections.set_fact(added["late"].id, "published", "")
    store.corrections.set_fact(added["year"].id, "published", "2025")
    assert order() == ["year", "day", "month", "undated", "late"]
    assert store.listing.newest(3) == store.listing.newest(100)[:3]
    assert len(store.listing.newest(100)) == 10
    assert store.listing.newest(0) == ()
    store.articles.remove(added["year"].id)
    assert order()[0] == "day"


DAYS = ("2024-05-02", "2024", "", None, "2024-05-02", "2023-12-31", "2025-01-09", None)
"""When articles were published; None: they do not say."""


def test_however_few_are_asked_for_they_are_the_first_of_all_newest_or_oldest(store: Store) -> None:
    said = dict(zip("abcdefgh", DAYS, strict=True))
    for name, day in said.items():
        add(store, name, **({"published": day} if day is not None else {}))
    for name, day in {"b": "2026-01-01", "c": "2022-02-02", "f": "", "g": "2024-05-02"}.items():
        store.corrections.set_fact(article(name).id, "published", day)
    for reverse in (False, True):
        whole = store.long_lists.by_date(reverse=reverse)
        uids = [whole[start : start + 16] for start in range(0, len(whole), 16)]
        assert len(uids) == 2 * len(said)
        for limit in range(len(uids) + 2):
            assert list(store.listing.newest(limit, reverse=reverse)) == uids[:limit], (limit, reverse)


@pytest.fixture
def mixed(store: Store) -> Article:
    """An article with a statement, its repetition and a mention."""
    one = article("mixed")
    first = quote(one, WORDS[0])
    repeated = quote(one, WORDS[1])
    repeated = Quote(repeated.uid, one.id, repeated.spans, Kind.STATEMENT, repeated.attribution, first.uid)
    mention = quote(one, WORDS[2], speaker=BOARD, kind=Kind.MENTION)
    return add(store, "mixed", first, repeated, mention)


def test_repetitions_and_mentions_are_no_quotes_of_lists_and_a_search_finds_the_mentions(
    store: Store, mixed: Article
) -> None:
    first, repeated, mention = (found.uid for found in store.quotes.of_article(mixed.id))
    assert store.listing.newest(10) == (first,)
    assert store.listing.uids() == tuple(sorted([first, mention]))
    assert set(store.quotes.uids()) == {first, repeated, mention}
    assert [(row.name, row.quotes) for row in store.quotes.speakers()] == [("Ada Example", 1)]
    assert [row.quotes for row in store.articles.rows()] == [1]
    assert (store.counting.counts().quotes, store.counting.counts().speakers) == (1, 1)
    store.articles.remove(mixed.id)
    assert store.listing.newest(10) == store.listing.uids() == store.quotes.uids() == ()
    assert store.quotes.speakers() == ()
    assert (
        store.counting.counts().articles,
        store.counting.counts().quotes,
        store.counting.counts().speakers,
    ) == (0, 0, 0)
    assert [row.quotes for row in store.articles.rows(removed=True)] == [1]


def test_an_article_of_mentions_alone_has_nothing_new(store: Store) -> None:
    one = article("mentions")
    add(store, "mentions", quote(one, WORDS[0], kind=Kind.MENTION))
    assert store.listing.newest(10) == ()
    other = add(store, "other")
    assert len(store.listing.newest(1)) == 1
    assert store.quotes.get(store.listing.newest(1)[0]) == two_quotes(other)[0]


def test_outlets_are_counted_by_articles_most_first_then_by_name(store: Store) -> None:
    for name, outlet in (("a", "Post"), ("b", "Herald"), ("c", "Post"), ("d", ""), ("e", "Echo")):
        add(store, name, **({"outlet": outlet} if outlet else {}))
    assert store.listing.outlets() == (Facet("Post", 2), Facet("", 1), Facet("Echo", 1), Facet("Herald", 1))
    store.corrections.set_fact(article("e").id, "outlet", "Herald")
    store.corrections.set_fact(article("a").id, "outlet", "")
    assert store.listing.outlets() == (Facet("", 2), Facet("Herald", 2), Facet("Post", 1))
    store.articles.remove(article("b").id)
    assert store.listing.outlets() == (Facet("", 2), Facet("Herald", 1), Facet("Post", 1))


def test_speakers_come_by_their_quotes_then_by_name_and_lead_to_their_articles(store: Store) -> None:
    ids = []
    for name, speaker in (("a", BOARD), ("b", MAYOR), ("c", BOARD), ("d", None)):
        one = article(name)
        ids.append(add(store, name, quote(one, WORDS[0], speaker=speaker)).id)
    assert [(row.name, row.quotes) for row in store.quotes.speakers()] == [
        ("Harbour Board", 2), ("Ada Example", 1)
    ]  # fmt: skip
    assert store.listing.articles_of(BOARD.key) == (ids[0], ids[2])
    store.corrections.set_speaker(quote(article("d"), WORDS[0]).uid, "Ada Example")
    store.corrections.set_speaker(quote(article("c"), WORDS[0]).uid, "")
    assert [(row.name, row.quotes) for row in store.quotes.speakers()] == [
        ("Ada Example", 2), ("Harbour Board", 1)
    ]  # fmt: skip
    assert store.listing.articles_of(MAYOR.key) == (ids[1], ids[3])
    store.articles.remove(ids[1])
    assert store.listing.articles_of(MAYOR.key) == (ids[3],)
    assert [row.name for row in store.quotes.speakers()] == ["Ada Example", "Harbour Board"]


def test_a_name_that_is_known_as_an_institutions_stays_one(store: Store) -> None:
    one = article("one")
    first, second = quote(one, WORDS[0], speaker=BOARD), quote(one, WORDS[1])
    add(store, "one", first, second)
    store.corrections.set_speaker(second.uid, "Harbour Board")
    read = store.quotes.get(second.uid)
    assert read is not None
    assert read.speaker == BOARD
    assert store.counting.counts().speakers == 1


def test_merging_tells_both_who_went_by_the_old_name_and_who_goes_by_the_new(store: Store) -> None:
    uids = []
    for name, speaker in (("a", MAYOR), ("b", BOARD)):
        one = article(name)
        uids.append(quote(one, WORDS[0]).uid)
        add(store, name, quote(one, WORDS[0], speaker=speaker))
    before = store.changes.latest()
    store.corrections.alias(BOARD.key, MAYOR.name)
    assert store.changes.since(before).upserted == (uids[1],)
    before = store.changes.latest()
    store.corrections.alias(BOARD.key, None)
    assert store.changes.since(before).upserted == (uids[1],)
    assert store.changes.since(store.changes.latest()) == ((), (), store.changes.latest())


def test_who_went_by_a_name_that_is_merged_further_is_told_too(store: Store) -> None:
    uids = set()
    for name in "ab":
        found = quote(article(name), WORDS[0], speaker=Speaker(name, name.upper(), "", SpeakerKind.PERSON))
        add(store, name, found)
        uids.add(found.uid)
    store.corrections.alias("a", "B")
    before = store.changes.latest()
    store.corrections.alias("b", "Cy Other")
    assert set(store.changes.since(before).upserted) == uids


def test_marks_are_listed_in_the_order_they_were_first_made_and_hidden_with_their_article(
    store: Store,
) -> None:
    one, other = add(store, "one"), add(store, "other")
    first, second = (found.uid for found in two_quotes(one))
    third = two_quotes(other)[0].uid
    for uid in (third, second, first, third):
        store.marks.mark(uid, "lead")
    assert store.marks.marked("lead") == (third, second, first)
    assert store.marks.marked() == ()
    store.articles.remove(one.id)
    assert store.marks.marked("lead") == (third,)
    with pytest.raises(UnknownError):
        store.marks.mark(first, "lead")
    store.articles.restore(one.id)
    assert store.marks.marked("lead") == (third, second, first)
    store.marks.unmark(second, "other set")
    assert store.marks.of(second) == ("lead",)
    store.articles.purge(one.id)
    assert store.marks.marked("lead") == (third,)
    assert store.marks.names() == ("lead",)


def test_a_file_that_could_not_be_read_is_no_longer_rejected_when_it_can(store: Store) -> None:
    for path in ("b", "a"):
        store.outcomes.record(path, "rejected", "The file is empty")
    assert [kept.path for kept in store.outcomes.rejected()] == ["b", "a"]
    store.outcomes.record("b", "added", "", article="id-1")
    store.outcomes.record("b", "added", "a reason", article="id-2")
    assert [(kept.outcome, kept.article) for kept in store.outcomes.of("b")] == [
        ("added", "id-1"), ("added", "id-2")
    ]  # fmt: skip
    store.outcomes.record("b", "known", article="id-2")
    store.outcomes.record("b", "known", "another reason", article="id-1")
    assert {kept.article: kept.reason for kept in store.outcomes.of("b")} == {
        "id-1": "another reason", "id-2": "a reason"
    }  # fmt: skip
    assert [kept.path for kept in store.outcomes.rejected()] == ["a"]
    assert [kept.article for kept in store.outcomes.latest()] == ["id-1", "id-2", ""]
    assert [kept.article for kept in store.outcomes.latest(1)] == ["id-1"]


def test_kept_values_are_listed_by_how_their_keys_begin(store: Store) -> None:
    for key in ("search/b", "stamp", "search/a", "search%"):
        store.meta.set(key, "1")
    store.meta.set("stamp", "2")
    assert store.meta.keys("search/") == ("search/a", "search/b")
    assert store.meta.keys("s") == ("search%", "search/a", "search/b", "stamp")
    assert store.meta.keys() == ("library", "search%", "search/a", "search/b", "stamp")
    assert (store.meta.get("stamp"), store.meta.get("nothing")) == ("2", None)
    store.meta.delete("stamp")
    store.meta.delete("stamp")
    assert store.meta.keys("st") == ()


def test_a_beginning_means_all_quotes_that_begin_so_and_none_of_a_removed_article(store: Store) -> None:
    ones = [add(store, f"number {number}") for number in range(20)]
    uids = {found.uid for one in ones for found in two_quotes(one)}
    for length in (1, 2, 4, 16):
        for uid in uids:
            expected = {other for other in uids if other.startswith(uid[:length])}
            assert expected <= set(store.quotes.resolve(uid[:length]))
    for odd in ("", "%", "_", "é", "0 ", "'"):
        assert store.quotes.resolve(odd) == ()
    first = two_quotes(ones[0])[1]
    later = passages(ones[0], [first])[1].uid
    assert store.quotes.resolve(later) == (first.uid,)
    store.articles.remove(ones[0].id)
    assert store.quotes.resolve(later) == store.quotes.resolve(first.uid) == ()
    assert store.quotes.get(later) is None


def test_an_address_that_the_user_gave_replaces_the_one_that_was_found(store: Store) -> None:
    one = add(store, "one", url="https://example.org/old")
    store.corrections.set_fact(one.id, "url", "https://example.org/new")
    assert store.articles.by_url("https://example.org/old") == ()
    assert store.articles.by_url("https://example.org/new") == (one.id,)
    store.corrections.set_fact(one.id, "url", "")
    assert store.articles.by_url("https://example.org/new") == ()


_NAMES = ("Ada Example", "Bo Sample", "Cy Other", "")
_STEPS = st.lists(
    st.tuples(st.sampled_from(["speaker", "alias", "back", "remove", "restore"]), st.integers(0, 3),
              st.sampled_from(_NAMES)),
    max_size=8,
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
def test_whatever_is_corrected_counts_facets_and_lists_of_speakers_agree(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str]]
) -> None:
    with Store.open(tmp_path_factory.mktemp("counting") / "library") as store:
        ones = [article(name) for name in "abcd"]
        for one, name in zip(ones, _NAMES, strict=True):
            speaker = Speaker(name.lower(), name, "", SpeakerKind.PERSON) if name else None
            add(store, one.origin.split("/")[-1][0], quote(one, WORDS[0], speaker=speaker))
        for step, at, name in steps:
            match step:
                case "speaker":
                    uids = [found.uid for found in store.quotes.of_article(ones[at].id)]
                    for uid in uids:
                        store.corrections.set_speaker(uid, name)
                case "alias" if _NAMES[at] and name:
                    store.corrections.alias(_NAMES[at].lower(), name)
                case "back" if _NAMES[at]:
                    store.corrections.alias(_NAMES[at].lower(), None)
                case "remove":
                    store.articles.remove(ones[at].id)
                case "restore":
                    store.articles.restore(ones[at].id)
        said = [row.quote.speaker for row in store.quotes.many(store.quotes.uids())]
        expected = Counter(speaker.name for speaker in said if speaker is not None)
        assert {row.name: row.quotes for row in store.quotes.speakers()} == expected
        assert store.counting.counts().speakers == len(expected)
        assert all(len(store.listing.articles_of(row.key)) == row.quotes for row in store.quotes.speakers())
