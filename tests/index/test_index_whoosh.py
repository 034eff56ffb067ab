"""The index as Whoosh's: its own codec, writer, readers and matchers against ours."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from index_corpus import CORPUS, quote
from whoosh.columns import NumericColumn
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, open_dir
from whoosh.matching import ListMatcher, NullMatcher

from quotebrowser.errors import LibraryError
from quotebrowser.index import QuoteDocument, QuoteIndex, Sort
from quotebrowser.index.container.codec import ArrayCodec
from quotebrowser.index.container.write_documents import fields_of
from quotebrowser.index.format import common_words, precomputed
from quotebrowser.index.format.answer_sets import listed
from quotebrowser.index.index_fields import schema
from quotebrowser.index.search import any_of, set_math
from quotebrowser.index.search.collector import ArrayCollector
from quotebrowser.index.search.compiler import compile_query
from quotebrowser.index.search.evaluator import evaluator_of
from quotebrowser.index.search.query_kinds import ArrayQuery
from quotebrowser.index.statistics import Statistics
from quotebrowser.query import parse

WORDS = [f"w{number}" for number in range(60)]
WEIGHTS = [1 / (number + 1) for number in range(60)]
BATCHES = 3
EACH = 120


def sentence(chance: random.Random, most: int = 14) -> str:
    return " ".join(chance.choices(WORDS, WEIGHTS, k=chance.randint(1, most)))


def batches() -> list[list[QuoteDocument]]:
    chance = random.Random(20)
    return [
        [
            quote(
                f"{batch}{number:03}",
                sentence(chance),
                sentence(chance, 2) if number % 5 else "",
                title=sentence(chance, 5),
                outlet=sentence(chance, 2) if number % 3 else "",
                context=sentence(chance, 20),
                published=f"20{chance.randint(10, 25)}" if number % 4 else "",
            )
            for number in range(EACH)
        ]
        for batch in range(BATCHES)
    ]


GONE = [f"0{number:03}" for number in range(0, EACH, 7)]


def treated_as_large(patch: pytest.MonkeyPatch) -> None:
    """Have what is done for large segments only done for these too."""
    for name in (common_words, precomputed):
        patch.setattr(name, "FEWEST", 1)
    patch.setattr(any_of, "_FEW", 0)
    patch.setattr(set_math, "_SORTED", 0)


@pytest.fixture(scope="module", params=["small", "large"])
def index(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[QuoteIndex]:
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "large":
            treated_as_large(patch)
        yield from made(tmp_path_factory)


def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QuoteIndex]:
    opened = QuoteIndex.create(tmp_path_factory.mktemp("ours") / "index")
    for number, batch in enumerate(batches()):
        opened.update(batch, (), number)
    opened.update([], GONE, 9)
    yield opened
    opened.close()


def fill(whooshs: Any, **options: Any) -> Any:
    """The same documents through Whoosh's own writer."""
    for batch in batches():
        writer = whooshs.writer(**options)
        for document in batch:
            writer.add_document(**fields_of(document))
        writer.commit(merge=False)
    writer = whooshs.writer(**options)
    for uid in GONE:
        writer.delete_by_term("uid", uid)
    writer.commit(merge=False)
    return whooshs


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Whoosh's own codec, written by its own writer."""
    return fill(FileIndex.create(FileStorage(str(tmp_path_factory.mktemp("stock"))), schema(), "MAIN"))


@pytest.fixture(scope="module")
def generic(tmp_path_factory: pytest.TempPathFactory) -> QuoteIndex:
    """Our codec, written by Whoosh's own writer."""
    opened = QuoteIndex.create(tmp_path_factory.mktemp("generic") / "index")
    fill(opened._engine._index, codec=ArrayCodec(), compound=False)
    return opened


