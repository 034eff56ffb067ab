"""Articles that print some words outside quotation marks.

One rule guards it: an article is found by its fingerprints and then read; nothing is said of it unread.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import Final

from quotebrowser import collate
from quotebrowser.errors import LibraryError
from quotebrowser.library.finding import sources
from quotebrowser.library.library import Library
from quotebrowser.library.printed_spans import is_counted
from quotebrowser.library.verifying.verdicts import Source, Wording
from quotebrowser.model import Article, Quote, Span
from quotebrowser.model.wrapped import one_line
from quotebrowser.text import fold, unknown, words

_ARTICLES: Final = 8
"""Articles that are read together: if one prints the words, no more are."""
_LOOKED_AT: Final = 64
"""Articles that are looked at, at most: only words that stand in most articles are in so many."""
_NEAR: Final = 0.8
"""Share of the words that an article must print where it does not print all."""
_LONG: Final = 20_000
"""Characters of a text of which only the likely places are compared."""
_LONGEST: Final = 2
"""Times the length of the words over which an article may print them."""
_EDGES: Final = " .,;:!?…"
_MASK: Final = "x"
"""Stands for every letter of a quotation, where only narration is looked through."""


@dataclass(frozen=True, slots=True)
class Narrated:
    """What articles print of some words outside quotation marks."""

    wordings: tuple[Wording, ...] = ()
    """The best first."""
    unsure: bool = False
    """Whether there may be others: the words are few, or stand in too many articles."""
    lacking: str = ""
    """Why the articles could not be looked through; empty if they were."""


def find(library: Library, text: str) -> Narrated:
    """What articles print of `text` in their own words; quotations are left out."""
    from quotebrowser.index.article_prints import SURE

    spoken = " ".join(word.plain for word in collate.remembered(text).spoken)
    try:
        ids = sources.printed_in(library, spoken, _LOOKED_AT)
    except LibraryError as error:
        why = f"the text outside quotation marks was not looked through ({error.message})"
        return Narrated(lacking=why)
    found: tuple[Wording, ...] = ()
    for first in range(0, len(ids), _ARTICLES):
        found = found or _in_articles(library, ids[first : first + _ARTICLES], text, spoken)
    few = sum(1 for _ in words(spoken)) < SURE
    return Narrated(found, unsure=not found and (few or len(ids) == _LOOKED_AT))


def _in_articles(library: Library, ids: Sequence[str], text: str, spoken: str) -> tuple[Wording, ...]:
    """What some articles print of `text`."""
    likely = tuple(_likely(library.store.articles.many(ids), spoken))
    quotes: dict[str, list[Quote]] = {}
    for quote in library.store.quotes.of_articles([article.id for article in likely]):
        quotes.setdefault(quote.article, []).append(quote)
    found: dict[tuple[bool, str], list[tuple[Source, collate.WordVerdict]]] = {}
    for article in likely:
        one = _compared(article, quotes.get(article.id, ()), text)
        if one is not None:
            verdict, notes = one
            key = verdict.tier == collate.Tier.NEAR, _shown(verdict.printed)
            found.setdefault(key, []).append((_source(article, verdict, notes), verdict))
    ordered = sorted(found.items(), key=lambda item: (item[0][0], -item[1][0][1].score, item[0][1]))
    return tuple(
        Wording(
            "unquoted",
            key[1],
            tuple(source for source, _ in entries),
            entries[0][1].differences,
            level=entries[0][1].level,
        )
        for key, entries in ordered
    )


def _likely(articles: Iterable[Article], spoken: str) -> Iterator[Article]:
    """The articles that have most of the words somewhere."""
    wanted = {word.normal for word in words(spoken)}
    for article in articles:
        text = fold(article.text)
        if sum(word in text for word in wanted) >= _NEAR * len(wanted):
            yield article


def _compared(
    article: Article, quotes: Sequence[Quote], text: str
) -> tuple[collate.WordVerdict, tuple[str, ...]] | None:
    """The words against an article; None if it has them in quotations alone, or not at all."""
    counted = [span for quote in quotes if is_counted(quote) or quote.repeats for span in quote.spans]
    masked = _masked(article.text, counted)
    # Over a cut one would come from quote to quote; and what is said in a record was looked for there.
    apart = article.form.is_record or len(collate.remembered(text).stretches) > 1
    for printed in (masked,) if apart else (article.text, masked):
        verdict = _beside(printed, text)
        span = verdict.span
        if span is None or (verdict.tier is collate.Tier.NEAR and not _is_near(verdict, text)):
            return None
        quoted = [shared for one in counted if (shared := _shared(one, span))]
        if sum(_letters(one.of(article.text)) for one in quoted) < _letters(span.of(article.text)):
            return verdict, _marked(article, quotes, quoted, span)
    return None


def _beside(printed: str, text: str) -> collate.WordVerdict:
    """The words beside a text; of a long one, beside the lines where they may stand."""
    if len(printed) <= _LONG:
        return collate.compare_words(printed, text)
    starts, speech = _lines(printed)
    best = collate.WordVerdict(collate.Tier.NONE)
    for place in speech.places(text):
        start = starts[place.sentences.start]
        found = collate.compare_words(printed[start : starts[place.sentences.stop]], text)
        if found.span is not None and found.score > best.score:
            span = Span(found.span.start + start, found.span.end + start)
            best = replace(found, span=span)
    return best


@lru_cache(maxsize=_ARTICLES)
def _lines(text: str) -> tuple[list[int], collate.Speech]:
    """Where each line of a text begins, and last its end; and the lines by their words."""
    lines = text.splitlines(keepends=True)
    return [0, *accumulate(map(len, lines))], collate.Speech(lines)


def _is_near(verdict: collate.WordVerdict, text: str) -> bool:
    return verdict.score >= _NEAR and len(verdict.printed) <= _LONGEST * len(text)


def _masked(text: str, spans: Sequence[Span]) -> str:
    """`text` without the words of the quotations, at the same places."""
    pieces, end = [], 0
    for span in sorted(spans):
        if span.start >= end:
            hidden = "".join(_MASK if char.isalnum() else char for char in span.of(text))
            pieces += [text[end : span.start], hidden]
            end = span.end
    return "".join((*pieces, text[end:]))


def _shared(one: Span, other: Span) -> Span | None:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start < end else None


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _marked(article: Article, quotes: Sequence[Quote], quoted: Sequence[Span], span: Span) -> tuple[str, ...]:
    """What of the words stands in quotation marks all the same."""
    if quoted:
        shown = "’ and ‘".join(_shown(one.of(article.text)) for one in quoted)
        return (f"only ‘{shown}’ stands in quotation marks there",)
    spans = (one for quote in quotes for one in quote.spans)
    term = any(one.start <= span.start and span.end <= one.end for one in spans)
    return ("it stands in quotation marks there, but as a name or a term",) if term else ()


def _shown(printed: str) -> str:
    return " ".join(one_line(printed).split()).strip(_EDGES)


def _source(article: Article, verdict: collate.WordVerdict, notes: tuple[str, ...]) -> Source:
    where = unknown.where(article.outlet.name, article.name)
    label = f"{where}, {unknown.when(article.published)}"
    title = f": {article.title}" if article.title else ""
    line = f"{label}{title} [{article.id}]"
    return Source("", article.id, line, label, "", verdict.warnings, (*notes, *verdict.notes))
