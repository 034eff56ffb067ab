"""Texts whose lines were broken at a width, as in wire stories and mails, with each paragraph on one line.

One rule guards it: whether a text is wrapped is decided once for all of it, and its characters stay as they
are. What is found in the joined lines leads back to the text by offsets.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from quotebrowser.model.span import Span

_WIDEST: Final = 140
"""Characters of the longest line that a program breaks; longer ones are paragraphs."""
_SURE: Final = 0.4
"""Share of the breaks that must stand in the middle of a sentence; a list of names or headlines has none."""
_SOME: Final = 0.15
"""Share of the same where lines are full: German and headlines in capitals have fewer."""
_FEWEST: Final = 3
_FILLED: Final = 0.5
"""So many lines, and this share, are too full for the word that follows: lists and verses are ragged."""
_NARROWEST: Final = 34
"""Characters of a width that fullness is believed of: a long word fills any line of a list of names."""
_GAP: Final = re.compile(r"\S(?: {5}|[ \t]*\t)")
"""What stands between the columns of a table."""
_BLANKS: Final = re.compile(r"  +")
_INDENTED: Final = 2
"""Characters by which the first line of a paragraph is at least set in."""
_NEARLY: Final = 0.7
"""Share of the width from which a line without a sentence's end goes on in the next."""
_OUTLIERS: Final = 50
"""One line in so many may be longer than the width: addresses are not broken."""
_FACTS: Final = re.compile(r"(---|\+\+\+)[ \t]*\r?\n.{0,20000}?\n(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
"""The block of facts at a text's head, whose lines are no prose."""
_SIGNS: Final = re.compile(r"((?:[ \t]*>[ \t]?)*)([ \t]*)")
_ALONE: Final = re.compile(r"#{1,6} |[-*•–—] |\d{1,3}[.)] |\||```|~~~|[-=*_]{3,}\s*\Z|!\[|\[\d{1,3}\]")
"""What begins a line of its own: headings, list items, tables, rules."""
_LABEL: Final = re.compile(r"[A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){0,3}:(?:\s|\Z)|[-\w]{1,15}://")
_INTRODUCED: Final = re.compile(
    r"(?:\d:\d\d|\d{4}|@).{0,70}(?:wrote|schrieb|écrit|escribió|scritto)\b[^.!?]{0,30}\Z"
    r"|(?i:forwarded message|weitergeleitete nachricht|message transféré)"
)
_LONGEST_INTRODUCTION: Final = 120
_HEADER: Final = re.compile(r"(?:From|Von|De|Da|Subject|Betreff|Date|Sent): ")
"""What a mail says over the lines that it passes on, or as the first of them."""
_DASHES: Final = "–—"
_FEWEST_SIGNED: Final = 3
_MARKS: Final = re.compile(r"[\"“”„«»]")
_ENDED: Final = re.compile(r"[.!?…:;。！？؟][\"'”’»)\]*_]{0,4}\Z")
_LINE_END: Final = re.compile(r"(?:\r\n?|\n)[ \t]*(?:>[ \t]*)*")
_BEFORE_HYPHENS: Final = frozenset(".’'”\")]")
"""What a hyphen may stand behind, letters and digits apart: `U.S.-`."""
_SOFT_HYPHEN: Final = "\u00ad"
"""It is printed only at the end of a line."""
_LOOKED_AT: Final = 8
"""Characters of a line that say how the one before goes on."""
_BLANK_SIGNS: Final = re.compile(r"^[ \t]*>[> \t]*$", re.MULTILINE)
"""A line that holds the signs of a quoted mail alone: a blank one."""
SUSPENDED: Final = re.compile(r"(?:and|or|to|und|oder|bis|et|ou|y|o)\b")
"""After these a hyphen at a line's end belongs to its own word: `two- and three-day`."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A text with each paragraph on one line."""

    text: str
    """The joined lines; the text itself where it is not wrapped."""
    starts: Sequence[int] = ()
    """Where each line of a wrapped text begins in `text`, from 0 on."""
    places: Sequence[int] = ()
    """Where it begins in the text as read."""

    def printed(self, span: Span) -> Span:
        """Where something of `text` stands in the text as read."""
        if not self.starts:
            return span
        start = self._printed(span.start)
        return Span(start, max(start, self._printed(span.end - 1) + 1) if len(span) else start)

    def within(self, span: Span) -> Span:
        """Where something of the text as read stands in `text`."""
        if not self.starts:
            return span
        start = self._within(span.start)
        return Span(start, max(start, self._within(span.end)))

    def _printed(self, offset: int) -> int:
        at = bisect_right(self.starts, offset) - 1
        return self.places[at] + offset - self.starts[at]

    def _within(self, offset: int) -> int:
        at = bisect_right(self.places, offset) - 1
        found = self.starts[at] + offset - self.places[at]
        last = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.text)
        return min(found, last)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that holds something."""

    number: int
    """Of the line, from 0."""
    line: int
    """Where it begins."""
    start: int
    """Where its words begin, behind blanks and the signs of a quoted mail."""
    end: int
    """Where they end."""
    sign: int
    """How often it is quoted (`> >`)."""
    indent: int
    """Blanks before its words, behind the signs."""
    words: str
    """All of them."""

    @property
    def length(self) -> int:
        """Its characters, signs of a quoted mail left out."""
        return self.indent + len(self.words)

    @property
    def ended(self) -> bool:
        """Whether a sentence ends with it."""
        return _ENDED.search(self.words, max(0, len(self.words) - 5)) is not None


def one_line(words: str, filler: str = "") -> str:
    """Words of one paragraph on one line: each line end, with blanks and signs of quoted mail, is one blank.

    Behind the hyphen of a word it is nothing; a soft hyphen goes with it.

    Args:
        words: them.
        filler: a character that is put in for each that is left out, so that offsets stay; none if empty.
    """
    if "\n" not in words and "\r" not in words:
        return words
    pieces: list[str] = []
    start = 0
    for end in _LINE_END.finditer(words):
        line = words[start : end.start()].rstrip(" \t")
        onward = words[end.end() : end.end() + _LOOKED_AT]
        if line.endswith(_SOFT_HYPHEN) and onward[:1].isalnum():
            line, between = line[:-1], ""
        else:
            between = "" if _is_bound(line, onward) else " "
        pieces += (line, between, filler * (end.end() - start - len(line) - len(between)))
        start = end.end()
    return "".join((*pieces, words[start:]))


@lru_cache(maxsize=8)
def joined(text: str) -> Joined:
    """`text` with each paragraph on one line, if its lines were broken at a width."""
    rows = list(_rows(text))
    cuts = _joints(rows)
    if _is_passed_on(rows):
        signs = {row.start: (row.line, "") for row in rows if row.sign}
        signs |= {blank.end(): (blank.start(), "") for blank in _BLANK_SIGNS.finditer(text)}
        cuts = signs | cuts
    if not cuts:
        return Joined(text)
    pieces: list[str] = []
    starts, places = [0], [0]
    length = place = 0
    for start, (end, between) in sorted(cuts.items()):
        piece = text[place:end] + between
        pieces.append(piece)
        length += len(piece)
        place = start
        starts.append(length)
        places.append(place)
    pieces.append(text[place:])
    return Joined("".join(pieces), starts, places)


def _joints(rows: Sequence[_Row]) -> dict[int, tuple[int, str]]:
    """Where a wrapped text goes on in the next line: its beginning, the end before, what stands between."""
    breaks = list(_breaks(rows))
    whole = [len(row.words) for row in rows]
    if sum(length for length in whole if length > _WIDEST) * 2 > sum(whole):
        return {}
    widths = {sign: _width(breaks, sign) for sign in {first.sign for first, _ in breaks}}
    if not breaks or not _is_wrapped(breaks, widths):
        return {}
    spread = {row.start + gap.end(): (row.start + gap.start(), " ") for row in rows for gap in _spread(row)}
    return spread | {
        second.start: (first.end, "" if _is_bound(first.words, second.words) else " ")
        for first, second in breaks
        if _goes_on(first, second) or _is_one(first, second, widths[first.sign])
    }


def _spread(row: _Row) -> Iterator[re.Match[str]]:
    """Where a line of a wrapped text was spread to the width: more blanks than one between two words."""
    return _BLANKS.finditer(row.words) if "  " in row.words and not _is_columns(row) else iter(())


def _width(breaks: Sequence[tuple[_Row, _Row]], sign: int) -> int:
    """At how many characters lines that are quoted so often were broken."""
    lengths = sorted(row.length for pair in breaks if pair[0].sign == sign for row in pair)
    return lengths[-1 - len(lengths) // _OUTLIERS]


def _is_bound(first: str, second: str) -> bool:
    """Whether a line was broken behind the hyphen of a word."""
    return (
        first[-1:] == "-"
        and (first[-2:-1].isalnum() or first[-2:-1] in _BEFORE_HYPHENS)
        and second[:1].isalnum()
        and SUSPENDED.match(second) is None
    )


def _is_passed_on(rows: Sequence[_Row]) -> bool:
    """Whether the lines with a sign are a mail that was answered or passed on, and no block quotes."""
    signed = [number for number, row in enumerate(rows) if row.sign]
    if not signed:
        return False
    first = signed[0]
    introduced = first and _INTRODUCED.search(rows[first - 1].words[-_LONGEST_INTRODUCTION:])
    headed = _HEADER.match(rows[first].words)
    quoting = any(_MARKS.search(rows[number].words) for number in signed)
    return bool(introduced or headed or (quoting and len(signed) >= max(_FEWEST_SIGNED, len(rows) * _FILLED)))


def _rows(text: str) -> Iterator[_Row]:
    facts = _FACTS.match(text)
    place = facts.end() if facts else 0
    for number, line in enumerate(text[place:].splitlines(keepends=True)):
        signs = _SIGNS.match(line)
        begin = signs.end() if signs else 0
        words = line[begin:].rstrip()
        if words:
            sign = signs[1].count(">") if signs else 0
            indent = len(signs[2].expandtabs(4)) if signs else 0
            yield _Row(number, place, place + begin, place + begin + len(words), sign, indent, words)
        place += len(line)


def _breaks(rows: Iterable[_Row]) -> Iterator[tuple[_Row, _Row]]:
    """Lines that follow each other without an empty one between, where the second begins nothing new."""
    before: _Row | None = None
    for row in rows:
        if before is not None and row.number == before.number + 1 and row.sign == before.sign:
            apart = before.words[0] in "#|`~=!" and _ALONE.match(before.words)
            alone = apart or (_ALONE.match(row.words) and not _is_dash(before, row))
            labelled = before.ended and _LABEL.match(row.words)
            if not alone and not labelled and len(before.words) <= _WIDEST:
                yield before, row
        before = row


def _is_dash(first: _Row, second: _Row) -> bool:
    """Whether a line begins with a dash within its sentence, which is no sign of an item."""
    item = first.words[0] in _DASHES or first.ended
    return second.words[0] in _DASHES and second.words[2:3].islower() and not item


def _is_wrapped(breaks: Sequence[tuple[_Row, _Row]], widths: Mapping[int, int]) -> bool:
    """Whether the lines of a text were broken at a width.

    Sentences run on over their ends; or lines are full, and not all begin with a capital, as those of a list.
    """
    running = sum(_goes_on(*pair) for pair in breaks)
    if running >= len(breaks) * _SURE:
        return True
    caseless = sum(second.words[0].isalpha() and not second.words[0].isupper() for _, second in breaks)
    listed = running < len(breaks) * _SOME and (running or caseless * 2 <= len(breaks))
    columns = sum(_is_columns(first) for first, _ in breaks) * 4 > len(breaks)
    if listed or columns or max(widths.values()) < _NARROWEST:
        return False
    filled = sum(
        _goes_on(first, second) or (not first.ended and _is_full(first, second, widths[first.sign]))
        for first, second in breaks
    )
    return filled >= max(_FEWEST, len(breaks) * _FILLED)


def _is_columns(row: _Row) -> bool:
    return _GAP.search(row.words) is not None


def _goes_on(first: _Row, second: _Row) -> bool:
    """Whether a sentence surely goes on behind a line's end."""
    return second.words[0].islower() and not first.ended


def _is_one(first: _Row, second: _Row, width: int) -> bool:
    """Whether a line of a wrapped text goes on in the next: it has no room, or nearly none and no end.

    The first line of a paragraph is set in further than the line before it, but for what hangs on an item.
    """
    if second.indent >= first.indent + _INDENTED and not _ALONE.match(first.words):
        return False
    return _is_full(first, second, width) or (not first.ended and first.length >= width * _NEARLY)


def _is_full(first: _Row, second: _Row, width: int) -> bool:
    """Whether the next word had no room in a line."""
    return first.length + 1 + len(second.words.split(None, 1)[0]) > width
