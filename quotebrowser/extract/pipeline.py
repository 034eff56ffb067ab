"""The way from an article to its quotes."""

from quotebrowser.extract.scanner import paragraphs, scan
from quotebrowser.model import Article, Kind, Quote, passage_uid


def quotes(article: Article) -> tuple[Quote, ...]:
    """All passages between quotation marks of `article`, in order of their first character."""
    text = article.text
    lines = [line for line in paragraphs(text) if not any(line.overlaps(span) for span in article.furniture)]
    return tuple(
        Quote(
            uid=passage_uid(article.id, passage.span.start),
            article=article.id,
            spans=(passage.span,),
            kind=Kind.MENTION if passage.depth or len(passage.span) < 12 else Kind.STATEMENT,
            attribution=None,
        )
        for passage in scan(text, lines)
    )
