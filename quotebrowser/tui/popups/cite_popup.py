"""The citation popup: style, form and flavour, with what will be copied shown before it is.

One rule guards it: the text shown is the text copied, byte for byte but for characters unsafe to show.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library.copying import cite_quotes
from quotebrowser.model import Citation, Pointer, Span
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.base_page import Tone
from quotebrowser.tui.base.copy_report import copy, page_of
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.base.popup import Popup
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.cite_text import Choice, Preview, choices, preview, taken, title
from quotebrowser.tui.paint.lines import Role, line, piece
from quotebrowser.tui.widgets.key_hints import bindings, hints
from quotebrowser.tui.widgets.pane import Bar, Pane


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Places in the tables of styles, forms and flavours."""

    style: int
    form: int
    flavour: int


def _place(table: Sequence[tuple[str, str]], *names: str) -> int:
    """The place of the first name that the table has; 0 if it has none."""
    known = [name for name, _ in table]
    return next((known.index(name) for name in names if name in known), 0)


_BESIDE: Final = 10
"""Lines of the popup that are kept for the text and what stands round it."""


class CitePopup(Popup[str | None]):
    """How to copy one quote or several. Ends with `compare` or `edit` where the user asked for that."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CITE)

    def __init__(self, session: Session, pointers: tuple[Pointer, ...], part: Span | None = None) -> None:
        super().__init__(session)
        uids = self._uids = tuple(pointer.quote for pointer in pointers)
        single = len(uids) == 1
        self._left_out = cite_quotes.left_out(session.library, uids[0], part) if single else (0, 0)
        self._part = part if single else None
        settings = session.library.settings
        self._tables = (cite_quotes.styles(), cite_quotes.forms(), cite_quotes.flavours())
        styles, forms, flavours = self._tables
        self._chosen = _Chosen(
            _place(styles, session.style, settings.style),
            _place(forms, session.form, settings.form),
            _place(flavours, session.flavour, settings.flavour),
        )
        self._row = 0
        """The row of choices that was changed last."""
        self._shown: Citation | None = None
        self._previews: Latest[Citation] = Latest(self, self._show, self._fail)

    def compose(self) -> Iterable[Widget]:
        with Container(id="frame"):
            yield Bar(id="title")
            yield Bar(id="choices")
            yield Pane(id="text", can_focus=True)
            yield Bar(id="popup-hints")

    def on_mount(self) -> None:
        count = len(self._uids)
        words = "Copy with citation" if count == 1 else f"Copy {count} quotes with citations"
        routes = cite_quotes.routes(self.session.library)
        self.query_one("#title", Bar).show(lambda width: title(words, routes, width, self.marks))
        session, ascii_only = self.session, self.marks.ascii_only
        self.query_one("#popup-hints", Bar).show(
            lambda width: [
                hints(session.keymap, Place.CITE, width, ascii_only=ascii_only, idle=session.refused)
            ]
        )
        self._update()

    def _names(self) -> tuple[str, str, str]:
        styles, forms, flavours = self._tables
        chosen = self._chosen
        return styles[chosen.style][0], forms[chosen.form][0], flavours[chosen.flavour][0]

    def _make(self) -> Citation:
        style, form, flavour = self._names()
        library = self.session.library
        if len(self._uids) == 1:
            uid, part = self._uids[0], self._part
            return cite_quotes.cite(library, uid, style=style, form=form, flavour=flavour, selection=part)
        return cite_quotes.bundle(library, self._uids, style=style, form=form, flavour=flavour)

    def _update(self) -> None:
        styles, forms, flavours = self._tables
        chosen, marks = self._chosen, self.marks
        rows = (
            Choice("style", styles, chosen.style, numbered=True),
            Choice("form", forms, chosen.form),
            Choice("flavour", flavours, chosen.flavour),
        )
        self.query_one("#choices", Bar).show(
            lambda width: choices(rows, width, marks, self.app.size.height - _BESIDE)
        )
        self._previews.ask(self._make)
        self.call_after_refresh(self.point)

    def point(self) -> None:
        """Put the terminal's own cursor on what is taken of the row that was changed last."""
        pane = self.query_one("#choices", Bar)
        spots = taken(pane.lines, self.marks)
        if self._row < len(spots):
            pane.point(*spots[self._row])

    def _show(self, citation: Citation) -> None:
        self._shown = citation
        shown = Preview(citation.text, citation.warnings)
        marks, key = self.marks, self.session.offered("edit")
        self.query_one("#text", Pane).show(lambda width: preview(shown, width, marks, key))

    def _fail(self, error: Exception) -> None:
        text = str(error)
        self.query_one("#text", Pane).show(lambda _width: [line(" ", piece(text, Role.BAD))])

    def _step(self, name: str, step: int) -> None:
        sizes = dict(zip(("style", "form", "flavour"), map(len, self._tables), strict=True))
        values = {key: getattr(self._chosen, key) for key in sizes}
        self._row = list(sizes).index(name)
        values[name] = (values[name] + step) % sizes[name]
        self._chosen = _Chosen(**values)
        self._update()

    def action_number(self, number: int) -> None:
        if number <= len(self._tables[0]):
            self._step("style", number - 1 - self._chosen.style)

    def action_next_style(self) -> None:
        self._step("style", 1)

    def action_previous_style(self) -> None:
        self._step("style", -1)

    def action_next_form(self) -> None:
        self._step("form", 1)

    def action_previous_form(self) -> None:
        self._step("form", -1)

    def action_next_flavour(self) -> None:
        self._step("flavour", 1)

    def action_previous_flavour(self) -> None:
        self._step("flavour", -1)

    def _trim(self, before: int, after: int) -> None:
        """Leave more or fewer words out at either end of the one quote."""
        if len(self._uids) > 1:
            return
        library, uid = self.session.library, self._uids[0]
        wanted = (max(self._left_out[0] + before, 0), max(self._left_out[1] + after, 0))
        try:
            part = cite_quotes.trimmed(library, uid, *wanted)
            self._left_out = cite_quotes.left_out(library, uid, part)
        except QuoteBrowserError as error:
            self._fail(error)
            return
        self._part = part
        self._update()

    def action_shorten_end(self) -> None:
        self._trim(0, 1)

    def action_lengthen_end(self) -> None:
        self._trim(0, -1)

    def action_shorten_start(self) -> None:
        self._trim(1, 0)

    def action_lengthen_start(self) -> None:
        self._trim(-1, 0)

    def action_save_default(self) -> None:
        """Keep style, form and flavour in the user's settings, and say where."""
        page = page_of(self.app)
        try:
            path = cite_quotes.save_defaults(*self._names())
        except QuoteBrowserError as error:
            if page is not None:
                page.fail(error)
            return
        self.session.style, self.session.form, self.session.flavour = self._names()
        if page is not None:
            page.say(f"Style, form and flavour are your defaults now, in {path}", Tone.GOOD)

    def action_page_down(self) -> None:
        text = self.query_one("#text", Pane)
        text.move(text.page())

    def action_page_up(self) -> None:
        text = self.query_one("#text", Pane)
        text.move(-text.page())

    def action_copy_now(self) -> None:
        """Copy what is shown; the next copy of this session is made the same way."""
        self.session.style, self.session.form, self.session.flavour = self._names()
        shown = self._shown
        make = self._make if shown is None or self._previews.busy else partial(_same, shown)
        copy(self.app, self.session, make)
        self.dismiss(None)

    def action_edit(self) -> None:
        self.dismiss("edit")

    def action_show_differences(self) -> None:
        self.dismiss("compare")


def _same(citation: Citation) -> Citation:
    return citation
