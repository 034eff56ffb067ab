"""When what is listed was printed: a bar for each year, month or day.

One rule guards it: a bar is as long as its number says, and choosing it lists as many quotes.
"""

from collections.abc import Mapping
from typing import ClassVar, Final

from quotebrowser.library.finding.narrowed import Spread
from quotebrowser.text import counted
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.key_names import shown
from quotebrowser.tui.paint.row_text import day
from quotebrowser.tui.popups.chooser import Chooser
from quotebrowser.tui.widgets.choice_list import Option

_BACK: Final = 1 << 20
"""What the key that goes back moves the cursor by: nothing else moves it so far."""


class DatePopup(Chooser):
    """The bars. Ends with the term that asks for one; empty: for no days.

    Args:
        session: of the browser.
        spread: what is shown.
        back: the term that asks for more days than are asked for now; empty: for any.
        narrowed: whether days are asked for.
    """

    MOVES: ClassVar[Mapping[str, int]] = {**Chooser.MOVES, "left": _BACK}
    NONE = "Nothing here has a date"

    def __init__(self, session: Session, spread: Spread, back: str, *, narrowed: bool) -> None:
        self._back = Option(
            (back,),
            back.removeprefix("date:") or "all dates",
            shown("left", ascii_only=session.marks.ascii_only),
        )
        options = [self._back] if narrowed else []
        most = max((one.quotes for one in spread.bars), default=0)
        width = max((len(day(one.date)) for one in spread.bars), default=0)
        for one in spread.bars:
            label, asked = f"{day(one.date):>{width}}", (f"date:{one.asked}",)
            if not one.quotes:
                options.append(Option((), f"{label}  0"))
            elif session.marks.spoken:
                options.append(Option(asked, f"{label}: {counted(one.quotes, 'printing')}"))
            else:
                options.append(Option(asked, label, f"{one.quotes:,}", share=one.quotes / most))
        if spread.undated:
            options.append(Option(("no:date",), "undated", f"{spread.undated:,}"))
        if spread.several:
            options.append(Option((), f"{spread.several:,} dated less exactly are counted in several"))
        super().__init__(session, f"{counted(spread.total, 'printing')} by date", options)
        self._narrowed_already = narrowed

    def on_mount(self) -> None:
        """Begin at the first bar. Textual calls this besides the one of every chooser."""
        if self._narrowed_already:
            self.options.move(1)

    def _move(self, step: int) -> None:
        if step != _BACK:
            super()._move(step)
        elif self._narrowed_already:
            self.dismiss(self._back.value)