def queries() -> list[str]:
    chance = random.Random(7)
    made = ["", "no:speaker", "no:outlet w1", "-w0", "date:2015..2020", "no:date"]
    for _ in range(7):
        a, b, c = (chance.choices(WORDS, WEIGHTS)[0] for _ in range(3))
        made += [a, f"{a} {b}", f"{a} OR {b}", f'"{a} {b}"', f'"{a} {b} {c}"', f"{a} -{b}"]
        made += [f"{a} ({b} OR {c})", f"speaker:{a} {b}", f"{a[:2]}*", f"outlet:{a}", f'{a} -"{b} {c}"']
        made += [f"-{a} {b}", f"{a} {b} {c} w0", f'"{a} {b}"~3', f"{a}~"]
    return list(dict.fromkeys(made))


def ours(index: QuoteIndex, query: str) -> dict[str, float]:
    results = index.search(parse(query), limit=1000)
    assert results.total == len(results.hits)
    return {hit.uid: hit.score for hit in results.hits}


def theirs(index: Any, query: str) -> dict[str, float]:
    with index.searcher() as searcher:
        return {hit["uid"]: hit.score for hit in searcher.search(compile_query(parse(query)), limit=None)}


def same_scores(query: str, left: dict[str, float], right: dict[str, float]) -> bool:
    """Whether scores agree. A beginning scores its boost alone here; Whoosh adds up its words' counts."""
    return "*" in query or all(score == pytest.approx(right[uid], abs=3e-4) for uid, score in left.items())


ONLY_OURS = ("no:", "date:", "~")


def test_whooshs_own_codec_and_matchers_answer_the_same(index: QuoteIndex, stock: Any) -> None:
    for query in queries():
        if not any(sign in query for sign in ONLY_OURS):
            left, right = ours(index, query), theirs(stock, query)
            assert set(left) == set(right), query
            assert same_scores(query, left, right), query


def matcher(query: ArrayQuery, searcher: Any, context: Any = None) -> Any:
    """What answers one of our queries, as a matcher of Whoosh's."""
    found = listed(evaluator_of(searcher).evaluate(query))
    return ListMatcher(found.docs.tolist(), found.scores.tolist()) if len(found.docs) else NullMatcher()


def test_whooshs_matchers_on_our_segments_answer_the_same(
    index: QuoteIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ArrayQuery, "matcher", matcher)
    for query in queries():
        left, right = ours(index, query), theirs(index._engine._index, query)
        assert set(left) == set(right), query
        assert same_scores(query, left, right), query


@pytest.mark.parametrize("sort", list(Sort))
def test_whooshs_writer_makes_the_same_index(index: QuoteIndex, generic: QuoteIndex, sort: Sort) -> None:
    for query in queries():
        left = index.search(parse(query), sort=sort, limit=30)
        right = generic.search(parse(query), sort=sort, limit=30)
        assert [hit.uid for hit in left.hits] == [hit.uid for hit in right.hits], query
        assert (left.total, left.facets) == (right.total, right.facets)


def test_readers_tell_the_same_of_every_word(stock: Any, generic: QuoteIndex) -> None:
    with stock.reader() as left, generic._engine._index.reader() as right:
        assert list(left.all_terms()) == list(right.all_terms())
        for name, word in left.all_terms():
            assert left.doc_frequency(name, word) == right.doc_frequency(name, word)
            assert left.frequency(name, word) == right.frequency(name, word)
            if name in ("text", "speaker"):
                assert info(left.term_info(name, word)) == info(right.term_info(name, word))
        assert list(left.lexicon("outlet")) == list(right.lexicon("outlet"))
        assert list(left.expand_prefix("text", "w1")) == list(right.expand_prefix("text", "w1"))
        assert list(left.terms_within("text", "w11", 1)) == list(right.terms_within("text", "w11", 1))


def info(told: Any) -> tuple[Any, ...]:
    return told.weight(), told.doc_frequency(), told.max_weight(), told.min_id(), told.max_id()


def test_readers_tell_the_same_of_every_document(stock: Any, generic: QuoteIndex) -> None:
    with stock.reader() as whole, generic._engine._index.reader() as other:
        assert whole.doc_count() == other.doc_count()
        for (left, _), (right, _) in zip(whole.leaf_readers(), other.leaf_readers(), strict=True):
            assert list(left.all_doc_ids()) == list(right.all_doc_ids())
            for doc in left.all_doc_ids():
                assert left.stored_fields(doc) == right.stored_fields(doc)
                for name in ("text", "title", "kind"):
                    assert left.doc_field_length(doc, name) == right.doc_field_length(doc, name)
            for name in ("text", "stem"):
                assert left.field_length(name) == right.field_length(name)
                assert left.max_field_length(name) == right.max_field_length(name)
                assert left.min_field_length(name) == right.min_field_length(name)


