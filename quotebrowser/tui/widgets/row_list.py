"""The list of quotes: a million rows cost what a hundred do.

One rule guards it: a row is made when its line is drawn, and only then.
"""

from collections.abc import Callable, Sequence
from typing import Final

from textual import events
from textual.geometry import Size

from quotebrowser.library import Row
from quotebrowser.model import Pointer
from quotebrowser.tui.messages import Highlighted, Opened
from quotebrowser.tui.paint.lines import BLANK, Line
from quotebrowser.tui.paint.row_text import HEIGHT, RowState, row_lines
from quotebrowser.tui.paint.signs import UNICODE, Marks
from quotebrowser.tui.widgets.pane import Lines, Make

_AIRY: Final = 30
"""Lines of a list that has room for a blank one between its rows."""


class RowList(Lines, can_focus=True):
    """Quotes of two lines each, with a cursor; where there is room, with a blank line between them."""

    def __init__(self, *, id: str, marks: Marks = UNICODE) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.rows: Sequence[Row] = ()
        self.empty: Make = lambda _width: ()
        """Makes what stands in place of a list without rows."""
        self.cursor = 0
        self.marks = marks
        self._kept: tuple[object, tuple[Line, Line]] | None = None
        self.marked: dict[str, Pointer] = {}
        """Quotes marked for a copy of several, by uid."""
        self.bookmarked: frozenset[str] = frozenset()
        """Uids that have a bookmark."""

    @property
    def high(self) -> int:
        """Lines of a row, with what stands between it and the next."""
        return HEIGHT + (self.size.height >= _AIRY)

    @property
    def row(self) -> Row | None:
        """The row under the cursor, or None."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def set_rows(self, rows: Sequence[Row], *, keep: Pointer | None = None) -> None:
        """Show other rows.

        Args:
            rows: best first.
            keep: quote to leave the cursor on if it is still there; otherwise the first row gets it.
        """
        self.rows = rows
        self.cursor = next((at for at, row in enumerate(rows) if keep and row.uid == keep.quote), 0)
        self.virtual_size = Size(self.size.width, len(rows) * self.high)
        self.refresh()
        self._reveal()
        self.post_message(Highlighted(self.cursor if rows else -1))

    def go(self, index: int) -> None:
        """Put the cursor on the row at `index`, or on the nearest there is."""
        index = max(0, min(index, len(self.rows) - 1))
        if index == self.cursor or not self.rows:
            return
        self._draw_again()
        self.cursor = index
        self._draw_again()
        self._reveal()
        self.post_message(Highlighted(index))

    def seek(self, wanted: Callable[[Row], bool], step: int) -> bool:
        """Go to the next row (step 1) or the one before (step -1) that is wanted; False where none is."""
        at = self.cursor + step
        while 0 <= at < len(self.rows):
            if wanted(self.rows[at]):
                self.go(at)
                return True
            at += step
        return False

    def rows_seen(self) -> int:
        """How many rows are seen at once, at least 1."""
        return max((self.size.height + self.high - HEIGHT) // self.high, 1)

    def _draw_again(self) -> None:
        self.refresh_lines(self.cursor * self.high, HEIGHT)

    def on_focus(self) -> None:
        """Take the terminal's cursor to the row, and show that the list has the keys."""
        self._draw_again()
        self._reveal()

    def on_blur(self) -> None:
        """Show that another pane has the keys."""
        self._draw_again()

    def _reveal(self) -> None:
        """Bring the row under the cursor into sight, and the terminal's own cursor to it."""
        top, height, y = self.scroll_offset.y, self.size.height, self.cursor * self.high
        if y < top:
            self.scroll_to(y=y, animate=False)
        elif y + HEIGHT > top + height:
            self.scroll_to(y=y + HEIGHT - max(height, 1), animate=False)
        if self.has_focus:
            self.point(y)

    @property
    def here(self) -> int:
        return self.cursor * self.high

    def line_at(self, y: int) -> Line:
        if not self.rows:
            lines = self.empty(self.size.width)
            return lines[y] if y < len(lines) else BLANK
        index, part = divmod(y, self.high)
        if not 0 <= index < len(self.rows) or part >= HEIGHT:
            return BLANK
        row = self.rows[index]
        state = RowState(
            index == self.cursor, self.has_focus, row.uid in self.marked, row.uid in self.bookmarked
        )
        return self._lines(row, self.size.width, state)[part]

    def _lines(self, row: Row, width: int, state: RowState) -> tuple[Line, Line]:
        """Both lines of a row; they are drawn one after the other, and made once."""
        made_of = (row, width, state)
        if self._kept is None or self._kept[0] != made_of:
            self._kept = made_of, row_lines(row, width, state, self.marks)
        return self._kept[1]

    def current(self, y: int) -> bool:
        index, part = divmod(y, self.high)
        return self.has_focus and bool(self.rows) and index == self.cursor and part < HEIGHT

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in sight."""
        self.virtual_size = Size(event.size.width, len(self.rows) * self.high)
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse; a double click opens it."""
        self.go((event.y + self.scroll_offset.y) // self.high)
        if event.chain == 2:  # noqa: PLR2004 - a double click
            self.post_message(Opened())
