"""The list of articles and files, of which only what is near the screen is read.

One rule guards it: it holds numbers; a row is read when somebody may look at it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from textual import events
from textual.geometry import Size
from textual.message import Message

from quotebrowser.library.showing.file_views import ListedArticle, ListedFile
from quotebrowser.tui.paint.file_text import HEIGHT, file_lines
from quotebrowser.tui.paint.lines import BLANK, Line, Role, line, piece
from quotebrowser.tui.paint.signs import Marks
from quotebrowser.tui.widgets.pane import Lines, Make

Listed = tuple[ListedFile, ListedArticle | None]
Read = Callable[[Iterable[int]], Mapping[int, Listed]]
"""Reads rows by their numbers."""
_KEPT: Final = 1_000
"""Rows that are kept before those read so far are forgotten."""


class FileList(Lines, can_focus=True):
    """Articles and files of two lines each, with a cursor."""

    class Moved(Message):
        """The cursor is on another row."""

    def __init__(self, read: Read, marks: Marks, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._read = read
        self.marks = marks
        self.numbers: Sequence[int] = ()
        self.cursor = 0
        self.empty: Make = lambda _width: ()
        """Makes what stands in place of a list without rows."""
        self._rows: dict[int, Listed] = {}

    @property
    def row(self) -> Listed | None:
        """The row under the cursor; None in an empty list, or where it is gone."""
        return self._rows.get(self.numbers[self.cursor]) if self.numbers else None

    def show(self, numbers: Sequence[int], *, keep: bool = False) -> None:
        """List other rows; with `keep` the cursor stays on its row, or at the top, where news comes."""
        here = self.numbers[self.cursor] if keep and self.cursor else None
        self.numbers, self._rows = numbers, {}
        place = self.cursor if keep else 0
        if here is not None and here in numbers:
            place = numbers.index(here)
        self.cursor = max(min(place, len(numbers) - 1), 0)
        self.virtual_size = Size(self.size.width, len(numbers) * HEIGHT)
        self._reveal()
        self.refresh()
        self.post_message(self.Moved())

    def move(self, step: int) -> None:
        """Go some rows on, or back if negative, as far as there are any."""
        self.go(self.cursor + step)

    def go(self, index: int) -> None:
        """Put the cursor on the row at `index`, or on the nearest there is."""
        self.cursor = max(0, min(index, len(self.numbers) - 1))
        self._reveal()
        self.refresh()
        self.post_message(self.Moved())

    def seen(self) -> int:
        """How many rows are seen at once, at least 1."""
        return max(self.page() // HEIGHT, 1)

    def _reveal(self) -> None:
        """Bring the cursor into sight, and read what is seen then and soon after."""
        y, top = self.cursor * HEIGHT, self.scroll_offset.y
        if y < top:
            self.scroll_to(y=y, animate=False)
        elif y + HEIGHT > top + self.page():
            self.scroll_to(y=max(y + HEIGHT - self.page(), 0), animate=False)
        self._look_ahead()
        if self.has_focus:
            self.point(y)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Read the rows that come into sight."""
        super().watch_scroll_y(old_value, new_value)
        self._look_ahead()

    def _look_ahead(self) -> None:
        first, seen = round(self.scroll_target_y) // HEIGHT, self.seen() + 1
        if all(no in self._rows for no in self.numbers[first : first + seen]):
            return
        if len(self._rows) > _KEPT:
            self._rows = {}
        near = self.numbers[max(first - seen, 0) : first + 2 * seen]
        self._rows |= self._read(no for no in near if no not in self._rows)

    def line_at(self, y: int) -> Line:
        if not self.numbers:
            lines = self.empty(self.width)
            return lines[y] if y < len(lines) else BLANK
        index, part = divmod(y, HEIGHT)
        if not 0 <= index < len(self.numbers):
            return BLANK
        row = self._rows.get(self.numbers[index])
        if row is None:
            return line(" ", piece(self.marks.ellipsis, Role.DIM)) if not part else BLANK
        return file_lines(*row, self.width, self.marks, cursor=index == self.cursor)[part]

    def current(self, y: int) -> bool:
        return self.has_focus and bool(self.numbers) and y // HEIGHT == self.cursor

    @property
    def here(self) -> int:
        return self.cursor * HEIGHT

    def on_focus(self) -> None:
        """Show that the list has the keys."""
        self._reveal()
        self.refresh()

    def on_blur(self) -> None:
        """Show that the box has them."""
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in sight."""
        self.virtual_size = Size(event.size.width, len(self.numbers) * HEIGHT)
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        """Go to the row under the mouse."""
        self.go((event.y + self.scroll_offset.y) // HEIGHT)
