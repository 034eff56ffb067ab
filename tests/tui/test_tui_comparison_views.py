"""What the views of a comparison draw, as text."""

from dataclasses import replace

from tui_builders import ESBATI, WORDS, comparison

from quotebrowser.tui.widgets import apparatus
from quotebrowser.tui.widgets.cells import CompareState, cells
from quotebrowser.tui.widgets.columns_view import ColumnsView
from quotebrowser.tui.widgets.lines import text_of
from quotebrowser.tui.widgets.marks import ASCII, UNICODE
from quotebrowser.tui.widgets.rows_view import RowsView

ALL = CompareState(difference=1, order=(0, 1, 2, 3))
THREE = CompareState(difference=1, order=(0, 1, 2))


def rows(
    versions: tuple[tuple[str, str], ...], width: int, state: CompareState = ALL, marks=UNICODE
) -> list[str]:
    found = comparison(*versions)
    drawn = RowsView(found, cells(found), state, marks).draw(width)
    return [text_of(row).rstrip() for row in drawn.lines]


def columns(
    versions: tuple[tuple[str, str], ...], width: int, state: CompareState = ALL, marks=UNICODE
) -> list[str]:
    found = comparison(*versions)
    drawn = ColumnsView(found, cells(found), state, marks).draw(width)
    return [text_of(row).rstrip() for row in drawn.lines]


def test_rows_stand_under_one_another_and_signs_on_a_row_of_their_own() -> None:
    print("\n".join(rows(ESBATI, 78)))
    print("\n".join(rows(ESBATI, 78, marks=ASCII)))
    print("\n".join(rows(WORDS, 78, THREE)))
    print("\n".join(rows(WORDS, 78, replace(THREE, dots=True))))
    print("\n".join(columns(ESBATI, 120)))
    print("\n".join(columns(WORDS, 120, THREE)))
    found = comparison(*ESBATI)
    for l in apparatus.listing(found, ALL, 78, UNICODE).lines:
        print(text_of(l))
    found = comparison(*WORDS)
    for l in apparatus.listing(found, ALL, 78, UNICODE).lines:
        print(text_of(l))
    print(apparatus.summary(found, THREE, UNICODE))
