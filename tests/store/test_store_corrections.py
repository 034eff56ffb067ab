"""The user's corrections lie over what was found, outlive it, and can be taken back."""

import pytest
from store_material import MAYOR, TEXT, WORDS, article, passages, quote, two_quotes

from quotebrowser.errors import UnknownError
from quotebrowser.model import Article, Date, Fact, Provenance, Quote, Span, Speaker, SpeakerKind
from quotebrowser.store import Store
from quotebrowser.store.tables.anchors import _over

HERALD = Fact("Example Herald", Provenance.USER)


@pytest.fixture
def added(store: Store) -> tuple[Article, tuple[Quote, Quote]]:
    one = article(outlet="Harold", published="2025-01-08")
    found = two_quotes(one)
    store.articles.add(one, found, passages(one, found))
    return one, found


def _speaker(store: Store, uid: str) -> Speaker | None:
    found = store.quotes.get(uid)
    assert found is not None
    return found.speaker


def test_a_corrected_fact_is_read_everywhere_as_the_users(
    store: Store, added: tuple[Article, tuple[Quote, Quote]]
) -> None:
    one, (first, _) = added
    store.corrections.set_fact(one.id, "outlet", "Example Herald")
    read = store.articles.get(one.id)
    assert read is not None
    assert read.facts.outlet == HERALD
    assert store.quotes.many([first.uid])[0].facts.outlet == HERALD
    assert store.articles.rows()[0].facts.outlet == HERALD
    assert store.listing.outlets()[0].value == "Example Herald"


def test_a_corrected_date_moves_the_passages(
    store: Store, added: tuple[Article, tuple[Quote, Quote]]
) -> None:
    one, _ = added
    days = {passage.day for passage in store.passages.passages_of(one.id)}
    assert days == {Date(2025, 1, 8).first}
    store.corrections.set_fact(one.id, "published", "2025-01-09")
    assert {passage.day for passage in store.passages.passages_of(one.id)} == {Date(2025, 1, 9).first}
    store.corrections.set_fact(one.id, "published", "2025-01")
    assert {passage.day for passage in store.passages.passages_of(one.id)} == {None}


def test_an_empty_correction_makes_a_fact_unknown_and_none_takes_it_back(
    store: Store, added: tuple[Article, tuple[Quote, Quote]]
) -> None:
    one, _ = added
    store.corrections.set_fact(one.id, "outlet", "")
    hidden = store.articles.get(one.id)
    assert hidden is not None
    assert hidden.facts.outlet is None
    store.corrections.set_fact(one.id, "outlet", None)
    assert store.articles.get(one.id) == one


def test_a_corrected_speaker_has_no_mention_in_the_text(
    store: Store, added: tuple[Article, tuple[Quote, Quote]]
) -> None:
    one, (first, second) = added
    store.corrections.set_speaker(first.uid, "Dr. Cy Sample")
    read = store.quotes.get(first.uid)
    assert read is not None
    assert read.attribution is not None
    assert read.attribution.speaker == Speaker("cy sample", "Cy Sample", "Dr.", SpeakerKind.PERSON)
    assert (read.attribution.source, read.attribution.method, read.attribution.confidence) == (
        None,
        "user",
        1.0,
    )
    assert [passage.speaker for passage in store.passages.passages_of(one.id)] == [
        "cy sample",
        MAYOR.key,
        MAYOR.key,
    ]
    assert store.quotes.of_article(one.id)[1] == second
    assert store.counting.counts().speakers == 2


def test_nobody_can_be_the_speaker(store: Store, added: tuple[Article, tuple[Quote, Quote]]) -> None:
    one, (first, second) = added
    store.corrections.set_speaker(first.uid, "")
    store.corrections.set_speaker(second.uid, "an official", SpeakerKind.UNNAMED)
    assert _speaker(store, first.uid) is None
    unnamed = _speaker(store, second.uid)
    assert unnamed is not None
    assert not unnamed.named
    assert store.counting.counts().speakers == 0
    assert store.quotes.speakers() == ()
    assert {passage.speaker for passage in store.passages.passages_of(one.id)} == {""}
    store.corrections.set_speaker(first.uid, None)
    assert store.quotes.get(first.uid) == first


