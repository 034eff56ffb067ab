"""The comparison screen: the same words as every article prints them.

One rule guards it: what is drawn follows from what is seen (`compare_keys`), and changes nothing of it.
"""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget

from quotebrowser.library import Comparison
from quotebrowser.library.showing import compare_versions
from quotebrowser.model import Pointer
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.copy_report import copy_text
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.comparison import differences_text
from quotebrowser.tui.paint.comparison.compare_columns import NARROWEST, ColumnsView, columns_at
from quotebrowser.tui.paint.comparison.compare_rows import Drawn, RowsView
from quotebrowser.tui.paint.lines import Line
from quotebrowser.tui.screens.keys.compare_keys import (
    Compared,
    DifferenceKeys,
    ReadKeys,
    VersionKeys,
    ViewKeys,
)
from quotebrowser.tui.screens.keys.moving_keys import TextKeys
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.key_hints import bindings
from quotebrowser.tui.widgets.pane import Bar, Pane

_WIDE: Final = 100
"""Cells of the screen from which columns are the first view and the heading names order and base."""
_AROUND: Final = 6
"""Lines of the screen that are neither versions nor differences: heading and hints."""


class ComparePage(QuotePage):
    """The versions of an utterance."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.COMPARE)
    PLACE = Place.COMPARE
    AUTO_FOCUS = "#versions"

    def __init__(self, session: Session, pointer: Pointer) -> None:
        super().__init__(session)
        self.lend(TextKeys(lambda: self.pane))
        self.seen = Compared(self._show)
        self.differences = DifferenceKeys(self, self.seen)
        self.lend(self.differences)
        self.lend(ViewKeys(self, self.seen))
        self.lend(ReadKeys(self, self.seen))
        self.lend(VersionKeys(self, self.seen, lambda: columns_at(self.pane.size.width), self._ask))
        self._asked = pointer
        self._base = ""
        self._drawn = Drawn((), {})
        self._loads: Latest[Comparison] = Latest(self, self._loaded, self.fail)

    def compose(self) -> Iterable[Widget]:
        yield Bar(id="head")
        yield Pane(id="versions", can_focus=True)
        yield Bar(id="detail")
        yield from self.foot()

    def on_mount(self) -> None:
        self._ask()

    @property
    def pane(self) -> Pane:
        """The versions."""
        return self.query_one("#versions", Pane)

    def target(self) -> Pointer | None:
        return self.seen.pointer(self.seen.witness) if self.seen.witness else None

    def renew(self) -> None:
        self._ask(self._base)

    def _ask(self, base: str = "") -> None:
        """Compare with an article as the base; empty: with the one the library takes."""
        self._base = base
        self._loads.ask(partial(compare_versions.compare, self.session.library, self._asked, primary=base))

    def _loaded(self, comparison: Comparison) -> None:
        self.seen.take(comparison, lambda count: self.size.width >= max(count * (NARROWEST + 1), _WIDE))
        if comparison.record.is_record or not self.seen.numbers:
            self.show_foot()

    def _draw(self, width: int) -> tuple[Line, ...]:
        comparison = self.seen.comparison
        if comparison is None:
            return ()
        if self.seen.view == "columns":
            self._drawn = ColumnsView(comparison, self.seen.cells, self.seen.state, self.marks).draw(width)
        elif self.seen.view == "rows":
            view = RowsView(comparison, self.seen.cells, self.seen.state, self.marks)
            self._drawn = view.draw(width)
            foot, detail = self.query_one("#foot"), self.query_one("#detail")
            room = foot.region.y - self.pane.region.y - detail.size.height
            if len(self._drawn.lines) > max(room, 1):
                self._drawn = view.draw(width, spaced=False)
        else:
            self._drawn = differences_text.listing(comparison, self.seen.state, width, self.marks)
        return self._drawn.lines

    def _show(self) -> None:
        comparison = self.seen.comparison
        if comparison is None:
            return
        self.pane.show(self._draw, top=False)
        # What stands below follows at once, not at the foot of a high screen.
        self.pane.styles.max_height = max(len(self._drawn.lines), 1)
        state, marks, next_key = self.seen.state, self.marks, self.session.key("next_difference")
        self.query_one("#head", Bar).show(self._head)
        room = min(self.size.height - len(self._drawn.lines) - _AROUND, self.size.height * 3 // 5)
        self.query_one("#detail", Bar).display = self.seen.view != "differences"
        self.query_one("#detail", Bar).show(
            lambda width: differences_text.below(comparison, state, width, room, marks, next_key)
        )
        self.call_after_refresh(self.point)

    def point(self) -> None:
        """Bring the difference looked at into sight, and the terminal's own cursor to it."""
        place = self._drawn.places.get(self.seen.state.difference)
        if place is not None:
            y, x = self._drawn.spots.get(self.seen.state.difference, (place[0], 0))
            self.pane.reveal(*place, margin=0)
            self.pane.reveal(y, y, margin=0)
            self.pane.point(y, x)

    def _head(self, width: int) -> list[Line]:
        if self.seen.comparison is None:
            return []
        state, key = self.seen.state, self.session.key
        first = columns_at(width) < len(state.order) and self.seen.view == "columns"
        said = differences_text.Heading(
            view=f"{self.seen.view} {self.marks.chosen} {key('view')}",
            order=f"by {self.seen.order} {self.marks.chosen} {key('order')}",
            base=f"{self.marks.chosen} {key('base')}",
            page=columns_at(width) if first else 0,
            most=max(self.size.height * 2 // 5, 3),
        )
        lines = differences_text.heading(self.seen.comparison, state, said, width, self.marks)
        return [*lines, *self._drawn.heads]

    def on_resize(self) -> None:
        """Keep the difference in sight."""
        self.call_after_refresh(self._show)

    def action_table(self) -> None:
        if self.seen.comparison is not None:
            copy_text(self.app, self.session, compare_versions.export(self.seen.comparison, "markdown"))

    @property
    def idle(self) -> tuple[str, ...]:
        some = self.seen.comparison is None or self.seen.numbers
        steps = () if some else ("next_difference", "previous_difference")
        return steps if self.seen.record is not None else ("record", *steps)

    def action_compare(self) -> None:
        """The citation popup's way here leads nowhere new."""

    def action_back(self) -> None:
        self.dismiss()
