"""Notes, tags, saved and past searches by key.

One rule guards it: a key changes the quote that the view points at, and tags are of all that are marked.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import mark_quote
from quotebrowser.tui.base.base_page import Tone, finish, heir
from quotebrowser.tui.messages import Highlighted
from quotebrowser.tui.screens.keys.quote_keys import Pointing

if TYPE_CHECKING:
    from quotebrowser.library.noting.saved_searches import Kept
    from quotebrowser.tui.popups.naming_popups import TagsPopup
    from quotebrowser.tui.popups.note_popup import NotePopup
    from quotebrowser.tui.widgets.row_list import RowList
    from quotebrowser.tui.widgets.search_box import SearchBox

# ruff: noqa: PLC0415 - what only some keys need is loaded by them: the first paint needs none of it


_MANY: Final = 5_000
"""Quotes whose tags are changed in more than a moment."""


class Listing(Protocol):
    """The panes of the search page."""

    @property
    def box(self) -> "SearchBox":
        """The search box."""

    @property
    def quotes(self) -> "RowList":
        """The list of quotes."""

    def change_query(self, query: str) -> None:
        """Put another query in the box."""


class NoteKeys:
    """The keys for notes and tags, of a page that points at a quote."""

    def __init__(self, page: Pointing) -> None:
        self._page = page
        self._library = page.session.library

    def action_note(self) -> None:
        from quotebrowser.library.finding import annotated
        from quotebrowser.tui.popups.note_popup import NotePopup

        target = self._page.target()
        if target is None:
            self._page.say("There is no quote here")
        elif self._page.may_change():
            said = annotated.of(self._library, [target.quote]).get(target.quote, annotated.NOTHING)
            self._write_in(NotePopup(self._page.session, said, "on this quote"), target.quote)

    def _write_in(self, popup: "NotePopup", uid: str) -> None:
        self._page.app.push_screen(popup, partial(self._wrote, uid, popup))

    def _wrote(self, uid: str, popup: "NotePopup", text: str | None) -> None:
        from quotebrowser.library.noting import write_notes
        from quotebrowser.tui.popups.naming_popups import for_whom

        if text is not None:
            write = partial(write_notes.write, shared=popup.shared, instead=popup.instead)
            told = f"Note saved{for_whom(popup.shared)}" if text else "No note"
            self._change(
                partial(write, self._library, uid, text),
                told,
                lambda why: self._write_in(popup.again(text, why), uid),
            )

    def action_tags(self) -> None:
        from quotebrowser.library.finding import annotated
        from quotebrowser.library.noting import write_notes
        from quotebrowser.tui.popups.naming_popups import TagsPopup

        uids = [target.quote for target in self._page.targets()]
        if not uids:
            self._page.say("There is no quote here")
        elif self._page.may_change():
            said = annotated.of(self._library, uids)
            taken = set.intersection(*(set(said.get(uid, annotated.NOTHING).tags) for uid in uids))
            about = "this quote" if len(uids) == 1 else f"{len(uids):,} marked quotes"
            popup = TagsPopup(self._page.session, write_notes.tags(self._library), taken, about)
            self._page.app.push_screen(popup, partial(self._tagged, uids, taken, popup))

    def _tagged(
        self, uids: list[str], taken: set[str], popup: "TagsPopup", chosen: tuple[str, ...] | None
    ) -> None:
        """Set the tag, or take it away where all the quotes have it."""
        from quotebrowser.library.noting import write_notes
        from quotebrowser.tui.popups.naming_popups import for_whom

        if chosen is None:
            return
        name = chosen[-1]
        if len(uids) > _MANY:
            self._page.say(f"Changing the tags of {len(uids):,} quotes…")
        if name in taken:
            self._change(partial(write_notes.untag, self._library, uids, [name]), f"Tag {name} removed")
        else:
            tag = partial(write_notes.tag, self._library, uids, [name], shared=popup.shared)
            self._change(tag, f"Tagged {name}{for_whom(popup.shared)}")

    def _change(
        self, change: Callable[[], object], told: str, again: Callable[[str], None] | None = None
    ) -> None:
        finish(self._page, partial(self._changed, change, told, again))

    async def _changed(
        self, change: Callable[[], object], told: str, again: Callable[[str], None] | None
    ) -> None:
        """Do it, and say so; `again` is called where it cannot be done, so that nothing written is lost."""
        try:
            await asyncio.to_thread(change)
        except QuoteBrowserError as error:
            heir(self._page).fail(error)
            if again is not None:
                again(error.message)
            return
        heir(self._page).say(f"{told} ({self._page.session.key('undo')} undoes it)", Tone.GOOD)
        heir(self._page).renew()


class SearchKeys:
    """The keys for saved and past searches, of the search page.

    Args:
        page: that it stands on.
        panes: of the page.
    """

    def __init__(self, page: Pointing, panes: Listing) -> None:
        self._page = page
        self._panes = panes
        self._library = page.session.library
        self._shown: dict[str, int] = {}
        """The last article there was when what is new of a saved search was shown, by its name."""

    def load(self) -> None:
        """Show which quotes have bookmarks, notes and tags."""
        self._page.run_worker(self._loaded)

    async def _loaded(self) -> None:
        def read() -> tuple[frozenset[str], ...]:
            return self._library.store.annotations.signs(mark_quote.BOOKMARK)

        try:
            bookmarked, noted, tagged = await asyncio.to_thread(read)
        except QuoteBrowserError as error:
            self._page.fail(error)
            return
        quotes = self._panes.quotes
        if (quotes.bookmarked, quotes.noted, quotes.tagged) != (bookmarked, noted, tagged):
            changed = (quotes.noted | quotes.tagged) ^ (noted | tagged)
            quotes.bookmarked, quotes.noted, quotes.tagged = bookmarked, noted, tagged
            quotes.refresh()
            if quotes.row is not None and quotes.row.uid in changed:
                quotes.post_message(Highlighted(quotes.cursor))  # what the preview shows was asked before

    def action_searches(self) -> None:
        self._page.run_worker(self._listed)

    async def _listed(self) -> None:
        from quotebrowser.library.noting import saved_searches
        from quotebrowser.tui.popups.naming_popups import SearchesPopup

        query = self._panes.box.value
        try:
            kept = await asyncio.to_thread(saved_searches.listed, self._library)
        except QuoteBrowserError as error:
            self._page.fail(error)
            return
        if not kept and not query.strip():
            self._page.say("No search is saved yet; search for something first")
            return
        popup = SearchesPopup(self._page.session, kept, query)
        self._page.app.push_screen(popup, partial(self._chosen, {one.name: one for one in kept}))

    def _chosen(self, kept: "dict[str, Kept]", chosen: tuple[str, ...] | None) -> None:
        """Save the search, or go to one: to what is new, and when that is shown to all of it.

        Or give one another name, or remove it.
        """
        from quotebrowser.library.noting import saved_searches
        from quotebrowser.tui.popups.naming_popups import NEW

        if chosen is None:
            return
        if len(chosen) > 1 and chosen[0] != NEW:
            finish(self._page, partial(self._kept_otherwise, *chosen))
            return
        name, query = chosen[-1], self._panes.box.value
        search = kept.get(name) if len(chosen) == 1 else None
        if search is None:
            finish(self._page, partial(self._saved, partial(saved_searches.save, self._library, name, query)))
        elif search.new and query != saved_searches.new_query(search):
            self._shown[name] = self._library.store.searches.newest()
            self._panes.change_query(saved_searches.new_query(search))
            key = self._page.session.key("searches")
            self._page.say(f"These are new; {key} and the same search again shows all, and counts as a look")
        else:
            self._panes.change_query(search.query)
            if search.new:
                finish(self._page, partial(self._looked, name))
            else:
                self._page.say(f"Nothing is new in {search.name}; this is all of it")

    async def _saved(self, save: Callable[[], str]) -> None:
        try:
            name = await asyncio.to_thread(save)
        except QuoteBrowserError as error:
            heir(self._page).fail(error)
        else:
            heir(self._page).say(
                f"Saved as {name}; {self._page.session.key('searches')} shows what is new", Tone.GOOD
            )

    async def _kept_otherwise(self, change: str, name: str, new: str = "") -> None:
        """Give a saved search another name, or remove it, and show the others."""
        from quotebrowser.library.noting import saved_searches
        from quotebrowser.tui.popups.naming_popups import RENAME

        try:
            if change == RENAME:
                new = await asyncio.to_thread(saved_searches.rename, self._library, name, new)
            else:
                await asyncio.to_thread(saved_searches.forget, self._library, name)
        except QuoteBrowserError as error:
            heir(self._page).fail(error)
            return
        self._shown.pop(name, None)
        told = f"{name} is now {new}" if new else f"Saved search {name} removed"
        heir(self._page).say(f"{told} ({self._page.session.key('undo')} undoes it)", Tone.GOOD)

    async def _looked(self, name: str) -> None:
        try:
            # What was added while that was read is new the next time.
            await asyncio.to_thread(self._library.store.searches.look, name, self._shown.pop(name, None))
        except QuoteBrowserError as error:
            heir(self._page).fail(error)

    def action_history(self) -> None:
        from quotebrowser.tui.popups.naming_popups import HistoryPopup

        past = self._page.session.searches()
        if past:
            self._page.app.push_screen(HistoryPopup(self._page.session, past[::-1]), self._recalled)
        else:
            self._page.say("No searches yet")

    def _recalled(self, chosen: tuple[str, ...] | None) -> None:
        if chosen is not None:
            self._panes.change_query(chosen[0])
