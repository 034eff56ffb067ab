"""A page that watches a folder: asks for it, hears what was read there, says so in its heading.

One rule guards it: what comes while many files are read is listed now and then, not one by one.
"""

from pathlib import Path
from typing import Final

from textual.timer import Timer

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import FileOutcome
from quotebrowser.model import Pointer
from quotebrowser.tui.base.base_page import Tone
from quotebrowser.tui.paint import search_text
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.pane import Bar

# ruff: noqa: PLC0415 - the popup, and what starts a process, are loaded when first used

_LISTED_EVERY: Final = 0.5
"""Seconds from an article that was read in the watched folder until it is listed, with those since."""


class WatchActions(QuotePage):
    """A page with a heading that can watch a folder."""

    _listing: Timer | None = None

    def search_again(self, *, keep: Pointer | None = None) -> None:
        """Ask the library again; `keep` is the quote to leave the cursor on."""
        raise NotImplementedError

    def head(self) -> None:
        """Draw the heading: what the library holds now, and which folder is watched."""
        library, marks = self.session.library, self.marks
        counts, watch = library.counts(), str(self.session.watch or "")
        self.query_one("#head", Bar).show(
            lambda width: search_text.head(
                counts, demo=library.is_demo, watch=watch, width=width, marks=marks
            )
        )

    def heard(self, outcome: FileOutcome) -> None:
        """A file was read in the folder that is watched."""
        if outcome.outcome == "rejected":
            self.say(f"Not read: {outcome.path}: {outcome.reason}", Tone.DOUBT)
        if outcome.outcome != "known" and self._listing is None:
            self._listing = self.set_timer(_LISTED_EVERY, self._list_new)

    def _list_new(self) -> None:
        self._listing = None
        self.head()
        self.search_again(keep=self.target())

    def action_watch(self) -> None:
        from quotebrowser.tui.popups.watch_popup import WatchPopup

        watch = self.session.watch
        if not self.may_change():
            return
        if watch is None:
            self.app.push_screen(WatchPopup(self.session), self._watch)
        else:
            self.session.watch = None
            self.run_worker(watch.stop, thread=True)
            self.head()
            self.say(f"Stopped {watch}")

    def _watch(self, folder: Path | None) -> None:
        """Watch the folder that was named."""
        from quotebrowser.tui.popups.watch_popup import Watch

        if folder is None:
            return
        try:
            self.session.watch = Watch(self.session, folder)
        except QuoteBrowserError as error:
            self.fail(error)
        self.head()
