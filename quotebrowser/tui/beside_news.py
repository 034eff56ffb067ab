"""What happens beside the browser: files are read, and others in the newsroom change its library.

Two rules guard it: the first page hears all of it, whatever page is seen; what is to be read stands on that.
And however much others write, it is indexed and shown all at once: within a second, or when hands rest.
"""

import time
from functools import partial
from typing import Any, Final

from textual.app import App
from textual.timer import Timer

from quotebrowser.errors import LibraryError, QuoteBrowserError
from quotebrowser.library import sharing
from quotebrowser.tui.base.base_page import Page, Tone
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.messages import AddEnded, AddTold, BesideTold, FileRead, NewsroomTold, WatchEnded
from quotebrowser.tui.screens.keys.watch_keys import AddKeys
from quotebrowser.tui.screens.search_page import SearchPage

_GATHERED: Final = 0.5
"""Seconds for which what others write is gathered before it is indexed and the pages show it."""
_RESTS: Final = 0.6
"""Seconds after a key from which nobody types: the keys of a word are closer together."""
_LONGEST: Final = 3.0
"""Seconds after which it is indexed although somebody types."""


class BesideNews:
    """Hears what was read, and has the pages say so.

    Args:
        app: that shows them.
        session: of the browser.
    """

    def __init__(self, app: App[Any], session: Session) -> None:
        self._app = app
        self._session = session
        self._reached = True
        """Whether the newsroom's server was reached when that was last told."""
        self._gathering: Timer | None = None
        """Runs while news are gathered."""
        self._gathering_since = 0.0
        self._indexed: Latest[None] = Latest(app, self._renew, self._refused)

    def follow(self) -> None:
        """Hear what others in the newsroom change, where the library is theirs too."""
        library = self._session.library
        if library.store.shared is not None:
            library.following = True
            self._newsroom_told()
            library.store.shared.listen(partial(_heard, self._session))

    @property
    def first_page(self) -> SearchPage:
        """The page that is below all others."""
        return next(screen for screen in self._app.screen_stack if isinstance(screen, SearchPage))

    @property
    def _page(self) -> Page | None:
        """The page that is seen; None below a popup."""
        return self._app.screen if isinstance(self._app.screen, Page) else None

    def hear(self, told: BesideTold) -> None:
        """Something was read, or nothing more will be."""
        if not self._app.screen_stack:
            return  # the program is ending
        if isinstance(told, FileRead):
            self._file_read(told)
        elif isinstance(told, WatchEnded):
            self._watch_ended(told)
        elif isinstance(told, AddTold):
            self._add_told()
        elif isinstance(told, NewsroomTold):
            self._newsroom_told()
            if self._gathering is None:
                self._gathering_since = time.monotonic()
                self._gathering = self._app.set_timer(_GATHERED, self._gathered)
        elif isinstance(told, AddEnded):
            first = self.first_page
            first.adding.ended(told.reason, self._page or first)

    def _gathered(self) -> None:
        """Have what others wrote indexed, unless somebody types, whose keys would wait for that."""
        pages = [screen for screen in self._app.screen_stack if isinstance(screen, SearchPage)]
        rests_at = max((page.searching.typed_at for page in pages), default=0.0) + _RESTS
        wait = min(rests_at, self._gathering_since + _LONGEST) - time.monotonic()
        if wait > 0:
            self._gathering = self._app.set_timer(wait, self._gathered)
        else:
            self._gathering = None
            self._indexed.ask(partial(_follow, self._session))

    def _refused(self, error: QuoteBrowserError) -> None:
        """Nothing of it could be indexed; the next search tries again, and says why it cannot."""
        if not isinstance(error, LibraryError):  # the program itself is at fault
            self.first_page.fail(error)
        self._renew()

    def _renew(self, _indexed: None = None) -> None:
        """Show what others wrote."""
        for page in self._app.screen_stack:
            if isinstance(page, SearchPage):
                page.keeping.load()
                page.searching.beside()
            elif isinstance(page, Page):
                page.renew()

    def _newsroom_told(self) -> None:
        """Say that the server cannot be reached any more, or is back."""
        library = self._session.library
        reached = library.store.shared is None or library.store.shared.reachable
        first = self.first_page
        if reached != self._reached:
            said = "The newsroom's library is back" if reached else sharing.told(library.store)
            page = self._page or first
            page.say(f"{said[:1].upper()}{said[1:]}", Tone.GOOD if reached else Tone.DOUBT)
        self._reached = reached
        first.searching.show_line()

    def _file_read(self, told: FileRead) -> None:
        if self._session.watch is not None:
            self._session.watch.hear(told.outcome)
            self.first_page.watching.heard(told.outcome)

    def _watch_ended(self, told: WatchEnded) -> None:
        self._session.watch = None
        self.first_page.watching.head()
        if self._page is not None:
            self._page.say(f"The folder is no longer being watched: {told.reason}", Tone.BAD)

    def _add_told(self) -> None:
        self.first_page.adding.heard()
        page = self._page
        if not isinstance(page, SearchPage) and isinstance(keys := getattr(page, "adding", None), AddKeys):
            keys.heard()  # the page of articles and files counts along


def _heard(session: Session) -> None:
    """Take out what others purged or embargoed before a page shows more. In the thread that listens."""
    # ruff: noqa: PLC0415 - not loaded before the first paint
    from quotebrowser.library.changing.purge_articles import finish_left

    finish_left(session.library)
    session.library.news_due = True
    session.post(NewsroomTold())


def _follow(session: Session) -> None:
    """Have the index take in what others wrote, so that no key has to. In a thread.

    Raises:
        LibraryError: it cannot.
    """
    from quotebrowser.library.finding import sources

    session.library.news_due = False  # first: what comes meanwhile is due again
    sources.follow(session.library, ours=False)
