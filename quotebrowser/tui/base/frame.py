"""What stands on the terminal, so that only what changes is sent.

Textual sends a page again each time that a part of it finds its size. One rule guards it: what is not known
to stand there is sent.
"""

from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from rich.cells import get_character_cell_size
from rich.console import Console
from rich.control import Control
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Offset
from textual.strip import Strip

from quotebrowser.tui.paint.lines import END, ISOLATE

_Cell = tuple[str, Style | None]
_Placed = tuple[int, int, Strip]
"""Column and line of its first cell, and what stands from there."""
_UNKNOWN: Final[_Cell] = ("\0", None)
_REST: Final[_Cell] = ("", None)
"""The second cell of a wide character."""


class Changes(CompositorUpdate):
    """Strips that are to be sent, each with its place."""

    def __init__(self, placed: Sequence[_Placed]) -> None:
        self.placed = placed

    def render_segments(self, console: Console) -> str:
        return "".join(
            Control.move_to(x, y).segment.text + strip.render(console) for x, y, strip in self.placed
        )


class _Program(Protocol):
    def has_class(self, *class_names: str) -> bool: ...
    def write(self, codes: str) -> None: ...


class Pointed:
    """The place of the terminal's own cursor, an attribute of the program that Textual sets.

    Textual moves the cursor there when it paints the next time. Where somebody follows it, it goes at once.
    """

    def __get__(self, app: _Program, _kind: type[_Program]) -> Offset:
        place: Offset = vars(app).get("cursor_position", Offset(0, 0))
        return place

    def __set__(self, app: _Program, place: Offset) -> None:
        before = vars(app).get("cursor_position", place)
        vars(app)["cursor_position"] = place
        if before != place and app.has_class("-accessible"):
            app.write(Control.move_to(*place).segment.text)


class Frame:
    """The cells that were sent last."""

    def __init__(self) -> None:
        self._lines: dict[int, list[_Cell]] = {}
        self._waiting: list[_Placed] = []
        """What was sent while nothing was known; worked out when there is something to compare it with."""

    def forget(self) -> None:
        """Take nothing as known: somebody else wrote to the terminal, or its size changed."""
        self._lines.clear()
        self._waiting = []

    def changes(self, update: object) -> object:
        """What of an update does not stand there yet; an update of another kind as it is."""
        if isinstance(update, LayoutUpdate):
            placed = _laid(update)
        elif isinstance(update, ChopsUpdate):
            placed = _chopped(update)
        else:
            self.forget()
            return update
        if not self._lines and not self._waiting:
            self._waiting = list(placed)
            return Changes(self._waiting)
        for each in self._waiting:
            self._put(*each)
        self._waiting = []
        return Changes([part for each in placed if (part := self._put(*each)) is not None])

    def _put(self, x: int, y: int, strip: Strip) -> _Placed | None:
        """The part of a strip that changes what is known, which it then is."""
        cells = _cells(strip)
        line = self._lines.setdefault(y, [])
        if len(line) < x + len(cells):
            line += [_UNKNOWN] * (x + len(cells) - len(line))
        before = line[x : x + len(cells)]
        if before == cells:
            return None
        first = next(at for at, cell in enumerate(cells) if before[at] != cell)
        last = next(at for at in range(len(cells) - 1, -1, -1) if before[at] != cells[at])
        line[x : x + len(cells)] = cells
        if any(ISOLATE in text for text, _, _ in strip) or any(ISOLATE in cell[0] for cell in before):
            first, last = _with_isolates(before, cells, first, last)
        # A wide character is sent whole, and so is one that half of was overwritten.
        while first > 0 and _REST in (cells[first], before[first]):
            first -= 1
        while last + 1 < len(cells) and _REST in (cells[last + 1], before[last + 1]):
            last += 1
        return x + first, y, strip.crop(first, last + 1)


def _with_isolates(before: Sequence[_Cell], cells: Sequence[_Cell], first: int, last: int) -> tuple[int, int]:
    """The cells from `first` to `last` and all of each isolate that they touch.

    A terminal keeps the beginning of an isolate with the cell before it: that cell is sent where the isolate
    has gone, and the isolate where that cell is sent.
    """
    if any(ISOLATE in cell[0] for cell in before[first : last + 1]):
        first = max(first - 1, 0)
    begins = [at for at, cell in enumerate(cells) if ISOLATE in cell[0]]
    for begin in begins:
        end = next((at for at in range(begin, len(cells)) if END in cells[at][0]), begin)
        if begin <= last + 1 and first <= end:
            first, last = min(first, begin), max(last, end)
    return first, last


def _cells(strip: Strip) -> list[_Cell]:
    """A strip cell by cell; what takes no cell stands with the character before it.

    The beginning of an isolate stands with the one behind it, as where strips are cut.
    """
    cells: list[_Cell] = []
    begun = ""
    for text, style, control in strip:
        if control:
            continue
        if text.isascii():
            cells += [(char, style) for char in text]
            continue
        for char in text:
            width = get_character_cell_size(char)
            if char == ISOLATE:
                begun = char
            elif width or not cells:
                cells.append((begun + char, style))
                cells += [_REST] * (width - 1)
                begun = ""
            else:
                at = -2 if cells[-1] is _REST else -1
                cells[at] = cells[at][0] + char, cells[at][1]
    return cells


def _laid(update: LayoutUpdate) -> Iterator[_Placed]:
    for y, line in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in line:
            yield x, y, strip
            x += strip.cell_length


def _chopped(update: ChopsUpdate) -> Iterator[_Placed]:
    """The strips of an update of parts, as `ChopsUpdate.render_segments` takes them."""
    for y, first, stop in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is None or x >= stop or end <= first:
                continue
            yield x, y, strip if stop > x >= first and end <= stop else strip.crop(0, min(end, stop) - x)
