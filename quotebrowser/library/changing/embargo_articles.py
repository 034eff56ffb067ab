"""Articles of a newsroom's library that only the members of a collection see.

One rule guards it: nothing that others see follows from an embargoed article. It is grouped with no other
until the embargo is lifted, and its rows leave the copies of all who are no members.
"""

from collections.abc import Iterable

from quotebrowser.errors import LibraryError
from quotebrowser.library.library import Library
from quotebrowser.library.printed_spans import passages
from quotebrowser.library.upkeep import regroup


def embargo(library: Library, ids: Iterable[str], collection: str) -> None:
    """Show articles to the members of a collection alone, in which this user is one.

    Raises:
        LibraryError: the library is of this machine alone, or this user is no member.
    """
    from quotebrowser.store.newsroom.authors import EMBARGOED
    from quotebrowser.store.newsroom.managing import members

    library.require_writable()
    if library.store.shared is None:
        raise LibraryError(
            "Only articles of a newsroom's library can be embargoed", "quotebrowser help newsroom"
        )
    members.require_member(library.store.shared.address, collection)
    _hand(library, tuple(ids), f"{EMBARGOED}{collection}")


def lift(library: Library, ids: Iterable[str]) -> None:
    """Show embargoed articles to everybody again.

    Raises:
        LibraryError: one of them is not embargoed.
    """
    library.require_writable()
    ids = tuple(ids)
    for article in ids:
        if not library.store.authors.embargo(article):
            raise LibraryError(f"The article {article} is not embargoed", "Nothing was changed.")
    _hand(library, ids, "")


def _hand(library: Library, ids: tuple[str, ...], audience: str) -> None:
    from quotebrowser.library.finding.sources import follow

    store = library.store
    author = store.shared.address.user if store.shared is not None else ""
    linked: set[str] = set()
    with store.transaction():
        for article_id in ids:
            linked |= regroup.drop_article(library, article_id)
        store.authors.hand(ids, audience, author)
        for article_id in ids:
            article = store.articles.get(article_id)
            if article is not None:
                printed = passages(article, store.quotes.of_article(article_id))
                linked |= regroup.link_article(library, article, printed)
        store.changes.note_articles(*ids)
        regroup.regroup(library, linked, later=True)
    regroup.settle(library)
    follow(library)
