"""Opens pages over the present one, and quits.

One rule guards it: where something would be lost, it quits only when asked a second time.
"""

from collections.abc import Callable
from typing import Any

from textual.app import App

from quotebrowser.model import Pointer
from quotebrowser.tui.base.base_page import Page, Tone
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.screens.search_page import SearchPage

# ruff: noqa: PLC0415 - pages are loaded when first opened: the first paint needs none


class Opener:
    """What pages open others with.

    Args:
        app: that shows them.

    Attributes:
        session: of the browser, which has this in turn.
        asked: whether the user was just asked whether to quit.
    """

    session: Session

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self.asked = False

    def open_comparison(self, pointer: Pointer, then: Callable[[], None] | None = None) -> None:
        """Compare a quote; `then`, if any, is called when the user comes back."""
        from quotebrowser.tui.screens.compare_page import ComparePage

        self._app.push_screen(ComparePage(self.session, pointer), _back(then))

    def open_article(self, article: str, pointer: Pointer, then: Callable[[], None] | None = None) -> None:
        """Show a quote in its article; `then`, if any, is called when the user comes back."""
        from quotebrowser.tui.screens.reader_page import ReaderPage

        self._app.push_screen(ReaderPage(self.session, article, pointer), _back(then))

    def open_subject(self, kind: str, name: str, then: Callable[[], None] | None = None) -> None:
        """Show what a `speaker` said or an `outlet` printed; `then` is called when the user comes back."""
        from quotebrowser.tui.screens.subject_page import HEADS, SubjectPage

        self._app.push_screen(SubjectPage(self.session, name, HEADS[kind]), _back(then))

    def open_files(self, then: Callable[[], None] | None = None) -> None:
        """List articles and files; `then`, if any, is called when the user comes back."""
        from quotebrowser.tui.screens.files_page import FilesPage

        self._app.push_screen(FilesPage(self.session), _back(then))

    def leave(self) -> None:
        """Quit; where something would be lost or left undone, only when asked twice. No popup is left so."""
        page, lost, session = self._app.screen, self._left_behind(), self.session
        if not lost or self.asked or not isinstance(page, Page) or not session.library.settings.confirm_quit:
            self._app.exit()
            return
        self.asked = True
        key = session.key("leave", page.place)
        page.say(f"{lost[0].upper()}{lost[1:]}. Press {key} again to quit", Tone.DOUBT)

    def _left_behind(self) -> str:
        """What would be lost or left undone, in words; empty if nothing."""
        # A page above another has its marks, too.
        lists = [screen for screen in self._app.screen_stack if isinstance(screen, SearchPage)]
        count = len(lists[-1].panes.quotes.marked)
        lost = [f"{count:,} quote{'s are' if count != 1 else ' is'} marked"] if count else []
        exported, adding = self.session.exported, self.session.adding
        lost += ["an export is not finished"] if exported else []
        lost += [f"{adding}; what was added stays"] if adding else []
        return " and ".join(lost)


def _back(then: Callable[[], None] | None) -> Callable[[None], None]:
    """What is called when a page is left."""
    return lambda _none: then() if then is not None else None
