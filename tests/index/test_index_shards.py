"""An index in parts answers what one index answers, to the last place and score."""

import os
import shutil
import threading
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from index_corpus import BINDING, CORPUS, quote

from quotebrowser.errors import DamagedIndexError, LibraryError, MissingPartError, QueryError
from quotebrowser.index import Building, QuoteDocument, QuoteIndex, Sort, Stamp
from quotebrowser.index.shards.division import (
    Division,
    Searched,
    part_of,
    read_division,
    write_division,
)
from quotebrowser.index.shards.part_reach import LocalReach
from quotebrowser.index.shards.shard import Gathered, Refused, Shard
from quotebrowser.model import Kind
from quotebrowser.query import parse

PARTS = Division(3)
WORDS = ("blow", "blew", "big", "bigger", "defeat", "defeated", "badly", "bad", "general", "a", "the", "café")
NAMES = ("", "Ann Other", "Anna Otter", "Behrouz Esbati", "Zoë Blatt")
OUTLETS = ("", "Evening Post", "evening post", "Zürcher Blatt")
DATES = ("", "2024", "2024-11", "2024-12-31", "2025-01-09")

QUERIES = (
    "", "blow", "blow big", "a big blow", '"big blow"', '"the big"~2', "bi*", "de* -blow", "-blow",
    "big OR bad",
    "blwo~", "defeted~2 badly", "speaker:ann", "speaker:ot* blow", "no:speaker", "no:date", "no:outlet big",
    "date:2024..2025 blow", "date:2025", "outlet:post", "kind:mention", "lang:fr", "general's", "big-bigger",
    "title:defeat", "(blow OR bad) (big OR the) -café",
)  # fmt: skip
UIDS = tuple(f"{number:016x}" for number in range(24))

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
documents = st.builds(
    lambda uid, text, speaker, outlet, published, title, context, kind: quote(
        uid, text, speaker, outlet=outlet, published=published, title=title, context=context, kind=kind
    ),
    st.sampled_from(UIDS),
    sentences,
    st.sampled_from(NAMES),
    st.sampled_from(OUTLETS),
    st.sampled_from(DATES),
    sentences,
    sentences,
    st.sampled_from([Kind.STATEMENT, Kind.STATEMENT, Kind.FRAGMENT, Kind.MENTION]),
)
commits = st.lists(
    st.tuples(st.lists(documents, max_size=14), st.lists(st.sampled_from(UIDS), max_size=4)),
    min_size=1,
    max_size=3,
)
Commits = list[tuple[list[QuoteDocument], list[str]]]


def said(index: QuoteIndex, query: str, uids: frozenset[str]) -> list[Any]:
    """All that an index answers to a query, in every order, narrowed and not."""
    node = parse(query)
    answers: list[Any] = []
    for sort in Sort:
        for reverse in (False, True):
            best = index.search(node, sort=sort, reverse=reverse, limit=5)
            order = index.order(node, sort=sort, reverse=reverse).tolist()
            assert [int(hit.uid, 16) for hit in best.hits] == order[:5]
            assert len(order) == best.total
            answers += [best, order]
    answers.append(index.search(node, limit=50, allowed=uids))
    answers.append(index.search(node, limit=50, excluded=uids, facets=False))
    answers.append(index.search(parse(query, as_typed=True), limit=50))
    answers.append([sorted(days.tolist()) for days in index.days(node)])
    return answers


@settings(max_examples=6, phases=[Phase.explicit, Phase.generate])  # to shrink one takes minutes
@given(commits, st.frozensets(st.sampled_from(UIDS)), st.data())
def test_parts_answer_what_one_index_answers(
    tmp_path_factory: pytest.TempPathFactory, made: Commits, some: frozenset[str], data: st.DataObject
) -> None:
    directory = tmp_path_factory.mktemp("both")
    one = QuoteIndex.create(directory / "one", BINDING)
    parts = QuoteIndex.create_parts(directory / "parts", BINDING, PARTS)
    for number, (new, gone) in enumerate(made, 1):
        for index in (one, parts):
            index.update(new, gone, number)
        for query in data.draw(st.lists(st.sampled_from(QUERIES), min_size=1, max_size=6)):
            assert said(parts, query, some) == said(one, query, some), query
    parts.settle()
    for query in QUERIES:
        assert said(parts, query, some) == said(one, query, some), query
    for word in ("blwo", "bigg", "defet", "general", "zoe", "zürchr"):
        assert parts.suggest(word) == one.suggest(word)
    assert parts.stamp == one.stamp
    again = QuoteIndex.open_parts(directory / "parts", BINDING, PARTS)
    assert said(again, "a big blow", some) == said(one, "a big blow", some)
    again.check()
    for index in (one, parts, again):
        index.close()
    shutil.rmtree(directory)


