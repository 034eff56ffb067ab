"""The page of a speaker: all they said by date, below who they are and which names may be theirs.

One rule guards it: it is the search page with a query for the speaker, and does all that one does. A name is
merged only when the user has chosen it, seeing how much that changes.
"""

import asyncio
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from quotebrowser.errors import QuoteBrowserError, UnknownError
from quotebrowser.library.changing import merge_speakers
from quotebrowser.library.finding.alike_speakers import Proposal
from quotebrowser.library.showing import speaker_views
from quotebrowser.library.showing.speaker_views import SpeakerView
from quotebrowser.text import safe_line
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.base_page import HEIGHTS, Tone
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint import speaker_text
from quotebrowser.tui.paint.search_text import Order
from quotebrowser.tui.popups.chooser import Chooser
from quotebrowser.tui.screens.keys.watch_keys import WatchKeys
from quotebrowser.tui.screens.search_page import SearchPage
from quotebrowser.tui.widgets.choice_list import Option
from quotebrowser.tui.widgets.key_hints import bindings
from quotebrowser.tui.widgets.pane import Bar
from quotebrowser.tui.widgets.row_list import RowList


class SpeakerHead(WatchKeys):
    """The heading, and what is known of the speaker."""

    def __init__(self, page: "SpeakerPage", name: str) -> None:
        super().__init__(page, page.renew_list)
        self.name = name
        """Of the speaker."""
        self.view: SpeakerView | None = None
        """What is known; None: not yet."""
        self._views: Latest[SpeakerView] = Latest(page, self._show, self._fail)

    def head(self) -> None:
        """Draw the heading, and count again what it says."""
        self._draw()
        self._views.ask(partial(speaker_views.speaker, self._session.library, self.name))

    def _show(self, view: SpeakerView) -> None:
        self.view, self.name = view, view.name
        self._draw()
        self._page.show_foot()

    def _fail(self, error: QuoteBrowserError) -> None:
        if not isinstance(error, UnknownError):  # of mentions alone nothing is counted
            self._page.fail(error)

    def _draw(self) -> None:
        page, name, view, key = self._page, self.name, self.view, self._session.offered("merge_names")
        page.query_one("#head", Bar).show(
            lambda width: speaker_text.head(
                name, view, width, page.marks, key=key, high=page.size.height >= HEIGHTS[2][0]
            )
        )


class SpeakerPage(SearchPage):
    """What one person or institution said, by date.

    Args:
        session: of the browser.
        name: of the speaker.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.SPEAKER)
    AUTO_FOCUS = "#list"

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session, speaker_views.query(name))
        self.panes.everything = speaker_views.query(name)
        self.reach.order = Order("date")
        self.watching = self.about = SpeakerHead(self, name)

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
        return Place.SPEAKER if place is Place.LIST else place

    @property
    def idle(self) -> tuple[str, ...]:
        lone = self.about.view is not None and not self.about.view.proposals
        return *super().idle, "speaker", *(["merge_names"] if lone else [])

    def renew(self) -> None:
        self.about.head()
        super().renew()

    def action_speaker(self) -> None:
        self.say(f"This is all that {self.about.name} has said")

    def action_back(self) -> None:
        self._below.marked = self.panes.quotes.marked
        self._below.refresh()
        self.dismiss()

    def action_merge_names(self) -> None:
        view = self.about.view
        if view is None or not view.proposals:
            self.say(f"No name in the library is like {self.about.name}")
        elif self.may_change():
            options = [
                Option((str(at),), safe_line(one.other(view.name)), one.change, _why(one))
                for at, one in enumerate(view.proposals)
            ]
            title = f"Who may be the same person as {safe_line(view.name)}"
            popup = Chooser(self.session, title, options)
            self.app.push_screen(popup, partial(self._chosen, view.proposals))

    def _chosen(self, proposals: tuple[Proposal, ...], chosen: tuple[str, ...] | None) -> None:
        if chosen is not None:
            self.run_worker(self._merged(proposals[int(chosen[0])]))

    async def _merged(self, one: Proposal) -> None:
        try:
            await asyncio.to_thread(merge_speakers.merge, self.session.library, one.name, one.into)
        except QuoteBrowserError as error:
            self.fail(error)
            return
        undo = self.session.key("undo")
        self.say(f"{one.name} is now {one.into}: {one.change} ({undo} undoes it)", Tone.GOOD)
        self.about.name = one.into
        self.panes.everything = speaker_views.query(one.into)
        self.panes.change_query(self.panes.everything)
        self.renew()


def _why(one: Proposal) -> str:
    """What speaks for a name, and which of the two would stay."""
    return safe_line("; ".join((*one.evidence, one.reason, f"all would be {one.into}’s")))
