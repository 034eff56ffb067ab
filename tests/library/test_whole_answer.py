"""All that answers as one list, whose rows are made where somebody looks."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cli_runner import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from library_corpus import fill, library_of

from quotebrowser.errors import LibraryError
from quotebrowser.library import Library, Row
from quotebrowser.library.finding import answerer, search_quotes, sources, whole_answer
from quotebrowser.library.upkeep import level
from quotebrowser.model import Level, Sort
from quotebrowser.query import parse
from quotebrowser.text import fold

QUERIES = ("", "the", "army OR sky OR not", '"to be"', "has:differences", "-the", "kind:mention", "no:date")
ORDERS = [(sort.value, reverse) for sort in Sort for reverse in (False, True)]
_ALL = 10_000


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Articles of three batches, each of which is a segment of the index; quotes of several utterances."""
    library = library_of(tmp_path_factory.mktemp("whole") / "library", 40)
    for first in (40, 60):
        level.catch_up(library)
        fill(library, 20, first=first)
    level.catch_up(library)
    yield library
    library.close()


def rows_of(library: Library, query: str, sort: str, *, reverse: bool) -> list[Row]:
    """The whole answer as `search` gives it, without scores."""
    found = search_quotes.search(library, query, limit=_ALL, sort=sort, reverse=reverse, loosen=False)
    return [replace(row, score=0.0) for row in found.rows]


def whole(library: Library, query: str, sort: str, *, reverse: bool) -> whole_answer.WholeAnswer:
    return whole_answer.ask(library, query, sort=sort, reverse=reverse, as_typed=False)


@pytest.mark.parametrize(("sort", "reverse"), ORDERS)
def test_the_pages_joined_are_the_whole_answer(library: Library, sort: str, *, reverse: bool) -> None:
    for query in QUERIES:
        expected = rows_of(library, query, sort, reverse=reverse)
        found = whole(library, query, sort, reverse=reverse)
        assert len(found) == len(expected) > 0, query
        pages = [range(start, min(start + 7, len(found))) for start in range(0, len(found), 7)]
        made = {number: row for page in reversed(pages) for number, row in found.made(page).items()}
        assert [made[number] for number in range(len(found))] == expected, query
        for first in (0, 5):
            listed = [(row.uid, row.pointer) for row in expected[first:]]
            assert list(found.pointers(first).items()) == listed, query
        utterances = [row.utterance for row in expected if row.utterance]
        assert len(set(utterances)) == len(utterances), query


@given(st.sampled_from(QUERIES), st.sampled_from(ORDERS), st.integers(0, 99), st.sampled_from((1, -1)))
@settings(max_examples=15)
def test_quotes_are_found_at_their_rows_and_rows_that_differ_from_any_other(
    library: Library, query: str, order: tuple[str, bool], at: int, step: int
) -> None:
    sort, reverse = order
    found = whole(library, query, sort, reverse=reverse)
    rows = rows_of(library, query, sort, reverse=reverse)
    assert found.places(row.uid for row in reversed(rows)) == {row.uid: n for n, row in enumerate(rows)}
    assert found.place("f" * 16) == found.place("no uid") == -1
    ahead = range(at + step, len(rows) if step > 0 else -1, step)
    differing = [n for n in ahead if 0 <= n < len(rows) and rows[n].level > Level.NONE]
    assert found.seek(at, step, lambda row: row.level > Level.NONE) == next(iter(differing), -1)


@pytest.mark.parametrize("query", ["", "the", "-the"])
def test_what_is_not_known_comes_last_both_ways(library: Library, query: str) -> None:
    for reverse in (False, True):
        dated = rows_of(library, query, "date", reverse=reverse)
        days = [row.published.first if row.published else 0 for row in dated]
        outlets = [fold(row.outlet) for row in rows_of(library, query, "outlet", reverse=reverse)]
        for values, falling in ((days, not reverse), (outlets, reverse)):
            known = [value for value in values if value]
            assert 0 < len(known) < len(values)
            assert values[: len(known)] == known
            assert known == sorted(known, reverse=falling)


