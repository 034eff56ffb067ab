"""A quote as two lines of the list.

One rule guards it: what is not known is said in words, never left blank and never guessed.
"""

import itertools
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from quotebrowser.library import PART_BREAK, Row
from quotebrowser.model import Date, Form, Kind, Level, Span, Variation
from quotebrowser.model.article import clock
from quotebrowser.text import safe_line, unknown
from quotebrowser.tui.paint.lines import (
    Line,
    Piece,
    Role,
    cells,
    fit,
    line,
    merged,
    piece,
    sides,
    spanned,
    width_of,
)
from quotebrowser.tui.paint.signs import Marks, sign_of

HEIGHT: Final = 2
"""Lines of a row."""

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LEADING: Final = 12
"""Words kept before the first hit where the quote is cut at its beginning: enough to read the hit in."""
_FILE_NAME: Final = 12
"""Cells of a file's name, in place of an outlet, that are shown before anything else is shortened."""


_BREAK: Final = " ... "
"""The break between two parts of a quote, in ASCII."""


class RowState(NamedTuple):
    """How a row stands in the list."""

    current: bool = False
    """The cursor is on it."""
    focused: bool = True
    """The list has the keys."""
    marked: bool = False
    """Marked for a copy of several."""
    bookmarked: bool = False
    """It has a bookmark."""
    noted: bool = False
    """It has a note."""
    tagged: bool = False
    """It has a tag."""


def day(date: Date | None) -> str:
    """A date as the screens show it: `9 Jan 2025`, `Jan 2025`, `2025?` for a guess, `no date`."""
    if date is None:
        return unknown.DATE.line
    parts = [str(date.day)] if date.day else []
    if date.month:
        parts.append(_MONTHS[date.month - 1])
    return " ".join([*parts, str(date.year)]) + ("?" if date.guessed else "")


def broken(row: Row, marks: Marks) -> tuple[str, Callable[[int], int]]:
    """The words of a quote with the breaks between its parts as the terminal can show them.

    Also where a place of the text then stands.
    """
    if not marks.ascii_only or PART_BREAK not in row.text:
        return row.text, lambda at: at
    longer = len(_BREAK) - len(PART_BREAK)
    return (
        row.text.replace(PART_BREAK, _BREAK),
        lambda at: at + longer * row.text.count(PART_BREAK, 0, at),
    )


def who(row: Row) -> list[Piece]:
    """The speaker, and what is doubtful about that."""
    return [_named(row), *([piece(doubt, Role.WARNING)] if (doubt := _doubts(row)[0]) else [])]


def _named(row: Row) -> Piece:
    if not row.speaker:
        return piece(unknown.SPEAKER.line, Role.DIM)
    return piece(safe_line(row.speaker), Role.SPEAKER if row.named else Role.PLAIN)


def _doubts(row: Row) -> tuple[str, ...]:
    """What is doubtful about the speaker, the shortest last."""
    return (" (speaker uncertain)", " (uncertain)") if row.speaker and row.uncertain else ("",)


def where(row: Row) -> str:
    """The outlet; where it is not recorded, the file's name says which article is meant."""
    return safe_line(row.source)


def versions(row: Row, marks: Marks) -> tuple[str, ...]:
    """How many articles print it, whether a record has it, and whether they differ.

    In all words first, the shortest last.
    """
    differ, sign = "", ""
    if row.witnesses > 1 and row.level is not Level.NONE:
        differ = f", {row.level.words}"
        sign = sign_of(Variation.WORDING, marks) + "!" * row.level.may_change_meaning
    if row.record.is_record:
        from quotebrowser.library.showing.wording import printed_by  # noqa: PLC0415 - few rows have a record

        count = printed_by(row.printings, row.outlets, row.record)
        where = "captions" if row.record is Form.CAPTIONS else "record"
        least = f"{row.printings}+{where}" if row.printings else where
        return tuple(dict.fromkeys((count + differ, f"{count} {sign}".rstrip(), f"{least} {sign}".rstrip())))
    if row.witnesses <= 1:
        return "1 version", ""
    count = f"{row.witnesses} versions"
    texts = f" of {row.texts} text{'s' * (row.texts > 1)}" if 0 < row.texts < row.witnesses else ""
    short = (f"{row.witnesses}v {sign}", f"{row.witnesses}{sign}") if sign else (f"{row.witnesses}v",)
    return tuple(dict.fromkeys((count + texts + differ, count + differ, *short)))