def test_columns_are_whooshs(generic: QuoteIndex) -> None:
    with generic._engine._index.reader() as reader:
        leaf = reader.leaf_readers()[0][0]
        column = leaf.column_reader("first", NumericColumn("I"), translate=False)
        assert len(column) == EACH
        assert {column.sort_key(doc) for doc in range(EACH)} == {column[doc] for doc in range(EACH)}
        column.set_reverse()
        assert column.sort_key(1) == -column[1]
        assert not leaf._perdoc.has_column("text")


def test_whooshs_writer_merges_our_segments(generic: QuoteIndex, index: QuoteIndex, tmp_path: Path) -> None:
    opened = QuoteIndex.create(tmp_path / "index")
    fill(opened._engine._index, codec=ArrayCodec(), compound=False)
    writer = opened._engine._index.writer(codec=ArrayCodec(), compound=False)
    writer.commit(optimize=True)
    assert len(opened._engine._index._segments()) == 1
    for query in queries()[:40]:
        assert set(ours(opened, query)) == set(ours(index, query))


def test_a_matcher_can_be_stepped_copied_and_reset(index: QuoteIndex) -> None:
    leaf = index._engine.searcher().leaf_searchers()[0][0]
    matcher = leaf.reader().postings("text", b"w1")
    ids = list(matcher.all_ids())
    twin = matcher.copy()
    matcher.next()
    assert (twin.id(), matcher.id()) == (ids[0], ids[1])
    matcher.skip_to(ids[3])
    assert matcher.id() == ids[3]
    matcher.reset()
    assert matcher.id() == ids[0]
    assert not matcher.supports_block_quality()


def test_a_cursor_steps_through_the_words(index: QuoteIndex) -> None:
    leaf = index._engine.searcher().leaf_searchers()[0][0]
    cursor = leaf.reader().cursor("text")
    assert cursor.first() == "w0"
    assert cursor.next() == "w1"
    assert cursor.find("w11") == "w11"
    assert cursor.find(b"w12") == "w12"
    assert cursor.term_info().doc_frequency() > 0
    assert cursor.find("zzz") is None
    assert not cursor.is_valid()


def test_whoosh_opens_the_directory_by_itself(index: QuoteIndex) -> None:
    opened = open_dir(str(index._engine.directory))
    with opened.searcher() as searcher:
        hits = searcher.search(compile_query(parse("w5 w1")))
        assert hits
        assert {hit["uid"] for hit in hits} <= set(ours(index, "w5 w1"))


def test_our_collector_runs_in_whooshs_searcher(index: QuoteIndex) -> None:
    searcher = index._engine.searcher()
    collector = ArrayCollector(10, Sort.RELEVANCE)
    searcher.search_with_collector(compile_query(parse("w3")), collector)
    assert [hit["uid"] for hit in collector.results()] == list(ours(index, "w3"))[:10]
    assert collector.count() > 10
    assert len(collector.all_ids()) == 10


def test_a_segment_of_another_codec_is_not_searched(tmp_path: Path) -> None:
    index = QuoteIndex.create(tmp_path / "index")
    index.update(CORPUS, (), 1)
    writer = index._engine._index.writer()
    writer.add_document(uid="stock", text="by another codec")
    writer.commit(merge=False)
    with pytest.raises(LibraryError, match="damaged"):
        index.search(parse("codec"))


def test_an_index_of_nothing_has_figures_too() -> None:
    empty = Statistics([])
    assert empty.average("text") == 1.0


def test_queries_of_our_own_are_values() -> None:
    left, right = compile_query(parse("date:2024 a~")), compile_query(parse("date:2024 a~"))
    assert left == right
    assert hash(left) == hash(right)
    assert left != compile_query(parse("date:2025 a~"))
    assert "DateRange" in repr(left)
