"""Adding files, and watching a folder: asks for them, hears what was read, says so in the heading.

Two rules guard it: what comes while many files are read is listed now and then, not one by one; and there is
one addition at a time, which never takes the keys from whoever goes on searching.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from textual.timer import Timer

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import FileOutcome
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.base_page import Page, Tone
from quotebrowser.tui.paint import search_text
from quotebrowser.tui.screens.listing.held_counts import HeldCounts
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.pane import Bar

if TYPE_CHECKING:
    from quotebrowser.tui.popups.adding_popups import Adding

# ruff: noqa: PLC0415 - the popup, and what starts a process, are loaded when first used

_LISTED_EVERY: Final = 0.5
"""Seconds from an article that was read in the watched folder until it is listed, with those since."""
_ADDED_EVERY: Final = 1.0
"""The same while files are added."""


class _NowAndThen:
    """Lists what is new, with all that came since, and not more often than that.

    Args:
        page: with a heading.
        every: seconds between two lists.
        head: draws the heading.
        search_again: lists what is new.
    """

    def __init__(
        self, page: QuotePage, every: float, head: Callable[[], None], search_again: Callable[[], None]
    ) -> None:
        self._page = page
        self._every = every
        self._head = head
        self._search_again = search_again
        self._timer: Timer | None = None

    def soon(self) -> None:
        """Something new came."""
        if self._timer is None:
            self._timer = self._page.set_timer(self._every, self.list_new)

    def list_new(self) -> None:
        """List it now."""
        self._timer = None
        self._head()
        self._search_again()


class WatchKeys:
    """The key that watches a folder, and the heading that says so.

    Args:
        page: with a heading `#head`.
        search_again: lists what is new.

    Attributes:
        held: counts what the library holds, for the heading.
    """

    def __init__(self, page: QuotePage, search_again: Callable[[], None]) -> None:
        self._page = page
        self.held = HeldCounts(page, lambda: self.head())  # noqa: PLW0108 - a subject has another
        self._session = page.session
        self._listing = _NowAndThen(page, _LISTED_EVERY, self.head, search_again)

    def head(self) -> None:
        """Draw the heading: what the library holds now, what is added, and which folder is watched."""
        library, marks = self._session.library, self._page.marks
        counts, watch = self.held.latest(), self._session.reading
        self._page.query_one("#head", Bar).show(
            lambda width: search_text.head(
                counts, demo=library.is_demo, watch=watch, width=width, marks=marks
            )
        )

    def heard(self, outcome: FileOutcome) -> None:
        """A file was read in the folder that is watched."""
        if outcome.outcome == "rejected":
            self._page.say(f"Not read: {outcome.path}: {outcome.reason}", Tone.DOUBT)
        if outcome.outcome != "known":
            self._listing.soon()

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


class AddKeys:
    """The key that adds, and stops, and the one that lists what was added.

    Args:
        page: with a heading.
        head: draws the heading.
        search_again: lists what is new.
    """

    def __init__(self, page: QuotePage, head: Callable[[], None], search_again: Callable[[], None]) -> None:
        self._page = page
        self._session = page.session
        self._head = head
        self._listing = _NowAndThen(page, _ADDED_EVERY, head, search_again)

    @property
    def _adding(self) -> "Adding | None":
        return cast("Adding | None", self._session.adding)

    def action_add(self) -> None:
        from quotebrowser.tui.popups.adding_popups import AddPopup

        if not self._page.may_change():
            return
        if self._adding is None:
            self._page.app.push_screen(AddPopup(self._session), self._begin)
        else:
            self._adding.hang_up()
            self._head()
            self._page.say("Stopping; what was added stays")

    def action_articles(self) -> None:
        self._session.pages.open_files(self._page.renew)

    def _begin(self, paths: tuple[str, ...] | None) -> None:
        from quotebrowser.tui.popups.adding_popups import Adding

        if paths is None:
            return
        try:
            self._session.adding = Adding(self._session, paths)
        except QuoteBrowserError as error:
            self._page.fail(error)
            return
        self._head()
        self._page.say(f"Adding; {self._session.key('add')} stops it")

    def heard(self) -> None:
        """Files were read, or it is further on: said in the heading, listed now and then."""
        adding = self._adding
        if adding is None:
            return
        adding.untold = False
        self._head()
        if adding.counts.total() > adding.counts["known"]:
            self._listing.soon()

    def ended(self, reason: str, page: Page) -> None:
        """It is done, was stopped, or could not go on: say what came of it on the page that is seen."""
        adding, self._session.adding = self._adding, None
        self._listing.list_new()
        if page is not self._page and isinstance(page, QuotePage):
            page.renew()
        if adding is None:
            return
        key = self._session.key
        there = page.place in (Place.FILES, Place.FIND)
        why = " ".join([*([] if there else [key("articles")]), key("rejected", Place.FILES)])
        told = adding.result(why, key("undo"))
        if reason:
            page.say(f"Adding has ended: {reason.rstrip('.')}. {told}", Tone.BAD)
        else:
            page.say(told, Tone.DOUBT if adding.counts["rejected"] or adding.is_cut else Tone.GOOD)
