"""What is found, and in which order."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from index_corpus import BINDING, CORPUS, found, quote

from quotebrowser.errors import QueryError
from quotebrowser.index import QuoteIndex
from quotebrowser.index.highlighted import highlights
from quotebrowser.model import Facet, Kind
from quotebrowser.query import FIELDS, Most, QueryField, Word, parse, relaxed


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QuoteIndex]:
    opened = QuoteIndex.create(tmp_path_factory.mktemp("search") / "index", BINDING)
    opened.update(CORPUS, (), 1)
    yield opened
    opened.close()


FOUND = [
    ("a word", "badly", {"a1", "a6"}),
    ("all words", "badly defeated", {"a1"}),
    ("case and accents", "DEFAIT", {"a5"}),
    ("an accent typed", "café", {"a5"}),
    ("a straight apostrophe", "don't", {"a4"}),
    ("a curly apostrophe", "don’t", {"a4"}),
    ("an inflected form", "defeats", {"a1", "a4"}),
    ("a possessive", "general", {"a1", "a6"}),
    ("no stop words", '"to be or not to be"', {"a3"}),
    ("stop words in any order", "not be to or", {"a3"}),
    ("a phrase", '"very big blow"', {"a1", "a2"}),
    ("a phrase over a comma", '"defeated and defeated"', {"a1"}),
    ("a phrase that is not there", '"big very blow"', set()),
    ("a phrase with others between", '"defeated badly"~1', {"a1"}),
    ("slop counts all words between", '"we defeated badly"~2', set()),
    ("slop that reaches", '"we defeated badly"~4', {"a1"}),
    ("slop keeps the order", '"badly defeated"~3', set()),
    ("a phrase of a speaker's name", '"behrouz esbati"', {"a1", "a2"}),
    ("a phrase of the headline", '"denmark in doubt"', {"a3"}),
    ("either", "hamlet OR café", {"a3", "a5"}),
    ("without", "badly -defeated", {"a6"}),
    ("without looks at the quote, not at its article", "badly -sold", {"a1", "a6"}),
    ("without alone", "-very", {"a3", "a4", "a5"}),
    ("without a phrase", 'blow -"we were"', {"a2"}),
    ("without one of two", "very -(car OR fragment)", {"a1", "a2"}),
    ("either or without", "café OR -very", {"a3", "a4", "a5"}),
    ("a beginning", "defea*", {"a1", "a4"}),
    ("a beginning of one letter", "q*", {"a3"}),
    ("a beginning of a phrase", '"very b"', set()),
    ("nearly", "esbatti~", {"a1", "a2"}),
    ("nearly by two", "defetaed~2", {"a1"}),
    ("nearly in the quote", "qestion~", {"a3"}),
    ("not so near", "xuestion~", set()),
    ("the headline's words", "denmark", {"a3"}),
    ("the words around", "officers", {"a1"}),
    ("the outlet is a field only", "zürcher", set()),
    ("the speaker", "speaker:esbati", {"a1", "a2"}),
    ("the speaker by both names", 'speaker:"behrouz esbati"', {"a1", "a2"}),
    ("the speaker's names in any order", "speaker:(esbati behrouz)", {"a1", "a2"}),
    ("one speaker or another", "speaker:(hamlet OR ann)", {"a3", "a4"}),
    ("not the speaker", "-speaker:esbati very", {"a6"}),
    ("a field does not look elsewhere", "speaker:badly", set()),
    ("a beginning of a name", "speaker:esb*", {"a1", "a2"}),
    ("a name nearly", "speaker:esbaty~", {"a1", "a2"}),
    ("the outlet", "outlet:post", {"a1", "a3"}),
    ("the outlet without its accent", "outlet:zurcher", {"a4"}),
    ("the headline", "title:speech", {"a2"}),
    ("via", "via:times", {"a1"}),
    ("the language", "lang:en", {"a1", "a2"}),
    ("the language of a country", "lang:en-gb", {"a1"}),
    ("fragments", "kind:fragment", {"a2"}),
    ("statements", "kind:statement big", {"a1"}),
    ("mentions only when asked for", "victory", set()),
    ("mentions when asked for", "kind:mention", {"a7"}),
    ("mentions with a word", "kind:mention victory", {"a7"}),
    ("mentions or others", "kind:mention OR café", {"a5", "a7"}),
    ("a day", "date:2025-01-09", {"a1"}),
    ("a month", "date:2025-01", {"a1", "a2"}),
    ("a range", "date:2024-11..2024-12", {"a4", "a6"}),
    ("a range with an open end", "date:2025..", {"a1", "a2"}),
    ("a range with an open start", "date:..1700", {"a3"}),
    ("before", "before:2024", {"a3"}),
    ("before a month", "before:2024-12", {"a3", "a4"}),
    ("after", "after:2025-01-08", {"a1"}),
    ("a day in a month known only as a whole", "date:2024-11-15", {"a4"}),
    ("a date is not excluded where it is not known", "-date:2024.. lang:fr", {"a5"}),
    ("no outlet", "no:outlet", {"a5", "a6"}),
    ("no speaker", "no:speaker", {"a6"}),
    ("no date", "no:date", {"a5"}),
    ("an outlet that is known", "-no:outlet -no:date -no:speaker", {"a1", "a2", "a3", "a4"}),
    ("everything", "", {"a1", "a2", "a3", "a4", "a5", "a6"}),
    ("what no quote has", "xylophone", set()),
    ("what the store asks is the library's affair", "has:differences badly", {"a1", "a6"}),
    ("and so is what it excludes", "-has:differences -mark:x badly", {"a1", "a6"}),
]


@pytest.mark.parametrize(("name", "query", "expected"), FOUND, ids=[case[0] for case in FOUND])
def test_a_query_finds(index: QuoteIndex, name: str, query: str, expected: set[str]) -> None:
    assert set(found(index, query)) == expected


TYPED = [
    ("very bad", {"a1", "a6"}),
    ("speaker:h", {"a3"}),
    ('"very b', {"a1", "a2", "a6"}),
    ('"big bl', {"a1", "a2"}),
    ("blow ", {"a1", "a2"}),
    ("blo", {"a1", "a2"}),
]


@pytest.mark.parametrize(("query", "expected"), TYPED, ids=[case[0] for case in TYPED])
def test_the_last_word_is_a_beginning_while_typing(index: QuoteIndex, query: str, expected: set[str]) -> None:
    assert set(found(index, query, as_typed=True)) == expected


def test_a_short_quote_of_the_words_comes_before_a_long_one(index: QuoteIndex) -> None:
    assert found(index, "big blow -defeated") == ["a2"]
    assert found(index, "very big blow kind:fragment OR kind:statement")[0] == "a2"


def test_newest_come_first_and_undated_last(index: QuoteIndex) -> None:
    expected = ["a1", "a2", "a6", "a4", "a3", "a5"]
    assert found(index, "", sort="date") == expected
    assert found(index, "") == expected


def test_outlets_come_by_name_and_unknown_ones_last(index: QuoteIndex) -> None:
    assert found(index, "", sort="outlet") == ["a1", "a3", "a2", "a4", "a6", "a5"]


def test_the_limit_cuts_hits_and_not_the_total(index: QuoteIndex) -> None:
    results = index.search(parse(""), limit=2)
    assert [hit.uid for hit in results.hits] == ["a1", "a2"]
    assert results.total == 6
    assert index.search(parse(""), limit=0).hits == ()


def test_facets_count_all_that_answer(index: QuoteIndex) -> None:
    results = index.search(parse("very"), limit=1)
    assert results.facets["speaker"] == (Facet("Behrouz Esbati", 2), Facet("", 1))
    assert results.facets["outlet"] == (Facet("", 1), Facet("Evening Post", 1), Facet("Morning Times", 1))
    assert index.search(parse("xylophone")).facets["speaker"] == ()


def test_only_what_is_allowed_answers(index: QuoteIndex) -> None:
    assert found(index, "very", allowed={"a2", "a3", "unknown"}) == ["a2"]
    assert found(index, "", allowed=[]) == []
    assert set(found(index, "", allowed=("a1", "a7"))) == {"a1"}


def test_a_remembered_wording_is_found(index: QuoteIndex) -> None:
    loose = relaxed(parse("they were beaten and defeated badly"))
    assert loose is not None
    assert [hit.uid for hit in index.search(loose).hits] == ["a1"]
    assert [hit.uid for hit in index.search(Most((Word("café"), Word("badly")), 1)).hits] == ["a6", "a1"]


RANKS = [
    ("the exact form before the stem", "defeat", "x1", "x2"),
    ("the quote before the headline", "election", "x3", "x4"),
    ("the headline before the words around", "harvest", "x6", "x5"),
    ("the phrase before its words", "open door policy", "x7", "x8"),
    ("a statement before a fragment", "umbrella", "x9", "x0"),
    ("the whole word before what begins so", "art*", "y1", "y2"),
]
RANKED = (
    quote("x1", "the defeat came late"),
    quote("x2", "the defeats came late"),
    quote("x3", "the election came late"),
    quote("x4", "it came very late", title="The election"),
    quote("x5", "it will come later", context="the harvest"),
    quote("x6", "it would come later", title="The harvest"),
    quote("x7", "an open door policy for all"),
    quote("x8", "a policy for any open door"),
    quote("x9", "my own umbrella here", kind=Kind.STATEMENT),
    quote("x0", "my own umbrella here", kind=Kind.FRAGMENT),
    quote("y1", "for the sake of art"),
    quote("y2", "for the sake of artists"),
)


@pytest.mark.parametrize(("name", "query", "better", "worse"), RANKS, ids=[case[0] for case in RANKS])
def test_ranks(tmp_path: Path, name: str, query: str, better: str, worse: str) -> None:
    index = QuoteIndex.create(tmp_path / "index", BINDING)
    index.update(RANKED, (), 1)
    ranked = found(index, query)
    assert ranked.index(better) < ranked.index(worse)


def test_equals_come_newest_first_then_by_uid(tmp_path: Path) -> None:
    index = QuoteIndex.create(tmp_path / "index", BINDING)
    for number, (uid, when) in enumerate(
        [("t2", "2025-01-02"), ("t9", ""), ("t3", "2025-01-02"), ("t1", "2025-01-03"), ("t0", "")]
    ):
        index.update([quote(uid, "the same words", published=when)], (), number)
    expected = ["t1", "t2", "t3", "t0", "t9"]
    assert found(index, "same words") == expected
    for limit in range(1, 6):
        assert found(index, "same words", limit=limit) == expected[:limit]
        assert found(index, "", sort="date", limit=limit) == expected[:limit]


SUGGESTED = [
    ("esbatti", ("esbati",)),
    ("qestion", ("question",)),
    ("defaeted", ("defeated",)),
    ("esbati", ()),
    ("xylophone", ()),
    ("ab", ()),
]


@pytest.mark.parametrize(("word", "expected"), SUGGESTED, ids=[case[0] for case in SUGGESTED])
def test_did_you_mean(index: QuoteIndex, word: str, expected: tuple[str, ...]) -> None:
    assert index.suggest(word) == expected


def test_a_search_that_takes_too_long_is_stopped(index: QuoteIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotebrowser.index.engine.SECONDS", -1.0)
    with pytest.raises(QueryError, match="longer than two seconds") as caught:
        index.search(parse("very badly"))
    assert caught.value.query == "very badly"


@pytest.mark.parametrize("field", [row for row in FIELDS if row.value], ids=lambda row: row.name)
def test_every_field_of_the_table_finds_its_value_and_what_has_none(
    tmp_path: Path, field: QueryField
) -> None:
    value = next((value for value in field.values if value != field.unsaid), "Xylophone")
    index = QuoteIndex.create(tmp_path / "index", BINDING)
    told = replace(quote("x1", "one thing"), named={field.index: value})
    index.update([told, quote("x2", "another thing")], (), 1)
    assert found(index, f"{field.name}:{value}") == ["x1"]
    assert found(index, f"thing -{field.name}:{value}") == ["x2"]
    if field.whole:
        none = f"{field.name}:{field.unsaid}" if field.unsaid else f"no:{field.name}"
        assert found(index, none) == ["x2"]
    facets = index.search(parse("thing")).facets
    assert facets.get(field.name) == ((Facet("", 1), Facet(value, 1)) if field.facet else None)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("soren", "Søren Holm will stay."),
        ("Łukasz", "lukasz nowak will stay."),
        ("dokovic", "Ana Đoković will stay."),
        ("isik", "Işık and Yıldız will stay."),
        ("aesop", "Æsop will stay."),
        ("œuvre", "The oeuvre will stay."),
        ("thor", "Þór will stay."),
        ("email", "Send it by e-mail to the town."),
        ("cooperation", "We need co‑operation of the town."),
        ("postwar", "The post-war years of the town."),
        ("e-mail", "Send it by email to the town."),
        ("co-operate", "We must cooperate with the town."),
        ("cooperate", "We must co-operate with the town."),
        ("anti-war", "The antiwar rally of the town."),
        ("antiwar", "The anti-war rally of the town."),
        ("anti-war", "The anti war rally of the town."),
        ("re‑open", "They reopened the pier of the town."),
        ("anti-wa*", "The antiwar rally of the town."),
        ("antiw*", "The anti-war rally of the town."),
        ("speaker:x OR e-mail", "Two emails from the town."),
        ("søren", "Soren Holm will stay."),
        ("lukasz", "Łukasz Nowak will stay."),
        ("Đoković", "Ana Dokovic will stay."),
        ("Işık", "Isik and Yildiz will stay."),
        ("ISIK", "Işık and Yıldız will stay."),
        ('"of the tow*"', "We need the help of the town."),
        ('"a slow ferr*"', "It was a slow ferry to the town."),
        ('"the fir* "', "The first boat of the town."),
        ('"żółta łód*"', "Zolta lodz of the town."),
    ],
)
def test_what_readers_take_for_the_same_word_is_found_and_shown(
    query: str, text: str, tmp_path: Path
) -> None:
    opened = QuoteIndex.create(tmp_path / "index", BINDING)
    opened.update([quote("x", text), quote("y", "Nothing of the kind.")], (), 1)
    assert found(opened, query) == ["x"]
    assert highlights(parse(query), text)
    opened.close()


def test_no_phrase_reaches_the_joined_form_behind_a_text(tmp_path: Path) -> None:
    opened = QuoteIndex.create(tmp_path / "index", BINDING)
    opened.update([quote("x", "An e-mail and a re-run came to town.")], (), 1)
    assert found(opened, '"town email"') == []
    assert found(opened, '"email rerun"') == []
    assert found(opened, '"an e-mail and"') == ["x"]
    assert found(opened, '"re run"') == ["x"]
    opened.close()


def test_a_phrase_in_marks_is_found_as_it_is_typed_and_not_as_one_word(tmp_path: Path) -> None:
    opened = QuoteIndex.create(tmp_path / "index", BINDING)
    opened.update([quote("x", "Maybe the antiwar rally ends."), quote("y", "It may be anti-war.")], (), 1)
    assert found(opened, '"may be"') == ["y"]
    assert found(opened, '"anti-war"') == ["y"]
    assert sorted(found(opened, "anti-war")) == ["x", "y"]
    assert found(opened, "may -anti-war") == []
    opened.close()
