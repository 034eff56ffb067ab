"""Quotes in their articles, and who is quoted where."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from quotebrowser.errors import UnknownError
from quotebrowser.library import rows
from quotebrowser.library.library import Library
from quotebrowser.library.views import ArticleView, QuoteView, Row, by_form
from quotebrowser.model import Article, Facet, Pointer
from quotebrowser.store import QuoteRow

_AT_ONCE = 100
"""Quotes that are read at a time; each may stand in an article of its own."""


def quote(library: Library, uid: str) -> QuoteView:
    """A quote in its article; the beginning of its uid is enough, that of a part leads to its quote.

    Raises:
        UnknownError: there is no such quote, or several uids begin so.
    """
    found = rows.pointed(library, uid)
    if found is None:
        uids = library.store.quotes.resolve(uid)
        if len(uids) > 1:
            raise UnknownError(f"{len(uids)} quotes have a uid beginning with {uid}", "Give more characters.")
        found = rows.pointed(library, uids[0]) if uids else None
    if found is None:
        raise UnknownError.quote(uid)
    return view(library, found)


def view(library: Library, pointer: Pointer) -> QuoteView:
    """A quote in its article.

    Raises:
        UnknownError: it is no longer there.
    """
    found = next(views(library, [pointer]), None)
    if found is None:
        raise UnknownError.quote(pointer.quote)
    authors = library.store.authors
    if not authors.any():
        return found
    spoken = authors.speakers([found.row.uid]).get(found.row.uid)
    given = authors.facts(found.article.id)
    return replace(found, corrected={"speaker": spoken, **given} if spoken else given)


def views(library: Library, pointers: Iterable[Pointer]) -> Iterator[QuoteView]:
    """Quotes in their articles, without those that are gone; those of one article should stand together."""
    left = iter(pointers)
    while some := tuple(islice(left, _AT_ONCE)):
        stored = {row.quote.uid: row for row in library.store.quotes.many(one.quote for one in some)}
        facts = {row.quote.article: row.facts for row in stored.values()}
        articles = {article.id: article for article in library.store.articles.many(facts, facts)}
        known = [one for one in some if one.quote in stored and stored[one.quote].quote.article in articles]
        made = tuple(rows.made(stored[one.quote], passage=one.passage) for one in known)
        for shown in rows.with_outlets(library, made):
            yield _view(stored[shown.uid], articles[shown.article], shown)


def _view(stored: QuoteRow, article: Article, row: Row) -> QuoteView:
    said = stored.quote.attribution
    return QuoteView(
        quote=stored.quote,
        article=article,
        row=row,
        paragraph=article.paragraph(stored.quote.spans[0].start),
        cue=said.cue.of(article.text) if said and said.cue else "",
        source=said.source.of(article.text) if said and said.source else "",
        utterances=tuple(group.id for group in stored.utterances),
    )


def article(library: Library, article_id: str) -> ArticleView:
    """An article with its quotes.

    Raises:
        UnknownError: there is no such article.
    """
    stored = library.store.quotes.rows_of(article_id)
    facts = {article_id: stored[0].facts} if stored else None
    found = next(iter(library.store.articles.many([article_id], facts)), None)
    if found is None:
        raise UnknownError(
            f"There is no article with the id {article_id}", "See them all with quotebrowser list articles."
        )
    quotes, pointers = tuple(row.quote for row in stored), tuple(map(rows.pointer, stored))
    view = ArticleView(found, quotes, pointers)
    if found.form.is_record:
        from quotebrowser.library.showing import record_views  # of few articles

        heads, printed = record_views.heads(found, quotes), record_views.printed(library, stored)
        view = replace(view, heads=tuple(heads), printed=tuple(printed))
    authors = library.store.authors
    if authors.any():
        spoken = authors.speakers(quote.uid for quote in quotes)
        view = replace(view, corrected=authors.facts(article_id), speakers=spoken)
    return view


def speakers(library: Library) -> tuple[Facet, ...]:
    """Named speakers and how many quotes each has, most first."""
    return tuple(Facet(row.name, row.quotes) for row in library.store.quotes.speakers())


def outlets(library: Library) -> tuple[Facet, ...]:
    """Outlets and how many articles each has, most first; an empty value is not recorded."""
    return library.store.listing.outlets()


def forms(library: Library) -> tuple[Facet, ...]:
    """How many quotes are of each form, most first; empty if the library has no records."""
    records = library.store.quotes.recorded()
    return by_form(records, library.store.counting.quotes()) if records else ()
