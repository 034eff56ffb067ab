"""A folder watched while the browser is open: asked for in a popup, read in a process of its own.

One rule guards it: the screen only hears what was stored, and shows it when there is time.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from quotebrowser.library import FileOutcome
from quotebrowser.library.adding import watch_beside
from quotebrowser.text import safe_line
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.popup import Popup
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.messages import FileRead, WatchEnded
from quotebrowser.tui.paint.lines import Line, Piece, Role, line, piece, wrap
from quotebrowser.tui.widgets.key_hints import bindings, hints
from quotebrowser.tui.widgets.pane import Bar
from quotebrowser.tui.widgets.search_box import SearchBox

_KEYS: Final = ("save", "cancel")
"""The keys of a form that work here."""


class WatchPopup(Popup[Path | None]):
    """Asks for a folder. Ends with it, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.FORM, only=_KEYS)
    AUTO_FOCUS = "#folder"

    def compose(self) -> Iterable[Widget]:
        with Container(id="frame"):
            yield Bar(id="title")
            with Container(classes="row"):
                yield Bar(id="label-folder")
                yield SearchBox(id="folder", accept=self.action_save, leave=self.action_cancel)
            yield Bar(id="told")
            yield Bar(id="popup-hints")

    def on_mount(self) -> None:
        self.query_one("#title", Bar).show(lambda _width: [line(" ", piece("Watch a folder", Role.STRONG))])
        self.query_one("#label-folder", Bar).show(lambda _width: [line(" ", piece("folder", Role.LABEL))])
        self._tell("New files saved there are added until you quit the browser.", Role.DIM)
        keymap, ascii_only = self.session.keymap, self.marks.ascii_only
        self.query_one("#popup-hints", Bar).show(
            lambda width: [
                hints(keymap, Place.FORM, width, ascii_only=ascii_only, only=_KEYS, said={"save": "watch"})
            ]
        )

    def _tell(self, text: str, role: Role) -> None:
        def lines(width: int) -> list[Line]:
            return wrap([piece(f" {self.marks.said(safe_line(text))}", role)], width, hang=(Piece(" "),))

        self.query_one("#told", Bar).show(lines)

    def action_save(self) -> None:
        value = self.query_one("#folder", SearchBox).value.strip()
        folder = Path(value).expanduser()
        if not value or not folder.is_dir():
            self._tell(f"There is no folder {value}".rstrip(), Role.BAD)
        else:
            self.dismiss(folder)


class Watch:
    """The folder that is watched, and what came of it so far."""

    def __init__(self, session: Session, folder: Path) -> None:
        """Start watching.

        Raises:
            LibraryError: nothing may be written to the library.
        """
        self.folder = folder
        self.added = 0
        self.rejected = 0
        self._watcher = watch_beside.Watcher(
            session.library,
            (folder,),
            lambda outcome: session.post(FileRead(outcome)),
            lambda reason: session.post(WatchEnded(reason)),
        )

    def hear(self, outcome: FileOutcome) -> None:
        """Count the outcome of a file."""
        self.added += outcome.outcome in ("added", "version", "no quotes")
        self.rejected += outcome.outcome == "rejected"

    def stop(self) -> None:
        """End it."""
        self._watcher.stop()

    def __str__(self) -> str:
        parts = [f"watching {safe_line(self.folder.resolve().name or str(self.folder))}"]
        parts += [f"{self.added:,} added"] if self.added else []
        parts += [f"{self.rejected:,} not read"] if self.rejected else []
        return ", ".join(parts)
