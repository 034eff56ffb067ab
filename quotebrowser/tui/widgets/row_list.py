"""Lists with a cursor, and that of quotes: a million rows cost what a hundred do.

One rule guards it: a row is made when its line is drawn, and only then.
"""

from collections.abc import Callable, Container, Sequence
from typing import Final

from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip

from quotebrowser.library import Row
from quotebrowser.model import Pointer
from quotebrowser.tui.messages import Highlighted, Opened
from quotebrowser.tui.paint.lines import BLANK, Line, Role, line, piece
from quotebrowser.tui.paint.row_text import HEIGHT, RowState, row_lines
from quotebrowser.tui.paint.signs import UNICODE, Marks
from quotebrowser.tui.widgets.pane import Lines, Make
from quotebrowser.tui.widgets.row_window import PAGE, RowWindow

_AIRY: Final = 30
"""Lines of a list that has room for a blank one between its rows."""


class CursorList(Lines, can_focus=True):
    """Rows of two lines each, with a cursor; subclasses say which there are, and how they are drawn."""

    def __init__(self, *, id: str, marks: Marks) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.marks = marks
        self.cursor = 0
        self.empty: Make = lambda _width: ()
        """Makes what stands in place of a list without rows."""
        self._high = HEIGHT
        """What `high` is in what was painted last; Textual works out a size each time it is asked."""

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    @property
    def high(self) -> int:
        """Lines of a row, with what stands between it and the next."""
        return self._high

    def row_at(self, index: int) -> Sequence[Line] | None:
        """The lines of a row; None where it is not here yet."""
        raise NotImplementedError

    def go(self, index: int) -> None:
        """Put the cursor on the row at `index`, or on the nearest there is."""
        index = max(0, min(index, self.count - 1))
        if index == self.cursor or not self.count:
            return
        self._draw_again()
        self.cursor = index
        self._draw_again()
        self._reveal()
        self.post_message(Highlighted(index))

    def rows_seen(self) -> int:
        """How many rows are seen at once, at least 1."""
        return max((self.size.height + self.high - HEIGHT) // self.high, 1)

    def _draw_again(self) -> None:
        self.refresh_lines(self.cursor * self.high, HEIGHT)

    def _look_ahead(self) -> None:
        """Have the rows read that are seen, and those that may be after the next key."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Have the rows read that come into sight."""
        super().watch_scroll_y(old_value, new_value)
        self._look_ahead()

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
            self.scroll_to(y=self._up_to(y), animate=False)
        if self.has_focus:
            self.point(y)

    def _up_to(self, y: int) -> int:
        """The first line that is seen where the row at `y` is the last."""
        hidden = -(
            (max(self.size.height, 1) - y - HEIGHT) // self.high
        )  # whole rows: the list begins with one
        return min(hidden * self.high, y)

    @property
    def here(self) -> int:
        return self.cursor * self.high

    def line_at(self, y: int) -> Line:
        count = self.count
        if not count:
            lines = self.empty(self.width)
            return lines[y] if y < len(lines) else BLANK
        index, part = divmod(y, self._high)
        if not 0 <= index < count or part >= HEIGHT:
            return BLANK
        row = self.row_at(index)
        if row is None:
            return line(" ", piece(self.marks.ellipsis, Role.DIM)) if not part else BLANK
        return row[part]

    def current(self, y: int) -> bool:
        index, part = divmod(y, self._high)
        return self.has_focus and self.count > 0 and index == self.cursor and part < HEIGHT

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in sight."""
        self.virtual_size = Size(event.size.width, self.count * self.high)
        self._reveal()
        self._look_ahead()

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse; say so where that was a double click."""
        self.go((event.y + self.scroll_offset.y) // self.high)
        if event.chain == 2:  # noqa: PLR2004 - a double click
            self.post_message(Opened())


class RowList(CursorList):
    """Quotes; where there is room, with a blank line between them."""

    def __init__(self, *, id: str, marks: Marks = UNICODE) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, marks=marks)
        self.rows: Sequence[Row] = ()
        self.near: Callable[[int, int], None] = lambda _first, _last: None
        """Is given the first and the last row that somebody may look at next."""
        self._kept: tuple[object, tuple[Line, Line]] | None = None
        self.marked: dict[str, Pointer] = {}
        """Quotes marked for a copy of several, by uid."""
        self.bookmarked: frozenset[str] = frozenset()
        """Uids that have a bookmark."""
        self.noted: frozenset[str] = frozenset()
        """Uids that have a note."""
        self.tagged: frozenset[str] = frozenset()
        """Uids that have a tag."""

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def high(self) -> int:
        if self.size.height:  # not while the list is hidden: it comes back as it was
            self._high = HEIGHT + (self.size.height >= _AIRY)
        return self._high

    @property
    def row(self) -> Row | None:
        """The row under the cursor, or None."""
        if isinstance(self.rows, RowWindow):
            return self.rows.get(self.cursor)
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def set_rows(self, rows: Sequence[Row], *, keep: Pointer | None = None) -> None:
        """Show other rows.

        Args:
            rows: in order.
            keep: quote on whose row the cursor stays, and that on its line; if it is gone, the cursor stays
                where it is. None: the first row gets the cursor.
        """
        above = self.cursor * self.high - self.scroll_offset.y
        at = 0 if keep is None else _place(keep, rows)
        if at < 0:
            at = max(min(self.cursor, len(rows) - 1), 0)
        self.rows, self.cursor = rows, at
        self.virtual_size = Size(self.size.width, len(rows) * self.high)
        self.refresh()
        if keep:
            self.scroll_to(y=max(at * self.high - above, 0), animate=False)
        self._reveal()
        self._look_ahead()
        self.post_message(Highlighted(at if len(rows) else -1))

    def arrived(self, pages: Container[int]) -> None:
        """Draw what is seen of pages that were fetched."""
        top, last = self.in_sight()
        if any(row // PAGE in pages for row in range(top, last + 1)):
            self.refresh()
            self.post_message(Highlighted(self.cursor))

    def in_sight(self) -> tuple[int, int]:
        """Numbers of the first and the last row that are seen, or may be in part."""
        top = round(self.scroll_offset.y) // self.high
        return top, top + self.rows_seen()

    def _look_ahead(self) -> None:
        top, seen = round(self.scroll_target_y) // self.high, self.rows_seen()
        self.near(top - seen, top + 2 * seen)

    def seek(self, wanted: Callable[[Row], bool], step: int) -> bool:
        """Go to the next row (step 1) or the one before (step -1) that is wanted; False where none is."""
        at = self.cursor + step
        if isinstance(self.rows, RowWindow):
            at = self.rows.whole.seek(self.cursor, step, wanted)
        else:
            while 0 <= at < len(self.rows) and not wanted(self.rows[at]):
                at += step
        if not 0 <= at < len(self.rows):
            return False
        self.go(at)
        return True

    def render_lines(self, crop: Region) -> list[Strip]:
        self._high = self.high
        return super().render_lines(crop)

    def row_at(self, index: int) -> Sequence[Line] | None:
        row = self.rows.seen(index) if isinstance(self.rows, RowWindow) else self.rows[index]
        if row is None:
            return None
        kept = tuple(row.uid in some for some in (self.bookmarked, self.noted, self.tagged))
        state = RowState(index == self.cursor, self.has_focus, row.uid in self.marked, *kept)
        return self._lines(row, self.width, state)

    def _lines(self, row: Row, width: int, state: RowState) -> tuple[Line, Line]:
        """Both lines of a row; they are drawn one after the other, and made once."""
        made_of = (row, width, state)
        if self._kept is None or self._kept[0] != made_of:
            self._kept = made_of, row_lines(row, width, state, self.marks)
        return self._kept[1]


def _place(keep: Pointer, rows: Sequence[Row]) -> int:
    """Number of the row that a quote is in, or of that of its utterance; -1: there is none."""
    if isinstance(rows, RowWindow):
        return rows.whole.place(keep.quote)
    uids = [row.uid for row in rows]
    if keep.quote in uids:
        return uids.index(keep.quote)
    return next((at for at, row in enumerate(rows) if keep.utterance and row.utterance == keep.utterance), -1)
