"""The passages of an article: its quotes' printed spans, as grouping and comparing want them."""

from collections.abc import Iterable, Iterator

from quotebrowser.library.library import Library
from quotebrowser.model import Article, Kind, Passage, Quote, passage_uid


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
    published = article.published
    day = published.first if published is not None and published.day else None
    found = [(span, quote) for quote in _with_mentions(quotes) for span in quote.spans]
    found.sort(key=lambda pair: (pair[0].start, pair[1].uid))
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
    )


def _with_mentions(quotes: Iterable[Quote]) -> Iterator[Quote]:
    """The quotes that count, and the mentions that stand in none of them."""
    end = 0
    for quote in sorted(quotes, key=lambda one: (one.spans[0].start, -one.spans[-1].end)):
        if is_counted(quote) or (
            quote.kind is Kind.MENTION and not quote.repeats and quote.spans[0].start >= end
        ):
            yield quote
        end = max(end, quote.spans[-1].end)
