"""What the full screens have in common: notices, the line of hints, and the answer to a tiny terminal.

One rule guards it: a notice stands below what is read, never over it.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import partial
from typing import Any, ClassVar, Final, TypeVar

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.text import safe_line
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.lines import Line, Piece, Role, line, piece, wrap
from quotebrowser.tui.paint.signs import Marks
from quotebrowser.tui.widgets.key_hints import bindings, hints
from quotebrowser.tui.widgets.pane import Bar, Kept, Lines
from quotebrowser.tui.widgets.search_box import SearchBox

Result = TypeVar("Result")
WIDTHS: Final = [(0, "-tiny"), (20, "-slim"), (100, "-wide"), (160, "-very-wide")]
"""Classes of a screen by its width: below 20 cells nothing can be shown."""
HEIGHTS: Final = [(0, "-flat"), (6, "-low"), (20, "-high")]
"""Classes of a screen by its height: below 20 lines there is no preview, below 6 nothing."""


def class_at(breakpoints: Sequence[tuple[int, str]], cells: int) -> str:
    """The class of the last breakpoint that is reached."""
    return [name for start, name in breakpoints if cells >= start][-1]


class Tone(Enum):
    """How a notice is meant: its role and the seconds it stays."""

    GOOD = (Role.GOOD, 8.0)
    DOUBT = (Role.WARNING, 15.0)
    BAD = (Role.BAD, 30.0)
    PLAIN = (Role.PLAIN, 8.0)


def notice(text: str, tone: Tone, width: int, marks: Marks) -> list[Line]:
    """A notice on as many lines as it needs, after the sign of its tone."""
    sign = {Tone.GOOD: marks.good, Tone.DOUBT: "?", Tone.BAD: marks.bad}.get(tone, "")
    start = f" {sign} " if sign else " "
    return wrap(
        [piece(start + marks.said(safe_line(text)), tone.value[0])], max(width - 1, 1), hang=(Piece("   "),)
    )


async def _while_open(
    screen: Screen[Any], work: Callable[[], Awaitable[object]] | Awaitable[object]
) -> object:
    """Work for a screen, which may be closed meanwhile: what is missing then is no fault."""
    try:
        return await (work() if callable(work) else work)
    except NoMatches:
        if screen in screen.app.screen_stack:
            raise
        return None


def lend(node: DOMNode, keys: object) -> None:
    """Let the actions of `keys` be those of a node, but for those that it does itself.

    Textual looks for `action_NAME` on the node. What that can do is so put together from objects that have
    one job each.
    """
    ours = (kind for kind in type(node).__mro__ if kind.__module__.startswith("quotebrowser."))
    own = {name for kind in ours for name in vars(kind)}
    for name in dir(keys):
        if name.startswith("action_") and name not in own:
            setattr(node, name, getattr(keys, name))


class Sized(Screen[Result]):
    """A page or popup, of which nothing can be shown where the terminal is too small.

    What is hidden loses the focus; when it is seen again it has that again, else its keys would go nowhere.
    Once it is closed, nothing that was to follow its next refresh is called, nobody misses what work that
    goes on beside it would still have shown on it, and it is not closed again: Textual would close another.
    """

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    _had_focus: Widget | None = None

    def call_after_refresh(self, callback: Callable[..., object], *args: Any, **kwargs: Any) -> bool:
        def call() -> object:
            return callback(*args, **kwargs) if self in self.app.screen_stack else None

        return super().call_after_refresh(call)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def run_worker(self, work: Any, *args: Any, **options: Any) -> Worker[Any]:
        asked = work if options.get("thread") else partial(_while_open, self, work)
        return super().run_worker(asked, *args, **options)

    @on(events.DescendantFocus)
    def _note_focus(self, event: events.DescendantFocus) -> None:
        self._had_focus = event.widget

    @on(events.Resize)
    def _resized(self) -> None:
        self.call_after_refresh(self._focus_again)

    def lend(self, keys: object) -> None:
        """Let the actions of `keys` be the screen's, but for those that it does itself."""
        lend(self, keys)

    def _focus_again(self) -> None:
        width, height = self.size
        if self.focused is None and width >= WIDTHS[1][0] and height >= HEIGHTS[1][0]:
            if self._had_focus in self.focus_chain:
                self.set_focus(self._had_focus)
            self._update_auto_focus()


class Asking:
    """Questions that a key answers when it is pressed again.

    Args:
        page: that they are asked on.
    """

    def __init__(self, page: "Page") -> None:
        self._page = page
        self._question: tuple[str, object] = "", None
        """The action that the user was asked to confirm, and what it was about."""

    def sure(self, action: str, about: object, question: str) -> bool:
        """Whether the key was pressed again right after the question, which is still shown; if not, ask it.

        Args:
            action: what the key does.
            about: what it would be done to.
            question: names the key, and what it would do.
        """
        asked, self._question = self._question, (action, about)
        if asked == self._question and self._page.told == question:
            self._question = "", None
            return True
        self._page.say(question, Tone.DOUBT, of=action)
        return False

    def move_on(self, action: str) -> None:
        """Take away a question of another key than that of the action."""
        asked, _ = self._question
        if asked and action not in (asked, "palette"):
            self._page.hush(asked)
            self._question = "", None


