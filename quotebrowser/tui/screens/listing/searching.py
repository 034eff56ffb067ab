"""Searching: what stands in the box is asked of the library, and what answers is listed.

One rule guards it: what is listed is the answer to what stands in the box, or the line below the box says why
not.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from textual.timer import Timer

from quotebrowser.errors import QueryError, QuoteBrowserError
from quotebrowser.library import Counts, Found, sharing
from quotebrowser.library.finding import search_quotes
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.base_page import Tone
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.paint import search_text
from quotebrowser.tui.screens.listing.panes import Panes
from quotebrowser.tui.screens.listing.parts import ListPart
from quotebrowser.tui.screens.listing.questions import FIRST, Listed, Verified, level
from quotebrowser.tui.screens.listing.reach import Reach
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.pane import Bar
from quotebrowser.tui.widgets.query_terms import without_fields

_ANSWER: Final = "answer"
"""What a notice is about that came with the rows."""
_RESTS: Final = 50
"""Times as long as an answer takes it is not asked for again because others write."""


class _Renewal(NamedTuple):
    """What answers now that others wrote."""

    listed: Listed
    asks: int
    """How often somebody had asked before."""
    state: int
    """Of the library before."""


class Searching(ListPart):
    """Asks what answers the query, and shows it.

    Args:
        page: that is searched on.
        panes: of the page.
        reach: of the list.
        counts: returns how much the library holds, as far as that is known; where it has changed, the heading
            is drawn.

    Attributes:
        listed: called with an answer once its rows are listed.
        answered: called when all of an answer is shown; with None where the query could not be answered.
        ways_out: finds the keys that lead out of an empty answer from where the user is.
    """

    def __init__(self, page: QuotePage, panes: Panes, reach: Reach, counts: Callable[[], Counts]) -> None:
        super().__init__(page, panes, reach)
        self._counts = counts
        self.listed: Callable[[Found], None] = lambda _found: None
        self.answered: Callable[[Found | None], None] = lambda _found: None
        self.ways_out: Callable[[], search_text.WayOut] = self.ways
        self._keep = False
        self._searches: Latest[Listed] = Latest(page, self.show, self._refused)
        self._renewals: Latest[_Renewal] = Latest(page, self._renewed, self._refused)
        self.typed_at = 0.0
        """When somebody asked last, on the clock of `time.monotonic`."""
        self._asks = 0
        """How often somebody asked."""
        self._wrong = ("", 0)
        self._damaged = 0
        self._levels: Latest[bool] = Latest(page, self._levelled, page.fail)
        self._asked_at = -1
        """The library's state when it was last asked, where others write to it."""
        self._again_at = 0.0
        """When to ask again takes no more than a small part of the time since the last answer."""
        self._timer: Timer | None = None

    @property
    def busy(self) -> bool:
        """Whether another answer is to come."""
        return self._searches.busy

    @property
    def is_current(self) -> bool:
        """Whether nothing was written since the library was asked, nor was lacking from its last answer."""
        found = self._reach.found
        is_whole = found is not None and not found.lacking
        return is_whole and self._asked_at == self._page.session.library.store.state()

    def begin(self) -> None:
        """Ask for the first time."""
        library = self._page.session.library
        if self._panes.box.value:
            self._counts()
            self.again()
        else:
            # The store alone answers this, in a few milliseconds: the first paint shows quotes.
            found = search_quotes.search(library, "", limit=FIRST, sort="date")
            self.show(Listed(found, found.rows))
            self._page.call_after_refresh(self.again)

    def level(self) -> None:
        """Bring the index level, and list what may have been lacking."""
        self._levels.ask(partial(level, self._page.session.library))

    def index_told(self) -> None:
        """The index has gone on beside the browser, or all of it is there."""
        self.show_line()
        beside, found = self._page.session.library.builder, self._reach.found
        if beside is not None and not beside.running:
            self.again(keep=True)
        elif found and found.lacking and (self._page.place is Place.BOX or not found.rows):
            # More can be found now; whoever reads the list keeps it until all can.
            self.again()

    def beside(self) -> None:
        """Show what others wrote, unless the library was asked since: of what is seen at once."""
        if self.is_current:
            return
        if self._reach.fetch_seen():
            self.soon()
        else:
            self._renew()

    def soon(self) -> None:
        """Ask the library again, as soon as that costs little, and leave the cursor where it is.

        Where an answer takes long and others write all the time, it would else do nothing but answer.
        """
        wait = self._again_at - time.monotonic()
        if wait <= 0:
            self._renew()
        elif self._timer is None:
            self._timer = self._page.set_timer(wait, self._due)

    def _renew(self) -> None:
        """Ask the library again beside whoever types: whose answers are not to wait for this one."""
        row, asks, state = self._panes.row, self._asks, self._page.session.library.store.state()
        if row is None or self._panes.box.is_pasted:
            self.again(keep=True)
            return
        answers, query, order = self._reach.answers, self._panes.box.value, self._reach.order
        # Of a long answer whose first rows alone are listed no more is asked for than at a key.
        ask = answers.first if self._reach.is_cut else partial(answers.again, near=row.uid)
        self._renewals.ask(lambda: _Renewal(ask(query, order), asks, state))

    def _renewed(self, renewal: _Renewal) -> None:
        """Show it, unless the library was asked for something else since."""
        if renewal.asks == self._asks and not self.busy:
            self._keep, self._asked_at = True, renewal.state
            self.show(renewal.listed)

    def _due(self) -> None:
        self._timer = None
        if not self.is_current:
            self.soon()

    def again(self, *, keep: bool = False) -> None:
        """Ask the library again; `keep` leaves the cursor on its quote."""
        row = self._panes.row if keep else None
        self._keep = row is not None
        if not keep:
            self.typed_at = time.monotonic()
        self._asks += 1
        library = self._page.session.library
        if library.following:  # a key in a library of one's own asks nothing for others
            self._asked_at = library.store.state()
        box, order, answers = self._panes.box, self._reach.order, self._reach.answers
        self._reach.leave(box.value)
        if box.is_pasted:
            self._searches.ask(partial(answers.pasted, box.value, order))
        elif row is not None:
            self._searches.ask(partial(answers.again, box.value, order, row.uid))
        else:
            fit = min(FIRST, self._panes.quotes.rows_seen() + 1) if box.value else FIRST
            counted = self._panes.facets.display
            question = partial(answers.first, box.value, order, fit, counted=counted)
            # What an empty box lists takes longer the larger the library is, however quick words are.
            self._searches.ask(question, here=answers.quick and bool(box.value.strip()))

    def show(self, listed: Listed) -> None:
        """List an answer, and say what is to be said of it."""
        found = listed.found
        self._wrong = ("", 0)
        self._page.hush(_ANSWER)
        verdict, page = found.verdict if isinstance(found, Verified) else None, self._page
        page.query_one("#verdict", Bar).show(
            lambda width: search_text.verdict_lines(verdict, width, max(page.size.height // 4, 3), page.marks)
        )
        counts = self._counts()
        self._again_at = time.monotonic() + _RESTS * self._reach.answers.took
        self._panes.quotes.empty = lambda width: search_text.nothing(
            found, counts, self.ways_out(), width, page.marks
        )
        self._reach.show(listed, keep=self._keep)
        self.show_line()
        self.listed(found)
        self._say_of(found)
        self.answered(found)

    def _say_of(self, found: Found) -> None:
        """Say what was left out of an answer because it is damaged, or what else it has to say."""
        damage = self._page.session.library.store.damage[self._damaged :]
        if damage:
            self._damaged += len(damage)
            others = f", as were {len(damage) - 1} others" if len(damage) > 1 else ""
            self._page.say(f"{damage[0].message}; it was left out{others}. {damage[0].hint}", Tone.BAD)
        elif found.notice:
            self._page.say(found.notice, of=_ANSWER)

    def ways(self) -> search_text.WayOut:
        """The keys that lead out of an empty answer from where the user is."""
        session, box, value = self._page.session, self._page.place is Place.BOX, self._panes.box.value
        key, leave, add = session.key, session.key("leave_box", Place.BOX), session.offered("add")
        return search_text.WayOut(
            key("accept", Place.BOX) if box else "",
            key("clear_filters", self._page.place),
            leave if box else key("clear"),
            filtered=without_fields(value).strip() not in ("", value.strip()),
            add=f"{leave} {add}" if box and add else add,
        )

    def _levelled(self, lacking: bool) -> None:  # noqa: FBT001 - the answer of `level`
        """After the index was brought level: what is listed may lack what was new."""
        if lacking:
            self.again(keep=True)

    def _refused(self, error: QuoteBrowserError) -> None:
        self.answered(None)
        if isinstance(error, QueryError):
            self._wrong = (error.message, error.position)
            self.show_line()
        else:
            self._page.fail(error)

    def show_line(self) -> None:
        """The line below the box: what is wrong with the query, at its character; or who answers it."""
        marks, (message, position) = self._page.marks, self._wrong
        before = search_text.cells_before(self._panes.box.value, position) - round(self._panes.box.scroll_x)
        lacking = self._reach.found.lacking if self._reach.found else ""
        library = self._page.session.library
        note = sharing.told(library.store) or lacking or search_quotes.meanwhile(library)
        self._page.query_one("#line", Bar).show(
            lambda width: search_text.below_box(message, before, width=width, marks=marks, note=note)
        )
