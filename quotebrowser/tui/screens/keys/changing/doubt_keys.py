"""What is reviewed, one doubt after another, and the key that chooses which.

One rule guards it: what is shown is the evidence of the doubt that is looked at, as the library has it now.
"""

from collections.abc import Callable, Collection
from typing import Final

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library.reviewing import doubt_evidence, doubts
from quotebrowser.library.reviewing.doubt_evidence import Evidence
from quotebrowser.library.reviewing.doubt_queue import DoubtQueue
from quotebrowser.library.reviewing.doubts import Doubt
from quotebrowser.model import DoubtKind
from quotebrowser.text import safe_line
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.paint import review_text
from quotebrowser.tui.popups.chooser import Chooser
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.choice_list import Option

_ALL: Final = "all"
_OF: Final = "of"
"""Stands before what quotes are meant."""

Uids = Callable[[], Collection[str]]
"""Finds the uids of quotes."""


class Reviewed:
    """What is doubtful, and which of it is looked at.

    Args:
        page: that shows it.
        about: of which quotes, in words; empty: of all.
        uids: finds these; None: all.
        draw: draws it again.

    Attributes:
        narrow: of which quotes the page was opened, in words, and what finds them.
        about: of which quotes it is now, in words; empty: of all.
        queue: what is doubtful, in order.
        seen: the evidence that is shown; None: none is.
        found: whether the queue has all of it.
    """

    def __init__(self, page: QuotePage, about: str, uids: Uids | None, draw: Callable[[], None]) -> None:
        self._page = page
        self._draw = draw
        self.narrow = about, uids
        self.about, self._uids = self.narrow
        self.queue = DoubtQueue()
        self.seen: Evidence | None = None
        self.found = False
        self._whole = False
        """Whether all that is doubtful is known: which names are alike takes seconds in a large library."""
        self._lists: Latest[tuple[bool, tuple[Doubt, ...]]] = Latest(page, self._take, page.fail)
        self._looks: Latest[tuple[Doubt, Evidence | None]] = Latest(page, self._show, page.fail)

    @property
    def open(self) -> Evidence | None:
        """What is on the screen; None where that was decided, and the next is still being looked up."""
        here, seen = self.queue.current, self.seen
        return seen if here is not None and seen is not None and here.key == seen.doubt.key else None

    def renew(self) -> None:
        """Ask the library what is doubtful now."""
        library, uids, whole = self._page.session.library, self._uids, self._whole
        last = self.queue.decided
        try:
            undone = last is not None and doubt_evidence.of(library, last) is not None
        except QuoteBrowserError as error:
            self._page.fail(error)
            return
        if undone:
            # Its answer was undone, and nothing else: a large library is not looked through again.
            self.queue.reopen()
            self.look()
            return
        kinds = [kind for kind in DoubtKind if whole or kind is not DoubtKind.NAME]

        def listed() -> tuple[bool, tuple[Doubt, ...]]:
            return whole, doubts.listed(library, kinds, None if uids is None else uids())

        self._lists.ask(listed)

    def _take(self, answer: tuple[bool, tuple[Doubt, ...]]) -> None:
        self.found, listed = answer
        self.queue.take(listed)
        self.look()
        if not self.found:
            self._whole = True
            self._page.call_after_refresh(self.renew)

    def look(self) -> None:
        """Show the evidence of the one that is looked at."""
        here, library = self.queue.current, self._page.session.library
        if here is None:
            self.seen = None
            self._draw()
        else:
            # What is read of one article is quicker here than in a thread.
            self._looks.ask(
                lambda: (here, doubt_evidence.of(library, here)), here=here.kind is not DoubtKind.NAME
            )

    def _show(self, answer: tuple[Doubt, Evidence | None]) -> None:
        here, seen = answer
        if self.queue.current is not here:
            self.look()
        elif seen is None:
            self.queue.drop(here)
            self.look()
        else:
            self.seen = seen
            self._draw()

    def choose(self, kinds: Collection[DoubtKind]) -> None:
        """Review doubts of some kinds alone."""
        self.queue.choose(kinds)
        self.look()

    def choose_quotes(self, about: str) -> None:
        """Review what is doubtful of the quotes that the page was opened with; empty: of all."""
        if about == self.about:
            return
        self.about, self._uids = self.narrow if about else ("", None)
        self.queue, kinds = DoubtQueue(), self.queue.kinds
        self.queue.choose(kinds)
        self._whole, self.found, self.seen = False, False, None
        self._draw()
        self.renew()


class DoubtKeys:
    """The key that chooses what is reviewed.

    Args:
        page: that it stands on.
        reviewed: what is.
    """

    def __init__(self, page: QuotePage, reviewed: Reviewed) -> None:
        self._page = page
        self._reviewed = reviewed

    def action_doubts(self) -> None:
        queue = self._reviewed.queue
        everything = queue.kinds == frozenset(DoubtKind)
        options = [Option((_ALL,), "all", f"{queue.count():,}", taken=everything)]
        options += [
            Option(
                (kind.value,), words, f"{queue.count(kind):,}", taken=not everything and kind in queue.kinds
            )
            for kind, words in review_text.PLURALS.items()
        ]
        about, uids = self._reviewed.narrow
        if uids is not None:
            now = self._reviewed.about
            options += [
                Option((_OF, ""), "of the whole library", taken=not now),
                Option((_OF, about), safe_line(about), taken=bool(now)),
            ]
        self._page.app.push_screen(Chooser(self._page.session, "What is reviewed", options), self._chosen)

    def _chosen(self, chosen: tuple[str, ...] | None) -> None:
        if chosen is None:
            return
        if chosen[0] == _OF:
            self._reviewed.choose_quotes(chosen[1])
        else:
            kinds = frozenset(DoubtKind) if chosen[0] == _ALL else [DoubtKind(chosen[0])]
            self._reviewed.choose(kinds)