def test_a_known_name_keeps_its_kind(store: Store, added: tuple[Article, tuple[Quote, Quote]]) -> None:
    _, (first, second) = added
    store.corrections.set_speaker(first.uid, "Harbour Board", SpeakerKind.INSTITUTION)
    store.corrections.set_speaker(second.uid, "Ada Example")
    board, mayor = _speaker(store, first.uid), _speaker(store, second.uid)
    assert board is not None
    assert mayor is not None
    assert (board.kind, mayor.kind) == (SpeakerKind.INSTITUTION, SpeakerKind.PERSON)


def test_a_title_alone_is_a_name(store: Store, added: tuple[Article, tuple[Quote, Quote]]) -> None:
    _, (first, _) = added
    store.corrections.set_speaker(first.uid, "President")
    speaker = _speaker(store, first.uid)
    assert speaker is not None
    assert speaker.name == "President"


def test_two_names_become_one_person(store: Store) -> None:
    one, other = article("one"), article("other")
    short = Speaker("a example", "A. Example", "", SpeakerKind.PERSON)
    store.articles.add(one, [quote(one, WORDS[0])])
    store.articles.add(other, [quote(other, WORDS[0], speaker=short)])
    before = store.changes.latest()
    store.corrections.alias("a example", "Mayor Ada Example")
    assert [(row.name, row.quotes) for row in store.quotes.speakers()] == [("Ada Example", 2)]
    assert store.counting.counts().speakers == 1
    assert store.changes.since(before).upserted == (quote(other, WORDS[0]).uid,)
    store.corrections.alias("a example", None)
    assert store.counting.counts().speakers == 2


CHAINS = [
    # aliases in turn, and whom every one of a, b, c then is
    ("one after the other", [("a", "B"), ("b", "C")], "C"),
    ("backwards", [("b", "C"), ("a", "B")], "C"),
    ("there and back", [("a", "B"), ("b", "A"), ("c", "A")], "A"),
    ("round", [("a", "B"), ("b", "C"), ("c", "A")], "A"),
    ("itself", [("a", "A"), ("b", "A"), ("c", "A")], "A"),
]


@pytest.mark.parametrize(("aliases", "name"), [row[1:] for row in CHAINS], ids=[row[0] for row in CHAINS])
def test_chains_of_names_end_in_one(store: Store, aliases: list[tuple[str, str]], name: str) -> None:
    for key in "abc":
        one = article(key)
        speaker = Speaker(key, key.upper(), "", SpeakerKind.PERSON)
        store.articles.add(one, [quote(one, WORDS[0], speaker=speaker)])
    for key, other in aliases:
        store.corrections.alias(key, other)
    assert [(row.name, row.quotes) for row in store.quotes.speakers()] == [(name, 3)]


def test_corrections_survive_removing_and_adding_again(
    store: Store, added: tuple[Article, tuple[Quote, Quote]]
) -> None:
    one, found = added
    store.corrections.set_fact(one.id, "outlet", "Example Herald")
    store.corrections.set_speaker(found[0].uid, "Cy Sample")
    store.marks.mark(found[1].uid, "harbour")
    store.articles.remove(one.id)
    assert store.marks.marked("harbour") == ()
    store.articles.add(one, found, passages(one, found))
    read = store.articles.get(one.id)
    assert read is not None
    assert read.facts.outlet == HERALD
    assert _speaker(store, found[0].uid) == Speaker("cy sample", "Cy Sample", "", SpeakerKind.PERSON)
    assert store.marks.marked("harbour") == (found[1].uid,)


MOVED = [
    # how a better extractor finds the quotes, and which of them then is corrected
    ("a comma less", [("We will not sell the harbour",), ("Not now,", "and not later.")], 0),
    ("both joined", [("We will not sell the harbour,", "Not now,", "and not later.")], 0),
    ("a part of it", [("sell the harbour,",), ("Not now,",)], 0),
    ("another one besides", [("harbour",), ("We will not sell the harbour,",)], 1),
]


@pytest.mark.parametrize(("parts", "corrected"), [row[1:] for row in MOVED], ids=[row[0] for row in MOVED])
def test_corrections_follow_a_moved_boundary(
    store: Store, added: tuple[Article, tuple[Quote, Quote]], parts: list[tuple[str, ...]], corrected: int
) -> None:
    one, found = added
    store.corrections.set_speaker(found[0].uid, "Cy Sample")
    store.marks.mark(found[0].uid)
    anew = [quote(one, *each) for each in parts]
    store.articles.add(one, anew, passages(one, anew))
    names = [each.speaker.name if each.speaker else "" for each in store.quotes.of_article(one.id)]
    assert [name == "Cy Sample" for name in names] == [place == corrected for place in range(len(anew))]
    assert store.marks.marked() == (anew[corrected].uid,)
    assert store.corrections.orphans() == ()


