"""The article screen: the quote where it was printed.

One rule guards it: the page shows the article's text whole; finding and going to quotes only scroll.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from quotebrowser.library import ArticleView, Library
from quotebrowser.library.finding import annotated
from quotebrowser.library.finding.annotated import NOTHING, Said
from quotebrowser.library.showing import quote_views
from quotebrowser.model import Pointer
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.article.article_head import given_line, headline, said_lines, title
from quotebrowser.tui.paint.article.reader_text import Laid
from quotebrowser.tui.paint.article.reader_text import Page as Drawn
from quotebrowser.tui.paint.article.stops import stop_at, stops
from quotebrowser.tui.paint.lines import Line, Role, line, piece
from quotebrowser.tui.screens.keys.find_keys import FindKeys, StopKeys
from quotebrowser.tui.screens.keys.moving_keys import TextKeys
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.key_hints import bindings
from quotebrowser.tui.widgets.pane import Bar, Pane
from quotebrowser.tui.widgets.search_box import SearchBox

_HIGH: Final = 16
"""Lines of a screen that has room for the headline."""


def _looked_up(library: Library, article: str) -> tuple[ArticleView, Mapping[str, Said]]:
    """An article, and what the user said of its quotes."""
    view = quote_views.article(library, article)
    return view, annotated.of(library, [quote.uid for quote in view.quotes])


_FINDING: Final = {"next_quote": "next match", "previous_quote": "previous match"}
"""What these keys do while words are looked for."""


class ReaderPage(QuotePage):
    """An article, with one of its quotes looked at."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.READER)
    PLACE = Place.READER
    AUTO_FOCUS = "#article"

    def __init__(self, session: Session, article: str, pointer: Pointer) -> None:
        super().__init__(session)
        self.lend(TextKeys(lambda: self.pane))
        self._article = article
        self._at = pointer
        self.view: ArticleView | None = None
        """The article; None before the answer."""
        self.drawn = Drawn((), None, (0, 0), ())
        self._said: Mapping[str, Said] = {}
        self._laid: Laid | None = None
        self._laid_for: tuple[int, int] = (0, 0)
        self._find = FindKeys(self, self)
        self.lend(self._find)
        self.lend(StopKeys(self, self, self._find))
        self._head: Callable[[int], list[Line]] = lambda _width: []
        self._loads: Latest[tuple[ArticleView, Mapping[str, Said]]] = Latest(self, self._loaded, self.fail)

    def compose(self) -> Iterable[Widget]:
        yield Bar(id="head")
        yield Bar(id="line")
        with Container(id="sheet"):
            yield Pane(id="article", can_focus=True)
        with Container(id="row"):
            yield Bar(id="prompt")
            find = self._find
            yield SearchBox(id="find", typed=find.typed, accept=find.accept, leave=find.leave)
        yield from self.foot()

    def on_mount(self) -> None:
        self.query_one("#row", Container).display = False
        self.query_one("#prompt", Bar).show(lambda _width: [line(" ", piece("find", Role.LABEL), " ")])
        self.query_one("#line", Bar).show(lambda width: [line(piece(self.marks.rule * width, Role.RULE))])
        self.renew()

    @property
    def place(self) -> Place:
        """Words looked for are typed in a box of their own."""
        return Place.FIND if isinstance(self.focused, SearchBox) else Place.READER

    @property
    def idle(self) -> tuple[str, ...]:
        return () if self.pane.max_scroll_y else ("down",)

    @property
    def said(self) -> Mapping[str, str]:
        return _FINDING if self._find.found else {}

    @property
    def pane(self) -> Pane:
        """The text."""
        return self.query_one("#article", Pane)

    def target(self) -> Pointer:
        return self._at

    def renew(self) -> None:
        self._loads.ask(partial(_looked_up, self.session.library, self._article))

    def _loaded(self, loaded: tuple[ArticleView, Mapping[str, Said]]) -> None:
        first = self.view is None
        self.view, self._said = loaded
        self.show_article(reveal=first)

    def show_article(self, *, reveal: bool) -> None:
        """Draw the article; `reveal` scrolls to its quote."""
        view, marks = self.view, self.marks
        if view is None:
            return
        every, stop = stops(view, self._at), stop_at(view, self._at)
        at = every.index(stop) if stop in every else 0

        def head(width: int) -> list[Line]:
            first = title(view, stop, at, len(every), width, marks, self._find.words())
            noted = said_lines(self._said.get(self._at.quote, NOTHING), width, marks)
            given = given_line(view, self._at.quote, width, marks)
            return [first, headline(view.article, width, marks), *noted, *given][
                : 1 + 4 * (self.size.height >= _HIGH)
            ]

        def lines(width: int) -> Sequence[Line]:
            if self._laid is None or self._laid_for != (id(view), width):
                self._laid, self._laid_for = Laid(view, width, marks), (id(view), width)
            self.drawn = self._laid.page(stop, self._find.wanted)
            return self.drawn.lines

        self.pane.show(lines, top=False)
        self._head = head
        self.show_head()
        if reveal:
            self._reveal()

    def show_head(self) -> None:
        """Draw the heading, which says which match was gone to."""
        self.query_one("#head", Bar).show(self._head)

    def _reveal(self) -> None:
        self.show_foot()  # whether there is anything to scroll is known only now
        if self.drawn.place is not None:
            self.pane.reveal(*self.drawn.place)
        self.point()

    def point(self) -> None:
        if self._find.found:
            self.pane.point(*self.drawn.match(self._find.match))
        elif self.place is Place.READER:
            self.pane.point(*self.drawn.spot)
        else:
            super().point()

    def on_resize(self) -> None:
        """Keep the quote in sight."""
        self.call_after_refresh(self._reveal)

    def look_at(self, pointer: Pointer) -> None:
        """Go to another quote of the article."""
        self._at = pointer
        self.show_article(reveal=True)

    def action_close_article(self) -> None:
        self.dismiss()

    def action_back(self) -> None:
        if self._find.wanted:
            self._find.leave()
        else:
            self.dismiss()
