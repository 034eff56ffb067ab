"""The index as Whoosh's: its own codec, writer and matchers against ours."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from index_corpus import BINDING, quote
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from quotebrowser.index import QuoteDocument, QuoteIndex, Sort
from quotebrowser.index.container.write_documents import fields_of
from quotebrowser.index.format import common_words, precomputed
from quotebrowser.index.index_fields import schema
from quotebrowser.index.search import any_of, set_math
from quotebrowser.index.search.collector import ArrayCollector
from quotebrowser.index.search.compiler import compile_query
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
    opened = QuoteIndex.create(tmp_path_factory.mktemp("ours") / "index", BINDING)
    for number, batch in enumerate(batches()):
        opened.update(batch, (), number)
    opened.update([], GONE, 9)
    yield opened
    opened.close()


def fill(whooshs: Any) -> Any:
    """The same documents through Whoosh's own writer, which is given none of those that we delete."""
    for batch in batches():
        writer = whooshs.writer()
        for document in batch:
            if document.uid not in GONE:
                writer.add_document(**fields_of(document))
        writer.commit(merge=False)
    return whooshs


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Whoosh's own codec, written by its own writer."""
    return fill(FileIndex.create(FileStorage(str(tmp_path_factory.mktemp("stock"))), schema(), "MAIN"))


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


def test_our_collector_runs_in_whooshs_searcher(index: QuoteIndex) -> None:
    searcher = index._engine.searcher()  # type: ignore[union-attr]
    collector = ArrayCollector(10, Sort.RELEVANCE)
    searcher.search_with_collector(compile_query(parse("w3")), collector)
    assert [hit.uid for hit in collector.found()] == list(ours(index, "w3"))[:10]
    assert collector.total > 10


def test_an_index_of_nothing_has_figures_too() -> None:
    empty = Statistics([])
    assert empty.average("text") == 1.0


def test_queries_of_our_own_are_values() -> None:
    left, right = compile_query(parse("date:2024 a~")), compile_query(parse("date:2024 a~"))
    assert left == right
    assert hash(left) == hash(right)
    assert left != compile_query(parse("date:2025 a~"))
    assert "DateRange" in repr(left)
