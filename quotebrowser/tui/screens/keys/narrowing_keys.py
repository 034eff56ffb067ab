"""The keys that narrow the list, and order it.

One rule guards it: filters are put into the query and taken out of it; nothing is filtered behind its back.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from quotebrowser.errors import LibraryError
from quotebrowser.library import Found, mark_quote
from quotebrowser.model import Facet
from quotebrowser.tui.base.base_page import Page
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.paint.search_text import Order
from quotebrowser.tui.screens.listing.panes import Panes
from quotebrowser.tui.screens.listing.parts import ListPart
from quotebrowser.tui.screens.listing.questions import SORTS, Verified
from quotebrowser.tui.screens.listing.reach import Reach
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.facet_list import filters, more_filters
from quotebrowser.tui.widgets.query_terms import dated, days, fields, term, toggled, wider, without_fields

if TYPE_CHECKING:
    from quotebrowser.library.finding.narrowed import Spread
    from quotebrowser.tui.popups.chooser import FilterPopup

# ruff: noqa: PLC0415 - the popups are loaded when first opened

_DIFFERING: Final = "has:differences"


class NarrowingKeys(ListPart):
    """The keys that change what is listed, and in which order.

    Args:
        page: that they are pressed on.
        panes: of the page.
        reach: of the list.
        search_again: asks the library again, and leaves the cursor where it is.
    """

    def __init__(self, page: QuotePage, panes: Panes, reach: Reach, search_again: Callable[[], None]) -> None:
        super().__init__(page, panes, reach)
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


_Counted = Mapping[str, Sequence[Facet]]


class FilterKeys:
    """The keys for what is counted: filters, and dates. What is chosen finds as many quotes as were counted.

    Args:
        page: that they are pressed on.
        panes: of the page.
    """

    def __init__(self, page: Page, panes: Panes) -> None:
        self._page = page
        self._panes = panes
        self._found: Found | None = None
        self._popup: FilterPopup | None = None
        self._counting: Latest[tuple[Found, _Counted]] = Latest(page, self._show_counted, page.fail)
        self._spreading: Latest[Spread] = Latest(page, self._show_dates, page.fail)

    def listed(self, found: Found) -> None:
        """Another answer is listed: show its filters, all of them where the user is there."""
        self._found = found
        if self._panes.facets.has_focus:
            self._count(found)
        else:
            self._panes.facets.set_filters(lambda: filters(found, fields(found.query)))

    def action_filters(self) -> None:
        facets, found = self._panes.facets, self._found
        if facets.display and facets.size.width:
            self._page.set_focus(facets)
        elif found is not None:
            from quotebrowser.tui.popups.chooser import FilterPopup

            rows = tuple(filters(found, fields(self._panes.box.value)))
            self._popup = FilterPopup(self._page.session, rows)
            self._page.app.push_screen(self._popup, self._filtered)
        if found is not None:
            self._count(found)

    def _count(self, found: Found) -> None:
        """Count what is not counted with every answer."""
        self._counting.ask(partial(self._counted, found))

    def _counted(self, found: Found) -> tuple[Found, _Counted]:
        from quotebrowser.library.finding import narrowed

        if isinstance(found, Verified):  # quotes that print pasted words, which no query finds
            return found, {}
        library = self._page.session.library
        try:
            return found, narrowed.offered(library, found.query, as_typed=True, loosened=found.loosened)
        except ValueError as error:
            message = "The library is damaged: it contains the uid of a quote that was never written"
            raise LibraryError(message, "See all damage with quotebrowser doctor.") from error

    def _show_counted(self, answer: tuple[Found, _Counted]) -> None:
        found, counted = answer
        if found is not self._found:
            return
        taken = fields(found.query)
        more = tuple(more_filters(counted, taken))
        self._panes.facets.set_filters(lambda: (*filters(found, taken), *more))
        if self._popup is not None and self._popup.is_attached:
            self._popup.add(more)

    def _filtered(self, taken: tuple[str, ...] | None) -> None:
        self._popup = None
        if taken is not None:
            self._panes.change_query(toggled(self._panes.box.value, term(*taken)))

    def action_dates(self) -> None:
        from quotebrowser.library.finding import narrowed

        found = self._found
        if isinstance(found, Verified):
            self._page.say("These quotes print the pasted words; search for some of them to see dates")
        elif found is not None:
            ask = partial(narrowed.spread, as_typed=True, loosened=found.loosened)
            self._spreading.ask(partial(ask, self._page.session.library, found.query))

    def _show_dates(self, spread: "Spread") -> None:
        from quotebrowser.tui.popups.date_popup import DatePopup

        if not self._page.is_current:  # something else was opened meanwhile
            return
        asked = days(self._panes.box.value)
        back = wider(asked[0]) if len(asked) == 1 else ""
        popup = DatePopup(self._page.session, spread, back, narrowed=bool(asked))
        self._page.app.push_screen(popup, self._chosen)

    def _chosen(self, chosen: tuple[str, ...] | None) -> None:
        """Ask for the days chosen, for none, or for what is not dated."""
        if chosen is not None:
            self._panes.change_query(dated(self._panes.box.value, chosen[0]))
