"""The page of articles and files: what was added, and what became of every file that was given.

One rule guards it: every file that was given is listed, whatever became of it.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import Library
from quotebrowser.library.showing.file_views import Shelf
from quotebrowser.model import Pointer
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.messages import Highlighted
from quotebrowser.tui.paint import file_text
from quotebrowser.tui.paint.lines import Role, line, piece
from quotebrowser.tui.screens.keys.changing.remove_keys import RemoveKeys
from quotebrowser.tui.screens.keys.moving_keys import FileMoves
from quotebrowser.tui.screens.keys.watch_keys import AddKeys
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.file_list import FileList, Listed
from quotebrowser.tui.widgets.key_hints import bindings
from quotebrowser.tui.widgets.pane import Bar
from quotebrowser.tui.widgets.search_box import SearchBox

_REJECTED: Final = "rejected"
"""What is typed to see only those."""
_SAID: Final = {"search": "narrow"}
_MOVES: Final = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}
_OF_ARTICLES: Final = ("open_listed", "remove", "remove_add")


class FilesPage(QuotePage):
    """Articles and files, the latest first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.FILES)
    AUTO_FOCUS = "#files"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.adding = AddKeys(self, self._head, self.renew)
        self.lend(self.adding)
        self.lend(FileMoves(lambda: self.files))
        self.lend(RemoveKeys(self, lambda: self.files.row))
        self._shelf: Shelf | None = None
        self._lists: Latest[tuple[Shelf, list[int], bool]] = Latest(self, self._listed, self.fail)

    def compose(self) -> Iterable[Widget]:
        files = FileList(self._read, self.marks, id="files")
        yield Bar(id="head")
        with Container(id="row"):
            yield Bar(id="prompt")
            yield SearchBox(
                id="box", typed=self._typed, accept=lambda: self.set_focus(files), leave=self._leave,
                moves=_MOVES, move=files.move,
            )  # fmt: skip
        yield Bar(id="line")
        yield files
        yield from self.foot()

    def on_mount(self) -> None:
        """Read what there is. Textual calls this besides the one of every page."""
        self.query_one("#prompt", Bar).show(lambda _width: [line(" ", piece("/", Role.DIM), " ")])
        self.query_one("#line", Bar).show(lambda width: [line(piece(self.marks.rule * width, Role.RULE))])
        self.renew()

    @property
    def files(self) -> FileList:
        """The list."""
        return self.query_one("#files", FileList)

    @property
    def _box(self) -> SearchBox:
        return self.query_one("#box", SearchBox)

    @property
    def place(self) -> Place:
        return Place.FIND if isinstance(self.focused, SearchBox) else Place.FILES

    @property
    def idle(self) -> tuple[str, ...]:
        row = self.files.row
        return () if row is not None and row[1] is not None else _OF_ARTICLES

    @property
    def said(self) -> Mapping[str, str]:
        return _SAID

    def target(self) -> Pointer | None:
        return None

    def renew(self) -> None:
        value = self._box.value
        self._lists.ask(partial(_found, self.session.library, None, value, keep=True))

    def _typed(self, value: str) -> None:
        self._lists.ask(partial(_found, self.session.library, self._shelf, value, keep=False))

    def _listed(self, answer: tuple[Shelf, list[int], bool]) -> None:
        self._shelf, numbers, keep = answer
        everything = len(self._shelf.numbers)
        add, clear = self.session.offered("add"), self.session.key("leave_box", Place.FIND)
        rejected = self._box.value == _REJECTED
        self.files.empty = lambda width: file_text.nothing(
            everything, add, clear, width, self.marks, rejected=rejected
        )
        self.files.show(numbers, keep=keep)

    def _read(self, numbers: Iterable[int]) -> Mapping[int, Listed]:
        try:
            return self._shelf.rows(numbers) if self._shelf else {}
        except QuoteBrowserError as error:
            self.fail(error)
            return {}

    @on(Highlighted)
    def _head(self) -> None:
        if self._shelf is None:
            return
        beside = self.session.reading
        at, listed, everything = self.files.cursor, len(self.files.numbers), len(self._shelf.numbers)
        self.query_one("#head", Bar).show(
            lambda width: file_text.head(at, listed, everything, beside, width, self.marks)
        )
        self.show_foot()

    def _leave(self) -> None:
        self._box.fill("")
        self.set_focus(self.files)

    def action_search(self) -> None:
        self.set_focus(self._box)

    def action_rejected(self) -> None:
        self._box.fill("" if self._box.value == _REJECTED else _REJECTED)

    def action_back(self) -> None:
        if self._box.value:
            self._leave()
        else:
            self.dismiss()


def _found(library: Library, shelf: Shelf | None, typed: str, *, keep: bool) -> tuple[Shelf, list[int], bool]:
    """What is listed: all that has the words typed, and whether the cursor stays."""
    shelf = shelf or Shelf(library)
    return shelf, shelf.narrowed(typed), keep
