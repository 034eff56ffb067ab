"""Panes that draw lines one by one: only what is on the screen is ever made.

One rule guards it: what reaches the terminal is pieces, drawn by role. A pane makes its lines again when its
width changes, so no view cares about sizes.
"""

import os
from collections.abc import Callable, Sequence
from typing import Any, Final, Self

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual._styles_cache import StylesCache
from textual.css.styles import StylesBase
from textual.filter import LineFilter
from textual.geometry import Offset, Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from quotebrowser.tui.paint.lines import BLANK, AnyRole, Line, isolated, text_of, width_of
from quotebrowser.tui.widgets.looks import Looks, looks

Make = Callable[[int], Sequence[Line]]
"""Makes the lines of a view for a width in cells."""
_DRAW: Final = 5
"""Where in what Textual hands over to draw a line stands what draws it."""
_ISOLATES: Final = os.environ.get("TERM") != "linux"
"""Whether the terminal knows characters that take no cell: the console of Linux draws each in a cell."""


class _Styles(dict[AnyRole, Style]):
    """Styles by role on one background, as they are sent, each made when first asked."""

    def __init__(self, styles: Looks, base: Style, sent: Callable[[Style], Style]) -> None:
        super().__init__()
        self._looks, self._base, self._sent = styles, base, sent
        self.base = sent(base)

    def __missing__(self, role: AnyRole) -> Style:
        found = self[role] = self._sent(self._base + self._looks.style(role))
        return found


class _Brush:
    """What Textual would work out again each time it is asked, kept as long as a pane looks the same."""

    def __init__(self, pane: "Lines", styles: Looks, base: Style) -> None:
        self.made_of = styles, base
        filters, ground = pane.app.get_line_filters(), pane.background_colors[1]

        def sent(style: Style) -> Style:
            """The style with the filters over it that Textual would put over each piece of each line."""
            segments = [Segment(" ", style)]
            for each in filters:
                segments = each.apply(segments, ground)
            return segments[0].style or style

        self.plain = _Styles(styles, base, sent)
        self.here = _Styles(styles, base + styles.row(), sent)
        self.width, self.left, self.top = 0, 0, 0


class Kept(StylesCache):
    """What a widget looks like, not gone through again before it changes.

    Textual asks for all that lies between two panes that have changed, and for all below them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._kept: tuple[tuple[Region, Size], list[Strip]] | None = None

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        asked = crop, widget.size
        if self._kept is None or self._kept[0] != asked:
            self._kept = asked, super().render_widget(widget, crop)
        return self._kept[1]

    def clear(self) -> None:
        self._kept = None
        super().clear()

    def set_dirty(self, *regions: Region) -> None:
        self._kept = None
        super().set_dirty(*regions)


class _Bare(Kept):
    """Lines that nothing is drawn around stay as they are; Textual makes each of them three times over."""

    def render_line(self, styles: StylesBase, y: int, *others: Any) -> Strip:
        if any(styles.gutter):
            return super().render_line(styles, y, *others)
        draw: Callable[[int], Strip] = others[_DRAW]
        return draw(y)


class Lines(ScrollView, inherit_bindings=False, inherit_css=False):
    """A pane of lines; subclasses say which line stands where. Keys are the screen's business."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """How large all of it is. Textual lays the whole screen out again where that changes, which is for
    nothing where the style sheet says how high the pane is."""
    _brush: "_Brush | None" = None
    """What lines are drawn with."""
    _drawing: bool | None = None
    """Whether lines are being drawn and the brush is up to date; None while none are drawn."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._styles_cache = _Bare()

    @property
    def width(self) -> int:
        """Cells of a line; Textual works out the size of a pane each time it is asked."""
        return self._brush.width if self._brush is not None and self._drawing else self.size.width

    def line_at(self, y: int) -> Line:
        """The line at `y`, counted from the first line of all; a blank one beyond the end."""
        raise NotImplementedError

    def current(self, y: int) -> bool:
        """Whether the line at `y` belongs to the row under the cursor."""
        del y
        return False

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        if self._is_mounted:
            # The screen is told now, not when the pane has its turn: what a key changes is painted together.
            self._check_refresh()
        return self

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Those for what Textual draws around the lines; their own styles have been through them."""
        return super().get_line_filters() if any(self.styles.gutter) else ()

    def render_lines(self, crop: Region) -> list[Strip]:
        self._drawing = False
        try:
            return super().render_lines(crop)
        finally:
            self._drawing = None

    def render_line(self, y: int) -> Strip:
        if self._drawing is not None:
            return self._drawn(y, self._ready(), isolated if _ISOLATES else tuple)
        # Asked by itself where the mouse is, to know by its offsets which character is pointed at. Drawn with
        # them, every line would take a third longer.
        brush = self._ready()
        return self._drawn(y, brush, tuple).apply_offsets(brush.left, y + brush.top)

    def _ready(self) -> "_Brush":
        """The brush, brought up to date with the first of the lines that are drawn together."""
        if self._brush is None or not self._drawing:
            made_of = looks(self.app), self.rich_style
            if self._brush is None or self._brush.made_of != made_of:
                self._brush = _Brush(self, *made_of)
            self._brush.width = self.size.width
            self._brush.left, self._brush.top = self.scroll_offset
            self._drawing = self._drawing is not None or None
        return self._brush

    def _drawn(self, y: int, brush: "_Brush", made: Callable[[Line], Line]) -> Strip:
        at = y + brush.top
        styles = brush.here if self.current(at) else brush.plain
        line = made(self.line_at(at))
        segments = [Segment(part.text, styles[part.role]) for part in line]
        missing = brush.width - width_of(line)
        if missing > 0:
            segments.append(Segment(" " * missing, styles.base))
        strip = Strip(segments, brush.width + max(-missing, 0))
        return self._selected(strip if missing >= 0 else strip.crop(0, brush.width), at)

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
        if not 0 <= below < self.size.height:
            return
        cursor = self.content_region.offset + Offset(x, below)
        if cursor != self.app.cursor_position:
            self.app.cursor_position = cursor
            self.refresh(Region(0, 0, 1, 1))  # it is sent with what is drawn next

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
