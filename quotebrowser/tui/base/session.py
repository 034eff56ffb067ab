"""What all screens share while the browser runs.

One rule guards it: nothing here is kept; what must survive is in the library.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.message import Message

from quotebrowser.library import Library
from quotebrowser.tui.actions import Keymap
from quotebrowser.tui.paint.signs import Marks
from quotebrowser.tui.widgets.key_hints import key_of

if TYPE_CHECKING:
    from quotebrowser.tui.popups.watch_popup import Watch


@dataclass(slots=True)
class Session:
    """The open library and how the user wants it shown."""

    library: Library
    """What is browsed."""
    keymap: Keymap
    """Actions with the user's keys."""
    marks: Marks
    """Signs to draw with."""
    terminal: Callable[[str], None]
    """Writes to the terminal, for the way to the clipboard by OSC 52."""
    post: Callable[[Message], object]
    """Gives a message to the program, from any thread."""
    watch: "Watch | None" = None
    """The folder that is watched; None: none is."""
    style: str = ""
    """Citation style taken last in the popup; empty: the user's default."""
    form: str = ""
    """Citation form taken last; empty: the default."""
    flavour: str = ""
    """Citation flavour taken last; empty: the default."""
    past: list[str] = field(default_factory=list)
    """Searches of this session, oldest first."""

    def key(self, action_id: str) -> str:
        """The key of an action as people write it."""
        return key_of(self.keymap, action_id, ascii_only=self.marks.ascii_only)

    @property
    def style_name(self) -> str:
        """The citation style that is used."""
        return self.style or self.library.settings.style
