"""The key that reviews what is doubtful in the list.

One rule guards it: what is marked is reviewed; where nothing is, all that answers what stands in the box.
"""

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

from quotebrowser.text import counted
from quotebrowser.tui.screens.listing.parts import ListPart

if TYPE_CHECKING:
    from quotebrowser.library import Library

# ruff: noqa: PLC0415 - what only this key needs is loaded by it: the first paint needs none of it


class ReviewKeys(ListPart):
    """The key of the search page, and of that of a speaker or an outlet."""

    def action_review(self) -> None:
        page, query, marked = self._page, self._panes.box.value, self._panes.quotes.marked
        uids: Callable[[], Collection[str]] | None = None
        about = ""
        if not page.may_change():
            return
        if marked:
            about = f"of {counted(len(marked), 'marked quote')}"
            uids = frozenset(marked).copy
        elif query.strip():
            found = self._reach.found
            about = f"of the search {query.strip()}"
            if self._panes.box.is_pasted:
                uids = frozenset(row.uid for row in self._panes.quotes.rows).copy
            else:
                loosened = found is not None and found.loosened
                uids = partial(_answering, page.session.library, query, loosened=loosened)
        from quotebrowser.tui.screens.review_page import ReviewPage

        page.app.push_screen(ReviewPage(page.session, about, uids), lambda _: page.renew())


def _answering(library: "Library", query: str, *, loosened: bool) -> Collection[str]:
    """Uids of all that answers a query."""
    from quotebrowser.library.finding import whole_answer

    return whole_answer.uids(library, query, loosened=loosened)
