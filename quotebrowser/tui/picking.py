"""The browser as a chooser: a few lines below the shell's prompt, ended by the quote that is taken.

One rule guards it: what is taken is what the words in the box find, never the answer to those before.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from quotebrowser.library import Found, Library, Row
from quotebrowser.tui.actions import Place
from quotebrowser.tui.app import QuoteBrowser, show
from quotebrowser.tui.base.base_page import HEIGHTS
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.search_text import WayOut
from quotebrowser.tui.screens.search_page import SearchPage
from quotebrowser.tui.widgets.key_hints import bindings

_OWN: Final = ("pick", "give_up")
_SOON: Final = 0.05
"""Seconds until a row is looked for again."""


class Picker(QuoteBrowser):
    """The browser with `PickPage` as its first page."""

    picked: Row | None = None
    """The quote that was taken; None: none was."""

    def get_default_screen(self) -> "PickPage":
        return PickPage(self.session, self._query, self._end_with)

    def _end_with(self, row: Row | None) -> None:
        self.picked = row
        self.exit()


def pick(library: Library, query: str) -> Row | None:
    """Let the user take a quote; None if none is taken.

    Raises:
        QuoteBrowserError: an error of the program ended it; its report is written.
        EndedError: a signal ended it.
    """
    app = Picker(library, query)
    # A screen reader is shown the terminal's cursor by its place on the whole screen.
    show(app, inline=not library.settings.accessible)
    return app.picked


class PickPage(SearchPage):
    """The search page, on which a quote can be taken.

    Args:
        session: of the browser.
        query: what stands in the search box at the start.
        end: called with the quote that is taken, or with None.
    """

    # Before what the box and the list do with the same keys; Ctrl+C is what shells end programs with.
    BINDINGS: ClassVar[list[BindingType]] = [
        *(replace(one, priority=True) for one in bindings(Place.PICK, only=_OWN) if isinstance(one, Binding)),
        Binding("ctrl+c", "give_up", show=False, priority=True),
    ]
    VERTICAL_BREAKPOINTS = HEIGHTS[:2]

    def __init__(self, session: Session, query: str, end: Callable[[Row | None], None]) -> None:
        super().__init__(session, query)
        self.remove_class("-high").add_class("-low")
        self._end = end
        self._waits = False
        self.searching.ways_out, self.searching.answered = self._ways_out, self._answered

    @property
    def place(self) -> Place:
        place = super().place
        return place if place is Place.FACETS else Place.PICK

    class Asked(Message):
        """The user wants what the keys before this one have led to."""

    def action_pick(self) -> None:
        # By the way that keys take to what they do: another may be on it.
        (self.focused or self).post_message(self.Asked())

    @on(Asked)
    def _asked(self, event: Asked) -> None:
        event.stop()
        self.app.call_later(self._take)

    def _take(self) -> None:
        found = self.listing.found
        if self.place is Place.FACETS:
            self.panes.facets.take()
        elif found is None or found.query != self.panes.box.value:
            self._waits = True  # the answer is on its way
        elif self.panes.row is not None:
            self._end(self.panes.row)
        elif self.panes.quotes.rows:
            self.set_timer(_SOON, self._take)  # the row is being fetched
        elif found.suggestions:
            self.panes.change_query(found.suggestions[0])
        else:
            self.say(f"Nothing is listed; {self.session.key('give_up', Place.PICK)} ends without a choice")

    def action_give_up(self) -> None:
        if self.place is Place.FACETS:
            self.listing.action_leave_facets()
        else:
            self._end(None)

    def _ways_out(self) -> WayOut:
        take, unfilter = self.session.key("pick", Place.PICK), self.session.key("clear_filters", Place.BOX)
        return self.searching.ways()._replace(take=take, unfilter=unfilter, clear="", add="")

    def _answered(self, found: Found | None) -> None:
        """The answer that was waited for is there, or will not come."""
        if self._waits and (found is None or found.query == self.panes.box.value):
            self._waits = False
            if found is not None:
                self.call_after_refresh(self._take)
