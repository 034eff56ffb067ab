"""The page of a speaker or an outlet: all they said or printed by date, below who they are, in numbers.

One rule guards it: it is the search page with a query for its subject, and does all that one does. A name is
merged only when the user has chosen it, seeing how much that changes.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, Final, NamedTuple

from textual import on
from textual.binding import BindingType

from quotebrowser.errors import QuoteBrowserError, UnknownError
from quotebrowser.library import Library
from quotebrowser.library.changing import merge_speakers
from quotebrowser.library.finding.alike_speakers import Proposal
from quotebrowser.library.showing import outlet_views, speaker_views
from quotebrowser.library.showing.outlet_views import OutletView
from quotebrowser.library.showing.speaker_views import SpeakerView
from quotebrowser.text import safe_line
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.base_page import HEIGHTS, Tone, finish, heir
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.messages import IndexTold
from quotebrowser.tui.paint import subject_text
from quotebrowser.tui.paint.lines import Line
from quotebrowser.tui.paint.search_text import Order
from quotebrowser.tui.popups.chooser import Chooser
from quotebrowser.tui.screens.keys.watch_keys import WatchKeys
from quotebrowser.tui.screens.search_page import SearchPage
from quotebrowser.tui.widgets.choice_list import Option
from quotebrowser.tui.widgets.key_hints import bindings
from quotebrowser.tui.widgets.pane import Bar
from quotebrowser.tui.widgets.query_terms import fields, only
from quotebrowser.tui.widgets.row_list import RowList


class Kind(NamedTuple):
    """What a page can be of."""

    opens: str
    """The action that opens such a page."""
    did: str
    """What the subject has done with what is listed."""
    query: Callable[[str], str]
    """The query for all that is theirs, by their name."""
    counted: Callable[[Library, str], Any]
    """What is known of the subject of a name; called in a thread."""


class Head(WatchKeys):
    """The heading, with what is known of the subject; subclasses say what that is.

    Args:
        page: of the subject.
        name: of the subject.
    """

    KIND: ClassVar[Kind]
    """What the subject is."""
    view: Any = None
    """What is known; None: not yet."""

    def __init__(self, page: "SubjectPage", name: str) -> None:
        super().__init__(page, page.renew_list)
        self.name = name
        """Of the subject."""
        self._views: Latest[Any] = Latest(page, self._show, self._fail)

    @property
    def query(self) -> str:
        """The query for all that is theirs."""
        return self.KIND.query(self.name)

    @property
    def idle(self) -> list[str]:
        """Actions that do nothing here."""
        raise NotImplementedError

    def head(self) -> None:
        """Draw the heading, and count again what it says."""
        self._draw()
        self._views.ask(partial(self.KIND.counted, self._session.library, self.name))

    def _lines(self, width: int, *, high: bool) -> Sequence[Line]:
        """The heading."""
        raise NotImplementedError

    def _show(self, view: Any) -> None:
        self.view, self.name = view, view.name  # as it is mostly written
        self._draw()
        self._page.show_foot()

    def _fail(self, error: QuoteBrowserError) -> None:
        if not isinstance(error, UnknownError):  # of mentions alone nothing is counted
            self._page.fail(error)

    def _draw(self) -> None:
        page = self._page
        page.query_one("#head", Bar).show(
            lambda width: self._lines(width, high=page.size.height >= HEIGHTS[2][0])
        )


class SpeakerHead(Head):
    """How much a person or institution said, and which names may be theirs."""

    KIND = Kind("speaker", "said", speaker_views.query, speaker_views.speaker)
    view: SpeakerView | None = None

    @property
    def idle(self) -> list[str]:
        return ["counts", *(["merge_names"] if self.view is not None and not self.view.proposals else [])]

    def _lines(self, width: int, *, high: bool) -> Sequence[Line]:
        key, marks = self._session.offered("merge_names"), self._page.marks
        return subject_text.speaker_head(self.name, self.view, width, marks, key=key, high=high)


class OutletHead(Head):
    """How much an outlet printed, and how it prints what others print too."""

    KIND = Kind("outlet", "printed", outlet_views.query, outlet_views.outlet)
    view: OutletView | None = None

    @property
    def idle(self) -> list[str]:
        return ["merge_names"]

    def _lines(self, width: int, *, high: bool) -> Sequence[Line]:
        key = self._session.key("counts", Place.SUBJECT)
        return subject_text.outlet_head(self.name, self.view, width, self._page.marks, key=key, high=high)


HEADS: Final[Mapping[str, type[Head]]] = {each.KIND.opens: each for each in (SpeakerHead, OutletHead)}
"""What a page can be of, by the action that opens it."""


class SubjectKeys:
    """The keys that list what is counted of an outlet, and that merge the names of a speaker.

    Args:
        page: that they are pressed on.
    """

    def __init__(self, page: "SubjectPage") -> None:
        self._page = page

    def action_counts(self) -> None:
        if not isinstance(self._page.about, OutletHead):
            self._page.say("Only outlets have these counts")
        elif self._page.about.view is None:
            self._page.say("Still comparing with what others print")
        else:
            taken = dict(fields(self._page.panes.box.value)).get("print", "")
            options = [
                Option((one.value,), one.words, number, taken=one.value == taken)
                for one, number in outlet_views.told(self._page.about.view)
            ]
            title = f"What others print too, and how {safe_line(self._page.about.name)} prints it"
            self._page.app.push_screen(Chooser(self._page.session, title, options), self._narrowed)

    def _narrowed(self, chosen: tuple[str, ...] | None) -> None:
        if chosen is not None:
            self._page.panes.change_query(only(self._page.panes.box.value, "print", chosen[0]))

    def action_merge_names(self) -> None:
        view = self._page.about.view if isinstance(self._page.about, SpeakerHead) else None
        if view is None or not view.proposals:
            self._page.say(f"No name in the library is like {self._page.about.name}")
        elif self._page.may_change():
            options = [
                Option((str(at),), safe_line(one.other(view.name)), one.change, _why(one))
                for at, one in enumerate(view.proposals)
            ]
            title = f"Who may be the same person as {safe_line(view.name)}"
            popup = Chooser(self._page.session, title, options)
            self._page.app.push_screen(popup, partial(self._chosen, view.proposals))

    def _chosen(self, proposals: tuple[Proposal, ...], chosen: tuple[str, ...] | None) -> None:
        if chosen is not None:
            finish(self._page, partial(self._merged, proposals[int(chosen[0])]))

    async def _merged(self, one: Proposal) -> None:
        try:
            await asyncio.to_thread(merge_speakers.merge, self._page.session.library, one.name, one.into)
        except QuoteBrowserError as error:
            heir(self._page).fail(error)
            return
        undo = self._page.session.key("undo")
        heir(self._page).say(f"{one.name} is now {one.into}: {one.change} ({undo} undoes it)", Tone.GOOD)
        if heir(self._page) is not self._page:
            heir(self._page).renew()
            return
        self._page.about.name = one.into
        self._page.panes.everything = self._page.about.query
        self._page.panes.change_query(self._page.panes.everything)
        self._page.renew()


class SubjectPage(SearchPage):
    """What one person or institution said, or one outlet printed, by date.

    Args:
        session: of the browser.
        name: of the subject.
        kind: what it is.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.SUBJECT)
    AUTO_FOCUS = "#list"

    def __init__(self, session: Session, name: str, kind: type[Head]) -> None:
        super().__init__(session, kind.KIND.query(name))
        self.watching = self.about = kind(self, name)
        self.panes.everything = self.about.query
        self.reach.order = Order("date")
        self.lend(SubjectKeys(self))

    def on_mount(self) -> None:
        """Take over the marks of the list below. Textual calls this besides the one of every page."""
        self.panes.quotes.marked = dict(self._below.marked)

    @property
    def _below(self) -> RowList:
        """The list from which the user came here, by way of other pages perhaps."""
        pages = (page for page in reversed(self.app.screen_stack) if isinstance(page, SearchPage))
        return next(page.panes.quotes for page in pages if page is not self)

    @property
    def place(self) -> Place:
        place = super().place
        return Place.SUBJECT if place is Place.LIST else place

    @property
    def idle(self) -> tuple[str, ...]:
        return *super().idle, *self.about.idle

    def renew(self) -> None:
        self.about.head()
        super().renew()

    @on(IndexTold)
    def _count_again(self, event: IndexTold) -> None:
        """What is known may follow from the index: Textual calls this before the one of every list."""
        beside = self.session.library.builder
        if beside is not None and not beside.running:
            self.about.head()
        del event

    def action_speaker(self) -> None:
        self._open_other("speaker")

    def action_outlet(self) -> None:
        self._open_other("outlet")

    def _open_other(self, kind: str) -> None:
        """The page of the speaker or the outlet of a quote, unless it is this one."""
        if kind == self.about.KIND.opens:
            self.say(f"This is all that {self.about.name} has {self.about.KIND.did}")
        else:
            getattr(self.quoting, f"action_{kind}")()

    def action_back(self) -> None:
        self._below.marked = self.panes.quotes.marked
        self._below.refresh()
        self.dismiss()


def _why(one: Proposal) -> str:
    """What speaks for a name, and which of the two would stay."""
    return safe_line("; ".join((*one.evidence, one.reason, f"all would be {one.into}’s")))
