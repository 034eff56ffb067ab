"""What the keys go to in an article: its quotes; of a record, what outlets print of it.

One rule guards it: a quote that is pointed at is a stop, whatever it is.
"""

from typing import NamedTuple

from quotebrowser.library import ArticleView
from quotebrowser.model import Kind, Pointer, Span, passage_uid


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
