"""What the parts of a page of quotes have in common: the page, its panes and the reach of its list.

One rule guards it: a part does one job, and asks the others through these three.
"""

from quotebrowser.tui.screens.listing.panes import Panes
from quotebrowser.tui.screens.listing.reach import Reach
from quotebrowser.tui.screens.quote_page import QuotePage


class ListPart:
    """Some of the keys of a page of quotes, or something it shows.

    Args:
        page: that it belongs to.
        panes: of the page.
        reach: of the list.
    """

    def __init__(self, page: QuotePage, panes: Panes, reach: Reach) -> None:
        self._page = page
        self._panes = panes
        self._reach = reach
