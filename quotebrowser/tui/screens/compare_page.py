"""The comparison screen: the same words as every article prints them.

One rule guards it: changing the view never changes what is compared; only the base is asked of the library.
"""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.geometry import Offset, Region
from textual.widget import Widget

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import Comparison, mark_quote
from quotebrowser.library.showing import compare_versions, wording
from quotebrowser.model import Pointer, Witness
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.copy_report import copy_text
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.comparison import differences_text
from quotebrowser.tui.paint.comparison.cells import Cell, CompareState, cells, marked, worst
from quotebrowser.tui.paint.comparison.compare_columns import NARROWEST, ColumnsView, columns_at
from quotebrowser.tui.paint.comparison.compare_rows import Drawn, RowsView, name_at, ordered
from quotebrowser.tui.paint.lines import Line
from quotebrowser.tui.screens.quote_page import QuotePage, TextKeys
from quotebrowser.tui.widgets.key_hints import bindings
from quotebrowser.tui.widgets.pane import Bar, Pane

_VIEWS: Final = ("rows", "columns", "differences")
_MOST_COLUMNS: Final = 4
"""Versions up to which columns are the first view: more do not fit side by side on most screens."""
_ORDERS: Final = ("similarity", "date", "outlet")
_WIDE: Final = 100
"""Cells of the screen from which columns are the first view and the heading names order and base."""
_AROUND: Final = 6
"""Lines of the screen that are neither versions nor differences: heading and hints."""
_SAME_NUMBER: Final = 0.8
"""Seconds within which two digits are one number."""


