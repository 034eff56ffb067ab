"""What the popups have in common: a frame over the page, which esc closes.

One rule guards it: a popup changes nothing until its own key is pressed.
"""

from typing import TypeVar

from textual.screen import ModalScreen

from quotebrowser.tui.base.base_page import HEIGHTS, WIDTHS
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.signs import Marks

Result = TypeVar("Result")


class Popup(ModalScreen[Result]):
    """A frame over the page."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    DEFAULT_CLASSES = "popup"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    @property
    def marks(self) -> Marks:
        """Signs to draw with."""
        return self.session.marks

    def action_cancel(self) -> None:
        self.dismiss(None)

    def action_back(self) -> None:
        self.dismiss(None)
