"""What the popups have in common: a frame over the page, which esc closes.

One rule guards it: a popup changes nothing until its own key is pressed.
"""

from textual.screen import ModalScreen

from quotebrowser.tui.base.base_page import Result, Sized
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.signs import Marks


class Popup(Sized[Result], ModalScreen[Result]):
    """A frame over the page."""

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
