"""How far the list reaches: its first rows at once, all when nobody types, each made where somebody looks.

One rule guards it: rows that are on the screen stay there while others come.
"""

import math
import time
from collections.abc import Callable
from typing import Final

from textual.timer import Timer

from quotebrowser.library import Found
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.paint import search_text
from quotebrowser.tui.paint.search_text import Order
from quotebrowser.tui.screens.listing.questions import Answers, Listed
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.pane import Bar
from quotebrowser.tui.widgets.row_list import RowList
from quotebrowser.tui.widgets.row_window import Pages, RowWindow

_REST_AFTER: Final = 0.3
"""Seconds without a key after which the whole answer is asked for: longer than between two keys."""
_SLOW: Final = 0.5
"""Seconds that all rows of an answer may take before somebody goes to the list."""
_MANY: Final = 40_000
"""Quotes of an answer of which all rows may take so long in a large library that others write to, too."""
_LARGE: Final = 200_000
"""Quotes of a library up to which all rows of any answer take less."""


class Reach:
    """Shows the rows of answers, and has those fetched that are lacking.

    Args:
        page: that the list stands on.
        busy: whether another answer is to come.
        again: asks the library again, soon, and leaves the cursor where it is.
    """

    def __init__(self, page: QuotePage, busy: Callable[[], bool], again: Callable[[], None]) -> None:
        self._page = page
        self._busy = busy
        self._again = again
        self.answers = Answers(page.session.library, page.session.checked)
        self.found: Found | None = None
        """The answer that is listed; None before the first."""
        self.order = Order()
        """In which the list is to be."""
        self._listed = Order()
        self._wholes: Latest[tuple[Found, Listed]] = Latest(page, self._show_whole, page.fail)
        self._pages: Latest[tuple[RowWindow, Pages]] = Latest(page, self._show_pages, page.fail)
        self._seen: Latest[tuple[RowWindow, Pages]] = Latest(page, self._show_seen, page.fail)
        self._then: list[Callable[[], None]] = []
        self._rest: Timer | None = None
        self._slow_from: float = math.inf
        """How many quotes an answer has of which all rows take long: while somebody types, nobody asks."""
        self._quick_until = 0
        """How many quotes the largest answer had of which they did not."""

    @property
    def _quotes(self) -> RowList:
        return self._page.query_one("#list", RowList)

    def leave(self, query: str) -> None:
        """Ask for no more rows of this answer: another one is asked for.

        What waits for all rows waits for those of the new answer, unless that is to another query.
        """
        if self.found is None or query != self.found.query:
            self._then.clear()
        if self._rest is not None:
            self._rest.stop()

    def show(self, listed: Listed, *, keep: bool) -> None:
        """Show the rows of an answer; `keep` leaves the cursor on its quote."""
        found = self.found = listed.found
        self._listed = listed.order
        self._quotes.set_rows(listed.rows, keep=self._page.target() if keep else None)
        self.show_status()
        if not self.is_cut:
            self._go_on()
        elif self._then:
            self._ask_whole(found)
        elif not self._is_slow(found.total) or self._page.place is not Place.BOX:
            self._rest = self._page.set_timer(_REST_AFTER, lambda: self._ask_whole(found))

    def _is_slow(self, total: int) -> bool:
        """Whether all rows of so many quotes take long, as far as is known."""
        library = self._page.session.library
        if library.following and max(_MANY, self._quick_until + 1) <= total:
            return library.store.long_lists.most() > _LARGE
        return total >= self._slow_from

    def enter(self) -> None:
        """The user is in the list now: what answers all of a long one takes its time beside."""
        if self.found is not None and self.is_cut:
            self._ask_whole(self.found)

    def _go_on(self) -> None:
        """Do what waited for all rows."""
        waiting, self._then = self._then, []
        for then in waiting:
            then()

    @property
    def is_cut(self) -> bool:
        """Whether no more than the first rows can be reached."""
        cut = self.found is not None and self.found.cut
        return cut and not isinstance(self._quotes.rows, RowWindow)

    def with_all(self, then: Callable[[], None]) -> None:
        """Do something when all rows can be reached: at once, unless nothing but the first ones is known."""
        if self.found is None or not self.is_cut:
            then()
        else:
            self._then.append(then)
            self._ask_whole(self.found)

    def _ask_whole(self, found: Found) -> None:
        order = self._listed
        if found is self.found and not self._busy():
            self._wholes.ask(lambda: self._whole(found, order))

    def _whole(self, found: Found, order: Order) -> tuple[Found, Listed]:
        """All of an answer; how long that takes is kept. In a thread."""
        started = time.monotonic()
        listed = self.answers.whole(found, order)
        if time.monotonic() - started > _SLOW:
            self._slow_from = min(self._slow_from, found.total)
        else:
            self._slow_from = max(self._slow_from, found.total + 1)
            self._quick_until = max(self._quick_until, found.total)
        return found, listed

    def _show_whole(self, answer: tuple[Found, Listed]) -> None:
        found, listed = answer
        if found is self.found and not self._busy():
            self.show(listed, keep=True)

    def fetch(self, first: int, last: int) -> None:
        """Have the rows from `first` to `last` fetched, which may be looked at next."""
        window = self._quotes.rows
        if isinstance(window, RowWindow) and (lacking := window.lacking(first, last)):
            self._pages.ask(lambda: (window, window.fetched(lacking)))

    def fetch_seen(self) -> bool:
        """Have the rows that are seen fetched again where they may be others; False: the list is short."""
        window = self._quotes.rows
        if not isinstance(window, RowWindow):
            return False
        first, last = self._quotes.in_sight()
        self._seen.ask(lambda: (window, window.changed(first, last)))
        return True

    def _show_seen(self, answer: tuple[RowWindow, Pages]) -> None:
        window, pages = answer
        window.renew(pages)
        if window is self._quotes.rows:
            self._quotes.arrived(pages)

    def _show_pages(self, answer: tuple[RowWindow, Pages]) -> None:
        window, pages = answer
        window.put(pages)
        if window is self._quotes.rows:
            self._quotes.arrived(pages)
            if window.whole.version != self._page.session.library.version and not self._busy():
                self._again()

    def show_status(self) -> None:
        """Say where in how many rows the cursor is, and how they are ordered."""
        found, quotes, marks = self.found, self._quotes, self._page.marks
        if found is None:
            return
        order = self._listed.of(found.query)
        where = search_text.Where(quotes.cursor, len(quotes.rows), found.total, self.is_cut)
        self._page.query_one("#status", Bar).show(
            lambda width: search_text.status(where, order, width=width, marks=marks)
        )
