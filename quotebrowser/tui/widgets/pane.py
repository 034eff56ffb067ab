"""Panes that draw lines one by one: only what is on the screen is ever made.

One rule guards it: what reaches the terminal is pieces, drawn by role. A pane makes its lines again when its
width changes, so no view cares about sizes.
"""

import os
from collections.abc import Callable, Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from quotebrowser.tui.paint.lines import BLANK, AnyRole, Line, isolated, text_of
from quotebrowser.tui.widgets.looks import Looks, looks

Make = Callable[[int], Sequence[Line]]
"""Makes the lines of a view for a width in cells."""
_ISOLATES: Final = os.environ.get("TERM") != "linux"
"""Whether the terminal knows characters that take no cell: the console of Linux draws each in a cell."""


class _Styles(dict[AnyRole, Style]):
    """Styles by role on one background, each made when first asked."""

    def __init__(self, styles: Looks, base: Style) -> None:
        super().__init__()
        self._looks = styles
        self.base = base

    def __missing__(self, role: AnyRole) -> Style:
        found = self[role] = self.base + self._looks.style(role)
        return found


class _Brush:
    """What Textual would work out again each time it is asked, kept while a pane's lines are drawn."""

    def __init__(self, pane: "Lines") -> None:
        styles, base = looks(pane.app), pane.rich_style
        self.plain = _Styles(styles, base)
        self.here = _Styles(styles, base + styles.row())
        self.width = pane.size.width
        self.left, self.top = pane.scroll_offset


class Lines(ScrollView, inherit_bindings=False, inherit_css=False):
    """A pane of lines; subclasses say which line stands where. Keys are the screen's business."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """How large all of it is. Textual lays the whole screen out again where that changes, which is for
    nothing where the style sheet says how high the pane is."""
    _brush: "_Brush | None" = None
    """What lines are drawn with at present; None while none are."""

    def line_at(self, y: int) -> Line:
        """The line at `y`, counted from the first line of all; a blank one beyond the end."""
        raise NotImplementedError

    def current(self, y: int) -> bool:
        """Whether the line at `y` belongs to the row under the cursor."""
        del y
        return False

    def render_lines(self, crop: Region) -> list[Strip]:
        self._brush = _Brush(self)
        try:
            return super().render_lines(crop)
        finally:
            self._brush = None

    def render_line(self, y: int) -> Strip:
        if self._brush is not None:
            return self._drawn(y, self._brush, isolated if _ISOLATES else tuple)
        # Asked by itself where the mouse is, to know by its offsets which character is pointed at. Drawn with
        # them, every line would take a third longer.
        brush = _Brush(self)
        return self._drawn(y, brush, tuple).apply_offsets(brush.left, y + brush.top)

    def _drawn(self, y: int, brush: "_Brush", made: Callable[[Line], Line]) -> Strip:
        at = y + brush.top
        styles = brush.here if self.current(at) else brush.plain
        strip = Strip([Segment(part.text, styles[part.role]) for part in made(self.line_at(at))])
        return self._selected(strip.adjust_cell_length(brush.width, styles.base), at)

    def _selected(self, strip: Strip, y: int) -> Strip:
        """`strip` with the part reversed that the mouse has selected."""
        selection = self.text_selection
        span = selection.get_span(y) if selection else None
        if span is None:
            return strip
        start, end = span
        width = strip.cell_length
        end = width if end == -1 else min(end, width)
        parts = list(strip.divide([start, end, width])) if 0 <= start < end else []
        if len(parts) < 2:  # noqa: PLR2004 - before, selected, after
            return strip
        parts[1] = parts[1].apply_style(Style(reverse=True))
        return Strip.join(parts)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        text = "\n".join(text_of(self.line_at(y)) for y in range(self.virtual_size.height))
        return selection.extract(text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        del selection
        self.refresh()

    @property
    def here(self) -> int:
        """The line where the keys go: that of the cursor, else the first that is seen."""
        return round(self.scroll_target_y)

    def point(self, y: int, x: int = 0) -> None:
        """Put the terminal's own cursor on a cell of a line: screen readers follow it."""
        below = y - round(self.scroll_target_y)
        if 0 <= below < self.size.height:
            self.app.cursor_position = self.content_region.offset + Offset(x, below)

    def page(self) -> int:
        """How many lines are seen at once, at least 1."""
        return max(self.size.height, 1)


def _at(lines: Sequence[Line], y: int) -> Line:
    return lines[y] if 0 <= y < len(lines) else BLANK


class Pane(Lines):
    """A pane with the lines of one view, as high as they need where the style sheet says so."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=True)

    def __init__(self, *, id: str | None = None, can_focus: bool = False) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.can_focus = can_focus
        self.lines: Sequence[Line] = ()
        self._make: Make = lambda _width: ()
        self._made_for = -1

    def show(self, make: Make, *, top: bool = True) -> None:
        """Draw another view.

        Args:
            make: its lines for a width.
            top: whether to go to its first line; otherwise the place is kept.
        """
        self._make = make
        self.remake()
        if top:
            self.scroll_to(y=0, animate=False)

    def remake(self) -> None:
        """Make the lines again: what they are made of has changed."""
        width, before = self.size.width, self.lines
        moved = width != self._made_for
        self._made_for = width
        self.lines = self._make(width) if width > 0 else ()
        self.virtual_size = Size(width, len(self.lines))
        if moved:
            self.refresh()
            return
        # To draw a line takes a fifth of a millisecond; most of what is seen is the same at the next key.
        top = self.scroll_offset.y
        changed = [at for at in range(top, top + self.page()) if _at(before, at) != _at(self.lines, at)]
        if changed:
            self.refresh_lines(changed[0], changed[-1] - changed[0] + 1)

    def on_resize(self, event: events.Resize) -> None:
        """Make the lines for the new width."""
        if event.size.width != self._made_for:
            self.remake()

    def line_at(self, y: int) -> Line:
        return _at(self.lines, y)

    def reveal(self, first: int, last: int, *, margin: int = 2) -> None:
        """Scroll as little as shows the lines `first` to `last`, with some lines around them."""
        top, height = self.scroll_offset.y, self.page()
        margin = min(margin, max((height - (last - first + 1)) // 2, 0))
        if first - margin < top:
            self.scroll_to(y=max(first - margin, 0), animate=False)
        elif last + margin >= top + height:
            self.scroll_to(y=min(last + margin - height + 1, first), animate=False)

    def move(self, lines: int) -> None:
        """Scroll by this many lines, up where negative."""
        self.scroll_to(y=max(self.scroll_offset.y + lines, 0), animate=False)


class Preview(Pane):
    """A pane whose height is given, whatever it shows."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))


class Bar(Pane):
    """A pane that is as high as its lines: headings, hints, notices."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport
        return len(self._make(width)) if width > 0 else 0

    def show(self, make: Make, *, top: bool = True) -> None:
        before = len(self.lines)
        super().show(make, top=top)
        if len(self.lines) != before:
            self.refresh(layout=True)
