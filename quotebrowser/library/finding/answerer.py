"""A query asked, and its answer joined to rows.

One rule guards it: the answer says so when it is not the index's, and when it was loosened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from quotebrowser import query as language
from quotebrowser.errors import DamagedIndexError
from quotebrowser.index import highlights
from quotebrowser.library.finding import sources
from quotebrowser.library.library import Library
from quotebrowser.library.rows import Highlights
from quotebrowser.library.views import Found
from quotebrowser.model import Results

LOOSENED: Final = "No quote has all the words; these have most of them"
"""Said where a wording seems to be remembered wrongly."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What answers a query, not yet made into rows."""

    found: Found
    """The answer without its rows."""
    hits: Mapping[str, float]
    """Uids of the quotes, best first, with their scores."""
    highlights: Highlights
    """Where the words that found them stand in the text of one of them."""


def ask(
    library: Library, query: str, *, limit: int, sort: str, as_typed: bool, loosen: bool = True
) -> Answer:
    """What answers a query; see `search_quotes.search`.

    Raises:
        LibraryError: the library cannot be read.
        QueryError: the query means nothing.
    """
    asked = _Asked(query, language.parse(query, as_typed=as_typed), limit, sort, loosen)
    try:
        return asked.by(sources.ready(library))
    except DamagedIndexError:
        # Only now is the index seen to be damaged: the store answers, or tells what is wrong with itself.
        sources.distrust(library)
        return asked.by(sources.ready(library))


def hits(library: Library, node: language.Node, *, limit: int) -> Results:
    """What answers a query that was not typed.

    Raises:
        LibraryError: the library cannot be read.
    """
    try:
        return sources.ready(library).search(node, limit=limit, sort="relevance")
    except DamagedIndexError:
        sources.distrust(library)
        return sources.ready(library).search(node, limit=limit, sort="relevance")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked, of whoever answers."""

    query: str
    node: language.Node
    limit: int
    sort: str
    loosen: bool

    def by(self, source: sources.Source) -> Answer:
        """What a source answers; where that is nothing, and it may, what has most of the words."""
        node = self.node
        notices = [sources.loosened(node) if source.instead else ""]
        results = source.search(node, limit=self.limit, sort=self.sort)
        relaxed = None if results.total or not self.loosen else language.relaxed(node)
        loosened = False
        if relaxed is not None:
            nearest = source.search(relaxed, limit=self.limit, sort=self.sort)
            if nearest.total:
                node, results, loosened = relaxed, nearest, True
                notices.append(LOOSENED)
        found = Found(
            self.query,
            (),
            results.total,
            results.speakers,
            results.outlets,
            () if results.total else _suggestions(source, node),
            "; ".join(filter(None, notices)),
            0.0,
            source.instead,
            loosened=loosened,
        )

        hits = {hit.uid: hit.score for hit in results.hits}
        return Answer(found, hits, lambda text: highlights(node, text))


def _suggestions(source: sources.Source, node: language.Node) -> tuple[str, ...]:
    """The query with its unknown words in the nearest known spelling; empty where there is none."""
    nearest = {word: source.suggest(word) for word in language.positive_words(node)}
    changes = {word: found[0] for word, found in nearest.items() if found}
    return (language.describe(language.corrected(node, changes)),) if changes else ()
