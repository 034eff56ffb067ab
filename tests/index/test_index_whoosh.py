"""Our way of searching against Whoosh's own matchers: the same documents, the same scores."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from index_corpus import quote

from quotebrowser.index import QuoteIndex, Sort
from quotebrowser.index.collecting import ArrayCollector
from quotebrowser.index.compiling import compile_query
from quotebrowser.query import parse

WORDS = [f"w{number}" for number in range(60)]
WEIGHTS = [1 / (number + 1) for number in range(60)]


def sentence(chance: random.Random, most: int = 14) -> str:
    return " ".join(chance.choices(WORDS, WEIGHTS, k=chance.randint(1, most)))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QuoteIndex]:
    chance = random.Random(20)
    opened = QuoteIndex.create(tmp_path_factory.mktemp("differential") / "index")
    for batch in range(3):
        opened.update(
            [
                quote(
                    f"{batch}{number:03}",
                    sentence(chance),
                    sentence(chance, 2),
                    title=sentence(chance, 5),
                    outlet=sentence(chance, 2),
                    context=sentence(chance, 20),
                )
                for number in range(150)
            ],
            (),
            batch,
        )
    opened.update([], [f"0{number:03}" for number in range(0, 150, 7)], 9)
    yield opened
    opened.close()


def queries() -> list[str]:
    chance = random.Random(7)
    made = []
    for _ in range(25):
        a, b, c = (chance.choices(WORDS, WEIGHTS)[0] for _ in range(3))
        made += [
            a,
            f"{a} {b}",
            f"{a} OR {b}",
            f'"{a} {b}"',
            f'"{a} {b} {c}"',
            f"{a} -{b}",
            f"{a} ({b} OR {c})",
        ]
        made += [f"speaker:{a} {b}", f"{a[:2]}*", f"outlet:{a}", f'{a} -"{b} {c}"', f"-{a} {b}", f"{a}~"]
    return made


@pytest.mark.parametrize("query", queries())
def test_the_same_documents_with_the_same_scores(index: QuoteIndex, query: str) -> None:
    searcher = index._engine.searcher()
    compiled = compile_query(parse(query))
    collector = ArrayCollector(10_000, Sort.RELEVANCE)
    searcher.search_with_collector(compiled, collector)
    ours = {found.doc: found.score for found in collector.found()}
    theirs = whooshs(searcher, compiled)
    assert set(ours) == set(theirs)
    if "*" in query:  # a beginning scores its boost alone here; Whoosh adds up the counts of its words
        return
    for doc, score in theirs.items():
        assert ours[doc] == pytest.approx(score, abs=2e-4)


def whooshs(searcher: Any, compiled: Any) -> dict[int, float]:
    results = searcher.search(compiled, limit=None)
    return {doc: score for score, doc in results.top_n}
