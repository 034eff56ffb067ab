"""The keys that undo and redo changes of the library.

One rule guards it: one change is turned after the other, however fast the keys come.
"""

import asyncio
from collections.abc import Callable
from functools import partial

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import Library
from quotebrowser.library.views import Change
from quotebrowser.tui.base.base_page import Page, Tone, finish, heir
from quotebrowser.tui.screens.keys.quote_keys import Pointing

# ruff: noqa: PLC0415 - what only these keys need is loaded by them: the first paint needs none of it

Turn = Callable[[Library], Change | None]


class UndoKeys:
    """The keys of a page on which changes are undone.

    Args:
        page: that they are pressed on.
    """

    def __init__(self, page: Pointing) -> None:
        self._page = page
        self._session = page.session
        self._turning = asyncio.Lock()

    def action_undo(self) -> None:
        """Undo the last change; articles that were added go only when asked a second time."""
        from quotebrowser.library.changing import undo_changes

        self._turn(undo_changes.latest, partial(undo_changes.undo, here=True), "Undone", "undo")

    def action_redo(self) -> None:
        from quotebrowser.library.changing import undo_changes

        self._turn(lambda _: None, undo_changes.redo, "Redone", "redo")

    def _turn(self, asked: Turn, turn: Turn, done: str, word: str) -> None:
        if self._page.may_change():
            finish(self._page, partial(self._turned, asked, turn, done, word))

    async def _turned(self, asked: Turn, turn: Turn, done: str, word: str) -> None:
        """Undo or redo, one after the other however fast the keys come."""
        library = self._session.library
        try:
            async with self._turning:
                change = await asyncio.to_thread(asked, library)
                if change is not None and change.adds:
                    again = f"Press {self._session.key('undo')} again to take them out"
                    question = f"The last change was: {change.what}. {again}"
                    if not heir(self._page).asking.sure("undo", change.no, question):
                        return
                change = await asyncio.to_thread(turn, library)
        except QuoteBrowserError as error:
            heir(self._page).fail(error)
            return
        if change is None:
            heir(self._page).say(f"There is nothing to {word}")
            return
        for page in self._page.app.screen_stack:
            if isinstance(page, Page):
                page.hush()  # which key undoes what is no longer so, on no page
        heir(self._page).say(f"{done}: {change.what}", Tone.GOOD)
        heir(self._page).renew()
