"""The quote under the cursor at a glance: when the preview is asked for, and how it is drawn.

One rule guards it: nothing is asked while somebody types or moves on; the list never waits for its preview.
"""

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final

from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.screens.listing.panes import Panes
from quotebrowser.tui.screens.listing.parts import ListPart
from quotebrowser.tui.screens.listing.questions import glance
from quotebrowser.tui.screens.listing.reach import Reach
from quotebrowser.tui.screens.quote_page import QuotePage

if TYPE_CHECKING:
    from quotebrowser.tui.paint.preview_text import Glance

# ruff: noqa: PLC0415 - the preview is loaded after the first paint

_AFTER: Final = 0.12
"""Seconds without a key until the preview is asked for: longer than a held key rests."""
_BESIDE_FROM: Final = 100
"""Cells of the screen from which the preview stands beside the list, not below it."""


class Looking(ListPart):
    """The preview of the list."""

    def __init__(self, page: QuotePage, panes: Panes, reach: Reach) -> None:
        super().__init__(page, panes, reach)
        self._seen: Glance | None = None
        self._rest: asyncio.TimerHandle | None = None
        self._glances: Latest[Glance] = Latest(page, self._show, page.fail)

    @property
    def waits(self) -> bool:
        """Whether the preview waits for the cursor to stay where it is."""
        return self._rest is not None

    def rest_again(self) -> None:
        """Wait on where the preview waits, for a key was pressed."""
        if self._rest is not None:
            self._wait()

    def _wait(self) -> None:
        """Begin to wait. At each key a timer of Textual would take as long as a row to draw."""
        if self._rest is not None:
            self._rest.cancel()
        self._rest = asyncio.get_running_loop().call_later(_AFTER, self._ask)

    def look(self) -> None:
        """Show the row under the cursor when it has stayed there."""
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None
        if self._panes.row is None:
            self._seen = None
            self._panes.preview.show(lambda _width: ())
        elif self._seen is None:
            # The list is painted first: a thread that compares and cites would take half the processor.
            self._page.call_after_refresh(self._ask)
        else:
            self._wait()

    def _ask(self) -> None:
        self._rest = None
        if not self._page.is_running or not self._page.app.is_running:
            return  # the panes are gone: the user left before the cursor had rested
        row, quotes = self._panes.row, self._panes.quotes
        if row is not None:
            said = row.uid in quotes.noted or row.uid in quotes.tagged
            self._glances.ask(partial(glance, self._page.session, row, said=said))

    def _show(self, seen: "Glance") -> None:
        if self._panes.row is not None:  # the list may be empty by now
            self._seen = seen
            self.draw()

    def draw(self) -> None:
        """Draw what was seen last as the width of the screen wants it."""
        from quotebrowser.library.copying import cite_quotes
        from quotebrowser.tui.paint.preview_text import PreviewKeys, short, tall

        seen, page, panes = self._seen, self._page, self._panes
        if seen is None:
            return
        marks, session = page.marks, page.session
        written = cite_quotes.written_in(session.library, style=session.style, flavour=session.flavour)
        keys = PreviewKeys(session.offered("edit"), session.key("copy"), written)
        over = "over " if self._reach.is_cut else ""
        place = f"{panes.quotes.cursor + 1:,} of {over}{len(panes.quotes.rows):,}"
        if page.size.width >= _BESIDE_FROM or page.has_class("-zoom"):
            panes.preview.show(lambda width: tall(seen, max(width - 2, 2), marks, keys))
        else:
            panes.preview.show(lambda width: short(seen, width, place, marks))

    def action_zoom(self) -> None:
        self._page.toggle_class("-zoom")
        self._page.set_focus(self._panes.preview if self._page.has_class("-zoom") else self._panes.quotes)
        self.draw()
