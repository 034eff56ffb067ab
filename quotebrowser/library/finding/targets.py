"""What a command line names: a quote's uid, an article, or a query and its best match.

One rule guards it: 16 hexadecimal digits are a uid; an unknown one is an error, never a search.
"""

import re
from dataclasses import dataclass
from typing import Final

from quotebrowser.errors import UnknownError
from quotebrowser.library import rows
from quotebrowser.library.finding import search_quotes, sources
from quotebrowser.library.library import Library
from quotebrowser.model import Pointer

_UID: Final = re.compile(r"[0-9a-f]{16}\Z")
_PREFIX: Final = re.compile(r"[0-9a-f]{6,15}\Z")
_EVERYTHING: Final = 1_000_000
_CHOICE: Final = 10
"""Utterances fetched to choose the first from: enough that it is shown by its fullest printing."""


@dataclass(frozen=True, slots=True)
class Target:
    """What was meant."""

    pointer: Pointer
    """The quote, and the part of it that the query matched, or that was named."""
    others: int
    """How many other quotes match."""
    loosened: bool = False
    """Whether nothing matches, and this is the quote that has most of the words."""


@dataclass(frozen=True, slots=True)
class Targets:
    """All that was meant."""

    uids: tuple[str, ...]
    """Quotes."""
    articles: tuple[str, ...]
    """Articles named as such."""


def named_quote(library: Library, text: str) -> Pointer | None:
    """The quote, or the part of one, whose uid `text` is, or begins; None if it is a query.

    Raises:
        UnknownError: it has the form of a uid and there is none such, or several begin with it.
    """
    if _UID.match(text):
        found = rows.pointed(library, text)
        if found is None:
            raise UnknownError.quote(text)
        return found
    if _PREFIX.match(text):
        uids = library.store.quotes.resolve(text)
        if len(uids) > 1:
            raise UnknownError(
                f"{len(uids)} quotes have a uid beginning with {text}", "Give more characters."
            )
        return rows.pointed(library, uids[0]) if uids else None
    return None


def best(library: Library, text: str) -> Target | None:
    """The quote meant by a uid or a query; None if nothing matches."""
    named = named_quote(library, text.strip())
    if named is not None:
        return Target(named, 0)
    found = search_quotes.search(library, text, limit=_CHOICE)
    sources.require_whole(found.lacking)
    if not found.rows:
        return None
    return Target(found.rows[0].pointer, found.total - 1, found.loosened)


def everything(library: Library, text: str) -> Targets:
    """All quotes and articles meant by a uid, an article's id or name, or a query that they match whole."""
    if ids := named_articles(library, text):
        return Targets((), ids)
    named = named_quote(library, text)
    if named is not None:
        return Targets((named.quote,), ())
    found = search_quotes.search(library, text, limit=_EVERYTHING, group=False, loosen=False)
    sources.require_whole(found.lacking)
    return Targets(tuple(row.uid for row in found.rows), ())


def named_articles(library: Library, text: str) -> tuple[str, ...]:
    """Ids of the articles whose id or file name `text` is; a word that merely begins one stays a query."""
    return tuple(
        article.id
        for article in library.store.articles.many(library.store.articles.resolve(text))
        if text in (article.id, article.name, article.origin)
    )


def article(library: Library, name: str, *, removed: bool = False) -> str:
    """Id of the article meant by an id, the beginning of one, or a file name.

    Args:
        library: that holds it.
        name: how it is named.
        removed: whether one that was removed is meant where no other is.

    Raises:
        UnknownError: none or several are meant.
    """
    ids = library.store.articles.resolve(name)
    if not ids and removed:
        ids = library.store.articles.resolve(name, removed=True)
    if not ids:
        raise UnknownError(f"No article is called {name}", "See them all with quotebrowser list articles.")
    if len(ids) > 1:
        raise UnknownError(
            f"{name} matches {len(ids)} articles", "Use one's id from quotebrowser list articles."
        )
    return ids[0]
