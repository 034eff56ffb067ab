"""Going through an article: from quote to quote, and, where words are looked for, from match to match.

One rule guards it: whoever goes on only scrolls; what is shown of the article stays the same.
"""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol

from textual.containers import Container

from quotebrowser.library import ArticleView
from quotebrowser.model import Pointer
from quotebrowser.tui.paint.article.reader_text import Page as Drawn
from quotebrowser.tui.paint.article.stops import stop_at, stops
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.pane import Pane
from quotebrowser.tui.widgets.search_box import SearchBox


class Article(Protocol):
    """The page of an article, as it is drawn."""

    @property
    def pane(self) -> Pane:
        """The text."""

    @property
    def drawn(self) -> Drawn:
        """Its lines, with the places of the words looked for."""

    @property
    def view(self) -> ArticleView | None:
        """What it is drawn of; None before the answer."""

    def target(self) -> Pointer:
        """The quote that is looked at."""

    def look_at(self, pointer: Pointer) -> None:
        """Go to another quote."""

    def show_article(self, *, reveal: bool) -> None:
        """Draw it; `reveal` scrolls to its quote."""

    def show_head(self) -> None:
        """Draw the heading, which says which match was gone to."""


class FindKeys:
    """The keys that find words.

    Args:
        page: that they are pressed on; it has a row `#row` with a box `#find`.
        article: the same page, as it is drawn.

    Attributes:
        wanted: the words looked for; empty where none are.
        match: which of the places found was gone to.
    """

    def __init__(self, page: QuotePage, article: Article) -> None:
        self._page = page
        self._article = article
        self.wanted = ""
        self.match = 0

    @property
    def found(self) -> Sequence[int]:
        """Lines with the words looked for."""
        return self._article.drawn.found if self.wanted else ()

    def words(self) -> str:
        """Which of the places was gone to, for the heading; empty where no words are looked for."""
        if not self.wanted:
            return ""
        return f"match {self.match + 1} of {len(self.found)} " if self.found else "no match "

    def action_find(self) -> None:
        """Go to the box."""
        self._page.query_one("#row", Container).display = True
        self._page.set_focus(self._page.query_one("#find", SearchBox))

    def typed(self, value: str) -> None:
        """Look for other words."""
        self.wanted, self.match = value.strip(), 0
        self._article.show_article(reveal=not self.wanted)
        if self.found:
            self._article.pane.reveal(self.found[0], self.found[0])

    def accept(self) -> None:
        """Go from the box to the text."""
        self._page.set_focus(self._article.pane)
        if self.wanted and not self.found:
            self._page.say(f"The article does not say {self.wanted}")

    def leave(self) -> None:
        """Look for no words any more."""
        self._page.query_one("#find", SearchBox).fill("")
        self._page.query_one("#row", Container).display = False
        self._page.set_focus(self._article.pane)

    def go(self, step: int) -> None:
        """Scroll to the next match, around the end, from what is seen; there must be one."""
        found, pane = self.found, self._article.pane
        top, page = pane.scroll_offset.y, pane.page()
        if self.match < len(found) and top <= found[self.match] < top + page:
            self.match = (self.match + step) % len(found)
        else:
            ahead = bisect_left(found, top + page // 3)
            self.match = (ahead if step > 0 else ahead - 1) % len(found)
        self._article.show_head()
        pane.scroll_to(y=max(found[self.match] - page // 3, 0), animate=False)
        self._page.point()


class StopKeys:
    """The keys that go to the next and to the previous quote, or match.

    Args:
        page: that they are pressed on.
        article: the same page, as it is drawn.
        find: the words that are looked for on it.
    """

    def __init__(self, page: QuotePage, article: Article, find: FindKeys) -> None:
        self._page = page
        self._article = article
        self._find = find

    def action_next_quote(self) -> None:
        self._go(1)

    def action_previous_quote(self) -> None:
        self._go(-1)

    def _go(self, step: int) -> None:
        view, looked_at = self._article.view, self._article.target()
        if self._find.found:
            self._find.go(step)
            return
        if view is None:
            return
        every, here = stops(view, looked_at), stop_at(view, looked_at)
        if here is None or not every:
            if view.article.form.is_record:
                self._page.say("No article in the library prints a passage of it")
            return
        # A sentence of a record may stand between two stops.
        at = bisect_left(every, here.spans, key=attrgetter("spans"))
        at += step if at < len(every) and every[at].spans == here.spans else -(step < 0)
        if 0 <= at < len(every):
            self._article.look_at(every[at].pointer)
        else:
            what = "printed passage" if every[0].printings else "quote"
            self._page.say(f"This is the last {what}" if step > 0 else f"This is the first {what}")