class Page(Sized[None]):
    """A full screen. Subclasses name their place and put `foot` at their end."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.EVERYWHERE)
    PLACE: ClassVar[Place] = Place.LIST

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._styles_cache = Kept()
        self.session = session
        # Textual sets these at the first resize, and then styles everything a second time.
        width, height = self.app.size
        self.set_classes([class_at(WIDTHS, width), class_at(HEIGHTS, height)])
        self._notice: tuple[str, Tone] | None = None
        self._notice_timer: Timer | None = None
        self._notice_of = ""
        self.asking = Asking(self)
        self._covered = False

    @property
    def marks(self) -> Marks:
        """Signs to draw with."""
        return self.session.marks

    @property
    def place(self) -> Place:
        """Where the user is, for hints, help and palette."""
        return self.PLACE

    @property
    def idle(self) -> Iterable[str]:
        """Names of actions that can do nothing now; they are not hinted at."""
        return ()

    @property
    def said(self) -> Mapping[str, str]:
        """Other words for what some actions do now, by name."""
        return {}

    def renew(self) -> None:
        """Show what changed in the library."""

    def foot(self) -> Iterator[Widget]:
        """The widget every page ends with: notices, then hints; all there is in a tiny terminal."""
        yield Bar(id="foot")

    def on_mount(self) -> None:
        """Show hints."""
        self.show_foot()

    def point(self) -> None:
        """Put the terminal's own cursor where the keys go. Subclasses know where in a text that is."""
        focused = self.focused
        if isinstance(focused, SearchBox):
            self.app.cursor_position = focused.cursor_screen_offset
        elif isinstance(focused, Lines):
            focused.point(focused.here)

    def on_resize(self) -> None:
        """Show as much as the new size has room for. Textual calls this besides a subclass's own."""
        self.show_foot()

    def on_descendant_focus(self) -> None:
        """Show the hints of the pane that has the focus."""
        self.show_foot()
        self.call_after_refresh(self.point)

    def on_screen_suspend(self) -> None:
        """Take the hints away: below a popup they do not work."""
        self._covered = True
        self.show_foot()

    def on_screen_resume(self) -> None:
        """Come back from a popup or another page, the keys where they were; Textual takes the first pane."""
        if self.focused is None and self._had_focus is not None:
            self.set_focus(self._had_focus)
        if self._covered:
            self._covered = False
            self.show_foot()
        self.call_after_refresh(self.point)

    def show_foot(self) -> None:
        """Draw the notice and the line of hints for where the user is."""
        keymap, marks, place, told = self.session.keymap, self.marks, self.place, self._notice
        idle, said, covered = {*self.idle, *self.session.refused}, self.said, self._covered

        def lines(width: int) -> list[Line]:
            if width < WIDTHS[1][0] or self.size.height < HEIGHTS[1][0]:
                return wrap([piece("terminal too small")], width)
            only = () if covered else None
            shown = hints(
                keymap, place, width - 1, ascii_only=marks.ascii_only, only=only, idle=idle, said=said
            )
            keys = line(" ", *shown)
            high = self.size.height >= HEIGHTS[2][0]
            rule = [line(piece(marks.rule * width, Role.RULE))] if high else []
            return [*(notice(*told, width, marks) if told else ()), *rule, keys]

        self.query_one("#foot", Bar).show(lines)

    def say(self, text: str, tone: Tone = Tone.PLAIN, *, of: str = "") -> None:
        """Show a notice below the view for a while.

        Args:
            text: a sentence.
            tone: how it is meant.
            of: what it is about, so that `hush` takes it away with that.
        """
        self._notice, self._notice_of = (text, tone), of
        self.show_foot()
        if self._notice_timer is not None:
            self._notice_timer.stop()
        self._notice_timer = self.set_timer(tone.value[1], self.hush)

    @property
    def told(self) -> str:
        """The notice that is shown; empty: none is."""
        return self._notice[0] if self._notice is not None else ""

    def hush(self, of: str | None = None) -> None:
        """Take the notice away: whatever it is about, or only one that is about `of`."""
        if self._notice is not None and of in (None, self._notice_of):
            self._notice = None
            self.show_foot()

    def move_on(self, action: str) -> None:
        """Take away a notice that only tells how things stood before an action, and a question of another."""
        if self._notice is not None and self._notice[1] is Tone.PLAIN:
            self.hush()
        self.asking.move_on(action)

    def fail(self, error: QuoteBrowserError) -> None:
        """Show what could not be done, why, and what to do."""
        self.say(f"{error.message}. {error.hint}".strip() if error.hint else error.message, Tone.BAD)


def heir(page: Any) -> Page:
    """The page, or once it was left the one that is seen: what went on meanwhile is said there."""
    stack = page.app.screen_stack
    seen: Page = (
        page if page in stack else next((one for one in reversed(stack) if isinstance(one, Page)), page)
    )
    return seen


def finish(page: Any, change: Callable[[], Any]) -> None:
    """Do a change meanwhile; it is finished, and told, though the page is left."""
    page.app.run_worker(change)
