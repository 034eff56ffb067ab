"""The panes of the search page, and the query in its box.

One rule guards it: what is listed follows from the query in the box, which whoever narrows the list changes.
"""

from quotebrowser.library import Row
from quotebrowser.tui.base.base_page import Page
from quotebrowser.tui.widgets.facet_list import FacetList
from quotebrowser.tui.widgets.pane import Pane
from quotebrowser.tui.widgets.row_list import RowList
from quotebrowser.tui.widgets.search_box import SearchBox


class Panes:
    """What the search page consists of.

    Args:
        page: that it stands on.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self.everything = ""
        """The query for all that the page lists."""

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
