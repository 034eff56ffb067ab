"""Pages that are one pane of text, and the keys that move through it.

One rule guards it: wherever there is text to scroll, the same key moves as far.
"""

from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.pane import Pane


class PanePage(QuotePage):
    """A page that points at a quote and scrolls through one pane."""

    @property
    def pane(self) -> Pane:
        """What is scrolled."""
        raise NotImplementedError

    def action_first(self) -> None:
        """To the top."""
        self.pane.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        """To the end."""
        self.pane.scroll_to(y=len(self.pane.lines), animate=False)

    def action_half_down(self) -> None:
        """Half a page on."""
        self.pane.move(max(self.pane.page() // 2, 1))

    def action_half_up(self) -> None:
        """Half a page back."""
        self.pane.move(-max(self.pane.page() // 2, 1))

    def action_page_down(self) -> None:
        """A page on."""
        self.pane.move(self.pane.page())

    def action_page_up(self) -> None:
        """A page back."""
        self.pane.move(-self.pane.page())
