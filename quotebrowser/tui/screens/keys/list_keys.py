"""What the search page consists of, and what can be done with its list: move, mark, filter, sort.

One rule guards it: filters are put into the query and taken out of it; nothing is filtered behind its back.
"""

from collections.abc import Callable
from typing import Final

from quotebrowser.library import Found, Row, mark_quote
from quotebrowser.model import Level, Pointer
from quotebrowser.tui.base.base_page import Page
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.paint.search_text import Order
from quotebrowser.tui.screens.questions import SORTS
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.screens.reach import Reach
from quotebrowser.tui.widgets.facet_list import FacetList, filters
from quotebrowser.tui.widgets.pane import Pane
from quotebrowser.tui.widgets.query_terms import fields, term, toggled, without_fields
from quotebrowser.tui.widgets.row_list import RowList
from quotebrowser.tui.widgets.row_window import RowWindow
from quotebrowser.tui.widgets.search_box import SearchBox

# ruff: noqa: PLC0415 - the article and the popups are loaded when first opened

_DIFFERING: Final = "has:differences"
_MOST_MARKED: Final = 100_000
"""Quotes that are marked with one key: each is kept with what it points at."""


class Panes:
    """What the search page consists of.

    Args:
        page: that it stands on.
    """

    def __init__(self, page: Page) -> None:
        self._page = page

    @property
    def box(self) -> SearchBox:
        """The search box."""
        return self._page.query_one("#box", SearchBox)

    @property
    def quotes(self) -> RowList:
        """The list of quotes."""
        return self._page.query_one("#list", RowList)

    @property
    def facets(self) -> FacetList:
        """The pane of filters; not shown in narrow terminals."""
        return self._page.query_one("#facets", FacetList)

    @property
    def preview(self) -> Pane:
        """The quote under the cursor."""
        return self._page.query_one("#preview", Pane)

    @property
    def row(self) -> Row | None:
        """The row under the cursor; None in an empty list."""
        return self.quotes.row

    def change_query(self, query: str) -> None:
        """Put another query in the box; that it was typed makes the page search."""
        if query != self.box.value:
            self.box.fill(query)


class ListKeys:
    """The keys of the list, the filters and the preview.

    Args:
        page: that it stands on.
        panes: of the page.
        reach: of the list.
        search_again: asks the library again, and leaves the cursor where it is.
        zoom: shows the preview full screen, or beside the list again.
    """

    def __init__(
        self,
        page: QuotePage,
        panes: Panes,
        reach: Reach,
        search_again: Callable[[], None],
        zoom: Callable[[], None],
    ) -> None:
        self._page = page
        self._panes = panes
        self._reach = reach
        self._search_again = search_again
        self._zoom = zoom
        self.everything = ""
        """The query for all that the page lists."""
        self._marking: Latest[dict[str, Pointer]] = Latest(page, self._mark_listed, page.fail)

    @property
    def found(self) -> Found | None:
        """The answer that is listed; None before the first."""
        return self._reach.found

    def targets(self) -> tuple[Pointer, ...]:
        """The marked quotes, in the order of the list, those that are not listed last."""
        marked, rows = self._panes.quotes.marked, self._panes.quotes.rows
        if isinstance(rows, RowWindow):
            listed = {uid: marked[uid] for uid in rows.whole.places(marked)}
        else:
            listed = {row.uid: row.pointer for row in rows if row.uid in marked}
        return (*listed.values(), *(marked[uid] for uid in sorted(marked) if uid not in listed))

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
        if self._is_empty and self._panes.box.value != self.everything:
            self._panes.change_query(self.everything)
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

    def action_read(self) -> None:
        row = self._panes.row
        if row is None:
            self._page.say(f"Nothing is listed; {self._page.session.key('clear')} shows all quotes")
        else:
            self._page.session.pages.open_article(row.article, row.pointer, self._page.renew)

    def action_mark(self) -> None:
        quotes = self._panes.quotes
        if quotes.row is None:
            return
        row = quotes.row
        if quotes.marked.pop(row.uid, None) is None:
            quotes.marked[row.uid] = row.pointer
        quotes.refresh()
        quotes.go(quotes.cursor + 1)
        self._say_marked()

    def action_mark_all(self) -> None:
        self._reach.with_all(self._mark_all)

    def _mark_all(self) -> None:
        rows = self._panes.quotes.rows
        if not isinstance(rows, RowWindow):
            self._mark_listed({row.uid: row.pointer for row in rows})
        elif len(rows) > _MOST_MARKED:
            self._page.say(f"No more than {_MOST_MARKED:,} quotes can be marked at once; filter them first")
        else:
            self._page.say(f"Marking {len(rows):,} quotes…")
            self._marking.ask(lambda: {one.quote: one for one in rows.pointers()})

    def _mark_listed(self, listed: dict[str, Pointer]) -> None:
        """Mark all that is listed, or, if it is, nothing any more."""
        quotes = self._panes.quotes
        quotes.marked = {} if listed.keys() <= quotes.marked.keys() else quotes.marked | listed
        quotes.refresh()
        self._say_marked()

    def _say_marked(self) -> None:
        count = len(self._panes.quotes.marked)
        copied = f"{self._page.session.key('copy')} copies {'it' if count == 1 else 'them'}"
        self._page.say(f"{count:,} marked; {copied}" if count else "No quotes are marked")

    def action_search(self) -> None:
        self._page.set_focus(self._panes.box)

    def action_next_pane(self) -> None:
        self._page.focus_next()

    def action_previous_pane(self) -> None:
        self._page.focus_previous()

    def action_clear(self) -> None:
        if self._page.has_class("-zoom"):
            self._zoom()
        elif isinstance(self._page.focused, Pane):
            self._page.set_focus(self._panes.quotes)
        elif self._panes.box.value:
            self._panes.change_query("")
        else:
            self._page.say(f"All quotes are shown; {self._page.session.key('quit')} quits")

    def action_clear_filters(self) -> None:
        words = without_fields(self._panes.box.value)
        self._panes.change_query(" ".join(filter(None, (self.everything, words))))

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

        if self.found is not None:
            rows = tuple(filters(self.found, fields(self._panes.box.value)))
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
