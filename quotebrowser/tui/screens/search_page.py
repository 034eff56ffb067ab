"""The search screen: a box, the quotes that answer, and the one under the cursor at a glance.

One rule guards it: what is listed is the answer to what stands in the box, or the line below the box says why
not. The query holds all filters; the screen keeps none.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.containers import Container
from textual.timer import Timer
from textual.widget import Widget

from quotebrowser.errors import QueryError, QuoteBrowserError
from quotebrowser.library import Counts, Found, mark_quote
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.upkeep import builder
from quotebrowser.model import Pointer
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.base_page import Tone
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.messages import FacetTaken, Highlighted, IndexTold, Opened
from quotebrowser.tui.paint import search_text
from quotebrowser.tui.screens.list_keys import ListKeys, Panes
from quotebrowser.tui.screens.looking import Looking
from quotebrowser.tui.screens.questions import FIRST, Answers, Listed, Verified, level
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.screens.watch_keys import WatchKeys
from quotebrowser.tui.widgets.facet_list import FacetList, filters
from quotebrowser.tui.widgets.key_hints import bindings
from quotebrowser.tui.widgets.pane import Bar, Preview
from quotebrowser.tui.widgets.query_terms import fields, term, toggled, without_fields
from quotebrowser.tui.widgets.row_list import RowList
from quotebrowser.tui.widgets.row_window import Pages, RowWindow
from quotebrowser.tui.widgets.search_box import SearchBox

_REST_AFTER: Final = 0.3
"""Seconds without a key after which the rest of the list is fetched: longer than between two keys."""
_OF_A_QUOTE: Final = ("read", "compare", "copy", "cite", "edit", "mark", "bookmark", "sort")
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
        self.listing = ListKeys(self, self.panes, self.renew_list, self.with_all)
        self.watching = WatchKeys(self, self.renew_list)
        self.looking = Looking(self, self.panes)
        self.lend(self.listing)
        self.lend(self.watching)
        self.lend(self.looking)
        self._query = query
        self._keep = False
        self._answers = Answers(session.library)
        self._searches: Latest[Listed] = Latest(self, self._show_listed, self._show_error)
        self._wholes: Latest[tuple[Found, Listed]] = Latest(self, self._show_whole, self._show_error)
        self._pages: Latest[tuple[RowWindow, Pages]] = Latest(self, self._show_pages, self.fail)
        self._then: list[Callable[[], None]] = []
        self._rest_timer: Timer | None = None
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
        self.panes.quotes.near = self._fetch
        self.query_one("#prompt", Bar).show(lambda _width: search_text.PROMPT)
        self._show_line()
        builder.level_beside(library, lambda: self.post_message(IndexTold()))
        if self._query:
            self._counts = library.counts()
            self.watching.head()
            self.search_again()
        else:
            # The store alone answers this, in a few milliseconds: the first paint shows quotes.
            found = search_quotes.search(library, "", limit=FIRST)
            self._show_listed(Listed(found, found.rows))
            self.call_after_refresh(self.search_again)
        self.call_after_refresh(self._levels.ask, partial(level, library))

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
        return self.listing.targets() or super().targets()

    def renew_list(self) -> None:
        """Ask the library again, and leave the cursor where it is."""
        self.search_again(keep=True)

    def search_again(self, *, keep: bool = False) -> None:
        """Ask the library again; `keep` leaves the cursor on its quote."""
        row = self.panes.row if keep else None
        self._keep = row is not None
        self._then.clear()
        if self._rest_timer is not None:
            self._rest_timer.stop()
        box, order = self.panes.box, self.listing.order
        if box.is_pasted:
            self._searches.ask(partial(self._answers.pasted, box.value, order))
        elif row is not None:
            self._searches.ask(partial(self._answers.again, box.value, order, row.uid))
        else:
            fit = min(FIRST, self.panes.quotes.rows_seen() + 1)
            question = partial(self._answers.first, box.value, order, fit)
            self._searches.ask(question, here=self._answers.quick)

    def with_all(self, then: Callable[[], None]) -> None:
        """Do something when all rows can be reached: at once, unless nothing but the first ones is known."""
        found = self.listing.found
        if (
            self._searches.busy
            or found is None
            or not found.cut
            or isinstance(self.panes.quotes.rows, RowWindow)
        ):
            then()
            return
        self._then.append(then)
        self._ask_whole(found)

    def _ask_whole(self, found: Found) -> None:
        """Have the rows made that nobody could have come to yet."""
        order = self.listing.order
        if found is self.listing.found and not self._searches.busy:
            self._wholes.ask(lambda: (found, self._answers.whole(found, order)))

    def _show_whole(self, answer: tuple[Found, Listed]) -> None:
        found, listed = answer
        if found is self.listing.found and not self._searches.busy:
            self._list(listed, keep=True)
            for then in self._then:
                then()
            self._then.clear()

    def _fetch(self, first: int, last: int) -> None:
        """Have rows fetched that may be looked at next."""
        window = self.panes.quotes.rows
        if isinstance(window, RowWindow) and (lacking := window.lacking(first, last)):
            self._pages.ask(lambda: (window, window.fetched(lacking)))

    def _show_pages(self, answer: tuple[RowWindow, Pages]) -> None:
        window, pages = answer
        window.put(pages)
        if window is self.panes.quotes.rows:
            self.panes.quotes.arrived()
            if window.whole.version != self.session.library.version and not self._searches.busy:
                self.renew_list()

    def _list(self, listed: Listed, *, keep: bool) -> None:
        """Show the rows of an answer; `keep` leaves the cursor on its quote."""
        self.panes.quotes.set_rows(listed.rows, keep=self.target() if keep else None)
        self._show_status()

    def _show_status(self) -> None:
        """Say where in how many rows the cursor is, and how they are ordered."""
        found, quotes, marks, order = self.listing.found, self.panes.quotes, self.marks, self.listing.order
        if found is None:
            return
        more = found.cut and not isinstance(quotes.rows, RowWindow)
        if not found.query.strip() and order.sort == "relevance":
            order = order._replace(sort="date")  # all quotes, which are as relevant as each other
        where = search_text.Where(quotes.cursor, len(quotes.rows), found.total, more)
        self.query_one("#status", Bar).show(
            lambda width: search_text.status(where, order, width=width, marks=marks)
        )

    def _show_listed(self, listed: Listed) -> None:
        found = listed.found
        self.listing.found = found
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
        self.panes.quotes.empty = lambda width: search_text.nothing(found, counts, self._ways_out(), width)
        self._list(listed, keep=self._keep)
        self.panes.facets.set_filters(tuple(filters(found, fields(found.query))))
        damage = self.session.library.store.damage[self._damaged :]
        if damage:
            self._damaged += len(damage)
            others = f", as were {len(damage) - 1} others" if len(damage) > 1 else ""
            self.say(f"{damage[0].message}; it was left out{others}. {damage[0].hint}", Tone.BAD)
        elif found.notice:
            self.say(found.notice, of=_ANSWER)
        if found.cut and not isinstance(listed.rows, RowWindow):
            self._rest_timer = self.set_timer(_REST_AFTER, partial(self._ask_whole, found))

    def _ways_out(self) -> search_text.WayOut:
        """The keys that lead out of an empty answer from where the user is."""
        key, box = self.session.key, self.place is Place.BOX
        value = self.panes.box.value
        return search_text.WayOut(
            key("accept", Place.BOX) if box else "",
            key("clear_filters", self.place),
            key("leave_box", Place.BOX) if box else key("clear"),
            filtered=without_fields(value).strip() not in ("", value.strip()),
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
        self._show_status()
        self.looking.look()

    def on_resize(self) -> None:
        """Draw the preview as the new width wants it."""
        self.looking.draw()

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        event.stop()
        self.listing.action_read()

    def renew(self) -> None:
        self.panes.quotes.bookmarked = frozenset(mark_quote.marked(self.session.library))
        self.renew_list()
