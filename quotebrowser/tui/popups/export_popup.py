"""Where an export goes and what is in it: which quotes, the format, notes, the file.

One rule guards it: no file is replaced and no folder is made before the user was asked.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library.copying import export_quotes
from quotebrowser.library.copying.export_quotes import Shape
from quotebrowser.text import counted, safe_line
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.exporting import Export, Source, StoppedError
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.base.popup import Popup
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.cite_text import Choice, choices
from quotebrowser.tui.paint.lines import Line, Piece, Role, line, piece, sides, wrap
from quotebrowser.tui.widgets.key_hints import bindings, hints
from quotebrowser.tui.widgets.pane import Bar
from quotebrowser.tui.widgets.search_box import SearchBox
from quotebrowser.tui.widgets.typed_paths import Completed, completed, path_of

_ENDINGS: Final = {
    "jsonl": ".jsonl", "csv": ".csv", "plain": ".txt", "markdown": ".md", "html": ".html",
    "bibtex": ".bib", "ris": ".ris", "csl-json": ".json",
}  # fmt: skip
"""What the name of a file of each format ends in."""

_BESIDE: Final = 9
"""Lines of the popup beside the choices."""
_NAMES: Final = 12
"""Names that are shown where a path could go on."""
_OFTEN: Final = 0.1
"""Seconds between two looks at how far it is."""


@dataclass(slots=True)
class Chosen:
    """What was taken last; kept for the next export."""

    format: str = "csv"
    notes: bool | None = None
    """None: as the format has them."""
    folder: str = ""
    """Before the name of the file."""


class ExportPopup(Popup[None]):
    """Asks what to export and where to, and says how far it is.

    Args:
        session: of the browser.
        sources: which quotes there are to export, the likeliest first.
        chosen: what was taken last.
        name: of the file, without its ending.
        start: begins an export.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.EXPORT)
    AUTO_FOCUS = "#path"

    def __init__(
        self,
        session: Session,
        sources: Sequence[Source],
        chosen: Chosen,
        name: str,
        start: Callable[[Source, Shape, Path | None], Export],
    ) -> None:
        super().__init__(session)
        self._sources = sources
        self._at = 0
        self._chosen = chosen
        self._name = name
        self._start = start
        self._asked: Path | None = None
        self._said_of = ""
        """The path about which something is asked or said; word that it was typed, which comes late, takes
        nothing of that away."""
        self._completions: Latest[tuple[str, Completed]] = Latest(self, self._completed, self.failed)
        self.running: Export | None = None
        """The export that goes on."""

    def compose(self) -> Iterable[Widget]:
        with Container(id="frame"):
            yield Bar(id="title")
            yield Bar(id="choices")
            with Container(classes="row"):
                yield Bar(id="label-path")
                value = f"{self._chosen.folder}{self._name}{_ENDINGS[self._chosen.format]}"
                yield SearchBox(
                    value,
                    id="path",
                    typed=self._typed,
                    accept=self.action_write_file,
                    leave=self.action_cancel,
                )
            yield Bar(id="told")
            yield Bar(id="popup-hints")

    def on_mount(self) -> None:
        self.query_one("#label-path", Bar).show(lambda _width: [line(" ", piece("file", Role.LABEL))])
        self._box.cursor_position = len(self._box.value)
        self.set_interval(_OFTEN, self._show_progress)
        self._update()

    @property
    def _box(self) -> SearchBox:
        return self.query_one("#path", SearchBox)

    @property
    def _path(self) -> Path | None:
        """The path that was typed, `~` put in full; None where nothing was, or nobody has that home."""
        return path_of(self._box.value)

    @property
    def _source(self) -> Source:
        return self._sources[self._at]

    @property
    def _shape(self) -> Shape:
        session, chosen = self.session, self._chosen
        return Shape(chosen.format, chosen.notes, session.style, session.form)

    def _update(self) -> None:
        """Show what is chosen."""
        formats, marks, which = export_quotes.labels(), self.marks, self._source.which
        shown = [
            Choice("format", formats, [name for name, _ in formats].index(self._chosen.format)),
            Choice("notes", (("", "without"), ("", "with your notes and tags")), int(self._shape.noted)),
        ]
        if len(self._sources) > 1:
            offered = tuple(("", one.words) for one in self._sources)
            shown.insert(0, Choice("quotes", offered, self._at))
        self.query_one("#choices", Bar).show(
            lambda width: choices(shown, width, marks, max(self.app.size.height - _BESIDE, 1))
        )
        what = "printing" if which == "printings" else f"{which} quote"
        words = f"Export {counted(self._source.count, what)}"
        goes = line(piece(f"cited as {self.session.style_name} ", Role.DIM))
        self.query_one("#title", Bar).show(
            lambda width: [
                sides(
                    line(" ", piece(words, Role.STRONG)),
                    goes if self._is_text else (),
                    width,
                    marks.ellipsis,
                )
            ]
        )
        self._show_hints()
        self._show_place()

    @property
    def _is_text(self) -> bool:
        """Whether the format is a text of citations."""
        return self._chosen.format in ("plain", "markdown", "html")

    def _show_hints(self) -> None:
        running, single = self.running is not None, len(self._sources) == 1
        only = ("write_file", "cancel") if running else None
        said = {"write_file": "go on meanwhile", "cancel": "stop it"} if running else {}
        idle = ("export_which",) if single else ()
        keymap, ascii_only = self.session.keymap, self.marks.ascii_only
        self.query_one("#popup-hints", Bar).show(
            lambda width: [
                hints(keymap, Place.EXPORT, width, ascii_only=ascii_only, only=only, idle=idle, said=said)
            ]
        )

    def _tell(self, text: str, role: Role = Role.BAD) -> None:
        def lines(width: int) -> list[Line]:
            return wrap([piece(f" {self.marks.said(safe_line(text))}", role)], width, hang=(Piece(" "),))

        self.query_one("#told", Bar).show(lines)

    def _show_place(self) -> None:
        """Say where the file will be, in place of what was asked."""
        self._asked = None
        path = self._path
        self._tell(f"Writes {path.absolute()}" if path else "Type the name of a file", Role.DIM)

    def _typed(self, value: str) -> None:
        if self.running is None and value != self._said_of:
            self._show_place()

    def action_complete(self) -> None:
        if self.running is None:
            value = self._box.value
            self._completions.ask(lambda: (value, completed(value)))

    def _completed(self, answer: tuple[str, Completed]) -> None:
        """Type on as far as there is no choice, and say between what there is one."""
        value, found = answer
        if value != self._box.value:
            return
        names = [match.name for match in found.matches]
        self._said_of = found.common if len(names) > 1 else ""
        self._box.fill(found.common)
        if len(names) > 1:
            more = f"  and {len(names) - _NAMES:,} others" if len(names) > _NAMES else ""
            self._tell("  ".join(names[:_NAMES]) + more, Role.DIM)

    def _choose(self, step: int) -> None:
        """Take another format; the ending of the file's name follows."""
        if self.running is not None:
            return
        names, old = export_quotes.formats(), _ENDINGS[self._chosen.format]
        self._chosen.format = names[(names.index(self._chosen.format) + step) % len(names)]
        if self._box.value.endswith(old):
            self._box.fill(self._box.value.removesuffix(old) + _ENDINGS[self._chosen.format])
        self._update()

    def action_next_format(self) -> None:
        self._choose(1)

    def action_previous_format(self) -> None:
        self._choose(-1)

    def action_export_notes(self) -> None:
        if self.running is None:
            self._chosen.notes = not self._shape.noted
            self._update()

    def action_export_which(self) -> None:
        if self.running is None:
            self._at = (self._at + 1) % len(self._sources)
            self._update()

    def action_write_file(self) -> None:
        """Write the file, having asked where something would be replaced or made; or go on meanwhile."""
        if self.running is not None:
            self.dismiss(None)
            return
        path, self._said_of = self._path, self._box.value
        try:
            asked = self._question(path)
        except OSError as error:
            self._tell(f"{path} cannot be written: {error.strerror}")
            return
        if path is None or (asked and self._asked != path):
            self._asked = path if asked.endswith("again") else None
            self._tell(asked)
            return
        typed = self._box.value.strip()
        self._chosen.folder = typed[: len(typed) - len(path.name)]
        self._run(path)

    def _question(self, path: Path | None) -> str:
        """What to ask before the file is written; empty: nothing. What ends in `again` may be answered so."""
        key = self.session.key("write_file", Place.EXPORT)
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

    def action_copy_export(self) -> None:
        if self.running is None:
            self._run(None)

    def _run(self, path: Path | None) -> None:
        self.attach(self._start(self._source, self._shape, path))
        self._show_hints()

    def attach(self, export: Export) -> None:
        """Show how far an export is."""
        self.running = export

    def _show_progress(self) -> None:
        if self.running is not None:
            where = self.running.path.name if self.running.path else "the clipboard"
            told = "Stopping" if self.running.stopped else f"To {where}: {self.running.progress}"
            self._tell(f"{told}{self.marks.ellipsis}", Role.PLAIN)

    def failed(self, error: QuoteBrowserError) -> None:
        """Say why nothing was written, and let the user try again."""
        self.running = None
        self._asked = None
        self._show_hints()
        self._tell(
            f"{error.message}. {error.hint}".rstrip(),
            Role.PLAIN if isinstance(error, StoppedError) else Role.BAD,
        )

    def action_cancel(self) -> None:
        """Stop what goes on; else close."""
        if self.running is not None:
            self.running.stop()
        else:
            self.dismiss(None)
