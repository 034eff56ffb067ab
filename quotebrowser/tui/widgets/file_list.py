"""The list of articles and files, of which only what is near the screen is read.

One rule guards it: it holds numbers; a row is read when somebody may look at it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from textual.geometry import Size

from quotebrowser.library.showing.file_views import ListedArticle, ListedFile
from quotebrowser.tui.messages import Highlighted
from quotebrowser.tui.paint.file_text import HEIGHT, file_lines
from quotebrowser.tui.paint.lines import Line
from quotebrowser.tui.paint.signs import Marks
from quotebrowser.tui.widgets.row_list import CursorList

Listed = tuple[ListedFile, ListedArticle | None]
Read = Callable[[Iterable[int]], Mapping[int, Listed]]
"""Reads rows by their numbers."""
_KEPT: Final = 1_000
"""Rows that are kept before those read so far are forgotten."""


class FileList(CursorList):
    """Articles and files."""

    def __init__(self, read: Read, marks: Marks, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, marks=marks)
        self._read = read
        self.numbers: Sequence[int] = ()
        self._rows: dict[int, Listed] = {}

    @property
    def count(self) -> int:
        return len(self.numbers)

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
        self.post_message(Highlighted(self.cursor if numbers else -1))

    def move(self, step: int) -> None:
        """Go some rows on, or back if negative, as far as there are any."""
        self.go(self.cursor + step)

    def go(self, index: int) -> None:
        super().go(index)
        self._reveal()  # also where it was there: the wheel may have led away

    def _draw_again(self) -> None:
        self.refresh()

    def _reveal(self) -> None:
        super()._reveal()
        self._look_ahead()

    def _up_to(self, y: int) -> int:
        return max(y + HEIGHT - self.page(), 0)

    def _look_ahead(self) -> None:
        first, seen = round(self.scroll_target_y) // HEIGHT, self.rows_seen() + 1
        if all(no in self._rows for no in self.numbers[first : first + seen]):
            return
        if len(self._rows) > _KEPT:
            self._rows = {}
        near = self.numbers[max(first - seen, 0) : first + 2 * seen]
        self._rows |= self._read(no for no in near if no not in self._rows)

    def row_at(self, index: int) -> Sequence[Line] | None:
        row = self._rows.get(self.numbers[index])
        return None if row is None else file_lines(*row, self.width, self.marks, cursor=index == self.cursor)
