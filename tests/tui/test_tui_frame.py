"""What is sent to the terminal: only cells that change, and after all of it the screen that was meant."""

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from quotebrowser.tui.base.frame import Changes, Frame

WIDTH, HEIGHT = 9, 3
STYLES = (None, Style(bold=True), Style(bgcolor="red"))
BLANK: tuple[str, Style | None] = (" ", None)


class Terminal:
    """A grid of cells that is written as terminals do: half of a wide character cannot stand alone."""

    def __init__(self) -> None:
        self.cells = [[BLANK] * WIDTH for _ in range(HEIGHT)]

    def write(self, x: int, y: int, strip: Strip) -> None:
        row = self.cells[y]
        text = "".join(segment.text for segment in strip)
        assert [char for char in text if char in "\u2068\u2069"] == ["\u2068", "\u2069"] * text.count(
            "\u2068"
        )
        for segment in strip:
            for char in segment.text:
                width = get_character_cell_size(char)
                if not width:
                    continue
                for at in range(x, x + width):
                    if row[at][0] == "" and at:
                        row[at - 1] = BLANK
                    if at + 1 < WIDTH and row[at + 1][0] == "":
                        row[at + 1] = BLANK
                row[x] = (char, segment.style)
                row[x + 1 : x + width] = [("", segment.style)] * (width - 1)
                x += width


@st.composite
def strips(draw: st.DrawFn, width: int = WIDTH) -> Strip:
    segments = []
    while width > 0:
        char = draw(st.sampled_from("ab é" if width < 2 else ["a", "b", " ", "é", "日", "\u2068שב\u2069"]))
        segments.append(Segment(char, draw(st.sampled_from(STYLES))))
        width -= cell_len(char)
    return Strip(segments)


@st.composite
def updates(draw: st.DrawFn) -> LayoutUpdate | ChopsUpdate:
    if draw(st.booleans()):
        lines = [[draw(strips())] for _ in range(HEIGHT)]
        return LayoutUpdate(lines, Region(0, 0, WIDTH, HEIGHT))  # type: ignore[arg-type]
    cut = draw(st.integers(1, WIDTH - 1))
    chops = [{0: draw(strips(cut)), cut: draw(st.none() | strips(WIDTH - cut))} for _ in range(HEIGHT)]
    spans = [(y, 0, WIDTH) for y in range(HEIGHT) if draw(st.booleans())] or [(0, 0, WIDTH)]
    return ChopsUpdate(chops, spans, [[cut, WIDTH]] * HEIGHT)


def whole(update: LayoutUpdate | ChopsUpdate) -> list[tuple[int, int, Strip]]:
    """All of an update, as a frame that knows nothing sends it."""
    sent = Frame().changes(update)
    assert isinstance(sent, Changes)
    return list(sent.placed)


@given(st.lists(updates(), max_size=5))
def test_after_the_changes_alone_the_terminal_shows_what_was_meant(
    made: list[LayoutUpdate | ChopsUpdate],
) -> None:
    frame, meant, shown = Frame(), Terminal(), Terminal()
    for update in made:
        for placed in whole(update):
            meant.write(*placed)
        sent = frame.changes(update)
        assert isinstance(sent, Changes)
        for placed in sent.placed:
            shown.write(*placed)
        assert shown.cells == meant.cells
        again = frame.changes(update)
        assert isinstance(again, Changes)
        assert not again.placed, "what stands there is not sent again"
    frame.forget()
    for update in made[-1:]:
        sent = frame.changes(update)
        assert isinstance(sent, Changes)
        assert len(sent.placed) == len(whole(update)), "nothing is known any more"


def parts(row: str) -> list[Segment]:
    """A line as panes draw it: what is set apart is a segment of its own."""
    return [Segment(text) for text in re.split("(\u2068.*\u2069)", row)]


def test_what_stands_beside_an_isolate_is_sent_with_it() -> None:
    frame = Frame()
    rows = [
        (" ab\u2068שב\u2069cd", " ab\u2068שב\u2069cd"),
        (" ab\u2068של\u2069cd", "\u2068של\u2069"),  # whole where one letter changes
        (" aa\u2068של\u2069cd", "a\u2068של\u2069"),  # its beginning is kept with the cell before it
        ("xaa\u2068של\u2069cd", "x"),
        ("xaaefcd", "aef"),
    ]
    for row, expected in rows:
        sent = frame.changes(LayoutUpdate([[Strip(parts(row))]], Region(0, 0, 7, 1)))
        assert isinstance(sent, Changes)
        assert [strip.text for _, _, strip in sent.placed] == [expected]


def test_an_update_of_an_unknown_kind_goes_through_and_nothing_is_known_after_it() -> None:
    frame = Frame()
    update = LayoutUpdate([[Strip([Segment("abc")])]], Region(0, 0, 3, 1))
    frame.changes(update)
    other = object()
    assert frame.changes(other) is other
    sent = frame.changes(update)
    assert isinstance(sent, Changes)
    assert len(sent.placed) == 1
