"""A list to choose from, narrowed by typing: the palette's commands, the filters.

One rule guards it: what is typed narrows the list by all its words, in any order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.message import Message

from quotebrowser.text import fold
from quotebrowser.tui.paint.lines import BLANK, Line, Piece, Role, fit, line, piece, sides, width_of
from quotebrowser.tui.paint.signs import Marks
from quotebrowser.tui.widgets.pane import Lines


@dataclass(frozen=True, slots=True)
class Option:
    """One line to choose."""

    value: tuple[str, ...]
    """What choosing it means; empty for a heading, which cannot be chosen."""
    label: str
    """Its words, safe to show."""
    right: str = ""
    """What stands at the right edge: a key, a number."""
    detail: str = ""
    """More words, drawn dim and searched too."""
    taken: bool = False
    """Whether it is in force."""
    share: float = 0.0
    """How much of the room behind its words a bar fills: 0..1."""


def narrowed(options: Iterable[Option], typed: str) -> tuple[Option, ...]:
    """The options that have all the words typed; headings only while nothing is typed."""
    words = fold(typed).split()
    if not words:
        return tuple(options)
    kept = [o for o in options if o.value and all(word in fold(f"{o.label} {o.detail}") for word in words)]
    first = words[0]
    return tuple(sorted(kept, key=lambda option: not fold(option.label).startswith(first)))


class ChoiceList(Lines):
    """Options with a cursor; the box above it keeps the focus."""

    class Chosen(Message):
        """An option was clicked."""

    def __init__(self, options: Sequence[Option], marks: Marks, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._all = tuple(options)
        self.options = self._all
        self.marks = marks
        self.none = "nothing by that name"
        """What stands where no option does."""
        self.cursor = 0
        self._settle(1)

    @property
    def chosen(self) -> Option | None:
        """The option under the cursor, or None."""
        at = self.cursor
        return self.options[at] if at < len(self.options) and self.options[at].value else None

    def add(self, options: Sequence[Option], typed: str) -> None:
        """Put more options below the others; the cursor stays on its own."""
        chosen = self.chosen
        self._all += tuple(options)
        self.options = narrowed(self._all, typed)
        self.cursor = self.options.index(chosen) if chosen in self.options else 0
        self._settle(1)
        self.virtual_size = Size(self.size.width, len(self.options))
        self.refresh()

    def narrow(self, typed: str) -> None:
        """Show the options that match what is typed."""
        self.show(narrowed(self._all, typed))

    def show(self, options: Sequence[Option]) -> None:
        """Show these options, the first of them chosen."""
        self.options = tuple(options)
        self.cursor = 0
        self._settle(1)
        self.virtual_size = Size(self.size.width, len(self.options))
        self.scroll_to(y=0, animate=False)
        self.refresh()

    def move(self, step: int) -> None:
        """Go down (positive) or up, over headings."""
        self.cursor = max(0, min(self.cursor + step, len(self.options) - 1))
        self._settle(1 if step > 0 else -1)
        top, height = self.scroll_offset.y, self.page()
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)
        self.point(self.cursor)
        self.refresh()

    @property
    def here(self) -> int:
        return self.cursor

    def _settle(self, step: int) -> None:
        """Leave a heading for the nearest option, in the direction of the step where there is one."""
        places = [at for at, option in enumerate(self.options) if option.value]
        ahead = [at for at in places if (at - self.cursor) * step >= 0]
        if ahead:
            self.cursor = min(ahead, key=lambda at: abs(at - self.cursor))
        elif places:
            self.cursor = min(places, key=lambda at: abs(at - self.cursor))

    def line_at(self, y: int) -> Line:
        width = self.size.width
        if not self.options:
            none = line(piece(f" {self.none}", Role.DIM))
            return fit(none, width, self.marks.ellipsis) if y == 0 else BLANK
        if not 0 <= y < len(self.options):
            return BLANK
        option, ellipsis = self.options[y], self.marks.ellipsis
        if not option.value:
            return fit(line(" ", piece(option.label, Role.LABEL)), width, ellipsis)
        here = y == self.cursor
        sign = piece(self.marks.cursor if here else " ", Role.CURSOR)
        role = Role.CHOSEN if option.taken else Role.STRONG if here else Role.PLAIN
        detail = (Piece("  "), piece(option.detail, Role.DIM)) if option.detail else ()
        left = fit(
            (sign, piece(option.label, role), *detail), max(width - len(option.right) - 2, 1), ellipsis
        )
        if option.share:
            room = max(width - width_of(left) - cell_len(option.right) - 5, 0)
            bar = self.marks.fill * max(round(option.share * room), 1)
            left = (*left, Piece("  "), piece(bar if room else "", Role.LABEL))
        return sides(left, line(piece(option.right, Role.KEY), " "), width, ellipsis)

    def current(self, y: int) -> bool:
        return y == self.cursor and bool(self.options)

    def on_resize(self, event: events.Resize) -> None:
        """Take the new width."""
        self.virtual_size = Size(event.size.width, len(self.options))

    def on_click(self, event: events.Click) -> None:
        """Choose the option under the mouse."""
        at = event.y + self.scroll_offset.y
        if at < len(self.options) and self.options[at].value:
            self.cursor = at
            self.post_message(self.Chosen())
