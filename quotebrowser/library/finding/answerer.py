"""A query asked of the index, and what answers it.

One rule guards it: the answer says so when the index is not level, and when it was loosened.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from quotebrowser import query as language
from quotebrowser.errors import DamagedIndexError, MissingPartError
from quotebrowser.index import highlights
from quotebrowser.library.finding import sources
from quotebrowser.library.library import Library
from quotebrowser.library.rows import Highlights
from quotebrowser.library.views import CountedLater, Found, by_form
from quotebrowser.model import Facet, Form, Results
from quotebrowser.text import words

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_T = TypeVar("_T")

_TRIES: Final = 3
"""How often parts of an index may be lost while a query is answered; each time it is asked again."""

_LONG: Final = 5
"""Letters of a word from which two may be mistyped."""

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
    library: Library,
    query: str,
    *,
    limit: int,
    sort: str,
    as_typed: bool,
    reverse: bool = False,
    loosen: bool = True,
) -> Answer:
    """What answers a query; see `search_quotes.search`.

    Raises:
        LibraryError: the library cannot be read.
        QueryError: the query means nothing.
    """
    asked = _Asked(query, language.parse(query, as_typed=as_typed), limit, sort, reverse, loosen)
    return answered(library, partial(asked.of, library), typing=as_typed)


def order(
    library: Library, query: str, *, sort: str, reverse: bool, as_typed: bool, loosened: bool
) -> "tuple[npt.NDArray[np.uint64], Highlights | None]":
    """Uids of all that answers a query, as `QuoteIndex.order`, and what to highlight if it has words.

    Args:
        library: where to search.
        query: in the query language.
        sort: by what.
        reverse: whether that is turned round.
        as_typed: whether the query is still being typed.
        loosened: whether quotes that have most of the words answer.

    Raises:
        LibraryError: the library cannot be read.
        QueryError: the query means nothing.
        ValueError: a uid is not written as uids are.
    """
    node = language.parse(query, as_typed=as_typed)
    asked = (language.relaxed(node) if loosened else None) or node
    found = answered(
        library, lambda _: sources.order(library, asked, sort=sort, reverse=reverse), typing=as_typed
    )
    has_words = any(language.positive_words(asked))
    return found, (lambda text: highlights(asked, text)) if has_words else None


def hits(library: Library, node: language.Node, *, limit: int) -> Results:
    """What answers a query that was not typed.

    Raises:
        LibraryError: the library cannot be read, or not all of its quotes can be searched.
    """

    def found(lacking: str) -> Results:
        sources.require_whole(lacking)
        return sources.search(library, node, limit=limit, sort="relevance", facets=False)

    return answered(library, found)


def answered(library: Library, answer: Callable[[str], _T], *, typing: bool = False) -> _T:
    """What `answer` makes of what answers lack; once more where only then the index is seen to lack more.

    Args:
        library: where to search.
        answer: asks its index.
        typing: see `sources.ready`.
    """
    for _ in range(_TRIES):
        with suppress(MissingPartError):
            return _answered(library, answer, typing=typing)
    return _answered(library, answer, typing=typing)


def _answered(library: Library, answer: Callable[[str], _T], *, typing: bool) -> _T:
    try:
        return answer(sources.ready(library, typing=typing))
    except DamagedIndexError:
        library.distrust_index()
        return answer(sources.ready(library, typing=typing))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked."""

    query: str
    node: language.Node
    limit: int
    sort: str
    reverse: bool
    loosen: bool

    def of(self, library: Library, lacking: str) -> Answer:
        """What the index answers; where that is nothing, and it may, what has most of the words."""
        node, notice = self.node, ""
        search = partial(
            sources.search, library, limit=self.limit, sort=self.sort, reverse=self.reverse, facets=False
        )
        results = search(node)
        relaxed = None if results.total or not self.loosen else language.relaxed(node)
        loosened = False
        if relaxed is not None:
            nearest = search(relaxed)
            if nearest.total:
                node, results, loosened, notice = relaxed, nearest, True, LOOSENED
        found = Found(
            self.query,
            (),
            results.total,
            CountedLater(partial(_facets, library, node)),
            () if results.total else _suggestions(library, node),
            notice,
            0.0,
            lacking,
            loosened=loosened,
        )

        hits = {hit.uid: hit.score for hit in results.hits}
        if tagged := sources.collected(library, node, sort=self.sort, reverse=self.reverse):
            hits = {uid: hits[uid] for uid in tagged if uid in hits}
        return Answer(found, hits, lambda text: highlights(node, text))


def _facets(library: Library, node: language.Node) -> Mapping[str, tuple[Facet, ...]]:
    """How many of what answers are of each speaker, outlet and form."""

    def counted(_lacking: str) -> Mapping[str, tuple[Facet, ...]]:
        results = sources.search(library, node, limit=0, sort="relevance")
        return {**results.facets, "form": _forms(library, results)}

    return answered(library, counted, typing=True)  # as level as what answered


def _forms(library: Library, results: Results) -> tuple[Facet, ...]:
    """How many of what answers are of each form, most first; empty if the library has no records."""
    counted = [one for one in results.facets.get("form", ()) if one.value]
    records = language.Not(language.Is("form", Form.REPORT))
    if not counted and not sources.search(library, records, limit=0, sort="relevance", facets=False).total:
        return ()
    return by_form(counted, results.total)


def _suggestions(library: Library, node: language.Node) -> tuple[str, ...]:
    """The query with what is unknown in it in the nearest known spelling, if that finds something.

    Empty if there is none.
    """
    nearest = {word: sources.suggest(library, word) for word in language.positive_words(node)}
    changes = {word: found[0] for word, found in nearest.items() if found}
    in_fields = {
        field: changed
        for field, words in language.words_of_fields(node).items()
        if field in _NAMES and (changed := _nearest_names(words, _NAMES[field](library)))
    }
    for proposed in (({}, in_fields), (changes, {}), (changes, in_fields)):
        if any(proposed):
            other = language.corrected(node, *proposed)
            if sources.search(library, other, limit=1, sort="relevance", facets=False).total:
                return (language.describe(other),)
    return ()


_NAMES: Final[dict[str, Callable[[Library], Iterable[str]]]] = {
    "speaker": lambda library: (row.name for row in library.store.quotes.speakers()),
    "outlet": lambda library: (facet.value for facet in library.store.listing.outlets()),
}
"""The names that a field may ask for."""


def _nearest_names(asked: Iterable[str], names: Iterable[str]) -> dict[str, str]:
    """For words that stand in no name, the nearest that does, where few letters differ."""
    from rapidfuzz.distance import OSA

    known = sorted({part.normal for name in names for part in words(name)})
    found = {}
    for word in set(asked).difference(known):
        most = 1 + (len(word) >= _LONG)
        far, near = min(
            ((OSA.distance(word, one, score_cutoff=most), one) for one in known), default=(most + 1, "")
        )
        if far <= most:
            found[word] = near
    return found