@pytest.fixture
def parts(tmp_path: Path) -> QuoteIndex:
    made = QuoteIndex.create_parts(tmp_path / "index", BINDING, PARTS, LosingReach)
    made.update([replace(each, uid=f"{number:016x}") for number, each in enumerate(CORPUS)], (), 7)
    return made


class LosingReach(LocalReach):
    """Parts of which some can be lost."""

    lost: ClassVar[set[int]] = set()
    unseen: ClassVar[set[int]] = set()

    @property
    def missing(self) -> frozenset[int]:  # type: ignore[override]
        return frozenset(self.lost)

    def ask(self, calls: Mapping[int, tuple[Any, ...]], seconds: float) -> Mapping[int, Any]:
        self.lost.update(self.unseen)
        return super().ask({n: call for n, call in calls.items() if n not in self.lost}, seconds)


@pytest.fixture(autouse=True)
def nothing_lost() -> None:
    LosingReach.lost, LosingReach.unseen = set(), set()


def uids(index: QuoteIndex, query: str) -> set[str]:
    return {hit.uid for hit in index.search(parse(query), limit=50).hits}


def test_no_answer_leaves_out_a_part_that_was_not_said_to_be_missing(parts: QuoteIndex) -> None:
    whole = uids(parts, "defeat OR blow OR was")
    assert parts.missing[:2] == (0, 3)
    LosingReach.unseen = {1}
    with pytest.raises(LibraryError, match="A part of the index cannot be searched"):
        parts.search(parse("defeat"))
    assert parts.missing[:2] == (1, 3)
    left = uids(parts, "defeat OR blow OR was")
    assert left == {uid for uid in whole if part_of(uid, 3) != 1}
    assert left != whole
    for node in (parse("made"), parse("")):
        parts.order(node)
        parts.days(node)
    LosingReach.lost, LosingReach.unseen = set(), set()
    assert parts.missing[:2] == (0, 3)
    assert uids(parts, "defeat OR blow OR was") == whole


def test_a_commit_between_a_search_and_its_facets_has_it_asked_again(tmp_path: Path) -> None:
    class ChangingReach(LocalReach):
        """Parts in which all is replaced when they have been searched."""

        changes = 1

        def ask(self, calls: Mapping[int, tuple[Any, ...]], seconds: float) -> Mapping[int, Any]:
            found = super().ask(calls, seconds)
            if self.changes and any(isinstance(answer, Gathered) for answer in found.values()):
                self.changes = 0
                made.update([replace(each, text=f"{each.text} again") for each in corpus], (), 8)
            return found

    corpus = [replace(each, uid=f"{number:016x}") for number, each in enumerate(CORPUS)]
    made = QuoteIndex.create_parts(tmp_path / "index", BINDING, PARTS, ChangingReach)
    made.update(corpus, (), 7)
    with pytest.raises(MissingPartError):
        made.search(parse(""))
    found = made.search(parse(""))
    assert sum(facet.count for facet in found.facets["speaker"]) == found.total > 0
    made.close()


def test_a_part_of_this_process_that_is_late_is_missing(
    parts: QuoteIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()
    monkeypatch.setattr(Shard, "ask", lambda *_: let_go.wait(10))
    monkeypatch.setattr("quotebrowser.index.shards.sharded_engine._PATIENCE", -2.0)
    with pytest.raises(MissingPartError):
        parts.search(parse("defeat"))
    let_go.set()


def test_who_still_asks_an_index_that_is_closed_is_to_ask_the_next_one(parts: QuoteIndex) -> None:
    parts.search(parse("defeat"))
    reach = parts._engine._reach  # type: ignore[union-attr]
    parts.close()
    assert reach is not None
    assert reach.ask({0: ("", None, "")}, 1.0) == {}
    with pytest.raises(MissingPartError):
        parts.search(parse("defeat"))


def test_scores_are_those_of_the_whole_again_when_a_part_is_back(tmp_path: Path, parts: QuoteIndex) -> None:
    parts.search(parse("made"))
    LosingReach.lost = {0, 1}
    assert parts.missing[:2] == (2, 3)
    parts.search(parse("blow badly"))
    LosingReach.lost = set()
    assert parts.missing[:2] == (0, 3)
    again = QuoteIndex.open_parts(tmp_path / "index", BINDING, PARTS)
    assert parts.search(parse("blow badly")) == again.search(parse("blow badly"))


def test_a_commit_cut_off_between_two_parts_is_made_again(parts: QuoteIndex) -> None:
    new = [quote(f"{number:016x}", "a new word") for number in range(100, 110)]
    first, *_ = parts._engine._engines  # type: ignore[union-attr]
    first.update([one for one in new if part_of(one.uid, 3) == 0], (), Stamp(9))
    assert parts.watermark == 7
    parts.update(new, (), 9)
    assert parts.watermark == 9
    assert len(uids(parts, "new")) == 10


def test_the_stamp_is_that_of_the_part_farthest_behind(parts: QuoteIndex) -> None:
    engines = parts._engine._engines  # type: ignore[union-attr]
    steps = [Stamp(3, Building((1, 1), 0, 9)), Stamp(3, Building((0, 1), 5, 9)),
             Stamp(4, Building((0, 1), 5, 9)), Stamp(4), Stamp(6)]  # fmt: skip
    for before, after in pairwise(steps):
        for engine in engines:
            engine.update((), (), before)
        engines[1].update((), (), after)
        assert parts.stamp == before


def test_a_part_that_was_made_again_alone_makes_all_unusable(tmp_path: Path, parts: QuoteIndex) -> None:
    QuoteIndex.create(tmp_path / "index" / "part-2-of-3", BINDING).close()
    with pytest.raises(DamagedIndexError, match="another time"):
        QuoteIndex.open_parts(tmp_path / "index", BINDING, PARTS)


@pytest.mark.timeout(10)
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path, parts: QuoteIndex) -> None:
    os.mkfifo(tmp_path / "index.parts")
    assert read_division(tmp_path / "index.parts", BINDING) is None
    stamp = PARTS.directory(tmp_path / "index", 1) / "stamp.json"
    stamp.unlink()
    os.mkfifo(stamp)
    with pytest.raises(DamagedIndexError):
        QuoteIndex.open_parts(tmp_path / "index", BINDING, PARTS)
    parts.close()


