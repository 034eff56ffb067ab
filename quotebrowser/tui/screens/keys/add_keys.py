"""Adding files and folders by key: asks for them, hears how far it is, says what came of it; their list.

One rule guards it: one addition at a time, and it never takes the keys from whoever goes on searching.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast

from textual.timer import Timer

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.base_page import Page, Tone
from quotebrowser.tui.screens.quote_page import QuotePage

if TYPE_CHECKING:
    from quotebrowser.tui.popups.adding_popups import Adding

# ruff: noqa: PLC0415 - the popup, and what starts a process, are loaded when first used

_LISTED_EVERY: Final = 1.0
"""Seconds from one list with what is new to the next."""


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
        self._search_again = search_again
        self._listing: Timer | None = None

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
        if self._listing is None and adding.counts.total() > adding.counts["known"]:
            self._listing = self._page.set_timer(_LISTED_EVERY, self._list_new)

    def _list_new(self) -> None:
        self._listing = None
        self._head()
        self._search_again()

    def ended(self, reason: str, page: Page) -> None:
        """It is done, was stopped, or could not go on: say what came of it on the page that is seen."""
        adding, self._session.adding = self._adding, None
        self._list_new()
        if page is not self._page and isinstance(page, QuotePage):
            page.renew()
        if adding is None:
            return
        key = self._session.key
        why = f"{key('articles')} {key('rejected', Place.FILES)}"
        told = adding.result(why, key("undo"))
        if reason:
            page.say(f"Adding has ended: {reason.rstrip('.')}. {told}", Tone.BAD)
        else:
            page.say(told, Tone.DOUBT if adding.counts["rejected"] or adding.is_cut else Tone.GOOD)
