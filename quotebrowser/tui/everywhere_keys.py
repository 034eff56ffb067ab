"""The keys that work everywhere: help, palette, copy of what is selected, the way to the shell and out.

One rule guards it: what is chosen in a popup is done by the page below it, as though by its key.
"""

from typing import Any

from textual.app import App

from quotebrowser.tui.base.base_page import Page
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.screens.quote_page import QuotePage

# ruff: noqa: PLC0415 - popups and the clipboard are loaded when first used: the first paint needs none


class EverywhereKeys:
    """The keys of the program.

    Args:
        app: that they are pressed in.
        session: of the browser.
    """

    def __init__(self, app: App[Any], session: Session) -> None:
        self._app = app
        self._session = session

    @property
    def _page(self) -> Page | None:
        """The page that is seen; None below a popup."""
        return self._app.screen if isinstance(self._app.screen, Page) else None

    def action_help(self) -> None:
        from quotebrowser.tui.popups.chooser import Help

        if (page := self._page) is not None:
            self._app.push_screen(Help(self._session, page.place), self._run_chosen)

    def action_palette(self) -> None:
        from quotebrowser.tui.popups.chooser import Palette

        if (page := self._page) is not None:
            self._app.push_screen(Palette(self._session, page.place), self._run_chosen)

    async def _run_chosen(self, chosen: tuple[str, ...] | None) -> None:
        """Do what was chosen in a popup, on the page below it."""
        page = next((screen for screen in reversed(self._app.screen_stack) if isinstance(screen, Page)), None)
        if not chosen or not chosen[0] or page is None:
            return
        node = page if hasattr(page, f"action_{chosen[0]}") else self._app
        await self._app.run_action(chosen[0], node)

    def action_copy_selection(self) -> None:
        text = self._app.screen.get_selected_text()
        page = self._page
        if text:
            from quotebrowser.tui.base.copy_report import copy_selected

            copy_selected(
                self._app, self._session, page.target() if isinstance(page, QuotePage) else None, text
            )
        elif page is not None:
            quit_key, copy_key = self._session.key("leave"), self._session.key("copy")
            page.say(f"Nothing is selected; {copy_key} copies the quote, {quit_key} quits")

    def action_suspend(self) -> None:
        self._app.action_suspend_process()

    def action_leave(self) -> None:
        self._session.pages.leave()
