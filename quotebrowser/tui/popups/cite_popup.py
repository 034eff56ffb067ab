"""The citation popup: style, form and flavour, with what will be copied shown before it is.

One rule guards it: the text shown is the text copied, byte for byte but for characters unsafe to show.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import ClassVar, Final

from textual import events, on
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

_BESIDE: Final = 10
"""Lines of the popup that are kept for the text and what stands round it."""

_ROUND: Final = 4
"""Lines of its frame, title and hints."""
_TALLEST: Final = 20
"""Lines of the text that are seen at once."""


class _Copying:
    """What is copied, and how.

    Args:
        session: of the browser, which knows how the last copy was made.
        uids: of the quotes.
        part: of the one quote; None is all of it.
    """

    def __init__(self, session: Session, uids: tuple[str, ...], part: Span | None) -> None:
        library, settings = session.library, session.library.settings
        self.uids = uids
        self._library = library
        self._part = part if len(uids) == 1 else None
        self._left_out = cite_quotes.left_out(library, uids[0], part) if len(uids) == 1 else (0, 0)
        self.row = 0
        """The row of choices that was changed last."""
        self._tables = {
            "style": cite_quotes.styles(),
            "form": cite_quotes.forms(),
            "flavour": cite_quotes.flavours(),
        }
        asked = {name: (getattr(session, name), getattr(settings, name)) for name in self._tables}
        self._chosen = {name: _place(table, *asked[name]) for name, table in self._tables.items()}

    @property
    def names(self) -> tuple[str, str, str]:
        """Of the style, the form and the flavour."""
        style, form, flavour = (table[self._chosen[name]][0] for name, table in self._tables.items())
        return style, form, flavour

    @property
    def rows(self) -> tuple[Choice, ...]:
        """What can be chosen, and what is."""
        return tuple(
            Choice(name, table, self._chosen[name], numbered=name == "style")
            for name, table in self._tables.items()
        )

    def make(self) -> Citation:
        """The text that is copied."""
        style, form, flavour = self.names
        if len(self.uids) == 1:
            return cite_quotes.cite(
                self._library, self.uids[0], style=style, form=form, flavour=flavour, selection=self._part
            )
        return cite_quotes.bundle(self._library, self.uids, style=style, form=form, flavour=flavour)

    def step(self, name: str, step: int) -> None:
        """Choose another style, form or flavour, round the end."""
        self.row = list(self._tables).index(name)
        self._chosen[name] = (self._chosen[name] + step) % len(self._tables[name])

    def choose_style(self, at: int) -> bool:
        """Choose a style by its place; whether there is one."""
        if at >= len(self._tables["style"]):
            return False
        self.step("style", at - self._chosen["style"])
        return True

    def trim(self, before: int, after: int) -> None:
        """Leave more or fewer words out at either end of the one quote.

        Raises:
            QuoteBrowserError: nothing would be left, or the quote is gone.
        """
        if len(self.uids) > 1:
            return
        wanted = (max(self._left_out[0] + before, 0), max(self._left_out[1] + after, 0))
        part = cite_quotes.trimmed(self._library, self.uids[0], *wanted)
        self._left_out = cite_quotes.left_out(self._library, self.uids[0], part)
        self._part = part


def _place(table: Sequence[tuple[str, str]], *names: str) -> int:
    """The place of the first name that the table has; 0 if it has none."""
    known = [name for name, _ in table]
    return next((known.index(name) for name in names if name in known), 0)


_OF_ONE: Final = ("shorten_end", "lengthen_end", "shorten_start", "lengthen_start")
"""Actions that do nothing with several quotes."""


class _Text(Pane):
    """What will be copied. Calls `seen` when more or less of it is seen."""

    def __init__(self, seen: Callable[[], None]) -> None:
        super().__init__(id="text", can_focus=True)
        self._seen = seen

    @on(events.Resize)
    def _resized(self) -> None:
        self._seen()


class _ChoiceKeys:
    """The keys that choose another style, form or flavour, or fewer words.

    Args:
        copying: what is chosen.
        changed: shows it.
        fail: says what could not be left out.
    """

    def __init__(
        self, copying: _Copying, changed: Callable[[], None], fail: Callable[[Exception], None]
    ) -> None:
        self._copying = copying
        self._changed = changed
        self._fail = fail

    def _step(self, name: str, step: int) -> None:
        self._copying.step(name, step)
        self._changed()

    def action_number(self, number: int) -> None:
        if self._copying.choose_style(number - 1):
            self._changed()

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
        try:
            self._copying.trim(before, after)
        except QuoteBrowserError as error:
            self._fail(error)
        else:
            self._changed()

    def action_shorten_end(self) -> None:
        self._trim(0, 1)

    def action_lengthen_end(self) -> None:
        self._trim(0, -1)

    def action_shorten_start(self) -> None:
        self._trim(1, 0)

    def action_lengthen_start(self) -> None:
        self._trim(-1, 0)


class CitePopup(Popup[str | None]):
    """How to copy one quote or several. Ends with `compare` or `edit` where the user asked for that."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CITE)

    def __init__(self, session: Session, pointers: tuple[Pointer, ...], part: Span | None = None) -> None:
        super().__init__(session)
        self._copying = _Copying(session, tuple(pointer.quote for pointer in pointers), part)
        self.lend(_ChoiceKeys(self._copying, self._update, self._fail))
        self._shown: Citation | None = None
        self._previews: Latest[Citation] = Latest(self, self._show, self._fail)

    def compose(self) -> Iterable[Widget]:
        with Container(id="frame"):
            yield Bar(id="title")
            yield Bar(id="choices")
            yield _Text(self._fit)
            yield Bar(id="popup-hints")

    def on_mount(self) -> None:
        count = len(self._copying.uids)
        words = "Copy with citation" if count == 1 else f"Copy {count:,} quotes with citations"
        routes = cite_quotes.routes(self.session.library)
        self.query_one("#title", Bar).show(lambda width: title(words, routes, width, self.marks))
        self._update()

    def _fit(self) -> None:
        """Give the text the room that is left, and hint at the keys: also at the one that shows its rest."""
        session, text, ascii_only = self.session, self.query_one("#text", Pane), self.marks.ascii_only
        left = self.app.size.height - len(self.query_one("#choices", Bar).lines) - _ROUND
        text.styles.max_height = max(min(left, _TALLEST), 1)
        idle = {*session.refused, *(_OF_ONE if len(self._copying.uids) > 1 else ())}
        rest = 0 < text.size.height < text.virtual_size.height - text.here
        more = (
            (piece(f" {session.key('page_down', Place.CITE)}", Role.KEY), piece(" more ", Role.DIM))
            if rest
            else ()
        )
        room = sum(len(part.text) for part in more)
        self.query_one("#popup-hints", Bar).show(
            lambda width: [
                line(
                    *hints(session.keymap, Place.CITE, width - room, ascii_only=ascii_only, idle=idle), *more
                )
            ]
        )

    def _update(self) -> None:
        rows, marks = self._copying.rows, self.marks
        self.query_one("#choices", Bar).show(
            lambda width: choices(rows, width, marks, self.app.size.height - _BESIDE)
        )
        self._previews.ask(self._copying.make)

    def point(self) -> None:
        """Put the terminal's own cursor on what is taken of the row that was changed last."""
        pane = self.query_one("#choices", Bar)
        spots = taken(pane.lines, self.marks)
        if self._copying.row < len(spots):
            pane.point(*spots[self._copying.row])

    def _show(self, citation: Citation) -> None:
        self._shown = citation
        shown = Preview(citation.text, citation.warnings)
        marks, key = self.marks, self.session.offered("edit")
        self.query_one("#text", Pane).show(lambda width: preview(shown, width, marks, key))
        self.call_after_refresh(self.point)  # a text of another height moves the popup
        self._fit()

    def _fail(self, error: Exception) -> None:
        text = str(error)
        self.query_one("#text", Pane).show(lambda _width: [line(" ", piece(text, Role.BAD))])

    def action_save_default(self) -> None:
        """Keep style, form and flavour in the user's settings, and say where."""
        page = page_of(self.app)
        try:
            path = cite_quotes.save_defaults(*self._copying.names)
        except QuoteBrowserError as error:
            if page is not None:
                page.fail(error)
            return
        self.session.style, self.session.form, self.session.flavour = self._copying.names
        if page is not None:
            page.say(f"Style, form and flavour are your defaults now, in {path}", Tone.GOOD)

    def action_page_down(self) -> None:
        text = self.query_one("#text", Pane)
        text.move(text.page())
        self._fit()

    def action_page_up(self) -> None:
        text = self.query_one("#text", Pane)
        text.move(-text.page())
        self._fit()

    def action_copy_now(self) -> None:
        """Copy what is shown; the next copy of this session is made the same way."""
        self.session.style, self.session.form, self.session.flavour = self._copying.names
        shown = self._shown
        make = self._copying.make if shown is None or self._previews.busy else partial(_same, shown)
        copy(self.app, self.session, make)
        self.dismiss(None)

    def action_edit(self) -> None:
        self.dismiss("edit")

    def action_show_differences(self) -> None:
        self.dismiss("compare")


def _same(citation: Citation) -> Citation:
    return citation
