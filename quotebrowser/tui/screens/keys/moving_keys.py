"""The keys that move: through the list of quotes, its filters and its preview, through a text, through files.

One rule guards it: wherever there is something to scroll, the same key moves as far.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from quotebrowser.library import Row
from quotebrowser.model import Level
from quotebrowser.tui.screens.listing.parts import ListPart
from quotebrowser.tui.widgets.facet_list import FacetList
from quotebrowser.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from quotebrowser.tui.widgets.file_list import FileList


class Moves:
    """Steps of a line, of half a page and of a page; subclasses say what moves."""

    def _move(self, step: int) -> None:
        """Move so many lines or rows on; back if negative."""
        raise NotImplementedError

    def _seen(self) -> int:
        """How many are seen at once, at least 1."""
        raise NotImplementedError

    def action_down(self) -> None:
        self._move(1)

    def action_up(self) -> None:
        self._move(-1)

    def action_half_down(self) -> None:
        self._move(max(self._seen() // 2, 1))

    def action_half_up(self) -> None:
        self._move(-max(self._seen() // 2, 1))

    def action_page_down(self) -> None:
        self._move(self._seen())

    def action_page_up(self) -> None:
        self._move(-self._seen())


class TextKeys(Moves):
    """The keys that move through a pane of text.

    Args:
        pane: finds it.
    """

    def __init__(self, pane: Callable[[], Pane]) -> None:
        self._pane = pane

    def _move(self, step: int) -> None:
        self._pane().move(step)

    def _seen(self) -> int:
        return self._pane().page()

    def action_turn_page(self) -> None:
        """A page on, as pagers do."""
        self.action_page_down()

    def action_first(self) -> None:
        self._pane().scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        self._pane().scroll_to(y=len(self._pane().lines), animate=False)


class FileMoves(Moves):
    """The keys that move through the list of articles and files.

    Args:
        files: finds it.
    """

    def __init__(self, files: "Callable[[], FileList]") -> None:
        self._files = files

    def _move(self, step: int) -> None:
        self._files().move(step)

    def _seen(self) -> int:
        return self._files().rows_seen()

    def action_first(self) -> None:
        self._files().go(0)

    def action_last(self) -> None:
        self._files().go(len(self._files().numbers))


class MovingKeys(ListPart, Moves):
    """The keys that move what has the focus; beyond the rows that are listed, all are asked for."""

    def _move(self, step: int) -> None:
        if isinstance(self._page.focused, FacetList):
            self._panes.facets.move(step)
        elif isinstance(self._page.focused, Pane):
            self._panes.preview.move(step)
        elif (quotes := self._panes.quotes).cursor + step < len(quotes.rows):
            quotes.go(quotes.cursor + step)
        else:
            self._reach.with_all(lambda: quotes.go(quotes.cursor + step))

    def _seen(self) -> int:
        return self._panes.quotes.rows_seen()

    def action_first(self) -> None:
        self._move(-len(self._panes.quotes.rows) - len(self._panes.facets.filters))

    def action_last(self) -> None:
        panes = self._panes
        self._reach.with_all(lambda: self._move(len(panes.quotes.rows) + len(panes.facets.filters)))

    def action_scroll_down(self) -> None:
        self._panes.preview.move(max(self._panes.preview.page() // 2, 1))

    def action_scroll_up(self) -> None:
        self._panes.preview.move(-max(self._panes.preview.page() // 2, 1))

    def _seek(self, wanted: Callable[[Row], bool], step: int, none: str) -> None:
        def seek() -> None:
            if not self._panes.quotes.seek(wanted, step):
                self._page.say(none)

        self._reach.with_all(seek)

    def action_next_differing(self) -> None:
        self._seek(lambda row: row.level > Level.NONE, 1, "No quote below differs in its words")

    def action_previous_differing(self) -> None:
        self._seek(lambda row: row.level > Level.NONE, -1, "No quote above differs in its words")
