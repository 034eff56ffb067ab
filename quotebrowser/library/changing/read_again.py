"""Articles whose form was corrected, with the quotes that they have as what they are.

One rule guards it: the text stays as it was read, and so does what the user has said of it.
"""

from collections.abc import Iterable
from dataclasses import replace

from quotebrowser.library.library import Library
from quotebrowser.library.printed_spans import passages
from quotebrowser.library.upkeep import regroup


def read_again(library: Library, article_ids: Iterable[str]) -> None:
    """Find the quotes of articles again. Inside a transaction."""
    from quotebrowser import extract

    articles, touched = library.store.articles, set[str]()
    for article_id in article_ids:
        article, found = articles.get(article_id), articles.as_found(article_id)
        if article is None or found is None:
            continue
        read = extract.read(article)
        touched |= regroup.drop_article(library, article_id)
        articles.add(replace(found, times=read.article.times), read.quotes)
        quotes = library.store.quotes.of_article(article_id)  # with the names that the user gives speakers
        touched |= regroup.link_article(library, article, passages(article, quotes))
    regroup.regroup(library, touched, later=True)
