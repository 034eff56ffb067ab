"""What can be done with the list of quotes: move, mark, filter, sort.

One rule guards it: filters are put into the query and taken out of it; nothing is filtered behind its back.
"""

from collections.abc import Callable
from typing import Final

from quotebrowser.library import Found, Row
from quotebrowser.model import Level
from quotebrowser.tui.screens.watch_keys import WatchActions
from quotebrowser.tui.widgets.facet_list import FacetList, filters
from quotebrowser.tui.widgets.pane import Pane
from quotebrowser.tui.widgets.query_terms import fields, term, toggled, without_fields
from quotebrowser.tui.widgets.row_list import RowList
from quotebrowser.tui.widgets.search_box import SearchBox

# ruff: noqa: PLC0415 - the article and the popups are loaded when first opened

SORTS: Final = ("relevance", "date", "outlet")
"""Orders of the list, in the order the key goes through them."""
_DIFFERING: Final = "has:differences"


class ListActions(WatchActions):
    """The actions of a page with a list; the page itself searches and shows."""

    found: Found | None = None
    """The answer that is listed; None before the first."""
    sort = SORTS[0]
    """Order of the list."""

    @property
    def box(self) -> SearchBox:
        """The search box."""
        return self.query_one("#box", SearchBox)

    @property
    def quotes(self) -> RowList:
        """The list of quotes."""
        return self.query_one("#list", RowList)

    @property
    def facets(self) -> FacetList:
        """The pane of filters; not shown in narrow terminals."""
        return self.query_one("#facets", FacetList)

    @property
    def preview(self) -> Pane:
        """The quote under the cursor."""
        return self.query_one("#preview", Pane)

    @property
    def row(self) -> Row | None:
        """The row under the cursor; None in an empty list."""
        return self.quotes.row

    def target(self) -> str:
        return self.row.uid if self.row else ""

    def targets(self) -> tuple[str, ...]:
        listed = [row.uid for row in self.quotes.rows if row.uid in self.quotes.marked]
        away = sorted(self.quotes.marked.difference(listed))
        return (*listed, *away) or super().targets()

    def search_again(self, *, keep: str = "") -> None:
        """Ask the library again; `keep` is the uid to leave the cursor on."""
        raise NotImplementedError

    def _in_facets(self) -> bool:
        return isinstance(self.focused, FacetList)

    def _move(self, step: int) -> None:
        if self._in_facets():
            self.facets.move(step)
        elif isinstance(self.focused, Pane):
            self.preview.move(step)
        else:
            self.quotes.go(self.quotes.cursor + step)

    def action_down(self) -> None:
        self._move(1)

    def action_up(self) -> None:
        self._move(-1)

    def action_first(self) -> None:
        self._move(-len(self.quotes.rows) - len(self.facets.filters))

    def action_last(self) -> None:
        self._move(len(self.quotes.rows) + len(self.facets.filters))

    def action_half_down(self) -> None:
        self._move(max(self.quotes.rows_seen() // 2, 1))

    def action_half_up(self) -> None:
        self._move(-max(self.quotes.rows_seen() // 2, 1))

    def action_page_down(self) -> None:
        self._move(self.quotes.rows_seen())

    def action_page_up(self) -> None:
        self._move(-self.quotes.rows_seen())

    def action_scroll_down(self) -> None:
        self.preview.move(max(self.preview.page() // 2, 1))

    def action_scroll_up(self) -> None:
        self.preview.move(-max(self.preview.page() // 2, 1))

    def _seek(self, wanted: Callable[[Row], bool], step: int, none: str) -> None:
        if not self.quotes.seek(wanted, step):
            self.say(none)

    def action_next_differing(self) -> None:
        self._seek(lambda row: row.level > Level.NONE, 1, "No quote below differs between outlets")

    def action_previous_differing(self) -> None:
        self._seek(lambda row: row.level > Level.NONE, -1, "No quote above differs between outlets")

    def action_read(self) -> None:
        from quotebrowser.tui.screens.reader_page import ReaderPage

        if self.row is not None:
            self.app.push_screen(
                ReaderPage(self.session, self.row.article, self.row.uid), lambda _none: self.renew()
            )

    def action_mark(self) -> None:
        if self.row is None:
            return
        self.quotes.marked ^= {self.row.uid}
        self.quotes.refresh()
        self.quotes.go(self.quotes.cursor + 1)
        self._say_marked()

    def action_mark_all(self) -> None:
        uids = {row.uid for row in self.quotes.rows}
        self.quotes.marked = set() if uids <= self.quotes.marked else self.quotes.marked | uids
        self.quotes.refresh()
        self._say_marked()

    def _say_marked(self) -> None:
        count = len(self.quotes.marked)
        copied = f"{self.session.key('copy')} copies {'it' if count == 1 else 'them'}"
        self.say(f"{count} marked; {copied}" if count else "No quotes are marked")

    def action_search(self) -> None:
        self.set_focus(self.box)

    def action_next_pane(self) -> None:
        self.focus_next()

    def action_previous_pane(self) -> None:
        self.focus_previous()

    def change_query(self, query: str) -> None:
        """Put another query in the box; that it was typed makes the page search."""
        if query != self.box.value:
            self.box.fill(query)

    def action_clear(self) -> None:
        if isinstance(self.focused, Pane):
            self.set_focus(self.quotes)
        elif self.box.value:
            self.change_query("")
        else:
            self.say(f"All quotes are shown; {self.session.key('quit')} quits")

    def action_clear_filters(self) -> None:
        self.change_query(without_fields(self.box.value))

    def action_differing(self) -> None:
        self.change_query(toggled(self.box.value, _DIFFERING))

    def action_bookmarks(self) -> None:
        from quotebrowser.library import mark_quote

        self.change_query(toggled(self.box.value, f"mark:{mark_quote.BOOKMARK}"))

    def action_sort(self) -> None:
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self.search_again(keep=self.target())
        self.say(f"Sorted by {self.sort}")

    def action_filters(self) -> None:
        if self.facets.display and self.facets.size.width:
            self.set_focus(self.facets)
            return
        from quotebrowser.tui.popups.chooser import FilterPopup

        if self.found is not None:
            rows = tuple(filters(self.found, fields(self.box.value)))
            self.app.push_screen(FilterPopup(self.session, rows), self._filtered)

    def _filtered(self, taken: tuple[str, ...] | None) -> None:
        if taken is not None:
            field, value = taken
            self.change_query(toggled(self.box.value, term(field, value)))

    def action_choose(self) -> None:
        self.facets.take()

    def action_leave_facets(self) -> None:
        self.set_focus(self.quotes)

    def action_toggle_preview(self) -> None:
        self.toggle_class("-no-preview")

    def action_zoom(self) -> None:
        self.toggle_class("-zoom")
        self.set_focus(self.preview if self.has_class("-zoom") else self.quotes)

    def action_quit(self) -> None:
        self.app.exit()
