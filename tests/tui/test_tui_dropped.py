"""A negation that a version lacks is drawn where it is missing: in the preview and in each view."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from cli_runner import Run
from papers import compared, library_of

from quotebrowser.library.finding import search_quotes
from quotebrowser.library.showing import quote_views
from quotebrowser.tui.paint.comparison.cells import CompareState, cells
from quotebrowser.tui.paint.comparison.compare_columns import ColumnsView
from quotebrowser.tui.paint.comparison.compare_rows import RowsView
from quotebrowser.tui.paint.comparison.differences_text import listing
from quotebrowser.tui.paint.lines import Line, Role, text_of
from quotebrowser.tui.paint.preview_text import Glance, PreviewKeys, short, tall
from quotebrowser.tui.paint.signs import ASCII, UNICODE, Marks

DROPPED: Final = [
    # what is printed, the last without the negation, and where that is missing
    (
        ("We will not sell the harbour this year", "We won’t sell the harbour this year"),
        ("We will sell the harbour this year", "We will", "sell"),
    ),
    (
        ("I never asked the council for a single coin",),
        ("I asked the council for a single coin", "I", "asked"),
    ),
    (
        ("You cannot cross the old bridge at night",),
        ("You can cross the old bridge at night", "You can", "cross"),
    ),
    (
        ("It isn't safe to swim in the harbour this summer",),
        ("It is safe to swim in the harbour this summer", "It is", "safe"),
    ),
    (
        ("The old harbour mill is not for sale to strangers", "The old harbour mill is not for sale"),
        ("Hear me out: the old harbour mill is for sale to strangers and friends alike", "mill is", "for"),
    ),
    (
        ("There is no doubt about the roof of the school",),
        ("There is doubt about the roof of the school", "There is", "doubt"),
    ),
    (
        ("Wir werden das alte Rathaus nicht an Fremde verkaufen",),
        ("Wir werden das alte Rathaus an Fremde verkaufen", "Rathaus", "an"),
    ),
    (
        ("Nous ne vendrons pas le vieux port aux étrangers",),
        ("Nous ne vendrons le vieux port aux étrangers", "vendrons", "le"),
    ),
    (
        ("Il vecchio porto non sarà venduto agli stranieri",),
        ("Il vecchio porto sarà venduto agli stranieri", "porto", "sarà"),
    ),
    (
        ("Мы не будем продавать старый порт чужим людям",),
        ("Мы будем продавать старый порт чужим людям", "Мы", "будем"),
    ),
    (
        ("I do not want to close the bakery this winter",),
        ("I want to close the bakery this winter", "I", "want"),
    ),
    (
        ("She does not want to close the bakery this winter",),
        ("She wants to close the bakery this winter", "She", "wants"),
    ),
    (
        ("I am not going to close the bakery this winter", "I’m not going to close the bakery this winter"),
        ("I’m going to close the bakery this winter", "I’m", "going"),
    ),
    (
        ("Ce n’est pas une ville de marins à vendre",),
        ("C’est une ville de marins à vendre", "C’est", "une"),
    ),
    (
        ("Я никогда не буду продавать старый порт чужим людям",),
        ("Я буду продавать старый порт чужим людям", "Я", "буду"),
    ),
]
KEPT: Final = [
    # what is printed, and what has no negation but lacks none: it has other words, or begins behind it
    (
        "Nobody asked the harbour workers about the winter",
        "Everybody asked the harbour workers about the winter",
    ),
    ("We will not sell the old harbour to strangers", "We refuse to sell the old harbour to strangers"),
    ("We won’t sell the old harbour to strangers", "sell the old harbour to strangers"),
]
KEYS: Final = PreviewKeys("e", "y", "plain")


def drawn(lines: Iterable[Line]) -> tuple[str, list[str]]:
    """The text on one line without doubled blanks, and what is drawn as missing."""
    lines = list(lines)
    missing = [part.text.strip() for row in lines for part in row if part.role is Role.MISSING]
    return " ".join(" ".join(text_of(row) for row in lines).split()), [sign for sign in missing if sign]


@pytest.mark.parametrize("marks", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize(("others", "lacking"), DROPPED, ids=[row[1][0] for row in DROPPED])
def test_a_dropped_negation_is_drawn_where_it_is_missing_in_every_view(
    tmp_path: Path, others: tuple[str, ...], lacking: tuple[str, str, str], marks: Marks
) -> None:
    text, before, after = lacking
    with closing(library_of(tmp_path, [f"“{said},” Anna Berg said." for said in (text, *others)])) as library:
        found = compared(library, text.split()[-1])
        witnesses = found.collation.witnesses
        assert len(witnesses) == 1 + len(others)
        at = next(
            index
            for index, one in enumerate(witnesses)
            if found.articles[one.article].outlet.name == "Paper 0"
        )
        row = next(
            one for one in search_quotes.search(library, "", group=False).rows if one.outlet == "Paper 0"
        )
        glance = Glance(quote_views.quote(library, row.uid), found)
    sign = "^" if marks is ASCII else "∅"
    state = CompareState(order=tuple({at: None, **dict.fromkeys(range(len(witnesses)))}), difference=1)
    for width in (60, 80, 120, 200):
        rows = RowsView(found, cells(found), state, marks).draw(width).lines
        for lines in (rows, tall(glance, width, marks, KEYS), short(glance, width, "", marks)):
            words, missing = drawn(lines)
            assert set(missing) == {sign}
            assert f"{before} {sign} {after}" in words
        assert drawn(ColumnsView(found, cells(found), state, marks).draw(width).lines)[1] == [sign]
        told, missing = drawn(listing(found, state, width, marks).lines)
        assert missing or "runs on without" in told


@pytest.mark.parametrize("said", KEPT, ids=[row[1] for row in KEPT])
def test_no_negation_is_missing_where_others_stand_for_it(tmp_path: Path, said: tuple[str, str]) -> None:
    with closing(library_of(tmp_path, [f"“{one},” Anna Berg said." for one in said])) as library:
        found = compared(library, "harbour").collation
        assert len(found.witnesses) == len(said)
    assert not any(reading.dropped for column in found.columns for reading in column.readings)


def test_the_command_line_names_the_negation_that_a_contraction_holds(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first, second), (lacking, _, _) = DROPPED[0]
    library_of(tmp_path, [f"“{said},” Anna Berg said." for said in (first, second, lacking)]).close()
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    told = run("compare", "harbour").out
    assert "We will [runs on without: not] sell the harbour" in told
    assert told.count("runs on without") == 1
    assert "C We will ∅" in told


@pytest.mark.parametrize(
    ("others", "lacking"), [row for row in DROPPED if row[1][1].endswith(("can", "is", "will"))]
)
def test_of_a_contraction_the_negation_alone_is_named(
    tmp_path: Path, others: tuple[str, ...], lacking: tuple[str, str, str]
) -> None:
    with closing(
        library_of(tmp_path, [f"“{said},” Anna Berg said." for said in (*others, lacking[0])])
    ) as library:
        columns = compared(library, lacking[0].split()[-1]).collation.columns
    dropped = {reading.dropped.word for column in columns for reading in column.readings if reading.dropped}
    assert dropped in ({"not"}, {"no"})
