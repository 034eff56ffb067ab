"""A record to read: where its turns begin, and what outlets print of it.

One rule guards it: what opens a turn is what is printed there; whoever it means is said beside it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from quotebrowser.library.library import Library
from quotebrowser.library.views import Head, Printed, outlets_of
from quotebrowser.model import Article, Kind, Pointer, Quote, Span, passage_uid
from quotebrowser.store import QuoteRow
from quotebrowser.text import fold

_TIME: Final = r"(?:\\?[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\\?[\])]?[\s.:*_|–—-]*)?"
_CLOSED: Final = re.compile(rf"[\s.:*_\])|–—-]*{_TIME}")
"""What may stand between a name and the words: signs, a time."""
_NAMELESS: Final = re.compile(rf"{_TIME}(?![(\[])[^.!?\"“”„«»\n]{{1,60}}[.:\s*_\])]*{_TIME}")
"""A label that names nobody, as `Q.` or `QUESTION:`."""
_WORD: Final = re.compile(r"\w+")
_RUN: Final = 4
"""Words in a row by which an article prints a sentence."""
_MOST: Final = 0.7
"""Share of the words by which it does so where some were left out or changed."""


def heads(article: Article, quotes: Iterable[Quote]) -> Iterator[Head]:
    """Where each turn begins, in order; a turn that has no label has none here.

    Args:
        article: a record.
        quotes: its quotes, in order.
    """
    before = 0
    for quote in quotes:
        if quote.kind is Kind.MENTION:
            continue
        label = _label(article.text, quote, before)
        if label is not None:
            name = quote.speaker.name if quote.speaker and quote.speaker.named else ""
            printed = label.of(article.text).casefold()
            yield Head(label, quote.spans[0].start, "" if name.casefold() in printed else name)
        before = quote.spans[-1].end


def _label(text: str, quote: Quote, before: int) -> Span | None:
    """What is printed before a turn and says who speaks; None if nothing is."""
    at = quote.spans[0].start
    source = quote.attribution.source if quote.attribution else None
    if source is not None and before <= source.start and source.end <= at:
        start = max(text.rfind("\n", 0, source.start) + 1, before)
        if any(map(str.isalpha, text[start : source.start])):
            start = source.start
        closed = _CLOSED.match(text, source.end, at)
        return _bare(text, start, closed.end() if closed else source.end)
    start = max(text.rfind("\n", 0, at) + 1, before)
    end = at
    if not text[start:at].strip():
        end = before + len(text[before:start].rstrip())
        start = max(text.rfind("\n", 0, end) + 1, before)
    label = _bare(text, start, end)
    return label if len(label) and _NAMELESS.fullmatch(label.of(text)) else None


def _bare(text: str, start: int, end: int) -> Span:
    """A span without blanks around it."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def printed(library: Library, rows: Sequence[QuoteRow]) -> Iterator[Printed]:
    """The sentences of a record that outlets print, in order."""
    printers: dict[str, list[tuple[str, list[str]]]] = {}
    for row in rows:
        quote = row.quote
        for span, group, words in zip(quote.spans, row.groups, row.parts, strict=True):
            if group is None or group.summary.witnesses == 1 or not group.summary.printings:
                continue
            if group.id not in printers:
                printers[group.id] = list(_printers(library, group.id))
            own = _words(words)
            articles = {article for article, said in printers[group.id] if _shares(own, said)}
            if articles:
                pointer = Pointer(quote.uid, passage_uid(quote.article, span.start), group.id)
                yield Printed(pointer, span, len(articles), _outlets(library, articles))


def _outlets(library: Library, articles: Collection[str]) -> int:
    return 1 if len(articles) == 1 else outlets_of(library.store.listing.facts(articles).values())


def _printers(library: Library, utterance: str) -> Iterator[tuple[str, list[str]]]:
    """The articles that print words of an utterance, and which; no records.

    An utterance is several sentences where somebody prints them together, and others print one of them alone.
    """
    members = library.store.passages.members(utterance)
    records = library.store.passages.records({one.article for one in members})
    for one in members:
        if one.article not in records:
            yield one.article, _words(one.text)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _shares(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two wordings have words in a row, or the shorter nearly all of its words in the other."""
    length = min(_RUN, len(one), len(other))
    runs = (
        {tuple(words[at : at + length]) for at in range(len(words) - length + 1)} for words in (one, other)
    )
    if not next(runs).isdisjoint(next(runs)):
        return True
    few, many = sorted((set(one), set(other)), key=len)
    return len(few & many) >= len(few) * _MOST
