"""What is worked out when a segment is written: each tells what the other arrays tell, and nothing else."""

import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_corpus import BINDING, quote
from rapidfuzz.distance import OSA

from quotebrowser.index import QuoteIndex
from quotebrowser.index.analysis import stem
from quotebrowser.index.format import common_words, precomputed
from quotebrowser.index.format.answer_sets import Matches, Table, listed
from quotebrowser.index.format.arrays import ArrayFile, ArrayWriter
from quotebrowser.index.format.common_words import Everywhere, Postings, write_everywhere
from quotebrowser.index.format.dictionary import Dictionary, heads, width_of
from quotebrowser.index.format.field_builder import CHUNK, FieldArrays, FieldKind, from_tokens
from quotebrowser.index.search import set_math
from quotebrowser.index.search.set_math import Joiner
from quotebrowser.model import Kind
from quotebrowser.query import parse

DOCUMENTS = st.lists(
    st.lists(st.sampled_from(["a", "ab", "abc", "b", "bé", "c"]), max_size=7), min_size=1, max_size=9
)


def field(documents: Sequence[Sequence[str]]) -> FieldArrays:
    vocabulary = sorted({word for document in documents for word in document}, reverse=True)
    numbers = [vocabulary.index(word) for document in documents for word in document]
    return from_tokens(
        [word.encode() for word in vocabulary],
        np.array(numbers, np.int64),
        np.array([len(document) for document in documents], np.int64),
        FieldKind(places=True, scored=True),
    )


@pytest.fixture(autouse=True, scope="module")
def small_segments_too() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(precomputed, "FEWEST", 1)
        patch.setattr(common_words, "FEWEST", 1)
        patch.setattr(precomputed, "COMMON", 3)
        patch.setattr(precomputed, "_PLACES", 200)
        yield


@given(DOCUMENTS)
@settings(max_examples=100, deadline=None)
def test_a_form_is_how_often_a_word_stands_and_how_long_the_document_is(documents: list[list[str]]) -> None:
    made = field(documents)
    forms, marks = precomputed.forms(made)
    assert made.counts is not None
    assert made.lengths is not None
    assert precomputed.counts_of(forms)[marks].tolist() == made.counts.tolist()
    assert precomputed.codes_of(forms)[marks].tolist() == made.lengths[made.docs].tolist()
    assert len(set(forms.tolist())) == len(forms)


