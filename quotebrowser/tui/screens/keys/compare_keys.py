"""What is compared, how it is looked at, and the keys that change that.

One rule guards it: changing the view never changes what is compared; only the base is asked of the library.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import Comparison, mark_quote
from quotebrowser.library.showing import wording
from quotebrowser.model import Passage, Pointer, Witness
from quotebrowser.tui.base.base_page import Page, finish, heir
from quotebrowser.tui.paint.comparison.cells import Cell, CompareState, cells, marked, worst
from quotebrowser.tui.paint.comparison.compare_rows import name_at, ordered

VIEWS: Final = ("rows", "columns", "differences")
_MOST_COLUMNS: Final = 4
"""Versions up to which columns are the first view: more do not fit side by side on most screens."""
_ORDERS: Final = ("similarity", "date", "outlet")
_SAME_NUMBER: Final = 0.8
"""Seconds within which two digits are one number."""


class Compared:
    """What is compared, and how it is looked at.

    Args:
        show: draws it again.

    Attributes:
        comparison: what is compared; None before the answer.
        cells: its wordings, as they are drawn.
        state: what the reader has chosen to see.
        view: one of `VIEWS`; empty before the answer.
        order: by what versions are sorted.
        reprints: for each version that reprints the text of another which that is, both by index.
        unfolded: whether those are shown.
        between: whether what a record has between printed parts is shown.
    """

    def __init__(self, show: Callable[[], None]) -> None:
        self._show = show
        self.comparison: Comparison | None = None
        self.cells: tuple[Cell, ...] = ()
        self.state = CompareState()
        self.view = ""
        self.order = _ORDERS[0]
        self.reprints: dict[int, int] = {}
        self.unfolded = False
        self.between = False

    def take(self, comparison: Comparison, fits: Callable[[int], bool]) -> None:
        """Look at another comparison; at the first one in columns where they fit beside each other.

        Args:
            comparison: what is compared.
            fits: whether that many columns fit.
        """
        first, self.comparison = self.comparison is None, comparison
        self.cells = cells(comparison, between=self.between)
        sigla = [witness.siglum for witness in comparison.collation.witnesses]
        self.reprints = {
            sigla.index(reprint): sigla.index(text) for reprint, text in comparison.reprints.items()
        }
        if first:
            count = len(self.every)
            self.view = "columns" if 1 < count <= _MOST_COLUMNS and fits(count) else "rows"
            self.state = replace(self.state, difference=worst(comparison, self.state))
        self.sort(base=0)

    def change(self, **changes: int | bool | tuple[int, ...] | dict[int, int]) -> None:
        """See it otherwise."""
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self._show()

    def sort(self, **changes: int) -> None:
        """Show all versions that are not folded, in order, and look at the base."""
        folded = {} if self.unfolded else dict(Counter(self.reprints.values()))
        self.change(order=self.every, folded=folded, witness=0, page=0, **changes)

    def show_as(self, view: str) -> None:
        """Show it in another view."""
        self.view = view
        self._show()

    @property
    def every(self) -> tuple[int, ...]:
        """Versions in the chosen order, the base first."""
        if self.comparison is None:
            return ()
        return ordered(self.comparison, self.order, () if self.unfolded else self.reprints)

    @property
    def numbers(self) -> list[int]:
        """Numbers of the differences that are marked."""
        if self.comparison is None:
            return []
        return [difference.number for difference in marked(self.comparison, self.state)]

    @property
    def witness(self) -> Witness | None:
        """The version looked at; None before the answer."""
        if self.comparison is None or not self.state.order:
            return None
        return self.comparison.collation.witnesses[self.state.order[self.state.witness]]

    @property
    def record(self) -> Witness | None:
        """The record: the one looked at, else the best; None if there is none."""
        comparison = self.comparison
        if comparison is None or not comparison.record.is_record:
            return None
        here = self.state.order[self.state.witness] if self.state.order else 0
        at = here if comparison.forms[here].is_record else comparison.forms.index(comparison.record)
        return comparison.collation.witnesses[at]

    def pointer(self, witness: Witness, passage: Passage | None = None) -> Pointer | None:
        """What a passage of a version is about, the first one's if None; None if it has none."""
        passage = passage or next(iter(witness.passages), None)
        if passage is None or self.comparison is None:
            return None
        return Pointer(passage.quote, passage.uid, self.comparison.collation.utterance)

    def passage_here(self, witness: Witness) -> Passage | None:
        """The passage of a version that has the difference looked at; None if none has."""
        if self.comparison is None:
            return None
        collation = self.comparison.collation
        at = collation.witnesses.index(witness)
        places = [
            span
            for difference in collation.differences
            if difference.number == self.state.difference
            for column in range(difference.first, difference.last + 1)
            for span in collation.columns[column].readings[at].spans
        ]
        return next((one for one in witness.passages if any(map(one.span.overlaps, places))), None)


