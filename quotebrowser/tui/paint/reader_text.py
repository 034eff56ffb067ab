"""An article to read, with its quotes at their places; a record turn by turn.

One rule guards it: the words are the article's text from the first character to the last, only made safe to
show, with lines that were broken at a width joined; everything else stands in the margin or behind the label
of a turn. Of a block of facts at its head one line tells: they are known.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import Final, NamedTuple

from quotebrowser.library import ArticleView
from quotebrowser.library.showing.wording import printed_by, printers
from quotebrowser.model import Article, Form, Kind, Pointer, Span, passage_uid
from quotebrowser.model.article import clock
from quotebrowser.model.wrapped import Joined, joined
from quotebrowser.text import fold, safe_line, unknown
from quotebrowser.tui.paint.lines import (
    BLANK,
    DrawnLater,
    Line,
    Piece,
    Role,
    breaks,
    cut,
    fit,
    line,
    piece,
    sides,
    text_of,
)
from quotebrowser.tui.paint.row_text import day, hidden, said_at
from quotebrowser.tui.paint.signs import Marks

WIDEST: Final = 90
"""Cells of a line of running text: longer lines are hard to follow back."""
_FENCES: Final = ("---", "+++")
_NEAR: Final = 12
"""Characters at the beginning of a paragraph within which it may print its own time."""
_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}")


class Stop(NamedTuple):
    """What the keys go to: a quote, or a sentence of a record."""

    pointer: Pointer
    """What it is."""
    spans: tuple[Span, ...]
    """Where it stands."""
    printings: int = 0
    outlets: int = 0
    """Of a sentence of a record, the number of articles that print it."""


def stops(view: ArticleView, at: Pointer) -> list[Stop]:
    """What the keys go through: of a record, what outlets print; else quotes, mentions only if looked at."""
    if view.article.form.is_record:
        return [Stop(one.pointer, (one.span,), one.printings, one.outlets) for one in view.printed]
    quotes = zip(view.quotes, view.pointers, strict=True)
    return [
        Stop(pointer, quote.spans)
        for quote, pointer in quotes
        if quote.kind is not Kind.MENTION or quote.uid == at.quote
    ]


def stop_at(view: ArticleView, at: Pointer) -> Stop | None:
    """What a pointer means: the quote; of a record, what is printed, the sentence or the turn.

    If it is gone, the first stop; None if there is none.
    """
    every = stops(view, at)
    quote = next((each for each in view.quotes if each.uid == at.quote), None)
    if quote is None:
        return every[0] if every else None
    if not view.article.form.is_record:
        return next(stop for stop in every if stop.pointer.quote == at.quote)
    uids = [passage_uid(quote.article, span.start) for span in quote.spans]
    if not at.utterance or at.passage not in uids:
        return Stop(at, quote.spans)
    here = quote.spans[uids.index(at.passage)]
    return next((stop for stop in every if here in stop.spans), Stop(at, (here,)))


def title(
    view: ArticleView, stop: Stop | None, at: int, count: int, width: int, marks: Marks, found: str = ""
) -> Line:
    """The heading: what the article is, and which of its stops is looked at (`at` from 0), or `found`."""
    article = view.article
    dot = f" {marks.dot} "
    name = safe_line(article.outlet.name) or safe_line(article.name)
    if not (article.outlet.name or article.form.is_record):
        name = f"{unknown.OUTLET.line}{dot}{name}"
    parts = [name, day(article.published)]
    if stop is not None:
        start = stop.spans[0].start
        place = said_at(article, start) if article.form.is_record else ""
        parts.append(place or f"{marks.paragraph}{article.paragraph(start)}")
    if article.form.is_record:
        parts.append(article.form.value)
    parts += hidden(article)
    right = f"quote {at + 1} of {count} " if stop else "no quotes "
    if article.form.is_record and stop:
        right = _counted(stop, article.form, at, count, dot)
    return sides(line(" ", piece(dot.join(parts), Role.STRONG)), line(piece(found or right, Role.DIM)), width)


def _counted(stop: Stop, form: Form, at: int, count: int, dot: str) -> str:
    """By how many a sentence of a record is printed, and which of those that are it is."""
    if not stop.printings:
        return f"{printed_by(0, 0, form)} "
    return f"{printers(stop.printings, stop.outlets)}{dot}passage {at + 1} of {count} "


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


def _over(spans: Sequence[Span], whole: Span) -> Iterator[int]:
    """Which of spans, in order and apart from each other, lie over a part of the text."""
    at = max(bisect_left(spans, whole.start, key=lambda span: span.start) - 1, 0)
    while at < len(spans) and spans[at].start < whole.end:
        if spans[at].overlaps(whole):
            yield at
        at += 1


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for part in text.splitlines(keepends=True):
        yield Span(start, start + len(part.rstrip("\r\n\u2028\u2029\x0b\x0c\x1c\x1d\x1e\x85")))
        start += len(part)


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


class _Block(NamedTuple):
    """Some lines that belong together: a paragraph, or the label of a turn."""

    span: Span
    """In the joined text."""
    rows: tuple[tuple[int, int], ...]
    """Where its lines begin and end, in its words as they are shown."""
    above: tuple[Line, ...] = ()
    """What stands over it: a blank line, what it is."""
    ground: Role = Role.PLAIN
    """How its words are drawn that nothing else is said of."""
    beside: Line = ()
    """What stands behind the words: whom a label means, when."""


class _Blocks:
    """The blocks of an article, in order."""

    def __init__(self, view: ArticleView, laid: Joined, room: int, speech: Sequence[Span], dot: str) -> None:
        self._article, self._text, self._within = view.article, laid.text, laid.within
        self._room, self._dot = room, dot
        self._heads = view.heads
        self._labels = [laid.within(head.label) for head in view.heads]
        self._times = {
            laid.within(Span(one.offset, one.offset)).start: one.time for one in view.article.times
        }
        self._begun = speech[0].start if speech and view.article.form.is_record else len(laid.text) + 1
        self._page = ""

    def __iter__(self) -> Iterator[_Block]:
        furniture = sorted(map(self._within, self._article.furniture))
        captions = sorted(map(self._within, self._article.captions))
        head = self._within(Span(0, _head(self._article))).end
        after = labelled = False
        fresh = not head
        if head:
            facts = len(self._text[:head].strip().splitlines()) - 2
            told = f"{facts} line{'s' * (facts != 1)} of metadata at the top of the file"
            yield _Block(Span(0, 0), (), (line("   ", piece(told, Role.LABEL)),))
        for whole in _paragraphs(self._text):
            if whole.start < head or not whole.of(self._text).replace(">", "").strip():
                continue
            apart = any(True for _ in _over(furniture, whole))
            for part, at in self._parts(whole):
                above = [] if fresh or labelled or (apart and after) else [BLANK]
                if at is None and not labelled:
                    above += self._notes(part, caption=any(True for _ in _over(captions, part)))
                ground = Role.DIM if part.end > self._begun else Role.LABEL if apart else Role.PLAIN
                fresh, labelled, after = False, at is not None, apart
                yield self._block(part, above, ground) if at is None else self._label(part, above, at)

    def _parts(self, whole: Span) -> Iterator[tuple[Span, int | None]]:
        """A paragraph, cut at the labels in it, each of which has its number."""
        start = whole.start
        at = bisect_left(self._labels, whole.start, key=lambda span: span.start)
        while at < len(self._labels) and (label := self._labels[at]).end <= whole.end:
            if self._text[start : label.start].strip():
                yield Span(start, label.start), None
            yield label, at
            start = whole.end - len(self._text[label.end : whole.end].lstrip())
            at += 1
        if self._text[start : whole.end].strip():
            yield Span(start, whole.end), None

    def _block(self, part: Span, above: Iterable[Line], ground: Role, beside: Line = ()) -> _Block:
        rows = breaks(piece(part.of(self._text)).text, self._room)
        return _Block(part, tuple(rows), tuple(above), ground, beside)

    def _label(self, part: Span, above: Iterable[Line], at: int) -> _Block:
        """The heading of a turn: what is printed, then whom it means and when or where it was said."""
        head = self._heads[at]
        place = "" if _CLOCK.search(part.of(self._text)) else said_at(self._article, head.words)
        if not self._article.times:
            self._page, place = place, place if place != self._page else ""
        told = self._dot.join(filter(None, (safe_line(head.name), place)))
        return self._block(part, above, Role.LABEL, (piece(f"  {told}", Role.DIM),) if told else ())

    def _notes(self, part: Span, *, caption: bool) -> Iterator[Line]:
        """What stands over a paragraph: that it is a caption; when it was said, unless it says so itself."""
        if caption:
            yield line("   ", piece("caption", Role.DIM))
        time = self._times.get(part.start)
        if time is not None and not _CLOCK.search(self._text, part.start, min(part.end, part.start + _NEAR)):
            yield line("   ", piece(clock(time), Role.DIM))


def _head(article: Article) -> int:
    """Where a block of facts at the head of the text ends, or 0."""
    first = article.furniture[0] if article.furniture else Span(0, 0)
    fenced = article.text.startswith(_FENCES) and "\n" in first.of(article.text).strip()
    return first.end if first.start == 0 and fenced else 0


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of an article, and where things are."""

    lines: Sequence[Line]
    """From top to bottom."""
    place: tuple[int, int] | None
    """First and last line of what is looked at; None if that is nothing."""
    found: tuple[int, ...]
    """The line of each place where the words looked for stand."""


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
        self._blocks = list(_Blocks(view, laid, room, self._speech, f" {marks.dot} "))
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
        return Page(lines, place, found)

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
        layers += [_Layer(self._speech[one], role, self._quoted) for one in _over(self._speech, block.span)]
        layers += [_Layer(hit, Role.HIT, _HIT) for hit in _finds(block.span, text, wanted)]
        pieces = [*_pieces(text, block.span, layers, block.ground)]
        whole = piece(block.span.of(text), block.ground)
        if text_of(tuple(pieces)) != whole.text:
            pieces = [whole]
        first = self._starts[at] + len(block.above)
        here = {layer.span for layer in looked_at if layer.tag == _HERE}
        counts: dict[int, tuple[bool, int]] = {}
        for one in _over(self._printed, block.span):
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