def test_more_postings_than_are_handled_at_a_time_have_forms_too() -> None:
    documents = [["a", "b"] if number % 3 else ["a", "a", "c"] for number in range(CHUNK // 2 + 11)]
    made = field(documents)
    forms, marks = precomputed.forms(made)
    assert made.counts is not None
    assert np.array_equal(precomputed.counts_of(forms)[marks], made.counts)


def test_a_field_that_is_not_scored_has_no_forms() -> None:
    made = from_tokens(
        [b"a"], np.zeros(2, np.int64), np.ones(2, np.int64), FieldKind(places=False, scored=False)
    )
    with pytest.raises(ValueError, match="scored"):
        precomputed.forms(made)


@given(DOCUMENTS)
@settings(max_examples=100, deadline=None)
def test_a_frequent_beginning_tells_its_documents(documents: list[list[str]]) -> None:
    made = field(documents)
    keys, rows = precomputed.beginnings(made, heads(made.terms), len(documents))
    width = -(-len(documents) // 8)
    kept = {}
    for row, key in enumerate(keys.tolist()):
        bits = np.unpackbits(rows[row * width : (row + 1) * width].astype(np.uint8), count=len(documents))
        kept[key] = np.flatnonzero(bits).tolist()
    beginnings = {word.encode()[:n] for document in documents for word in document for n in (1, 2, 3)}
    for beginning in beginnings:
        holding = [n for n, doc in enumerate(documents) if any(w.encode().startswith(beginning) for w in doc)]
        assert kept.pop(precomputed.beginning_key(beginning)) == holding
    assert not kept
    assert precomputed.beginning_key(b"abcd") == -1


@given(DOCUMENTS)
@settings(max_examples=150, deadline=None)
def test_neighbours_are_the_documents_where_two_common_words_touch(documents: list[list[str]]) -> None:
    made = field(documents)
    kept = precomputed.neighbours(made, len(documents))
    holding = {word: sum(word.decode() in document for document in documents) for word in made.terms}
    common = [n for n, word in enumerate(made.terms) if holding[word] * 3 > len(documents)]
    assert kept.words.tolist() == common
    for first in range(len(made.terms)):
        for second in range(len(made.terms)):
            pair = precomputed.pair_number(kept.words.astype(np.uint32), first, second)
            assert (pair >= 0) == (first in common and second in common)
            if pair >= 0:
                words = made.terms[first].decode(), made.terms[second].decode()
                wanted = [n for n, doc in enumerate(documents) if words in pairwise(doc)]
                assert kept.docs[kept.starts[pair] : kept.starts[pair + 1]].tolist() == wanted


@given(
    st.lists(
        st.tuples(*[st.lists(st.sampled_from(["run", "runs", "of", "é"]), max_size=4)] * 2),
        min_size=1,
        max_size=9,
    ),
    st.sampled_from([0.0, 1 / 3, 1.0]),
)
@settings(max_examples=60, deadline=None)
def test_a_common_word_is_what_its_fields_hold(
    tmp_path_factory: pytest.TempPathFactory, documents: list[tuple[list[str], list[str]]], dense: float
) -> None:
    made = {
        "text": field([text for text, _ in documents]),
        "stem": field([[stem(word) for word in text] for text, _ in documents]),
        "title": field([title for _, title in documents]),
    }
    forms = {name: precomputed.forms(each) for name, each in made.items()}
    path = tmp_path_factory.mktemp("everywhere") / "file.arrays"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(common_words, "_DENSE", dense)
        writer = ArrayWriter(path.open("wb"))
        fields = {name: Postings(each.terms, each.starts) for name, each in made.items()}
        for name, each in made.items():
            for part, values in (("docs", each.docs), ("forms", forms[name][0]), ("marks", forms[name][1])):
                writer.add(f"{name}.{part}", values)
        write_everywhere(writer, fields, len(documents))
        writer.close({})
    kept = Everywhere(ArrayFile(path).arrays, list(fields))
    weights = [
        np.arange(1, len(forms[name][0]) + 1, dtype=np.float32) * 10**n for n, name in enumerate(fields)
    ]
    for word in ("run", "runs", "of", "é"):
        assert kept.knows(word) == any(word in text + title for text, title in documents)
        if not kept.knows(word):
            continue
        answer = kept.answer(word, weights)
        found = listed(answer)
        wanted = np.zeros(len(documents), np.float32)
        for (name, each), weight in zip(made.items(), weights, strict=True):
            looked_for = (stem(word) if name == "stem" else word).encode()
            if looked_for in each.terms:
                number = each.terms.index(looked_for)
                begin, end = each.starts[number], each.starts[number + 1]
                wanted[each.docs[begin:end]] += weight[forms[name][1][begin:end]]
        assert found.docs.tolist() == np.flatnonzero(wanted).tolist()
        assert found.scores.tolist() == wanted[wanted > 0].tolist()
        assert kept.size(word) >= len(found.docs)


SETS = st.lists(st.sets(st.integers(0, 39)), min_size=1, max_size=5)


@given(SETS, st.integers(1, 3), st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_union_is_the_same_in_every_way(sets: list[set[int]], minimum: int, large: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    parts = [
        Matches(np.array(sorted(each), np.uint32), np.full(len(each), number + 1, np.float32))
        for number, each in enumerate(sets)
    ]
    joiner = Joiner(40)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(set_math, "_SORTED", 0 if large else 4096)
        found = joiner.union(parts, minimum)
        again = joiner.union(parts, minimum)
    wanted = {
        doc: sum(n + 1 for n, each in enumerate(sets) if doc in each)
        for doc in range(40)
        if sum(doc in each for each in sets) >= minimum
    }
    assert dict(zip(found.docs.tolist(), found.scores.tolist(), strict=True)) == wanted
    assert again.docs.tolist() == found.docs.tolist() == sorted(wanted)


@given(
    st.sets(st.integers(0, 39)), st.sets(st.integers(0, 39)), st.sampled_from(["sorted", "written", "table"])
)
@settings(max_examples=150, deadline=None)
def test_scores_are_spread_the_same_in_every_way(answering: set[int], asked: set[int], way: str) -> None:
    docs = np.array(sorted(answering), np.uint32)
    answer: Matches | Table = Matches(docs, docs.astype(np.float32) + 1)
    if way == "table":
        held = np.zeros(40, bool)
        held[docs] = True
        answer = Table(held, np.arange(40, dtype=np.float32) + 1)
    joiner = Joiner(40)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(set_math, "_SORTED", 1_000_000 if way == "sorted" else -1_000_000)
        held, scores = joiner.spread(answer, np.array(sorted(asked), np.uint32))
    assert held.tolist() == [doc in answering for doc in sorted(asked)]
    assert scores.tolist() == [doc + 1 if doc in answering else 0 for doc in sorted(asked)]
    assert not joiner._held.any()
    assert not joiner._scores.any()


def dictionary(directory: Path, words: list[bytes]) -> Dictionary:
    path = directory / "words.arrays"
    writer = ArrayWriter(path.open("wb"))
    lengths = np.array([len(word) for word in words], np.int64)
    width = width_of(lengths)
    writer.add("words", np.frombuffer(b"".join(words), np.uint8))
    if not width:
        writer.add("ends", np.cumsum(lengths).astype(np.uint32))
        writer.add("heads", heads(words))
    writer.close({})
    arrays = ArrayFile(path).arrays
    return Dictionary(arrays["words"], arrays.get("ends"), arrays.get("heads"), width)


WORDS = st.text("abcé’字ß", min_size=1, max_size=7)


@given(st.sets(WORDS, max_size=40), WORDS, st.integers(1, 2))
@settings(max_examples=200, deadline=None)
def test_near_words_are_those_within_the_distance(
    tmp_path_factory: pytest.TempPathFactory, known: set[str], word: str, distance: int
) -> None:
    words = sorted(each.encode() for each in known)
    made = dictionary(tmp_path_factory.mktemp("near"), words)
    wanted = [
        number
        for number, each in enumerate(words)
        if each.decode()[0] == word[0] and OSA.distance(each.decode(), word) <= distance
    ]
    assert made.near(word, distance) == wanted
    assert made.near(word, distance) == wanted


@given(st.sets(st.binary(min_size=3, max_size=3), max_size=30), st.lists(st.binary(min_size=1, max_size=4)))
@settings(max_examples=150, deadline=None)
def test_words_of_one_width_are_found_like_others(
    tmp_path_factory: pytest.TempPathFactory, known: set[bytes], wanted: list[bytes]
) -> None:
    words = sorted(known)
    made = dictionary(tmp_path_factory.mktemp("width"), words)
    assert [made.word(number) for number in range(len(made))] == words == made.words(0, len(words))
    assert made.words_of(range(len(words))[::-1]) == words[::-1]
    assert sorted(made.find_many(wanted).tolist()) == sorted(words.index(w) for w in wanted if w in known)
    for word in wanted:
        assert made.find(word) == (words.index(word) if word in known else -1)
        low, high = made.beginning(word)
        assert words[low:high] == [each for each in words if each.startswith(word)]


def test_many_batches_settle_into_one_segment_that_answers_the_same(tmp_path: Path) -> None:
    chance = random.Random(4)
    index = QuoteIndex.create(tmp_path / "index", BINDING)
    words = [f"w{number}" for number in range(30)]
    for batch in range(3):
        documents = [
            quote(f"{batch}{number:02}", " ".join(chance.choices(words, k=6)), f"Speaker {number % 5}")
            for number in range(20)
        ]
        index.update(documents, [f"{batch - 1}05"], batch + 1)
    queries = ("w1", "w2 w3", "w1*", '"w4 w5"', "speaker:speaker -w1", "w7~", "", "w1 OR w2")
    before = [index.search(parse(query)) for query in queries]
    assert len(index._engine._index._segments()) == 3  # type: ignore[union-attr]
    index.settle()
    assert len(index._engine._index._segments()) == 1  # type: ignore[union-attr]
    assert index.watermark == 3
    for query, left in zip(queries, before, strict=True):
        right = index.search(parse(query))
        assert (right.total, right.facets) == (left.total, left.facets)
        assert {hit.uid for hit in right.hits} == {hit.uid for hit in left.hits}
    index.settle()
    assert len(index._engine._index._segments()) == 1  # type: ignore[union-attr]


WAYS: list[tuple[str, dict[str, float]]] = [
    ("few are listed", {"search.any_of._FEW": 1e9}),
    ("all are listed", {"search.any_of._FEW": 0, "search.any_of._MOST": 1e9, "search.set_math._SORTED": 1e9}),
    ("all are written", {"search.any_of._FEW": 0, "search.any_of._MOST": 1e9, "search.set_math._SORTED": 0}),
    ("all are tables", {"search.any_of._FEW": 0, "search.any_of._MOST": 0.0}),
    ("never one by one", {"search.any_of._FEW": 0, "search.any_of.GALLOP": 1e9, "search.all_of.GALLOP": 1e9}),
    ("always one by one", {"search.any_of._FEW": 0, "search.any_of.GALLOP": 0, "search.all_of.GALLOP": 0}),
    (
        "in short stretches",
        {"search.any_of._MOST": 0.0, "format.answer_sets._STRETCH": 7, "search.facets._STRETCH": 5},
    ),
    ("most counted by the rest", {"search.any_of._MOST": 0.0, "search.collector._MOST": 0.0}),
    ("none counted by the rest", {"search.any_of._MOST": 0.0, "search.collector._MOST": 2.0}),
]
"""Ways that are chosen by how many documents answer, each forced on all queries."""


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory, small_segments_too: object) -> QuoteIndex:
    """Three segments of 150 quotes, some deleted, some without a speaker, some mentions."""
    chance = random.Random(6)
    words = [f"w{number}" for number in range(25)]
    weights = [1 / (number + 1) for number in range(25)]

    def said(most: int) -> str:
        return " ".join(chance.choices(words, weights, k=chance.randint(1, most)))

    index = QuoteIndex.create(tmp_path_factory.mktemp("mixed") / "index", BINDING)
    for batch in range(3):
        documents = [
            quote(
                f"{batch}{number:03}", said(12), said(2) if number % 3 else "", title=said(4),
                outlet=said(1) if number % 4 else "", context=said(20), published=f"20{number % 25:02}",
                kind=chance.choice((Kind.STATEMENT, Kind.FRAGMENT, Kind.MENTION)),
            )
            for number in range(150)
        ]  # fmt: skip
        index.update(documents, [], batch + 1)
    index.update([], [f"1{number:03}" for number in range(0, 30, 2)], 9)
    return index


def asked() -> list[tuple[str, bool]]:
    chance = random.Random(8)
    made = [("", False), ("w1 OR date:2010..", False), ("-w0", False), ("no:speaker OR w20", False)]
    for _ in range(12):
        a, b, c = (f"w{int(25 ** chance.random()) - 1}" for _ in range(3))
        made += [(f"{a} {b} {c}"[:n], True) for n in range(1, 9, 2)]
        made += [(text, False) for text in (a, f"{a} {b}", f"{a} OR {b} OR {c}", f"{a}* {b}", f'"{a} {b}"')]
        made += [(text, False) for text in (f"{a} -{b}", f"({a} OR {b}*) {c}", f"speaker:{a}*", f"{a}~ {b}")]
    return list(dict.fromkeys(made))


@pytest.mark.parametrize(("name", "changes"), WAYS, ids=[case[0] for case in WAYS])
def test_every_way_of_searching_answers_the_same(
    mixed: QuoteIndex, monkeypatch: pytest.MonkeyPatch, name: str, changes: dict[str, float]
) -> None:
    queries = [
        (parse(text, as_typed=typed), sort) for text, typed in asked() for sort in ("relevance", "date")
    ]
    expected = [mixed.search(node, sort=sort, limit=30) for node, sort in queries]
    for place, value in changes.items():
        monkeypatch.setattr(f"quotebrowser.index.{place}", value)
    again = QuoteIndex.open(mixed._engine.directory, BINDING)  # type: ignore[union-attr]
    for (node, sort), before in zip(queries, expected, strict=True):
        after = again.search(node, sort=sort, limit=30)
        assert [hit.uid for hit in after.hits] == [hit.uid for hit in before.hits], node
        assert [hit.score for hit in after.hits] == pytest.approx(
            [hit.score for hit in before.hits], abs=1e-4
        )
        assert (after.total, after.facets) == (before.total, before.facets)
        bare = again.search(node, sort=sort, limit=30, facets=False)
        assert (bare.hits, bare.total, bare.facets) == (after.hits, after.total, {})
    again.close()
