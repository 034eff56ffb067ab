"""The search screen: a box, the quotes that answer, and the one under the cursor at a glance.

One rule guards it: what is listed is the answer to what stands in the box, or the line below the box says why
not. The query holds all filters; the screen keeps none.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar, Final

from textual import on
from textual.app import App
from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from quotebrowser.library.upkeep import builder
from quotebrowser.model import Pointer
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.messages import FacetTaken, Highlighted, IndexTold, Opened
from quotebrowser.tui.paint import search_text
from quotebrowser.tui.screens.keys.export_keys import ExportKeys
from quotebrowser.tui.screens.keys.list_keys import ListKeys
from quotebrowser.tui.screens.keys.marking_keys import MarkingKeys
from quotebrowser.tui.screens.keys.moving_keys import MovingKeys
from quotebrowser.tui.screens.keys.narrowing_keys import FilterKeys, NarrowingKeys
from quotebrowser.tui.screens.keys.note_keys import SearchKeys
from quotebrowser.tui.screens.keys.review_keys import ReviewKeys
from quotebrowser.tui.screens.keys.watch_keys import AddKeys, WatchKeys
from quotebrowser.tui.screens.listing.looking import Looking
from quotebrowser.tui.screens.listing.panes import Panes
from quotebrowser.tui.screens.listing.reach import Reach
from quotebrowser.tui.screens.listing.searching import Searching
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.facet_list import FacetList
from quotebrowser.tui.widgets.key_hints import bindings
from quotebrowser.tui.widgets.pane import Bar, Preview
from quotebrowser.tui.widgets.query_terms import term, toggled
from quotebrowser.tui.widgets.row_list import RowList
from quotebrowser.tui.widgets.search_box import SearchBox

_OF_A_QUOTE: Final = (
    "read", "compare", "copy", "cite", "edit", "mark", "bookmark", "sort", "note", "tags", "speaker",
    "export",
)  # fmt: skip
"""Actions that do nothing in an empty list."""


class SearchPage(QuotePage):
    """The first screen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.LIST)
    AUTO_FOCUS = "#box"
    searching: Searching
    """Asks what answers, and shows it."""
    watching: WatchKeys
    """Draws the heading."""

    def __init__(self, session: Session, query: str = "") -> None:
        super().__init__(session)
        self.panes = Panes(self)
        self.reach = Reach(self, lambda: self.searching.busy, lambda: self.searching.soon())  # noqa: PLW0108 - it is made below
        self.searching = Searching(self, self.panes, self.reach, lambda: self.watching.held.latest())  # noqa: PLW0108 - it is made below
        self.watching = WatchKeys(self, self.renew_list)
        self.looking = Looking(self, self.panes, self.reach)
        self.listing = ListKeys(self, self.panes, self.reach, self.looking.action_zoom)
        self.marking = MarkingKeys(self, self.panes, self.reach)
        self.narrowing = NarrowingKeys(self, self.panes, self.reach, self.renew_list)
        self.filtering = FilterKeys(self, self.panes)
        self.searching.listed = self.filtering.listed
        self.adding = AddKeys(self, self.watching.head, self.renew_list)
        self.keeping = SearchKeys(self, self.panes)
        self.lend(MovingKeys(self, self.panes, self.reach))
        self.lend(ExportKeys(self, self.panes, self.reach, self.marking.targets))
        self.lend(self.adding)
        for keys in (self.listing, self.marking, self.narrowing, self.filtering, self.watching, self.looking):
            self.lend(keys)
        self.lend(self.keeping)
        self.lend(ReviewKeys(self, self.panes, self.reach))
        self._query = query
        self._hinted: tuple[str, ...] = ()

    def compose(self) -> Iterable[Widget]:
        yield Bar(id="head")
        with Container(id="row"):
            yield Bar(id="prompt")
            listing = self.listing
            yield SearchBox(
                self._query, id="box", typed=self._typed, accept=listing.accept, leave=listing.leave
            )
            yield Bar(id="status")
        yield Bar(id="line")
        yield Bar(id="verdict")
        with Container(id="body"):
            yield FacetList(id="facets", marks=self.marks)
            yield RowList(id="list", marks=self.marks)
            yield Preview(id="preview", can_focus=True)
        yield from self.foot()

    def on_mount(self) -> None:
        library = self.session.library
        self.panes.quotes.near = self.reach.fetch
        self.query_one("#prompt", Bar).show(
            lambda _width: search_text.prompt(focused=self.place is Place.BOX)
        )
        self.searching.show_line()
        builder.level_beside(library, partial(_tell_lists, self.app))
        self.searching.begin()
        self.call_after_refresh(self.searching.level)
        self.call_after_refresh(self.keeping.load)

    @property
    def place(self) -> Place:
        """The pane that has the focus."""
        if isinstance(self.focused, SearchBox):
            return Place.BOX
        return Place.FACETS if isinstance(self.focused, FacetList) else Place.LIST

    @property
    def idle(self) -> tuple[str, ...]:
        if self.panes.row is None and not self.panes.quotes.rows:
            proposed = self.listing.found is not None and self.listing.found.suggestions
            return "down", *(() if proposed else ("accept",)), *_OF_A_QUOTE
        return ("down",) if len(self.panes.quotes.rows) == 1 and self.place is not Place.FACETS else ()

    def target(self) -> Pointer | None:
        return self.panes.row.pointer if self.panes.row else None

    def targets(self) -> tuple[Pointer, ...]:
        return self.marking.targets() or super().targets()

    def renew_list(self) -> None:
        """Ask the library again, and leave the cursor where it is."""
        self.search_again(keep=True)

    def search_again(self, *, keep: bool = False) -> None:
        """Ask the library again; `keep` leaves the cursor on its quote."""
        self.searching.again(keep=keep)

    @on(IndexTold)
    def _show_index(self, event: IndexTold) -> None:
        event.stop()
        self.searching.index_told()

    def _typed(self, _value: str) -> None:
        self.looking.rest_again()
        self.search_again()

    @on(SearchBox.Recalled)
    def _recall(self) -> None:
        earlier = self.session.search_before(self.panes.box.value)
        if earlier is None:
            other = "other search" if self.session.past else "searches"
            self.say(f"No {other} yet in this session")
        else:
            self.panes.change_query(earlier)

    @on(FacetTaken)
    def _facet_taken(self, event: FacetTaken) -> None:
        event.stop()
        self.panes.change_query(toggled(self.panes.box.value, term(event.field, event.value)))

    @on(Highlighted)
    def _highlighted(self, event: Highlighted) -> None:
        event.stop()
        if self._hinted != self.idle:
            self._hinted = self.idle
            self.show_foot()
        self.reach.show_status()
        self.looking.look()

    def on_descendant_focus(self) -> None:
        """Show which pane has the keys. Textual calls this besides the one of every page."""
        self.query_one("#prompt", Bar).remake()
        if self.place is Place.LIST:
            self.reach.enter()

    def on_resize(self) -> None:
        """Draw the preview as the new width wants it."""
        self.looking.draw()

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        event.stop()
        self.listing.action_read()

    def renew(self) -> None:
        self.keeping.load()
        self.renew_list()


def _tell_lists(app: App[Any]) -> None:
    """Tell all lists that the index has gone on; called in a thread."""
    for page in app.screen_stack:
        if isinstance(page, SearchPage):
            page.post_message(IndexTold())
