"""An article to read, with its quotes at their places.

One rule guards it: the words are the article's text from the first character to the last, only made safe to
show, with lines that were broken at a width joined; everything else stands in the margin. Of a block of facts
at its head one line tells: they are known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.library import ArticleView
from quotebrowser.model import Article, Quote, Span
from quotebrowser.model.wrapped import Joined, joined
from quotebrowser.text import fold, hidden_characters, safe_line, unknown
from quotebrowser.tui.paint.lines import BLANK, Line, Piece, Role, line, piece, sides, wrap
from quotebrowser.tui.paint.row_text import day
from quotebrowser.tui.paint.signs import Marks

WIDEST: Final = 90
"""Cells of a line of running text: longer lines are hard to follow back."""
_MARGIN: Final = 3
_FENCES: Final = ("---", "+++")


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of an article, and where its quotes are."""

    lines: tuple[Line, ...]
    """From top to bottom."""
    places: Mapping[str, tuple[int, int]]
    """First and last line of each quote, by uid."""
    found: tuple[int, ...]
    """Lines on which the words looked for stand."""


def title(view: ArticleView, quote: Quote | None, at: int, count: int, width: int, marks: Marks) -> Line:
    """The heading: what the article is, and which of its `count` quotes is looked at (`at` from 0)."""
    article = view.article
    dot = f" {marks.dot} "
    name = safe_line(article.outlet.name) or f"{unknown.OUTLET.line}{dot}{safe_line(article.name)}"
    parts = [name, day(article.published)]
    if quote is not None:
        parts.append(f"{marks.paragraph}{article.paragraph(quote.spans[0].start)}")
    hidden = hidden_characters(article.text)
    if hidden:
        parts.append(f"{hidden} hidden character" + "s" * (hidden != 1))
    right = f"quote {at + 1} of {count} " if quote else "no quotes "
    return sides(line(" ", piece(dot.join(parts), Role.STRONG)), line(piece(right, Role.DIM)), width)


def _finds(text: str, wanted: str) -> Iterator[Span]:
    """Where `wanted` stands in a paragraph, case and accents put aside.

    Nothing is found in a paragraph whose folded form has another length: its offsets would not lead back.
    """
    folded, key = fold(text), fold(wanted)
    if not key.strip() or len(folded) != len(text):
        return
    at = folded.find(key)
    while at >= 0:
        yield Span(at, at + len(key))
        at = folded.find(key, at + len(key))


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
    tag: str


_ORDER: Final = (Role.HIT, Role.CUE, Role.QUOTE)
"""Which role is drawn where several overlap."""
_CUE: Final = "cue"
_HIT: Final = "hit"


def _role(layers: Iterable[_Layer]) -> Role:
    roles = {layer.role for layer in layers}
    return next((role for role in _ORDER if role in roles), Role.PLAIN)


def _pieces(text: str, whole: Span, layers: Sequence[_Layer]) -> Iterator[Piece]:
    """The article's characters within `whole`, cut wherever a layer begins or ends."""
    events = sorted(
        [(max(layer.span.start, whole.start), 1, at) for at, layer in enumerate(layers)]
        + [(min(layer.span.end, whole.end), 0, at) for at, layer in enumerate(layers)]
    )
    active: dict[int, _Layer] = {}
    start = whole.start
    for offset, opens, at in [*events, (whole.end, 0, -1)]:
        if offset > start:
            tags = tuple(layer.tag for layer in active.values())
            yield piece(text[start:offset], _role(active.values()))._replace(tags=tags)
            start = offset
        if opens:
            active[at] = layers[at]
        else:
            active.pop(at, None)


def _layers(view: ArticleView, current: Quote | None, laid: Joined) -> list[_Layer]:
    """Quotes and the cue of the one looked at, by where they begin in the joined lines."""
    layers = [
        _Layer(laid.within(span), Role.QUOTE if quote is current else Role.PLAIN, quote.uid)
        for quote in view.quotes
        for span in quote.spans
    ]
    if current and current.attribution and current.attribution.cue:
        layers.append(_Layer(laid.within(current.attribution.cue), Role.CUE, _CUE))
    return sorted(layers, key=lambda layer: layer.span)


def _head(article: Article) -> int:
    """Where a block of facts at the head of the text ends, or 0."""
    first = article.furniture[0] if article.furniture else Span(0, 0)
    fenced = article.text.startswith(_FENCES) and "\n" in first.of(article.text).strip()
    return first.end if first.start == 0 and fenced else 0


def _within(layers: Sequence[_Layer], paragraph: Span) -> list[_Layer]:
    return [layer for layer in layers if layer.span.overlaps(paragraph)]


def page(view: ArticleView, current: str, wanted: str, width: int, marks: Marks) -> Page:
    """The article wrapped to `width`, the quote `current` with bars beside it and its cue with a sign.

    A line above a caption says what it is.

    Args:
        view: the article with its quotes.
        current: uid of the quote looked at; empty for none.
        wanted: words looked for; empty for none.
        width: cells of the pane.
        marks: signs to draw with.
    """
    article = view.article
    laid = joined(article.text)
    text = laid.text
    set_apart, captions = ([*map(laid.within, spans)] for spans in (article.furniture, article.captions))
    quote = next((each for each in view.quotes if each.uid == current), None)
    layers = _layers(view, quote, laid)
    lines: list[Line] = []
    found: list[int] = []
    places: dict[str, tuple[int, int]] = {}
    room = min(width, WIDEST) - _MARGIN
    after_furniture = False
    head = laid.within(Span(0, _head(article))).end
    if head:
        facts = len(text[:head].strip().splitlines()) - 2
        lines.append(line("   ", piece(f"{facts} lines of metadata at the top of the file", Role.LABEL)))
    for paragraph in _paragraphs(text):
        if paragraph.start < head:
            continue
        hits = [
            _Layer(Span(hit.start + paragraph.start, hit.end + paragraph.start), Role.HIT, _HIT)
            for hit in _finds(paragraph.of(text), wanted)
        ]
        if not paragraph.of(text).replace(">", "").strip():
            continue
        words = list(_pieces(text, paragraph, [*_within(layers, paragraph), *hits]))
        furniture = any(map(paragraph.overlaps, set_apart))
        if lines and not (furniture and after_furniture):
            lines.append(BLANK)
        after_furniture = furniture
        if any(map(paragraph.overlaps, captions)):
            lines.append(line("   ", piece("caption", Role.DIM)))
        if furniture:
            words = [part._replace(role=Role.LABEL) if part.role is Role.PLAIN else part for part in words]
        for row in wrap(words, room):
            tags = {tag for part in row for tag in part.tags}
            if _HIT in tags:
                found.append(len(lines))
            for tag in tags - {_HIT, _CUE}:
                places[tag] = (places.get(tag, (len(lines), 0))[0], len(lines))
            lines.append((*_gutter(tags, current, marks), *row))
    return Page(tuple(lines), places, tuple(found))


def _gutter(tags: set[str], current: str, marks: Marks) -> Line:
    """The margin of a row: a bar beside the quote, a sign beside its cue."""
    if current and current in tags:
        return line(" ", piece(marks.gutter, Role.MARK), " ")
    if _CUE in tags:
        return line(" ", piece(marks.cue, Role.CUE), " ")
    return line("   ")
