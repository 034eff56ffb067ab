"""The note on a quote, written in a popup or in the user's own editor.

One rule guards it: what was written goes only where the user says so, or when asked a second time.
"""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import SuspendNotSupported
from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget
from textual.widgets import TextArea

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library.finding.annotated import Said
from quotebrowser.library.noting import in_editor, write_notes
from quotebrowser.text import safe, safe_line
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.popup import Popup
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.lines import Piece, Role, line, piece, wrap
from quotebrowser.tui.popups.naming_popups import first_shared, for_whom
from quotebrowser.tui.widgets.key_hints import bindings, hints
from quotebrowser.tui.widgets.pane import Bar


class NotePopup(Popup[str | None]):
    """Some lines to write in. Ends with the note, empty where it is to go, or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.NOTE)
    AUTO_FOCUS = "#note"

    def __init__(self, session: Session, said: Said, about: str, written: str | None = None) -> None:
        super().__init__(session)
        self._written = written
        self._why = ""
        self._said = said
        self._about = about
        self.shared = first_shared(session, said)
        """Whether everybody is to see it; None where there are no others."""
        self.instead = False
        """Whether it was for others before, so that it goes from there."""
        self._had = self._dropped = safe(
            said.note if self.shared is None else said.written(shared=self.shared)
        )

    def again(self, text: str, why: str) -> "NotePopup":
        """The same with what was written, and why it could not be saved."""
        popup = NotePopup(self.session, self._said, self._about, safe(text))
        popup._why = why
        popup.shared, popup.instead = self.shared, self.instead
        return popup

    def compose(self) -> Iterable[Widget]:
        with Container(id="frame"):
            yield Bar(id="title")
            written = self._had if self._written is None else self._written
            yield TextArea(written, id="note", compact=True, highlight_cursor_line=False)
            yield Bar(id="told")
            yield Bar(id="popup-hints")

    def on_mount(self) -> None:
        about = safe_line(self._about)
        self.query_one("#title", Bar).show(
            lambda _width: [
                line(piece(" Note  ", Role.STRONG), piece(about + for_whom(self.shared), Role.DIM))
            ]
        )
        self._area.move_cursor(self._area.document.end)
        if self._why:
            self._tell(self._why)
        else:
            self._tell("An empty note is removed.", Role.DIM)
        keymap, ascii_only = self.session.keymap, self.marks.ascii_only
        self.query_one("#popup-hints", Bar).show(
            lambda width: [hints(keymap, Place.NOTE, width, ascii_only=ascii_only, idle=self.session.refused)]
        )

    @property
    def _area(self) -> TextArea:
        return self.query_one("#note", TextArea)

    def _tell(self, text: str, role: Role = Role.BAD) -> None:
        self.query_one("#told", Bar).show(
            lambda width: wrap([piece(f" {safe_line(text)}", role)], width, hang=(Piece(" "),))
        )

    def action_save_note(self) -> None:
        try:
            self.dismiss(write_notes.cleaned(self._area.text))
        except QuoteBrowserError as error:
            self._tell(error.message)

    def action_share(self) -> None:
        """Go to the other note, everybody's or the user's own; where there is only one, it becomes that."""
        if self.shared is None:
            return
        other, text = safe(self._said.written(shared=not self.shared)), self._area.text
        if other and text not in (self._had, ""):
            self._tell("There is another note for those; save this one first, or empty it")
            return
        self.shared, self.instead = not self.shared, not other and not self.instead
        if other:
            self._had = self._dropped = self._area.text = other
        self.query_one("#title", Bar).remake()

    def action_note_editor(self) -> None:
        """Go on in the user's editor; what comes back is not saved yet."""
        try:
            self._area.text = safe(in_editor.edited(self._area.text, self.app.suspend()))
        except QuoteBrowserError as error:
            self._tell(f"{error.message}. {error.hint}".rstrip())
        except SuspendNotSupported:
            self._tell("No editor can be opened from this terminal")

    def action_cancel(self) -> None:
        """Close; what was written is dropped when asked a second time."""
        text = self._area.text
        if self.session.library.settings.confirm_quit and text not in (self._had, self._dropped):
            self._dropped = text
            self._tell(
                f"The note is not saved. Press {self.session.key('cancel', Place.NOTE)} again to drop it"
            )
        else:
            self.dismiss(None)
