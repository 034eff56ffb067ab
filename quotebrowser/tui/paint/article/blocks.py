"""An article cut into blocks: paragraphs, and the labels of turns, each on lines of a width.

One rule guards it: every character of the article stands in a block, in order, or is named above them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from quotebrowser.library import ArticleView
from quotebrowser.model import Article, Span
from quotebrowser.model.article import clock
from quotebrowser.model.wrapped import Joined
from quotebrowser.text import safe_line
from quotebrowser.tui.paint.article.article_head import said_at
from quotebrowser.tui.paint.lines import BLANK, Line, Role, breaks, line, piece

_FENCES: Final = ("---", "+++")
_NEAR: Final = 12
"""Characters at the beginning of a paragraph within which it may print its own time."""
_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}")


def over(spans: Sequence[Span], whole: Span) -> Iterator[int]:
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


class Block(NamedTuple):
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


class Blocks:
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

    def __iter__(self) -> Iterator[Block]:
        furniture = sorted(map(self._within, self._article.furniture))
        captions = sorted(map(self._within, self._article.captions))
        head = self._within(Span(0, _head(self._article))).end
        after = labelled = False
        fresh = not head
        if head:
            facts = len(self._text[:head].strip().splitlines()) - 2
            told = f"{facts} line{'s' * (facts != 1)} of metadata at the top of the file"
            yield Block(Span(0, 0), (), (line("   ", piece(told, Role.LABEL)),))
        for whole in _paragraphs(self._text):
            if whole.start < head or not whole.of(self._text).replace(">", "").strip():
                continue
            apart = any(True for _ in over(furniture, whole))
            for part, at in self._parts(whole):
                above = [] if fresh or labelled or (apart and after) else [BLANK]
                if at is None and not labelled:
                    above += self._notes(part, caption=any(True for _ in over(captions, part)))
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

    def _block(self, part: Span, above: Iterable[Line], ground: Role, beside: Line = ()) -> Block:
        rows = breaks(piece(part.of(self._text)).text, self._room)
        return Block(part, tuple(rows), tuple(above), ground, beside)

    def _label(self, part: Span, above: Iterable[Line], at: int) -> Block:
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
