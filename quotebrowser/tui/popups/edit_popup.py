"""The form that corrects what is known about a quote: facts of its article, who said it, under which name.

One rule guards it: only what the user changed is saved, and it is saved as the user's own word; nobody leaves
without knowing what became of it.
"""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.containers import Container
from textual.timer import Timer
from textual.widget import Widget

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import QuoteView
from quotebrowser.model import Pointer
from quotebrowser.text import safe_line, unknown
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.base_page import Page, Tone, finish, heir
from quotebrowser.tui.base.popup import Popup
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.lines import Line, Piece, Role, line, piece, sides, wrap
from quotebrowser.tui.popups.correction import Correction, Field
from quotebrowser.tui.widgets.key_hints import bindings, hints
from quotebrowser.tui.widgets.pane import Bar
from quotebrowser.tui.widgets.search_box import SearchBox

_SLOW: Final = 0.5
"""Seconds after which the user is told that something is still being saved."""
_SAVING: Final = "The correction is still being saved…"


class _SaveKeys:
    """The keys that save. What is being saved is finished, and told, though the form is closed.

    Args:
        popup: that they are pressed on.
        correction: what is saved.
    """

    def __init__(self, popup: "EditPopup", correction: Correction) -> None:
        self._popup = popup
        self._correction = correction
        self.saving = False
        """Whether something is being saved."""

    def action_save(self) -> None:
        if changes := self._popup.changes():
            self._keep(partial(self._correction.save, changes))
        else:
            self._popup.dismiss(None)

    def action_merge(self) -> None:
        name = self._popup.changes().get("speaker")
        if name and self._correction.speaker:
            self._keep(partial(self._correction.rename, name))
        else:
            self._popup.refuse("First change the name on the speaker line")

    def action_split(self) -> None:
        if self._correction.speaker:
            self._keep(partial(self._correction.rename, ""))
        else:
            self._popup.refuse("No speaker is known whose names could be split")

    def _keep(self, change: Callable[[], str]) -> None:
        if self.saving:
            self._popup.refuse(_SAVING, Role.DIM)
            return
        self.saving = True
        slow = self._popup.set_timer(_SLOW, partial(self._popup.refuse, _SAVING, Role.DIM))
        finish(self._popup, partial(self._kept, change, slow))

    async def _kept(self, change: Callable[[], str], slow: Timer) -> None:
        popup = self._popup
        try:
            told = await asyncio.to_thread(change)
        except QuoteBrowserError as error:
            if popup in popup.app.screen_stack:
                popup.refuse(f"{error.message}. {error.hint}".rstrip())
            else:
                heir(popup).fail(error)
            return
        finally:
            self.saving = False
            slow.stop()
        if popup in popup.app.screen_stack:
            popup.dismiss(told)
        else:
            heir(popup).say(f"{told} ({popup.session.key('undo')} undoes it)", Tone.GOOD)
            heir(popup).renew()


