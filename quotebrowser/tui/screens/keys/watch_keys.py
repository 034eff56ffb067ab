"""Watching a folder: asks for it, hears what was read there, says so in the heading.

One rule guards it: what comes while many files are read is listed now and then, not one by one.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from textual.timer import Timer

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import FileOutcome
from quotebrowser.tui.base.base_page import Tone
from quotebrowser.tui.paint import search_text
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.pane import Bar

# ruff: noqa: PLC0415 - the popup, and what starts a process, are loaded when first used

_LISTED_EVERY: Final = 0.5
"""Seconds from an article that was read in the watched folder until it is listed, with those since."""


class WatchKeys:
    """The key that watches a folder, and the heading that says so.

    Args:
        page: with a heading `#head`.
        search_again: lists what is new.
    """

    def __init__(self, page: QuotePage, search_again: Callable[[], None]) -> None:
        self._page = page
        self._session = page.session
        self._search_again = search_again
        self._listing: Timer | None = None

    def head(self) -> None:
        """Draw the heading: what the library holds now, what is added, and which folder is watched."""
        library, marks = self._session.library, self._page.marks
        beside = filter(None, (self._session.adding, self._session.watch))
        counts, watch = library.counts(), f" {marks.dot} ".join(map(str, beside))
        self._page.query_one("#head", Bar).show(
            lambda width: search_text.head(
                counts, demo=library.is_demo, watch=watch, width=width, marks=marks
            )
        )

    def heard(self, outcome: FileOutcome) -> None:
        """A file was read in the folder that is watched."""
        if outcome.outcome == "rejected":
            self._page.say(f"Not read: {outcome.path}: {outcome.reason}", Tone.DOUBT)
        if outcome.outcome != "known" and self._listing is None:
            self._listing = self._page.set_timer(_LISTED_EVERY, self._list_new)

    def _list_new(self) -> None:
        self._listing = None
        self.head()
        self._search_again()

    def action_watch(self) -> None:
        from quotebrowser.tui.popups.adding_popups import WatchPopup

        watch = self._session.watch
        if not self._page.may_change():
            return
        if watch is None:
            self._page.app.push_screen(WatchPopup(self._session), self._watch)
        else:
            self._session.watch = None
            self._page.run_worker(watch.stop, thread=True)
            self.head()
            self._page.say(f"Stopped {watch}")

    def _watch(self, folder: tuple[str, ...] | None) -> None:
        """Watch the folder that was named."""
        from quotebrowser.tui.popups.adding_popups import Watch

        if folder is None:
            return
        try:
            self._session.watch = Watch(self._session, Path(folder[0]))
        except QuoteBrowserError as error:
            self._page.fail(error)
        self.head()
