"""The review: what is doubtful, one thing at a time, with the evidence and what each key does.

One rule guards it: what the doubt is about is in sight, as far as there is room for it.
"""

from collections.abc import Iterable
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget

from quotebrowser.model import DoubtKind, Pointer
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint import review_text
from quotebrowser.tui.paint.lines import Line, Role, line, piece, wrap
from quotebrowser.tui.screens.keys.changing.answer_keys import AnswerKeys
from quotebrowser.tui.screens.keys.changing.doubt_keys import DoubtKeys, Reviewed, Uids
from quotebrowser.tui.screens.keys.moving_keys import TextKeys
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.key_hints import bindings
from quotebrowser.tui.widgets.pane import Bar, Pane

_ANSWERS: Final = ("yes", "yes_site", "no", "no_site", "other", "other_site", "put_off")


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

    def __init__(self, session: Session, about: str, uids: Uids | None) -> None:
        super().__init__(session)
        self.lend(TextKeys(lambda: self.pane))
        self._reviewed = Reviewed(self, about, uids, self._draw)
        self.lend(DoubtKeys(self, self._reviewed))
        self.lend(AnswerKeys(self, self._reviewed, self.turning.action_undo))
        self._room = 0
        """Lines that the evidence was made for."""

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
        seen, still = self._reviewed.seen, () if self.pane.max_scroll_y else ("down",)
        if seen is None:
            return (*still, "read", "speaker", "edit", "put_off")
        about_quote = seen.doubt.kind is DoubtKind.SPEAKER
        return (
            *still,
            *(() if about_quote or seen.sides else ("speaker",)),
            *(() if seen.pointer else ("read", "edit")),
        )

    def target(self) -> Pointer | None:
        return self._reviewed.seen.pointer if self._reviewed.seen else None

    def renew(self) -> None:
        self._reviewed.renew()

    def _draw(self) -> None:
        reviewed, marks = self._reviewed, self.marks
        seen, queue = reviewed.seen, reviewed.queue
        here = queue.current
        later = here is not None and here.later
        place = queue.place if seen else 0
        progress = review_text.Progress(place, queue.total, reviewed.about, later, reviewed.found)
        self.query_one("#head", Bar).show(lambda width: review_text.head(progress, seen, width, marks))
        keys = {name: self.session.key(name, Place.REVIEW) for name in _ANSWERS}

        def told(width: int) -> list[Line]:
            return review_text.answers(seen, keys, width, self.size.height, marks) if seen else []

        def lines(width: int) -> list[Line]:
            if seen is not None:
                self._room = self.pane.size.height
                return review_text.body(seen, width, self._room, marks)
            if not reviewed.found:
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

    def action_read(self) -> None:
        seen = self._reviewed.seen
        if seen is not None and seen.pointer is not None and seen.article is not None:
            self.session.pages.open_article(seen.article.id, seen.pointer, self.renew)

    def action_speaker(self) -> None:
        if self._reviewed.seen is not None and self._reviewed.seen.doubt.proposal is not None:
            self.session.pages.open_subject("speaker", self._reviewed.seen.doubt.proposal.name, self.renew)
        else:
            self.quoting.action_speaker()

    def action_back(self) -> None:
        self.dismiss()
