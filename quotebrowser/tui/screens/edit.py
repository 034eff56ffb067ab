"""The form that corrects what is known about a quote: outlet, date, speaker.

One rule guards it: only what the user changed is saved, and it is saved as the user's own word.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import correcting
from quotebrowser.model import Provenance
from quotebrowser.text import safe_line
from quotebrowser.tui.actions import Place
from quotebrowser.tui.screens.popup import Popup
from quotebrowser.tui.screens.session import Session
from quotebrowser.tui.widgets.keys import bindings, hints
from quotebrowser.tui.widgets.lines import Line, Piece, Role, line, piece, wrap
from quotebrowser.tui.widgets.pane import Bar
from quotebrowser.tui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from quotebrowser.library import QuoteView


@dataclass(frozen=True, slots=True)
class _Field:
    """One line of the form."""

    key: str
    label: str
    value: str
    """Empty where not known."""
    source: str
    """Where the value came from; empty where not known."""


def _fields(view: "QuoteView") -> tuple[_Field, ...]:
    facts = view.article.facts
    found = []
    for key, label, fact in (("outlet", "outlet", facts.outlet), ("published", "date", facts.published)):
        source = {Provenance.USER: "your word"}.get(fact.provenance, fact.provenance.value) if fact else ""
        found.append(_Field(key, label, safe_line(fact.value) if fact else "", source))
    method = view.quote.attribution.method if view.quote.attribution else ""
    source = "your word" if method == Provenance.USER else "read from the article" if method else ""
    found.append(_Field("speaker", "speaker", safe_line(view.row.speaker), source))
    return tuple(found)


class EditPopup(Popup[str | None]):
    """Three lines to correct. Ends with what was done in words, or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.FORM)
    AUTO_FOCUS = "#published"

    def __init__(self, session: Session, view: "QuoteView", uids: tuple[str, ...]) -> None:
        super().__init__(session)
        self._uids = uids
        self._fields = _fields(view)
        self._article = view.article

    def compose(self) -> Iterable[Widget]:
        with Container(id="frame"):
            yield Bar(id="title")
            for field in self._fields:
                with Container(classes="row"):
                    yield Bar(id=f"label-{field.key}")
                    yield SearchBox(
                        field.value, id=field.key, accept=self.action_save, leave=self.action_cancel
                    )
            yield Bar(id="told")
            yield Bar(id="popup-hints")

    def on_mount(self) -> None:
        self.query_one("#title", Bar).show(self._title)
        for field in self._fields:
            label = field.label
            self.query_one(f"#label-{field.key}", Bar).show(
                lambda _width, label=label: [line(" ", piece(label, Role.LABEL))]  # type: ignore[misc]
            )
        keymap, ascii_only = self.session.keymap, self.marks.ascii_only
        self.query_one("#popup-hints", Bar).show(
            lambda width: [hints(keymap, Place.FORM, width, ascii_only=ascii_only)]
        )
        self.query_one("#told", Bar).show(self._sources)
        self.set_focus(self.query_one(f"#{self._fields[0].key}", SearchBox))

    def _title(self, width: int) -> list[Line]:
        count = len(self._uids)
        about = safe_line(self._article.name) if count == 1 else f"{count} marked quotes"
        return wrap([piece(" Correct  ", Role.STRONG), piece(about, Role.DIM)], width)

    def _sources(self, width: int) -> list[Line]:
        """Where the present values came from."""
        known = [f"{field.label}: {field.source}" for field in self._fields if field.source]
        told = "; ".join(known) if known else "nothing is recorded yet"
        indent = (Piece(" "),)
        lines = wrap([piece(f" {told}", Role.DIM)], width, hang=indent)
        about = " Outlet and date are the article's, for all its quotes; an empty line is not known."
        return [*lines, *wrap([piece(about, Role.DIM)], width, hang=indent)]

    def _changes(self) -> dict[str, str]:
        values = {
            field.key: self.query_one(f"#{field.key}", SearchBox).value.strip() for field in self._fields
        }
        return {field.key: values[field.key] for field in self._fields if values[field.key] != field.value}

    def action_next_field(self) -> None:
        self.focus_next()

    def action_previous_field(self) -> None:
        self.focus_previous()

    def action_save(self) -> None:
        changes = self._changes()
        if changes:
            self.run_worker(self._save(changes), exclusive=True)
        else:
            self.dismiss(None)

    async def _save(self, changes: dict[str, str]) -> None:
        library, uids = self.session.library, self._uids
        try:
            await asyncio.to_thread(correcting.set_values, library, uids, changes)
        except QuoteBrowserError as error:
            text = f" {error.message}. {error.hint}".rstrip()
            self.query_one("#told", Bar).show(
                lambda width: wrap([piece(text, Role.BAD)], width, hang=(Piece(" "),))
            )
            return
        words = {field.key: field.label for field in self._fields}
        self.dismiss(
            "Kept: " + ", ".join(f"{words[key]} {value or 'not known'}" for key, value in changes.items())
        )
