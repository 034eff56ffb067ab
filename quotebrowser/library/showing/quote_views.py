"""Quotes in their articles, and lists of what the library holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quotebrowser.errors import UnknownError
from quotebrowser.library import rows
from quotebrowser.library.library import Library
from quotebrowser.library.views import ArticleView, QuoteView
from quotebrowser.model import Article, Date, Facet, Quote

_EVERY_FILE = 10_000_000


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article as lists show it."""

    article: str
    """Its id."""
    outlet: str
    """Empty where not recorded."""
    published: Date | None
    title: str
    """Empty where unknown."""
    quotes: int
    """How many it has, mentions and repeats left out."""
    path: str
    """As it was given."""


@dataclass(frozen=True, slots=True)
class ListedFile:
    """What became of a file, or of one article of a file that holds many."""

    path: str
    """As it was given."""
    outcome: str
    """`added`, `known`, `version`, `no quotes` or `rejected`, when it was given last."""
    reason: str
    """Why; may be empty."""
    article: str
    """Id of the article; empty for a rejected file."""


def quote(library: Library, uid: str) -> QuoteView:
    """A quote in its article; the beginning of its uid is enough, that of a passage leads to its quote.

    Raises:
        UnknownError: there is no such quote, or several uids begin so.
    """
    uids = library.store.quotes.resolve(uid)
    if len(uids) > 1:
        raise UnknownError(f"{len(uids)} quotes have a uid that begins with {uid}", "Give more of it.")
    view = next(quotes(library, [uids[0] if uids else uid]), None)
    if view is None:
        raise UnknownError(f"There is no quote with the uid {uid}", "search --json prints uids.")
    return view


def quotes(library: Library, uids: Iterable[str]) -> Iterator[QuoteView]:
    """Quotes in their articles, without those that are gone.

    Those of one article should stand together: its text is read once for all that follow one another.
    """
    article: Article | None = None
    for uid in uids:
        found = library.store.quotes.get(uid)
        if found is None:
            continue
        if article is None or article.id != found.article:
            article = library.store.articles.get(found.article)
        if article is not None:
            yield _view(library, found, article)


def _view(library: Library, found: Quote, article: Article) -> QuoteView:
    said = found.attribution
    listed = rows.of(library, [found.uid])
    return QuoteView(
        quote=found,
        article=article,
        row=listed[0],
        paragraph=article.paragraph(found.spans[0].start),
        cue=said.cue.of(article.text) if said and said.cue else "",
        source=said.source.of(article.text) if said and said.source else "",
        utterances=rows.utterances(library, found.uid),
    )


def article(library: Library, article_id: str) -> ArticleView:
    """An article with its quotes.

    Raises:
        UnknownError: there is no such article.
    """
    found = library.store.articles.get(article_id)
    if found is None:
        raise UnknownError(f"There is no article {article_id}", "quotebrowser list articles prints them all.")
    return ArticleView(found, library.store.quotes.of_article(article_id))


def articles(library: Library) -> list[ListedArticle]:
    """Every article, in the order of their paths."""
    listed = [
        ListedArticle(
            article=row.id,
            outlet=row.facts.outlet.value if row.facts.outlet else "",
            published=row.facts.published.date if row.facts.published else None,
            title=row.facts.title.value if row.facts.title else "",
            quotes=row.quotes,
            path=row.origin,
        )
        for row in library.store.articles.rows()
    ]
    return sorted(listed, key=lambda item: (item.path, item.article))


def speakers(library: Library) -> tuple[Facet, ...]:
    """Named speakers and how many quotes each has, most first."""
    return tuple(Facet(row.name, row.quotes) for row in library.store.quotes.speakers())


def outlets(library: Library) -> tuple[Facet, ...]:
    """Outlets and how many articles each has, most first; an empty value is not recorded."""
    return library.store.listing.outlets()


def files(library: Library) -> list[ListedFile]:
    """What became of every file that was ever given; the rejected ones last, where they are seen."""
    listed = [
        ListedFile(kept.path, kept.outcome, kept.reason, kept.article)
        for kept in reversed(library.store.outcomes.latest(_EVERY_FILE))
    ]
    return sorted(listed, key=lambda item: item.outcome == "rejected")