def test_a_damaged_part_is_said_to_be_damaged(tmp_path: Path, parts: QuoteIndex) -> None:
    for path in (tmp_path / "index").glob("part-*/*.arrays"):
        path.write_bytes(bytes(path.stat().st_size))
    with pytest.raises(DamagedIndexError):
        parts.search(parse("defeat"))


def test_parts_that_cannot_be_read_elsewhere_are_not_damaged(tmp_path: Path, parts: QuoteIndex) -> None:
    there = [str(tmp_path / "another machine" / str(number)) for number in range(3)]
    opened = QuoteIndex.open_parts(tmp_path / "index", BINDING, PARTS, lambda _: LocalReach(there))
    with pytest.raises(LibraryError, match="cannot be read where it is searched") as raised:
        opened.search(parse("defeat"))
    assert not isinstance(raised.value, DamagedIndexError)


def test_a_search_that_takes_too_long_is_ended(parts: QuoteIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotebrowser.index.shards.sharded_engine.SECONDS", -1.0)
    with pytest.raises(QueryError, match="two seconds"):
        parts.search(parse("defeat"))


def test_a_part_opens_nothing_that_it_was_not_given(tmp_path: Path, parts: QuoteIndex) -> None:
    shard = Shard(str(tmp_path / "index" / "part-1-of-3"))
    assert shard.ask("any", None, "near", "defeat", 1) is Refused.UNKNOWN


def test_a_quote_is_in_the_same_part_for_ever() -> None:
    assert [part_of(f"{number:016x}", 4) for number in range(8)] == [0, 2, 0, 2, 1, 3, 1, 3]


DIVISIONS = [Division(2), Division(64, Searched.RAY), Division(4, Searched.RAY, "10.0.0.5:6379")]


@pytest.mark.parametrize("division", DIVISIONS)
def test_a_division_is_read_as_it_was_written(tmp_path: Path, division: Division) -> None:
    path = tmp_path / "index.parts"
    assert read_division(path, BINDING) is None
    write_division(path, division, BINDING)
    assert read_division(path, BINDING) == division
    assert read_division(path, replace(BINDING, key=bytes(31) + b"1")) is None
    write_division(path, None, BINDING)
    assert not path.exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"parts": 4', b'"parts": 5'),
        (b"ray", b"raz"),
        (b"10.0", b"99.0"),
        (b"}", b""),
        (b"{", b"["),
        (b"4", b"4.0"),
    ],
)
def test_a_division_that_was_changed_is_none(tmp_path: Path, old: bytes, new: bytes) -> None:
    path = tmp_path / "index.parts"
    write_division(path, DIVISIONS[2], BINDING)
    path.write_bytes(path.read_bytes().replace(old, new))
    assert read_division(path, BINDING) is None


@pytest.mark.parametrize(
    "division", [Division(1), Division(65), Division(4, Searched.RAY, "a b"), Division(-2)]
)
def test_a_sealed_division_is_read_as_strictly(tmp_path: Path, division: Division) -> None:
    write_division(tmp_path / "index.parts", division, BINDING)
    assert read_division(tmp_path / "index.parts", BINDING) is None