class ComparePage(QuotePage):
    """The versions of an utterance."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.COMPARE)
    PLACE = Place.COMPARE
    AUTO_FOCUS = "#versions"

    def __init__(self, session: Session, pointer: Pointer) -> None:
        super().__init__(session)
        self.lend(TextKeys(lambda: self.pane))
        self._asked = pointer
        self._base = ""
        self._view = ""
        self._order = _ORDERS[0]
        self._comparison: Comparison | None = None
        self._cells: tuple[Cell, ...] = ()
        self._state = CompareState()
        self._drawn = Drawn((), {})
        self._reprints: dict[int, int] = {}
        self._unfolded = False
        self._typed = ("", 0.0)
        self._at_end = 0
        self._between = False
        self._loads: Latest[Comparison] = Latest(self, self._loaded, self.fail)

    def compose(self) -> Iterable[Widget]:
        yield Bar(id="head")
        yield Pane(id="versions", can_focus=True)
        yield Bar(id="detail")
        yield from self.foot()

    def on_mount(self) -> None:
        self._ask()

    @property
    def pane(self) -> Pane:
        """The versions."""
        return self.query_one("#versions", Pane)

    @property
    def witness(self) -> Witness | None:
        """The version looked at; None before the answer."""
        if self._comparison is None or not self._state.order:
            return None
        return self._comparison.collation.witnesses[self._state.order[self._state.witness]]

    def target(self) -> Pointer | None:
        witness, comparison = self.witness, self._comparison
        if comparison is None or witness is None or not witness.passages:
            return None
        passage = witness.passages[0]
        return Pointer(passage.quote, passage.uid, comparison.collation.utterance)

    def renew(self) -> None:
        self._ask(self._base)

    def _ask(self, base: str = "") -> None:
        """Compare with an article as the base; empty: with the one the library takes."""
        self._base = base
        self._loads.ask(partial(compare_versions.compare, self.session.library, self._asked, primary=base))

    def _loaded(self, comparison: Comparison) -> None:
        first = self._comparison is None
        self._comparison = comparison
        self._cells = cells(comparison, between=self._between)
        sigla = [witness.siglum for witness in comparison.collation.witnesses]
        self._reprints = {
            sigla.index(reprint): sigla.index(text) for reprint, text in comparison.reprints.items()
        }
        order = self._ordered()
        count = len(order)
        if first:
            room = self.size.width >= max(count * (NARROWEST + 1), _WIDE)
            self._view = "columns" if room and 1 < count <= _MOST_COLUMNS else "rows"
            self._state = replace(self._state, difference=worst(comparison, self._state))
        self._change(order=order, folded=self._folded(), base=0, witness=0, page=0)
        if comparison.record.is_record:
            self.show_foot()

    def _folded(self) -> dict[int, int]:
        """How many reprints are left out beside each version."""
        return {} if self._unfolded else dict(Counter(self._reprints.values()))

    def _ordered(self) -> tuple[int, ...]:
        """Versions in the chosen order, the base first."""
        if self._comparison is None:
            return ()
        return ordered(self._comparison, self._order, () if self._unfolded else self._reprints)

    def _draw(self, width: int) -> tuple[Line, ...]:
        comparison = self._comparison
        if comparison is None:
            return ()
        if self._view == "columns":
            self._drawn = ColumnsView(comparison, self._cells, self._state, self.marks).draw(width)
        elif self._view == "rows":
            view = RowsView(comparison, self._cells, self._state, self.marks)
            self._drawn = view.draw(width)
            if len(self._drawn.lines) > self.pane.page():
                self._drawn = view.draw(width, spaced=False)
        else:
            self._drawn = differences_text.listing(comparison, self._state, width, self.marks)
        return self._drawn.lines

    def _show(self) -> None:
        comparison = self._comparison
        if comparison is None:
            return
        self.pane.show(self._draw, top=False)
        state, marks, next_key = self._state, self.marks, self.session.key("next_difference")
        self.query_one("#head", Bar).show(self._head)
        room = min(self.size.height - len(self._drawn.lines) - _AROUND, self.size.height * 3 // 5)
        self.query_one("#detail", Bar).display = self._view != "differences"
        self.query_one("#detail", Bar).show(
            lambda width: differences_text.below(comparison, state, width, room, marks, next_key)
        )
        place = self._drawn.places.get(state.difference)
        if place is not None:
            self.call_after_refresh(self._reveal, place)

    def _reveal(self, place: tuple[int, int]) -> None:
        """Bring the difference looked at into sight, and the terminal's own cursor to it."""
        self.pane.reveal(*place, margin=0)
        y, x = self._drawn.spots.get(self._state.difference, (place[0], 0))
        self.pane.reveal(y, y, margin=0)
        below = max(y - round(self.pane.scroll_target_y), 0)
        cursor = self.pane.region.offset + Offset(x, below)
        if cursor != self.app.cursor_position:
            self.app.cursor_position = cursor
            self.pane.refresh(Region(0, 0, 1, 1))  # it is sent with what is drawn next

    def _head(self, width: int) -> list[Line]:
        if self._comparison is None:
            return []
        state, key = self._state, self.session.key
        first = columns_at(width) < len(state.order) and self._view == "columns"
        said = differences_text.Heading(
            view=f"{self._view} {self.marks.chosen} {key('view')}",
            order=f"by {self._order} {self.marks.chosen} {key('order')}",
            base=f"{self.marks.chosen} {key('base')}",
            page=columns_at(width) if first else 0,
            most=max(self.size.height * 2 // 5, 3),
        )
        lines = differences_text.heading(self._comparison, state, said, width, self.marks)
        return [*lines, *self._drawn.heads]

    def on_resize(self) -> None:
        """Keep the difference in sight."""
        self.call_after_refresh(self._show)

    def _change(self, **changes: int | bool | tuple[int, ...] | dict[int, int]) -> None:
        self._at_end = 0
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._show()

    def _go(self, step: int) -> None:
        """Go to a difference; from the first and the last a second key leads round."""
        if self._comparison is None:
            return
        asked_again, self._at_end = self._at_end == step, 0
        numbers = [difference.number for difference in marked(self._comparison, self._state)]
        if not numbers:
            self.say("There are no differences to go to")
        elif self._state.difference not in numbers:
            self._change(difference=numbers[0])
        else:
            at = numbers.index(self._state.difference) + step
            if 0 <= at < len(numbers) or (asked_again and len(numbers) > 1):
                self._change(difference=numbers[at % len(numbers)])
            else:
                self._at_end = step
                self.say("This is the last difference" if step > 0 else "This is the first difference")

    def action_next_difference(self) -> None:
        self._go(1)

    def action_previous_difference(self) -> None:
        self._go(-1)

    def action_jump(self, digit: int) -> None:
        """Go to the difference with the number that the digits make that were typed without a rest."""
        now = time.monotonic()
        typed, last = self._typed
        typed = f"{typed if now - last < _SAME_NUMBER else ''}{digit}"
        shown = (
            {difference.number for difference in marked(self._comparison, self._state)}
            if self._comparison
            else ()
        )
        if int(typed) not in shown:
            typed = str(digit)
        self._typed = typed, now
        if int(typed) in shown:
            self._change(difference=int(typed))

    def _look(self, step: int) -> None:
        at = self._state.witness + step
        if 0 <= at < len(self._state.order):
            count = columns_at(self.pane.size.width)
            page = self._state.page
            page = min(page, at) if at < page + count else at - count + 1
            self._change(witness=at, page=page)

    def action_next_witness(self) -> None:
        self._look(1)

    def action_previous_witness(self) -> None:
        self._look(-1)

    def action_next_page(self) -> None:
        self._turn(1)

    def action_previous_page(self) -> None:
        self._turn(-1)

    def _turn(self, step: int) -> None:
        count = columns_at(self.pane.size.width)
        last = max(len(self._state.order) - count, 0)
        if self._view != "columns":
            self.say(f"Press {self.session.key('view')} to see columns")
        elif last == 0:
            self.say("All versions are shown")
        else:
            page = min(max(self._state.page + step * count, 0), last)
            self._change(page=page, witness=page)

    def action_base(self) -> None:
        if self._comparison is None:
            return
        count = len(self._comparison.collation.witnesses)
        at = self._state.order[self._state.witness] or (1 if count > 1 else 0)
        article = self._comparison.collation.witnesses[at].article
        self._ask(article)
        self.say(f"Compared with {name_at(self._comparison, at)}")

    def action_punctuation(self) -> None:
        self._change(punctuation=not self._state.punctuation)
        self.say(f"Punctuation differences are {'shown' if self._state.punctuation else 'hidden'}")

    def action_dots(self) -> None:
        self._change(dots=not self._state.dots)

    def action_view(self) -> None:
        self._view = _VIEWS[(_VIEWS.index(self._view or "rows") + 1) % len(_VIEWS)]
        self._show()

    def action_order(self) -> None:
        self._order = _ORDERS[(_ORDERS.index(self._order) + 1) % len(_ORDERS)]
        self._change(order=self._ordered(), folded=self._folded(), witness=0, page=0)
        self.say(f"Sorted by {self._order}; the base stays first")

    def action_exclude(self) -> None:
        at = self._state.witness
        if not self._state.order:
            return
        if at == 0:
            self._change(order=self._ordered())
            self.say("All versions are shown; the base cannot be hidden")
            return
        left = self._state.order[:at] + self._state.order[at + 1 :]
        self._change(order=left, witness=min(at, len(left) - 1))
        self.say(f"Hidden; press {self.session.key('exclude')} on the base to show all again")

    def action_primary(self) -> None:
        witness, comparison = self.witness, self._comparison
        if witness is None or comparison is None:
            return
        on = not (comparison.primary and witness.siglum == comparison.collation.witnesses[0].siglum)
        try:
            for passage in witness.passages:
                mark_quote.mark(self.session.library, passage.quote, on=on, name=mark_quote.PRIMARY)
        except QuoteBrowserError as error:
            self.fail(error)
            return
        name = name_at(comparison, comparison.collation.witnesses.index(witness))
        self._ask()
        self.say(
            f"{name} is primary: all versions are compared with it"
            if on
            else f"{name} is no longer the primary version"
        )

    def action_reprints(self) -> None:
        if not self._reprints:
            self.say("No version here reprints another text")
            return
        self._unfolded = not self._unfolded
        self._change(order=self._ordered(), folded=self._folded(), witness=0, page=0)
        count = len(self._reprints)
        which = f"{count} reprint{'s' * (count > 1)}"
        self.say(f"{which} shown" if self._unfolded else f"{which} hidden; counted beside their text")

    def action_between(self) -> None:
        comparison = self._comparison
        if comparison is None or not wording.has_between(comparison):
            self.say("No record has words between two printed parts here")
            return
        self._between = not self._between
        self._cells = cells(comparison, between=self._between)
        self._show()
        self.say(f"What the record has between printed parts is {'shown' if self._between else 'folded'}")

    def action_table(self) -> None:
        if self._comparison is not None:
            copy_text(self.app, self.session, compare_versions.export(self._comparison, "markdown"))

    def action_article(self) -> None:
        witness, target = self.witness, self.target()
        if witness is not None and target is not None:
            self.session.pages.open_article(witness.article, target)

    @property
    def idle(self) -> tuple[str, ...]:
        return ("record",) if self._record() is None else ()

    def _record(self) -> int | None:
        """Which version is the record: the one looked at, else the best; None if there is none."""
        comparison = self._comparison
        if comparison is None or not comparison.record.is_record:
            return None
        here = self._state.order[self._state.witness] if self._state.order else 0
        best = comparison.forms.index(comparison.record)
        return here if comparison.forms[here].is_record else best

    def action_record(self) -> None:
        at, comparison = self._record(), self._comparison
        if at is None or comparison is None:
            self.say("No transcript or captions of it are in the library")
            return
        collation = comparison.collation
        witness = collation.witnesses[at]
        number = self._state.difference
        columns = (
            collation.columns[column].readings[at]
            for difference in collation.differences
            if difference.number == number
            for column in range(difference.first, difference.last + 1)
        )
        places = [span for reading in columns for span in reading.spans]
        passage = next(
            (one for one in witness.passages if any(map(one.span.overlaps, places))), witness.passages[0]
        )
        pointer = Pointer(passage.quote, passage.uid, collation.utterance)
        self.session.pages.open_article(witness.article, pointer)

    def action_compare(self) -> None:
        """The citation popup's way here leads nowhere new."""

    def action_back(self) -> None:
        self.dismiss()
