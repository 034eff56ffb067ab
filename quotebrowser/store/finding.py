"""Searching the words that `fulltext` keeps.

One rule guards it: a query is answered whole, with its total and facets, by one statement, and so from one
state of the library; and within a time limit.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from quotebrowser.errors import QueryError
from quotebrowser.model import Facet, Hit, Results
from quotebrowser.query import Node, Word, describe
from quotebrowser.store.compiling import compile_query
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import TimeIsUpError

_SECONDS: Final = 2.0
"""How long a search may take, as in the index."""

_SCORE: Final = "-bm25(fulltext, 1.3, 0.8, 0.35, 0.15, 1.0, 1.0, 1.0)"
"""Weights of the columns, near those of the index."""

_LISTED: Final = 60
"""Facets listed at most, as in the index."""

_MATCHED: Final = (
    "SELECT e.uid, e.speaker, e.outlet, e.place, e.first, {score} AS score"
    " FROM fulltext JOIN fulltext_entry e ON e.no = fulltext.rowid WHERE fulltext MATCH ? AND {where}"
)
_UNMATCHED: Final = (
    "SELECT e.uid, e.speaker, e.outlet, e.place, e.first, 0.0 AS score FROM fulltext_entry e WHERE {where}"
)
_ORDERS: Final = {
    "relevance": "score DESC, first DESC, uid",
    "date": "first DESC, uid",
    "outlet": "outlet = '', place, first DESC, uid",
}
_STATEMENT: Final = (
    "WITH hit AS MATERIALIZED ({hits})"
    " SELECT 'hit', uid, score FROM (SELECT uid, score FROM hit ORDER BY {order} LIMIT ?)"
    " UNION ALL SELECT * FROM"
    " (SELECT 'speaker', speaker, count(*) FROM hit GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT {listed})"
    " UNION ALL SELECT * FROM"
    " (SELECT 'outlet', outlet, count(*) FROM hit GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT {listed})"
    " UNION ALL SELECT 'total', '', count(*) FROM hit"
)
_WORDS: Final = "SELECT term, doc FROM fulltext_word WHERE term >= ? AND term < ?"
_LAST: Final = "\U0010ffff"
_SUGGESTED: Final = 3
_SHORTEST: Final = 3
"""A word of one or two letters is near to everything."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Which words count as the same; the index's own way, handed in, as its libraries are not known here."""

    stem: Callable[[str], str]
    """The stem of a folded word. It begins as the word does, but for its last letter or two."""
    within: Callable[[str, str, int], bool]
    """Whether so many changes of a letter make one word of another."""


def find(db: Database, query: Node, limit: int, sort: str, forms: Forms) -> Results:
    """What answers `query`; see `Fulltext.search`."""
    asked = compile_query(query, lambda word: _forms(db, word, forms))
    where = f"({asked.where})" if asked.where else "1"
    hits = (_MATCHED if asked.match else _UNMATCHED).format(
        where=where, score=_SCORE if sort == "relevance" else "0.0"
    )
    statement = _STATEMENT.format(hits=hits, order=_ORDERS[sort], listed=_LISTED)
    matched = (asked.match,) if asked.match else ()
    try:
        rows = db.rows(statement, (*matched, *asked.parameters, limit), seconds=_SECONDS)
    except TimeIsUpError:
        message = "The search took longer than two seconds and was stopped"
        raise QueryError(
            message, describe(query), 0, "Add a word, or more letters of the last one."
        ) from None
    return Results(
        hits=tuple(Hit(uid, score) for what, uid, score in rows if what == "hit"),
        total=next(count for what, _, count in rows if what == "total"),
        speakers=tuple(Facet(name, count) for what, name, count in rows if what == "speaker"),
        outlets=tuple(Facet(name, count) for what, name, count in rows if what == "outlet"),
    )


def _vocabulary(db: Database, beginning: str) -> list[tuple[str, int]]:
    """The words that begin so, and how many quotes each finds."""
    rows = db.rows(_WORDS, (beginning, beginning + _LAST))
    return [(term.replace("\u00a0", " "), count) for term, count in rows]


def _forms(db: Database, word: Word, forms: Forms) -> Iterable[str]:
    """The words of the library by which `word` is answered too."""
    normal = word.normal
    if word.fuzzy:
        return [other for other, _ in _vocabulary(db, normal[:1]) if forms.within(normal, other, word.fuzzy)]
    if not normal.isascii():
        return ()
    stem = forms.stem(normal)
    return [other for other, _ in _vocabulary(db, _shared(stem)) if forms.stem(other) == stem]


def _shared(stem: str) -> str:
    """What all words of a stem begin with: `happi` and `happy`, `die` and `dying`."""
    if len(stem) < 3:  # noqa: PLR2004 - nothing of so short a stem is ever another letter in the word
        return stem
    return stem[: -2 if stem.endswith("ie") else -1]


def suggestions(db: Database, word: str, forms: Forms) -> tuple[str, ...]:
    """Words that resemble `word`; see `Fulltext.suggest`."""
    if len(word) < _SHORTEST:
        return ()
    uses = dict(_vocabulary(db, word[:1]))
    if word in uses:
        return ()
    for distance in (1, 2):
        near = [other for other in uses if forms.within(word, other, distance)]
        if near:
            return tuple(sorted(near, key=lambda other: (-uses[other], other))[:_SUGGESTED])
    return ()
