"""The head of a page of a speaker or an outlet: how much that is; names that may be theirs; how they print.

One rule guards it: the name is seen at any width; of the counts, what has no room is left out, never cut.
"""

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

from quotebrowser.library.showing import outlet_views
from quotebrowser.library.showing.outlet_views import OutletView
from quotebrowser.library.showing.speaker_views import SpeakerView
from quotebrowser.text import counted, safe_line
from quotebrowser.tui.paint.lines import BLANK, Line, Role, fit, line, piece, sides, width_of
from quotebrowser.tui.paint.row_text import day
from quotebrowser.tui.paint.signs import Marks


def speaker_head(
    name: str, view: SpeakerView | None, width: int, marks: Marks, *, key: str, high: bool
) -> list[Line]:
    """One line, or up to three of a high screen.

    Args:
        name: of the speaker.
        view: what is known of them; None: not yet.
        width: cells of a line.
        marks: signs to draw with.
        key: merges names; empty where nothing can be changed.
        high: whether there is room for titles and names.
    """
    first = _first(name, _counts(view) if view else [], width, marks)
    if not high:
        return [first]
    dot = f" {marks.dot} "
    titles = dot.join(f"{safe_line(one.value)} {one.count}" for one in view.titles) if view else ""
    named = line(piece(f" {titles or 'no title is printed'}" if view else "", Role.DIM))
    rest = [_maybe(view, key, width, marks)] if view and view.proposals else []
    return [first, fit(named, width, marks.ellipsis), *rest]


def outlet_head(
    name: str, view: OutletView | None, width: int, marks: Marks, *, key: str, high: bool
) -> list[Line]:
    """One line, or three of a high screen.

    Args:
        name: of the outlet.
        view: what is known of it; None: not yet.
        width: cells of a line.
        marks: signs to draw with.
        key: lists what is counted.
        high: whether there is room for how it prints.
    """
    told = [counted(view.quotes, "quote"), counted(view.articles, "article"), *_days(view)] if view else []
    first = _first(name, told, width, marks)
    if not high:
        return [first]
    if view is None:
        comparing = line(piece(marks.said(" comparing with what others print…"), Role.DIM))
        return [first, fit(comparing, width, marks.ellipsis), BLANK]
    said = {one.value: f"{one.words} {number}" for one, number in outlet_views.told(view)}
    rows = [[said[value] for value in row if value in said] for row in _ROWS]
    right = line(piece(f" {key}", Role.KEY), piece(" lists each ", Role.DIM)) if key else ()
    room = width - width_of(right)
    return [
        first,
        _fitting(rows[0], width, marks),
        sides(_fitting(rows[1], room, marks), right, width, marks.ellipsis),
    ]


_ROWS: Final = (("too", "words", "meaning"), ("cut", "first", "tied", "agrees"))
"""What is counted, in two lines; what matters most comes first."""


def _fitting(told: Sequence[str], width: int, marks: Marks) -> Line:
    """As many counts as have room, none cut."""
    dot = f" {marks.dot} "
    kept = list(told)
    while kept and cell_len(dot.join(kept)) + 1 > width:
        del kept[-1]
    return line(piece(f" {dot.join(kept)}", Role.DIM)) if kept else BLANK


def _first(name: str, counts: Sequence[str], width: int, marks: Marks) -> Line:
    """The name, and as many of the counts as have room."""
    left = line(" ", piece(safe_line(name), Role.STRONG))
    right = _fitting(counts, max(width - width_of(left) - 2, 0), marks)
    return sides(left, line(*right, " "), width, marks.ellipsis)


def _counts(view: SpeakerView) -> list[str]:
    """What is counted, what matters most first."""
    outlets = sum(1 for one in view.outlets if one.value)
    told = [counted(view.quotes, "quote"), counted(view.articles, "article"), *_days(view)]
    return [*told, *([counted(outlets, "outlet")] if outlets else [])]


def _days(view: SpeakerView | OutletView) -> list[str]:
    """From when to when; empty where no day is known."""
    days = dict.fromkeys(day(date) for date in (view.first, view.last) if date)
    return [" to ".join(days)] if days else []


def _maybe(view: SpeakerView, key: str, width: int, marks: Marks) -> Line:
    """Names that may be theirs, the likeliest first, and the key that merges one."""
    others = f" {marks.dot} ".join(safe_line(one.other(view.name)) for one in view.proposals)
    left = line(piece(" perhaps the same: ", Role.LABEL), piece(others))
    right = line(piece(f" {key}", Role.KEY), piece(" merges ", Role.DIM)) if key else ()
    return sides(left, right, width, marks.ellipsis)
