"""The search screen: a box, the quotes that answer, and the one under the cursor at a glance.

One rule guards it: what is listed is the answer to what stands in the box, or the line below the box says why
not. The query holds all filters; the screen keeps none.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.containers import Container
from textual.timer import Timer
from textual.widget import Widget

from quotebrowser.errors import QueryError, QuoteBrowserError
from quotebrowser.library import Comparison, FileOutcome, Found, Library, Row, searching
from quotebrowser.model import Kind
from quotebrowser.tui.actions import Place
from quotebrowser.tui.messages import FacetTaken, Highlighted, Opened, Typed
from quotebrowser.tui.screens.jobs import Latest
from quotebrowser.tui.screens.list_actions import ListActions
from quotebrowser.tui.screens.page import Tone
from quotebrowser.tui.screens.session import Session
from quotebrowser.tui.widgets import search_text
from quotebrowser.tui.widgets.facet_list import FacetList, filters
from quotebrowser.tui.widgets.keys import bindings
from quotebrowser.tui.widgets.pane import Bar, Pane
from quotebrowser.tui.widgets.query_terms import fields, term, toggled
from quotebrowser.tui.widgets.row_list import RowList
from quotebrowser.tui.widgets.search_box import SearchBox

_LIMIT: Final = 500
"""Rows listed: more than anybody scrolls through; the line beside the box says how many there are in all."""
_LULL: Final = 0.3
"""Seconds without a new article in the folder that is watched, after which the list is made anew."""
_FIRST: Final = 60
"""Rows of the list that is painted first: more than fit on any screen."""
_BESIDE_FROM: Final = 100
"""Cells of the screen from which the preview stands beside the list, not below it."""


if TYPE_CHECKING:
    from quotebrowser.tui.widgets.preview_text import Glance

# ruff: noqa: PLC0415 - preview, comparison and styles are loaded after the first paint


def glance(session: Session, row: Row) -> "Glance":
    """What the preview shows of a row; called in a thread."""
    from quotebrowser.library import citing, comparing, reading
    from quotebrowser.tui.widgets.preview_text import Glance

    view = replace(reading.quote(session.library, row.uid), row=row)
    comparison: Comparison | None = None
    if row.witnesses > 1 and row.kind is not Kind.MENTION:
        comparison = comparing.compare(session.library, row.utterance or row.uid)
    citation = citing.cite(
        session.library, row.uid, style=session.style, form=session.form, flavour=session.flavour
    )
    return Glance(view, comparison, citation)


def answer(library: Library, query: str, sort: str) -> Found:
    """The answer to a query; called in a thread. Where everything is listed, the library's own counts."""
    from quotebrowser.library import reading

    found = searching.search(library, query, limit=_LIMIT, sort=sort, as_typed=True)
    if query.strip():
        return found
    return replace(found, speakers=reading.speakers(library), outlets=reading.outlets(library))


def level(library: Library) -> int:
    """Bring the index level with the store, and so load it; called in a thread. Returns how many were new."""
    from quotebrowser.library import keeping

    return keeping.catch_up(library)


