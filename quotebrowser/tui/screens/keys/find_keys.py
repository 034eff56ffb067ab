"""Finding words in an article: the box they are typed in, and the way from match to match.

One rule guards it: finding only scrolls; what is shown of the article stays the same.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol

from textual.containers import Container

from quotebrowser.tui.paint.article.reader_text import Page as Drawn
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
