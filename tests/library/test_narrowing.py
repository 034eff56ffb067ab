"""What is counted of an answer, or of an outlet, is what the query with its term finds; how outlets print."""

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from library_corpus import OUTLETS, library_of

from quotebrowser.errors import QueryError, UnknownError
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import correct_facts, undo_changes
from quotebrowser.library.finding import narrowed, outlet_standing, search_quotes
from quotebrowser.library.noting import write_notes
from quotebrowser.library.showing import outlet_views
from quotebrowser.model import Date
from quotebrowser.query import FIELDS
from quotebrowser.tui.widgets.query_terms import dated, days, only, term, toggled, wider

QUERIES = (
    "", "army", "arm", "army def", "speaker:muster", "date:2024", "date:2024-02-10..2024-03-20 the",
    "has:differences", "army OR sky", "-army of", '"be not', "before:2024-03", 'in:"example herald"',
)  # fmt: skip


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Library]:
    library = library_of(tmp_path_factory.mktemp("corpus") / "library", 60)
    tagged = search_quotes.search(library, "army").rows
    write_notes.tag(library, [row.uid for row in tagged[:3]], ["lead", "Über alles"])
    yield library
    library.close()


def found(library: Library, query: str) -> int:
    """How many rows a query that is being typed lists, each printing by itself."""
    answer = search_quotes.search(library, query, limit=1000, as_typed=True, group=False, loosen=False)
    assert answer.total == len(answer.rows)
    return answer.total


@pytest.mark.parametrize("query", QUERIES)
def test_every_filter_counts_what_it_finds(corpus: Library, query: str) -> None:
    counted = narrowed.offered(corpus, query, as_typed=True)
    known = {row.name for row in FIELDS if row.offered}
    assert set(counted) <= known
    assert query or set(counted) == known
    assert query or [one.value for one in counted["kind"]] == ["statement", "fragment", "mention"]
    for field, facets in counted.items():
        for facet in facets:
            assert facet.count == found(corpus, toggled(query, term(field, facet.value))), (field, facet)


@pytest.mark.parametrize("query", QUERIES)
def test_every_bar_counts_what_it_finds_down_to_days_and_back(corpus: Library, query: str) -> None:
    spread = narrowed.spread(corpus, query, as_typed=True)
    assert spread.undated == found(corpus, toggled(query, "no:date"))
    asked = query
    while True:
        spread = narrowed.spread(corpus, asked, as_typed=True)
        if not spread.bars:
            break
        for bar in spread.bars:
            assert bar.quotes == found(corpus, dated(asked, f"date:{bar.asked}")), (asked, bar)
        fullest = max(spread.bars, key=lambda bar: bar.quotes)
        narrower = dated(asked, f"date:{fullest.asked}")
        if narrower == asked:
            break
        assert len(days(narrower)) == 1
        asked = narrower
    assert query or spread.bars[0].date.day, "days were reached"


@pytest.mark.parametrize(
    ("query", "bars"),
    [
        ("", ["2024-01", "2024-02"]),
        ("date:2024-02-10..2024-03-20", ["2024-02-10", "2024-02-11"]),
        ("date:2024-01-15..2024-11-10", ["2024-01-15..2024-01-31", "2024-02"]),
    ],
)
def test_a_range_is_told_in_months_or_days(corpus: Library, query: str, bars: list[str]) -> None:
    spread = narrowed.spread(corpus, query, as_typed=False)
    assert [bar.asked for bar in spread.bars[:2]] == bars
    assert spread.several > 0, "some are known by the year alone"
    dates = [bar.date for bar in spread.bars]
    assert all(one.last + 1 == other.first for one, other in pairwise(dates)), "no gaps"


def test_dates_that_have_no_day_in_common_have_no_bar(corpus: Library) -> None:
    spread = narrowed.spread(corpus, "date:2024-01 date:2024-12", as_typed=False)
    assert (spread.bars, spread.several) == ((), found(corpus, "date:2024-01 date:2024-12"))
    assert spread.several > 0


def test_what_nobody_said_has_no_bars_and_no_filters(corpus: Library) -> None:
    assert narrowed.spread(corpus, "zyzzyva", as_typed=False) == ((), 0, 0, 0)
    assert narrowed.offered(corpus, "zyzzyva", as_typed=False) == {}


@pytest.mark.parametrize(
    ("day", "month"), [("date:2024-03-09", "date:2024-03"), ("date:2024-03", "date:2024"), ("date:2024", "")]
)
def test_a_day_widens_to_its_month_and_year(day: str, month: str) -> None:
    assert wider(day) == month
    assert wider("date:2024-01-15..2024-01-31") == ""
    assert dated(f"{day} army", month) == f"{month} army".strip()


@pytest.mark.parametrize("name", [name for name in OUTLETS if name])
def test_every_count_of_an_outlet_is_the_length_of_its_list(corpus: Library, name: str) -> None:
    view = outlet_views.outlet(corpus, name.upper())
    assert view.name == name
    asked = outlet_views.query(name)
    lists = {value: f"{asked} print:{value}" for value in outlet_standing.WAYS}
    for value, query in {"": asked, **lists}.items():
        rows = search_quotes.search(corpus, query, limit=1000, sort="date").rows
        assert {row.outlet for row in rows} <= {name}
        assert len(rows) == (view.counts[value] if value else view.quotes), value
    assert view.counts["too"] > 0
    assert only(asked, "print", "cut") == f"{asked} print:cut"
    assert only(f"{asked} print:cut", "print", "cut") == asked
    whole = [view.counts[one.of] if one.of else view.quotes for one in outlet_views.COUNTS]
    assert all(view.counts[one.value] <= of for one, of in zip(outlet_views.COUNTS, whole, strict=True))


