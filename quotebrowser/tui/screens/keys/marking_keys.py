"""The keys that mark quotes of the list.

One rule guards it: what is marked stays marked when something else is listed.
"""

from typing import Final

from quotebrowser.model import Pointer
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.screens.listing.panes import Panes
from quotebrowser.tui.screens.listing.parts import ListPart
from quotebrowser.tui.screens.listing.reach import Reach
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.row_window import RowWindow

_MOST_MARKED: Final = 100_000
"""Quotes that are marked with one key: each is kept with what it points at."""


class MarkingKeys(ListPart):
    """The keys that mark."""

    def __init__(self, page: QuotePage, panes: Panes, reach: Reach) -> None:
        super().__init__(page, panes, reach)
        self._marking: Latest[dict[str, Pointer]] = Latest(page, self._mark_listed, page.fail)

    def targets(self) -> tuple[Pointer, ...]:
        """The marked quotes, in the order of the list, those that are not listed last."""
        marked, rows = self._panes.quotes.marked, self._panes.quotes.rows
        if isinstance(rows, RowWindow):
            listed = {uid: marked[uid] for uid in rows.whole.places(marked)}
        else:
            listed = {row.uid: row.pointer for row in rows if row.uid in marked}
        return (*listed.values(), *(marked[uid] for uid in sorted(marked) if uid not in listed))

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
            self._marking.ask(rows.pointers)

    def _mark_listed(self, listed: dict[str, Pointer]) -> None:
        """Mark all that is listed, or, if it is, nothing any more."""
        quotes = self._panes.quotes
        quotes.marked = {} if listed.keys() <= quotes.marked.keys() else quotes.marked | listed
        quotes.refresh()
        self._say_marked()

    def _say_marked(self) -> None:
        count = len(self._panes.quotes.marked)
        key, them = self._page.session.key, "it" if count == 1 else "them"
        taken = f"{key('copy')} copies {them}, {key('export')} exports {them}"
        self._page.say(f"{count:,} marked; {taken}" if count else "No quotes are marked")
