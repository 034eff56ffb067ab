"""The keys of an article in the list of files: read it, or take it out of the library.

One rule guards it: an article is taken out only by its own key, which says what goes with it, and is undone.
"""

import asyncio
from collections.abc import Callable
from functools import partial

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library.changing import remove_articles
from quotebrowser.model import Pointer
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.base_page import Tone, finish, heir
from quotebrowser.tui.paint import file_text
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.file_list import Listed


class RemoveKeys:
    """The keys that read and remove.

    Args:
        page: that they are pressed on.
        row: finds the row under the cursor; None where there is none.
    """

    def __init__(self, page: QuotePage, row: Callable[[], Listed | None]) -> None:
        self._page = page
        self._row = row

    def _article(self) -> str:
        """Id of the article under the cursor; empty, and said why, where there is none."""
        row = self._row()
        if row is None:
            self._page.say("Nothing is listed here")
        elif row[1] is None:
            self._page.say("No article was made of this file")
        elif row[1].removed:
            self._page.say("This article was removed; adding its file again brings it back")
        else:
            return row[1].article
        return ""

    def action_open_listed(self) -> None:
        if article := self._article():
            self._page.session.pages.open_article(article, Pointer("", "", ""), self._page.renew)

    def action_remove(self) -> None:
        if self._page.may_change() and (article := self._article()):
            finish(self._page, partial(self._removed, (article,)))

    def action_remove_add(self) -> None:
        if self._page.may_change() and (article := self._article()):
            finish(self._page, partial(self._whole_add, article))

    async def _whole_add(self, article: str) -> None:
        """Take out all that came with an article, when asked again while the question is on the screen."""
        library = self._page.session.library
        try:
            ids, at = await asyncio.to_thread(remove_articles.added_with, library, article)
            goes = await asyncio.to_thread(remove_articles.taken, library, ids)
        except QuoteBrowserError as error:
            heir(self._page).fail(error)
            return
        if heir(self._page) is not self._page:
            return  # nobody is left to be asked
        key = self._page.session.key("remove_add", Place.FILES)
        question = f"Press {key} again to remove all that was added at {file_text.clock(at)}: {goes}"
        if self._page.asking.sure("remove_add", ids, question):
            await self._removed(ids)

    async def _removed(self, ids: tuple[str, ...]) -> None:
        library = self._page.session.library
        try:
            goes = await asyncio.to_thread(remove_articles.taken, library, ids)
            await asyncio.to_thread(remove_articles.remove, library, ids)
        except QuoteBrowserError as error:
            heir(self._page).fail(error)
            return
        back = "it" if len(ids) == 1 else "them"
        heir(self._page).say(
            f"Removed {goes} ({self._page.session.key('undo')} brings {back} back)", Tone.GOOD
        )
        heir(self._page).renew()
