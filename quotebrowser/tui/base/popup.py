"""What the popups have in common: a frame over the page, which esc closes.

One rule guards it: a popup changes nothing until its own key is pressed.
"""

from typing import ClassVar

from textual.binding import BindingType
from textual.screen import ModalScreen

from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.base_page import Result, Sized
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.signs import Marks
from quotebrowser.tui.widgets.key_hints import bindings
from quotebrowser.tui.widgets.search_box import SearchBox


class Popup(Sized[Result], ModalScreen[Result]):
    """A frame over the page."""

    # Textual asks nobody below a popup.
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Place.EVERYWHERE, only=("redraw", "suspend"), doer="app."
    )
    DEFAULT_CLASSES = "popup"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    @property
    def marks(self) -> Marks:
        """Signs to draw with."""
        return self.session.marks

    def on_screen_resume(self) -> None:
        """Open, or come back from another popup."""
        self.call_after_refresh(self.point)

    def point(self) -> None:
        """Put the terminal's own cursor where the keys go. Subclasses without a box know where that is."""
        if isinstance(self.focused, SearchBox):
            self.app.cursor_position = self.focused.cursor_screen_offset

    def action_cancel(self) -> None:
        self.dismiss(None)

    def action_back(self) -> None:
        self.dismiss(None)
