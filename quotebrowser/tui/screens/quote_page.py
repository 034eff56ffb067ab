"""Pages that point at a quote.

One rule guards it: whatever such a page shows, the same keys do the same with its quote.
"""

from quotebrowser.errors import LibraryError
from quotebrowser.model import Pointer
from quotebrowser.tui.base.base_page import Page
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.screens.keys.changing.undo_keys import UndoKeys
from quotebrowser.tui.screens.keys.note_keys import NoteKeys
from quotebrowser.tui.screens.keys.quote_keys import QuoteKeys


class QuotePage(Page):
    """A page that points at a quote; it does what `QuoteKeys`, `UndoKeys` and `NoteKeys` can."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.quoting = QuoteKeys(self)
        self.lend(self.quoting)
        self.turning = UndoKeys(self)
        self.lend(self.turning)
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