class _Keys:
    """Some keys of the comparison.

    Args:
        page: that they are pressed on.
        seen: what is compared.
    """

    def __init__(self, page: Page, seen: Compared) -> None:
        self._page = page
        self._seen = seen


class DifferenceKeys(_Keys):
    """The keys that go from difference to difference."""

    def __init__(self, page: Page, seen: Compared) -> None:
        super().__init__(page, seen)
        self.typed = ("", 0.0)
        self._end: tuple[int, CompareState] | None = None

    def action_next_difference(self) -> None:
        """To the next; from the last a second key leads round."""
        self._go(1)

    def action_previous_difference(self) -> None:
        """To the one before; from the first a second key leads round."""
        self._go(-1)

    def _go(self, step: int) -> None:
        seen, numbers = self._seen, self._seen.numbers
        if seen.comparison is None:
            return
        asked_again = self._end is not None and self._end[0] == step and self._end[1] is seen.state
        self._end = None
        if not numbers:
            self._page.say("There are no differences to go to")
        elif seen.state.difference not in numbers:
            seen.change(difference=numbers[0])
        else:
            at = numbers.index(seen.state.difference) + step
            if 0 <= at < len(numbers) or (asked_again and len(numbers) > 1):
                seen.change(difference=numbers[at % len(numbers)])
            else:
                self._end = step, seen.state
                self._page.say("This is the last difference" if step > 0 else "This is the first difference")

    def action_jump(self, digit: int) -> None:
        """Go to the difference with the number that the digits make that were typed without a rest."""
        now, numbers = time.monotonic(), self._seen.numbers
        typed, last = self.typed
        typed = f"{typed if now - last < _SAME_NUMBER else ''}{digit}"
        if int(typed) not in numbers:
            typed = str(digit)
        self.typed = typed, now
        if int(typed) in numbers:
            self._seen.change(difference=int(typed))


class ViewKeys(_Keys):
    """The keys that change how a comparison is drawn."""

    def action_view(self) -> None:
        """The next view."""
        self._seen.show_as(_after(VIEWS, self._seen.view or "rows"))

    def action_order(self) -> None:
        """Sort the versions otherwise."""
        self._seen.order = _after(_ORDERS, self._seen.order)
        self._seen.sort()
        self._page.say(f"Sorted by {self._seen.order}; the base stays first")

    def action_punctuation(self) -> None:
        """Mark differences of punctuation, or not."""
        self._seen.change(punctuation=not self._seen.state.punctuation)
        shown = "shown" if self._seen.state.punctuation else "hidden"
        self._page.say(f"Punctuation differences are {shown}")

    def action_dots(self) -> None:
        """Draw words that are the base's as dots, or as words."""
        self._seen.change(dots=not self._seen.state.dots)

    def action_between(self) -> None:
        """Show what a record has between printed parts, or fold it."""
        seen = self._seen
        if seen.comparison is None or not wording.has_between(seen.comparison):
            self._page.say("No record has words between two printed parts here")
            return
        seen.between = not seen.between
        seen.cells = cells(seen.comparison, between=seen.between)
        seen.change()
        shown = "shown" if seen.between else "folded"
        self._page.say(f"What the record has between printed parts is {shown}")

    def action_reprints(self) -> None:
        """Show the versions that reprint another's text, or fold them."""
        seen, count = self._seen, len(self._seen.reprints)
        if not count:
            self._page.say("No version here reprints another text")
            return
        seen.unfolded = not seen.unfolded
        seen.sort()
        which = f"{count} reprint{'s' * (count > 1)}"
        self._page.say(f"{which} shown" if seen.unfolded else f"{which} hidden; counted beside their text")


