"""Pages that point at a quote, and pages that are one pane of text.

One rule guards it: wherever there is text to scroll, the same key moves as far.
"""

from collections.abc import Callable

from quotebrowser.errors import LibraryError
from quotebrowser.model import Pointer
from quotebrowser.tui.base.base_page import Page
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.screens.keys.note_keys import NoteKeys
from quotebrowser.tui.screens.keys.quote_keys import QuoteKeys
from quotebrowser.tui.widgets.pane import Pane


class QuotePage(Page):
    """A page that points at a quote; it does what `QuoteKeys` can."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.quoting = QuoteKeys(self)
        self.lend(self.quoting)
        self.lend(NoteKeys(self))

    def target(self) -> Pointer | None:
        """What is pointed at; None if there is no quote."""
        raise NotImplementedError

    def targets(self) -> tuple[Pointer, ...]:
        """The quotes a copy is about; empty if there are none."""
        target = self.target()
        return (target,) if target else ()

    def renew(self) -> None:
        """Show what changed in the library."""
        raise NotImplementedError

    def may_change(self) -> bool:
        """Whether the library can be changed; if not, a message says so."""
        try:
            self.session.library.require_writable()
        except LibraryError as error:
            self.fail(error)
            return False
        return True

    def action_compare(self) -> None:
        target = self.target()
        if target:
            self.session.pages.open_comparison(target, self.renew)
        else:
            self.say("There is no quote here")


class TextKeys:
    """The keys that move through a pane of text.

    Args:
        pane: finds it.
    """

    def __init__(self, pane: Callable[[], Pane]) -> None:
        self._pane = pane

    def action_down(self) -> None:
        """A line on."""
        self._pane().move(1)

    def action_up(self) -> None:
        """A line back."""
        self._pane().move(-1)

    def action_turn_page(self) -> None:
        """A page on, as pagers do."""
        self.action_page_down()

    def action_first(self) -> None:
        """To the top."""
        self._pane().scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        """To the end."""
        self._pane().scroll_to(y=len(self._pane().lines), animate=False)

    def action_half_down(self) -> None:
        """Half a page on."""
        self._pane().move(max(self._pane().page() // 2, 1))

    def action_half_up(self) -> None:
        """Half a page back."""
        self._pane().move(-max(self._pane().page() // 2, 1))

    def action_page_down(self) -> None:
        """A page on."""
        self._pane().move(self._pane().page())

    def action_page_up(self) -> None:
        """A page back."""
        self._pane().move(-self._pane().page())
