"""The search box: one line, to which a quote of many lines can be pasted.

Three rules guard it: what is pasted is taken whole, only line breaks and the quotation marks around it go; a
key pressed right after the box was left is never typed into it, however fast it came; and nothing that acts
on a terminal stands in it, wherever it came from: a saved search, a past one, a filter.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from quotebrowser.text import safe, safe_line
from quotebrowser.tui.actions import Place
from quotebrowser.tui.widgets.key_hints import bindings
from quotebrowser.tui.widgets.query_terms import pasted

_MOVES: Final = frozenset({"left", "right", "up", "down", "backspace", "delete", "pageup", "pagedown"})
"""Keys held down while typing: they are never looked up, so that they stay fast."""


class SearchBox(Input, inherit_css=False):
    """A line to type a query in."""

    # Given up with the style sheet that Input brings, which is for a box of three lines.
    COMPONENT_CLASSES: ClassVar[set[str]] = Input.COMPONENT_CLASSES

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.BOX, only=("accept", "leave_box", "past")),
        # Textual deletes to the right; every shell deletes to the left.
        Binding("ctrl+backspace,alt+backspace", "delete_left_word", show=False),
    ]

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """How long the text is. Textual would lay out the whole screen again at each key, for nothing."""

    class Recalled(Message):
        """The user wants the search before."""

    def __init__(
        self,
        value: str = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        typed: Callable[[str], None] = lambda _value: None,
        accept: Callable[[], None],
        leave: Callable[[], None],
        moves: Mapping[str, int] = MappingProxyType({}),
        move: Callable[[int], None] = lambda _step: None,
    ) -> None:
        """Make a box.

        Args:
            value: what stands in it.
            id: its name in the style sheet.
            typed: called with what now stands in it, before that is painted, so that one paint shows both.
            accept: called when the user is done typing.
            leave: called when the user leaves without being done.
            moves: keys that move through a list below, with how far.
            move: called for them, before the next key is looked at.
        """
        super().__init__(value, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False
        self.pasted = ""
        """What was pasted last."""
        self._typed = typed
        self._done = {"accept": accept, "leave_box": leave}
        self._moves, self._move = moves, move
        self.taken = pasted
        """What of pasted text stands in the box."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the next character will stand; at the end of the text Textual says the cell behind it."""
        return super().cursor_screen_offset - Offset(int(self.cursor_at_end), 0)

    def validate_value(self, value: str) -> str:
        """The text made harmless and put on one line; called by Textual."""
        return safe(value).replace("\n", " ").replace("\t", " ")

    def fill(self, value: str) -> None:
        """Put another text in the box, the cursor at its end."""
        self.value = value
        self.cursor_position = len(self.value)

    def paste(self, words: str) -> None:
        """Put words in the box as though they had been pasted."""
        self.pasted = pasted(safe_line(words))
        self.fill(self.pasted)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what now stands there, unless more was typed meanwhile."""
        event.stop()
        if event.value == self.value:
            self._typed(event.value)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = self.taken(safe_line(event.text))
        self.pasted = text
        self.replace(text, *self.selection)

    @property
    def is_pasted(self) -> bool:
        """Whether all that stands here was pasted at once, and nothing was changed since."""
        return bool(self.pasted) and self.value == self.pasted

    async def _on_key(self, event: events.Key) -> None:
        if self.screen.focused is not self:
            # Pressed before the box knew that it was left: it goes on to whoever has the focus.
            event.prevent_default()
        elif event.key.startswith("alt+"):
            event.prevent_default()  # Textual would type the letter
        elif event.key in self._moves:
            event.stop()
            event.prevent_default()
            self._move(self._moves[event.key])
        elif not event.is_printable and event.key not in _MOVES:
            binding = self.screen.active_bindings.get(event.key)
            if binding is not None and binding.binding.id in self._done:
                # Here and now: by way of the screen, the next key would be there first.
                event.stop()
                event.prevent_default()
                self._done[binding.binding.id]()

    def action_accept(self) -> None:
        self._done["accept"]()

    def action_leave_box(self) -> None:
        self._done["leave_box"]()

    def action_past(self) -> None:
        self.post_message(self.Recalled())
