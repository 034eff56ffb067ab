"""What holds of every text, batch and query."""

import random
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from index_corpus import BINDING, CORPUS, found, quote

from quotebrowser.errors import QueryError
from quotebrowser.index import QuoteIndex, highlights
from quotebrowser.index.analysis import tokens
from quotebrowser.index.container.writer import to_merge, to_settle
from quotebrowser.index.format.field_builder import FieldArrays, FieldKind, from_tokens, stable_order
from quotebrowser.index.format.field_merger import Part, merged
from quotebrowser.index.search.top_hits import best
from quotebrowser.query import FIELDS, LIMITS, Phrase, Word, parse
from quotebrowser.text import words

PROSE = st.text(
    st.one_of(st.sampled_from("ab c'’‘ʼ“”—…-.,\n\u00a0éßﬁ字ʼ`´_1٣"), st.characters()), max_size=60
)


@given(PROSE)
@settings(max_examples=800, deadline=None)
def test_words_are_cut_as_everywhere_else(text: str) -> None:
    assert list(tokens(text)) == [word.normal for word in words(text)]


@given(st.lists(PROSE, min_size=1, max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_indexed_is_found_again_by_its_own_words(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], chance: random.Random
) -> None:
    index = QuoteIndex.create(tmp_path_factory.mktemp("found") / "index", BINDING)
    documents = [quote(f"u{number}", text, text) for number, text in enumerate(texts)]
    for document in documents[:2]:
        index.update([document], (), 1)
    index.update(documents[2:], (), 2)
    for document in documents:
        own = [word.normal for word in words(document.text)]
        if not own:
            continue
        word = chance.choice(own)
        assert document.uid in {hit.uid for hit in index.search(Word(word)).hits}
        assert document.uid in {hit.uid for hit in index.search(Word(word[:2], prefix=True)).hits}
        assert highlights(Word(word), document.text)
        start = chance.randrange(len(own))
        run = tuple(own[start : start + 4])
        if len(run) > 1:
            assert document.uid in {hit.uid for hit in index.search(Phrase(run)).hits}
            assert highlights(Phrase(run), document.text)
    index.close()


PIECES = [
    *(f"{field.name}:" for field in FIELDS),
    *(f" {field.example} " for field in FIELDS),
    *'()*~-"“’:>.  ',
    " OR ",
    "a",
    "de",
    "badly ",
    "very ",
    "esbati",
    "~2",
    "2024-11",
    "\ud800",
    "\x00",
    "字",
]


def test_three_thousand_queries_answer_or_are_refused_in_time(tmp_path: Path) -> None:
    index = QuoteIndex.create(tmp_path / "index", BINDING)
    index.update(CORPUS, (), 1)
    chance = random.Random(13)
    answered = 0
    for _ in range(3000):
        text = "".join(chance.choices(PIECES, k=chance.randint(0, 14)))[: LIMITS.characters + 1]
        started = time.perf_counter()
        try:
            node = parse(text, as_typed=chance.random() < 0.5)
            results = index.search(node, sort=chance.choice(["relevance", "date", "outlet"]))
        except QueryError:
            continue
        assert time.perf_counter() - started < 2
        assert len(results.hits) == min(results.total, 50)
        answered += 1
    assert answered > 500


@given(
    st.lists(st.integers(0, 9), max_size=400),
    st.integers(0, 30),
    st.booleans(),
    st.integers(1, 40),
)
@settings(max_examples=120, deadline=None)
def test_the_best_are_the_best_in_order(values: list[int], limit: int, large: bool, repeat: int) -> None:  # noqa: FBT001 - hypothesis gives it
    keys = np.array(values * (repeat if large else 1), np.float32)
    assert best(keys, limit).tolist() == np.argsort(-keys, kind="stable")[:limit].tolist()


@pytest.mark.parametrize("distinct", [1, 2, 50, 100_000])
@pytest.mark.parametrize("size", [4097, 20_000, 20_011])
def test_the_best_of_many_are_the_best_in_order(distinct: int, size: int) -> None:
    keys = np.random.default_rng(distinct).integers(0, distinct, size).astype(np.float32)
    for limit in (1, 20, 300, 2000, size):
        assert best(keys, limit).tolist() == np.argsort(-keys, kind="stable")[:limit].tolist()


@pytest.mark.parametrize("blocks", [41, 200])
@pytest.mark.parametrize("ahead", [0, 1, 39, 40, 60])
@pytest.mark.parametrize("tail", [0, 500])
def test_equals_in_different_blocks_are_all_found(blocks: int, ahead: int, tail: int) -> None:
    """Each block of 1,024 matches has one best, equal in all but those that are `ahead`."""
    keys = np.zeros(blocks * 1024 + tail, np.float32)
    keys[np.arange(blocks) * 1024 + np.arange(blocks) % 1000] = 1
    keys[np.arange(blocks - 1, blocks - 1 - min(ahead, blocks), -1) * 1024 + 1023] = 2
    keys[blocks * 1024 + tail // 2 :] = 3
    for limit in (1, 20, 40):
        assert best(keys, limit).tolist() == np.argsort(-keys, kind="stable")[:limit].tolist()


@given(st.lists(st.integers(0, 1 << 18), max_size=300))
@settings(max_examples=100, deadline=None)
def test_numbers_of_any_size_are_sorted_stably(values: list[int]) -> None:
    keys = np.array(values, np.int64)
    assert stable_order(keys, 1 << 19).tolist() == np.argsort(keys, kind="stable").tolist()


DOCUMENTS = st.lists(st.lists(st.sampled_from("abcde"), max_size=6), min_size=1, max_size=6)
KINDS = [FieldKind(places=True, scored=True), FieldKind(places=False, scored=True)]


@given(st.lists(DOCUMENTS, min_size=1, max_size=4), st.sampled_from(KINDS), st.data())
@settings(max_examples=60, deadline=None)
def test_merging_segments_is_writing_them_at_once(
    segments: list[list[list[str]]], kind: FieldKind, data: st.DataObject
) -> None:
    kept = [[data.draw(st.booleans()) for _ in segment] for segment in segments]
    alive = [(s, d) for s, segment in enumerate(segments) for d in range(len(segment)) if kept[s][d]]
    assume(alive)
    owners = data.draw(st.permutations([s for s, _ in alive]))
    order: list[tuple[int, int]] = []
    waiting = {s: [d for t, d in alive if t == s] for s in range(len(segments))}
    order = [(s, waiting[s].pop(0)) for s in owners]
    parts = []
    for s, segment in enumerate(segments):
        numbers = np.array([order.index((s, d)) if kept[s][d] else -1 for d in range(len(segment))], np.int64)
        parts.append(Part(fields(segment, kind), numbers))
    made = merged(parts, len(order), kind)
    wanted = fields([segments[s][d] for s, d in order], kind)
    assert made.terms == wanted.terms
    assert made.total == wanted.total
    for name in ("starts", "docs", "counts", "places", "lengths"):
        left, right = getattr(made, name), getattr(wanted, name)
        assert (left is None) == (right is None)
        assert left is None or left.tolist() == right.tolist()


def fields(documents: list[list[str]], kind: FieldKind) -> FieldArrays:
    vocabulary = sorted({word for document in documents for word in document}, reverse=True)
    numbers = [vocabulary.index(word) for document in documents for word in document]
    return from_tokens(
        [word.encode() for word in vocabulary],
        np.array(numbers, np.int64),
        np.array([len(document) for document in documents], np.int64),
        kind,
    )


MERGES: list[tuple[str, list[tuple[int, int]], list[int]]] = [
    ("nothing to do", [(100, 0), (200, 0)], []),
    ("four small ones", [(1, 0), (900, 0), (30, 0), (2, 0)], [0, 1, 2, 3]),
    ("four of a size, a large one apart", [(500_000, 0), (1, 0), (1, 0), (1, 0), (1, 0)], [1, 2, 3, 4]),
    ("the smallest first", [(3000, 0)] * 4 + [(10, 0)] * 4, [4, 5, 6, 7]),
    ("one with much that is deleted", [(1000, 300), (1, 0)], [0]),
    ("not beyond the largest", [(400_000, 0)] * 4, []),
    ("deleted ones do not count", [(1001, 20), (900, 0), (800, 0), (700, 0)], [0, 1, 2, 3]),
]


@pytest.mark.parametrize(("name", "sizes", "expected"), MERGES, ids=[case[0] for case in MERGES])
def test_which_segments_are_merged(name: str, sizes: list[tuple[int, int]], expected: list[int]) -> None:
    assert to_merge(sizes) == expected


SETTLED: list[tuple[str, list[tuple[int, int]], list[int]]] = [
    ("nothing", [], []),
    ("one", [(100, 0)], []),
    ("all that fit", [(100, 0), (200_000, 5), (3, 0)], [0, 1, 2]),
    ("not beyond the largest", [(1_000_000, 0), (100_000, 0), (3, 0)], [1, 2]),
    ("those that are large already", [(1_000_000, 0), (900_000, 0)], []),
]


@pytest.mark.parametrize(("name", "sizes", "expected"), SETTLED, ids=[case[0] for case in SETTLED])
def test_which_segments_settle(name: str, sizes: list[tuple[int, int]], expected: list[int]) -> None:
    assert to_settle(sizes) == expected


def test_merging_always_ends_with_few_segments() -> None:
    chance = random.Random(3)
    sizes: list[tuple[int, int]] = []
    for _ in range(400):
        sizes.append((chance.choice([1, 50, 20_000]), 0))
        while chosen := to_merge(sizes):
            merged_size = sum(
                size - deleted for place, (size, deleted) in enumerate(sizes) if place in chosen
            )
            sizes = [size for place, size in enumerate(sizes) if place not in chosen] + [(merged_size, 0)]
        assert len(sizes) <= 25


def test_a_large_batch_is_searched_like_a_small_one(tmp_path: Path) -> None:
    """More documents than one block or one sort of the best, over several segments."""
    index = QuoteIndex.create(tmp_path / "index", BINDING)
    for batch in range(3):
        documents = []
        for number in range(3000):
            uid = f"{(number * 7919 + batch) % 9001:05}-{batch}"
            made = quote(uid, f"common word{number % 50} number{number % 7}", f"Speaker {number % 300}")
            documents.append(made)
        index.update(documents, (), batch)
    results = index.search(parse("common"), limit=10)
    assert results.total == 9000
    assert [hit.uid for hit in results.hits] == sorted(found(index, "common", limit=9000))[:10]
    assert len(results.facets["speaker"]) == 60
    assert results.facets["speaker"][0].count == 30
    both = [number for number in range(3000) if number % 50 == 7 and number % 7 == 3]
    assert index.search(parse("com* word7 -number3"), limit=5).total == 3 * (60 - len(both))