class ReadKeys(_Keys):
    """The keys that read a version where it was printed, or said."""

    def action_article(self) -> None:
        witness = self._seen.witness
        if witness is not None and (target := self._seen.pointer(witness)) is not None:
            self._page.session.pages.open_article(witness.article, target)

    def action_record(self) -> None:
        seen, record = self._seen, self._seen.record
        pointer = seen.pointer(record, seen.passage_here(record)) if record else None
        if record is None or pointer is None:
            self._page.say("No transcript or captions of it are in the library")
        else:
            self._page.session.pages.open_article(record.article, pointer)


class VersionKeys(_Keys):
    """The keys that go from version to version, and choose which is the base.

    Args:
        page: that they are pressed on.
        seen: what is compared.
        columns: how many of them stand side by side.
        ask: compares with an article as the base; empty: with the one the library takes.
    """

    def __init__(
        self, page: Page, seen: Compared, columns: Callable[[], int], ask: Callable[[str], None]
    ) -> None:
        super().__init__(page, seen)
        self._columns = columns
        self._ask = ask

    def action_next_witness(self) -> None:
        """Look at the next."""
        self._look(1)

    def action_previous_witness(self) -> None:
        """Look at the one before."""
        self._look(-1)

    def _look(self, step: int) -> None:
        state, count = self._seen.state, self._columns()
        at = state.witness + step
        if 0 <= at < len(state.order):
            page = min(state.page, at) if at < state.page + count else at - count + 1
            self._seen.change(witness=at, page=page)

    def action_next_page(self) -> None:
        """To the columns that follow."""
        self._turn(1)

    def action_previous_page(self) -> None:
        """To the columns before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        state, count = self._seen.state, self._columns()
        last = max(len(state.order) - count, 0)
        if self._seen.view != "columns":
            self._page.say(f"Press {self._page.session.key('view')} to see columns")
        elif last == 0:
            self._page.say("All versions are shown")
        else:
            page = min(max(state.page + step * count, 0), last)
            self._seen.change(page=page, witness=page)

    def action_base(self) -> None:
        """Measure all against the version looked at; on the base against the next."""
        comparison, state = self._seen.comparison, self._seen.state
        if comparison is None:
            return
        witnesses = comparison.collation.witnesses
        at = state.order[state.witness] or (1 if len(witnesses) > 1 else 0)
        self._ask(witnesses[at].article)
        self._page.say(f"Compared with {name_at(comparison, at)}")

    def action_exclude(self) -> None:
        """Hide the version looked at; on the base show all again."""
        state = self._seen.state
        if not state.order:
            return
        at = state.witness
        if at == 0:
            self._seen.change(order=self._seen.every)
            self._page.say("All versions are shown; the base cannot be hidden")
            return
        left = state.order[:at] + state.order[at + 1 :]
        self._seen.change(order=left, witness=min(at, len(left) - 1))
        self._page.say(f"Hidden; press {self._page.session.key('exclude')} on the base to show all again")

    def action_primary(self) -> None:
        """Make the version looked at the one that all are measured against from now on, or no longer."""
        witness, comparison = self._seen.witness, self._seen.comparison
        if witness is None or comparison is None:
            return
        on = not (comparison.primary and witness.siglum == comparison.collation.witnesses[0].siglum)
        name = name_at(comparison, comparison.collation.witnesses.index(witness))
        finish(self._page, partial(self._made_primary, name, [one.quote for one in witness.passages], on=on))

    async def _made_primary(self, name: str, uids: list[str], *, on: bool) -> None:
        try:
            await asyncio.to_thread(mark_quote.make_primary, self._page.session.library, uids, on=on)
        except QuoteBrowserError as error:
            heir(self._page).fail(error)
            return
        if self._page in self._page.app.screen_stack:
            self._ask("")
        done = "primary: all versions are compared with it" if on else "no longer the primary version"
        heir(self._page).say(f"{name} is {done}")


def _after(values: tuple[str, ...], value: str) -> str:
    """The value that follows another; the first follows the last."""
    return values[(values.index(value) + 1) % len(values)]
