"""Texts whose lines were broken at a width, as in wire stories and mails, with each paragraph on one line.

One rule guards it: whether a text is wrapped is decided once for all of it, and its characters stay as they
are. What is found in the joined lines leads back to the text by offsets.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from quotebrowser.model.span import Span

_WIDEST: Final = 140
"""Characters of the longest line that a program breaks; longer ones are paragraphs."""
_SURE: Final = 0.4
"""Share of the breaks that must stand in the middle of a sentence; a list of names or headlines has none."""
_FEWEST: Final = 3
_FILLED: Final = 0.8
"""Where letters have no case: so many lines, and this share, are too full for the word that follows."""
_NEARLY: Final = 0.8
"""Share of the width from which a line without a sentence's end goes on in the next."""
_OUTLIERS: Final = 50
"""One line in so many may be longer than the width: addresses are not broken."""
_FACTS: Final = re.compile(r"(---|\+\+\+)[ \t]*\r?\n.{0,20000}?\n(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
"""The block of facts at a text's head, whose lines are no prose."""
_SIGNS: Final = re.compile(r"[ \t]*((?:>[ \t]?)*)[ \t]*")
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
_FEWEST_SIGNED: Final = 3
_MARKS: Final = re.compile(r"[\"“”„«»]")
_ENDED: Final = re.compile(r"[.!?…:;。！？؟][\"'”’»)\]*_]{0,4}\Z")
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
    words: str
    """All of them."""

    @property
    def ended(self) -> bool:
        """Whether a sentence ends with it."""
        return _ENDED.search(self.words, max(0, len(self.words) - 5)) is not None


@lru_cache(maxsize=8)
def joined(text: str) -> Joined:
    """`text` with each paragraph on one line, if its lines were broken at a width."""
    rows = list(_rows(text))
    cuts = _joints(rows)
    if _is_passed_on(rows):
        cuts = {row.start: (row.line, "") for row in rows if row.sign} | cuts
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
    lengths = sorted(len(row.words) for pair in breaks for row in pair)
    width = lengths[-1 - len(lengths) // _OUTLIERS] if lengths else 0
    if not breaks or not _is_wrapped(breaks, width):
        return {}
    return {
        second.start: (first.end, "" if _is_bound(first.words, second.words) else " ")
        for first, second in breaks
        if _goes_on(first, second) or _is_full(first, second, width)
    }


def _is_bound(first: str, second: str) -> bool:
    """Whether a line was broken behind the hyphen of a word."""
    return (
        first[-1] in "-\u00ad"
        and first[-2:-1].isalnum()
        and second[0].isalnum()
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
            yield _Row(number, place, place + begin, place + begin + len(words), sign, words)
        place += len(line)


def _breaks(rows: Iterable[_Row]) -> Iterator[tuple[_Row, _Row]]:
    """Lines that follow each other without an empty one between, where the second begins nothing new."""
    before: _Row | None = None
    for row in rows:
        if before is not None and row.number == before.number + 1 and row.sign == before.sign:
            apart = before.words[0] in "#|`~=!" and _ALONE.match(before.words)
            alone = apart or _ALONE.match(row.words)
            labelled = before.ended and _LABEL.match(row.words)
            if not alone and not labelled and len(before.words) <= _WIDEST:
                yield before, row
        before = row


def _is_wrapped(breaks: Sequence[tuple[_Row, _Row]], width: int) -> bool:
    sure = sum(_goes_on(*pair) for pair in breaks)
    if sure:
        return sure >= len(breaks) * _SURE
    caseless = sum(second.words[0].isalpha() and not second.words[0].isupper() for _, second in breaks)
    filled = sum(_is_full(*pair, width) for pair in breaks)
    return caseless * 2 > len(breaks) and filled >= max(_FEWEST, len(breaks) * _FILLED)


def _goes_on(first: _Row, second: _Row) -> bool:
    """Whether a sentence surely goes on behind a line's end."""
    return second.words[0].islower() and not first.ended


def _is_full(first: _Row, second: _Row, width: int) -> bool:
    """Whether the next word had no room in a line, or nearly none where no sentence ends."""
    length = len(first.words)
    room = length + 1 + len(second.words.split(None, 1)[0])
    return room > width or (not first.ended and length >= width * _NEARLY)