def test_how_it_prints_is_asked_of_an_outlet_that_is_named(corpus: Library) -> None:
    with pytest.raises(QueryError) as error:
        search_quotes.search(corpus, "army print:cut")
    assert "none is named" in error.value.message
    assert 'in:"' in (error.value.hint or "")
    with pytest.raises(UnknownError, match="No outlet is called Nobody's Paper"):
        outlet_views.outlet(corpus, "Nobody's Paper")
    here, rest = (search_quotes.search(corpus, f'in:"{OUTLETS[0]}" {sign}print:too') for sign in ("", "-"))
    assert here.total + rest.total == len(
        search_quotes.search(corpus, f'in:"{OUTLETS[0]}"', limit=1000, group=False).rows
    )


SALE = (
    "“We will {}sell the old harbour to anyone before the spring of next year,” said Mayor Clara Ostrander."
)
FEES = "“The fees for small boats stay what they are as long as I am the mayor,” said Mayor Clara Ostrander."
CUT = "“The fees for small boats … as long as I am the mayor,” said Mayor Clara Ostrander."
ROAD = "“The road along the quay will be closed for the whole of the summer,” said Tom Baker."
PAPERS = {
    "herald": ("Example Herald", "2025-03-04", SALE.format("not "), FEES),
    "wire": ("Wire Agency", "2025-03-04", SALE.format(""), FEES, ROAD),
    "post": ("The Post", "2025-03-05", SALE.format("not "), CUT),
    "isle": ("Isle Globe", "", FEES),
    "late": ("The Post", "2025-04-01", FEES),
}
"""Outlet, day and paragraphs of each."""
RECORD = (
    "MAYOR CLARA OSTRANDER: We will not sell the old harbour to anyone before the spring of next year."
    "\n\nQUESTION: And the boats?\n\n"
    "MAYOR CLARA OSTRANDER: The fees for small boats stay what they are as long as I am the mayor.\n"
)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for name, (outlet, day, *texts) in PAPERS.items():
        date = f"\ndate: {day}" if day else ""
        head = f"---\noutlet: {outlet}{date}\ntitle: {name}\n---\n\n"
        (folder / f"{name}.md").write_text(head + "\n\n".join(texts) + "\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("recorded", "outlet", "expected"),
    [
        # others print too, in other words, meaning may differ, cut; day known, first, tied; recorded, agrees
        (False, "Example Herald", (2, 0, 0, 0, 2, 2, 2, 0, 0)),
        (False, "Wire Agency", (2, 1, 1, 0, 2, 2, 2, 0, 0)),
        (False, "The Post", (2, 0, 0, 1, 2, 0, 0, 0, 0)),
        (False, "Isle Globe", (1, 0, 0, 0, 0, 0, 0, 0, 0)),
        (True, "Example Herald", (2, 0, 0, 0, 2, 2, 2, 2, 2)),
        (True, "Wire Agency", (2, 1, 1, 1, 2, 2, 2, 2, 1)),
        (True, "The Post", (2, 0, 0, 1, 2, 0, 0, 2, 2)),
    ],
)
def test_an_outlet_is_held_against_the_record_or_what_most_print(
    recorded: bool,  # noqa: FBT001
    outlet: str,
    expected: tuple[int, ...],
    libraries: dict[bool, Library],
) -> None:
    view = outlet_views.outlet(libraries[recorded], outlet)
    told = ("too", "words", "meaning", "cut", "dated", "first", "tied", "record", "agrees")
    assert tuple(view.counts[value] for value in told) == expected


@pytest.fixture(scope="module")
def libraries(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterable[dict[bool, Library]]:
    """The papers without the record, and with it."""
    made = {}
    for recorded in (False, True):
        place = tmp_path_factory.mktemp("made")
        (place / "council.txt").write_text(
            f"---\ndate: 2025-03-03\nform: transcript\n---\n\n{RECORD}", "utf-8"
        )
        made[recorded] = Library.open(place / "library")
        list(add_files.add(made[recorded], [papers, *([place / "council.txt"] if recorded else [])]))
    yield made
    for library in made.values():
        library.close()


def test_an_outlet_is_told_in_numbers_of_what_is_said_once(libraries: dict[bool, Library]) -> None:
    view = outlet_views.outlet(libraries[False], "the post")
    assert (view.name, view.articles, view.quotes) == ("The Post", 2, 2)
    assert (view.first, view.last) == (Date(2025, 3, 5), Date(2025, 4, 1))
    told = {one.value: number for one, number in outlet_views.told(view)}
    assert told["too"] == "2 of 2"
    assert told["first"] == "0 of 2"
    assert "tied" not in told, "of nothing nothing is counted"
    assert "agrees" not in told


def test_what_follows_from_dates_is_counted_again_when_they_are_corrected(
    libraries: dict[bool, Library],
) -> None:
    library = libraries[False]

    def counted() -> list[int]:
        view = outlet_views.outlet(library, "Wire Agency")
        return [view.counts[value] for value in ("first", "tied")]

    assert counted() == [2, 2]
    correct_facts.set_values(
        library, outlet_standing.uids(library, "wire agency")[:1], {"published": "2025-03-02"}
    )
    assert counted() == [2, 0]
    assert undo_changes.undo(library) is not None
    assert counted() == [2, 2]
