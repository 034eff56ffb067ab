"""How much the library holds, as the heading says it.

One rule guards it: nobody waits for it. Where to count takes long it is counted in a thread and now and then,
and what was counted last is said until then.
"""

import time
from collections.abc import Callable
from typing import Final, NamedTuple

from textual.timer import Timer

from quotebrowser.library import Counts, Library
from quotebrowser.tui.base.base_page import Page
from quotebrowser.tui.base.jobs import Latest

_QUICK: Final = 0.01
"""Seconds that whoever draws may count; of a million quotes it takes half a second."""
_RESTS: Final = 200
"""Times as long as counting takes it is not counted again."""


class _Counted(NamedTuple):
    """What was counted."""

    counts: Counts
    state: int
    """Of the store before."""


class HeldCounts:
    """Counts what the library holds.

    Args:
        page: that says it.
        told: called when it holds more or less than before.
    """

    def __init__(self, page: Page, told: Callable[[], None]) -> None:
        self._page = page
        self._library = page.session.library
        self._told = told
        self._known: _Counted | None = None
        self._again_at = 0.0
        self._timer: Timer | None = None
        self._beside: Latest[_Counted] = Latest(page, self._take, page.fail)

    def latest(self) -> Counts:
        """What the library holds, or held when it was last counted."""
        known = self._known
        is_old = known is None or known.state != self._library.store.state()
        if known is None or (is_old and self._library.store.counting.took < _QUICK):
            known = _counted(self._library)
            self._take(known)
        elif is_old and not self._beside.busy and self._timer is None:
            rests = self._again_at - time.monotonic()
            self._timer = self._page.set_timer(max(rests, 0.001), self._count_beside)
        return known.counts

    def _count_beside(self) -> None:
        self._timer = None
        self._beside.ask(lambda: _counted(self._library))

    def _take(self, counted: _Counted) -> None:
        was, self._known = self._known, counted
        self._again_at = time.monotonic() + _RESTS * self._library.store.counting.took
        if was is None or was.counts != counted.counts:
            self._told()


def _counted(library: Library) -> _Counted:
    state = library.store.state()
    return _Counted(library.counts(), state)
