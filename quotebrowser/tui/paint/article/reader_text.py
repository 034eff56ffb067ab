"""An article to read, with its quotes at their places; a record turn by turn.

One rule guards it: the words are the article's text from the first character to the last, only made safe to
show, with lines that were broken at a width joined; everything else stands in the margin or behind the label
of a turn. Of a block of facts at its head one line tells: they are known.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import Final

from quotebrowser.library import ArticleView
from quotebrowser.model import Kind, Span
from quotebrowser.model.wrapped import joined
from quotebrowser.text import fold
from quotebrowser.tui.paint.article.blocks import Blocks, over
from quotebrowser.tui.paint.article.stops import Stop
from quotebrowser.tui.paint.lines import DrawnLater, Line, Piece, Role, cells, cut, fit, piece, text_of
from quotebrowser.tui.paint.signs import Marks

WIDEST: Final = 90
"""Cells of a line of running text: longer lines are hard to follow back."""


def _finds(whole: Span, text: str, wanted: str) -> Iterator[Span]:
    """Where `wanted` stands in a part of a text, case and accents put aside.

    Nothing is found in a part whose folded form has another length: its offsets would not lead back.
    """
    folded, key = fold(whole.of(text)), fold(wanted)
    if not key.strip() or len(folded) != len(whole):
        return
    at = folded.find(key)
    while at >= 0:
        yield Span(whole.start + at, whole.start + at + len(key))
        at = folded.find(key, at + len(key))


@dataclass(frozen=True, slots=True)
class _Layer:
    """A stretch of the article that is drawn in a way of its own."""

    span: Span
    role: Role
    tag: str = ""


_ORDER: Final = (Role.HIT, Role.CUE, Role.QUOTE, Role.PLAIN)
"""Which role is drawn where several overlap."""
_CUE: Final = "cue"
_HIT: Final = "hit"
_HERE: Final = "here"
_OTHER: Final = "other"


def _pieces(text: str, whole: Span, layers: Sequence[_Layer], ground: Role) -> Iterator[Piece]:
    """The article's characters within `whole`, cut wherever a layer begins or ends."""
    events = sorted(
        [(max(layer.span.start, whole.start), 1, at) for at, layer in enumerate(layers)]
        + [(min(layer.span.end, whole.end), 0, at) for at, layer in enumerate(layers)]
    )
    active: dict[int, _Layer] = {}
    start = whole.start
    for offset, opens, at in [*events, (whole.end, 0, -1)]:
        if offset > start:
            roles = {layer.role for layer in active.values()}
            role = next((role for role in _ORDER if role in roles), ground)
            tags = tuple(layer.tag for layer in active.values() if layer.tag)
            yield piece(text[start:offset], role)._replace(tags=tags)
            start = offset
        if opens:
            active[at] = layers[at]
        else:
            active.pop(at, None)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of an article, and where things are."""

    lines: Sequence[Line]
    """From top to bottom."""
    place: tuple[int, int] | None
    """First and last line of what is looked at; None if that is nothing."""
    spot: tuple[int, int]
    """Line and cell where what is looked at begins."""
    found: tuple[int, ...]
    """The line of each place where the words looked for stand."""

    def match(self, number: int) -> tuple[int, int]:
        """Line and cell of one of the places where the words looked for stand."""
        y = self.found[number]
        x = nth = 0
        for part in self.lines[y]:
            if part.role is Role.HIT:
                if nth == self.found[:number].count(y):
                    break
                nth += 1
            x += cells(part.text)
        return y, x


class Laid:
    """An article laid out at a width; what is drawn of it is made when it is looked at.

    A line above a caption says what it is; the label of a turn is a heading.

    Args:
        view: the article with its quotes.
        width: cells of the pane.
        marks: signs to draw with.
    """

    def __init__(self, view: ArticleView, width: int, marks: Marks) -> None:
        self._view, self._marks = view, marks
        laid = joined(view.article.text)
        self._text, self._within = laid.text, laid.within
        self._digits = max((len(str(one.printings)) for one in view.printed), default=1)
        room = min(width, WIDEST) - self._digits - 2
        record = view.article.form.is_record
        quotes = [quote for quote in view.quotes if record or quote.kind is not Kind.MENTION]
        self._speech = [*map(laid.within, sorted(span for quote in quotes for span in quote.spans))]
        self._quoted = "" if record else _OTHER
        self._printed = [laid.within(one.span) for one in view.printed]
        self._blocks = list(Blocks(view, laid, room, self._speech, f" {marks.dot} "))
        heights = (len(block.above) + len(block.rows) for block in self._blocks)
        self._starts = [0, *accumulate(heights)]
        self._room = room

    def page(self, stop: Stop | None, wanted: str = "") -> Page:
        """What is looked at with bars beside it and its cue with a sign.

        Args:
            stop: what is looked at; None for nothing.
            wanted: words looked for; empty for none.
        """
        layers = self._looked_at(stop) if stop else []
        place = (self._line(stop.spans[0].start), self._line(stop.spans[-1].end - 1)) if stop else None
        found = tuple(
            self._line_in(at, hit.start)
            for at, block in enumerate(self._blocks)
            for hit in _finds(block.span, self._text, wanted)
        )
        lines = DrawnLater(self._starts, lambda at: self._draw(at, layers, wanted))
        return Page(lines, place, self._spot(stop.spans[0].start) if stop else (0, 0), found)

    def _looked_at(self, stop: Stop) -> list[_Layer]:
        """What is looked at, and the words that report it, in order."""
        quote = next(each for each in self._view.quotes if each.uid == stop.pointer.quote)
        layers = [_Layer(self._within(span), Role.QUOTE, _HERE) for span in stop.spans]
        if quote.attribution and quote.attribution.cue:
            layers.append(_Layer(self._within(quote.attribution.cue), Role.CUE, _CUE))
        return sorted(layers, key=lambda layer: layer.span)

    def _line(self, offset: int) -> int:
        """The line on which a place of the article stands."""
        start = self._within(Span(offset, offset)).start
        at = bisect_right(self._blocks, start, key=lambda block: block.span.start) - 1
        return self._line_in(max(at, 0), start)

    def _spot(self, offset: int) -> tuple[int, int]:
        """The line and the cell in which a place of the article stands."""
        start = self._within(Span(offset, offset)).start
        at = max(bisect_right(self._blocks, start, key=lambda block: block.span.start) - 1, 0)
        block, line = self._blocks[at], self._line_in(at, start)
        words = piece(self._text[block.span.start : start]).text
        row = line - self._starts[at] - len(block.above)
        return line, self._digits + 2 + cells(words[block.rows[row][0] :] if block.rows else "")

    def _line_in(self, at: int, offset: int) -> int:
        """The line of a block on which a place of the joined text stands."""
        block = self._blocks[at]
        shown = len(piece(self._text[block.span.start : offset]).text)
        row = bisect_right(block.rows, shown, key=itemgetter(0)) - 1
        return self._starts[at] + len(block.above) + max(row, 0)

    def _draw(self, at: int, looked_at: Sequence[_Layer], wanted: str) -> list[Line]:
        block, text = self._blocks[at], self._text
        layers = [layer for layer in looked_at if layer.span.overlaps(block.span)]
        role = block.ground if self._quoted else Role.PLAIN
        layers += [_Layer(self._speech[one], role, self._quoted) for one in over(self._speech, block.span)]
        layers += [_Layer(hit, Role.HIT, _HIT) for hit in _finds(block.span, text, wanted)]
        pieces = [*_pieces(text, block.span, layers, block.ground)]
        whole = piece(block.span.of(text), block.ground)
        if text_of(tuple(pieces)) != whole.text:
            pieces = [whole]
        first = self._starts[at] + len(block.above)
        here = {layer.span for layer in looked_at if layer.tag == _HERE}
        counts: dict[int, tuple[bool, int]] = {}
        for one in over(self._printed, block.span):
            number, span = self._line_in(at, self._printed[one].start), self._printed[one]
            told = (span in here, self._view.printed[one].printings)
            counts[number] = max(counts.get(number, (False, 0)), told)
        lines = [*block.above]
        for number, (start, end) in enumerate(block.rows, first):
            row = cut(pieces, start, end)
            lines.append(
                (
                    *self._gutter(
                        {tag for part in row for tag in part.tags}, counts.get(number, (False, 0))[1]
                    ),
                    *row,
                )
            )
        if block.beside:
            room = self._room + self._digits + 2
            lines[-1] = fit((*lines[-1], *block.beside), room, self._marks.ellipsis)
        return lines

    def _gutter(self, tags: set[str], count: int) -> Line:
        """The margin of a row: how many print it, bars beside quotes, a sign beside the cue of this one."""
        number = piece(f"{count or '':>{self._digits}}", Role.LABEL)
        if _HERE in tags:
            return (number, piece(self._marks.gutter, Role.MARK), Piece(" "))
        if _CUE in tags:
            return (number, piece(self._marks.cue, Role.CUE), Piece(" "))
        if _OTHER in tags:
            return (number, piece(self._marks.beside, Role.DIM), Piece(" "))
        return (number, Piece("  "))