@pytest.mark.parametrize(("sort", "reverse"), ORDERS)
def test_the_index_orders_all_that_answers_as_its_best(library: Library, sort: str, *, reverse: bool) -> None:
    for query in QUERIES[1:]:
        asked = answerer.ask(
            library, query, limit=_ALL, sort=sort, reverse=reverse, as_typed=False, loosen=False
        )
        ordered = sources.order(library, parse(query), sort=sort, reverse=reverse)
        assert [f"{uid:016x}" for uid in ordered.tolist()] == list(asked.hits)
        few = answerer.ask(library, query, limit=5, sort=sort, reverse=reverse, as_typed=False, loosen=False)
        assert list(few.hits) == list(asked.hits)[:5]


@pytest.mark.parametrize("exact", [0, 3])
def test_where_the_store_decides_under_which_utterance_a_quote_stands_none_is_listed_twice(
    library: Library, exact: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_answer, "_EXACT", exact)
    for query in QUERIES:
        found = whole(library, query, "relevance", reverse=False)
        rows = found.made(range(len(found)))
        assert list(rows) == list(range(len(found)))
        names = [row.utterance or row.uid for row in rows.values()]
        assert len(set(names)) == len(names)
    has_none = whole(library, "has:differences", "relevance", reverse=False)
    assert list(has_none.made(range(len(has_none))).values()) == rows_of(
        library, "has:differences", "relevance", reverse=False
    )


@pytest.mark.parametrize("following", [False, True])
def test_what_is_asked_of_each_quote_is_what_is_asked_of_all_at_once(
    library: Library, monkeypatch: pytest.MonkeyPatch, *, following: bool
) -> None:
    monkeypatch.setattr(library, "following", following)
    for query in QUERIES:
        made = []
        for few in (0, 10**9):
            monkeypatch.setattr(whole_answer, "_FEW_OF_OTHERS" if following else "_FEW", few)
            found = whole(library, query, "date", reverse=False)
            made.append((found.answering(), found.pointers(), found._differing.tolist()))
        assert made[0] == made[1]
        assert made[0][0]


def test_rows_of_removed_quotes_are_missing_and_no_other_takes_their_place(tmp_path: Path) -> None:
    library = library_of(tmp_path / "library", 12)
    level.catch_up(library)
    found = whole(library, "the", "date", reverse=False)
    before = found.made(range(len(found)))
    gone = before[0].article
    assert found.version == library.version
    library.store.articles.remove(gone)
    after = found.made(range(len(found)))
    assert found.version != library.version
    assert set(before) - set(after) <= {number for number, row in before.items() if row.article == gone}
    assert all(row.article != gone for row in after.values())
    kept = [number for number, row in before.items() if row.article != gone]
    assert [after[number].text for number in kept] == [before[number].text for number in kept]
    again = whole(library, "the", "date", reverse=False)
    assert all(row.article != gone for row in again.made(range(len(again))).values())
    library.close()


def test_an_index_that_names_no_uid_is_refused_in_words(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library.store.long_lists, "by_date", lambda *, reverse: f"{reverse}, no uid")
    with pytest.raises(LibraryError, match="damaged"):
        whole(library, "", "date", reverse=False)


def test_a_command_turns_the_order_round(library: Library, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(library.directory))
    for sort, reverse in ORDERS:
        for group in ((), ("--group",)):
            way = ("--reverse",) * reverse
            printed = run("search", "the", "--json", "--limit", 500, "--sort", sort, *way, *group).rows
            found = search_quotes.search(
                library, "the", limit=500, sort=sort, reverse=reverse, group=bool(group)
            )
            assert [row["uid"] for row in printed] == [row.uid for row in found.rows]
            days = [row["published"] for row in printed if row["published"]]
            if sort == "date":
                assert days == sorted(days, key=lambda day: f"{day}-01-01"[:10], reverse=not reverse)
                assert not any(row["published"] for row in printed[len(days) :])
