"""A quote as two lines of the list.

One rule guards it: what is not known is said in words, never left blank and never guessed.
"""

from typing import Final, NamedTuple

from quotebrowser.library import Row
from quotebrowser.library.showing.wording import printed_by
from quotebrowser.model import Date, Kind, Level, Span
from quotebrowser.text import safe_line, unknown
from quotebrowser.tui.paint.lines import Line, Piece, Role, fit, line, piece, sides, spanned, width_of
from quotebrowser.tui.paint.signs import Marks

HEIGHT: Final = 2
"""Lines of a row."""

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LEADING: Final = 12
"""Words kept before the first hit where the quote is cut at its beginning: enough to read the hit in."""


class RowState(NamedTuple):
    """How a row stands in the list."""

    current: bool = False
    """The cursor is on it."""
    marked: bool = False
    """Marked for a copy of several."""
    bookmarked: bool = False
    """It has a bookmark."""


def day(date: Date | None) -> str:
    """A date as the screens show it: `9 Jan 2025`, `Jan 2025`, `2025?` for a guess, `no date`."""
    if date is None:
        return unknown.DATE.line
    parts = [str(date.day)] if date.day else []
    if date.month:
        parts.append(_MONTHS[date.month - 1])
    return " ".join([*parts, str(date.year)]) + ("?" if date.guessed else "")


def who(row: Row) -> list[Piece]:
    """The speaker, and what is doubtful about that."""
    if not row.speaker:
        return [piece(unknown.SPEAKER.line, Role.DIM)]
    name = [piece(safe_line(row.speaker), Role.PLAIN if row.named else Role.DIM)]
    if row.uncertain:
        name.append(piece(" (speaker uncertain)", Role.WARNING))
    return name


def where(row: Row) -> str:
    """The outlet; where it is not recorded, the file's name says which article is meant."""
    return safe_line(row.source)


def versions(row: Row) -> str:
    """How many articles print it, whether a record has it, and whether they differ."""
    if row.record.is_record:
        count = printed_by(row.printings, row.record)
        return f"{count}, {row.level.words}" if row.witnesses > 1 and row.level else count
    if row.witnesses <= 1:
        return "1 version"
    count = f"{row.witnesses} versions"
    if 0 < row.texts < row.witnesses:
        count += f" of {row.texts} text{'s' * (row.texts > 1)}"
    return count if row.level is Level.NONE else f"{count}, {row.level.words}"


def _from_hit(text: str, hits: tuple[Span, ...], width: int) -> int:
    """Where to begin showing `text` so that its first hit is seen: 0, or the start of a word."""
    if not hits or hits[0].end <= width - 1:
        return 0
    start = hits[0].start
    for _ in range(_LEADING):
        before = text.rfind(" ", 0, max(start - 1, 0))
        if before < 0 or hits[0].end - before > width // 2:
            break
        start = before + 1
    return start


def row_lines(row: Row, width: int, state: RowState, marks: Marks) -> tuple[Line, Line]:
    """The two lines of a row: the words, then who said them and where they are printed."""
    bar = piece(marks.cursor if state.current else " ", Role.CURSOR)
    sign = piece(marks.marked if state.marked else " ", Role.MARK)
    room = max(width - 3, 1)
    start = _from_hit(row.text, row.highlights, room)
    hits = [
        (span.start - start, span.end - start, Role.HIT) for span in row.highlights if span.start >= start
    ]
    base = Role.STRONG if state.current else Role.PLAIN
    lead = [piece(marks.ellipsis, Role.DIM)] if start else []
    words = [*lead, *spanned(row.text[start : start + 4 * room], hits, base)]
    first = fit(line(bar, sign, *words), width - 1, marks.ellipsis)
    star = [piece(f" {marks.bookmark}", Role.MARK)] if state.bookmarked else []
    mention = [piece(" (not speech)", Role.DIM)] if row.kind is Kind.MENTION else []
    place = [piece(" (caption)", Role.DIM)] if row.caption else []
    dot = f" {marks.dot} "
    said = line(
        bar, "   ", *who(row), *mention, *place, *star, piece(f"{dot}{day(row.published)}{dot}", Role.DIM)
    )
    right = line(piece(versions(row), Role.PLAIN if row.witnesses > 1 else Role.DIM), " ")
    left = line(*said, piece(where(row), Role.DIM))
    if not row.outlet:
        told = line(*said, piece(f"{unknown.OUTLET.line}{dot}{where(row)}", Role.DIM))
        left = told if width_of(told) + width_of(right) < width else left
    return first, sides(fit(left, width - width_of(right) - 1, marks.ellipsis), right, width)
