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

from quotebrowser.errors import QueryError, QuoteBrowserError
from quotebrowser.library import Counts
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.upkeep import builder
from quotebrowser.model import Pointer
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.base_page import Tone
from quotebrowser.tui.base.jobs import Latest
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
from quotebrowser.tui.screens.looking import Looking
from quotebrowser.tui.screens.panes import Panes
from quotebrowser.tui.screens.questions import FIRST, Listed, Verified, level
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.screens.reach import Reach
from quotebrowser.tui.widgets.facet_list import FacetList
from quotebrowser.tui.widgets.key_hints import bindings
from quotebrowser.tui.widgets.pane import Bar, Preview
from quotebrowser.tui.widgets.query_terms import term, toggled, without_fields
from quotebrowser.tui.widgets.row_list import RowList
from quotebrowser.tui.widgets.search_box import SearchBox

_OF_A_QUOTE: Final = (
    "read", "compare", "copy", "cite", "edit", "mark", "bookmark", "sort", "note", "tags", "speaker",
    "export",
)  # fmt: skip
"""Actions that do nothing in an empty list."""
_ANSWER: Final = "answer"
"""What a notice is about that came with the rows."""


class SearchPage(QuotePage):
    """The first screen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.LIST)
    AUTO_FOCUS = "#box"

    def __init__(self, session: Session, query: str = "") -> None:
        super().__init__(session)
        self.panes = Panes(self)
        self.reach = Reach(self, lambda: self._searches.busy, self.renew_list)
        self.watching = WatchKeys(self, self.renew_list)
        self.looking = Looking(self, self.panes, self.reach)
        self.listing = ListKeys(self, self.panes, self.reach, self.looking.action_zoom)
        self.marking = MarkingKeys(self, self.panes, self.reach)
        self.narrowing = NarrowingKeys(self, self.panes, self.reach, self.renew_list)
        self.filtering = FilterKeys(self, self.panes)
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
        self._keep = False
        self._searches: Latest[Listed] = Latest(self, self._show_listed, self._show_error)
        self._wrong = ("", 0)
        self._counts: Counts | None = None
        self._damaged = 0
        self._hinted: tuple[str, ...] = ()
        self._levels: Latest[bool] = Latest(self, self._levelled, self.fail)

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
        self._show_line()
        builder.level_beside(library, partial(_tell_lists, self.app))
        if self._query:
            self._counts = library.counts()
            self.watching.head()
            self.search_again()
        else:
            # The store alone answers this, in a few milliseconds: the first paint shows quotes.
            found = search_quotes.search(library, "", limit=FIRST, sort="date")
            self._show_listed(Listed(found, found.rows))
            self.call_after_refresh(self.search_again)
        self.call_after_refresh(self._levels.ask, partial(level, library))
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
        row = self.panes.row if keep else None
        self._keep = row is not None
        box, order, answers = self.panes.box, self.reach.order, self.reach.answers
        self.reach.leave(box.value)
        if box.is_pasted:
            self._searches.ask(partial(answers.pasted, box.value, order))
        elif row is not None:
            self._searches.ask(partial(answers.again, box.value, order, row.uid))
        else:
            fit = min(FIRST, self.panes.quotes.rows_seen() + 1) if box.value else FIRST
            counted = self.panes.facets.display
            question = partial(answers.first, box.value, order, fit, counted=counted)
            self._searches.ask(question, here=answers.quick)

    def _show_listed(self, listed: Listed) -> None:
        found = listed.found
        self._wrong = ("", 0)
        self._show_line()
        self.hush(_ANSWER)
        verdict = found.verdict if isinstance(found, Verified) else None
        self.query_one("#verdict", Bar).show(
            lambda width: search_text.verdict_lines(verdict, width, max(self.size.height // 4, 3), self.marks)
        )
        counts = self.session.library.counts()
        if counts != self._counts:
            self._counts = counts
            self.watching.head()
        self.panes.quotes.empty = lambda width: search_text.nothing(
            found, counts, self._ways_out(), width, self.marks
        )
        self.reach.show(listed, keep=self._keep)
        self.filtering.listed(found)
        damage = self.session.library.store.damage[self._damaged :]
        if damage:
            self._damaged += len(damage)
            others = f", as were {len(damage) - 1} others" if len(damage) > 1 else ""
            self.say(f"{damage[0].message}; it was left out{others}. {damage[0].hint}", Tone.BAD)
        elif found.notice:
            self.say(found.notice, of=_ANSWER)

    def _ways_out(self) -> search_text.WayOut:
        """The keys that lead out of an empty answer from where the user is."""
        key, box = self.session.key, self.place is Place.BOX
        value, leave, add = self.panes.box.value, key("leave_box", Place.BOX), self.session.offered("add")
        return search_text.WayOut(
            key("accept", Place.BOX) if box else "",
            key("clear_filters", self.place),
            leave if box else key("clear"),
            filtered=without_fields(value).strip() not in ("", value.strip()),
            add=f"{leave} {add}" if box and add else add,
        )

    def _levelled(self, lacking: bool) -> None:  # noqa: FBT001 - the answer of `level`
        """After the index was brought level: what is listed may lack what was new."""
        if lacking:
            self.renew_list()

    @on(IndexTold)
    def _show_index(self, event: IndexTold) -> None:
        event.stop()
        self._show_line()
        beside, found = self.session.library.builder, self.listing.found
        if beside is not None and not beside.running:
            self.renew_list()
        elif found and found.lacking and (self.place is Place.BOX or not found.rows):
            # More can be found now; whoever reads the list keeps it until all can.
            self.search_again()

    def _show_error(self, error: QuoteBrowserError) -> None:
        if isinstance(error, QueryError):
            self._wrong = (error.message, error.position)
            self._show_line()
        else:
            self.fail(error)

    def _show_line(self) -> None:
        """The line below the box: what is wrong with the query, at its character; or who answers it."""
        marks, (message, position) = self.marks, self._wrong
        before = search_text.cells_before(self.panes.box.value, position) - round(self.panes.box.scroll_x)
        lacking = self.listing.found.lacking if self.listing.found else ""
        note = lacking or search_quotes.meanwhile(self.session.library)
        self.query_one("#line", Bar).show(
            lambda width: search_text.below_box(message, before, width=width, marks=marks, note=note)
        )

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
