"""The keys that answer what is doubtful, skip it, or take the last of that back.

One rule guards it: an answer is about what is on the screen; no key answers what was not shown yet.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Final

from textual.timer import Timer

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library.reviewing import doubt_answers
from quotebrowser.library.reviewing.doubt_answers import Choice
from quotebrowser.library.reviewing.doubt_evidence import Evidence
from quotebrowser.library.reviewing.doubts import Doubt
from quotebrowser.model import DoubtKind
from quotebrowser.text import safe_line
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.base_page import Tone, finish, heir
from quotebrowser.tui.popups.naming_popups import AnswerPopup
from quotebrowser.tui.screens.keys.changing.doubt_keys import Reviewed
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.choice_list import Option

_SLOW: Final = 0.5
"""Seconds after which the user is told that an answer is still being kept."""
_KEEPING: Final = "The last answer is still being kept…"


class AnswerKeys:
    """The keys that answer.

    Args:
        page: that they are pressed on.
        reviewed: what is asked about.
        undo: takes back the last change of the library.
    """

    def __init__(self, page: QuotePage, reviewed: Reviewed, undo: Callable[[], None]) -> None:
        self._page = page
        self._reviewed = reviewed
        self._undo = undo
        self._busy = False
        """Whether an answer is being kept."""
        self._skips = 0
        """How many were skipped since something was changed last."""

    def action_yes(self, *, site: bool = False) -> None:
        seen = self._asked(site=site)
        if seen is None:
            return
        if seen.yes:
            change = partial(doubt_answers.yes, self._page.session.library, seen, site=site)
            self._decide(seen.doubt, change, _told(seen.yes, seen, site=site), site=site)
        else:
            key = self._page.session.key("other", Place.REVIEW)
            self._page.say(f"There is no guess to confirm; {key} lets you type the answer")

    def action_no(self, *, site: bool = False) -> None:
        seen = self._asked(site=site)
        if seen is not None:
            change = partial(doubt_answers.no, self._page.session.library, seen.doubt, site=site)
            one = seen.doubt.proposal
            told = f"{one.name} and {one.into} are two" if one else _told(seen.no, seen, site=site)
            self._decide(seen.doubt, change, told, site=site)

    def action_other(self, *, site: bool = False) -> None:
        seen = self._asked(site=site)
        if seen is not None:
            self._page.run_worker(partial(self._offer, seen, site=site))

    def action_yes_site(self) -> None:
        self.action_yes(site=True)

    def action_no_site(self) -> None:
        self.action_no(site=True)

    def action_other_site(self) -> None:
        self.action_other(site=True)

    def _asked(self, *, site: bool) -> Evidence | None:
        """What is asked about now; None if nothing can be answered."""
        seen = self._reviewed.open
        if self._busy:
            self._page.say(_KEEPING)
            return None
        if seen is None or not self._page.may_change():
            return None
        if site and len(seen.doubt.alike) < 2:  # noqa: PLR2004 - one is no others
            self._page.say("No other article of the same site has this doubt")
            return None
        return seen

    async def _offer(self, seen: Evidence, *, site: bool) -> None:
        """Let the user type or choose another answer."""
        try:
            found: tuple[Choice, ...] = await asyncio.to_thread(
                doubt_answers.choices, self._page.session.library, seen
            )
        except QuoteBrowserError as error:
            self._page.fail(error)
            return
        if (
            self._reviewed.seen is not seen or self._busy or not self._page.is_current
        ):  # something else was done meanwhile
            return
        title = self._page.marks.said(safe_line(seen.another[:1].upper() + seen.another[1:]))
        options = [Option((one.value,), safe_line(one.value), "", safe_line(one.detail)) for one in found]
        self._page.app.push_screen(
            AnswerPopup(self._page.session, title, options), partial(self._other, seen, site=site)
        )

    def _other(self, seen: Evidence, chosen: tuple[str, ...] | None, *, site: bool) -> None:
        if chosen is not None:
            value, library = chosen[-1], self._page.session.library
            change = partial(doubt_answers.another, library, seen.doubt, value, site=site)
            who = seen.doubt.proposal.name if seen.doubt.proposal else f"the {seen.doubt.kind}"
            words = f"{who} is {value}"
            self._decide(seen.doubt, change, _told(words, seen, site=site), site=site)

    def _decide(self, doubt: Doubt, change: Callable[[], object], told: str, *, site: bool) -> None:
        self._busy = True
        slow = self._page.set_timer(_SLOW, partial(self._page.say, _KEEPING))
        finish(self._page, partial(self._decided, doubt, change, told, slow, site=site))

    async def _decided(
        self, doubt: Doubt, change: Callable[[], object], told: str, slow: Timer, *, site: bool
    ) -> None:
        try:
            await asyncio.to_thread(change)
        except QuoteBrowserError as error:
            heir(self._page).fail(error)
            return
        finally:
            self._busy = False
            slow.stop()
        heir(self._page).say(f"Kept: {told} ({self._page.session.key('undo')} undoes it)", Tone.GOOD)
        if heir(self._page) is not self._page:
            heir(self._page).renew()
            return
        self._reviewed.queue.decide(doubt, site=site)
        self._skips = 0
        self._reviewed.look()
        if doubt.kind is DoubtKind.NAME:
            self._reviewed.renew()  # other names may have been about one of the two

    def action_put_off(self) -> None:
        seen = self._reviewed.open
        if (
            seen is not None
            and not self._busy
            and self._page.may_change()
            and self._put(seen.doubt, off=True)
        ):
            self._reviewed.queue.put_off()
            self._skips += 1
            self._page.say(f"Skipped ({self._page.session.key('undo')} brings it back)")
            self._reviewed.look()

    def action_undo(self) -> None:
        """Take back what was done last here: a skip, or a change of the library."""
        if self._busy:
            self._page.say(_KEEPING)
            return
        skipped = self._reviewed.queue.take_up() if self._skips else None
        if skipped is None:
            self._skips = 0
            self._undo()
        elif self._page.may_change() and self._put(skipped, off=False):
            self._skips -= 1
            self._reviewed.look()
        else:
            self._reviewed.queue.put_off()

    def _put(self, doubt: Doubt, *, off: bool) -> bool:
        """Put a doubt off, or take it up again; False, and said why, where that cannot be written."""
        try:
            doubt_answers.put_off(self._page.session.library, doubt, off=off)
        except QuoteBrowserError as error:
            self._page.fail(error)
            return False
        return True


def _told(words: str, seen: Evidence, *, site: bool) -> str:
    return f"{words}, all {len(seen.doubt.alike):,} articles of {seen.doubt.site}" if site else words