class SearchPage(ListActions):
    """The first screen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.LIST)
    AUTO_FOCUS = "#box"

    def __init__(self, session: Session, query: str = "") -> None:
        super().__init__(session)
        self._query = query
        self._listing: Timer | None = None
        self._keep = ""
        self._seen: Glance | None = None
        self._searches: Latest[Found] = Latest(self, self._show_found, self._show_error)
        self._glances: Latest[Glance] = Latest(self, self._show_glance, self.fail)
        self._levels: Latest[int] = Latest(self, self._levelled, self.fail)

    def compose(self) -> Iterable[Widget]:
        yield Bar(id="head")
        with Container(id="row"):
            yield Bar(id="prompt")
            yield SearchBox(self._query, id="box", accept=self._accept, leave=self._leave_box)
            yield Bar(id="status")
        yield Bar(id="line")
        with Container(id="body"):
            yield FacetList(id="facets", marks=self.marks)
            yield RowList(id="list", marks=self.marks)
            yield Pane(id="preview", can_focus=True)
        yield from self.foot()

    def on_mount(self) -> None:
        library = self.session.library
        self.head()
        self.query_one("#prompt", Bar).show(lambda _width: search_text.PROMPT)
        self._show_line("", 0)
        if self._query:
            self.search_again()
        else:
            # The store alone answers this, in a few milliseconds: the first paint shows quotes.
            self._show_found(searching.search(library, "", limit=_FIRST))
            self.call_after_refresh(self.search_again)
        self.call_after_refresh(self._levels.ask, partial(level, library))

    def head(self) -> None:
        """Draw the heading: what the library holds now, and which folder is watched."""
        library, marks = self.session.library, self.marks
        counts, watch = library.counts(), str(self.session.watch or "")
        self.query_one("#head", Bar).show(
            lambda width: search_text.head(
                counts, demo=library.is_demo, watch=watch, width=width, marks=marks
            )
        )

    def heard(self, outcome: FileOutcome) -> None:
        """A file was read in the folder that is watched: list what is new once no more come for a moment."""
        self.head()
        if outcome.outcome == "rejected":
            self.say(f"Not read: {outcome.path}: {outcome.reason}", Tone.DOUBT)
        elif outcome.outcome != "known":
            if self._listing is not None:
                self._listing.stop()
            self._listing = self.set_timer(_LULL, lambda: self.search_again(keep=self.target()))

    @property
    def place(self) -> Place:
        """The pane that has the focus."""
        if isinstance(self.focused, SearchBox):
            return Place.BOX
        return Place.FACETS if isinstance(self.focused, FacetList) else Place.LIST

    def search_again(self, *, keep: str = "") -> None:
        self._keep = keep
        self._searches.ask(partial(answer, self.session.library, self.box.value, self.sort))

    def _show_found(self, found: Found) -> None:
        self.found = found
        self._show_line("", 0)
        marks, sort, counts = self.marks, self.sort, self.session.library.counts()
        self.query_one("#status", Bar).show(
            lambda width: search_text.status(found, limit=_LIMIT, sort=sort, width=width, marks=marks)
        )
        key = self.session.key
        keys = search_text.WayOut(key("accept"), key("clear_filters"), key("clear"))
        self.quotes.empty = lambda width: search_text.nothing(found, counts, keys, width)
        self.quotes.set_rows(found.rows, keep=self._keep)
        self.facets.set_filters(tuple(filters(found, fields(found.query))))
        if found.notice:
            self.say(found.notice)

    def _levelled(self, indexed: int) -> None:
        """After the index was brought level: what is listed may lack what was new."""
        if indexed:
            self.search_again(keep=self.target())

    def _show_error(self, error: QuoteBrowserError) -> None:
        if isinstance(error, QueryError):
            self._show_line(error.message, error.position)
        else:
            self.fail(error)

    def _show_line(self, message: str, position: int) -> None:
        """The line below the box: across, or with what is wrong with the query at its character."""
        marks = self.marks
        before = search_text.cells_before(self.box.value, position) - round(self.box.scroll_x)
        self.query_one("#line", Bar).show(
            lambda width: search_text.below_box(message, before, width=width, marks=marks)
        )

    @on(Typed)
    def _typed(self, event: Typed) -> None:
        event.stop()
        self.search_again()

    def _accept(self) -> None:
        """Go to the list; where nothing was found, take the query that is proposed."""
        found = self.found
        if found and found.query == self.box.value and not found.rows and found.suggestions:
            self.change_query(found.suggestions[0])
        else:
            self._leave_box()

    def _leave_box(self) -> None:
        self._remember()
        self.set_focus(self.quotes)  # at once: `focus` waits its turn behind keys already pressed

    @on(SearchBox.Recalled)
    def _recall(self) -> None:
        self._remember()
        past, value = self.session.past, self.box.value.strip()
        older = past[: past.index(value)] if value in past else past
        if older or past:
            self.change_query((older or past)[-1])
        else:
            self.say("No searches yet in this session")

    def _remember(self) -> None:
        value = self.box.value.strip()
        if value and value not in self.session.past:
            self.session.past.append(value)

    @on(FacetTaken)
    def _facet_taken(self, event: FacetTaken) -> None:
        event.stop()
        self.change_query(toggled(self.box.value, term(event.field, event.value)))

    @on(Highlighted)
    def _highlighted(self, event: Highlighted) -> None:
        event.stop()
        if self.row is None:
            self._seen = None
            self.preview.show(lambda _width: ())
            return
        question = partial(glance, self.session, self.row)
        if self._seen is None:
            # The first list is painted before comparison and citation are loaded for its first quote.
            self.call_after_refresh(self._glances.ask, question)
        else:
            self._glances.ask(question)

    def _show_glance(self, seen: "Glance") -> None:
        from quotebrowser.tui.widgets.preview_text import PreviewKeys, short, tall

        self._seen = seen
        marks, key = self.marks, self.session.key
        keys = PreviewKeys(key("edit"), key("copy"), self.session.style_name)
        place = f"{self.quotes.cursor + 1} of {len(self.quotes.rows)}"
        if self.size.width >= _BESIDE_FROM or self.has_class("-zoom"):
            self.preview.show(lambda width: tall(seen, max(width - 2, 2), marks, keys))
        else:
            self.preview.show(lambda width: short(seen, width, place, marks))

    def on_resize(self) -> None:
        """Draw the preview as the new width wants it."""
        if self._seen is not None:
            self._show_glance(self._seen)

    def action_zoom(self) -> None:
        super().action_zoom()
        self.on_resize()

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        event.stop()
        self.action_read()

    def renew(self) -> None:
        from quotebrowser.library import marking

        self.quotes.bookmarked = frozenset(marking.marked(self.session.library))
        self.search_again(keep=self.target())
