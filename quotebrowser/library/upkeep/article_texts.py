"""The fingerprints of all articles' texts, brought level with the store.

One rule guards it: they are made when they are first asked for, or with the whole index, never while articles
are added, which would wait for them.
"""

from typing import TYPE_CHECKING, Final

from quotebrowser.errors import DamagedIndexError
from quotebrowser.library.library import Library
from quotebrowser.library.views import Progress
from quotebrowser.model import Facts

if TYPE_CHECKING:
    from quotebrowser.index.article_prints import ArticlePrints

_DIRECTORY: Final = "texts"
"""Within the index's, so that both are emptied together."""
_BATCH: Final = 1_000
"""Articles a commit: some megabytes of text."""


def usable(library: Library) -> "tuple[ArticlePrints | None, int]":
    """The fingerprints, None if there are none, and how many articles they lack or have too many."""
    found = _opened(library)
    if found is None:
        return None, len(library.store.articles.ids())
    return found, sum(map(len, _differences(library, found)))


def take_in(library: Library, progress: Progress | None = None) -> "ArticlePrints":
    """Take in the articles that are new, and leave out those that are gone. The caller holds the lock."""
    found = _opened(library) or renew(library)
    new, gone = _differences(library, found)
    for first in range(0, len(new), _BATCH):
        ids = new[first : first + _BATCH]
        articles = library.store.articles.many(ids, dict.fromkeys(ids, Facts()))
        found.update(((article.id, article.text) for article in articles), gone)
        gone = frozenset()
        if progress is not None:
            progress(min(first + _BATCH, len(new)), len(new), "")
    if gone:
        found.update((), gone)
    return found


def renew(library: Library) -> "ArticlePrints":
    """None, in place of what is there. The caller holds the lock."""
    from quotebrowser.index.article_prints import ArticlePrints
    from quotebrowser.library.index_binding import binding_of

    return ArticlePrints.create(library.index_directory / _DIRECTORY, binding_of(library.store))


def _opened(library: Library) -> "ArticlePrints | None":
    from quotebrowser.index.article_prints import ArticlePrints
    from quotebrowser.library.index_binding import binding_of

    try:
        return ArticlePrints(library.index_directory / _DIRECTORY, binding_of(library.store))
    except DamagedIndexError:
        return None


def _differences(library: Library, found: "ArticlePrints") -> tuple[tuple[str, ...], frozenset[str]]:
    """Ids of the articles that are missing among the fingerprints, and of those that are gone."""
    ids, known = library.store.articles.ids(), found.ids()
    return tuple(one for one in ids if one not in known), known - frozenset(ids)
