"""What can be done with a quote wherever it is seen: copy, cite, correct, bookmark, open.

One rule guards it: a key does the same in every view, to the quote that the view points at.
"""

import asyncio
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from textual.app import App, SuspendNotSupported

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import QuoteView, mark_quote
from quotebrowser.model import Article, Pointer, Span
from quotebrowser.tui.base.base_page import Tone, finish, heir
from quotebrowser.tui.base.session import Session

# ruff: noqa: PLC0415 - what only some keys need is loaded by them: the first paint needs none of it


class Pointing(Protocol):
    """A page that points at a quote."""

    session: Session

    @property
    def app(self) -> App[object]:
        """The program."""

    def target(self) -> Pointer | None:
        """What is pointed at; None if there is no quote."""

    def targets(self) -> tuple[Pointer, ...]:
        """The quotes a copy is about; empty if there are none."""

    def renew(self) -> None:
        """Show what changed in the library."""

    def may_change(self) -> bool:
        """Whether the library can be changed; if not, a message says so."""

    def action_compare(self) -> None:
        """Compare the quote; nothing where it is being compared."""

    def run_worker(self, work: Callable[[], Any]) -> object:
        """Do some work meanwhile, as long as the page is open."""

    def say(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        """Show a notice."""

    def fail(self, error: QuoteBrowserError) -> None:
        """Show what could not be done."""

    def get_selected_text(self) -> str | None:
        """The words selected with the mouse; None or empty where there are none."""

    def clear_selection(self) -> None:
        """Select nothing."""


class QuoteKeys:
    """The keys of a page that points at a quote."""

    def __init__(self, page: Pointing) -> None:
        self._page = page
        self._session = page.session

    def _view(self, among: Sequence[Pointer] = ()) -> QuoteView | None:
        """The quote pointed at in its article, or None, with a message.

        Args:
            among: if that is none of these, the first of them.
        """
        from quotebrowser.library.showing import quote_views

        target = self._page.target()
        if among and (target is None or all(one.quote != target.quote for one in among)):
            target = among[0]
        if target is None:
            self._page.say("There is no quote here")
            return None
        try:
            return quote_views.view(self._session.library, target)
        except QuoteBrowserError as error:
            self._page.fail(error)
            return None

    def _excerpt(self, selected: str) -> Span | None:
        """The selected words as a part of the one quote that is pointed at; None if they are none."""
        from quotebrowser.library.copying import cite_quotes

        target = self._page.target()
        if not selected or target is None or self._page.targets() != (target,):
            return None
        try:
            return cite_quotes.excerpt(self._session.library, target.quote, selected)
        except QuoteBrowserError as error:
            self._page.fail(error)
            return None

    def action_copy(self) -> None:
        from quotebrowser.tui.base.copy_report import copy_quotes, copy_selected

        selected = self._page.get_selected_text()
        if selected and self._excerpt(selected) is not None:
            copy_selected(self._page.app, self._session, self._page.target(), selected)
            self._page.clear_selection()
        elif self._page.targets():
            copy_quotes(self._page.app, self._session, self._page.targets())
        else:
            self._page.say("There is no quote here")

    def action_cite(self) -> None:
        from quotebrowser.tui.popups.cite_popup import CitePopup

        if self._page.targets():
            part = self._excerpt(self._page.get_selected_text() or "")
            try:
                popup = CitePopup(self._session, self._page.targets(), part)
            except QuoteBrowserError as error:
                # It was removed from the library while it is shown.
                self._page.fail(error)
                return
            self._page.app.push_screen(popup, self._cited)
        else:
            self._page.say("There is no quote here")

    def _cited(self, wanted: str | None) -> None:
        """After the popup: it may have asked for the comparison."""
        if wanted == "compare":
            self._page.action_compare()
        elif wanted == "edit":
            self.action_edit()
        self._page.renew()

    def action_edit(self) -> None:
        from quotebrowser.tui.popups.edit_popup import EditPopup

        targets = self._page.targets()
        if self._page.may_change() and (view := self._view(targets)) is not None:
            self._page.app.push_screen(EditPopup(self._session, view, targets), self._edited)

    def _edited(self, told: str | None) -> None:
        if told:
            self._page.say(f"{told} ({self._session.key('undo')} undoes it)", Tone.GOOD)
        self._page.renew()

    def action_bookmark(self) -> None:
        target = self._page.target()
        if target is None:
            self._page.say("There is no quote here")
            return
        finish(self._page, partial(self._bookmarked, target.quote))

    async def _bookmarked(self, uid: str) -> None:
        try:
            on = await asyncio.to_thread(mark_quote.toggle, self._session.library, uid)
        except QuoteBrowserError as error:
            heir(self._page).fail(error)
            return
        heir(self._page).say("Bookmarked" if on else "Bookmark removed", Tone.GOOD)
        heir(self._page).renew()

    def action_copy_link(self) -> None:
        from quotebrowser.tui.base.copy_report import copy_text

        view = self._view()
        if view is None:
            return
        if view.article.facts.url is None:
            key = self._session.offered("edit")
            self._page.say(f"No address is recorded for this article{f'; {key} sets it' if key else ''}")
            return
        copy_text(self._page.app, self._session, view.article.facts.url.value)

    def action_open_source(self) -> None:
        view = self._view()
        if view is None:
            return
        from quotebrowser.library.copying import cite_quotes

        url = cite_quotes.address(self._session.library, view.quote.uid)
        if url.startswith(("http://", "https://")):
            if not url.isprintable() or " " in url:
                self._page.say(f"What is recorded is not an address: {url}", Tone.BAD)
                return
            self._page.app.open_url(url)
            self._page.say(f"Asked the web browser to open {url.partition('#:~:')[0]} at the quote")
        else:
            file = "" if self._session.web else f"; its file is {view.article.origin}"
            self._page.say(f"No address is recorded for this article{file}")

    def action_speaker(self) -> None:
        view = self._view()
        if view is not None and view.row.named:
            self._session.pages.open_subject("speaker", view.row.speaker, self._page.renew)
        elif view is not None:
            self._page.say("Nobody is named who said this")

    def action_outlet(self) -> None:
        view = self._view()
        if view is not None and view.row.outlet:
            self._session.pages.open_subject("outlet", view.row.outlet, self._page.renew)
        elif view is not None:
            self._page.say("It is not recorded which outlet printed this")

    def action_editor(self) -> None:
        view = self._view()
        if view is not None:
            self._edit_file(view.article)

    def _edit_file(self, article: Article) -> None:
        """Open the article's file, if it is still there, in the user's editor.

        Its path may be anybody's: it goes to the editor absolute, as nothing that an editor takes for an
        option or a command (`+!rm`), and never through a shell.
        """
        import shlex

        from quotebrowser.library import originals
        from quotebrowser.library.noting import in_editor

        command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
        if not command:
            self._page.say("Set $EDITOR to open files from here")
            return
        editor = Path(command[0]).name
        try:
            path = originals.file_of(article)
            in_editor.run([*command, str(path)], self._page.app.suspend())
            self._page.say(f"{editor} was given {path}")
        except QuoteBrowserError as error:
            self._page.fail(error)
        except OSError as error:
            self._page.say(f"{editor} could not be started: {error.strerror}", Tone.BAD)
        except SuspendNotSupported:
            self._page.say(f"{editor} cannot be opened from this terminal", Tone.BAD)
