"""The keys that move through the list, the filters and the preview.

One rule guards it: what moves is what has the focus; beyond the rows that are listed, all are asked for.
"""

from collections.abc import Callable

from quotebrowser.library import Row
from quotebrowser.model import Level
from quotebrowser.tui.base.base_page import Page
from quotebrowser.tui.screens.panes import Panes
from quotebrowser.tui.screens.reach import Reach
from quotebrowser.tui.widgets.facet_list import FacetList
from quotebrowser.tui.widgets.pane import Pane


class MovingKeys:
    """The keys that move.

    Args:
        page: that they are pressed on.
        panes: of the page.
        reach: of the list.
    """

    def __init__(self, page: Page, panes: Panes, reach: Reach) -> None:
        self._page = page
        self._panes = panes
        self._reach = reach

    def _move(self, step: int) -> None:
        if isinstance(self._page.focused, FacetList):
            self._panes.facets.move(step)
        elif isinstance(self._page.focused, Pane):
            self._panes.preview.move(step)
        elif (quotes := self._panes.quotes).cursor + step < len(quotes.rows):
            quotes.go(quotes.cursor + step)
        else:
            self._reach.with_all(lambda: quotes.go(quotes.cursor + step))

    def action_down(self) -> None:
        self._move(1)

    def action_up(self) -> None:
        self._move(-1)

    def action_first(self) -> None:
        self._move(-len(self._panes.quotes.rows) - len(self._panes.facets.filters))

    def action_last(self) -> None:
        panes = self._panes
        self._reach.with_all(lambda: self._move(len(panes.quotes.rows) + len(panes.facets.filters)))

    def action_half_down(self) -> None:
        self._move(max(self._panes.quotes.rows_seen() // 2, 1))

    def action_half_up(self) -> None:
        self._move(-max(self._panes.quotes.rows_seen() // 2, 1))

    def action_page_down(self) -> None:
        self._move(self._panes.quotes.rows_seen())

    def action_page_up(self) -> None:
        self._move(-self._panes.quotes.rows_seen())

    def action_scroll_down(self) -> None:
        self._panes.preview.move(max(self._panes.preview.page() // 2, 1))

    def action_scroll_up(self) -> None:
        self._panes.preview.move(-max(self._panes.preview.page() // 2, 1))

    def _seek(self, wanted: Callable[[Row], bool], step: int, none: str) -> None:
        def seek() -> None:
            if not self._panes.quotes.seek(wanted, step):
                self._page.say(none)

        self._reach.with_all(seek)

    def action_next_differing(self) -> None:
        self._seek(lambda row: row.level > Level.NONE, 1, "No quote below differs in its words")

    def action_previous_differing(self) -> None:
        self._seek(lambda row: row.level > Level.NONE, -1, "No quote above differs in its words")
