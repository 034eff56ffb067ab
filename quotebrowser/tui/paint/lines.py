"""Lines of pieces: what every view draws, as values that tests can read.

One rule guards it: a piece holds one line of text that has passed `text.safe`, so no control character and no
markup of an article reaches the terminal. Widths are terminal cells, never characters.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple, overload

from rich.cells import cell_len, chop_cells, set_cell_size

from quotebrowser.model import Variation
from quotebrowser.text import UNSEEN, one_line, safe


class Role(StrEnum):
    """What a piece is; `looks` says how each role is drawn."""

    PLAIN = "plain"
    DIM = "dim"
    RULE = "rule"
    STRONG = "strong"
    LABEL = "label"
    QUOTE = "quote"
    """The words of the quote in question."""
    HIT = "hit"
    """Words of the query."""
    SPEAKER = "speaker"
    """Who said it, in a list."""
    CUE = "cue"
    """Words that report the speech."""
    CURSOR = "cursor"
    CHOSEN = "chosen"
    """The option that is taken."""
    MARK = "mark"
    WARNING = "warning"
    GOOD = "good"
    BAD = "bad"
    KEY = "key"
    HERE = "here"
    """The difference looked at, in the version looked at: nothing is louder."""
    MISSING = "missing"
    """Where a version runs on without words that turn the meaning round."""


AnyRole = Role | Variation
"""What a piece is: a part of the screen, or a reading of some kind of difference."""


class Piece(NamedTuple):
    """Some text of one role. Made by `piece`, which makes it safe."""

    text: str
    """On one line, safe to show."""
    role: AnyRole = Role.PLAIN
    """What it is."""
    tags: tuple[str, ...] = ()
    """What it belongs to, where a view must find it again after wrapping."""


Line = tuple[Piece, ...]
"""One line of the screen."""

BLANK: Final[Line] = ()
"""A line without text."""

_EVEN: Final = re.compile(
    "[!-~\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e][ -~\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e]*"
)
"""A text whose characters take one cell each and whose only blanks are spaces, none at its beginning."""
_TOKEN: Final = re.compile(r"\s+|[^\s-]+-*|-+")
_CJK: Final = "\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
"""Characters of scripts without blanks between words, with their punctuation."""
_OPENING: Final = r"（［｛「『【〔〖〈《“‘(\[{«‹"
_CLOSING: Final = (
    r"，。、；：！？）］｝」』】〕〗〉》”’…‥—〜・ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ゛゜ヽヾゝゞ％!?,.:;)\]}»›%"
    "\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
"""What no line begins with: also small letters, marks that repeat, lengthen or stand over a letter."""
_APART: Final = (
    f"(?<=[{_CJK}])(?<![{_OPENING}])(?=[^\\s{_CLOSING}])|(?<=[^\\s{_OPENING}])(?=[{_CJK}])(?![{_CLOSING}])"
)
"""Where a line may end in such a text; compiled when one is shown."""
_FIRST_CJK: Final = _CJK[0]
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
ISOLATE: Final = "\u2068"
END: Final = "\u2069"
"""They stand around a text whose direction is its own (UAX 9); they take no cell."""


def piece(text: str, role: AnyRole = Role.PLAIN) -> Piece:
    """`text` on one line, safe to show; its white space is kept, newlines and tabs become blanks."""
    if not (text.isascii() and text.isprintable()):
        text = one_line(safe(text)).replace("\t", " ")
    return Piece(text, role)


def line(*parts: str | Piece) -> Line:
    """A line of pieces; plain strings get the role plain."""
    return tuple(part if isinstance(part, Piece) else piece(part) for part in parts if part)


def text_of(row: Line) -> str:
    """The characters of a line."""
    return "".join(part.text for part in row)


def cells(text: str) -> int:
    """How many cells a text that is safe to show takes; quick where it is plain ASCII."""
    return len(text) if text.isascii() else cell_len(text)


def width_of(row: Line) -> int:
    """How many cells a line takes."""
    return sum([len(text) if text.isascii() else cell_len(text) for text, _, _ in row])


def fit(row: Line, width: int, ellipsis: str) -> Line:
    """`row` cut to at most `width` cells, with an ellipsis where something was cut."""
    if width_of(row) <= width:
        return row
    room = width - cells(ellipsis)
    if room <= 0:
        return (Piece(set_cell_size(ellipsis, max(width, 0))),) if width > 0 else ()
    kept: list[Piece] = []
    for part in row:
        taken = cells(part.text)
        if taken >= room:
            kept.append(Piece(set_cell_size(part.text, room).rstrip() + ellipsis, part.role))
            break
        kept.append(part)
        room -= taken
    return tuple(kept)


def pad(row: Line, width: int, ellipsis: str) -> Line:
    """`row` made exactly `width` cells wide with blanks; a longer one is cut."""
    row = fit(row, width, ellipsis)
    missing = width - width_of(row)
    return (*row, Piece(" " * missing)) if missing > 0 else row


def sides(left: Line, right: Line, width: int, ellipsis: str) -> Line:
    """`left` at the left edge and `right` at the right one; `left` is cut first."""
    right = fit(right, width, ellipsis)
    room = width - width_of(right)
    if not right or room <= 1:
        return fit(left or right, width, ellipsis)
    return (*pad(fit(left, room - 1, ellipsis), room, ellipsis), *right)


def centred(row: Line, width: int, fill: Piece, ellipsis: str) -> Line:
    """`row` in the middle of `width` cells, filled on both sides with a character of one cell."""
    row = fit(row, width, ellipsis)
    missing = max(width - width_of(row), 0)
    before = missing // 2
    around = (Piece(fill.text * before, fill.role), *row, Piece(fill.text * (missing - before), fill.role))
    return tuple(part for part in around if part.text)


def _tokens(pieces: Iterable[Piece]) -> Iterator[tuple[Line, bool]]:
    """Runs that may not be broken, each with whether it is white space; a run may change its role."""
    run: list[Piece] = []
    for part in pieces:
        for match in _TOKEN.finditer(part.text):
            for text in _unbroken(match.group()):
                last = run[-1].text if run else ""
                if run and (text.isspace() or last.isspace() or last.endswith("-") or _apart(last, text)):
                    yield tuple(run), last.isspace()
                    run = []
                run.append(part._replace(text=text))
    if run:
        yield tuple(run), run[0].text.isspace()


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(_APART)


def _unbroken(word: str) -> Sequence[str]:
    """A word in the parts between which a line may end."""
    return (word,) if word.isascii() or max(word) < _FIRST_CJK else _ends().split(word)


def _apart(last: str, text: str) -> bool:
    """Whether a line may end between two parts of a word."""
    return not (last.isascii() and text.isascii()) and bool(_ends().search(last[-1] + text[0], 1, 2))


def isolated(row: Line) -> Line:
    """`row` with what holds right-to-left letters set apart, so that a terminal moves nothing beside it.

    Neighbouring pieces are set apart together: they are one text in several roles. For the terminal alone.
    """
    if text_of(row).isascii():
        return row
    turned = [bool(_RIGHT_TO_LEFT.search(part.text)) for part in row]
    if not any(turned):
        return row
    parts: list[Piece] = []
    for part, before, here, after in zip(row, [False, *turned], turned, [*turned[1:], False], strict=False):
        # What is set apart begins and ends with a piece: lines are cut between pieces.
        text, blanks = part.text, (0, 0)
        if here:
            first = 0 if before else len(text) - len(text.lstrip(" "))
            last = len(text) if after else len(text.rstrip(" "))
            blanks = (first, len(text) - last)
            text = ("" if before else ISOLATE) + text[first:last] + ("" if after else END)
        texts = (" " * blanks[0], text, " " * blanks[1])
        parts += [part._replace(text=each) for each in texts if each]
    return tuple(parts)


def _broken(token: Line, width: int) -> Iterator[Line]:
    """A token wider than the line, in parts that fit."""
    for part in token:
        for chunk in chop_cells(part.text, max(width, 2)):
            yield (part._replace(text=chunk),)


def wrap(pieces: Iterable[Piece], width: int, *, hang: Line = ()) -> list[Line]:
    """The pieces on lines of at most `width` cells, broken between words.

    Args:
        pieces: what to wrap, in order.
        width: cells of a line; at least 2 are used.
        hang: what lines after the first begin with.
    """
    width = max(width, 2)
    lines: list[Line] = []
    row: list[Piece] = []
    used = 0
    fresh = True

    def end_line() -> None:
        nonlocal row, used, fresh
        while row and row[-1].text.isspace():
            row.pop()
        lines.append(merged(row))
        row, fresh = list(hang), True
        used = width_of(hang)

    for token, blank in _tokens(pieces):
        cells = width_of(token)
        if blank and fresh and lines:
            continue
        if not blank and not fresh and used + cells > width:
            end_line()
        if used + cells > width and not blank:
            for part in _broken(token, width - used):
                if used + width_of(part) > width:
                    end_line()
                row += part
                used += width_of(part)
                fresh = False
            continue
        row += token
        used += cells
        fresh = fresh and blank
    if not fresh or not lines:
        end_line()
    return lines


def breaks(text: str, width: int) -> list[tuple[int, int]]:
    """Where each line begins and ends that `wrap` makes of a text which is safe to show."""
    width = max(width, 2)
    if not _EVEN.fullmatch(text) or max(map(len, text.split(" "))) > width:
        return list(_breaks(text, width))
    rows = []
    at, end = 0, len(text.rstrip(" "))
    while end - at > width:
        blank = text.rfind(" ", at, at + width + 1)
        dash = text.rfind("-", at, at + width)
        while dash > blank and text[dash + 1] == "-":
            dash = text.rfind("-", at, dash)
        if dash > blank:
            rows.append((at, dash + 1))
            at = dash + 1
            continue
        rows.append((at, at + len(text[at:blank].rstrip(" "))))
        at = blank + 1
        while text[at] == " ":
            at += 1
    rows.append((at, end))
    return rows


def _breaks(text: str, width: int) -> Iterator[tuple[int, int]]:
    """The same where characters have different widths, or a word has more cells than a line."""
    at = 0
    for row in wrap([Piece(text)], width):
        start = text.index(text_of(row), at)
        at = start + len(text_of(row))
        yield start, at


def cut(pieces: Iterable[Piece], start: int, end: int) -> Line:
    """The pieces between two places of the text that they make together."""
    found = []
    for part in pieces:
        first, last = max(start, 0), min(end, len(part.text))
        if first < last:
            found.append(part._replace(text=part.text[first:last]))
        start -= len(part.text)
        end -= len(part.text)
    return tuple(found)


def flow(label: Piece, units: Iterable[Line], width: int, ellipsis: str) -> list[Line]:
    """Units side by side after a label, none broken; those without room begin a line below the first unit."""
    indent = cell_len(label.text)
    lines: list[Line] = []
    row: list[Piece] = [label]
    used = indent
    for unit in units:
        cells = width_of(unit)
        if used > indent and used + cells > width:
            lines.append(fit(tuple(row), width, ellipsis))
            row, used = [Piece(" " * indent)], indent
        row += unit
        used += cells
    return [*lines, fit(tuple(row), width, ellipsis)]


def merged(row: Sequence[Piece]) -> Line:
    """Neighbours of one role and the same tags made one piece."""
    joined: list[Piece] = []
    for part in row:
        if joined and joined[-1][1:] == part[1:]:
            joined[-1] = part._replace(text=joined[-1].text + part.text)
        else:
            joined.append(part)
    return tuple(joined)


def spanned(text: str, marked: Iterable[tuple[int, int, Role]], base: Role = Role.PLAIN) -> list[Piece]:
    """`text` as pieces: `base`, but for the marked half-open ranges; of overlapping ones the first stays.

    Offsets count characters of `text` as it is stored, before it is made safe.
    """
    # Cut as it is, a text would show a blank where a line ends between two pieces of one word.
    text = one_line(text, UNSEEN)
    pieces: list[Piece] = []
    at = 0
    for start, end, role in sorted(marked):
        first, stop = max(start, at), min(end, len(text))
        if first >= stop:
            continue
        if first > at:
            pieces.append(piece(text[at:first], base))
        pieces.append(piece(text[first:stop], role))
        at = stop
    if at < len(text):
        pieces.append(piece(text[at:], base))
    return pieces


class DrawnLater(Sequence[Line]):
    """Lines in blocks, each drawn when one of its lines is asked for.

    Args:
        starts: the number of the first line of each block, and of all lines.
        draw: the lines of a block, by its place.
    """

    def __init__(self, starts: Sequence[int], draw: Callable[[int], list[Line]]) -> None:
        self._starts, self._draw = starts, draw
        self._drawn: dict[int, list[Line]] = {}

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | list[Line]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError
        at %= len(self)
        block = bisect_right(self._starts, at) - 1
        if block not in self._drawn:
            self._drawn[block] = self._draw(block)
        return self._drawn[block][at - self._starts[block]]
