"""The citation popup's lines: the choices, and what will be copied.

One rule guards it: the destination is named first, and the text is shown line for line as it is copied.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quotebrowser.text import safe, safe_line
from quotebrowser.tui.paint.lines import (
    BLANK,
    Line,
    Piece,
    Role,
    cells,
    fit,
    flow,
    line,
    piece,
    sides,
    width_of,
    wrap,
)
from quotebrowser.tui.paint.signs import Marks

_LABEL = 9
_NUMBERED = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    label: str
    """What is chosen."""
    table: Sequence[tuple[str, str]]
    """Name and label of each option."""
    chosen: int
    """Place of the option taken."""
    numbered: bool = False
    """Whether the first nine options have their number before them."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What will be copied."""

    text: str
    """As it is copied."""
    warnings: tuple[str, ...]
    """One sentence each."""


def title(words: str, routes: Sequence[str], width: int, marks: Marks) -> list[Line]:
    """The popup's first line: what it does, and by which ways the copy will go, in order."""
    goes = ", then ".join(routes) if routes else "no clipboard here; the text is saved"
    right = line(piece("goes to ", Role.DIM), piece(goes), " ")
    left = line(" ", piece(words, Role.STRONG))
    room = max(width - width_of(left) - 2, 0)
    return [sides(left, fit(right, room, marks.ellipsis), width, marks.ellipsis)]


def choices(rows: Sequence[Choice], width: int, marks: Marks, most: int) -> list[Line]:
    """The options of each row, the one taken with a sign; on more than `most` lines, only those taken."""
    every = _options(rows, width, marks)
    if len(every) <= most:
        return every
    return [
        line(
            piece(f" {row.label:<{_LABEL - 1}}", Role.LABEL),
            piece(marks.cursor, Role.CURSOR),
            piece(row.table[row.chosen][1], Role.CHOSEN),
            piece(f"  {row.chosen + 1} of {len(row.table)}", Role.DIM),
        )
        for row in rows
    ]


def taken(lines: Sequence[Line], marks: Marks) -> list[tuple[int, int]]:
    """Line and cell of the sign before what is taken, in each row of choices."""
    found = []
    for y, row in enumerate(lines):
        x = 0
        for part in row:
            if part.role is Role.CURSOR and part.text == marks.cursor:
                found.append((y, x))
            x += cells(part.text)
    return found


def _options(rows: Sequence[Choice], width: int, marks: Marks) -> list[Line]:
    lines: list[Line] = []
    for row in rows:
        options: list[Line] = []
        for at, (_, label) in enumerate(row.table):
            number = f"{at + 1} " if row.numbered and at < _NUMBERED else ""
            taken = at == row.chosen
            sign = piece(marks.cursor if taken else " ", Role.CURSOR)
            options.append(
                (sign, piece(f"{number}{label}", Role.CHOSEN if taken else Role.PLAIN), Piece("  "))
            )
        lines += flow(piece(f" {row.label:<{_LABEL - 1}}", Role.LABEL), options, width, marks.ellipsis)
    return lines


def preview(shown: Preview, width: int, marks: Marks, edit_key: str) -> list[Line]:
    """The text in a frame of blanks, then warnings; `edit_key` is empty where nothing can be corrected."""
    lines: list[Line] = [BLANK]
    for row in safe(shown.text).split("\n"):
        lines += [line(" ", *part) for part in wrap([piece(row, Role.QUOTE)], width - 2)]
    lines.append(BLANK)
    for warning in shown.warnings:
        text = piece(f" {marks.warning} {marks.said(safe_line(warning))}", Role.WARNING)
        lines += wrap([text], width - 1, hang=(Piece("   "),))
    if shown.warnings and edit_key:
        lines.append(line(piece(f"   {edit_key} fills in what is missing", Role.DIM)))
    return lines
