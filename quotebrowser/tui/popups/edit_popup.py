"""The form that corrects what is known about a quote: facts of its article, who said it, under which name.

One rule guards it: only what the user changed is saved, and it is saved as the user's own word. Of several
quotes the values of one are shown: what is typed is saved to all, even where that one has it already.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import QuoteView
from quotebrowser.library.changing import correct_facts, merge_speakers
from quotebrowser.model import Pointer, Provenance
from quotebrowser.text import safe_line, unknown
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.popup import Popup
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.lines import Line, Piece, Role, line, piece, sides, wrap
from quotebrowser.tui.widgets.key_hints import bindings, hints
from quotebrowser.tui.widgets.pane import Bar
from quotebrowser.tui.widgets.search_box import SearchBox


@dataclass(frozen=True, slots=True)
class _Field:
    """One line of the form."""

    key: str
    label: str
    value: str
    """Empty where not known."""
    source: str
    """Where the value came from; empty if not known."""


_FACTS: Final = (
    *("outlet", "published", "title", "byline", "url", "archived", "via", "agency", "language", "form"),
    *("genre", "event", "place", "network", "interviewer", "kind", "modified", "accessed"),
)
"""Facts of an article that can be corrected: those of every article first, then those of records."""
_LABELS: Final = {fact: word for word, fact in reversed(correct_facts.KEYS.items())}
"""What each of them is called: the first word that `set` knows for it."""

_SOURCES: Final = {
    Provenance.USER: "your correction",
    Provenance.GIVEN: "given when it was added",
    Provenance.SIDECAR: "a metadata file or an export",
    Provenance.MANIFEST: "articles.toml",
    Provenance.FRONTMATTER: "the metadata block",
    Provenance.EMBEDDED: "the file’s own fields",
    Provenance.JSONLD: "the page’s metadata",
    Provenance.META: "the page’s metadata",
    Provenance.PRINTED: "printed in the article",
    Provenance.DETECTED: "inferred from the wording",
    Provenance.HEURISTIC: "guessed",
}
"""Where a fact came from, for people."""


def _fields(view: QuoteView) -> tuple[_Field, ...]:
    facts = view.article.facts
    found = []
    for key in _FACTS:
        fact = getattr(facts, key)
        source = _SOURCES[fact.provenance] if fact else ""
        found.append(_Field(key, _LABELS[key], safe_line(fact.value) if fact else "", source))
    method = view.quote.attribution.method if view.quote.attribution else ""
    source = (
        _SOURCES[Provenance.USER] if method == Provenance.USER else "read from the article" if method else ""
    )
    # Behind outlet and date: these three are what is corrected most.
    found.insert(2, _Field("speaker", "speaker", safe_line(view.row.speaker), source))
    return tuple(found)


class EditPopup(Popup[str | None]):
    """A line for each thing to correct. Ends with what was done in words, or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.FORM)
    AUTO_FOCUS = "#value-outlet"

    def __init__(self, session: Session, view: QuoteView, pointers: tuple[Pointer, ...]) -> None:
        super().__init__(session)
        self._uids = tuple(pointer.quote for pointer in pointers)
        self._fields = _fields(view)
        self._article = view.article
        self._found = correct_facts.as_printed(session.library, view)
        self._printed: set[str] = set()
        """Lines that were put back to what the article itself says."""
        self._dropped: dict[str, str | None] = {}
        """What is not saved, where the user was asked whether to drop it."""
        self._typed: set[str] = set()
        """Lines that were typed in."""

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
                            accept=self.action_save,
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
        self._typed.add(key)

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

    def _label(self, field: _Field, _width: int) -> list[Line]:
        """What a line is called, with a sign where it has the keys."""
        here = self.focused is not None and self.focused.id == f"value-{field.key}"
        return [line(piece(self.marks.cursor if here else " ", Role.CURSOR), piece(field.label, Role.LABEL))]

    def _title(self, width: int) -> list[Line]:
        count = len(self._uids)
        about = safe_line(self._article.name) if count == 1 else f"{count:,} marked quotes"
        left = line(piece(" Correct  ", Role.STRONG), piece(about, Role.DIM))
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
        known = [f"{field.label}: {field.source}" for field in self._fields if field.source]
        told = "; ".join(known) if known else "nothing recorded yet"
        if len(self._uids) > 1:
            of = safe_line(self._article.name)
            told = f"The values are those of {of}. What you type in a line goes to all {len(self._uids):,}."
        indent = (Piece(" "),)
        lines = wrap([piece(f" {self.marks.said(told)}", Role.DIM)], width, hang=indent)
        keys = self.session.key
        about = (
            " Every line except the speaker applies to the whole article; leave it empty if unknown."
            f" {keys('merge')} renames this speaker in every quote, now and in future;"
            f" {keys('split')} undoes that."
        )
        return [*lines, *wrap([piece(about, Role.DIM)], width, hang=indent)]

    def _changes(self) -> dict[str, str | None]:
        """The values to save, by key; None: what the article itself says."""
        changes: dict[str, str | None] = {}
        for field in self._fields:
            value = self.query_one(f"#value-{field.key}", SearchBox).value.strip()
            if field.key in self._printed and value == self._found[field.key]:
                changes[field.key] = None
            elif value != field.value or (len(self._uids) > 1 and field.key in self._typed):
                changes[field.key] = value
        return changes

    def action_cancel(self) -> None:
        """Close; what was typed is dropped when asked a second time."""
        changes = self._changes()
        if self.session.library.settings.confirm_quit and changes != self._dropped and changes:
            self._dropped = changes
            key = self.session.key("cancel", Place.FORM)
            self._refuse(f"The correction is not saved. Press {key} again to drop it")
        else:
            self.dismiss(None)

    def action_as_printed(self) -> None:
        here = (one for one in self._fields if self.focused is self.query_one(f"#value-{one.key}"))
        if (field := next(here, None)) is None:  # the terminal is too small for any line
            return
        self._printed.add(field.key)
        found = self._found[field.key]
        self.query_one(f"#value-{field.key}", SearchBox).fill(found)
        self._refuse(f"{field.label}: {found or unknown.NOT_KNOWN}, as the article has it", Role.DIM)

    def action_next_field(self) -> None:
        self.focus_next()

    def action_previous_field(self) -> None:
        self.focus_previous()

    def action_save(self) -> None:
        changes = self._changes()
        if changes:
            self.run_worker(partial(self._save, changes), exclusive=True)
        else:
            self.dismiss(None)

    def action_merge(self) -> None:
        name, old = self._changes().get("speaker"), self._speaker
        if name and old:
            self.run_worker(partial(self._rename, old, name), exclusive=True)
        else:
            self._refuse("First change the name on the speaker line")

    def action_split(self) -> None:
        if self._speaker:
            self.run_worker(partial(self._rename, self._speaker, ""), exclusive=True)
        else:
            self._refuse("No speaker is known whose names could be split")

    @property
    def _speaker(self) -> str:
        """The name that the speaker goes by."""
        return next(field.value for field in self._fields if field.key == "speaker")

    def _refuse(self, text: str, role: Role = Role.BAD) -> None:
        """Say why nothing was changed."""
        self.query_one("#told", Bar).show(
            lambda width: wrap(
                [piece(f" {self.marks.said(safe_line(text))}", role)], width, hang=(Piece(" "),)
            )
        )

    async def _rename(self, old: str, name: str) -> None:
        """Merge the speaker into another name, or take that back."""
        library = self.session.library
        try:
            if name:
                changed = await asyncio.to_thread(merge_speakers.merge, library, old, name)
                told = f"{old} is now {name}: {changed} quote{'s' * (changed != 1)}"
            else:
                changed = await asyncio.to_thread(merge_speakers.split, library, old)
                told = f"{changed} name{'s' * (changed != 1)} restored as the articles print them"
        except QuoteBrowserError as error:
            self._refuse(f"{error.message}. {error.hint}".rstrip())
            return
        self.dismiss(told)

    async def _save(self, changes: dict[str, str | None]) -> None:
        library, uids = self.session.library, self._uids
        try:
            await asyncio.to_thread(correct_facts.set_values, library, uids, changes)
        except QuoteBrowserError as error:
            self._refuse(f"{error.message}. {error.hint}".rstrip())
            return
        words = {field.key: field.label for field in self._fields}
        self.dismiss(
            "Kept: "
            + ", ".join(
                f"{words[key]} {'as printed' if value is None else value or unknown.NOT_KNOWN}"
                for key, value in changes.items()
            )
            + (f", for {len(uids):,} marked quotes" if len(uids) > 1 else "")
        )
