"""The review: what is doubtful, one thing at a time, with the evidence and what each key does.

One rule guards it: an answer is about what is on the screen; no key answers what was not shown yet.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library.reviewing import doubt_answers, doubt_evidence, doubts
from quotebrowser.library.reviewing.doubt_answers import Choice
from quotebrowser.library.reviewing.doubt_evidence import Evidence
from quotebrowser.library.reviewing.doubt_queue import DoubtQueue
from quotebrowser.library.reviewing.doubts import Doubt
from quotebrowser.model import DoubtKind, Pointer
from quotebrowser.text import safe_line
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.base_page import Tone, finish, heir
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint import review_text
from quotebrowser.tui.paint.lines import Line, Role, line, piece, wrap
from quotebrowser.tui.popups.chooser import Chooser
from quotebrowser.tui.popups.naming_popups import AnswerPopup
from quotebrowser.tui.screens.keys.quote_keys import QuoteKeys
from quotebrowser.tui.screens.quote_page import QuotePage, TextKeys
from quotebrowser.tui.widgets.choice_list import Option
from quotebrowser.tui.widgets.key_hints import bindings
from quotebrowser.tui.widgets.pane import Bar, Pane

_ANSWERS: Final = ("yes", "yes_site", "no", "no_site", "other", "other_site", "put_off")
_SLOW: Final = 0.5
"""Seconds after which the user is told that an answer is still being kept."""
_KEEPING: Final = "The last answer is still being kept…"
_ALL: Final = "all"
_OF: Final = "of"
"""Stands before what quotes are meant."""


class ReviewPage(QuotePage):
    """What is doubtful, one thing at a time.

    Args:
        session: of the browser.
        about: of which quotes, in words; empty: of all.
        uids: finds these; None: all.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.REVIEW)
    PLACE = Place.REVIEW
    AUTO_FOCUS = "#evidence"

    def __init__(self, session: Session, about: str, uids: Callable[[], Collection[str]] | None) -> None:
        super().__init__(session)
        self.lend(TextKeys(lambda: self.pane))
        self._turns = QuoteKeys(self)
        self._narrow = (about, uids)
        self._about, self._uids = about, uids
        self._queue = DoubtQueue()
        self._seen: Evidence | None = None
        self._room = 0
        """Lines that the evidence was made for."""
        self._busy = False
        """Whether an answer is being kept."""
        self._whole = False
        """Whether all that is doubtful is known: which names are alike takes seconds in a large library."""
        self._found = False
        """Whether the queue has all of that."""
        self._skips = 0
        """How many were skipped since something was changed last."""
        self._lists: Latest[tuple[bool, tuple[Doubt, ...]]] = Latest(self, self._take, self.fail)
        self._looks: Latest[tuple[Doubt, Evidence | None]] = Latest(self, self._show, self.fail)

    def compose(self) -> Iterable[Widget]:
        yield Bar(id="head")
        yield Bar(id="line")
        yield Pane(id="evidence", can_focus=True)
        yield Bar(id="answers")
        yield from self.foot()

    def on_mount(self) -> None:
        self.query_one("#line", Bar).show(lambda width: [line(piece(self.marks.rule * width, Role.RULE))])
        self._draw()
        self.renew()

    @property
    def pane(self) -> Pane:
        """The evidence."""
        return self.query_one("#evidence", Pane)

    @property
    def idle(self) -> tuple[str, ...]:
        seen, still = self._seen, () if self.pane.max_scroll_y else ("down",)
        if seen is None:
            return (*still, "read", "speaker", "edit", "put_off")
        about_quote = seen.doubt.kind is DoubtKind.SPEAKER
        return (
            *still,
            *(() if about_quote or seen.sides else ("speaker",)),
            *(() if seen.pointer else ("read", "edit")),
        )

    def target(self) -> Pointer | None:
        return self._seen.pointer if self._seen else None

    def renew(self) -> None:
        """Ask the library what is doubtful now."""
        library, uids, whole = self.session.library, self._uids, self._whole
        last = self._queue.decided
        try:
            undone = last is not None and doubt_evidence.of(library, last) is not None
        except QuoteBrowserError as error:
            self.fail(error)
            return
        if undone:
            # Its answer was undone, and nothing else: a large library is not looked through again.
            self._queue.reopen()
            self._look()
            return
        kinds = [kind for kind in DoubtKind if whole or kind is not DoubtKind.NAME]

        def listed() -> tuple[bool, tuple[Doubt, ...]]:
            return whole, doubts.listed(library, kinds, None if uids is None else uids())

        self._lists.ask(listed)

    def _take(self, answer: tuple[bool, tuple[Doubt, ...]]) -> None:
        self._found, listed = answer
        self._queue.take(listed)
        self._look()
        if not self._found:
            self._whole = True
            self.call_after_refresh(self.renew)

    def _look(self) -> None:
        """Show the evidence of the one that is looked at."""
        here, library = self._queue.current, self.session.library
        if here is None:
            self._seen = None
            self._draw()
        else:
            # What is read of one article is quicker here than in a thread.
            self._looks.ask(
                lambda: (here, doubt_evidence.of(library, here)), here=here.kind is not DoubtKind.NAME
            )

    def _show(self, answer: tuple[Doubt, Evidence | None]) -> None:
        here, seen = answer
        if self._queue.current is not here:
            self._look()
        elif seen is None:
            self._queue.drop(here)
            self._look()
        else:
            self._seen = seen
            self._draw()

    def _draw(self) -> None:
        seen, marks, queue = self._seen, self.marks, self._queue
        here = queue.current
        later = here is not None and here.later
        place = queue.place if seen else 0
        progress = review_text.Progress(place, queue.total, self._about, later, self._found)
        self.query_one("#head", Bar).show(lambda width: review_text.head(progress, seen, width, marks))
        keys = {name: self.session.key(name, Place.REVIEW) for name in _ANSWERS}

        def told(width: int) -> list[Line]:
            return review_text.answers(seen, keys, width, self.size.height, marks) if seen else []

        def lines(width: int) -> list[Line]:
            if seen is not None:
                self._room = self.pane.size.height
                return review_text.body(seen, width, self._room, marks)
            if not self._found:
                return wrap([piece(marks.said(" Looking for what is doubtful…"), Role.DIM)], width)
            return review_text.nothing(progress, queue.kinds, width, marks)

        self.query_one("#answers", Bar).show(told)
        self.pane.show(lines)
        self.show_foot()
        self.call_after_refresh(self._reveal)

    def _reveal(self) -> None:
        """Scroll to the quote, as far as that is needed."""
        if self._room != self.pane.size.height:
            self.pane.remake()  # the answers take more or fewer lines than those before
        self.show_foot()  # whether there is anything to scroll is known only now
        if (quote := review_text.lines_of_quote(self.pane.lines)) is not None:
            self.pane.reveal(*quote, margin=1)
        self.point()

    def point(self) -> None:
        quote = review_text.lines_of_quote(self.pane.lines)
        self.pane.point(quote[0] if quote else self.pane.here)

    def on_resize(self) -> None:
        """Answers stand on one line where there is little room. Textual calls this besides a page's own."""
        self.query_one("#answers", Bar).remake()
        self.call_after_refresh(self._reveal)

    def action_yes(self, *, site: bool = False) -> None:
        seen = self._asked(site=site)
        if seen is None:
            return
        if seen.yes:
            change = partial(doubt_answers.yes, self.session.library, seen, site=site)
            self._decide(seen.doubt, change, _told(seen.yes, seen, site=site), site=site)
        else:
            key = self.session.key("other", Place.REVIEW)
            self.say(f"There is no guess to confirm; {key} lets you type the answer")

    def action_no(self, *, site: bool = False) -> None:
        seen = self._asked(site=site)
        if seen is not None:
            change = partial(doubt_answers.no, self.session.library, seen.doubt, site=site)
            one = seen.doubt.proposal
            told = f"{one.name} and {one.into} are two" if one else _told(seen.no, seen, site=site)
            self._decide(seen.doubt, change, told, site=site)

    def action_other(self, *, site: bool = False) -> None:
        seen = self._asked(site=site)
        if seen is not None:
            self.run_worker(partial(self._offer, seen, site=site))

    def action_yes_site(self) -> None:
        self.action_yes(site=True)

    def action_no_site(self) -> None:
        self.action_no(site=True)

    def action_other_site(self) -> None:
        self.action_other(site=True)

    @property
    def _open(self) -> Evidence | None:
        """What is on the screen; None where that was decided, and the next is still being looked up."""
        here, seen = self._queue.current, self._seen
        return seen if here is not None and seen is not None and here.key == seen.doubt.key else None

    def _asked(self, *, site: bool) -> Evidence | None:
        """What is asked about now; None if nothing can be answered."""
        seen = self._open
        if self._busy:
            self.say(_KEEPING)
            return None
        if seen is None or not self.may_change():
            return None
        if site and len(seen.doubt.alike) < 2:  # noqa: PLR2004 - one is no others
            self.say("No other article of the same site has this doubt")
            return None
        return seen

    async def _offer(self, seen: Evidence, *, site: bool) -> None:
        """Let the user type or choose another answer."""
        try:
            found: tuple[Choice, ...] = await asyncio.to_thread(
                doubt_answers.choices, self.session.library, seen
            )
        except QuoteBrowserError as error:
            self.fail(error)
            return
        if self._seen is not seen or self._busy or not self.is_current:  # something else was done meanwhile
            return
        title = self.marks.said(safe_line(seen.another[:1].upper() + seen.another[1:]))
        options = [Option((one.value,), safe_line(one.value), "", safe_line(one.detail)) for one in found]
        self.app.push_screen(AnswerPopup(self.session, title, options), partial(self._other, seen, site=site))

    def _other(self, seen: Evidence, chosen: tuple[str, ...] | None, *, site: bool) -> None:
        if chosen is not None:
            value, library = chosen[-1], self.session.library
            change = partial(doubt_answers.another, library, seen.doubt, value, site=site)
            who = seen.doubt.proposal.name if seen.doubt.proposal else f"the {seen.doubt.kind}"
            words = f"{who} is {value}"
            self._decide(seen.doubt, change, _told(words, seen, site=site), site=site)

    def _decide(self, doubt: Doubt, change: Callable[[], object], told: str, *, site: bool) -> None:
        self._busy = True
        self._slow = self.set_timer(_SLOW, partial(self.say, _KEEPING))
        finish(self, partial(self._decided, doubt, change, told, site=site))

    async def _decided(self, doubt: Doubt, change: Callable[[], object], told: str, *, site: bool) -> None:
        try:
            await asyncio.to_thread(change)
        except QuoteBrowserError as error:
            heir(self).fail(error)
            return
        finally:
            self._busy = False
            self._slow.stop()
        heir(self).say(f"Kept: {told} ({self.session.key('undo')} undoes it)", Tone.GOOD)
        if heir(self) is not self:
            heir(self).renew()
            return
        self._queue.decide(doubt, site=site)
        self._skips = 0
        self._look()
        if doubt.kind is DoubtKind.NAME:
            self.renew()  # other names may have been about one of the two

    def action_put_off(self) -> None:
        seen = self._open
        if seen is not None and not self._busy and self.may_change():
            doubt_answers.put_off(self.session.library, seen.doubt)
            self._queue.put_off()
            self._skips += 1
            self.say(f"Skipped ({self.session.key('undo')} brings it back)")
            self._look()

    def action_undo(self) -> None:
        """Take back what was done last here: a skip, or a change of the library."""
        if self._busy:
            self.say(_KEEPING)
            return
        skipped = self._queue.take_up() if self._skips else None
        if skipped is None:
            self._skips = 0
            self._turns.action_undo()
        elif self.may_change():
            self._skips -= 1
            doubt_answers.put_off(self.session.library, skipped, off=False)
            self._look()

    def action_read(self) -> None:
        seen = self._seen
        if seen is not None and seen.pointer is not None and seen.article is not None:
            self.session.pages.open_article(seen.article.id, seen.pointer, self.renew)

    def action_speaker(self) -> None:
        if self._seen is not None and self._seen.doubt.proposal is not None:
            self.session.pages.open_subject("speaker", self._seen.doubt.proposal.name, self.renew)
        else:
            self._turns.action_speaker()

    def action_back(self) -> None:
        self.dismiss()

    def action_doubts(self) -> None:
        """Choose what is reviewed."""
        queue = self._queue
        everything = queue.kinds == frozenset(DoubtKind)
        options = [Option((_ALL,), "all", f"{queue.count():,}", taken=everything)]
        options += [
            Option(
                (kind.value,), words, f"{queue.count(kind):,}", taken=not everything and kind in queue.kinds
            )
            for kind, words in review_text.PLURALS.items()
        ]
        about, uids = self._narrow
        if uids is not None:
            options += [
                Option((_OF, ""), "of the whole library", taken=self._uids is None),
                Option((_OF, about), safe_line(about), taken=self._uids is not None),
            ]
        self.app.push_screen(Chooser(self.session, "What is reviewed", options), self._chosen)

    def _chosen(self, chosen: tuple[str, ...] | None) -> None:
        if chosen is None:
            return
        if chosen[0] != _OF:
            self._queue.choose(frozenset(DoubtKind) if chosen[0] == _ALL else [DoubtKind(chosen[0])])
            self._look()
        elif chosen[1] != self._about:
            self._about, self._uids = self._narrow if chosen[1] else ("", None)
            self._queue, kinds = DoubtQueue(), self._queue.kinds
            self._queue.choose(kinds)
            self._whole, self._found, self._seen = False, False, None
            self._draw()
            self.renew()


def _told(words: str, seen: Evidence, *, site: bool) -> str:
    return f"{words}, all {len(seen.doubt.alike):,} articles of {seen.doubt.site}" if site else words