def test_of_two_quotes_that_share_as_much_with_a_place_the_first_has_it() -> None:
    quotes = [(1, Span(0, 10)), (2, Span(10, 20)), (3, Span(14, 17))]
    assert _over(Span(5, 15), quotes) == 1
    assert _over(Span(6, 16), quotes) == 2
    assert _over(Span(14, 17), quotes) == 3
    assert _over(Span(20, 30), quotes) is None


def test_what_lies_over_no_quote_any_more_is_listed_and_comes_back(
    store: Store, added: tuple[Article, tuple[Quote, Quote]]
) -> None:
    one, found = added
    store.corrections.set_speaker(found[0].uid, "Cy Sample")
    store.marks.mark(found[0].uid, "harbour")
    store.articles.add(one, found[1:])
    place = Span(TEXT.index("We"), TEXT.index("” the mayor"))
    assert [(each.kind, each.span, each.value) for each in store.corrections.orphans()] == [
        ("mark", place, "harbour"),
        ("speaker", place, "Cy Sample"),
    ]
    assert [finding.kind for finding in store.check()] == ["orphan", "orphan"]
    assert store.corrections.all().speakers[0].quote == ""
    store.articles.add(one, found)
    assert store.corrections.orphans() == ()
    assert store.marks.marked("harbour") == (found[0].uid,)


def test_of_two_corrections_that_meet_the_later_holds(store: Store) -> None:
    one = article()
    store.articles.add(one, [quote(one, part) for part in WORDS[1:]])
    for part, name in zip(WORDS[1:], ("Cy Sample", "Dee Sample"), strict=True):
        store.corrections.set_speaker(quote(one, part).uid, name)
    joined = quote(one, *WORDS[1:])
    store.articles.add(one, [joined])
    speaker = _speaker(store, joined.uid)
    assert speaker is not None
    assert speaker.name == "Dee Sample"
    assert [each.value for each in store.corrections.orphans()] == ["Cy Sample"]


def test_all_corrections_are_told(store: Store, added: tuple[Article, tuple[Quote, Quote]]) -> None:
    one, (first, _) = added
    store.corrections.set_fact(one.id, "outlet", "Example Herald")
    store.corrections.set_fact(one.id, "title", "")
    store.corrections.set_speaker(first.uid, "Cy Sample")
    store.corrections.alias("cy sample", "Cyrus Sample")
    everything = store.corrections.all()
    assert [(each.key, each.fact) for each in everything.facts] == [("outlet", HERALD), ("title", None)]
    assert [(each.name, each.quote) for each in everything.speakers] == [("Cy Sample", first.uid)]
    assert [(each.key, each.name) for each in everything.aliases] == [("cy sample", "Cyrus Sample")]
    corrected = _speaker(store, first.uid)
    assert corrected is not None
    assert corrected.name == "Cyrus Sample"


def test_what_does_not_exist_is_not_corrected(
    store: Store, added: tuple[Article, tuple[Quote, Quote]]
) -> None:
    one, _ = added
    with pytest.raises(UnknownError, match="Unknown fact outlett"):
        store.corrections.set_fact(one.id, "outlett", "x")
    with pytest.raises(UnknownError, match="no article"):
        store.corrections.set_fact("0" * 16, "outlet", "x")
    with pytest.raises(UnknownError, match="no quote"):
        store.corrections.set_speaker("0" * 16, "x")
    with pytest.raises(UnknownError, match="unnamed speaker"):
        store.corrections.alias("", "x")
    with pytest.raises(UnknownError, match="no quote"):
        store.marks.mark("0" * 16)


def test_marks_are_named_sets(store: Store, added: tuple[Article, tuple[Quote, Quote]]) -> None:
    _, (first, second) = added
    for uid in (second.uid, first.uid, second.uid):
        store.marks.mark(uid, "harbour")
    store.marks.mark(first.uid)
    assert store.marks.marked("harbour") == (second.uid, first.uid)
    assert store.marks.names() == ("", "harbour")
    assert store.marks.of(first.uid) == ("", "harbour")
    store.marks.unmark(first.uid, "harbour")
    store.marks.unmark(first.uid, "harbour")
    assert store.marks.marked("harbour") == (second.uid,)
