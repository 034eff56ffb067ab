"""Where an export goes: to which file, or to the clipboard.

One rule guards it: no file is replaced and no folder is made before the user was asked.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library.copying.export_quotes import Shape
from quotebrowser.text import safe_line
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.exporting import Export, Source, StoppedError
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.base.popup import Popup
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.cite_text import choices
from quotebrowser.tui.paint.lines import Line, Piece, Role, line, piece, sides, wrap
from quotebrowser.tui.popups.export_choices import Chosen, ExportChoiceKeys, Wanted
from quotebrowser.tui.widgets.key_hints import bindings, hints
from quotebrowser.tui.widgets.pane import Bar
from quotebrowser.tui.widgets.search_box import SearchBox
from quotebrowser.tui.widgets.typed_paths import Completed, completed, path_of

_BESIDE: Final = 9
"""Lines of the popup beside the choices."""
_NAMES: Final = 12
"""Names that are shown where a path could go on."""
_OFTEN: Final = 0.1
"""Seconds between two looks at how far it is."""


class _CompleteKey:
    """The key that completes the path.

    Args:
        popup: that it is pressed on.

    Attributes:
        said_of: the path about which something is asked or said; word that it was typed, which comes late,
            takes nothing of that away.
    """

    def __init__(self, popup: "ExportPopup") -> None:
        self._popup = popup
        self.said_of = ""
        self._completions: Latest[tuple[str, Completed]] = Latest(popup, self._completed, popup.failed)

    def action_complete(self) -> None:
        if self._popup.running is None:
            value = self._popup.box.value
            self._completions.ask(lambda: (value, completed(value)))

    def _completed(self, answer: tuple[str, Completed]) -> None:
        """Type on as far as there is no choice, and say between what there is one."""
        value, found = answer
        if value != self._popup.box.value:
            return
        names = [match.name for match in found.matches]
        self.said_of = found.common if len(names) > 1 else ""
        self._popup.box.fill(found.common)
        if len(names) > 1:
            more = f"  and {len(names) - _NAMES:,} others" if len(names) > _NAMES else ""
            self._popup.tell("  ".join(names[:_NAMES]) + more, Role.DIM)


class _Told(Bar, can_focus=True):
    """What is said; has the keys where no path is typed."""


class ExportPopup(Popup[None]):
    """Asks what to export and where to, and says how far it is.

    On a web page no file is written: what is exported goes to the clipboard of whoever sees the page.

    Args:
        session: of the browser.
        sources: which quotes there are to export, the likeliest first.
        chosen: what was taken last.
        name: of the file, without its ending.
        start: begins an export.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.EXPORT)
    AUTO_FOCUS = "#path, #told"

    def __init__(
        self,
        session: Session,
        sources: Sequence[Source],
        chosen: Chosen,
        name: str,
        start: Callable[[Source, Shape, Path | None], Export],
    ) -> None:
        super().__init__(session)
        self._chosen = chosen
        self._wanted = Wanted(session, sources, chosen)
        self._completion = _CompleteKey(self)
        self.lend(self._completion)
        self.lend(ExportChoiceKeys(self._wanted, lambda: self.running is not None, self._changed))
        self._name = name
        self._start = start
        self._asked: Path | None = None
        self.running: Export | None = None
        """The export that goes on."""

    def compose(self) -> Iterable[Widget]:
        with Container(id="frame"):
            yield Bar(id="title")
            yield Bar(id="choices")
            if not self.session.web:
                with Container(classes="row"):
                    yield Bar(id="label-path")
                    value = f"{self._chosen.folder}{self._name}{self._wanted.ending}"
                    yield SearchBox(
                        value,
                        id="path",
                        typed=self._typed,
                        accept=self.action_write_file,
                        leave=self.action_cancel,
                    )
            yield (_Told if self.session.web else Bar)(id="told")
            yield Bar(id="popup-hints")

    def on_mount(self) -> None:
        if not self.session.web:
            self.query_one("#label-path", Bar).show(lambda _width: [line(" ", piece("file", Role.LABEL))])
            self.box.cursor_position = len(self.box.value)
        self.set_interval(_OFTEN, self._show_progress)
        self._update()

    @property
    def box(self) -> SearchBox:
        """The path of the file."""
        return self.query_one("#path", SearchBox)

    def _update(self) -> None:
        """Show what is chosen."""
        wanted, marks = self._wanted, self.marks
        rows, words = wanted.rows, wanted.title
        self.query_one("#choices", Bar).show(
            lambda width: choices(rows, width, marks, max(self.app.size.height - _BESIDE, 1))
        )
        left = line(" ", piece(words, Role.STRONG))
        goes = line(piece(f"cited as {self.session.style_name} ", Role.DIM)) if wanted.is_text else ()
        self.query_one("#title", Bar).show(lambda width: [sides(left, goes, width, marks.ellipsis)])
        self._show_hints()
        self._show_place()

    def _show_hints(self) -> None:
        on = "copy_export" if self.session.web else "write_file"
        said = {on: "go on meanwhile", "cancel": "stop it"} if self.running is not None else {}
        only = tuple(said) or None
        idle = {*self.session.refused, *(("export_which",) if self._wanted.single else ())}
        keymap, ascii_only = self.session.keymap, self.marks.ascii_only
        self.query_one("#popup-hints", Bar).show(
            lambda width: [
                hints(keymap, Place.EXPORT, width, ascii_only=ascii_only, only=only, idle=idle, said=said)
            ]
        )

    def tell(self, text: str, role: Role = Role.BAD) -> None:
        """Say something in place of what was said before."""

        def lines(width: int) -> list[Line]:
            return wrap([piece(f" {self.marks.said(safe_line(text))}", role)], width, hang=(Piece(" "),))

        self.query_one("#told", Bar).show(lines)

    def _show_place(self) -> None:
        """Say where the file will be, in place of what was asked."""
        self._asked = None
        if self.session.web:
            self.tell("It is copied to the clipboard of the computer that shows this page", Role.DIM)
            return
        path = path_of(self.box.value)
        self.tell(f"Writes {path.absolute()}" if path else "Type the name of a file", Role.DIM)

    def _typed(self, value: str) -> None:
        if self.running is None and value != self._completion.said_of:
            self._show_place()

    def _changed(self, ending: str) -> None:
        """Show what is chosen now; the ending of the file's name follows."""
        if not self.session.web and self._wanted.ending != ending and self.box.value.endswith(ending):
            self.box.fill(self.box.value.removesuffix(ending) + self._wanted.ending)
        self._update()

    def action_write_file(self) -> None:
        """Write the file, having asked where something would be replaced or made; or go on meanwhile."""
        if self.running is not None:
            self.dismiss(None)
            return
        path, self._completion.said_of = path_of(self.box.value), self.box.value
        try:
            asked = _question(path, self.session.key("write_file", Place.EXPORT))
        except OSError as error:
            self.tell(f"{path} cannot be written: {error.strerror}")
            return
        if path is None or (asked and self._asked != path):
            self._asked = path if asked.endswith("again") else None
            self.tell(asked)
            return
        typed = self.box.value.strip()
        self._chosen.folder = typed[: len(typed) - len(path.name)]
        self._run(path)

    def action_copy_export(self) -> None:
        """Copy it; on a web page, where nothing else is done with it, go on meanwhile."""
        if self.running is None:
            self._run(None)
        elif self.session.web:
            self.dismiss(None)

    def _run(self, path: Path | None) -> None:
        self.attach(self._start(self._wanted.source, self._wanted.shape, path))
        self._show_hints()

    def attach(self, export: Export) -> None:
        """Show how far an export is."""
        self.running = export

    def _show_progress(self) -> None:
        if self.running is not None:
            where = self.running.path.name if self.running.path else "the clipboard"
            told = "Stopping" if self.running.stopped else f"To {where}: {self.running.progress}"
            self.tell(f"{told}{self.marks.ellipsis}", Role.PLAIN)

    def failed(self, error: QuoteBrowserError) -> None:
        """Say why nothing was written, and let the user try again."""
        self.running = None
        self._asked = None
        self._show_hints()
        self.tell(
            f"{error.message}. {error.hint}".rstrip(),
            Role.PLAIN if isinstance(error, StoppedError) else Role.BAD,
        )

    def action_cancel(self) -> None:
        """Stop what goes on; else close."""
        if self.running is not None:
            self.running.stop()
        else:
            self.dismiss(None)


def _question(path: Path | None, key: str) -> str:
    """What to ask before the file is written; empty: nothing. What ends in `again` may be answered so.

    Args:
        path: of the file; None: none was typed.
        key: writes it.
    """
    if path is None:
        return "Type the name of a file; ~ is your home"
    if path.is_dir():
        return f"{path} is a folder; add the name of a file"
    if path.exists():
        if not path.is_file():
            return f"{path} is not a file"
        return f"{path.name} is there already. To replace it, press {key} again"
    if not path.parent.is_dir():
        return f"There is no folder {path.parent}. To make it, press {key} again"
    return ""
