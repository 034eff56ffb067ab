"""The keys of the search page that lead from pane to pane, into an article and out.

One rule guards it: where nothing is listed, the way out leads back to what is there.
"""

from collections.abc import Callable

from quotebrowser.library import Found
from quotebrowser.tui.screens.listing.panes import Panes
from quotebrowser.tui.screens.listing.parts import ListPart
from quotebrowser.tui.screens.listing.reach import Reach
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.pane import Pane


class ListKeys(ListPart):
    """The keys that go from pane to pane.

    Args:
        page: that they are pressed on.
        panes: of the page.
        reach: of the list.
        zoom: shows the preview full screen, or beside the list again.
    """

    def __init__(self, page: QuotePage, panes: Panes, reach: Reach, zoom: Callable[[], None]) -> None:
        super().__init__(page, panes, reach)
        self._zoom = zoom

    @property
    def found(self) -> Found | None:
        """The answer that is listed; None before the first."""
        return self._reach.found

    def accept(self) -> None:
        """Go to the list; if nothing was found, take the suggested query, or stay."""
        if not self._is_empty:
            self.leave_box()
        elif self.found and self.found.suggestions:
            self._panes.change_query(self.found.suggestions[0])
        else:
            self._page.say("There is no quote to go to")

    def leave(self) -> None:
        """Go to the list; if nothing was found, show all quotes."""
        if self._is_empty and self._panes.box.value != self._panes.everything:
            self._panes.change_query(self._panes.everything)
        else:
            self.leave_box()

    @property
    def _is_empty(self) -> bool:
        """Whether nothing answers what stands in the box."""
        found = self.found
        return found is not None and found.query == self._panes.box.value and not found.rows

    def leave_box(self) -> None:
        """Go to the list, and remember what was searched for."""
        self._page.session.remember(self._panes.box.value)
        # At once: `focus` waits its turn behind keys already pressed.
        self._page.set_focus(self._panes.quotes)

    def action_search(self) -> None:
        self._page.set_focus(self._panes.box)

    def action_next_pane(self) -> None:
        self._page.focus_next()

    def action_previous_pane(self) -> None:
        self._page.focus_previous()

    def action_read(self) -> None:
        row = self._panes.row
        if row is None:
            self._page.say(f"Nothing is listed; {self._page.session.key('clear')} shows all quotes")
        else:
            self._page.session.pages.open_article(row.article, row.pointer, self._page.renew)

    def action_clear(self) -> None:
        if self._page.has_class("-zoom"):
            self._zoom()
        elif isinstance(self._page.focused, Pane):
            self._page.set_focus(self._panes.quotes)
        elif self._panes.box.value:
            self._panes.change_query("")
        else:
            self._page.say(f"All quotes are shown; {self._page.session.key('quit')} quits")

    def action_leave_facets(self) -> None:
        self._page.set_focus(self._panes.quotes)

    def action_toggle_preview(self) -> None:
        self._page.toggle_class("-no-preview")

    def action_quit(self) -> None:
        """Leave; where nothing is listed the way out is back to what is there."""
        if self._panes.box.value and not self._panes.quotes.rows:
            self._panes.change_query("")
            self._page.say(f"All quotes are shown; {self._page.session.key('quit')} quits")
        else:
            self._page.session.pages.leave()
