"""The program around the screens: opens the first, lends them the terminal, answers keys of everywhere.

One rule guards it: whatever is copied, also by Textual itself, goes through the library's clipboard.
"""

import asyncio
import gc
import os
import sys
import threading
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events, on
from textual.app import App
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import WorkerFailed

from quotebrowser import fault_report
from quotebrowser.debug_log import log
from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import Library
from quotebrowser.processes import endings
from quotebrowser.settings import Settings, ascii_marks
from quotebrowser.text import safe_line
from quotebrowser.tui import user_keys
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.base_page import Page, Tone, lend
from quotebrowser.tui.base.frame import Frame, Pointed
from quotebrowser.tui.base.popup import Popup
from quotebrowser.tui.base.session import LOCAL, Session
from quotebrowser.tui.base.terminal import driver
from quotebrowser.tui.beside_news import BesideNews
from quotebrowser.tui.everywhere_keys import EverywhereKeys
from quotebrowser.tui.messages import BesideTold
from quotebrowser.tui.opener import Opener
from quotebrowser.tui.paint.signs import ASCII, UNICODE, spoken
from quotebrowser.tui.screens.search_page import SearchPage
from quotebrowser.tui.widgets.key_hints import bindings, textual_keymap
from quotebrowser.tui.widgets.looks import HIGH_CONTRAST
from quotebrowser.tui.widgets.pane import Lines
from quotebrowser.tui.widgets.query_terms import pasted

if TYPE_CHECKING:
    from quotebrowser.library.verifying.verify_words import Draft

# ruff: noqa: PLC0415 - pages, popups and the clipboard are loaded when first used: the first paint needs none

_SHOW_CURSOR: Final = "\x1b[?25h"
"""Textual hides the terminal's cursor; braille displays and screen readers follow it."""
_PATIENCE: Final = 5.0
"""Seconds that the browser has to end where its terminal is gone."""
_OPENING: Final = 1.0
"""Seconds after which keys no longer wait for a popup to open."""
_DARK: Final = "textual-dark"
_LIGHT: Final = "textual-light"
_PLAIN: Final = "ansi-dark"
"""The theme where colour is not wanted: it draws with the terminal's own two colours."""
_LEAVING: Final = ("leave", "quit")
"""Actions that quit; any other means that the user stays."""
_LIGHT_BACKGROUNDS: Final = frozenset({"7", "9", "10", "11", "12", "13", "14", "15"})
"""Backgrounds in `COLORFGBG` that are light."""


def theme_of(settings: Settings, available: frozenset[str]) -> str:
    """The theme to draw with: as set, else as the terminal says it is, else dark."""
    if os.environ.get("NO_COLOR"):
        return _PLAIN
    wanted = {"dark": _DARK, "light": _LIGHT}.get(settings.theme, settings.theme)
    if wanted in available:
        return wanted
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return _LIGHT if background in _LIGHT_BACKGROUNDS else _DARK


