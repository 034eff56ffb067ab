"""The filters: speakers, outlets, forms and more of all that answers, with their numbers.

One rule guards it: a filter is a term of the query, shown in the search box; the pane keeps nothing itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import ClassVar, Final, NamedTuple

from textual import events
from textual.binding import BindingType
from textual.geometry import Size

from quotebrowser.library import Found
from quotebrowser.model import Facet
from quotebrowser.text import safe_line, unknown
from quotebrowser.tui.actions import Place
from quotebrowser.tui.messages import FacetTaken
from quotebrowser.tui.paint.lines import BLANK, Line, Role, fit, line, piece, sides
from quotebrowser.tui.paint.signs import UNICODE, Marks
from quotebrowser.tui.widgets.key_hints import bindings
from quotebrowser.tui.widgets.pane import Lines


class Filter(NamedTuple):
    """One line of the pane."""

    field: str
    """Of the query; empty for a heading or a blank line."""
    value: str
    """Of the field, as stored; the heading's words for a heading."""
    quotes: int = 0
    """Quotes that have it."""
    taken: bool = False
    """Whether it is a term of the query."""


@cache
def _facets() -> tuple[str, ...]:
    """Query fields whose values are offered."""
    from quotebrowser.query import FIELDS  # noqa: PLC0415 - after the first paint

    return tuple(row.name for row in FIELDS if row.facet)


_CALLED: Final = {("lang", ""): "language", ("meaning", "differs"): "may differ"}
"""What fields and values are called where their names are for typing."""


def name_of(row: Filter) -> str:
    """What a filter is called: its value, or that it is not known."""
    called = _CALLED.get((row.field, row.value), row.value)
    return safe_line(called) if row.value else unknown.line(row.field)


def more_filters(
    counted: Mapping[str, Sequence[Facet]], taken: Sequence[tuple[str, str]]
) -> Iterator[Filter]:
    """The lines for what is counted only once the filters are opened.

    Args:
        counted: values by field.
        taken: fields and values that the query already has.
    """
    for field, facets in counted.items():
        yield Filter("", "")
        yield Filter("", _CALLED.get((field, ""), field).upper())
        for facet in facets:
            yield Filter(field, facet.value, facet.count, (field, facet.value) in taken)


def filters(found: Found, taken: Sequence[tuple[str, str]]) -> Iterator[Filter]:
    """The lines of the pane.

    Args:
        found: the answer they are of.
        taken: fields and values that the query already has.
    """
    for at, field in enumerate(_facets()):
        if field == "form" and not found.facets.get(field):
            continue  # there are only reports
        heading = field.upper()
        if at:
            yield Filter("", "")
        # Without a query the library's own counts are shown, and those of outlets are of articles.
        of_articles = field == "outlet" and not found.query.strip()
        yield Filter("", f"{heading}  articles" if of_articles else heading)
        for facet in found.facets.get(field, ()):
            yield Filter(field, facet.value, facet.count, (field, facet.value) in taken)


class FacetList(Lines, can_focus=True):
    """Filters with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.FACETS, doer="screen.")

    def __init__(self, *, id: str, marks: Marks = UNICODE) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.filters: tuple[Filter, ...] = ()
        self._make: Callable[[], Iterable[Filter]] | None = None
        self.cursor = 0
        self.marks = marks

    def set_filters(self, make: Callable[[], Iterable[Filter]]) -> None:
        """Show other filters, made when they are seen; the cursor stays on its filter if it is there."""
        self._make = make
        if self.display:
            self.on_show()

    def on_show(self) -> None:
        """Make the filters that were set while the pane was not shown."""
        if self._make is None:
            return
        before = self.filters[self.cursor] if self.cursor < len(self.filters) else None
        self.filters, self._make = tuple(self._make()), None
        places = [at for at, row in enumerate(self.filters) if row.field]
        same = (
            at
            for at in places
            if before and self.filters[at].field == before.field and self.filters[at].value == before.value
        )
        self.cursor = next(same, places[0] if places else 0)
        self.virtual_size = Size(self.size.width, len(self.filters))
        self.refresh()

    def move(self, step: int) -> None:
        """Go so many filters on, back where negative; as far as there are any."""
        places = [at for at, row in enumerate(self.filters) if row.field]
        if self.cursor in places:
            last = len(places) - 1
            self.cursor = at = places[min(max(places.index(self.cursor) + step, 0), last)]
            self.scroll_to(y=min(max(self.scroll_offset.y, at - self.page() + 1), at), animate=False)
            self.point(at)
            self.refresh()

    @property
    def here(self) -> int:
        return self.cursor

    def take(self) -> None:
        """Tell the screen that the filter under the cursor was chosen."""
        if self.cursor < len(self.filters) and self.filters[self.cursor].field:
            row = self.filters[self.cursor]
            self.post_message(FacetTaken(row.field, row.value))

    def line_at(self, y: int) -> Line:
        if not 0 <= y < len(self.filters):
            return BLANK
        row, width, ellipsis = self.filters[y], self.width, self.marks.ellipsis
        if not row.field:
            return fit(line(" ", piece(row.value, Role.LABEL)), width, ellipsis)
        here = y == self.cursor and self.has_focus
        unknown = not row.value
        name = name_of(row)
        role = Role.CHOSEN if row.taken else Role.DIM if unknown else Role.PLAIN
        left = line(piece(self.marks.cursor if here else " ", Role.CURSOR), " ", piece(name, role))
        return sides(
            fit(left, max(width - 6, 1), ellipsis), line(piece(f"{row.quotes} ", Role.DIM)), width, ellipsis
        )

    def current(self, y: int) -> bool:
        return y == self.cursor and self.has_focus

    def on_focus(self) -> None:
        """Show the cursor."""
        self.point(self.cursor)
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Take the new width."""
        self.virtual_size = Size(event.size.width, len(self.filters))

    def on_click(self, event: events.Click) -> None:
        """Choose the filter under the mouse."""
        at = event.y + self.scroll_offset.y
        if at < len(self.filters) and self.filters[at].field:
            self.cursor = at
            self.take()
