"""The search box: one line, to which a quote of many lines can be pasted.

One rule guards it: what is pasted is taken whole; only line breaks and the quotation marks around it go.
"""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from quotebrowser.text import safe_line
from quotebrowser.tui.actions import Place
from quotebrowser.tui.messages import Typed
from quotebrowser.tui.widgets.keys import bindings
from quotebrowser.tui.widgets.query_terms import pasted


class SearchBox(Input, inherit_css=False):
    """A line to type a query in. Says `Typed` at every change."""

    # Given up with the style sheet that Input brings, which is for a box of three lines.
    COMPONENT_CLASSES: ClassVar[set[str]] = Input.COMPONENT_CLASSES

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.BOX, only=("accept", "leave_box", "past")),
        # Textual deletes to the right; every shell deletes to the left.
        Binding("ctrl+backspace,alt+backspace", "delete_left_word", show=False),
    ]

    class Left(Message):
        """The user leaves the box."""

    class Recalled(Message):
        """The user wants the search before."""

    def __init__(self, value: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(value, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False

    def fill(self, value: str) -> None:
        """Put another text in the box, the cursor at its end."""
        self.value = value
        self.cursor_position = len(value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what now stands there."""
        event.stop()
        self.post_message(Typed(event.value))

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(pasted(safe_line(event.text)), *self.selection)

    async def action_accept(self) -> None:
        await self.action_submit()

    def action_leave_box(self) -> None:
        self.post_message(self.Left())

    def action_past(self) -> None:
        self.post_message(self.Recalled())
