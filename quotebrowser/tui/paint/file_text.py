"""An article or a file as two lines of a list: what it is, and what became of it.

One rule guards it: what became of a file is said in the words that `list files` has.
"""

import datetime as dt
from typing import Final

from quotebrowser.library.showing.file_views import ListedArticle, ListedFile
from quotebrowser.text import counted, safe_line, unknown
from quotebrowser.tui.paint.lines import BLANK, Line, Role, fit, line, piece, sides, width_of
from quotebrowser.tui.paint.row_text import day
from quotebrowser.tui.paint.signs import Marks

HEIGHT: Final = 2
"""Lines of a row."""


def file_lines(
    file: ListedFile, article: ListedArticle | None, width: int, marks: Marks, *, cursor: bool
) -> tuple[Line, Line]:
    """A row: headline, or the file's name, with outlet, date and quotes; what became of it, and its path.

    Args:
        file: what was given.
        article: what came of it; None: nothing.
        width: cells of a line.
        marks: signs to draw with.
        cursor: whether the cursor is on it.
    """
    bar = piece(marks.cursor if cursor else " ", Role.CURSOR)
    title = (article and article.title) or file.path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    left = line(bar, " ", piece(safe_line(title), Role.STRONG))
    room = max(width // 2, width - width_of(left) - 1)
    first = sides(left, _facts(article, room, marks), width, marks.ellipsis)
    return first, fit(line(bar, *_fate(file, article, marks)), width, marks.ellipsis)


def _facts(article: ListedArticle | None, room: int, marks: Marks) -> Line:
    """Outlet, date and number of quotes; the first of them, as many as there is room for."""
    if article is None:
        return ()
    outlet = safe_line(article.outlet) or unknown.OUTLET.line
    quotes = counted(article.quotes, "quote")
    told = [outlet, day(article.published), quotes]
    dot = f" {marks.dot} "
    while len(told) > 1 and width_of(line(f"{dot.join(told)} ")) > room:
        told.pop()
    return fit(line(piece(f"{dot.join(told)} ", Role.DIM)), room, marks.ellipsis)


def _fate(file: ListedFile, article: ListedArticle | None, marks: Marks) -> Line:
    """What became of it, when, why, and where it was."""
    role = {"rejected": Role.BAD, "known": Role.DIM, "no quotes": Role.WARNING}.get(file.outcome, Role.GOOD)
    word = file.outcome
    if article is not None and article.removed:
        role, word = Role.WARNING, "removed"
    when = clock(article.added if article and file.outcome != "known" else file.given)
    reason = piece(f" {marks.dot} {safe_line(file.reason)}", role if role is Role.BAD else Role.PLAIN)
    return line(
        piece(f" {word}", role),
        piece(f" {when}", Role.DIM),
        *([reason] if file.reason else []),
        piece(f" {marks.dot} {safe_line(file.path)}", Role.DIM),
    )


def clock(at: int) -> str:
    """A time as the user's clock has it."""
    return f"{dt.datetime.fromtimestamp(at, dt.UTC).astimezone():%Y-%m-%d %H:%M}"


def head(at: int, listed: int, everything: int, beside: str, width: int, marks: Marks) -> list[Line]:
    """The first line: where in how many the cursor is, and what is added meanwhile.

    Args:
        at: place of the cursor, from 0.
        listed: how many are listed.
        everything: how many there are.
        beside: what is read beside the browser, in words; may be empty.
        width: cells of a line.
        marks: signs to draw with.
    """
    left = line(" ", piece("Articles and files", Role.STRONG))
    place = f"{at + 1:,} of {listed:,}" if listed else "none"
    of = f" that match, of {everything:,}" if listed != everything else ""
    right = line(piece(f"{place}{of} ", Role.DIM))
    if beside:
        left = line(*left, piece(f" {marks.dot} {beside}", Role.LABEL))
    return [sides(left, right, width, marks.ellipsis)]


def nothing(
    everything: int, key: str, clear: str, width: int, marks: Marks, *, rejected: bool = False
) -> list[Line]:
    """What stands in place of an empty list, which may be that of rejected files."""
    if everything:
        none = " No file was rejected" if rejected else " Nothing here has these words"
        told = line(none, *_way(clear, "shows all again"))
    else:
        told = line(" Nothing was added yet", *_way(key, "adds files and folders"))
    return [BLANK, fit(told, width, marks.ellipsis)]


def _way(key: str, what: str) -> Line:
    return (piece(f"   {key}", Role.KEY), piece(f"  {what}", Role.DIM)) if key else ()
