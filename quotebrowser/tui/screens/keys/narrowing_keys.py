"""The keys that narrow the list, and order it.

One rule guards it: filters are put into the query and taken out of it; nothing is filtered behind its back.
"""

from collections.abc import Callable
from typing import Final

from quotebrowser.library import mark_quote
from quotebrowser.tui.base.base_page import Page
from quotebrowser.tui.paint.search_text import Order
from quotebrowser.tui.screens.panes import Panes
from quotebrowser.tui.screens.questions import SORTS
from quotebrowser.tui.screens.reach import Reach
from quotebrowser.tui.widgets.facet_list import filters
from quotebrowser.tui.widgets.query_terms import fields, term, toggled, without_fields

# ruff: noqa: PLC0415 - the popups are loaded when first opened

_DIFFERING: Final = "has:differences"


class NarrowingKeys:
    """The keys that change what is listed, and in which order.

    Args:
        page: that they are pressed on.
        panes: of the page.
        reach: of the list.
        search_again: asks the library again, and leaves the cursor where it is.
    """

    def __init__(self, page: Page, panes: Panes, reach: Reach, search_again: Callable[[], None]) -> None:
        self._page = page
        self._panes = panes
        self._reach = reach
        self._search_again = search_again

    def action_clear_filters(self) -> None:
        words = without_fields(self._panes.box.value)
        self._panes.change_query(" ".join(filter(None, (self._panes.everything, words))))

    def action_differing(self) -> None:
        self._panes.change_query(toggled(self._panes.box.value, _DIFFERING))

    def action_bookmarks(self) -> None:
        self._panes.change_query(toggled(self._panes.box.value, f"mark:{mark_quote.BOOKMARK}"))

    def action_sort(self) -> None:
        at = SORTS.index(self._reach.order.sort) + 1
        self._sort(Order(SORTS[at % len(SORTS)]))

    def action_reverse(self) -> None:
        self._sort(self._reach.order._replace(reverse=not self._reach.order.reverse))

    def _sort(self, order: Order) -> None:
        self._reach.order = order
        self._search_again()
        self._page.say(f"Sorted {order.of(self._panes.box.value).words}")

    def action_filters(self) -> None:
        if self._panes.facets.display and self._panes.facets.size.width:
            self._page.set_focus(self._panes.facets)
            return
        from quotebrowser.tui.popups.chooser import FilterPopup

        found = self._reach.found
        if found is not None:
            rows = tuple(filters(found, fields(self._panes.box.value)))
            self._page.app.push_screen(FilterPopup(self._page.session, rows), self._filtered)

    def _filtered(self, taken: tuple[str, ...] | None) -> None:
        if taken is not None:
            field, value = taken
            self._panes.change_query(toggled(self._panes.box.value, term(field, value)))

    def action_draft(self) -> None:
        """Show the passages of the draft; the one that is chosen is looked at as if it had been pasted."""
        from quotebrowser.tui.popups.chooser import DraftPopup

        session = self._page.session
        if session.checked:
            self._page.app.push_screen(DraftPopup(session), self._looked_at)
        else:
            self._page.say("There is no draft; quotebrowser browse --draft FILE opens one")

    def _looked_at(self, passage: tuple[str, ...] | None) -> None:
        if passage is not None:
            self._panes.box.paste(passage[0])

    def action_choose(self) -> None:
        self._panes.facets.take()