class QuoteBrowser(App[None]):
    """The browser."""

    CSS_PATH = "browser.tcss"
    TITLE = "quotebrowser"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.EVERYWHERE)
    cursor_position = Pointed()

    def __init__(
        self, library: Library, query: str = "", draft: "Draft | None" = None, *, web: bool = False
    ) -> None:
        super().__init__(driver(web=web), ansi_color=True if os.environ.get("NO_COLOR") else None)
        settings = library.settings
        marks = ASCII if ascii_marks(settings) else UNICODE
        if settings.accessible:
            marks = spoken(marks)
        self._opener = Opener(self)
        keymap = user_keys.keymap(settings.keys, settings.preset)
        self.session = Session(library, keymap, marks, self.write, self.post_message, self._opener, web)
        self._opener.session = self.session
        self._beside = BesideNews(self, self.session)
        lend(self, EverywhereKeys(self, self.session))
        if draft is not None:
            self.session.checked = {pasted(safe_line(each.text)): each for each in draft.verdicts}
        self._query = query
        self._frame = Frame()
        self._early: list[events.Key] = []
        self._begun = False
        self.fault: QuoteBrowserError | None = None
        """What ended the program, if that was an error of its own."""
        self.ended: endings.EndedError | None = None
        """The signal that ended it, if one did."""
        self._awake: asyncio.AbstractEventLoop | None = None
        if settings.theme == HIGH_CONTRAST.name:
            self.register_theme(HIGH_CONTRAST)
        self.theme = theme_of(settings, frozenset(self.available_themes))
        self.animation_level = "none"
        if marks.ascii_only:
            self.add_class("-ascii")
        if settings.accessible:
            self.add_class("-accessible")
        # Notices have a place of their own and nothing has a tooltip: Textual need mount no widgets for them.
        self._disable_tooltips = self._disable_notifications = True

    def get_default_screen(self) -> Screen[None]:
        return SearchPage(self.session, self._query)

    def on_load(self) -> None:
        """Note what a signal has to wake; before this there is nothing of the terminal to put back."""
        self._awake = asyncio.get_running_loop()

    def end_by(self, number: int) -> None:
        """End because of a signal, as the key does: the terminal is put back, the library closed.

        Raises:
            EndedError: the browser has not begun.
        """
        if self._awake is None:
            raise endings.EndedError(number)
        if self.ended is None:
            self.ended = endings.EndedError(number)
            self._awake.call_soon_threadsafe(self.exit)
            if not sys.__stderr__ or not sys.__stderr__.isatty():
                # The terminal is gone, and what painted on it may have ended with it and never wake.
                last = threading.Timer(_PATIENCE, os._exit, (self.ended.status,))
                last.daemon = True
                last.start()

    def exit(self, *args: Any, **named: Any) -> None:
        """End the browser; what is still being written has a moment to reach a newsroom's server."""
        if self.session.library.store.shared is not None:
            self.session.library.store.shared.leave()
        super().exit(*args, **named)

    def on_mount(self) -> None:
        """Take the user's keys; say which could not be followed."""
        self.screen_change_signal.subscribe(self, _note_screen, immediate=True)
        # The size is what it was, so Textual would paint nothing.
        self.app_resume_signal.subscribe(self, lambda _app: self.action_redraw(), immediate=True)
        self.call_after_refresh(self._begin)
        self.call_after_refresh(_collect_garbage)
        if self.session.library.store.shared is not None:
            self.call_after_refresh(self._beside.follow)
        if self.session.checked:
            self.call_after_refresh(self._beside.first_page.narrowing.action_draft)
        if self.session.library.settings.accessible:
            self.call_after_refresh(self.write, _SHOW_CURSOR)
        keymap = self.session.keymap
        if keymap.changed:
            self.set_keymap(textual_keymap(keymap))
        page = self._page()
        if keymap.problems and page is not None:
            page.call_after_refresh(page.say, "; ".join(keymap.problems), Tone.DOUBT)

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        if renderable is not None and not self._batch_count and not self.is_headless:
            renderable = self._frame.changes(renderable)
        super()._display(screen, renderable)

    async def _on_resize(self, event: events.Resize) -> None:
        self._frame.forget()
        if self._begun and self._size == event.size:
            self.action_redraw()  # it was another in between, which took cells away; Textual does nothing
        await super()._on_resize(event)

    def _handle_exception(self, error: Exception) -> None:
        """End the program; Textual calls this when something unexpected was raised."""
        if self.fault is None and self.ended is None:  # what a page misses while all end is no fault
            cause = error.error if isinstance(error, WorkerFailed) else error
            if isinstance(cause, QuoteBrowserError):  # a damaged library, while a page was made
                self.fault = cause
            else:
                self.fault = fault_report.leave(cause, "the browser")
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Print nothing: Textual would print a traceback, with the text of articles in its variables."""
        self._close_messages_no_wait()

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif not self._begun or self._early:
            self._early.append(event)  # pressed before anything on the screen could take it
        elif self.focused is None and isinstance(self.screen, Popup):
            self._early.append(event)  # the popup is about to open
            self.screen.call_after_refresh(self.call_later, self._begin)
            self.set_timer(_OPENING, self._begin)
        elif isinstance(self.focused, Lines):
            # Here and now: by way of the pane, which does nothing with keys, those pressed right behind a key
            # that opens a box would be asked of the pane too, and be lost.
            if not await self._check_bindings(event.key, priority=True):
                await self._check_bindings(event.key)
        else:
            await super().on_event(event)

    async def _begin(self) -> None:
        """Take the keys that were pressed while the program, or a popup, was opening."""
        self._begun = True
        early, self._early = self._early, []
        for event in early:
            await super().on_event(event)

    async def _dispatch_action(self, namespace: DOMNode, action_name: str, params: object) -> bool:
        if action_name not in _LEAVING:
            self._opener.asked = False
        if self.session.web and action_name in LOCAL:
            page = next(page for page in reversed(self.screen_stack) if isinstance(page, Page))
            page.say("This works only where quotebrowser runs, not in a web browser", Tone.BAD)
            return True
        # An action is offered to one node after another; it is the one that has it that does it.
        if any(hasattr(namespace, f"{start}action_{action_name}") for start in ("", "_")):
            log(__name__, f"action {action_name} on {type(self.screen).__name__}")
            if (shown := self._page()) is not None:
                shown.move_on(action_name)
        try:
            return await super()._dispatch_action(namespace, action_name, params)
        except QuoteBrowserError as error:
            next(page for page in reversed(self.screen_stack) if isinstance(page, Page)).fail(error)
            return True

    def _page(self) -> Page | None:
        return self.screen if isinstance(self.screen, Page) else None

    def write(self, codes: str) -> None:
        """Write to the terminal, from any thread."""
        if self._driver is not None:
            self._driver.write(codes)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a selection; the outcome is reported like that of any copy."""
        from quotebrowser.tui.base.copy_report import copy_text

        self._clipboard = text
        if text:
            copy_text(self, self.session, text)

    @on(BesideTold)
    def _beside_told(self, event: BesideTold) -> None:
        self._beside.hear(event)

    def action_redraw(self) -> None:
        self._frame.forget()
        self.screen.refresh(repaint=True, layout=True)
        if self.session.library.settings.accessible:
            self.call_after_refresh(self.write, _SHOW_CURSOR)  # Textual hides it


def _note_screen(screen: Screen[Any]) -> None:
    log(__name__, f"screen {type(screen).__name__}")


def _collect_garbage() -> None:
    """Let the collector work again, but leave alone what start-up has made and all the program keeps."""
    gc.freeze()
    gc.enable()


def show(app: QuoteBrowser, *, inline: bool = False) -> int:
    """Show the browser until the user leaves it, or below the prompt if `inline`; returns the exit code.

    Raises:
        QuoteBrowserError: an error of the program ended it; its report is written.
        EndedError: a signal ended it.
    """
    if not os.environ.get("NO_COLOR", "-"):
        # Textual takes an empty NO_COLOR for set; the convention is that it is not.
        del os.environ["NO_COLOR"]
    try:
        with endings.caught(app.end_by):
            app.run(inline=inline)
    finally:
        for beside in filter(None, (app.session.watch, app.session.adding)):
            beside.stop()
        if app.session.made:
            app.session.keep()
    if app.ended is not None:
        raise app.ended
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0
