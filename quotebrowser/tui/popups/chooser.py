"""Popups to choose from: the commands, the keys, the filters.

One rule guards it: commands and keys are read from the table of actions, so none can be missing here.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widget import Widget

from quotebrowser.text import safe_line
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.popup import Popup
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.lines import Line, Role, line, piece, sides
from quotebrowser.tui.widgets.choice_list import ChoiceList, Option
from quotebrowser.tui.widgets.facet_list import Filter, name_of
from quotebrowser.tui.widgets.key_hints import keys_of
from quotebrowser.tui.widgets.pane import Bar
from quotebrowser.tui.widgets.query_terms import pasted
from quotebrowser.tui.widgets.search_box import SearchBox

_MOVES: Final = {
    "down": 1, "ctrl+n": 1, "tab": 1, "up": -1, "shift+tab": -1, "pagedown": 10, "pageup": -10,
}  # fmt: skip


class Chooser(Popup[tuple[str, ...] | None]):
    """A list, a box that narrows it, and a title. Ends with the value of the option chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]
    AUTO_FOCUS = "#narrow"
    MOVES: ClassVar[Mapping[str, int]] = _MOVES
    """Keys that move the cursor, by how much."""
    NONE = "Nothing to choose from"
    """What stands in the list while nothing is typed, where there is nothing to choose."""
    HINT = "type to narrow"
    """What stands behind the title."""

    def __init__(self, session: Session, title: str, options: Sequence[Option]) -> None:
        super().__init__(session)
        self._title = title
        self._options = options
        self._narrowed = ""

    def compose(self) -> Iterable[Widget]:
        with Container(id="frame"):
            yield Bar(id="title")
            with Container(id="row"):
                yield Bar(id="prompt")
                box = SearchBox(
                    id="narrow", typed=self._typed, accept=self._accept, leave=self.action_cancel,
                    moves=self.MOVES, move=self._move,
                )  # fmt: skip
                box.taken = self._pasted
                yield box
            choices = ChoiceList(self._options, self.marks, id="options")
            choices.none = self.NONE
            yield choices

    def on_mount(self) -> None:
        self.query_one("#title", Bar).show(
            lambda width: [sides(self.heading(), self.ways(width), width, self.marks.ellipsis)]
        )
        self.query_one("#prompt", Bar).show(lambda _width: [line(" ", piece(">", Role.LABEL), " ")])

    def heading(self) -> Line:
        """What there is to choose."""
        return line(" ", piece(self._title, Role.STRONG), piece(f"  {self.HINT}", Role.DIM))

    def ways(self, _width: int) -> Line:
        """The keys that lead on, beside the heading."""
        return line(piece("esc", Role.KEY), piece(" close ", Role.DIM))

    @property
    def options(self) -> ChoiceList:
        """The list."""
        return self.query_one("#options", ChoiceList)

    def _move(self, step: int) -> None:
        self.options.move(step)

    def _pasted(self, text: str) -> str:
        """What of pasted text stands in the box."""
        return pasted(text)

    def _typed(self, value: str) -> None:
        self._narrowed = value
        self.options.none = "nothing by that name" if value.strip() else self.NONE
        self.options.narrow(value)

    def _accept(self) -> None:
        """Take what all that was typed leaves, though the last of it may not be painted yet."""
        value = self.query_one("#narrow", SearchBox).value
        if value != self._narrowed:
            self._typed(value)
        self._take()

    @on(ChoiceList.Chosen)
    def _take(self) -> None:
        if self.options.chosen is not None:
            self.dismiss(self.options.chosen.value)


class Palette(Chooser):
    """Every command of a place, by name. Ends with the action's id."""

    def __init__(self, session: Session, place: Place) -> None:
        ascii_only = session.marks.ascii_only
        here = Place.LIST if place is Place.BOX else place
        options = [
            Option(
                (action.id,),
                session.marks.said(action.label),
                keys_of(action, ascii_only=ascii_only),
                action.help,
            )
            for action in session.keymap.actions
            if not action.numbered
            and action.id not in {"palette", "next_pane", "previous_pane", *session.refused}
            and (here in action.where or Place.EVERYWHERE in action.where)
        ]
        super().__init__(session, "Commands", options)


class Help(Chooser):
    """All keys, those of the place first. Choosing one of the place's runs it."""

    def __init__(self, session: Session, place: Place) -> None:
        ascii_only = session.marks.ascii_only
        table = [action for action in session.keymap.actions if action.id not in session.refused]
        used = {each for action in table for each in action.where}
        first = (place, Place.EVERYWHERE)
        places = [*first, *(each for each in Place if each in used and each not in first)]
        if session.library.read_only:
            places = [
                each for each in places if each not in (Place.FORM, Place.NOTE, Place.SEARCHES, Place.TAGS)
            ]  # what changes the library
        width = max(cell_len(keys_of(action, ascii_only=ascii_only)) for action in table)
        options: list[Option] = []
        for each in places:
            options.append(Option((), each.value.upper()))
            for action in table:
                if each in action.where:
                    keys = keys_of(action, each, ascii_only=ascii_only)
                    runs = each in (place, Place.EVERYWHERE) and not action.numbered
                    value = (action.id,) if runs else ("",)
                    label = keys + " " * (width - cell_len(keys))
                    options.append(Option(value, label, "", action.help))
        title = "Keys (yours: [keys] in config.toml)"
        super().__init__(session, title, options)


class DraftPopup(Chooser):
    """The passages of the draft, each with its verdict. Ends with the words of one."""

    def __init__(self, session: Session) -> None:
        from quotebrowser.library.verifying.verdict_lines import heading  # noqa: PLC0415 - of a draft alone

        signs = {True: session.marks.good, False: session.marks.bad}
        doubtful = sum(not verdict.holds for verdict in session.checked.values())
        options = [
            Option((text,), f"{signs[verdict.holds]} {safe_line(text)}", "", safe_line(heading(verdict)))
            for text, verdict in session.checked.items()
        ]
        passages = f"{len(options)} passage" + "s" * (len(options) != 1)
        super().__init__(session, f"The draft: {passages}, {doubtful} to look at", options)


class FilterPopup(Chooser):
    """The filters, where the screen has no room for their pane. Ends with field and value."""

    def __init__(self, session: Session, rows: Sequence[Filter]) -> None:
        super().__init__(session, "Filters", _filters(rows))

    def add(self, rows: Sequence[Filter]) -> None:
        """Show more filters, which were counted meanwhile."""
        self.options.add(_filters(rows), self._narrowed)

    def _typed(self, value: str) -> None:
        if value == " ":
            # In the pane of filters space chooses; so it does here, where there is nothing to narrow by yet.
            self._take()
        else:
            super()._typed(value)


def _filters(rows: Iterable[Filter]) -> list[Option]:
    return [
        Option((row.field, row.value), name_of(row), str(row.quotes), taken=row.taken)
        if row.field
        else Option((), safe_line(row.value))
        for row in rows
    ]