def _told(text: str, row: Row, marks: Marks) -> Iterator[Piece]:
    """How many versions there are; that their meaning may differ is louder than the rest of the row."""
    sign = sign_of(Variation.WORDING, marks) + "!"
    loud = next((end for end in (row.level.words, sign) if end and text.endswith(end)), "")
    if not loud or not row.level.may_change_meaning:
        loud = ""
    yield piece(text.removesuffix(loud), Role.PLAIN if row.witnesses > 1 else Role.DIM)
    if loud:
        yield piece(loud, Role.BAD)


def _bar(state: RowState, marks: Marks) -> Piece:
    """What stands before the row under the cursor: less of it where another pane has the keys."""
    if not state.current:
        return Piece(" ")
    if state.focused or marks.spoken:
        return piece(marks.cursor, Role.CURSOR)
    return piece(marks.beside, Role.DIM)


def _from_hit(text: str, hits: tuple[Span, ...], width: int, begin: int) -> int:
    """Where to begin showing `text` so that its first hit is seen: `begin`, or the start of a word behind."""
    if not hits or hits[0].end - begin <= width - 1:
        return begin
    start = hits[0].start
    for _ in range(_LEADING):
        before = text.rfind(" ", begin, max(start - 1, begin))
        if before < 0 or hits[0].end - before > width // 2:
            break
        start = before + 1
    return start


def row_lines(row: Row, width: int, state: RowState, marks: Marks) -> tuple[Line, Line]:
    """The two lines of a row: the words, then who said them and where they are printed."""
    bar = _bar(state, marks)
    room = max(width - 3, 1)
    shown = row.shown
    text, moved = broken(row, marks)
    spans = [Span(moved(span.start), moved(span.end)) for span in row.highlights]
    within = tuple(hit for hit in spans if moved(shown.start) <= hit.start < moved(shown.end))
    start = _from_hit(text, within, room, moved(shown.start))
    hits = [(span.start - start, span.end - start, Role.HIT) for span in spans if span.start >= start]
    base = Role.STRONG if state.current else Role.PLAIN
    sign = piece(marks.marked, Role.MARK) if state.marked else piece(" ", base)
    # A text that begins with the break between two parts says by itself that something stands before it.
    begun = text.startswith((PART_BREAK.strip(), _BREAK.strip()), start)
    lead = [piece(marks.ellipsis, Role.DIM)] if start and not begun else []
    words = [*lead, *spanned(text[start : start + 4 * room], hits, base)]
    first = fit(line(bar, sign, *words), width - 1, marks.ellipsis)
    kept = (marks.bookmark * state.bookmarked, marks.note * state.noted, marks.tag * state.tagged)
    star = [piece(f" {''.join(kept)}", Role.MARK)] if any(kept) else []
    mention = [piece(" (not speech)", Role.DIM)] if row.kind is Kind.MENTION else []
    caption = [piece(" (caption)", Role.DIM)] if row.caption else []
    dot = f" {marks.dot} "
    start_of = line(bar, "   ")
    when = day(row.published) + ("" if row.time is None else f"{dot}{clock(row.time)}")
    told = line(*mention, *caption, *star, piece(f"{dot}{when}{dot}", Role.DIM))
    rights = [line(*_told(text, row, marks), " ") for text in versions(row, marks)]
    places = [where(row)] if row.outlet else [f"{unknown.OUTLET.line}{dot}{where(row)}", where(row)]
    said = line(_named(row))
    fixed = width_of(start_of) + width_of(told) + 1
    ways = list(itertools.product(rights, places, _doubts(row)))
    shortest = width if row.outlet else _FILE_NAME

    def needs(way: tuple[Line, str, str]) -> int:
        right, place, doubt = way
        named = min(cells(safe_line(place)), shortest) if place == places[-1] else cells(safe_line(place))
        return fixed + width_of(said) + width_of(right) + named + len(doubt)

    right, place, doubt = next((way for way in ways if needs(way) <= width), ways[-1])
    # Where there is no room for both, neither the speaker nor the outlet is cut away by the other.
    room = max(width - fixed - width_of(right) - len(doubt), 0)
    outlet = line(piece(place, Role.PLAIN if row.outlet else Role.DIM))
    named = fit(said, max(room - min(width_of(outlet), shortest), room // 2), marks.ellipsis)
    outlet = fit(outlet, room - width_of(named), marks.ellipsis)
    left = line(*start_of, *named, *([piece(doubt, Role.WARNING)] if doubt else []), *told, *outlet)
    # Each piece is sent with its colours: neighbours that have the same are one.
    return merged(first), merged(sides(left, right, width, marks.ellipsis))
