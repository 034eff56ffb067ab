"""What can be done with a quote wherever it is seen: copy, cite, compare, correct, bookmark, open.

One rule guards it: a key does the same in every view, to the quote that the view points at.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.model import Article, Span
from quotebrowser.text import safe_line
from quotebrowser.tui.base.base_page import Page, Tone

if TYPE_CHECKING:
    from quotebrowser.library import QuoteView

# ruff: noqa: PLC0415 - what only some keys need is loaded by them: the first paint needs none of it


class QuotePage(Page):
    """A page that points at a quote."""

    def target(self) -> str:
        """Uid of the quote pointed at; empty where there is none."""
        raise NotImplementedError

    def targets(self) -> tuple[str, ...]:
        """Uids of the quotes a copy is about; empty where there are none."""
        return (self.target(),) if self.target() else ()

    def renew(self) -> None:
        """Show what changed in the library."""
        raise NotImplementedError

    def view(self) -> "QuoteView | None":
        """The quote pointed at in its article; None where there is none, which is said."""
        from quotebrowser.library.showing import quote_views

        if not self.target():
            self.say("There is no quote here")
            return None
        try:
            return quote_views.quote(self.session.library, self.target())
        except QuoteBrowserError as error:
            self.fail(error)
            return None

    def _excerpt(self, selected: str) -> Span | None:
        """The selected words as a part of the one quote that is pointed at; None where they are none."""
        from quotebrowser.library.copying import cite_quotes

        if not selected or self.targets() != (self.target(),):
            return None
        try:
            return cite_quotes.excerpt(self.session.library, self.target(), selected)
        except QuoteBrowserError as error:
            self.fail(error)
            return None

    def action_copy(self) -> None:
        from quotebrowser.tui.base.copy_report import copy_quotes, copy_selected

        selected = self.get_selected_text()
        if selected and self._excerpt(selected) is not None:
            copy_selected(self.app, self.session, self.target(), selected)
            self.clear_selection()
        elif self.targets():
            copy_quotes(self.app, self.session, self.targets())
        else:
            self.say("There is no quote here")

    def action_cite(self) -> None:
        from quotebrowser.tui.popups.cite_popup import CitePopup

        if self.targets():
            part = self._excerpt(self.get_selected_text() or "")
            try:
                popup = CitePopup(self.session, self.targets(), part)
            except QuoteBrowserError as error:
                # It was removed from the library while it is shown.
                self.fail(error)
                return
            self.app.push_screen(popup, self._cited)
        else:
            self.say("There is no quote here")

    def _cited(self, wanted: str | None) -> None:
        """After the popup: it may have asked for the comparison."""
        if wanted == "compare":
            self.action_compare()
        elif wanted == "edit":
            self.action_edit()
        self.renew()

    def action_compare(self) -> None:
        from quotebrowser.tui.screens.compare_page import ComparePage

        if self.target():
            self.app.push_screen(ComparePage(self.session, self.target()), lambda _none: self.renew())
        else:
            self.say("There is no quote here")

    def action_edit(self) -> None:
        from quotebrowser.tui.popups.edit_popup import EditPopup

        if self.may_change() and (view := self.view()) is not None:
            self.app.push_screen(EditPopup(self.session, view, self.targets()), self._edited)

    def may_change(self) -> bool:
        """Whether the library can be changed; where not, that is said."""
        library = self.session.library
        if library.read_only:
            what = "The sample articles" if library.is_demo else "This library"
            self.say(f"{what} cannot be changed. Add your own: quotebrowser add FILE", Tone.BAD)
        return not library.read_only

    def _edited(self, told: str | None) -> None:
        if told:
            self.say(told, Tone.GOOD)
        self.renew()

    def action_bookmark(self) -> None:
        from quotebrowser.library import mark_quote

        uid = self.target()
        if not uid:
            self.say("There is no quote here")
            return
        try:
            on = uid not in mark_quote.marked(self.session.library)
            mark_quote.mark(self.session.library, uid, on=on)
        except QuoteBrowserError as error:
            self.fail(error)
            return
        self.say("Bookmarked" if on else "Bookmark removed", Tone.GOOD)
        self.renew()

    def action_copy_link(self) -> None:
        from quotebrowser.tui.base.copy_report import copy_text

        view = self.view()
        if view is None:
            return
        if view.article.facts.url is None:
            self.say("No address is recorded for this article. Set one: quotebrowser set UID url=...")
            return
        copy_text(self.app, self.session, view.article.facts.url.value)

    def action_open_source(self) -> None:
        view = self.view()
        if view is None:
            return
        from quotebrowser.library.copying import cite_quotes

        url = cite_quotes.address(self.session.library, self.target())
        if url.startswith(("http://", "https://")):
            self.app.open_url(safe_line(url))
            self.say(f"Asked the web browser to open {url.partition('#:~:')[0]} at the quote")
        else:
            self.say(f"No address is recorded for this article; its file is {view.article.origin}")

    def action_editor(self) -> None:
        view = self.view()
        if view is not None:
            self._edit_file(view.article)

    def _edit_file(self, article: Article) -> None:
        """Open the article's file, if it is still there, in the user's editor."""
        import shlex
        import subprocess

        command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
        path = Path(article.origin)
        if not command:
            self.say("Set $EDITOR to open files from here")
        elif not path.is_file():
            self.say(f"The file is no longer there: {article.origin}", Tone.BAD)
        else:
            editor = Path(command[0]).name
            try:
                with self.app.suspend():
                    subprocess.run([*command, str(path)], check=False)  # noqa: S603 - the user's own editor
            except OSError as error:
                self.say(f"{editor} could not be started: {error.strerror}", Tone.BAD)
            except SuspendNotSupported:
                self.say(f"{editor} cannot be opened from this terminal", Tone.BAD)