class EditPopup(Popup[str | None]):
    """A line for each thing to correct. Ends with what was done in words, or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.FORM)
    AUTO_FOCUS = "#value-outlet"

    def __init__(self, session: Session, view: QuoteView, pointers: tuple[Pointer, ...]) -> None:
        super().__init__(session)
        uids = tuple(pointer.quote for pointer in pointers)
        self._correction = Correction(session.library, view, uids)
        self._fields = self._correction.fields
        self._saves = _SaveKeys(self, self._correction)
        self.lend(self._saves)
        self._dropped: dict[str, str | None] = {}
        """What is not saved, where the user was asked whether to drop it."""

    def compose(self) -> Iterable[Widget]:
        with Container(id="frame"):
            yield Bar(id="title")
            with Container(id="fields"):
                for field in self._fields:
                    with Container(classes="row"):
                        yield Bar(id=f"label-{field.key}")
                        yield SearchBox(
                            field.value,
                            id=f"value-{field.key}",
                            accept=self._saves.action_save,
                            leave=self.action_cancel,
                        )
            yield Bar(id="told")
            yield Bar(id="popup-hints")

    def on_mount(self) -> None:
        self.query_one("#title", Bar).show(self._title)
        for field in self._fields:
            self.query_one(f"#label-{field.key}", Bar).show(partial(self._label, field))
        keymap, ascii_only = self.session.keymap, self.marks.ascii_only
        self.query_one("#popup-hints", Bar).show(
            lambda width: [hints(keymap, Place.FORM, width, ascii_only=ascii_only)]
        )
        self.query_one("#told", Bar).show(self._sources)
        for field in self._fields:
            box = self.query_one(f"#value-{field.key}", SearchBox)
            self.watch(box, "value", partial(self._note_typed, field.key), init=False)
        self.set_focus(self.query_one(f"#value-{self._fields[0].key}", SearchBox))
        self.call_after_refresh(self._show_cursor)

    def _note_typed(self, key: str, _value: str) -> None:
        self._correction.typed.add(key)

    def _show_cursor(self) -> None:
        """Put the terminal's cursor on the line, which had no place yet when it got the focus."""
        if isinstance(self.focused, SearchBox):
            self.app.cursor_position = self.focused.cursor_screen_offset
            self.focused.refresh()

    def on_descendant_focus(self) -> None:
        """Say which of the lines it is: not all are seen in a small terminal."""
        self.query_one("#title", Bar).show(self._title)
        for field in self._fields:
            self.query_one(f"#label-{field.key}", Bar).remake()

    def _label(self, field: Field, _width: int) -> list[Line]:
        """What a line is called, with a sign where it has the keys."""
        here = self.focused is not None and self.focused.id == f"value-{field.key}"
        return [line(piece(self.marks.cursor if here else " ", Role.CURSOR), piece(field.label, Role.LABEL))]

    def _title(self, width: int) -> list[Line]:
        left = line(piece(" Correct  ", Role.STRONG), piece(self._correction.about, Role.DIM))
        here = next(
            (
                at
                for at, field in enumerate(self._fields, 1)
                if self.focused and self.focused.id == f"value-{field.key}"
            ),
            1,
        )
        right = line(piece(f"line {here} of {len(self._fields)} ", Role.DIM))
        return [sides(left, right, width, self.marks.ellipsis)]

    def _sources(self, width: int) -> list[Line]:
        """Where the present values came from."""
        indent = (Piece(" "),)
        lines = wrap([piece(f" {self.marks.said(self._correction.sources)}", Role.DIM)], width, hang=indent)
        keys = self.session.key
        about = (
            " Every line except the speaker applies to the whole article; leave it empty if unknown."
            f" {keys('merge')} renames this speaker in every quote, now and in future;"
            f" {keys('split')} undoes that."
        )
        return [*lines, *wrap([piece(about, Role.DIM)], width, hang=indent)]

    def changes(self) -> dict[str, str | None]:
        """The values to save, by key; None: what the article itself says."""
        boxes = {field.key: self.query_one(f"#value-{field.key}", SearchBox) for field in self._fields}
        return self._correction.changes({key: box.value.strip() for key, box in boxes.items()})

    def action_cancel(self) -> None:
        """Close; what was typed is dropped when asked a second time, what is being saved is not."""
        if self._saves.saving:
            next(page for page in reversed(self.app.screen_stack) if isinstance(page, Page)).say(_SAVING)
            self.dismiss(None)
            return
        changes = self.changes()
        if self.session.library.settings.confirm_quit and changes != self._dropped and changes:
            self._dropped = changes
            key = self.session.key("cancel", Place.FORM)
            self.refuse(f"The correction is not saved. Press {key} again to drop it")
        else:
            self.dismiss(None)

    def action_as_printed(self) -> None:
        here = (one for one in self._fields if self.focused is self.query_one(f"#value-{one.key}"))
        if (field := next(here, None)) is None:  # the terminal is too small for any line
            return
        found = self._correction.put_back(field.key)
        self.query_one(f"#value-{field.key}", SearchBox).fill(found)
        self.refuse(f"{field.label}: {found or unknown.NOT_KNOWN}, as the article has it", Role.DIM)

    def action_next_field(self) -> None:
        self.focus_next()

    def action_previous_field(self) -> None:
        self.focus_previous()

    def refuse(self, text: str, role: Role = Role.BAD) -> None:
        """Say why nothing was changed."""
        self.query_one("#told", Bar).show(
            lambda width: wrap(
                [piece(f" {self.marks.said(safe_line(text))}", role)], width, hang=(Piece(" "),)
            )
        )
