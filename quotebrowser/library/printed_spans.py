"""The passages of an article: its quotes' printed spans, as grouping and comparing want them."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from quotebrowser.library.library import Library
from quotebrowser.model import Article, Form, Kind, Passage, Quote, Span, passage_uid
from quotebrowser.text import fold

_HEAD: Final = re.compile(r"---\n.*?\n---\n", re.DOTALL)
"""The facts that stand before a text in its file."""
_MOST_MENTIONS: Final = 500
"""Mentions of an article up to which they are held against what others quote: no article prints more, and a
list of marked words would take hours."""
_BESIDE: Final = 4
"""Sentences of a record on either side of one that is compared: press quotations seldom run over more."""
_LEAST_NARRATION: Final = 40
"""Words of an article's own below which two articles are not said to be one text: two short frames around one
speech share most of their words by chance."""


def is_counted(quote: Quote) -> bool:
    """Whether it counts as a quote of its article: no mention, and no repetition of an earlier one."""
    return quote.kind is not Kind.MENTION and not quote.repeats


def in_articles(
    library: Library, passages: Iterable[Passage]
) -> tuple[tuple[Passage, ...], dict[str, Article]]:
    """Stored passages with their articles by id.

    Those whose article is damaged, or does not print them, are left out and noted as damaged.
    """
    members = tuple(passages)
    texts = library.store.articles.many({one.article for one in members})
    articles = {article.id: article for article in texts}
    sound = []
    for one in members:
        if one.article in articles and one.span.of(articles[one.article].text) == one.text:
            sound.append(one)
        elif one.article in articles:
            library.store.note_damaged("passage", one.uid)
    return tuple(sound), articles


def passages(article: Article, quotes: Iterable[Quote]) -> tuple[Passage, ...]:
    """The printed spans of the quotes that count, in the order of the article."""
    return _passages(article, _with_mentions(quotes))


def others(
    articles: Mapping[str, Article], quotes: Iterable[Quote], members: Iterable[Passage]
) -> tuple[Passage, ...]:
    """All else that articles quote, mentions and repetitions included, as what is compared wants it.

    Of a record, whose turns may be hours long, only the sentences beside those that are compared.

    Args:
        articles: by id.
        quotes: theirs.
        members: what is compared.
    """
    compared = {(one.article, one.span) for one in members}
    of_article: dict[str, list[Quote]] = {}
    for quote in quotes:
        of_article.setdefault(quote.article, []).append(quote)
    found = (
        one
        for name, own in of_article.items()
        for one in _passages(
            articles[name],
            own,
            beside=None
            if articles[name].form is Form.REPORT
            else {span for article, span in compared if article == name},
        )
    )
    return tuple(one for one in found if (one.article, one.span) not in compared)


def narration(article: Article, quotes: Iterable[Quote]) -> str:
    """The text outside the quotes, by which articles are known as one text.

    Where it is too short to tell, only articles that are the same throughout are one: a name for all of it.
    """
    told = []
    at = start = head.end() if (head := _HEAD.match(article.text)) else 0
    for span in sorted(span for quote in quotes for span in quote.spans):
        told.append(article.text[at : span.start])
        at = max(at, span.end)
    text = "\n".join((*told, article.text[at:]))
    if len(text.split()) >= _LEAST_NARRATION:
        return text
    return hashlib.sha256(
        " ".join(fold(article.text[start:]).split()).encode("utf-8", "surrogatepass")
    ).hexdigest()


def _passages(
    article: Article, quotes: Iterable[Quote], beside: Collection[Span] | None = None
) -> tuple[Passage, ...]:
    """The printed spans of quotes in order; with `beside` only those that stand near one of these."""
    published = article.published
    day = published.first if published is not None and published.day else None
    found = [(span, quote) for quote in quotes for span in quote.spans]
    found.sort(key=lambda pair: (pair[0].start, pair[1].uid))
    wanted: Collection[int] = range(len(found))
    if beside is not None:
        places = (at for at, (span, _) in enumerate(found) if span in beside)
        wanted = {near for at in places for near in range(at - _BESIDE, at + _BESIDE + 1)}
    return tuple(
        Passage(
            uid=passage_uid(article.id, span.start),
            quote=quote.uid,
            article=article.id,
            span=span,
            text=span.of(article.text),
            kind=quote.kind,
            speaker=quote.speaker.key if quote.speaker else "",
            confidence=quote.attribution.confidence if quote.attribution else 0.0,
            day=day,
            order=order,
        )
        for order, (span, quote) in enumerate(found)
        if order in wanted
    )


def _with_mentions(quotes: Iterable[Quote]) -> Iterator[Quote]:
    """The quotes that count, and the mentions that stand in none of them, if they are not too many."""
    quotes = tuple(quotes)
    few = sum(quote.kind is Kind.MENTION for quote in quotes) <= _MOST_MENTIONS
    end = 0
    for quote in sorted(quotes, key=lambda one: (one.spans[0].start, -one.spans[-1].end)):
        alone = few and quote.kind is Kind.MENTION and not quote.repeats and quote.spans[0].start >= end
        if is_counted(quote) or alone:
            yield quote
        end = max(end, quote.spans[-1].end)
